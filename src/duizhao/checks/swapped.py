"""Values that changed places: exports and imports, east and west."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from duizhao.checks.meanings import meanings
from duizhao.quantities.pairing import atoms, key
from duizhao.words import ENGLISH_WORD, stem

if TYPE_CHECKING:
    from duizhao.checks.case import Case
    from duizhao.quantities import Match

_MEANT = 0.05  # probability from which an English stem counts as a translation of a Chinese word
_BEGINNING = 5  # letters that two stems of one family share
_REACH = 60  # characters around two values in which their words may stand
_BORDER = re.compile("[，。；：、,;:（）()]")
_SINCE_ZH, _SINCE_EN = re.compile(r"[由从從](?:\d{4}年的?)?\Z"), re.compile(r"\bfrom (?:about |some )?\Z")
_CHANGE_ZH = re.compile(r"\A[^，；。]{0,12}[到至为為]\Z")
_ORDINALS = dict(zip("一二三四五", ("first", "second", "third", "fourth", "fifth"), strict=True))
_JOINT = re.compile("[，；。、,;和与與及]")
_NUMBER = re.compile(r"[\d一二三四五六七八九十百千万亿两%％.]")
_IRREGULAR = {"men": "man", "women": "woman", "children": "child"}
_ONCE = frozenset(("once", "twice", "one", "a year", "annual", "yearly", "monthly", "daily"))
_DATES = frozenset(("date", "year", "month", "day", "time", "ordinal", "period", "label"))


def swapped(case: Case) -> Iterator[tuple[Match, Match]]:
    """Two matches of neighbouring values whose places the English changed, although the words that they belong to
    stand in the order of the source. Where the words moved too, or are not found, nothing is said."""
    # “Once” is said of many things, and stands anywhere.
    matches = [m for m in case.quantities.matched if m.zh.kind not in _DATES and m.en.span.lower() not in _ONCE]
    if len(matches) < 2:
        return
    matches.sort(key=lambda m: m.zh.start)
    pairs = [(a, b) for a, b in pairwise(matches) if b.en.end <= a.en.start and _alike(a, b)]
    yield from [(a, b) for a, b in pairs if _turned(case, a, b)]
    pairs = [(a, b) for a, b in pairs if _parted(case.zh, a, b)]
    if not pairs:
        return
    words = [(m.start(), _IRREGULAR.get(m.group().lower()) or stem(m.group())) for m in ENGLISH_WORD.finditer(case.en)]
    for a, b in pairs:
        one, other = _stems(_label(case.zh, a, matches)), _stems(_label(case.zh, b, matches))
        first = _places(one - other, words, b.en.start, a.en.end)
        second = _places(other - one, words, b.en.start, a.en.end)
        if first and second and max(first) < min(second):
            yield a, b


def _turned(case: Case, a: Match, b: Match) -> bool:
    """由58%降至55% as “from 55% to 58%”."""
    if not _CHANGE_ZH.search(case.zh[a.zh.end : b.zh.start]) or not _SINCE_ZH.search(case.zh[: a.zh.start]):
        return False
    return _SINCE_EN.search(case.en[: b.en.start]) is not None


def _parted(zh: str, a: Match, b: Match) -> bool:
    """Whether two values belong to two statements; 由6%降至5% is one."""
    return _JOINT.search(zh[a.zh.end : b.zh.start]) is not None


def _alike(a: Match, b: Match) -> bool:
    """Whether two values are of one kind and differ, so that they can change places unnoticed."""
    if (a.zh.kind, a.zh.unit) != (b.zh.kind, b.zh.unit) or "range" in (a.zh.bound, b.zh.bound):
        return False
    return key(atoms(a.zh)[0]) != key(atoms(b.zh)[0])


def _label(zh: str, match: Match, matches: list[Match]) -> frozenset[str]:
    """The content words that a value belongs to: those before it in its clause, behind it for counts (3个中心)."""
    before = max([m.zh.end for m in matches if m.zh.end <= match.zh.start], default=0)
    behind = min([m.zh.start for m in matches if m.zh.start >= match.zh.end], default=len(zh))
    left = _BORDER.split(zh[before : match.zh.start])[-1]
    right = _BORDER.split(zh[match.zh.end : behind])[0]
    text = right if not match.zh.unit and len(right) > 1 else left
    ordinals = frozenset(re.findall("第([一二三四五])", left))
    return ordinals | frozenset(p.text for p in meanings().words(text) if p.content and not _NUMBER.search(p.text))


def _stems(chinese: frozenset[str]) -> frozenset[str]:
    """The English stems that words may become, cut to the letters that a family shares."""
    ordinals = frozenset(_ORDINALS[w][:_BEGINNING] for w in chinese if w in _ORDINALS)
    return ordinals | frozenset(
        e[:_BEGINNING] for word in chinese for e, p in meanings().of(word).items() if p >= _MEANT and len(e) > 2
    )


def _places(stems: frozenset[str], words: list[tuple[int, str]], start: int, end: int) -> list[int]:
    """Where words with these stems stand, near the two values."""
    low = bisect_left(words, (start - _REACH, ""))
    return [at for at, word in words[low:] if at <= end + _REACH and word[:_BEGINNING] in stems]
