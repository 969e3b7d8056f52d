"""Texts with gold: the units of a hand-aligned document."""

from __future__ import annotations

from pathlib import Path

from duizhao.evaluate.alignment import read_beads
from duizhao.model import Unit
from duizhao.sentences import read_presplit
from duizhao.terms.bitext import rendering_key


def is_judged(verdict: str, rendering: tuple[str, ...] | None) -> bool:
    """Whether a judged rendering (`first words …` for a long one) is the one with a key of `rendering_key`."""
    key = rendering_key(verdict.removesuffix("…"))
    if rendering is None:
        return False
    return rendering[: len(key)] == key if verdict.endswith("…") else rendering == key


def gold_units(folder: Path) -> tuple[Unit, ...]:
    """The units of a folder that holds `<name>.zh.sent`, `<name>.en.sent` and `<name>.gold`, by the gold.

    Raises:
        InputError: one of them cannot be read.
    """
    base = folder / folder.name
    zh, en = (read_presplit(base.with_suffix(f".{lang}.sent")) for lang in ("zh", "en"))
    return tuple(
        Unit(number, tuple(zh[i] for i in left), tuple(en[i] for i in right), zh_file=folder.name)
        for number, (left, right) in enumerate(read_beads(base.with_suffix(".gold")), 1)
    )
