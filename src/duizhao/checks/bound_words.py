"""Bounds that were lost, turned, or moved to the other side of a day: what the values alone do not show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from duizhao.glossary.folding import fold_text

if TYPE_CHECKING:
    from duizhao.quantities import Comparison, Difference, Match

_LOWER, _UPPER = frozenset({"at_least", "over"}), frozenset({"at_most", "under"})
_DATES = frozenset(("date", "year", "month", "day", "period"))
_ALMOST_ZH = re.compile(r"(?:将近|接近|逼近|趋近|近|不足|不到|未达|未满)(?:人民币)?\Z")
_ALMOST_EN = re.compile(r"\b(?:nearly|almost|close to|approaching|just (?:under|below|short of)|not quite)\s*\Z", re.I)
_MORE_ZH = re.compile("[多余餘近數数几幾]")  # 1100多万 is “some 11 million”
_ROUGHLY_EN = re.compile(r"\b(?:about|around|roughly|approximately)\s*\Z", re.IGNORECASE)
_ABOUT_ZH = re.compile("左右|上下")  # 约8分钟 is “more than eight minutes” in print
# Whatever may express a bound in English, anywhere in the sentence; 以上 is said in many ways.
_BOUND_EN = re.compile(
    r"\b(?:more|over|above|least|exceed\w*|surpass\w*|minimum|minimal|upwards?|beyond|plus|excess|top(?:s|ped|ping)?|"
    r"higher|greater|larger|longer|older|better|most|maximum|max|within|under|below|less|lower|fewer|smaller|shorter|"
    r"younger|limit\w*|cap(?:ped|s)?|ceiling|up to|later|odd|short|past|pass(?:es|ed|ing)?|than|onwards?|floor|"
    r"threshold|outnumber\w*|outstrip\w*|overtak\w*|"
    r"(?:reach(?:es|ed)?|attain(?:s|ed)?)(?= the age)|cross(?:es|ed|ing)?|break(?:s|ing)?|broke\w*)\b|\+|[≥≤<>]",
    re.I,
)
# Plainly at least, and at most: in Chinese; whatever may say so in English; what says nothing else.
_PLAINLY_ZH = re.compile("至少|至多|不得?(?:少于|低于|超过|高于|多于)")
_PLAIN = (
    (
        re.compile("至少|不得?(?:少于|低于)|以上|(?<![不未])(?<!不得)(?:超过|高于|多于)|最低"),
        re.compile(
            r"\b(?:least|minim\w*|(?:no|not|never|nor|cannot|without)\b[^.;]{0,40}\b(?:less|fewer|lower|"
            r"below|under|short\w*|drop|"
            r"fall|dip)|(?<!no )(?<!not )more|over|above|(?<!not )(?<!not to )exceed\w*|upwards?|floor|"
            r"beyond|plus|surpass\w*|higher|"
            r"greater|longer|secure\w*|maintain\w*|reach\w*)\b|[≥>+]",
            re.I,
        ),
        re.compile(
            r"\bat least\b|\bno (?:less|fewer) than\b|"
            r"(?<!not )(?<!not to )(?<!n't )(?<!never )\bexceeds?\b|\bno lower than\b",
            re.I,
        ),
    ),
    (
        re.compile("至多|不得?(?:超过|高于|多于)|以[下内]|(?<![不未])(?<!不得)(?:低于|少于)|最高|上限"),
        re.compile(
            r"\b(?:most|up to|(?:no|not|never|nor|neither|cannot|without|avoid\w*|prevent\w*|"
            r"prohibit\w*)\b|less|fewer|below|under|"
            r"within|maxim\w*|cap|caps|capped|capping|limit\w*|ceiling|lower|keep\w*|kept|hold\w*|held|"
            r"shorter|smaller|restrict\w*|"
            r"confin\w*|fail\w*)\b|n't\b|[≤<]",
            re.I,
        ),
        re.compile(
            r"\bat most\b|\bno (?:more|longer|higher) than\b|\bnot (?:more|longer|higher) than\b|\bup to\b", re.I
        ),
    ),
)
_FROM_TO_ZH, _FROM_TO = re.compile("以上.{2,12}以[下内]"), re.compile(r"\b(?:from|between|rang(?:e|es|ing))\b", re.I)
_LEVEL = re.compile(r"[级及]以(?P<side>[上下])|级(?P<including>及)其?以(?P<other>[上下])")
_ABOVE = re.compile(r"\b(?:above|higher|over|upwards?)\b|or more senior|at least", re.I)
_BELOW = re.compile(r"\b(?:below|lower|under|beneath|downwards?)\b|or less senior|at most", re.I)
_SAID_ABOVE, _SAID_BELOW = (
    re.compile(rf"\b(?:(?:and|or) (?:{words})\b|(?:{words}) (?:the )?[\w-]+(?:[ -][\w-]+)?[ -]level)", re.I)
    for words in ("above|higher|over", "below|lower|under")
)
_BEFORE_ZH = re.compile(r"(?:底|末|年底|年末)?(?:之前|以前|前)(?![三两二四]季度|[十百\d]|[期往景]|[及和与]以?后)")
_SINCE_ZH = re.compile(r"(?:之后|以后|以来|起(?!草|诉|步|点|源|重|来自)|后(?![期续勤]))")
_BY_ZH = re.compile(r"(?:最迟|最晚|不[迟晚]于)(?:于|在)?\Z")
_FROM_ZH = re.compile(r"(?:最早|不早于)(?:于|在)?\Z")
_AHEAD_ZH, _AHEAD_EN = (
    re.compile("(?:之|以)?前(?![三两二四]季|期|[往景])"),
    re.compile(r"\b(?:before|prior|ahead|advance|earl|ago)"),
)
_BEFORE_EN = re.compile(
    r"\b(?:before|prior to|until|till|up to|no later than|not later than)(?: the)?(?: end of)?\s*\Z", re.I
)
_AFTER_EN = re.compile(
    r"\b(?:after|since|(?:no|not) earlier than|following|(?<!no )(?<!not )later than|beyond|starting from|as of|"
    r"beginning)(?: the)?(?: end of)?\s*\Z",
    re.I,
)
_NO = re.compile(r"\b(?:not?|nor?)\s+\w*\s*\Z", re.I)
_WITHIN_ZH = re.compile(r"(?:以内|之内|内)(?![容部外地陆需蒙河生在涵销阁政战卷])")
_LATER_ZH = re.compile(r"(?:之后|以后|后)(?![期续勤])")
_WITHIN_EN = re.compile(r"\b(?:within|in less than|not? (?:more|later) than|at most)(?: a period of)?\s*\Z", re.I)
_SPAN_EN = re.compile(
    r"\b(?:within|in|over|during|for|of|less than|more than|later than|most|exceed(?:ing)?|first|to)(?: the)?\s*\Z",
    re.I,
)
_LATER_EN = re.compile(r"\s*(?:later|after|following|from (?:the|receipt|now))\b", re.I)


def bound_words(zh: str, en: str, comparison: Comparison) -> Iterator[Difference]:
    """Bounds of matched numbers that disagree by the words around them."""
    if not comparison.matched:
        return
    from duizhao.quantities import Difference

    zh = fold_text(zh)
    for match in comparison.matched:
        if _almost(zh, en, match) or _lost(zh, en, match) or _side_of_a_day(zh, en, match) or _moved(zh, en, match):
            yield Difference(match.zh, match.en, "bound")


def _almost(zh: str, en: str, match: Match) -> bool:
    """近两万 as “more than 20,000”, 2万多 as “nearly 20,000”."""
    if match.zh.kind in _DATES or match.zh.bound == "range":
        return False
    if match.zh.bound == "about" and (match.en.bound in ("at_least", "at_most") or _roughly(zh, match)):
        return True
    below = match.zh.bound in ("about", "under") and _ALMOST_ZH.search(zh[: match.zh.start])
    if below and match.en.bound in _LOWER:
        return match.zh.bound == "about"  # the comparison tells the others
    return match.zh.bound in _LOWER and _ALMOST_EN.search(en[: match.en.start]) is not None


def _roughly(zh: str, match: Match) -> bool:
    """90%左右 as “more than 90 percent”."""
    around = zh[max(0, match.zh.start - 3) : match.zh.start] + zh[match.zh.end : match.zh.end + 3] + match.zh.span
    return match.en.bound == "over" and _ABOUT_ZH.search(around) is not None


def _lost(zh: str, en: str, match: Match) -> bool:
    """1200万人以上 as “12 million”, where nothing in the sentence says more or at least."""
    one = match.zh
    if one.bound not in _LOWER | _UPPER or one.kind in _DATES | {"ordinal", "time"}:
        return False
    about = match.en.bound == "about" and not _MORE_ZH.search(one.span + zh[one.end : one.end + 1])
    if match.en.bound != "exact" and not (about and _ROUGHLY_EN.search(en[: match.en.start])):
        return False
    if zh.startswith("起", one.end) or one.span[:1] in "数數几幾" or (_FROM_TO_ZH.search(zh) and _FROM_TO.search(en)):
        return False
    return not (one.kind == "duration" and one.bound in _UPPER) and not _BOUND_EN.search(en)


def _side_of_a_day(zh: str, en: str, match: Match) -> bool:
    """3月31日前 as “after March 31”, 自2月1日起 as “before February 1”."""
    one, other = match.zh, match.en
    if one.kind not in _DATES or other.kind not in _DATES or "range" in (one.bound, other.bound):
        return False
    before = en[: other.start]
    if _BEFORE_ZH.match(zh, one.end) or _BY_ZH.search(zh[: one.start]):
        return _AFTER_EN.search(before) is not None and not _NO.search(before)
    if _SINCE_ZH.match(zh, one.end) or _FROM_ZH.search(zh[: one.start]):
        return _BEFORE_EN.search(before) is not None
    return False


def _moved(zh: str, en: str, match: Match) -> bool:
    """15日内 as “after 15 days”, 三年后 as “within three years”."""
    one, other = match.zh, match.en
    if one.kind not in ("duration", "day") or other.kind != "duration" or "range" in (one.bound, other.bound):
        return False
    before, behind = en[: other.start], en[other.end :]
    if _WITHIN_ZH.match(zh, one.end):
        if re.match(r"\s+after\b", behind) and not _SPAN_EN.search(before):
            return True
        later = re.search(r"\bafter(?: a period of)?\s*\Z", before, re.I) or re.match(r"\s*later\b", behind)
        return later is not None
    if _AHEAD_ZH.match(zh, one.end) or (
        zh.endswith("前", 0, one.start) and not zh.endswith(("之前", "以前"), 0, one.start)
    ):
        near = behind[:40]
        return re.match(r"\s*(?:\w+ )?(?:after|later|following)\b", near) is not None or (
            _WITHIN_EN.search(before) is not None and " after" in near and not _AHEAD_EN.search(near)
        )
    return _LATER_ZH.match(zh, one.end) is not None and _WITHIN_EN.search(before) is not None


def turned(zh: str, en: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """至少一日 as “at most one day”, 不超过2019年水平 as “will exceed”: one side has words for a bound that the other
    has not, which has too many for the opposite one. Where they stand."""
    text = fold_text(zh)
    if not _PLAINLY_ZH.search(text):
        return None
    for (own_zh, own_en, _), (other_zh, _, wrong) in (_PLAIN, _PLAIN[::-1]):
        here, there = own_zh.search(text), list(wrong.finditer(en))
        if here is not None and len(there) > len(other_zh.findall(text)) and not own_en.search(en):
            return here.span(), there[-1].span()
    return None


def levels(zh: str, en: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """县级以上 as “at or below the county level”: where each stands."""
    sides = {m["side"] or m["other"] for m in _LEVEL.finditer(fold_text(zh))}
    if len(sides) != 1:
        return None
    up = sides == {"上"}
    right, wrong = (_ABOVE, _SAID_BELOW) if up else (_BELOW, _SAID_ABOVE)
    said = wrong.search(en)
    place = _LEVEL.search(fold_text(zh))
    if said is None or place is None or right.search(en):
        return None
    return place.span(), said.span()
