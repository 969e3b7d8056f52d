"""Paths through few beads: Viterbi and forward-backward over a list of them. Knows no language."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from duizhao.align.search import Band

_NONE = -math.inf

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lattice:
    """Beads that a search has left over, by the node where they begin, ascending: a bead always ends at a later
    node, so one walk over the list is a search.

    Attributes:
        kind, node: type of each bead and the node where it begins.
        end: the node where it ends.
        nodes: of the band.
    """

    kind: Ints
    node: Ints
    end: Ints
    nodes: int

    @classmethod
    def of(cls, band: Band, keep: NDArray[np.bool_]) -> Lattice:
        """The beads of a band that are kept (types by nodes)."""
        kind, node = np.nonzero(keep)
        order = np.argsort(node, kind="stable")
        kind, node = kind[order], node[order]
        return cls(kind, node, band.ends[kind, node].astype(np.int64), int(band.ptr[-1]))

    def best(self, scores: Floats) -> list[int]:
        """The beads of the best path, in order; none if no path goes through."""
        best = [_NONE] * self.nodes
        last = [-1] * self.nodes
        best[0] = 0.0
        start, end = self.node.tolist(), self.end.tolist()
        for bead, (a, b, score) in enumerate(zip(start, end, scores.tolist(), strict=True)):
            total = best[a] + score
            if total > best[b]:
                best[b], last[b] = total, bead
        path: list[int] = []
        at = self.nodes - 1
        while at and last[at] >= 0:
            path.append(last[at])
            at = start[last[at]]
        return path[::-1] if at == 0 else []

    def reach(self, scores: Floats, *, to_end: bool) -> Floats:
        """The score of the best path from each node to the last one, or from the first one to each node."""
        best = [_NONE] * self.nodes
        best[-1 if to_end else 0] = 0.0
        beads = zip(self.node.tolist(), self.end.tolist(), scores.tolist(), strict=True)
        if to_end:
            for a, b, score in reversed(list(beads)):
                best[a] = max(best[a], best[b] + score)
        else:
            for a, b, score in beads:
                best[b] = max(best[b], best[a] + score)
        return np.array(best)

    def posterior(self, scores: Floats) -> tuple[Floats, float]:
        """The probability of every bead among all paths, and the logarithm of the total mass."""
        beads = list(zip(self.node.tolist(), self.end.tolist(), scores.tolist(), strict=True))
        forward, backward = [_NONE] * self.nodes, [_NONE] * self.nodes
        forward[0] = backward[-1] = 0.0
        for a, b, score in beads:
            forward[b] = _added(forward[b], forward[a] + score)
        for a, b, score in reversed(beads):
            backward[a] = _added(backward[a], backward[b] + score)
        through = np.array(forward)[self.node] + scores + np.array(backward)[self.end]
        return np.exp(np.minimum(through - forward[-1], 0.0)), forward[-1]


def _added(a: float, b: float) -> float:
    """log(exp(a) + exp(b))"""
    if a < b:
        a, b = b, a
    return a if b == _NONE else a + math.log1p(math.exp(b - a))
