"""What a format has no place for, told before it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from duizhao.exchange.base import Remark, Tell
from duizhao.model import Concept, Unit

# Fields and what people call them; the value that says nothing.
_UNIT = {"score": ("confidence", 1.0), "notes": ("remarks", ()), "props": ("data of other tools", ())}
_CONCEPT: dict[str, tuple[str, object]] = {
    "pos": ("parts of speech", ""),
    "kind": ("kinds of concepts", "term"),
    "domain": ("domains", ()),
    "definition_zh": ("Chinese definitions", ""),
    "definition_en": ("English definitions", ""),
    "source": ("sources", ""),
    "note": ("notes", ""),
    "state": ("states (candidate, suspect)", "approved"),
    "flags": ("flags", ()),
    "created": ("dates", ""),
    "modified": ("dates of change", ""),
}


def tell_of_units(units: Iterable[Unit], loses: tuple[str, ...], path: str, tell: Tell) -> Iterator[Unit]:
    """The units, unchanged; tells of each field in `loses` that holds something."""
    fields = [(name, *_UNIT[name]) for name in loses]
    for unit in units:
        for name, label, nothing in fields:
            if getattr(unit, name) != nothing:
                tell(Remark("lost", f"{label} of units", path))
        yield unit


def tell_of_concepts(concepts: Iterable[Concept], loses: tuple[str, ...], path: str, tell: Tell) -> None:
    """Tells of each field in `loses` that holds something."""
    for concept in concepts:
        for name in loses:
            label, nothing = _CONCEPT[name]
            if getattr(concept, name) != nothing:
                tell(Remark("lost", label, path))
