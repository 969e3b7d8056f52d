"""The glossary as the checks use it: what it says, and where its terms stand in the two texts of a unit."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from duizhao.checks.english import FUNCTION
from duizhao.words import ENGLISH_WORD, stem

if TYPE_CHECKING:
    from duizhao.checks.case import Case
    from duizhao.checks.counterparts import Counterparts
    from duizhao.checks.meanings import Piece
    from duizhao.glossary import Glossary
    from duizhao.glossary.matching import Hit, Matcher
    from duizhao.model import Concept

_NUMERALS = frozenset("一二三四五六七八九十百两兩")
NAMES = frozenset(("organisation", "place", "document", "meeting", "programme", "event"))
_PIECES = re.compile(f"({ENGLISH_WORD.pattern})")
ACCEPTED = frozenset(("preferred", "admitted"))


@dataclass(slots=True, eq=False)  # not frozen: there are millions, and frozen ones take three times as long to make
class Token:
    """An English word of a unit; `content` if it has a meaning of its own. Never changed."""

    stem: str
    content: bool
    start: int
    end: int


@dataclass(slots=True, eq=False)  # not frozen, as `Token`
class Place:
    """A stretch of the Chinese that is a term: of one concept, or of several with the same Chinese. Never changed."""

    start: int
    end: int
    text: str
    concepts: tuple[Concept, ...]

    ids: frozenset[str]


class Terminology:
    """A glossary arranged for the checks; without one, nothing is a term.

    Args:
        do_not_check: Chinese terms or ids of concepts that are not checked.
    """

    def __init__(self, glossary: Glossary | None, do_not_check: Collection[str] = ()) -> None:
        self.glossary = glossary
        self.do_not_check = frozenset(do_not_check)
        self._renderings: dict[str, tuple[tuple[str, ...], ...]] = {}
        self._terms: dict[str, tuple[str, tuple[Concept, ...], frozenset[str]]] = {}  # as printed: shared by places
        self._inside: dict[str, tuple[Place, ...]] = {}

    @cached_property
    def matcher(self) -> Matcher:
        from duizhao.glossary.matching import Matcher

        assert self.glossary is not None
        return Matcher(self.glossary)

    def checked(self, concept: Concept) -> bool:
        """Whether a concept's rendering is to be checked at all."""
        if "nocheck" in concept.flags or concept.state == "suspect":
            return False
        wanted = self.do_not_check
        return not wanted or not (concept.id in wanted or any(t.text in wanted for t in concept.zh))

    def renderings(self, concept: Concept) -> tuple[tuple[str, ...], ...]:
        """The stems of the content words of every rendering that may be used."""
        found = self._renderings.get(concept.id)
        if found is None:
            stems = [content_stems(t.text) for t in concept.en if t.status in ACCEPTED]
            found = self._renderings[concept.id] = tuple(dict.fromkeys(filter(None, stems)))
        return found

    def english_in(self, text: str, ids: Collection[str]) -> tuple[Hit, ...]:
        """The renderings of some concepts in an English text, those of others hiding nothing."""
        from duizhao.glossary.english import stems_of

        return self.english(ids, stems_of(text)).find_english(text)

    def english(self, ids: Collection[str], stems: frozenset[str] | None = None) -> Matcher:
        """A matcher for the English of some concepts only: most runs meet few of a large glossary.

        Args:
            stems: those of the only text that it will be asked about; None for any text.
        """
        from duizhao.glossary import Glossary
        from duizhao.glossary.matching import Matcher

        assert self.glossary is not None
        return Matcher(Glossary(tuple(self.glossary[i] for i in sorted(ids))), stems=stems)

    def places(self, text: str) -> list[Place]:
        """The terms of a Chinese text, longest first at each place, not overlapping."""
        if self.glossary is None:
            return []
        found = []
        for a, b, pairs in self.matcher.spans_chinese(text):
            if text[a - 1 : a] == "第" and text[a] in _NUMERALS:
                continue  # 第八项规定 is no 八项规定
            printed = text[a:b]
            term = self._terms.get(printed)
            if term is None:
                concepts = tuple([concept for concept, _, _ in pairs])
                term = self._terms[printed] = printed, concepts, frozenset([c.id for c in concepts])
            found.append(Place(a, b, *term))
        return found

    def inside(self, term: str) -> tuple[Place, ...]:
        """The longest terms inside a term, counted from its beginning: 货币政策 in 稳健的货币政策. Those of a term are
        looked for once."""
        known = self._inside.get(term)
        if known is None:
            found = [
                Place(cut + p.start, cut + p.end, p.text, p.concepts, p.ids)
                for cut, text in ((1, term[1:]), (0, term[:-1]))
                for p in self.places(text)
            ]
            found.sort(key=lambda p: (p.start - p.end, p.start))
            kept: list[Place] = []
            for p in found:
                if not any(p.start < q.end and q.start < p.end for q in kept):
                    kept.append(p)
            known = self._inside[term] = tuple(kept)
        return known

    @cached_property
    def _rarity(self) -> Mapping[str, float]:
        from duizhao.checks.rivals import rivals_of

        return rivals_of(self).rarity

    def weight(self, word: str) -> float:
        """The weight of an English stem, 0.5 to about 8."""
        return self._rarity.get(word, 7.0)


_last: list[tuple[Glossary | None, frozenset[str], Terminology]] = []


def terminology_of(glossary: Glossary | None, do_not_check: frozenset[str]) -> Terminology:
    """The arranged glossary; the last one is kept, for arranging takes longer than checking a page."""
    if not _last or _last[0][0] is not glossary or _last[0][1] != do_not_check:
        _last[:] = [(glossary, do_not_check, Terminology(glossary, do_not_check))]
    return _last[0][2]


@cache
def _seen(word: str) -> tuple[str, bool]:
    """The stem of a word as printed, and whether it is a content word."""
    return stem(word), word.lower() not in FUNCTION


def content_stems(text: str) -> tuple[str, ...]:
    """The stems of the content words of a text."""
    return tuple([root for root, content in map(_seen, ENGLISH_WORD.findall(text)) if content])


class Terms:
    """The terms of one unit.

    Attributes:
        places: the terms of the Chinese in order.
        accepted: concept id → hits of its renderings that may be used.
        avoided: hits of renderings that must not be used, of the concepts in the Chinese.
        others: renderings of concepts that the Chinese does not have; None until `other_concept` looks for them.
        counterparts: what became of all Chinese words; None until `counterparts` worked it out.
        unrendered: place of a term → whether it has no rendering, as far as `missing_term` was asked.
    """

    def __init__(self, case: Case, terminology: Terminology, found: Found) -> None:
        self.case = case
        self.terminology = terminology
        self.places = found.places[case.index]
        self.accepted: dict[str, list[Hit]] = defaultdict(list)
        self.inner: dict[str, list[Hit]] = {}  # of terms inside terms, as far as they were asked for
        self.avoided: list[Hit] = []
        self.others: list[Hit] | None = None
        self.counterparts: Counterparts | None = None
        self.unrendered: dict[tuple[int, int], bool] = {}
        ids = {i for place in self.places for i in place.ids}
        if ids:
            self._sort(found.matcher.find_english(case.en, ids))

    def _sort(self, hits: Iterable[Hit]) -> None:
        self.others = None
        for hit in hits:
            if hit.term.status in ACCEPTED:
                self.accepted[hit.concept.id].append(hit)
            else:
                self.avoided.append(hit)

    def inside(self, place: Place) -> list[Place]:
        """The longest terms inside a term that is not rendered as a whole."""
        at = place.start
        parts = self.terminology.inside(place.text)
        kept = [Place(at + p.start, at + p.end, p.text, p.concepts, p.ids) for p in parts]
        ids = {i for p in kept for i in p.ids} - {i for p in self.places for i in p.ids} - self.inner.keys()
        if ids:
            self.inner.update((i, []) for i in ids)
            for hit in self.terminology.english_in(self.case.en, ids):
                if hit.term.status in ACCEPTED:
                    self.inner[hit.concept.id].append(hit)
        return kept

    def rendered(self, place: Place) -> bool:
        """Whether an admitted rendering of the term is in the English."""
        if not place.ids.isdisjoint(self.accepted):
            return True
        return bool(self.inner) and any(map(self.inner.get, place.ids))

    @cached_property
    def everything(self) -> tuple[Hit, ...]:
        """All terms of the glossary in the English, whatever the Chinese."""
        return self.terminology.matcher.find_english(self.case.en)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The English words in order."""
        pieces = _PIECES.split(self.case.en)  # what is no word, word, what is no word, …
        places = list(accumulate(map(len, pieces)))
        words = zip(pieces[1::2], places[::2], places[1::2], strict=False)
        return tuple([Token(*_seen(word), start, end) for word, start, end in words])

    @cached_property
    def content(self) -> str:
        """The stems of the English content words, each between blanks."""
        return f" {' '.join([t.stem for t in self.tokens if t.content])} "

    @cached_property
    def closed(self) -> str:
        """The English in lower case without hyphens."""
        return " ".join([w.replace("-", "") for w in self.case.en.lower().split()])

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def pieces(self) -> list[Piece]:
        """The Chinese words in order."""
        from duizhao.checks.meanings import meanings

        return meanings().words(self.case.zh)

    def taken(self, place: Place, also: Iterable[Hit] = ()) -> frozenset[int]:
        """The words that renderings of other terms account for, by their number; those of `also` count, too."""
        spans = [(h.start, h.end) for i, hs in self.accepted.items() if i not in place.ids for h in hs]
        spans += [(hit.start, hit.end) for hit in also]
        if not spans:
            return frozenset()
        tokens, starts = self.tokens, self._starts
        taken = set[int]()
        for start, end in spans:
            n = bisect_left(starts, start)
            while n < len(tokens) and tokens[n].end <= end:
                taken.add(n)
                n += 1
        return frozenset(taken)


class Found:
    """The terms of the Chinese of all units of a run, and a matcher for their English.

    Attributes:
        places: for every unit, in the order of the run.
    """

    def __init__(self, cases: Iterable[Case], terminology: Terminology) -> None:
        self.terminology = terminology
        self.places = [terminology.places(case.zh) if case.zh and not case.copied else [] for case in cases]

    @cached_property
    def matcher(self) -> Matcher:
        return self.terminology.english({i for places in self.places for p in places for i in p.ids})


def terms_of(case: Case) -> Terms:
    """The terms of a unit."""
    return Terms(case, case.run.terminology, case.run.found)
