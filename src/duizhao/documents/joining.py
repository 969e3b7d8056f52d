"""Which lines of a page belong to one paragraph, and what stood where extraction broke them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Literal

from duizhao.documents.draft import Part
from duizhao.documents.labels import mark_of
from duizhao.documents.layout import STOPPED, fills, margin, page_lines, width
from duizhao.documents.structure import furniture, page_number
from duizhao.model import Edit, Lang
from duizhao.script import HAN

_BULLET = re.compile(r"\s*(?:——+|[—–－*-](?=\s)|[•●○■□◆▪◦·★☆►])(?=[\s\w“‘\"'])")
_HAN_END = re.compile(f"[{HAN}]$")
_BLANK_LINE = re.compile(r"(?>\r\n|\n|\r)[ \t\u3000\xa0]*(?>\r\n|\n|\r)")
_CLOSING = re.compile(r"[，。、；：？！）》〉」』”’…,.;:)\]]")  # what opens no line
_CUT_WORD = re.compile(r"[A-Za-z]{2,}-$")
# Words that end no paragraph.
_DANGLING = re.compile(
    r"\b(?:and|or|of|the|a|an|to|in|on|for|with|by|from|at|as|that|which|into|between|among|its|their|our|is|are|"
    r"be|will|shall|should|must|such|than|under|through|including)$"
)
_GOES_ON_ZH = re.compile(r"[，、（《“「『〈〔—～]$")
_PARTICLE_ZH = re.compile(r"[及和与與或的将將对對为為由在把被以向并並]$")  # ends no line of prose
# Heads and tails of compounds that keep their hyphen at a line's end.
_PREFIX = re.compile(
    r"(?:high|low|self|well|long|short|non|cross|all|multi|large|small|medium|mid|semi|anti|first|second|third|two|"
    r"three|four|five|half|full|part|public|private|carbon|user|real|state|value|people|top|best|so|government)$"
)
_SUFFIX = re.compile(
    r"(?:based|linked|related|level|quality|term|scale|tech|end|wide|free|saving|driven|oriented|led|run|owned|made|"
    r"friendly|efficient|intensive|sized|round|building|sharing|making|style|type|year|day)$"
)


Gap = Literal["blank", "page"] | None  # what stands between two lines: a blank line, furniture of the page


def join_lines(raw: str, parts: tuple[Part, ...], lang: Lang) -> tuple[list[Part], list[Edit]]:
    """Lines joined to paragraphs, with the repairs at the joints.

    Running headers and page numbers become furniture. Where they interrupt a sentence the paragraph goes on
    behind them: the repair at the joint leaves them out, and they stay parts of their own.
    """
    texts = [raw[part.start : part.end] for part in parts]
    right = margin([text for part, text in zip(parts, texts, strict=True) if part.kind is None], lang)
    of_page = page_lines(parts, texts, right, lang)
    runs = _runs(raw, parts, texts)
    joined: list[Part] = []
    edits: list[Edit] = []
    vocabulary: Counter[str] | None = None
    last: int | None = None  # the line that the current paragraph ends with, at joined[place]
    place = grown = 0  # `grown`: how many parts there were after that line
    for index, part in enumerate(parts):
        if index in of_page or (part.kind is None and furniture(texts[index])):
            joined.append(replace(part, kind="furniture"))
            if index not in of_page and not page_number(texts[index]):
                last = None
            continue
        if part.kind is not None and (part.kind != "list" or part.sure):
            joined.append(part)
            last = None
            continue
        gap: Gap = "page" if len(joined) > grown else None
        if gap is None and last is not None and _BLANK_LINE.search(raw, parts[last].end, part.start):
            gap = "blank"
        full = last is not None and (last in runs or _full(parts[last], texts[last], right, lang))
        if last is not None and _belongs(texts[last], texts[index], lang, full, gap):
            if vocabulary is None and lang == "en" and _CUT_WORD.search(texts[last].rstrip()):
                vocabulary = Counter(re.findall(r"[a-z]+(?:-[a-z]+)*", raw.lower()))
            edits.append(_joint(raw, parts[last], part, lang, vocabulary))
            joined[place] = replace(joined[place], end=part.end)
        else:
            place = len(joined)
            joined.append(part)
        last, grown = index, len(joined)
    return joined, edits


def _belongs(before: str, after: str, lang: Lang, full: bool, gap: Gap) -> bool:
    """Whether a line goes on with the next."""
    left, following = before.rstrip(), after.lstrip()
    if not left or not following or _BULLET.match(after) or mark_of(following[:40]):
        return False
    if _CLOSING.match(following) and (lang == "zh" or gap is None):
        return True
    indented = len(after) - len(following) > len(before) - len(before.lstrip())
    stopped = bool(STOPPED.search(left))
    if lang == "en":
        return _belongs_en(left, following, full and not indented, gap, stopped)
    particle = width(left) > 40 and _PARTICLE_ZH.search(left)
    if _GOES_ON_ZH.search(left) or particle or (gap is None and _unclosed(left)):
        return not (gap and after.startswith("\u3000"))
    if indented or (gap and stopped):
        return False
    if full:
        return True
    # A line of prose that ends in mid-sentence although it has no margin to fill.
    prose = "，" in left and width(left) > 60 and mark_of(left[:40]) is None
    return prose and not stopped and bool(_HAN_END.search(left)) and "，" in following


def _belongs_en(left: str, following: str, full: bool, gap: Gap, stopped: bool) -> bool:
    if gap is not None and stopped:
        return False
    if following[0].islower() and not stopped:
        return gap != "blank" or len(left) > 40
    if gap == "blank":
        return False
    if not stopped and (left.endswith(",") or _DANGLING.search(left) or _CUT_WORD.search(left)):
        return True
    return full


def _runs(raw: str, parts: tuple[Part, ...], texts: list[str]) -> set[int]:
    """Lines that go on with the next because links or footnotes of a web page were put on lines of their own.

    The sign of it are lines that open with a mark that closes. In such a text blank lines separate the
    paragraphs, and a run of lines without one is a paragraph if it ends in a stop.
    """
    if sum(bool(_CLOSING.match(text.lstrip())) for text in texts) < 2:
        return set()
    found: set[int] = set()
    run: list[int] = []
    for index, text in enumerate(texts):
        run.append(index)
        last = index + 1 == len(parts)
        if last or _BLANK_LINE.search(raw, parts[index].end, parts[index + 1].start):
            if STOPPED.search(text.rstrip()):
                found.update(
                    i for i in run[:-1] if not STOPPED.search(texts[i].rstrip()) and not mark_of(texts[i][:40])
                )
            run = []
    return found


def _full(part: Part, text: str, right: int | None, lang: Lang) -> bool:
    return part.full if part.full is not None else fills(text, right, lang)


def _unclosed(line: str) -> bool:
    tail = line[-120:]
    return any(tail.rfind(a) > tail.rfind(b) for a, b in ("《》", "“”", "（）", "「」"))


def _joint(raw: str, before: Part, after: Part, lang: Lang, vocabulary: Counter[str] | None) -> Edit:
    """The repair between two lines: nothing between Chinese, a space between words, no hyphen in a word."""
    start, end = before.end, after.start
    while start > before.start and raw[start - 1].isspace():
        start -= 1
    while end < after.end and raw[end].isspace():
        end += 1
    cut = _CUT_WORD.search(raw, max(before.start, start - 40), start)
    if cut and vocabulary is not None and raw[end].islower():
        tail = re.match(r"[a-z]+", raw[end : end + 40])
        keeps = _keeps_hyphen(cut.group()[:-1].lower(), tail.group() if tail else "", vocabulary)
        return Edit(start if keeps else start - 1, end, "")
    if raw[start - 1] in "-—–/" and lang == "en":
        return Edit(start, end, "")
    latin = raw[start - 1].isascii() and raw[end].isascii() and raw[end].isalnum()
    return Edit(start, end, " " if lang == "en" or latin else "")


def _keeps_hyphen(head: str, tail: str, vocabulary: Counter[str]) -> bool:
    """Whether the hyphen at a line's end belongs to the word, by how the document writes it elsewhere."""
    whole, hyphened = vocabulary[head + tail], vocabulary[f"{head}-{tail}"]
    if whole or hyphened:
        return hyphened > whole
    return bool(_PREFIX.match(head) or _SUFFIX.match(tail)) or (vocabulary[head] > 1 and vocabulary[tail] > 1)
