"""What the checks of renderings to be avoided share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from duizhao.checks.base import Check
from duizhao.checks.case import Case
from duizhao.checks.terms import content_stems
from duizhao.checks.wordings import times
from duizhao.model import Finding, TermStatus
from duizhao.words import stem

if TYPE_CHECKING:
    from duizhao.glossary.matching import Hit
    from duizhao.model import Term

_RARE = 4  # dictionary entries that use a word; with more it is a common word
_MEANT = 0.04  # probability from which a word may be the translation of another Chinese word


def avoided(case: Case, check: Check, status: TermStatus, what: str) -> Iterator[Finding]:
    """Findings for renderings of one status, of the terms that are in the Chinese."""
    if case.run.glossary is None:
        return
    if not case.zh:
        yield from _alone(case, check, status, what)
        return
    terms = case.terms
    for hit in terms.avoided:
        if hit.term.status != status or not terms.terminology.checked(hit.concept):
            continue
        if any(h.start <= hit.start and hit.end <= h.end for hs in terms.accepted.values() for h in hs):
            continue  # an accepted rendering of another term, or part of one
        place = next(p for p in terms.places if hit.concept.id in p.ids)
        preferred = next(iter(hit.concept.english("preferred")), "")
        note = f" ({hit.term.note})" if hit.term.note else ""
        yield case.finding(
            check, f"{place.text} is not “{case.en[hit.start : hit.end]}”{note}; {what} {preferred}",
            zh=(place.start, place.end), en=(hit.start, hit.end), suggestion=preferred,
            key=f"{place.text}={hit.term.text}", severity="info" if _harmless(case, hit) else None,
        )  # fmt: skip


def _alone(case: Case, check: Check, status: TermStatus, what: str) -> Iterator[Finding]:
    """The same for English without a source: only what is wrong whatever the source may be. A forbidden rendering
    says something else, and may say it rightly; a deprecated one is reported if it is a phrase, or a coinage: once,
    with the number of its places and with the other renderings of the concept."""
    if status == "forbidden":
        return
    for wordings in case.run.wordings_in(case):
        for wording in wordings:
            use = wording.first
            if use.case is not case or not is_avoided(use.term):
                continue
            concept = use.concept
            preferred = next(iter(concept.english("preferred")), "")
            note = f" ({use.term.note})" if use.term.note else ""
            again = f" {times(wording.count)} ({wording.lines()})" if wording.count > 1 else ""
            others = [f"“{w.first.text}” ({w.lines()})" for w in wordings if w is not wording]
            meant = f"{concept.zh[0].text} is" if use.glossed else f"if it stands for {concept.zh[0].text},"
            elsewhere = f"; elsewhere {', '.join(others)}" if others else ""
            yield case.finding(
                check,
                f"“{use.text}”{note}{again}: {meant} {what} {preferred}{elsewhere}",
                en=(use.start, use.end), suggestion=preferred, key=use.term.text, severity="warning", confidence=0.7,
            )  # fmt: skip


def is_avoided(term: Term) -> bool:
    """Whether a rendering is to be avoided whatever the source: not if it is right for something else."""
    return term.status == "deprecated" and "means" not in term.note


def is_telling(hit: Hit) -> bool:
    """Whether English words alone tell which concept they stand for: phrases of two content words, and single
    words that hardly occur outside (networkization, microgrid)."""
    words = content_stems(hit.term.text)
    if len(words) > 1 or "coinage" in hit.term.note:
        return True
    from duizhao.lexicon import default_lexicon

    return bool(words) and hit.match == "exact" and default_lexicon().rarity(words[0]) <= _RARE


def _harmless(case: Case, hit: Hit) -> bool:
    """Whether the words probably render something else: the term has a good rendering besides, or they are one
    common word that another Chinese word may mean."""
    terms = case.terms
    places = [p for p in terms.places if hit.concept.id in p.ids]
    if len(terms.accepted.get(hit.concept.id, ())) >= len(places):
        return True
    text = case.en[hit.start : hit.end]
    if " " in text or "-" in text:
        return False
    if text.lower() == "subject" and case.en[hit.end :].startswith(" to "):
        return True
    from duizhao.checks.meanings import meanings

    root, store = stem(text), meanings()
    return any(
        store.of(piece.text).get(root, 0.0) > _MEANT
        for piece in terms.pieces
        if not any(p.start <= piece.start and piece.end <= p.end for p in places)
    )
