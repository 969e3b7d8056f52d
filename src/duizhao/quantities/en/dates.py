"""English dates: all common orders, months, quarters, decades, fiscal years, plan periods, times."""

from __future__ import annotations

import re
from functools import cache

from ..values import Draft
from .words import TENS
from .words import load as load_words

FIRST_YEAR, LAST_YEAR = 1900, 2100


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    months = "|".join(sorted(load_words().months, key=lambda m: -len(m)))
    month = rf"(?P<m>{months})\.?(?![a-z])"
    day = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?(?![\d%])"
    year = r"(?P<y>(?:1[5-9]|2[01])\d\d)(?!\d|,\d{3}|\.\d)"
    span = r" ?(?:-|–|—|~|to|through|and|until|till) ?"
    modern = r"(?:1[89]|20|21)\d\d"
    of_year = rf"(?:,? (?:of )?(?:fy|fiscal year |fiscal )?(?P<y>{modern})(?!\d))?"
    first_days = "|".join(w for w, v in load_words().ordinals.items() if v <= 31)
    last_day = rf"(?:(?P<m2>{months})\.? )?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?![\d%])"
    last_month = rf"(?P<m2>{months})\.?(?![a-z])(?:,?(?: of)? (?P<y2>\d{{4}})(?!\d))?"
    two_digits = r"[-–/](?P<y3>\d\d)(?![\d%,.]\d| ?%| percent)"
    sources = {
        "year_first": rf"{year} (?:(?P<part>q[1-4]|h[12])(?![a-z0-9])|{month} {day}(?: day)?)",
        "iso": r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d])",
        "worded_day": rf"({first_days}) (?:day )?of {month}(?:,? {year})?",
        "slashed": r"(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)",
        "month_day": rf"{month} {day}(?:{span}{last_day})?(?:,? {year})?",
        "month_year": rf"{month},?(?: of)? {year}",
        "month_range": rf"{month}(?: {year})?{span}{last_month}(?! \d{{1,2}}(?!\d))",
        "month": month,
        "day_month": rf"(?:(?P<d0>\d{{1,2}})(?:st|nd|rd|th)?{span})?{day} (?:day )?(?:of )?{month}(?:,? {year})?",
        "years": rf"(?P<y>{modern})(?: ?(?:-|–|—|~|to|through|until) ?(?P<y2>{modern})(?!\d)|{two_digits})"
        r"(?: fiscal year)?",
        "between_years": rf"({modern}) and ({modern})(?!\d)",
        "year": rf"{modern}(?!\d|,\d{{3}}|\.\d|%|/\d)",
        "decade": r"(?:the )?(?P<y>(?:1[89]|20|21)\d0|\d0)'?s(?![a-z])",
        "quarter": rf"(?P<q>first|second|third|fourth|1st|2nd|3rd|4th|q[1-4])(?:[ -]quarter)?{of_year}",
        "half": rf"(?P<h>first|second|1st|2nd|latter|h1|h2)(?:[ -]half)?{of_year}",
        "quarters": rf"first (?P<n>two|three|2|3) quarters{of_year}",
        "quarter_range": r"(?P<q>first|second|third) (?:quarter )?(?:to|and|through) (?:the )?"
        r"(?P<q2>second|third|fourth) quarters?",
        "fiscal": r"(?:fy ?|fiscal years? |fiscal )((?:19|20|21)\d\d)(?: ?(?:-|–|/) ?((?:20|21)?\d\d))?",
        "to": r" ?(?:-|–|—|to|until|through) ?",
        "clock": r"([01]?\d|2[0-4])(?::([0-5]\d)(?::[0-5]\d)?(?: ?([ap])\.?m\b\.?)?|\.([0-5]\d) ?([ap])\.?m\b\.?)",
        "hour": r"(\d{1,2}) ?([ap])\.?m(?![a-z])\.?",
        "oclock": r"(\d{1,2}) o'clock",
        "plan": r"(?:(?:five|5)-year|five year)(?: [a-z-]+){0,4}? plans?",
    }
    return {name: re.compile(source) for name, source in sources.items()}


_ORDINAL_DIGIT = (
    {f"{n}{end}": n for n, end in zip((1, 2, 3, 4), ("st", "nd", "rd", "th"), strict=True)}
    | {word: n for n, word in enumerate("first second third fourth".split(), 1)}
    | {"two": 2, "three": 3}
)
_MONTH_CONTEXT = frozenset(
    "in by of since from until till during last this next early late mid early- mid- late- to through between and "
    "before after every each on for".split()
)


def _iso(year: str | None, month: int | None, day: str | None) -> str:
    if year is None:
        return f"--{month:02d}-{int(day or 0):02d}"
    return "-".join([year] + ([f"{month:02d}"] if month else []) + ([f"{int(day):02d}"] if day else []))


def date_at(text: str, folded: str, at: int) -> Draft | None:
    """The date, or the range of dates, that begins at `at` (of the lower-case text; `folded` keeps its case)."""
    first = _single(text, folded, at)
    if first is None or not isinstance(first.value, str) or first.kind not in ("date", "time"):
        return first
    sep = _patterns()["to"].match(text, first.end)
    if sep is None or sep.end() >= len(text):
        return first
    last = _single(text, folded, sep.end())
    if last is None or not isinstance(last.value, str) or len(last.value) < len(first.value) or last.kind != first.kind:
        return first
    low = first.value
    if low.startswith("--") and not last.value.startswith("--"):
        low = last.value[:4] + low[1:]
    if len(low) != len(last.value) or low >= last.value:
        return first
    return Draft(at, last.end, (low, last.value), kind=first.kind, bound="range")


def _single(text: str, folded: str, at: int) -> Draft | None:
    return _from_digit(text, folded, at) if text[at].isdigit() else _from_month(text, folded, at)


def _from_digit(text: str, folded: str, at: int) -> Draft | None:
    patterns = _patterns()
    if match := patterns["year_first"].match(text, at):
        if match["part"]:
            return Draft(at, match.end(), f"{match['y']}-{match['part'].upper()}", kind="date")
        return Draft(at, match.end(), _iso(match["y"], load_words().months[match["m"]], match["d"]), kind="date")
    if match := patterns["iso"].match(text, at):
        year, month, day = int(match[1]), int(match[3]), int(match[4])
        if 1 <= month <= 12 and 1 <= day <= 31 and 1500 <= year <= 2200:
            return Draft(at, match.end(), f"{year:04d}-{month:02d}-{day:02d}", kind="date")
    if match := patterns["slashed"].match(text, at):
        month, day = int(match[1]), int(match[2])
        if month > 12:
            month, day = day, month
        if 1 <= month <= 12 and 1 <= day <= 31:
            return Draft(at, match.end(), f"{match[3]}-{month:02d}-{day:02d}", kind="date")
    if match := patterns["clock"].match(text, at):
        return _time(at, match.end(), int(match[1]), match[2] or match[4], match[3] or match[5])
    if (match := patterns["hour"].match(text, at)) and int(match[1]) <= 12:
        return _time(at, match.end(), int(match[1]), "00", match[2])
    if match := patterns["oclock"].match(text, at):
        return _time(at, match.end(), int(match[1]), "00", None)
    match = patterns["day_month"].match(text, at)
    if match and 1 <= int(match["d"]) <= 31 and folded[match.start("m")].isupper():  # minors over 16 may …
        month = load_words().months[match["m"]]
        last = _iso(match["y"], month, match["d"])
        if match["d0"] and int(match["d0"]) < int(match["d"]):
            return Draft(at, match.end(), (_iso(match["y"], month, match["d0"]), last), kind="date", bound="range")
        if not match["d0"]:
            return Draft(at, match.end(), last, kind="date")
    return None


def _time(start: int, end: int, hour: int, minute: str, half: str | None) -> Draft:
    if half == "p" and hour < 12:
        hour += 12
    return Draft(start, end, f"{hour % 24 if half else hour:02d}:{minute}", kind="time")


def _from_month(text: str, folded: str, at: int) -> Draft | None:
    patterns, months = _patterns(), load_words().months
    if not folded[at].isupper() or text.endswith("long ", 0, at):
        return None
    if (match := patterns["month_day"].match(text, at)) and 1 <= int(match["d"]) <= 31:
        month = months[match["m"]]
        first = _iso(match["y"], month, match["d"])
        if match["d2"] is None:
            return Draft(at, match.end(), first, kind="date")
        last = _iso(match["y"], months[match["m2"]] if match["m2"] else month, match["d2"])
        if first < last:
            return Draft(at, match.end(), (first, last), kind="date", bound="range")
    if match := patterns["month_range"].match(text, at):
        low, high = months[match["m"]], months[match["m2"]]
        year = match["y2"] or match["y"]
        if year:
            pair = (_iso(match["y"] or year, low, None), _iso(year, high, None))
            return Draft(at, match.end(), pair, kind="date", bound="range")
        if low < high and (len(match["m"]) > 3 or match["m"] == "may"):
            return Draft(at, match.end(), (low, high), kind="month", bound="range")
    if match := patterns["month_year"].match(text, at):
        return Draft(at, match.end(), _iso(match["y"], months[match["m"]], None), kind="date")
    match = patterns["month"].match(text, at)
    if match is None or (len(match["m"]) < 4 and match["m"] != "may") or match["m"] == "sept":
        return None
    before = text[max(0, at - 10) : at].rstrip(" -").split()
    if match["m"] in ("may", "march", "august") and not (before and before[-1] in _MONTH_CONTEXT):
        return None
    return Draft(at, match.end("m"), months[match["m"]], kind="month")


def decade_at(text: str, at: int) -> Draft | None:
    """the 1990s, the '90s; `at` is the first digit."""
    match = _patterns()["decade"].match(text, at)
    if match is None:
        return None
    first = int(match["y"])
    first += 1900 if 30 <= first < 100 else 2000 if first < 100 else 0
    start = at - 1 if text[at - 1 : at] == "'" else at
    return Draft(start, match.end(), (str(first), str(first + 9)), kind="year", bound="range")


def worded_decade(text: str, at: int, word: str) -> Draft | None:
    """the eighties."""
    if not text.endswith(("the ", "late ", "early ", "mid-"), 0, at):
        return None
    first = 1900 + TENS[word[:-3] + "y"]
    return Draft(at, at + len(word), (str(first), str(first + 9)), kind="year", bound="range")


def year_at(text: str, at: int) -> Draft | None:
    """A year or a range of years."""
    patterns = _patterns()
    for name in ("years", "between_years"):
        match = patterns[name].match(text, at)
        if match is None:
            continue
        if name == "between_years" and not text.endswith("between ", 0, at):
            continue
        first = int(match.group(1))
        last = int(match.group(2)) if match.group(2) else first // 100 * 100 + int(match["y3"])
        if FIRST_YEAR - 100 <= first < last <= LAST_YEAR:
            return Draft(at, match.end(), (str(first), str(last)), kind="year", bound="range")
    match = patterns["year"].match(text, at)
    if match is None or not FIRST_YEAR - 100 <= int(match.group()) <= LAST_YEAR:
        return None
    return Draft(at, match.end(), match.group(), kind="year")


def day_of_month(text: str, at: int) -> Draft | None:
    """the first of October 2025; `at` is the ordinal word."""
    match = _patterns()["worded_day"].match(text, at)
    if match is None:
        return None
    day = load_words().ordinals[match[1]]
    return Draft(at, match.end(), _iso(match["y"], load_words().months[match["m"]], str(day)), kind="date")


def part_of_year(text: str, at: int, word: str) -> Draft | None:
    """third quarter, Q3 2026, first half of the year, first three quarters; `at` is the ordinal."""
    patterns = _patterns()
    if match := patterns["quarters"].match(text, at):
        first, last = "Q1", f"Q{_digit(match['n'])}"
        if match["y"]:
            first, last = f"{match['y']}-{first}", f"{match['y']}-{last}"
        return Draft(at, match.end(), (first, last), kind="date", bound="range")
    if match := patterns["quarter_range"].match(text, at):
        pair = (f"Q{_digit(match['q'])}", f"Q{_digit(match['q2'])}")
        return Draft(at, match.end(), pair, kind="date", bound="range")
    match = patterns["quarter"].match(text, at)
    if match is not None and (word.startswith("q") or "quarter" in match.group()):
        number = match["q"][1] if match["q"][0] == "q" else str(_ORDINAL_DIGIT[match["q"]])
        year = f"{match['y']}-" if match["y"] else ""
        return Draft(at, match.end(), f"{year}Q{number}", kind="date")
    match = patterns["half"].match(text, at)
    if match is not None and (word in ("h1", "h2") or "half" in match.group()):
        half = "H1" if match["h"] in ("first", "1st", "h1") else "H2"
        if match["y"]:
            return Draft(at, match.end(), f"{match['y']}-{half}", kind="date")
        following = re.compile(
            r" of (?:(?:the|this|last|next|each|every|any|an?) )?(?:(?:current|same|previous|following|fiscal|"
            r"financial|accounting|calendar|budget|school|academic) )?(year|century|\w+)"
        ).match(text, match.end())
        if word in ("h1", "h2") or following is None or following[1] == "year":
            return Draft(at, match.end(), half, kind="date")
    return None


def _digit(word: str) -> int:
    return int(word) if word.isdigit() else _ORDINAL_DIGIT[word]


def fiscal_at(text: str, at: int) -> Draft | None:
    """FY2026, fiscal year 2026; `at` is the year's first digit."""
    for back in (2, 3, 7, 12, 13):
        start = at - back
        if start < 0:
            break
        match = _patterns()["fiscal"].match(text, start)
        if match is not None and match.start(1) == at and not (start and text[start - 1].isalnum()):
            if match[2]:
                last = match[2] if len(match[2]) == 4 else match[1][:2] + match[2]
                return Draft(start, match.end(), (match[1], last), kind="year", bound="range")
            return Draft(start, match.end(), match[1], kind="year")
    return None
