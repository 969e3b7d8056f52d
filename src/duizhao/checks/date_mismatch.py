"""A date, year or period that differs."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.calendar_words import wrong_times
from duizhao.checks.case import Case
from duizhao.checks.numbers import difference, differences
from duizhao.checks.said import in_words
from duizhao.model import Finding


@check(
    "DZ107", "date-mismatch", "error", "pair", "A date differs.",
    right=[Sample("自2026年3月1日起施行。", "These measures take effect on March 1, 2026.")],
    wrong=[
        Sample("自2026年3月1日起施行。", "These measures take effect on March 11, 2026."),
        Sample("5月下旬完成验收。", "Acceptance tests will be completed in early May."),
        Sample("截至去年底，机组已并网。", "The units were connected to the grid by the end of this year."),
    ],
    both_ways=True,
)  # fmt: skip
def date_mismatch(case: Case) -> Iterator[Finding]:
    """Dates that stand for each other disagree in a part that both write: year, month, day, quarter.

    The order of the parts and the style (the 1st of March, 2026-03-01) do not matter. Times in words are compared, too:
    去年 is not this year, 下旬 not early, 周五 not Saturday.
    """
    for d in differences(case, "date", "value"):
        if d.how == "date" or "date" in (d.zh.kind, d.en.kind):
            yield difference(date_mismatch, case, d, f"{d.zh.span} is rendered as “{d.en.span}”", in_words(d.zh))
    for one, other in wrong_times(case.zh, case.en):
        yield case.finding(
            date_mismatch, f"{one.text} is rendered as “{other.text}”", zh=(one.start, one.end),
            en=(other.start, other.end), key=f"{one.text}={other.text.lower()}",
        )  # fmt: skip
