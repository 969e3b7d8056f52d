"""Quantities and labels in English text."""

from __future__ import annotations

import re
from dataclasses import replace

from ..addresses import address_at, endless, has_addresses
from ..arithmetic import times
from ..values import Draft, Quantity, label
from . import labels
from .amounts import amount, process_name
from .dates import date_at, day_of_month, decade_at, fiscal_at, part_of_year, worded_decade, year_at
from .fractions import lone_unit, word_quantity
from .numbers import number_at
from .words import HALVED, MULTIPLES, PARTS, TENS, fold, load, lower, phrase_at, word_pattern

_DIGITS = frozenset("0123456789qh")  # Q3, H1
_JOINTS = (",", "and", "or", ", and", ", or", "&", "/")


def find(text: str) -> tuple[Quantity, ...]:
    """All quantities and labels of an English text, from left to right."""
    folded = fold(text)
    plain = lower(folded)
    triggers = load().triggers
    words = word_pattern().findall(plain)
    if triggers.isdisjoint(words) and _DIGITS.isdisjoint(words):
        return ()  # three sentences of four
    spaced = plain.replace("-", " ")
    linked = has_addresses(plain)
    drafts: list[Draft] = []
    done = 0
    for match in word_pattern().finditer(plain):
        at = match.start()
        if at < done:
            continue
        word = match.group()
        if word not in triggers and not word.isdigit():
            if len(word) < 3 and word in ("q", "h") and (part := _letter_quarter(plain, at, word)):
                drafts.append(part)
                done = part.end
            continue
        address = address_at(plain, at) if linked else None
        found, done = ([address], address.end) if address else _read(plain, spaced, folded, at, word)
        for draft in found:
            last = drafts[-1] if drafts else None
            if last is not None and draft.start < last.end:
                if draft.kind == last.kind == "label":  # “double-random, one-public” is one name
                    last.end = max(last.end, draft.end)
                    continue
                draft.start = last.end
            if draft.start < draft.end:
                drafts.append(draft)
    _share(plain, drafts)
    return tuple(d.finish(text) for i, d in enumerate(drafts) if not d.weak or _counts(plain, drafts, i))


def _letter_quarter(text: str, at: int, word: str) -> Draft | None:
    """Q3, H1 2026: letters that are followed by one digit."""
    digit = text[at + 1 : at + 2]
    if (
        (at and text[at - 1].isalnum())
        or digit not in ("1", "2", "3", "4")
        or text[at + 2 : at + 3].isalnum()
        or text[at + 2 : at + 3] == "n"
    ):
        return None
    return part_of_year(text, at, word + digit)


def _read(text: str, spaced: str, folded: str, at: int, word: str) -> tuple[list[Draft], int]:
    if word.isdigit():
        return _digits(text, spaced, folded, at)
    end = at + len(word)
    phrase = phrase_at(spaced, at, word)
    if phrase is not None:
        return [label(*phrase, text)], phrase[1]
    if word.endswith("ties") and word[:-3] + "y" in TENS:
        decade = worded_decade(text, at, word)
        return ([decade], decade.end) if decade else ([], end)
    if word in load().months:
        draft = date_at(text, folded, at)
        return ([_dated(text, draft)], draft.end) if draft else ([], end)
    if (
        word in MULTIPLES
        or word in HALVED
        or word in ("once", "twice", "thrice")
        or (word.endswith("fold") and word not in PARTS)
    ):
        draft = word_quantity(text, folded, at, word)
        return ([draft], max(draft.end, end)) if draft else ([], end)
    if word in ("decade", "century", "year", "month", "week", "hour"):
        draft = lone_unit(text, at, word)
        return ([draft], draft.end) if draft else ([], end)
    if named := labels.after_noun(text, at):
        return [named], named.end
    if word in ("half", "quarter") or word in PARTS:
        found = _parts(text, folded, at, word)
        if found is not None:
            return found
    if word in load().ordinals or (re.compile(r"[a-z]+-[a-z]+").match(text, at) and _compound_ordinal(text, at)):
        return _ordinals(text, folded, at, word)
    return _words(text, folded, at, word)


def _compound_ordinal(text: str, at: int) -> bool:
    match = re.compile(r"[a-z]+-[a-z]+(?![a-z])").match(text, at)
    return match is not None and match.group() in load().ordinals


def _parts(text: str, folded: str, at: int, word: str) -> tuple[list[Draft], int] | None:
    """half, a third, a quarter; half a million is a number."""
    number = number_at(text, at) if word == "half" else None
    if number is not None:
        return _words(text, folded, at, word)
    draft = word_quantity(text, folded, at, word)
    if draft is not None:
        return [draft], max(draft.end, at + len(word))
    return None if word in load().ordinals else ([], at + len(word))


def _ordinals(text: str, folded: str, at: int, word: str) -> tuple[list[Draft], int]:
    end = at + len(word)
    part = part_of_year(text, at, word) or day_of_month(text, at)
    if part is not None:
        return [part], part.end
    name = labels.programme(text, folded, at, end) if word not in ("first", "second") else None
    draft = labels.ordinal(text, folded, at, word)
    if draft is None:
        return [], end
    if name is not None and draft.kind == "ordinal" and not _congress(text, draft.end):
        return [draft], draft.end
    return [draft], draft.end


def _congress(text: str, at: int) -> bool:
    return text.startswith((" national", " plenary", " central", " plenum", " session"), at)


def _digits(text: str, spaced: str, folded: str, at: int) -> tuple[list[Draft], int]:
    """What begins with a digit."""
    if run := endless(text, at):
        return [run], run.end
    for draft in (
        fiscal_at(text, at),
        decade_at(text, at),
        labels.after_noun(text, at),
        date_at(text, folded, at),
        part_of_year(text, at, "") if text.startswith((" quarter", " half"), at + 3) else None,
        labels.digit_ordinal(text, at),
        labels.named(text, spaced, folded, at),
    ):
        if draft is not None:
            return [_dated(text, draft)], max(draft.end, at + 1)
    year = year_at(text, at)
    found = amount(text, folded, at)
    if year is not None and _is_year(text, at, year, found):
        return [_dated(text, year)], year.end
    if not found:
        plain = re.compile(r"\d+(?:[.,]\d+)*").match(text, at)
        end = plain.end() if plain else at + 1
        return [label(at, end, text)], end
    return [process_name(text, d) for d in found], max(found[-1].end, at + 1)


def _is_year(text: str, at: int, year: Draft, found: list[Draft]) -> bool:
    """2020 without a comma is a year unless a unit or a plural noun follows and nothing dates it."""
    if found and found[0].bound == "range" and year.bound != "range" and text.endswith((" in ", " since "), 0, at):
        return True  # from 9,356 kilometers in 2012 to 45,000 kilometers
    if year.bound == "range":
        return not found or not found[0].unit or found[0].kind == "multiple"
    if found and (found[0].unit or found[0].scale > 1 or found[0].start < at):
        return False
    before = re.search(r"([a-z]+)[ -]\Z", text[max(0, at - 12) : at])
    if before is not None and before[1] in (
        "in",
        "by",
        "since",
        "until",
        "till",
        "during",
        "year",
        "from",
        "end",
        "late",
        "early",
        "mid",
        "of",
        "for",
    ):
        return True
    following = re.compile(r" ([a-z]+)").match(text, year.end)
    if following is None:
        return True
    noun = following[1]
    plural = noun.endswith("s") and noun not in (
        "was",
        "is",
        "as",
        "has",
        "its",
        "this",
        "targets",
        "sees",
        "marks",
        "plans",
        "olympics",
        "games",
        "does",
        "thus",
        "plus",
    )
    return not (plural or noun in ("people", "new", "additional", "more", "other"))


def _dated(text: str, draft: Draft) -> Draft:
    if draft.kind in ("date", "year", "month") and draft.bound == "exact":
        before = text[max(0, draft.start - 16) : draft.start].rstrip()
        if before.endswith(("around", "about", "circa", "approximately")):
            return replace(draft, bound="about")
    return draft


def _words(text: str, folded: str, at: int, word: str) -> tuple[list[Draft], int]:
    """A number in words; `one` counts only with a unit, a bound or in a list."""
    found = amount(text, folded, at)
    end = at + len(word)
    if not found:
        return [], end
    draft = found[0]
    if draft.kind == "number" and not draft.unit:
        name = labels.programme(text, folded, max(draft.start, at), draft.end) if draft.end > at else None
        if name is not None and not isinstance(draft.value, tuple):
            return [name], max(name.end, end)
    if draft.value == 0 and not draft.unit:
        return [], end
    if text.startswith(" o'clock", draft.end) and isinstance(draft.value, int) and draft.value <= 12:
        return [Draft(draft.start, draft.end + len(" o'clock"), f"{draft.value:02d}:00", kind="time")], draft.end
    if draft.value == 1 and not draft.unit and draft.kind == "number":
        draft.weak = True
    if draft.kind == "number" and word == "quarters":
        return [], end
    return [process_name(text, d) for d in found], max(found[-1].end, end)


def _share(text: str, drafts: list[Draft]) -> None:
    """3.2, 4.5 and 5 million yuan: members of a list take the scale and the unit of its last."""
    for i in range(len(drafts) - 2, -1, -1):
        draft, last = drafts[i], drafts[i + 1]
        bare = draft.bare or (draft.kind == "year" and draft.bound == "exact" and last.kind == "year")
        if not bare or isinstance(draft.value, (tuple, str)):
            continue
        if text[draft.end : last.start].strip() not in _JOINTS:
            continue
        if last.kind == "label" and text[draft.end : last.start] == "/" and draft.value < 1000:
            draft.kind, draft.unit = "label", ""  # 16/14 nanometer production
        if last.kind in (
            "label",
            "ordinal",
            "date",
            "year",
            "month",
            "day",
            "time",
            "period",
            "multiple",
            "fraction",
        ):
            continue
        if isinstance(last.value, str) or (not last.unit and last.scale == 1):
            continue
        draft.weak = False
        if draft.scale == 1 and last.scale > 1 and draft.value < 1000:
            draft.value, draft.scale = times(draft.value, last.scale), last.scale
        draft.unit, draft.kind = last.unit, last.kind


def _counts(text: str, drafts: list[Draft], i: int) -> bool:
    """Whether `one` counts: after a bound, or in a list with other numbers."""
    draft = drafts[i]
    if draft.bound != "exact" or text[draft.start : draft.end].isdigit():
        return True
    for low, high in ((i - 1, i), (i, i + 1)):
        if low < 0 or high >= len(drafts):
            continue
        other = drafts[low] if high == i else drafts[high]
        gap = text[drafts[low].end : drafts[high].start]
        if (
            other.kind == "number"
            and not other.weak
            and len(gap) <= 30
            and re.search(",| and ", gap)
            and not re.search("[.;:]", gap)
        ):
            return True
    return False
