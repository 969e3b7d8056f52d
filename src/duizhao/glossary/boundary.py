"""Is a term that was found in running Chinese a word there, or a piece of other words?

人民 is no word in 人民币, 中国 none in 发展中国家. Where a word of the dictionary crosses an edge of a hit, the
stretch around it is cut into its most probable words (unigram model, Viterbi 1967) with the glossary's terms
among them; elsewhere nothing needs to be decided, which makes this cheap.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import log

from duizhao.script import is_han

_LONGEST = 8  # characters of a dictionary word
_REACH = 4  # a word that crosses an edge is looked for this far on either side
_BONUS = 2.0  # nats by which a term is more probable than the best way to cut it
# Characters that make a new word of the one before (信息化, 消费者), unless the next word begins with them (化解).
_SUFFIXES = frozenset("化者性率型度")
_SUFFIX_COST = 3.5
# Characters before a word that turn it into something else (非公有制, 反倾销).
_PREFIXES = frozenset("非反")
# Characters that leave the word behind them what it is: 新技术 is a technology, 国内外 is not 国内.
_LIGHT = frozenset("新旧老大小高低总净省市县区各全本两多原现前首主副")
# Words that make a new word of the one before (社会主义, 经济学家).
_BOUND = frozenset(("主义", "学家"))


@dataclass(slots=True)
class Boundaries:
    """Decides about hits; remembers what it decided.

    Args:
        words: the dictionary, word → frequency, simplified.
        is_term: whether a folded string is a term.
        longest: characters of the longest term.
    """

    words: Mapping[str, int]
    is_term: Callable[[str], bool]
    longest: int
    _floor: float = field(init=False)
    _total: float = field(init=False)
    _cost: dict[str, float] = field(init=False, default_factory=dict)
    _inside: dict[str, tuple[tuple[int, int], ...]] = field(init=False, default_factory=dict)
    _decided: dict[tuple[str, int, int], tuple[tuple[int, int], ...]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._total = log(sum(self.words.values()) or 1)
        self._floor = self._total  # a word seen once

    def crossed(self, text: str, at: int) -> bool:
        """Whether a word of the dictionary reaches across the place `at`."""
        words = self.words
        a, b, c = at - 1, at - 2 if at > 1 else 0, at - 3 if at > 2 else 0
        return (
            text[a : at + 1] in words
            or text[b : at + 1] in words
            or text[a : at + 2] in words
            or text[b : at + 2] in words
            or text[c : at + 1] in words
            or text[a : at + 3] in words
        )

    def doubtful(self, text: str, start: int, end: int) -> bool:
        """Whether something speaks against the hit `start`–`end`, so that `terms_in` must decide."""
        if end - start == 1:
            return True
        if start and text[start] >= "\u3005" and (self.crossed(text, start) or text[start - 1] in _PREFIXES):
            return True
        return end < len(text) and text[end] >= "\u3005" and (self.crossed(text, end) or text[end] in _SUFFIXES)

    def terms_in(
        self, text: str, start: int, end: int, taken: int = 0, walls: frozenset[int] = frozenset()
    ) -> tuple[tuple[int, int], ...]:
        """The terms in the stretch around a doubtful hit that are words there, as spans in `text`.

        Args:
            taken: where the last term ends that was accepted before this hit.
            walls: places that only terms reach across.
        """
        low, high = start, end
        while low > taken and start - low < _REACH + 2 and is_han(text[low - 1]) and low not in walls:
            low -= 1
        while high < len(text) and high - end < _REACH + 2 and is_han(text[high]) and high not in walls:
            high += 1
        local = tuple(w - low for w in walls if low < w < high) if walls else ()
        key = (text[low:high], start - low, end - low)
        found = None if local else self._decided.get(key)
        if found is None:
            found = self._terms(text[low:high], local)
            if not local:
                self._decided[key] = found
        return tuple((low + a, low + b) for a, b in found)

    def _terms(self, stretch: str, walls: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
        found: list[tuple[int, int]] = []
        for a, b in self.cut(stretch, walls):
            piece = stretch[a:b]
            if self.is_term(piece):
                found.append((a, b))
            elif b - a > 2:
                found += [(a + x, a + y) for x, y in self.inside(piece)]
        return tuple(found)

    def inside(self, word: str) -> tuple[tuple[int, int], ...]:
        """The terms that a longer word is composed of: 信息 in 信息技术, but not in 信息化."""
        known = self._inside.get(word)
        if known is None:
            cuts = self.cut(word, whole=False)
            lone = [i for i, (a, b) in enumerate(cuts) if b - a == 1]
            known = ()
            bound = any(word[a:b] in _BOUND for a, b in cuts)
            if not bound and all(word[cuts[i][0]] in _LIGHT and i + 1 < len(cuts) for i in lone):
                known = tuple((a, b) for a, b in cuts if b - a > 1 and self.is_term(word[a:b]))
            self._inside[word] = known
        return known

    def cut(self, text: str, walls: tuple[int, ...] = (), whole: bool = True) -> tuple[tuple[int, int], ...]:
        """The most probable words of a short text. `whole`: it may be one word itself."""
        n = len(text)
        best = [0.0] + [float("-inf")] * n
        back = [0] * (n + 1)
        reach = max(_LONGEST, self.longest)
        for i in range(n):
            at = best[i]
            for j in range(i + 1, min(n, i + reach) + 1):
                if j - i == n and n > 1 and not whole:
                    continue
                cost = self._price(text[i:j], i, j, walls)
                if cost is not None and at - cost > best[j]:
                    best[j], back[j] = at - cost, i
        spans = []
        j = n
        while j:
            spans.append((back[j], j))
            j = back[j]
        return tuple(reversed(spans))

    def _price(self, piece: str, start: int, end: int, walls: tuple[int, ...]) -> float | None:
        """What a word costs (-log p); None if it is none."""
        term = self.is_term(piece)
        if walls and not term and any(start < w < end for w in walls):
            return None
        cost = self._cost.get(piece)
        if cost is None:
            cost = self._cost[piece] = self._new_price(piece, term)
        return None if cost < 0 else cost

    def _new_price(self, piece: str, term: bool) -> float:
        count = self.words.get(piece, 0)
        cost = self._total - log(count) if count else -1.0
        if len(piece) == 1:
            return cost if count else self._floor
        if term:
            parts = sum(self._price(piece[a:b], a, b, ()) or 0.0 for a, b in self.cut(piece, whole=False))
            return min(cost if count else parts, max(parts - _BONUS, 1.0))
        if count:
            return cost
        stem, last = piece[:-1], piece[-1]
        if last in _SUFFIXES and len(stem) > 1 and (self.is_term(stem) or stem in self.words):
            return (self._price(stem, 0, len(stem), ()) or 0.0) + _SUFFIX_COST
        stem = piece[1:]
        if piece[0] in _PREFIXES and len(stem) > 1 and (self.is_term(stem) or stem in self.words):
            return (self._price(stem, 0, len(stem), ()) or 0.0) + _SUFFIX_COST
        return -1.0
