"""What a person has fixed: sentences that belong together, units that stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from duizhao.align.chains import heaviest_chain
from duizhao.align.search import TYPES, Band
from duizhao.model import Bead

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Constraints:
    """In sentence numbers of the (part of a) document that is searched.

    Attributes:
        together: pairs (Chinese, English) of sentences that must share a bead.
        through: nodes (Chinese, English) that the path must pass, rising in both.
        gaps: borders, Chinese and English, where sentences of the whole document are missing: no bead spans them.
    """

    together: tuple[tuple[int, int], ...] = ()
    through: tuple[tuple[int, int], ...] = ()
    gaps: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())

    def forbidden(self, band: Band, kind: int, nodes: Ints) -> NDArray[np.bool_]:
        """Which beads of a type that begin at `nodes` a person has ruled out."""
        n, m = TYPES[kind]
        a, b = band.row[nodes], band.col[nodes]
        out = np.zeros(len(nodes), bool)
        for borders, start, size in ((self.gaps[0], a, n), (self.gaps[1], b, m)):
            if borders and size > 1:
                out |= np.searchsorted(borders, start, "right") < np.searchsorted(borders, start + size, "left")
        for i, j in self.together:
            out |= ((a <= i) & (i < a + n)) != ((b <= j) & (j < b + m))
        if self.through:
            rows, cols = np.array(self.through).T
            # Beads that end on the row of a fixed node end at or before it; beads that begin there begin at or
            # after it; none leaps over it.
            place = np.searchsorted(rows, a, "right")
            following = np.minimum(place, len(rows) - 1)
            ahead = (place < len(rows)) & (rows[following] <= a + n)
            out |= ahead & ((rows[following] < a + n) | (b + m > cols[following]))
            before = np.maximum(place - 1, 0)
            reached = (place > 0) & (rows[before] == a)
            out |= reached & (n > 0) & (b < cols[before])
            out |= reached & (n == 0) & (b < cols[before]) & (b + m > cols[before])
            passed = (place > 0) & (rows[before] < a)
            out |= passed & (b < cols[before])
        return out

    def of_part(self, rows: Sequence[int], cols: Sequence[int], gone: tuple[set[int], set[int]]) -> Constraints:
        """The same for some of the sentences (ascending); pairs that lost a member are dropped.

        Args:
            gone: sentences that leave a gap; others that are missing are passed over.
        """
        zh, en = {i: k for k, i in enumerate(rows)}, {j: k for k, j in enumerate(cols)}
        return Constraints(
            tuple((zh[i], en[j]) for i, j in self.together if i in zh and j in en),
            tuple((int(np.searchsorted(rows, i)), int(np.searchsorted(cols, j))) for i, j in self.through),
            (_gaps(rows, gone[0]), _gaps(cols, gone[1])),
        )


def _gaps(numbers: Sequence[int], gone: set[int]) -> tuple[int, ...]:
    """Where ascending numbers leave some of these out."""
    return tuple(
        k for k, (a, b) in enumerate(pairwise(numbers), 1) if b > a + 1 and not gone.isdisjoint(range(a + 1, b))
    )


FREE = Constraints()


def from_kept(kept: Sequence[Bead], together: Sequence[tuple[int, int]]) -> Constraints:
    """Units that stay hold the path in their place: it passes behind each of those that rise."""
    both = [b for b in kept if b.zh and b.en and not b.block]
    rows, cols = np.array([b.zh[0] for b in both], np.int64), np.array([b.en[0] for b in both], np.int64)
    chain = heaviest_chain(rows, cols, np.array([float(len(b.zh) + len(b.en)) for b in both]))
    nodes = {int(both[k].zh[-1]) + 1: int(both[k].en[-1]) + 1 for k in chain.tolist()}
    return Constraints(tuple(together), tuple(sorted(nodes.items())))
