"""The order in which a translation tells its source: what has moved is put back, so that one path fits all.

Beads of a main path and of moved blocks make segments, whose neighbours differ in the two texts. The English segments
in the order of the Chinese ones are an ordinary document, with seams that the path must pass.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from duizhao.align.chains import heaviest_chain
from duizhao.align.constraints import Constraints
from duizhao.align.gaps import Gap
from duizhao.align.pairs import BeadIds


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of both texts that belongs together: sentences (start, stop) and two-sided beads."""

    zh: tuple[int, int]
    en: tuple[int, int]
    beads: tuple[BeadIds, ...]


@dataclass(frozen=True)
class Arrangement:
    """An order that a monotone path can follow.

    Attributes:
        rows: the Chinese sentences, ascending.
        cols: the English sentences in the order of the Chinese ones.
        seams: nodes that the path must pass, in places of this order.
        blocks: for each stretch between seams the number of the moved block, 0 for the main line.
        breaks: places on either side that no bead may span.
    """

    rows: tuple[int, ...]
    cols: tuple[int, ...]
    seams: tuple[tuple[int, int], ...] = ()
    blocks: tuple[int, ...] = (0,)
    breaks: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())

    @classmethod
    def usual(cls, rows: int, cols: int) -> Arrangement:
        """Both texts as they are."""
        return cls(tuple(range(rows)), tuple(range(cols)))

    def original(self, bead: BeadIds) -> BeadIds:
        """A bead in sentence numbers."""
        return tuple(self.rows[i] for i in bead[0]), tuple(self.cols[j] for j in bead[1])

    def places(self, bead: BeadIds) -> BeadIds:
        """A bead in places, given in sentence numbers."""
        return tuple(self._places[0][i] for i in bead[0]), tuple(self._places[1][j] for j in bead[1])

    def unbroken(self, beads: Sequence[BeadIds]) -> list[BeadIds]:
        """The two-sided beads that no new border has torn, in places, in order; given in sentence numbers."""
        placed = sorted(self.places(b) for b in beads if all(b))
        return [b for b in placed if all(ids[-1] - ids[0] == len(ids) - 1 for ids in b)]

    @cached_property
    def _places(self) -> tuple[dict[int, int], dict[int, int]]:
        return {i: n for n, i in enumerate(self.rows)}, {j: n for n, j in enumerate(self.cols)}

    def block_of(self, bead: BeadIds) -> int:
        """The number of the block of a bead, in places; 0 if it has one side only."""
        return self.blocks[sum(row <= bead[0][0] for row, _ in self.seams)] if all(bead) else 0

    def without(self, gaps: Sequence[Gap]) -> Arrangement:
        """The same without some stretches of one side, which no bead spans."""
        gone = (
            {i for g in gaps for i in range(g.row, g.row + g.size[0])},
            {j for g in gaps for j in range(g.col, g.col + g.size[1])},
        )
        rows = [i for i in range(len(self.rows)) if i not in gone[0]]
        cols = [j for j in range(len(self.cols)) if j not in gone[1]]
        breaks = (
            tuple(bisect_left(rows, g.row) for g in gaps if g.size[0]),
            tuple(bisect_left(cols, g.col) for g in gaps if g.size[1]),
        )
        return Arrangement(
            tuple(self.rows[i] for i in rows),
            tuple(self.cols[j] for j in cols),
            tuple((bisect_left(rows, i), bisect_left(cols, j)) for i, j in self.seams),
            self.blocks,
            breaks,
        )

    def constraints(self, fixed: Constraints) -> Constraints:
        """What a person has fixed, in sentence numbers, and the seams, in places."""
        zh, en = self._places
        # A border keeps its meaning where the sentences on both sides of it are neighbours still.
        inner_zh = {i: n for i, n in zh.items() if zh.get(i - 1) == n - 1}
        inner_en = {j: n for j, n in en.items() if en.get(j - 1) == n - 1}
        through = [
            (inner_zh[i], inner_en[j]) for i, j in fixed.through
            if i in inner_zh and j in inner_en
            and all((inner_zh[i] < row) == (inner_en[j] < col) for row, col in self.seams)
        ]  # fmt: skip
        return Constraints(
            tuple((zh[i], en[j]) for i, j in fixed.together if i in zh and j in en),
            tuple(sorted([*through, *self.seams])),
            (
                tuple(sorted({*self.breaks[0], *(inner_zh[i] for i in fixed.gaps[0] if i in inner_zh)})),
                tuple(sorted({*self.breaks[1], *(inner_en[j] for j in fixed.gaps[1] if j in inner_en)})),
            ),
        )


def segments(beads: Sequence[BeadIds]) -> list[Segment]:
    """The longest stretches of two-sided beads that follow one another on both sides, in the order of the Chinese."""
    both = sorted(b for b in beads if all(b))
    rank = {k: n for n, k in enumerate(sorted(range(len(both)), key=lambda k: both[k][1]))}
    starts = [k for k in range(len(both)) if not k or rank[k] != rank[k - 1] + 1]
    parts = [tuple(both[a:b]) for a, b in zip(starts, [*starts[1:], len(both)], strict=True)]
    return [Segment((p[0][0][0], p[-1][0][-1] + 1), (p[0][1][0], p[-1][1][-1] + 1), p) for p in parts]


def in_line(parts: Sequence[Segment]) -> list[Segment]:
    """The segments, in the order of the Chinese, that make the greatest part of the text in one order on both sides."""
    size = np.array([p.zh[1] - p.zh[0] for p in parts], float)
    return [parts[k] for k in heaviest_chain(np.arange(len(parts)), np.array([p.en[0] for p in parts]), size).tolist()]


def arranged(parts: Sequence[Segment]) -> Arrangement:
    """The arrangement of segments that cover both texts, in the order of the Chinese. The greatest part of the text is
    the main line."""
    line = in_line(parts)
    main = {k for k, part in enumerate(parts) if part in line}
    moved = np.cumsum([k not in main for k in range(len(parts))]).tolist()
    ends = np.cumsum([p.en[1] - p.en[0] for p in parts]).tolist()
    return Arrangement(
        tuple(i for p in parts for i in range(*p.zh)),
        tuple(j for p in parts for j in range(*p.en)),
        tuple((p.zh[1], end) for p, end in zip(parts[:-1], ends, strict=False)),
        tuple(0 if k in main else moved[k] for k in range(len(parts))),
    )
