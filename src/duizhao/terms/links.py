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
_BATCH = 1_000_000  # products of words that are held at once
_SMALL = 2_000_000  # products up to which all cells are kept
_SUPPORT = 0.15  # of a link's strength is kept where no neighbours are linked
_REACH = 3  # words of meaning to each side that support a link

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
        self._learn(lexicon)

    def _learn(self, lexicon: Lexicon) -> None:
        names = {self._en[s]: w for s, w in capitalised(self.pairs).items() if s in self._en and lexicon.is_name(s)}
        table = lexicon.table(list(self._zh), list(self._en), names)
        self.p_en = _relative([e for _, e in self._sides], self._width)
        self.p_zh = _relative([z for z, _ in self._sides], max(1, len(self._zh)))
        prior_key = table.row * np.int64(self._width) + table.col
        key = self._cells(prior_key)
        row, col = key // self._width, key % self._width
        prior = np.zeros(len(key))
        inside = _in(prior_key, key)
        prior[np.searchsorted(key, prior_key[inside])] = table.val[inside]
        prior = (1 - _ANY) * prior + _ANY * self.p_en[col]
        joint = prior * self.p_zh[row]
        reverse = joint / np.maximum(np.bincount(col, joint, self._width), 1e-12)[col]

        cell, zh_place, en_place = self._occurrences(key)
        e_null = _NULL * self.p_en[self._place_ids(1)]
        z_null = _NULL * self.p_zh[self._place_ids(0)]
        self._key = key
        self._t = _maximise(cell, en_place, self._place_weights(1), e_null, prior, row, max(1, len(self._zh)))
        self._s = _maximise(cell, zh_place, self._place_weights(0), z_null, reverse, col, self._width)

    def _products(self) -> Iterator[tuple[Ints, Ints, Ints]]:
        """Batches of all word pairs: cell number, place of the Chinese word, place of the English word."""
        keys, zs, es = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        zh_at = en_at = held = 0
        for z, e in self._sides:
            keys.append((z[:, None] * self._width + e[None, :]).ravel())
            zs.append(np.repeat(np.arange(zh_at, zh_at + len(z)), len(e)))
            es.append(np.tile(np.arange(en_at, en_at + len(e)), len(z)))
            zh_at += len(z)
            en_at += len(e)
            held += len(z) * len(e)
            if held > _BATCH:
                yield np.concatenate(keys), np.concatenate(zs), np.concatenate(es)
                keys, zs, es, held = [], [], [], 0
        if keys:
            yield np.concatenate(keys), np.concatenate(zs), np.concatenate(es)

    def _place_ids(self, side: int) -> Ints:
        return np.concatenate([s[side] for s in self._sides]) if self._sides else np.zeros(0, np.int64)

    def _cells(self, prior_key: Ints) -> Ints:
        """The cells worth a probability: those in the dictionary, and, in large texts, those that either word
        is often in, or of words that are rare themselves. Counted with losses (Manku & Motwani 2002)."""
        total = sum(len(z) * len(e) for z, e in self._sides)
        n_zh = np.bincount(self._place_ids(0), minlength=max(1, len(self._zh)))
        n_en = np.bincount(self._place_ids(1), minlength=self._width)
        found, counts, done = np.zeros(0, np.int64), np.zeros(0, np.int32), 0
        for key, _, _ in self._products():
            done += len(key)
            here, n = np.unique(key, return_counts=True)
            found, counts = _merged(found, counts, here, n.astype(np.int32))
            if total > _SMALL:
                low = np.minimum(n_zh[found // self._width], n_en[found % self._width])
                high = np.maximum(n_zh[found // self._width], n_en[found % self._width])
                keep = (counts * 24 >= low * (done / total)) & ((counts > 1) | (low <= 6))
                if done == total:
                    keep = (counts >= 2) & (counts * 12 >= low)
                keep |= (low <= 2) & (high <= 6) | _in(found, prior_key)
                found, counts = found[keep], counts[keep]
        return found

    def _occurrences(self, key: Ints) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
        """Cell, place of the Chinese word and of the English word of every word pair that has a cell."""
        cells, zs, es = [np.zeros(0, np.int32)], [np.zeros(0, np.int32)], [np.zeros(0, np.int32)]
        for cell, z, e in self._products():
            keep = _in(cell, key)
            at = np.searchsorted(key, cell[keep])
            cells.append(at.astype(np.int32))
            zs.append(z[keep].astype(np.int32))
            es.append(e[keep].astype(np.int32))
        return np.concatenate(cells), np.concatenate(zs), np.concatenate(es)

    def _place_weights(self, side: int) -> Floats:
        """How much each place counts: a formula repeated twenty times is not twenty proofs."""
        counts = [p.count for p in self.pairs] + [1] * (len(self._sides) - len(self.pairs))
        weights = 1.0 + np.log(np.array(counts, np.float64))
        return np.repeat(weights, [len(s[side]) for s in self._sides])

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
        for _ in range(2):
            near = _neighbours(np.sqrt(f * b))
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


def _in(keys: Ints, known: Ints) -> NDArray[np.bool_]:
    """Which keys stand in a sorted list."""
    at = np.searchsorted(known, keys)
    at[at == len(known)] = 0
    return known[at] == keys if len(known) else np.zeros(len(keys), bool)


def _merged(keys: Ints, counts: NDArray[np.int32], more: Ints, n: NDArray[np.int32]) -> tuple[Ints, NDArray[np.int32]]:
    """Two sorted lists of keys with counts as one."""
    both = np.concatenate([keys, more])
    order = np.argsort(both, kind="stable")
    both, sums = both[order], np.concatenate([counts, n])[order]
    starts = np.flatnonzero(np.concatenate([[True], both[1:] != both[:-1]])) if len(both) else np.zeros(0, np.int64)
    return both[starts], np.add.reduceat(sums, starts) if len(starts) else sums


def _neighbours(links: Floats) -> Floats:
    """How strongly the words around each pair of words are linked with each other, 0 to about 1: nearer ones
    count more."""
    return np.minimum(_spread(_spread(links, _REACH).T, _REACH).T, 1.5)


def _spread(values: Floats, reach: int) -> Floats:
    """For each row the sum of those up to `reach` above and below, divided by their distance."""
    total = np.zeros_like(values)
    for step in range(1, min(reach, len(values) - 1) + 1):
        total[step:] += values[:-step] / step
        total[:-step] += values[step:] / step
    return total


def _relative(ids: Sequence[Ints], size: int) -> Floats:
    counts = np.bincount(np.concatenate(ids) if ids else np.zeros(0, np.int64), minlength=size) + 0.5
    result: Floats = counts / counts.sum()
    return result


def _maximise(
    cell: NDArray[np.int32],
    place: NDArray[np.int32],
    weight: Floats,
    null: Floats,
    prior: Floats,
    owner: Ints,
    owners: int,
) -> Floats:
    """Probabilities after some rounds of EM; the candidates for one place share one unit of mass with the null."""
    table = prior
    weight32, null32 = weight.astype(np.float32), null.astype(np.float32)
    for _ in range(_ITERATIONS):
        p = table.astype(np.float32)[cell]
        p /= (np.bincount(place, p, len(null)).astype(np.float32) + null32)[place]
        p *= weight32[place]
        counts = np.bincount(cell, p, len(prior))
        table = (counts + _PRIOR * prior) / (np.bincount(owner, counts, owners) + _PRIOR)[owner]
    return table
