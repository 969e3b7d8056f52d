"""Decisions about candidates, kept in the files at once so that a review can be broken off and gone on with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from duizhao.glossary.csvfile import read_glossary, terms, write_glossary
from duizhao.model import Concept, EntryState


class Review:
    """A glossary file under review.

    Args:
        path: the CSV; it is rewritten after every decision.
        rejected: a CSV that rejected rows are added to, with the reason in their note.
        states: which rows to decide about.
    """

    def __init__(self, path: str, rejected: str, states: Sequence[EntryState] = ("candidate",)) -> None:
        self.path, self.rejected, self.states = path, rejected, states
        self.concepts = list(read_glossary(path))

    def waiting(self) -> list[Concept]:
        """The rows that nobody has decided about."""
        return [concept for concept in self.concepts if concept.state in self.states]

    def accept(self, concept: Concept) -> None:
        """Approves a row as it is given (edited or not)."""
        self.change(replace(concept, state="approved"))

    def change(self, concept: Concept) -> None:
        """Keeps a row as it is given; its state says whether it is still to be decided about."""
        changed = replace(concept, modified=date.today().isoformat())
        self.concepts = [changed if other.id == concept.id else other for other in self.concepts]
        write_glossary(self.concepts, self.path)

    def reject(self, concept: Concept, reason: str) -> None:
        """Takes a row out of the file and keeps it, with the reason, in the other one."""
        note = f"rejected: {reason}" + (f"; {concept.note}" if concept.note else "")
        known = read_glossary(self.rejected) if Path(self.rejected).exists() else ()
        kept = [other for other in known if other.id != concept.id]
        lost = replace(concept, state="suspect", note=note, modified=date.today().isoformat())
        # First the copy, then the removal: a crash in between leaves the row twice, never nowhere.
        write_glossary([*kept, lost], self.rejected)
        self.concepts = [other for other in self.concepts if other.id != concept.id]
        write_glossary(self.concepts, self.path)


def edited(concept: Concept, zh: str, en: str, admitted: str, note: str) -> Concept:
    """A concept with other terms, given as in the file: ` | ` between terms, notes in braces."""
    chinese = terms(zh, "preferred")
    chinese = chinese[:1] + tuple(replace(term, status="admitted") for term in chinese[1:])
    return replace(
        concept,
        zh=chinese + tuple(term for term in concept.zh if term.status == "deprecated"),
        en=terms(en, "preferred")
        + terms(admitted, "admitted")
        + tuple(term for term in concept.en if term.status in ("deprecated", "forbidden")),
        note=note,
    )
