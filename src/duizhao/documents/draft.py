"""What a reader hands on: the characters of a document and its parts, before repairs and structure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from duizhao.model import Kind

# Lines end here and nowhere else: U+0085, U+2028 and form feeds are characters like others.
_PARAGRAPH_END = re.compile(
    r"(?<=[。！？；：.!?;:”」）)])\s*\n|\n(?=\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|第[一二三四五六七八九十百\d]+[章节條条]|[•●—]))"
)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, heading, cell or line as the format delimits it.

    Attributes:
        start, end: its characters in `Draft.raw`, without the line end.
        kind: what the format says it is, None where it says nothing.
        page: the page it stands on, counted from 1, where the format has pages.
        sure: whether nothing but the format may decide its kind (a cell is one, whatever it says).
        full: whether the line reaches the right margin; None where only its characters can tell.
    """

    start: int
    end: int
    kind: Kind | None = None
    page: int | None = None
    sure: bool = False
    full: bool | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A document as its format gives it.

    Attributes:
        raw: all its characters.
        parts: its parts in the order of the page.
        lines: whether the parts are lines of a page, so that a paragraph may go over several of them.
        encoding: the encoding it was read in.
    """

    raw: str
    parts: tuple[Part, ...]
    lines: bool = False
    encoding: str = "utf-8"


@dataclass(slots=True)
class Sheet:
    """Collects the text of a format that is no text, one part a line, and where the parts stand."""

    pieces: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    length: int = 0

    def add(
        self,
        text: str,
        kind: Kind | None = None,
        *,
        page: int | None = None,
        sure: bool = False,
        full: bool | None = None,
    ) -> None:
        """Puts a part on a line of its own. A line end inside it stays, and ends the part if a sentence ends
        there or a number follows."""
        for piece in _PARAGRAPH_END.split(text):
            if piece.strip():
                self.parts.append(Part(self.length, self.length + len(piece), kind, page, sure, full))
                self.pieces.append(piece + "\n")
                self.length += len(piece) + 1

    def gap(self) -> None:
        """Puts a blank line."""
        self.pieces.append("\n")
        self.length += 1

    def draft(self, *, lines: bool = False) -> Draft:
        return Draft("".join(self.pieces), tuple(self.parts), lines)


def lines(raw: str) -> Iterator[tuple[int, int]]:
    """Start and end of every line of a text, without its line end; blank lines included."""
    for match in _LINE.finditer(raw):
        end = match.end()
        while end > match.start() and raw[end - 1] in "\r\n":
            end -= 1
        yield match.start(), end


def line_starts(raw: str) -> list[int]:
    """Where the lines of a text begin: `bisect_right(line_starts(raw), offset)` is a line's number."""
    return [match.start() for match in _LINE.finditer(raw)] or [0]
