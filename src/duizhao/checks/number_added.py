"""A number of the translation that the source does not have."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.model import Finding


@check(
    "DZ104", "number-added", "error", "pair", "A number of the translation is not in the source.",
    right=[Sample("推动双边贸易较快增长。", "Bilateral trade will grow quickly.")],
    wrong=[Sample("推动双边贸易较快增长。", "Bilateral trade will grow by 15 percent.")],
    both_ways=True,
)  # fmt: skip
def number_added(case: Case) -> Iterator[Finding]:
    """The translation has a quantity that nothing in the source explains.

    Conversions for foreign readers, dates for 今年 or 近日, and small counts in words (the four) are accepted.
    """
    added = case.quantities.added
    if added:
        told = ", ".join(f"“{q.span}”" for q in added)
        verb = "is" if len(added) == 1 else "are"
        yield case.finding(
            number_added, f"{told} {verb} not in the source", en=(added[0].start, added[0].end), key=told
        )
