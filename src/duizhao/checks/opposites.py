"""One of two words that are easily taken for each other: surplus for 逆差, fiscal for 货币政策."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from duizhao.glossary.folding import fold_text
from duizhao.model import Span


@dataclass(frozen=True, slots=True)
class Opposite:
    """A word of the source and the English of its counterpart that stands for it, with their places."""

    zh: Span
    en: Span


@dataclass(frozen=True, slots=True)
class _Word:
    zh: re.Pattern[str]
    en: re.Pattern[str]


def opposite(zh: str, en: str) -> Opposite | None:
    """The first word of the shipped families (`data/opposites.txt`) that has no counterpart in the English, which has
    that of another one that the source does not have."""
    text = fold_text(zh)
    for any_of, family in _families():
        if any_of.search(text) is None:
            continue
        there = [word.zh.search(text) for word in family]
        for own, here in zip(family, there, strict=True):
            if here is None or own.en.search(en):
                continue
            for other, also in zip(family, there, strict=True):
                said = None if also is not None else other.en.search(en)
                if said is not None:
                    return Opposite(Span(*here.span()), Span(*said.span()))
    return None


@cache
def _families() -> tuple[tuple[re.Pattern[str], tuple[_Word, ...]], ...]:
    text = resources.files("duizhao").joinpath("data/opposites.txt").read_text(encoding="utf-8")
    found = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            cells = line.split("\t")
            words = tuple(_word(zh, en) for zh, en in zip(cells[::2], cells[1::2], strict=True))
            found.append((re.compile("|".join(cells[::2])), words))
    return tuple(found)


def _word(zh: str, en: str) -> _Word:
    return _Word(re.compile(zh), re.compile(rf"\b(?:{en})\b", re.IGNORECASE))
