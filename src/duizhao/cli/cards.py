"""Concepts as cards on the terminal."""

from __future__ import annotations

import os
from collections.abc import Iterable
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from duizhao.glossary.keys import pinyin

if TYPE_CHECKING:
    from duizhao.glossary.lookup import LookupHit
    from duizhao.model import Concept, Term

_LABEL = 9


def width() -> int:
    """Columns of the terminal, 100 where there is none."""
    try:
        return max(40, min(os.get_terminal_size().columns, 120))
    except OSError:
        return 100


def card(hit: LookupHit, example: tuple[str, str] | None = None) -> str:
    """A concept that was looked up, as a card."""
    return concept_card(hit.concept, pinyin(hit.reading), example)


def concept_card(concept: Concept, spoken: str = "", example: tuple[str, str] | None = None) -> str:
    """A concept with everything a translator wants to know, preferred terms first."""
    reading = f"  {spoken}" if spoken else ""
    about = " · ".join(filter(None, (concept.kind, ", ".join(concept.domain), concept.id, _state(concept))))
    title = click.style(concept.zh[0].text if concept.zh else "?", bold=True)
    lines = [f"{title}{reading}  {click.style(about, dim=True)}"]
    good = concept.zh[0].status == "preferred" if concept.zh else False
    lines += _field("zh", _list(t for t in concept.zh[1 if good else 0 :] if t.status != "deprecated"))
    lines += _field("use", _list(_with(concept.en, "preferred")), bold=True)
    lines += _field("also", _list(_with(concept.en, "admitted")))
    avoid = _list(_with(concept.en, "deprecated"))
    lines += _field("avoid", avoid, strikethrough=True)
    lines += _field("never", _list(_with(concept.en, "forbidden")), strikethrough=True)
    lines += _field(
        "not", _list(t for t in concept.zh if t.status in ("deprecated", "forbidden")), strikethrough=True
    )
    lines += _field("means", concept.definition_en or concept.definition_zh)
    lines += _field("note", concept.note)
    lines += _field("source", concept.source)
    if example is not None:
        lines += _field("example", example[0]) + _field("", example[1])
    return "\n".join(lines)


def line(hit: LookupHit) -> str:
    """A concept in one line."""
    english = next(iter(hit.concept.english("preferred")), hit.concept.en[0].text if hit.concept.en else "")
    return f"  {hit.concept.zh[0].text if hit.concept.zh else '?'}  {english}" + click.style(
        f"  {hit.concept.id}", dim=True
    )


def _state(concept: Concept) -> str:
    return "" if concept.state == "approved" else concept.state.upper()


def _with(terms: Iterable[Term], status: str) -> Iterable[Term]:
    return (term for term in terms if term.status == status)


def _list(terms: Iterable[Term]) -> str:
    return " | ".join(f"{t.text} ({t.note})" if t.note else t.text for t in terms)


def _field(label: str, text: str, **style: bool) -> list[str]:
    if not text:
        return []
    head = f"  {label:<{_LABEL - 2}}"
    rows = wrap(text, width() - _LABEL, break_on_hyphens=False)
    styled = [click.style(row, **style) if style else row for row in rows]
    return [(head if i == 0 else " " * _LABEL) + row for i, row in enumerate(styled)]
