"""Where segments that changed places begin and end: every border is decided together with the others.

A border between two segments of one text belongs to two corners: the end of the one segment, the beginning of the
other. Each corner belongs to a border of either text. So borders and corners make rings; the best places of all
borders of a ring are found exactly, by dynamic programming for each place of the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from duizhao.align.arrange import Segment, in_line, segments
from duizhao.align.chains import heaviest_chain
from duizhao.align.moved import GAIN, GAIN_SINGLE
from duizhao.align.pairs import BeadIds
from duizhao.align.scorer import Scorer
from duizhao.align.search import ADDITION, OMISSION

_INSIDE = 6  # beads between the end of a segment and the one that is certain
_REACH = 12  # sentences into a long run that stands alone between two segments
_ISLAND = 6  # sentences between two segments in line that may belong together
_SMALL = 6  # segments of fewer beads must earn their borders

Floats = NDArray[np.float64]


def settled(parts: Sequence[Segment], scorer: Scorer) -> list[Segment]:
    """Segments that explain both texts best, and cover them, in the order of the Chinese.

    Args:
        parts: the same; small ones that are not worth their borders are given up.
    """
    parts = list(parts)
    best, total = _settled(parts, scorer)
    for part in sorted((p for p in parts if len(p.beads) < _SMALL), key=lambda p: len(p.beads)):
        others = [p for p in parts if p is not part]
        if not others:
            break
        rest, without = _settled(others, scorer)
        gain = total - without + scorer.corner(*_inner(part), to_end=True)[0, 0]
        # What keeps its place between two boxes that moved has not moved itself.
        least = 0.0 if part in in_line(parts) else GAIN if len(part.beads) > 1 else GAIN_SINGLE
        if gain < least:
            parts, best, total = others, rest, without
    joined = segments([bead for part in parts for bead in part.beads])
    return best if len(joined) == len(parts) else settled(joined, scorer)


def with_islands(parts: Sequence[Segment], scorer: Scorer) -> list[Segment]:
    """The segments, and pairs of sentences that stand in line between two boxes that moved: a heading before which one
    box went away and behind which another came. A path that does not know of the boxes cannot reach them.

    Args:
        parts: in the order of the Chinese.
    """
    line = in_line(parts)
    gone = {i for p in parts for i in range(*p.zh)}, {j for p in parts for j in range(*p.en)}
    found = list(parts)
    for before, behind in pairwise(line):
        rows = [i for i in range(before.zh[1], behind.zh[0]) if i not in gone[0]]
        cols = [j for j in range(before.en[1], behind.en[0]) if j not in gone[1]]
        if not rows or not cols or max(len(rows), len(cols)) > _ISLAND:
            continue
        scores = scorer.box(rows, cols)
        gains = (scores[0] - scores[OMISSION] - scores[ADDITION])[:-1, :-1]
        at = np.argwhere(gains > 0)
        for k in heaviest_chain(at[:, 0], at[:, 1], gains[gains > 0].astype(float)).tolist() if len(at) else ():
            i, j = rows[at[k, 0]], cols[at[k, 1]]
            found.append(Segment((i, i + 1), (j, j + 1), (((i,), (j,)),)))
    return segments([bead for part in found for bead in part.beads])


def _settled(parts: Sequence[Segment], scorer: Scorer) -> tuple[list[Segment], float]:
    """The segments with the best borders, and the score of all that lies between certain beads."""
    count = len(parts)
    order = sorted(range(count), key=lambda k: parts[k].en)
    place = {k: n for n, k in enumerate(order)}
    zh = _borders(parts, 0, len(scorer.doc.zh))
    en = _borders([parts[k] for k in order], 1, len(scorer.doc.en))
    cuts = _sentences(zh), _sentences(en)
    begins = [scorer.corner(cuts[0][k], cuts[1][place[k]], to_end=True) for k in range(count)]
    ends = [scorer.corner(cuts[0][k + 1], cuts[1][place[k] + 1], to_end=False) for k in range(count)]
    at_zh, at_en = [-1] * (count + 1), [-1] * (count + 1)
    total = 0.0
    for start in range(count + 1):
        if at_zh[start] >= 0:
            continue
        ring, matrices, border = list[tuple[int, int]](), list[Floats](), start
        while not ring or border != start:
            # From a Chinese border over the segment that ends there to an English one, from there over the segment
            # that begins there to a Chinese one; the edges of both texts are joined.
            other = place[border - 1] + 1 if border else 0
            matrices.append(ends[border - 1] if border else _only(len(zh[0]), len(en[0]), 0))
            ring += [(border, other)]
            border = order[other] if other < count else count
            matrices.append(begins[border].T if other < count else _only(len(en[-1]), len(zh[-1]), -1))
        places, score = _best_of_ring(matrices)
        total += score
        for (a, b), x, y in zip(ring, places[::2], places[1::2], strict=True):
            at_zh[a], at_en[b] = zh[a][x], en[b][y]
    done = [
        Segment((at_zh[k], at_zh[k + 1]), (at_en[place[k]], at_en[place[k] + 1]), part.beads)
        for k, part in enumerate(parts)
    ]
    return done, total


def _sure(part: Segment) -> tuple[BeadIds, BeadIds]:
    """The first and the last bead of a segment that are taken as certain."""
    middle = len(part.beads) // 2
    return part.beads[min(_INSIDE, middle)], part.beads[max(len(part.beads) - 1 - _INSIDE, middle)]


def _inner(part: Segment) -> tuple[range, range]:
    """The sentences from the first to the last certain bead."""
    first, last = _sure(part)
    return range(first[0][0], last[0][-1] + 1), range(first[1][0], last[1][-1] + 1)


def _borders(parts: Sequence[Segment], side: int, size: int) -> list[list[int]]:
    """Where each border may lie, before the first segment of a side to behind the last: between certain beads,
    but not deep inside of what stands alone."""
    inner = [_inner(p)[side] for p in parts]
    outer = [(p.zh, p.en)[side] for p in parts]
    found = []
    for low, left, right, high in zip(
        [0, *(r.stop for r in inner)], [0, *(b for _, b in outer)],
        [*(a for a, _ in outer), size], [*(r.start for r in inner), size], strict=True,
    ):  # fmt: skip
        left, right = left + _REACH, right - _REACH
        found.append([p for p in range(low, high + 1) if not left < p <= right])
    return found


def _sentences(borders: Sequence[Sequence[int]]) -> list[list[int]]:
    """The sentences between the places of each border."""
    return [[p - 1 for p in places[1:]] for places in borders]


def _only(rows: int, cols: int, at: int) -> Floats:
    """A corner at the edge of both texts: nothing else is allowed."""
    corner = np.full((rows, cols), -np.inf)
    corner[at, at] = 0.0
    return corner


def _best_of_ring(corners: Sequence[Floats]) -> tuple[list[int], float]:
    """The place of each border of a ring that maximises the sum of its corners, and that sum.

    Args:
        corners: from each border to the next.
    """
    total = corners[0]
    back = []
    for corner in corners[1:]:
        sums = total[:, :, None] + corner[None, :, :]
        back.append(sums.argmax(1))
        total = sums.max(1)
    first = int(np.diagonal(total).argmax())
    places = [first]
    for step in reversed(back):
        places.append(int(step[first, places[-1]]))
    return [first, *reversed(places[1:])], float(total[first, first])
