"""Aligned units as text to read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import IO

from duizhao.model import Unit
from duizhao.reports.marks import visible
from duizhao.words import ENGLISH_WORD, stem


def write_text(units: Iterable[Unit], stream: IO[str]) -> None:
    """Each unit with its type, its confidence and both sides; a mark where a person should look."""
    for unit in units:
        mark = " " if unit.score >= 0.9 else ("?" if unit.score >= 0.5 else "??")
        moved = f"  moved (block {unit.block})" if unit.block else ""
        stream.write(f"[{unit.id}] {unit.type}  {unit.score:.2f} {mark}{moved}\n")
        stream.write(f"    {visible(unit.zh_text) or '—'}\n    {visible(unit.en_text) or '—'}\n")


# What a figure above zero says, and one below.
_SAID = {
    "words": ("words that translate each other", "words without a counterpart weigh more than those with one"),
    "order": ("these words stand where a translation has them", "these words stand in other places"),
    "length": ("the lengths go together", "the lengths do not go together"),
    "left out": ("sentences of this length are left out", "sentences of this length are seldom left out"),
    "marks": ("the punctuation goes together", "the punctuation differs"),
    "quotation": ("quotation marks on both sides", "quotation marks on one side only"),
    "type": ("units of {type} are common", "units of {type} are rare"),
    "label": ("the same number in front", "the same number in front"),
}
_FLOAT = re.compile(r"\d+(?:\.\d+)?e\+\d+")
_LIKELY, _POSSIBLE = 4, 1  # log odds of a pair taken alone: 98 %, 73 %


def write_explanation(unit: Unit, stream: IO[str]) -> None:
    """What spoke for and against a unit, in words; the figures are natural logarithms of odds."""
    write_text([unit], stream)
    for side, sign in (("for", 1), ("against", -1)):
        lead = f"{side}:"
        for reason in unit.why:
            if reason.name in _SAID and reason.value * sign > 0:
                name = reason.name if (unit.zh and unit.en) or reason.name != "length" else "left out"
                said = _SAID[name][sign < 0].format(type=unit.type)
                text = f" ({reason.text})" if reason.text else ""
                stream.write(f"      {lead:9}{reason.value:+5.1f}  {said}{text}\n")
                lead = ""
    for reason in unit.why:
        if reason.name == "fit":
            kind = "a likely" if reason.value > _LIKELY else "a possible" if reason.value > _POSSIBLE else "no likely"
            stream.write(f"      taken alone, {kind} translation ({reason.value:+.1f})\n")
        elif reason.name == "numbers" and (figures := [f for f in reason.text.split(", ") if "§" not in f]):
            stream.write(f"      the same figures: {'; '.join(_FLOAT.sub(_plainly, f) for f in figures)}\n")
    printed = _printed(unit)
    links = [reason.text.split(" = ") for reason in unit.why if reason.name == "link" and "#" not in reason.text]
    if links:
        words = "; ".join(f"{zh} = {printed.get(en, en)}" for zh, en in links)
        stream.write(f"      words: {words}\n")


EXPLANATION = "+0.7 makes a unit twice as likely, -0.7 half as likely; its neighbours decide with it"


def _plainly(match: re.Match[str]) -> str:
    """1.86e+12 as people write it."""
    return f"{float(match.group()):,.0f}"


def _printed(unit: Unit) -> dict[str, str]:
    """The English words of a unit by their stems, as they are printed."""
    return {stem(word): word for word in reversed(ENGLISH_WORD.findall(unit.en_text))}
