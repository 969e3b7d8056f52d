"""Builds the index of a glossary: everything that can be worked out before the first question is asked."""

from __future__ import annotations

import gc
import json
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator

from duizhao.glossary.chinese import keys_of
from duizhao.glossary.folding import simplification
from duizhao.glossary.keys import bare, bigrams, english_key, english_words, initials, loosely
from duizhao.glossary.pinyin import Readings
from duizhao.glossary.rows import pack
from duizhao.lexicon.cedict import dictionary_bytes
from duizhao.model import Concept
from duizhao.words import stem

SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE concept (n INTEGER PRIMARY KEY, data TEXT);
CREATE TABLE term (n INTEGER PRIMARY KEY, concept INTEGER, lang TEXT, place INTEGER, key TEXT, reading TEXT);
CREATE TABLE key (kind TEXT, key TEXT, term INTEGER, PRIMARY KEY (kind, key, term)) WITHOUT ROWID;
CREATE TABLE posting (kind TEXT, key TEXT, numbers BLOB, PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE TABLE word (n INTEGER PRIMARY KEY, word TEXT, stem TEXT, weight INTEGER);
"""

Row = tuple[object, ...]


def build(database: sqlite3.Connection, concepts: Iterable[Concept]) -> None:
    """Fills an empty database with the index of `concepts`."""
    database.executescript(SCHEMA)
    collector = _Collector(Readings(dictionary_bytes()))
    # Millions of small objects that all live to the end: collecting garbage among them is a third of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        _fill(database, collector, concepts)
    finally:
        if collecting:
            gc.enable()


def _fill(database: sqlite3.Connection, collector: _Collector, concepts: Iterable[Concept]) -> None:
    with database:
        database.executemany("INSERT INTO concept VALUES (?, ?)", collector.concepts(concepts))
        database.executemany("INSERT INTO term VALUES (?, ?, ?, ?, ?, ?)", collector.terms)
        database.executemany("INSERT OR IGNORE INTO key VALUES (?, ?, ?)", sorted(collector.keys))
        postings = ((kind, key, array("I", n).tobytes()) for (kind, key), n in sorted(collector.postings.items()))
        database.executemany("INSERT INTO posting VALUES (?, ?, ?)", postings)
        database.executemany("INSERT INTO word VALUES (?, ?, ?, ?)", collector.words())
        database.executemany("INSERT INTO meta VALUES (?, ?)", collector.meta())
    database.execute("PRAGMA optimize")


class _Collector:
    """The rows of the tables. Kinds of keys and postings: see `duizhao.glossary.index`."""

    def __init__(self, readings: Readings) -> None:
        self.readings = readings
        self.terms: list[Row] = []
        self.keys: list[tuple[str, str, int]] = []
        self.postings: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        self._words: dict[str, int] = {}
        self._weights: list[int] = []

    def concepts(self, concepts: Iterable[Concept]) -> Iterator[Row]:
        for number, concept in enumerate(concepts):
            spoken = [self._chinese(number, place, term.text) for place, term in enumerate(concept.zh)]
            for place, term in enumerate(concept.en):
                self._english(number, place, term.text)
            packed = [*pack(concept), next(iter(spoken), "")]
            yield number, json.dumps(packed, ensure_ascii=False, separators=(",", ":"))

    def _chinese(self, concept: int, place: int, text: str) -> str:
        """Adds a term; gives its likeliest reading."""
        n = len(self.terms)
        keys = keys_of(text)
        if not keys:
            return ""
        readings = self.readings.of(keys[0])
        self.terms.append((n, concept, "zh", place, keys[0], " ".join(readings[0])))
        self.keys += [("han", key, n) for key in keys]
        for char in set(keys[0]):
            self.postings["char", char].append(n)
        for reading in readings:
            syllables = [bare(s) for s in reading]
            self.keys.append(("pinyin", "".join(syllables), n))
            self.keys.append(("initials", initials(syllables), n))
            self.keys.append(("loose", loosely(syllables), n))
        return " ".join(readings[0])

    def _english(self, concept: int, place: int, text: str) -> None:
        n = len(self.terms)
        words = english_words(text)
        if not words:
            return
        key = " ".join(words)
        self.terms.append((n, concept, "en", place, key, ""))
        self.keys.append(("english", key, n))
        if "-" in text and (closed := english_key(text.replace("-", ""))) != key:
            self.keys.append(("english", closed, n))
        for word in words:
            at = self._words.get(word)
            if at is None:
                at = self._words[word] = len(self._weights)
                self._weights.append(0)
                self.keys.append(("word", word, at))
                for pair in bigrams(word):
                    self.postings["bigram", pair].append(at)
            self._weights[at] += 1
        for root in set(map(stem, words)):
            self.postings["stem", root].append(n)

    def words(self) -> Iterator[Row]:
        for word, n in self._words.items():
            yield n, word, stem(word), self._weights[n]

    def meta(self) -> Iterator[tuple[str, str]]:
        table = simplification()
        yield "traditional", "".join(map(chr, table))
        yield "simplified", "".join(table.values())
        yield "terms", str(len(self.terms))
        spoken = {char: bare(reading[0]) for char, reading in self.readings.characters()}
        yield "characters", "".join(spoken)
        yield "syllables", " ".join(spoken.values())
