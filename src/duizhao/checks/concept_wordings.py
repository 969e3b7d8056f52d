"""What the concepts of the glossary are called in an English text without a source: their wordings, and which of
them are worth a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Literal

from duizhao.checks.avoided_term import is_telling
from duizhao.checks.case import Case
from duizhao.checks.english import FUNCTION, PREPOSITIONS
from duizhao.checks.families import closed, relation
from duizhao.checks.marks import glosses
from duizhao.checks.phrases import WEAK, opens
from duizhao.checks.sameness import same_rendering
from duizhao.checks.terms import content_stems
from duizhao.checks.wordings import Wording
from duizhao.glossary.inflection import distance
from duizhao.words import ENGLISH_WORD, stem

if TYPE_CHECKING:
    from duizhao.checks.run import Run
    from duizhao.glossary.matching import Hit
    from duizhao.model import Concept, Term

_NAMES = frozenset(("programme", "document", "organisation", "meeting", "event"))
_FEW = 2  # words
_LONG = 4  # characters of a term that hardly means two things
_OFTEN = 2  # places of a longer and of a shorter form that are a habit, and no accident
_GLOSS = 12  # characters between a term and its gloss
# What makes a longer form another thing: the new materials industry is not new materials.
_MORE = WEAK | frozenset(
    "industry industries industrial sector market enterprise enterprises company companies fund funds source sources "
    "capability capabilities generation model models equipment network networks platform platforms building zone "
    "program programs initiative strategic chain reform method methods mechanism mechanisms facilities resources "
    "building materials power plant plants china chinese".split()
)


@dataclass(frozen=True, slots=True)
class Use:
    """A rendering of a concept at a place; `glossed` if the Chinese stands right behind it."""

    case: Case
    start: int
    end: int
    concept: Concept
    term: Term
    glossed: bool = False

    @property
    def text(self) -> str:
        return self.case.en[self.start : self.end]


def concept_wordings(run: Run) -> dict[str, list[Wording[Use]]]:
    """Concept id → its wordings, the most frequent first; of as frequent ones the first in the text.

    Only renderings that tell what they stand for, and no other concept; a gloss behind one must agree.
    """
    found: list[tuple[Case, list[Hit], bool]] = []
    glossed: dict[str, str] = {}  # words, with the quote in front → the concept that a gloss gave them
    for case in run.cases:
        places: dict[tuple[int, int], list[Hit]] = {}
        for hit in case.terms.everything:
            places.setdefault((hit.start, hit.end), []).append(hit)
        for hits in places.values():
            named = _glossed(case, hits)
            if named:
                glossed.setdefault(_printed(case, hits[0]), named[0].concept.id)
            found.append((case, named or hits, bool(named)))
    uses: dict[str, list[Use]] = {}
    for case, hits, sure in found:
        meant = [h for h in hits if h.concept.id == glossed.get(_printed(case, h))] or hits
        if len(meant) > 1 and not _only_avoided(meant):
            continue
        hit = min(meant, key=lambda h: len(h.concept.zh[0].text))
        if case.terms.terminology.checked(hit.concept) and is_telling(hit):
            use = Use(case, hit.start, hit.end, hit.concept, hit.term, sure)
            uses.setdefault(hit.concept.id, []).append(use)
    return {number: sorted(_grouped(places), key=lambda w: (-w.count, w.at)) for number, places in uses.items()}


def _glossed(case: Case, hits: Sequence[Hit]) -> list[Hit]:
    """The hits that a gloss right behind them names: `materials power (材料大国)` is not 材料强国."""
    gloss = next((case.en[a:b] for a, b in glosses(case.en) if 0 <= a - hits[0].end <= _GLOSS), "")
    chars = re.sub(r"[\s“”\"《》]", "", gloss)
    return [h for h in hits if chars and any(t.text == chars for t in h.concept.zh)]


def _printed(case: Case, hit: Hit) -> str:
    quote = case.en[hit.start - 1 : hit.start] if hit.start else ""
    return (quote if quote in ("“", '"') else "") + case.en[hit.start : hit.end].lower()


def _only_avoided(hits: Iterable[Hit]) -> bool:
    return all(h.term.status == "deprecated" for h in hits)


def _grouped(uses: Iterable[Use]) -> Iterator[Wording[Use]]:
    groups: list[list[Use]] = []
    for use in uses:
        known = next((g for g in groups if _same(g[0], use)), None)
        if known is None:
            groups.append([use])
        else:
            known.append(use)
    return (Wording(tuple(group)) for group in groups)


def _same(one: Use, other: Use) -> bool:
    """Whether two uses are one wording: inflected, or turned round (clusters of industries, industry clusters)."""
    if one.term.text == other.term.text or same_rendering(one.term.text, other.term.text):
        return True
    a, b = sorted(_words(one.text)), sorted(_words(other.text))
    return len(a) == len(b) > 1 and all(distance(x, y) <= 1 for x, y in zip(a, b, strict=True))


def _words(text: str) -> list[str]:
    return [w.lower() for w in ENGLISH_WORD.findall(text) if w.lower() not in FUNCTION]


def weight(usual: Wording[Use], other: Wording[Use]) -> Literal["warning", "info"] | None:
    """How much it matters that a concept has two wordings; None where they are hardly two wordings of one thing."""
    concept = other.first.concept
    one, two = closed(usual.first.text), closed(other.first.text)
    if one.isupper() or two.isupper():
        return None  # an abbreviation and its full form
    a, b = content_stems(one), content_stems(two)
    mine, theirs = set(a) - set(b), set(b) - set(a)
    quoted = _quoted(usual.first) and _quoted(other.first)
    formula = quoted or concept.pos == "phrase" or concept.kind in _NAMES
    if not mine and not theirs and len(a) == len(b):
        pairs = zip(_words(one), _words(two), strict=False)
        return "warning" if any(relation(x, y) == "form" for x, y in pairs) else "info"
    if not mine or not theirs:
        return _contained(usual, other, mine | theirs, concept.pos == "phrase")
    if len(a) == len(b) and _related(one, mine, two, theirs):
        return "info" if _attributive(one, two) or _verbal(one) != _verbal(two) else "warning"
    if _closed(one, two) or _closed(two, one):
        return "warning"
    if (mine | theirs) <= _WEAK_STEMS or (concept.pos not in ("", "noun") and not formula):
        return "info"
    shared = [s for s in a if s in b and s not in _WEAK_STEMS]
    if formula:
        return "warning" if shared or len(a) == len(b) == 1 else "info"
    if not shared or not _heads(one) & _heads(two) or _together(usual, other):
        return "info"  # nothing in common, two heads, or two items of one list
    if len(shared) >= _FEW:
        return "warning"
    vague = len(mine) == len(theirs) == 1 and bool((mine | theirs) & _WEAK_STEMS)
    return "info" if vague or len(concept.zh[0].text) < _LONG else "warning"


def _heads(text: str) -> frozenset[str]:
    """The stems of what a phrase may be about: its last word, that before a preposition, and a verb in front."""
    from duizhao.terms.grammar import is_verb_like

    words = ENGLISH_WORD.findall(text)
    front = list(takewhile(lambda w: w.lower() not in PREPOSITIONS, words)) or words
    return frozenset(stem(w) for w in (words[-1], front[-1], *(w for w in words[:1] if is_verb_like(w))))


def _quoted(use: Use) -> bool:
    return use.case.en[use.start - 1 : use.start] in ("“", '"') if use.start else False


def _related(one: str, mine: set[str], two: str, theirs: set[str]) -> bool:
    """Whether every word that only one of two texts has stands for one that only the other has."""
    left = [_word(two, {y}) for y in sorted(theirs)]
    for x in sorted(mine):
        word = _word(one, {x})
        match = next((w for w in left if relation(word, w) in _STANDS_FOR), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def _closed(one: str, two: str) -> bool:
    """Whether one is a single word for the other's two: bioenergy, biotech energy; cybersecurity, network security."""
    whole, parts = _words(one), _words(two)
    if len(whole) != 1 or len(parts) != _FEW or not whole[0].endswith(parts[1]) or len(parts[1]) < _LONG:
        return False
    front = whole[0].removesuffix(parts[1])
    return parts[0].startswith(front) or relation(front, parts[0]) in _STANDS_FOR


def _attributive(one: str, two: str) -> bool:
    """An adjective with a hyphen and a noun: energy-saving, energy conservation."""
    return len(_words(one)) == len(_words(two)) == _FEW and ("-" in one) != ("-" in two)


def _verbal(text: str) -> bool:
    """Whether a phrase begins with a verb: save energy, but not a participle (saved) or an adjective."""
    return opens(_words(text)[0])


def _together(usual: Wording[Use], other: Wording[Use]) -> bool:
    """Whether a sentence has both."""
    return bool({use.case.index for use in usual.places} & {use.case.index for use in other.places})


_STANDS_FOR = frozenset(("sure", "likely", "free", "misprint", "slip"))
_WEAK_STEMS = frozenset(map(stem, (*WEAK, "china", "chinese")))
_MORE_STEMS = frozenset(map(stem, _MORE))


def _contained(
    usual: Wording[Use], other: Wording[Use], more: set[str], formula: bool
) -> Literal["warning", "info"] | None:
    """One wording is the other and some words more: hardly another one where those make it another thing."""
    if more & _MORE_STEMS:
        return None
    if formula and more:
        return "warning"
    short, long = sorted((_words(usual.first.text), _words(other.first.text)), key=len)
    telling = {stem(w) for w in short} - _WEAK_STEMS - _MORE_STEMS
    # environmental (protection) equipment
    inside = bool(telling) and short[0] == long[0] and stem(short[-1]) == stem(long[-1])
    often = min(usual.count, other.count) >= _OFTEN
    return "warning" if more and len(short) > 1 and (often or inside) else "info"


def _word(text: str, stems: set[str]) -> str:
    return next(w for w in _words(text) if stem(w) in stems)
