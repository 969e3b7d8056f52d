"""A number of the source without a counterpart."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.checks.neighbours import moved
from duizhao.checks.said import in_words
from duizhao.model import Finding


@check(
    "DZ103", "number-missing", "error", "pair", "A number of the source is not in the translation.",
    right=[Sample("到2030年，建成5个国家级中心。", "Five national centers will be built by 2030.")],
    wrong=[Sample("到2030年，建成5个国家级中心。", "National centers will be built by 2030.")],
    both_ways=True,
)  # fmt: skip
def number_missing(case: Case) -> Iterator[Finding]:
    """A quantity of the source has no counterpart in the translation, not even in another form.

    Small counts that idiom swallows (两国: the countries), vague ones (数十) and fractions are not reported. A number
    that the neighbouring unit has too many of went there with its clause, and is only mentioned.
    """
    missing = case.quantities.missing
    if not missing:
        return
    gone, where = moved(case, missing, "zh")
    lost = [q for q in missing if q not in gone]
    for quantities, place in ((lost, "not in the translation"), (gone, f"in {where}")):
        if quantities:
            told = ", ".join(q.span if q.span.isascii() else f"{q.span} ({in_words(q)})" for q in quantities)
            verb = "is" if len(quantities) == 1 else "are"
            yield case.finding(
                number_missing, f"{told} {verb} {place}", zh=(quantities[0].start, quantities[0].end),
                suggestion=", ".join(map(in_words, quantities)) if quantities is lost else "", key=told,
                severity=None if quantities is lost else "info",
            )  # fmt: skip
