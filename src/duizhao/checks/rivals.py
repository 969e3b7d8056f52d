"""Concepts that may have been taken for another: found by the English words of a unit, whatever the Chinese."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import lru_cache

from duizhao.checks.terms import Terminology
from duizhao.model import Concept
from duizhao.words import stem

_LETTERS = 4  # of a word that inflection leaves alone


@lru_cache(20_000)
def _beginning(word: str) -> str:
    return stem(word)[:_LETTERS]


class Rivals:
    """The concepts of a glossary by the beginning of the last word of each of their renderings: words are reduced to
    stems only for the few that may be in a text."""

    def __init__(self, terminology: Terminology) -> None:
        self._terminology = terminology
        self._by_word: dict[str, list[tuple[str, Concept]]] = defaultdict(list)
        for concept in terminology.glossary or ():
            for text in concept.english("preferred", "admitted"):
                words = text.lower().replace("-", " ").split()
                if words:
                    first, last = (_beginning(word.removesuffix("'s")) for word in (words[0], words[-1]))
                    self._by_word[last].append((first, concept))

    def among(self, stems: Collection[str]) -> Iterator[Concept]:
        """The concepts that have a rendering all of whose words are among some stems."""
        seen: set[str] = set()
        beginnings = {stem[:_LETTERS] for stem in stems}
        for last in beginnings:
            for first, concept in self._by_word.get(last, ()):
                if first in beginnings and concept.id not in seen:
                    seen.add(concept.id)
                    if any(set(words).issubset(stems) for words in self._terminology.renderings(concept)):
                        yield concept


@lru_cache(1)
def rivals_of(terminology: Terminology) -> Rivals:
    """The index of a glossary, made when the first term is in doubt."""
    return Rivals(terminology)
