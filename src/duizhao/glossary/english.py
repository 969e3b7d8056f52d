"""Glossary terms in running English.

Terms and texts become strings of one character a word: the number of its stem. So a term is found in a text as
one string in another, however it is inflected, hyphenated or broken over lines. What stands between the words
and how they are inflected is looked at afterwards, in the few places that matched.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, compress, pairwise
from operator import add

from duizhao.glossary.inflection import Distance, distance
from duizhao.words import ENGLISH_WORD, stem

_ARTICLES = frozenset(("a", "an", "An", "the", "The", "THE"))  # not "A": A shares
_BRACKET = re.compile(r"\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]")
# What may not stand between the words of a term unless it stands in the term, too.
_BREAK = re.compile(r"[.;:!?/,()—…]|\n[^\S\n]*\n")
_HYPHENS = "-\u2010\u2011"
_HYPHENED = re.compile(rf"(?<=[A-Za-z])[{_HYPHENS}](?=[A-Za-z])")
_HYPHEN = re.compile(f"[{_HYPHENS}]")
_CHAIN = re.compile(rf"(?:{ENGLISH_WORD.pattern})(?:[{_HYPHENS}](?:{ENGLISH_WORD.pattern}))+")
_PIECES = re.compile(f"({ENGLISH_WORD.pattern})")  # splits a text into what is no word, word, what is no word, …
_PLAIN = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)*")
_SENTENCE_END = re.compile(r"[.!?][”\"')]*\s*\n|\n\s*\n")
_MUCH = 100_000  # characters that are looked through at once: more would not stay in the processor's cache
_UNKNOWN, _ARTICLE = "\0", "\1"
_REMEMBERED = 200_000  # decisions about words as printed
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,4}")


# The number of a term that stands in a text, and how far its words are from those of the text.
Fit = tuple[int, Distance]
_Found = tuple[int, int, tuple[Fit, ...]]


@dataclass(slots=True, eq=False)  # not frozen: made 150,000 times for a large glossary
class _Form:
    """A term as it is searched for: its words as printed and the marks that belong to it."""

    number: int
    words: tuple[str, ...]
    marks: str
    cased: bool
    most: Distance


@dataclass(slots=True)
class _Coded:
    """Words of a text as characters, and where each word begins and ends in it."""

    text: str
    starts: list[int]
    ends: list[int]

    def cut(self, low: int, high: int) -> _Coded:
        return _Coded(self.text[low:high], self.starts[low:high], self.ends[low:high])


class _Characters(dict[str, str]):
    """Words as printed → the characters of their stems, worked out when a word is first seen."""

    def __init__(self) -> None:
        self.of_stem: dict[str, str] = {}

    def __missing__(self, word: str) -> str:
        char = self[word] = _ARTICLE if word in _ARTICLES else self.of_stem.get(stem(word), _UNKNOWN)
        return char

    def learn(self, word: str) -> str:
        """The character of a word of a term, a new one if its stem is new. All terms come before all texts."""
        char = self.get(word)
        if char is None:
            root = stem(word)
            char = self.of_stem.get(root)
            if char is None:
                point = len(self.of_stem) + 2
                char = self.of_stem[root] = chr(point if point < 0xD800 else point + 0x800)
            self[word] = char
        return char


class EnglishFinder:
    """Finds the longest terms.

    Args:
        terms: (number, text, whether upper case counts, how far its words may be from those of the text).
    """

    def __init__(self, terms: Iterable[tuple[int, str, bool, Distance]]) -> None:
        self._characters = _Characters()
        self._forms: dict[str, list[_Form]] = {}
        self._hyphened: set[str] = set()  # pairs of words with a hyphen between them in a term
        for term in terms:
            self._add(*term)
        self._judged: dict[str, tuple[Fit, ...]] = {}
        self._singles = frozenset(key for key in self._forms if len(key) == 1)
        # The lengths of the keys that begin with some characters, longest first: up to two by the first two, all by
        # the first three. Most pairs of words that begin a term in a large glossary do not go on like one.
        pairs: dict[str, set[int]] = {}
        triples: dict[str, set[int]] = {}
        for key in self._forms:
            size = len(key)
            if size > 1:
                pairs.setdefault(key[:2], set()).update((2,) if size == 2 else ())
                if size > 2:
                    triples.setdefault(key[:3], set()).add(size)
        for head, sizes in pairs.items():
            sizes.update((1,) if head[0] in self._singles else ())
        for head, sizes in triples.items():
            sizes.update(pairs[head[:2]])
        self._short = {head: tuple(sorted(sizes, reverse=True)) for head, sizes in pairs.items()}
        self._long = {head: tuple(sorted(sizes, reverse=True)) for head, sizes in triples.items()}

    def _add(self, number: int, text: str, cased: bool, most: Distance) -> None:
        forms, marks = _read(text)
        for words in forms:
            key = "".join(map(self._characters.learn, words))
            lone = len(words) == 1 and _ACRONYM.fullmatch(words[0]) is not None
            self._forms.setdefault(key, []).append(_Form(number, words, marks, cased or lone, most))
        for whole in _CHAIN.findall(text) if _HYPHEN.search(text) else ():
            parts = [_ARTICLE if w in _ARTICLES else self._characters.learn(w) for w in _HYPHEN.split(whole)]
            self._hyphened.update(map(add, parts, parts[1:]))

    def find(self, text: str, wanted: Collection[int] | None = None) -> Iterator[_Found]:
        """(start, end, fits) of the longest terms, in order, not overlapping; those inside brackets come last.

        Args:
            wanted: which terms to look for, by number; None for all.
        """
        if not self._forms:
            return
        if len(text) < _MUCH:
            for coded in self._streams(text):
                yield from self._scan(text, coded, wanted)
            return
        for at, part in _parts(text):
            for coded in self._streams(part):
                for start, end, fits in self._scan(part, coded, wanted):
                    yield at + start, at + end, fits

    def _streams(self, text: str) -> Iterator[_Coded]:
        """The text outside of brackets, and each bracket's inside, as coded words and their places."""
        coded = self._coded(text)
        brackets = [m.span() for m in _BRACKET.finditer(text)]
        if not brackets:
            yield coded
            return
        outside = _Coded("", [], [])
        inside = []
        at = 0
        for start, end in brackets:
            low = bisect_left(coded.starts, start, at)
            high = bisect_left(coded.starts, end, low)
            inside.append((low, high))
            for whole, part in ((outside.starts, coded.starts), (outside.ends, coded.ends)):
                whole += part[at:low]
            at = high
        parts = [coded.text[a:b] for a, b in pairwise([0, *chain.from_iterable(inside), None])]
        rest = coded.cut(at, len(coded.text))
        yield _Coded("".join(parts[::2]), outside.starts + rest.starts, outside.ends + rest.ends)
        for low, high in inside:
            yield coded.cut(low, high)

    def _coded(self, text: str) -> _Coded:
        # Everything below runs over all words of a text, and therefore in C.
        pieces = _PIECES.split(text)
        places = list(accumulate(map(len, pieces)))
        starts, ends = places[:-1:2], places[1::2]
        coded = "".join(map(self._characters.__getitem__, pieces[1::2]))
        if _ARTICLE in coded:
            starts = list(compress(starts, map(_ARTICLE.__ne__, coded)))
            ends = list(compress(ends, map(_ARTICLE.__ne__, coded)))
            coded = coded.replace(_ARTICLE, "")
        if _HYPHEN.search(text):
            return self._closed(text, _Coded(coded, starts, ends))
        return _Coded(coded, starts, ends)

    def _closed(self, text: str, coded: _Coded) -> _Coded:
        """Hyphenated words whose parts belong to no term, but which are one when closed up: cyber-security; the two
        of Kong-Macao belong to the name of a bay area."""
        chars, starts, ends = list(coded.text), coded.starts, coded.ends
        for match in reversed(list(_HYPHEN.finditer(text))):
            at = match.end()
            i = bisect_left(starts, at) - 1
            if i < 0 or i + 1 == len(starts) or starts[i + 1] != at or ends[i] != at - 1:
                continue
            if chars[i] + chars[i + 1] not in self._short and chars[i] + chars[i + 1] not in self._hyphened:
                joined = self._characters[_HYPHEN.sub("", text[starts[i] : ends[i + 1]])]
                if joined not in (_UNKNOWN, _ARTICLE):
                    chars[i : i + 2] = [joined]
                    del starts[i + 1], ends[i]
        return _Coded("".join(chars), starts, ends)

    def _scan(self, text: str, coded: _Coded, wanted: Collection[int] | None) -> list[_Found]:
        forms, judged, singles, long = self._forms, self._judged, self._singles, self._long
        chars, starts, ends = coded.text, coded.starts, coded.ends
        found: list[_Found] = []
        free = 0
        for i, lengths in enumerate(map(self._short.get, map(add, chars, chars[1:] + _UNKNOWN))):
            if i < free:
                continue
            if lengths is None:
                if chars[i] not in singles:
                    continue
                lengths = (1,)
            else:
                lengths = long.get(chars[i : i + 3], lengths)
            for length in lengths:
                candidates = forms.get(chars[i : i + length])
                if candidates is None or i + length > len(chars):
                    continue
                start, end = starts[i], ends[i + length - 1]
                printed = text[start:end]
                fits = judged.get(printed)
                if fits is None:
                    if len(judged) >= _REMEMBERED:
                        judged.clear()
                    spans = list(zip(starts[i : i + length], ends[i : i + length], strict=True))
                    fits = judged[printed] = self._judge(text, spans, candidates)
                if wanted is not None:
                    fits = tuple([fit for fit in fits if fit[0] in wanted])
                if fits:
                    free = i + length
                    found.append((start, end, fits))
                    break
        return found

    def everywhere(self, text: str) -> Iterator[_Found]:
        """(start, end, fits) of every term, one in another."""
        for coded in self._streams(text):
            chars, spans = coded.text, list(zip(coded.starts, coded.ends, strict=True))
            for i, head in enumerate(chars):
                lengths = self._short.get(chars[i : i + 2]) or ((1,) if head in self._singles else ())
                for length in reversed(self._long.get(chars[i : i + 3], lengths)):
                    candidates = self._forms.get(chars[i : i + length])
                    here = spans[i : i + length]
                    if candidates and len(here) == length and (fits := self._judge(text, here, candidates)):
                        yield here[0][0], here[-1][1], fits

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


@lru_cache(50_000)  # checks make a finder for the few terms of every unit in doubt
def _read(term: str) -> tuple[tuple[tuple[str, ...], ...], str]:
    """The words of a term, with hyphens and closed up, and the marks that belong to it."""
    if _PLAIN.fullmatch(term):
        found, marks = [term.split(" ")], ""
    else:
        bare = _BRACKET.sub(" ", term)
        if not ENGLISH_WORD.search(bare):
            bare = term
        closed = _HYPHENED.sub("", bare)
        found, marks = [ENGLISH_WORD.findall(form) for form in dict.fromkeys((bare, closed))], _marks_in(term)
    forms = (tuple([word for word in words if word not in _ARTICLES]) for words in found)
    return tuple(filter(None, forms)), marks


@lru_cache(64)  # the same segment is looked at again and again
def stems_of(text: str) -> frozenset[str]:
    """The stems of a text's words; of hyphenated ones, closed up, too."""
    found = set(map(stem, ENGLISH_WORD.findall(text)))
    for whole in _CHAIN.findall(text) if _HYPHEN.search(text) else ():
        parts = _HYPHEN.split(whole)
        found.update(stem("".join(parts[a:b])) for a in range(len(parts)) for b in range(a + 2, len(parts) + 1))
    return frozenset(found)


def may_stand(term: str, stems: frozenset[str]) -> bool:
    """Whether a text with these stems has all words of a term."""
    return any(map(stems.issuperset, _stems(term)))


@lru_cache(20_000)
def _stems(term: str) -> tuple[tuple[str, ...], ...]:
    return tuple([tuple(map(stem, words)) for words in _read(term)[0]])


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """A long text in parts, each with its place; no sentence goes across."""
    at = 0
    while len(text) - at >= _MUCH and (match := _SENTENCE_END.search(text, at + _MUCH // 2, at + _MUCH - 1)):
        yield at, text[at : match.end()]
        at = match.end()
    while at < len(text):
        yield at, text[at : at + _MUCH - 1]
        at += _MUCH - 1


def _marks_in(text: str) -> str:
    return "".join(m.group()[0] for m in _BREAK.finditer(ENGLISH_WORD.sub("", text)))


def _same_case(term: str, word: str) -> bool:
    """Capitals of the term are capitals in the text; `SOEs` for `SOE` is right, `it` for `IT` is not."""
    return all(a == b for a, b in zip(term, word, strict=False) if a.isupper())
