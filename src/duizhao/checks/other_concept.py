"""A term with the rendering of another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from duizhao.checks.base import Sample, check, concept
from duizhao.checks.case import Case
from duizhao.checks.terms import ACCEPTED, Place, content_stems
from duizhao.model import Concept, Finding

if TYPE_CHECKING:
    from duizhao.glossary.matching import Hit

_ALARM = 0.5  # log-odds that the term is not rendered, once the other's words are left out
_NAMES = frozenset(("organisation", "place", "document", "meeting", "programme", "event"))

_TERMS = (concept("产业链", "industrial chain"), concept("供应链", "supply chain"))


@check(
    "DZ204", "other-concept", "error", "pair", "A term has the rendering of another term.",
    right=[Sample("稳定产业链供应链。", "We will stabilize industrial and supply chains.", terms=_TERMS)],
    wrong=[Sample("延伸产业链。", "We will extend the supply chain.", terms=_TERMS)],
)  # fmt: skip
def other_concept(case: Case) -> Iterator[Finding]:
    """The term has none of its own renderings, and that of a related term stands in the translation which the
    source does not have: supply chain (供应链) for 产业链, one ministry for another.

    Related are terms that share a character and a word, and names of the same kind. A term that contains the
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
    terms = case.terms
    present = {i for p in terms.places for i in p.ids}
    for hit in terms.everything:
        if hit.term.status not in ACCEPTED or hit.concept.id in present or len(hit.term.text) < 3:
            continue
        if not any(_related(concept, hit) for concept in place.concepts):
            continue
        if any(hit.start < h.end and h.start < hit.end for hs in terms.accepted.values() for h in hs):
            continue
        if terms.accounted(place, hit):
            continue
        if terms.evidence(place, [hit]).missing > _ALARM:
            return hit
    return None


def _related(concept: Concept, hit: Hit) -> bool:
    other = hit.concept
    if concept.kind == other.kind and concept.kind in _NAMES:
        return True
    if " " not in hit.term.text:
        return False
    for a in concept.zh:
        for b in other.zh:
            if a.text in b.text or b.text in a.text:
                return False
    shared = any(set(a.text) & set(b.text) for a in concept.zh for b in other.zh)
    return shared and bool(set(content_stems(hit.term.text)) & set(content_stems(concept.en[0].text)))
