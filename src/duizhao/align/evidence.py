"""How much the words of two stretches of text speak for each other."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from duizhao.align.search import TYPES, Band
from duizhao.align.sides import Side
from duizhao.lexicon import Lexicon, Rows

NOISE = 0.02  # probability that a word of a true pair is unrelated to the other side
CHUNK = 32  # Chinese sentences of a block: worked on at once, and kept apart in cross-fitting
_CEILING = 300.0  # of a ratio
_FLOOR = 3e-4  # of a word's expected probability
_MAX_N = max(n for n, _ in TYPES)
_MAX_M = max(m for _, m in TYPES)

Floats32 = NDArray[np.float32]
View = tuple[tuple[int, ...], float]  # which tables, and the noise


@dataclass(frozen=True)
class Evidence:
    """For every node (i, j) of a band, summed log-likelihood ratios (nats).

    Attributes:
        en: row n-1: of English sentence j, given the n Chinese sentences from i.
        zh: row m-1: of Chinese sentence i, given the m English sentences from j.
    """

    en: Floats32
    zh: Floats32

    @cached_property
    def _cumulated(self) -> NDArray[np.float64]:
        return np.cumsum(np.pad(self.en, ((0, 0), (1, 0))), 1, np.float64)

    def of_beads(self, band: Band, nodes: NDArray[np.int64], n: int, m: int) -> tuple[Floats32, Floats32]:
        """The evidence of the English words and of the Chinese words of the n-m beads that begin at nodes."""
        english = (self._cumulated[n - 1][nodes + m] - self._cumulated[n - 1][nodes]).astype(np.float32)
        chinese = np.zeros(len(nodes), np.float32)
        row, col = band.row[nodes], band.col[nodes]
        for t in range(n):
            chinese += self.zh[m - 1, band.ptr[row + t] + col - band.lo[row + t]]
        return english, chinese


def translation_table(zh: Side, en: Side, lexicon: Lexicon) -> Rows:
    """t(English token | Chinese token) of the vocabularies of two texts."""
    names = {i: w for i, w in en.names.items() if lexicon.is_name(en.vocabulary[i])}
    return lexicon.table(zh.vocabulary, en.vocabulary, names)


def frequencies(side: Side) -> NDArray[np.float64]:
    """Smoothed relative frequencies of a side's tokens."""
    counts = np.bincount(side.ids, minlength=len(side.vocabulary)) + 0.5
    relative: NDArray[np.float64] = counts / counts.sum()
    return relative


def ratios(table: Rows, zh: Side, en: Side) -> Rows:
    """How many times more often an English token stands beside a Chinese token than by chance.

    R(w, e) = min(300, T(e|w) / max(3e-4, ½ p(e) + ½ Σ p(w) T(e|w))): what the document itself and what the
    dictionary would lead one to expect count half each.
    """
    expected = np.bincount(table.col, frequencies(zh)[table.row] * table.val, len(en.vocabulary))
    base = np.maximum(0.5 * frequencies(en) + 0.5 * expected, _FLOOR)
    value = np.minimum(table.val / base[table.col], _CEILING)
    return Rows(table.ptr, table.col, value.astype(np.float32))


@dataclass(frozen=True, slots=True)
class Ratios:
    """The word ratios that a stretch of a text may use.

    Attributes:
        blocks: the block of each Chinese sentence: CHUNK sentences that were neighbours when words were learned, and
            did not learn from each other.
        of: the tables of a block.
    """

    blocks: NDArray[np.int64]
    of: Callable[[int], tuple[Rows, ...]]


def lexical_evidence(
    zh: Side, en: Side, band: Band, tables: Ratios, views: Sequence[View] = (((0,), NOISE),)
) -> tuple[Evidence, ...]:
    """The evidence of all words for all nodes of a band, an `Evidence` a view.

    For English tokens e of sentence j and a window Z of n Chinese sentences:
    Σ_e log(ε + (1-ε) Σ_{w∈Z} R(w,e) / (|Z|+1)), ε = the view's noise; and its mirror.

    No matrix products: these are too small for the threads that a BLAS would start (on two cores with other work
    they cost ten times the CPU time), and sums of gathered rows take as long as products on one thread.

    Args:
        views: which of the tables, and the noise; of several tables, the greatest ratio counts.
    """
    cells = int(band.ptr[-1])
    results = [Evidence(np.zeros((_MAX_N, cells), np.float32), np.zeros((_MAX_M, cells), np.float32)) for _ in views]
    starts = np.flatnonzero(np.diff(tables.blocks, prepend=-1)).tolist()
    for top, bottom in itertools.pairwise([*starts, len(zh)]):
        left, right = int(band.lo[top]), min(int(band.hi[top:bottom].max()), len(en))
        if right <= left:
            continue
        lang_z = window(zh, top, min(bottom + _MAX_N - 1, len(zh)))
        lang_e = window(en, left, min(right + _MAX_M - 1, len(en)))
        own = tables.of(int(tables.blocks[top]))
        dense = [dense_table((t,), lang_z.words, lang_e.words, len(en.vocabulary)) for t in own]
        nodes = slice(int(band.ptr[top]), int(band.ptr[bottom]))
        row, col = band.row[nodes] - top, band.col[nodes] - left
        inside = col < right - left
        row, col = row[inside], col[inside]
        target = np.arange(nodes.start, nodes.stop)[inside]
        for result, (chosen, noise) in zip(results, views, strict=True):
            table = dense[chosen[0]]
            for other in chosen[1:]:
                table = np.maximum(table, dense[other])
            result.en[:, target] = _given_windows(table, lang_z, lang_e, _MAX_N, noise)[:, col, row]
            result.zh[:, target] = _given_windows(table.T, lang_e, lang_z, _MAX_M, noise)[:, row, col]
    return tuple(results)


def _given_windows(table: Floats32, given: Window, of: Window, longest: int, noise: float) -> Floats32:
    """The evidence of each sentence of one window, given 1 to `longest` consecutive sentences of the other:
    [how many - 1, sentence, first given sentence]; 0 where the given ones run out.

    Args:
        table: ratios, words of `given` by words of `of`.
    """
    rows = np.zeros((len(given.words) + 1, len(of.words)), np.float32)
    rows[:-1] = table
    sums = np.ascontiguousarray(given.sums(rows).T)
    places = len(given.sizes)
    logs = np.zeros((len(sums) + 1, longest, places), np.float32)
    total, size = sums, given.sizes
    for n in range(min(longest, places)):
        if n:
            total, size = total[:, :-1] + sums[:, n:], size[:-1] + given.sizes[n:]
        share = ((1 - noise) / (size + 1)).astype(np.float32)
        logs[:-1, n, : places - n] = np.log(total * share + np.float32(noise))
    found = of.sums(logs.reshape(len(logs), -1))
    return found.reshape(-1, longest, places).transpose(1, 0, 2)


@dataclass(frozen=True, slots=True)
class Window:
    """Some consecutive sentences with a vocabulary of their own."""

    words: NDArray[np.int32]  # distinct tokens of the sentences
    local: NDArray[np.int64]  # the tokens of all sentences as places in `words`
    sizes: NDArray[np.int64]  # tokens of each sentence
    _order: NDArray[np.int64]  # where each sentence stands when they are sorted by length, longest first
    _steps: tuple[int, ...]  # how many sentences have tokens 0–7, 8–15, …
    _octets: NDArray[np.int64]  # these tokens, filled up with len(words), of all these sentences, step by step

    def sums(self, values: Floats32) -> Floats32:
        """For each sentence the sum of its tokens' rows in `values`, whose last row, behind those of `words`, is
        zero. (Eight tokens at a time: five times faster than `np.add.reduceat` over tokens.)"""
        eights = values.take(self._octets[:, 0], axis=0)
        for place in range(1, 8):
            eights += values.take(self._octets[:, place], axis=0)
        sums = np.zeros((len(self.sizes), values.shape[1]), np.float32)
        start = 0
        for count in self._steps:
            sums[:count] += eights[start : start + count]
            start += count
        return sums[self._order]


def window(side: Side, first: int, last: int) -> Window:
    """The sentences `first` to `last` (exclusive)."""
    words, local = np.unique(side.ids[side.off[first] : side.off[last]], return_inverse=True)
    sizes = np.diff(side.off[first : last + 1])
    longest_first = np.argsort(-sizes, kind="stable")
    order = np.empty_like(longest_first)
    order[longest_first] = np.arange(len(order))
    groups = -(-sizes // 8)
    steps = np.cumsum(np.bincount(groups, minlength=1)[::-1])[::-1][1:]
    base = np.cumsum(steps) - steps
    octets = np.full((int(steps.sum()), 8), len(words))
    sentence = np.repeat(np.arange(len(sizes)), sizes)
    token = np.arange(len(local)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    octets[base[token >> 3] + order[sentence], token & 7] = local
    return Window(words, local, sizes, order, tuple(steps.tolist()), octets)


def dense_table(
    tables: tuple[Rows, ...], words: NDArray[np.int32], columns: NDArray[np.int32], width: int
) -> Floats32:
    """Some rows and columns of sparse tables as a dense one; the greatest of their values."""
    local = np.full(width, -1, np.int32)
    local[columns] = np.arange(len(columns))
    dense = np.zeros((len(words), len(columns)), np.float32)
    flat = dense.reshape(-1)
    for table in tables if len(words) else ():
        starts, ends = table.ptr[words], table.ptr[words + 1]
        col = local.take(np.concatenate([table.col[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]))
        keep = np.flatnonzero(col >= 0)
        sizes = ends - starts
        before = np.cumsum(sizes) - sizes
        row = np.repeat(np.arange(len(words), dtype=np.int32), sizes).take(keep)
        value = table.val.take(keep + (starts - before).take(row))
        at = row * np.int64(len(columns)) + col.take(keep)
        flat[at] = value if table is tables[0] else np.maximum(flat.take(at), value)
    return dense
