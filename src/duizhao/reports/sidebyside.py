"""Aligned units as a page: both languages beside each other, what to check first, why they were paired."""

from __future__ import annotations

import os
from collections.abc import Sequence

from duizhao.files import write_atomically
from duizhao.model import Sentence, Unit
from duizhao.reports.page import Choice, Filter, page, text
from duizhao.units import overview

FAIR, POOR = 0.9, 0.5  # confidence below which a person should look, below which it is rather wrong

_COLOURS = {"good": "green", "fair": "amber", "poor": "red", "alone": "grey"}
_WORDS = {
    "words": "the words speak for it",
    "length": "the lengths",
    "marks": "punctuation",
    "quotation": "quotation marks",
    "type": "how common this type is",
    "fit": "the pair taken alone",
    "label": "the same number",
    "numbers": "the same figures",
}


def write_html(units: Sequence[Unit], path: str | os.PathLike[str], title: str = "duizhao") -> None:
    """Write the page; it needs no other file and no network.

    Raises:
        OutputError: the file cannot be written.
    """
    seen = overview(units)
    kinds = [_kind(u) for u in units]
    choices = [
        Choice("", "all"),
        Choice("check", "to check", kinds.count("fair") + kinds.count("poor")),
        Choice("alone", "one side only", kinds.count("alone")),
        Choice("moved", "moved", seen.moved),
    ]
    made = page(
        "units",
        title,
        f"{seen.units} units · mean confidence {seen.confidence:.2f} · {seen.zh_only} Chinese and "
        f"{seen.en_only} English sentences alone",
        [Filter("kind", "which units", choices)],
        (_row(unit, kind) for unit, kind in zip(units, kinds, strict=True)),
    )
    with write_atomically(path) as stream:
        stream.write(made)


def _kind(unit: Unit) -> str:
    if not unit.zh or not unit.en:
        return "alone"
    return "good" if unit.score >= FAIR else "fair" if unit.score >= POOR else "poor"


def _row(unit: Unit, kind: str) -> str:
    tokens = ["check"] if kind in ("fair", "poor") else [kind]
    colour, extra = _COLOURS[kind], ""
    if unit.block:
        colour, extra = "violet", f"<br> moved {unit.block}"
        tokens.append("moved")
    why = " · ".join(f"{_WORDS.get(r.name, r.name)} {r.text or f'{r.value:+.1f}'}" for r in unit.why)
    return (
        f'<article class="{colour}" id="u{unit.id}" tabindex="-1" data-kind="{" ".join(tokens)}">'
        f'<div class="id"><b>{unit.id}</b><br> {unit.type} · {unit.score:.2f}{extra}</div>'
        f'<div lang="zh">{_side(unit.zh)}</div><div lang="en">{_side(unit.en)}</div>'
        + (f"<details><summary>why</summary>{text(why)}</details>" if "check" in tokens and why else "")
        + "</article>"
    )


def _side(sentences: Sequence[Sentence]) -> str:
    if not sentences:
        return '<p class="empty">—</p>'
    return "".join(f'<p class="{s.kind}" title="line {s.line}">{text(s.text)}</p>' for s in sentences)
