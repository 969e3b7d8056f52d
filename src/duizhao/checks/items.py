"""Members of an enumeration (A、B和C) that the translation leaves out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from duizhao.checks.case import Case
from duizhao.checks.counterparts import Counterparts, counterparts

_STRETCH = re.compile(r"[^，；。：！？,;!?\n]+")
_BETWEEN = re.compile("、|以及|或者|[和及与與或]")
_FEW = 3  # members of an enumeration that is judged
_SHORTEST, _LONGEST = 4, 12  # characters of a member; shorter ones are rendered in many ways, longer ones are clauses
_FAR = 4  # tokens
_TRACE = 0.5  # how sure it may be that a word of the member is translated


def omitted_items(case: Case) -> Iterator[tuple[int, int]]:
    """The places of members of which no word has a counterpart, while the members before and after have theirs, and
    nothing stands between those that could be another rendering."""
    if "、" not in case.zh:
        return
    there: Counterparts | None = None
    for stretch in _STRETCH.finditer(case.zh):
        if "、" not in stretch.group():
            continue
        members = _members(case.zh, stretch.start(), stretch.end())
        if len(members) >= _FEW:
            there = there or counterparts(case)
            yield from _lost(case, members, there)


def _members(text: str, start: int, end: int) -> list[tuple[int, int]]:
    members = []
    at = start
    for mark in _BETWEEN.finditer(text, start, end):
        if mark.start() > at:
            members.append((at, mark.start()))
        at = mark.end()
    return [*members, (at, end)] if at < end else members


def _lost(case: Case, members: Sequence[tuple[int, int]], there: Counterparts) -> Iterator[tuple[int, int]]:
    starts = [p.start for p in there.pieces]
    words = [range(bisect_left(starts, a), bisect_left(starts, b)) for a, b in members]
    for n in range(1, len(members) - 1):
        (start, end), mine = members[n], words[n]
        numbered = any(start <= m.zh.start < end for m in case.quantities.matched)
        if not mine or numbered or not _SHORTEST <= end - start <= _LONGEST:
            continue
        before = [there.place[k] for k in words[n - 1] if k in there.place]
        after = [there.place[k] for k in words[n + 1] if k in there.place]
        if not before or not after or max(before) >= min(after):
            continue
        if any(k in there.own or there.some[k] > _TRACE for k in mine):
            # Its words are elsewhere, where other words need them, too: told only if its neighbours stand side by side.
            if any(p.start < end and start < p.end and case.terms.rendered(p) for p in case.terms.places):
                continue
            if min(after) - max(before) == 1 and _alone(there, mine, max(before)):
                yield start, end
            continue
        # A word of the neighbours that is rendered freely may stand between, too.
        open_words = len(words[n - 1]) - len(before) + len(words[n + 1]) - len(after)
        if sum(max(before) < k < min(after) for k in there.free) <= min(open_words, 1):
            yield start, end


def _alone(there: Counterparts, mine: range, at: int) -> bool:
    """Whether no counterpart of some words is near a token, nor any token that nothing accounts for."""
    places = [there.place[k] for k in mine if k in there.place]
    return all(abs(k - at) >= _FAR for k in (*places, *there.free))
