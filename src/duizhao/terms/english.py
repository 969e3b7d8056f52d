"""The English of a Chinese span: the stretch of words that its links point to, with the edges of a noun phrase."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from duizhao.terms.bitext import Pair
from duizhao.terms.grammar import DETERMINERS, FUNCTION, INNER, NUMBERS, is_verb_like
from duizhao.terms.links import Grid

_OUTSIDE = 1.0  # what a link to a word outside of the span costs, in links to one inside
_ALONE = 0.3  # what a word without links costs
_TWIN = 0.75  # of a word that the span explains as well counts as linked, though another word took it
_INNER_COST = 0.1  # of, for in a term
_AND_COST = 0.3
_FUNCTION_COST = 0.45
_WIDEN = 3  # words around the heaviest stretch that are tried as edges
_LENGTH = 0.35  # weight of the expected length
_EDGE = 0.3  # of a good or bad edge
_SURE = 0.85  # of a rendering's words are linked: it may be longer than the one that the glossary has
_MISSED = 0.3  # of a Chinese word's links: below it is not rendered
_STOP = re.compile(r"[.;:?!—]")
_BRACKET = re.compile(r"[()（）\[\]]")
_NUMERAL = re.compile("[一二三四五六七八九十百千万亿两双]")


@dataclass(frozen=True, slots=True)
class Rendering:
    """English words `first` to `last` (exclusive) as the rendering of a Chinese span.

    Attributes:
        text: as printed. start, end: its characters in the English text.
        cover_zh, cover_en: how much of each side's words is linked to the other, 0 to 1.
        edges: how well a noun phrase begins and ends there, -1 to 1.
        missed: the Chinese words that it does not render.
        compact: whether it is a plain compound, without function words.
    """

    first: int
    last: int
    start: int
    end: int
    text: str
    cover_zh: float
    cover_en: float
    edges: float
    missed: tuple[int, ...] = ()
    compact: bool = False

    @property
    def fit(self) -> float:
        return float((self.cover_zh * self.cover_en) ** 0.5)


class Finder:
    """Finds renderings in one pair of texts.

    Args:
        pair: the texts.
        grid: their links.
    """

    def __init__(self, pair: Pair, grid: Grid) -> None:
        self.pair = pair
        self.grid = grid
        self.total = grid.forward.sum(0)
        self.linked: list[float] = self.total.tolist()
        self.own = self._own_costs()
        self.content = np.array([w.content for w in pair.en], bool)
        self.breaks = [w.text.lower() in FUNCTION or is_verb_like(w.text) for w in pair.en]
        self.verbs = [is_verb_like(w.text) for w in pair.en]
        self.numbers = [w.text.lower() in NUMBERS for w in pair.en]
        self.inner = [not w.hyphened for w in pair.en] + [True]  # whether a rendering may begin or end before a word
        sizes = [0.0 if not w.content else 0.75 if w.hyphened else 1.0 for w in pair.en]
        self.sizes = [0.0, *itertools.accumulate(sizes)]

    def _own_costs(self) -> NDArray[np.float64]:
        """What each English word costs by itself: function words, marks before it."""
        costs = np.zeros(len(self.pair.en))
        for j, word in enumerate(self.pair.en):
            if not word.content:
                low = word.text.lower()
                costs[j] = (
                    _AND_COST
                    if low == "and"
                    else _INNER_COST
                    if low in INNER
                    else 0.25
                    if low in DETERMINERS
                    else _FUNCTION_COST
                )
                if word.text[0].isdigit():
                    costs[j] = 0.25
            if j and _BRACKET.search(word.gap):
                costs[j] += 5.0
            elif j and _STOP.search(word.gap):
                costs[j] += 2.0
            elif "," in word.gap:
                costs[j] += 0.7
        return costs

    def find(self, first: int, last: int, usual: Sequence[tuple[str, ...]] = ()) -> Rendering | None:
        """The English of Chinese words `first` to `last` (exclusive); None where no word is linked.

        Args:
            usual: keys of renderings that are known: where one stands in the text, it is taken.
        """
        literal = self._usual(usual, first, last) if usual else None
        linked = self._linked(first, last)
        if literal is None or linked is None:
            return literal or linked
        longer = linked.first <= literal.first and literal.last <= linked.last and linked.cover_en > _SURE
        return linked if longer and linked.cover_zh > _SURE else literal

    def _usual(self, usual: Sequence[tuple[str, ...]], first: int, last: int) -> Rendering | None:
        """The longest of the known renderings that stand in the text."""
        found = [r for r in (self._literal(key, first, last) for key in usual) if r is not None]
        return max(found, key=lambda r: (r.last - r.first, -r.first), default=None)

    def _linked(self, first: int, last: int) -> Rendering | None:
        """The English that the links point to."""
        inside = list(range(first, last))
        into = self.grid.forward[first:last].sum(0)
        into_ = np.maximum(into, np.minimum(_TWIN * self.grid.alone[first:last].max(0), self.total))
        back = self.grid.backward[first:last].max(0)
        links = into_ - _OUTSIDE * (self.total - into_) - _ALONE * (1 - self.total) + 0.5 * back
        weights = np.where(self.content, np.where(self.total > 0, links, -_ALONE), 0.0) - self.own
        span = _heaviest(weights)
        if span is None:
            return None
        han = sum(len(self.pair.zh[i].key) for i in inside)
        chinese = self.pair.zh[first:last]
        counted = any(_NUMERAL.search(w.key) for w in chinese)
        span = self._refined(*span, weights, han, chinese[0].tag[:1] == "v", counted)
        if span is None:
            return None
        return self._rendering(*span, into_, first, last)

    def _literal(self, key: tuple[str, ...], first: int, last: int) -> Rendering | None:
        """A known rendering as it stands in the text; of several places the one that the links favour."""
        keys = [w.key for w in self.pair.en]
        places = [j for j in range(len(keys) - len(key) + 1) if tuple(keys[j : j + len(key)]) == key]
        if not key or not places:
            return None
        linked = self.grid.forward[first:last].sum(0)
        best = max(places, key=lambda j: (float(linked[j : j + len(key)].sum()), -j))
        a, b = best, best + len(key)
        start, end = _marks(self.pair.en_text, self.pair.en[a].start, self.pair.en[b - 1].end)
        return Rendering(a, b, start, end, self.pair.en_text[start:end], 1.0, 1.0, self._edge(a, b, True) / 2)

    def _refined(
        self, a: int, b: int, weights: NDArray[np.float64], han: int, verbal: bool, counted: bool
    ) -> tuple[int, int] | None:
        """The best edges near the heaviest stretch, by links, expected length and noun-phrase edges."""
        words = self.pair.en
        sums = [0.0, *itertools.accumulate(weights.tolist())]
        own: list[float] = self.own.tolist()
        expected = math.log(0.75 + 0.4 * han)
        best, best_span = -math.inf, None
        for i in range(max(0, a - _WIDEN), min(b, a + _WIDEN + 2)):
            if not (self.inner[i] and words[i].content) or (self.numbers[i] and not counted):
                continue
            for j in range(max(i + 1, b - _WIDEN - 1), min(len(words), b + _WIDEN) + 1):
                if not (self.inner[j] and words[j - 1].content):
                    continue
                excess = math.log(self.sizes[j] - self.sizes[i]) - expected
                score = (
                    sums[j] - sums[i] + own[i]  # the mark before it is outside
                    - _LENGTH * 2.47 * excess * excess + _EDGE * self._edge(i, j, verbal)
                )  # fmt: skip
                if score > best + 1e-9:
                    best, best_span = score, (i, j)
        return best_span

    def _edge(self, i: int, j: int, verbal: bool) -> float:
        """How well a noun phrase begins at word i and ends before word j, -2 to 2."""
        words = self.pair.en
        score = 0.0
        if self.verbs[i] and not verbal:
            score -= 1.5
        if i == 0 or words[i].gap.strip(" ") or self.breaks[i - 1]:
            score += 1.0
        elif self.linked[i - 1] < 0.4:
            score -= 1.0
        if j == len(words) or words[j].gap.strip(" ") or self.breaks[j]:
            score += 1.0
        elif self.linked[j] < 0.4:
            score -= 1.0
        return score

    def _rendering(self, a: int, b: int, into: NDArray[np.float64], first: int, last: int) -> Rendering | None:
        pair, grid = self.pair, self.grid
        inside = [j for j in range(a, b) if pair.en[j].content]
        chinese = [i for i in range(first, last) if pair.zh[i].content]
        if not inside or not chinese:
            return None
        linked = np.maximum(grid.backward[chinese, a:b].sum(1), grid.forward[chinese, a:b].max(1)).tolist()
        start, end = _marks(pair.en_text, pair.en[a].start, pair.en[b - 1].end)
        return Rendering(
            a, b, start, end, pair.en_text[start:end],
            min(sum(linked) / len(linked), 1.0), min(float(into[inside].sum()) / len(inside), 1.0), self._edge(a, b, True) / 2,
            tuple(i for i, value in zip(chinese, linked, strict=True) if value < _MISSED),
            len(inside) == b - a,
        )  # fmt: skip


def _heaviest(weights: NDArray[np.float64]) -> tuple[int, int] | None:
    """The stretch with the greatest sum; None where no weight is positive."""
    if not len(weights):
        return None
    sums = np.concatenate([[0.0], np.cumsum(weights)])
    lowest = np.minimum.accumulate(sums)
    gains = sums[1:] - lowest[:-1]
    end = int(np.argmax(gains > gains.max() - 1e-9))
    if gains[end] <= 1e-9:
        return None
    start = int(np.flatnonzero(sums[: end + 1] <= lowest[end] + 1e-12)[-1])
    return start, end + 1


def _marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in a quotation mark that belongs to a part of the term: “bottleneck” technology."""
    inner = text[start:end]
    if inner.count("”") > inner.count("“") and text[start - 1 : start] == "“":
        start -= 1
    elif inner.count("“") > inner.count("”") and text[end : end + 1] == "”":
        end += 1
    elif inner.count("“") > inner.count("”") and text[end : end + 2] in (",”", ".”"):
        end += 2
    return start, end
