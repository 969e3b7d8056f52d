"""The quantities of a translation against those of its source.

Built to be quiet: what idiom, rounding that is stated, conversion of units or repetition explains is no finding.
The order of the passes is the order of certainty: equal values, dates that agree, rounding, missing units,
repetition, numbers hidden in names; only what is left can differ, be missing or be added.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from .units import base
from .values import Comparison, Difference, Match, Quantity

# Counts up to this that are spelled out come and go with idiom (两国: the countries; 首批: the first).
SMALL = 3
# Spelled-out counts up to this are added freely in English (甲、乙、丙、丁: the four).
SMALL_ADDED = 10
# Pairs that are tried for what is left over; above it a text is no segment, and pairing would be quadratic.
MOST_PAIRS = 250_000
_EXACT, _CONVERTED, _ABOUT = 1e-6, 0.012, 0.06
_LOWER, _UPPER = frozenset({"at_least", "over"}), frozenset({"at_most", "under"})
_DATES = frozenset({"date", "year", "month", "day"})
# A bare 元 may be any of these.
_YUAN = frozenset({"CNY", "TWD", "HKD", "MOP"})


@dataclass(slots=True)
class _Atom:
    """One end of a range, or a single value, in comparable form."""

    of: Quantity
    number: float | None = None  # in the base unit
    written: float | None = None  # in the unit as written
    dimension: str = ""
    date: dict[str, str] = field(default_factory=dict)
    partner: _Atom | None = None
    explained: bool = False

    @property
    def open(self) -> bool:
        return self.partner is None and not self.explained


def compare_quantities(
    zh: Iterable[Quantity],
    en: Iterable[Quantity],
    *,
    zh_numbers: frozenset[float] = frozenset(),
    en_numbers: frozenset[float] = frozenset(),
    relative_dates: bool = False,
) -> Comparison:
    """What agrees, is missing (Chinese only), added (English only) or different.

    Args:
        zh, en: what `find_quantities` found, labels included.
        zh_numbers, en_numbers: further numbers of the two texts, hidden in names, that explain a number of
            the other side.
        relative_dates: the Chinese names a date without a number (今年, 近日), that English may spell out.
    """
    zh, en = list(zh), list(en)
    left = [atom for q in zh if q.kind != "label" for atom in _atoms(q)]
    right = [atom for q in en if q.kind != "label" for atom in _atoms(q)]
    _equal(left, right)
    small_enough = sum(a.open for a in left) * sum(a.open for a in right) <= MOST_PAIRS
    if small_enough:
        for test in (_same_date, _close, _same_number, _grown):
            _pair(left, right, test)
    _repeated(left, right)
    _repeated(right, left)
    _hidden(left, _label_numbers(en) | en_numbers)
    _hidden(right, _label_numbers(zh) | zh_numbers)
    different = _differences(left, right) if small_enough else []
    different += _bounds(left)
    different += _labels(zh, en)
    named = {id(d.zh) for d in different} | {id(d.en) for d in different}
    missing = _unique(a.of for a in left if a.open and id(a.of) not in named and _reportable(a))
    added = _unique(
        a.of for a in right if a.open and id(a.of) not in named and _reportable_added(a, left, relative_dates)
    )
    matched = _unique_matches(a for a in left if a.partner is not None)
    return Comparison(matched, missing, added, tuple(different))


def _atoms(quantity: Quantity) -> list[_Atom]:
    values = quantity.value if isinstance(quantity.value, tuple) else (quantity.value,)
    return [_atom(quantity, value) for value in values]


def _atom(quantity: Quantity, value: int | float | str) -> _Atom:
    kind, unit = quantity.kind, quantity.unit
    if kind in _DATES or isinstance(value, str):
        return _Atom(quantity, dimension="date", date=_date(value, kind))
    written = float(value)
    if kind == "fraction":
        return _Atom(quantity, written, written * 100, "ratio")
    if unit == "%":
        return _Atom(quantity, written / 100, written, "ratio")
    converted = base(written, unit) if unit and kind != "money" else None
    if converted is not None:
        return _Atom(quantity, converted[0], written, converted[1])
    dimension = "" if kind in ("number", "ordinal", "period") else unit or kind
    if kind == "money" and unit in _YUAN:
        dimension = "yuan"
    return _Atom(quantity, written, written, dimension)


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


def _key(atom: _Atom) -> tuple[str, str]:
    if atom.number is None:
        return "date", repr(sorted(atom.date.items()))
    return atom.dimension, f"{atom.number:.7g}"


def _equal(left: list[_Atom], right: list[_Atom]) -> None:
    """Equal values of equal dimension, in the order of the text."""
    waiting: dict[tuple[str, str], list[_Atom]] = {}
    for atom in reversed(right):
        waiting.setdefault(_key(atom), []).append(atom)
    for atom in left:
        if candidates := waiting.get(_key(atom)):
            _join(atom, candidates.pop())


def _join(a: _Atom, b: _Atom) -> None:
    a.partner, b.partner = b, a


def _pair(left: list[_Atom], right: list[_Atom], test: object) -> None:
    assert callable(test)
    for a in left:
        if a.open:
            for b in right:
                if b.open and test(a, b):
                    _join(a, b)
                    break


def _same_date(a: _Atom, b: _Atom) -> bool:
    """Dates agree if they share a part and no part contradicts: 10月22日 and Oct. 22, 2022."""
    if a.dimension != "date" or b.dimension != "date":
        days = {a.dimension, b.dimension} == {"date", "duration"}  # 15日: the 15th, or 15 days
        return days and a.date.get("day", b.date.get("day")) in {f"{x.written:g}" for x in (a, b) if x.written}
    shared = a.date.keys() & b.date.keys()
    return bool(shared) and all(a.date[part] == b.date[part] for part in shared)


def _close(a: _Atom, b: _Atom) -> bool:
    """Rounding that is stated, and the rounding of a conversion."""
    if a.number is None or b.number is None or a.dimension != b.dimension:
        return False
    off = _distance(a.number, b.number)
    bounds = {a.of.bound, b.of.bound}
    if a.of.unit != b.of.unit and off <= _CONVERTED:
        return True
    if a.of.kind == "fraction" or b.of.kind == "fraction":
        if off <= 0.011:  # 33% and a third
            return True
    if "about" in bounds and off <= _ABOUT:
        return True
    if "over" in (a.of.bound, b.of.bound) and off <= 0.1:
        low, high = (a, b) if a.of.bound == "over" else (b, a)
        return low.number <= high.number  # type: ignore[operator]
    return isinstance(a.of.value, tuple) and a.of.bound == "range" and _vague(a.of) and (
        float(a.of.value[0]) - 1 <= (b.written or 0) <= float(a.of.value[1]) + 1
    )


def _vague(quantity: Quantity) -> bool:
    """十几, 三五个, 七八十: a pair that no range word made."""
    return not re.search(r"[至到—–~-]|\bto\b|\band\b", quantity.span)


def _distance(a: float, b: float) -> float:
    return abs(a - b) / max(abs(a), abs(b), 1e-12)


def _same_number(a: _Atom, b: _Atom) -> bool:
    """The same number where one side leaves the unit out, or writes an ordinal for a count."""
    if a.of.kind == "duration" and a.of.unit == "year" and b.date.get("year") and a.written is not None:
        return b.date["year"] == f"{a.written + 1911:g}"  # 一百十二年, its era named elsewhere
    if b.of.kind == "duration" and b.of.unit == "month" and "part" in a.date:
        return {"H1": 6, "Q1": 3, "Q3": 9}.get(a.date["part"]) == b.written  # the first nine months
    if a.written is None or b.written is None:
        year = a.date.get("year") if a.written is None else b.date.get("year")
        other = b.written if a.written is None else a.written
        return year is not None and other is not None and f"{other:g}" == year and "" in (a.dimension, b.dimension)
    return ("" in (a.dimension, b.dimension)) and _distance(a.written, b.written) <= _EXACT


def _grown(a: _Atom, b: _Atom) -> bool:
    """增长一倍 and an increase of 100 percent; 1.5 times, read either way."""
    if a.number is None or b.number is None:
        return False
    if a.dimension == b.dimension == "factor":
        return abs(abs(a.number - b.number) - 1) <= _EXACT
    if {a.dimension, b.dimension} == {"factor", "ratio"}:
        factor, ratio = (a, b) if a.dimension == "factor" else (b, a)
        return min(abs(factor.number - 1 - ratio.number), abs(factor.number - ratio.number)) <= 0.01  # type: ignore[operator]
    if {a.dimension, b.dimension} == {"factor", ""}:
        return abs(a.number - b.number) in (0, 1)
    return False


def _repeated(atoms: list[_Atom], others: list[_Atom]) -> None:
    """What is said again, or once in one language and twice in the other, is explained."""
    keys = {_key(b) for b in others}
    numbers = {f"{b.written:.7g}" for b in others if b.written is not None}
    parts = {part for b in others for part in b.date.items()}
    for a in atoms:
        if not a.open:
            continue
        if a.number is None:
            a.explained = bool(a.date) and (set(a.date.items()) <= parts or a.date.get("year") in numbers)
        elif _key(a) in keys or (a.dimension == "" and f"{a.written:.7g}" in numbers):
            a.explained = True
        elif a.dimension == "duration" and a.of.unit == "day":
            a.explained = ("day", f"{a.written:g}") in parts


def _label_numbers(quantities: list[Quantity]) -> frozenset[float]:
    from .anchors import numbers_in

    return frozenset(n for q in quantities if q.kind == "label" for n in numbers_in(q.span))


def _hidden(atoms: list[_Atom], numbers: frozenset[float]) -> None:
    """Numbers that the other side has inside a name or a label."""
    for a in atoms:
        if a.open:
            values = [a.written] if a.written is not None else [float(p) for p in a.date.values() if p.isdigit()]
            a.explained = bool(values) and all(v in numbers for v in values)


def _differences(left: list[_Atom], right: list[_Atom]) -> list[Difference]:
    """Pairs of what is left that stand for each other, the surest kind first."""
    found: list[tuple[int, float, _Atom, _Atom, str]] = []
    zh_open, en_open = [a for a in left if a.open], [b for b in right if b.open]
    counts = sum(a.dimension == "" for a in zh_open) == 1 == sum(b.dimension == "" for b in en_open)
    zh_end = max((a.of.end for a in left), default=1)
    en_end = max((b.of.end for b in right), default=1)
    for a in zh_open:
        for b in en_open:
            how = _how(a, b, counts)
            if how is not None:
                place = abs(a.of.start / zh_end - b.of.start / en_end)
                found.append((how[0], place, a, b, how[1]))
    found.sort(key=lambda row: row[:2])
    result, seen = [], set()
    for _, _, a, b, how in found:
        if a.open and b.open:
            a.explained = b.explained = True
            if (id(a.of), id(b.of)) not in seen:
                seen.add((id(a.of), id(b.of)))
                result.append(Difference(a.of, b.of, how))
    return sorted(result, key=lambda d: d.zh.start)


def _how(a: _Atom, b: _Atom, counts: bool) -> tuple[int, str] | None:
    """How two unmatched values differ, with a rank; None if they do not stand for each other."""
    if a.number is None or b.number is None:
        both = a.number is None and b.number is None
        return (3, "date") if both and a.date.keys() & b.date.keys() else None
    assert a.written is not None
    assert b.written is not None
    same_digits = _distance(a.written, b.written) <= _EXACT
    if {a.dimension, b.dimension} == {"ratio", "percentage_point"} and same_digits:
        return 0, "percent/point"
    if a.dimension == b.dimension or (a.of.kind == b.of.kind and a.of.kind == "money"):
        if a.dimension == b.dimension and (power := _power(a.number, b.number)):
            return 1, f"magnitude ×10^{power}"
        if same_digits:
            return 2, "unit"
        if a.dimension == "":
            return (4, "value") if counts and min(a.number, b.number) > SMALL else None
        return 4, "value"
    if same_digits and a.dimension and b.dimension:
        return 2, "unit"
    if "" in (a.dimension, b.dimension) and (power := _power(a.written, b.written)) and min(a.written, b.written) >= 10:
        return 3, f"magnitude ×10^{power}"
    return None


def _power(zh: float, en: float) -> int:
    """The k of a factor 10^k between the two, 0 if there is none."""
    if zh <= 0 or en <= 0:
        return 0
    power = math.log10(en / zh)
    return round(power) if abs(power - round(power)) < 1e-4 and 1 <= abs(round(power)) <= 12 else 0


def _bounds(left: list[_Atom]) -> list[Difference]:
    """At least on one side, at most on the other."""
    found = []
    for a in left:
        b = a.partner
        if b is None or a.number is None or a.of.kind == "duration":
            continue  # 逾三个月 and "not within three months" say the same
        one, other = a.of.bound, b.of.bound
        if (one in _LOWER and other in _UPPER) or (one in _UPPER and other in _LOWER):
            found.append(Difference(a.of, b.of, "bound"))
    return found


_LABEL_KINDS = (
    ("article", r"第.+条", r"art(?:icle|\.)"),
    ("chapter", r"第.+章", r"chapter"),
    ("section", r"第.+节", r"section"),
    ("box", r"专栏", r"box"),
    ("annex", r"附件|附录", r"annex|appendix"),
    ("table", r"附?表", r"table"),
)


def _labels(zh: list[Quantity], en: list[Quantity]) -> list[Difference]:
    """第十一条 against Article 12: only where exactly one of a kind is left on both sides."""
    from .anchors import numbers_in

    found = []
    for _, zh_pattern, en_pattern in _LABEL_KINDS:
        left = [q for q in zh if q.kind == "label" and re.match(zh_pattern, q.span.replace("條", "条").replace("專欄", "专栏"))]
        right = [q for q in en if q.kind == "label" and re.match(en_pattern, q.span, re.IGNORECASE)]
        zh_numbers = {n: q for q in left for n in numbers_in(q.span)}
        en_numbers = {n: q for q in right for n in numbers_in(q.span)}
        zh_only, en_only = zh_numbers.keys() - en_numbers.keys(), en_numbers.keys() - zh_numbers.keys()
        if len(zh_only) == 1 == len(en_only) and len(zh_numbers) == len(en_numbers):
            found.append(Difference(zh_numbers[zh_only.pop()], en_numbers[en_only.pop()], "label"))
    return found


def _reportable(atom: _Atom) -> bool:
    """Whether a Chinese quantity without an English one is worth a word."""
    q, value = atom.of, atom.written
    if q.bound == "range" and _vague(q):
        return False
    if value is None:
        return bool(atom.date)
    if q.kind in ("fraction", "multiple") or (value in (0.5, 1) and atom.dimension != "ratio"):
        return False
    if q.kind in ("number", "ordinal", "duration") and value <= SMALL and not q.span[:1].isdigit():
        return False
    return not (q.bound == "over" and q.span[:1] in "数數几幾百千万萬亿億")


def _reportable_added(atom: _Atom, left: list[_Atom], relative_dates: bool) -> bool:
    """Whether an English quantity without a Chinese one is worth a word."""
    q, value = atom.of, atom.written
    if value is None:
        return bool(atom.date) and not relative_dates
    if q.kind in ("fraction", "multiple") or (value in (0.5, 1, 0) and atom.dimension != "ratio"):
        return False
    spelled = not any(c.isdigit() for c in q.span)
    if q.kind in ("number", "ordinal") and spelled and value <= SMALL_ADDED:
        return False
    if q.kind == "duration" and spelled and value <= SMALL:
        return False
    if q.kind == "money" and not any(a.of.kind == "money" and a.of.unit == q.unit for a in left):
        return not any(a.of.kind == "money" for a in left)  # a conversion for foreign readers
    return not (q.bound == "over" and spelled)


def _unique(quantities: Iterable[Quantity]) -> tuple[Quantity, ...]:
    return tuple({id(q): q for q in quantities}.values())


def _unique_matches(atoms: Iterable[_Atom]) -> tuple[Match, ...]:
    pairs = {(id(a.of), id(a.partner.of)): Match(a.of, a.partner.of) for a in atoms if a.partner is not None}
    return tuple(pairs.values())
