"""A clause of the translation that is not in the source."""

from __future__ import annotations

import math
from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import SURE, Case
from duizhao.checks.clauses import english_clauses
from duizhao.checks.neighbours import went
from duizhao.model import Finding

_ALARM = 3.2  # log-odds; on correct policy text passed by no clause of 800 units
_WORDS = 3  # content words of a clause that can be judged
_SHORT = 0.0  # log of the English length to the usual one; where it is shorter, no clause reaches the alarm
_SHARE = 0.12  # of the segment


@check(
    "DZ404", "added-clause", "warning", "pair", "A clause is not in the source.",
    right=[Sample("加强部门协同，形成工作合力。", "Departments should coordinate closely and pull together.")],
    wrong=[
        Sample(
            "加强部门协同，形成工作合力。",
            "Departments should coordinate closely and pull together, meeting in the capital every spring.",
        )
    ],
)  # fmt: skip
def added_clause(case: Case) -> Iterator[Finding]:
    """Hardly a word of a clause of the translation can come from the source, and the translation is longer than
    usual by about what the clause takes. Explanations in brackets are left alone.
    """
    if case.outside or case.unit.score < SURE:
        return
    usual = case.run.habits
    if usual.length(case) < _SHORT:
        return
    for clause in english_clauses(case, usual):
        odds = clause.alone - usual.caution
        text = case.en[clause.start : clause.end].strip()
        if odds > _ALARM and clause.words >= _WORDS and clause.share >= _SHARE and text[:1] not in "([":
            yield case.finding(
                added_clause, f"not in the source: {text}", en=(clause.start, clause.end),
                confidence=1 / (1 + math.exp(-odds)), key=text,
                severity="info" if went(case, clause.start, clause.end, "en") else None,
            )  # fmt: skip
