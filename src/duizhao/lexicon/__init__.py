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
_AT_ONCE = 512  # Chinese words
_SYLLABLES = 3  # a romanised given name or place has at most so many


Ints = NDArray[np.int64]


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
        t = self.tables
        local = np.full(len(t.stems) + 1, -1, np.int32)
        local[[self._stems.get(s, -1) for s in en]] = np.arange(len(en))
        local[-1] = -1
        en_id = {s: i for i, s in enumerate(en)}
        single: list[tuple[int, int, float]] = []
        parts: list[tuple[int, int, float]] = []
        characters_from = len(t.words)
        for row, word in enumerate(zh):
            if word[0] == "#" or not is_han(word[0]):
                if word in en_id:
                    single.append((row, en_id[word], 1.0))
                continue
            parts += [(row, part, share) for part, share in self._parts(word)]
            if word in self.learned:
                single += [(row, en_id[s], p) for s, p in self.learned[word].items() if s in en_id]
        single += self._names(zh, names or {})

        part_row, part, share = _columns(parts)
        used, part = np.unique(part, return_inverse=True)
        entries = [
            _entries(used[used < characters_from], t.word_ptr, t.word_stem, t.word_prob, local),
            _entries(used[used >= characters_from] - characters_from, t.char_ptr, t.char_stem, t.char_prob, local),
        ]
        size, col, value = (np.concatenate(x) for x in zip(*entries, strict=True))
        start = np.cumsum(size) - size
        single_row, single_col, probability = _columns(sorted(single))
        cells = [(np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.float32))]
        # Some words at a time: arrays that stay in the processor's cache are four times faster.
        for top in range(0, len(zh), _AT_ONCE):
            p, q = np.searchsorted(part_row, (top, top + _AT_ONCE))
            a, b = np.searchsorted(single_row, (top, top + _AT_ONCE))
            owner, at = _ranges(start[part[p:q]], size[part[p:q]])
            rows, cols, totals = _summed(
                np.concatenate([part_row[p:q][owner], single_row[a:b]]) - top,
                np.concatenate([col[at], single_col[a:b]]),
                np.concatenate([value[at] * share[p:q].astype(np.float32)[owner], probability[a:b]]),
                max(len(en), 1),
            )
            sizes = np.bincount(rows, minlength=min(_AT_ONCE, len(zh) - top))
            cells.append((sizes, cols.astype(np.int32), totals.astype(np.float32)))
        whole, columns, values = zip(*cells, strict=True)
        ptr = np.concatenate([[0], np.cumsum(np.concatenate(whole))])
        return Rows(ptr, np.concatenate(columns), np.concatenate(values))

    def _parts(self, word: str) -> list[tuple[int, float]]:
        """The entries that make up a word's probabilities, with their shares: rows of `words`, then of `chars`."""
        entry = self._words.get(word)
        if entry is not None or len(word) == 1:
            chars = [self._chars[c] for c in word if c in self._chars]
            own = (_WORD_SHARE if len(word) > 1 else 0.5) if chars else 1.0
            if entry is None:
                own = 0.0
            parts = [] if entry is None else [(entry, own)]
            return parts + [(len(self._words) + c, (1 - own) / len(chars)) for c in chars]
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
        beginnings = {name[:size] for name in names.values() for size in range(1, 7)}
        for row, word in enumerate(zh):
            if not is_han(word[0]):
                continue
            first = self.readings(word[0])
            if len(word) == 1:
                for syllable in first:
                    by_char[syllable].append(row)
            if len(word) <= _SYLLABLES + 1 and not beginnings.isdisjoint(first):
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


def _columns(cells: Sequence[tuple[int, int, float]]) -> tuple[Ints, Ints, NDArray[np.float64]]:
    numbers = np.array([c[:2] for c in cells], np.int64).reshape(-1, 2)
    return numbers[:, 0], numbers[:, 1], np.array([c[2] for c in cells], np.float64)


def _entries(
    used: Ints, ptr: NDArray[np.int32], stems: NDArray[np.int32], probabilities: NDArray[np.float32],
    local: NDArray[np.int32],
) -> tuple[Ints, Ints, NDArray[np.float32]]:  # fmt: skip
    """Some rows of a dictionary table as far as their stems are `local`: how many values each has, columns, values."""
    owner, at = _ranges(ptr[used].astype(np.int64), np.diff(ptr)[used])
    cols = local[stems[at]]
    here = np.flatnonzero(cols >= 0)
    return np.bincount(owner[here], minlength=len(used)), cols[here].astype(np.int64), probabilities[at[here]]


def _ranges(start: Ints, size: Ints) -> tuple[Ints, Ints]:
    """The numbers of several ranges one after the other, and which range each is from."""
    which = np.repeat(np.arange(len(size)), size)
    return which, np.arange(len(which)) + np.repeat(start - (np.cumsum(size) - size), size)


def _summed(rows: Ints, cols: Ints, values: NDArray[np.float64], width: int) -> tuple[Ints, Ints, NDArray[np.float64]]:
    """Cells in order; what stands in the same place is added up, to 1 at most."""
    if not len(rows):
        return rows, cols, values
    bits = len(rows).bit_length()
    packed = np.sort((rows * width + cols) << bits | np.arange(len(rows)))  # five times faster than argsort
    keys = packed >> bits
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    row, col = np.divmod(keys[first], width)
    total = np.add.reduceat(values[packed & ((1 << bits) - 1)], first, dtype=np.float64)
    return row, col, np.minimum(total, 1.0)


@cache
def default_lexicon() -> Lexicon:
    """The dictionary alone, loaded once a process."""
    return Lexicon(load_tables())
