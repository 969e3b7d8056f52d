"""Chinese numbers that name: headings, articles, documents, standards, model names, set phrases, ordinals."""

from __future__ import annotations

import re
from functools import cache

from ..units import load as load_units
from ..values import Draft, label
from .dates import quarter_at
from .numbers import HAN, number_at
from .words import load as load_words

_N = rf"(?:\d{{1,5}}|[{HAN}]{{1,9}})"
# Where a clause begins, and with it perhaps a numbered item.
_OPENING = "\n:;。!?,，、“(》"
_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』"}
_LONGEST_QUOTE = 16


# Arabic numerals that name by their form alone.
_NAMES = (
    r"\d+(?:[+×x*](?:\d+|N|X|n|x))+",  # 1+X, 7×24
    r"\d{1,3}(?:\.\d{1,3})?:\d{1,3}(?:\.\d{1,3})?(?![\d:])",  # 1:1.5
    r"(?:211|985|863|973|948)(?=工程|计划|高校|院校|[”\"])|(?:[56789]0|[789]5|0[05])(?=后)",
    r"0\d{2,3}-\d{7,8}|1[3-9]\d{9}(?![\d.,元万亿吨个人])|0\d+(?![.\d])",  # telephones, 007
    r"\d{3,6}(?:政务|便民|服务|供电|供水|供气|消防|举报|投诉|监督|咨询|报警|客服|消费者){0,3}(?:热线|电话|平台)",
    r"1(?:10|19|20|22)(?=报警|急救|火警|电话|指挥|接警|联动)",
    r"\d (?:G|K|D|A)(?![A-Za-z])",  # 5 G, set with a layout space
)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    articles = "|".join(load_words().articles)
    joint = r"(?:[、,，和及与或至到~—–-]|以及) ?"
    sources = {
        "article": rf"第 ?{_N} ?(?P<a>{articles})(?!目|种|面)(?:{joint}第 ?{_N} ?(?P=a)){{0,30}}(?:之{_N})?"
        rf"|第 ?{_N}(?:{joint}第? ?{_N}){{1,30}} ?(?:{articles})(?!目|种|面)",
        "document": r"[〔\[(【](\d{4})[〕\])】] ?第? ?\d{1,5} ?号?",
        "name": r"[A-Za-z]*\d+[A-Za-z0-9]*(?:[./+_-][A-Za-z0-9]+)*\+?",
        "standard": r"(?:GB(?:/[TZ])?|Wi-?Fi|ISO|IEC|IEEE|HJ|DB\d*|NY/?T?|RFC|JTG|No\.?|NO\.?|Nr\.?|T/[A-Z]+) ?\Z",
        "standard_number": r"\d+(?:[.—–-]\d+)*(?:/\d+)?",
        "names": "|".join(_NAMES),
        "version": r"\d{1,2}\.0(?!\d)",
        "item": rf"(?:\d{{1,2}}|[{HAN}]{{1,4}})[、.](?!\d)",
        "enclosed": rf"\( ?({_N}) ?\)",
        "point": r"[一二三四五六七八九十](?:是|要|则|则是|为了)",
        "numbering": r"\d{1,3}(?:\.\d{1,3}){2,}|\d{1,2}\.\d{1,2} (?=[\u4e00-\u9fff]{3})",
        "weapon": r"\d+(?!\d| ?[%℃个度摄]|\.\d)",
    }
    return {name: re.compile(source) for name, source in sources.items()}


def set_phrase(text: str, at: int) -> tuple[int, int, bool] | None:
    """The longest formula or idiom at `at`: start, end, and whether it is a name (a formula)."""
    words = load_words()
    formula, idiom = words.formulas.at(text, at), words.idioms.at(text, at)
    if at and text[at - 1] == "第" and not (formula and formula[0] < at):
        return None
    best = max((p for p in (formula, idiom) if p), key=lambda p: p[1] - p[0], default=None)
    return None if best is None else (*best, best == formula)


def in_quotes(text: str, at: int) -> tuple[int, int] | None:
    """The short quotation around `at`: “三去一降一补” and the like name programmes."""
    low = max(0, at - _LONGEST_QUOTE)
    for start in range(at - 1, low - 1, -1):
        if text[start] in "”’」』":
            return None
        if text[start] in _QUOTES:
            end = text.find(_QUOTES[text[start]], at, start + _LONGEST_QUOTE)
            return None if end < 0 else (start + 1, end)
    return None


def clause_start(text: str, at: int) -> bool:
    """Whether a clause begins at `at` (spaces aside)."""
    while at and text[at - 1] == " ":
        at -= 1
    return at == 0 or text[at - 1] in _OPENING


def line_start(text: str, at: int) -> bool:
    """Whether a line or a sentence begins at `at` (spaces aside)."""
    while at and text[at - 1] == " ":
        at -= 1
    return at == 0 or text[at - 1] in "\n:;。!?"


def heading(text: str, at: int) -> Draft | None:
    """（一）, 一、, 1. at the start of a line or sentence; 一是 at the start of a clause."""
    patterns = _patterns()
    if at and text[at - 1] in "( ":
        opening = text.rfind("(", max(0, at - 2), at)
        match = patterns["enclosed"].match(text, opening) if opening >= 0 else None
        if match is not None and (not match[1].isdigit() or len(match[1]) != 3):
            return label(opening, match.end(), text)
    if (match := patterns["item"].match(text, at)) and line_start(text, at):
        return label(at, match.end(), text)
    if (match := patterns["point"].match(text, at)) and clause_start(text, at):
        return label(at, at + 1, text)
    return None


def numbered(text: str, at: int) -> Draft | None:
    """第十二条 is a label, 第三 an ordinal, “第三，” at the start of a clause an enumerator."""
    start = at - 1
    while start > 0 and text[start] == " ":
        start -= 1
    if start < 0 or text[start] != "第":
        return None
    if quarter := quarter_at(text, at):
        return quarter
    phrase = load_words().formulas.at(text, at)
    if phrase is not None and phrase[0] == start:
        return label(*phrase, text)
    match = _patterns()["article"].match(text, start)
    if match is not None:
        return label(start, match.end(), text)
    number = number_at(text, at)
    if number is None or isinstance(number.value, tuple):
        return label(start, at + 1, text)
    if plan := re.compile("个五年(?:规划|计划)").match(text, number.end):
        return Draft(start, plan.end(), number.value, kind="period")
    following = text[number.end : number.end + 1]
    if following in (",", "，", "、", ":", " ") and following and clause_start(text, start):
        return label(start, number.end, text)
    return Draft(start, number.end, number.value, kind="ordinal")


def congress(text: str, at: int) -> Draft | None:
    """十九大, 十八届, 三中全会: ordinals without 第."""
    number = number_at(text, at)
    if number is None or not isinstance(number.value, int) or number.value > 40:
        return None
    end = number.end
    following = text[end : end + 1]
    if following == "大":
        known = (
            text.endswith(("党的", "的“"), 0, at)
            or text[end + 1 : end + 2] == ""
            or (text.startswith(load_words().congress, end + 1))
        )
        if known and (number.value > 10 or text.endswith("党的", 0, at)):
            return Draft(at, end + 1, number.value, kind="ordinal")
    if following == "届" and text.startswith(
        (
            "全国",
            "中央",
            "一中",
            "二中",
            "三中",
            "四中",
            "五中",
            "六中",
            "七中",
            "中纪委",
            "中共",
            "省",
            "市",
            "人大",
            "政协",
        ),
        end + 1,
    ):
        return Draft(at, end + 1, number.value, kind="ordinal")
    if (
        following == "中"
        and end - at == 1
        and (
            text.startswith("全会", end + 1)
            or (text[end + 1 : end + 2] in ("、", "和") and text[end + 3 : end + 4] == "中")
        )
    ):
        return Draft(at, end + 1, number.value, kind="ordinal")
    return None


def named(text: str, at: int) -> Draft | None:
    """Arabic digits that are part of a name: C919, 5G, ISO 9001, 〔2020〕67号, 工业4.0, 12345热线."""
    patterns = _patterns()
    before = text[max(0, at - 12) : at]
    if before and before[-1] in "〔[(【" and (match := patterns["document"].match(text, at - 1)):
        return label(at - 1, match.end(), text)
    if (before[-1:].isascii() or not before) and (match := patterns["standard"].search(before)):
        number = patterns["standard_number"].match(text, at)
        return label(at - len(before) + match.start(), number.end() if number else at + 1, text)
    if _latin(before[-1:]) or (before[-1:] == "-" and _latin(before[-2:-1])):
        return _letters_before(text, at)
    if match := patterns["names"].match(text, at):
        return label(at, match.end(), text)
    type_name = before[-1:] == "-" and _han(before[-2:-1]) and before[-2] not in "至到年月日"
    if type_name and (match := patterns["weapon"].match(text, at)):  # 歼-20
        return label(at, match.end(), text)
    if (match := patterns["numbering"].match(text, at)) and (line_start(text, at) or match.group().count(".") > 1):
        return label(at, match.end(), text)
    return _letters_after(text, at) or _nouns(text, at)


def _letters_before(text: str, at: int) -> Draft | None:
    start = at
    while (
        start
        and at - start < 12
        and text[start - 1].isascii()
        and (text[start - 1].isalpha() or text[start - 1] == "-")
    ):
        start -= 1
    word = text[start:at].upper()
    if word in ("RMB", "CNY", "USD", "EUR", "HKD", "JPY", "GBP", "TWD", "NTD", "MOP"):
        return None
    if word == "FY" and re.match(r"(?:19|20)\d\d(?!\d)", text[at : at + 5]):
        return Draft(start, at + 4, text[at : at + 4], kind="year")
    if word == "Q" and re.match(r"[1-4](?![\dA-Za-z])", text[at : at + 2]):
        return Draft(start, at + 1, f"Q{text[at]}", kind="date")
    match = _patterns()["name"].match(text, start) or _patterns()["name"].match(text, at)
    return label(start, match.end() if match else at + 1, text)


def _letters_after(text: str, at: int) -> Draft | None:
    number = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?").match(text, at)
    if number is None:
        return None
    end = number.end()
    following = text[end : end + 1]
    if not (following.isascii() and following.isalpha()) or load_units().chinese(text, end):
        return None
    if following == "M" and re.match("M(?![A-Za-z])(?:以上)?的?(?:宽带|带宽|光纤|网速|接入)", text[end : end + 8]):
        return None
    match = _patterns()["name"].match(text, at)
    return label(at, match.end() if match else end + 1, text)


def _nouns(text: str, at: int) -> Draft | None:
    """专栏3, 工业4.0, 《中国制造2025》, 12345热线, 67号文."""
    words = load_words()
    number = number_at(text, at)
    if number is None:
        return None
    end = number.end
    after = end + 1 if text[end : end + 1] == " " else end
    before = text[max(0, at - 8) : at].rstrip()
    if text.startswith(words.label_after, after):
        word = next(w for w in words.label_after if text.startswith(w, after))
        return label(at, after + len(word), text)
    counted = unit_or_measure(text, after)
    if before.endswith(words.label_before) and not before.endswith(words.label_before_not) and not counted:
        word = next(w for w in words.label_before if before.endswith(w))
        start = text.rfind(word, max(0, at - 10), at)
        part = re.compile(r"(?:[-.]\d{1,3})*").match(text, end)
        return label(start, part.end() if part else end, text)
    if _patterns()["version"].match(text, at) and not counted and before and not before[-1].isdigit():
        return label(at, end, text)
    if counted or not re.fullmatch(r"(?:19|20|21)\d\d", text[at:end]):
        return None
    closed = text.startswith(("”", "》"), end)
    titled = closed or _han(before[-1:]) or before.endswith(("“", "《"))
    if titled and not before.endswith(("到", "至", "于", "在", "自", "从", "年")):
        return label(at, end, text)
    return Draft(at, end, text[at:end], kind="year")


def _han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def unit_or_measure(text: str, at: int) -> bool:
    """Whether a unit or a measure word stands at `at`."""
    if text[at : at + 1] in ("多", "余", "来", "年"):
        return True
    return load_units().chinese(text, at) is not None or measure(text, at, loose=False) > at


def measure(text: str, at: int, *, loose: bool) -> int:
    """The end of the measure word at `at`; `at` itself if there is none."""
    words = load_words()
    for length in range(min(words.longest_measure, len(text) - at), 0, -1):
        if text[at : at + length] in words.measures:
            return at + length
    return at + 1 if loose and text[at : at + 1] in words.loose else at
