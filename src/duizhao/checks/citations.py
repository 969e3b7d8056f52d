"""Numbers of the parts of a law in references: 第十三条第二款第（五）项, Article 13, paragraph 2, item (5)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from duizhao.documents.labels import chinese_number, roman_number
from duizhao.glossary.folding import fold_text

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
).split()
_WORDS = {w: n for words in (_ONES, _ORDINALS) for n, w in enumerate(words, 1)}
_ONE_EN = rf"\(?(?:\d{{1,3}}|[ivxl]{{1,6}}|{'|'.join(_ONES)})\)?(?![a-z\d])"
_ONE_ZH = r"[（(]?[一二三四五六七八九十百零〇\d]{1,5}[）)]?"
_LIST_ZH = rf"第 ?{_ONE_ZH}(?: ?(?:[款项項编編篇类類卷册]?(?:[、，和或及与至到]|以及)) ?第? ?{_ONE_ZH})*"
_LIST_EN = rf"{_ONE_EN}(?:(?:,? (?:and|or|to|through)|,|[–—-]) ?{_ONE_EN})*"
_BEFORE = rf"{'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th)"
_ROMAN = re.compile("[Ⅰ-Ⅻ]")
_CLASSES = "[类類]"
# What parts are called. 款 and 项 change places between mainland and Taiwan law, and paragraph stands for either.
_PARTS = (
    ("款|项|項", r"(?:sub-?)?(?:paragraph|para\.?|clause|item|point|section)s?"),
    ("分?[编編]|篇", "(?:sub-?)?(?:book|part|volume|title|division)s?"),
    ("部分", "parts?"),
    ("卷|册|冊|辑|輯", "(?:volume|vol\\.|book|issue)s?"),
    (_CLASSES, "(?:class(?:es)?|categor(?:y|ies)|types?|groups?)"),
)

_PRECEDING_ZH = re.compile("前[一二两兩三]?[款项項]|同[条條]")
_PRECEDING_EN = re.compile(
    rf"\b(?:preceding|foregoing|previous|above|aforesaid|former|same)\b(?! (?:{_BEFORE}|paragraph \d))", re.IGNORECASE
)

_HEAD_ZH = re.compile(
    r"\s*第[一二三四五六七八九十百零〇\d]{1,5}(?P<part>[章節节条條编編篇])|\s*(?P<figure>[图圖表]) ?\d"
)
_HEAD_EN = re.compile(
    r"\s*(?P<name>part|book|chapter|section|article|figure|fig|table|box)\.? (?:\d|[ivx]+\b|one|two|three)",
    re.IGNORECASE,
)
# What a part is not called. Houses differ (第一篇 is Part, Book or Chapter I), so only what is never right.
_CONFUSED = {
    "章": "article|box|figure|table|book", "节": "chapter|article|part|book", "条": "chapter|part|book|box",
    "编": "article|section|box", "篇": "article|section|box", "图": "table|box|chapter|section",
    "表": "figure|fig|chapter|section",
}  # fmt: skip
_RANGE_ZH = re.compile(
    r"第([一二三四五六七八九十百\d]{1,5})[条條]([至到、和及])第?([一二三四五六七八九十百\d]{1,5})[条條]"
)

_LONG = 3  # sentences of an article from which 前項 may be any of its paragraphs


@dataclass(frozen=True, slots=True)
class Part:
    """A part that is referred to, with its place in the text."""

    text: str
    start: int
    end: int
    number: int


def wrong_parts(zh: str, en: str) -> Iterator[tuple[Part, Part]]:
    """Parts that have another number in the translation: where both sides name equally many of a kind and exactly
    one of them differs."""
    if "第" not in zh and not _ROMAN.search(zh):
        return
    before = len(_PRECEDING_ZH.findall(zh))
    preceding = before > len(_PRECEDING_EN.findall(en)) or (before and zh.count("。") > _LONG)
    for han, names in _PARTS:
        if preceding and "款" in han:
            continue  # the translation gives 前項 its number
        left = list(_chinese(zh, han))
        right = list(_english(en, names)) if left else []
        if not left or len(left) != len(right):
            continue
        here, there = Counter(p.number for p in left), Counter(p.number for p in right)
        zh_only, en_only = here - there, there - here
        if zh_only.total() == 1 == en_only.total():
            yield next(p for p in left if p.number in zh_only), next(p for p in right if p.number in en_only)


def wrong_kind(zh: str, en: str) -> tuple[re.Match[str], re.Match[str]] | None:
    """第二节 at the head of a segment as “Chapter 2”, 图6 as “Table 6”: another kind of part, with the same number."""
    here, there = _HEAD_ZH.match(zh), _HEAD_EN.match(en)
    if here is None or there is None:
        return None
    kind = fold_text(here["part"] or here["figure"])
    return (here, there) if re.fullmatch(_CONFUSED[kind], there["name"].lower()) else None


def wrong_range(zh: str, en: str) -> tuple[re.Match[str], re.Match[str]] | None:
    """第十六条至第十九条 as “Articles 16 and 19”, or 第十六条和第十九条 as “Articles 16 to 19”."""
    for here in _RANGE_ZH.finditer(zh):
        first, last = chinese_number(fold_text(here[1])), chinese_number(fold_text(here[3]))
        span = here[2] in "至到"
        if span and last - first > 1 and not re.search(rf"\b{last}\b", en):
            alone = re.search(rf"\barticle {first}\b(?! ?(?:to|through|–|—|-))", en, re.IGNORECASE)
            if alone is not None:
                return here, alone
        wrong = "and|or" if span else "to|through|–|—|-"
        there = re.search(
            rf"\b(?:articles?|arts?\.|sections?) {first}\b ?(?:{wrong}) ?(?:articles? )?{last}\b", en, re.IGNORECASE
        )
        if there is not None and last - first > 1:
            return here, there
    return None


def _chinese(text: str, han: str) -> Iterator[Part]:
    if han == _CLASSES:
        for m in re.finditer("([Ⅰ-Ⅻ]) ?[类類]", text):  # Ⅲ类水质
            yield Part(m.group(), m.start(), m.end(), ord(m[1]) - ord("Ⅰ") + 1)
    for m in re.finditer(rf"(?P<numbers>{_LIST_ZH}) ?(?:{han})(?![目种])", text):
        for one in re.finditer(_ONE_ZH, m["numbers"]):
            digits = fold_text(one.group()).strip("（()）")
            yield Part(m.group(), m.start(), m.end(), chinese_number(digits))


def _english(text: str, names: str) -> Iterator[Part]:
    """Paragraph 2, the second paragraph, items (1) and (3); Article 13 (2), where paragraphs are meant."""
    pattern = rf"\b(?:{names}) (?:no\. ?)?(?P<behind>{_LIST_EN})|\b(?P<before>{_BEFORE}) (?:{names})\b"
    if "item" in names:
        pattern += r"|\b(?:articles?|sections?) \d+(?:-\d+)?(?P<enclosed>(?: ?\((?:\d{1,2}|[ivx]+)\))+)"
    for m in re.finditer(pattern, text, re.IGNORECASE):
        numbers = m["behind"] or m["before"] or m["enclosed"]
        for word in re.findall(r"\d+|[a-z]+", numbers.lower()):
            if number := _number(word):
                yield Part(m.group(), m.start(), m.end(), number)


def _number(word: str) -> int:
    """The value of a number as it is written in references; 0 for `and` and `st`."""
    if word.isdigit():
        return int(word)
    return _WORDS.get(word) or (roman_number(word.upper()) if set(word) <= set("ivxl") else 0)
