"""Letters of another alphabet inside a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.model import Finding

_MIXED = re.compile(r"\b(?=\w*[A-Za-z])(?=\w*[\u0370-\u03ff\u0400-\u04ff])[\w-]{2,}\b")


@check(
    "DZ603", "mixed-script", "warning", "target", "A word mixes the letters of two alphabets.",
    right=[Sample("α粒子探测器。", "A detector of α particles.")],
    wrong=[Sample("发展数字经济。", "We will develop the digital ec\u043enomy.")],
    alone=True,
)  # fmt: skip
def mixed_script(case: Case) -> Iterator[Finding]:
    """A Cyrillic or Greek letter that looks like a Latin one: the word cannot be found and breaks spelling
    checks. Single Greek letters (α particles, μm) are in order.
    """
    if case.en.isascii():
        return
    for match in _MIXED.finditer(case.en):
        strange = [c for c in match.group() if "\u0370" <= c <= "\u04ff"]
        if len(match.group()) > 3 or len(strange) > 1:
            yield case.finding(mixed_script, f"“{match.group()}” holds {', '.join(strange)}", en=match.span())
