"""Word-translation evidence: the dictionary, pinyin of names, what was learned; compiled and cached."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from duizhao.lexicon.cedict import Tables
from duizhao.lexicon.rows import Rows as Rows
from duizhao.lexicon.store import load_tables
from duizhao.script import is_han

_PIECE = 6  # longest dictionary piece tried inside an unknown word
_RARE = 30  # English stems in more glosses than this are no names
_WORD_SHARE = 0.65  # of a word's own entry; the rest comes from its characters
_SYLLABLES = 3  # a romanised given name or place has at most so many


class Lexicon:
    """t(English stem | Chinese word) for any word, by entry, by characters, by pieces, by pinyin.

    Args:
        tables: the compiled dictionary.
        learned: probabilities learned from aligned text, word → stem → probability (of a word they sum to 1 at
            most). They come on top of the dictionary, so that a word that was learned well has twice the mass: what
            counts is the ratio to chance. Taking mass from the dictionary instead cost .01 to .02 F1 on short
            texts, and hurt where the texts learned from were of another kind.
    """

    def __init__(self, tables: Tables, learned: Mapping[str, Mapping[str, float]] | None = None) -> None:
        self.tables = tables
        self.learned = learned or {}

    @cached_property
    def _words(self) -> dict[str, int]:
        return {w: i for i, w in enumerate(self.tables.words)}

    @cached_property
    def _chars(self) -> dict[str, int]:
        return {c: i for i, c in enumerate(self.tables.chars)}

    @cached_property
    def _stems(self) -> dict[str, int]:
        return {s: i for i, s in enumerate(self.tables.stems)}

    def readings(self, char: str) -> tuple[str, ...]:
        """The syllables of a character, without tones."""
        row = self._chars.get(char)
        return () if row is None else tuple(self.tables.readings[row].split())

    @cached_property
    def _syllables(self) -> frozenset[str]:
        return frozenset(s for r in self.tables.readings for s in r.split() if s.isalpha())

    def rarity(self, stem: str) -> int:
        """In how many headwords' glosses a stem stands; 0 for unknown ones."""
        row = self._stems.get(stem)
        return 0 if row is None else int(self.tables.stem_count[row])

    def knows(self, word: str) -> bool:
        """Whether a simplified Chinese word has an entry."""
        return word in self._words

    def table(self, zh: Sequence[str], en: Sequence[str], names: Mapping[int, str] | None = None) -> Rows:
        """t(en | zh) for the vocabularies of a text.

        Args:
            zh: simplified Chinese words, value tokens (`#…`) and stems of Latin words.
            en: English stems and value tokens.
            names: for entries of `en` that may be romanised names, the word as printed in lower case.
        """
        local = np.full(len(self.tables.stems) + 1, -1, np.int32)
        for column, s in enumerate(en):
            local[self._stems.get(s, -1)] = column
        local[-1] = -1
        seen: dict[tuple[str, str], tuple[NDArray[np.int32], NDArray[np.float32]]] = {}

        def entry(kind: str, key: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
            found = seen.get((kind, key))
            if found is None:
                t = self.tables
                if kind == "word":
                    row, ptr, ids, val = self._words[key], t.word_ptr, t.word_stem, t.word_prob
                else:
                    row, ptr, ids, val = self._chars[key], t.char_ptr, t.char_stem, t.char_prob
                span = slice(int(ptr[row]), int(ptr[row + 1]))
                cols = local[ids[span]]
                keep = cols >= 0
                found = seen[kind, key] = (cols[keep], val[span][keep])
            return found

        en_id = {s: i for i, s in enumerate(en)}
        rows, cols, vals = [], [], []
        for row, word in enumerate(zh):
            if not is_han(word[0]) or word[0] == "#":
                if word in en_id:
                    rows.append(np.array([row]))
                    cols.append(np.array([en_id[word]]))
                    vals.append(np.array([1.0]))
                continue
            for part, share in self._parts(word):
                c, v = entry(*part)
                if len(c):
                    rows.append(np.full(len(c), row))
                    cols.append(c)
                    vals.append(v * share)
            for s, p in self.learned.get(word, {}).items():
                if s in en_id:
                    rows.append(np.array([row]))
                    cols.append(np.array([en_id[s]]))
                    vals.append(np.array([p]))
        for row, column, p in self._names(zh, names or {}):
            rows.append(np.array([row]))
            cols.append(np.array([column]))
            vals.append(np.array([p]))
        if not rows:
            empty = np.zeros(0, np.int64)
            return Rows.from_cells(empty, empty, empty.astype(float), len(zh))
        width = max(len(en), 1)
        keys = np.concatenate(rows).astype(np.int64) * width + np.concatenate(cols)
        key, inverse = np.unique(keys, return_inverse=True)
        total = np.minimum(np.bincount(inverse, np.concatenate(vals), len(key)), 1.0)
        return Rows.from_cells(key // width, key % width, total, len(zh))

    def _parts(self, word: str) -> list[tuple[tuple[str, str], float]]:
        """The entries that make up a word's probabilities, with their shares."""
        has_entry = word in self._words
        if has_entry or len(word) == 1:
            chars = [c for c in word if c in self._chars]
            own = (_WORD_SHARE if len(word) > 1 else 0.5) if chars else 1.0
            if not has_entry:
                own = 0.0
            parts = [(("word", word), own)] if has_entry else []
            return parts + [(("char", c), (1 - own) / len(chars)) for c in chars]
        pieces = self._pieces(word)
        return [(part, share / len(pieces)) for piece in pieces for part, share in self._parts(piece)]

    def _pieces(self, word: str) -> list[str]:
        """Longest dictionary pieces from the left; single characters where there is none."""
        pieces, at = [], 0
        while at < len(word):
            for size in range(min(_PIECE, len(word) - at), 0, -1):
                if size == 1 or (word[at : at + size] in self._words and size < len(word)):
                    pieces.append(word[at : at + size])
                    at += size
                    break
        return pieces

    def _names(self, zh: Sequence[str], names: Mapping[int, str]) -> list[tuple[int, int, float]]:
        """Romanised names: `Deng`, `Zhongguancun` against characters read so."""
        if not names:
            return []
        by_char: dict[str, list[int]] = defaultdict(list)
        by_word: dict[str, list[int]] = defaultdict(list)
        for row, word in enumerate(zh):
            if not is_han(word[0]):
                continue
            if len(word) == 1:
                for syllable in self.readings(word):
                    by_char[syllable].append(row)
            if len(word) <= _SYLLABLES + 1:
                for reading in itertools.islice(itertools.product(*map(self.readings, word)), 8):
                    by_word["".join(reading)].append(row)
        found = []
        for column, printed in names.items():
            name = re.sub("['’-].*", "", printed)
            for row in by_word.get(name, ()):
                found.append((row, column, 0.6))
            for parse in self.syllables(name)[:4]:
                for syllable in parse:
                    if len(parse) == 1 and len(syllable) < 2:
                        continue
                    for row in by_char.get(syllable, ()):
                        found.append((row, column, 0.4 if len(parse) > 1 else 0.3))
        return found

    def syllables(self, name: str) -> list[tuple[str, ...]]:
        """All ways to read a lower-case Latin word as one to three pinyin syllables."""
        results: list[tuple[str, ...]] = []

        def parse(at: int, done: tuple[str, ...]) -> None:
            if at == len(name):
                results.append(done)
            elif len(done) < _SYLLABLES:
                for size in range(1, 7):
                    if name[at : at + size] in self._syllables and at + size <= len(name):
                        parse(at + size, (*done, name[at : at + size]))

        parse(0, ())
        return results

    def is_name(self, stem: str) -> bool:
        """Whether a stem is rare enough in the dictionary to be a name."""
        return self.rarity(stem) <= _RARE


@cache
def default_lexicon() -> Lexicon:
    """The dictionary alone, loaded once a process."""
    return Lexicon(load_tables())
