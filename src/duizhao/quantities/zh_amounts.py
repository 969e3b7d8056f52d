"""Chinese amounts: a number with its unit, range, bound, and what stands before it (每, 时速, 人民币)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from . import zh_words
from .units import Unit, Units
from .units import load as load_units
from .values import Draft, label
from .zh_labels import measure
from .zh_numbers import Number, number_at, times

# A unit of one character is no unit where a longer word begins: 3天然 …, 二元结构, 三年级.
_NOT_BEFORE = {
    "元": "化论素结旦宵首体复老勋",
    "年": "级轻代画糕货谷",
    "天": "然津空地文使堂",
    "日": "本报常均益渐程光照记语瓦",
    "周": "围边刊转一二三四五六末恩口知密",
    "升": "级高学温值华降至到",
    "克": "服拉隆己制",
    "瓦": "解斯房砾",
    "米": "兰饭粉面字其",
    "方": "面案式法向便针阵略舱程",
    "角": "度落色逐",
    "桶": "装",
    "分": "之",
}
_CURRENCY_BEFORE = {
    "人民币": "CNY", "RMB": "CNY", "CNY": "CNY", "¥": "CNY", "US$": "USD", "USD": "USD", "HK$": "HKD", "HKD": "HKD",
    "NT$": "TWD", "TWD": "TWD", "NTD": "TWD", "€": "EUR", "EUR": "EUR", "£": "GBP", "GBP": "GBP", "$": "USD", "JPY": "JPY",
    "新台币": "TWD", "台币": "TWD", "港币": "HKD", "港元": "HKD", "美元": "USD", "美金": "USD", "日元": "JPY",
    "欧元": "EUR", "英镑": "GBP", "澳门币": "MOP", "MOP": "MOP",
}  # fmt: skip
_GROWTH = re.compile(
    "(?:增长|提高|增加|扩大|上升|提升|上涨|增多|增幅|增速|激增|猛增|翻|快|高出|多出|扩张|增值|增|涨|高|多)"
    "(?:幅)?(?:了|超过|超|近|约|将近|逾|达到|达|不止|至少|大约|突破|将|为)*$"
)
_NO_GROWTH = ("增至", "增加到", "提高到", "增长到", "扩大到", "提升到", "提升至", "提高至", "扩大至", "增长至", "上升到", "上升至")
_SPEED_BEFORE = re.compile("时速(?:约|可达|达到|达|超过|为|在|最高|高达|仅|不超过|提高到|提升至|不低于|近|突破)*$")
_COLD = ("零下",)
_HALVED = ("半",)


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number with what follows it directly."""

    number: Number
    unit: str
    kind: str
    end: int  # of the unit, or of the number if none
    after: int  # where a bound may follow: behind unit and measure word
    counted: bool  # a measure word follows
    half: bool = False
    more: str = ""
    value: int | float | tuple[int | float, int | float] = 0


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "sep": re.compile(r" ?(?:至|到|[—–―~-]{1,2}) ?"),
        "fraction": re.compile(r"(\d{1,6}|[零一二三四五六七八九十百千万两]{1,6}) ?分之 ?"),
        "tenths": re.compile(r"([一二两三四五六七八九]|\d(?:\.\d)?)成([一二三四五六七八九半])?(?![立为就果员绩功本效长品熟套型年人交因语])"),
        "tenths_range": re.compile(r"([一二两三四五六七八九\d])(?:至|到|[—–~-])?([一二三四五六七八九\d])成(?![立为就果员])"),
        "discount": re.compile(r"(\d{1,2}|\d\.\d|[一二三四五六七八九]{1,2})折(?![叠旧算射线损断合])"),
        "plain_fraction": re.compile(r"(\d{1,2})/(\d{1,3})(?![\d/])"),
        "doubling": re.compile(r"翻(?:了)?(?:近|约|超)?([一两二三四五1-5])?番"),
        "counting": re.compile("数以([百千万亿]+)计"),
    }


def fraction(text: str, at: int) -> Draft | None:
    """三分之一, 百分之十五, 千分之三, 三成五, 八折, 2/3, with ranges."""
    patterns = _patterns()
    match = patterns["fraction"].match(text, at)
    if match is not None and match.end() < len(text):
        return _parts(text, at, match)
    if match := patterns["tenths"].match(text, at):
        low = number_at(text, at)
        tenth = low.value if low else 0
        assert isinstance(tenth, (int, float))
        rest = {"半": 5}.get(match[2] or "", 0) or (_value(match[2]) if match[2] else 0)
        return Draft(at, match.end(), _tidy(tenth * 10 + rest), "%", "percent")
    if match := patterns["tenths_range"].match(text, at):
        low_, high = _value(match[1]), _value(match[2])
        if low_ < high:
            return Draft(at, match.end(), (low_ * 10, high * 10), "%", "percent", "range")
    if match := patterns["discount"].match(text, at):
        digits = match[1]
        if "." in digits:
            return Draft(at, match.end(), _tidy(float(digits) * 10), "%", "percent")
        value = int("".join(str(_value(c)) for c in digits))
        return Draft(at, match.end(), value * (10 if len(digits) == 1 else 1), "%", "percent")
    if (match := patterns["plain_fraction"].match(text, at)) and 0 < int(match[1]) < int(match[2]):
        if not text.startswith("纳米", match.end()):
            return Draft(at, match.end(), round(int(match[1]) / int(match[2]), 6), kind="fraction")
    return None


def _value(digit: str) -> int:
    return int(digit) if digit.isdigit() else "零一二三四五六七八九".find(digit.replace("两", "二"))


def _tidy(value: float) -> int | float:
    value = round(value, 6)
    return int(value) if value == int(value) else value


def _parts(text: str, at: int, match: re.Match[str]) -> Draft | None:
    number = number_at(text, match.end()) if text[match.end()] in zh_words.TRIGGER else None
    whole = number_at(text, at)
    if number is None or whole is None or isinstance(whole.value, tuple) or not whole.value:
        return None
    low, high, end = number.value, None, number.end
    if isinstance(low, tuple):
        low, high = low
    sep = _patterns()["sep"].match(text, end)
    if sep is not None and sep.end() < len(text):
        second = _patterns()["fraction"].match(text, sep.end())
        if second and second[1] != match[1]:
            return _unlike(text, at, low / whole.value, sep.end()) or _part(at, end, low, whole.value)
        upper = second.end() if second else sep.end()
        other = number_at(text, upper) if upper < len(text) and text[upper] in zh_words.TRIGGER else None
        if other is not None and not isinstance(other.value, tuple) and other.value > low:
            beyond = load_units().chinese(text, other.end)
            if second or beyond is None:
                high, end = other.value, other.end
    percent = whole.value == 100
    values = [v if percent else round(v / whole.value, 6) for v in (low, high) if v is not None]
    value = values[0] if len(values) == 1 else (values[0], values[1])
    unit, kind = ("%", "percent") if percent else ("", "fraction")
    return Draft(at, end, value, unit, kind, "exact" if high is None else "range")


def _part(start: int, end: int, value: int | float, whole: int | float) -> Draft:
    if whole == 100:
        return Draft(start, end, value, "%", "percent")
    return Draft(start, end, round(value / whole, 6), kind="fraction")


def _unlike(text: str, start: int, low: float, at: int) -> Draft | None:
    """三分之一至二分之一: a range of two fractions."""
    match = _patterns()["fraction"].match(text, at)
    upper = _parts(text, at, match) if match and match.end() < len(text) else None
    if upper is None or upper.kind != "fraction" or isinstance(upper.value, (tuple, str)) or upper.value <= low:
        return None
    return replace(upper, start=start, value=(round(low, 6), upper.value), bound="range")


def doubling(text: str, at: int) -> Draft | None:
    """翻一番, 翻两番, 翻番 from 翻; 倍增 from 倍."""
    match = _patterns()["doubling"].match(text, at)
    if match is not None:
        return Draft(at, match.end(), 2 ** (_value(match[1]) if match[1] else 1), "factor", "multiple")
    if text.startswith("倍增", at) and text[at - 1 : at] not in ("成", "加", "数") and not (
        at and (text[at - 1] in zh_words.TRIGGER)
    ):
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
        start = at - 1 if before == "减" else at
        return Draft(start, at + 1, 0.5, kind="fraction", bound=bound)
    found = _unit(text, at + 1)
    if found is None or before in "前后上下大多" and before:
        return None
    unit, end = found
    if unit.kind not in ("duration", "length", "area", "mass", "percentage_point", "energy"):
        return None
    if text[at + 1] != "个" and text.startswith(("年报", "天然", "日谈", "周刊"), at + 1):
        return None
    return Draft(at, end, _tidy(0.5 * unit.times), unit.code, unit.kind)


def _unit(text: str, at: int) -> tuple[Unit, int] | None:
    found = load_units().chinese(text, at)
    if found is None:
        return None
    name = text[at : found[1]]
    if text[found[1] : found[1] + 1] in _NOT_BEFORE.get(name, "") and text[found[1] : found[1] + 1]:
        return None
    return found


def _amount(text: str, at: int) -> _Amount | None:
    """The number at `at` with its unit or measure word."""
    number = number_at(text, at)
    if number is None:
        return None
    end = number.end
    more = ""
    look = end + 1 if text[end : end + 1] == " " else end
    if text[look : look + 1] in ("多", "余", "来") and not text.startswith(("余额", "来自", "来源", "余下"), look):
        more = "about" if text[look] == "来" else "over"
        look += 1
    if text[look : look + 1] == " ":
        look += 1
    half = False
    if text.startswith("个半", look) and (found := _unit(text, look + 2) or _unit(text, look)):
        half, unit_at = True, look + 2
        if text.startswith("个半月", look):
            return _finish(text, number, load_units().by_code["month"], look + 3, True, more)
        found = _unit(text, unit_at)
    else:
        found = _unit(text, look)
    if found is not None and not _refused(text, number, found[0], look, found[1]):
        unit, unit_end = found
        if (unit.kind == "duration" or unit.code in ("km", "t", "mu", "jin", "pp")) and text.startswith("半", unit_end):
            if not text.startswith(("半径", "半岛", "半导", "半年", "半数"), unit_end):
                half, unit_end = True, unit_end + 1
        return _finish(text, number, unit, unit_end, half, more)
    special = _degrees_and_rates(text, number, look, more)
    if special is not None:
        return special
    several = number.arabic or number.end - number.start > 1
    after = measure(text, look, loose=several)
    return _Amount(number, "", "number", end, after, after > look, more=more, value=number.value)


def _refused(text: str, number: Number, unit: Unit, at: int, end: int) -> bool:
    """Units that a lone Han digit or a missing 万 turns into other words: 三方, 一角, 七月."""
    name = text[at:end]
    lone = not number.arabic and number.end - number.start == 1
    if name == "方":
        return not (number.arabic and number.scale >= 10**4)
    if name in ("角", "块", "升", "克", "瓦", "伏", "坪", "顷", "磅", "桶"):
        return lone and text[number.start] in "一三四八九" and name in ("角", "块", "瓦", "坪")
    if name == "年" and text[number.start : number.end] in ("百", "千", "万", "百千"):
        return True
    return name in ("m", "h", "s") and not number.arabic


def _degrees_and_rates(text: str, number: Number, at: int, more: str) -> _Amount | None:
    """度, 兆, 节, M: units only in their contexts."""
    following = text[at : at + 1]
    before = text[max(0, number.start - 10) : number.start]
    table = load_units().by_code
    if following == "度" and (number.arabic or number.scale > 1 or "温" in before or "零下" in before):
        if text.startswith("度电", at) or number.scale >= 10**4:
            return _finish(text, number, table["kWh"], at + 1, False, more)
        if "温" in before or "零下" in before:
            return _finish(text, number, table["degC"], at + 1, False, more)
    if following == "兆" and number.arabic:
        return _finish(text, number, table["Mbps"], at + 1, False, more)
    if following == "M" and number.arabic and re.match("M(?:以上)?的?(?:宽带|带宽|光纤|网速|接入)", text[at : at + 8]):
        return _finish(text, number, table["Mbps"], at + 1, False, more)
    if following == "节" and "航速" in before:
        return _finish(text, number, table["kn"], at + 1, False, more)
    return None


def _finish(text: str, number: Number, unit: Unit, end: int, half: bool, more: str) -> _Amount:
    value = number.value
    if half and not isinstance(value, tuple):
        value = _tidy(value + 0.5)
    code, kind = unit.code, unit.kind
    if unit.times > 1:
        value = tuple(times(v, unit.times) for v in value) if isinstance(value, tuple) else times(value, unit.times)  # type: ignore[assignment]
    if code == "permille" and not isinstance(value, tuple):
        return _Amount(number, "", "fraction", end, end, False, value=round(value / 1000, 9), more=more)
    if text[end : end + 1] in ("/", "每"):
        below = load_units().chinese(text, end + 1)
        if below is not None:
            code, kind, end = compound(unit, below[0], load_units()), "rate", below[1]
            kind = "money" if unit.kind == "money" else (
                load_units().by_code[code].kind if code in load_units().by_code else "rate"
            )
    after = end
    for word in ("级", "人次", "的"):
        if text.startswith(word, after) and text.startswith(("以", "及", "左", "或"), after + len(word)):
            after += len(word)
    return _Amount(number, code, kind, end, after, False, half, more, value)


def compound(above: Unit, below: Unit, table: Units) -> str:
    """The code of a quotient: km/h, m/s, otherwise `above/below`."""
    if below.code == "hour" and above.code == "km":
        return "km/h"
    if below.code == "second":
        named = {"m": "m/s", "km": "km/s", "Mbps": "Mbps", "MB": "MB/s", "GB": "GB/s"}.get(above.code)
        if named in table.by_code:
            return str(named)
    return f"{above.code}/{below.code}"


def amount(text: str, at: int) -> Draft | tuple[Draft, Draft] | None:
    """The amount, range or pair of amounts at `at`, with unit and bound; None where nothing is counted."""
    first = _amount(text, at)
    if first is None:
        return None
    second = _upper(text, first)
    second = second or _between(text, first)
    if second is not None:
        low, high = first.value, second.value
        assert not isinstance(low, tuple) and not isinstance(high, tuple)
        if not first.unit and not first.counted and first.number.scale == 1 and second.number.scale > 1:
            shared = times(low, second.number.scale)
            low = shared if shared < high else low
        draft = Draft(at, second.end, (low, high), second.unit, second.kind, "range")
        draft.scale = second.number.scale
        if text.endswith(("从", "由"), 0, at) and first.unit and second.unit:
            return _whole(text, first), _whole(text, second)
        return _with_prefix(text, draft, second)
    return _whole(text, first)


def _between(text: str, first: _Amount) -> _Amount | None:
    """三万元以上十万元以下 is a range."""
    if not text.startswith("以上", first.after):
        return None
    at = first.after + 2
    if at >= len(text) or text[at] not in zh_words.TRIGGER:
        return None
    second = _amount(text, at)
    if second is None or second.unit != first.unit or second.counted != first.counted:
        return None
    if not text.startswith(("以下", "以内"), second.after) or isinstance(first.value, tuple):
        return None
    return second if not isinstance(second.value, tuple) and first.value < second.value else None


def _upper(text: str, first: _Amount) -> _Amount | None:
    """The upper end of a range whose lower end is `first`."""
    for end in dict.fromkeys((first.end, first.after)):
        sep = _patterns()["sep"].match(text, end)
        if sep is None or sep.end() >= len(text) or text[sep.end()] not in zh_words.TRIGGER:
            continue
        second = _amount(text, sep.end())
        if second is None or isinstance(first.value, tuple) or isinstance(second.value, tuple):
            continue
        if first.unit and first.unit != second.unit or first.counted and not second.counted:
            continue
        if first.number.arabic != second.number.arabic and not (first.number.end - first.number.start == 1):
            continue
        low = first.value
        if not first.unit and first.number.scale == 1:
            low = times(first.value, second.number.scale)
            low = first.value if low >= second.value else low
        if low < second.value and not text.startswith(("年", "月", "号", "条"), second.number.end) or (
            low < second.value and second.unit
        ):
            return second
    return None


def _whole(text: str, amount: _Amount) -> Draft:
    number = amount.number
    bound = "range" if isinstance(amount.value, tuple) else ""
    draft = Draft(number.start, amount.end, amount.value, amount.unit, amount.kind, bound or "exact")
    draft.scale = number.scale
    draft.bare = not amount.unit and not amount.counted and number.arabic
    draft = _with_prefix(text, draft, amount)
    if draft.bound == "exact":
        draft.bound = (
            _before(text, draft.start, draft, number)
            or _after(text, amount.after)
            or (amount.after != amount.end and _after(text, amount.end))
            or amount.more
            or (number.bound if number.bound != "range" else "")
            or "exact"
        )
    if amount.kind == "number" and text.startswith("倍", _skip(text, number.end, amount)):
        return _multiple(text, draft, amount)
    return draft


def _skip(text: str, at: int, amount: _Amount) -> int:
    return at + 1 if amount.more and text[at : at + 1] in ("多", "余", "来") else at


def _multiple(text: str, draft: Draft, amount: _Amount) -> Draft:
    """增长一倍 is 2, 提高1.5倍 is 2.5, 达到…的2.1倍 is 2.1."""
    end = _skip(text, amount.number.end, amount) + 1
    if text.startswith("半", end):
        end += 1
    before = text[max(0, draft.start - 12) : draft.start]
    value = draft.value
    grown = bool(_GROWTH.search(before)) and not before.endswith(_NO_GROWTH)
    if isinstance(value, tuple):
        low, high = value
        assert not isinstance(low, str) and not isinstance(high, str)
        shift = 1 if grown else 0
        return replace(draft, end=end, value=(_tidy(low + shift), _tidy(high + shift)), unit="factor", kind="multiple")
    assert not isinstance(value, str)
    if text[end - 1] == "半":
        value += 0.5
    bound = _after(text, end) or draft.bound
    return replace(
        draft, end=end, value=_tidy(value + (1 if grown else 0)), unit="factor", kind="multiple", bound=bound, bare=False
    )


def _with_prefix(text: str, draft: Draft, amount: _Amount) -> Draft:
    """Currency, 时速, 每V and 零下 before the number; 元 takes the currency named before it."""
    start = draft.start
    before = text[max(0, start - 12) : start]
    if draft.unit in ("CNY", "") and amount.kind in ("money", "number"):
        stripped = before.rstrip()
        for mark, code in _CURRENCY_BEFORE.items():
            if stripped.endswith(mark) and (draft.unit or not amount.counted or not mark.isalpha()):
                draft.start = start - (len(before) - len(stripped)) - len(mark)
                draft.unit, draft.kind, draft.bare = code, "money", False
                return draft
        if draft.unit == "CNY":
            for mark, code in (("新台币", "TWD"), ("港币", "HKD"), ("美金", "USD")):
                if mark in before and not re.search("[,，。;、\\d]", before[before.rfind(mark) :]):
                    draft.unit = code
        return _per(text, draft)
    if draft.unit == "km" and (match := _SPEED_BEFORE.search(before)):
        if match.group() == "时速":
            draft.start = start - 2
        draft.unit, draft.kind = "km/h", "speed"
        return draft
    if draft.unit == "degC" and not isinstance(draft.value, (tuple, str)):
        if before.endswith(_COLD):
            draft.start, draft.value = start - 2, -draft.value
        elif before.endswith("-") and not _latin(before[-2:-1]):
            draft.start, draft.value = start - 1, -draft.value
    if draft.unit in ("%", "pp") and before.endswith(("-", "负")) and not _latin(before[-2:-1]):
        if not isinstance(draft.value, (tuple, str)):
            draft.start, draft.value = start - 1, -draft.value
    return _per(text, draft)


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum() or character in tuple("一二三四五六七八九十百千万亿年月日")


def _per(text: str, draft: Draft) -> Draft:
    """每立方米35微克: a denominator that touches the number."""
    table = load_units()
    above = table.by_code.get(draft.unit)
    if above is None:
        return draft
    for length in range(1, 6):
        at = draft.start - length - 1
        if at < 0:
            break
        below = table.zh.get(text[at + 1 : draft.start]) if text[at] == "每" else None
        if below is None:
            continue
        if below.kind == "duration" and not (below.code in ("hour", "second") and above.kind in ("length", "data_size")):
            break
        code = compound(above, below, table)
        kind = "money" if above.kind == "money" else table.by_code[code].kind if code in table.by_code else "rate"
        return replace(draft, start=at, unit=code, kind=kind)
    return draft


def _before(text: str, start: int, draft: Draft, number: Number) -> str:
    """The bound named before the number, `""` if none."""
    words = zh_words.load()
    window = text[max(0, start - 14) : start].rstrip()
    if number.bare_magnitude and window.endswith(words.before_magnitude) and not window.endswith(("通过", "经过")):
        return "over"
    for _ in range(4):
        if window.endswith(words.before_endings):
            word, bound = next(pair for pair in words.before if window.endswith(pair[0]))
            previous = window[-len(word) - 1 : -len(word)]
            if word == "约" and previous in ("节", "公", "条", "预", "制", "合", "契", "签", "履", "违", "集", "续"):
                return ""
            if word in ("近", "接近") and previous in ("最", "附", "邻", "临", "靠", "远", "亲", "贴"):
                return ""
            if word == "近" and draft.unit in ("year", "month", "day", "week", "quarter"):
                return ""
            return bound
        filler = next((w for w in words.fillers if window.endswith(w)), None)
        if filler is None:
            return ""
        window = window[: -len(filler)].rstrip()
    return ""


def _after(text: str, at: int) -> str:
    """The bound named after the number, its unit and measure word."""
    look = at + 1 if text[at : at + 1] == " " else at
    for word, bound in zh_words.load().after:
        if text.startswith(word, look):
            following = text[look + len(word) : look + len(word) + 2]
            if word == "内" and following[:1] in tuple("容部外地陆需蒙河生在涵销阁政战卷"):
                return ""
            if word == "多" and following[:1] in tuple("样次个种元层边方数年家"):
                return ""
            if word == "以上" and following[:1] in ("海", "述"):
                return ""
            if word == "以下" and following in ("简称", "问题", "方面", "措施", "规定", "条件"):
                return ""
            if word == "起" and following[:1] and following[:1] not in tuple("的、，。)；;,") and following[:1].isalnum():
                return ""
            return bound
    return ""


def process_name(text: str, draft: Draft) -> Draft:
    """14纳米工艺 names a process; a bare length stays one."""
    if draft.unit == "nm" and text.startswith(zh_words.load().process, draft.end):
        return label(draft.start, draft.end, text)
    return draft


def bound_around(text: str, draft: Draft) -> str:
    """The bound of a fraction, percentage or half from the words around it."""
    bare = Number(draft.start, draft.end, 0)
    return _before(text, draft.start, draft, bare) or _after(text, draft.end) or "exact"
