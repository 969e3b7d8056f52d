"""The document teaches its own vocabulary: Model 1 on confident beads, cross-fitted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from duizhao.align.evidence import CHUNK, frequencies
from duizhao.align.search import TYPES
from duizhao.align.sides import Side
from duizhao.lexicon import Rows

FOLDS = 5
_PRIOR = 3.0  # observations that the dictionary's word is worth
_ITERATIONS = 4
_ANY = 0.05  # of a word's mass is spread over all English words, so that new pairs can be learned
_REACH = max(n for n, _ in TYPES)

Floats = NDArray[np.float64]


def adapted_ratios(
    zh: Side, en: Side, table: Rows, beads: Sequence[tuple[tuple[int, ...], tuple[int, ...]]]
) -> list[Rows]:
    """Ratios as in `evidence.ratios`, sharpened by the document's own beads: one set for each fold of rows.

    MAP estimation of IBM Model 1 (Brown et al. 1993) with the dictionary as prior, in both directions; the
    ratio is their geometric mean. A fold of rows (blocks of CHUNK rows, interleaved) uses the counts of the
    other folds only: without this the model confirms its own errors, and it hurts.
    """
    width = max(len(en.vocabulary), 1)
    bead, zh_place, en_place = _products(zh, en, beads)
    z, e = zh.ids[zh_place].astype(np.int64), en.ids[en_place].astype(np.int64)
    p_en, p_zh = frequencies(en), frequencies(zh)
    cell_of_pair = z * np.int64(width) + e
    prior_key = table.row * np.int64(width) + table.col
    keys, where = np.unique(np.concatenate([cell_of_pair, prior_key]), return_inverse=True)
    pair = where[: len(cell_of_pair)]
    row, col = keys // width, keys % width
    prior = np.zeros(len(keys))
    prior[where[len(cell_of_pair) :]] = table.val
    prior = (1 - _ANY) * prior + _ANY * p_en[col]
    joint = prior * p_zh[row]
    reverse = joint / np.maximum(np.bincount(col, joint, width), 1e-12)[col]

    forward = _expectations(pair, en_place, 0.5 * p_en[e], prior, row, len(zh.vocabulary))
    backward = _expectations(pair, zh_place, 0.5 * p_zh[z], reverse, col, width)

    fold = (np.array([b[0][0] for b in beads], np.int64) // CHUNK) % FOLDS if beads else np.zeros(0, np.int64)
    first = np.array([b[0][0] for b in beads], np.int64)
    last = np.array([b[0][-1] for b in beads], np.int64)
    results = []
    for f in range(FOLDS):
        # Windows reach a few rows into the next block.
        near = (((first - _REACH) // CHUNK) % FOLDS == f) | ((last // CHUNK) % FOLDS == f) | (fold == f)
        held_out = near[bead] if len(bead) else np.zeros(0, bool)
        t = _estimate(pair, forward, held_out, prior, row, len(zh.vocabulary))
        s = _estimate(pair, backward, held_out, reverse, col, width)
        ratio = np.sqrt(t / np.maximum(p_en, 3e-4)[col] * s / np.maximum(p_zh, 3e-4)[row])
        keep = ratio > 1.0
        results.append(Rows.from_cells(row[keep], col[keep], np.minimum(ratio[keep], 300.0), len(zh.vocabulary)))
    return results


def _products(
    zh: Side, en: Side, beads: Sequence[tuple[tuple[int, ...], tuple[int, ...]]]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """All word pairs of all beads: (bead, place of the Chinese word in the text, place of the English one)."""
    numbers, zs, es = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for k, (rows, cols) in enumerate(beads):
        a = np.arange(zh.off[rows[0]], zh.off[rows[-1] + 1])
        b = np.arange(en.off[cols[0]], en.off[cols[-1] + 1])
        zs.append(np.repeat(a, len(b)))
        es.append(np.tile(b, len(a)))
        numbers.append(np.full(len(a) * len(b), k))
    return np.concatenate(numbers), np.concatenate(zs), np.concatenate(es)


def _expectations(
    pair: NDArray[np.int64], place: NDArray[np.int64], null: Floats, prior: Floats,
    owner: NDArray[np.int64], owners: int,
) -> Floats:  # fmt: skip
    """The expected count of every word pair occurrence after some rounds of EM.

    The candidates for one place of a text share one unit of mass with the null word.
    """
    table = prior
    share = np.zeros(len(pair))
    places = int(place.max()) + 1 if len(place) else 0
    for _ in range(_ITERATIONS):
        p = table[pair]
        share = p / (np.bincount(place, p, places)[place] + null)
        counts = np.bincount(pair, share, len(prior))
        table = (counts + _PRIOR * prior) / (np.bincount(owner, counts, owners) + _PRIOR)[owner]
    return share


def _estimate(
    pair: NDArray[np.int64], share: Floats, held_out: NDArray[np.bool_], prior: Floats,
    owner: NDArray[np.int64], owners: int,
) -> Floats:  # fmt: skip
    """Probabilities from the counts outside of a fold."""
    counts = np.bincount(pair, np.where(held_out, 0.0, share), len(prior))
    table: Floats = (counts + _PRIOR * prior) / (np.bincount(owner, counts, owners) + _PRIOR)[owner]
    return table
