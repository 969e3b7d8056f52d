"""Paths through a band of bead scores: Viterbi and forward-backward. Knows no language.

A node (i, j) says that `i` source and `j` target sentences have been read. Each row `i` of the band holds the
nodes `lo[i] <= j < hi[i]`; nodes of all rows lie one after the other in flat arrays. A bead of type (n, m) that
begins at node (i, j) ends at (i + n, j + m); its score is kept at the node where it begins.
"""

from __future__ import annotations

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

    @cached_property
    def starts(self) -> NDArray[np.int32]:
        """For each type and node: the node where a bead that ends here began, or -1."""
        starts = np.full((len(TYPES), int(self.ptr[-1])), -1, np.int32)
        for k, (n, m) in enumerate(TYPES):
            starts[k] = self.node(self.row - n, self.col - m)
        return starts


Path = list[tuple[int, int, int]]  # (source row, target column, type) of each bead


def viterbi(band: Band, scores: NDArray[np.float32]) -> Path:
    """The best path. `scores` has a row a type and a column a node (NEVER where a bead is not allowed)."""
    cells = int(band.ptr[-1])
    best = np.full(cells + 1, -np.inf)  # the last one stands for "outside of the band"
    choice = np.full(cells, -1, np.int8)
    best[0] = 0.0
    incoming = _incoming(band, scores)
    horizontal = _cumulable(scores[ADDITION])
    for i in range(len(band.lo)):
        a, b = int(band.ptr[i]), int(band.ptr[i + 1])
        row = np.full(b - a, -np.inf)
        if i:
            candidates = best[band.starts[:, a:b]] + incoming[:, a:b]
            candidates[ADDITION] = -np.inf
            picked = candidates.argmax(0)
            row = candidates[picked, np.arange(b - a)]
            choice[a:b] = picked
        else:
            row[0] = 0.0
        before = np.concatenate([[0.0], np.cumsum(horizontal[a : b - 1])])
        along = np.maximum.accumulate(row - before) + before
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


def forward_backward(band: Band, scores: NDArray[np.float32]) -> tuple[NDArray[np.float64], float]:
    """The probability of every bead among all paths (types by nodes), and the logarithm of the total mass."""
    cells = int(band.ptr[-1])
    forward = np.full(cells + 1, NEVER)
    backward = np.full(cells + 1, NEVER)
    incoming = _incoming(band, scores)
    outgoing = np.where(band.ends >= 0, scores, NEVER).astype(np.float64)
    horizontal = _cumulable(outgoing[ADDITION])
    for i in range(len(band.lo)):
        a, b = int(band.ptr[i]), int(band.ptr[i + 1])
        if i:
            candidates = forward[band.starts[:, a:b]] + incoming[:, a:b]
            candidates[ADDITION] = NEVER
            row = _logsumexp(candidates)
        else:
            row = np.full(b - a, NEVER)
            row[0] = 0.0
        before = np.concatenate([[0.0], np.cumsum(horizontal[a : b - 1])])
        forward[a:b] = np.logaddexp.accumulate(row - before) + before
    for i in range(len(band.lo) - 1, -1, -1):
        a, b = int(band.ptr[i]), int(band.ptr[i + 1])
        candidates = backward[band.ends[:, a:b]] + outgoing[:, a:b]
        candidates[ADDITION] = NEVER
        row = _logsumexp(candidates)
        if i == len(band.lo) - 1:
            row[-1] = 0.0
        after = np.concatenate([np.cumsum(horizontal[a : b - 1][::-1])[::-1], [0.0]])
        backward[a:b] = np.logaddexp.accumulate((row - after)[::-1])[::-1] + after
    total = float(forward[cells - 1])
    posterior = np.exp(np.minimum(forward[:cells] + outgoing + backward[band.ends] - total, 0.0))
    posterior[band.ends < 0] = 0.0
    return posterior, total


def _cumulable(values: NDArray[np.generic]) -> Floats:
    """Scores that will be summed along a row: NEVER would swallow the digits of the rest."""
    return np.maximum(values.astype(np.float64), -1e4)


def _incoming(band: Band, scores: NDArray[np.float32]) -> NDArray[np.float64]:
    """Scores by the node where the bead ends."""
    taken = np.take_along_axis(scores, np.maximum(band.starts, 0).astype(np.int64), 1).astype(np.float64)
    taken[band.starts < 0] = NEVER
    return taken


def _logsumexp(values: Floats) -> Floats:
    top = values.max(0)
    summed: Floats = top + np.log(np.exp(values - top).sum(0))
    return summed
