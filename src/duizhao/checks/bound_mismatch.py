"""At least turned into at most, or the reverse."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.checks.numbers import difference, differences
from duizhao.checks.said import in_words
from duizhao.model import Finding


@check(
    "DZ109", "bound-mismatch", "error", "pair", "A lower bound became an upper bound, or the reverse.",
    right=[Sample("土地开发强度不低于60%。", "Land development intensity must be 60% or higher.")],
    wrong=[Sample("土地开发强度不低于60%。", "Land development intensity must not exceed 60%.")],
    both_ways=True,
)  # fmt: skip
def bound_mismatch(case: Case) -> Iterator[Finding]:
    """以上, 不低于, 超过 set a floor; 以下, 不超过, 低于 a ceiling. The translation has it the other way round."""
    for d in differences(case, "bound"):
        right = in_words(d.zh)
        if d.zh.bound == "exact":  # the words for the bound stand elsewhere in the clause
            right = f"at {'most' if d.en.bound in ('at_least', 'over') else 'least'} {right}"
        yield difference(
            bound_mismatch, case, d, f"{d.zh.span} is {right}; the translation says {in_words(d.en)}", right
        )
