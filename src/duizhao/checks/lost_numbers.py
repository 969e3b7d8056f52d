"""Small numbers of the source that idiom may swallow, where the English has nothing that could stand for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from duizhao.glossary.folding import fold_text

if TYPE_CHECKING:
    from duizhao.quantities import Comparison, Quantity

_SMALL = 3  # spelled-out numbers that the comparison never misses
_FRACTION = re.compile(
    r"\b(?:hal(?:f|v\w*)|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|\w+[dr]e?dths?|\w+andths?|"
    r"percent|per cent|parts per|majority|minority|out of|in (?:every )?(?:two|three|four|five|six|eight|ten))\b|"
    r"\bper (?:100,000|10,000|1,000|million|thousand|hundred)|[%‰/½⅓¼⅔¾]",
    re.IGNORECASE,
)
_MULTIPLE = re.compile(
    r"\b(?:doubl\w*|redoubl\w*|tw(?:o|ice|ofold)|tripl\w*|trebl\w*|thrice|three\w*|quadrupl\w*|four\w*|five\w*|six\w*|ten\w*|"
    r"times|multipl\w*|\w*fold|percent|per cent|hundred)\b|[%\d]",
    re.IGNORECASE,
)
_HALF_YEAR = re.compile(r"\b(?:half|six|semi\w*|twice|two|bi-?annual\w*|months?)\b|\d", re.IGNORECASE)
_TIME = {
    "year": r"year|annual|annum|decade|biennial|triennial|aged?\b",
    "month": r"month|quarter|year|semest",
    "week": r"week|fortnight|day",
    "day": r"day|daily|hour|week",
    "hour": r"hour|minute|day|o'clock",
    "minute": r"minute|hour|second",
    "workday": r"day",
    "quarter": r"quarter|month",
}
_LEVEL = re.compile(r"(?P<n>[一二三四五六七八九])级(?:(?:及)?以[上下]|(?:应急)?响应|预警)")
_LEVEL_EN = re.compile(
    r"\b(?:levels?|grades?|tiers?|class|ranks?|categor\w+|stages?|tertiary|secondary|primary|first|second|third|"
    r"fourth|fifth|sixth|one|two|three|four|five|six|I{1,3}|IV|VI?)\b|\d",
    re.IGNORECASE,
)
_MAGNITUDE = re.compile(
    "(?:超过?|突破|超出|达到?|迈上|跨越)(?P<n>[十百千]?[万亿]|万亿)(?=元|美元|[吨斤亩户辆台千]|级|人民币)"
)
_ANY_MAGNITUDE = re.compile(r"\d|\b(?:ten|hundred|thousand|million|billion|trillion)s?\b", re.IGNORECASE)
_VALUES = {
    f"{a}{b}": x * y
    for a, x in (("", 1), ("十", 10), ("百", 100), ("千", 1000))
    for b, y in (("万", 10**4), ("亿", 10**8))
}
_VALUES["万亿"] = 10**12
# What a count of two or three may become.
_FEW = {
    2: re.compile(
        r"\b(?:two|both|twin\w*|pairs?|double\w*|dual|coupl\w*|second|either|each|mutual\w*|twice|bilateral|other|half|"
        r"neither|between|and|or|respective\w*)\b|\d|&",
        re.IGNORECASE,
    ),
    3: re.compile(r"\b(?:three|triple|tri\w+|third|thrice|all)\b|\d", re.IGNORECASE),
}
_MAY_BE_LOST = re.compile(
    "分之|翻|倍|每半|[一二两三][年月周天日小个項项家座名条批类种所台部支艘架颗辆件份层处]|[超破达上越]过?[十百千万]"
)
_IN_A_ROW = {
    2: re.compile(r"\b(?:two|second|both|twice|bi\w+|double|consecutive(?:ly)? each)\b|\d", re.IGNORECASE),
    3: re.compile(r"\b(?:three|third|tri\w+|thrice)\b|\d", re.IGNORECASE),
}
_COUNTED = re.compile(r"[个個项項家座名条條批类類种種所台部支艘架颗顆辆輛件份层層处處]")
_POINTING = re.compile(r"[这這那各前后後上下此该該第每任首尽同其]\Z")


def lost_numbers(zh: str, en: str, comparison: Comparison) -> Iterator[Quantity]:
    """Fractions, short times, and counts up to three that nothing in the translation stands for."""
    folded = fold_text(zh)
    if "级" in folded and (level := _LEVEL.search(folded)) and not _LEVEL_EN.search(en):
        from duizhao.quantities import Quantity

        number = "零一二三四五六七八九".index(level["n"])
        yield Quantity(zh[slice(*level.span())], *level.span(), number, "", "ordinal")
    if not _MAY_BE_LOST.search(folded):
        return
    from duizhao.quantities import find_quantities

    yield from _thousands(zh, folded, en)
    for m in comparison.matched:
        en = en[: m.en.start] + " " * (m.en.end - m.en.start) + en[m.en.end :]
    done = [m.zh for m in comparison.matched] + [d.zh for d in comparison.different] + list(comparison.missing)
    for q in find_quantities(zh, "zh"):
        if not any(q.start < o.end and o.start < q.end for o in done) and _is_lost(q, folded, en):
            yield q


def _thousands(zh: str, folded: str, en: str) -> Iterator[Quantity]:
    """超过千亿元, 突破万亿: bare magnitudes where the English has no number at all."""
    from duizhao.quantities import Quantity

    m = _MAGNITUDE.search(folded)
    if m is not None and not _ANY_MAGNITUDE.search(en):
        yield Quantity(zh[m.start("n") : m.end("n")], m.start("n"), m.end("n"), _VALUES[m["n"]], "", "number", "over")


def _is_lost(q: Quantity, zh: str, en: str) -> bool:
    if q.kind == "multiple":
        return _MULTIPLE.search(en) is None
    if q.kind == "duration" and q.value == 0.5:
        return "每" in zh[max(0, q.start - 1) : q.end] and _HALF_YEAR.search(en) is None
    if q.kind == "fraction":
        return "分之" in zh[q.start : q.end] and not _FRACTION.search(en)
    if not isinstance(q.value, int) or not 1 <= q.value <= _SMALL or q.span[:1].isdigit():
        return False
    if q.kind == "duration":
        if zh.endswith(("连续", "持续"), 0, q.start) and q.value > 1:
            return _IN_A_ROW[q.value].search(en) is None
        plain = q.value == 1 and q.bound == "exact"
        if plain or q.unit not in _TIME or re.search(rf"\b{('one', 'two', 'three')[q.value - 1]}\b", en, re.IGNORECASE):
            return False  # at least one of them
        return re.search(_TIME[q.unit], en, re.IGNORECASE) is None
    if q.kind != "number" or q.value == 1 or not _COUNTED.match(zh, q.end) or _POINTING.search(zh[: q.start]):
        return False
    listed = zh[max(0, q.start - 40) : q.start].count("、") >= q.value - 1
    return not listed and not zh.startswith(("个字", "个词"), q.end) and not _FEW[q.value].search(en)
