"""Which of two parts that changed places is the one that moved: a matter of names, not of the alignment."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from duizhao.model import Bead, Sentence

_MOVABLE = ("box:", "annex", "table")


def name_movers(beads: Sequence[Bead], zh: Sequence[Sentence]) -> list[Bead]:
    """The same beads, with the moved block on that side of a crossing where a person would see it.

    When a box and the text after it have changed places, either could be called moved. Boxes, tables and annexes
    move, text stays; between two texts the shorter one moves.
    """
    named = list(beads)
    for number in sorted({b.block for b in beads if b.block}):
        block = [k for k, b in enumerate(named) if b.block == number]
        crossed = [k for k, b in enumerate(named) if not b.block and _crosses(b, [named[k] for k in block])]
        if not crossed or not _rather(crossed, block, named, zh):
            continue
        swapped = list(named)
        for k in block:
            swapped[k] = replace(named[k], block=0)
        for k in crossed:
            swapped[k] = replace(named[k], block=number)
        if _rises(swapped):
            named = swapped
    return named


def _crosses(bead: Bead, block: Sequence[Bead]) -> bool:
    if not bead.zh or not bead.en:
        return False
    low_z, high_z = min(b.zh[0] for b in block), max(b.zh[-1] for b in block)
    low_e, high_e = min(b.en[0] for b in block), max(b.en[-1] for b in block)
    return (bead.zh[-1] < low_z and bead.en[0] > high_e) or (bead.zh[0] > high_z and bead.en[-1] < low_e)


def _rather(crossed: Sequence[int], block: Sequence[int], beads: Sequence[Bead], zh: Sequence[Sentence]) -> bool:
    """Whether the crossed beads are rather the ones that moved."""
    movable = [
        any(zh[i].kind in ("box", "table") or (zh[i].label or "").startswith(_MOVABLE) for i in beads[part[0]].zh)
        for part in (crossed, block)
    ]
    if movable[0] != movable[1]:
        return movable[0]
    size = [sum(len(zh[i].text) for k in part for i in beads[k].zh) for part in (crossed, block)]
    return size[0] < size[1]


def _rises(beads: Sequence[Bead]) -> bool:
    """Whether the beads outside of blocks rise on the English side, as they do on the Chinese one."""
    columns = [b.en for b in beads if b.en and not b.block]
    return all(a[-1] < b[0] for a, b in itertools.pairwise(columns))
