"""Chinese terms and texts as matching sees them: one script, narrow, without layout; the map back is kept."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from duizhao.cache import kept, stamp
from duizhao.script import HAN_RANGES, narrow, simplified

# Marks that writers put for each other: 大众创业、万众创新 is also printed with a comma.
_MARKS = str.maketrans(",•・‧—–‑‐", "、···----")
QUOTES = "\"'“”‘’„‟«»「」『』〝〞《》〈〉"
_LAYOUT = re.compile(rf"[\s{QUOTES}\u200b\ufeff]+")
_VERSION = 1  # of the table of simplifications in the cache; count it up when another one is made of the same opencc
_SEGMENT = 1000  # characters; longer texts are folded once
_QUOTE = re.compile(f"[{QUOTES}]")


@cache
def simplification() -> Mapping[int, str]:
    """Traditional characters and the simplified ones for them, as a table for `str.translate`.

    Character by character, without phrase rules: what matters is that a term and a text are folded alike. Kept in
    the cache folder: it takes opencc 40 ms.
    """
    return kept("folding", f"{_VERSION}-{stamp('opencc')}", _simplification)


def _simplification() -> dict[int, str]:
    chars = [chr(point) for low, high in HAN_RANGES for point in range(low, high + 1)]
    folded = simplified("\n".join(chars)).split("\n")
    return {ord(a): b for a, b in zip(chars, folded, strict=True) if a != b}


@cache
def _whole_table() -> Mapping[int, str]:
    """Everything that `fold_characters` does but lower case, in one table: one pass, not three."""
    points = [*range(0x20, 0x250), *range(0x2000, 0x2070), *range(0x3000, 0x3100), *range(0xFF00, 0xFFF0)]
    table = {p: folded for p in points if (folded := narrow(chr(p)).translate(_MARKS)) != chr(p)}
    return table | dict(simplification())


def fold_text(text: str) -> str:
    """A Chinese text as matching compares it: narrow, simplified, lower case, marks alike; as long as `text`."""
    return _fold_segment(text) if len(text) < _SEGMENT else _fold(text)


def _fold(text: str) -> str:
    folded = text.translate(_whole_table())
    low = folded.lower()
    return low if len(low) == len(text) else fold_characters(text, simplification())


_fold_segment = lru_cache(256)(_fold)  # a dozen checks fold the same segment one after the other


def fold_characters(text: str, table: Mapping[int, str]) -> str:
    """The same as `fold_text` with another table of simplifications."""
    folded = narrow(text).translate(_MARKS).translate(table)
    low = folded.lower()
    return low if len(low) == len(text) else "".join(c if len(x := c.lower()) != 1 else x for c in folded)


def fold_term(term: str, table: Mapping[int, str] | None = None) -> str:
    """A Chinese term as a key: folded, without quotes and layout; blanks stay between Latin words."""
    return compact(fold_characters(term, simplification() if table is None else table)).text


@dataclass(frozen=True, slots=True)
class Compact:
    """A text without layout blanks and quotes.

    Attributes:
        text: what is left.
        cuts: the places in it where something was left out, ascending.
        shifts: how many characters were left out up to each cut.
        walls: those cuts where a quote stood; words of the language do not reach across them, terms do.
    """

    text: str
    cuts: list[int]
    shifts: list[int]
    walls: list[int]

    def start(self, at: int) -> int:
        """Where the character `at` stands in the text as given."""
        i = bisect_right(self.cuts, at)
        return at + (self.shifts[i - 1] if i else 0)

    def end(self, at: int) -> int:
        """Where a stretch ends in the text as given that ends before the character `at`."""
        i = bisect_left(self.cuts, at)
        return at + (self.shifts[i - 1] if i else 0)


def compact(folded: str) -> Compact:
    """Leaves out quotes, and blanks that have a Chinese character or mark on a side."""
    pieces: list[str] = []
    cuts: list[int] = []
    shifts: list[int] = []
    walls: list[int] = []
    at = gone = 0
    for match in _LAYOUT.finditer(folded):
        start, end = match.span()
        quoted = _QUOTE.search(match.group()) is not None
        if not quoted:
            before, after = folded[start - 1 : start], folded[end : end + 1]
            if before.isascii() and after.isascii() and before and after:
                continue
        if match.group().count("\n") > 1:  # an empty line ends a paragraph
            continue
        pieces.append(folded[at:start])
        at = end
        gone += end - start
        place = end - gone
        cuts.append(place)
        shifts.append(gone)
        if quoted:
            walls.append(place)
    if not cuts:
        return Compact(folded, cuts, shifts, [])
    pieces.append(folded[at:])
    return Compact("".join(pieces), cuts, shifts, walls)
