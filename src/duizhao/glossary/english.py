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
_REMEMBERED = 200_000  # decisions about words as printed
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,4}")


# The number of a term that stands in a text, and how far its words are from those of the text.
Fit = tuple[int, Distance]


@dataclass(frozen=True, slots=True)
class _Form:
    """A term as it is searched for: its words as printed and the marks that belong to it."""

    number: int
    words: tuple[str, ...]
    marks: str
    cased: bool
    most: Distance


class EnglishFinder:
    """Finds the longest terms.

    Args:
        terms: (number, text, whether upper case counts, how far its words may be from those of the text).
    """

    def __init__(self, terms: Iterable[tuple[int, str, bool, Distance]]) -> None:
        self._code: dict[str, str] = {}  # stem → character
        self._of_word: dict[str, str] = {}  # word as printed → character
        self._forms: dict[str, list[_Form]] = defaultdict(list)
        for term in terms:
            self._add(*term)
        self._forms.default_factory = None
        self._judged: dict[str, tuple[Fit, ...]] = {}
        self._longest: dict[str, int] = {}
        for key in self._forms:
            if len(key) > 1 and self._longest.get(key[:2], 0) < len(key):
                self._longest[key[:2]] = len(key)
        self._singles = frozenset(key for key in self._forms if len(key) == 1)

    def _add(self, number: int, text: str, cased: bool, most: Distance) -> None:
        bare = _BRACKET.sub(" ", text)
        if not ENGLISH_WORD.search(bare):
            bare = text
        closed = _HYPHENED.sub("", bare)
        for form in dict.fromkeys((bare, closed)):
            words = tuple(w for w in ENGLISH_WORD.findall(form) if w not in _ARTICLES)
            if words:
                key = "".join(map(self._learn, words))
                lone = len(words) == 1 and _ACRONYM.fullmatch(words[0]) is not None
                self._forms[key].append(_Form(number, words, _marks_in(text), cased or lone, most))

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

    def find(
        self, text: str, wanted: Callable[[int], bool] | None = None
    ) -> Iterator[tuple[int, int, tuple[Fit, ...]]]:
        """(start, end, fits) of the longest terms, in order, not overlapping; those inside brackets come last.

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
            yield self._coded([(m.group(), m.start(), m.end()) for m in ENGLISH_WORD.finditer(text, start, end)], text)

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
    ) -> Iterator[tuple[int, int, tuple[Fit, ...]]]:
        forms, singles, judged, size = self._forms, self._singles, self._judged, len(coded)
        lengths = list(map(self._longest.get, map(add, coded, coded[1:] + _UNKNOWN)))
        free = 0
        for i, longest in enumerate(lengths):
            if i < free or (longest is None and coded[i] not in singles):
                continue
            for j in range(min(i + (longest or 1), size), i, -1):
                if (candidates := forms.get(coded[i:j])) is None:
                    continue
                start, end = spans[i][0], spans[j - 1][1]
                printed = text[start:end]
                fits = judged.get(printed)
                if fits is None:
                    if len(judged) >= _REMEMBERED:
                        judged.clear()
                    fits = judged[printed] = self._judge(text, spans[i:j], candidates)
                if wanted is not None:
                    fits = tuple(fit for fit in fits if wanted(fit[0]))
                if fits:
                    free = j
                    yield start, end, fits
                    break

    def everywhere(self, text: str) -> Iterator[tuple[int, int, tuple[Fit, ...]]]:
        """(start, end, fits) of every term, one in another."""
        for coded, spans in self._streams(text):
            for i, head in enumerate(coded):
                longest = self._longest.get(coded[i : i + 2]) or (head in self._singles)
                for j in range(i + 1, min(i + longest, len(coded)) + 1):
                    candidates = self._forms.get(coded[i:j])
                    if candidates and (fits := self._judge(text, spans[i:j], candidates)):
                        yield spans[i][0], spans[j - 1][1], fits

    def _judge(self, text: str, spans: list[tuple[int, int]], candidates: list[_Form]) -> tuple[Fit, ...]:
        """Which terms with the stems of some words stand there in fact."""
        marks = ""
        if len(spans) > 1:
            marks = _marks_in(_BRACKET.sub(" ", text[spans[0][0] : spans[-1][1]]))
        printed = [_HYPHENED.sub("", text[a:b]) for a, b in spans]
        fits = []
        for form in candidates:
            if marks and any(mark not in form.marks for mark in marks):
                continue
            if form.cased and not all(map(_same_case, form.words, printed)):
                continue
            far = max(map(distance, form.words, printed))
            if far <= form.most:
                fits.append((form.number, far))
        return tuple(fits)


def _marks_in(text: str) -> str:
    return "".join(m.group()[0] for m in _BREAK.finditer(ENGLISH_WORD.sub("", text)))


def _same_case(term: str, word: str) -> bool:
    """Capitals of the term are capitals in the text; `SOEs` for `SOE` is right, `it` for `IT` is not."""
    return all(a == b for a, b in zip(term, word, strict=False) if a.isupper())
