"""Repairs inside a line: layout spaces in Chinese, runs of spaces, characters that print nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from duizhao.documents.draft import Part
from duizhao.documents.labels import mark_of
from duizhao.model import Edit, Lang
from duizhao.script import HAN, HAN_MARKS

# Zero-width characters, byte order marks in mid-text, soft hyphens, control characters.
_NOTHING = "\x00-\x08\x0b\x0e-\x1b\x7f\u00ad\u200b\u200c\u200d\u2060\ufeff"
_SPACES = r"\t\u00a0\u2002-\u200a\u202f\u205f\u3000\x0c\x1c-\x1f\u0085\u2028\u2029\n\r"
_TIGHT = f"[{HAN}{HAN_MARKS}]"
_ODD = re.compile(rf"[{_NOTHING}]+|[ {_SPACES}]{{2,}}|[{_SPACES}]|(?<={_TIGHT}) (?={_TIGHT})")
_ANY_NOTHING = re.compile(f"[{_NOTHING}]")
_CLOSE = re.compile(_TIGHT)
_PROSE = re.compile("[，。；]")


def tidy(raw: str, parts: Sequence[Part], joints: Sequence[Edit], lang: Lang) -> tuple[Edit, ...]:
    """The joints between lines together with the repairs inside them, in order."""
    found = list(joints)
    taken = [(edit.start, edit.end) for edit in joints]
    at = 0
    for part in parts:
        if part.kind == "table" and part.sure:
            continue
        for edit in _inside(raw, part, lang):
            while at < len(taken) and taken[at][1] <= edit.start:
                at += 1
            if at == len(taken) or edit.end <= taken[at][0]:
                found.append(edit)
    found.sort(key=lambda edit: edit.start)
    return tuple(found)


def _inside(raw: str, part: Part, lang: Lang) -> Iterator[Edit]:
    start, end = part.start, part.end
    while start < end and raw[start].isspace():
        start += 1
    while end > start and raw[end - 1].isspace():
        end -= 1
    prose: bool | None = None
    for match in _ODD.finditer(raw, start, end):
        if prose is None:
            prose = bool(_PROSE.search(raw, start, end))
            mark = mark_of(raw[start : min(end, start + 80)])
            label = start + mark.end if mark else start
        spaces = _ANY_NOTHING.sub("", match.group())
        begin, stop = match.span()
        if not spaces:
            yield Edit(begin, stop, "")
        elif _CLOSE.match(raw[begin - 1]) and _CLOSE.match(raw[stop : stop + 1]):
            # Between Chinese: layout in running text, but a gap in headings and signatures.
            if stop > label and (lang == "en" or (prose and len(spaces) == 1 and spaces != "\u3000")):
                yield Edit(begin, stop, "")
            elif spaces not in (" ", "\u3000"):
                yield Edit(begin, stop, "\u3000" if "\u3000" in spaces else " ")
        elif match.group() != " ":
            yield Edit(begin, stop, " ")
