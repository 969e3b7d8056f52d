"""A term of the glossary without a rendering."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from duizhao.checks.base import Sample, check, concept
from duizhao.checks.case import SURE, Case
from duizhao.checks.other_concept import intruder
from duizhao.checks.run import Run
from duizhao.checks.terms import Place
from duizhao.model import Finding, Severity

_ALARM, _SURE = 0.5, 1.0  # log-odds that a term is not rendered, from which it is a warning, an error
_SHORT, _SHORT_ALARM, _OPEN = 2, 1.5, 2  # terms of two characters are also common words: more is asked for
_OFTEN = 3  # units of a file in which a term is missing: the translator has a rendering of their own

_CHAIN = concept("产业链", "industrial chain", admitted="industry chain")


@check(
    "DZ201", "missing-term", "error", "set", "A term has none of its admitted renderings.",
    right=[
        Sample("延伸产业链条，壮大产业链。", "The industry’s chains will be extended.", terms=(_CHAIN,)),
        Sample("发展低碳产业链。", "We will develop low-carbon industrial chains.", terms=(_CHAIN,)),
    ],
    wrong=[Sample("推动产业链升级。", "We will upgrade our factories.", terms=(_CHAIN,))],
)  # fmt: skip
def missing_term(run: Run) -> Iterator[Finding]:
    """Nothing in the translation stands for a term of the glossary: no admitted rendering, in whatever inflection,
    order or abbreviation, and not even the words that could paraphrase it.

    A rendering that the glossary does not have is only mentioned (add it to the glossary if it is good); so is
    a term that is missing in three units or more of a file and in most of its places, for then the translator
    has a rendering of their own. Terms with the flag `nocheck` are never checked.
    """
    if run.glossary is None:
        return
    total, found = Counter[tuple[str, str]](), []
    for case in run.cases:
        if not case.zh or not case.en or case.copied:
            continue
        seen: set[frozenset[str]] = set()
        for place in case.terms.places:
            if place.ids in seen:
                continue
            seen.add(place.ids)
            total[case.file, place.concepts[0].id] += 1
            if is_unrendered(case, place):
                found.append((case, place))
    missing = Counter((case.file, place.concepts[0].id) for case, place in found)
    for case, place in found:
        if intruder(case, place) is not None:
            continue  # other-concept tells more
        key = case.file, place.concepts[0].id
        own = missing[key] >= _OFTEN and 2 * missing[key] > total[key]
        yield _finding(case, place, own)


def is_unrendered(case: Case, place: Place) -> bool:
    """Whether a term that is to be checked has no rendering that may be used."""
    terms = case.terms
    checked = any(terms.terminology.checked(c) for c in place.concepts)
    return checked and not terms.rendered(place) and not terms.explained(place)


def _finding(case: Case, place: Place, own: bool) -> Finding:
    concept = place.concepts[0]
    preferred = concept.english("preferred")[0] if concept.english("preferred") else ""
    avoided = any(h.concept.id in place.ids for h in case.terms.avoided)
    odds = case.terms.evidence(place).missing
    severity: Severity = "error" if odds > _SURE else "warning" if odds > _ALARM else "info"
    if len(place.text) <= _SHORT:
        noun = any(c.pos in ("", "noun") for c in place.concepts)
        sure = odds > _SHORT_ALARM and noun and len(case.terms.left(place)) <= _OPEN
        severity = "warning" if sure and len(place.text) == _SHORT else "info"
    if own or avoided or case.unit.score < SURE:
        severity = "info"
    sure_of_it = 1 / (1 + 2.718 ** (-odds))
    return case.finding(
        missing_term, f"{place.text} ({preferred}) is not in the translation", zh=(place.start, place.end),
        suggestion=preferred, key=place.text, severity=severity, confidence=sure_of_it,
    )  # fmt: skip
