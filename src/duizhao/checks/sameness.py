"""When two texts, or two renderings, count as the same."""

from __future__ import annotations

import re
from functools import lru_cache

from duizhao.checks.english import FUNCTION
from duizhao.checks.terms import content_stems
from duizhao.documents.labels import mark_of
from duizhao.glossary.folding import fold_text
from duizhao.glossary.inflection import distance
from duizhao.words import ENGLISH_WORD, stem

_ENDINGS = ("ness", "ly", "ity")
_SPELLED = {"S&T": "science technology", "R&D": "research development"}
_NUMBERS = re.compile(r"[\d〇零一二两三四五六七八九十百千万亿]+(?:点[\d〇零一二三四五六七八九]+)?%?")
_NUMBER_WORD = re.compile(
    r"[\d,.]+%?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelv|twelve|twenti|thirti|forti|fifti|"
    r"hundr|thousand|million|billion|trillion|percent"
)
_MARKS = re.compile(r"[\s\"'“”‘’「」『』《》〈〉、，。；：！？,.;:!?()（）\[\]【】—–·-]+")


def source_key(zh: str) -> str:
    """A Chinese segment without its number, its marks and blanks, in simplified characters."""
    mark = mark_of(zh)
    return _MARKS.sub("", fold_text(zh[mark.end :] if mark else zh))


def target_key(en: str) -> tuple[str, ...]:
    """An English segment as the stems of its content words: capitals, inflection, articles and marks aside."""
    mark = mark_of(en)
    text = en[mark.end :] if mark else en
    return content_stems(text)


def number_free(source: str, target: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The keys of a unit without their numbers: 培育龙头企业10家 and 培育龙头企业20家 are one source."""
    return _NUMBERS.sub("#", source), tuple("#" if _NUMBER_WORD.fullmatch(w) else w for w in target)


@lru_cache(4096)
def same_rendering(one: str, other: str) -> bool:
    """Whether two renderings differ in inflection, part of speech, capitals, articles, hyphens or order only: go
    global and going global, but not industrial chain and industry chain."""
    a, b = _words(one), _words(other)
    if "".join(a) == "".join(b):
        return True
    if sorted(map(stem, a)) == sorted(map(stem, b)) and len(a) > 1 and a[-1] != b[-1]:
        return True  # S&T innovation, innovation in science and technology; redlines for conservation
    return len(a) == len(b) and all(_same_word(x, y) for x, y in zip(a, b, strict=True))


def _same_word(one: str, other: str) -> bool:
    """Inflected, noun and verb of one action, or with an ending that only changes the part of speech: competitive
    and competitiveness, dynamic and dynamically. Industry and industrial are two words."""
    if distance(one, other) <= 2:
        return True
    return stem(one) == stem(other) and (one.endswith(_ENDINGS) or other.endswith(_ENDINGS))


@lru_cache(4096)
def is_short_for(one: str, other: str) -> bool:
    """Whether one of two renderings is the abbreviation of the other, or a part of it: SOE, state-owned
    enterprise; intellectual property, intellectual property rights; returned to forest, return farmland to forest."""
    a, b = sorted((one, other), key=len)
    initials = "".join(w[0] for w in re.findall(r"[A-Za-z]+", b) if w.lower() not in FUNCTION).upper()
    if a.rstrip("s").isupper() and (a.rstrip("s") in initials or initials.startswith(a.rstrip("s")[:2])):
        return True
    short, long = sorted((_words(a), _words(b)), key=len)
    if len(short) > 1 and set(map(stem, short)) < set(map(stem, long)):
        return True  # carbon peaking, peak carbon emissions
    rest = iter(long)
    apart = len(short) > 1 and _near(short[-1], long[-1]) and all(any(_near(x, y) for y in rest) for x in short)
    width = len(short)
    return apart or any(all(map(_near, short, long[i : i + width])) for i in range(len(long) - width + 1))


def _near(one: str, other: str) -> bool:
    return distance(one, other) <= 1


@lru_cache(4096)
def _words(text: str) -> tuple[str, ...]:
    for short, long in _SPELLED.items():
        text = text.replace(short, long)
    return tuple(w.lower() for w in ENGLISH_WORD.findall(text.replace("-", " ")) if w.lower() not in FUNCTION)
