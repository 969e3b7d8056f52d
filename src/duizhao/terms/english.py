"""The English of a Chinese span: the stretch of words that its links point to, with the edges of a noun phrase."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from duizhao.terms.bitext import Pair, ZhWord
from duizhao.terms.chinese import sections
from duizhao.terms.grammar import DETERMINERS, FUNCTION, INNER, NUMBERS, is_verb_like
from duizhao.terms.links import Grid

_OUTSIDE = 0.85  # what a link to a word outside of the span costs, in links to one inside
_ALONE = 0.6  # what a word without links costs
_TWIN = 0.64  # of a word that the span explains as well counts as linked, though another word took it
_INNER_COST = 0.1  # of, for in a term
_AND_COST = 0.35
_FUNCTION_COST = 0.45
_WIDEN = 3  # words around the heaviest stretch that are tried as edges
_LENGTH = 0.34  # weight of the expected length
_BACK = 0.46  # of a link of its Chinese word counts for an English one
_BASE, _SLOPE = 0.86, 0.46  # English words of a term: at least, and for a character
_MIDST = 0.25  # of an edge in the midst of a noun phrase where the Chinese term is bounded
_MEANT = 0.5  # link from which on a verb is part of the term
_EDGE = 0.24  # of a good or bad edge
_SURE = 0.85  # of a rendering's words are linked: it may be longer than the one that the glossary has
_MISSED = 0.3  # of a Chinese word's links: below it is not rendered
_STOP = re.compile(r"[.;:?!—]")
_LIST = 14  # words of a list that share a head noun
_QUOTED = 0.3  # of a quotation's words are linked: it renders a Chinese quotation
_QUOTE_FIT = 0.8  # how sure a quotation renders another by its place alone
_QUOTATION = re.compile(r'“[^“”]{2,120}”|"[^"]{2,120}"|‘[^‘’]{2,120}’(?![a-z])')
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


@dataclass(frozen=True, slots=True)
class _Sides:
    """What a Chinese span says about its English: whether it begins with a verb, holds a number, and whether a
    mark, a particle or a verb bounds it on the left and right."""

    verbal: bool
    counted: bool
    left: bool
    right: bool


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
        self.quotations = _quotations(pair)
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

    def find(
        self, first: int, last: int, usual: Sequence[tuple[str, ...]] = (), *, quoted: bool = False
    ) -> Rendering | None:
        """The English of Chinese words `first` to `last` (exclusive); None where no word is linked.

        Args:
            usual: keys of renderings that are known: where one stands in the text, it is taken.
            quoted: the words are all that stands between two quotation marks.
        """
        literal = self._usual(usual, first, last) if usual else None
        linked = (self._quotation(first, last) if quoted else None) or self._linked(first, last)
        if literal is None or linked is None:
            return literal or linked
        return linked if self._completes(literal, linked, first, last) else literal

    def _completes(self, literal: Rendering, linked: Rendering, first: int, last: int) -> bool:
        """Whether what is linked beyond a known rendering belongs to the term as well: elderly care *system*."""
        if not (linked.first <= literal.first and literal.last <= linked.last):
            return False
        if linked.cover_en > _SURE and linked.cover_zh > _SURE:
            return True
        into = self.grid.forward[first:last].sum(0)
        more = [j for j in (*range(linked.first, literal.first), *range(literal.last, linked.last)) if self.content[j]]
        return bool(more) and all(into[j] > _SURE for j in more)

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
        links = into_ - _OUTSIDE * (self.total - into_) - _ALONE * (1 - self.total) + _BACK * back
        weights = np.where(self.content, np.where(self.total > 0, links, -_ALONE), 0.0) - self.own
        span = _heaviest(weights)
        if span is None:
            return None
        han = sum(len(self.pair.zh[i].key) for i in inside)
        span = self._refined(*span, weights, han, first, last)
        if span is None:
            return None
        found = self._rendering(*span, into_, first, last)
        return found and self._with_head(found, first, last)

    def _with_head(self, found: Rendering, first: int, last: int) -> Rendering:
        """With the head noun that a list shares: *wind* in “wind, solar, and hydro power” is wind power."""
        b, words = found.last, self.pair.en
        z = max((i for i in range(first, last) if self.pair.zh[i].content), default=last - 1)
        means = self.grid.alone[z]
        whole = last - first == 1 and b - found.first == 1  # 风电: one word, whose English is two
        if (
            b >= len(words)
            or not found.compact
            or words[b - 1].text.endswith("s")
            or (means[found.first : b].max() > _MEANT and not whole)
        ):
            return found
        if not ("," in words[b].gap or words[b].text.lower() in ("and", "or")):
            return found
        listed = False
        for h in range(b, min(len(words), b + _LIST)):
            low = words[h].text.lower()
            listed |= low in ("and", "or")
            if _STOP.search(words[h].gap) or (not words[h].content and low not in ("and", "or")):
                break
            ends = h + 1 == len(words) or bool(words[h + 1].gap.strip(" ")) or not words[h + 1].content
            if listed and ends and h > b and means[h] > _MEANT:
                missed = tuple(i for i in found.missed if i != z)
                content = sum(self.pair.zh[i].content for i in range(first, last))
                cover = min(1.0, found.cover_zh + (z in found.missed) / max(1, content))
                text = f"{found.text} {words[h].text}"
                return replace(found, text=text, cover_zh=cover, missed=missed)
        return found

    def _sides(self, first: int, last: int) -> _Sides:
        words = self.pair.zh
        return _Sides(
            verbal=words[first].tag[:1] == "v",
            counted=any(_NUMERAL.search(w.key) for w in words[first:last]),
            left=first == 0 or bool(words[first].gap.strip()) or _bounds(words[first - 1]),
            right=last == len(words) or bool(words[last].gap.strip()) or _bounds(words[last]),
        )

    def _quotation(self, first: int, last: int) -> Rendering | None:
        """The English quotation that renders a Chinese one: the one that the links favour, or the only one."""
        into = self.grid.forward[first:last].sum(0)
        found = [(float(into[a:b].sum()) / (b - a), -a, b) for a, b in self.quotations]
        if not found:
            return None
        share, a, b = max(found)
        if share < _QUOTED and not (len(found) == 1 and self.pair.zh_text.count("“") == 1):
            return None
        a = -a
        start, end = self.pair.en[a].start, self.pair.en[b - 1].end
        # “三同时”: no word of it has a counterpart of its own, the quotation has.
        plain = Rendering(a, b, start, end, self.pair.en_text[start:end], _QUOTE_FIT, _QUOTE_FIT, 1.0)
        return self._rendering(a, b, into, first, last) or plain

    def _cuts(self, i: int, j: int) -> bool:
        """Whether a stretch holds a part of a quotation and words outside of it."""
        return any(i < b and a < j and not (i <= a and b <= j) and not (a <= i and j <= b) for a, b in self.quotations)

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
        return Rendering(a, b, start, end, self.pair.en_text[start:end], 1.0, 1.0, self._edge(a, b))

    def _refined(
        self, a: int, b: int, weights: NDArray[np.float64], han: int, first: int, last: int
    ) -> tuple[int, int] | None:
        """The best edges near the heaviest stretch, by links, expected length and noun-phrase edges."""
        words, sides = self.pair.en, self._sides(first, last)
        sums = [0.0, *itertools.accumulate(weights.tolist())]
        own: list[float] = self.own.tolist()
        expected = math.log(_BASE + _SLOPE * han)
        meant = self.grid.alone[first:last].max(0)
        best, best_span = -math.inf, None
        stops = [
            (j, sums[j] + self._after(j, sides))
            for j in range(max(a, b - _WIDEN - 1) + 1, min(len(words), b + _WIDEN) + 1)
            if self.inner[j] and words[j - 1].content
        ]
        for i in range(max(0, a - _WIDEN), min(b, a + _WIDEN + 2)):
            if not (self.inner[i] and self._may_begin(i)) or (self.numbers[i] and not sides.counted):
                continue
            # The mark before a word counts as its own, but that before the first is outside.
            before = self._before(i, sides, sides.verbal or meant[i] > _MEANT) + own[i] - sums[i]
            for j, after in stops:
                if j <= i or (self.quotations and self._cuts(i, j)):
                    continue
                excess = math.log(self.sizes[j] - self.sizes[i]) - expected
                score = before + after - _LENGTH * 2.47 * excess * excess
                if score > best + 1e-9:
                    best, best_span = score, (i, j)
        return best_span

    def _before(self, i: int, sides: _Sides, verbal: bool) -> float:
        """How well a rendering begins at word i."""
        free = i == 0 or bool(self.pair.en[i].gap.strip(" "))
        torn = sides.left and not free and not self.breaks[i - 1] and self.inner[i]
        return _EDGE * (self._start(i) - 1.5 * (self.verbs[i] and not verbal)) - _MIDST * torn

    def _after(self, j: int, sides: _Sides) -> float:
        """How well it ends before word j."""
        free = j == len(self.pair.en) or bool(self.pair.en[j].gap.strip(" "))
        torn = sides.right and not free and not self.breaks[j]
        return _EDGE * self._stop(j) - _MIDST * torn

    def _start(self, i: int) -> float:
        """How well a noun phrase begins at word i, -1 to 1."""
        if i == 0 or self.pair.en[i].gap.strip(" ") or self.breaks[i - 1]:
            return 1.0
        return -1.0 if self.linked[i - 1] < 0.4 else 0.0

    def _stop(self, j: int) -> float:
        """How well a noun phrase ends before word j, -1 to 1."""
        if j == len(self.pair.en) or self.pair.en[j].gap.strip(" ") or self.breaks[j]:
            return 1.0
        return -1.0 if self.linked[j] < 0.4 else 0.0

    def _edge(self, i: int, j: int) -> float:
        """Both edges, -1 to 1."""
        return (self._start(i) + self._stop(j)) / 2

    def _may_begin(self, i: int) -> bool:
        words = self.pair.en
        return words[i].content or (i + 1 < len(words) and words[i + 1].hyphened)  # 15-minute

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
            min(sum(linked) / len(linked), 1.0), min(float(into[inside].sum()) / len(inside), 1.0), self._edge(a, b),
            tuple(i for i, value in zip(chinese, linked, strict=True) if value < _MISSED),
            len(inside) == b - a,
        )  # fmt: skip


def _bounds(word: ZhWord) -> bool:
    return not word.content or word.key in sections()["never"] or word.key in sections()["openers"]


def _quotations(pair: Pair) -> list[tuple[int, int]]:
    """The short quotations of a text as stretches of words."""
    found = []
    for match in _QUOTATION.finditer(pair.en_text):
        index = [k for k, w in enumerate(pair.en) if match.start() < w.start and w.end < match.end()]
        if index:
            found.append((index[0], index[-1] + 1))
    return found


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
