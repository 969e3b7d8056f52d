"""Quantities and labels in Chinese text."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from ..addresses import address_at, endless, has_addresses
from ..arithmetic import times
from ..values import Draft, Quantity, label
from . import labels
from .amounts import amount, process_name
from .dates import date_at
from .fractions import bounded, doubling, fraction, halves
from .numbers import HAN, Number, number_at
from .words import TRIGGER, fold, spaced_out, unfolded_trigger, without_layout_spaces
from .words import load as load_words

_JOINTS = ("、", "和", "与", "及", "以及", "或", "、以及", "/")
_RATED = (1000, 10_000, 100_000, 1_000_000)  # 16.1/10万: of so many
_SERIAL = re.compile(f"[{HAN}]{{1,6}}号(?!召)")


@cache
def _trigger() -> re.Pattern[str]:
    return re.compile(rf"[{TRIGGER}]")


@cache
def _run() -> re.Pattern[str]:
    return re.compile(rf"\d+(?:[.,]\d+)*|[{HAN}]+")


def find(text: str) -> tuple[Quantity, ...]:
    """All quantities and labels of a Chinese text, from left to right."""
    if unfolded_trigger().search(text) is None:
        return ()
    folded = fold(text)
    if spaced_out(folded):
        return _find_spaced(text, folded)
    return _find(text, folded)


def _find_spaced(text: str, folded: str) -> tuple[Quantity, ...]:
    """Text that layout has set with a space between all characters (百 分 之 十 五)."""
    kept = without_layout_spaces(folded)
    compact = "".join(folded[i] for i in kept)
    found = []
    for q in _find(compact, compact):
        start, end = kept[q.start], kept[q.end - 1] + 1
        span = text[start:end]
        found.append(replace(q, span=span, start=start, end=end, value=span if q.kind == "label" else q.value))
    return tuple(found)


def _find(text: str, folded: str) -> tuple[Quantity, ...]:
    drafts: list[Draft] = []
    done = 0
    linked = has_addresses(folded)
    for match in _trigger().finditer(folded):
        at = match.start()
        if at < done:
            continue
        address = address_at(folded, at) if linked else None
        found, done = ([address], address.end) if address else _read(folded, at)
        for draft in found:
            if drafts and draft.start < drafts[-1].end:
                draft.start = max(draft.start, drafts[-1].end)
            if draft.start < draft.end:
                drafts.append(draft)
    _share(folded, drafts)
    return tuple(d.finish(text) for i, d in enumerate(drafts) if not d.weak or _counts(folded, drafts, i))


def _read(text: str, at: int) -> tuple[list[Draft], int]:
    """What begins at `at`, and where to go on."""
    first = text[at]
    if first == "翻" or first == "倍":
        found = doubling(text, at)
        return ([found], found.end) if found else ([], at + 1)
    if first == "首":
        if text.startswith(load_words().first, at + 1) and text[at - 1 : at] not in ("元", "匕", "为"):
            return [Draft(at, at + 1, 1, kind="ordinal")], at + 1
        return [], at + 1
    draft = labels.numbered(text, at)
    if draft is not None:
        return [draft], draft.end
    draft = fraction(text, at)
    if draft is not None:
        return [bounded(text, draft)], draft.end
    return _digits(text, at) if first.isdigit() else _han(text, at)


def _digits(text: str, at: int) -> tuple[list[Draft], int]:
    """What begins with an Arabic digit."""
    if run := endless(text, at):
        return [run], run.end
    for read in (labels.heading, date_at, labels.named):
        draft = read(text, at)
        if draft is not None:
            return [_dated(text, draft)], max(draft.end, at + 1)
    drafts = [process_name(text, d) for d in amount(text, at)]
    if not drafts:
        end = at + len(_run().match(text, at).group())  # type: ignore[union-attr]
        return [label(at, end, text)], end
    return drafts, max(drafts[-1].end, at + 1)


def _dated(text: str, draft: Draft) -> Draft:
    """Dates are exact; only 左右 and 前后 make them vague."""
    if draft.kind in ("date", "year", "month", "day") and text.startswith(("左右", "前后"), draft.end):
        return replace(draft, bound=draft.bound if draft.bound == "range" else "about")
    return draft


def _han(text: str, at: int) -> tuple[list[Draft], int]:
    """What begins with a Han numeral, 半, 数, 几 or 俩."""
    phrase = labels.set_phrase(text, at)
    if phrase is not None:
        start, end, names = phrase
        return ([label(start, end, text)] if names else []), end
    if text[at] == "俩":
        return [Draft(at, at + 1, 2)], at + 1
    dated = date_at(text, at)
    if dated is not None:
        return [_dated(text, dated)], max(dated.end, at + 1)
    quoted = labels.in_quotes(text, at)
    if quoted is not None:
        return [label(*quoted, text)], quoted[1]
    if serial := _SERIAL.match(text, at):  # 神舟十三号, 一号文件
        return [label(at, serial.end(), text)], serial.end()
    for read in (labels.heading, labels.congress):
        draft = read(text, at)
        if draft is not None:
            return [draft], max(draft.end, at + 1)
    if text[at] == "半" or text.startswith("一半", at):
        half = halves(text, at if text[at] == "半" else at + 1)
        return ([bounded(text, half)], half.end) if half else ([], at + 1)
    return _count(text, at)


def _count(text: str, at: int) -> tuple[list[Draft], int]:
    """A Han numeral that counts, if it does."""
    run = _run().match(text, at)
    if text[at] == "两" and at and text[at - 1] in HAN:
        return [], at + 1  # 五十两: taels
    number = number_at(text, at)
    skip = max(run.end() if run else at + 1, at + 1)
    if number is None:
        return [], skip
    drafts = amount(text, at)
    if not drafts:
        return [], skip
    draft = drafts[0]
    end = max(drafts[-1].end, number.end)
    if len(drafts) == 1 and not draft.unit and not _is_count(text, number, draft):
        return [], max(end, at + 1)
    if draft.value == 0:
        return [], end
    if draft.value == 1 and not draft.unit:
        draft.weak = True
    return [process_name(text, d) for d in drafts], end


def _is_count(text: str, number: Number, draft: Draft) -> bool:
    """Whether a Han numeral without a unit counts: it needs a measure word, or several characters."""
    run = text[number.start : number.end]
    end = number.end
    if text[end : end + 1] in ("多", "余", "来") and len(run) <= 4:
        end += 1
    safe = labels.measure(text, end, loose=False) > end
    if number.bare_magnitude:
        each = text[number.start - 1 : number.start] in ("每", "上", "近", "过", "超", "逾", "破")
        if draft.bound != "exact" or each or run == "十":
            return safe or draft.bound != "exact" or each
        # 万家, 百村, 千户 without a bound are figures of speech.
        return (safe and not (len(run) == 1 and text[end] in "家户国村校县城乡企")) or text.startswith(
            ("级", "人", "余"), end
        )
    if isinstance(draft.value, tuple) and draft.bound == "range" and not number.arabic:
        return safe or number.scale > 1 or draft.end > number.end
    if all(c in "零〇○一二三四五六七八九两" for c in run):
        return safe and len(run) == 1
    return len(run) > 1 or safe


def _share(text: str, drafts: list[Draft]) -> None:
    """600、450和50万千瓦: members of a list take the scale and the unit of its last."""
    for i in range(len(drafts) - 2, -1, -1):
        draft, last = drafts[i], drafts[i + 1]
        if not draft.bare or isinstance(draft.value, (tuple, str)):
            continue
        joint = text[draft.end : last.start].strip()
        if joint not in _JOINTS or (joint == "/" and last.value in _RATED):
            continue
        if last.kind == "year" and 1900 <= draft.value <= 2200:
            draft.value, draft.kind = str(draft.value), "year"
        elif last.kind == "month" and draft.value <= 12:
            draft.kind = "month"
        elif last.kind not in ("label", "ordinal", "date", "year", "month", "day", "time", "period", "multiple"):
            if draft.scale == 1 and last.scale > 1 and draft.value < 10**4:
                draft.value = times(draft.value, last.scale)
                draft.scale = last.scale
            draft.unit, draft.kind = last.unit, last.kind
        if draft.kind == "number" and last.kind == "label" and not isinstance(draft.value, str) and draft.value <= 100:
            draft.kind, draft.value = "label", text[draft.start : draft.end]


def _counts(text: str, drafts: list[Draft], i: int) -> bool:
    """Whether 一 counts: after a bound or 每, or in a list with other numbers."""
    draft = drafts[i]
    if draft.bound != "exact":
        return True
    before = text[max(0, draft.start - 4) : draft.start]
    if ("每" in before and not before.endswith("每")) or "至少" in before:
        return True
    if text.startswith(("次", "度"), draft.end) and re.search(
        r"每[^，。；,;]{0,10}\Z", text[max(0, draft.start - 12) : draft.start]
    ):
        return True
    for low, high in ((i - 1, i), (i, i + 1)):
        if low < 0 or high >= len(drafts):
            continue
        other = drafts[low] if high == i else drafts[high]
        gap = text[drafts[low].end : drafts[high].start]
        if (
            other.kind == "number"
            and not other.weak
            and len(gap) <= 10
            and "、" in gap
            and not set(gap) & set("，。；")
        ):
            return True
    return False
