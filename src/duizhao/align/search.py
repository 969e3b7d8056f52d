"""Paths through a band of bead scores: Viterbi and forward-backward. Knows no language.

A node (i, j) says that `i` source and `j` target sentences have been read. Each row `i` of the band holds the
nodes `lo[i] <= j < hi[i]`; nodes of all rows lie one after the other in flat arrays. A bead of type (n, m) that
begins at node (i, j) ends at (i + n, j + m); its score is kept at the node where it begins.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

# In the order of their frequency in hand-aligned text; 0-1 must be at ADDITION.
TYPES: tuple[tuple[int, int], ...] = (
    (1, 1), (1, 0), (0, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2), (1, 4), (4, 1),
    (2, 3), (3, 2), (1, 5), (2, 4), (1, 6), (3, 3), (2, 5), (3, 4), (4, 2), (4, 3),
)  # fmt: skip
OMISSION, ADDITION = 1, 2
NEVER = -1e9
_AT_ONCE = 256  # rows

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Band:
    """The nodes that a search may visit.

    Attributes:
        lo, hi: the columns of each row, `lo` inclusive, `hi` exclusive; row 0 holds column 0, the last row the
            last column, both never fall.
        size: numbers of source and target sentences.
    """

    lo: Ints
    hi: Ints
    size: tuple[int, int]

    @cached_property
    def ptr(self) -> Ints:
        """Where each row begins in the flat arrays."""
        return np.concatenate([[0], np.cumsum(self.hi - self.lo)])

    @cached_property
    def row(self) -> Ints:
        return np.repeat(np.arange(len(self.lo)), self.hi - self.lo)

    @cached_property
    def col(self) -> Ints:
        return np.arange(self.ptr[-1]) - self.ptr[self.row] + self.lo[self.row]

    def node(self, row: Ints, col: Ints) -> Ints:
        """Flat positions of nodes, -1 for those outside of the band."""
        inside = (row >= 0) & (row < len(self.lo))
        r = np.where(inside, row, 0)
        inside &= (col >= self.lo[r]) & (col < self.hi[r])
        return np.where(inside, self.ptr[r] + col - self.lo[r], -1)

    @cached_property
    def ends(self) -> NDArray[np.int32]:
        """For each type and node: the node where that bead ends, -1 if there is none in the band."""
        ends = np.full((len(TYPES), int(self.ptr[-1])), -1, np.int32)
        for k, (n, m) in enumerate(TYPES):
            ends[k] = self.node(self.row + n, self.col + m)
        return ends

    def starts(self, nodes: slice) -> Ints:
        """For each type and some nodes: the node where a bead that ends here began, or -1."""
        row, col = self.row[nodes], self.col[nodes]
        return np.array([self.node(row - n, col - m) for n, m in TYPES])

    def parts(self) -> Iterator[tuple[range, slice]]:
        """Some rows at a time, and their nodes: what is worked on at once stays small."""
        rows = len(self.lo)
        for top in range(0, rows, _AT_ONCE):
            bottom = min(top + _AT_ONCE, rows)
            yield range(top, bottom), slice(int(self.ptr[top]), int(self.ptr[bottom]))


Path = list[tuple[int, int, int]]  # (source row, target column, type) of each bead


def viterbi(band: Band, scores: NDArray[np.float32]) -> Path:
    """The best path. `scores` has a row a type and a column a node (NEVER where a bead is not allowed)."""
    cells = int(band.ptr[-1])
    best = np.full(cells + 1, -np.inf)  # the last one stands for "outside of the band"
    choice = np.full(cells, -1, np.int8)
    for rows, nodes in band.parts():
        starts, incoming = _incoming(band, scores, nodes, -np.inf)
        before = _along(band, scores, nodes)
        for i in rows:
            a, b = int(band.ptr[i]), int(band.ptr[i + 1])
            part = slice(a - nodes.start, b - nodes.start)
            if i:
                candidates = best.take(starts[:, part])
                candidates += incoming[:, part]
                choice[a:b] = picked = candidates.argmax(0)
                row = candidates[picked, np.arange(b - a)]
            else:
                row = np.full(b - a, -np.inf)
                row[0] = 0.0
            along = np.maximum.accumulate(row - before[part]) + before[part]
            choice[a:b][along > row + 1e-9] = ADDITION
            best[a:b] = along
    path: Path = []
    i, j = band.size
    while i or j:
        kind = int(choice[int(band.ptr[i]) + j - int(band.lo[i])])
        n, m = TYPES[kind]
        i, j = i - n, j - m
        path.append((i, j, kind))
    return path[::-1]


def forward_backward(band: Band, scores: NDArray[np.float32]) -> tuple[NDArray[np.float32], float]:
    """The probability of every bead among all paths (types by nodes, 32 bits), and the logarithm of the total mass."""
    cells = int(band.ptr[-1])
    forward, backward = np.full(cells + 1, NEVER), np.full(cells + 1, NEVER)
    for rows, nodes in band.parts():
        starts, incoming = _incoming(band, scores, nodes, NEVER)
        before = _along(band, scores, nodes)
        for i in rows:
            a, b = int(band.ptr[i]), int(band.ptr[i + 1])
            part = slice(a - nodes.start, b - nodes.start)
            row = _logsumexp(forward.take(starts[:, part]), incoming[:, part])
            if not i:
                row[0] = 0.0
            forward[a:b] = np.logaddexp.accumulate(row - before[part]) + before[part]
    total = float(forward[cells - 1])
    posterior = np.zeros(scores.shape, np.float32)
    last = len(band.lo) - 1
    for rows, nodes in reversed(list(band.parts())):
        ends = band.ends[:, nodes].astype(np.int64)
        outgoing = np.where(ends >= 0, scores[:, nodes], np.float64(NEVER))
        along = outgoing[ADDITION].copy()
        outgoing[ADDITION] = NEVER
        before = _along(band, scores, nodes)
        for i in reversed(rows):
            a, b = int(band.ptr[i]), int(band.ptr[i + 1])
            part = slice(a - nodes.start, b - nodes.start)
            row = _logsumexp(backward.take(ends[:, part]), outgoing[:, part])
            if i == last:
                row[-1] = 0.0
            after = before[part][-1] - before[part]
            backward[a:b] = np.logaddexp.accumulate((row - after)[::-1])[::-1] + after
        outgoing[ADDITION] = along
        outgoing += backward.take(ends)
        outgoing += forward[nodes] - total
        posterior[:, nodes] = np.exp(np.minimum(outgoing, 0.0, out=outgoing), out=outgoing)
        posterior[:, nodes][ends < 0] = 0.0
    return posterior, total


def _along(band: Band, scores: NDArray[np.float32], nodes: slice) -> Floats:
    """The sum of the scores of all 0-1 beads from the beginning of its row to each node."""
    # NEVER would swallow the digits of the rest.
    values = np.maximum(scores[ADDITION, nodes].astype(np.float64), -1e4)
    sums = np.cumsum(values) - values
    along: Floats = sums - sums[band.ptr[band.row[nodes]] - nodes.start]
    return along


def _incoming(
    band: Band, scores: NDArray[np.float32], nodes: slice, never: float
) -> tuple[Ints, NDArray[np.float64]]:
    """For each type and some nodes: where a bead that ends there began, and its score; `never` for 0-1 beads,
    which run along a row."""
    starts = band.starts(nodes)
    incoming = np.take_along_axis(scores, np.maximum(starts, 0), 1).astype(np.float64)
    incoming[starts < 0] = NEVER
    incoming[ADDITION] = never
    return starts, incoming


def _logsumexp(values: Floats, more: Floats) -> Floats:
    """log Σ exp(values + more) of each column; changes `values`."""
    values += more
    top = np.maximum.reduce(values)
    values -= top
    np.exp(values, out=values)
    summed: Floats = np.log(np.add.reduce(values))
    summed += top
    return summed
