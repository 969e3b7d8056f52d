"""Markdown: headings, lists, tables, quotations; emphasis and links are read without their marks."""

from __future__ import annotations

import re

from duizhao.documents.draft import Draft, Part, lines

_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(?P<text>.*?)\s*#*\s*$")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+(?=\S)")
_RULE = re.compile(r"\s*(?:[-*_]\s*){3,}$|\s*[=-]{3,}\s*$")
_ROW = re.compile(r"\s*\|.*\|\s*$")
_ROW_RULE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*$")
_CELL = re.compile(r"(?:\\\||[^|])+")
_QUOTE = re.compile(r"\s*(?:>\s?)+")
_FENCE = re.compile(r"\s*(?:```|~~~)")
# Marks that print nothing: emphasis, links around their text, HTML tags, comments, backslashes.
MARKS = re.compile(
    r"(?<![\w*])\*{1,3}(?=\S)|(?<=\S)\*{1,3}(?![\w*])|\*\*|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|`+|!?\[(?=[^\]]*\]\()|"
    r"\]\([^)\s]*(?:\s\"[^\"]*\")?\)|</?[a-zA-Z][^>]{0,200}>|<!--.{0,2000}?-->|\\(?=[\\`*_{}\[\]()#+.!|-])"
)


def read_markdown(raw: str) -> Draft:
    """The paragraphs of a Markdown text; lines of one paragraph stay lines, to be joined as in plain text."""
    parts: list[Part] = []
    fenced = front = False
    for number, (start, end) in enumerate(lines(raw)):
        text = raw[start:end]
        if number == 0 and text.strip() == "---":
            front = True
            continue
        if front:
            front = text.strip() not in ("---", "...")
            if front and text.strip():
                parts.append(Part(start, end, "furniture", sure=True))
            continue
        if _FENCE.match(text):
            fenced = not fenced
            continue
        if not text.strip() or _ROW_RULE.match(text) or (_RULE.match(text) and not fenced):
            if (
                _RULE.match(text)
                and parts
                and re.fullmatch(r"\s*(?:=+|-+)\s*", text)
                and parts[-1].end + 2 >= start
                and parts[-1].kind is None
            ):
                parts[-1] = Part(parts[-1].start, parts[-1].end, "heading", sure=True)
            continue
        parts += _parts(text, start, end)
    return Draft(raw, tuple(parts), lines=True)


def _parts(text: str, start: int, end: int) -> list[Part]:
    if heading := _HEADING.match(text):
        return (
            [Part(start + heading.start("text"), start + heading.end("text"), "heading", sure=True)]
            if heading["text"]
            else []
        )
    if _ROW.match(text):
        return [
            Part(start + cell.start(), start + cell.end(), "table", sure=True)
            for cell in _CELL.finditer(text)
            if cell.group().strip()
        ]
    if quote := _QUOTE.match(text):
        start += quote.end()
        text = text[quote.end() :]
        if not text.strip():
            return []
    if item := _ITEM.match(text):
        if text.lstrip()[0] in "-*+":
            start += item.end()
        return [Part(start, end, "list")]
    return [Part(start, end)]
