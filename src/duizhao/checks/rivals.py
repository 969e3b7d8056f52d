"""The English words of a glossary's renderings: how much each tells, and which concepts a text may speak of, whatever
its Chinese."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator
from functools import lru_cache

from duizhao.cache import kept, key_of
from duizhao.checks.meanings import meanings
from duizhao.checks.terms import ACCEPTED, Terminology, content_stems
from duizhao.model import Concept
from duizhao.words import stem

_VERSION = 2  # of what is kept in the cache folder; count it up when the same glossary gives something else
_WORTH_KEEPING = 1000  # concepts
_LETTERS = 4  # of a word that inflection leaves alone
_SAMPLE = 6000  # concepts that tell how rare a word is
_TELLING = 3  # renderings of a concept that do

# Stem → weight; the rarest stem of a rendering → the next one, or "" → the numbers of concepts and the other stems.
_Packed = tuple[dict[str, float], dict[str, dict[str, list[tuple[int, tuple[str, ...]]]]]]


@lru_cache(20_000)
def _beginning(word: str) -> str:
    return stem(word)[:_LETTERS]


class Rivals:
    """The renderings of a glossary that may be used, by their words.

    Attributes:
        rarity: rare words of renderings weigh more: log of the share of concepts that have them.
    """

    def __init__(self, terminology: Terminology) -> None:
        self._concepts = terminology.glossary.concepts if terminology.glossary is not None else ()
        texts = [[t.text for t in c.en if t.status in ACCEPTED] for c in self._concepts]
        if len(texts) < _WORTH_KEEPING:
            rarity, by_rarest = _pack(texts)
            packed = rarity | _usual_rarity(), by_rarest
        else:
            key = key_of(f"{_VERSION}", "\n\n".join(map("\n".join, texts)))
            packed = kept("renderings", key, lambda: _pack(texts))
        self.rarity, self._by_rarest = packed
        self._ends: dict[int, tuple[tuple[str, str], ...]] = {}

    def among(self, stems: Collection[str]) -> Iterator[Concept]:
        """The concepts that have a rendering all of whose content words are among some stems, and one whose first and
        last word may be."""
        there = frozenset(stems)
        beginnings = {stem[:_LETTERS] for stem in there}
        seconds = there | {""}
        # Of a large glossary sixty renderings have the same rarest stem, and two of them the next one as well.
        numbers = {
            number
            for rarest in self._by_rarest.keys() & there
            for second in self._by_rarest[rarest].keys() & seconds
            for number, others in self._by_rarest[rarest][second]
            if there.issuperset(others)
        }
        for number in numbers:
            if any(first in beginnings and last in beginnings for first, last in self._ends_of(number)):
                yield self._concepts[number]

    def _ends_of(self, number: int) -> tuple[tuple[str, str], ...]:
        """How the first and the last word of each rendering of a concept begin."""
        known = self._ends.get(number)
        if known is None:
            texts = self._concepts[number].english("preferred", "admitted")
            rows = [words for text in texts if (words := text.lower().replace("-", " ").split())]
            ends = [(_beginning(row[0].removesuffix("'s")), _beginning(row[-1].removesuffix("'s"))) for row in rows]
            known = self._ends[number] = tuple(dict.fromkeys(ends))
        return known


@lru_cache(1)
def rivals_of(terminology: Terminology) -> Rivals:
    """The index of a glossary, made when the first term is in doubt."""
    return Rivals(terminology)


def _usual_rarity() -> dict[str, float]:
    """The weights of words by the shipped glossary: eighty terms do not tell that “system” is in every tenth."""
    learned = meanings().learned
    seen = Counter(s for row in learned.values() for s in row)
    return {s: max(0.5, math.log(len(learned) / n)) for s, n in seen.items()}


def _pack(texts: list[list[str]]) -> _Packed:
    renderings = [[content_stems(text) for text in of_concept] for of_concept in texts]
    sample = renderings[:: max(1, len(renderings) // _SAMPLE)]
    seen = Counter(s for of_concept in sample for s in set().union(*of_concept[:_TELLING]))
    total = len(sample) + 1
    rarity = {s: max(0.5, math.log(total / n)) for s, n in seen.items()}
    often = Counter(s for of_concept in renderings for stems in of_concept for s in stems)
    by_rarest: dict[str, dict[str, list[tuple[int, tuple[str, ...]]]]] = {}
    for number, of_concept in enumerate(renderings):
        for stems in dict.fromkeys(map(frozenset, filter(None, of_concept))):
            rarest, *others = sorted(stems, key=lambda s: (often[s], s))
            second = others.pop(0) if others else ""
            by_rarest.setdefault(rarest, {}).setdefault(second, []).append((number, tuple(others)))
    return rarity, by_rarest
