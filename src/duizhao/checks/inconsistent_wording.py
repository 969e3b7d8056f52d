"""Phrases of an English text that differ in a word for which another one stands elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from duizhao.checks.base import Sample, check
from duizhao.checks.phrase_pairs import Pair, pairs
from duizhao.checks.phrases import Phrase, is_adjective, phrases
from duizhao.checks.run import Run
from duizhao.checks.terms import ACCEPTED
from duizhao.checks.wordings import Wording, told
from duizhao.model import Finding


@check(
    "DZ305", "inconsistent-wording", "warning", "set", "A phrase is worded in two ways within an English text.",
    right=[
        Sample("", "Smart factories and intelligent robots will be built."),
        Sample("", "The supply of batteries and cells for storage will be ensured.",
               more=(("", "Rail transit stations open."), ("", "Industries design their own goods."))),
    ],
    wrong=[
        Sample("", "Offshore engineering equipment is another focus.",
               more=(("", "Marine engineering equipment comes first."),
                     ("", "We will develop marine engineering equipment."),
                     ("", "Exports of marine engineering equipment will grow."))),
        Sample("", "Loans for digital culture and creative parks are subsidized.",
               more=(("", "Digital cultural and creative parks will be built."),)),
        Sample("", "Advanced applicable processes will be listed.",
               more=(("", "Firms will adopt advanced and applicable processes."),)),
        Sample("", "Core key components are still imported.", more=(("", "We will make key core components."),)),
        Sample("", "We will rigorously promote green finance.", more=(("", "We will vigorously promote sports."),)),
    ],
    alone=True,
)  # fmt: skip
def inconsistent_wording(run: Run) -> Iterator[Finding]:
    """Two phrases of an English text without a source differ only in a word that translators put for another (smart
    and intelligent, marine and offshore), in noun and adjective of one word (industry and industrial), in an `and`
    between adjectives, in the order of two attributes, or in one letter (vigorously, rigorously). One finding for
    a wording, with the number of its places. Inflection and capitals are no difference, nor is what the glossary
    knows as two concepts; two common words together are only mentioned.
    """
    if not run.alone:
        return
    done: set[tuple[int, int]] = set()
    # What is clear first; then the shortest phrase that shows a difference, which stands for those around it.
    found = sorted(pairs(list(phrases(run.cases))), key=lambda p: (p.severity is not None, len(p.other.first.words)))
    for pair in found:
        model = pair.usual.first
        places = tuple(p for p in pair.other.places if not done.intersection(_marked(p, pair.slot)))
        if not places or (pair.how != "order" and _two_concepts(model, places[0])):
            continue
        for place in (*places, *pair.usual.places):
            done.update(_marked(place, pair.slot))
        here = places[0]
        while here.after and model.after and here.after.stem == model.after.stem:
            here, model = here.longer(), model.longer()
        if pair.slot < 0 or not _is_attribute(here, model):
            yield _finding(pair, Wording(places), here, model)


def _is_attribute(here: Phrase, model: Phrase) -> bool:
    """Whether two phrases end in an adjective: in one that ends in -ing, smart sensing, only if both go on."""
    last = here.words[-1].text
    return is_adjective(last) and not (last.endswith("ing") and (here.after is None or model.after is None))


def _finding(pair: Pair, other: Wording[Phrase], here: Phrase, model: Phrase) -> Finding:
    return here.case.finding(
        inconsistent_wording,
        told(other, here.text, pair.usual, model.text),
        en=(here.start, here.end), suggestion=model.text, key=f"{here.text.lower()}={model.text.lower()}",
        severity=None if _one_concept(pair, here, model) else pair.severity, confidence=0.6,
        precedent={"zh": "", "en": model.case.en, "file": model.case.file, "line": model.case.line_at(model.start)},
    )  # fmt: skip


def _marked(phrase: Phrase, slot: int) -> list[tuple[int, int]]:
    """The words that make the difference, as unit and character; all where it is not in one."""
    words = phrase.words if slot < 0 else phrase.words[slot : slot + 1]
    return [(phrase.case.index, word.start) for word in words]


def _one_concept(pair: Pair, here: Phrase, model: Phrase) -> bool:
    """Whether the glossary has both phrases for one concept, though longer terms hide them in the text."""
    glossary = here.case.run.glossary
    if glossary is None or pair.severity is None:
        return False
    find = here.case.terms.terminology.matcher.find_english
    a, b = (
        {h.concept.id for h in find(text) if h.end - h.start == len(text) and h.term.status in ACCEPTED}
        for text in (here.text, model.text)
    )
    return bool(a & b)


def _two_concepts(one: Phrase, other: Phrase) -> bool:
    """Whether the glossary knows the two phrases as renderings of different concepts, and of none in common."""
    a, b = _concepts(one), _concepts(other)
    return bool(a) and bool(b) and not a & b


def _concepts(phrase: Phrase) -> frozenset[str]:
    if phrase.case.run.glossary is None:
        return frozenset()
    hits: Mapping[str, object] = {
        h.concept.id: h
        for h in phrase.case.terms.everything
        if h.start == phrase.start and h.end == phrase.end and h.term.status in ACCEPTED
    }
    return frozenset(hits)
