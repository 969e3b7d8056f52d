"""Chinese dates: years, months, days, quarters, decades, plan periods, times; ranges of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..values import Draft, Value
from .numbers import DIGITS, parse_han

# Years that are no durations: 2000年 is a year, 5000年文明 is not.
FIRST_YEAR, LAST_YEAR = 1000, 2200

_N = r"(?:\d{1,2}(?!\d)|[一二三四五六七八九十廿卅]{1,3})"
_DIGIT = "〇零○一二三四五六七八九"
_SEP = r" ?(?:至|到|[—–―~-]{1,2}) ?"
_QUARTER = "一二三四1234"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    sources = {
        "undated": r"\d{1,20}[,.]?\d* ?(?![\d年月日号季时点世代:/.至到—–―~ -])",
        "iso": r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d.\-/])",
        "han_years": rf"([一二][{_DIGIT}]{{3}})年?(?:至|到|[—–-])([一二]?[{_DIGIT}]{{2,3}})年度?",
        "han_short": rf"([〇零三四五六七八九][{_DIGIT}])年(?!级|来|后|前)",
        "years": rf"(\d{{4}})(?: ?年)?(?:{_SEP}|/)(\d{{4}}|\d{{2}}(?= ?年度| ?学年| ?年\D)) ?(?:学?年度?)",
        "year": rf"(\d{{4}}|[一二][{_DIGIT}]{{3}}) ?(?:学年|年度|年)(?!代|[多余]|以内)",
        "era": r"(\d{1,3}|[一二三四五六七八九十百零〇○]{1,6}) ?年",
        "months": rf"({_N}){_SEP}({_N}) ?月(?:份)?",
        "month": rf"({_N}) ?月(?!以[上下内])(?:份)?",
        "days": rf"({_N})(?: ?日)?{_SEP}({_N}) ?[日号]",
        "day": rf"({_N}) ?[日号](?!线|文|令)",
        "to": rf"{_SEP}",
        "half": r"的? ?([上下])半年",
        "quarter": rf"的? ?(?:第 ?)?([{_QUARTER}]) ?(?:季度|(?<=第.)季(?![节度]))",
        "quarters": r"的? ?前([两二三23])个?季度",
        "quarter_range": rf"(?:第 ?)?([{_QUARTER}])(?: ?季度)?{_SEP}(?:第 ?)?([{_QUARTER}]) ?季度",
        "century": r"(\d{1,2}|[一二三四五六七八九十]{1,3}) ?世纪(?: ?(\d0|[一二三四五六七八九]十) ?年代)?",
        "decade": r"(\d{4}|\d0|[一二三四五六七八九]十) ?年代",
        "period": r"(?:十[一二三四五六七八九]?|二十|[一二三四五六七八九])五(?![年个岁名人天家十百千万亿])",
        "clock": r"([01]?\d|2[0-4]):([0-5]\d)(?![\d:])",
        "late": r" ?(?:至|到|[—–~-]{1,2}) ?(?:上午|下午|晚上|早|晚)",
        "hour": rf"({_N}) ?(?:时(?!代|期|间|段|速|刻|空|点)|点钟?(?=[整半,，。]|\d|$))(?:({_N}) ?分(?!之))?",
        "duration": r"(?:以内|之内|内|以上|以下|以后|之后|后(?!日)|为限|期间|左右|期限|届满|未)",
    }
    return {name: re.compile(source) for name, source in sources.items()}


@dataclass(frozen=True, slots=True)
class _Date:
    """A calendar point with the parts that were written."""

    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None


def small(digits: str) -> int:
    """A number below 100 in either script; 0 if it is none."""
    value = int(digits) if digits.isdigit() else DIGITS.get(digits) or parse_han(digits)
    return value if isinstance(value, int) else 0


def _year(digits: str) -> int:
    return int("".join(str(DIGITS[c]) if c in DIGITS else c for c in digits))


def iso(year: int | None, month: int | None, day: int | None) -> Value:
    """The ISO form of what is known; a lone month or day is a number."""
    if year is not None:
        parts = [f"{year:04d}"] + [f"{p:02d}" for p in (month, day) if p is not None]
        return "-".join(parts)
    if month is not None and day is not None:
        return f"--{month:02d}-{day:02d}"
    return month if month is not None else day if day is not None else 0


def _kind(date: _Date) -> str:
    if date.month is None and date.day is None:
        return "year"
    if date.year is None and (date.month is None or date.day is None):
        return "month" if date.day is None else "day"
    return "date"


def date_at(text: str, at: int) -> Draft | None:
    """The date, period of the year, decade, plan period or time that begins at `at`."""
    patterns = _patterns()
    if text[at].isdigit() and patterns["undated"].match(text, at):
        return None  # most numbers; this one test spares them a dozen
    for name, read in (("iso", _iso), ("years", _years), ("han_years", _years), ("clock", _clock)):
        match = patterns[name].match(text, at)
        if match is not None and (draft := read(match)):
            return draft
    return _special(text, at) or _calendar(text, at) or _hour(text, at)


def _iso(match: re.Match[str]) -> Draft | None:
    year, month, day = int(match[1]), int(match[3]), int(match[4])
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Draft(match.start(), match.end(), f"{year:04d}-{month:02d}-{day:02d}", kind="date")


def _years(match: re.Match[str]) -> Draft | None:
    first, last = _year(match[1]), _year(match[2])
    if last < 100:
        last += first // 100 * 100
    if not (FIRST_YEAR <= first < last <= LAST_YEAR) or _patterns()["month"].match(match.string, match.end()):
        return None
    return Draft(match.start(), match.end(), (f"{first:04d}", f"{last:04d}"), kind="year", bound="range")


def _clock(match: re.Match[str]) -> Draft:
    text = match.string
    to = _patterns()["to"].match(text, match.end())
    until = _patterns()["clock"].match(text, to.end()) if to else None
    if until is not None:
        pair = (f"{int(match[1]):02d}:{match[2]}", f"{int(until[1]):02d}:{until[2]}")
        return Draft(match.start(), until.end(), pair, kind="time", bound="range")
    return Draft(match.start(), match.end(), f"{int(match[1]):02d}:{match[2]}", kind="time")


def _hour(text: str, at: int) -> Draft | None:
    match = _patterns()["hour"].match(text, at)
    if match is None:
        return None
    hour, minute = small(match[1]), small(match[2]) if match[2] else 0
    before = text[max(0, at - 3) : at].rstrip()
    half_day = before[-2:] in ("下午", "晚上", "傍晚", "上午", "凌晨", "早上", "中午", "夜里") or before[-1:] in tuple(
        "早晚"
    )
    dated = before[-1:] in "日号" and before
    ranged = _patterns()["to"].match(text, match.end())
    if hour > 24 or minute > 59 or not (match[2] or half_day or dated or ranged or text[at].isdigit()):
        return None
    if (before[-2:] in ("下午", "晚上", "傍晚") or before[-1:] == "晚") and hour < 12:
        hour += 12
    start = f"{hour:02d}:{minute:02d}"
    to = _patterns()["late"].match(text, match.end()) or _patterns()["to"].match(text, match.end())
    until = _patterns()["hour"].match(text, to.end()) if to else None
    if to is not None and until is not None and small(until[1]) <= 24:
        last = small(until[1]) + (
            12 if text[to.end() - 1] in "晚午上" and "上午" not in to.group() and small(until[1]) < 12 else 0
        )
        end = f"{last:02d}:{small(until[2]) if until[2] else 0:02d}"
        return Draft(at, until.end(), (start, end), kind="time", bound="range")
    return Draft(at, match.end(), start, kind="time")


def _special(text: str, at: int) -> Draft | None:
    patterns = _patterns()
    before = text[at - 1 : at] if at else ""
    match = patterns["century"].match(text, at)
    if match is not None and not text.startswith("个", match.start()):
        century = small(match[1])
        if 1 <= century <= 30:
            if match[2]:
                first = (century - 1) * 100 + small(match[2])
                return _decade(at, match.end(), first)
            return Draft(at, match.end(), century, kind="ordinal")
    match = patterns["decade"].match(text, at)
    if match is not None:
        if len(match[1]) == 4:
            return _decade(at, match.end(), int(match[1]))
        start, base = at, 1900
        for name, value in (("本世纪", 2000), ("上世纪", 1900), ("上个世纪", 1900), ("新世纪", 2000)):
            if text.endswith(name, 0, at):
                start, base = at - len(name), value
        return _decade(start, match.end(), base + small(match[1]))
    if before in ("上", "下") and text.startswith("半年", at):
        return Draft(at - 1, at + 2, "H1" if before == "上" else "H2", kind="date")
    if before == "前" and (match := patterns["quarters"].match(text, at - 1)):
        return Draft(at - 1, match.end(), ("Q1", f"Q{small(match[1])}"), kind="date", bound="range")
    return quarter_at(text, at) or _period(text, at)


def quarter_at(text: str, at: int) -> Draft | None:
    """第三季度, 一至三季度; `at` is the numeral."""
    patterns = _patterns()
    before = text[at - 1 : at]
    start = at - 1 if before == "第" else at
    match = patterns["quarter_range"].match(text, start)
    if match is not None:
        pair = (f"Q{small(match[1])}", f"Q{small(match[2])}")
        return Draft(start, match.end(), pair, kind="date", bound="range")
    match = patterns["quarter"].match(text, start)
    if match is not None and before != "前":
        return Draft(start, match.end(), f"Q{small(match[1])}", kind="date")
    return None


def _decade(start: int, end: int, first: int) -> Draft:
    return Draft(start, end, (str(first), str(first + 9)), kind="year", bound="range")


def _period(text: str, at: int) -> Draft | None:
    """“十三五” and its like; without 十 only in quotes or before 时期, 计划 …"""
    match = _patterns()["period"].match(text, at)
    if match is None:
        return None
    end = match.end()
    quoted = at > 0 and text[at - 1] in "“‘「『\"'" and text[end : end + 1] in ("”", "’", "」", "』", '"', "'")
    named = text.startswith(("时期", "期间", "规划", "计划", "末", "初", "以来", "开局", "收官", "目标"), end)
    long = match.group().startswith("十") and len(match.group()) == 3
    if not (quoted or named or long) or (at and text[at - 1] in "第百千万零"):
        return None
    number = parse_han(match.group()[:-1]) if len(match.group()) > 2 else DIGITS.get(match.group()[0], 10)
    return Draft(at, end, number, kind="period") if isinstance(number, int) else None


def _calendar(text: str, at: int) -> Draft | None:
    """Dates made of 年, 月 and 日, and ranges of them."""
    patterns = _patterns()
    first = _point(text, at)
    if first is None:
        return _month_range(text, at, None, at)
    start = at
    if text.endswith("民国", 0, at) and first.year is not None:
        start = at - 2
    if first.year is not None and first.month is None:
        part = _part_of_year(text, start, first)
        if part is not None:
            return part
        months = _month_range(text, start, first.year, first.end)
        if months is not None:
            return months
    if first.month is not None and first.day is None and (days := patterns["days"].match(text, first.end)):
        low, high = small(days[1]), small(days[2])
        if 1 <= low < high <= 31:
            pair = (str(iso(first.year, first.month, low)), str(iso(first.year, first.month, high)))
            return Draft(start, days.end(), pair, kind="date", bound="range")
    to = patterns["to"].match(text, first.end)
    if to is not None:
        if start < at:
            match = patterns["era"].match(text, to.end())
            last = _republic(match[1]) if match else 0
            if match and first.year is not None and first.month is None and last > first.year:
                return Draft(start, match.end(), (str(first.year), str(last)), kind="year", bound="range")
        second = _point(text, to.end(), month_known=first.day is not None)
        if second is not None and (pair_ := _range(first, second)):
            kind = _kind(first) if _kind(first) == _kind(second) else "date"
            return Draft(start, second.end, pair_, kind=kind, bound="range")
    return Draft(start, first.end, iso(first.year, first.month, first.day), kind=_kind(first))


def _range(first: _Date, second: _Date) -> tuple[int | str, int | str] | None:
    year = second.year if second.year is not None else first.year
    month = second.month if second.month is not None or second.year is not None else first.month
    if (first.day is None) != (second.day is None) or (first.month is None) != (month is None):
        return None
    first_year = first.year if first.year is not None else second.year
    low, high = iso(first_year, first.month, first.day), iso(year, month, second.day)
    if isinstance(low, (int, str)) and isinstance(high, (int, str)):
        return low, high
    return None


def _part_of_year(text: str, start: int, year: _Date) -> Draft | None:
    patterns = _patterns()
    if match := patterns["half"].match(text, year.end):
        half = "H1" if match[1] == "上" else "H2"
        return Draft(start, match.end(), f"{year.year}-{half}", kind="date")
    if match := patterns["quarters"].match(text, year.end):
        pair = (f"{year.year}-Q1", f"{year.year}-Q{small(match[1])}")
        return Draft(start, match.end(), pair, kind="date", bound="range")
    if match := patterns["quarter"].match(text, year.end):
        return Draft(start, match.end(), f"{year.year}-Q{small(match[1])}", kind="date")
    return None


def _month_range(text: str, start: int, year: int | None, at: int) -> Draft | None:
    match = _patterns()["months"].match(text, at)
    if match is None:
        return None
    low, high = small(match[1]), small(match[2])
    if not 1 <= low < high <= 12 or _patterns()["day"].match(text, match.end()):
        return None
    pair = (str(iso(year, low, None)), str(iso(year, high, None))) if year is not None else (low, high)
    return Draft(start, match.end(), pair, kind="month" if year is None else "date", bound="range")


def _point(text: str, at: int, *, month_known: bool = False) -> _Date | None:
    """年, 月, 日 from `at` on, as far as they go; a day alone only where its month is known."""
    patterns = _patterns()
    year = month = day = None
    end = at
    republic = text.endswith("民国", 0, at)
    match = patterns["year"].match(text, at)
    if match is not None and FIRST_YEAR <= _year(match[1]) <= LAST_YEAR:
        year, end = _year(match[1]), match.end()
    elif (match := patterns["han_short"].match(text, at)) and parse_han(match[1]) is None:  # 九六年, not 三五年
        short = _year(match[1])
        year, end = short + (1900 if short >= 30 else 2000), match.end()
    elif republic or _republican(text, at):
        match = patterns["era"].match(text, at)
        if match is not None and (last := _republic(match[1])):
            year, end = last, match.end()
    gap = 1 if year is not None and text.startswith(" ", end) else 0
    match = patterns["month"].match(text, end + gap)
    if match is not None and 1 <= small(match[1]) <= 12:
        month, end = small(match[1]), match.end()
    elif year is not None:
        return _Date(end, year)
    elif not month_known and not _lone_day(text, at):
        return None
    gap = 1 if month is not None and text.startswith(" ", end) else 0
    match = patterns["day"].match(text, end + gap)
    if match is not None and 1 <= small(match[1]) <= 31:
        day, end = small(match[1]), match.end()
    if year is None and month is None and day is None:
        return None
    return _Date(end, year, month, day)


def _republican(text: str, at: int) -> bool:
    """一百十二年五月: a year of the Republic, its era named once before."""
    match = re.compile(r"(\d{2,3}|[一二三四五六七八九十百零〇]{2,6}) ?年(?:度|[一二三四五六七八九十\d]{1,3}月)").match(
        text, at
    )
    if match is None or text.endswith("第", 0, at):
        return False
    value = int(match[1]) if match[1].isdigit() else parse_han(match[1])
    return isinstance(value, int) and (70 <= value <= 140) and "民国" in text[max(0, at - 600) : at]


def _republic(digits: str) -> int:
    """The common year of a year of the Republic (民國115年 is 2026); 0 if it is none."""
    value = int(digits) if digits.isdigit() else parse_han(digits) or DIGITS.get(digits)
    return value + 1911 if isinstance(value, int) and 0 < value < 200 else 0


def _lone_day(text: str, at: int) -> bool:
    """15日 names a day; 30日内 and 三十日 (as statutes write) last."""
    match = _patterns()["day"].match(text, at)
    if match is None or not (text[at].isdigit() or text[at] in "廿卅") or text[match.end() - 1] == "号":
        return False
    if _patterns()["duration"].match(text, match.end()):
        return False
    return not text.endswith(("满", "于", "起", "达", "逾", "过", "少于", "低于", "超过", "每", "第", "近"), 0, at)
