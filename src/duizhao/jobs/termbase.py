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


def differs(candidate: Candidate) -> bool:
    """Whether the texts render a term of the glossary in a way that the glossary does not have."""
    return candidate.why.startswith("differs")


def candidate_concepts(candidates: Sequence[Candidate], *, doubts: bool = True) -> tuple[Concept, ...]:
    """Terms as concepts to be curated, with their evidence in `note` and `source`. Those that the glossary has, and
    has in this rendering, are left out.

    Args:
        doubts: whether to keep terms of the glossary that the texts render otherwise: a terminologist decides
            whether the rendering is to be admitted or the translation mended; a termbase is better without them.
    """
    concepts = []
    for number, candidate in enumerate(candidates, 1):
        if "glossary" in candidate.origin and not (doubts and differs(candidate)):
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
