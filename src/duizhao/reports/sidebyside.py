"""Aligned units as a page: both languages beside each other, what to check first, why they were paired."""

from __future__ import annotations

import html
import os
from collections.abc import Sequence
from importlib import resources
from string import Template

from duizhao.files import write_atomically
from duizhao.model import Sentence, Unit
from duizhao.units import overview

FAIR, POOR = 0.9, 0.5  # confidence below which a person should look, below which it is rather wrong

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
    kinds = [_class(u) for u in units]
    template = Template(resources.files("duizhao").joinpath("data/sidebyside.html").read_text(encoding="utf-8"))
    page = template.substitute(
        title=html.escape(title),
        summary=f"{seen.units} units · mean confidence {seen.confidence:.2f} · {seen.zh_only} Chinese and "
        f"{seen.en_only} English sentences alone",
        to_check=kinds.count("fair") + kinds.count("poor"),
        alone=kinds.count("alone"),
        moved=seen.moved,
        rows="\n".join(_row(unit, kind) for unit, kind in zip(units, kinds, strict=True)),
    )
    with write_atomically(path) as stream:
        stream.write(page.encode("utf-8", "replace").decode("utf-8"))


def _class(unit: Unit) -> str:
    if not unit.zh or not unit.en:
        return "alone"
    return "good" if unit.score >= FAIR else "fair" if unit.score >= POOR else "poor"


def _row(unit: Unit, kind: str) -> str:
    moved = " moved" if unit.block else ""
    extra = f"<br>moved {unit.block}" if unit.block else ""
    why = " · ".join(f"{_WORDS.get(r.name, r.name)} {html.escape(r.text) or f'{r.value:+.1f}'}" for r in unit.why)
    return (
        f'<article class="{kind}{moved}" id="u{unit.id}" tabindex="-1">'
        f'<div class="id">{unit.id}<br>{unit.type}<br>{unit.score:.2f}{extra}</div>'
        f'<div lang="zh">{_side(unit.zh)}</div><div lang="en">{_side(unit.en)}</div>'
        + (f"<details><summary>why</summary>{why}</details>" if kind in ("fair", "poor") else "")
        + "</article>"
    )


def _side(sentences: Sequence[Sentence]) -> str:
    if not sentences:
        return '<p class="s none">—</p>'
    return "".join(f'<p class="s {s.kind}" title="line {s.line}">{html.escape(s.text)}</p>' for s in sentences)
