"""What is kept in the user's cache folder: found again, made anew when damaged, and never in the way."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from duizhao import words
from duizhao.cache import cache_folder, kept, key_of, stamp
from duizhao.checks.rivals import Rivals
from duizhao.checks.terms import Terminology
from duizhao.errors import FormatError
from duizhao.glossary import Glossary, csvfile, dictionary, load
from duizhao.glossary.csvfile import read_glossary, write_glossary
from duizhao.glossary.dictionary import Dictionary
from duizhao.model import Concept, Term

VALUE = ({"网络": 12, "𠀀㐀": 3}, [("cyber power", None), ("", 0.5)], b"\xff")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return cache_folder()


@pytest.fixture
def made() -> list[int]:
    """How often a value had to be made."""
    return []


def ask(made: list[int], key: str = "a") -> object:
    def make() -> object:
        made.append(1)
        return VALUE

    return kept("sample", key, make)


def test_made_once_for_each_key(cache: Path, made: list[int]) -> None:
    assert [ask(made), ask(made), ask(made, "b")] == [VALUE] * 3
    assert len(made) == 2
    assert len(list(cache.iterdir())) == 2  # and no temporary file


@pytest.mark.parametrize("damage", ["truncated", "garbage", "empty", "folder", "one bit", "longer", "no value"])
def test_damage(damage: str, cache: Path, made: list[int]) -> None:
    ask(made)
    (path,) = cache.glob("sample-*.bin")
    data = path.read_bytes()
    path.unlink()
    if damage == "folder":
        path.mkdir()
    else:
        middle = len(data) // 2
        damaged = {
            "truncated": data[:middle],
            "garbage": b"\xff" * len(data),
            "empty": b"",
            "one bit": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
            "longer": data + b"\0",
            "no value": b"\0\0\0\0",  # the checksum of nothing
        }
        path.write_bytes(damaged[damage])
    assert ask(made) == VALUE
    assert len(made) == 2
    if damage != "folder":
        assert ask(made) == VALUE
        assert len(made) == 2


def test_without_a_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: list[int]) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert [ask(made), ask(made)] == [VALUE] * 2
    monkeypatch.setattr("duizhao.cache.cache_folder", lambda: blocked)  # there, but no folder
    assert ask(made) == VALUE
    assert len(made) == 3


def test_what_was_not_used_for_long_goes(cache: Path, made: list[int]) -> None:
    for key in "abcdef":
        ask(made, key)
        ask(made, "a")
    assert len(list(cache.glob("sample-*.bin"))) == 4
    ask(made, "a")
    assert len(made) == 6


def test_many_at_once(cache: Path) -> None:
    code = (
        "from duizhao.cache import kept\n"
        "for n in range(60):\n"
        "    assert kept('sample', str(n % 2), lambda: list(range(50_000)))[-1] == 49_999\n"
    )
    with ThreadPoolExecutor(4) as pool:
        runs = [pool.submit(subprocess.run, [sys.executable, "-c", code], check=True, timeout=60) for _ in range(4)]
    assert [run.result().returncode for run in runs] == [0] * 4
    assert sorted(p.name for p in cache.iterdir()) == ["sample-0.bin", "sample-1.bin"]


def test_keys() -> None:
    assert key_of("ab", "c") != key_of("a", "bc")
    assert key_of("网络", b"\xff") == key_of("网络".encode(), b"\xff")
    assert stamp("jieba") != "none"
    assert stamp("no_such_package") == "none"


def large(more: str = "") -> list[Concept]:
    """A glossary that is worth keeping, with everything that a concept may have."""
    return [
        Concept(
            f"c-{n}", (Term(f"第{n}号工程"), Term(f"{n}号工程", "admitted"), Term(f"工程{n}", "deprecated", "旧称")),
            (Term(f"Project No. {n}{more}"), Term(f"project {n}", "forbidden", "no name")), "noun", "programme",
            ("economy", "energy"), "定义，“如下”", "As it says.", "plan.zh.txt:14", "a note", "candidate",
            ("case", "nocheck"), "2026-01-02", "2026-02-03",
        )
        for n in range(1500)
    ]  # fmt: skip


def test_concepts_are_kept_by_the_content_of_their_file(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.csv"
    write_glossary(large(), path)
    assert path.stat().st_size > csvfile._WORTH_KEEPING
    first = read_glossary(path)
    assert first == tuple(large())
    monkeypatch.setattr(csvfile, "_parsed", None)
    assert read_glossary(path) == first
    monkeypatch.undo()
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache.parent))
    write_glossary(large(" (new)"), path)
    assert read_glossary(path) == tuple(large(" (new)"))
    text = path.read_text(encoding="utf-8").replace("c-700,", "c-699,")
    path.write_text(text, encoding="utf-8")
    for _ in range(2):  # an error is not forgotten the second time
        with pytest.raises(FormatError, match=r"c-699.* is taken by line 701"):
            read_glossary(path)


def spans(text: str) -> Iterator[str]:
    return (text[a:b] for a in range(len(text)) for b in range(a + 1, min(len(text), a + 9) + 1))


TEXTS = ("中华人民共和国国务院新闻办公室", "网络强国，2026年", "𠀀㐀々〇", "国\n国\t国", "国", "")


@pytest.mark.parametrize("text", TEXTS)
def test_words_of_a_text_are_those_of_the_whole_dictionary(text: str) -> None:
    everything = words.frequencies()
    known = Dictionary(dictionary._pack())
    known.know(text)
    for piece in spans(text):
        count = everything.get(piece, 0)
        if len(piece) <= dictionary._LONGEST:
            assert known.counts.get(piece, 0) == (count if count >= dictionary._LEAST else 0), piece
        if known.counts.get(piece) and len(piece) > 1:
            assert known.longest[piece[:2]] >= len(piece)


def test_rivals_are_the_same_from_the_cache(cache: Path) -> None:
    glossary = Glossary(tuple(large()))
    made, found = Rivals(Terminology(glossary)), Rivals(Terminology(glossary))
    assert len(list(cache.glob("renderings-*.bin"))) == 1
    stems = {"the", "project", "no", "12", "start"}
    numbers = [[c.id for c in rivals.among(stems)] for rivals in (made, found)]
    assert numbers == [["c-12"], ["c-12"]]
    assert not list(found.among({"12", "projector"}))  # begins alike, and is another word
    assert made.rarity == found.rarity
    assert made.rarity["12"] > made.rarity["project"]


def test_the_shipped_glossary_is_the_same_from_the_cache(cache: Path) -> None:
    assert load() == load()
    assert len(list(cache.glob("concepts-*.bin"))) > 3
