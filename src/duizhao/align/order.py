"""The order of a result: as the Chinese text runs, added English where it stands in its own text."""

from __future__ import annotations

from collections.abc import Sequence

from duizhao.model import Bead


def in_order(beads: Sequence[Bead]) -> list[Bead]:
    """Beads in the order of their Chinese sentences; one without any behind the bead of the English sentence
    before it (blocks that stand elsewhere aside)."""
    with_chinese = sorted((b for b in beads if b.zh), key=lambda b: b.zh[0])
    owned = sorted((j, b.zh[0]) for b in with_chinese if not b.block for j in b.en)
    behind: dict[int, list[Bead]] = {}
    at, place = 0, -1
    for bead in sorted((b for b in beads if not b.zh), key=lambda b: b.en[0]):
        while at < len(owned) and owned[at][0] < bead.en[0]:
            place = owned[at][1]
            at += 1
        behind.setdefault(place, []).append(bead)
    ordered = list(behind.get(-1, ()))
    for bead in with_chinese:
        ordered += [bead, *behind.get(bead.zh[0], ())]
    return ordered
