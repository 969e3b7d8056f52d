"""Finds a term however it is remembered: characters of either script, pinyin, initials, English, misspelled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from duizhao.glossary.folding import fold_term
from duizhao.glossary.found import INSIDE, Found, Match
from duizhao.glossary.index import Index
from duizhao.glossary.search_chinese import search_chinese
from duizhao.script import is_han, narrow

if TYPE_CHECKING:
    from duizhao.model import Concept, Lang, Term

_LEAST = 0.4  # scores below are noise
_LEAST_BESIDE = 0.55  # and these, where something was found for certain
_CERTAIN = 0.9
_LONGEST = 300  # characters of a query that are read
_RANKED = 60  # concepts that are read to be ranked
# A term to be avoided finds its concept, but after one whose good term is the same.
_STATUS = {"preferred": 0.0, "admitted": 0.005, "deprecated": 0.015, "forbidden": 0.02}
_STATE = {"approved": 0.0, "candidate": 0.01, "suspect": 0.015}


@dataclass(frozen=True, slots=True)
class LookupHit:
    """A concept that a query found.

    Attributes:
        term: the one of its terms that was found, of the language `lang`.
        reading: of its first Chinese term, syllables with tone numbers.
        score: 0 to 1; 1 for a preferred term as it is.
        why: how it was found and what the score is made of.
    """

    query: str
    concept: Concept
    term: Term
    lang: Lang
    reading: tuple[str, ...]
    match: Match
    score: float
    why: str

    def to_dict(self) -> dict[str, object]:
        """The object of the command-line contract (`duizhao lookup --format jsonl`)."""
        return {
            "concept": self.concept.id,
            "query": self.query,
            "start": 0,
            "end": len(self.query),
            "zh": [term.text for term in self.concept.zh],
            "en": [{"term": term.text, "status": term.status} for term in self.concept.en],
            "match": self.match,
            "score": round(self.score, 4),
            "source": self.concept.source,
            "term": self.term.text,
            "why": self.why,
        }


def lookup(query: str, index: Index, limit: int = 5) -> tuple[LookupHit, ...]:
    """The concepts for a query, best first, each once."""
    best: dict[int, Found] = {}
    for found in _search(query, index):
        known = best.get(found.number)
        if known is None or known.score < found.score:
            best[found.number] = found
    hits = _outermost(_ranked(query, best.values(), index))
    floor = _LEAST_BESIDE if hits and hits[0].score >= _CERTAIN else _LEAST
    return tuple(hit for hit in hits[:limit] if hit.score >= floor)


def _outermost(hits: Iterable[LookupHit]) -> list[LookupHit]:
    """The hits without those that stand in the query only as a part of another one: of a sentence, its terms."""
    kept: list[LookupHit] = []
    inside: list[str] = []
    for hit in hits:
        if hit.why.startswith(INSIDE):
            text = hit.term.text.lower()
            if any(text in longer for longer in inside):
                continue
            inside.append(text)
        kept.append(hit)
    return kept


def _search(query: str, index: Index) -> Iterator[Found]:
    # Nobody looks up a page; a lone surrogate cannot be in any file.
    query = narrow(query[:_LONGEST]).encode("utf-8", "replace").decode("utf-8")
    folded = fold_term(query, index.simplification)
    if not folded:
        return
    yield from search_chinese(folded, index)
    if not any(char.isalpha() and not is_han(char) for char in query):
        return
    from duizhao.glossary.search_pinyin import search_pinyin

    mixed = any(map(is_han, folded))
    certain = False
    for found in search_pinyin(folded if mixed else query, index):
        certain = certain or found.score >= _CERTAIN
        yield found
    if not mixed:
        from duizhao.glossary.search_english import search_english

        yield from search_english(query, index, corrected=not certain)


def _ranked(query: str, found: Iterable[Found], index: Index) -> list[LookupHit]:
    likely = sorted(found, key=lambda f: -f.score)[: _RANKED * 4]
    terms = index.terms(f.number for f in likely)
    hits: dict[int, tuple[tuple[float, int, int], LookupHit]] = {}
    for f in likely:
        indexed = terms[f.number]
        if indexed.concept not in hits and len(hits) >= _RANKED:
            continue
        concept = index.concept(indexed.concept)
        lang: Lang = "zh" if indexed.lang == "zh" else "en"
        term = (concept.zh if lang == "zh" else concept.en)[indexed.place]
        score = f.score - _STATUS[term.status] - _STATE[concept.state]
        why = f.why if term.status == "preferred" else f"{f.why}; {term.status} term"
        hit = LookupHit(query, concept, term, lang, index.reading(indexed.concept), f.match, max(score, 0.0), why)
        rank = (-score, len(indexed.key), indexed.concept)
        if indexed.concept not in hits or rank < hits[indexed.concept][0]:
            hits[indexed.concept] = rank, hit
    return [hit for _, hit in sorted(hits.values(), key=lambda pair: pair[0])]
