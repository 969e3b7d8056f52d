"""Documents → sentences, each with its characters in the file that the user gave, its kind and its label."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from duizhao.documents import encodings
from duizhao.documents.draft import line_starts, lines
from duizhao.files import read_bytes
from duizhao.model import Block, Document, Edit, Lang, Sentence
from duizhao.script import count_han, language_of
from duizhao.sentences import chinese, english, headings

__all__ = ["read_presplit", "split", "split_text"]


def split(document: Document, *, semicolons: bool = False) -> tuple[Sentence, ...]:
    """The sentences of a document in the order of the page; furniture and notes included, by kind.

    Args:
        semicolons: whether sentences also end at semicolons.
    """
    starts = line_starts(document.raw)
    found: list[tuple[int, int, headings.Piece]] = []
    for block in document.blocks:
        repaired = _Repaired.of(document, block)
        pieces = headings.pieces(
            repaired.text,
            block.kind,
            block.label,
            list(_spans(repaired.text, document.lang, semicolons)),
            document.lang,
        )
        found += ((repaired.raw(p.start), repaired.raw_end(p.end), p) for p in pieces)
    # Furniture that interrupts a sentence stands behind it.
    found.sort(key=lambda item: item[0])
    return tuple(
        Sentence(
            number, document.text(start, end), start, end, bisect_right(starts, start), piece.kind, piece.label
        )
        for number, (start, end, piece) in enumerate(found, 1)
    )


def split_text(text: str, lang: Lang, *, semicolons: bool = False) -> tuple[Sentence, ...]:
    """The sentences of a text as it stands: no repairs, every line a paragraph, no kinds."""
    found: list[Sentence] = []
    for number, (start, end) in enumerate(lines(text), 1):
        line = text[start:end]
        for a, b in _spans(line, lang, semicolons):
            found.append(Sentence(len(found) + 1, line[a:b], start + a, start + b, number))
    return tuple(found)


def read_presplit(path: str | os.PathLike[str]) -> tuple[Sentence, ...]:
    """A file with one sentence a line, taken as it is: lines end at "\\n" only, a "\\r" before it is dropped,
    blank lines are sentences without text.

    Raises:
        InputError, EncodingError: as for `duizhao.documents.read`.
    """
    name = os.fspath(path)
    raw, _ = encodings.decode(read_bytes(name), name)
    found: list[Sentence] = []
    start = 0
    for number, line in enumerate(raw.split("\n"), 1):
        text = line.removesuffix("\r")
        found.append(Sentence(number, text, start, start + len(text), number))
        start += len(line) + 1
    if raw.endswith("\n"):
        found.pop()
    return tuple(found)


def _spans(text: str, lang: Lang, semicolons: bool) -> Iterator[tuple[int, int]]:
    """Start and end of every sentence of a paragraph, without the space around it."""
    if lang == "zh" and not count_han(text[:2000]) and language_of(text[:2000]) == "en":
        lang = "en"  # an English paragraph in a Chinese document
    elif lang == "en" and text[:1] >= "\u2e80" and language_of(text[:2000]) == "zh":
        lang = "zh"
    begin = 0
    for end in (chinese if lang == "zh" else english).ends(text, semicolons):
        a, b = begin, end
        while a < b and text[a].isspace():
            a += 1
        while b > a and text[b - 1].isspace():
            b -= 1
        if a < b:
            yield a, b
        begin = end


@dataclass(frozen=True, slots=True)
class _Repaired:
    """The repaired text of a block and the way back to the file: runs of characters that were kept."""

    text: str
    at: tuple[int, ...]  # where in `text` a run begins
    shift: tuple[int, ...]  # what leads from `text` to the file in that run

    @classmethod
    def of(cls, document: Document, block: Block) -> _Repaired:
        edits = _inside(document.edits, block.start, block.end)
        pieces, at, shift = [], [0], [block.start]
        place, length = block.start, 0
        for edit in edits:
            pieces += [document.raw[place : edit.start], edit.text]
            length += edit.start - place + len(edit.text)
            place = edit.end
            at.append(length)
            shift.append(place - length)
        pieces.append(document.raw[place : block.end])
        return cls("".join(pieces), tuple(at), tuple(shift))

    def raw(self, start: int) -> int:
        """The file's character for a sentence's first."""
        return start + self.shift[bisect_right(self.at, start) - 1]

    def raw_end(self, end: int) -> int:
        """The file's character after a sentence's last."""
        return end - 1 + self.shift[bisect_right(self.at, end - 1) - 1] + 1


def _inside(edits: tuple[Edit, ...], start: int, end: int) -> tuple[Edit, ...]:
    first = bisect_right(edits, start - 1, key=lambda edit: edit.start)
    last = bisect_right(edits, end - 1, key=lambda edit: edit.start)
    return tuple(edit for edit in edits[first:last] if edit.end <= end)
