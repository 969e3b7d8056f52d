"""A number of the translation that the source does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.checks.neighbours import moved
from duizhao.glossary.folding import fold_text
from duizhao.model import Finding
from duizhao.quantities import Quantity

_COUNTS = {"four": "四", "five": "五", "six": "六", "seven": "七", "eight": "八", "nine": "九", "ten": "十"}
_COUNT = re.compile(
    rf"(?<!out of )(?<!\bin )\b({'|'.join(_COUNTS)})[ -]"
    r"(?!others?\b|more\b|percent|per cent|hundred|thousand|million|billion|trillion|"
    r"(?:second|minute|hour|day|week|month|quarter|year|decade)s?\b)[a-z]",
    re.IGNORECASE,
)
_ITEMS = re.compile("[、，；和及与或]")


@check(
    "DZ104", "number-added", "error", "pair", "A number of the translation is not in the source.",
    right=[Sample("推动双边贸易较快增长。", "Bilateral trade will grow quickly.")],
    wrong=[
        Sample("推动双边贸易较快增长。", "Bilateral trade will grow by 15 percent."),
        Sample("支持边境地区建设口岸。", "Border areas will be supported in building six ports."),
    ],
    both_ways=True,
)  # fmt: skip
def number_added(case: Case) -> Iterator[Finding]:
    """The translation has a quantity that nothing in the source explains.

    Conversions for foreign readers, dates for 今年 or 近日, and small counts in words where the source lists so many
    things (the four) are accepted. A number that the neighbouring unit lacks came from there with its clause, and is
    only mentioned.
    """
    added = case.quantities.added
    if not added:
        if (match := _small_count(case)) is not None:
            yield case.finding(
                number_added, f"“{match[1]}” is not in the source", en=match.span(1), key=match[1].lower(),
                severity="warning", confidence=0.7,
            )  # fmt: skip
        return
    gone, where = moved(case, added, "en")
    new = [q for q in added if q not in gone]
    for quantities, place in ((new, "not in the source"), (gone, f"in {where}")):
        if quantities:
            told = ", ".join(f"“{q.span}”" for q in quantities)
            verb = "is" if len(quantities) == 1 else "are"
            yield case.finding(
                number_added, f"{told} {verb} {place}", en=(quantities[0].start, quantities[0].end), key=told,
                severity=None if quantities is new else "info",
            )  # fmt: skip


def _small_count(case: Case) -> re.Match[str] | None:
    """Four to ten things, in words, where the source neither has the number nor lists about so many things. In 2,700
    correct units there is none."""
    for match in _COUNT.finditer(case.en) if case.zh else ():
        numeral = _COUNTS[match[1].lower()]
        value = list(_COUNTS).index(match[1].lower()) + 4
        text = fold_text(case.zh)
        if any(q.start <= match.start() < q.end for q in _told(case)):
            continue
        if numeral not in text and str(value) not in text and len(_ITEMS.findall(text)) < value - 2:
            return match
    return None


def _told(case: Case) -> list[Quantity]:
    """What stands for a number of the source, rightly or not."""
    return [m.en for m in case.quantities.matched] + [d.en for d in case.quantities.different]
