"""Which lines of a page belong to one paragraph, and what stood where extraction broke them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from duizhao.documents.draft import Part
from duizhao.documents.labels import mark_of
from duizhao.documents.structure import furniture
from duizhao.model import Edit, Lang
from duizhao.script import HAN

_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\U00020000-\U0003fffd“”‘’…—]"
)
_BULLET = re.compile(r"\s*(?:[—–－-]{1,2}|[•●○■□◆▪◦·*★☆►])(?=[\s\w“‘\"'])")
_HAN_END = re.compile(f"[{HAN}]$")
_CUT_WORD = re.compile(r"[A-Za-z]{2,}-$")
# Words that end no paragraph.
_DANGLING = re.compile(
    r"\b(?:and|or|of|the|a|an|to|in|on|for|with|by|from|at|as|that|which|into|between|among|its|their|our|is|are|"
    r"be|will|shall|should|must|such|than|under|through|including)$"
)
_STOPPED = re.compile(r"[.!?:;。！？：；…][\"'”’)\]」』）】》]*$|[”」』）)]$")
_GOES_ON_ZH = re.compile(r"[，、（《“「『〈〔—～及和与與或的将將对對为為由在把被以向并並]$|[，、]\s*$")
# Prefixes that keep their hyphen at a line's end.
_PREFIX = re.compile(
    r"(?:high|low|self|well|long|short|non|cross|all|multi|large|small|medium|mid|semi|anti|pre|post|new|old|first|"
    r"second|third|two|three|four|five|half|full|part|public|private|civil|market|export|energy|water|carbon|user|"
    r"data|real|time|state|value|risk|policy|people|innovation|end|top|best|so|old|government|co|ultra|inter)$"
)
MOST_COLUMNS = 160  # a page has no longer lines; what is longer is a paragraph a line


def width(text: str) -> int:
    """Columns of a line: wide characters count two."""
    return len(text) + len(_WIDE.findall(text)) if len(text) < 4 * MOST_COLUMNS else len(text)


def margin(widths: list[int], lang: Lang) -> int | None:
    """The right margin of text that was broken to a measure; None if every line is a paragraph.

    A third of the lines end within a word's length of the margin, and next to none beyond it.
    """
    slack = 4 if lang == "zh" else 12
    counts = Counter(w for w in widths if w >= 20)
    best = max(counts, key=lambda m: (sum(counts[m - i] for i in range(slack)), m), default=None)
    if best is None or len(widths) < 4 or best > MOST_COLUMNS:
        return None
    near = sum(counts[best - i] for i in range(slack))
    beyond = sum(count for w, count in counts.items() if w > best + 2)
    return best if near >= len(widths) / 3 and beyond <= len(widths) * 0.03 else None


def join_lines(raw: str, parts: tuple[Part, ...], lang: Lang) -> tuple[list[Part], list[Edit]]:
    """Lines joined to paragraphs, with the repairs at the joints.

    Parts whose kind the reader gave (furniture, headings) are left out of account and put back in order.
    """
    texts = [raw[part.start : part.end] for part in parts]
    parts = tuple(
        replace(part, kind="furniture") if part.kind is None and furniture(text) else part
        for part, text in zip(parts, texts, strict=True)
    )
    running = [i for i, part in enumerate(parts) if part.kind is None]
    right = margin([width(texts[i].rstrip()) for i in running if texts[i].strip()], lang)
    words: Counter[str] | None = None
    joined: list[Part] = []
    edits: list[Edit] = []
    aside: list[Part] = []
    last: int | None = None  # the part that the current paragraph ends with
    for index, part in enumerate(parts):
        if part.kind is not None:
            aside.append(part)
            continue
        blank = last is not None and raw.count("\n", parts[last].end, part.start) > 1 and not aside
        if last is not None and _belongs(texts[last], texts[index], lang, right, blank):
            if words is None and lang == "en" and _CUT_WORD.search(texts[last].rstrip()):
                words = Counter(re.findall(r"[a-z]+(?:-[a-z]+)*", raw.lower()))
            edits.append(_joint(raw, parts[last], part, lang, words))
            joined[-1] = replace(joined[-1], end=part.end)
        else:
            joined += aside
            aside = []
            joined.append(part)
        last = index
    joined += aside
    joined.sort(key=lambda part: part.start)
    return joined, edits


def _belongs(before: str, after: str, lang: Lang, right: int | None, blank: bool) -> bool:
    """Whether a line goes on with the next."""
    left, following = before.rstrip(), after.lstrip()
    if not left or not following or _BULLET.match(after) or mark_of(following[:40]):
        return False
    indented = len(after) - len(following) > len(before) - len(before.lstrip())
    if lang == "en":
        return _belongs_en(left, following, right, blank, indented)
    if blank:
        return bool(re.search(r"[，、]$", left)) and not after.startswith("　")
    if _GOES_ON_ZH.search(left) or _unclosed(left):
        return True
    if indented:
        return False
    if right is not None and width(left) >= right - 3:
        return True
    # A line of prose that ends in mid-sentence although it has no margin to fill.
    prose = "，" in left and width(left) > 60 and mark_of(left[:40]) is None
    return prose and not _STOPPED.search(left) and bool(_HAN_END.search(left)) and "，" in following


def _belongs_en(left: str, following: str, right: int | None, blank: bool, indented: bool) -> bool:
    stopped = bool(_STOPPED.search(left))
    if following[0].islower() and not stopped:
        return not blank or len(left) > 40
    if blank:
        return False
    if not stopped and (left.endswith(",") or _DANGLING.search(left) or _CUT_WORD.search(left)):
        return True
    if right is None or indented:
        return False
    first = len(following.split(None, 1)[0])
    return len(left) + 1 + first > right and len(left) > right * 0.6


def _unclosed(line: str) -> bool:
    tail = line[-120:]
    return any(tail.rfind(a) > tail.rfind(b) for a, b in ("《》", "“”", "（）", "「」"))


def _joint(raw: str, before: Part, after: Part, lang: Lang, words: Counter[str] | None) -> Edit:
    """The repair between two lines: nothing between Chinese, a space between words, no hyphen in a word."""
    start, end = before.end, after.start
    while start > before.start and raw[start - 1].isspace():
        start -= 1
    while end < after.end and raw[end].isspace():
        end += 1
    cut = _CUT_WORD.search(raw, max(before.start, start - 40), start)
    if cut and words is not None and raw[end : end + 1].islower():
        head = cut.group()[:-1].lower()
        tail = re.match(r"[a-z]+", raw[end : end + 40])
        whole, hyphened = head + (tail.group() if tail else ""), f"{head}-{tail.group() if tail else ''}"
        if words[whole] >= words[hyphened] and not (_PREFIX.match(head) and not words[whole]):
            return Edit(start - 1, end, "")
        return Edit(start, end, "")
    if raw[start - 1 : start] in "-—–/" and lang == "en":
        return Edit(start, end, "")
    latin = raw[start - 1 : start].isascii() and raw[end : end + 1].isascii()
    return Edit(start, end, " " if lang == "en" or (latin and raw[end : end + 1].isalnum()) else "")
