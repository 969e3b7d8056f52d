"""Running text with the glossary's terms in it, and which terms had to give way."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from duizhao.glossary.matching import Matcher

if TYPE_CHECKING:
    from duizhao.glossary.matching import Pair
    from duizhao.model import Lang


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A term that is spelled in the text and was not taken: it lies `inside` a longer one, `crosses` one, or is
    `no word` there (国 in 中国)."""

    text: str
    start: int
    end: int
    why: Literal["inside", "crosses", "no word"]


@dataclass(frozen=True, slots=True)
class Annotation:
    """A place where a term stands; `pairs`: the concepts it belongs to, the term of each, how it matched."""

    start: int
    end: int
    pairs: tuple[Pair, ...]
    passed_over: tuple[PassedOver, ...] = ()


def annotate(text: str, lang: Lang, matcher: Matcher) -> Iterator[Annotation]:
    """The terms in a text, longest match, in order."""
    spans = matcher.spans_chinese(text) if lang == "zh" else iter(sorted(matcher.spans_english(text), key=_start))
    return (Annotation(start, end, pairs) for start, end, pairs in spans)


def annotate_fully(text: str, lang: Lang, matcher: Matcher) -> tuple[list[Annotation], list[PassedOver]]:
    """The same, with the terms that gave way to each, and those that are no words where they are spelled."""
    taken = [(a.start, a.end, a.pairs) for a in annotate(text, lang, matcher)]
    rivals: list[list[PassedOver]] = [[] for _ in taken]
    nowhere = []
    ends = [end for _, end, _ in taken]
    chosen = {(start, end) for start, end, _ in taken}
    for start, end, _ in matcher.everywhere(text, lang):
        if (start, end) in chosen:
            continue
        i = bisect_left(ends, start + 1)
        if i == len(taken) or taken[i][0] >= end:
            nowhere.append(PassedOver(text[start:end], start, end, "no word"))
        else:
            inside = taken[i][0] <= start and end <= taken[i][1]
            rivals[i].append(PassedOver(text[start:end], start, end, "inside" if inside else "crosses"))
    found = [Annotation(*hit, tuple(others)) for hit, others in zip(taken, rivals, strict=True)]
    return found, nowhere


def _start(hit: tuple[int, int, object]) -> int:
    return hit[0]
