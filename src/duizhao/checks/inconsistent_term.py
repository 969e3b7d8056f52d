"""One concept, several renderings within a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from duizhao.checks.avoided_term import is_avoided
from duizhao.checks.base import Sample, check, concept
from duizhao.checks.case import SURE, Case
from duizhao.checks.concept_wordings import Use as ConceptUse
from duizhao.checks.evidence import evidence, scattered
from duizhao.checks.inconsistent_target import precedent
from duizhao.checks.missing_term import ALARM, is_unrendered, parts
from duizhao.checks.other_concept import intruder
from duizhao.checks.run import Run
from duizhao.checks.sameness import is_short_for, same_rendering
from duizhao.checks.terms import ACCEPTED, Place, Terms, content_stems
from duizhao.checks.wording_weight import Weight, weight
from duizhao.checks.wordings import Wording, told
from duizhao.model import Concept, Finding

if TYPE_CHECKING:
    from duizhao.glossary.matching import Hit

_LEAST = 3  # characters of a term whose renderings matter; shorter ones are also common words
_NAMES = frozenset(("slogan", "programme", "document", "organisation", "meeting", "event", "place"))
_TITLE = 0.7  # share of words with a capital that makes a heading
_ALL = 0.95  # of the words of a rendering that make it one in another order
_BODIES = frozenset("厅廳部局委署司处處")  # ends of the names of bodies
_SHOWN = 4  # further wordings that a message names
_ALARMS = 3  # of one concept in a file; the rest is mentioned

_CHAIN = concept("产业链", "industrial chain", admitted="industry chain")


@dataclass(frozen=True, slots=True)
class Use:
    """A rendering of a concept at a place."""

    case: Case
    start: int
    end: int
    term: str


@check(
    "DZ303", "inconsistent-term", "warning", "set", "A concept is rendered in different ways within a document.",
    right=[
        Sample("延伸产业链。", "We will extend industrial chains.",
               more=(("布局产业链。", "We will plan the industrial chain."),), terms=(_CHAIN,)),
    ],
    wrong=[
        Sample("延伸产业链。", "We will extend the industry chain.",
               more=(("布局产业链。", "We will plan the industrial chain."),), terms=(_CHAIN,)),
    ],
    alone=True,
)  # fmt: skip
def inconsistent_term(run: Run) -> Iterator[Finding]:
    """Two renderings that the glossary admits for one concept stand in one file, or one of them and, elsewhere, a
    rendering that the glossary does not have. The first use wins; the other places are reported with it, up to
    three for a concept. Inflection and capitals are no difference; a rendering that abbreviates the other, or is a
    part of it, and common words of two characters are only mentioned.
    """
    if run.glossary is None:
        return
    if run.alone:
        yield from _alone(run)
        return
    uses: dict[tuple[str, str], list[Use]] = {}
    strange: list[tuple[Case, Place]] = []
    concepts: dict[str, Concept] = {}
    for case in run.cases:
        if not case.zh or not case.en or case.copied or case.unit.score < SURE:
            continue
        terms = case.terms
        seen = set[str]()
        for place in terms.places:
            one = place.concepts[0]
            if len(place.concepts) > 1 or one.id in seen or not terms.terminology.checked(one):
                continue
            seen.add(one.id)
            concepts[one.id] = one
            hits = [h for h in terms.accepted.get(one.id, ()) if not _shared(terms, h)]
            if _in_a_name(case, place):
                continue  # 信息化 in 工业和信息化厅 has the name's rendering
            uses.setdefault((case.file, one.id), []).extend(Use(case, h.start, h.end, h.term.text) for h in hits)
            if not terms.rendered(place) and len(place.text) >= _LEAST and one.pos in ("", "noun"):
                strange.append((case, place))
                for part, hit in _inner(case, place):
                    concepts[part.id] = part
                    uses.setdefault((case.file, part.id), []).append(Use(case, hit.start, hit.end, hit.term.text))
    for (_, number), places in uses.items():
        yield from differing(concepts[number], places)
    for case, place in strange:
        known = uses.get((case.file, place.concepts[0].id))
        if known and is_unrendered(case, place):
            yield from _unknown(case, place, known[0])
        elif known:
            yield from _scattered(case, place, known[0])


def _alone(run: Run) -> Iterator[Finding]:
    """English without a source: renderings that stand for one concept and for no other. One finding a concept, where
    the first other wording stands: which one to keep is decided once. The usual wording is the measure. If the
    glossary advises against one of them, `deprecated-term` tells it, with the others."""
    found: dict[str, list[tuple[Wording[ConceptUse], Weight]]] = {}
    for number, wordings in run.wordings.items():
        graves = [(w, weight(wordings[0], w)) for w in wordings[1:]]
        others = [(w, grave) for w, grave in graves if grave]
        if others and not any(is_avoided(w.first.term) for w in wordings):
            found[number] = others
    for number, others in found.items():
        usual = run.wordings[number][0]
        # What a longer term's finding says (marine engineering equipment) is said of the shorter one, too.
        others = [(w, grave) for w, grave in others if any(use.outer not in found for use in w.places)]
        if not others:
            continue
        other, grave = min(others, key=lambda found: (found[1] == "info", found[0].at))
        use, model = other.first, usual.first
        more = [w for w, _ in others if w is not other]
        also = ", ".join(f"“{w.first.text}” ({w.lines()})" for w in more[:_SHOWN])
        yield use.case.finding(
            inconsistent_term,
            f"{use.concept.zh[0].text}: {told(other, use.text, usual, model.text)}{also and f'; also {also}'}",
            en=(use.start, use.end), suggestion=_advised(model), key=f"{use.concept.id}={use.term.text}",
            severity=grave, confidence=0.7, precedent={**precedent(model.case), "term": model.term.text},
        )  # fmt: skip


def _advised(use: ConceptUse) -> str:
    """What to write: the usual rendering, or the glossary's where it advises against that."""
    return use.term.text if use.term.status in ACCEPTED else next(iter(use.concept.english("preferred")), "")


def _shared(terms: Terms, hit: Hit) -> bool:
    """Whether a rendering runs into that of another term: “hydrogen industry” in “a hydrogen industry chain”."""
    return any(
        (other.start < hit.start < other.end < hit.end) or (hit.start < other.start < hit.end < other.end)
        for hits in terms.accepted.values()
        for other in hits
    )


def _in_a_name(case: Case, place: Place) -> bool:
    return case.zh[place.end : place.end + 1] in _BODIES and place.end < len(case.zh)


def _inner(case: Case, place: Place) -> Iterator[tuple[Concept, Hit]]:
    """The renderings of terms inside a term that is not rendered as a whole: 人居环境 in 人居环境整治."""
    if case.terms.rendered(place) or len(place.text) <= _LEAST:
        return
    for part in case.terms.inside(place):
        one = part.concepts[0]
        if len(part.text) >= _LEAST and len(part.concepts) == 1 and case.terms.terminology.checked(one):
            for hit in case.terms.inner.get(one.id, ())[:1]:
                yield one, hit


def _scattered(case: Case, place: Place, first: Use) -> Iterator[Finding]:
    """The finding for the words of another rendering, in another order: system of public credibility."""
    found = list(dict.fromkeys(scattered(case.terms, place)))
    words = f" {' '.join(t.stem for t in case.terms.tokens if t.content)} "
    if any(f" {stems} " in words for stems in found):
        return  # marine ecological monitoring: the adjective of an admitted rendering
    if not found or " " not in first.term or any(_akin(stems, first.term) for stems in found):
        return
    printed = first.case.en[first.start : first.end]
    yield case.finding(
        inconsistent_term, f"{place.text} is “{printed}” in {_where(first.case)}, and in other words here",
        zh=(place.start, place.end), suggestion=first.term, key=f"{place.concepts[0].id}=~", confidence=0.6,
        precedent=_precedent(first),
    )  # fmt: skip


def _akin(stems: str, term: str) -> bool:
    """Whether the stems of one rendering are among those of another, or the reverse."""
    one, other = set(stems.split()), set(content_stems(term))
    return one <= other or other <= one


def _unknown(case: Case, place: Place, first: Use) -> Iterator[Finding]:
    """The finding for a rendering that the glossary does not have, of a concept that is rendered well elsewhere."""
    seen = evidence(case.terms, place)
    if seen.missing > ALARM or any(h.concept.id in place.ids for h in case.terms.avoided):
        return  # missing-term or deprecated-term
    if any(intruder(case, p) is not None for p in (place, *parts(case, place))):
        return  # other-concept
    terminology = case.terms.terminology
    rarest = max(content_stems(first.term), key=terminology.weight, default="")
    short = any(token.stem == rarest for token in case.terms.tokens)  # “commercialization”, of research results
    printed = first.case.en[first.start : first.end]
    yield case.finding(
        inconsistent_term, f"{place.text} is “{printed}” in {_where(first.case)}, and something else here",
        zh=(place.start, place.end), suggestion=first.term, key=f"{place.concepts[0].id}=?",
        severity="info" if short or seen.words > _ALL else None, confidence=0.7, precedent=_precedent(first),
    )  # fmt: skip


def differing(concept: Concept, uses: Sequence[Use]) -> Iterator[Finding]:
    """Findings for the uses of a concept that differ from the first one; one a unit."""
    if not uses:
        return
    first = uses[0]
    there: dict[int, list[Use]] = {}
    for use in uses:
        there.setdefault(use.case.index, []).append(use)
    zh = concept.zh[0].text
    count = 0
    for others in there.values():
        if any(same_rendering(use.term, first.term) for use in others):
            continue
        use = others[0]
        phrases = " " in use.term and " " in first.term
        term = concept.pos in ("", "noun") and len(zh) > 1 and (len(zh) >= _LEAST or phrases)
        name = _is_name(use.case, use) != _is_name(first.case, first)  # the Information Technology Department
        weak = name or not (term or concept.kind in _NAMES) or is_short_for(use.term, first.term)
        count += not weak
        printed = first.case.en[first.start : first.end]
        place = next((p for p in use.case.terms.places if concept.id in p.ids), None) if use.case.zh else None
        yield use.case.finding(
            inconsistent_term,
            f"{zh}: “{use.case.en[use.start : use.end]}” here, “{printed}” in {_where(first.case)}",
            zh=(place.start, place.end) if place else None, en=(use.start, use.end), suggestion=first.term,
            key=f"{concept.id}={use.term}", severity="info" if weak or count > _ALARMS else None,
            precedent=_precedent(first),
        )  # fmt: skip


def _is_name(case: Case, use: Use) -> bool:
    """Whether a rendering is printed with capitals, as part of a name; in headings everything may be."""
    words = case.en[use.start : use.end].split()
    if len(words) < 2 or not all(w[:1].isupper() for w in words if len(w) > 3):
        return False
    long = [w for w in case.en.split() if len(w) > 3]
    return sum(w[0].isupper() for w in long) < _TITLE * len(long)


def _precedent(use: Use) -> dict[str, object]:
    return {**precedent(use.case), "term": use.term}


def _where(case: Case) -> str:
    return f"line {case.line}" if case.line else f"unit {case.unit.id}"
