"""Quantities as a person would say them in English, for messages and suggestions."""

from __future__ import annotations

import calendar
import re
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duizhao.quantities import Quantity

_BOUNDS = {
    "at_least": "at least", "over": "more than", "at_most": "at most", "under": "less than", "about": "about",
}  # fmt: skip
# Codes that nobody says: singular and plural.
_UNITS = {
    "CNY": ("yuan", "yuan"), "USD": ("US dollar", "US dollars"), "EUR": ("euro", "euros"), "JPY": ("yen", "yen"),
    "HKD": ("Hong Kong dollar", "Hong Kong dollars"), "TWD": ("NT dollar", "NT dollars"), "MOP": ("pataca", "patacas"),
    "GBP": ("pound", "pounds"), "%": ("percent", "percent"), "bp": ("basis point", "basis points"),
    "pp": ("percentage point", "percentage points"), "factor": ("times", "times"), "ha": ("hectare", "hectares"),
    "m2": ("square meter", "square meters"), "km2": ("square kilometer", "square kilometers"),
    "m3": ("cubic meter", "cubic meters"), "m": ("meter", "meters"), "km": ("kilometer", "kilometers"),
    "t": ("ton", "tons"), "kg": ("kilogram", "kilograms"), "degC": ("degree Celsius", "degrees Celsius"),
    "workday": ("working day", "working days"), "tCO2": ("ton of CO2", "tons of CO2"), "fen": ("fen", "fen"),
}  # fmt: skip
_PLURAL = frozenset(("day", "week", "month", "year", "quarter", "hour", "minute", "second", "person"))
_PARTS = {"H1": "the first half", "H2": "the second half"} | {
    f"Q{n}": f"the {word} quarter" for n, word in enumerate(("first", "second", "third", "fourth"), 1)
}
_SIMPLE = 20  # largest denominator of a fraction that is said as one
_DATE = re.compile(r"(?:(?P<year>\d{4})|-)?-?(?:(?P<part>[QH]\d)|(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")


def in_words(q: Quantity) -> str:
    """A quantity's value: `150 million yuan`, `3 to 5 percent`, `at least 15 days`, `November 29, 2016`."""
    if isinstance(q.value, tuple):
        low, high = q.value
        unit = _unit(q.unit, 2)
        return f"{_value(q, low)} to {_value(q, high)} {unit}".strip()
    bound = _BOUNDS.get(q.bound, "")
    return " ".join(part for part in (bound, _value(q, q.value), _unit(q.unit, q.value)) if part)


def _value(q: Quantity, value: float | int | str) -> str:
    if isinstance(value, str):
        return _date(value)
    if q.kind in ("ordinal", "period"):
        return ordinal(int(value))
    if q.kind == "fraction":
        near = Fraction(value).limit_denominator(_SIMPLE)
        if near and abs(float(near) - value) < 0.002:
            return f"{near.numerator}/{near.denominator}"
    return amount(value)


def _unit(code: str, value: float | int | str) -> str:
    if code in _UNITS:
        return _UNITS[code][value != 1]
    return f"{code}s" if code in _PLURAL and value != 1 else code


def ordinal(number: int) -> str:
    """`1st`, `12th`, `23rd`."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _date(value: str) -> str:
    """`2016-11-29` → `November 29, 2016`; `--11-29` → `November 29`; `2020-Q3` → `the third quarter of 2020`."""
    match = _DATE.fullmatch(value)
    if match is None or not value.strip("-"):
        return value
    year, part, month, day = match.group("year", "part", "month", "day")
    if part:
        return _PARTS.get(part, part) + (f" of {year}" if year else "")
    if month is None or not 1 <= int(month) <= 12:
        return year or value
    name = calendar.month_name[int(month)]
    if day:
        return f"{name} {int(day)}" + (f", {year}" if year else "")
    return f"{name} {year}" if year else name


def amount(value: float | int | str) -> str:
    """A number with million, billion, trillion: 150000000 → `150 million`."""
    if isinstance(value, str):
        return value
    for name, size in (("trillion", 1e12), ("billion", 1e9), ("million", 1e6)):
        if abs(value) >= size:
            return f"{value / size:.10g} {name}"
    return f"{value:,}" if isinstance(value, int) and value >= 10_000 else f"{value:g}"
