"""Two spaces between words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.model import Finding

_SPACES = re.compile(r"(?<=[\w,;’'”)])[ \u00a0]{2,}(?=[\w“(])")


@check(
    "DZ704", "double-space", "info", "target", "Two spaces stand between words.",
    right=[Sample("守住耕地红线。", "We will hold the red line. It  protects cropland.".replace("  ", " "))],
    wrong=[Sample("守住耕地红线。", "We will hold the red  line for cropland.")],
    alone=True,
)  # fmt: skip
def double_space(case: Case) -> Iterator[Finding]:
    """More than one space inside a sentence; between sentences two are a matter of style."""
    for match in _SPACES.finditer(case.en):
        around = case.en[max(0, match.start() - 12) : match.end() + 12]
        yield case.finding(double_space, "two spaces", en=match.span(), suggestion=" ", key=around)
