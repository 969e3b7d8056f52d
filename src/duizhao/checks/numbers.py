"""What the checks of quantities share: how a difference becomes a finding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from duizhao.checks.base import Check
from duizhao.checks.case import Case
from duizhao.model import Finding

if TYPE_CHECKING:
    from duizhao.quantities import Difference, Quantity

_BOUNDS = {
    "at_least": "at least", "over": "more than", "at_most": "at most", "under": "less than", "about": "about",
}  # fmt: skip


def differences(case: Case, *hows: str) -> Iterator[Difference]:
    """The differences of a unit of some kinds: `value`, `magnitude`, `unit`, `bound`, `percent/point`, `date`,
    `label`."""
    for d in case.quantities.different:
        if d.how.split(" ")[0] in hows:
            yield d


def difference(check: Check, case: Case, d: Difference, message: str, suggestion: str = "") -> Finding:
    """The finding for two quantities that disagree."""
    return case.finding(
        check, message, zh=(d.zh.start, d.zh.end), en=(d.en.start, d.en.end), suggestion=suggestion,
        key=f"{d.zh.span}={d.en.span}",
    )  # fmt: skip


def in_words(q: Quantity) -> str:
    """A quantity's value as a person would say it: `150 million CNY`, `3 to 5 %`, `2016-11-29`."""
    if isinstance(q.value, tuple):
        return f"{amount(q.value[0])} to {amount(q.value[1])} {q.unit}".strip()
    bound = _BOUNDS.get(q.bound, "")
    return f"{bound} {amount(q.value)} {q.unit}".strip()


def amount(value: float | int | str) -> str:
    """A number with million, billion, trillion: 150000000 → `150 million`."""
    if isinstance(value, str):
        return value
    for name, size in (("trillion", 1e12), ("billion", 1e9), ("million", 1e6)):
        if abs(value) >= size:
            return f"{value / size:.10g} {name}"
    return f"{value:,}" if isinstance(value, int) and value >= 10_000 else f"{value:g}"
