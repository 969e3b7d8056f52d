"""The glossary's terms in running text of either language."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from duizhao.glossary.chinese import ChineseFinder
from duizhao.glossary.folding import fold_term

if TYPE_CHECKING:
    from duizhao.glossary import Glossary
    from duizhao.glossary.english import EnglishFinder, Fit
    from duizhao.glossary.inflection import Distance
    from duizhao.model import Concept, Lang, Term

    # A concept, the term of it that stands in a text, and how.
    Pair = tuple[Concept, Term, Literal["exact", "stem"]]

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
        stems: those of the one English text that will be asked about (`english.stems_of`): terms with other words are
            left out, for such a matcher serves for one text and building it is most of its work.
    """

    def __init__(self, glossary: Glossary, *, segmentation: bool = True, stems: frozenset[str] | None = None) -> None:
        self.glossary = glossary
        self._stems = stems
        self._segmentation = segmentation
        self._of_key: dict[str, tuple[Pair, ...]] = {}
        self._of_fits: dict[tuple[Fit, ...], tuple[Pair, ...]] = {}

    @cached_property
    def _chinese_terms(self) -> list[tuple[Concept, Term]]:
        return [(concept, term) for concept in self.glossary.concepts for term in concept.zh]

    @cached_property
    def _english_terms(self) -> list[tuple[Concept, Term]]:
        return [(concept, term) for concept in self.glossary.concepts for term in concept.en]

    @cached_property
    def _numbers(self) -> dict[str, list[int]]:
        """The numbers of the English terms of each concept."""
        found: dict[str, list[int]] = {}
        for number, (concept, _) in enumerate(self._english_terms):
            found.setdefault(concept.id, []).append(number)
        return found

    @cached_property
    def _chinese(self) -> ChineseFinder:
        from duizhao.glossary.dictionary import dictionary

        numbered = ((number, term.text) for number, (_, term) in enumerate(self._chinese_terms))
        return ChineseFinder(numbered, dictionary() if self._segmentation else None)

    @cached_property
    def _english(self) -> EnglishFinder:
        from duizhao.glossary.english import EnglishFinder, may_stand

        stems = self._stems
        return EnglishFinder(
            (number, term.text, "case" in concept.flags, _most(term))
            for number, (concept, term) in enumerate(self._english_terms)
            if stems is None or may_stand(term.text, stems)
        )

    def spans_chinese(self, text: str) -> Iterator[tuple[int, int, tuple[Pair, ...]]]:
        """The hits of `find_chinese` place by place, for those who do not need them as objects."""
        known, pairs = self._of_key, self._pairs
        for start, end, key in self._chinese.find(text):
            yield start, end, known.get(key) or pairs(key)

    def spans_english(
        self, text: str, concepts: Collection[str] | None = None
    ) -> Iterator[tuple[int, int, tuple[Pair, ...]]]:
        """The hits of `find_english` place by place; those in brackets come last."""
        known = self._of_fits
        if concepts is None:
            for start, end, fits in self._english.find(text):
                pairs = known.get(fits)
                if pairs is None:
                    pairs = known[fits] = self._nearest(fits, sole=True)
                yield start, end, pairs
        else:
            wanted = {number for concept in concepts for number in self._numbers.get(concept, ())}
            for start, end, fits in self._english.find(text, wanted):
                yield start, end, self._nearest(fits, sole=False)

    def everywhere(self, text: str, lang: Lang) -> Iterator[tuple[int, int, tuple[Pair, ...]]]:
        """Every term that is spelled in a text, one in another, whether it is a word there or not."""
        if lang == "zh":
            for start, end, key in self._chinese.everywhere(text):
                yield start, end, self._of_key.get(key) or self._pairs(key)
        else:
            for start, end, fits in self._english.everywhere(text):
                yield start, end, self._nearest(fits, sole=True)

    def _nearest(self, fits: tuple[Fit, ...], sole: bool) -> tuple[Pair, ...]:
        """Of each concept the term that is nearest to the text; `sole`: only of the nearest concepts."""
        nearest: dict[str, tuple[tuple[int, int], Pair]] = {}
        for number, far in fits:
            concept, term = self._english_terms[number]
            rank = (far, _RANK[term.status])
            if concept.id not in nearest or rank < nearest[concept.id][0]:
                nearest[concept.id] = rank, (concept, term, "stem" if far else "exact")
        ranked = sorted(nearest.values(), key=lambda pair: pair[0])
        return tuple(pair for (far, _), pair in ranked if not sole or far == ranked[0][0][0])

    def spelled(self, key: str) -> list[tuple[Concept, Term]]:
        """The Chinese terms that are `key` when they are folded (`folding.fold_term`), with their concepts."""
        terms = (self._chinese_terms[number] for number in self._chinese.numbers.get(key, ()))
        return [(concept, term) for concept, term in terms if fold_term(term.text) == key]

    def find_chinese(self, text: str) -> tuple[Hit, ...]:
        """The longest terms that are words of a Chinese text, in order, not overlapping.

        Either script; layout blanks and quotes inside terms do not matter. A term of several concepts gives a
        hit for each, at the same place. Deprecated terms are found, too.
        """
        return tuple(
            Hit(concept, term, start, end)
            for start, end, pairs in self.spans_chinese(text)
            for concept, term, _ in pairs
        )

    def _pairs(self, key: str) -> tuple[Pair, ...]:
        """The concepts of a folded term, each once: spellings of one concept may be folded alike."""
        first: dict[str, Pair] = {}
        for number in self._chinese.numbers[key]:
            concept, term = self._chinese_terms[number]
            first.setdefault(concept.id, (concept, term, "exact"))
        pairs = self._of_key[key] = tuple(first.values())
        return pairs

    def find_english(self, text: str, concepts: Collection[str] | None = None) -> tuple[Hit, ...]:
        """The longest terms in an English text, in order, not overlapping, whatever their status.

        Case, inflection, hyphen or blank, quotes and bracketed explanations inside do not matter; for concepts
        with the flag `case`, and for acronyms, capitals do. Verb and noun of one action (develop, development)
        count as one for preferred and admitted terms of more than one word, not for those to be avoided: an alarm
        must be right. At one place a concept gives one hit, its nearest term. A hit may lie inside the brackets
        that another one reaches over.

        Args:
            concepts: the ids to look for; None for all. Terms of others hide nothing then.
        """
        found = [
            Hit(concept, term, start, end, match)
            for start, end, pairs in self.spans_english(text, concepts)
            for concept, term, match in pairs
        ]
        return tuple(sorted(found, key=lambda hit: hit.start))


def _most(term: Term) -> Distance:
    """How far a text's words may be from a term's: for terms to be avoided an alarm must be right, and a single
    verb and its noun are concepts of their own."""
    good = term.status in ("preferred", "admitted")
    return 2 if good and " " in term.text.strip() else 1
