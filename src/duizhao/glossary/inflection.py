"""How far two English words with one stem are apart.

The Snowball stem brings together what a terminologist keeps apart (international and internal, organ and
organization, industry and industrial). Matching asks further: is it the same word, an inflected form of it, or
the noun of the same verb?
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from duizhao.words import dictionary_form, stem

# 0: the same word; 1: inflected; 2: verb and noun of the same action; 3: something else.
Distance = Literal[0, 1, 2, 3]

_INFLECTED = frozenset(
    ("", "s", "es", "e", "ed", "d", "ing", "y", "ies", "ied", "ying", "ie", "ize", "izes", "ized", "izing")
)
_ACTION = frozenset(("ion", "ions", "ation", "ations", "ment", "ments", "ization", "izations"))


@cache
def distance(one: str, other: str) -> Distance:
    """How far two words are apart; case does not count."""
    a, b = _plain(one), _plain(other)
    if a == b:
        return 0
    if stem(one) != stem(other):
        return 3
    a, b = dictionary_form(a), dictionary_form(b)
    common = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        common += 1
    ends = (a[common:], b[common:])
    for end in ends:
        # planned, planning: the doubled consonant belongs to the ending
        if len(end) > 2 and common and end[0] == a[common - 1] and end[1:] in ("ed", "ing"):
            ends = ("", end[1:])
            break
    if ends[0] in _INFLECTED and ends[1] in _INFLECTED:
        return 1
    for verb, noun in (ends, ends[::-1]):
        if noun in _ACTION and verb in _INFLECTED and (verb or not noun.startswith("iz")):
            return 2
    return 3


def _plain(word: str) -> str:
    word = word.lower().replace("’", "'")
    for end in ("'s", "s'"):
        if word.endswith(end):
            return word[:-2] if end == "'s" else word[:-1]
    return word
