"""What the parts of a document are: headings, lists, boxes, notes, furniture, with their labels."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib import resources

from duizhao.documents.draft import Part, line_starts
from duizhao.documents.labels import IN_BOX, Mark, mark_of, numbering
from duizhao.documents.repaired import repair
from duizhao.model import Block, Edit, Kind, Lang
from duizhao.script import count_han, narrow

_SCRAP = re.compile(r"\s*(?:\d{1,4}|[-—–/|.年月日])\s*")
_BULLET = re.compile(r"\s*(?:——+|[—–－-](?=\s)|[•●○■□◆▪◦·*★☆►]|[*+](?=\s))\s*(?=\S)")
_STOP_AT_END = re.compile(r"[.!?。！？；;…][\"'”’)\]」』）】》]*$")
_COMMA_AT_END = re.compile(r"[,，、：:]$")
_SEVERAL = re.compile(r"[。！？][^”’」』）)]|[^\s.]{3}[.!?][”\"’)]*\s+\S")  # a stop in the middle
_DATE_WORDS = (
    r"(?:(?:中華)?民國[一二三四五六七八九十百零〇○\d０-９]{1,6}年[一二三四五六七八九十\d０-９]{1,3}月[一二三四五六七八九十\d０-９]{1,3}日|[（(]?\s?[12]\d{3}\s?年\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?.{0,6}|[二〇○零一]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)\s\d{1,2},?\s\d{4}"
    r"|\d{1,2}\s(?:January|February|March|April|May|June|July|August|September|October|November|December)\s\d{4}"
    r"|\d{4}\s(?:January|February|March|April|May|June|July|August|September|October|November|December)\s\d{1,2}(?:\sday)?"
    r"|[12]\d{3}[-./]\d{1,2}[-./]\d{1,2})"
)
_DATE = re.compile(rf"\s*{_DATE_WORDS}\s*")
_REMARK = re.compile(r"[（(].{1,40}[）)]")  # （此件公开发布）
_ISSUED = re.compile(rf"\s{_DATE_WORDS}")
_ORGAN = re.compile(
    r"(?:部|委|委员会|委員會|局|署|办公厅|办公室|国务院|中央|政府|总局|銀行|银行|法院|检察院|会|院|公司|中心)\s*$"
    r"|^(?:The\s)?(?:State Council|Ministry|National|General Office|People|Central|State|China|Department|"
    r"Office|Bureau|Administration|Commission|Standing Committee)\b"
    r"|\b(?:Government|Bureau|Ministry|Commission|Office|Administration|Department|Committee|Council)$"
)
_NUMBER_OF_DOCUMENT = re.compile(
    r".{0,60}[〔\[（(【]\s?(?:19|20)\d\d\s?[〕\]）)】]\s?(?:No\.?\s?)?(?:第?\s?\d+\s?号|\d+號?)?.{0,20}"
    r"|.{0,20}字第\s?[\d０-９]+\s?[号號]|.{0,60}\b(?:Document|Decree|Order) No\. ?\d+"
)
LONGEST_FURNITURE, LONGEST_NOTE = 200, 2000  # characters
LONGEST_SIGNATURE = 100
LONGEST_HEADING = {"zh": 50, "en": 200}  # characters of a line that may be a heading


def furniture(text: str) -> bool:
    """Whether a line is page furniture by its words: "Related News", 当前位置：…, "- 12 -"."""
    return len(text) < LONGEST_FURNITURE and bool(
        _patterns("furniture").fullmatch(text.strip()) or page_number(text)
    )


def page_number(text: str) -> bool:
    """Whether a line is a page number by its words: "- 12 -", 第12页, "Page 3 of 9"."""
    return len(text) < 80 and bool(_patterns("page").fullmatch(narrow(text).strip()))


def note(text: str) -> bool:
    """Whether a paragraph is a translator's or an editor's by its words, or stands in square brackets."""
    return len(text) < LONGEST_NOTE and bool(_patterns("note").fullmatch(text.strip()))


@cache
def _patterns(kind: str) -> re.Pattern[str]:
    text = resources.files("duizhao").joinpath("documents/patterns.txt").read_text(encoding="utf-8")
    found = (line.partition(" ") for line in text.splitlines())
    return re.compile("|".join(pattern for word, _, pattern in found if word == kind), re.DOTALL)


def blocks(raw: str, parts: Sequence[Part], edits: tuple[Edit, ...], lang: Lang) -> tuple[Block, ...]:
    """The parts of a document as blocks, with kinds and labels."""
    starts = line_starts(raw)
    texts = [repair(raw, edits, part.start, part.end).text.strip() for part in parts]
    marks = [mark_of(text[:80]) if part.kind not in ("furniture", "note", "table") else None
             for part, text in zip(parts, texts, strict=True)]  # fmt: skip
    kinds = _kinds(parts, texts, marks, lang)
    numbers = numbering(mark for mark in marks if mark is not None)
    found = []
    for part, text, mark, kind in zip(parts, texts, marks, kinds, strict=True):
        if not text:
            continue
        label = numbers.label(mark) if mark is not None and kind not in ("furniture", "note", "table") else None
        start, end = part.start, part.end
        while raw[start].isspace():
            start += 1
        while raw[end - 1].isspace():
            end -= 1
        found.append(Block(kind, start, end, bisect_right(starts, start), label, part.page))
    return tuple(found)


def _kinds(parts: Sequence[Part], texts: list[str], marks: list[Mark | None], lang: Lang) -> list[Kind]:
    kinds: list[Kind] = []
    for part, text, mark in zip(parts, texts, marks, strict=True):
        if part.kind is not None and (part.sure or part.kind in ("table", "furniture", "note")):
            kinds.append(part.kind)
        elif furniture(text):
            kinds.append("furniture")
        elif note(text):
            kinds.append("note")
        elif part.kind == "box":
            title = mark is not None and mark.style == "box" and len(text) <= LONGEST_HEADING[lang]
            kinds.append("heading" if title and not _STOP_AT_END.search(text) else "box")
        elif part.kind is not None:
            kinds.append(part.kind)
        else:
            kinds.append(_kind(text, mark, lang))
    for index in range(1, len(kinds)):
        announced = kinds[index - 1] == "furniture" and texts[index - 1].endswith((":", "："))  # "Key words:"
        short = len(texts[index]) < LONGEST_FURNITURE and not _STOP_AT_END.search(texts[index])
        if announced and short and not marks[index]:
            kinds[index] = "furniture"
    _scraps(texts, kinds)
    _boxes(marks, kinds)
    _signatures(texts, kinds)
    return kinds


def _kind(text: str, mark: Mark | None, lang: Lang) -> Kind:
    if _BULLET.match(text) or (mark is not None and mark.style in ("letter", "circled")):
        return "list"
    short = len(text) <= LONGEST_HEADING[lang]
    if mark is not None:
        body = text[mark.end :]
        one = not _SEVERAL.search(body)
        if mark.style == "box":
            return "heading" if short and one and not _STOP_AT_END.search(body) else "box"
        if mark.style == "article":
            ended = _STOP_AT_END.search(text) or _COMMA_AT_END.search(text)
            return "heading" if short and not ended else "paragraph"
        if text.endswith(("；", ";")):
            return "list"
        if one and _is_item(mark, body, lang):
            return "list"
        return "heading" if short and one and not _COMMA_AT_END.search(text.rstrip("：:")) else "paragraph"
    if not short or _STOP_AT_END.search(text) or _COMMA_AT_END.search(text) or _SEVERAL.search(text):
        return "paragraph"
    if _DATE.fullmatch(text) or _REMARK.fullmatch(text) or _NUMBER_OF_DOCUMENT.fullmatch(text):
        return "paragraph"
    if lang == "zh":
        return "heading" if count_han(text) and "，" not in text and len(text) <= 40 else "paragraph"
    words = re.findall(r"[A-Za-z][\w’'-]*", text)
    capital = sum(word[0].isupper() for word in words)
    title = capital * 2 >= len(words) or len(words) <= 15
    return "heading" if words and title and not text[0].islower() else "paragraph"


def _is_item(mark: Mark, body: str, lang: Lang) -> bool:
    """A numbered sentence with clauses is an item of a list, no heading."""
    if mark.style not in ("arabic", "arabic-brackets") or not _STOP_AT_END.search(body):
        return False
    return bool(re.search("[，：；]", body)) if lang == "zh" else ": " in body


def _scraps(texts: list[str], kinds: list[Kind]) -> None:
    """Bare numbers and dashes before the first words and after the last are a page's date badge or number."""
    for order in (range(len(texts)), range(len(texts) - 1, -1, -1)):
        for index in order:
            if _SCRAP.fullmatch(texts[index]):
                kinds[index] = "furniture"
            elif kinds[index] != "furniture":
                break


def _boxes(marks: list[Mark | None], kinds: list[Kind]) -> None:
    """What follows a box's title that stands alone is the box's body: one paragraph, or numbered items that
    count from 1. Its end is not marked on the page."""
    count = -1  # of the items of the current box; -1 outside boxes
    style = ""
    for index in range(1, len(kinds)):
        before, mark = marks[index - 1], marks[index]
        if before and before.style == "box" and kinds[index - 1] == "heading":
            count, style = 0, mark.style if mark else ""
            if kinds[index] == "paragraph" and not mark:
                kinds[index] = "box"
        if mark is None or count < 0:
            continue
        if mark.style == style and style in IN_BOX and mark.value == str(count + 1):
            count += 1
            marks[index] = replace(mark, style="in-box")
            kinds[index] = "box"
        else:
            count = -1


def _signatures(texts: list[str], kinds: list[Kind]) -> None:
    """Issuers and dates are no headings: the last lines, and an issuer with a date anywhere."""
    for index, text in enumerate(texts):
        if kinds[index] != "heading":
            continue
        if _ORGAN.search(text) and index + 1 < len(texts) and _DATE.fullmatch(texts[index + 1]):
            kinds[index] = "paragraph"
        issued = _ISSUED.search(text)
        if issued and _ORGAN.search(text[: issued.start()].strip()):
            kinds[index] = "paragraph"
    for index in range(len(texts) - 1, -1, -1):
        if kinds[index] in ("furniture", "note"):
            continue
        signed = len(texts[index]) < LONGEST_SIGNATURE and _ORGAN.search(texts[index])
        if not (signed or _DATE.fullmatch(texts[index])) or _STOP_AT_END.search(texts[index]):
            break
        if kinds[index] == "heading":
            kinds[index] = "paragraph"
