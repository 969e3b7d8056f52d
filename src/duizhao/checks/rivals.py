"""Concepts that may have been taken for another: found by the English words of a unit, whatever the Chinese."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import lru_cache

from duizhao.checks.terms import Terminology
from duizhao.model import Concept


class Rivals:
    """The concepts of a glossary by the rarest word of each of their renderings."""

    def __init__(self, terminology: Terminology) -> None:
        self._by_word: dict[str, list[tuple[frozenset[str], Concept]]] = defaultdict(list)
        for concept in terminology.glossary or ():
            for stems in terminology.renderings(concept):
                rarest = max(stems, key=terminology.weight)
                self._by_word[rarest].append((frozenset(stems), concept))

    def among(self, stems: Collection[str]) -> Iterator[Concept]:
        """The concepts that have a rendering all of whose words are among some stems."""
        seen: set[str] = set()
        for stem in stems:
            for wanted, concept in self._by_word.get(stem, ()):
                if concept.id not in seen and wanted.issubset(stems):
                    seen.add(concept.id)
                    yield concept


@lru_cache(1)
def rivals_of(terminology: Terminology) -> Rivals:
    """The index of a glossary, made when the first term is in doubt."""
    return Rivals(terminology)
