"""Clauses of a unit, and how much of each one the other side accounts for."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

from duizhao.checks.case import SURE, Case
from duizhao.checks.counterparts import counterparts, rarity, within
from duizhao.checks.meanings import meanings

ZH_ENDS = re.compile(r"[，；。：！？;!?]+|,(?!\d)|(?<!\d):|:(?!\d)")
EN_ENDS = re.compile(
    r"[,;:!?]+\s+|[.]\s+(?=[A-Z“\"(])|\s+[—–]+\s+|[—–]+(?=\w)|\s+(?:and|which)\s+|"
    r"\s+(?=(?:thanks to|in order to|so as to|so that|owing to|due to|because|as a result of|with a view to|excluding|"
    r"while|unless|until|although|in response to|at the request of|instead of|rather than|despite|in exchange for|with|"
    r"after|before|including|such as|especially|particularly|following|under)\b)"
)
_LABEL = re.compile("第[一二三四五六七八九十百千\\d]+[条條款项項目章节節编編]")
_DENIAL_ZH = re.compile("不(?![断斷同久仅僅少])|[未無无非莫勿](?!来|來)|禁止")
_DENIAL_EN = re.compile(
    r"\b(?:not|no|nor|neither|never|without|cannot|non|prohibit\w*|fail\w*|un[a-z]{4,})\b", re.IGNORECASE
)
# 总数居世界第一: more than any other country.
_TOP_ZH = re.compile("第一(?=$|[，。；的])|首位|之首|榜首|之最")
_TOP_EN = re.compile(
    r"\b(?:most|largest|highest|biggest|top\w*|lead\w*|first|more than any|no\.? ?1|number one)\b", re.IGNORECASE
)
_LITTLE = 0.02  # probability that makes it certain that an English word is meant by some Chinese one
_RATIO = 4.55  # English characters for a Chinese one in policy text; laws have 5
_USUAL = 0.94  # share of the Chinese words of policy text for which we know what they became
_NUMBER, _RAREST = 2, 6.0  # words that an equal number counts as; their rarity
_LEAST_REST, _MOST = 0.3, 2.0  # of the text that a clause leaves to the others; of words for a clause
_SHORT = 8  # characters of a Chinese side that says nothing about lengths
_TRANSLATED = -99.0  # log-odds
HOLLOW = 0.3  # share of a clause's words; no alarm of the development sets has less
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
        features: what `alone` is the weighed sum of, for training.
    """

    start: int
    end: int
    covered: float
    covered_left: float
    words: int
    share: float
    alone: float
    features: tuple[float, ...]


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


def chinese_clauses(case: Case, usual: Habits, *, all_of_them: bool = True) -> list[Clause]:
    """The clauses of the Chinese side, judged against the English.

    Args:
        all_of_them: whether to judge clauses, too, that hardly have a word without a counterpart.
    """
    spans = cut(ZH_ENDS, case.zh)
    there = counterparts(case)
    starts = [p.start for p in there.pieces]
    inside = [range(bisect_left(starts, start), bisect_left(starts, end)) for start, end in spans]
    numbers = [[m for m in case.quantities.matched if start <= m.zh.start < end] for start, end in spans]
    placed = [
        sorted([there.place[n] for n in words if n in there.place] + [there.at(m.en.start) for m in equal])
        for words, equal in zip(inside, numbers, strict=True)
    ]
    labels = _equal_labels(case, spans)
    denied = len(_DENIAL_EN.findall(case.en)) >= len(_DENIAL_ZH.findall(case.zh))
    total = sum(end - start for start, end in spans) or 1
    length = usual.length(case)
    clauses = []
    for k, (start, end) in enumerate(spans):
        # 在决定许可时或者决定许可后: a word that is said twice in a clause may be translated once.
        words = {there.pieces[n].text: n for n in sorted(inside[k], key=there.own.__contains__)}.values()
        top = bool(_TOP_ZH.search(case.zh, start, end)) and bool(_TOP_EN.search(case.en))
        equal = _NUMBER * (len(numbers[k]) + labels[k] + top)
        denials = len(_DENIAL_ZH.findall(case.zh, start, end)) * denied
        count = len(words) + equal + denials
        covered = sum(there.some[n] for n in words) + equal + denials
        own = sum(n in there.own for n in words) + equal + denials
        if not all_of_them and own > (1 - HOLLOW) * count:
            clauses.append(Clause(start, end, covered / count, own / count, count, 0.0, _TRANSLATED, ()))
            continue
        weights = [rarity(there.pieces[n].text) for n in words]
        weighed = sum(w * there.some[n] for w, n in zip(weights, words, strict=True)) + _RAREST * equal / _NUMBER
        share = (end - start) / total
        left = own / count if count else 1.0
        needed = max(1.0, share * len(there.tokens) / max(_LEAST_REST, 1 - share))
        low = placed[k - 1][_quarter(placed[k - 1], 3)] if k and placed[k - 1] else -1
        after = placed[k + 1] if k + 1 < len(spans) else []
        high = after[_quarter(after, 1)] if after else len(there.tokens)
        mine = [n for n in inside[k] if there.place.get(n) in there.used]
        more = (
            min(_MOST, (len(there.free) + len(mine)) / needed),
            min(_MOST, _between([*there.free, *(there.place[n] for n in mine)], low, high) / needed),
            left * sum(low <= n <= high for n in placed[k]) / max(1, len(placed[k])),
            weighed / (sum(weights) + _RAREST * equal / _NUMBER or 1.0) if count else 1.0,
        )
        clauses.append(_clause(start, end, covered, own, count, share, length, _OMITTED, more))
    return clauses


def _equal_labels(case: Case, spans: Sequence[tuple[int, int]]) -> list[int]:
    """How many of the labels of each clause (第十八條) have their number in the English."""
    if "第" not in case.zh:
        return [0] * len(spans)
    from duizhao.quantities.anchors import numbers_in

    there = set(numbers_in(case.en))
    return [sum(not there.isdisjoint(numbers_in(m)) for m in _LABEL.findall(case.zh, *span)) for span in spans]


def _quarter(places: Sequence[int], quarter: int) -> int:
    """Which of the places stands at a quarter of them; of one or two, the outermost."""
    if len(places) < 3:
        return 0 if quarter == 1 else len(places) - 1
    return len(places) * quarter // 4


def _between(places: Iterable[int], low: int, high: int) -> int:
    """How many of the places lie between two others, in whichever order they are."""
    low, high = (low, high) if low < high else (high - 1, low + 1)
    return sum(low < n < high for n in places)


def english_clauses(case: Case, usual: Habits) -> list[Clause]:
    """The clauses of the English side, judged against the Chinese."""
    spans = cut(EN_ENDS, case.en)
    terms, store = case.terms, meanings()
    done = [(h.start, h.end) for hs in terms.accepted.values() for h in hs]
    done += [(m.en.start, m.en.end) for m in case.quantities.matched]
    content = [t for t in terms.tokens if t.content and len(t.stem) > 1]
    pieces = [p for p in terms.pieces if store.of(p.text)]
    rendered = within(content, done)
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


# By scripts/train_clauses.py. Weights of: covered, covered_left, their product, words without a counterpart, length,
# what the length would gain, share, constant; for Chinese clauses: English words that nothing accounts for, in all and
# where the clause should stand, per word that it needs; counterparts in that place; covered, rare words weighing more.
_OMITTED = (-1.96, -2.26, 0.67, 0.93, -0.35, 2.34, -3.96, 5.33, -1.23, -0.50, -3.51, -0.95)
_ADDED = (-3.08, -1.76, -0.78, 0.90, -1.42, 2.04, -1.00, 2.05)


def _clause(
    start: int, end: int, covered: float, own: float, count: int, share: float, length: float, weights: Sequence[float],
    more: Sequence[float] = (),
) -> Clause:  # fmt: skip
    """Args: length: log of the other side's length to what is usual for all of this side."""
    some, left = (covered / count, own / count) if count else (1.0, 1.0)
    without = length - math.log(max(1 - share, 0.02))
    open_words = min(count, 8) * (1 - left) / 4
    features = (some, left, some * left, open_words, length, abs(length) - abs(without), share, 1.0, *more)
    alone = sum(w * f for w, f in zip(weights, features, strict=True))
    return Clause(start, end, some, left, count, share, alone, features)


def hollow(spans: Iterable[tuple[int, int]], starts: Sequence[int], alone: Sequence[int], least: float) -> bool:
    """Whether in any clause so many words are without a counterpart that it is worth judging.

    Args:
        starts: where the words of the side start.
        alone: those without a counterpart, by number, in order.
        least: share of a clause's words.
    """
    for start, end in spans:
        i, j = bisect_left(starts, start), bisect_left(starts, end)
        if j > i and bisect_left(alone, j) - bisect_left(alone, i) >= least * (j - i):
            return True
    return False


@lru_cache(8)  # several ask for the clauses of one text
def cut(ends: re.Pattern[str], text: str) -> tuple[tuple[int, int], ...]:
    """The stretches of a text between the marks, and words, that separate its clauses."""
    spans = []
    at = 0
    for match in ends.finditer(text):
        if text[at : match.start()].strip():
            spans.append((at, match.start()))
        at = match.end()
    if text[at:].strip():
        spans.append((at, len(text)))
    return tuple(spans)
