"""Times in words: 去年 and last year, 3月中旬 and mid-March, 周五 and Friday."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from duizhao.glossary.folding import fold_text
from duizhao.quantities.en.words import load as load_english
from duizhao.quantities.zh.dates import small

_UNITS = {"年": "year", "月": "month", "周": "week", "星期": "week", "季度": "quarter", "世纪": "century"}
# Where a year, month or week lies, counted from now. 同期, 末 and the like may follow; 上年 is “the previous year”.
_RELATIVE_ZH = re.compile(
    r"(?P<last>去年|昨年|上年|上一年|上个?(?:月|周|星期|季度|世纪))(?!代)|(?P<now>今年|本(?:年|月|周|季度|世纪))(?!度?报|级)|"
    r"(?P<next>明年|来年|下(?:一年|个?(?:月|周|星期|季度))|次年|翌年)"
)
_RELATIVE_EN = re.compile(
    r"\b(?:(?P<last>last|previous|preceding|past|prior)|(?P<now>this|current|present)|"
    r"(?P<next>next|following|coming|subsequent|ensuing)) (?:(?:calendar|fiscal|whole|full) )?"
    r"(?P<unit>year|month|week|quarter|century)\b|"
    r"\b(?P<unit2>year|month|week|quarter)s? (?:before|earlier|ago|prior)\b|"
    r"\b(?P<unit3>year|month|week|quarter)[ -](?:on|over)[ -](?:year|month|week|quarter)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile("[比较]|同期")
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_DAY_ZH = re.compile(r"(?:周|星期|礼拜)(?P<d>[一二三四五六日天])(?![年次度个岁天回轮种名家项期所时小]|[一-鿿]{0,2}次)")
_DAY_BEFORE = re.compile(r"[一二三四五六七八九十两几数\d整]\Z")
_DAY_EN = re.compile(rf"\b({'|'.join(_DAYS)})s?\b")
_NIGHT_ZH, _NOON_ZH = re.compile(r"零[时点]|(?<!\d)(?:0|24)时|午夜"), re.compile(r"正午|(?<!\d)12时|中午")
_PART_ZH = re.compile(
    r"(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3}|本|上|下)?个?月份?的?(?P<p>上中旬|中下旬|上旬|中旬|下旬|初|中(?![旬央国部东西心小])|底|末)|"
    r"(?P<y>年)的?(?P<q>初|中(?![央国部东西心小])|底|末)"
)
_PARTS_ZH = {"上旬": "early", "初": "early", "中旬": "mid", "中": "mid", "下旬": "late", "底": "late", "末": "late"}
_EARLY = "early|beginning of|start of|first (?:ten|10) days of|first third of|first part of"
_MID = "mid|middle of|second (?:ten|10) days of|middle (?:ten|10) days of"
_LATE = "late|end of|close of|last (?:ten|10) days of|final (?:ten|10) days of|latter part of"


@dataclass(frozen=True, slots=True)
class Said:
    """A time in words, with its place in the text and what it means."""

    text: str
    start: int
    end: int
    what: str


def wrong_times(zh: str, en: str) -> Iterator[tuple[Said, Said]]:
    """Times in words that stand for each other and differ."""
    folded = fold_text(zh)
    if pair := _relative(folded, en):
        yield pair
    if pair := _weekdays(folded, en) or _noon(folded, en):
        yield pair
    yield from _parts(folded, en)


def _relative(zh: str, en: str) -> tuple[Said, Said] | None:
    """去年 as “this year”; silent where either side names a year, or several."""
    here = [(_said(m), m.group()) for m in _RELATIVE_ZH.finditer(zh)]
    if not here:
        return None
    compared = _COMPARED.search(zh) is not None
    there = [_said_en(m) for m in _RELATIVE_EN.finditer(en) if not (compared and _weak(m))]
    if not there or re.search(r"\b(?:19|20)\d\d\b", en) or re.search(r"(?:19|20)\d\d年", zh):
        return None
    units = {said.what.split(" ")[1] for said, _ in here}
    there = [s for s in there if s.what.split(" ")[1] in units]
    one = {said.what for said, _ in here}
    other = {s.what for s in there}
    if len(one) != 1 or len(other) != 1 or one == other:
        return None
    return here[0][0], there[0]


def _weak(m: re.Match[str]) -> bool:
    """Year on year, a year earlier, the previous year: what 同比 and 比上年 become."""
    return m["unit"] is None or (m["last"] is not None and m["last"].lower() != "last")


def _said(m: re.Match[str]) -> Said:
    side = next(k for k in ("last", "now", "next") if m[k])
    unit = next((u for han, u in _UNITS.items() if m.group().endswith(han)), "year")
    return Said(m.group(), m.start(), m.end(), f"{side} {unit}")


def _said_en(m: re.Match[str]) -> Said:
    side = next((k for k in ("last", "now", "next") if m[k]), "last")
    unit = (m["unit"] or m["unit2"] or m["unit3"]).lower()
    return Said(m.group(), m.start(), m.end(), f"{side} {unit}")


def _weekdays(zh: str, en: str) -> tuple[Said, Said] | None:
    """周一至周五 as “Monday to Saturday”: equally many days, one of them another."""
    here = [
        Said(m.group(), m.start(), m.end(), _DAYS["一二三四五六日天".index(m["d"]) if m["d"] != "天" else 6])
        for m in _DAY_ZH.finditer(zh)
        if not _DAY_BEFORE.search(zh[: m.start()])
    ]
    if not here:
        return None
    there = [Said(m.group(), m.start(), m.end(), m[1]) for m in _DAY_EN.finditer(en)]
    if len(here) != len(there):
        return None
    one, other = {s.what for s in here}, {s.what for s in there}
    if len(one - other) != 1 or len(other - one) != 1:
        return None
    return next(s for s in here if s.what not in other), next(s for s in there if s.what not in one)


def _noon(zh: str, en: str) -> tuple[Said, Said] | None:
    """零时 as “noon”, 正午 as “midnight”."""
    for here, there, other in ((_NIGHT_ZH, "noon|midday", "midnight"), (_NOON_ZH, "midnight", "noon|midday")):
        one = here.search(zh)
        said = one and re.search(rf"\b(?:{there})\b", en, re.IGNORECASE)
        if one and said and not re.search(rf"\b(?:{other})\b", en, re.IGNORECASE):
            return Said(one.group(), *one.span(), "hour"), Said(said.group(), *said.span(), "hour")
    return None


def _parts(zh: str, en: str) -> Iterator[tuple[Said, Said]]:
    """3月中旬 as “early March”, 年底 as “early in the year”: where the month, or the year, stands once in each."""
    here: dict[str, list[Said]] = {}
    for m in _PART_ZH.finditer(zh):
        name = "year" if m["y"] else _months().get(small(m["n"]), "") if m["n"] and m["n"] not in "本上下" else "month"
        here.setdefault(name, []).append(Said(m.group(), m.start(), m.end(), _PARTS_ZH.get(m["p"] or m["q"], "")))
    for name, parts in here.items():
        there = list(_parts_en(en, name)) if name and all(p.what for p in parts) else []
        if len(there) != len(parts) or sorted(p.what for p in there) == sorted(p.what for p in parts):
            continue
        yield next((a, b) for a, b in zip(parts, sorted(there, key=lambda p: p.start), strict=True) if a.what != b.what)


@cache
def _months() -> dict[int | None, str]:
    return {n: word for word, n in load_english().months.items() if len(word) > 3 or word == "may"}


def _parts_en(en: str, name: str) -> Iterator[Said]:
    year = r"(?:the |this |last |next |each |that )?(?:year|(?:19|20)\d\d)" if name == "year" else ""
    month = "" if name in ("year", "month") else rf"(?:{name}\b|{name[:3]}\b\.?)"
    thing = year or month or "(?:the |this |last |next |each )?month"
    for what, words in (("early", _EARLY), ("mid", _MID), ("late", _LATE)):
        for m in re.finditer(rf"\b(?:{words})[ -](?:in )?(?:the )?{thing}\b", en, re.IGNORECASE):
            yield Said(m.group(), m.start(), m.end(), what)
    if name == "year":
        for m in re.finditer(r"\byear[ -]?end\b", en, re.IGNORECASE):
            yield Said(m.group(), m.start(), m.end(), "late")
