"""Documents → sentences, each with its characters in the file that the user gave, its kind and its label."""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from duizhao.documents import encodings
from duizhao.documents.draft import line_starts, lines
from duizhao.documents.repaired import repair
from duizhao.files import read_bytes
from duizhao.model import Document, Lang, Sentence
from duizhao.script import HAN, language_of
from duizhao.sentences import chinese, english, headings

_HAN = re.compile(f"[{HAN}]")
__all__ = ["read_presplit", "split", "split_text"]


def split(document: Document, *, semicolons: bool = False) -> tuple[Sentence, ...]:
    """The sentences of a document in the order of the page; furniture and notes included, by kind.

    Args:
        semicolons: whether sentences also end at semicolons.
    """
    starts = line_starts(document.raw)
    found: list[Sentence] = []
    for block in document.blocks:
        repaired = repair(document.raw, document.edits, block.start, block.end)
        text = repaired.text
        spans = list(_spans(text, document.lang, semicolons))
        for piece in headings.pieces(text, block.kind, block.label, spans, document.lang):
            start, end = repaired.start(piece.start), repaired.end(piece.end)
            line = bisect_right(starts, start)
            found.append(Sentence(0, text[piece.start : piece.end], start, end, line, piece.kind, piece.label))
    # Furniture that interrupts a sentence stands behind it.
    found.sort(key=lambda sentence: sentence.start)
    return tuple(replace(sentence, id=number) for number, sentence in enumerate(found, 1))


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
    if lang == "zh" and not _HAN.search(text) and language_of(text[:2000]) == "en":
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
