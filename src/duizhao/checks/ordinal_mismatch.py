"""An ordinal or the number of a congress, session, or period that differs."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.checks.numbers import difference, differences
from duizhao.model import Finding


@check(
    "DZ110", "ordinal-mismatch", "error", "pair", "An ordinal differs.",
    right=[Sample("位居全国第十二位。", "It ranks twelfth in the country.")],
    wrong=[Sample("位居全国第十二位。", "It ranks thirteenth in the country.")],
    both_ways=True,
)  # fmt: skip
def ordinal_mismatch(case: Case) -> Iterator[Finding]:
    """第十二 is the twelfth. Numbers of articles and chapters are the business of label-mismatch."""
    for d in differences(case, "value"):
        if d.zh.kind == "ordinal" and d.zh.bound != "range":
            yield difference(ordinal_mismatch, case, d, f"{d.zh.span} is rendered as “{d.en.span}”")
