"""Values of two texts in comparable form, and the tests by which they say the same.

The order of the passes is the order of certainty: equal values, dates that agree, rounding that is stated,
missing units, growth read either way; then repetition, and numbers hidden in names.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from .units import base
from .values import Quantity

# Relative distances: equal; of a conversion (亩 to hectares); where "about" or "over" is said; of 33% and a third.
EXACT, _CONVERTED, _ABOUT, _OVER, _FRACTION = 1e-6, 0.012, 0.06, 0.1, 0.011
# Pairs that are tried for what is left over; above it a text is no segment, and pairing would be quadratic.
_MOST_PAIRS = 250_000
_DATES = frozenset({"date", "year", "month", "day"})
# A bare 元 may be any of these.
_YUAN = frozenset({"CNY", "TWD", "HKD", "MOP"})
# 前三季度 are the first nine months.
_MONTHS = {"H1": 6, "Q1": 3, "Q3": 9}
# The first year of the Republic is 1912.
_REPUBLIC = 1911
_SIDES = ({"at_least", "over"}, {"at_most", "under"})
_RANGE_WORD = re.compile(r"[至到—–~～－-]|以上|\bto\b|\band\b")


@dataclass(slots=True)
class Atom:
    """One end of a range, or a single value.

    Attributes:
        of: the quantity it belongs to.
        number: its value in the base unit of its dimension; None for dates.
        written: its value in the unit as written.
        dimension: what it measures; `""` for plain numbers.
        date: the parts of a date that were written.
        partner: the atom of the other text that says the same.
        explained: nothing need be said about it although it has no partner.
    """

    of: Quantity
    number: float | None = None
    written: float | None = None
    dimension: str = ""
    date: dict[str, str] = field(default_factory=dict)
    partner: Atom | None = None
    explained: bool = False

    @property
    def open(self) -> bool:
        """Neither paired nor explained."""
        return self.partner is None and not self.explained


def atoms(quantity: Quantity) -> list[Atom]:
    """The comparable values of a quantity: two for a range."""
    values = quantity.value if isinstance(quantity.value, tuple) else (quantity.value,)
    if isinstance(values[-1], str) and "Q" in values[-1]:
        values = values[-1:]  # 前三季度 ends with the third quarter, as nine months do
    return [_atom(quantity, value) for value in values]


def _atom(quantity: Quantity, value: int | float | str) -> Atom:
    kind, unit = quantity.kind, quantity.unit
    if kind in _DATES or isinstance(value, str):
        return Atom(quantity, dimension="date", date=_date(value, kind))
    written = float(value)
    if kind == "fraction":
        return Atom(quantity, written, written * 100, "ratio")
    if unit == "%":
        return Atom(quantity, written / 100, written, "ratio")
    converted = base(written, unit) if unit and kind != "money" else None
    if converted is not None:
        return Atom(quantity, converted[0], written, converted[1])
    if kind == "money" and unit in _YUAN:
        return Atom(quantity, written, written, "yuan")
    return Atom(quantity, written, written, "" if kind in ("number", "ordinal", "period") else unit or kind)


def _date(value: int | float | str, kind: str) -> dict[str, str]:
    """The parts of a date that were written: year, month, day, part (Q3, H1), time."""
    if not isinstance(value, str):
        return {kind if kind in ("month", "day") else "year": f"{value:g}"}
    if ":" in value:
        return {"time": value}
    match = re.fullmatch(r"(?:(\d{4})|-)?-?(?:([QH]\d)|(\d\d))?(?:-(\d\d))?", value)
    if match is None:
        return {"year": value}
    names = ("year", "part", "month", "day")
    return {name: part.lstrip("0") for name, part in zip(names, match.groups(), strict=True) if part}


def key(atom: Atom) -> tuple[str, str]:
    """Equal for atoms that are equal, in either language."""
    if atom.number is None:
        return "date", repr(sorted(atom.date.items()))
    return atom.dimension, f"{atom.number:.7g}"


def pair(left: list[Atom], right: list[Atom]) -> bool:
    """Join what says the same; false if so much was left over that only equal values were tried."""
    _join_equal(left, right)
    small = sum(a.open for a in left) * sum(b.open for b in right) <= _MOST_PAIRS
    if small:
        for test in (_same_date, _close, _same_number, _grown):
            _join_by(left, right, test)
    _explain_repeated(left, right)
    _explain_repeated(right, left)
    return small


def _join(a: Atom, b: Atom) -> None:
    a.partner, b.partner = b, a


def _join_equal(left: list[Atom], right: list[Atom]) -> None:
    """Equal values of equal dimension, in the order of the text; ordinals with ordinals first."""
    for exactly in (True, False):
        waiting: dict[tuple[object, ...], list[Atom]] = {}
        for atom in reversed(right):
            if atom.open:
                waiting.setdefault((key(atom), exactly and atom.of.kind == "ordinal"), []).append(atom)
        for atom in left:
            if atom.open and (candidates := waiting.get((key(atom), exactly and atom.of.kind == "ordinal"))):
                _join(atom, candidates.pop())


def _join_by(left: list[Atom], right: list[Atom], test: Callable[[Atom, Atom], bool]) -> None:
    for a in left:
        if a.open and (b := next((b for b in right if b.open and test(a, b)), None)):
            _join(a, b)


def _same_date(a: Atom, b: Atom) -> bool:
    """Dates agree if they share a part and no part contradicts: 10月22日 and Oct. 22, 2022."""
    if a.dimension == b.dimension == "date":
        shared = a.date.keys() & b.date.keys()
        return bool(shared) and all(a.date[part] == b.date[part] for part in shared)
    date, other = (a, b) if a.dimension == "date" else (b, a)
    if other.dimension != "duration" or other.written is None:
        return False
    # 15日 may be the 15th or 15 days, 一百十二年 a year whose era was named before.
    return (
        date.date.get(other.of.unit) == f"{other.written:g}"
        or (other.of.unit == "year" and date.date.get("year") == f"{other.written + _REPUBLIC:g}")
        or (other.of.unit == "month" and _MONTHS.get(date.date.get("part", "")) == other.written)
    )


def _close(a: Atom, b: Atom) -> bool:
    """Rounding that is stated, and the rounding of a conversion."""
    if a.number is None or b.number is None or a.dimension != b.dimension:
        return False
    off = distance(a.number, b.number)
    if a.of.unit != b.of.unit and off <= _CONVERTED:
        return True
    if "fraction" in (a.of.kind, b.of.kind) and off <= _FRACTION:
        return True
    if "about" in (a.of.bound, b.of.bound) and off <= _ABOUT:
        return True
    if a.of.bound == "over":
        return off <= _OVER and a.number <= b.number
    if b.of.bound == "over":
        return off <= _OVER and b.number <= a.number
    pair_ = a.of.value
    if isinstance(pair_, tuple) and vague(a.of) and b.written is not None:  # 十几个: a dozen
        return float(pair_[0]) - 1 <= b.written <= float(pair_[1]) + 1
    return False


def vague(quantity: Quantity) -> bool:
    """Whether a pair was made by no range word: 十几, 三五个, 七八十."""
    return quantity.bound == "range" and not _RANGE_WORD.search(quantity.span)


def distance(a: float, b: float) -> float:
    """The relative distance of two numbers."""
    return abs(a - b) / max(abs(a), abs(b), 1e-12)


def _same_number(a: Atom, b: Atom) -> bool:
    """The same number where one side leaves the unit out, or writes an ordinal for a count."""
    if a.written is None or b.written is None:
        date, other = (a, b) if a.written is None else (b, a)
        return other.written is not None and not other.dimension and date.date.get("year") == f"{other.written:g}"
    # NT$1,500 per ton is 每一公吨1500元, though only one of them is written as a quotient.
    (top, _, below), (other_top, _, other_below) = a.of.unit.partition("/"), b.of.unit.partition("/")
    same_unit = top == other_top and not (below and other_below)
    return ("" in (a.dimension, b.dimension) or same_unit) and distance(a.written, b.written) <= EXACT


def _grown(a: Atom, b: Atom) -> bool:
    """增长一倍 and an increase of 100 percent; 1.5 times, read either way."""
    if a.number is None or b.number is None:
        return False
    factor, other = (a, b) if a.dimension == "factor" else (b, a)
    assert factor.number is not None
    assert other.number is not None
    if factor.dimension != "factor" or other.dimension not in ("factor", "ratio", ""):
        return False
    off = abs(factor.number - other.number)
    return min(off, abs(off - 1)) <= (0.01 if other.dimension == "ratio" else EXACT)


def _explain_repeated(some: list[Atom], others: list[Atom]) -> None:
    """What is said again, or once in one language and twice in the other, is explained."""
    keys = {key(b) for b in others}
    numbers = {f"{b.written:.7g}" for b in others if b.written is not None}
    parts = {part for b in others for part in b.date.items()}
    for a in some:
        if not a.open:
            continue
        if a.number is None:
            a.explained = bool(a.date) and (set(a.date.items()) <= parts or a.date.get("year") in numbers)
        else:
            written = f"{a.written:.7g}"
            a.explained = (
                key(a) in keys
                or (a.dimension == "" and written in numbers)
                or (a.of.unit == "day" and ("day", f"{a.written:g}") in parts)
            )


def explain_hidden(some: list[Atom], numbers: frozenset[float]) -> None:
    """Numbers that the other side has inside a name or a label are explained."""
    for a in some:
        if a.open:
            values = [a.written] if a.written is not None else [float(p) for p in a.date.values() if p.isdigit()]
            a.explained = bool(values) and all(v in numbers for v in values)
