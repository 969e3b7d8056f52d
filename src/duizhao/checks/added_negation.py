"""A denial that the source does not make."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.added_denials import added_denial
from duizhao.checks.base import Sample, check
from duizhao.checks.case import SURE, Case
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
    that denies, limits, ends or excepts anything, or none in the clause that allows or asks for it; or two denials
    that undo each other (may not be exempted) where the source has one.
    """
    if case.unit.score < SURE or (added := added_denial(case)) is None:
        return
    said = case.en[added.start : added.end]
    yield case.finding(added_negation, f"“{said}” is not in the source", en=(added.start, added.end), confidence=0.85)
