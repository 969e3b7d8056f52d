"""Spaces of the page layout inside Chinese words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.checks.marks import has_han
from duizhao.model import Finding
from duizhao.script import HAN

_SPACED = re.compile(rf"[{HAN}]+(?:[ \u3000][{HAN}]+)+")


@check(
    "DZ604", "layout-space", "warning", "target", "A space of the page layout stands inside a Chinese gloss.",
    right=[Sample("支持企业走出去。", "Firms will be supported in “going global” (“走出去”).")],
    wrong=[Sample("支持企业走出去。", "Firms will be supported in “going global” (“走 出去”).")],
    alone=True,
)  # fmt: skip
def layout_space(case: Case) -> Iterator[Finding]:
    """Chinese has no spaces between words; one inside a gloss comes from the layout of a page, and keeps the
    gloss from being found.
    """
    if not has_han(case.en) or case.copied:
        return
    for match in _SPACED.finditer(case.en):
        joined = re.sub(r"\s", "", match.group())
        yield case.finding(
            layout_space, f"“{match.group()}” has a space inside", en=match.span(), suggestion=joined, key=joined
        )
