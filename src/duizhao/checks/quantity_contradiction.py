"""Quantities of an English text that contradict each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.checks.run import Run
from duizhao.checks.said import in_words
from duizhao.model import Finding
from duizhao.quantities import Quantity, find_quantities

_ALIKE = 0.6  # share of content words that two sentences about the same figure have in common
_WORDS = 5  # content words of a sentence that can be compared
_ENDS = {"at_least": 1, "over": 1, "at_most": -1, "under": -1}
_DATES = frozenset(("date", "year", "month", "day", "label", "period", "ordinal"))


@dataclass(frozen=True, slots=True)
class _Statement:
    case: Case
    words: frozenset[str]
    times: frozenset[str]
    quantities: tuple[Quantity, ...]


@check(
    "DZ111", "quantity-contradiction", "warning", "set", "Two sentences give different figures for the same thing.",
    right=[
        Sample("", "The output value of the digital industry will reach 8 trillion yuan by 2020.",
               more=(("", "The output value of the digital industry will reach 9 trillion yuan by 2025."),)),
    ],
    wrong=[
        Sample("", "The output value of the digital industry will reach 8 trillion yuan by 2020.",
               more=(("", "By 2020, the output value of the digital industry will reach 12 trillion yuan."),)),
    ],
    alone=True,
)  # fmt: skip
def quantity_contradiction(run: Run) -> Iterator[Finding]:
    """In English without a source, two sentences with nearly the same words and the same dates give different
    amounts in the same unit.
    """
    if not run.alone:
        return
    statements = [s for case in run.cases if (s := _statement(case)) is not None]
    by_word: dict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(statements):
        common: dict[int, int] = defaultdict(int)
        for word in one.words:
            for m in by_word[word]:
                common[m] += 1
            by_word[word].append(n)
        for m, shared in common.items():
            other = statements[m]
            if one.times == other.times and shared >= _ALIKE * len(one.words | other.words):
                yield from _different(one, other)


def _statement(case: Case) -> _Statement | None:
    if not any(c.isdigit() for c in case.en) or case.outside:
        return None
    found = find_quantities(case.en, "en")
    amounts = tuple(q for q in found if q.kind not in _DATES and q.unit)
    if not amounts:
        return None
    words = frozenset(t.stem for t in case.terms.tokens if t.content and t.stem.isalpha())
    if len(words) < _WORDS:
        return None
    return _Statement(case, words, frozenset(str(q.value) for q in found if q.kind in _DATES), amounts)


def _rivals(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities may be one figure: at least one year and at most five years are two."""
    return one.unit == other.unit and _ENDS.get(one.bound, 0) * _ENDS.get(other.bound, 0) >= 0


def _different(one: _Statement, other: _Statement) -> Iterator[Finding]:
    theirs = {(q.unit, q.value) for q in other.quantities}
    mine = {(q.unit, q.value) for q in one.quantities}
    for q in one.quantities:
        rival = next((r for r in other.quantities if (r.unit, r.value) not in mine and _rivals(q, r)), None)
        if (q.unit, q.value) not in theirs and rival is not None:
            place = f" in line {other.case.line}" if other.case.line else ""
            yield one.case.finding(
                quantity_contradiction, f"{in_words(q)} here, {in_words(rival)}{place}", en=(q.start, q.end),
                key=f"{q.span}={rival.span}", confidence=0.6,
                precedent={"zh": "", "en": other.case.en, "file": other.case.file, "line": other.case.line},
            )  # fmt: skip
            return
