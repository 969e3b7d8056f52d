"""Words that stand for each other: what two phrases may differ in and still mean one thing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Literal

from duizhao.glossary.distance import osa
from duizhao.glossary.inflection import distance
from duizhao.words import dictionary_form, stem

# sure: one thing in nearly every phrase; likely: in long ones; free: where the glossary has both for one concept;
# form: adjective and noun of one word; misprint, slip: no relation but their letters, one or two of which differ;
# none: inflected, or different words.
Relation = Literal["sure", "likely", "free", "form", "misprint", "slip", "none"]

_ADJECTIVE = ("al", "ic", "ical", "ive", "ous", "ary", "ed")
_PERSON = ("er", "ers", "or", "ors", "ist", "ists", "ician", "icians")
_LONG = 7  # letters from which one wrong letter is no other word
_SHORT = 4
_NUMBERS = frozenset(("million", "billion", "trillion", "millions", "billions", "trillions"))


@cache
def relation(one: str, other: str) -> Relation:
    """What two words in lower case, in the same place of two phrases, have to do with each other."""
    a, b = stem(one), stem(other)
    if "’" in one + other or "'" in one + other:
        return "none"
    if a == b:
        # Noun and adjective: industry, industrial; not innovate and innovation, nor product and producer.
        if distance(one, other) <= 1 and _made(one, other):
            return "form"
        if distance(one, other) <= 1 or one.endswith(_PERSON) != other.endswith(_PERSON):
            return "none"
        return "form" if one.endswith(_ADJECTIVE) != other.endswith(_ADJECTIVE) else "none"
    families = _families()
    if shared := families.get(a, frozenset()) & families.get(b, frozenset()):
        marks = {name[0] for name in shared}
        return "sure" if "!" in marks else "free" if marks == {"?"} else "likely"
    return _alike(one, other)


def _made(one: str, other: str) -> bool:
    """Whether one of two attributes says that something was made what the other says it is: special, specialized."""
    plain, made = sorted((one, other), key=len)
    return made in (plain + "ized", plain + "ised")


def _alike(one: str, other: str) -> Relation:
    if one in _NUMBERS or other in _NUMBERS or one.startswith(other) or other.startswith(one):
        return "none"  # licence, licensee
    one, other = dictionary_form(one), dictionary_form(other)
    shortest = min(len(one), len(other))
    if shortest < _SHORT or one == other:
        return "none"
    if abs(len(one) - len(other)) > 2 or (one[0] != other[0] and one[-1] != other[-1]):
        return "none"  # no single slip changes both ends
    far = osa(one, other)
    if far <= 1 and shortest >= _LONG:
        return "misprint"
    return "slip" if far <= 2 and one[0] == other[0] and one[-1] == other[-1] else "none"


def closed(text: str) -> str:
    """A text with the compounds of the families in one word: cutting-edge, cuttingedge."""
    return _compounds().sub(lambda m: re.sub("[ -]", "", m.group()), text)


@cache
def _compounds() -> re.Pattern[str]:
    words = [word for line in _lines() for word in line if "-" in word]
    return re.compile("|".join(rf"\b{word.replace('-', '[ -]')}\b" for word in words) or "(?!)", re.IGNORECASE)


def _lines() -> list[list[str]]:
    text = resources.files("duizhao").joinpath("data/wording.txt").read_text(encoding="utf-8")
    return [line.lstrip("!? ").split() for line in text.splitlines() if line[:1] not in "#="]


@cache
def _families() -> Mapping[str, frozenset[str]]:
    """Stem → the names of its families: the mark of the line, a blank for none, and its number."""
    text = resources.files("duizhao").joinpath("data/wording.txt").read_text(encoding="utf-8")
    found: dict[str, frozenset[str]] = {}
    for number, line in enumerate(text.splitlines()):
        mark, words = (line[0], line[1:].split()) if line[:1] in "!?" else (" ", line.split())
        if line[:1] in "#=" or len(words) < 2:
            continue
        for root in (stem(word.replace("-", "")) for word in words):
            found[root] = found.get(root, frozenset()) | {f"{mark}{number}"}
    return found
