"""Chinese amounts: ranges, what stands before a number (每, 时速, 人民币, 零下), and the bound."""

from __future__ import annotations

import re
from dataclasses import replace

from ..arithmetic import times
from ..units import compound
from ..units import load as load_units
from ..values import Draft, label
from .bounds import bound_of
from .fractions import multiple
from .units import Amount, amount_at, is_numeral
from .words import TRIGGER
from .words import load as load_words

_SEP = re.compile(r" ?(?:至|到|[—–―~-]{1,2}) ?(-|零下)?")
# Longest first, so that US$ is not read as $.
_CURRENCY = tuple(
    tuple(pair.split(":"))
    for pair in (
        "新台币:TWD 人民币:CNY 澳门币:MOP 港币:HKD 港元:HKD 美元:USD 美金:USD 日元:JPY 欧元:EUR 英镑:GBP 台币:TWD "
        "US$:USD HK$:HKD NT$:TWD RMB:CNY CNY:CNY USD:USD HKD:HKD TWD:TWD NTD:TWD EUR:EUR GBP:GBP JPY:JPY MOP:MOP "
        "¥:CNY €:EUR £:GBP $:USD"
    ).split()
)
_MARKS = tuple(mark for mark, _ in _CURRENCY)
_FAR_CURRENCY = (("新台币", "TWD"), ("港币", "HKD"), ("美金", "USD"))
_SPEED = re.compile(
    "时速(?:约|可达|达到|达|不得|不能|应|须|超过|为|在|最高|高达|仅|不超过|提高到|提升至|不低于|低于|高于|近|突破)*$"
)


def amount(text: str, at: int) -> list[Draft]:
    """The amount at `at`: one draft, two for a change (从3%到5%), none where nothing is counted."""
    first = amount_at(text, at)
    if first is None:
        return []
    second = _upper(text, first) or _between(text, first)
    if second is None:
        return [_whole(text, first)]
    if text.endswith(("从", "由"), 0, at) and first.unit and second.unit:
        return [_whole(text, first), _whole(text, second)]
    low, high = first.value, second.value
    assert not isinstance(low, tuple)
    assert not isinstance(high, tuple)
    if not first.unit and not first.counted and first.number.scale == 1 < second.number.scale:
        shared = times(low, second.number.scale)
        low = shared if shared < high else low
    draft = Draft(at, second.end, (low, high), second.unit, second.kind, "range", second.number.scale)
    if _followed_by_times(text, second):
        return [multiple(text, draft, second.number.end + 1)]
    return [_with_prefix(text, draft, second)]


def _upper(text: str, first: Amount) -> Amount | None:
    """The upper end of a range whose lower end is `first`."""
    if isinstance(first.value, tuple):
        return None
    for end in dict.fromkeys((first.end, first.after)):
        sep = _SEP.match(text, end)
        if sep is None or sep.end() >= len(text) or text[sep.end()] not in TRIGGER:
            continue
        second = amount_at(text, sep.end())
        if second is None or isinstance(second.value, tuple):
            continue
        if (first.unit and first.unit != second.unit) or (first.counted and not second.counted):
            continue
        if first.number.arabic != second.number.arabic and first.number.end - first.number.start > 1:
            continue
        low = first.value
        if not first.unit and first.number.scale == 1:
            low = times(low, second.number.scale)
            low = first.value if low >= second.value else low
        named = text.startswith(("年", "月", "号", "条"), second.number.end) and not second.unit
        if low < second.value and not named:
            return second
    return None


def _between(text: str, first: Amount) -> Amount | None:
    """三万元以上十万元以下 is a range."""
    at = first.after + 2
    if not text.startswith("以上", first.after) or at >= len(text) or text[at] not in TRIGGER:
        return None
    second = amount_at(text, at)
    if second is None or second.unit != first.unit or second.counted != first.counted:
        return None
    if not text.startswith(("以下", "以内"), second.after):
        return None
    if isinstance(first.value, tuple) or isinstance(second.value, tuple):
        return None
    return second if first.value < second.value else None


def _whole(text: str, found: Amount) -> Draft:
    number = found.number
    vague = isinstance(found.value, tuple)
    draft = Draft(
        number.start, found.end, found.value, found.unit, found.kind, "range" if vague else "exact", number.scale
    )
    draft.bare = not found.unit and not found.counted and number.arabic
    draft = _with_prefix(text, draft, found)
    if not vague:
        inner = found.more or (number.bound if number.bound != "range" else "")
        draft.bound = bound_of(text, draft.start, draft.unit, number, (found.after, found.end)) or inner or "exact"
    if found.kind == "number" and _followed_by_times(text, found):
        return multiple(text, draft, number.end + (2 if found.more else 1))
    return draft


def _followed_by_times(text: str, found: Amount) -> bool:
    return not found.unit and text.startswith("倍", found.number.end + (1 if found.more else 0))


def _with_prefix(text: str, draft: Draft, found: Amount) -> Draft:
    """Currency, 时速, 每V and 零下 before the number; 元 takes the currency named before it."""
    before = text[max(0, draft.start - 12) : draft.start]
    if draft.unit in ("CNY", "") and found.kind in ("money", "number"):
        return _with_currency(text, draft, before, found.counted)
    if draft.unit == "km" and (match := _SPEED.search(before)):
        start = draft.start - 2 if match.group() == "时速" else draft.start
        return replace(draft, start=start, unit="km/h", kind="speed")
    lower = draft.value[0] if isinstance(draft.value, tuple) else draft.value
    assert not isinstance(lower, str)
    if draft.kind == "temperature" and lower < 0:
        return replace(draft, start=draft.start - (2 if before.endswith("零下") else 1))
    negative = before.endswith(("-", "负")) and not is_numeral(before[-2:-1])
    if negative and draft.unit in ("%", "pp") and not isinstance(draft.value, tuple):
        return replace(draft, start=draft.start - 1, value=-lower)
    return _per(text, draft)


def _with_currency(text: str, draft: Draft, before: str, counted: bool) -> Draft:
    stripped = before.rstrip()
    for mark, code in _CURRENCY if stripped.endswith(_MARKS) else ():
        if stripped.endswith(mark) and (draft.unit or not counted or not mark.isalpha()):
            start = draft.start - (len(before) - len(stripped)) - len(mark)
            return replace(draft, start=start, unit=code, kind="money", bare=False)
    if draft.unit == "CNY":
        for mark, code in _FAR_CURRENCY:
            if mark in before and not re.search("[,，。;、\\d]", before[before.rfind(mark) :]):
                draft = replace(draft, unit=code)
    return _per(text, draft)


def _per(text: str, draft: Draft) -> Draft:
    """每立方米35微克: a denominator that touches the number; 每年5000万吨 makes no compound."""
    table = load_units()
    above = table.by_code.get(draft.unit)
    if above is None:
        return draft
    for length in range(1, 6):
        at = draft.start - length - 1
        below = table.zh.get(text[at + 1 : draft.start]) if at >= 0 and text[at] == "每" else None
        if below is None:
            continue
        fast = below.code in ("hour", "second") and above.kind in ("length", "data_size")
        if below.kind == "duration" and not fast:
            break
        unit = compound(above, below)
        return replace(draft, start=at, unit=unit.code, kind=unit.kind)
    return draft


def process_name(text: str, draft: Draft) -> Draft:
    """14纳米工艺 names a process; a bare length stays one."""
    if draft.unit == "nm" and text.startswith(load_words().process, draft.end):
        return label(draft.start, draft.end, text)
    return draft
