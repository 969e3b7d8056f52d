"""Chinese numerals: Arabic, Han and financial digits, mixed (1300多万), decimal (三点五), indefinite (数百)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..arithmetic import exact, times

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8, "兆": 10**12}
HAN = "零〇○一二三四五六七八九十百千万亿两廿卅"
# Longer runs are no numbers; the limit also keeps hostile input (十 x 100,000) cheap.
LONGEST_RUN = 40
# Digits beyond a double's precision are an identifier, not an amount.
LONGEST_DIGITS = 18

# 千瓦, 百帕, 兆赫: a unit's prefix, not part of the number.
_PREFIXED = "瓦米克卡伏焦赫帕字比安兆"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written; `scale` is its last 万/亿 (for lists that share it), 1 if there is none.

    `bound` is what lies inside the number itself: 多 and 余 make `over`, 来 `about`, 几 a `range`.
    """

    start: int
    end: int
    value: int | float | tuple[int | float, int | float]
    bound: str = ""
    scale: int = 1
    arabic: bool = False
    bare_magnitude: bool = False


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    sources = {
        # 1 580万件: groups of three set apart by a space (GB/T 15835), where a word or unit follows.
        "digits": r"(?:\d{1,3}(?:(?:,\d{3})+|(?: \d{3}){1,4}(?=[^\W\d]|[%‰℃])|(?: \d{3}){0,3} 000)(?!\d)|\d+)"
        r"(?:\.\d+)?",
        "han": f"[{HAN}]+",
        # 1300多万, 3千, 2万亿, 5百万; 兆 only where money follows.
        "scale": rf" ?(?P<more>[多余来几]?)(?P<ten>[十百千](?![{_PREFIXED}]))?"
        rf"(?P<myriad>[万亿](?!分之)|兆(?=元|美元|圆|新台币|日元|[\d,]+亿))?",
        "trillion": r"兆(?=元|美元|圆|新台币|日元|[\d,]+亿)",
        "point": r"[点‧·.]([零〇○一二三四五六七八九]{1,15})",
        "few": r"几(?![何乎])",
        "indefinite": r"[数几](?=[十百千万亿]+(?!分之))(?![十百千万]分之)",
    }
    return {name: re.compile(source) for name, source in sources.items()}


def number_at(text: str, at: int) -> Number | None:
    """The number that begins at `at` of a folded text, whichever way it is written."""
    if text[at] in "0123456789":
        return _arabic(text, at)
    if text[at] in "数几":
        return _indefinite(text, at)
    return _han(text, at)


def _arabic(text: str, at: int) -> Number | None:
    patterns = _patterns()
    match = patterns["digits"].match(text, at)
    if match is None or match.end() - at > LONGEST_DIGITS + 6:
        return None
    value, end = _decimal(match.group()), match.end()
    if text.startswith(".", end) and text[end + 1 : end + 2].isdigit():
        return None  # 1.2.3: a numbering
    total: int | float = 0
    bound, scale = "", 1
    while True:
        scaled = patterns["scale"].match(text, end)
        if scaled is None or not (scaled["ten"] or scaled["myriad"]):
            break
        step = TENS.get(scaled["ten"] or "", 1) * MYRIADS.get(scaled["myriad"] or "", 1)
        value, scale = times(value, step), scale * step
        bound = bound or {"多": "over", "余": "over", "几": "over", "来": "about"}.get(scaled["more"], "")
        end = scaled.end()
        rest = patterns["digits"].match(text, end)  # 1亿3000万
        if rest is None or scale < 1000 or rest.end() - end > 8:
            continue
        behind = patterns["scale"].match(text, rest.end())
        step = 1
        if behind is not None:
            step = TENS.get(behind["ten"] or "", 1) * MYRIADS.get(behind["myriad"] or "", 1)
        if step < scale and (step > 1 or "." not in rest.group()) and _decimal(rest.group()) * step < scale:
            total, value, end, scale = total + value, _decimal(rest.group()), rest.end(), 1
    return Number(at, end, _sum(total, value), bound, scale, arabic=True)


def _sum(total: int | float, value: int | float) -> int | float:
    return round(total + value, 6) if isinstance(total + value, float) else total + value


def _decimal(digits: str) -> int | float:
    whole, _, fraction = digits.replace(",", "").replace(" ", "").partition(".")
    return exact(whole, fraction)


def _indefinite(text: str, at: int) -> Number | None:
    """数十, 几百万: the round number, `over`; 十几 is read by `_han`."""
    if _patterns()["indefinite"].match(text, at) is None:
        return None
    number = _han(text, at + 1)
    if number is None or not number.bare_magnitude or isinstance(number.value, tuple):
        return None
    return Number(at, number.end, number.value, "over", number.scale)


def _han(text: str, at: int) -> Number | None:
    patterns = _patterns()
    match = patterns["han"].match(text, at)
    if match is None or match.end() - at > LONGEST_RUN:
        return None
    run = _without_prefix(match.group(), text[match.end() : match.end() + 1])
    if len(run) > 2 and run[-1] == "两":
        run = run[:-1]  # 五十两 are fifty taels
    end = at + len(run)
    if not run:
        return None
    bound = ""
    point = patterns["point"].match(text, end)
    if point is not None and run[-1] in DIGITS:  # 一点五亿
        whole = parse_han(run)
        if isinstance(whole, int):
            value = exact(str(whole), "".join(str(DIGITS[c]) for c in point.group(1)))
            return _scaled(text, at, point.end(), value, "")
    few = patterns["few"].match(text, end)
    if few is not None and run[-1] == "十":  # 十几, 二十几万
        tens = parse_han(run)
        if isinstance(tens, int):
            return _scaled(text, at, few.end(), (tens + 1, tens + 9), "range")
    value_ = parse_han(run)
    if value_ is None:
        return None
    if patterns["trillion"].match(text, end) and isinstance(value_, int):  # 三兆元, in traditional text
        return Number(at, end + 1, value_ * 10**12, bound, 10**12)
    scale = MYRIADS.get(run[-1], 1)
    if len(run) > 1 and run[-2:] == "万亿":
        scale = 10**12
    number = Number(at, end, value_, bound, scale, bare_magnitude=not any(c in DIGITS for c in run))
    if isinstance(value_, tuple):
        return Number(at, end, value_, "range", scale)
    inner = re.compile("[多余来]").match(text, end)
    if inner is not None and run[-1] in "十百千万":  # 一千多万
        more = _scaled(text, at, inner.end(), value_, "about" if inner.group() == "来" else "over")
        if more.end > inner.end():
            return more
    return number


def _without_prefix(run: str, following: str) -> str:
    """百万千 + 瓦 is 百万 千瓦; 五千 + 米 stays five thousand metres."""
    if not following or following not in _PREFIXED or run[-1] not in "百千兆":
        return run
    if run[-1] == "百":
        return run[:-1] if following == "帕" else run
    if len(run) > 1 and run[-2] in DIGITS and following == "米":
        return run
    if following == "字" and len(run) > 1:
        return run
    return run[:-1]


def _scaled(text: str, start: int, end: int, value: int | float | tuple[int, int], bound: str) -> Number:
    """A number of which the 万/亿 comes after 多, 几 or a decimal part."""
    step, at = 1, end
    while at < len(text) and at - end < 3 and text[at] in "百千万亿":
        if text[at] in "百千" and text[at + 1 : at + 2] in _PREFIXED:
            break
        step *= TENS.get(text[at]) or MYRIADS[text[at]]
        at += 1
    if isinstance(value, tuple):
        return Number(start, at, (value[0] * step, value[1] * step), bound, step)
    return Number(start, at, times(value, step), bound, step)


def parse_han(run: str) -> int | tuple[int, int] | None:
    """The value of a run of Han numerals; a pair for 三五, 七八十, 十五六; None if it is none.

    >>> parse_han("一千二百三十四万五千"), parse_han("二〇二〇"), parse_han("两三百")
    (12345000, 2020, (200, 300))
    """
    if len(run) > LONGEST_RUN:
        return None
    run = run.replace("廿", "二十").replace("卅", "三十")
    if all(c in DIGITS for c in run):
        if len(run) == 2 and _neighbours(run):
            return DIGITS[run[0]], DIGITS[run[1]]
        return None if len(run) == 2 and "零" not in run and "〇" not in run else _positional(run)
    # Two adjacent digits before or after 十/百/千/万 are "seven or eight".
    for at in range(len(run) - 1):
        pair = run[at : at + 2]
        if pair[0] in DIGITS and pair[1] in DIGITS and DIGITS[pair[0]]:
            low, high = _standard(run[: at + 1] + run[at + 2 :]), _standard(run[:at] + run[at + 1 :])
            if _neighbours(pair) and low is not None and high is not None and low < high:
                return low, high
            return None
    return _standard(run)


def _neighbours(pair: str) -> bool:
    low, high = DIGITS[pair[0]], DIGITS[pair[1]]
    return low > 0 and (high == low + 1 or (low, high) == (3, 5)) and (pair[1] != "两" or low == 1)


def _positional(run: str) -> int:
    return int("".join(str(DIGITS[c]) for c in run))


def _standard(run: str) -> int | None:
    """一千二百三十四万: the usual sum; None for runs that break its order (十十, 百千)."""
    total = section = digit = 0
    seen = zero = False
    last_ten, ceiling = 10**4, 10**16
    for c in run:
        if c in DIGITS:
            if digit:
                return None
            digit, seen, zero = DIGITS[c], True, zero or c in "零〇○"
        elif c in TENS:
            step = TENS[c]
            if step >= last_ten:
                return None
            section += (digit or 1) * step if digit or not seen or c == "十" else 0
            digit, seen, last_ten, zero = 0, True, step, False
        else:
            step = MYRIADS[c]
            part = section + digit
            if part == 0 and total == 0:
                part = 1
            if step >= ceiling and total == 0:
                return None
            if total and step > total:  # 万亿
                total = (total + part) * step
            elif part == 0:
                total *= step
            else:
                total += part * step
            section = digit = 0
            last_ten, ceiling, seen, zero = 10**4, step, True, False
    if digit and not zero and section == 0 and total and run[-2:-1] in MYRIADS:
        digit *= MYRIADS[run[-2]] // 10  # 两万五
    elif digit and not zero and run[-2:-1] in ("百", "千"):
        digit *= TENS[run[-2]] // 10  # 一百五, 三千二
    return total + section + digit
