"""Is a term that was found in running Chinese a word there, or a piece of other words?

人民 is no word in 人民币, 中国 none in 发展中国家. Where a word of the dictionary crosses an edge of a hit, the
stretch around it is cut into its most probable words (unigram model, Viterbi 1967) with the glossary's terms
among them; elsewhere nothing needs to be decided, which makes this cheap.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from math import inf, log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duizhao.glossary.dictionary import Dictionary

_HAN = "\u3005"  # the first character that words are made of
_REACH = 5  # characters to either side of a doubtful hit that are cut into words with it
# By how many nats a term is more probable than the best way to cut it: for each character after the first, and at
# most (自然资源部 must not win over 部门).
_BONUS = 2.0
_MOST_BONUS = 6.0
# Characters that make a new word of the one before (信息化, 消费者), unless the next word begins with them (化解).
_SUFFIXES = frozenset("化者性率型度")
_SUFFIX_COST = 3.5
# Characters before a word that turn it into something else (非公有制, 反倾销).
_PREFIXES = frozenset("非反")
# Characters that leave the word behind them what it is: 新技术 is a technology, 国内外 is not 国内.
_LIGHT = frozenset("新旧老大小高低总净省市县区各全本两多原现前首主副")
# Words that make a new word of the one before (社会主义, 经济学家).
_BOUND = frozenset(("主义", "学家"))
_REMEMBERED = 200_000  # decisions

Span = tuple[int, int]


class Boundaries:
    """Decides about hits; remembers what it decided.

    Args:
        words: the words of the language; knows every text that is asked about.
        longest: how long the longest folded term is that begins with two characters.
        is_term: whether a string is a folded term.
    """

    def __init__(self, words: Dictionary, longest: Mapping[str, int], is_term: Callable[[object], bool]) -> None:
        self.words = words
        self.is_term = is_term
        self._total = log(words.total or 1)  # what a word costs that is seen once
        self._cost: dict[str, float] = {}
        self._longest = longest
        self._inside: dict[str, tuple[Span, ...]] = {}
        self._crossed: dict[str, bool] = {}
        self._decided: dict[tuple[str, int, int], tuple[Span, ...]] = {}

    def crossed(self, text: str, at: int) -> bool:
        """Whether a word of the dictionary of up to four characters reaches across the place `at` (not 0)."""
        if at < 3:
            text, at = "\0" * 3 + text[: at + 3], at + 3
        around = text[at - 3 : at + 3]
        known = self._crossed.get(around)
        if known is None:
            if len(self._crossed) >= _REMEMBERED:
                self._crossed.clear()
            known = self._crossed[around] = self._crossing(around)
        return known

    def _crossing(self, around: str) -> bool:
        """The same for the middle of six characters. Written out: it runs for every edge of every hit."""
        words, longest = self.words.logs, self.words.longest
        reach = longest.get(around[2:4], 0)
        if reach and (around[2:4] in words or (reach > 2 and (around[2:5] in words or around[2:6] in words))):
            return True
        if longest.get(around[1:3], 0) > 2 and (around[1:4] in words or around[1:5] in words):
            return True
        return longest.get(around[:2], 0) > 3 and around[:4] in words

    def doubtful(self, text: str, start: int, end: int) -> bool:
        """Whether something speaks against the hit `start`–`end`, so that `terms_in` must decide."""
        if end - start == 1:
            return True
        known = self._crossed
        if start > 2:
            crossed = known.get(text[start - 3 : start + 3])
            if crossed or (crossed is None and self.crossed(text, start)) or text[start - 1] in _PREFIXES:
                return True
        elif start and (self.crossed(text, start) or text[start - 1] in _PREFIXES):
            return True
        if end == len(text):
            return False
        crossed = known.get(text[end - 3 : end + 3]) if end > 2 else None
        return crossed or (crossed is None and self.crossed(text, end)) or text[end] in _SUFFIXES

    def terms_in(self, text: str, start: int, end: int, taken: int = 0, walls: Sequence[int] = ()) -> tuple[Span, ...]:
        """The terms in the stretch around a doubtful hit that are words there, as spans in `text`.

        Args:
            taken: where the last term ends that was accepted before this hit.
            walls: places that only terms reach across, ascending.
        """
        low, high = start, end
        before = walls[i - 1] if walls and (i := bisect_right(walls, start)) else 0
        after = walls[i] if walls and (i := bisect_left(walls, end)) < len(walls) else len(text)
        least, most = max(taken, start - _REACH, before), min(after, end + _REACH)
        while low > least and text[low - 1] >= _HAN:
            low -= 1
        while high < most and text[high] >= _HAN:
            high += 1
        local = tuple(w - low for w in walls[bisect_right(walls, low) : bisect_left(walls, high)]) if walls else ()
        if local:
            return tuple((low + a, low + b) for a, b in self._terms(text[low:high], local))
        key = (text[low:high], start - low, end - low)
        found = self._decided.get(key)
        if found is None:
            if len(self._decided) >= _REMEMBERED:
                self._decided.clear()
            found = self._decided[key] = self._terms(text[low:high], ())
        return tuple((low + a, low + b) for a, b in found)

    def _terms(self, stretch: str, walls: tuple[int, ...]) -> tuple[Span, ...]:
        found: list[Span] = []
        for a, b in self.cut(stretch, walls):
            piece = stretch[a:b]
            if self.is_term(piece):
                found.append((a, b))
            elif b - a > 2:
                found += [(a + x, a + y) for x, y in self.inside(piece)]
        return tuple(found)

    def inside(self, word: str) -> tuple[Span, ...]:
        """The terms that a longer word is composed of: 信息 in 信息技术, but not in 信息化."""
        known = self._inside.get(word)
        if known is None:
            found = []
            at = 0
            while at < len(word) - 1:
                for end in range(len(word), at + 1, -1):
                    rest = (word[:at], word[end:])
                    if at and word[at:end] in _BOUND:  # 主义 is no word in 社会主义
                        continue
                    if any(rest) and self.is_term(word[at:end]) and self._composed(*rest):
                        found.append((at, end))
                        at = end
                        break
                else:
                    at += 1
            known = self._inside[word] = tuple(found)
        return known

    def _composed(self, before: str, after: str) -> bool:
        """Whether what a term leaves of a word are words themselves, or characters that do not change it."""
        left = [before[a:b] for a, b in self.cut(before)]
        right = [after[a:b] for a, b in self.cut(after)]
        return all(len(piece) > 1 or piece in _LIGHT for piece in left) and all(
            (len(piece) > 1 and piece not in _BOUND) or (piece in _LIGHT and i + 1 < len(right))
            for i, piece in enumerate(right)
        )

    def cut(self, text: str, walls: tuple[int, ...] = (), whole: bool = True) -> tuple[Span, ...]:
        """The most probable words of a short text. `whole`: it may be one word itself."""
        n = len(text)
        best = [0.0] + [inf] * n
        back = list(range(-1, n))
        costs, terms, words = self._cost, self._longest, self.words.longest
        for i in range(n):
            at = best[i]
            head = text[i : i + 2]
            end = i + max(terms.get(head, 1), words.get(head, 1))
            # Affixes make words that stand in no dictionary.
            if text[i] in _PREFIXES:
                head = text[i + 1 : i + 3]
                end = max(end, i + 1 + max(terms.get(head, 0), words.get(head, 0)))
            end += 1
            last = min(n, end) if whole or i or n == 1 else min(n - 1, end)
            for j in range(i + 1, last + 1):
                piece = text[i:j]
                cost = costs.get(piece)
                if cost is None:
                    cost = costs[piece] = self._price(piece)
                if cost + at < best[j]:
                    if walls and any(i < w < j for w in walls) and not self.is_term(piece):
                        continue
                    best[j], back[j] = cost + at, i
        spans = []
        j = n
        while j:
            spans.append((back[j], j))
            j = back[j]
        return tuple(reversed(spans))

    def _price(self, piece: str) -> float:
        """What a word costs (-log p); infinite if it is none."""
        known = self.words.logs.get(piece)
        if len(piece) == 1:
            return self._total - (known or 0.0)
        cost = inf if known is None else self._total - known
        if self.is_term(piece):
            parts = sum(self._priced(piece[a:b]) for a, b in self.cut(piece, whole=False))
            return max(min(cost, parts - min(_BONUS * (len(piece) - 1), _MOST_BONUS)), 1.0)
        if known is not None:
            return cost
        for edge, stem in ((piece[-1] in _SUFFIXES, piece[:-1]), (piece[0] in _PREFIXES, piece[1:])):
            if edge and len(stem) > 1 and (self.is_term(stem) or stem in self.words.logs):
                return self._priced(stem) + _SUFFIX_COST
        return inf

    def _priced(self, piece: str) -> float:
        cost = self._cost.get(piece)
        if cost is None:
            cost = self._cost[piece] = self._price(piece)
        return cost
