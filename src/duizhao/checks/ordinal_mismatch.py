"""An ordinal or the number of a congress, session, or period that differs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.checks.numbers import difference, differences
from duizhao.checks.ordinal_words import chinese, english, said
from duizhao.model import Finding

_FIRST_ZH = re.compile("[初首先]|第一")
_RANKED = ("大", "位", "高", "长")
_TOP = re.compile(
    r"\b(?:the (?:world|country|nation|region|province)(?:['’]s|s['’]) (?:largest|biggest|highest|longest)|tops? the|"
    r"the largest|ranks? first)\b",
    re.IGNORECASE,
)


@check(
    "DZ110", "ordinal-mismatch", "error", "pair", "An ordinal differs.",
    right=[Sample("位居全国第十二位。", "It ranks twelfth in the country.")],
    wrong=[
        Sample("位居全国第十二位。", "It ranks thirteenth in the country."),
        Sample("首批试点城市名单公布。", "The list of the second group of pilot cities was published."),
        Sample("第二产业投资回升。", "Investment in the tertiary industry recovered."),
    ],
    both_ways=True,
)  # fmt: skip
def ordinal_mismatch(case: Case) -> Iterator[Finding]:
    """第十二 is the twelfth, 二次会议 the second session, 首批 the first group, 第三产业 the tertiary industry, 二级
    Level II. Reported where one ordinal of the source has no equal number in the translation and one of the translation
    none in the source. Numbers of articles and chapters are the business of label-mismatch.
    """
    for d in differences(case, "value"):
        if d.zh.kind == "ordinal" and d.zh.bound != "range":
            yield difference(ordinal_mismatch, case, d, f"{d.zh.span} is rendered as “{d.en.span}”")
            return
    # Small ordinals come and go with idiom, so `quantities` is silent about them; a lone pair is none of that.
    if case.quantities.missing:
        return
    from duizhao.quantities.anchors import numbers_in

    matched = case.quantities.matched
    source = _blank(case.zh, [(m.zh.start, m.zh.end) for m in matched])
    left = list(chinese(source))
    if not left:
        return
    target = _blank(case.en, [(m.en.start, m.en.end) for m in matched])
    right = list(english(target))
    there = {*numbers_in(target), *(o.value for o in right)}
    here = {*numbers_in(source), *(o.value for o in left)}
    top = None if right else _TOP.search(target)
    ranks = (o for o in left if o.value > 1 and o.value not in there and case.zh[o.end : o.end + 1] in _RANKED)
    if top is not None and (rank := next(ranks, None)) is not None and not said(rank, target):
        yield case.finding(
            ordinal_mismatch, f"{rank.text} is rendered as “{top.group()}”", zh=(rank.start, rank.end), en=top.span(),
            key=f"{rank.text}={top.group()}",
        )  # fmt: skip
        return
    if len(left) == len(right) > 1:  # one by one: the first, second and third child
        one_by_one = [(a, b) for a, b in zip(left, right, strict=True) if a.value != b.value]
        left, right = [a for a, _ in one_by_one], [b for _, b in one_by_one]
    else:
        left = [o for o in left if o.value not in there]
        right = [o for o in right if o.value not in here and not (o.value == 1 and _FIRST_ZH.search(case.zh))]
        if len(left) > 1 and len(right) == 1:  # 第二大 and 第一大: “the largest” says one of them
            rest = _blank(target, [(right[0].start, right[0].end)])
            left = [o for o in left if not said(o, rest)]
    if len(left) == 1 == len(right) and not said(left[0], _blank(target, [(right[0].start, right[0].end)])):
        one, other = left[0], right[0]
        yield case.finding(
            ordinal_mismatch, f"{one.text} is rendered as “{other.text}”", zh=(one.start, one.end),
            en=(other.start, other.end), key=f"{one.text}={other.text}",
        )  # fmt: skip


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
