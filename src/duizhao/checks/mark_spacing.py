"""Spaces before marks, none behind them, marks that stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.model import Finding

_SLIPS = (
    (re.compile(r"(?<=[\w”’)]) +[,;](?=\s|$)|(?<=[a-z”)]) +\.(?=\s*$)"), "a space before the mark"),
    (re.compile(r"(?<=[A-Za-z]{2})[,;](?=[A-Za-z]{2})"), "no space behind the mark"),
    (re.compile(r",\s*,|;\s*;|(?<![.])\.\.(?![.])"), "the mark stands twice"),
)


@check(
    "DZ706", "mark-spacing", "info", "target", "The space around a mark is wrong, or a mark stands twice.",
    right=[Sample("走绿色、低碳之路。", "We will be green, low-carbon, and circular.")],
    wrong=[Sample("走绿色、低碳之路。", "We will be green , low-carbon, and circular.")],
    alone=True,
)  # fmt: skip
def mark_spacing(case: Case) -> Iterator[Finding]:
    """`word , word`, `word,word`, `word,, word`."""
    for pattern, what in _SLIPS:
        for match in pattern.finditer(case.en):
            around = case.en[max(0, match.start() - 12) : match.end() + 12]
            yield case.finding(mark_spacing, f"{what}: “{around.strip()}”", en=match.span(), key=around)
