"""One of two words that are easily taken for each other: surplus for 逆差, fiscal for 货币政策."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from operator import add

from duizhao.glossary.folding import fold_text
from duizhao.model import Span

_ASIDE = re.compile(r"\(\?[^()]*\)\??")  # lookarounds and groups of a pattern
_ALTERNATIVES = re.compile(r"\|(?![^(]*\))")


@dataclass(frozen=True, slots=True)
class Opposite:
    """A word of the source and the English of its counterpart that stands for it, with their places."""

    zh: Span
    en: Span


@dataclass(frozen=True, slots=True)
class _Word:
    """Patterns: of the Chinese, of the English that stands for it alone, and of all that may stand for it."""

    zh: str
    en: str
    may: str


def opposite(zh: str, en: str) -> Opposite | None:
    """The first word of the shipped families (`data/opposites.txt`) that has no counterpart in the English, which has
    that of another one that the source does not have."""
    text = fold_text(zh)
    families, by_beginning = _families()
    # Most of the 250 families have nothing to do with a text, and compiling them all takes longer than checking a page.
    keys = by_beginning.keys() & {*text, *map(add, text, text[1:])}
    numbers = {n for key in keys for n in by_beginning[key]}
    for n in sorted(numbers):
        family = families[n]
        there = [_chinese(word.zh).search(text) for word in family]
        for own, here in zip(family, there, strict=True):
            if here is None or _english(own.may).search(en):
                continue
            for other, also in zip(family, there, strict=True):
                said = None if also is not None else _english(other.en).search(en)
                if said is not None:
                    return Opposite(Span(*here.span()), Span(*said.span()))
    return None


@cache
def _families() -> tuple[Sequence[Sequence[_Word]], Mapping[str, Sequence[int]]]:
    """The families, and the one or two characters with which a Chinese word of theirs begins → their numbers."""
    text = resources.files("duizhao").joinpath("data/opposites.txt").read_text(encoding="utf-8")
    families: list[Sequence[_Word]] = []
    by_beginning: dict[str, list[int]] = defaultdict(list)
    for line in text.splitlines():
        if line and not line.startswith("#"):
            cells = line.split("\t")
            for key in {key for zh in cells[::2] for key in _beginnings(zh)}:
                by_beginning[key].append(len(families))
            families.append(tuple(_word(zh, en) for zh, en in zip(cells[::2], cells[1::2], strict=True)))
    return families, by_beginning


def _beginnings(pattern: str) -> Iterator[str]:
    for alternative in _ALTERNATIVES.split(pattern):
        yield _ASIDE.sub("", alternative)[:2]


def _word(zh: str, en: str) -> _Word:
    core, _, also = en.partition(" / ")
    return _Word(zh, core, f"{core}|{also}" if also else core)


@cache
def _chinese(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def _english(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)
