"""Which English sentences the sentences of a long Chinese unit became (an article of a statute, a paragraph), and which
clause of one an English word comes from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from duizhao.checks.elsewhere import known_words
from duizhao.checks.meanings import Piece, meanings

if TYPE_CHECKING:
    from duizhao.checks.case import Case

_ZH_END = re.compile(r"[。；！？]+[”’」』）)]*(?!但)|[;!?\n]+(?!但)")
_EN_END = re.compile(r"(?:[!?;]|[.](?=[”\"’)]?\s+[“\"(]?[A-Z0-9])|\n)+[”\"’)]*")
_BEADS = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2), (1, 4), (4, 1))
_ZH_MARK = re.compile("[，；。：！？,;]")
_EN_MARK = re.compile(r"[,;:.]\s|\s(?:and|while|but|which|whereas)\s", re.IGNORECASE)
_NEAR = 2  # words around one whose places tell most
_POSSIBLE = 0.05  # probability from which a Chinese word explains an English one
_JOIN = 2.0  # words that a sentence must bring with it to be put together with another one
_HALF, _FEW = 0.5, 2  # share of a section's words that must be in it; words that prove something


@dataclass(frozen=True, slots=True)
class Section:
    """Characters of the Chinese, and those of the English that they became."""

    zh_start: int
    zh_end: int
    en_start: int
    en_end: int


def sections(case: Case) -> tuple[Section, ...]:
    """A unit in parts of one or a few sentences, in order, by where their words went; the whole unit as one if that is
    not clear."""
    whole = (Section(0, len(case.zh), 0, len(case.en)),)
    zh, en = _spans(_ZH_END, case.zh), _spans(_EN_END, case.en)
    if len(zh) < 2 or len(en) < 2:
        return whole
    known = known_words(case)
    zh_starts, en_starts = [s for s, _ in zh], [s for s, _ in en]
    votes = Counter(
        (bisect_right(zh_starts, known.pieces[n].start) - 1, bisect_right(en_starts, known.tokens[k].start) - 1)
        for n, k in known.place.items() if k < len(known.tokens)
    )  # fmt: skip
    beads = _best(votes, len(zh), len(en))
    found = []
    for (i, j), (k, m) in beads:
        inside = sum(n for (a, b), n in votes.items() if i <= a < k and j <= b < m)
        touched = sum(n for (a, b), n in votes.items() if i <= a < k or j <= b < m)
        if inside < _HALF * touched or inside < _FEW:
            return whole
        found.append(Section(zh[i][0], zh[k - 1][1], en[j][0], en[m - 1][1]))
    return tuple(found) or whole


class ClauseMap:
    """Which clause of a section's Chinese an English word comes from, by its neighbours' places."""

    def __init__(self, case: Case, part: Section) -> None:
        self._en, self._part, self._known = case.en, part, known_words(case)
        marks = [m.end() for m in _ZH_MARK.finditer(case.zh, part.zh_start, part.zh_end)]
        self._starts = [part.zh_start, *(m for m in marks if m < part.zh_end)]
        self._piece = {k: n for n, k in self._known.place.items()}
        self._of: dict[int, int | None] = {}

    def around(self, at: int) -> tuple[int, int]:
        """The clause that a character of the Chinese stands in."""
        n = bisect_right(self._starts, at)
        return self._starts[n - 1], self._starts[n] if n < len(self._starts) else self._part.zh_end

    def of(self, at: int) -> int | None:
        """The start of the clause that an English word at a character comes from; None if that is not clear."""
        if len(self._starts) == 1:
            return self._starts[0]
        if at not in self._of:
            self._of[at] = self._find(at)
        return self._of[at]

    def _find(self, at: int) -> int | None:
        known, start = self._known, self._part.en_start
        for mark in _EN_MARK.finditer(self._en, start, at):
            start = mark.end()
        behind = _EN_MARK.search(self._en, at + 1, self._part.en_end)
        end = behind.start() if behind else self._part.en_end
        votes = Counter[int]()
        here = known.at(at)
        for k in range(known.at(start), known.at(end)):
            n = self._piece.get(k)
            if n is not None and known.tokens[k].start != at:
                votes[self.around(known.pieces[n].start)[0]] += 2 if abs(k - here) <= _NEAR else 1
        best = votes.most_common(2)
        if not best or (len(best) > 1 and best[0][1] == best[1][1]):
            return None
        return best[0][0]


def _best(votes: Counter[tuple[int, int]], rows: int, columns: int) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The beads, each from one pair of sentence numbers up to another, that hold most words, in order."""
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(rows + 1):
        for j in range(columns + 1):
            for a, b in _BEADS:
                before = best.get((i - a, j - b))
                if before is not None:
                    held = sum(votes[x, y] for x in range(i - a, i) for y in range(j - b, j))
                    score = before[0] + held - _JOIN * (a + b - 2)
                    if (i, j) not in best or score > best[i, j][0]:
                        best[i, j] = score, (i - a, j - b)
    beads = []
    at = rows, columns
    while at in best and at != (0, 0):
        beads.append((best[at][1], at))
        at = best[at][1]
    return beads[::-1]


def _spans(ends: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for match in ends.finditer(text):
        if text[at : match.end()].strip():
            found.append((at, match.end()))
            at = match.end()
    if text[at:].strip():
        found.append((at, len(text)))
    return found


def is_meant(pieces: Iterable[Piece], word: str) -> bool:
    """Whether an English word is a translation of one of some Chinese words."""
    store = meanings()
    return any(store.of(p.text).get(word, 0.0) > _POSSIBLE for p in pieces)
