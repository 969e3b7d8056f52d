"""Plain text: one line a part; what belongs together is told from the lines."""

from __future__ import annotations

from duizhao.documents.draft import Draft, Part, lines

_NOTHING = " \t\r\n\f\v\u3000\xa0\u200b\u200c\u200d\ufeff\u2028\u2029\x85"  # a line of these is none


def read_plain(raw: str) -> Draft:
    """The lines of a text; a form feed begins a page."""
    parts = []
    page = 1
    paged = "\f" in raw
    for start, end in lines(raw):
        text = raw[start:end]
        if paged:
            lead = len(text) - len(text.lstrip())
            before = text.count("\f", 0, lead)
            if text.strip(_NOTHING):
                parts.append(Part(start, end, page=page + before))
            page += text.count("\f")
        elif text.strip(_NOTHING):
            parts.append(Part(start, end))
    return Draft(raw, tuple(parts), lines=True)
