"""A gloss that contradicts the source, the glossary or the dictionary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from duizhao.checks.base import Sample, check, concept
from duizhao.checks.case import Case
from duizhao.checks.marks import glosses
from duizhao.checks.run import Run
from duizhao.glossary.folding import fold_term
from duizhao.model import Concept, Finding, Sentence, Severity

_MANY = 300  # glosses from which all of the glossary is asked
_ROOM = 1 << 24  # characters; no sentence is longer


@check(
    "DZ901", "suspect-gloss", "error", "set", "A gloss contradicts the source, the glossary or the dictionary.",
    right=[Sample("建设海洋强省。", "It will become a strong maritime province (海洋强省).")],
    wrong=[
        Sample("建设海洋强省。", "It will become a strong maritime province (海洋强国)."),
        Sample(
            "", "Relying on space superpower (航空强国) policies, we will go further.",
            terms=(concept("航空强国", "strong civil aviation nation", deprecated="space superpower"),
                   concept("航天强国", "strong space nation", deprecated="space superpower")),
        ),
    ],
    alone=True,
)  # fmt: skip
def suspect_gloss(run: Run) -> Iterator[Finding]:
    """The Chinese in brackets is not in the source, is not what the glossary has for the English (the shipped one, too,
    if there is a source), is what another place of the source means, or is one character away from the word that was
    meant (因地适宜 for 因地制宜). What only the dictionary doubts is a warning in English alone, and mentioned where
    the source has the Chinese.
    """
    holding: dict[int, tuple[Case, int]] = {}
    sentences: list[Sentence] = []
    source: dict[int, str] = {}
    for case in run.cases:
        if case.en.isascii() or not glosses(case.en) or case.copied:
            continue
        at = 0
        for sentence in case.unit.en:
            number = len(sentences) + 1
            holding[number] = case, at
            # Sentences of many files get places of their own, so that a gloss tells which one it is from.
            start = number * _ROOM
            sentences.append(replace(sentence, id=number, start=start, end=start + len(sentence.text)))
            if case.zh:
                source[number] = case.zh
            at += len(sentence.text) + 1 if sentence.text else 0
    if not holding:
        return
    from duizhao.checks.gloss_doubts import contradicted
    from duizhao.terms import find_glosses

    for gloss in find_glosses(sentences, "", source=source or None, known=_relevant(run, sentences)):
        case, at = holding[gloss.start // _ROOM]
        start, end = at + gloss.start % _ROOM, at + gloss.end % _ROOM
        suspect = gloss.suspect
        if suspect is None and case.zh:
            suspect = contradicted(run.terminology, gloss.zh, gloss.en, case.en[:start], case.zh)
            sure = suspect is not None
        else:
            sure = suspect is not None and ("source" in suspect or "glossary" in suspect)
        if suspect is None:
            continue
        severity: Severity | None = None if sure else "info" if case.zh else "warning"
        yield case.finding(
            suspect_gloss, f"{gloss.zh} for “{gloss.en}”: {suspect}", en=(start, end), severity=severity,
            key=gloss.zh,
        )  # fmt: skip


def _relevant(run: Run, sentences: Sequence[Sentence]) -> Sequence[Concept]:
    """The concepts that the glosses may be, or be mistaken for: as long, and with half of the characters."""
    if run.glossary is None:
        return ()
    inside = {fold_term(s.text[a:b]) for s in sentences for a, b in glosses(s.text)}
    if len(inside) > _MANY:
        return run.glossary.concepts
    chars = [frozenset(text) for text in inside]
    every = frozenset().union(*chars)

    def near(text: str) -> bool:
        own = frozenset(text)
        half = len(own) / 2
        return len(own & every) >= half and any(len(own & there) >= half for there in chars)

    return [concept for concept in run.glossary if any(near(t.text) for t in concept.zh)]
