"""Concepts as they lie in the index: plain lists, fields in the order of the dataclass."""

from __future__ import annotations

from typing import Any

from duizhao.concepts import Concept, Term


def pack(concept: Concept) -> list[Any]:
    """A concept as lists and strings, for JSON."""
    values: list[Any] = [getattr(concept, name) for name in concept.__slots__]
    return [
        [[t.text, t.status, t.note] for t in value] if name in ("zh", "en") else value
        for name, value in zip(concept.__slots__, values, strict=True)
    ]


def unpack(values: list[Any]) -> Concept:
    """The concept that `pack` made such lists of."""
    fields = dict(zip(Concept.__slots__, values, strict=True))
    for name in ("zh", "en"):
        fields[name] = tuple(Term(*term) for term in fields[name])
    for name in ("domain", "flags"):
        fields[name] = tuple(fields[name])
    return Concept(**fields)
