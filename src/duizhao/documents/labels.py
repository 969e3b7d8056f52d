"""Numbers of headings and lists as normalised values, equal in both languages: 二、 and II. are `chapter:2`.

A mark has a style (一、 or （一） or Box 3). Named styles have a fixed rank; the others depend on what else
numbers the document: under 第一章 a 一、 is a section, and "1." is a chapter where no "I." stands above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Style = Literal[
    "part", "chapter", "section", "article", "box", "annex", "table", "figure", "han", "han-brackets",
    "arabic", "arabic-brackets", "letter", "circled", "decimal", "in-box",
]  # fmt: skip
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2, "○": 0}
_NUMBER_ZH = r"[零〇○一二三四五六七八九十百两兩\d０-９]{1,6}"
_ENGLISH = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
).split()
_NUMBER = rf"(?:\d{{1,3}}|[IVXLC]{{1,7}}|(?i:{'|'.join(reversed(_ENGLISH))})\b)"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_WORDS = {
    "part": "part", "chapter": "chapter", "section": "section", "article": "article", "art": "article",
    "box": "box", "panel": "box", "column": "box", "feature": "box", "annex": "annex", "appendix": "annex",
    "attachment": "annex", "schedule": "annex", "table": "table", "figure": "figure", "fig": "figure",
    "编": "part", "編": "part", "篇": "part", "章": "chapter", "节": "section", "節": "section",
    "条": "article", "條": "article", "专栏": "box", "專欄": "box", "附件": "annex", "附录": "annex",
    "附錄": "annex", "附表": "annex", "表": "table", "图": "figure", "圖": "figure",
}  # fmt: skip
IN_BOX = ("han-brackets", "arabic", "arabic-brackets")  # styles of the items of a box
_RANKS = ("chapter", "section", "item", "clause", "point")

_AFTER_WORD = r"(?:\s*[:.：、—–-]\s*|\s+(?![a-z])|$)"  # "Table 3 shows" is no label
_UNITS = "万亿萬億个個倍年吨元米公平千百"  # "1.5 万" is no label
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "ordinal",
            rf"第\s?(?P<n>{_NUMBER_ZH})\s?(?P<w>[编編篇章节節条條])(?:之(?P<m>{_NUMBER_ZH}))?[\s：:、]*",
        ),
        (
            "zhword",
            rf"(?P<w>专栏|專欄|附件|附录|附錄|附表|表|图|圖)\s?(?P<n>{_NUMBER_ZH})(?:[-－—](?P<m>\d+))?"
            r"(?:[\s：:、.．]+|$)",
        ),
        ("han-brackets", r"[（(]\s?(?P<n>[零〇○一二三四五六七八九十百]{1,5})\s?[）)][\s、.]*"),
        ("han", r"(?P<n>[零〇○一二三四五六七八九十百]{1,5})(?:[、．]|\.(?!\d))\s*"),
        (
            "word",
            r"(?:Special\s|Text\s?)?(?P<w>Part|PART|Chapter|CHAPTER|Section|SECTION|Article|ARTICLE|Art\.|[Bb]ox|BOX|Panel|Column|Feature|"
            r"Annex|ANNEX|Appendix|APPENDIX|Attachment|Schedule|SCHEDULE|Table|TABLE|Figure|Fig\.)\s"
            rf"(?P<n>{_NUMBER}(?![\w,])|[A-Z](?![\w’'-]))(?:-(?P<m>\d+))?{_AFTER_WORD}",
        ),
        ("roman-brackets", r"[（(]\s?(?P<n>[IVX]{1,6})\s?[）)][\s.、]*"),
        ("roman", r"(?P<n>[IVX]{1,6})[.、．]\s+"),
        ("arabic-brackets", r"[（(]\s?(?P<n>[\d０-９]{1,3})\s?[）)][\s.、]*"),
        ("arabic-half", r"(?P<n>[\d０-９]{1,3})[）)]\s*"),
        ("letter", r"[（(](?P<n>[ivx]{2,4}|[a-z])[）)]\s*|(?P<k>[a-z])\)\s+"),
        (
            "decimal",
            r"(?P<n>\d{1,2}(?:\.\d{1,2}){1,3})\.?(?:\s+(?=[A-Z“\u4e00-\u9fff])|(?=[\u4e00-\u9fff]))"
            rf"(?![{_UNITS}])",
        ),
        ("arabic", r"(?P<n>[\d０-９]{1,3})(?:[、．]\s*|\.(?:\s+|(?=[^\d\s])))"),
        ("circled", rf"(?P<n>[{_CIRCLED}])\s*"),
    )
)
# One annex has no number: 附件：…分工表, "Annex: Division of Work".
_BARE_ANNEX = re.compile(
    r"(?:附\s?件|附\s?录|附\s?錄|(?:Annex|ANNEX|Appendix|APPENDIX|Attachment)(?:es|s)?)\s*(?:[:：]\s*|$)"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A number at the head of a text.

    Attributes:
        style: how it is written.
        value: its value; "3", "3.1", "a".
        end: where it ends, with the space after it.
    """

    style: Style
    value: str
    end: int


def chinese_number(text: str) -> int:
    """The value of 十三, 二十, 一百零二, ２ or 12."""
    if text.isdecimal():
        return int(text)
    total, digit = 0, 0
    for char in text:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = digit * 10 + (_DIGITS[char] if char in _DIGITS else int(char))
    return total + digit


def roman_number(text: str) -> int:
    """The value of a Roman numeral, 0 for what is none."""
    values = [dict(zip("IVXLC", (1, 5, 10, 50, 100), strict=True))[c] for c in text]
    total = sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
    return total if re.fullmatch(r"C{0,3}(?:X[LC]|L?X{0,3})(?:IX|IV|V?I{0,3})", text) else 0


def mark_of(text: str, start: int = 0) -> Mark | None:
    """The number that a text begins with, leading spaces aside."""
    while start < len(text) and text[start].isspace():
        start += 1
    for name, pattern in _PATTERNS:
        match = pattern.match(text, start)
        if match is None:
            continue
        return _mark(name, match)
    if bare := _BARE_ANNEX.match(text, start):
        return Mark("annex", "", bare.end())
    return None


def _mark(name: str, match: re.Match[str]) -> Mark | None:
    number = match["n"]
    more = match.groupdict().get("m")
    suffix = f"-{chinese_number(more)}" if more else ""
    if name in ("ordinal", "zhword", "word"):
        style = _WORDS[match["w"].rstrip(".").lower()]
        return Mark(style, _value(number) + suffix, match.end())  # type: ignore[arg-type]
    if name in ("han", "han-brackets"):
        return Mark(name, str(chinese_number(number)), match.end())  # type: ignore[arg-type]
    if name in ("roman", "roman-brackets"):
        value = roman_number(number)
        style = "han" if name == "roman" else "han-brackets"
        return Mark(style, str(value), match.end()) if value else None  # type: ignore[arg-type]
    if name == "letter":
        return Mark("letter", number or match["k"], match.end())
    if name == "circled":
        return Mark("circled", str(_CIRCLED.index(number) + 1), match.end())
    if name == "decimal":
        return Mark("decimal", number, match.end())
    if name == "arabic-half":
        return Mark("letter", str(int(number)), match.end())
    return Mark("arabic" if name == "arabic" else "arabic-brackets", str(int(number)), match.end())


def _value(number: str) -> str:
    if number.isdecimal():
        return str(int(number))
    if number.lower() in _ENGLISH:
        return str(_ENGLISH.index(number.lower()) + 1)
    if number.isascii():
        return str(roman_number(number) or number)
    return str(chinese_number(number))


@dataclass(frozen=True, slots=True)
class Numbering:
    """How one document numbers: the rank of every style in it."""

    ranks: dict[str, str]

    def label(self, mark: Mark) -> str:
        """The normalised label of a mark: `section:3`; an annex without a number is `annex`."""
        rank = self.ranks.get(mark.style, mark.style)
        return f"{rank}:{mark.value}" if mark.value else rank


def numbering(marks: Iterable[Mark]) -> Numbering:
    """The ranks of the styles of a document, from all its marks in order.

    Chinese official documents number 一、（一）1. （1）; translators write I. (1) 1. or 1. (1), and both
    languages must come to the same ranks.
    """
    order: dict[str, int] = {}
    restarts = False
    for index, mark in enumerate(marks):
        order.setdefault(mark.style, index)
        restarts |= mark.style == "arabic-brackets" and mark.value == "1" and "arabic" in order
    top = ("chapter" in order) + ("chapter" in order and "section" in order)
    ladder = ["han", "han-brackets", "arabic", "arabic-brackets", "letter", "circled"]
    if "han-brackets" not in order and "arabic-brackets" in order:
        # English writes (1) for （一）; under "1." headings it is the second rank and "1." the first.
        if "han" not in order and restarts and order["arabic"] < order["arabic-brackets"]:
            ladder = ["arabic", "arabic-brackets", "letter", "circled"]
        else:
            ladder = ["han", "arabic-brackets", "arabic", "letter", "circled"]
    if "chapter" in order and "han" not in order:
        ladder.remove("han") if "han" in ladder else None
    ranks = {style: _RANKS[min(top + i, len(_RANKS) - 1)] for i, style in enumerate(ladder)}
    ranks |= {"decimal": "section", "in-box": "item"}
    return Numbering(ranks)
