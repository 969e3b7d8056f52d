"""Remarks in a unit's notes that take findings back: `duizhao: ignore`, `duizhao: ignore DZ101, missing-term`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from duizhao.model import Finding, Unit

_IGNORE = re.compile(r"duizhao:\s*(?:ignore|ok)\b[: ]*(?P<what>[\w, -]*)", re.IGNORECASE)


def ignored(unit: Unit) -> frozenset[str]:
    """The codes and names that a unit's notes take back, in small letters; `all` for everything."""
    found: set[str] = set()
    for note in unit.notes:
        for match in _IGNORE.finditer(note):
            found.update(name.lower().replace("_", "-") for name in re.findall(r"[\w-]+", match["what"]))
            if not match["what"].strip(" ,"):
                found.add("all")
    return frozenset(found)


def stale(units: Iterable[Unit], taken_back: Iterable[Finding]) -> Iterator[tuple[Unit, str]]:
    """Units with what their notes ignore in vain: there is no such finding any more, or no such check."""
    needed: dict[int, set[str]] = defaultdict(set)
    for finding in taken_back:
        needed[finding.unit] |= {"all", finding.code.lower(), finding.name}
    for unit in units:
        if unit.notes:
            for name in sorted(ignored(unit) - needed[unit.id]):
                yield unit, name
