"""Glossary terms in running English.

Terms and texts become strings of one character a word: the number of its stem. So a term is found in a text as
one string in another, however it is inflected, hyphenated or broken over lines. What stands between the words
and how they are inflected is looked at afterwards, in the few places that matched.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import add

from duizhao.glossary.inflection import Distance, distance
from duizhao.words import ENGLISH_WORD, stem

_ARTICLES = frozenset(("a", "an", "An", "the", "The", "THE"))  # not "A": A shares
_BRACKET = re.compile(r"\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]")
# What may not stand between the words of a term unless it stands in the term, too.
_BREAK = re.compile(r"[.;:!?/,()—…]|\n[^\S\n]*\n")
_HYPHENS = "-\u2010\u2011"
_HYPHENED = re.compile(rf"(?<=[A-Za-z])[{_HYPHENS}](?=[A-Za-z])")
_UNKNOWN = "\0"
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class EnglishHit:
    """Where a term stands, which one, and how far its words are from the term's (see `inflection`)."""

    start: int
    end: int
    number: int
    distance: Distance


@dataclass(frozen=True, slots=True)
class _Form:
    """A term as it is searched for: its words as printed and the marks that belong to it."""

    number: int
    words: tuple[str, ...]
    marks: str
    cased: bool


class EnglishFinder:
    """Finds the longest terms; `terms` are (number, text, whether upper case counts)."""

    def __init__(self, terms: Iterable[tuple[int, str, bool]]) -> None:
        self._code: dict[str, str] = {}  # stem → character
        self._of_word: dict[str, str] = {}  # word as printed → character
        self._forms: dict[str, list[_Form]] = defaultdict(list)
        for number, text, cased in terms:
            self._add(number, text, cased)
        self._forms.default_factory = None
        self._longest: dict[str, int] = {}
        for key in self._forms:
            if len(key) > 1 and self._longest.get(key[:2], 0) < len(key):
                self._longest[key[:2]] = len(key)
        self._singles = frozenset(key for key in self._forms if len(key) == 1)

    def _add(self, number: int, text: str, cased: bool) -> None:
        bare = _BRACKET.sub(" ", text)
        if not ENGLISH_WORD.search(bare):
            bare = text
        closed = _HYPHENED.sub("", bare)
        for form in dict.fromkeys((bare, closed)):
            words = tuple(w for w in ENGLISH_WORD.findall(form) if w not in _ARTICLES)
            if words:
                key = "".join(map(self._learn, words))
                lone = len(words) == 1 and _ACRONYM.fullmatch(words[0]) is not None
                self._forms[key].append(_Form(number, words, _marks_in(text), cased or lone))

    def _learn(self, word: str) -> str:
        root = stem(word)
        char = self._code.get(root)
        if char is None:
            point = len(self._code) + 1
            char = self._code[root] = chr(point if point < 0xD800 else point + 0x800)
        return char

    def _look(self, word: str) -> str:
        char = self._of_word[word] = self._code.get(stem(word), _UNKNOWN)
        return char

    def find(self, text: str, wanted: Callable[[int], bool] | None = None) -> Iterator[list[EnglishHit]]:
        """The longest terms in order, not overlapping; for each place, all terms that are found there.

        Args:
            wanted: which terms to look for, by number; None for all.
        """
        for coded, spans in self._streams(text):
            yield from self._scan(text, coded, spans, wanted)

    def _streams(self, text: str) -> Iterator[tuple[str, list[tuple[int, int]]]]:
        """The text outside of brackets, and each bracket's inside, as coded words and their spans."""
        brackets = [m.span() for m in _BRACKET.finditer(text)]
        if not brackets:
            yield self._coded([(m.group(), m.start(), m.end()) for m in ENGLISH_WORD.finditer(text)], text)
            return
        outside = []
        at = 0
        for start, end in brackets:
            outside += [(m.group(), m.start(), m.end()) for m in ENGLISH_WORD.finditer(text, at, start)]
            at = end
        outside += [(m.group(), m.start(), m.end()) for m in ENGLISH_WORD.finditer(text, at)]
        yield self._coded(outside, text)
        for start, end in brackets:
            yield self._coded(
                [(m.group(), m.start(), m.end()) for m in ENGLISH_WORD.finditer(text, start, end)], text
            )

    def _coded(self, found: list[tuple[str, int, int]], text: str) -> tuple[str, list[tuple[int, int]]]:
        of_word, look = self._of_word, self._look
        kept = [token for token in found if token[0] not in _ARTICLES]
        codes = [of_word.get(word) or look(word) for word, _, _ in kept]
        spans = [(start, end) for _, start, end in kept]
        # A hyphenated word whose parts belong to no term, but which is one when closed up: cyber-security.
        for i in range(len(kept) - 2, -1, -1):
            end, start = spans[i][1], spans[i + 1][0]
            if start - end == 1 and text[end] in _HYPHENS and codes[i] + codes[i + 1] not in self._longest:
                joined = of_word.get(word := kept[i][0] + kept[i + 1][0]) or look(word)
                if joined != _UNKNOWN:
                    codes[i : i + 2] = [joined]
                    spans[i : i + 2] = [(spans[i][0], spans[i + 1][1])]
                    kept[i : i + 2] = [(word, *spans[i])]
        return "".join(codes), spans

    def _scan(
        self,
        text: str,
        coded: str,
        spans: list[tuple[int, int]],
        wanted: Callable[[int], bool] | None,
    ) -> Iterator[list[EnglishHit]]:
        forms, singles = self._forms, self._singles
        lengths = list(map(self._longest.get, map(add, coded, coded[1:] + _UNKNOWN)))
        free = 0
        for i, char in enumerate(coded):
            longest = lengths[i] or (1 if char in singles else 0)
            if not longest or i < free:
                continue
            for j in range(min(i + longest, len(coded)), i, -1):
                if candidates := forms.get(coded[i:j]):
                    hits = self._judge(text, spans[i:j], candidates, wanted)
                    if hits:
                        free = j
                        yield hits
                        break

    def _judge(
        self,
        text: str,
        spans: list[tuple[int, int]],
        candidates: list[_Form],
        wanted: Callable[[int], bool] | None,
    ) -> list[EnglishHit]:
        start, end = spans[0][0], spans[-1][1]
        marks = ""
        if len(spans) > 1:
            between = text[start:end]
            marks = _marks_in(_BRACKET.sub(" ", between))
        printed = [_HYPHENED.sub("", text[a:b]) for a, b in spans]
        hits = []
        for form in candidates:
            if wanted is not None and not wanted(form.number):
                continue
            if marks and any(mark not in form.marks for mark in marks):
                continue
            if form.cased and not all(map(_same_case, form.words, printed)):
                continue
            far: Distance = 0
            for a, b in zip(form.words, printed, strict=True):
                if a != b and (d := distance(a, b)) > far:
                    far = d
                    if d == 3:
                        break
            if far < 3:
                hits.append(EnglishHit(start, end, form.number, far))
        return hits


def _marks_in(text: str) -> str:
    return "".join(m.group()[0] for m in _BREAK.finditer(ENGLISH_WORD.sub("", text)))


def _same_case(term: str, word: str) -> bool:
    """Capitals of the term are capitals in the text; `SOEs` for `SOE` is right, `it` for `IT` is not."""
    return all(a == b for a, b in zip(term, word, strict=False) if a.isupper())
