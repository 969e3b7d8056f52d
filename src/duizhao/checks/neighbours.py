"""What crossed the border of a unit: a clause that the aligner, or the translator, put with the next sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from duizhao.checks.case import Case
    from duizhao.quantities import Quantity


def moved(case: Case, quantities: Iterable[Quantity], side: Literal["zh", "en"]) -> tuple[list[Quantity], str]:
    """The quantities of one side of a unit that the unit before it or behind it has too many of on the other side.

    Returns:
        them, and where they went: `the unit before`, `the unit behind`.
    """
    wanted = list(quantities)
    for step, where in ((-1, "the unit before"), (1, "the unit behind")):
        spare = _spare(case, step, "en" if side == "zh" else "zh")
        found = []
        for quantity in wanted:
            keys = _keys(quantity)
            if keys and keys in spare:
                spare.remove(keys)
                found.append(quantity)
        if found:
            return found, where
    return [], ""


def went(case: Case, start: int, end: int, side: Literal["zh", "en"]) -> bool:
    """Whether a number of a clause is in a neighbouring unit: the clause is there, too."""
    quantities = case.quantities.missing if side == "zh" else case.quantities.added
    inside = [q for q in quantities if start <= q.start < end]
    return bool(inside) and bool(moved(case, inside, side)[0])


def _spare(case: Case, step: int, side: Literal["zh", "en"]) -> list[frozenset[object]]:
    """The quantities of one side of a neighbour that nothing on its other side explains."""
    place = case.index + step
    cases = case.run.cases
    if not 0 <= place < len(cases) or cases[place].file != case.file:
        return []
    return list(_surplus(cases[place], side))


def _surplus(neighbour: Case, side: Literal["zh", "en"]) -> Iterator[frozenset[object]]:
    from duizhao.quantities import find_quantities

    quantities: Iterable[Quantity]
    if neighbour.copied:
        return
    if neighbour.zh and neighbour.en:
        quantities = neighbour.quantities.added if side == "en" else neighbour.quantities.missing
    else:
        quantities = find_quantities(neighbour.en if side == "en" else neighbour.zh, side)
    yield from map(_keys, quantities)


def _keys(quantity: Quantity) -> frozenset[object]:
    from duizhao.quantities.pairing import atoms, key

    return frozenset(key(atom) for atom in atoms(quantity)) if quantity.kind != "label" else frozenset()
