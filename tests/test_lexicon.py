"""The dictionary: its parsing, its cache, its back-offs."""

from __future__ import annotations

import gzip
import marshal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao import words
from duizhao.lexicon import Lexicon, Rows, default_lexicon, store
from duizhao.lexicon.cedict import compile_tables, parse
from duizhao.words import stem

ENTRIES = """# a tiny dictionary of our own
網絡 网络 [wang3 luo4] /network (of computers)/CL:個|个[ge4]/
強國 强国 [qiang2 guo2] /great power; to strengthen the country/
國 国 [guo2] /country/nation/surname Guo/
强 强 [qiang2] /strong/powerful/
中關村 中关村 [Zhong1 guan1 cun1] /Zhongguancun neighborhood/
中 中 [zhong1] /middle/China/
關 关 [guan1] /pass/to close/
村 村 [cun1] /village/
"""


@pytest.fixture(scope="module")
def tiny() -> Lexicon:
    return Lexicon(compile_tables(parse(gzip.compress(ENTRIES.encode()))))


def cells(rows: Rows, zh: list[str], en: list[str]) -> dict[tuple[str, str], float]:
    return {(zh[r], en[c]): float(v) for r, c, v in zip(rows.row, rows.col, rows.val, strict=True)}


def test_glosses_are_cleaned() -> None:
    found = {word: glosses for word, _, glosses in parse(gzip.compress(ENTRIES.encode()))}
    assert found["网络"] == [(stem("network"),)]
    assert (stem("guo"),) not in found["国"]


def test_words_characters_and_pieces(tiny: Lexicon) -> None:
    zh = ["网络", "强国", "网络强国", "国", "#5", "\U00020000"]
    en = [stem(w) for w in ("network", "power", "country", "strong")] + ["#5"]
    table = cells(tiny.table(zh, en), zh, en)
    assert table["网络", stem("network")] > 0.5
    assert table["强国", stem("strong")] > 0  # from the character
    assert table["网络强国", stem("network")] > 0.2  # from its pieces
    assert table["#5", "#5"] == 1.0
    assert not [pair for pair in table if pair[0] == "\U00020000"]


def test_romanised_names_meet_their_characters(tiny: Lexicon) -> None:
    zh, en = ["村", "国"], ["guancun", "guo"]
    table = cells(tiny.table(zh, en, {0: "guancun", 1: "guo"}), zh, en)
    assert table["村", "guancun"] == pytest.approx(0.4)
    assert table["国", "guo"] >= 0.3


def test_learned_pairs_come_on_top_of_the_dictionary(tiny: Lexicon) -> None:
    zh, en = ["强国", "𠀀"], [stem("power"), "powerhous"]
    before = cells(tiny.table(zh, en), zh, en)
    learned = {"强国": {"powerhous": 0.4, stem("power"): 0.9}, "𠀀": {"powerhous": 0.3}}
    after = cells(Lexicon(tiny.tables, learned).table(zh, en), zh, en)
    assert after["强国", "powerhous"] == pytest.approx(0.4)
    assert before["强国", stem("power")] > 0.1
    assert after["强国", stem("power")] == 1.0
    assert after["𠀀", "powerhous"] == pytest.approx(0.3)


@settings(deadline=None)
@given(st.lists(st.text("网络强国村关中", min_size=1, max_size=5), max_size=5, unique=True))
def test_probabilities_are_probabilities(words: list[str]) -> None:
    lexicon = default_lexicon()
    en = lexicon.tables.stems[::50]
    table = lexicon.table(words, en)
    assert np.all(table.val > 0)
    assert np.all(table.val <= 1)
    sums = np.bincount(table.row, table.val, len(words)) if words else np.zeros(0)
    assert np.all(sums <= 1 + 1e-5)


def test_the_cache_is_rebuilt_when_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = gzip.compress(ENTRIES.encode())
    monkeypatch.setattr(store, "cache_folder", lambda: tmp_path)
    monkeypatch.setattr(store, "dictionary_bytes", lambda: data)
    first = store.load_tables()
    (cached,) = tmp_path.iterdir()
    for damage in (b"", b"PK\x03\x04 nonsense", cached.read_bytes()[:200]):
        cached.write_bytes(damage)
        again = store.load_tables()
        assert again.words == first.words
        assert np.array_equal(again.word_prob, first.word_prob)
    assert [p.name for p in tmp_path.iterdir()] == [cached.name]


def test_who_reads_while_others_write_sees_a_whole_cache(tmp_path: Path, tiny: Lexicon) -> None:
    path = tmp_path / "cedict.npz"
    store._write(tiny.tables, path)

    def write() -> None:
        for _ in range(20):
            store._write(tiny.tables, path)

    with ThreadPoolExecutor(4) as pool:
        writers = [pool.submit(write) for _ in range(3)]
        while not all(w.done() for w in writers):
            assert store._read(path).words == tiny.tables.words
        for writer in writers:
            writer.result()
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("damage", [b"", b"nonsense", marshal.dumps(({}, "none"))])
def test_the_words_of_jieba_are_cached_and_made_anew_when_broken(
    damage: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[bool] = []

    class Tokenizer:
        FREQ: dict[str, int]

        def initialize(self) -> None:
            made.append(True)

    monkeypatch.setattr(words, "cache_folder", lambda: tmp_path)
    cache, tokenizer = tmp_path / "jieba.cache", Tokenizer()
    words._load(tokenizer)
    cache.write_bytes(damage)
    words._load(tokenizer)
    assert made == [True, True]
    cache.write_bytes(marshal.dumps(({"抓手": 3}, 3)))
    words._load(tokenizer)
    assert made == [True, True]
    assert tokenizer.FREQ == {"抓手": 3}


def test_a_cache_that_cannot_be_written_costs_only_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "cache_folder", lambda: tmp_path / "is" / "not" / "there")
    monkeypatch.setattr(store, "dictionary_bytes", lambda: gzip.compress(ENTRIES.encode()))
    assert "网络" in store.load_tables().words
