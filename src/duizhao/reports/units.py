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
