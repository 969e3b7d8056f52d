"""A clause of the translation that is not in the source."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import SURE, Case
from duizhao.checks.clauses import Habits, english_clauses
from duizhao.checks.neighbours import went
from duizhao.model import Finding

_ALARM = 2.5  # log-odds; passed in 7 of 3,000 correct units of policy text and statutes
_WORDS = 2  # content words of a clause that can be judged
_SHORT = 0.0  # log of the English length to the usual one; where it is shorter, no clause reaches the alarm
_SHARE = 0.12  # of the segment
# Log of the English length to the usual one that is an addition wherever the words come from (2.1 times as long);
# of 2,300 correct units 3 are longer, all of them short headings or slogans that are spelled out.
_TOO_LONG, _ENOUGH = 0.74, 9
_SLOGAN = re.compile("[“”「」‘’《》]")


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
    usual by about what the clause takes; or the sentence is more than twice as long as usual. Explanations in
    brackets are left alone.
    """
    if case.outside or case.unit.score < SURE:
        return
    usual = case.run.habits
    if usual.length(case) < _SHORT:
        return
    found = False
    for clause in english_clauses(case, usual):
        odds = clause.alone - usual.caution
        text = case.en[clause.start : clause.end].strip()
        if odds > _ALARM and clause.words >= _WORDS and clause.share >= _SHARE and text[:1] not in "([":
            found = True
            yield case.finding(
                added_clause, f"not in the source: {text}", en=(clause.start, clause.end),
                confidence=1 / (1 + math.exp(-odds)), key=text,
                severity="info" if went(case, clause.start, clause.end, "en") else None,
            )  # fmt: skip
    if not found and _too_long(case, usual):
        times = math.exp(usual.length(case))
        yield case.finding(
            added_clause, f"{times:.1f} times as long as is usual for its source", en=(0, len(case.en)), confidence=0.8,
        )  # fmt: skip


def _too_long(case: Case, usual: Habits) -> bool:
    """Whether an English sentence is so long that part of it must be added: 加强巡视队伍建设 takes 50 letters."""
    if len(case.zh) < _ENOUGH or usual.length(case) < _TOO_LONG or case.en.isupper() or _SLOGAN.search(case.zh):
        return False
    return "(" not in case.en and case.zh.rstrip().endswith(("。", "；", "！", "？", ";"))
