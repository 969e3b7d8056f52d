"""Long stretches of one text that the other does not have: a chapter that was not translated, pages that are missing.

A path that pays for each sentence left alone fills such a stretch with accidental pairs, a few sentences of its
neighbourhood strewn over it, since among a hundred sentences there is always one that fits by chance. Where many
sentences stand alone, paths are compared that pay for a stretch once (affine gaps, Gotoh 1982).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from duizhao.align.core import Document, beads_of
from duizhao.align.pairs import LIKELY, BeadIds
from duizhao.align.regions import stretches
from duizhao.align.result import Pass
from duizhao.align.scorer import Scorer
from duizhao.align.search import ADDITION, TYPES

_DENSE = 10.0  # sentences that stand alone or fit badly, less two for each other one: a stretch to look at
_LEAST = 8  # sentences of a gap
_OPEN, _EACH = -12.0, -0.3  # nats for a gap, for a sentence of it
_AROUND = 8  # beads on each side of a stretch that are searched again
_LARGEST = 40_000  # nodes

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Gap:
    """Sentences without counterpart: the node where they begin, and how many there are of either side (one is 0)."""

    row: int
    col: int
    size: tuple[int, int]


def find_gaps(doc: Document, result: Pass, fits: Floats, scorer: Scorer) -> list[Gap]:
    """The gaps that a result has filled, ascending.

    Args:
        fits: the pair scores of its beads.
    """
    beads, size = beads_of(result.path), (len(doc.zh), len(doc.en))
    good = [
        k for k, (bead, node) in enumerate(zip(beads, result.path, strict=True))
        if all(bead) and fits[k] >= LIKELY and result.probability(node) >= 0.5
    ]  # fmt: skip
    found: list[Gap] = []
    for first, last, sides in _suspicious(beads, good, size):
        # The stretch lies between two good beads; some more of its surroundings are searched again.
        top = beads[first] if first >= 0 else ((-1,), (-1,))
        end = beads[last] if last < len(beads) else ((size[0],), (size[1],))
        rows, cols = range(top[0][-1] + 1, end[0][0]), range(top[1][-1] + 1, end[1][0])
        if (len(rows) + 1) * (len(cols) + 1) <= _LARGEST:
            found += [Gap(g.row + rows.start, g.col + cols.start, g.size) for g in _gaps(scorer, rows, cols, sides)]
    return found


def _suspicious(
    beads: Sequence[BeadIds], good: Sequence[int], size: tuple[int, int]
) -> list[tuple[int, int, set[int]]]:
    """Numbers of good beads around stretches where many sentences of one side have no good one (-1, len(beads) at the
    edges), and these sides."""
    spans = []
    for side in (0, 1):
        value = np.ones(size[side])
        owner = np.zeros(size[side], np.int64)
        for k, bead in enumerate(beads):
            owner[list(bead[side])] = k
        for k in good:
            value[list(beads[k][side])] = -2.0
        spans += [(int(owner[a]), int(owner[b - 1]), side) for a, b in stretches(value.tolist(), _DENSE)]
    bounds = [-1, *good, len(beads)]
    found: list[tuple[int, int, set[int]]] = []
    for a, b, side in sorted(spans):
        before = max(int(np.searchsorted(bounds, a, "left")) - 1 - _AROUND, 0)
        after = min(int(np.searchsorted(bounds, b, "right")) + _AROUND, len(bounds) - 1)
        if found and bounds[before] < found[-1][1]:
            found[-1] = found[-1][0], max(bounds[after], found[-1][1]), found[-1][2] | {side}
        else:
            found.append((bounds[before], bounds[after], {side}))
    return found


def _gaps(scorer: Scorer, rows: range, cols: range, sides: set[int]) -> list[Gap]:
    """The gaps of the best path through a box."""
    scores = scorer.box(rows, cols).astype(np.float64)
    height, width = len(rows) + 1, len(cols) + 1
    best = np.full((height, width), -np.inf)
    missing = np.full((height, width), -np.inf)  # the best path that ends in a gap of the first side
    since = np.zeros((height, width), np.int64)  # the row where that gap begins
    choice = np.zeros((height, width), np.int64)
    begin = np.zeros((height, width), np.int64)
    places = np.arange(width)
    for i in range(height):
        row = np.full(width, -np.inf)
        if not i:
            row[0] = 0.0
        for kind, (n, m) in enumerate(TYPES):
            if 0 < n <= i:
                total = best[i - n, : width - m] + scores[kind, i - n, : width - m]
                better = total > row[m:]
                row[m:][better], choice[i, m:][better] = total[better], kind
        if i and 0 in sides:
            opened = best[i - 1] + _OPEN
            more = missing[i - 1] >= opened
            missing[i] = np.where(more, missing[i - 1], opened) + _EACH
            since[i] = np.where(more, since[i - 1], i - 1)
            better = missing[i] > row
            row[better], choice[i, better], begin[i, better] = missing[i][better], _MISSING, since[i, better]
        along = np.concatenate([[0.0], np.cumsum(np.maximum(scores[ADDITION, i, :-1], -1e4))])
        best_along = np.maximum.accumulate(row - along) + along
        better = best_along > row + 1e-9
        row, choice[i, better] = best_along, np.where(better, ADDITION, choice[i])[better]
        if 1 in sides:
            ahead = np.maximum.accumulate(row - _EACH * places)
            added = np.concatenate([[-np.inf], ahead[:-1]]) + _EACH * places + _OPEN
            source = np.maximum.accumulate(np.where(row - _EACH * places >= ahead, places, 0))
            better = added > row
            row = np.where(better, added, row)
            choice[i, better], begin[i, better] = _ADDED, source[np.maximum(places - 1, 0)][better]
        best[i] = row
    found = []
    i, j = height - 1, width - 1
    while i or j:
        kind = int(choice[i, j])
        if kind == _MISSING:
            found.append(Gap(int(begin[i, j]), j, (i - int(begin[i, j]), 0)))
            i = int(begin[i, j])
        elif kind == _ADDED:
            found.append(Gap(i, int(begin[i, j]), (0, j - int(begin[i, j]))))
            j = int(begin[i, j])
        else:
            i, j = i - TYPES[kind][0], j - TYPES[kind][1]
    return [g for g in reversed(found) if max(g.size) >= _LEAST]


_MISSING, _ADDED = len(TYPES), len(TYPES) + 1
