"""A number of the translation that the source does not have."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.checks.neighbours import moved
from duizhao.checks.small_counts import added_count, added_part, may_count
from duizhao.model import Finding


@check(
    "DZ104", "number-added", "error", "pair", "A number of the translation is not in the source.",
    right=[Sample("推动双边贸易较快增长。", "Bilateral trade will grow quickly.")],
    wrong=[
        Sample("推动双边贸易较快增长。", "Bilateral trade will grow by 15 percent."),
        Sample("支持边境地区建设口岸。", "Border areas will be supported in building six ports."),
        Sample("总量居全国前列。", "Its total is among the top three in the country."),
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
        if not case.zh or not may_count(case.words):
            return
        done = [(m.en.start, m.en.end) for m in case.quantities.matched]
        done += [(d.en.start, d.en.end) for d in case.quantities.different]
        if (match := added_count(case.zh, case.en, done)) is not None:
            word = match["word"]
            yield case.finding(
                number_added, f"“{word}” is not in the source", en=match.span("word"), key=word.lower(),
                severity="warning", confidence=0.7,
            )  # fmt: skip
        elif (part := added_part(case.zh, case.en, done)) is not None:
            yield case.finding(
                number_added,
                f"“{part.group()}” is not in the source",
                en=part.span(),
                severity="warning",
                confidence=0.7,
            )
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
