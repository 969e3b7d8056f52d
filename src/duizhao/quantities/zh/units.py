"""The unit or measure word behind a Chinese number, with what its context decides (度, 兆, 节, 半, 每)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..arithmetic import tidy, times
from ..units import Unit, compound
from ..units import load as load_units
from .labels import measure
from .numbers import Number, number_at

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
}
_HALVED = ("km", "t", "mu", "jin", "pp")
_BROADBAND = re.compile("M(?:以上)?的?(?:宽带|带宽|光纤|网速|接入)")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what follows it directly.

    Attributes:
        value: the number in `unit`, 半 and multiples (十年 as a unit) resolved.
        end: of the unit, of the number if there is none.
        after: where a bound may follow, behind unit and measure word.
        counted: a measure word follows.
        more: the bound that 多, 余 or 来 behind the number makes.
    """

    number: Number
    value: int | float | tuple[int | float, int | float]
    unit: str
    kind: str
    end: int
    after: int
    counted: bool = False
    more: str = ""


def unit_at(text: str, at: int) -> tuple[Unit, int] | None:
    """The unit at `at` with its end, unless a longer word begins there."""
    found = load_units().chinese(text, at)
    if found is None:
        return None
    following = text[found[1] : found[1] + 1]
    return None if following and following in _NOT_BEFORE.get(text[at : found[1]], "") else found


def amount_at(text: str, at: int) -> Amount | None:
    """The number at `at` with its unit or measure word."""
    number = number_at(text, at)
    if number is None:
        return None
    look = number.end + 1 if text[number.end : number.end + 1] == " " else number.end
    more = ""
    if text[look : look + 1] in ("多", "余", "来") and not text.startswith(("余额", "来自", "来源", "余下"), look):
        more = "about" if text[look] == "来" else "over"
        look += 1
    if text[look : look + 1] == " ":
        look += 1
    if text.startswith("个半", look):
        if text.startswith("月", look + 2):
            return _measured(text, number, load_units().by_code["month"], look + 3, more, half=True)
        if (found := unit_at(text, look + 2)) and found[0].kind == "duration":
            return _measured(text, number, found[0], found[1], more, half=True)
    found = unit_at(text, look)
    if found is not None and not _refused(text, number, look, found[1]):
        unit, end = found
        half = text.startswith("半", end) and (unit.kind == "duration" or unit.code in _HALVED)
        half = half and not text.startswith(("半径", "半岛", "半导", "半年", "半数"), end)
        return _measured(text, number, unit, end + 1 if half else end, more, half=half)
    special = _by_context(text, number, look, more)
    if special is not None:
        return special
    after = measure(text, look, loose=number.arabic or number.end - number.start > 1)
    return Amount(number, number.value, "", "number", number.end, after, after > look, more)


def _refused(text: str, number: Number, at: int, end: int) -> bool:
    """Units that a lone Han digit or a missing 万 turns into other words: 三方, 一角, 百年."""
    name = text[at:end]
    lone = not number.arabic and number.end - number.start == 1
    if name == "方":
        return not (number.arabic and number.scale >= 10**4)
    if name in ("角", "块", "瓦", "坪"):
        return lone and text[number.start] in "一三四八九"
    if name == "年" and text[number.start : number.end] in ("百", "千", "万", "百千"):
        return True
    return name in ("m", "h", "s") and not number.arabic


def _by_context(text: str, number: Number, at: int, more: str) -> Amount | None:
    """度, 兆, M, 节 and 月: units only in their contexts."""
    following = text[at : at + 1]
    before = text[max(0, number.start - 10) : number.start]
    code, end = "", at + 1
    if following == "度":
        cold = "温" in before or "零下" in before or "摄氏" in before
        if text.startswith("度电", at) or number.scale >= 10**4:
            code = "kWh"
        elif cold:
            code = "degC"
    elif (following == "兆" and number.arabic) or (following == "M" and _BROADBAND.match(text, at)):
        code = "Mbps"
    elif following == "节" and "航速" in before:
        code = "kn"
    elif text.startswith(("月以上", "月以下", "月以内"), at):  # 六月以上有期徒刑
        code = "month"
    return _measured(text, number, load_units().by_code[code], end, more) if code else None


def _measured(text: str, number: Number, unit: Unit, end: int, more: str, *, half: bool = False) -> Amount:
    value = number.value
    if half and not isinstance(value, tuple):
        value = tidy(value + 0.5)
    if unit.times > 1:
        value = (
            (times(value[0], unit.times), times(value[1], unit.times))
            if isinstance(value, tuple)
            else times(value, unit.times)
        )
    if unit.code == "permille" and not isinstance(value, tuple):
        return Amount(number, round(value / 1000, 9), "", "fraction", end, end, more=more)
    if unit.kind == "temperature" and not isinstance(value, tuple) and _below_zero(text, number.start):
        value = -value
    if text[end : end + 1] in ("/", "每") and (below := load_units().chinese(text, end + 1)):
        unit, end = compound(unit, below[0]), below[1]
    after = end
    for word in ("级", "人次", "的"):
        if text.startswith(word, after) and text.startswith(("以", "及", "左", "或"), after + len(word)):
            after += len(word)
    return Amount(number, value, unit.code, unit.kind, end, after, more=more)


def _below_zero(text: str, at: int) -> bool:
    """零下20度, -20℃ (a hyphen behind a digit makes a range instead)."""
    if text.endswith("零下", 0, at):
        return True
    return text.endswith("-", 0, at) and not is_numeral(text[at - 2 : at - 1])


def is_numeral(character: str) -> bool:
    """Whether a hyphen behind this character joins rather than negates."""
    return (character.isascii() and (character.isalnum() or character in "%")) or character in tuple(
        "一二三四五六七八九十百千万亿年月日℃度"
    )
