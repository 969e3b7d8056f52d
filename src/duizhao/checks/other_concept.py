"""A term with the rendering of another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from duizhao.checks.base import Sample, check, concept
from duizhao.checks.case import Case
from duizhao.checks.evidence import free_words, is_in, left, meaning_in, with_beginnings
from duizhao.checks.terms import ACCEPTED, NAMES, Place, Terms, content_stems
from duizhao.model import Concept, Finding

if TYPE_CHECKING:
    from duizhao.glossary.matching import Hit

_MEANT = 0.5  # of what tells a term from the other one that is enough for it to be rendered
_LONGER = 3  # characters by which one of two related terms may be longer

_TERMS = (concept("产业链", "industrial chain"), concept("供应链", "supply chain"))


@check(
    "DZ204", "other-concept", "error", "pair", "A term has the rendering of another term.",
    right=[Sample("稳定产业链供应链。", "We will stabilize industrial and supply chains.", terms=_TERMS)],
    wrong=[Sample("延伸产业链。", "We will extend the supply chain.", terms=_TERMS)],
)  # fmt: skip
def other_concept(case: Case) -> Iterator[Finding]:
    """The term has none of its own renderings, and that of a related term stands in the translation which the
    source does not have: supply chain (供应链) for 产业链, one ministry for another.

    Related are terms that end alike in both languages, and names of the same kind. A term that contains the
    other, or is contained in it, is not reported.
    """
    from duizhao.checks.missing_term import is_unrendered

    if case.run.glossary is None:
        return
    for place in case.terms.places:
        if not is_unrendered(case, place):
            continue
        hit = intruder(case, place)
        if hit is not None:
            preferred = next(iter(place.concepts[0].english("preferred")), "")
            said = case.en[hit.start : hit.end]
            yield case.finding(
                other_concept, f"{place.text} is rendered as “{said}”, which is {hit.concept.zh[0].text}",
                zh=(place.start, place.end), en=(hit.start, hit.end), suggestion=preferred,
                key=f"{place.text}={hit.concept.id}",
            )  # fmt: skip


def intruder(case: Case, place: Place) -> Hit | None:
    """The rendering of another, related concept that stands where that of an unrendered term should."""
    known = case.intruders
    if place.start not in known:
        known[place.start] = _intruder(case, place)
    return known[place.start]


def _intruder(case: Case, place: Place) -> Hit | None:
    terms = case.terms
    present = {i for p in terms.places for i in p.ids}
    there = {t.stem for t in terms.tokens}
    english = case.en.lower()
    # Few rivals have all words of a rendering in the text; only those are looked for.
    rivals = {
        rival.id
        for concept in place.concepts
        for rival in terms.terminology.rivals(concept, english)
        if rival.id not in present and any(there.issuperset(r) for r in terms.terminology.renderings(rival))
    }
    if not rivals:
        return None
    known = [h for hs in terms.accepted.values() for h in hs] + terms.avoided
    for hit in terms.terminology.english(rivals).find_english(case.en):
        if hit.term.status not in ACCEPTED or any(hit.start < h.end and h.start < hit.end for h in known):
            continue
        if any(_stands_for(terms, place, concept, hit) for concept in place.concepts):
            return hit
    return None


def _stands_for(terms: Terms, place: Place, concept: Concept, hit: Hit) -> bool:
    """Whether a hit of another concept stands for `concept`: they are alike, what tells the two apart is missing,
    and nothing else in the Chinese accounts for the hit."""
    other = hit.concept
    names = concept.kind == other.kind and concept.kind in NAMES and _is_name(terms.case.en[hit.start : hit.end])
    theirs = content_stems(hit.term.text)
    renderings = terms.terminology.renderings(concept)
    if not names and not (len(theirs) > 1 and _alike(concept, other) and _same_head(renderings, theirs[-1])):
        return False
    if any(a.text in b.text or b.text in a.text for a in concept.zh for b in other.zh):
        return False
    if not names and any(set(theirs) <= set(stems) for stems in renderings):
        return False
    mine = {s for stems in renderings for s in stems}
    accounted = Counter(theirs) - Counter(left(terms, place, Counter(theirs)))
    if any(s not in mine for s in accounted):
        return False
    there = with_beginnings(left(terms, place, free_words(terms, place, [hit])))
    if any(all(is_in(s, there) for s in set(stems).difference(theirs)) for stems in renderings):
        return False
    shared = set("".join(t.text for t in concept.zh)) & set("".join(t.text for t in other.zh))
    own = re.sub(f"[{''.join(shared)}]", " ", place.text) if shared else place.text
    return meaning_in(terms.terminology, own, there) < _MEANT


def _is_name(english: str) -> bool:
    """Whether a hit is printed as a name: more than one word with a capital."""
    return len(re.findall(r"\b[A-Z]", english)) > 1


def _alike(concept: Concept, other: Concept) -> bool:
    """Whether two Chinese terms end alike and are about as long: 产业链 and 供应链, 职业教育 and 义务教育."""
    return any(
        a.text[-1] == b.text[-1] and abs(len(a.text) - len(b.text)) <= _LONGER for a in concept.zh for b in other.zh
    )


def _same_head(renderings: tuple[tuple[str, ...], ...], head: str) -> bool:
    return any(stems[-1] == head for stems in renderings)
