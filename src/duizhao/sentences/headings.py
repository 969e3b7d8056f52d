"""Headings run into their paragraphs, box titles without a stop: what the first sentence of a block is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from duizhao.documents.labels import IN_BOX, mark_of
from duizhao.model import Kind, Lang
from duizhao.sentences.cutting import words

_TOKEN = re.compile(r"\s*([“\"‘(\[]*)([^\s“\"‘(\[]+)")
_FUNCTION = frozenset(["and", "of", "the", "for", "in", "on", "to", "with", "by", "or", "a", "an", "from", "at"])
_ITEM = re.compile(r"\s+(?=(?:\(?1\)|1\.|\(?[iI]\)|[①一]|\(a\))\s?\S)")
_LONGEST_TITLE = 200  # characters
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
        title = box_title(text)
        if title is not None:
            body = title
            while text[body].isspace():
                body += 1
            title = len(text[:title].rstrip())
            # A number that opens the body was taken for the end of the title's sentence.
            rest = [(body, b) if a < body or i == 0 else (a, b) for i, (a, b) in enumerate(_from(spans, body))]
            return [Piece(start, title, "heading", label), *(Piece(a, b, "box", _item(text, a)) for a, b in rest)]
    first: Kind = kind
    if kind in ("paragraph", "box") and rank in _STRUCTURAL and len(spans) > 1 and end - start <= _LONGEST[lang]:
        first = "heading"
    rest = spans[1:]
    if kind == "box":
        return [Piece(start, end, first, label), *(Piece(a, b, kind, _item(text, a)) for a, b in rest)]
    return [Piece(start, end, first, label), *(Piece(a, b, kind) for a, b in rest)]


def _item(text: str, start: int) -> str | None:
    """The label of a numbered item inside a box's text."""
    mark = mark_of(text[start : start + 12])
    return f"item:{mark.value}" if mark is not None and mark.style in IN_BOX else None


def _from(spans: list[tuple[int, int]], body: int) -> list[tuple[int, int]]:
    """The sentences that end behind the head of a box's body, its number included."""
    return [(a, b) for a, b in spans if b > body + 4]


def box_title(text: str) -> int | None:
    """Where a box's title ends that runs into its text ("Box 1: River Mouth Project Conduct trials…").

    A title is a run of capitalised words. It ends before the number of a first item, or before the capitalised
    word that comes last before the first word in lower case, function words aside; a word that ends titles
    ("Project") with an opener of sentences behind it outweighs that. None without evidence.
    """
    mark = mark_of(text[:80])
    if mark is None or mark.style != "box":
        return None
    item = _ITEM.search(text, mark.end, mark.end + _LONGEST_TITLE)
    if item is not None and not re.search(r"[a-z)”]\.\s", text[mark.end : item.start()]):
        return item.start()
    openers, ends = words("english", "opener"), words("english", "box-end")
    tokens: list[tuple[int, str]] = []
    at = mark.end
    while at < mark.end + _LONGEST_TITLE and (token := _TOKEN.match(text, at)):
        tokens.append(
            (token.start() + len(token.group()) - len(token.group().lstrip()), token[2].rstrip(',”"’)]'))
        )
        at = token.end()
        if token[2].endswith((".", ":", ";")):
            break
    starts = [i for i in range(1, len(tokens)) if tokens[i][1][:1].isupper() and tokens[i - 1][1] not in _FUNCTION]
    strong = [i for i in starts if tokens[i][1] in openers and tokens[i - 1][1].lower() in ends]
    if strong:
        return tokens[strong[0]][0]
    lower = next((i for i, (_, word) in enumerate(tokens) if word[:1].islower() and word not in _FUNCTION), 0)
    last = max((i for i in starts if i < lower), default=0)
    if last < 2 or any(word not in _FUNCTION for _, word in tokens[last + 1 : lower]):
        return None
    if last > 2 and last - 1 in starts and tokens[last - 1][1] in openers:
        last -= 1  # "Support Chinese enterprises"
    return tokens[last][0]
