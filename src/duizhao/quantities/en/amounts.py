"""English amounts: a number with its unit, range and bound."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from ..arithmetic import times
from ..values import Draft, label
from .bounds import bound_around
from .fractions import fraction, multiple
from .units import Amount, amount_at
from .words import ONES, SCALES, TENS, load

# rose from 3 to 5 percent: two values, not a range.
_CHANGE = re.compile(
    r"\b(?:rais|increas|ris|rose|grow|grew|expand|improv|lower|cut|reduc|fall|fell|drop|declin|lift|shorten|extend|boost|"
    r"decreas|adjust|chang|narrow|climb|went|widen|doubl|jump)\w*(?: [\w'%-]+){0,8}"
    r" from (?:about |around |nearly |over )?\Z"
)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "sep": re.compile(r" ?(?:-|–|—|~) ?| (?:to|through|until) (?:as (?:many|much|high) as )?| ?to ?(?=\d)"),
        "and": re.compile(r" and (?:about )?"),
        "or": re.compile(r" or "),
        "mark": re.compile(r"(?:us ?\$|hk ?\$|nt ?\$|rmb |[$€£¥]) ?"),
        "word": re.compile("[a-z]+"),
        "age": re.compile(
            r"\b(?:aged|age|ages|age of|ages of)(?: (?:over|under|above|below|between|from|at least|about))?\s*\Z"
        ),
    }


def amount(text: str, folded: str, at: int) -> list[Draft]:
    """The amount, range, fraction or multiple at `at`: one draft, or two for a change (from 3 to 5 percent)."""
    first = amount_at(text, folded, at)
    if first is None:
        return []
    if special := fraction(text, at, first) or multiple(text, first):
        return [special]
    second = _upper(text, folded, first)
    if second is None:
        return [_whole(text, first)]
    low = first.value
    if (not first.unit or first.marked) and first.number.scale == 1 < second.number.scale:
        shared = times(low, second.number.scale)
        low = shared if shared < second.value else low
    if _changes(text, first, second):
        shared_first = replace(first, value=low, unit=second.unit, kind=second.kind)
        return [_whole(text, shared_first), _whole(text, second)]
    pair = Draft(first.start, second.end, (low, second.value), second.unit, second.kind, "range")
    pair.scale = second.number.scale
    return [_aged(text, pair)]


def _changes(text: str, first: Amount, second: Amount) -> bool:
    """Whether "from X to Y" tells a change rather than a range."""
    before = text[max(0, first.start - 90) : first.start]
    if not before.endswith("from ") or before.endswith("ranging from "):
        return False
    return bool(first.unit and second.unit) or _CHANGE.search(before) is not None


def _upper(text: str, folded: str, first: Amount) -> Amount | None:
    """The upper end of a range that begins with `first`."""
    joined = _joint(text, first)
    if joined is None:
        return None
    at, how = joined
    if mark := _patterns()["mark"].match(text, at):
        at = mark.end()
    if not text[at : at + 1].isalnum() or (text[at].isalpha() and not _starts_number(text, at, first)):
        return None
    second = amount_at(text, folded, at)
    if second is None:
        return None
    if first.marked and not second.unit:  # RMB 3-5 million
        second = replace(second, unit=first.unit, kind=first.kind)
    if first.unit and first.unit != second.unit:
        return None
    if how == "or" and not _neighbours(first, second):
        return None
    low = first.value
    if (not first.unit or first.marked) and first.number.scale == 1:
        shared = times(low, second.number.scale)
        low = shared if shared < second.value else low
    if low >= second.value or text[second.end : second.end + 1].isdigit():
        return None
    return second if how or first.number.digits == second.number.digits else None


def _joint(text: str, first: Amount) -> tuple[int, str] | None:
    """Where the upper end may begin, and the joining word (empty for a dash)."""
    if match := _patterns()["sep"].match(text, first.end):
        return match.end(), "to" if "t" in match.group() else ""
    if text.endswith("between ", 0, first.start) and (match := _patterns()["and"].match(text, first.end)):
        return match.end(), "and"
    if match := _patterns()["or"].match(text, first.end):
        return match.end(), "or"
    return None


def _starts_number(text: str, at: int, first: Amount) -> bool:
    word = _patterns()["word"].match(text, at)
    return word is not None and word.group() in ONES | TENS | SCALES and not (first.number.digits and not first.unit)


def _neighbours(first: Amount, second: Amount) -> bool:
    """two or three, 20 or 30: one vague number, not two."""
    low, high = first.value, second.value
    if first.unit or first.number.digits != second.number.digits or not low:
        return False
    step = next((s for s in (1000, 100, 10, 1) if low % s == 0 and high % s == 0), 0)
    return step > 0 and high - low == step and low < 20 * step


def _whole(text: str, found: Amount) -> Draft:
    draft = Draft(found.start, found.end, found.value, found.unit, found.kind)
    draft.scale, draft.bare = found.number.scale, not found.unit
    draft = _aged(text, draft)
    draft.bound = bound_around(text, draft.start, draft.end) or found.number.bound or "exact"
    return draft


def _aged(text: str, draft: Draft) -> Draft:
    """aged 60: years."""
    before = text[max(0, draft.start - 24) : draft.start]
    if draft.kind == "number" and _patterns()["age"].search(before):
        return replace(draft, unit="year", kind="duration", bare=False)
    return draft


def process_name(text: str, draft: Draft) -> Draft:
    """28-nanometer process names a process; a bare length stays one."""
    if draft.unit != "nm":
        return draft
    match = re.compile(r"[ -]+([a-z]+)").match(text, draft.end)
    named = match is not None and (match[1] in load().process or text.startswith(" and below", draft.end))
    return label(draft.start, draft.end, text) if named else draft
