"""Concepts and terms: a part of `model`, apart from it because a lookup, which must be quick, needs only these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TermStatus = Literal["preferred", "admitted", "deprecated", "forbidden"]
EntryState = Literal["approved", "candidate", "suspect"]


@dataclass(frozen=True, slots=True)
class Term:
    """A term of one language with its standing in the glossary and an optional remark."""

    text: str
    status: TermStatus = "preferred"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept entry: one row of a glossary. Terms stand in the order preferred, admitted, deprecated,
    forbidden; Chinese terms are preferred (the first, then variants as admitted) or deprecated."""

    id: str
    zh: tuple[Term, ...]
    en: tuple[Term, ...]
    pos: str = ""
    kind: str = "term"
    domain: tuple[str, ...] = ()
    definition_zh: str = ""
    definition_en: str = ""
    source: str = ""
    note: str = ""
    state: EntryState = "approved"
    flags: tuple[str, ...] = ()
    created: str = ""
    modified: str = ""

    def english(self, *statuses: TermStatus) -> tuple[str, ...]:
        """The English terms with one of `statuses` (all, if none is given), in order."""
        return tuple(t.text for t in self.en if not statuses or t.status in statuses)

    def chinese(self, *statuses: TermStatus) -> tuple[str, ...]:
        """The Chinese terms with one of `statuses` (all, if none is given), in order."""
        return tuple(t.text for t in self.zh if not statuses or t.status in statuses)
