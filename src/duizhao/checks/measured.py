"""How often, per what, and in which unit: what the values alone do not show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from duizhao.glossary.folding import fold_text

if TYPE_CHECKING:
    from duizhao.quantities import Comparison, Difference

_PERIODS = {
    "年": "year",
    "月": "month",
    "周": "week",
    "天": "day",
    "日": "day",
    "季度": "quarter",
    "学期": "term|semester",
}
_OFTEN_ZH = re.compile(
    r"(?<!两)每(?:个|一)?(?P<period>年|月|周|季度|天|日|学期)[^，。；、每]{0,14}?(?P<n>[一二两三四五六七八九]|\d{1,2})(?:次|遍)(?!会)"
)
_OFTEN_EN = re.compile(
    r"\b(?P<n>once|twice|thrice|(?P<number>two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) times)"
    r"(?: (?:a|an|per|each|every|in a) (?P<period>year|month|week|quarter|day|term|semester)| (?:annually|yearly))\b",
    re.IGNORECASE,
)
_TIMES = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten".split())}
_TIMES |= {"once": 1, "twice": 2, "thrice": 3}
_HAN = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}

# What something is counted per: how the Chinese says it, how the English does, and what explains that it does.
_PER = (
    ("mu", "area", r"每亩|亩[产均]|/亩|按亩", "mu", "亩"),
    ("hectare", "area", r"每公顷|/公顷|公顷均", "hectare|ha", "公顷"),
    ("square meter", "area", r"每平方米|/平方米|/㎡", r"square met(?:er|re)|m2|m²|sq\.? ?m", "平方米|平米|㎡"),
    ("square kilometer", "area", r"[每/]平方(?:公里|千米)", r"square kilomet(?:er|re)|km2|km²", "平方公里|平方千米"),
    ("cubic meter", "amount", r"每立方米|/立方米|每方", r"cubic met(?:er|re)|m3|m³", "立方|方"),
    ("liter", "amount", r"每升|/升|/L", r"lit(?:er|re)|l", "升|L"),
    ("kilogram", "amount", r"每公斤|/公斤|每千克|/千克|/kg", r"kilogram|kg", "公斤|千克|kg"),
    ("ton", "amount", r"每吨|/吨|吨均", r"ton(?:ne)?|metric ton|t", "吨"),
    ("jin", "amount", r"每斤|/斤", r"jin|catty", "斤"),
    ("person", "owner", r"每人|人均|/人", r"person|capita|head|resident|people", "人|口"),
    ("household", "owner", r"每户|户均|/户", r"household|family", "户|家庭"),
    ("hour", "time", r"每小时|/小时|时均|小时均", "hour", "时|鐘头"),
    ("day", "time", r"每[日天]|日均|/[日天]|按日", "day", "日|天"),
    ("week", "time", r"每周|周均|/周|每星期", "week", "周|星期|礼拜"),
    ("month", "time", r"每月|月均|/月|按月|每个月", "month", "月"),
    ("quarter", "time", r"每季度?|季均|/季", "quarter", "季"),
    ("year", "time", r"每年|年均|/年|按年", "year|annum", "年|岁"),
)  # fmt: skip
_COUNTED_PER = re.compile("[每均/按]|亩产")
_ADVERBS = {"day": "daily", "week": "weekly", "month": "monthly", "quarter": "quarterly", "year": "annual|yearly"}
_RATIO = re.compile(r"(?<![\d:：.])(\d{1,3}(?:\.\d+)?) ?[:：∶] ?(\d{1,3}(?:\.\d+)?)(?![\d:：])")
_SHARED = re.compile("[比按]")
_LENGTHS = re.compile(r"(?P<n>\d+(?:\.\d+)?) ?(?:纳米|奈米|nm)$")

# What is counted: Chinese words from which the English may come, English ones.
_COUNTS = {
    "people": ("人|名|位|口|员|者|民|众|工|生", r"people|persons|individuals|residents|workers|employees|inhabitants"),
    "households": ("户|家|庭", r"households|families"),
    "places": ("企|公司|商|厂|家|店|户|单位|机构", r"enterprises|companies|firms|businesses"),
    "villages": ("村|庄|寨", "villages"),
    "counties": ("县|区|旗", "counties"),
    "townships": ("乡|镇", "townships"),
    "vehicles": ("车|辆", "vehicles|cars|trucks"),
}
_COUNTED_ZH = re.compile(
    "[多余]?(?:个|名)?(?:(?P<people>人(?![次均民工口大才物])|名(?=职工|员工|工人|学生|群众|农民|居民))|(?P<households>户(?![均籍外]))|"
    "(?P<places>家(?=企业|公司))|(?P<villages>(?:行政|自然)?村)|(?P<counties>县(?![级区市域]))|(?P<townships>乡镇|镇|乡)|(?P<vehicles>辆))"
)
_COUNTED_EN = re.compile(
    rf" (?:(?!and\b|or\b|of\b|in\b|to\b)[a-z-]+ ){{0,2}}({'|'.join(said for _, said in _COUNTS.values())})\b",
    re.IGNORECASE,
)


def measured(zh: str, en: str, comparison: Comparison) -> Iterator[Difference]:
    """Frequencies, denominators and the sizes of chips that differ."""
    folded = fold_text(zh)
    if "每" in folded and (found := _often(zh, folded, en)):
        yield found
    if comparison.matched and _COUNTED_PER.search(folded) and (found := _per(folded, en, comparison)):
        yield found
    if comparison.matched and (found := _counted(folded, en, comparison)):
        yield found
    if _SHARED.search(folded) and (ratio := _ratio(zh, en)):
        yield ratio
    if "纳米" in folded or "奈米" in folded or "nm" in zh:
        yield from _sizes(zh, en)


def _often(zh: str, folded: str, en: str) -> Difference | None:
    """每年至少一次 as “at least twice a year”, where each side says it once."""
    from duizhao.quantities import Difference, Quantity

    here, there = list(_OFTEN_ZH.finditer(folded)), list(_OFTEN_EN.finditer(en))
    if len(here) != 1 or len(there) != 1:
        return None
    a, b = here[0], there[0]
    if not re.fullmatch(_PERIODS[a["period"]], (b["period"] or "year").lower()):
        return None
    one = int(a["n"]) if a["n"].isdigit() else _HAN[a["n"]]
    word = (b["number"] or b["n"]).lower()
    other = int(word) if word.isdigit() else _TIMES[word]
    if one == other:
        return None
    left = Quantity(zh[slice(*a.span("n"))] + zh[a.end("n") : a.end()], a.start("n"), a.end(), one)
    return Difference(left, Quantity(b["n"], b.start("n"), b.end("n"), other), "value")


def _per(zh: str, en: str, comparison: Comparison) -> Difference | None:
    """亩产389.7公斤 as “389.7 kilograms per hectare”: a denominator that only one side has on each side."""
    from duizhao.quantities import Difference

    water = {"ton", "cubic meter"} if "水" in zh else set[str]()  # a cubic meter of which is a ton
    here = [row for row in _PER if re.search(row[2], zh)]
    for row in here:
        if re.search(_said(row), en, re.IGNORECASE):
            continue
        for other in _PER:
            if other[1] != row[1] or other[0] == row[0] or {other[0], row[0]} <= water or re.search(other[4], zh):
                continue
            m = re.search(rf"(?:\b(?:per|each|every|a|an)[ -]|/ ?)(?:{other[3]})s?\b", en, re.IGNORECASE)
            match = m and next(
                (
                    x
                    for x in comparison.matched
                    if -40 < x.en.start - m.start() < 40 and x.zh.kind not in ("year", "date")
                ),
                None,
            )
            if match and match.zh.value == match.en.value:
                return Difference(match.zh, match.en, "per")
    return None


def _counted(zh: str, en: str, comparison: Comparison) -> Difference | None:
    """860万人 as “8.6 million households”: what is counted, where nothing in the source is what the English counts."""
    from duizhao.quantities import Difference

    for match in comparison.matched:
        if match.zh.kind in ("year", "date", "percent", "money", "ordinal"):
            continue
        here = _COUNTED_ZH.match(zh, match.zh.end) or _COUNTED_ZH.search(match.zh.span)
        there = _COUNTED_EN.match(en, match.en.end) or _COUNTED_EN.search(" " + match.en.span)
        if here is None or there is None:
            continue
        word = there[1].lower()
        own, other = here.lastgroup, next(name for name, (_, said) in _COUNTS.items() if re.fullmatch(said, word))
        if own != other and {own, other} != {"people", "places"} and not re.search(_COUNTS[other][0], zh):
            return Difference(match.zh, match.en, "counted")
    return None


def _said(row: tuple[str, str, str, str, str]) -> str:
    adverbs = _ADVERBS.get(row[0])
    return rf"\b(?:{row[3]}{'|' + adverbs if adverbs else ''})s?\b"


def _ratio(zh: str, en: str) -> Difference | None:
    """比例为3:2 as “2:3”, where each side has one."""
    from duizhao.quantities import Difference, Quantity

    here, there = list(_RATIO.finditer(zh)), list(_RATIO.finditer(en))
    if len(here) != 1 or len(there) != 1:
        return None
    a, b = here[0], there[0]
    if (float(a[1]), float(a[2])) == (float(b[1]), float(b[2])):
        return None
    one, other = (Quantity(m.group(), m.start(), m.end(), float(m[1]), "", "ratio") for m in (a, b))
    return Difference(one, other, "value")


def _sizes(zh: str, en: str) -> Iterator[Difference]:
    """28纳米工艺, which is a name, as “a 28-micrometer process”."""
    from duizhao.quantities import Difference, Quantity, find_quantities

    for label in find_quantities(zh, "zh"):
        m = _LENGTHS.match(label.span) if label.kind == "label" else None
        if m is None:
            continue
        one = Quantity(label.span, label.start, label.end, float(m["n"]), "nm", "length")
        for other in find_quantities(en, "en"):
            if other.kind == "length" and other.value == one.value:
                yield Difference(one, other, "unit")
