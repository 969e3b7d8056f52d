"""What the checks of quantities share: a second look at what the comparison could not match, and how a
difference becomes a finding."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from duizhao.checks.base import Check
from duizhao.checks.case import Case
from duizhao.checks.closer import closer
from duizhao.model import Finding, Severity
from duizhao.script import is_traditional

if TYPE_CHECKING:
    from duizhao.quantities import Comparison, Difference, Match, Quantity

_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:yester|to)day\b")
_COUNTED_WORDS = re.compile(r"[個个]?字|句话|句話|个词|個詞")  # 八个字: the length of a slogan, not of a thing
_SCALES = {
    "万亿": "trillion", "萬億": "trillion", "亿": "million|billion", "億": "million|billion", "千亿": "billion",
    "百亿": "billion", "十亿": "billion", "千万": "million", "百万": "million", "万": "10,000|ten thousand",
    "萬": "10,000|ten thousand", "千": "1,000|thousand", "百": "100|hundred",
}  # fmt: skip
_WORDS = {
    "centenary": 100.0, "centennial": 100.0, "century": 100.0, "decade": 10.0, "fortnight": 14.0, "dozen": 12.0,
}  # fmt: skip
_HAN_DIGITS = "〇一二三四五六七八九"
_SESSION = re.compile("[届屆]|.?次会议|.?次會議")
_SESSIONS = re.compile(r"session|meeting|plen|congress(?! of| standing)|conference", re.IGNORECASE)
_THIS = re.compile(
    r"\b(?:upcoming|ongoing|current|latest|bimonthly|annual|next|this|recent|forthcoming) (?:\w+ )?"
    r"(?:session|meeting|plenum|conference|congress)",
    re.IGNORECASE,
)
_CENTS = {"fen": 0.01, "jiao": 0.1}
_BROKEN = re.compile(r"[\d.．:：]")
_WHOLE = re.compile(r"\b(?:all|every|each|entire\w*|full\w*|whole|wholly|complete\w*|universal\w*)\b", re.IGNORECASE)
_OTHERS = re.compile(r"\s+other\b|\s+more\b")


def second_look(zh: str, en: str, comparison: Comparison) -> Comparison:
    """The comparison without what a closer reading of the two texts explains."""
    loose = [d for d in map(_loosely, comparison.matched) if d is not None]
    more = [*loose, *closer(zh, en, comparison)]
    if more:
        comparison = replace(comparison, different=(*comparison.different, *more))
    if comparison.agrees:
        return comparison
    from duizhao.quantities.anchors import numbers_in

    zh_left = Counter(numbers_in(zh)) - Counter(n for m in comparison.matched for n in numbers_in(m.zh.span))
    en_left = Counter(numbers_in(en)) - Counter(n for m in comparison.matched for n in numbers_in(m.en.span))
    en_left.update(value for word, value in _WORDS.items() if word in en)
    weekday = _WEEKDAY.search(en) is not None
    missing = [q for q in comparison.missing if not _missing_explained(q, zh, en, en_left, weekday, comparison)]
    added = [q for q in comparison.added if not _added_explained(q, zh, zh_left, comparison)]
    different = [d for d in comparison.different if not _difference_explained(d, zh, en, weekday)]
    return replace(comparison, missing=tuple(missing), added=tuple(added), different=tuple(different))


def _loosely(match: Match) -> Difference | None:
    """Two values that were accepted as equal by their bounds: 1200余 may be 1,203, but 超过60% is not over 65%."""
    from duizhao.quantities import Difference

    zh, en = match.zh, match.en
    if zh.unit != en.unit or "exact" in (zh.bound, en.bound) or not isinstance(zh.value, int | float):
        return None
    if not isinstance(en.value, int | float) or abs(zh.value - en.value) <= 1e-6 * abs(zh.value):
        return None
    return Difference(zh, en, "value") if zh.kind == en.kind else None


def _missing_explained(
    q: Quantity, zh: str, en: str, left: Counter[float], weekday: bool, comparison: Comparison
) -> bool:
    if weekday and q.kind in ("date", "day"):
        return True
    if q.kind == "ordinal" and _SESSION.match(zh, q.end - 1) and (not _SESSIONS.search(en) or _THIS.search(en)):
        return True  # the body alone is named, without its session, or its “upcoming session”
    if any(q.span.replace(" ", "") == m.zh.span.replace(" ", "") for m in comparison.matched):
        return True  # said twice, translated once
    if _COUNTED_WORDS.match(zh, q.end):
        return True
    if _BROKEN.match(zh[max(0, q.start - 1) : q.start]) or _BROKEN.match(zh[q.end : q.end + 1]):
        return True  # a piece of something longer (6.8：39.2：54.0)
    if q.unit == "%" and q.value == 100 and _WHOLE.search(en):
        return True
    scale = _SCALES.get(q.span.strip("级級元个個"))
    if scale is not None and re.search(rf"\b(?:{scale})", en):
        return True
    return bool(values := _numbers(q)) and all(v in left for v in values)


def _added_explained(q: Quantity, zh: str, left: Counter[float], comparison: Comparison) -> bool:
    if "gigabit" in q.span.lower() and re.search("[千万萬]兆", zh):
        return True
    if any(q.span == m.en.span for m in comparison.matched):
        return True
    values = _numbers(q)
    for value in values:
        digits = f"{value:.0f}"
        # 九二共识: the 1992 Consensus
        if re.fullmatch(r"(?:18|19|20)\d\d", digits) and "".join(_HAN_DIGITS[int(d)] for d in digits[2:]) in zh:
            return True
    if q.bound == "range" or q.kind == "fraction":
        from duizhao.quantities.anchors import numbers_in

        values = numbers_in(q.span)
    return bool(values) and all(v in left for v in values)


def _difference_explained(d: Difference, zh: str, en: str, weekday: bool) -> bool:
    if weekday and d.how == "date":
        return True
    one, other = _numbers(d.zh), _numbers(d.en)
    if d.how == "bound" and d.zh.kind == "duration" and en[: d.en.start].rstrip().endswith("within"):
        return True  # 定二十日以上之期间: within a given period of 20 days or more
    if d.zh.unit == "CNY" and d.en.unit == "USD" and d.how == "unit" and _other_dollars(d.zh, d.en, zh):
        return True
    if d.zh.unit in _CENTS and len(one) == 1 == len(other) and abs(one[0] * _CENTS[d.zh.unit] - other[0]) < 1e-9:
        return True  # 2分钱: 0.02 yuan
    if d.how == "value" and len(one) == 1 == len(other) and 0 < one[0] - other[0] <= 3:
        # 工信部等八部门: the ministry and seven other departments
        return zh[max(0, d.zh.start - 1) : d.zh.start] == "等" and any(
            m.start() - d.en.end < 40 for m in _OTHERS.finditer(en, d.en.end)
        )
    return False


def _other_dollars(zh_money: Quantity, en_money: Quantity, zh: str) -> bool:
    """Whether a bare 元 may be the dollar of Hong Kong, Macao or Taiwan, and the English a bare dollar."""
    if re.search(r"US|U\.S", en_money.span) or "人民" in zh_money.span:
        return False
    return is_traditional(zh) or any(place in zh for place in ("香港", "澳门", "台湾"))


def _numbers(q: Quantity) -> list[float]:
    values = q.value if isinstance(q.value, tuple) else (q.value,)
    found = []
    for value in values:
        if isinstance(value, str):
            if not value.isdigit():
                return []
            value = float(value)
        found.append(float(value))
    return found


def differences(case: Case, *hows: str) -> Iterator[Difference]:
    """The differences of a unit of some kinds: `value`, `magnitude`, `unit`, `bound`, `percent/point`, `date`,
    `label`."""
    for d in case.quantities.different:
        if d.how.split(" ")[0] in hows:
            yield d


def difference(
    check: Check, case: Case, d: Difference, message: str, suggestion: str = "", severity: Severity | None = None
) -> Finding:
    """The finding for two quantities that disagree."""
    return case.finding(
        check, message, zh=(d.zh.start, d.zh.end), en=(d.en.start, d.en.end), suggestion=suggestion,
        key=f"{d.zh.span}={d.en.span}", severity=severity,
    )  # fmt: skip
