"""Whether a translation renders the terms of its source as the glossary has them, and always alike.

Success is what the terminology tasks of WMT count (Alam et al. 2021; Semenov et al. 2023). Let n(s, c) be how
often segment s of the source holds a term of concept c (longest match), m(s, c) how often its translation
holds a preferred or admitted rendering of c:

    success = Σ min(n, m) / Σ n

once with renderings as the glossary writes them, capitals aside (exact), once also with inflected forms and
spelling variants (lemma). Consistency, after the idea of Semenov & Bojar (2022): of all renderings of a concept
in the document, whatever their status, the share of the most frequent one, over concepts that are rendered twice
or more:

    consistency = Σ max over r of k(c, r) / Σ k(c, r)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from duizhao.glossary.matching import Hit, Matcher
from duizhao.model import Lang, TermStatus

_USABLE: tuple[TermStatus, ...] = ("preferred", "admitted")


@dataclass(frozen=True, slots=True)
class Miss:
    """A term of the source that was not rendered as the glossary has it: how often, and one segment (from 1)."""

    term: str
    wanted: str
    count: int
    segment: int


@dataclass(frozen=True, slots=True)
class TermScores:
    """Success and consistency, with what they were counted on.

    Attributes:
        occurrences: of the glossary's terms in the source; concepts: how many different ones.
        exact, lemma: the share of occurrences that is rendered; 1.0 where there are none.
        avoided: deprecated and forbidden renderings in the translation.
        consistency: 1.0 where no concept is rendered twice; repeated: renderings it was counted on.
        misses: the most frequent first.
    """

    occurrences: int
    concepts: int
    exact: float
    lemma: float
    avoided: int
    consistency: float
    repeated: int
    misses: tuple[Miss, ...]


def term_scores(sources: Sequence[str], hypotheses: Sequence[str], matcher: Matcher, lang: Lang) -> TermScores:
    """Score a translation by a glossary.

    Args:
        sources, hypotheses: segments, pair by pair.
        lang: of the translation; the source is in the other language.
    """
    total = exact = lemma = avoided = 0
    seen: set[str] = set()
    renderings: dict[str, Counter[str]] = {}
    missed: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], int] = {}
    for number, (source, hypothesis) in enumerate(zip(sources, hypotheses, strict=True), 1):
        wanted = _places(matcher.find_chinese(source) if lang == "en" else matcher.find_english(source))
        ids = {hit.concept.id for hits in wanted for hit in hits}
        if not ids:
            continue
        seen |= ids
        total += len(wanted)
        if lang == "en":
            found: Iterable[Hit] = matcher.find_english(hypothesis, ids)
        else:
            found = (hit for hit in matcher.find_chinese(hypothesis) if hit.concept.id in ids)
        hits = list(found)
        for hit in hits:
            renderings.setdefault(hit.concept.id, Counter())[hit.term.text] += 1
            avoided += hit.term.status not in _USABLE
        usable = [hit for hit in hits if hit.term.status in _USABLE]
        exact += len(wanted) - len(_unrendered(wanted, [hit for hit in usable if hit.match == "exact"]))
        left = _unrendered(wanted, usable)
        lemma += len(wanted) - len(left)
        for hit in left:
            key = hit.term.text, _preferred(hit, lang)
            missed[key] += 1
            first.setdefault(key, number)
    repeated = [counts for counts in renderings.values() if counts.total() > 1]
    told = sum(counts.total() for counts in repeated)
    return TermScores(
        total,
        len(seen),
        exact / total if total else 1.0,
        lemma / total if total else 1.0,
        avoided,
        sum(max(counts.values()) for counts in repeated) / told if told else 1.0,
        told,
        tuple(Miss(*key, count, first[key]) for key, count in missed.most_common()),
    )


def _places(hits: Iterable[Hit]) -> list[tuple[Hit, ...]]:
    """The hits of each place: a term of several concepts may be rendered as any of them."""
    return [tuple(group) for _, group in groupby(hits, key=lambda hit: (hit.start, hit.end))]


def _unrendered(wanted: Sequence[tuple[Hit, ...]], found: Iterable[Hit]) -> list[Hit]:
    """The places of the source (their first hits) for which no rendering is left; each rendering counts once,
    and for terms of one concept first."""
    supply = Counter(hit.concept.id for hit in found)
    left = []
    for hits in sorted(wanted, key=len):
        concept = next((hit.concept.id for hit in hits if supply[hit.concept.id]), None)
        if concept is None:
            left.append(hits[0])
        else:
            supply[concept] -= 1
    return left


def _preferred(hit: Hit, lang: Lang) -> str:
    terms = hit.concept.english(*_USABLE) if lang == "en" else hit.concept.chinese(*_USABLE)
    return terms[0] if terms else ""
