"""The whole alignment of a document pair: the monotone path, what moved, what one side does not have, one result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from duizhao.align import core
from duizhao.align.arrange import Arrangement, arranged, segments
from duizhao.align.borders import settled, with_islands
from duizhao.align.constraints import from_kept
from duizhao.align.core import Document, beads_of
from duizhao.align.features import Habits
from duizhao.align.gaps import Gap, find_gaps
from duizhao.align.moved import find_blocks
from duizhao.align.pairs import BeadIds
from duizhao.align.result import Pass
from duizhao.align.scorer import Scorer
from duizhao.align.search import ADDITION, OMISSION
from duizhao.align.weights import Weights
from duizhao.lexicon import Rows
from duizhao.model import Bead

_MUCH = 0.1  # a text of which a smaller share has moved keeps the habits of the first pass
_LONG = 2000  # sentences of both sides: it keeps its words too
_ROUNDS = 3  # a block that is found lets the path recover, which may show another


@dataclass(frozen=True, slots=True)
class Solved:
    """A bead in sentence numbers of the document, and the search and node it came from."""

    ids: BeadIds
    result: Pass
    node: tuple[int, int, int]
    fit: float
    block: int = 0


def solve(
    doc: Document, weights: Weights, *, moved: bool = True, kept: Sequence[Bead] = (),
    together: Sequence[tuple[int, int]] = (),
) -> list[Solved]:  # fmt: skip
    """Align a prepared document; beads come in no particular order. Page furniture is passed over, also inside of a
    bead: it is in none.

    Args:
        moved: whether to look for blocks that stand elsewhere.
        kept: beads that stay as they are; they are not in the result, the rest is aligned around them.
        together: pairs of sentences (Chinese, English) that must share a bead.
    """
    gone = {i for b in kept for i in b.zh}, {j for b in kept for j in b.en}
    held = {i for i, _ in together}, {j for _, j in together}
    rows, cols = (
        [k for k in range(len(side)) if k not in gone[n] and (k in held[n] or not side.furniture[k])]
        for n, side in enumerate((doc.zh, doc.en))
    )
    if not rows or not cols:
        return []
    fixed = from_kept(kept, together).of_part(rows, cols, gone)
    whole = doc.part(rows, cols, fixed) if len(rows) < len(doc.zh) or len(cols) < len(doc.en) or together else doc
    part, order = whole, Arrangement.usual(len(rows), len(cols))
    result = core.second_pass(part, core.first_pass(part, weights), weights)
    for _ in range(_ROUNDS if moved else 0):
        beads = beads_of(result.path)
        found = find_blocks(part, result, beads, core.fit_of(part, result), (part.ratio, result.folds[0]), weights)
        if not found:
            break
        inside = [bead for block in found for bead in block.beads]
        beads = [order.original(b) for b in (*_without(beads, inside), *inside)]
        many = sum(len(zh) + len(en) for zh, en in inside)
        scorer = Scorer(whole, result, weights)
        order = arranged(settled(with_islands(segments(beads), scorer), scorer))
        part = whole.part(order.rows, order.cols, order.constraints(whole.fixed))
        folds, habits = result.folds, result.features.habits
        del result, scorer  # of 20,000 sentences, 100 MB
        result = _again(part, order.unbroken(beads), many, folds, habits, weights)
    solved = list[Solved]()
    gaps = find_gaps(part, result, core.fit_of(part, result), Scorer(part, result, weights))
    if gaps:
        for bead, node in _alone(gaps, result):
            zh, en = order.original(bead)
            solved.append(Solved((tuple(rows[i] for i in zh), tuple(cols[j] for j in en)), result, node, 0.0))
        beads = [order.original(b) for b in _without(beads_of(result.path), [bead for bead, _ in _alone(gaps, result)])]
        order = order.without(gaps)
        part = whole.part(order.rows, order.cols, order.constraints(whole.fixed))
        many, folds, habits = sum(sum(g.size) for g in gaps), result.folds, result.features.habits
        result = _again(part, order.unbroken(beads), many, folds, habits, weights)
    result = core.with_habit(result)
    for bead, node, fit in zip(beads_of(result.path), result.path, core.fit_of(part, result), strict=True):
        zh, en = order.original(bead)
        ids = tuple(rows[i] for i in zh), tuple(cols[j] for j in en)
        solved.append(Solved(ids, result, node, float(fit), order.block_of(bead)))
    return solved


def _again(
    part: Document, beads: Sequence[BeadIds], many: int, folds: Sequence[Rows], habits: Habits, weights: Weights
) -> Pass:
    """All passes over a new arrangement, the later ones if the sentences that are elsewhere are few.

    Args:
        beads: what is known of the path, two-sided ones.
        many: how many sentences are elsewhere.
        folds, habits: what earlier passes have learned of words and habits.
    """
    size = len(part.zh), len(part.en)
    if many > _MUCH * sum(size):
        return core.second_pass(part, core.first_pass(part, weights), weights)
    x, y = ([-1.0, *((b[side][0] + b[side][-1]) / 2 for b in beads), float(size[side])] for side in (0, 1))
    path = np.interp(np.arange(size[0] + 1) - 0.5, x, y) + 0.5
    known = folds if sum(size) >= _LONG else core.adapted(part, beads)
    return core.repeat_second_pass(part, path, known, habits, weights)


def _without(beads: Iterable[BeadIds], others: Sequence[BeadIds]) -> list[BeadIds]:
    """The two-sided beads that share no sentence with some others."""
    gone = {i for zh, _ in others for i in zh}, {j for _, en in others for j in en}
    return [b for b in beads if all(b) and gone[0].isdisjoint(b[0]) and gone[1].isdisjoint(b[1])]


def _alone(gaps: Sequence[Gap], result: Pass) -> Iterator[tuple[BeadIds, tuple[int, int, int]]]:
    """The sentences of gaps as beads, with their nodes."""
    band = result.band
    for gap in gaps:
        for i in range(gap.row, gap.row + gap.size[0]):
            yield ((i,), ()), (i, int(band.lo[i]), OMISSION)
        for j in range(gap.col, gap.col + gap.size[1]):
            yield ((), (j,)), (int(np.searchsorted(band.hi, j, "right")), j, ADDITION)
