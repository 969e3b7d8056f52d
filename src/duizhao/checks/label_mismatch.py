"""Numbers of articles, chapters and boxes that are out of step."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.checks.numbers import difference, differences
from duizhao.model import Finding


@check(
    "DZ801", "label-mismatch", "error", "pair", "An article, chapter, section or box has another number.",
    right=[Sample("依照本法第十一条办理。", "It shall be handled under Article 11 of this Law.")],
    wrong=[Sample("依照本法第十一条办理。", "It shall be handled under Article 12 of this Law.")],
    both_ways=True,
)  # fmt: skip
def label_mismatch(case: Case) -> Iterator[Finding]:
    """第十一条 must be Article 11, 专栏3 Box 3. Both the number at the head of a segment and references in the
    text are compared, whatever the style (一、 and I., （二） and (2)).
    """
    for d in differences(case, "label"):
        yield difference(label_mismatch, case, d, f"{d.zh.span} is rendered as “{d.en.span}”")
