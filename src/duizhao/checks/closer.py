"""A closer reading of numbers that the comparison accepts: multiples, fractions, bounds by the words around them.

The comparison is built to be quiet: fractions and multiples are said in too many ways to be missed, and 2 times may
be an increase by two times. Here are the cases in which both languages are plain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from duizhao.checks.bound_words import bound_words
from duizhao.checks.measured import measured
from duizhao.glossary.folding import fold_text

if TYPE_CHECKING:
    from duizhao.quantities import Comparison, Difference, Match, Quantity

_LOWER, _UPPER = frozenset({"at_least", "over"}), frozenset({"at_most", "under"})
# 翻一番 and 增长一倍 are a doubling, whoever counts; 增长两倍 is read in two ways.
_PLAIN_ZH = re.compile(r"翻.{1,2}番")
_GROWN_ONCE = re.compile(r"(?:增长|增加|提高|提升|扩大|上升|增)了?(?:近|约)?$")
_PLAIN_EN = re.compile(r"doubl|tripl|trebl|twice|thrice", re.IGNORECASE)
_FRACTION_ZH = re.compile("分之|一半|半数|过半")
_FRACTION_EN = re.compile(r"\banother (?P<part>half|third|quarter|fifth|tenth)\b", re.IGNORECASE)
_PARTS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1}
_POINTS = re.compile(r"\bpoints?\b|\bpps?\b|\bbps?\b|percentage-point", re.IGNORECASE)
_PERCENT = re.compile(
    r"\b(?P<n>one|half an?|half of one|(?:yet )?another|a (?:further|full)|\d+(?:\.\d+)?)(?:[- ]per ?cent\b(?!age)|%)",
    re.IGNORECASE,
)
_REACH = 24  # characters around a number where the words for its bound may stand
_JOINT = re.compile(r"\b(?:or|and|to)\b|[,;]")
_ZH_CLAUSE, _EN_CLAUSE = re.compile("[，；。：,;:、]"), re.compile(r"[;:.]\s|,\s")
_ZH_UPPER = re.compile("不得?(?:超过|高于|多于|大于|逾)|未(?:超过|逾|满|达)|以下|以内|之内|至多|最多|最高|上限")
_ZH_LOWER = re.compile("以上|至少|不得?(?:低于|少于|小于)|(?<![不未])(?<!不得)(?:超过|高于|多于|逾)|最低|最少|下限")
_AT_LEAST, _AT_MOST = re.compile("至少|最少|不得?少于"), re.compile("至多|最多|最长|不得?(?:超过|多于)")
_EN_UPPER = re.compile(
    r"not? (?:more|higher|later|greater) than|(?:not|never|without) (?:to )?exceed|up to|at most|less than|below|under|"
    r"within|maxim|or less|or lower|cap(?:ped)?\b|ceiling|upper limit|fewer than",
    re.IGNORECASE,
)
_EN_LOWER = re.compile(
    r"at least|(?<!no )(?<!not )more than|(?<!no )(?<!not )over\b|above|(?<!not )(?<!not to )exceed|or more|or higher|"
    r"not? (?:less|fewer|lower) than|minim|lower limit",
    re.IGNORECASE,
)


def closer(zh: str, en: str, comparison: Comparison) -> Iterator[Difference]:
    """Differences that the comparison did not see, in the order of the kinds above."""
    yield from bound_words(zh, en, comparison)
    yield from measured(zh, en, comparison)
    zh = fold_text(zh)
    for match in comparison.matched:
        if (how := _plain_multiples(zh, match)) or (how := _bounds(zh, en, match)) or (how := _crossed(en, match)):
            yield _difference(match.zh, match.en, how)
    if _FRACTION_ZH.search(zh):
        yield from _fractions(zh, en, comparison)
    if "百分点" in zh:
        yield from _points(zh, en, comparison)


def _difference(zh: Quantity, en: Quantity, how: str) -> Difference:
    from duizhao.quantities import Difference

    return Difference(zh, en, how)


def _plain_multiples(zh: str, match: Match) -> str:
    one, other = match.zh, match.en
    if one.kind != "multiple" or one.value == other.value or not _PLAIN_EN.match(other.span):
        return ""
    grown = one.span == "一倍" and _GROWN_ONCE.search(zh, 0, one.start)
    return "value" if grown or _PLAIN_ZH.fullmatch(one.span) else ""


def _bounds(zh: str, en: str, match: Match) -> str:
    """At least for 不得超过, where the words for it stand elsewhere in the clause."""
    one, other = match.zh, match.en
    if one.bound != "exact" or other.bound not in _LOWER | _UPPER or one.kind in ("date", "ordinal"):
        return ""
    if one.kind == "duration":  # 保存至少三十年, 至少保存三十年; 以内 and 以上 of periods are said in too many ways
        here = _clause(_ZH_CLAUSE, zh, one)[: one.start]
        said = (other.bound in _UPPER and _AT_LEAST.search(here)) or (other.bound in _LOWER and _AT_MOST.search(here))
        return "bound" if said and len(_AT_LEAST.findall(here)) + len(_AT_MOST.findall(here)) == 1 else ""
    here, there = _clause(_ZH_CLAUSE, zh, one), _clause(_EN_CLAUSE, en, other)
    up, down = _ZH_UPPER.search(here), _ZH_LOWER.search(here)
    if up and not down and other.bound in _LOWER and not _EN_UPPER.search(there):
        return "bound"
    if down and not up and other.bound in _UPPER and not _EN_LOWER.search(there):
        return "bound"
    return ""


def _clause(ends: re.Pattern[str], text: str, quantity: Quantity) -> str:
    start = max((m.end() for m in ends.finditer(text, 0, quantity.start)), default=0)
    end = ends.search(text, quantity.end)
    return text[start : end.start() if end else len(text)]


def _crossed(en: str, match: Match) -> str:
    """三万元以上十五万元以下 as “not more than 30,000 or not less than 150,000”."""
    one, other = match.zh, match.en
    if one.bound != "range" or not isinstance(one.value, tuple) or isinstance(other.value, tuple):
        return ""
    if one.value[0] == one.value[1] or one.kind == "duration":
        return ""
    around = (
        _JOINT.split(en[max(0, other.start - _REACH) : other.start])[-1],
        _JOINT.split(en[other.end : other.end + _REACH])[0],
    )
    if other.value == one.value[0] and other.bound in _UPPER and not any(map(_EN_LOWER.search, around)):
        return "bound"
    if other.value == one.value[1] and other.bound in _LOWER and not any(map(_EN_UPPER.search, around)):
        return "bound"
    return ""


def _fractions(zh: str, en: str, comparison: Comparison) -> Iterator[Difference]:
    from duizhao.quantities import Quantity, find_quantities

    done_zh = [d.zh for d in comparison.different] + [m.zh for m in comparison.matched]
    done_en = [d.en for d in comparison.different] + [m.en for m in comparison.matched]
    left = [q for q in find_quantities(zh, "zh") if q.kind == "fraction" and not _among(q, done_zh)]
    right = [q for q in find_quantities(en, "en") if q.kind == "fraction" and not _among(q, done_en)]
    for m in _FRACTION_EN.finditer(en):
        right.append(Quantity(m.group(), m.start(), m.end(), _PARTS[m["part"].lower()], "", "fraction"))
    if len(left) != 1 or len(right) != 1:
        return
    one, other = left[0].value, right[0].value
    if isinstance(one, int | float) and isinstance(other, int | float) and abs(one - other) > 0.01:
        yield _difference(left[0], right[0], "value")


def _points(zh: str, en: str, comparison: Comparison) -> Iterator[Difference]:
    """One percentage point, which the comparison passes over as idiom, and points that are not said to be any."""
    from duizhao.quantities import Quantity, find_quantities

    if any(d.how == "percent/point" for d in comparison.different):
        return
    bare = next((m for m in comparison.matched if m.zh.kind == "percentage_point" and not m.en.unit), None)
    if bare is not None and not _POINTS.search(en):  # “rose by 1.2”
        yield _difference(bare.zh, bare.en, "percent/point")
        return
    done = [m.en for m in comparison.matched]
    for q in find_quantities(zh, "zh"):
        matched = any(m.zh.start == q.start for m in comparison.matched)
        for m in _PERCENT.finditer(en) if q.kind == "percentage_point" and not matched else ():
            value = _PARTS.get(m["n"].lower()[:4]) or (1.0 if m["n"][0].isalpha() else float(m["n"]))
            said = Quantity(m.group(), m.start(), m.end(), value, "%", "percent")
            if value == q.value and not _among(said, done):
                yield _difference(q, said, "percent/point")
                return


def _among(quantity: Quantity, others: list[Quantity]) -> bool:
    return any(quantity.start < q.end and q.start < quantity.end for q in others)
