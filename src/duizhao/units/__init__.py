"""Aligned units: made from beads, numbered, freed of repetitions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from duizhao.model import Bead, Sentence, Unit

__all__ = ["Overview", "from_beads", "overview", "without_repetitions"]


def from_beads(
    beads: Iterable[Bead], zh: Sequence[Sentence], en: Sequence[Sentence], zh_file: str = "", en_file: str = ""
) -> tuple[Unit, ...]:
    """The units of an aligned document pair, in the order of the Chinese text."""
    return tuple(
        Unit(
            number,
            tuple(zh[i] for i in bead.zh),
            tuple(en[j] for j in bead.en),
            bead.score,
            bead.why,
            bead.block,
            zh_file,
            en_file,
        )
        for number, bead in enumerate(beads, 1)
    )


def without_repetitions(units: Iterable[Unit]) -> Iterator[Unit]:
    """Units whose two texts have not been seen before; the first of equal ones stays."""
    seen: set[tuple[str, str]] = set()
    for unit in units:
        key = (unit.zh_text, unit.en_text)
        if key not in seen:
            seen.add(key)
            yield unit


def renumbered(units: Iterable[Unit]) -> Iterator[Unit]:
    """The same units, counted from 1: for those of several documents in one file."""
    for number, unit in enumerate(units, 1):
        yield replace(unit, id=number)


@dataclass(frozen=True, slots=True)
class Overview:
    """Figures of a set of units.

    Attributes:
        types: how many units of each type, the most frequent first.
        zh_only, en_only: sentences without a counterpart.
        confidence: mean score of the two-sided units.
        sure: share of the two-sided units with a score of at least .99.
        moved: units that stand elsewhere in the translation.
    """

    units: int
    types: tuple[tuple[str, int], ...]
    zh_only: int
    en_only: int
    confidence: float
    sure: float
    moved: int


def overview(units: Sequence[Unit]) -> Overview:
    """Count what a reader wants to know first."""
    both = [u for u in units if u.zh and u.en]
    return Overview(
        len(units),
        tuple(Counter(u.type for u in units).most_common()),
        sum(len(u.zh) for u in units if not u.en),
        sum(len(u.en) for u in units if not u.zh),
        sum(u.score for u in both) / len(both) if both else 0.0,
        sum(u.score >= 0.99 for u in both) / len(both) if both else 0.0,
        sum(bool(u.block) for u in units),
    )
