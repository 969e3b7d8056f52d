"""Chinese fractions and multiples: 三分之一, 百分之五, 三成, 八折, 半, 翻两番, 增长一倍."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from ..arithmetic import tidy
from ..units import load as load_units
from ..values import Draft
from .bounds import bound_after, bound_around
from .numbers import DIGITS, number_at
from .units import unit_at
from .words import TRIGGER

# Before N倍 these make it an increase by that much: 增长一倍 is twofold.
_GROWTH = re.compile(
    "(?:增长|提高|增加|扩大|上升|提升|上涨|增多|增幅|增速|激增|猛增|翻|快|高出|多出|扩张|增值|增|涨|高|多)"
    r"(?:幅)?(?:了|超过|超|近|约|将近|逾|达到|达|不止|至少|大约|突破|将|为)*\Z"
)
_UP_TO = re.compile(r"(?:增加|提高|增长|扩大|提升|上升|增)[到至]\Z")

_REPORT = re.compile("年报(?!告)|年度")  # half-yearly reports are no time


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    not_tenth = "立为就果员绩功本效长品熟套型年人交因语"
    sources = {
        "any": r"[\d.零一二三四五六七八九十百千万两]{1,8}(?: ?分之|[成折/])|[\d一二三四五六七八九][至到—–~-].成",
        "fraction": r"(\d{1,6}|[零一二三四五六七八九十百千万两]{1,6}) ?分之 ?",
        # 二者成为, but 约三成为资助单位
        "tenths": rf"([一二两三四五六七八九]|\d(?:\.\d)?)成([一二三四五六七八九半])?"
        rf"(?:(?![{not_tenth}])|(?<=[约近逾超过有中占][一二三四五六七八九]成)(?=为))",
        "tenths_range": rf"([一二两三四五六七八九\d])(?:至|到|[—–~-])?([一二三四五六七八九\d])成(?![{not_tenth}])",
        "discount": r"(\d{1,2}|\d\.\d|[一二三四五六七八九]{1,2})折(?![叠旧算射线损断合])",
        "slashed": r"(\d{1,2})/(\d{1,3})(?![\d/])",
        "doubling": r"翻(?:了)?(?:近|约|超)?([一两二三四五1-5])?番",
        "sep": r" ?(?:至|到|[—–―~-]{1,2}) ?",
    }
    return {name: re.compile(source) for name, source in sources.items()}


def _digit(character: str) -> int:
    return int(character) if character.isdigit() else DIGITS[character]


def bounded(text: str, draft: Draft) -> Draft:
    """The draft with the bound that the words around it name."""
    if draft.bound != "exact":
        return draft
    return replace(draft, bound=bound_around(text, draft.start, draft.end) or "exact")


def fraction(text: str, at: int) -> Draft | None:
    """三分之一, 百分之十五, 千分之三, 三成五, 八折, 2/3 from `at` on, with ranges."""
    patterns = _patterns()
    if patterns["any"].match(text, at) is None:
        return None
    if (match := patterns["fraction"].match(text, at)) and match.end() < len(text):
        return _parts(text, at, match)
    if match := patterns["tenths"].match(text, at):
        tenths = float(match[1]) if match[1][0].isdigit() else DIGITS[match[1]]
        rest = 5 if match[2] == "半" else DIGITS.get(match[2] or "", 0)
        return Draft(at, match.end(), tidy(tenths * 10 + rest), "%", "percent")
    if match := patterns["tenths_range"].match(text, at):
        low, high = _digit(match[1]), _digit(match[2])
        if low < high:
            return Draft(at, match.end(), (low * 10, high * 10), "%", "percent", "range")
    if match := patterns["discount"].match(text, at):
        if "." in match[1]:
            return Draft(at, match.end(), tidy(float(match[1]) * 10), "%", "percent")
        value = int("".join(str(_digit(c)) for c in match[1]))
        return Draft(at, match.end(), value * (10 if len(match[1]) == 1 else 1), "%", "percent")
    match = patterns["slashed"].match(text, at)
    if match and 0 < int(match[1]) < int(match[2]) and not text.startswith(("纳米", "nm"), match.end()):
        return Draft(at, match.end(), round(int(match[1]) / int(match[2]), 6), kind="fraction")
    return None


def _parts(text: str, at: int, match: re.Match[str]) -> Draft | None:
    """X分之Y, where `match` is X分之."""
    number = number_at(text, match.end()) if text[match.end()] in TRIGGER else None
    whole = number_at(text, at)
    if number is None or whole is None or isinstance(whole.value, tuple) or not whole.value:
        return None
    if isinstance(number.value, tuple):
        return _of(at, number.end, number.value, whole.value)
    sep = _patterns()["sep"].match(text, number.end)
    if sep is not None and (upper := _upper(text, sep.end(), match[1], number.value / whole.value, whole.value)):
        return replace(_of(at, upper.end, (number.value, number.value), whole.value), value=upper.value, bound="range")
    return _of(at, number.end, number.value, whole.value)


def _upper(text: str, at: int, whole: str, low: float, parts: int | float) -> Draft | None:
    """The upper end of a range of fractions; its value is the pair."""
    second = _patterns()["fraction"].match(text, at)
    if second is not None and second[1] != whole:
        draft = _parts(text, at, second) if second.end() < len(text) else None
        if draft is None or draft.kind != "fraction" or not isinstance(draft.value, (int, float)):
            return None
        return replace(draft, value=(round(low, 6), draft.value)) if draft.value > low else None
    begin = second.end() if second else at
    number = number_at(text, begin) if begin < len(text) and text[begin] in TRIGGER else None
    if number is None or isinstance(number.value, tuple) or number.value / parts <= low:
        return None
    if second is None and load_units().chinese(text, number.end) is not None:
        return None  # 百分之三到5个 …
    return _of(begin, number.end, (tidy(low * parts), number.value), parts)


def _of(start: int, end: int, value: int | float | tuple[int | float, int | float], whole: int | float) -> Draft:
    """`value` parts of `whole`: a percentage of hundred, otherwise a fraction to six digits."""
    percent = whole == 100
    kind, unit = ("percent", "%") if percent else ("fraction", "")
    if isinstance(value, tuple):
        low, high = value
        pair = value if percent else (round(low / whole, 6), round(high / whole, 6))
        return Draft(start, end, pair, unit, kind, "range")
    return Draft(start, end, value if percent else round(value / whole, 6), unit, kind)


def doubling(text: str, at: int) -> Draft | None:
    """翻一番, 翻两番, 翻番 from 翻; 倍增 from 倍."""
    if match := _patterns()["doubling"].match(text, at):
        return Draft(at, match.end(), 2 ** (_digit(match[1]) if match[1] else 1), "factor", "multiple")
    before = text[at - 1 : at] if at else ""
    if text.startswith("倍增", at) and not (before and before in "成加数" + TRIGGER):
        return Draft(at, at + 2, 2, "factor", "multiple")
    return None


def halves(text: str, at: int) -> Draft | None:
    """半 without a number before it: 半年, 半数, 一半, 过半, 减半."""
    before = text[at - 1 : at] if at else ""
    if text.startswith("半数", at):
        return Draft(at, at + 2, 0.5, kind="fraction", bound="over" if before == "过" else "exact")
    if before == "一" and text[at - 2 : at - 1] not in ("统", "第"):
        return Draft(at - 1, at + 1, 0.5, kind="fraction")
    if before in ("过", "近", "减", "逾", "超") and not text.startswith(("年", "个", "小", "天", "导"), at + 1):
        bound = {"过": "over", "逾": "over", "超": "over", "近": "about"}.get(before, "exact")
        return Draft(at - 1 if before == "减" else at, at + 1, 0.5, kind="fraction", bound=bound)
    found = unit_at(text, at + 1)
    if found is None or (before and before in "前后上下大多") or _REPORT.match(text, at + 1):
        return None
    unit, end = found
    if unit.kind not in ("duration", "length", "area", "mass", "percentage_point", "energy"):
        return None
    return Draft(at, end, tidy(0.5 * unit.times), unit.code, unit.kind)


def multiple(text: str, draft: Draft, end: int) -> Draft:
    """增长一倍 is 2, 提高1.5倍 is 2.5, 达到…的2.1倍 is 2.1; `draft` is the number, `end` follows 倍."""
    half = 0.5 if text.startswith("半", end) else 0
    end += 1 if half else 0
    before = text[max(0, draft.start - 12) : draft.start]
    grown = 1 if _GROWTH.search(before) and not _UP_TO.search(before) else 0
    values = draft.value if isinstance(draft.value, tuple) else (draft.value,)
    read = [tidy(v + grown + half) for v in values if not isinstance(v, str)]
    bound = draft.bound if draft.bound == "range" else bound_after(text, end) or draft.bound
    value = read[0] if len(read) == 1 else (read[0], read[1])
    return replace(draft, end=end, value=value, unit="factor", kind="multiple", bound=bound, bare=False)
