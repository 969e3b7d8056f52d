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
    """不得, 严禁, 不再, 不适用, 未经 and the like, and not one word in the translation that negates, forbids, excepts
    or restricts, save those that stand for another word of the source. It says the opposite.
    """
    if case.unit.score < SURE or (match := lost_denial(case.zh, case.en)) is None:
        return
    yield case.finding(
        lost_negation, f"{case.zh[match.start() : match.end()]} is not in the translation", zh=match.span(),
        confidence=0.9,
    )  # fmt: skip
