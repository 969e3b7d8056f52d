"""The quantities of a translation against those of its source.

Built to be quiet: what idiom, rounding that is stated, conversion of units or repetition explains is no finding.
Only what is left over then can differ, be missing or be added.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence

from .anchors import numbers_in
from .pairing import EXACT, Atom, atoms, distance, explain_hidden, key, pair, vague
from .values import Comparison, Difference, Match, Quantity

# Counts up to this that are spelled out come and go with idiom (两国: the countries; 首批: the first).
SMALL = 3
# Spelled-out counts up to this are added freely in English (甲、乙、丙、丁: the four).
SMALL_ADDED = 10
_LOWER, _UPPER = frozenset({"at_least", "over"}), frozenset({"at_most", "under"})
# How far apart the members of a list may stand: 、 or 和; ", " or ", and ".
_ZH_GAP, _EN_GAP = 2, 7
# Labels that are held against each other, by what their spans look like.
_LABELS = tuple((re.compile(zh, re.IGNORECASE), re.compile(en, re.IGNORECASE)) for zh, en in (
    (r"第.+[条條]", r"art(?:icle|\.)"),
    (r"第.+章", r"chapter"),
    (r"第.+[节節]", r"section"),
    (r"[专專][栏欄]", r"box"),
    (r"附件|附录|附錄", r"annex|appendix"),
    (r"附表", r"schedule"),
    (r"附?表", r"table"),
    (r"[图圖]", r"fig(?:ure|\.)"),
    (r"第\d+[号號]", r"(?:decree |order |notice |document )?no\."),
    (r"〔\d{4}〕.*[号號]", r"\[\d{4}\]"),
))  # fmt: skip
# Article 27-1, 26.1 and 第二十六条之一 are all read as their whole number.
_INSERTED = re.compile(r"之[一二三四五六七八九十]+|(?<=\d)[-.]\d+")


def compare_quantities(
    zh: Sequence[Quantity],
    en: Sequence[Quantity],
    *,
    zh_numbers: frozenset[float] = frozenset(),
    en_numbers: frozenset[float] = frozenset(),
    relative_dates: bool = False,
    ordered: bool = False,
) -> Comparison:
    """What agrees, is missing (Chinese only), added (English only) or different.

    Args:
        zh, en: what `find_quantities` found, labels included.
        zh_numbers, en_numbers: further numbers of the two texts, hidden in words and names, that explain a
            number of the other side.
        relative_dates: the Chinese names a date without a number (今年, 近日), that English may spell out.
        ordered: both texts say that lists are in order (分别, respectively).
    """
    return compare_lazily(
        zh, en, zh_numbers=lambda: zh_numbers, en_numbers=lambda: en_numbers, relative_dates=relative_dates,
        ordered=ordered,
    )  # fmt: skip


def compare_lazily(
    zh: Sequence[Quantity],
    en: Sequence[Quantity],
    *,
    zh_numbers: Callable[[], frozenset[float]],
    en_numbers: Callable[[], frozenset[float]],
    relative_dates: bool,
    ordered: bool,
) -> Comparison:
    """The same; the hidden numbers are worked out where something is left over, as in one text of ten."""
    left = [atom for q in zh if q.kind != "label" for atom in atoms(q)]
    right = [atom for q in en if q.kind != "label" for atom in atoms(q)]
    small = pair(left, right)
    if any(a.open for a in left):
        explain_hidden(left, _label_numbers(en) | en_numbers())
    if any(b.open for b in right):
        explain_hidden(right, _label_numbers(zh) | zh_numbers())
    different = _differences(left, right) if small else []
    different += _bounds(left)
    different += _labels(zh, en)
    if ordered:
        different += _order(zh, en)
    named = {id(q) for d in different for q in (d.zh, d.en)}
    missing = _once(a.of for a in left if a.open and id(a.of) not in named and _is_missing(a))
    added = _once(b.of for b in right if b.open and id(b.of) not in named and _is_added(b, left, relative_dates))
    pairs = {(id(a.of), id(a.partner.of)): Match(a.of, a.partner.of) for a in left if a.partner is not None}
    return Comparison(tuple(pairs.values()), missing, added, tuple(different))


def _once(quantities: Iterable[Quantity]) -> tuple[Quantity, ...]:
    return tuple({id(q): q for q in quantities}.values())


def _label_numbers(quantities: Sequence[Quantity]) -> frozenset[float]:
    return frozenset(n for q in quantities if q.kind == "label" for n in numbers_in(q.span, digits=True))


def _differences(left: list[Atom], right: list[Atom]) -> list[Difference]:
    """Pairs of what is left that stand for each other, the surest kind first, then the nearest place."""
    zh_open, en_open = [a for a in left if a.open], [b for b in right if b.open]
    one_count = sum(a.dimension == "" for a in zh_open) == 1 == sum(b.dimension == "" for b in en_open)
    zh_end = max((a.of.end for a in left), default=1)
    en_end = max((b.of.end for b in right), default=1)
    joined = {(id(a.of), id(a.partner.of)) for a in left if a.partner is not None}
    found: list[tuple[int, float, Atom, Atom, str]] = []
    for a in zh_open:
        for b in en_open:
            how = _how(a, b, one_count)
            if how is None and a.of.bound == b.of.bound == "range" and (id(a.of), id(b.of)) in joined:
                how = 4, "value"  # 一至两名, one to four: the other end agrees
            if how is not None:
                found.append((how[0], abs(a.of.start / zh_end - b.of.start / en_end), a, b, how[1]))
    found.sort(key=lambda row: row[:2])
    result: dict[tuple[int, int], Difference] = {}
    for _, _, a, b, name in found:
        if a.open and b.open:
            a.explained = b.explained = True
            result.setdefault((id(a.of), id(b.of)), Difference(a.of, b.of, name))
    return sorted(result.values(), key=lambda d: d.zh.start)


def _how(a: Atom, b: Atom, one_count: bool) -> tuple[int, str] | None:
    """How two unmatched values differ, with a rank; None if they do not stand for each other."""
    if a.number is None or b.number is None or a.written is None or b.written is None:
        both = a.number is None and b.number is None
        return (3, "date") if both and a.date.keys() & b.date.keys() else None
    same_digits = distance(a.written, b.written) <= EXACT
    if {a.dimension, b.dimension} == {"ratio", "percentage_point"} and same_digits:
        return 0, "percent/point"
    if a.dimension == b.dimension:
        if power := _power(a.number, b.number) or (0 if same_digits else _power(a.written, b.written)):
            return 1, f"magnitude ×10^{power}"
        if same_digits:
            return 2, "unit"
        doubtful = a.dimension == "" and not (one_count and min(a.number, b.number) > SMALL)
        return None if doubtful else (4, "value")
    if same_digits and a.dimension and b.dimension:
        return 2, "unit"
    if a.of.kind == b.of.kind == "money":
        return 4, "value"
    if "" in (a.dimension, b.dimension) and min(a.written, b.written) >= 10 and (power := _power(a.written, b.written)):
        return 3, f"magnitude ×10^{power}"
    return None


def _power(zh: float, en: float) -> int:
    """The k of a factor 10^k from the Chinese to the English, 0 if there is none."""
    if zh <= 0 or en <= 0:
        return 0
    power = math.log10(en / zh)
    return round(power) if abs(power - round(power)) < 1e-4 and 1 <= abs(round(power)) <= 12 else 0


def _bounds(left: list[Atom]) -> list[Difference]:
    """At least on one side, at most on the other."""
    found = []
    for a in left:
        b = a.partner
        if b is None or a.number is None:
            continue
        one, other = a.of.bound, b.of.bound
        if (one in _LOWER and other in _UPPER) or (one in _UPPER and other in _LOWER):
            found.append(Difference(a.of, b.of, "bound"))
    return found


def _order(zh: Sequence[Quantity], en: Sequence[Quantity]) -> list[Difference]:
    """Lists of the same values in another order, where both texts assign them one by one."""
    found = []
    en_lists = {tuple(sorted(map(_list_key, run))): run for run in _lists(en, _EN_GAP)}
    for run in _lists(zh, _ZH_GAP):
        other = en_lists.get(tuple(sorted(map(_list_key, run))))
        if other is None or len(set(map(_list_key, run))) < len(run):
            continue
        swapped = (p for p in zip(run, other, strict=True) if _list_key(p[0]) != _list_key(p[1]))
        if first := next(swapped, None):
            found.append(Difference(*first, "order"))
    return found


def _list_key(quantity: Quantity) -> tuple[str, str]:
    return key(atoms(quantity)[0])


def _lists(quantities: Sequence[Quantity], gap: int) -> list[list[Quantity]]:
    """Runs of quantities of one kind with at most `gap` characters between them."""
    runs: list[list[Quantity]] = []
    for q in quantities:
        if runs and runs[-1][-1].kind == q.kind and q.start - runs[-1][-1].end <= gap:
            runs[-1].append(q)
        else:
            runs.append([q])
    return [run for run in runs if len(run) > 1]


def _labels(zh: Sequence[Quantity], en: Sequence[Quantity]) -> list[Difference]:
    """第十一条 against Article 12: only where exactly one of a kind is left on both sides."""
    found: list[Difference] = []
    zh, en = ([q for q in side if q.kind == "label"] for side in (zh, en))
    if not zh or not en:
        return found
    for zh_pattern, en_pattern in _LABELS:
        left, right = _numbered(zh, zh_pattern), _numbered(en, en_pattern)
        zh_only, en_only = left.keys() - right.keys(), right.keys() - left.keys()
        if len(zh_only) == 1 == len(en_only) and len(left) == len(right):
            found.append(Difference(left[zh_only.pop()], right[en_only.pop()], "label"))
    return found


def _numbered(labels: Sequence[Quantity], pattern: re.Pattern[str]) -> dict[float, Quantity]:
    return {n: q for q in labels if pattern.match(q.span) for n in numbers_in(_INSERTED.sub("", q.span))}


def _is_missing(atom: Atom) -> bool:
    """Whether a Chinese quantity without an English one is worth a word."""
    q, value = atom.of, atom.written
    if value is None:
        return bool(atom.date)
    if _idiomatic(atom) or vague(q):
        return False
    spelled = not q.span[:1].isdigit()
    if q.kind in ("number", "ordinal", "duration") and value <= SMALL and spelled:
        return False
    return not (q.bound == "over" and q.span[:1] in "数數几幾百千万萬亿億")


def _is_added(atom: Atom, left: list[Atom], relative_dates: bool) -> bool:
    """Whether an English quantity without a Chinese one is worth a word."""
    q, value = atom.of, atom.written
    if value is None:
        return bool(atom.date) and not relative_dates
    spelled = not any(c.isdigit() for c in q.span)
    if _idiomatic(atom) or (spelled and q.bound == "over" and q.kind != "duration"):
        return False
    if spelled and value <= (SMALL_ADDED if q.kind in ("number", "ordinal") else SMALL if q.kind == "duration" else 0):
        return False
    if q.kind == "money":  # beside an amount in its own currency a conversion for foreign readers
        currencies = {a.of.unit for a in left if a.of.kind == "money"}
        return not currencies or q.unit in currencies
    return True


def _idiomatic(atom: Atom) -> bool:
    """Halves, ones and multiples are said in too many ways to be missed."""
    return atom.of.kind in ("fraction", "multiple") or (atom.written in (0, 0.5, 1) and atom.dimension != "ratio")
