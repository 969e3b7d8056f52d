"""A range with another lower or upper end."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.checks.numbers import difference, differences
from duizhao.checks.said import in_words
from duizhao.model import Finding


@check(
    "DZ108", "range-mismatch", "error", "pair", "An end of a range differs.",
    right=[Sample("布局3至5个重大设施。", "Three to five major facilities will be planned.")],
    wrong=[Sample("布局3至5个重大设施。", "Three to six major facilities will be planned.")],
    both_ways=True,
)  # fmt: skip
def range_mismatch(case: Case) -> Iterator[Finding]:
    """One end of a range (3至5个, 8—10万亿元) has another value in the translation."""
    for d in differences(case, "value"):
        if d.zh.bound == "range" and "date" not in (d.zh.kind, d.en.kind):
            yield difference(range_mismatch, case, d, f"{d.zh.span} is rendered as “{d.en.span}”", in_words(d.zh))
