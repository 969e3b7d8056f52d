"""An ordinal or the number of a congress, session, or period that differs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.checks.numbers import difference, differences
from duizhao.model import Finding
from duizhao.script import narrow

_N = r"[一二三四五六七八九十百]{1,5}|\d{1,3}"
_CHINESE = re.compile(
    rf"第(?P<n>{_N})(?![一二三四五六七八九十百\d条條章节節])|"
    rf"(?<![第一二三四五六七八九十百\d])(?P<m>{_N})(?=[届屆]|次会议|次會議|中全会|是(?!否))"
)
_ENGLISH = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"\d{1,3}(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)


@check(
    "DZ110", "ordinal-mismatch", "error", "pair", "An ordinal differs.",
    right=[Sample("位居全国第十二位。", "It ranks twelfth in the country.")],
    wrong=[Sample("位居全国第十二位。", "It ranks thirteenth in the country.")],
    both_ways=True,
)  # fmt: skip
def ordinal_mismatch(case: Case) -> Iterator[Finding]:
    """第十二 is the twelfth, 二次会议 the second session, 四是 fourth. Reported where one ordinal of the source
    has no equal number in the translation and one of the translation none in the source. Numbers of articles
    and chapters are the business of label-mismatch.
    """
    for d in differences(case, "value"):
        if d.zh.kind == "ordinal" and d.zh.bound != "range":
            yield difference(ordinal_mismatch, case, d, f"{d.zh.span} is rendered as “{d.en.span}”")
            return
    # Small ordinals come and go with idiom, so `quantities` is silent about them; a lone pair is none of that.
    if case.quantities.missing or not _CHINESE.search(narrow(case.zh)):
        return
    from duizhao.quantities.anchors import numbers_in

    matched = case.quantities.matched
    source = _blank(narrow(case.zh), [(m.zh.start, m.zh.end) for m in matched])
    target = _blank(case.en, [(m.en.start, m.en.end) for m in matched])
    there, here = set(numbers_in(target)), set(numbers_in(source))
    left = [m for m in _CHINESE.finditer(source) if _first(numbers_in(m["n"] or m["m"])) not in there]
    right = [m for m in _ENGLISH.finditer(target) if _first(numbers_in(m.group())) not in here]
    if len(left) == 1 == len(right):
        one, other = left[0], right[0]
        yield case.finding(
            ordinal_mismatch, f"{one.group()} is rendered as “{other.group()}”", zh=one.span(), en=other.span(),
            key=f"{one.group()}={other.group()}",
        )  # fmt: skip


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _first(numbers: list[float]) -> float | None:
    return numbers[0] if numbers else None
