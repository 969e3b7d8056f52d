"""At least turned into at most, or the reverse, or lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.bound_words import levels, turned
from duizhao.checks.case import Case
from duizhao.checks.numbers import difference, differences
from duizhao.checks.said import in_words
from duizhao.glossary.folding import fold_text
from duizhao.model import Finding
from duizhao.quantities import Difference

_TIMES = ("date", "year", "month", "day", "duration")


@check(
    "DZ109", "bound-mismatch", "error", "pair", "A lower bound became an upper bound, or the reverse, or was lost.",
    right=[Sample("土地开发强度不低于60%。", "Land development intensity must be 60% or higher.")],
    wrong=[
        Sample("土地开发强度不低于60%。", "Land development intensity must not exceed 60%."),
        Sample("年底前建成充电桩100万个以上。", "A million charging piles will be built by the end of the year."),
        Sample("县级以上人民政府应当公开预算。", "Governments at or below the county level shall publish budgets."),
    ],
    both_ways=True,
)  # fmt: skip
def bound_mismatch(case: Case) -> Iterator[Finding]:
    """以上, 不低于, 超过 set a floor; 以下, 不超过, 低于 a ceiling. The translation has it the other way round, or lost
    it: nothing in the sentence says more, over or at least. 近 is not over, 15日内 not after 15 days, 县级以上 not
    below the county level.
    """
    for d in differences(case, "bound"):
        yield difference(bound_mismatch, case, d, *_message(case, d))
    if not any(differences(case, "bound")) and (found := turned(case.zh, case.en)) is not None:
        zh, en = found
        yield case.finding(
            bound_mismatch, f"{case.zh[slice(*zh)]} is rendered as “{case.en[slice(*en)]}”", zh=zh, en=en,
            key=f"{case.zh[slice(*zh)]}={case.en[slice(*en)].lower()}",
        )  # fmt: skip
    if "以" in (text := fold_text(case.zh)) and (found := levels(text, case.en)) is not None:
        zh, en = found
        yield case.finding(
            bound_mismatch, f"{case.zh[slice(*zh)]} is rendered as “{case.en[slice(*en)]}”", zh=zh, en=en,
            key=f"{case.zh[slice(*zh)]}={case.en[slice(*en)].lower()}",
        )  # fmt: skip


def _message(case: Case, d: Difference) -> tuple[str, str]:
    """The message, and what is right if it can be said."""
    right = in_words(d.zh)
    if d.zh.kind in _TIMES and not (d.zh.bound != "exact" and d.en.bound != "exact"):
        words = case.en[: d.en.start].split()[-2:]
        said = " ".join([*words, d.en.span, *re.findall(r"\A[ -]?([A-Za-z]+)", case.en[d.en.end :])])
        zh = re.match(r"\w{0,2}", case.zh[d.zh.end :])
        return f"{d.zh.span}{zh.group() if zh else ''} is rendered as “{said}”", ""
    if d.zh.bound == "exact":  # the words for the bound stand elsewhere in the clause
        right = f"at {'most' if d.en.bound in ('at_least', 'over') else 'least'} {right}"
    return f"{d.zh.span} is {right}; the translation says {in_words(d.en)}", right
