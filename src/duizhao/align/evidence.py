"""How much the words of two stretches of text speak for each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from duizhao.align.search import TYPES, Band
from duizhao.align.sides import Side
from duizhao.lexicon import Lexicon, Rows

NOISE = 0.02  # probability that a word of a true pair is unrelated to the other side
CHUNK = 32  # rows worked on at once: also the block size of cross-fitting
_CEILING = 300.0  # of a ratio
_FLOOR = 3e-4  # of a word's expected probability
_MAX_N = max(n for n, _ in TYPES)
_MAX_M = max(m for _, m in TYPES)

Floats32 = NDArray[np.float32]


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


def lexical_evidence(
    zh: Side, en: Side, band: Band, ratio: Callable[[int], tuple[Rows, ...]], noise: float = NOISE
) -> Evidence:
    """The evidence of all words for all nodes of a band.

    For English tokens e of sentence j and a window Z of n Chinese sentences:
    Σ_e log(ε + (1-ε) Σ_{w∈Z} R(w,e) / (|Z|+1)), ε = `noise`; and its mirror.

    Args:
        ratio: gives the ratios to use for a block of CHUNK rows (cross-fitted ones differ by block); of
            several, the greatest counts.
    """
    cells = int(band.ptr[-1])
    result = Evidence(np.zeros((_MAX_N, cells), np.float32), np.zeros((_MAX_M, cells), np.float32))
    for block, top in enumerate(range(0, len(zh), CHUNK)):
        bottom = min(top + CHUNK, len(zh))
        left, right = int(band.lo[top]), min(int(band.hi[top:bottom].max()), len(en))
        if right <= left:
            continue
        lang_z = window(zh, top, min(bottom + _MAX_N - 1, len(zh)))
        lang_e = window(en, left, min(right + _MAX_M - 1, len(en)))
        table = dense_table(ratio(block), lang_z.words, lang_e.words, len(en.vocabulary))
        nodes = slice(int(band.ptr[top]), int(band.ptr[bottom]))
        row, col = band.row[nodes] - top, band.col[nodes] - left
        inside = col < right - left
        row, col = row[inside], col[inside]
        target = np.arange(nodes.start, nodes.stop)[inside]

        by_row = lang_z.counts @ table  # rows × English words
        for n in range(1, _MAX_N + 1):
            total, size = _sliding(by_row, n), _sliding(lang_z.sizes, n)
            if len(total) == 0:
                break
            logs = np.log(noise + (1 - noise) * total / (size + 1)[:, None])
            scores = logs @ lang_e.counts.T
            ok = row < len(total)
            result.en[n - 1, target[ok]] = scores[row[ok], col[ok]]
        by_col = table @ lang_e.counts.T  # Chinese words × columns
        for m in range(1, _MAX_M + 1):
            total, size = _sliding(by_col.T, m), _sliding(lang_e.sizes, m)
            if len(total) == 0:
                break
            logs = np.log(noise + (1 - noise) * total / (size + 1)[:, None])
            scores = logs @ lang_z.counts.T
            ok = col < len(total)
            result.zh[m - 1, target[ok]] = scores[col[ok], row[ok]]
    return result


@dataclass(frozen=True, slots=True)
class Window:
    """Some consecutive sentences as a matrix."""

    words: NDArray[np.int32]  # distinct tokens of the sentences
    counts: Floats32  # sentences × words
    sizes: Floats32  # tokens of each sentence


def window(side: Side, first: int, last: int) -> Window:
    """The sentences `first` to `last` (exclusive)."""
    ids = side.ids[side.off[first] : side.off[last]]
    sizes = np.diff(side.off[first : last + 1])
    words, local = np.unique(ids, return_inverse=True)
    rows = np.repeat(np.arange(last - first), sizes)
    counts = np.bincount(rows * len(words) + local, minlength=(last - first) * len(words))
    return Window(words, counts.reshape(last - first, len(words)).astype(np.float32), sizes.astype(np.float32))


def dense_table(
    tables: tuple[Rows, ...], words: NDArray[np.int32], columns: NDArray[np.int32], width: int
) -> Floats32:
    """Some rows and columns of sparse tables as a dense one; the greatest of their values."""
    local = np.full(width, -1, np.int32)
    local[columns] = np.arange(len(columns))
    dense = np.zeros((len(words), len(columns)), np.float32)
    for table in tables:
        sizes = table.ptr[words + 1] - table.ptr[words]
        row = np.repeat(np.arange(len(words)), sizes)
        at = np.arange(int(sizes.sum())) + np.repeat(table.ptr[words] - (np.cumsum(sizes) - sizes), sizes)
        col = local[table.col[at]]
        keep = col >= 0
        row, col, value = row[keep], col[keep], table.val[at[keep]]
        dense[row, col] = value if table is tables[0] else np.maximum(dense[row, col], value)
    return dense


def _sliding(values: Floats32, size: int) -> Floats32:
    """Sums of `size` consecutive rows."""
    rows = len(values) - size + 1
    if rows <= 0:
        return values[:0]
    total = values[:rows].copy()
    for shift in range(1, size):
        total += values[shift : shift + rows]
    return total
