"""Spaces before marks, none behind them, marks that stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.marks import sparing
from duizhao.checks.run import Run
from duizhao.model import Finding

# What stands in front is looked at behind the mark: a pattern that begins with a character is three times as fast.
_SLIPS = (
    (
        re.compile(r" (?<=[\w”’)] ) *(?:,(?=\s|$)|;(?=\s(?!\(?\w{1,2}[.)])|$))| (?<=[a-z”)] ) *\.(?=\s*$)"),
        "a space before the mark",
    ),
    (re.compile(r"[,;](?<=[A-Za-z]{2}.)(?=[A-Za-z]{2})"), "no space behind the mark"),
    (re.compile(r",\s*,|;\s*;|\.\.(?<![.]..)(?![.])|,\.(?=\s|$)"), "the mark stands twice"),
)


@check(
    "DZ706", "mark-spacing", "warning", "set", "The space around a mark is wrong, or a mark stands twice.",
    right=[Sample("走绿色、低碳之路。", "We will be green, low-carbon, and circular.")],
    wrong=[Sample("走绿色、低碳之路。", "We will be green , low-carbon, and circular.")],
    alone=True,
)  # fmt: skip
def mark_spacing(run: Run) -> Iterator[Finding]:
    """`word , word`, `word,word`, `word,, word`. A space before a semicolon that a list label follows is a matter of
    layout.

    Where a file has more than a few, they come from its layout or its conversion, and are only mentioned.
    """
    found = []
    for case in run.cases:
        if case.copied:
            continue
        for pattern, what in _SLIPS:
            for match in pattern.finditer(case.en):
                around = case.en[max(0, match.start() - 12) : match.end() + 12]
                told = f"{what}: “{around.strip()}”"
                found.append((case, case.finding(mark_spacing, told, en=match.span(), key=around)))
    yield from sparing(run, found)
