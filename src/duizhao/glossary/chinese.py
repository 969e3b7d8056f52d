"""Glossary terms in running Chinese."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import add

from duizhao.glossary.boundary import Boundaries
from duizhao.glossary.folding import Compact, compact, fold_characters, simplification

_BRACKET = re.compile(r"\([^()]*\)$")


def keys_of(term: str) -> tuple[str, ...]:
    """The folded forms under which a term is found: as it is, and without a bracket at its end."""
    folded = compact(fold_characters(term, simplification())).text
    bare = _BRACKET.sub("", folded)
    return (folded, bare) if bare and bare != folded else (folded,) if folded else ()


class ChineseFinder:
    """Finds the longest terms; `terms` are (number, text), the numbers are given back.

    Args:
        words: a dictionary, word → frequency, for the boundary filter; empty: plain longest match.
    """

    def __init__(self, terms: Iterable[tuple[int, str]], words: Mapping[str, int]) -> None:
        self.numbers: dict[str, list[int]] = defaultdict(list)
        for number, text in terms:
            for key in keys_of(text):
                self.numbers[key].append(number)
        self.numbers.default_factory = None
        # The longest key that begins with two characters; single characters by themselves.
        self._longest: dict[str, int] = {}
        for key in self.numbers:
            head = key[:2]
            if self._longest.get(head, 0) < len(key):
                self._longest[head] = len(key)
        self._singles = {key for key in self.numbers if len(key) == 1}
        longest = max(map(len, self.numbers), default=1)
        self.boundaries = Boundaries(words, self.numbers.__contains__, longest) if words else None

    def find(self, text: str) -> Iterator[tuple[int, int, Sequence[int]]]:
        """(start, end, numbers) of the longest terms, in order, not overlapping; offsets as in `text`."""
        slim = compact(fold_characters(text, simplification()))
        folded, numbers, judge = slim.text, self.numbers, self.boundaries
        free = taken = 0
        for start, length in self._starts(folded):
            if start < free:
                continue
            for end in range(min(start + length, len(folded)), start, -1):
                if folded[start:end] in numbers:
                    break
            else:
                continue
            free = end
            spans: Sequence[tuple[int, int]] = ((start, end),)
            if judge is not None and judge.doubtful(folded, start, end):
                found = judge.terms_in(folded, start, end, taken, slim.walls)
                spans = [span for span in found if start <= span[0] < end]
            for a, b in spans:
                if self._edges(text, slim, a, b):
                    x, y = _with_quotes(text, slim.start(a), slim.end(b))
                    yield x, y, numbers[folded[a:b]]
                    free, taken = max(free, b), b

    def longest(self, text: str) -> Iterator[tuple[int, int]]:
        """Plain leftmost longest match in a folded text, to measure against."""
        free = 0
        for start, length in self._starts(text):
            if start >= free:
                for end in range(min(start + length, len(text)), start, -1):
                    if text[start:end] in self.numbers:
                        yield start, end
                        free = end
                        break

    def _starts(self, folded: str) -> list[tuple[int, int]]:
        """Where terms may begin, and the length of the longest that begins so."""
        pairs = map(self._longest.get, map(add, folded, folded[1:]))
        starts = [(i, length) for i, length in enumerate(pairs) if length]
        if self._singles:
            doubles = {i for i, _ in starts}
            lone = [(i, 1) for i, c in enumerate(folded) if c in self._singles and i not in doubles]
            starts = sorted(starts + lone)
        return starts

    def _edges(self, text: str, slim: Compact, start: int, end: int) -> bool:
        """A term that begins or ends with Latin letters or digits is no piece of a longer such word."""
        first, last = slim.text[start], slim.text[end - 1]
        if first.isascii() and first.isalnum():
            at = slim.start(start)
            if at and (c := text[at - 1]).isascii() and c.isalnum():
                return False
        if last.isascii() and last.isalnum():
            at = slim.end(end)
            if at < len(text) and (c := text[at]).isascii() and c.isalnum():
                return False
        return True


_PAIRS = (("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("《", "》"), ("〈", "〉"))


def _with_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    """Takes in the other one of a pair of quotes that stands at an edge: “五位一体”总体布局."""
    for opening, closing in _PAIRS:
        lone = text.count(closing, start, end) - text.count(opening, start, end)
        if lone == 1 and text[start - 1 : start] == opening:
            return start - 1, end
        if lone == -1 and text[end : end + 1] == closing:
            return start, end + 1
    return start, end
