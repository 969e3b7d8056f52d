"""A clause of the source that is not in the translation."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import SURE, Case
from duizhao.checks.clauses import EN_ENDS, HOLLOW, ZH_ENDS, Clause, Habits, chinese_clauses, cut, hollow
from duizhao.checks.counterparts import counterparts
from duizhao.checks.items import omitted_items
from duizhao.checks.leftovers import Side, answered, both_sides
from duizhao.checks.neighbours import went
from duizhao.checks.stretches import lost_sentences
from duizhao.model import Finding

_SOURCE = re.compile("资料来源|資料來源|来源：|來源：|译者|注：|註：")  # notes of an editor
# Log-odds that is an alarm among three clauses, and what the log of their number adds: more clauses, more chances
# to be wrong. Passed in 4 of 1,000 correct units of policy text and statutes, half of them real omissions.
_ALARM, _CHANCES, _FEW = 1.3, 0.6, 3
_SENTENCE = -2.5  # log-odds that are an alarm for one sentence of two; no correct unit of 3,700 comes near it
_NUMBER = 1.5  # log-odds that an equal number in the translation takes off
# Members of lists are judged in texts whose words are known: none of 1,900 correct units of policy text has one, of
# 1,084 articles of statutes with many unknown words 17 had.
_KNOWN, _ITEM = 0.9, 0.75  # log-odds of caution; confidence
_WORDS = 2  # content words of a clause that can be judged
_LONG = 0.1  # log of the English length to the usual one; where it is longer, no clause reaches the alarm
_LITTLE = 0.25  # of an English clause's words that other Chinese clauses may account for, if it renders one freely
_SHARE = 0.08  # of the segment; smaller clauses melt into others


@check(
    "DZ403", "omitted-clause", "warning", "pair", "A clause is not translated.",
    right=[Sample("创新驱动发展，绿色引领未来。", "Innovation drives growth and green leads to the future.")],
    wrong=[
        Sample(
            "加强知识产权保护，完善侵权惩罚性赔偿制度。",
            "The protection of intellectual property will be strengthened.",
        ),
        Sample(
            "坚持需求牵引、财政补贴、企业运营，推广冷链物流。",
            "Driven by demand and operated by enterprises, cold-chain logistics will be promoted.",
        ),
    ],
)  # fmt: skip
def omitted_clause(case: Case) -> Iterator[Finding]:
    """Hardly a word of a clause has a counterpart in the translation, while the others have, and the translation
    is shorter than usual by about what the clause would take; or no word of a member of a list has one, and nothing
    stands between its neighbours that could be another rendering of it.

    The usual length is learned from the text itself, and so is how much of its vocabulary can be judged; texts
    with much unknown vocabulary are judged with more caution.
    """
    if case.outside or case.unit.score < SURE:
        return
    usual = case.run.habits
    if usual.caution < _KNOWN:
        for start, end in omitted_items(case):
            yield case.finding(
                omitted_clause, f"not translated: {case.zh[start:end]}", zh=(start, end), confidence=_ITEM,
                key=case.zh[start:end],
            )  # fmt: skip
    if usual.length(case) > _LONG:
        return
    gone = _sentences(case, usual)
    gone += [c for c in _clauses(case, usual) if not any(c[0] < b and a < c[1] for a, b, _ in gone)]
    for start, end, odds in gone:
        text = case.zh[start:end]
        yield case.finding(
            omitted_clause, f"not translated: {text}", zh=(start, end), confidence=1 / (1 + math.exp(-odds)), key=text,
            severity="info" if went(case, start, end, "zh") else None,
        )  # fmt: skip


def _sentences(case: Case, usual: Habits) -> list[tuple[int, int, float]]:
    """The sentences that are missing, neighbours as one, with the log-odds."""
    missing: list[tuple[int, int, float]] = []
    found = lost_sentences(case, usual)
    more = usual.caution + _CHANCES * math.log(max(1.0, len(found) / 2))
    for start, end, odds in found:
        sure = odds - more - _SENTENCE
        if sure > 0 and not _SOURCE.search(case.zh, max(0, start - 6), start + 6):
            if missing and start - missing[-1][1] <= 1:
                before = missing.pop()
                missing.append((before[0], end, max(before[2], sure + _ALARM)))
            else:
                missing.append((start, end, sure + _ALARM))
    return missing


def _clauses(case: Case, usual: Habits) -> list[tuple[int, int, float]]:
    """The clauses that are missing, neighbours as one, with the log-odds."""
    missing: list[tuple[int, int, float]] = []
    there = counterparts(case)
    alone = [n for n in range(len(there.pieces)) if n not in there.own]
    if not hollow(cut(ZH_ENDS, case.zh), [p.start for p in there.pieces], alone, HOLLOW):
        return missing
    clauses = chinese_clauses(case, usual, all_of_them=False)
    if len(clauses) < 2:
        return missing
    alarm = _ALARM + _CHANCES * math.log(max(1.0, len(clauses) / _FEW))
    before = -2
    sides: tuple[Side, Side] | None = None
    for n, clause in enumerate(clauses):
        odds = clause.alone - usual.caution
        told = any(clause.start <= m.zh.start < clause.end for m in case.quantities.matched)
        if odds <= alarm + _NUMBER * told or clause.words < _WORDS or clause.share < _SHARE:
            continue
        if _said_elsewhere(case, clause) or _SOURCE.search(case.zh, max(0, clause.start - 6), clause.start + 6):
            continue
        if sides is None:
            sides = both_sides(case)
        if answered(*sides, cut(EN_ENDS, case.en), clause.start, clause.end, usual.ratio, _LITTLE):
            continue
        if n == before + 1:
            start, _, most = missing.pop()
            missing.append((start, clause.end, max(most, odds)))
        else:
            missing.append((clause.start, clause.end, odds))
        before = n
    return missing


def _said_elsewhere(case: Case, clause: Clause) -> bool:
    """Whether the source says all words of a clause in other places as well: the translation may say them once."""
    words = {p.text for p in case.terms.pieces if p.content and clause.start <= p.start < clause.end}
    return words <= {p.text for p in case.terms.pieces if p.end <= clause.start or p.start >= clause.end}
