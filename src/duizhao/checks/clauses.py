"""Clauses of a unit, and how much of each one the other side accounts for."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from duizhao.checks.case import SURE, Case
from duizhao.checks.evidence import with_beginnings
from duizhao.checks.meanings import Piece, meanings
from duizhao.checks.terms import Token

_ZH_ENDS = re.compile(r"[，；。：！？,;!?]+")
_EN_ENDS = re.compile(r"[,;:!?]+\s+|[.]\s+(?=[A-Z“\"(])|\s+[—–]+\s+|[—–]+(?=\w)|\s+and\s+|\s+which\s+")
_ENOUGH = 0.12  # probability mass of a Chinese word's translations that makes it certain that one is meant
_CLAIM = 0.03  # probability from which a Chinese word may take an English one for itself
_LITTLE = 0.02  # probability that makes it certain that an English word is meant by some Chinese one
_RATIO = 4.55  # English characters for a Chinese one in policy text; laws have 5
_USUAL = 0.85  # share of the Chinese words of policy text for which we know what they became
_SHORT = 8  # characters of a Chinese side that says nothing about lengths
_SAMPLE = 200  # units that tell how much of the vocabulary we know
_ENOUGH_UNITS, _ENOUGH_CLAUSES = 30, 60  # of a text for its own figures to count
_STRANGE = 16.0  # log-odds by which a text has to be clearer for each part of words that we do not know


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with what is known about it.

    Attributes:
        covered: share of its content words that the other side accounts for at all, 0 to 1.
        covered_left: the same when every word of the other side may account for one word only, those of other
            clauses first.
        words: how many content words it has; a number counts as two.
        share: its part of the text's length.
        alone: log-odds, from the regression of its side, that nothing on the other side stands for it.
    """

    start: int
    end: int
    covered: float
    covered_left: float
    words: int
    share: float
    alone: float


@dataclass(frozen=True, slots=True)
class Habits:
    """What is usual in the text under examination.

    Attributes:
        ratio: English characters for a Chinese one.
        known: share of the Chinese words for which we know what they became.
    """

    ratio: float
    known: float

    def length(self, case: Case) -> float:
        """Log of the English side's length to what is usual for the Chinese side."""
        return math.log(len(case.en) / (self.ratio * len(case.zh)))

    @property
    def caution(self) -> float:
        """Log-odds to be taken off where much of the vocabulary is unknown to us."""
        return max(0.0, _USUAL - self.known) * _STRANGE


def habits(cases: Iterable[Case]) -> Habits:
    """The habits of a text, from its surely aligned units; the usual ones where there are few."""
    sure = [
        case
        for case in cases
        if case.zh and case.en and not case.copied and case.unit.score >= SURE and len(case.zh) > _SHORT
    ]
    ratio = median(len(c.en) / len(c.zh) for c in sure) if len(sure) >= _ENOUGH_UNITS else _RATIO
    sample = sure[:: max(1, len(sure) // _SAMPLE)]  # from all parts of the text
    known = [c.covered for case in sample for c in chinese_clauses(case, Habits(ratio, _USUAL)) if c.words > 1]
    return Habits(ratio, (sum(known) + _USUAL * _ENOUGH_CLAUSES) / (len(known) + _ENOUGH_CLAUSES))


def chinese_clauses(case: Case, usual: Habits) -> list[Clause]:
    """The clauses of the Chinese side, judged against the English."""
    spans = _spans(_ZH_ENDS, case.zh)
    store = meanings()
    tokens = [t.stem for t in case.terms.tokens if t.content]
    there = with_beginnings(tokens)
    done = _accounted(case)
    pieces = [p for p in case.terms.pieces if p.content and store.of(p.text)]
    rendered = _inside(pieces, done)
    options = []
    some = []
    for n, piece in enumerate(pieces):
        if n in rendered:
            some.append(1.0)
            continue
        # Written out, as below: it runs for every translation of every word of a text.
        mass = 0.0
        for e, p in store.of(piece.text).items():
            if e in there or e[:6] + "-" in there:
                mass += p
                if p > _CLAIM:
                    options.append((p, n, e))
        some.append(min(1.0, mass / _ENOUGH))
    served = _serve(options, Counter(tokens)) | rendered
    total = sum(end - start for start, end in spans) or 1
    length = usual.length(case)
    clauses = []
    starts = [p.start for p in pieces]
    for start, end in spans:
        here = range(bisect_left(starts, start), bisect_left(starts, end))
        # 在决定许可时或者决定许可后: a word that is said twice in a clause may be translated once.
        inside = {pieces[n].text: n for n in sorted(here, key=served.__contains__)}.values()
        numbers = [m for m in case.quantities.matched if start <= m.zh.start < end]
        count = len(inside) + 2 * len(numbers)
        covered = sum(some[n] for n in inside) + 2 * len(numbers)
        own = sum(n in served for n in inside) + 2 * len(numbers)
        clauses.append(_clause(start, end, covered, own, count, (end - start) / total, length, _OMITTED))
    return clauses


def _inside(words: Sequence[Piece] | Sequence[Token], spans: Iterable[tuple[int, int]]) -> set[int]:
    """The numbers of the words, in the order of the text, that lie inside a span."""
    starts = [word.start for word in words]
    found = set[int]()
    for start, end in spans:
        n = bisect_left(starts, start)
        while n < len(words) and words[n].end <= end:
            found.add(n)
            n += 1
    return found


def _accounted(case: Case) -> list[tuple[int, int]]:
    """The stretches of the Chinese that the glossary's terms or equal numbers account for."""
    done = []
    if case.run.glossary is not None:
        done = [(p.start, p.end) for p in case.terms.places if case.terms.rendered(p)]
    return done + [(m.zh.start, m.zh.end) for m in case.quantities.matched]


def _serve(options: Iterable[tuple[float, int, str]], counts: Counter[str]) -> set[int]:
    """Which of the words get a counterpart of their own, the most probable pairs first."""
    beginnings = {s[:6] + "-": s for s in counts if len(s) >= 6}
    served: set[int] = set()
    for _, n, e in sorted(options, key=lambda o: -o[0]):
        if n in served:
            continue
        key = e if counts.get(e, 0) > 0 else beginnings.get(e[:6] + "-", "")
        if counts.get(key, 0) > 0:
            counts[key] -= 1
            served.add(n)
    return served


def english_clauses(case: Case, usual: Habits) -> list[Clause]:
    """The clauses of the English side, judged against the Chinese."""
    spans = _spans(_EN_ENDS, case.en)
    terms, store = case.terms, meanings()
    done = [(h.start, h.end) for hs in terms.accepted.values() for h in hs]
    done += [(m.en.start, m.en.end) for m in case.quantities.matched]
    content = [t for t in terms.tokens if t.content and len(t.stem) > 1]
    pieces = [p for p in terms.pieces if store.of(p.text)]
    rendered = _inside(content, done)
    best: dict[str, float] = {}
    options = []
    wanted: dict[str, list[int]] = {}
    for n, token in enumerate(content):
        if n not in rendered:
            wanted.setdefault(token.stem, []).append(n)
    for k, piece in enumerate(pieces):
        row = store.of(piece.text)
        if wanted.keys().isdisjoint(row):
            continue
        for e, p in row.items():
            if e in wanted:
                if p > best.get(e, 0.0):
                    best[e] = p
                if p > _LITTLE:
                    options.append((p, k, e))
    used: set[int] = set()
    served = set(rendered)
    for _, k, e in sorted(options, key=lambda o: -o[0]):
        if k not in used and wanted[e]:
            used.add(k)
            served.add(wanted[e].pop(0))
    total = sum(end - start for start, end in spans) or 1
    length = usual.length(case)
    clauses = []
    starts = [t.start for t in content]
    for start, end in spans:
        inside = range(bisect_left(starts, start), bisect_left(starts, end))
        count = len(inside)
        covered = sum(1.0 if n in rendered else min(1.0, best.get(content[n].stem, 0.0) / _LITTLE) for n in inside)
        own = sum(n in served for n in inside)
        clauses.append(_clause(start, end, covered, own, count, (end - start) / total, -length, _ADDED))
    return clauses


# Weights of: covered, covered_left, their product, words without a counterpart, length, what the length would
# gain, share, constant. Logistic regression on the clauses of 1,130 correct units and as many units with a
# clause of another text put in: English shorter than usual speaks for an omission, longer for an addition.
_OMITTED = (-3.15, -2.67, -2.08, 0.59, -1.99, 3.22, 2.35, 1.56)
_ADDED = (-3.73, -2.76, -2.01, 0.19, -2.13, 2.69, 1.08, 2.74)


def _clause(
    start: int, end: int, covered: float, own: float, count: int, share: float, length: float, weights: Sequence[float]
) -> Clause:
    """Args: length: log of the other side's length to what is usual for all of this side."""
    some, left = (covered / count, own / count) if count else (1.0, 1.0)
    without = length - math.log(max(1 - share, 0.02))
    open_words = min(count, 8) * (1 - left) / 4
    features = (some, left, some * left, open_words, length, abs(length) - abs(without), share, 1.0)
    alone = sum(w * f for w, f in zip(weights, features, strict=True))
    return Clause(start, end, some, left, count, share, alone)


def _spans(ends: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    spans = []
    at = 0
    for match in ends.finditer(text):
        if text[at : match.start()].strip():
            spans.append((at, match.start()))
        at = match.end()
    if text[at:].strip():
        spans.append((at, len(text)))
    return spans
