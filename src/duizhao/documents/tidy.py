"""Repairs inside a line: layout spaces in Chinese, runs of spaces, characters that print nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from duizhao.documents.draft import Part
from duizhao.documents.labels import mark_of
from duizhao.documents.layout import LAYOUT_SPACE, TIGHT
from duizhao.model import Edit, Lang

# Zero-width characters, byte order marks in mid-text, soft hyphens, control characters.
_NOTHING = "\x00-\x08\x0b\x0e-\x1b\x7f\u00ad\u200b\u200c\u200d\u2060\ufeff"
_SPACES = r"\t\u00a0\u2002-\u200a\u202f\u205f\u3000\x0c\x1c-\x1f\u0085\u2028\u2029\n\r"
_ODD = re.compile(rf"[{_NOTHING}]+|[ {_SPACES}]{{2,}}|[{_SPACES}]|(?<={TIGHT}) (?={TIGHT})")
_ANY_NOTHING = re.compile(f"[{_NOTHING}]")
_CLOSE = re.compile(TIGHT)
_BOTH = "“”‘’—…·％"  # marks of both languages
_PROSE = re.compile("[，。；]")


def tidy(raw: str, parts: Sequence[Part], joints: Sequence[Edit], lang: Lang) -> tuple[Edit, ...]:
    """The joints between lines together with the repairs inside them, in order."""
    found = list(joints)
    ends = [edit.end for edit in joints]
    for part in parts:
        if part.kind == "table" and part.sure:
            continue
        for edit in _inside(raw, part, lang):
            at = bisect_right(ends, edit.start)
            if at == len(joints) or edit.end <= joints[at].start:
                found.append(edit)
    found.sort(key=lambda edit: edit.start)
    return tuple(found)


def _inside(raw: str, part: Part, lang: Lang) -> Iterator[Edit]:
    start, end = part.start, part.end
    while start < end and raw[start].isspace():
        start += 1
    while end > start and raw[end - 1].isspace():
        end -= 1
    loose: bool | None = None
    for match in _ODD.finditer(raw, start, end):
        if loose is None:
            loose = lang == "en" or _loose(raw, start, end)
            mark = mark_of(raw[start : min(end, start + 80)])
            label = start + mark.end if mark else start
        spaces = _ANY_NOTHING.sub("", match.group())
        begin, stop = match.span()
        before, after = raw[begin - 1], raw[stop : stop + 1]
        if not spaces:
            yield Edit(begin, stop, "")
        elif lang == "en" and before in _BOTH and after in _BOTH:
            if len(match.group()) > 1:
                yield Edit(begin, stop, " ")
        elif _CLOSE.match(before) and _CLOSE.match(after):
            # Between Chinese: layout in running text and around marks, but a gap in headings and signatures.
            marked = (not before.isalnum() or not after.isalnum()) and before not in "：:"
            if (stop > label and loose and len(spaces) == 1 and spaces != "\u3000") or marked:
                yield Edit(begin, stop, "")
            elif spaces not in (" ", "\u3000"):
                yield Edit(begin, stop, "\u3000" if "\u3000" in spaces else " ")
        elif match.group() != " ":
            yield Edit(begin, stop, " ")


def _loose(raw: str, start: int, end: int) -> bool:
    """Whether a space between two Chinese characters means nothing: in prose, and where most have one."""
    if _PROSE.search(raw, start, end):
        return True
    text = raw[start:end]
    return len(LAYOUT_SPACE.findall(text)) * 2 > len(text) - text.count(" ") - 2 > 1
