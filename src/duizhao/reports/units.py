"""Aligned units as text to read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from duizhao.model import Unit
from duizhao.reports.marks import visible


def write_text(units: Iterable[Unit], stream: IO[str]) -> None:
    """Each unit with its type, its confidence and both sides; a mark where a person should look."""
    for unit in units:
        mark = " " if unit.score >= 0.9 else ("?" if unit.score >= 0.5 else "??")
        moved = f"  moved (block {unit.block})" if unit.block else ""
        stream.write(f"[{unit.id}] {unit.type}  {unit.score:.2f} {mark}{moved}\n")
        stream.write(f"    {visible(unit.zh_text) or '—'}\n    {visible(unit.en_text) or '—'}\n")


_NAMES = {
    "words": "the words of both sides",
    "order": "the places of these words",
    "length": "how long they are",
    "marks": "their punctuation",
    "quotation": "open and closed quotations",
    "type": "how common such a unit is",
    "label": "the same number in front",
}


def write_explanation(unit: Unit, stream: IO[str]) -> None:
    """What spoke for and against a unit, in words; the figures are logarithms of odds."""
    write_text([unit], stream)
    for reason in unit.why:
        if reason.name in _NAMES:
            way = "for" if reason.value > 0 else "against"
            text = f" ({reason.text})" if reason.text else ""
            stream.write(f"      {reason.value:+6.1f}  {way}: {_NAMES[reason.name]}{text}\n")
        elif reason.name == "fit":
            kind = "likely" if reason.value > 4 else "possible" if reason.value > 1 else "unlikely"
            stream.write(f"      {reason.value:+6.1f}  taken alone, a {kind} translation\n")
        elif reason.name == "numbers":
            stream.write(f"              the same figures: {reason.text}\n")
    links = [reason.text for reason in unit.why if reason.name == "link"]
    if links:
        stream.write(f"              words: {'; '.join(links)}\n")
