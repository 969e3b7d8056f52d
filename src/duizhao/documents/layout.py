"""The layout of a page of text: its margin, and lines that are the page's and not the text's."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from duizhao.documents.draft import Part
from duizhao.model import Lang
from duizhao.script import HAN, HAN_MARKS

_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6"
    "\U00020000-\U0003fffd“”‘’…—○]"
)
# Characters of Chinese that stand without spaces: full-width forms and the zero ○ too.
TIGHT = f"[{HAN}{HAN_MARKS}\uff01-\uff5e○]"
LAYOUT_SPACE = re.compile(f"(?<={TIGHT})[ \u00a0](?={TIGHT})")
STOPPED = re.compile(r"[.!?:;。！？：；…][\"'”’)\]」』）】》]*$|[”」』）)]$")
_BARE_NUMBER = re.compile(r"\s*[-—–]?\s?([0-9０-９]{1,4})\s?[-—–]?\s*")
_COUNTING = re.compile(r"[\d０-９\s|｜第页頁共/—–·.-]+")
MOST_COLUMNS = 160  # a page has no longer lines; what is longer is a paragraph a line
FEWEST_COLUMNS = {"zh": 28, "en": 45}  # no page is narrower
SLACK = {"zh": 5, "en": 13}  # columns by which a full line may fall short of the margin
LONGEST_HEADER = 60


def width(text: str) -> int:
    """Columns of a line without its layout spaces: wide characters count two."""
    if len(text) > 4 * MOST_COLUMNS:
        return len(text)
    text = LAYOUT_SPACE.sub("", text.rstrip())
    return len(text) + len(_WIDE.findall(text))


def margin(texts: Sequence[str], lang: Lang) -> int | None:
    """The right margin of text that was broken to a measure; None if every line is a paragraph.

    Many lines end within a word's length of the margin and most of these without a stop; what goes beyond
    it goes far beyond it (a part of the document that has a paragraph a line).
    """
    lines = [(width(text), not STOPPED.search(text)) for text in texts if text.strip()]
    counts: Counter[int] = Counter()
    broken: Counter[int] = Counter()
    for columns, unfinished in lines:
        if FEWEST_COLUMNS[lang] <= columns <= MOST_COLUMNS:
            counts[columns] += 1
            broken[columns] += unfinished
    slack = SLACK[lang]
    best = max(counts, key=lambda m: (sum(counts[m - i] for i in range(slack)), m), default=0)
    near = sum(counts[best - i] for i in range(slack))
    unfinished_near = sum(broken[best - i] for i in range(slack))
    over = sum(1 for columns, _ in lines if best + slack < columns < best * 1.5)
    if near < max(4, len(lines) * 0.2) or unfinished_near < near * 0.6 or over > near * 0.2:
        return None
    return best


def fills(text: str, right: int | None, lang: Lang) -> bool:
    """Whether a line reaches the right margin."""
    return right is not None and right - SLACK[lang] < width(text) <= right + SLACK[lang]


def page_lines(parts: Sequence[Part], texts: Sequence[str], right: int | None, lang: Lang) -> set[int]:
    """The lines of running headers, footers and page numbers, told by repetition and by what they interrupt.

    Where pages are known, these are first or last lines of several pages; elsewhere a line must occur twice
    and stand once in the middle of a sentence.
    """
    found = _at_edges(parts, texts) if parts and parts[-1].page and parts[-1].page > 1 else set()
    shapes: defaultdict[str, list[int]] = defaultdict(list)
    numbers: list[tuple[int, int]] = []
    for index, text in enumerate(texts):
        if len(text) > LONGEST_HEADER:
            continue
        if bare := _BARE_NUMBER.fullmatch(text):
            numbers.append((index, int(bare[1])))
        elif len(shape := _COUNTING.sub("", text)) >= 4 and not STOPPED.search(text.rstrip()):
            shapes[shape].append(index)
    headers = []
    for shape, places in shapes.items():
        if len(places) > 1 and any(_interrupts(i, texts, right, lang) for i in places):
            found.update(places)
            headers.append(shape)
    for shape, places in shapes.items():
        if places[0] < 3 and any(shape.startswith(h) and len(shape) <= len(h) + 8 for h in headers):
            found.add(places[0])  # the first page's header says more: 第115卷第4期
    steps = sum(b - a == 1 for (_, a), (_, b) in pairwise(numbers))
    for index, _ in numbers:
        if (len(numbers) > 2 and steps >= len(numbers) * 0.6) or _interrupts(index, texts, right, lang):
            found.add(index)
    return found


def _interrupts(index: int, texts: Sequence[str], right: int | None, lang: Lang) -> bool:
    """Whether a line stands in the middle of a sentence."""
    if not 0 < index < len(texts) - 1:
        return False
    before, after = texts[index - 1].rstrip(), texts[index + 1].lstrip()
    if not before or not after or STOPPED.search(before):
        return False
    if lang == "en":
        return after[0].islower() and len(before) > 20
    return texts[index + 1][0] not in " \u3000" and (before[-1] in "，、" or fills(before, right, lang))


def _at_edges(parts: Sequence[Part], texts: Sequence[str]) -> set[int]:
    pages: defaultdict[int, list[int]] = defaultdict(list)
    for index, part in enumerate(parts):
        pages[part.page or 1].append(index)
    shapes: defaultdict[str, set[int]] = defaultdict(set)
    edges: list[tuple[int, str]] = []
    for page, places in pages.items():
        for index in {*places[:2], *places[-2:]}:
            text = texts[index].strip()
            if len(text) <= LONGEST_HEADER * 2:
                shape = re.sub(r"[\d０-９\s]+", "#", text)
                shapes[shape].add(page)
                edges.append((index, shape))
    least = min(3, max(2, len(pages) // 2))
    return {index for index, shape in edges if len(shapes[shape]) >= least}
