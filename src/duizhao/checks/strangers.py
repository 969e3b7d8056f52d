"""Renderings of concepts that the source does not have, where a term of the source has none: the shipped glossary knows
them, whichever glossary a run has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from duizhao.checks.elsewhere import free
from duizhao.checks.evidence import is_in, meaning_in, with_beginnings
from duizhao.checks.meanings import meanings
from duizhao.checks.rivals import Rivals
from duizhao.checks.terms import ACCEPTED, Terminology, content_stems
from duizhao.glossary.folding import fold_text

if TYPE_CHECKING:
    from duizhao.checks.case import Case
    from duizhao.glossary.matching import Hit
    from duizhao.model import Concept

_DENIES, _NOUNS = frozenset("不非未无"), frozenset(("", "noun"))
_SMALL = 3000  # concepts; a larger glossary has rivals enough of its own
_LEAST = 4  # characters of a shipped term that is looked for in the source
_FEWEST = 3  # characters of a term of the run's own glossary
_PHRASE = 2  # content words of a rendering that cannot be there by chance
_SHARED = 2  # characters that related terms have in common
_RENDERED = 0.5  # of what tells a term from the other one that may not be in the English
_MEANT = 0.34  # of the words of a term that may be in the English by chance
_POSSIBLE = 0.1  # probability from which a word of the term may be the English word itself
_SHORT = 60  # characters of a text in which an unrelated rendering may be told
_NEAR = 120  # characters of a text in which everything is near
_APART = 0.3  # how far apart a term and what stands for it may be in longer ones, as shares of the texts


@dataclass(frozen=True, slots=True)
class Stranger:
    """A term of the source, what it is called, and the rendering of another concept that stands for it."""

    start: int
    end: int
    text: str
    right: str
    hit: Hit


@dataclass(frozen=True, slots=True)
class Known:
    """The shipped glossary, arranged for finding what stands for something else.

    Attributes:
        by_beginning: two characters → the terms of four characters or more that begin so, longest first.
    """

    terminology: Terminology
    rivals: Rivals
    by_beginning: Mapping[str, Sequence[tuple[str, Concept]]]


@dataclass(frozen=True, slots=True)
class _Wanted:
    start: int
    end: int
    text: str
    concept: Concept
    renderings: tuple[tuple[str, ...], ...]


@cache
def shipped() -> Known:
    """The shipped glossary, read once a process."""
    from duizhao.glossary import load

    terminology = Terminology(load(None))
    found: dict[str, list[tuple[str, Concept]]] = defaultdict(list)
    for concept in terminology.glossary or ():
        if concept.state != "suspect" and concept.pos in _NOUNS:
            for term in concept.zh:
                if len(term.text) >= _LEAST:
                    found[term.text[:2]].append((term.text, concept))
    for terms in found.values():
        terms.sort(key=lambda pair: -len(pair[0]))
    return Known(terminology, Rivals(terminology), found)


def stranger(case: Case) -> Stranger | None:
    """The first term of the source that nothing in the English stands for, with the whole rendering of a related
    concept that nothing in the source accounts for."""
    glossary = case.run.glossary
    if glossary is None or len(glossary) > _SMALL:
        return None
    known = shipped()
    stems = [t.stem for t in case.terms.tokens]
    wanted = list(_unrendered(case, known, with_beginnings(stems)))
    if not wanted:
        return None
    source = fold_text(case.zh)
    ids = {
        c.id for c in known.rivals.among(frozenset(stems))
        if c.pos in _NOUNS and c.kind != "place" and not any(t.text in source for t in c.zh)
    }  # fmt: skip
    hits = [h for h in known.terminology.english(ids).find_english(case.en) if h.term.status in ACCEPTED] if ids else []
    for hit in sorted(hits, key=lambda h: h.start - h.end):
        for term in wanted:
            if _stands_for(case, term, hit):
                return Stranger(term.start, term.end, term.text, next(iter(term.concept.english("preferred")), ""), hit)
    return None


def _unrendered(case: Case, known: Known, there: frozenset[str]) -> Iterator[_Wanted]:
    """The terms of the source, of either glossary, that have not one rendering all of whose words are there."""
    from duizhao.checks.missing_term import is_unrendered

    own = case.terms.terminology
    for place in case.terms.places:
        if len(place.text) >= _FEWEST and is_unrendered(case, place):
            renderings = tuple(r for c in place.concepts for r in own.renderings(c))
            yield _Wanted(place.start, place.end, place.text, place.concepts[0], renderings)
    text, at = fold_text(case.zh), 0
    busy = [(p.start, p.end) for p in case.terms.places if case.terms.rendered(p)]
    while at < len(text) - _LEAST + 1:
        pair = next((p for p in known.by_beginning.get(text[at : at + 2], ()) if text.startswith(p[0], at)), None)
        if pair is None:
            at += 1
            continue
        zh, concept = pair
        end = at + len(zh)
        renderings = known.terminology.renderings(concept)
        denied = text[at - 1 : at] in _DENIES and at > 0  # 不公平竞争
        if (
            not denied
            and not any(at < b and a < end for a, b in busy)
            and not any(all(is_in(s, there) for s in r) for r in renderings)
        ):
            yield _Wanted(at, end, zh, concept, renderings)
        at = end


def _stands_for(case: Case, term: _Wanted, hit: Hit) -> bool:
    theirs = content_stems(hit.term.text)
    if len(theirs) < _PHRASE or not _near(case, term, hit) or _is_part(term, hit.concept):
        return False
    known, unclaimed = free(case, term.start, term.end)
    inside = [k for k, t in enumerate(known.tokens) if hit.start <= t.start < hit.end]
    store = meanings()
    possible = {e for p in store.words(term.text) for e, n in store.of(p.text).items() if n > _POSSIBLE}
    mine = with_beginnings({s for stems in term.renderings for s in stems} | possible)
    own = [k for k in inside if not is_in(known.tokens[k].stem, mine)]
    if not own or not unclaimed.issuperset(own):
        return False
    left = with_beginnings([known.tokens[k].stem for k in unclaimed if k not in inside])
    weight = shipped().terminology.weight
    for stems in term.renderings:
        particular = [s for s in stems if s not in theirs]
        there = sum(weight(s) for s in particular if is_in(s, left))
        if there >= _RENDERED * sum(map(weight, particular)):
            return False
    if not _related(term, hit.concept, theirs):
        # Nothing of the term is there, and nothing in the source is what the English says.
        alien = len(own) == len(inside) and len(term.text) >= _LEAST and len(case.zh) < _SHORT
        return alien and meaning_in(case.run.terminology, term.text, left) == 0
    shared = {c for t in hit.concept.zh for c in t.text}
    rest = "".join(c if c not in shared else " " for c in term.text)
    return meaning_in(case.run.terminology, rest if rest.strip() else term.text, left) <= _MEANT


def _is_part(term: _Wanted, other: Concept) -> bool:
    return any(t.text in term.text or term.text in t.text for t in other.zh)


def _related(term: _Wanted, other: Concept, theirs: Sequence[str]) -> bool:
    """Whether a term and a concept share two characters or more, or the last word of a rendering."""
    if any(len(set(t.text) & set(term.text)) >= _SHARED for t in other.zh):
        return True
    return theirs[-1] in {stems[-1] for stems in term.renderings}


def _near(case: Case, term: _Wanted, hit: Hit) -> bool:
    """Whether a term and a hit stand in about the same part of their texts."""
    if len(case.zh) < _NEAR:
        return True
    return abs(term.start / len(case.zh) - hit.start / len(case.en)) < _APART
