"""Which units go into a file: by confidence, by type, once each, without names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from duizhao.exchange.base import Remark, Tell, ignore
from duizhao.model import Unit


@dataclass(frozen=True, slots=True)
class Selection:
    """What to keep of a stream of units.

    Attributes:
        min_score: units below this confidence (0 to 1) are left out.
        only: the types to keep, such as `1-1`; empty for all.
        dedupe: of units equal on both sides only the first is kept.
        join_omissions: a sentence without a translation is joined to the unit before it (at the beginning: to
            the unit after it) instead of standing alone.
        anonymous: file names, remarks and data of other tools are taken out.
    """

    min_score: float = 0.0
    only: frozenset[str] = frozenset()
    dedupe: bool = False
    join_omissions: bool = False
    anonymous: bool = False


def select(units: Iterable[Unit], selection: Selection, tell: Tell = ignore) -> Iterator[Unit]:
    """The units that `selection` keeps, in their order; what is left out is told with its reason."""
    if selection.join_omissions:
        units = joined(units)
    seen: set[int] = set()
    for unit in units:
        if unit.score < selection.min_score:
            tell(_left_out(unit, f"confidence below {selection.min_score:g}"))
            continue
        if selection.only and unit.type not in selection.only:
            tell(_left_out(unit, "other types than " + ", ".join(sorted(selection.only))))
            continue
        if selection.dedupe:
            # Hashes instead of texts: a million units keep 60 MB, and 64 bits do not collide by chance.
            key = hash((unit.zh_text, unit.en_text))
            if key in seen:
                tell(_left_out(unit, "repetitions of a unit"))
                continue
            seen.add(key)
        yield anonymous(unit) if selection.anonymous else unit


def _left_out(unit: Unit, why: str) -> Remark:
    side = unit.zh or unit.en
    return Remark("noted", f"left out as asked: {why}", unit.zh_file or unit.en_file, side[0].line if side else 0)


def anonymous(unit: Unit) -> Unit:
    """A unit without file names, remarks and the data of other tools (which hold users' names and dates)."""
    return replace(unit, zh_file="", en_file="", notes=(), props=())


def joined(units: Iterable[Unit]) -> Iterator[Unit]:
    """Units in which sentences without a translation have become part of a neighbour from the same files."""
    last: Unit | None = None
    for unit in units:
        if last is not None and not (last.zh and last.en and unit.zh and unit.en) and _adjoins(last, unit):
            last = replace(
                last,
                zh=last.zh + unit.zh,
                en=last.en + unit.en,
                score=min(last.score, unit.score),
                notes=last.notes + unit.notes,
            )
            continue
        if last is not None:
            yield last
        last = unit
    if last is not None:
        yield last


def _adjoins(one: Unit, other: Unit) -> bool:
    return (one.zh_file, one.en_file, one.block) == (other.zh_file, other.en_file, other.block)
