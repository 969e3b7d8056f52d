"""Sentences that were cut in two by the extraction of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.model import Finding

_DOTS = re.compile(r"[A-Za-z\d]+(?:\.{3}|…)(?=\s+[A-Z]|\s*$)")
_AROUND = re.compile(r"(?:\S+\s+){0,4}$")  # words in front of the place
_CLAUSE = re.compile(r"[,;] (?=(?:Regarding|Establishing|Promoting|Building|Developing|We|The)\b)")


@check(
    "DZ707", "broken-sentence", "warning", "target", "A sentence was cut in two.",
    right=[Sample("", "We will provide tours by virtual reality, games, and so on.")],
    wrong=[Sample("", "Offer harbour tours by VR and... Night tours will follow.")],
    alone=True,
)  # fmt: skip
def broken_sentence(case: Case) -> Iterator[Finding]:
    """Three dots in the middle of a thought, as they stay when a line was cut and its halves were translated apart;
    a capital behind a comma, for the same reason, is mentioned.
    """
    dots = ("…" in case.en or "..." in case.en) and "…" not in case.zh and "..." not in case.zh
    for match in _DOTS.finditer(case.en) if dots else ():
        before = _AROUND.search(case.en, 0, match.start())
        around = case.en[before.start() if before else match.start() : match.end()]
        yield case.finding(broken_sentence, f"cut off: “{around.strip()}”", en=match.span(), key=around)
    for match in () if case.zh else _CLAUSE.finditer(case.en):
        around = case.en[max(0, match.start() - 12) : match.end() + 12]
        yield case.finding(
            broken_sentence, f"a new sentence behind a comma: “{around.strip()}”", en=match.span(), key=around,
            severity="info", confidence=0.5,
        )  # fmt: skip
