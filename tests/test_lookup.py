"""Lookups: the index, the searches, the command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT, Run
from duizhao.cache import cache_folder
from duizhao.cli.prompt import completions
from duizhao.glossary import Glossary
from duizhao.glossary.csvfile import write_glossary
from duizhao.glossary.distance import osa
from duizhao.glossary.index import Index, open_index
from duizhao.glossary.keys import english_key, pinyin
from duizhao.glossary.lookup import lookup
from duizhao.glossary.search_pinyin import spelling
from duizhao.model import Concept, Term

QUERIES = json.loads((ROOT / "tests" / "cases" / "lookup-queries.json").read_text(encoding="utf-8"))
HEAVY = ("jieba", "numpy", "opencc", "lxml", "sacrebleu", "pypinyin", "duizhao.model", "csv")


def concept(number: int, zh: str, *en: str, avoid: str = "") -> Concept:
    english = tuple(Term(text, "preferred" if i == 0 else "admitted") for i, text in enumerate(en))
    return Concept(
        f"c{number}",
        tuple(Term(text, "preferred" if i == 0 else "admitted") for i, text in enumerate(zh.split("|"))),
        english + ((Term(avoid, "deprecated"),) if avoid else ()),
    )


SMALL = (
    concept(1, "网络强国", "cyber power", "network powerhouse", avoid="internet superpower"),
    concept(2, "网络强国战略", "cyber power strategy"),
    concept(3, "绿色发展", "green development"),
    concept(4, "大众创业、万众创新|双创", "mass entrepreneurship and innovation"),
    concept(5, "5G基站", "5G base station"),
    concept(6, "𠀀㐀", "rare thing"),
    concept(7, "重点任务", "key task"),
    concept(8, "长效机制", "long-term mechanism"),
    concept(9, "国内生产总值", "gross domestic product", "GDP"),
    concept(10, "西安", "Xi'an"),
    concept(11, "先", "first"),
)


@pytest.fixture(scope="module")
def shipped() -> Index:
    return open_index()


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))
    return cache_folder()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.csv"
    write_glossary(SMALL, path)
    return path


@pytest.fixture
def index(small: Path, cache: Path) -> Index:  # noqa: ARG001
    return open_index([small])


def first(query: str, index: Index) -> str:
    hits = lookup(query, index)
    return hits[0].concept.zh[0].text if hits else ""


@pytest.mark.parametrize(
    "query",
    [
        *("网络强国", "網絡強國", "wangluo qiangguo", "wǎngluò qiángguó", "wang3luo4 qiang2guo2", "wlqg"),
        *("internet superpower", "internet superpowers", "网路强国", "netwrok powerhouse"),
    ],
)
def test_one_concept_however_it_is_remembered(query: str, shipped: Index) -> None:
    assert first(query, shipped) == "网络强国"


def test_the_expected_concept_comes_first(shipped: Index) -> None:
    assert len(QUERIES) >= 300
    wrong = [
        case
        for case in QUERIES
        if not (hits := lookup(case["query"], shipped, 1)) or case["concept"] not in hits[0].concept.chinese()
    ]
    assert len(wrong) <= 0.02 * len(QUERIES), wrong


@pytest.mark.parametrize(
    ("query", "concept", "match"),
    [
        ("ＧＤＰ", "国内生产总值", "exact"),
        ("“网络强国”", "网络强国", "exact"),
        ("网 络 强 国", "网络强国", "exact"),
        ("双创", "大众创业、万众创新", "exact"),
        ("大众创业，万众创新", "大众创业、万众创新", "exact"),
        ("𠀀㐀", "𠀀㐀", "exact"),
        ("5g 基站", "5G基站", "exact"),
        ("网络强国战", "网络强国战略", "prefix"),
        ("lǜsè fāzhǎn", "绿色发展", "pinyin"),
        ("lu:4se4 fazhan", "绿色发展", "pinyin"),
        ("LVSE FAZHAN", "绿色发展", "pinyin"),
        ("lusefa", "绿色发展", "pinyin"),
        ("lüse fz", "绿色发展", "pinyin"),
        ("绿色fazhan", "绿色发展", "pinyin"),
        ("5gjizhan", "5G基站", "pinyin"),
        ("zhongdian renwu", "重点任务", "pinyin"),
        ("zongdian renwu", "重点任务", "pinyin"),
        ("changxiao jizhi", "长效机制", "pinyin"),
        ("xi'an", "西安", "exact"),
        ("zdrw", "重点任务", "initials"),
        ("绿色发站", "绿色发展", "fuzzy"),
        ("绿色展发", "绿色发展", "fuzzy"),
        ("建设网络强国", "网络强国", "fuzzy"),
        ("Cyber-Powers", "网络强国", "stem"),
        ("development, green", "绿色发展", "stem"),
        ("gren development", "绿色发展", "fuzzy"),
        ("key taks", "重点任务", "fuzzy"),
        ("long term mechanism", "长效机制", "exact"),
    ],
)
def test_ways_to_a_concept(query: str, concept: str, match: str, index: Index) -> None:
    (hit, *_) = lookup(query, index)
    assert (hit.concept.zh[0].text, hit.match) == (concept, match), hit.why


@pytest.mark.parametrize(
    "query", ["", "  ", "“”", "qqqqq", "？！", "\ud800", "a" * 5000, "龘龘", "%", "' OR 1=1 --"]
)
def test_what_is_not_there(query: str, index: Index) -> None:
    assert lookup(query, index) == ()


@pytest.mark.parametrize(
    ("sentence", "terms"),
    [
        ("加快绿色发展，完善有关的长效机制。", {"绿色发展", "长效机制"}),
        ("实施网络强国战略是重点任务", {"网络强国战略", "重点任务"}),
        ("We will pursue green developments and set up a long-term mechanism.", {"绿色发展", "长效机制"}),
        ("Its cyber power strategy is a key task of the years ahead.", {"网络强国战略", "重点任务"}),
    ],
)
def test_a_sentence_gives_its_terms(sentence: str, terms: set[str], index: Index) -> None:
    """The longest ones only: 网络强国 is a part of 网络强国战略."""
    assert {hit.concept.zh[0].text for hit in lookup(sentence, index)} == terms


def test_tones_that_agree_come_first(index: Index) -> None:
    right, wrong = (lookup(q, index)[0] for q in ("lǜsè fāzhǎn", "lúsē fǎzhàn"))
    assert right.score > wrong.score
    assert "tones agree" in right.why
    assert "other tones" in wrong.why


def test_a_term_to_be_avoided_comes_after_the_same_that_is_right(tmp_path: Path, cache: Path) -> None:  # noqa: ARG001
    path = tmp_path / "g.csv"
    write_glossary((concept(1, "甲", "one", avoid="two"), concept(2, "乙", "two")), path)
    assert [hit.concept.id for hit in lookup("two", open_index([path]))] == ["c2", "c1"]


def test_hit_as_in_the_contract(index: Index) -> None:
    data = lookup("wlqg", index)[0].to_dict()
    assert list(data)[:9] == ["concept", "query", "start", "end", "zh", "en", "match", "score", "source"]
    assert data["en"][0] == {"term": "cyber power", "status": "preferred"}  # type: ignore[index]


def test_the_index_is_kept_and_keyed_by_content(small: Path, cache: Path) -> None:
    built = []
    for _ in range(2):
        open_index([small], before_building=lambda: built.append(1)).close()
    assert len(built) == 1
    write_glossary(SMALL[:3], small)
    assert len(open_index([small], before_building=lambda: built.append(1))) == 3
    assert len(built) == 2
    assert len(list(cache.glob("glossary-*.sqlite"))) == 2


@pytest.mark.parametrize("damage", ["truncated", "garbage", "empty", "folder", "middle"])
def test_a_broken_index_is_built_again(damage: str, small: Path, cache: Path) -> None:
    open_index([small]).close()
    (path,) = cache.glob("glossary-*.sqlite")
    data = path.read_bytes()
    path.unlink()
    if damage == "folder":
        path.mkdir()
    else:
        damaged = {
            "truncated": data[: len(data) // 2],
            "garbage": b"\xff" * len(data),
            "empty": b"",
            "middle": data[:8192] + b"\xff" * (len(data) - 8192),
        }
        path.write_bytes(damaged[damage])
    assert first("wlqg", open_index([small])) == "网络强国"


def test_without_a_place_for_the_index(small: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = cache / "file"
    blocked.write_text("")
    monkeypatch.setattr("duizhao.glossary.index.cache_folder", lambda: blocked)
    assert first("wlqg", open_index([small])) == "网络强国"


def test_without_a_cache_folder(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> Path:
        raise PermissionError

    monkeypatch.setattr("duizhao.glossary.index.cache_folder", refuse)
    assert first("wlqg", open_index([small])) == "网络强国"


def test_old_indexes_are_forgotten(small: Path, cache: Path) -> None:
    for i in range(9):
        write_glossary(SMALL[: i + 1], small)
        open_index([small]).close()
    assert len(list(cache.glob("glossary-*.sqlite"))) == 6


def test_completion(index: Index) -> None:
    assert "网络强国战略" in completions("网络", index)
    assert "cyber power strategy" in completions("Cyber pow", index)
    assert completions("", index) == []


@pytest.mark.parametrize(
    ("one", "other", "cost"), [("", "", 0), ("ab", "ba", 0.9), ("ab", "b", 1), ("abc", "axc", 1), ("", "abc", 3)]
)
def test_edit_distance(one: str, other: str, cost: float) -> None:
    assert osa(one, other) == cost


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_edit_distance_is_one(one: str, other: str) -> None:
    assert osa(one, other) == pytest.approx(osa(other, one))
    assert (osa(one, other) == 0) == (one == other)
    assert abs(len(one) - len(other)) <= osa(one, other) <= max(len(one), len(other))


def test_pinyin_is_printed_as_one_reads_it() -> None:
    assert pinyin(("wang3", "luo4", "qiang2", "guo2")) == "wǎngluòqiángguó"
    assert pinyin(("xi1", "an1")) == "xī'ān"
    assert pinyin(("lü4", "de5", "gui4", "liu2", "5g")) == "lǜdeguìliú5g"


def test_spelling() -> None:
    read = spelling("wǎngluo4 强guo", {"强": "qiang"})
    assert read is not None
    assert read.letters == "wangluoqiangguo"
    assert read.tones == {1: "3", 6: "4"}
    assert read.characters == {7: "强"}
    assert spelling("a+b", {}) is None


def test_english_keys() -> None:
    assert english_key("The Cyber-Power (CP)") == "cyber power"
    assert english_key("people’s") == "people's"
    assert english_key("(all in brackets)") == "all in brackets"


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=30))
def test_any_text_may_be_asked(text: str) -> None:
    for hit in lookup(text, _index()):
        assert 0 <= hit.score <= 1


def _index(kept: list[Index] = []) -> Index:  # noqa: B006
    if not kept:
        kept.append(open_index())
    return kept[0]


def test_command_prints_a_card(run: Run, small: Path) -> None:
    done = run("lookup", "网络强国", "--glossary", small, "--explain")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0].startswith("网络强国  wǎngluòqiángguó")
    assert lines[1].split() == ["use", "cyber", "power"]
    assert any(line.startswith("  avoid  internet superpower") for line in lines)
    assert "1.000 exact" in done.stdout


def test_command_with_many_queries(run: Run, small: Path) -> None:
    done = run("lookup", "--glossary", small, "--format", "jsonl", "--limit", 1, stdin="wlqg\n\n绿色发展\nqqqqq\n")
    assert [json.loads(line)["query"] for line in done.stdout.splitlines()] == ["wlqg", "绿色发展"]
    assert "nothing found for 'qqqqq'" in done.stderr
    assert done.returncode == 0


def test_bytes_that_are_no_text_are_no_traceback(run: Run, small: Path) -> None:
    done = run("lookup", "--glossary", small, "--limit", 1, stdin=b"\xff\xfe\x00\nwlqg\r\n")
    assert done.returncode == 0
    assert done.stdout.startswith("网络强国")


def test_command_joins_words(run: Run, small: Path) -> None:
    done = run("lookup", "cyber", "power", "--glossary", small, "--format", "jsonl", "--limit", 1)
    assert json.loads(done.stdout)["match"] == "exact"


def test_command_shows_an_example(run: Run, small: Path, tmp_path: Path) -> None:
    units = tmp_path / "units.tsv"
    units.write_text("加快建设网络强国。\tBuild a cyber power faster.\n", encoding="utf-8")
    assert "Build a cyber power faster." in run("lookup", "wlqg", "--glossary", small, "--units", units).stdout


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (("lookup", "x", "--glossary", "none.csv"), 3, "none.csv: no such file"),
        (("lookup", "x", "--glossary", "-"), 3, "standard input"),
        (("lookup", "x", "--limit", "0"), 2, "limit"),
    ],
)
def test_command_errors(args: tuple[str, ...], code: int, told: str, run: Run) -> None:
    done = run(*args)
    assert done.returncode == code
    assert told in done.stderr


def test_the_project_s_glossary_comes_first(run: Run, tmp_path: Path, small: Path) -> None:
    settings = tmp_path / "duizhao.toml"
    settings.write_text("[project]\nshipped_glossary = false\n", encoding="utf-8")
    (tmp_path / "glossary").mkdir()
    small.rename(tmp_path / "glossary" / "own.csv")
    done = run("lookup", "wlqg", "--format", "jsonl")
    assert [json.loads(line)["concept"] for line in done.stdout.splitlines()] == ["c1", "c2"]
    assert "no document pairs" not in done.stderr  # documents are no matter of a lookup


def test_a_broken_project_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "duizhao.toml").write_text("[project]\nglossaries = ['none.csv']\n", encoding="utf-8")
    done = run("lookup", "wlqg")
    assert done.returncode == 3
    assert "duizhao.toml:2: no such glossary: none.csv" in done.stderr


def test_a_warm_lookup_loads_nothing_heavy(small: Path) -> None:
    code = f"""
import sys
from duizhao.cli import main
sys.argv[1:] = ["lookup", "网络强国", "--glossary", {str(small)!r}]
try:
    main()
except SystemExit:
    pass
print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)
"""
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
        )
    assert done.stderr.splitlines()[-1] == "[]"


def test_every_shipped_concept_is_found_by_its_terms(shipped: Index) -> None:
    sample = [shipped.concept(n) for n in range(0, len(shipped), 97)]
    for each in sample:
        for query in (each.zh[0].text, each.en[0].text):
            assert each.id in [hit.concept.id for hit in lookup(query, shipped, 12)], query


def test_two_processes_may_build_the_index(small: Path, cache: Path) -> None:
    command = [sys.executable, "-m", "duizhao", "lookup", "wlqg", "--glossary", str(small)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    for process in both:
        out, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        assert out.decode("utf-8").startswith("网络强国")
    assert [path.suffix for path in cache.glob("*glossary-*")] == [".sqlite"]


def test_gemet_goes_all_the_way(run: Run, shared: Path, tmp_path: Path, cache: Path) -> None:  # noqa: ARG001
    """Five thousand concepts by others: imported, checked, looked up, exported, back again, equal."""
    own = tmp_path / "gemet.csv"
    assert run("convert", shared / "corpora" / "gemet" / "gemet_en_zh.tsv", own, "--as", "glossary").returncode == 0
    lint = run("glossary", "lint", own)
    assert lint.returncode == 1
    assert "'物种, 种'" in lint.stdout or "物种, 种" in lint.stdout  # a comma inside a term: GEMET has such
    queries = {"suanyu": "酸雨", "废弃車輛": "废弃车辆", "abiotic environments": "非生物环境"}
    found = run("lookup", "--glossary", own, "--format", "jsonl", "--limit", 1, stdin="\n".join(queries))
    assert [json.loads(line)["zh"][0] for line in found.stdout.splitlines()] == list(queries.values())
    for suffix in ("tbx", "xlsx"):
        run("convert", own, tmp_path / f"gemet.{suffix}")
        run("convert", tmp_path / f"gemet.{suffix}", tmp_path / "back.csv")
        assert (tmp_path / "back.csv").read_bytes() == own.read_bytes()


def test_glossary_is_a_collection() -> None:
    glossary = Glossary(SMALL)
    assert (len(glossary), glossary["c3"].zh[0].text, "c3" in glossary, "x" in glossary) == (
        11,
        "绿色发展",
        True,
        False,
    )
