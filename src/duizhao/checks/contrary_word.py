"""A word rendered as its opposite."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import SURE, Case
from duizhao.checks.contraries import contrary
from duizhao.model import Finding


@check(
    "DZ409", "contrary-word", "info", "pair", "A word is rendered as its opposite.",
    right=[
        Sample("逐步降低企业用电成本。", "Electricity costs for enterprises will be gradually lowered."),
        Sample("降幅收窄，总体有利。", "The decline narrowed, and the situation is favorable on the whole."),
    ],
    wrong=[
        Sample("逐步降低企业用电成本。", "Electricity costs for enterprises will be gradually raised."),
        Sample("当前形势总体有利。", "The situation is unfavorable on the whole."),
    ],
)  # fmt: skip
def contrary_word(case: Case) -> Iterator[Finding]:
    """The English sentence has a word that says the opposite of a Chinese one (raise for 降低, forbid for 允许,
    unfavorable for 有利; `data/contraries.txt`), nothing in the Chinese explains it, and the word itself has no
    rendering there. Which Chinese words say what, the dictionary tells."""
    if case.unit.score < SURE or (found := contrary(case)) is None:
        return
    zh, en = found.zh, found.en
    word, said = case.zh[zh.start : zh.end], case.en[en.start : en.end]
    yield case.finding(
        contrary_word, f"{word} is rendered as “{said}”", zh=(zh.start, zh.end), en=(en.start, en.end),
        key=f"{word}={said.lower()}", confidence=0.85,
    )  # fmt: skip
