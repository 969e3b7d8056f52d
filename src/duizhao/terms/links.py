"""Word links in aligned units: the dictionary, adapted to the text in both directions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from duizhao.lexicon import Lexicon
from duizhao.terms.bitext import Pair, capitalised

_PRIOR = 2.0  # observations that the dictionary's word is worth
_ANY = 0.05  # of a word's mass is spread over all words, so that new pairs can be learned
_NULL = 0.5  # of its frequency is the chance of a word without a counterpart
_WEAK = 0.1  # probability at which a word without rivals counts half
_ITERATIONS = 5
_BATCH = 1000  # pairs of texts whose products are held at once
_SMALL = 2_000_000  # products up to which all cells are kept
_SUPPORT = 0.15  # of a link's strength is kept where no neighbours are linked
_REACH = 3  # words to each side that support a link

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Grid:
    """The links of one pair of texts, Chinese words by English words, 0 to 1.

    Attributes:
        forward: of each English word over the Chinese ones; what is missing to 1 is linked to none.
        backward: of each Chinese word over the English ones.
        alone: how likely an English word would be linked to a Chinese one if there were no others.
    """

    forward: Floats
    backward: Floats
    alone: Floats


class Links:
    """Word-translation probabilities of a text in both directions, by MAP estimation of IBM Model 1 (Brown et
    al. 1993) with the dictionary as prior; links in a pair of texts are sharpened by their neighbours.

    Args:
        pairs: the texts to learn from.
        lexicon: the prior.
        known: short pairs to learn from as well (terms and their renderings); they weigh like texts.
    """

    def __init__(self, pairs: Sequence[Pair], lexicon: Lexicon, known: Sequence[Pair] = ()) -> None:
        self.pairs = pairs
        everything = [*pairs, *known]
        self._zh: dict[str, int] = {}
        self._en: dict[str, int] = {}
        self._sides = [
            (
                np.array([self._zh.setdefault(w.key, len(self._zh)) for w in p.zh if w.content], np.int64),
                np.array([self._en.setdefault(w.key, len(self._en)) for w in p.en if w.content], np.int64),
            )
            for p in everything
        ]
        self._width = max(1, len(self._en))
        self._learn(everything, lexicon)

    def _learn(self, pairs: Sequence[Pair], lexicon: Lexicon) -> None:
        names = {self._en[s]: w for s, w in capitalised(self.pairs).items() if s in self._en and lexicon.is_name(s)}
        table = lexicon.table(list(self._zh), list(self._en), names)
        self.p_en = _relative([e for _, e in self._sides], self._width)
        self.p_zh = _relative([z for z, _ in self._sides], max(1, len(self._zh)))
        prior_key = table.row * np.int64(self._width) + table.col
        key = self._cells(prior_key)
        row, col = key // self._width, key % self._width
        prior = np.zeros(len(key))
        where = np.searchsorted(key, prior_key)
        inside = where < len(key)
        inside[inside] = key[where[inside]] == prior_key[inside]
        prior[where[inside]] = table.val[inside]
        prior = (1 - _ANY) * prior + _ANY * self.p_en[col]
        joint = prior * self.p_zh[row]
        reverse = joint / np.maximum(np.bincount(col, joint, self._width), 1e-12)[col]

        cell, zh_place, en_place, weight = self._occurrences(key)
        e_null = _NULL * self.p_en[self._place_ids(1)]
        z_null = _NULL * self.p_zh[self._place_ids(0)]
        self._key = key
        self._t = _maximise(cell, en_place, weight, e_null, prior, row, max(1, len(self._zh)))
        self._s = _maximise(cell, zh_place, weight, z_null, reverse, col, self._width)

    def _products(self) -> Iterator[tuple[Ints, Ints, Ints, Ints]]:
        """Batches of all word pairs: cell number, place of the Chinese word, of the English word, unit."""
        zh_at = en_at = 0
        for first in range(0, len(self._sides), _BATCH):
            keys, zs, es, us = [], [], [], []
            for number, (z, e) in enumerate(self._sides[first : first + _BATCH], first):
                keys.append((z[:, None] * self._width + e[None, :]).ravel())
                zs.append(np.repeat(np.arange(zh_at, zh_at + len(z)), len(e)))
                es.append(np.tile(np.arange(en_at, en_at + len(e)), len(z)))
                us.append(np.full(len(z) * len(e), number))
                zh_at += len(z)
                en_at += len(e)
            yield np.concatenate(keys), np.concatenate(zs), np.concatenate(es), np.concatenate(us)

    def _place_ids(self, side: int) -> Ints:
        return np.concatenate([s[side] for s in self._sides]) if self._sides else np.zeros(0, np.int64)

    def _cells(self, prior_key: Ints) -> Ints:
        """The cells worth a probability: those in the dictionary, and, in large texts, those seen twice or of
        words that are rare themselves."""
        total = sum(len(z) * len(e) for z, e in self._sides)
        found, counts = np.zeros(0, np.int64), np.zeros(0, np.int64)
        parts = []
        for key, _, _, _ in self._products():
            parts.append(np.unique(key, return_counts=True))
        if parts:
            every = np.concatenate([k for k, _ in parts])
            found, inverse = np.unique(every, return_inverse=True)
            counts = np.bincount(inverse, np.concatenate([c for _, c in parts]), len(found)).astype(np.int64)
        if total > _SMALL:
            n_zh = np.bincount(self._place_ids(0), minlength=max(1, len(self._zh)))[found // self._width]
            n_en = np.bincount(self._place_ids(1), minlength=self._width)[found % self._width]
            known = np.isin(found, prior_key, assume_unique=False)
            strong = (counts >= 2) & (counts * 12 >= np.minimum(n_zh, n_en))
            found = found[known | strong | (np.minimum(n_zh, n_en) <= 2) & (np.maximum(n_zh, n_en) <= 6)]
        return found

    def _occurrences(self, key: Ints) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], Floats]:
        cells, zs, es, ws = [], [], [], []
        counts = np.array([p.count for p in self.pairs] + [1] * (len(self._sides) - len(self.pairs)), np.float64)
        weights = 1.0 + np.log(np.maximum(counts, 1))  # a formula repeated twenty times is not twenty proofs
        for cell, z, e, u in self._products():
            at = np.searchsorted(key, cell)
            at[at == len(key)] = 0
            keep = key[at] == cell if len(key) else np.zeros(len(cell), bool)
            cells.append(at[keep].astype(np.int32))
            zs.append(z[keep].astype(np.int32))
            es.append(e[keep].astype(np.int32))
            ws.append(weights[u[keep]])
        if not cells:
            empty = np.zeros(0, np.int32)
            return empty, empty, empty, np.zeros(0)
        return np.concatenate(cells), np.concatenate(zs), np.concatenate(es), np.concatenate(ws)

    def grid(self, number: int) -> Grid:
        """The links of a pair of texts; rows and columns are all its words, function words have none."""
        pair = self.pairs[number]
        z, e = self._sides[number]
        rows = [i for i, w in enumerate(pair.zh) if w.content]
        cols = [j for j, w in enumerate(pair.en) if w.content]
        forward = np.zeros((len(pair.zh), len(pair.en)))
        backward, alone = np.zeros_like(forward), np.zeros_like(forward)
        if not len(z) or not len(e) or not len(self._key):
            return Grid(forward, backward, alone)
        key = z[:, None] * self._width + e[None, :]
        at = np.searchsorted(self._key, key)
        at[at == len(self._key)] = 0
        hit = self._key[at] == key
        t = np.where(hit, self._t[at], 0.0)
        s = np.where(hit, self._s[at], 0.0)
        e_null, z_null = _NULL * self.p_en[e], _NULL * self.p_zh[z]
        f = t / (t.sum(0) + e_null)[None, :]
        b = s / (s.sum(1) + z_null)[:, None]
        place_z = np.array(rows)
        place_e = np.array(cols)
        for _ in range(2):
            near = _neighbours(np.sqrt(f * b), place_z, place_e)
            f_ = f * (_SUPPORT + near)
            b_ = b * (_SUPPORT + near)
            f = f_ * (f.sum(0) / np.maximum(f_.sum(0), 1e-12))[None, :]
            b = b_ * (b.sum(1) / np.maximum(b_.sum(1), 1e-12))[:, None]
        forward[np.ix_(rows, cols)] = f
        backward[np.ix_(rows, cols)] = b
        alone[np.ix_(rows, cols)] = t / (t + e_null[None, :] + _WEAK)
        return Grid(forward, backward, alone)

    @cached_property
    def vocabulary(self) -> tuple[int, int]:
        """The number of Chinese words and of English stems."""
        return len(self._zh), len(self._en)


def _neighbours(links: Floats, zh: Ints, en: Ints) -> Floats:
    """How strongly the words around each pair of words are linked with each other, 0 to about 1."""
    close_z = np.abs(zh[:, None] - zh[None, :])
    close_e = np.abs(en[:, None] - en[None, :])
    kz = np.where((close_z > 0) & (close_z <= _REACH), 1.0 / np.maximum(close_z, 1), 0.0)
    ke = np.where((close_e > 0) & (close_e <= _REACH + 1), 1.0 / np.maximum(close_e, 1), 0.0)
    return np.minimum(kz @ links @ ke, 1.5)


def _relative(ids: Sequence[Ints], size: int) -> Floats:
    counts = np.bincount(np.concatenate(ids) if ids else np.zeros(0, np.int64), minlength=size) + 0.5
    result: Floats = counts / counts.sum()
    return result


def _maximise(
    cell: NDArray[np.int32], place: NDArray[np.int32], weight: Floats, null: Floats, prior: Floats, owner: Ints, owners: int
) -> Floats:
    """Probabilities after some rounds of EM; the candidates for one place share one unit of mass with the null."""
    table = prior
    for _ in range(_ITERATIONS):
        p = table[cell]
        share = p / (np.bincount(place, p, len(null)) + null)[place]
        counts = np.bincount(cell, share * weight, len(prior))
        table = (counts + _PRIOR * prior) / (np.bincount(owner, counts, owners) + _PRIOR)[owner]
    return table
