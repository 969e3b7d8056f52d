"""The whole alignment of a document pair: the monotone path, the blocks that moved, one result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from duizhao.align import core
from duizhao.align.constraints import from_kept
from duizhao.align.core import Document, beads_of
from duizhao.align.moved import Block, find_blocks
from duizhao.align.pairs import BeadIds, pair_scores
from duizhao.align.result import Pass
from duizhao.align.weights import Weights
from duizhao.lexicon import Rows
from duizhao.model import Bead

# Words are learned anew, from what is left, but for a long text of which little has moved.
_LONG, _MUCH = 2000, 0.03  # sentences of both sides, share of them
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
    """Align a prepared document; beads come in no particular order.

    Args:
        moved: whether to look for blocks that stand elsewhere.
        kept: beads that stay as they are; they are not in the result, the rest is aligned around them.
        together: pairs of sentences (Chinese, English) that must share a bead.
    """
    gone_zh, gone_en = {i for b in kept for i in b.zh}, {j for b in kept for j in b.en}
    rows = [i for i in range(len(doc.zh)) if i not in gone_zh]
    cols = [j for j in range(len(doc.en)) if j not in gone_en]
    fixed = from_kept(kept, together)
    if not rows or not cols:
        return []
    part = doc.part(rows, cols, fixed.of_part(rows, cols)) if kept or together else doc
    result = core.second_pass(part, core.first_pass(part, weights), weights)
    blocks = list[Solved]()
    ids = beads_of(result.path)
    fits = core.fit_of(part, result)
    for _ in range(_ROUNDS if moved else 0):
        found = find_blocks(part, result, ids, fits, (part.ratio, result.folds[0]), weights)
        if not found:
            break
        for block in found:
            number = max((b.block for b in blocks), default=0) + 1
            blocks += _solved(doc, block, number, rows, cols, result.folds[0])
        before = len(rows) + len(cols)
        rows, cols, sure, path = _without(found, rows, cols, ids, result)
        if not rows or not cols:
            return blocks
        part = doc.part(rows, cols, fixed.of_part(rows, cols))
        folds, habits = result.folds, result.features.habits
        del result  # of 20,000 sentences, 100 MB
        if before < _LONG or len(rows) + len(cols) < (1 - _MUCH) * before:
            part = replace(part, blocks=core.blocks(len(rows)))
            folds = tuple(core.adapted(part, sure))
        result = core.repeat_second_pass(part, path, folds, habits, weights)
        ids = beads_of(result.path)
        fits = core.fit_of(part, result)
    result = core.with_habit(result)
    ids = beads_of(result.path)
    fits = core.fit_of(part, result)
    main = [
        Solved((tuple(rows[i] for i in zh), tuple(cols[j] for j in en)), result, node, float(fit))
        for (zh, en), node, fit in zip(ids, result.path, fits, strict=True)
    ]
    return [*main, *blocks]


def _solved(
    doc: Document, block: Block, number: int, rows: list[int], cols: list[int], table: Rows
) -> list[Solved]:
    """The beads of a block, in sentence numbers of the whole document."""
    ids = [(tuple(rows[i] for i in zh), tuple(cols[j] for j in en)) for zh, en in block.beads]
    fits = pair_scores(doc.zh, doc.en, ids, (doc.ratio, table), block.results[0][0].features.ratio)
    return [
        Solved(bead, result, node, float(fit), number)
        for bead, (result, node), fit in zip(ids, block.results, fits, strict=True)
    ]


def _without(
    blocks: Sequence[Block], rows: list[int], cols: list[int], ids: Sequence[BeadIds], result: Pass
) -> tuple[list[int], list[int], list[BeadIds], NDArray[np.float64]]:
    """What is left without some blocks: sentences, sure beads (renumbered), and the expected path."""
    gone_zh = {i for b in blocks for zh, _ in b.beads for i in zh}
    gone_en = {j for b in blocks for _, en in b.beads for j in en}
    left_zh = [k for k in range(len(rows)) if k not in gone_zh]
    left_en = [k for k in range(len(cols)) if k not in gone_en]
    new_zh, new_en = {k: n for n, k in enumerate(left_zh)}, {k: n for n, k in enumerate(left_en)}
    kept, x, y = [], [-1.0], [-1.0]
    for (zh, en), node in zip(ids, result.path, strict=True):
        if zh and en and not gone_zh.intersection(zh) and not gone_en.intersection(en):
            bead = tuple(new_zh[i] for i in zh), tuple(new_en[j] for j in en)
            x.append((bead[0][0] + bead[0][-1]) / 2)
            y.append((bead[1][0] + bead[1][-1]) / 2)
            if result.probability(node) > core.CONFIDENT:
                kept.append(bead)
    x.append(float(len(left_zh)))
    y.append(float(len(left_en)))
    path = np.interp(np.arange(len(left_zh) + 1) - 0.5, x, y) + 0.5
    return [rows[k] for k in left_zh], [cols[k] for k in left_en], kept, path
