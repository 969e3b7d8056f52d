"""Words that translate each other stand at about the same place of their bead: evidence that knows the order.

The evidence of a bag of words cannot tell where one bead ends and the next begins: the words of a sentence that
belongs to the neighbour are there either way. Here a word is expected to be explained by words near its own
relative place, as in the diagonal prior of fast_align (Dyer, Chahuneau & Smith 2013).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from duizhao.align.evidence import CHUNK, dense_table
from duizhao.align.sides import Side
from duizhao.lexicon import Rows

# How fast the weight of a partner falls with its distance along the bead: by e for a sixth of it. Between 4 and 10,
# and for other shapes of the curve, the left-out figures hardly differ.
STEEPNESS = 6.0
NOISE = 0.2  # a large floor, as for comparing pairs: word order is no more than a hint
BORDER = 0.25  # of a side's words at each end: where a bead has a word too many, or misses one

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Placed:
    """The evidence of the English words, of the Chinese words, and of those near the borders (rows) of some beads,
    given by type and node."""

    kind: Ints
    node: Ints
    values: Floats

    def of_beads(self, kind: int, nodes: Ints) -> Floats:
        """The evidence of beads of one type, 0 for those that were not looked at."""
        mine = np.flatnonzero(self.kind == kind)  # ascending by node
        found = np.zeros((3, len(nodes)))
        if len(mine):
            at = np.minimum(np.searchsorted(self.node[mine], nodes), len(mine) - 1)
            hit = self.node[mine[at]] == nodes
            found[:, hit] = self.values[:, mine[at[hit]]]
        return found


def placed_evidence(
    zh: Side, en: Side, first: tuple[Ints, Ints], size: tuple[Ints, Ints], ratio: Callable[[int], tuple[Rows, ...]]
) -> Floats:
    """For beads of n Chinese and m English sentences, Σ_e log(ε + (1-ε) Σ_w k(w,e) R(w,e)) over their English
    words, with k the weights of near places, which sum up to |Z|/(|Z|+1); its mirror; and the part of both sums that
    the first and the last quarter of the words make up. 0 for one-sided beads.

    Args:
        first: the first Chinese sentence of each bead, ascending, and the first English one.
        size: the numbers of sentences.
        ratio: gives the ratios to use for a block of CHUNK rows; of several, the greatest counts.
    """
    rows, cols = first
    values = np.zeros((3, len(rows)))
    two_sided = np.flatnonzero((size[0] > 0) & (size[1] > 0))
    a, b = zh.off[rows], zh.off[rows + size[0]]
    c, d = en.off[cols], en.off[cols + size[1]]
    for block in np.unique(rows[two_sided] // CHUNK).tolist():
        mine = two_sided[rows[two_sided] // CHUNK == block]
        start, stop = int(a[mine[0]]), int(b[mine].max())
        left, right = int(c[mine].min()), int(d[mine].max())
        words, ours = np.unique(zh.ids[start:stop], return_inverse=True)
        columns, theirs = np.unique(en.ids[left:right], return_inverse=True)
        table = dense_table(ratio(block), words, columns, len(en.vocabulary))
        for k in mine.tolist():
            z, e = ours[a[k] - start : b[k] - start], theirs[c[k] - left : d[k] - left]
            if len(z) and len(e):
                values[:, k] = _of_pair(table[z[:, None], e])
    return values


def _of_pair(ratios: NDArray[np.float32]) -> tuple[float, float, float]:
    """The evidence of the English words (columns), of the Chinese ones (rows), and of those near the borders."""
    ours, theirs = ratios.shape
    p, q = _places(ours), _places(theirs)
    near = np.minimum(np.outer(p, 1 / q), np.outer(1 / p, q))  # exp(-STEEPNESS · distance)
    weighed = near * ratios
    english = np.log(NOISE + (1 - NOISE) * ours / (ours + 1) * weighed.sum(0) / near.sum(0))
    chinese = np.log(NOISE + (1 - NOISE) * theirs / (theirs + 1) * weighed.sum(1) / near.sum(1))
    return float(english.sum()), float(chinese.sum()), _ends(english) + _ends(chinese)


def _ends(values: Floats) -> float:
    count = int(BORDER * len(values) + 0.5)
    return float(values[:count].sum() + values[len(values) - count :].sum())


def _places(count: int) -> Floats:
    """exp(STEEPNESS · place) of the words of a text, their places between 0 and 1."""
    places: Floats = np.exp(STEEPNESS * (np.arange(count) + 0.5) / count)
    return places
