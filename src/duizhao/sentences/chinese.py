"""Where Chinese sentences end: candidates at stops, then named rules; the first with an opinion decides."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from duizhao.script import HAN, is_han
from duizhao.sentences.cutting import asides, decide

# A stop with what closes after it. "." is a stop only between Chinese and Chinese, a space or the end.
STOP = re.compile(
    rf"(?P<stop>[。｡！？!?…⋯]+|\.{{3,}}|(?<=[{HAN}”」』）》])\.(?=[\s{HAN}“「（《]|$)|[；;]|(?<!—)—+(?=[”’」』])|(?<=：))"
    r"(?P<close>(?:[⁰¹²³⁴-⁹①-⑳]+(?=[\s“（]|$)|[”’」』）)】〕》〉﹂﹄\"'＂]|\s[”’」』](?!\s*[，、]))*)"
)
_BRACKETS = re.compile(r"[()（）【】〔〕《》〈〉\[\]]")
LONGEST_ADDRESS = 300
LONGEST_ASIDE = 200  # no cut inside brackets that close within so many characters
# What follows a quoted sentence that is only a part of its own: “谁来种地？”的问题.
AFTER_QUOTATION = re.compile(r"的|地(?![方区处级])|等(?![待到])|之(?![后前])|一类|一语|字样|口号|问题|原则|要求")
CONTINUING = "，、；：,;:)）】〕》〉—～·／/%％"
SHORT_CLAUSE = 6  # an ellipsis after fewer characters than these since the last mark is a stammer
_CLAUSE = re.compile(r"[^，。、；：？！,;:?!…“”‘’「」『』\s]*$")
LABEL = re.compile(r"[\s　“（(]*(?:第?[零〇一二三四五六七八九十百\d０-９]{1,5}[章节節条條款]?|[A-Za-z])[)）]?")
# Addressees, at the head of a paragraph, are a sentence of their own: 各省、自治区、直辖市人民政府：
ADDRESSEES = re.compile(
    r"[^。！？；]*(?:各[^。！？；]*(?:人民政府|部门|機構|机构|部門|单位|單位|机关|委员会|委員會|企业|企業|高校|代表|委员)|同志们|代表们)：$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A stop under examination.

    Attributes:
        begin: where the sentence begins that would end here.
        start, end: the stop with its closing marks.
        after: the first character that is no space; the text's length at its end.
        stop, close: the stop and its closing marks as printed.
        aside: inside brackets that close soon.
    """

    text: str
    begin: int
    start: int
    end: int
    after: int
    stop: str
    close: str
    aside: bool


Rule = Callable[[Place], bool | None]


def _inside_brackets(at: Place) -> bool | None:
    return False if at.aside else None


def _addressees(at: Place) -> bool | None:
    if at.stop:
        return None
    return at.start - at.begin <= LONGEST_ADDRESS and bool(ADDRESSEES.match(at.text, at.begin, at.start))


def _goes_on(at: Place) -> bool | None:
    return False if at.text[at.after] in CONTINUING else None


def _label(at: Place) -> bool | None:
    if at.stop != "." or at.start - at.begin > 12:
        return None
    return False if LABEL.fullmatch(at.text, at.begin, at.start) else None


def _latin(at: Place) -> bool | None:
    """An ASCII mark inside Latin text or set off by spaces is no Chinese stop: "?id=3", "方法 ? 我们"."""
    if at.stop not in ("?", "!") or at.close:
        return None
    before, after = at.text[at.start - 1 : at.start], at.text[at.end : at.end + 1]
    if before.isspace() or (before.isascii() and before.isalnum() and after.isascii() and after.isalnum()):
        return False
    return None


def _ellipsis(at: Place) -> bool | None:
    """Dots after a whole clause end a sentence; after a word or two they are a stammer."""
    if at.stop == "." or at.stop.strip("…⋯."):
        return None
    if at.text[at.after] == "等":
        return False
    if at.close and at.close[-1] in "”」』’\"'":
        return None
    clause = _CLAUSE.search(at.text, max(at.begin, at.start - 40), at.start)
    return len(clause.group()) >= SHORT_CLAUSE if clause else False


def _quoted_part(at: Place) -> bool | None:
    """A question or an exclamation quoted as a part of a sentence: 解决“谁来种地？”的问题."""
    closing = at.close[-1:] or " "
    if closing in "》〉":
        return False
    if closing in "）)":
        return _aside_in_sentence(at)
    if closing not in "”」』’":
        return None
    if AFTER_QUOTATION.match(at.text, at.after):
        return False
    if "。" in at.stop:
        return None
    opening = at.text.rfind("“「『‘"["”」』’".index(closing)], max(at.begin, at.start - LONGEST_ASIDE), at.start)
    embedded = opening > at.begin and is_han(at.text[opening - 1]) and is_han(at.text[at.after])
    return False if embedded else None


def _aside_in_sentence(at: Place) -> bool | None:
    """（…。）in the middle of a sentence ends it no more than （…）: 企业（含分公司。）名单."""
    opening = max(at.text.rfind(mark, at.begin, at.start) for mark in "（(")
    embedded = opening > at.begin and at.start - opening < LONGEST_ASIDE and is_han(at.text[at.after])
    return False if embedded else None


RULES: tuple[tuple[str, Rule], ...] = (
    ("inside brackets", _inside_brackets),
    ("addressees", _addressees),
    ("goes on", _goes_on),
    ("label", _label),
    ("latin", _latin),
    ("ellipsis", _ellipsis),
    ("quoted part", _quoted_part),
)


def ends(text: str, semicolons: bool = False) -> Iterator[int]:
    """The ends of the sentences of one paragraph, ascending; the last is the text's length.

    Args:
        semicolons: whether a sentence also ends at ；.
    """
    starts, closes = asides(text, LONGEST_ASIDE, _BRACKETS)
    begin = quotes = counted = 0
    for match in STOP.finditer(text):
        start, end = match.span()
        if start < begin or (match["stop"] in "；;" and match["stop"] and not semicolons):
            continue
        if '"' in match["close"]:
            quotes, counted = quotes + text.count('"', counted, start), start
            if quotes % 2 == 0:  # an opening quote of the next sentence
                end = text.index('"', start)
        after = end
        while after < len(text) and text[after].isspace():
            after += 1
        if after == len(text):
            break
        bracket = bisect_right(starts, start) - 1
        place = Place(
            text,
            begin,
            start,
            end,
            after,
            match["stop"],
            text[match.start("close") : end],
            bracket >= 0 and starts[bracket] < start and end <= closes[bracket],
        )
        if decide(place, RULES):
            yield end
            begin = after
    if begin < len(text):
        yield len(text)
