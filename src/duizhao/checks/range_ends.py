"""Ranges of which the other side has one end only: 2至3年 as “three years”."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from duizhao.checks.explained import Texts
from duizhao.checks.same_amount import values_of

if TYPE_CHECKING:
    from duizhao.quantities import Difference, Quantity

_CLOCK = re.compile(r"\b(?:noon|midday|midnight)\b", re.IGNORECASE)
_DATES = frozenset(("date", "year", "month", "day", "time"))
_SCALES = (1, 1e3, 1e4, 1e6, 1e8, 1e9, 1e12)


def range_ends(texts: Texts) -> Iterator[Difference]:
    """A range and the single value that stands for it, where the other end is nowhere else in the translation, not
    even without its 万 or million. Idioms (三五个, 十几) are no ranges."""
    ranges = [m for m in texts.comparison.matched if "range" in (m.zh.bound, m.en.bound)]
    if not ranges:
        return
    from duizhao.quantities import Difference
    from duizhao.quantities.pairing import vague

    for match in ranges:
        zh, en = match.zh, match.en
        if zh.bound == "range" and en.bound != "range" and not vague(zh) and _once(zh, texts):
            if _lost(zh, en, texts.en_left) and not (zh.kind == "time" and _CLOCK.search(texts.en)):
                yield Difference(zh, en, "value")
        elif en.bound == "range" and zh.bound != "range" and _once(en, texts) and _lost(en, zh, texts.zh_left):
            yield Difference(zh, en, "value")


def _once(q: Quantity, texts: Texts) -> bool:
    """Whether no more than one end of a range has been found."""
    return sum(m.zh is q or m.en is q for m in texts.comparison.matched) == 1


def _ends(q: Quantity) -> tuple[object, ...]:
    return q.value if isinstance(q.value, tuple) else (q.value,)


def _lost(whole: Quantity, end: Quantity, left: Counter[float]) -> bool:
    if (whole.kind in _DATES) != (end.kind in _DATES):
        return False  # 前两个月: January and February
    if any(isinstance(v, str) for v in (end.value, *_ends(whole))):
        gone_dates = [v for v in _ends(whole) if v != end.value]
        return len(gone_dates) == 1 and not any(float(n) in left for n in re.findall(r"\d+", str(gone_dates[0])))
    kept = values_of(end)
    gone = [v for v in values_of(whole) if v not in kept]
    return len(gone) == 1 and not any(gone[0] / scale in left for scale in _SCALES)
