"""A number of the translation that the source does not have."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.checks.neighbours import moved
from duizhao.model import Finding


@check(
    "DZ104", "number-added", "error", "pair", "A number of the translation is not in the source.",
    right=[Sample("推动双边贸易较快增长。", "Bilateral trade will grow quickly.")],
    wrong=[Sample("推动双边贸易较快增长。", "Bilateral trade will grow by 15 percent.")],
    both_ways=True,
)  # fmt: skip
def number_added(case: Case) -> Iterator[Finding]:
    """The translation has a quantity that nothing in the source explains.

    Conversions for foreign readers, dates for 今年 or 近日, and small counts in words (the four) are accepted. A
    number that the neighbouring unit lacks came from there with its clause, and is only mentioned.
    """
    added = case.quantities.added
    if not added:
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
