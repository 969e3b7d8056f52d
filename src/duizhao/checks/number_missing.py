"""A number of the source without a counterpart."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.checks.numbers import in_words
from duizhao.model import Finding


@check(
    "DZ103", "number-missing", "error", "pair", "A number of the source is not in the translation.",
    right=[Sample("到2030年，建成5个国家级中心。", "Five national centers will be built by 2030.")],
    wrong=[Sample("到2030年，建成5个国家级中心。", "National centers will be built by 2030.")],
    both_ways=True,
)  # fmt: skip
def number_missing(case: Case) -> Iterator[Finding]:
    """A quantity of the source has no counterpart in the translation, not even in another form.

    Small counts that idiom swallows (两国: the countries), vague ones (数十) and fractions are not reported.
    """
    missing = case.quantities.missing
    if missing:
        told = ", ".join(q.span if q.span.isascii() else f"{q.span} ({in_words(q)})" for q in missing)
        verb = "is" if len(missing) == 1 else "are"
        yield case.finding(
            number_missing, f"{told} {verb} not in the translation", zh=(missing[0].start, missing[0].end),
            suggestion=", ".join(map(in_words, missing)), key=told,
        )  # fmt: skip
