"""The glossary's terms in running text of either language."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from duizhao.glossary.chinese import ChineseFinder

if TYPE_CHECKING:
    from duizhao.glossary import Glossary
    from duizhao.glossary.english import EnglishFinder
    from duizhao.model import Concept, Term

_RANK = {"preferred": 0, "admitted": 1, "deprecated": 2, "forbidden": 3}


@dataclass(frozen=True, slots=True)
class Hit:
    """A term in a text: `start`/`end` are characters of the text as it was given.

    `match` is `exact` where the words stand as in the glossary (case aside), else `stem`.
    """

    concept: Concept
    term: Term
    start: int
    end: int
    match: Literal["exact", "stem"] = "exact"


class Matcher:
    """Finds the terms of a glossary in text. Built once (lazily, a language at a time), cheap to ask.

    Args:
        glossary: whose terms are found, with every status.
        segmentation: whether Chinese hits must be words of the text; without it longest match decides alone.
    """

    def __init__(self, glossary: Glossary, *, segmentation: bool = True) -> None:
        self.glossary = glossary
        self._segmentation = segmentation

    @cached_property
    def _chinese_terms(self) -> list[tuple[Concept, Term]]:
        return [(concept, term) for concept in self.glossary.concepts for term in concept.zh]

    @cached_property
    def _english_terms(self) -> list[tuple[Concept, Term]]:
        return [(concept, term) for concept in self.glossary.concepts for term in concept.en]

    @cached_property
    def _chinese(self) -> ChineseFinder:
        from duizhao.glossary.dictionary import word_counts

        numbered = ((number, term.text) for number, (_, term) in enumerate(self._chinese_terms))
        return ChineseFinder(numbered, word_counts() if self._segmentation else {})

    @cached_property
    def _english(self) -> EnglishFinder:
        from duizhao.glossary.english import EnglishFinder

        return EnglishFinder(
            (number, term.text, "case" in concept.flags)
            for number, (concept, term) in enumerate(self._english_terms)
        )

    def find_chinese(self, text: str) -> tuple[Hit, ...]:
        """The longest terms that are words of a Chinese text, in order, not overlapping.

        Either script; layout blanks and quotes inside terms do not matter. A term of several concepts gives a
        hit for each, at the same place. Deprecated terms are found, too.
        """
        terms = self._chinese_terms
        found = []
        for start, end, numbers in self._chinese.find(text):
            if len(numbers) == 1:
                found.append(Hit(*terms[numbers[0]], start, end))
            else:  # spellings of one concept may be folded alike
                first = {concept.id: (concept, term) for concept, term in (terms[n] for n in reversed(numbers))}
                found += [Hit(*pair, start, end) for pair in reversed(first.values())]
        return tuple(found)

    def find_english(self, text: str, concepts: Collection[str] | None = None) -> tuple[Hit, ...]:
        """The longest terms in an English text, in order, not overlapping, whatever their status.

        Case, inflection, hyphen or blank, quotes and bracketed explanations inside do not matter; for concepts
        with the flag `case`, and for acronyms, capitals do. Verb and noun of one action (develop, development)
        count as one for preferred and admitted terms of more than one word, not for those to be avoided: an alarm
        must be right. At one place a concept gives one hit, its nearest term.

        Args:
            concepts: the ids to look for; None for all. Terms of others hide nothing then.
        """
        terms = self._english_terms
        wanted = None if concepts is None else (lambda number: terms[number][0].id in concepts)
        found = []
        for group in self._english.find(text, wanted):
            nearest: dict[str, tuple[tuple[int, int], Hit]] = {}
            for hit in group:
                concept, term = terms[hit.number]
                if hit.distance == 2 and (
                    term.status in ("deprecated", "forbidden") or " " not in term.text.strip()
                ):
                    continue
                key = (hit.distance, _RANK[term.status])
                if concept.id not in nearest or key < nearest[concept.id][0]:
                    match: Literal["exact", "stem"] = "stem" if hit.distance else "exact"
                    nearest[concept.id] = key, Hit(concept, term, hit.start, hit.end, match)
            ranked = sorted(nearest.values(), key=lambda pair: pair[0])
            if concepts is None and ranked:
                ranked = [pair for pair in ranked if pair[0][0] == ranked[0][0][0]]
            found += [hit for _, hit in ranked]
        return tuple(sorted(found, key=lambda hit: hit.start))
