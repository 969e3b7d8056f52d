"""Ordinals as both languages write them: 第三, 首批, 二级, 三孩; third, 3rd, tertiary, Level II."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from duizhao.documents.labels import roman_number
from duizhao.script import narrow

_N = r"[一二三四五六七八九十百]{1,5}|\d{1,3}"
_FIRST = "批次个個家台套款例部座颗顆艘架条條期轮輪任届屆位名只枚笔筆张張份项項站支单單航飞飛季口"
_CHINESE = re.compile(
    rf"第(?P<n>{_N})(?![一二三四五六七八九十百\d]|[条條](?!生产线|高速|高铁|铁路|航线|通道|公路|隧道|地铁|轨道|管道)|[章节節款季编編篇类類卷册冊])|"
    rf"(?<![第一二三四五六七八九十百\d新每这這那该該本某同])(?P<m>{_N})(?=[届屆]|次会议|次會議|中全会|是(?!否)|孩|胎|审稿|等奖|級|级(?!市场)|期(?![间間限待货貨刊末初盼许許望]))|"
    rf"(?P<first>首|[头頭](?=批|一))(?=[{_FIRST}一])"
)
_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
).split()
_RANKS = {"primary": 1, "secondary": 2, "tertiary": 3}
_LEVELS = "level|grade|tier|class|phase|stage|category|type|rank|category"
_NUMBER = "one|two|three|four|five|six|seven|eight|nine|ten|i{1,3}|iv|v|vi{1,3}|ix|x|\\d{1,2}"
_ENGLISH = re.compile(
    rf"\b(?P<word>{'|'.join(_WORDS)})\b(?! of all|ly|[ -]quarter)|\b(?P<digits>\d{{1,3}})(?:st|nd|rd|th)\b|"
    r"\b(?P<rank>primary|secondary|tertiary)(?= (?:[a-z]+ )?(?:industr|sector|respons))|"
    rf"\b(?:{_LEVELS})[ -](?P<level>{_NUMBER})\b",
    re.IGNORECASE,
)
# No ordinals: per second, a third of, one third, 30 seconds.
_NONE_BEFORE = re.compile(r"(?:\b(?:per|each|every|one|two|split)[ -]|\d[ -])\Z", re.IGNORECASE)
_PART = re.compile(r"\s+(?:of (?:the|all|its|their)|as (?:much|many))\b", re.IGNORECASE)
# Other ways to say that something is the first, or the second; 首批 has fewer of them than 第一要务.
_BEGINS = re.compile(
    r"\b(?:initial\w*|inaugura\w*|maiden|pioneer\w*|debut\w*|earliest|unprecedented|No\. ?1|number one|launch\w*|"
    r"begin\w*|start\w*)\b",
    re.IGNORECASE,
)
_LIKE = {
    1: re.compile(
        rf"{_BEGINS.pattern}|\b(?:primar\w+|prime|chief|foremost|leading|lead|main|original\w*|best|highest|largest|"
        r"ultimate\w*|world-class)\b",
        re.IGNORECASE,
    ),
    2: re.compile(
        r"\b(?:secondary|again|another(?! [\d ])|two|further|follow\w*|latter|reserve|extracurricular)\b", re.IGNORECASE
    ),
    3: re.compile(r"\b(?:tertiary|three|services?|another)\b", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Ordinal:
    """An ordinal with its place in the text."""

    text: str
    start: int
    end: int
    value: float


def chinese(text: str) -> Iterator[Ordinal]:
    """The ordinals of a Chinese text; those of articles and chapters are labels."""
    from duizhao.quantities.anchors import numbers_in

    for m in _CHINESE.finditer(narrow(text)):
        if m.start() and text[m.end() : m.end() + 1] in "项項" and text[m.start() - 1] in "条條款":
            continue
        numbers = [1.0] if m["first"] else numbers_in(m["n"] or m["m"])
        if numbers:
            yield Ordinal(m.group(), m.start(), m.end(), numbers[0])


def english(text: str) -> Iterator[Ordinal]:
    """The ordinals of an English text, with levels and phases that have a number."""
    for m in _ENGLISH.finditer(text):
        word = (m["word"] or "").lower()
        if word and (_NONE_BEFORE.search(text[: m.start()]) or (word != "first" and _PART.match(text, m.end()))):
            continue
        value = _value(m, word)
        if value:
            yield Ordinal(m.group(), m.start(), m.end(), float(value))


def _value(m: re.Match[str], word: str) -> int:
    if word:
        return _WORDS.index(word) + 1
    if m["rank"]:
        return _RANKS[m["rank"].lower()]
    if m["digits"]:
        return int(m["digits"])
    level = m["level"].lower()
    if level.isdigit():
        return int(level)
    names = "one two three four five six seven eight nine ten".split()
    return names.index(level) + 1 if level in names else roman_number(level.upper())


def said(ordinal: Ordinal, text: str) -> bool:
    """Whether an English text may say a small ordinal in other words: the inaugural, the tertiary sector."""
    like = _BEGINS if ordinal.text[0] in "首头頭" else _LIKE.get(int(ordinal.value))
    return like is not None and like.search(text) is not None
