"""A prohibition or denial that the translation turned round."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import SURE, Case
from duizhao.checks.polarity import lost_denial
from duizhao.model import Finding


@check(
    "DZ406", "lost-negation", "warning", "pair", "A prohibition or denial is not one in the translation.",
    right=[
        Sample("不得擅自改变土地用途。", "The use of land may not be changed without permission."),
        Sample("未经批准，不得开工建设。", "Construction may begin only after approval."),
    ],
    wrong=[
        Sample("不得擅自改变土地用途。", "The use of land may be changed."),
        Sample("本办法不适用于个体工商户。", "These Measures apply to self-employed businesses."),
        Sample("未经批准，不得开工建设。", "Construction may begin without approval."),
    ],
)  # fmt: skip
def lost_negation(case: Case) -> Iterator[Finding]:
    """不得, 严禁, 不再, 不适用, 未经 and the like (`data/denials.txt`), and in the English clause that the denied words
    went to not one word that negates, forbids, excepts or restricts, save those that stand for another word of the
    source; or the English says the opposite outright (不再: still; 禁止: is permitted).
    """
    if case.unit.score < SURE or (lost := lost_denial(case)) is None:
        return
    denial, said = case.zh[lost.start : lost.end], lost.said
    message = f"{denial} is not in the translation"
    if said is not None:
        message = f"{denial} is rendered as “{case.en[said.start : said.end]}”"
    yield case.finding(
        lost_negation, message, zh=(lost.start, lost.end), en=(said.start, said.end) if said else None, key=denial,
        confidence=0.9,
    )  # fmt: skip
