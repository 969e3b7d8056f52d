"""Concepts as they lie in the index and in the cache: plain sequences, fields in the order of the dataclass."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from duizhao.concepts import Concept, Term

VERSION = 1  # count it up when `pack` gives something else for the same concept


def pack(concept: Concept) -> list[Any]:
    """A concept as tuples and strings."""
    return [
        tuple((t.text, t.status, t.note) for t in value) if name in ("zh", "en") else value
        for name, value in ((name, getattr(concept, name)) for name in concept.__slots__)
    ]


def unpack(values: Sequence[Any]) -> Concept:
    """The concept that `pack` made this of, or that came back from JSON."""
    number, zh, en, pos, kind, domain, zh_text, en_text, source, note, state, flags, created, modified = values
    return Concept(
        number, tuple([Term(*term) for term in zh]), tuple([Term(*term) for term in en]), pos, kind, tuple(domain),
        zh_text, en_text, source, note, state, tuple(flags), created, modified,
    )  # fmt: skip
