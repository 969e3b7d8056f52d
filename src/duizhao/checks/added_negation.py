"""A denial that the source does not make."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import SURE, Case
from duizhao.checks.polarity import added_denial
from duizhao.model import Finding


@check(
    "DZ407", "added-negation", "warning", "pair", "The translation denies or forbids what the source affirms.",
    right=[
        Sample("该数据包括农村居民。", "The figure includes residents of rural areas."),
        Sample("严格保护永久基本农田。", "Permanent basic cropland shall not be occupied."),
    ],
    wrong=[
        Sample("该数据包括农村居民。", "The figure does not include rural residents."),
        Sample("允许村民申请宅基地。", "Villagers are not allowed to apply for house sites."),
    ],
)  # fmt: skip
def added_negation(case: Case) -> Iterator[Finding]:
    """A verb in the negative (shall not, is not, never, prohibit, discourage), and not one character in the source
    that denies, limits, ends or excepts anything.
    """
    if case.unit.score < SURE or (match := added_denial(case.zh, case.en)) is None:
        return
    yield case.finding(
        added_negation, f"“{match.group()}” is not in the source", en=match.span(), confidence=0.85,
    )  # fmt: skip
