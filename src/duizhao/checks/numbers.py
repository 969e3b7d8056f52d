"""What the checks of quantities share: a second look at what the comparison could not match, and how a
difference becomes a finding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from duizhao.checks.base import Check
from duizhao.checks.case import Case
from duizhao.checks.closer import closer
from duizhao.checks.explained import Texts, added_explained, difference_explained, missing_explained
from duizhao.checks.lost_numbers import lost_numbers
from duizhao.checks.range_ends import range_ends
from duizhao.checks.same_amount import local_money
from duizhao.model import Finding, Severity

if TYPE_CHECKING:
    from duizhao.quantities import Comparison, Difference, Match


def second_look(zh: str, en: str, comparison: Comparison) -> Comparison:
    """The comparison without what a closer reading of the two texts explains."""
    if local := [d for d in comparison.different if local_money(d, zh)]:
        from duizhao.quantities import Match

        comparison = replace(
            comparison,
            matched=(*comparison.matched, *(Match(d.zh, d.en) for d in local)),
            different=tuple(
                [d for d in comparison.different if d not in local]
                + [replace(d, how="bound") for d in local if _against(d)]
            ),
        )
    texts = Texts(zh, en, comparison)
    loose = [d for d in map(_loosely, comparison.matched) if d is not None]
    ends = list(range_ends(texts))
    more = [*loose, *closer(zh, en, comparison), *ends]
    lost = list(lost_numbers(zh, en, comparison))
    if comparison.agrees and not more and not lost:
        return comparison
    told = {id(q) for d in ends for q in (d.zh, d.en)}
    return replace(
        comparison,
        missing=tuple([q for q in comparison.missing if id(q) not in told and not missing_explained(q, texts)] + lost),
        added=tuple([q for q in comparison.added if id(q) not in told and not added_explained(q, texts)]),
        different=tuple([d for d in (*comparison.different, *more) if not difference_explained(d, texts)]),
    )


def _against(d: Difference) -> bool:
    """Whether one amount is said to be more, the other to be less."""
    lower, upper = ("at_least", "over"), ("at_most", "under")
    return (d.zh.bound in lower and d.en.bound in upper) or (d.zh.bound in upper and d.en.bound in lower)


def _loosely(match: Match) -> Difference | None:
    """Two values that were accepted as equal by their bounds: 1200余 may be 1,203, but 超过60% is not over 65%."""
    zh, en = match.zh, match.en
    if zh.unit != en.unit or "exact" in (zh.bound, en.bound) or not isinstance(zh.value, int | float):
        return None
    if not isinstance(en.value, int | float) or abs(zh.value - en.value) <= 1e-6 * abs(zh.value):
        return None
    from duizhao.quantities import Difference

    return Difference(zh, en, "value") if zh.kind == en.kind else None


def differences(case: Case, *hows: str) -> Iterator[Difference]:
    """The differences of a unit of some kinds: `value`, `magnitude`, `unit`, `bound`, `percent/point`, `date`,
    `label`."""
    for d in case.quantities.different:
        if d.how.split(" ")[0] in hows:
            yield d


def difference(
    check: Check, case: Case, d: Difference, message: str, suggestion: str = "", severity: Severity | None = None
) -> Finding:
    """The finding for two quantities that disagree."""
    return case.finding(
        check, message, zh=(d.zh.start, d.zh.end), en=(d.en.start, d.en.end), suggestion=suggestion,
        key=f"{d.zh.span}={d.en.span}", severity=severity,
    )  # fmt: skip
