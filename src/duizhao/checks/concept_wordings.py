"""What the concepts of the glossary are called in an English text without a source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from duizhao.checks.avoided_term import is_avoided, is_telling
from duizhao.checks.case import Case
from duizhao.checks.marks import glosses
from duizhao.checks.parts import Parts
from duizhao.checks.phrases import opens
from duizhao.checks.terms import ACCEPTED
from duizhao.checks.wording_weight import content_words, same_wording
from duizhao.checks.wordings import Wording

if TYPE_CHECKING:
    from duizhao.checks.run import Run
    from duizhao.glossary.matching import Hit
    from duizhao.model import Concept, Term

_COMMA = re.compile("[,，、;；]")
_INSERTED = re.compile(r"[(（\[].*?[)）\]]")  # an explanation
_GLOSS = 12  # characters between a term and its gloss


@dataclass(frozen=True, slots=True)
class Use:
    """A rendering of a concept at a place; `glossed` if the Chinese stands right behind it, `among` the ids of all
    concepts that have the rendering, if several have, `outer` that of the concept whose rendering it is a part of."""

    case: Case
    start: int
    end: int
    concept: Concept
    term: Term
    glossed: bool = False
    among: frozenset[str] = frozenset()
    outer: str = ""

    @property
    def text(self) -> str:
        return self.case.en[self.start : self.end]


def concept_wordings(run: Run) -> dict[str, list[Wording[Use]]]:
    """Concept id → its wordings, the most frequent first, abbreviations last.

    Only renderings that tell what they stand for; a gloss behind one must agree. What may stand for several
    concepts stands for the one that is certainly in the text, or else for the one that accounts for most of it.
    """
    found: list[tuple[Case, list[Hit], bool]] = []
    glossed: dict[str, str] = {}  # words, with the quote in front → the concept that a gloss gave them
    for case in run.cases:
        places: dict[tuple[int, int], list[Hit]] = {}
        for hit in (*case.terms.everything, *_running_in(case)):
            places.setdefault((hit.start, hit.end), []).append(hit)
        for hits in places.values():
            named = _glossed(case, hits)
            if named:
                glossed.setdefault(_printed(case, hits[0]), named[0].concept.id)
            found.append((case, named or hits, bool(named)))
    uses: dict[str, list[Use]] = {}
    unsure: list[tuple[Case, list[Hit], frozenset[str]]] = []
    lone: list[Use] = []
    for case, hits, sure in found:
        meant = [h for h in hits if h.concept.id == glossed.get(_printed(case, h))] or hits
        told = [h for h in meant if _is_checked(case, h) and is_telling(h)]
        if len(meant) > 1 and not _only_avoided(meant):
            accepted = [h for h in meant if h.term.status in ACCEPTED]
            unsure.append((case, [h for h in accepted if h in told], frozenset(h.concept.id for h in accepted)))
            continue
        lone += [Use(case, h.start, h.end, h.concept, h.term) for h in meant if h not in told and is_avoided(h.term)]
        for hit in sorted(told, key=lambda h: len(h.concept.zh[0].text))[:1]:
            use = Use(case, hit.start, hit.end, hit.concept, hit.term, sure)
            uses.setdefault(hit.concept.id, []).append(use)
    for case, hit, among in _likely(unsure, frozenset(uses)):
        use = Use(case, hit.start, hit.end, hit.concept, hit.term, among=among)
        uses.setdefault(hit.concept.id, []).append(use)
    # A word to be avoided, beside a phrase for the same: highland, high ground.
    for use in lone:
        if use.concept.id in uses and use.case.terms.terminology.checked(use.concept):
            uses[use.concept.id].append(use)
    parts = Parts(run.terminology)
    for use in [inner for those in list(uses.values()) for inner in _of_parts(run, those, parts)]:
        uses.setdefault(use.concept.id, []).append(use)
    return {number: sorted(_grouped(those), key=_rank) for number, those in uses.items()}


def _running_in(case: Case) -> Iterator[Hit]:
    """Phrases to be avoided into which another rendering runs: battery ladders in “automotive battery ladders”."""
    from duizhao.glossary.matching import Hit

    if case.run.glossary is None:
        return
    known = case.terms.everything
    found = [
        (start, end, pairs)
        for start, end, pairs in case.terms.terminology.matcher.everywhere(case.en, "en")
        if all(is_avoided(term) for _, term, _ in pairs) and any(h.start < start < h.end < end for h in known)
    ]
    for start, end, pairs in found:
        shared = [case.en[start : h.end] for h in known if h.start < start < h.end < end]
        inside = any(a <= start and end <= b and (a, b) != (start, end) for a, b, _ in found)
        if not inside and not any(" " in text for text in shared):
            yield from (Hit(concept, term, start, end, match) for concept, term, match in pairs)


def _of_parts(run: Run, uses: Sequence[Use], parts: Parts) -> Iterator[Use]:
    """The renderings of shorter terms in those of a longer one that contains them in Chinese, too: social insurance,
    of 社保, in social insurance fund, of 社保基金."""
    ids = parts.of(uses[0].concept)
    for use in uses if ids else ():
        if use.among or use.term.status not in ACCEPTED:
            continue
        for hit in run.terminology.matcher.find_english(use.text, ids):
            whole = hit.end - hit.start == len(use.text)
            if hit.term.status in ACCEPTED and not whole and len(content_words(hit.term.text)) > 1:
                at = use.start
                yield Use(use.case, at + hit.start, at + hit.end, hit.concept, hit.term, outer=use.concept.id)


def _rank(wording: Wording[Use]) -> tuple[bool, int, tuple[int, int]]:
    """Full forms before abbreviations, the most frequent first; of as frequent ones the first in the text."""
    return wording.first.text.isupper(), -wording.count, wording.at


def _likely(
    unsure: Iterable[tuple[Case, Sequence[Hit], frozenset[str]]], known: frozenset[str]
) -> Iterator[tuple[Case, Hit, frozenset[str]]]:
    """For renderings of several concepts the one that is meant, with the ids of all: the only one that the text
    certainly has (`known`), or, where it has none of them, the one that most such renderings may stand for, of those
    the shortest."""
    unsure = [found for found in unsure if found[1]]
    common = Counter(hit.concept.id for _, hits, _ in unsure for hit in hits)
    for case, hits, among in unsure:
        there = [hit for hit in hits if hit.concept.id in known]
        if len({hit.concept.id for hit in there}) < 2:
            hit = min(there or hits, key=lambda h: (-common[h.concept.id], len(h.concept.zh[0].text), h.concept.id))
            yield case, hit, among


def _is_checked(case: Case, hit: Hit) -> bool:
    """Whether a rendering is to be checked; one that is a phrase is, even if the concept's translation is free."""
    if _parted(case, hit):
        return False
    terminology, concept = case.terms.terminology, hit.concept
    if terminology.checked(concept):
        return True
    wanted = {concept.id, *(t.text for t in concept.zh)}
    words = content_words(hit.term.text)
    phrase = concept.pos == "noun" and len(words) > 1 and not opens(words[0]) and not words[-1].endswith("ed")
    return phrase and "nocheck" in concept.flags and wanted.isdisjoint(terminology.do_not_check)


def _parted(case: Case, hit: Hit) -> bool:
    """Whether a comma stands between the words of a rendering that has none: a demonstration, application forms."""
    printed = _INSERTED.sub("", case.en[hit.start : hit.end])
    return _COMMA.search(printed) is not None and _COMMA.search(hit.term.text) is None


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
    for use in sorted(uses, key=lambda use: (use.case.index, use.start)):
        known = next((g for g in groups if same_wording(g[0], use)), None)
        if known is None:
            groups.append([use])
        else:
            known.append(use)
    return (Wording(tuple(group)) for group in groups)
