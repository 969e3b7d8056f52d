"""A term with the rendering of another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from duizhao.checks.base import Sample, check, concept
from duizhao.checks.case import SURE, Case
from duizhao.checks.evidence import free_words, is_in, left, meaning_in, with_beginnings
from duizhao.checks.meanings import meanings
from duizhao.checks.opposites import opposite
from duizhao.checks.rivals import rivals_of
from duizhao.checks.strangers import stranger
from duizhao.checks.terms import ACCEPTED, NAMES, Place, Terms, content_stems
from duizhao.glossary.folding import fold_text
from duizhao.model import Concept, Finding, Term

if TYPE_CHECKING:
    from duizhao.glossary.matching import Hit

_MEANT, _RENDERED = 0.5, 0.6  # of what tells a term from the other one, in Chinese and in English: enough to be there
_STRANGE = 0.6  # of what tells the other one from the term that nothing in the source may account for
_CLEAR = 0.3  # probability mass of a word's translations that makes it certain that one of them is meant
_POSSIBLE = 0.05  # probability from which a word of the term may be the English word itself (financial, fiscal)
_PHRASE = 2  # content words of a rendering that cannot be there by chance
_APART = 0.45  # how far apart a term and its rendering may stand, as shares of their texts
_NEAR = 120  # characters of a text in which everything is near

_TERMS = (concept("产业链", "industrial chain"), concept("供应链", "supply chain"))


@check(
    "DZ204", "other-concept", "error", "pair", "A term has the rendering of another term.",
    right=[Sample("稳定产业链供应链。", "We will stabilize industrial and supply chains.", terms=_TERMS)],
    wrong=[Sample("延伸产业链。", "We will extend the supply chain.", terms=_TERMS)],
)  # fmt: skip
def other_concept(case: Case) -> Iterator[Finding]:
    """The term has none of its own renderings, and that of a related term stands in the translation which the
    source does not have: supply chain (供应链) for 产业链, one ministry for another.

    Words that are easily taken for each other (surplus, deficit: `data/opposites.txt`) are told without a glossary,
    too, and beside a small glossary the shipped one says what is another concept's rendering.

    Related are terms that end alike in one of the languages, or share two neighbouring characters, and names of the
    same kind. A term that contains the other, or is contained in it, is not reported.
    """
    told = list(_glossary(case)) if case.run.glossary is not None else []
    yield from told
    if not told:
        yield from _shipped(case)


def _glossary(case: Case) -> Iterator[Finding]:
    from duizhao.checks.missing_term import is_unrendered, parts

    for long in case.terms.places:
        if not is_unrendered(case, long):
            continue
        for place in (long, *parts(case, long)):
            hit = intruder(case, place)
            if hit is None:
                continue
            preferred = next(iter(place.concepts[0].english("preferred")), "")
            said = case.en[hit.start : hit.end]
            yield case.finding(
                other_concept, f"{place.text} is rendered as “{said}”, which is {hit.concept.zh[0].text}",
                zh=(place.start, place.end), en=(hit.start, hit.end), suggestion=preferred,
                key=f"{place.text}={hit.concept.id}",
            )  # fmt: skip
            break


def _shipped(case: Case) -> Iterator[Finding]:
    """What is told whichever glossary a run has: words that are easily taken for each other; with a small glossary,
    what the shipped one knows as another concept's rendering."""
    if case.unit.score < SURE:
        return
    if (found := opposite(case.zh, case.en)) is not None:
        zh, en = found.zh, found.en
        term, said = case.zh[zh.start : zh.end], case.en[en.start : en.end]
        yield case.finding(
            other_concept, f"{term} is not in the translation, which has “{said}” instead", zh=(zh.start, zh.end),
            en=(en.start, en.end), key=f"{term}={said.lower()}", confidence=0.9,
        )  # fmt: skip
    elif (other := stranger(case)) is not None:
        said = case.en[other.hit.start : other.hit.end]
        yield case.finding(
            other_concept, f"{other.text} is rendered as “{said}”, which is {other.hit.concept.zh[0].text}",
            zh=(other.start, other.end), en=(other.hit.start, other.hit.end), suggestion=other.right,
            key=f"{other.text}={other.hit.concept.id}", severity="warning", confidence=0.8,
        )  # fmt: skip


def intruder(case: Case, place: Place) -> Hit | None:
    """The rendering of another, related concept that stands where that of an unrendered term should."""
    known = case.intruders
    key = place.start, place.end
    if key not in known:
        known[key] = _intruder(case, place)
    return known[key]


def _intruder(case: Case, place: Place) -> Hit | None:
    terms = case.terms
    for hit in candidates(case):
        if any(_stands_for(terms, place, concept, hit) for concept in place.concepts):
            return hit
    return None


def candidates(case: Case) -> list[Hit]:
    """The renderings in the English of concepts that the Chinese does not have, the longest first."""
    known = case.terms.others
    if known is None:
        known = case.terms.others = _candidates(case)
    return known


def _candidates(case: Case) -> list[Hit]:
    terms = case.terms
    present = {i for p in terms.places for i in p.ids}
    source = fold_text(case.zh)
    stems = {t.stem for t in terms.tokens}
    ids = {
        c.id for c in rivals_of(terms.terminology).among(stems)
        if c.id not in present and not any(t.text in source for t in c.zh)
    }  # fmt: skip
    if not ids:
        return []
    known = [h for hs in terms.accepted.values() for h in hs] + terms.avoided
    hits = [
        hit for hit in terms.terminology.english_in(case.en, ids)
        if hit.term.status in ACCEPTED and not any(_covers(h, hit) for h in known)
    ]  # fmt: skip
    return sorted(hits, key=lambda h: h.start - h.end)


def _covers(known: Hit, hit: Hit) -> bool:
    """Whether a known term takes half of a hit or more; the Ministry in the name of one is none of 部门."""
    return 2 * (min(known.end, hit.end) - max(known.start, hit.start)) >= hit.end - hit.start


def _stands_for(terms: Terms, place: Place, concept: Concept, hit: Hit) -> bool:
    """Whether a hit of another concept stands for `concept`: the two are related, nothing in the Chinese accounts for
    what is particular to the hit, and nothing in the English for what is particular to the term."""
    other, terminology = hit.concept, terms.terminology
    names = concept.kind == other.kind and concept.kind in NAMES and _is_name(terms.case.en[hit.start : hit.end])
    if any(a.text in b.text or b.text in a.text for a in concept.zh for b in other.zh):
        return False
    theirs = content_stems(hit.term.text)
    renderings = terminology.renderings(concept)
    mine = {s for stems in renderings for s in stems}
    own = [s for s in theirs if s not in mine]
    if not names and (not own or len(theirs) < _PHRASE):
        return False
    # What is quickly told comes first: most candidates are nothing of the kind.
    if not names and not _alike(place.text, other) and theirs[-1] not in {stems[-1] for stems in renderings}:
        return False
    if not _same_region(terms.case, place, hit):
        return False
    elsewhere = fold_text(terms.case.zh[: place.start] + "|" + terms.case.zh[place.end :])
    if any(pair in elsewhere and pair not in place.text for pair in _pairs(other.zh[:1])):
        return False  # 跨国头部企业 accounts for “multinational enterprise”
    rest = set(left(terms, place)).difference(_meant(terms, place))
    if not names:
        rest.difference_update(_own(place.text))
    weight = terminology.weight
    if sum(weight(s) for s in own if s in rest) < _STRANGE * sum(map(weight, own)):
        return False
    there = with_beginnings(left(terms, place, free_words(terms, place, [hit])))
    for stems in renderings:
        particular = set(stems).difference(theirs)
        if sum(weight(s) for s in particular if is_in(s, there)) >= _RENDERED * sum(map(weight, particular)):
            return False
    shared = set("".join(t.text for t in concept.zh)) & set("".join(t.text for t in other.zh))
    own_zh = re.sub(f"[{''.join(shared)}]", " ", place.text) if shared else place.text
    return meaning_in(terminology, own_zh, there, enough=_CLEAR) < _MEANT


def _own(term: str) -> set[str]:
    """The English words that the words of a Chinese term may mean: 机关 is also an agency or an authority."""
    store = meanings()
    return {e for piece in store.words(term) for e, p in store.of(piece.text).items() if p > _POSSIBLE}


def _meant(terms: Terms, place: Place) -> set[str]:
    """The English words that Chinese words outside of a term clearly mean, as often as they stand there."""
    store = meanings()
    meant = Counter(
        e
        for piece in terms.pieces
        if not place.start <= piece.start < place.end
        for e, p in store.of(piece.text).items()
        if p > _CLEAR
    )
    there = Counter(t.stem for t in terms.tokens)
    return {e for e, n in meant.items() if n >= there[e]}


def _same_region(case: Case, place: Place, hit: Hit) -> bool:
    """Whether a term and a hit stand in about the same part of their texts."""
    if len(case.zh) < _NEAR:
        return True
    return abs(place.start / len(case.zh) - hit.start / len(case.en)) < _APART


def _alike(term: str, other: Concept) -> bool:
    """Whether a Chinese term and one of a concept share their last character, or two neighbouring ones: 产业链 and
    供应链, 中医药 and 中药."""
    text = fold_text(term)
    pairs = _pairs(other.zh)
    return text[-1] in {t.text[-1] for t in other.zh} or any(text[i : i + 2] in pairs for i in range(len(text) - 1))


def _pairs(terms: Iterable[Term]) -> set[str]:
    """The neighbouring characters of Chinese terms."""
    return {t.text[i : i + 2] for t in terms for i in range(len(t.text) - 1)}


def _is_name(english: str) -> bool:
    """Whether a hit is printed as a name: more than one word with a capital."""
    return len(re.findall(r"\b[A-Z]", english)) > 1
