"""Wordings of one thing in an English text, with their places: a reviser decides once, not at every place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from duizhao.checks.case import Case

_SHOWN = 6  # lines that a message names


class Place(Protocol):
    """Characters `start` to `end` of a unit's English."""

    @property
    def case(self) -> Case: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


P = TypeVar("P", bound=Place)


@dataclass(frozen=True, slots=True)
class Wording(Generic[P]):
    """The places of one wording, at least one."""

    places: tuple[P, ...]

    @property
    def first(self) -> P:
        return self.places[0]

    @property
    def count(self) -> int:
        return len(self.places)

    @property
    def at(self) -> tuple[int, int]:
        """Where it first stands: the unit and the character, for putting wordings in order."""
        return self.first.case.index, self.first.start

    def lines(self) -> str:
        """Where it stands, in words: `line 4`, `lines 4, 9, 12 …`; units where the text has no lines."""
        numbers = [place.case.line_at(place.start) for place in self.places]
        what = "line"
        if not all(numbers):
            numbers, what = [place.case.unit.id for place in self.places], "unit"
        numbers = sorted(set(numbers))
        shown = ", ".join(map(str, numbers[:_SHOWN])) + (" …" if len(numbers) > _SHOWN else "")
        return f"{what}s {shown}" if len(numbers) > 1 else f"{what} {shown}"


def told(other: Wording[P], here: str, usual: Wording[P], model: str) -> str:
    """`“micro-grid” here, “microgrid” 3 times elsewhere (lines 1, 4, 9)`; both wordings as they are printed."""
    again = f" ({times(other.count)}: {other.lines()})" if other.count > 1 else ""
    return f"“{here}” here{again}, “{model}” {times(usual.count)} elsewhere ({usual.lines()})"


def times(count: int) -> str:
    """`once`, `3 times`."""
    return "once" if count == 1 else f"{count} times"
