"""A calibrated score for any group of sentences against any other, wherever they stand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from duizhao.align.evidence import Floats32, Window, dense_table, window
from duizhao.align.sides import Side
from duizhao.lexicon import Rows

Ints = NDArray[np.int64]
BeadIds = tuple[tuple[int, ...], tuple[int, ...]]

# A large floor: one strange word says little about a pair as a whole. With it and the document's own words,
# true and random pairs are told apart with an AUC of .996 (dictionary alone at a floor of .02: .952).
PAIR_NOISE = 0.2
LIKELY = 1.0  # nats: 95 % of true pairs lie above, 99 % of random ones below
_WORDS, _LENGTH, _SIZE, _CONSTANT = 0.541, 0.40, 0.22, 1.1
_AT_ONCE = 32  # pairs
_SPREAD = 0.35  # of the logarithm of the length ratio


def calibrated(
    words: ArrayLike, length_zh: ArrayLike, length_en: ArrayLike, tokens_zh: ArrayLike, tokens_en: ArrayLike,
    ratio: float,
) -> NDArray[np.float64]:  # fmt: skip
    """log P(pair | translation) / P(pair | random); -20 where a side has no words.

    Args:
        words: mean of the two lexical log-likelihood ratios at a floor of PAIR_NOISE.
        length_zh, length_en, tokens_zh, tokens_en: of both sides.
        ratio: English length for one of Chinese.
    """
    a, b = np.asarray(tokens_zh, float), np.asarray(tokens_en, float)
    z = np.log((np.asarray(length_en) + 3) / (np.asarray(length_zh) * ratio + 3)) / _SPREAD
    score = (
        _WORDS * np.asarray(words) - _LENGTH * np.minimum(0.5 * z * z, 8.0) + _SIZE * np.sqrt(a * b) + _CONSTANT
    )
    return np.where((a == 0) | (b == 0), -20.0, score)


def pair_scores(
    zh: Side, en: Side, beads: Sequence[BeadIds], tables: Sequence[Rows], ratio: float
) -> NDArray[np.float64]:
    """The calibrated score of each bead, its sentences wherever they stand; 0 for one-sided ones.

    Args:
        tables: word ratios; where several are given, the greatest value counts.
        ratio: English length for one of Chinese.
    """
    scores = np.zeros(len(beads))
    for k, (rows, cols) in enumerate(beads):
        if not rows or not cols:
            continue
        a = np.concatenate([zh.ids[zh.off[i] : zh.off[i + 1]] for i in rows])
        b = np.concatenate([en.ids[en.off[j] : en.off[j + 1]] for j in cols])
        dense = _between(a, b, tables) if len(a) and len(b) else np.zeros((len(a), len(b)), np.float32)
        words = 0.5 * (
            np.log(PAIR_NOISE + (1 - PAIR_NOISE) * dense.sum(0) / (len(a) + 1)).sum()
            + np.log(PAIR_NOISE + (1 - PAIR_NOISE) * dense.sum(1) / (len(b) + 1)).sum()
        )
        lengths = zh.length[list(rows)].sum(), en.length[list(cols)].sum()
        scores[k] = float(calibrated(words, *lengths, len(a), len(b), ratio))
    return scores


def single_scores(
    zh: Side, en: Side, rows: NDArray[np.int64], cols: NDArray[np.int64], tables: tuple[Rows, ...], ratio: float
) -> NDArray[np.float64]:
    """The calibrated scores of many pairs of single sentences, `rows` ascending; see `pair_scores`."""
    scores = np.zeros(len(rows))
    for start in range(0, len(rows), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        some_zh, i = np.unique(rows[part], return_inverse=True)
        some_en, j = np.unique(cols[part], return_inverse=True)
        a, b = (
            window(zh.take(some_zh.tolist()), 0, len(some_zh)),
            window(en.take(some_en.tolist()), 0, len(some_en)),
        )
        table = dense_table(tables, a.words, b.words, len(en.vocabulary))
        words = 0.5 * (_words(table, a, b, i, j) + _words(table.T, b, a, j, i))
        scores[part] = calibrated(
            words, zh.length[rows[part]], en.length[cols[part]], a.sizes[i], b.sizes[j], ratio
        )
    return scores


def _words(table: Floats32, a: Window, b: Window, i: Ints, j: Ints) -> NDArray[np.float64]:
    """What the words of sentences `j` of `b` say for sentences `i` of `a`; `table`: words of `a` by words of `b`."""
    sums = a.sums(np.pad(table, ((0, 1), (0, 0))))
    first = np.cumsum(b.sizes) - b.sizes
    size = b.sizes[j]
    pair = np.repeat(np.arange(len(j)), size)
    token = b.local[np.arange(len(pair)) + np.repeat(first[j] - (np.cumsum(size) - size), size)]
    logs = np.log(PAIR_NOISE + (1 - PAIR_NOISE) * sums[i[pair], token] / (a.sizes[i[pair]] + 1))
    return np.bincount(pair, logs, len(j)).astype(np.float64)


def _between(a: NDArray[np.int32], b: NDArray[np.int32], tables: Sequence[Rows]) -> NDArray[np.float32]:
    """Ratios between the tokens of two short texts."""
    distinct, place = np.unique(b, return_inverse=True)
    result = np.zeros((len(a), len(distinct)), np.float32)
    for table in tables:
        for k, word in enumerate(a.tolist()):
            start, stop = int(table.ptr[word]), int(table.ptr[word + 1])
            cols = table.col[start:stop]  # ascending
            at = np.searchsorted(cols, distinct)
            at_safe = np.minimum(at, max(len(cols) - 1, 0))
            if len(cols):
                hit = cols[at_safe] == distinct
                result[k, hit] = np.maximum(result[k, hit], table.val[start + at_safe[hit]])
    return result[:, place]
