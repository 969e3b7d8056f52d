"""Headings run into their paragraphs, box titles without a stop: what the first sentence of a block is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from duizhao.documents.labels import mark_of
from duizhao.model import Kind, Lang
from duizhao.sentences.cutting import words

# A box's title is a run of capitalised words; its last is one of a list, and an order or an opener of
# sentences follows it ("… Demonstration Project Conduct pilot work").
_TITLE_WORD = re.compile(
    r"\s*(?:[“\"(]?[A-Z0-9][\w’'/&+-]*[,”\")]*|(?:and|of|the|for|in|on|to|with|by|or|a|an|from|at)(?=\s))"
)
_BODY = re.compile(r"\s+[A-Z“][\w’'-]*”?,?\s+(?:[a-z“(]|[A-Z][a-z]+\s+[a-z])")
_LONGEST = {"zh": 60, "en": 240}  # characters of a sentence that may be a run-in heading
_STRUCTURAL = ("chapter", "section", "item", "box", "annex", "part", "table", "figure")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block that is one sentence."""

    start: int
    end: int
    kind: Kind
    label: str | None = None


def pieces(text: str, kind: Kind, label: str | None, spans: list[tuple[int, int]], lang: Lang) -> list[Piece]:
    """The sentences of a block with their kinds; the first carries the block's label.

    Args:
        text: the repaired text of the block.
        spans: its sentences as start and end in `text`.
    """
    if not spans:
        return []
    rank = (label or "").partition(":")[0]
    start, end = spans[0]
    if rank == "box" and kind == "box" and lang == "en":
        title = _box_title(text, end)
        if title is not None:
            body = title + len(text[title:]) - len(text[title:].lstrip())
            rest = [(body, end), *spans[1:]]
            return [Piece(start, title, "heading", label), *(Piece(a, b, "box") for a, b in rest)]
    first: Kind = kind
    if (
        kind in ("paragraph", "box")
        and rank in _STRUCTURAL
        and len(spans) > 1
        and end - start <= _LONGEST[lang]
    ):
        first = "heading"
    return [Piece(start, end, first, label), *(Piece(a, b, kind) for a, b in spans[1:])]


def _box_title(text: str, end: int) -> int | None:
    """Where a box's title ends that runs into the first sentence; None without evidence."""
    mark = mark_of(text[:80])
    if mark is None:
        return None
    best = None
    at = mark.end
    while at < min(end, mark.end + 200) and (word := _TITLE_WORD.match(text, at)):
        at = word.end()
        if word.group().strip(' ,”")').lower() in words("english", "box-end") and _BODY.match(text, at):
            best = at
    return best
