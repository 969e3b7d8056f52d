"""Texts by others made fit to be shown: marked stretches, no control characters, excerpts of long ones."""

from __future__ import annotations

import re
from collections.abc import Iterable

from duizhao.model import Span

# One character for one, so that spans stay valid. Line breaks become blanks, other controls their pictures (a
# terminal obeys ESC), direction overrides and lone surrogates U+FFFD (they reorder, or cannot be written).
_VISIBLE = (
    {point: 0x2400 + point for point in range(0x20)}
    | dict.fromkeys((*range(128, 160), *range(55296, 57344), 65534, 65535), 65533)
    | dict.fromkeys((*range(8234, 8239), *range(8294, 8298)), 65533)
    | {0x7F: 0x2421}
    | dict.fromkeys((0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), 0x20)
)
_UNSEEN = re.compile("[^\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def visible(text: str) -> str:
    """The text as one line that shows everything in it and can be written as UTF-8 and as XML; same length."""
    return text.translate(_VISIBLE) if _UNSEEN.search(text) else text


def pieces(text: str, spans: Iterable[Span | None]) -> list[tuple[str, bool]]:
    """The text cut at the borders of spans: each piece, and whether it lies in one. Spans may overlap, be
    empty or reach beyond the text."""
    found = []
    at = 0
    for start, end in sorted((s.start, s.end) for s in spans if s is not None):
        start, end = max(at, start), min(end, len(text))
        if start >= end:
            continue
        if at < start:
            found.append((text[at:start], False))
        found.append((text[start:end], True))
        at = end
    if at < len(text):
        found.append((text[at:], False))
    return found


def _between_words(text: str, at: int, step: int) -> int:
    """The next place from `at` on that is not inside a Latin word or a number; `at` where that is far off."""
    for place in range(at, at + 20 * step, step):
        if not 0 < place < len(text) or not (text[place - 1].isascii() and text[place].isascii()):
            return place if 0 <= place <= len(text) else at
        if not (text[place - 1].isalnum() and text[place].isalnum()):
            return place
    return at


def excerpt(text: str, span: Span | None, width: int) -> tuple[str, Span | None]:
    """At most about `width` characters of a text around a span, `…` where something is left out, and the span
    in them."""
    if len(text) <= width:
        return text, span
    middle = (span.start + span.end) // 2 if span else 0
    start = max(0, min(middle - width // 2, len(text) - width))
    end = start + width
    start, end = _between_words(text, start, -1), _between_words(text, end, 1)
    if span and span.end - span.start < width:
        start, end = min(start, span.start), max(end, span.end)
    cut = ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
    moved = (1 if start else 0) - start
    return cut, Span(max(0, span.start + moved), min(len(cut), span.end + moved)) if span else None
