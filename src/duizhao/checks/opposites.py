"""One of two words that are easily taken for each other: surplus for 逆差, fiscal for 货币政策."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from operator import add

from duizhao.glossary.folding import fold_text
from duizhao.model import Span

_GROUP = re.compile(r"\(\?[^()]*\)")  # what may stand before or behind a Chinese word, or be left out of it


@dataclass(frozen=True, slots=True)
class Opposite:
    """A word of the source and the English of its counterpart that stands for it, with their places."""

    zh: Span
    en: Span


@dataclass(frozen=True, slots=True)
class _Word:
    zh: re.Pattern[str]
    en: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Families:
    words: tuple[tuple[_Word, ...], ...]
    by_head: Mapping[str, frozenset[int]]  # the first two characters of a Chinese word → families, by number


def opposite(zh: str, en: str) -> Opposite | None:
    """The first word of the shipped families (`data/opposites.txt`) that has no counterpart in the English, which has
    that of another one that the source does not have."""
    text = fold_text(zh)
    families = _families()
    # Few pairs of characters begin a word of a family; trying a hundred patterns instead took 30 µs a segment.
    begun = [families.by_head[pair] for pair in set(map(add, text, text[1:])) if pair in families.by_head]
    for number in sorted(set().union(*begun)):
        family = families.words[number]
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
def _families() -> _Families:
    text = resources.files("duizhao").joinpath("data/opposites.txt").read_text(encoding="utf-8")
    found: list[tuple[_Word, ...]] = []
    by_head: dict[str, frozenset[int]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            cells = line.split("\t")
            for alternative in _GROUP.sub("", "|".join(cells[::2])).split("|"):
                head = alternative[:2]
                by_head[head] = by_head.get(head, frozenset()) | {len(found)}
            found.append(tuple(_word(zh, en) for zh, en in zip(cells[::2], cells[1::2], strict=True)))
    return _Families(tuple(found), by_head)


def _word(zh: str, en: str) -> _Word:
    return _Word(re.compile(zh), re.compile(rf"\b(?:{en})\b", re.IGNORECASE))
