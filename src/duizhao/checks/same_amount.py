"""One amount in other words: prefixes, parts per 100,000, rates per mu, discounts, rounding, dollars called 元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import floor, log10
from typing import TYPE_CHECKING

from duizhao.glossary.folding import fold_text
from duizhao.script import is_traditional

if TYPE_CHECKING:
    from duizhao.quantities import Difference, Quantity

_HAN_DIGITS = "〇一二三四五六七八九"
_DISCOUNT = re.compile("([一二三四五六七八九])([一二三四五六七八九])?折(?![旧线叠射算合腾扣])")
_DOLLARS = frozenset(("USD", "HKD", "TWD", "MOP"))
_SURE_DIGITS = 3  # of a rounded figure
# 1,300千萬億次: 1,300 petaflops
_PREFIXED = re.compile(
    r"(\d[\d,]*(?:\.\d+)?)[ -](giga|tera|peta|exa)(?:flop|byte|bit|watt)|(\d[\d,]*(?:\.\d+)?) ?([GTPE])FLOPS",
    re.IGNORECASE,
)
_PREFIXES = {"g": 1e9, "t": 1e12, "p": 1e15, "e": 1e18}
_PARTS_PER = re.compile(
    r"(\d[\d,]*(?:\.\d+)?) (?:per|in(?: every)?) (100,000|10,000|1,000|million|thousand|hundred)\b", re.IGNORECASE
)
_PARTS_OF = {"million": 1e6, "thousand": 1e3, "hundred": 100.0}


def values_of(q: Quantity) -> list[float]:
    """The values of a quantity, two for a range; none for dates that are more than a year."""
    values = q.value if isinstance(q.value, tuple) else (q.value,)
    found = []
    for value in values:
        if isinstance(value, str):
            if not value.isdigit():
                return []
            value = float(value)
        found.append(float(value))
    return found


def told_with_prefix(q: Quantity, en: str) -> bool:
    """Whether an amount is told with one of the prefixes of measures."""
    return any(
        abs(v - float((m[1] or m[3]).replace(",", "")) * _PREFIXES[(m[2] or m[4])[0].lower()]) <= 1e-3 * v
        for m in _PREFIXED.finditer(en)
        for v in values_of(q)
    )


def told_in_parts(q: Quantity, en: str) -> bool:
    """十万分之十五点七 as “15.7 per 100,000”."""
    if q.kind != "fraction" or not isinstance(q.value, int | float):
        return False
    for m in _PARTS_PER.finditer(en):
        parts = _PARTS_OF.get(m[2].lower()) or float(m[2].replace(",", ""))
        if abs(q.value * parts - float(m[1].replace(",", ""))) <= 1e-6 * parts * q.value:
            return True
    return False


def same_rate(zh: Quantity, en: Quantity, text: str) -> bool:
    """每亩增产50斤 as “25 kilograms per mu”."""
    from duizhao.quantities.units import base

    unit, _, per = en.unit.partition("/")
    if per != "mu" or not re.search("[每亩畝]", text) or not zh.unit:
        return False
    one, other = ([base(v, u) for v in values_of(q)] for q, u in ((zh, zh.unit), (en, unit)))
    return len(one) == 1 == len(other) and all(
        a is not None and b is not None and a[1] == b[1] and abs(a[0] - b[0]) <= 1e-6 * abs(a[0])
        for a, b in zip(one, other, strict=True)
    )


def discounts(zh: str) -> Iterator[float]:
    """兩折, 八五折 as percent of the price, and as percent off it."""
    for m in _DISCOUNT.finditer(fold_text(zh).replace("两", "二")):
        share = 10.0 * _HAN_DIGITS.index(m[1]) + (_HAN_DIGITS.index(m[2]) if m[2] else 0)
        yield from (share, 100 - share)


def rounded(zh: Quantity, en: Quantity) -> bool:
    """383.3万 as “3.83 million”, 508万余 as “over five million”: the first digits, three if nothing says over."""
    if not isinstance(zh.value, int | float) or not isinstance(en.value, int | float) or zh.unit != en.unit:
        return False
    if not re.search("(?:m|b|tr)illion", en.span, re.IGNORECASE):
        return False
    written = re.match(r"\d[\d.,]*", en.span)
    digits = len(re.sub(r"[.,]", "", written.group())) if written else 1
    over = zh.bound == en.bound == "over"
    if digits < (1 if over else _SURE_DIGITS) or abs(zh.value - en.value) > 0.02 * abs(zh.value):
        return False
    step = 10.0 ** (floor(log10(abs(zh.value) or 1)) + 1 - digits)
    low = floor(zh.value / step) * step
    return abs(en.value - low) < step * 1e-6 or (
        not over and abs(en.value - round(zh.value / step) * step) < step * 1e-6
    )


def local_money(d: Difference, zh: str) -> bool:
    """Whether two amounts differ in nothing but that 元 is the dollar of the place: HK$2 for 2元."""
    if d.how != "unit" or d.zh.unit != "CNY" or not _other_dollars(d.zh, d.en, zh):
        return False
    one, other = values_of(d.zh), values_of(d.en)
    return len(one) == len(other) and all(abs(a - b) <= 1e-6 * abs(a) for a, b in zip(one, other, strict=True))


def _other_dollars(zh_money: Quantity, en_money: Quantity, zh: str) -> bool:
    """Whether a bare 元 may be the dollar of Hong Kong, Macao or Taiwan, and the English this or a bare dollar."""
    currency = en_money.unit.partition("/")[0]
    if currency not in _DOLLARS:
        return False
    if re.search(r"US|U\.S", en_money.span) or "人民" in zh_money.span:
        return False
    return is_traditional(zh) or any(place in zh for place in ("香港", "澳门", "台湾"))
