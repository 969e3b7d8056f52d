"""Bounds in Chinese: 不少于, 以上, 约, 左右, 近, 多 around a number."""

from __future__ import annotations

import re

from .numbers import Number
from .words import load as load_words

# What a bound ends on in other words: 节约500吨 saves, 最近3家 are near.
_NO_ABOUT = ("节", "公", "条", "预", "制", "合", "契", "签", "履", "违", "集", "续")
_NO_NEAR = ("最", "附", "邻", "临", "靠", "远", "亲", "贴")
# What may not follow: 30日内蒙古 …, 3家以上海为 …, 三项以下简称 …
_NOT_AFTER = {
    "内": tuple("容部外地陆需蒙河生在涵销阁政战卷"),
    "多": tuple("样次个种元层边方数年家"),
    "以上": ("海", "述"),
    "以下": ("简称", "问题", "方面", "措施", "规定", "条件"),
}
# 不得超过项目估算价的百分之二: what the share is of stands between the bound and the number.
_SHARE_OF = re.compile(r"(?P<bound>不(?:得)?(?:超过|[低高少多大小]于))[\u4e00-\u9fff]{1,12}的\Z")
# 通过十项, 不超过十万元: no word for "more than a round number".
_NO_MAGNITUDE = ("通过", "经过", "不超过", "得超过", "未超过", "不破", "不过", "未破")
# 不得留存信息超过九十日 forbids more.
_FORBIDDEN = re.compile(r"(?:不得|不能|不可|不应|不准|禁止|严禁)[\u4e00-\u9fff]{1,16}\Z")
# 近三年 are the past three years, not nearly three.
_PAST = ("year", "month", "day", "week", "quarter")


def bound_around(text: str, start: int, end: int) -> str:
    """The bound of the characters `start` to `end`, `""` if there is none."""
    return bound_before(text, start, "", bare=False) or bound_after(text, end)


def bound_of(text: str, start: int, unit: str, number: Number, ends: tuple[int, ...]) -> str:
    """The bound of a number with a unit; `ends` are the places where a bound may follow, best first."""
    before = bound_before(text, start, unit, bare=number.bare_magnitude)
    return before or next((b for end in dict.fromkeys(ends) if (b := bound_after(text, end))), "")


def bound_before(text: str, start: int, unit: str, *, bare: bool) -> str:
    """The bound named before a number at `start`; `bare` for magnitudes without a digit (上千)."""
    words = load_words()
    window = text[max(0, start - 32) : start].rstrip()
    if bare and window.endswith(words.before_magnitude) and not window.endswith(_NO_MAGNITUDE):
        return "over"
    for _ in range(4):
        if window.endswith(words.before_endings):
            word, bound = next(pair for pair in words.before if window.endswith(pair[0]))
            previous = window[-len(word) - 1 : -len(word)]
            if (word == "约" and previous in _NO_ABOUT) or (word in ("近", "接近") and previous in _NO_NEAR):
                return ""
            # 禁止招用未满十六周岁的: who is meant, not how much
            if bound in ("over", "under") and word not in ("未满", "不满") and _FORBIDDEN.search(window[: -len(word)]):
                return "at_most" if bound == "over" else "at_least"
            return "" if word == "近" and unit in _PAST else bound
        if not window.endswith(words.fillers):
            return _bound_of_share(text[max(0, start - 20) : start].rstrip())
        filler = next(w for w in words.fillers if window.endswith(w))
        window = window[: -len(filler)].rstrip()
    return ""


def _bound_of_share(before: str) -> str:
    """The bound of 不超过总投资的 before a share; 低于平均水平的30% may be 30% lower, so only negations count."""
    if not before.endswith("的") or (match := _SHARE_OF.search(before)) is None:
        return ""
    return next((bound for word, bound in load_words().before if word == match["bound"]), "")


def bound_after(text: str, at: int) -> str:
    """The bound named at `at`, behind the number, its unit and measure word."""
    look = at + 1 if text[at : at + 1] == " " else at
    if not text.startswith(load_words().after_beginnings, look):
        return ""
    for word, bound in load_words().after:
        if not text.startswith(word, look):
            continue
        end = look + len(word)
        if text.startswith(_NOT_AFTER.get(word, ()), end):
            return ""
        # 3元起 is a least price, 3起案件 are cases.
        return "" if word == "起" and text[end : end + 1].isalnum() and text[end] != "的" else bound
    return ""
