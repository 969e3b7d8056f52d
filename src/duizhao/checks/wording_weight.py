"""When two renderings of a concept are two wordings, and how much it matters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Literal

from duizhao.checks.english import FUNCTION, PREPOSITIONS
from duizhao.checks.families import closed, relation
from duizhao.checks.phrases import WEAK, opens
from duizhao.checks.sameness import same_rendering
from duizhao.checks.terms import content_stems
from duizhao.checks.wordings import Wording
from duizhao.glossary.inflection import distance
from duizhao.words import ENGLISH_WORD, stem

if TYPE_CHECKING:
    from duizhao.checks.concept_wordings import Use

Weight = Literal["warning", "info"]

_NAMES = frozenset(("programme", "document", "organisation", "meeting", "event"))
_INITIALS = re.compile(r"\b[A-Z](?:[A-Z]|&[A-Z])+\b")
_FEW = 2  # words
_MANY = 3  # words in common that tell enough
_LONG = 4  # characters of a term that hardly means two things
_OFTEN = 2  # places of a longer and of a shorter form that are a habit, and no accident
# What makes a longer form another thing: the new materials industry is not new materials.
_MORE = WEAK | frozenset(
    "industry industries industrial sector market enterprise enterprises company companies fund funds source sources "
    "capability capabilities generation model models equipment network networks platform platforms building zone "
    "program programs initiative strategic chain reform method methods mechanism mechanisms facilities resources "
    "building materials power plant plants china chinese people people's people’s urban national "
    "global international period".split()
)


def same_wording(one: Use, other: Use) -> bool:
    """Whether two uses are one wording: inflected, or turned round (clusters of industries, industry clusters)."""
    if one.term.text == other.term.text:
        return True
    if (one.term.status == "deprecated") != (other.term.status == "deprecated"):
        return False
    if _joined(one.text) != _joined(other.text):
        return False  # integration innovation, integration and innovation
    if one.concept.pos in ("", "noun") and _gerund(one.term.text, other.term.text):
        return False
    if same_rendering(one.term.text, other.term.text):
        return not _same_noun(content_words(one.text), content_words(other.text))
    a, b = sorted(content_words(one.text)), sorted(content_words(other.text))
    return len(a) == len(b) > 1 and all(distance(x, y) <= 1 for x, y in zip(a, b, strict=True))


def _joined(text: str) -> bool:
    """Whether two words are joined by `and`; in lists of three it is written or not."""
    return " and " in text or "," in text


def _same_noun(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two renderings of one length differ in one attribute of the same noun, which here is a noun."""
    if len(one) < _FEW or len(one) != len(other) or _attributes(one[-1], other[-1]):
        return False
    return sum(map(_attributes, one, other)) == 1 and distance(one[-1], other[-1]) <= 1


def _attributes(one: str, other: str) -> bool:
    """Whether two words are a noun and an attribute made of it: network, networked; integration, integrated."""
    noun, attribute = sorted((one, other), key=lambda word: word.endswith("ed"))
    if noun.endswith("ed") or not attribute.endswith("ed"):
        return False
    if relation(noun, attribute) == "form":
        return not noun.endswith("ness")
    return attribute in (noun + "ed", noun + "d") and not noun.endswith("ing") and not opens(noun)


def _gerund(one: str, other: str) -> bool:
    """Whether the last word of one is the activity for what the other has: urban mining, urban mines."""
    a, b = content_words(one), content_words(other)
    if not a or not b or a[:-1] != b[:-1] or a[-1].endswith("ing") == b[-1].endswith("ing"):
        return False
    noun, activity = sorted((a[-1], b[-1]), key=lambda word: word.endswith("ing"))
    return noun.startswith(activity.removesuffix("ing"))


def content_words(text: str) -> list[str]:
    """The content words of a rendering, in lower case."""
    return [w.lower() for w in ENGLISH_WORD.findall(text) if w.lower() not in FUNCTION]


def weight(usual: Wording[Use], other: Wording[Use]) -> Weight | None:
    """How much it matters that a concept has two wordings; None where they are hardly two wordings of one thing."""
    concept = other.first.concept
    one, two = closed(usual.first.text), closed(other.first.text)
    if one.isupper() or two.isupper() or _abbreviated(one, two) or _abbreviated(two, one):
        return None  # an abbreviation and its full form
    a, b = content_stems(one), content_stems(two)
    mine, theirs = set(a) - set(b), set(b) - set(a)
    quoted = _quoted(usual.first) and _quoted(other.first)
    formula = quoted or concept.pos == "phrase" or concept.kind in _NAMES
    if _gerund(usual.first.term.text, other.first.term.text) and len(a) > 1:
        return "warning"
    certain = _certain(usual, other)
    free = certain and "nocheck" not in concept.flags
    if not mine and not theirs and len(a) == len(b):
        pairs = list(zip(content_words(one), content_words(two), strict=False))
        forms = any(relation(x, y) == "form" for x, y in pairs) or _same_noun(content_words(one), content_words(two))
        forms = forms or (_joined(one) != _joined(two) and all(distance(x, y) <= 1 for x, y in pairs))
        return "warning" if forms and opens(content_words(one)[-1]) == opens(content_words(two)[-1]) else "info"
    if not mine or not theirs:
        return _contained(usual, other, mine | theirs, concept.pos == "phrase")
    if len(a) == len(b) and _related(one, mine, two, theirs, free=free):
        grammar = _attributive(one, two) or _verbal(one) != _verbal(two) or (_NOUN in (mine, theirs) and len(a) == _FEW)
        return "info" if grammar else "warning"
    if _closed(one, two) or _closed(two, one):
        return "warning"
    if not certain:
        return None  # two things, as far as is known
    shared = [s for s in a if s in b and s not in _WEAK_STEMS]
    described = concept.pos == "adjective" and len(shared) >= _FEW
    if (mine | theirs) <= _WEAK_STEMS or (concept.pos not in ("", "noun") and not (formula or described)):
        return "info"
    if usual.first.among and len(shared) < _FEW:
        return None  # ecological protection, environmental protection
    if formula:
        return "warning" if shared or len(a) == len(b) == 1 else "info"
    if len(shared) >= _MANY and not _together(usual, other):
        return "warning"
    pair = _joined(one) and _joined(two) and len(shared) >= _FEW and a[0] != b[0]  # formats and models, the reverse
    if not shared or not (pair or _heads(one) & _heads(two)) or _together(usual, other):
        return "info"  # nothing in common, two heads, or two items of one list
    if len(shared) >= _FEW:
        return "warning"
    vague = len(mine) == len(theirs) == 1 and bool((mine | theirs) & _WEAK_STEMS)
    return "info" if vague or len(concept.zh[0].text) < _LONG else "warning"


def _abbreviated(one: str, other: str) -> bool:
    """Whether one text has the initials of words of the other: AI Plus, Artificial Intelligence Plus."""
    initials = "".join(word[0] for word in content_words(other)).upper()
    return any(token.replace("&", "") in initials for token in _INITIALS.findall(one))


def _certain(one: Wording[Use], other: Wording[Use]) -> bool:
    """Whether two wordings stand for the same: for one concept and no other, or for the same several ones."""
    a, b = ({use.among for use in wording.places} for wording in (one, other))
    return bool(a & b)


def _heads(text: str) -> frozenset[str]:
    """The stems of what a phrase may be about: its last word, that before a preposition or a word that makes it an
    industry or a system, and a verb in front."""
    from duizhao.terms.grammar import is_verb_like

    words = ENGLISH_WORD.findall(text)
    front = list(takewhile(lambda w: w.lower() not in PREPOSITIONS, words)) or words
    heads = [words[-1], front[-1], *(w for w in words[:1] if is_verb_like(w))]
    if len(words) > _FEW and words[-1].lower() in _MORE:
        heads.append(words[-2])  # environmental services (industry)
    return frozenset(map(stem, heads))


def _quoted(use: Use) -> bool:
    return use.case.en[use.start - 1 : use.start] in ("“", '"') if use.start else False


def _related(one: str, mine: set[str], two: str, theirs: set[str], *, free: bool) -> bool:
    """Whether every word that only one of two texts has stands for one that only the other has; `free`: in words,
    too, that only stand for each other where one concept is meant."""
    kinds = _STANDS_FOR if free else _STANDS_FOR - {"free"}
    left = [_word(two, {y}) for y in sorted(theirs)]
    for x in sorted(mine):
        word = _word(one, {x})
        match = next((w for w in left if relation(word, w) in kinds), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def _closed(one: str, two: str) -> bool:
    """Whether one is a single word for the other's two: bioenergy, biotech energy; cybersecurity, network security."""
    whole, parts = content_words(one), content_words(two)
    if len(whole) != 1 or len(parts) != _FEW or not whole[0].endswith(parts[1]) or len(parts[1]) < _LONG:
        return False
    front = whole[0].removesuffix(parts[1])
    return parts[0].startswith(front) or relation(front, parts[0]) in _STANDS_FOR


def _attributive(one: str, two: str) -> bool:
    """An adjective with a hyphen and a noun: energy-saving, energy conservation."""
    return len(content_words(one)) == len(content_words(two)) == _FEW and ("-" in one) != ("-" in two)


def _verbal(text: str) -> bool:
    """Whether a phrase begins with a verb: save energy, but not a participle (saved) or an adjective."""
    return opens(content_words(text)[0]) and " of " not in text  # the use of


def _together(usual: Wording[Use], other: Wording[Use]) -> bool:
    """Whether a sentence has both."""
    return bool({use.case.index for use in usual.places} & {use.case.index for use in other.places})


_STANDS_FOR = frozenset(("sure", "likely", "free", "misprint", "slip"))
_NOUN = {stem("science")}  # and technology; scientific and technological
_CHINA = {stem("china"), stem("chinese")}
_WEAK_STEMS = frozenset(map(stem, WEAK)) | _CHINA
_MORE_STEMS = frozenset(map(stem, _MORE))


def _contained(usual: Wording[Use], other: Wording[Use], more: set[str], formula: bool) -> Weight | None:
    """One wording is the other and some words more: hardly another one where those make it another thing."""
    if more <= _MORE_STEMS - _CHINA and _joined(usual.first.text) != _joined(other.first.text):
        return "warning"  # pilot demonstrations, pilot and demonstration projects
    if more & _MORE_STEMS:
        return None
    if formula and more:
        return "warning"
    one, two = sorted((usual.first.text, other.first.text), key=lambda text: len(content_words(text)))
    short, long = content_words(one), content_words(two)
    if len(short) >= _MANY and short[0] != long[0] and stem(short[-1]) != stem(long[-1]) and _joined(one):
        return "warning"  # new formats and models, emerging models and new formats
    telling = {stem(w) for w in short} - _WEAK_STEMS - _MORE_STEMS
    # environmental (protection) equipment
    inside = bool(telling) and short[0] == long[0] and stem(short[-1]) == stem(long[-1])
    often = min(usual.count, other.count) >= _OFTEN
    if not _certain(usual, other):
        inside, often = False, often and not inside
    elif len(short) > 1 and _joined(two) and not _joined(one) and two.split()[-1].islower():
        return "warning"  # pollution prevention (and control)
    return "warning" if more and len(short) > 1 and (often or inside) else "info"


def _word(text: str, stems: set[str]) -> str:
    return next(w for w in content_words(text) if stem(w) in stems)
