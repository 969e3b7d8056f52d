"""Percent for percentage points, or the reverse."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.checks.numbers import difference, differences
from duizhao.checks.said import amount
from duizhao.model import Finding


@check(
    "DZ106", "percent-point", "error", "pair", "Percent for percentage points, or the reverse.",
    right=[Sample("占比提高1.2个百分点。", "The share will rise by 1.2 percentage points.")],
    wrong=[Sample("占比提高1.2个百分点。", "The share will rise by 1.2 percent.")],
    both_ways=True,
)  # fmt: skip
def percent_point(case: Case) -> Iterator[Finding]:
    """百分点 is a percentage point, the difference of two percentages; 百分之 and % are percent."""
    for d in differences(case, "percent/point"):
        value = amount(d.zh.value[0] if isinstance(d.zh.value, tuple) else d.zh.value)
        right = f"{value} percentage points" if d.zh.kind == "percentage_point" else f"{value} percent"
        yield difference(percent_point, case, d, f"{d.zh.span} is {right}, not “{d.en.span}”", right)
