"""Words that translate each other stand at about the same place of their bead: evidence that knows the order.

The evidence of a bag of words cannot tell where one bead ends and the next begins: the words of a sentence that
belongs to the neighbour are there either way. Here a word is expected to be explained by words near its own
relative place, as in the diagonal prior of fast_align (Dyer, Chahuneau & Smith 2013).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from duizhao.align.evidence import Ratios, dense_table
from duizhao.align.sides import Side

# How fast the weight of a partner falls with its distance along the bead: by e for a sixth of it. Between 4 and 10,
# and for other shapes of the curve, the left-out figures hardly differ.
STEEPNESS = 6.0
NOISE = 0.2  # a large floor, as for comparing pairs: word order is no more than a hint
_AT_ONCE = 30_000  # pairs of words, which then stay in the processor's cache
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
    zh: Side, en: Side, first: tuple[Ints, Ints], size: tuple[Ints, Ints], ratio: Ratios
) -> Floats:
    """For beads of n Chinese and m English sentences, Σ_e log(ε + (1-ε) Σ_w k(w,e) R(w,e)) over their English
    words, with k the weights of near places, which sum up to |Z|/(|Z|+1); its mirror; and the part of both sums that
    the first and the last quarter of the words make up. 0 for one-sided beads.

    Args:
        first: the first Chinese sentence of each bead, ascending, and the first English one.
        size: the numbers of sentences.
        ratio: of several tables, the greatest ratio counts.
    """
    rows, cols = first
    values = np.zeros((3, len(rows)))
    two_sided = np.flatnonzero((size[0] > 0) & (size[1] > 0))
    a, b = zh.off[rows], zh.off[rows + size[0]]
    c, d = en.off[cols], en.off[cols + size[1]]
    of_bead = ratio.blocks[rows[two_sided]]
    for mine in np.split(two_sided, np.flatnonzero(np.diff(of_bead)) + 1) if len(two_sided) else ():
        block = int(ratio.blocks[rows[mine[0]]])
        start, stop = int(a[mine].min()), int(b[mine].max())
        left, right = int(c[mine].min()), int(d[mine].max())
        words, ours = np.unique(zh.ids[start:stop], return_inverse=True)
        columns, theirs = np.unique(en.ids[left:right], return_inverse=True)
        table = dense_table(ratio.of(block), words, columns, len(en.vocabulary))
        some = max(1, _AT_ONCE * len(mine) // max(1, int(((b - a)[mine] * (d - c)[mine]).sum())))
        for part in np.split(mine, range(some, len(mine), some)):
            z, e = _words(a[part] - start, (b - a)[part]), _words(c[part] - left, (d - c)[part])
            values[:, part] = _of_pairs(table, ours[z.place], theirs[e.place], z, e)
    return values


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one side of some beads: how many each bead has; of each word its bead, its place in the text,
    exp(STEEPNESS · place in the bead, between 0 and 1), and whether it stands near a border."""

    count: Ints
    bead: Ints
    place: Ints
    position: Floats
    border: NDArray[np.bool_]


def _words(start: Ints, count: Ints) -> _Words:
    bead = np.repeat(np.arange(len(start)), count)
    number = np.arange(len(bead)) - np.repeat(np.cumsum(count) - count, count)
    size = count[bead]
    edge = (BORDER * size + 0.5).astype(np.int64)
    position = np.exp(STEEPNESS * (number + 0.5) / size)
    return _Words(count, bead, start[bead] + number, position, (number < edge) | (number >= size - edge))


def _of_pairs(table: NDArray[np.float32], ours: Ints, theirs: Ints, z: _Words, e: _Words) -> Floats:
    """The evidence of the English words, of the Chinese ones, and of those near the borders (rows) of some beads."""
    # Every Chinese word of a bead with every English one.
    width = e.count[z.bead]
    left = np.repeat(np.arange(len(ours)), width)
    right = np.arange(len(left)) + np.repeat((np.cumsum(e.count) - e.count)[z.bead] - np.cumsum(width) + width, width)
    near = z.position.take(left)
    near /= e.position.take(right)
    np.minimum(near, 1 / near, out=near)  # exp(-STEEPNESS · distance)
    cell = (ours * table.shape[1]).take(left)
    cell += theirs.take(right)
    weighed = near * table.reshape(-1).take(cell)
    values = np.zeros((3, len(z.count)))
    for row, word, side, others in ((0, right, e, z.count), (1, left, z, e.count)):
        found = np.bincount(word, weighed, len(side.bead)) / np.maximum(np.bincount(word, near, len(side.bead)), 1e-300)
        logs = np.log(NOISE + (1 - NOISE) * found * (others / (others + 1))[side.bead])
        values[row] = np.bincount(side.bead, logs, len(side.count))
        values[2] += np.bincount(side.bead, logs * side.border, len(side.count))
    values[:, (z.count == 0) | (e.count == 0)] = 0.0
    return values
