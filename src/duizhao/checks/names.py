"""Names of places in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from duizhao.glossary.folding import fold_text


@dataclass(frozen=True, slots=True)
class Found:
    """A place that a text names."""

    zh: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Places:
    """The names, and the patterns that find them."""

    english: Mapping[str, tuple[str, ...]]  # Chinese name → English ones
    chinese: Mapping[str, tuple[str, ...]]  # English name → Chinese ones
    short: Mapping[str, str]  # Chinese name → characters that stand for it
    in_chinese: re.Pattern[str]
    in_english: re.Pattern[str]

    def find_chinese(self, text: str) -> list[Found]:
        """The places of a Chinese text, in order."""
        return [Found(m.group(), m.start(), m.end()) for m in self.in_chinese.finditer(fold_text(text))]

    def find_english(self, text: str) -> list[tuple[str, int, int]]:
        """The names of places in an English text: as printed, and where."""
        return [(m.group(), m.start(), m.end()) for m in self.in_english.finditer(text.replace("’", "'"))]


@cache
def places() -> Places:
    """The shipped list, `data/places.txt`."""
    text = resources.files("duizhao").joinpath("data/places.txt").read_text(encoding="utf-8")
    english: dict[str, tuple[str, ...]] = {}
    chinese: dict[str, tuple[str, ...]] = {}
    short: dict[str, str] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            zh, en, *more = line.split("\t")
            english[zh] = tuple(en.split("|"))
            short[zh] = more[0] if more else ""
            for name in english[zh]:
                chinese[name] = (*chinese.get(name, ()), zh)
    by_length = sorted(english, key=len, reverse=True)
    names = sorted(chinese, key=len, reverse=True)
    return Places(
        english, chinese, short,
        re.compile("|".join(map(re.escape, by_length))),
        re.compile(r"(?<![\w])(?:" + "|".join(map(re.escape, names)) + r")(?![A-Za-z])"),
    )  # fmt: skip
