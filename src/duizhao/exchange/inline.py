"""The plain text of a segment with inline markup (TMX, XLIFF 1.2, XLIFF 2)."""

from __future__ import annotations

import re
from html import unescape

from lxml import etree

from duizhao.errors import FormatError
from duizhao.exchange.safexml import local

# Their content is text of the segment; every other inline element holds native codes or nothing.
_TEXT = {"hi", "g", "mrk", "pc", "seg", "source", "target", "sub"}
_BREAKS = {"lb": "\n", "x-lb": "\n", "x-br": "\n", "br": "\n", "linebreak": "\n", "fmt:lb": "\n"}
_TABS = {"x-tab": "\t", "tab": "\t"}


def text_of(element: etree._Element, file: str) -> tuple[str, bool]:
    """A segment's text without its inline codes, and whether codes were left out.

    The text of highlighting (`hi`, `g`, `pc`) and of markers (`mrk`) stays; native codes (`bpt`, `ept`, `ph`,
    `it`, `ut`, `x`) go, with the sub-flows in them; line breaks and tabs given as codes become characters.
    Iterative, for a file may nest as deep as it likes.

    Raises:
        FormatError: a reference to an entity that nobody knows.
    """
    if not len(element):
        return element.text or "", False
    parts = [element.text or ""]
    coded = False
    stack = [(element, iter(element))]
    while stack:
        node, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if stack:
                parts.append(node.tail or "")
            continue
        name = local(child)
        if name in _TEXT:
            coded = coded or name != "mrk"
            parts.append(child.text or "")
            stack.append((child, iter(child)))
            continue
        if name:
            coded = True
            parts.append(_code(child, name))
        elif isinstance(child, etree._Entity):
            parts.append(_entity(child, file))
        parts.append(child.tail or "")
    return "".join(parts), coded


_INDENT = re.compile(r"[ \t]*\r?\n[ \t]+")


def unindented(text: str) -> str:
    """A text without the line ends of pretty-printing (those followed by blanks) and the blanks around it."""
    return _INDENT.sub(" ", text.strip())


def _code(element: etree._Element, name: str) -> str:
    if name == "cp":  # XLIFF 2: a character that XML cannot hold
        return ""
    kind = (element.get("type") or element.get("ctype") or element.get("subType") or "").lower()
    return _BREAKS.get(kind) or _TABS.get(kind, "")


def _entity(element: etree._Entity, file: str) -> str:
    text = unescape(element.text or "")
    if text.startswith("&"):
        raise FormatError(
            f"entity {text} is not declared",
            file=file,
            line=element.sourceline,
            mend="put in the character it stands for",
        )
    return text
