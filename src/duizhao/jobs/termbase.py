"""Concepts for a project's termbase: known terms that its texts use, and candidates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from duizhao.glossary import Glossary
from duizhao.glossary.matching import Matcher
from duizhao.model import Candidate, Concept, Term, Unit


def known_concepts(glossary: Glossary, units: Iterable[Unit]) -> tuple[Concept, ...]:
    """The concepts of a glossary that occur in the Chinese text of some units."""
    matcher = Matcher(glossary)
    found = {hit.concept.id for unit in units for hit in matcher.find_chinese(unit.zh_text)}
    return tuple(concept for concept in glossary if concept.id in found)


def candidate_concepts(candidates: Sequence[Candidate]) -> tuple[Concept, ...]:
    """New terms as concepts to be curated, with their evidence in `note` and `source`; known ones are left out."""
    concepts = []
    for number, candidate in enumerate(candidates, 1):
        if "glossary" in candidate.origin:
            continue
        others = [en for en, _ in candidate.renderings if en != candidate.lemma]
        example = candidate.examples[0] if candidate.examples else None
        note = f"score {candidate.score:.2f}, {candidate.cofreq} of {candidate.freq_zh} times" + (
            f"; {candidate.why}" if candidate.why else ""
        )
        concepts.append(
            Concept(
                id=f"candidate-{number:04}",
                zh=(Term(candidate.zh),),
                en=(Term(candidate.lemma), *(Term(en, "admitted") for en in dict.fromkeys(others))),
                definition_zh=example.zh if example else "",
                definition_en=example.en if example else "",
                source=f"{example.file}:{example.line}" if example else "",
                note=note,
                state="suspect" if candidate.status == "suspect" else "candidate",
            )
        )
    return tuple(concepts)
