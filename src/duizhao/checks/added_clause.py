"""A clause of the translation that is not in the source."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import SURE, Case
from duizhao.checks.clauses import EN_ENDS, ZH_ENDS, Habits, cut, english_clauses, hollow
from duizhao.checks.counterparts import counterparts
from duizhao.checks.leftovers import answered, both_sides
from duizhao.checks.neighbours import went
from duizhao.checks.stretches import added_adjuncts
from duizhao.model import Finding

_ALARM = 2.75  # log-odds; passed by 10 of 5,500 correct units of policy text
_ADJUNCT = -2.2  # log-odds that are an alarm for a phrase
_WORDS = 2  # content words of a clause that can be judged
_SHORT = 0.0  # log of the English length to the usual one; where it is shorter, no clause reaches the alarm
_HOLLOW = 0.5  # share of a clause's words that nothing accounts for; no alarm of the development sets has less
_LITTLE = 0.36  # of a Chinese clause's words that other English ones may account for, if this one renders it freely
_SHARE = 0.12  # of the segment
# Log of the English length to the usual one that is an addition wherever the words come from (2.1 times as long);
# of 2,300 correct units 3 are longer, all of them short headings or slogans that are spelled out.
_TOO_LONG, _ENOUGH = 0.74, 12
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
    found = list(_clauses(case, usual))
    found += [a for a in _adjuncts(case, usual) if not any(a[0] < c[1] and c[0] < a[1] for c in found)]
    for start, end, odds in found:
        text = case.en[start:end].strip()
        yield case.finding(
            added_clause, f"not in the source: {text}", en=(start, end), confidence=1 / (1 + math.exp(-odds)), key=text,
            severity="info" if went(case, start, end, "en") else None,
        )  # fmt: skip
    if not found and _too_long(case, usual):
        times = math.exp(usual.length(case))
        yield case.finding(
            added_clause, f"{times:.1f} times as long as is usual for its source", en=(0, len(case.en)), confidence=0.8,
        )  # fmt: skip


def _clauses(case: Case, usual: Habits) -> Iterator[tuple[int, int, float]]:
    """The clauses that are added, with the log-odds."""
    if usual.length(case) < _SHORT:
        return
    there = counterparts(case)
    if not hollow(cut(EN_ENDS, case.en), [t.start for t in there.tokens], there.free, _HOLLOW):
        return
    for clause in english_clauses(case, usual):
        odds = clause.alone - usual.caution
        if odds <= _ALARM or clause.words < _WORDS or clause.share < _SHARE:
            continue
        zh, en = both_sides(case)
        explanation = case.en[clause.start : clause.end].lstrip()[:1] in "(["
        if not explanation and not answered(
            en, zh, cut(ZH_ENDS, case.zh), clause.start, clause.end, 1 / usual.ratio, _LITTLE
        ):
            yield clause.start, clause.end, odds


def _adjuncts(case: Case, usual: Habits) -> Iterator[tuple[int, int, float]]:
    """The phrases that are added, with the log-odds."""
    for start, end, odds in added_adjuncts(case, usual):
        if odds - usual.caution > _ADJUNCT:
            yield start, end, odds - usual.caution - _ADJUNCT + _ALARM


def _too_long(case: Case, usual: Habits) -> bool:
    """Whether an English sentence is so long that part of it must be added: 加强巡视队伍建设 takes 50 letters."""
    if len(case.zh) < _ENOUGH or usual.length(case) < _TOO_LONG or case.en.isupper() or _SLOGAN.search(case.zh):
        return False
    return "(" not in case.en and case.zh.rstrip().endswith(("。", "；", "！", "？", ";"))
