"""What explains a number that has no equal on the other side: other words for it, and what was left unsaid."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from duizhao.checks.same_amount import discounts, rounded, same_rate, told_in_parts, told_with_prefix, values_of
from duizhao.glossary.folding import fold_text

if TYPE_CHECKING:
    from duizhao.quantities import Comparison, Difference, Quantity

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
_A_YEAR = re.compile("每年[^，。；]{0,12}?([二两三四六])次")
_HAN_DIGITS = "〇一二三四五六七八九"
_SESSION = re.compile("[届屆]|.?次会议|.?次會議")
_SESSIONS = re.compile(r"session|meeting|plen|congress(?! of| standing)|conference", re.IGNORECASE)
_THIS = re.compile(
    r"\b(?:upcoming|ongoing|current|latest|bimonthly|annual|next|this|recent|forthcoming) (?:\w+ )?"
    r"(?:session|meeting|plenum|conference|congress)",
    re.IGNORECASE,
)
# 十一五 and those after it
_PLANS = {f"十{'一二三四五六七'[n]}五": (str(2006 + 5 * n), str(2010 + 5 * n)) for n in range(7)}
_CENTS = {"fen": 0.01, "jiao": 0.1}
_BROKEN = re.compile(r"[\d.．:：]")
_WHOLE = re.compile(r"\b(?:all|every|each|entire\w*|full\w*|whole|wholly|complete\w*|universal\w*)\b", re.IGNORECASE)
_OTHERS = re.compile(r"\s+other\b|\s+more\b")
# 两点钟: hours that `quantities` does not read.
_HOUR = re.compile(r"([一二三四五六七八九十]{1,3}|\d{1,2})[点點](?![\d零〇一二三四五六七八九])")
_NAMED = 6  # bodies that may be named before 等八部门
_N_OTHERS = re.compile(r"\b(\w+) (?:other|more)\b", re.IGNORECASE)
_OF_AN_HOUR: dict[object, re.Pattern[str]] = {
    n: re.compile(rf"\b{words}[- ](?:of[- ])?(?:an[- ])?hour", re.IGNORECASE)
    for n, words in ((15, "quarter"), (30, "half"), (45, "three[- ]quarters?"))
}
_CONVERTED = 0.03  # of a conversion for foreign readers
_EVENTS = (
    (1921, "建[党黨]|[党黨]成立"), (1949, "新中[国國]|建[国國]"), (1978, "改革[开開]放|十一[届屆]三中全[会會]"),
    (1992, "十四大"), (1997, "十五大|香港回[归歸]"), (1999, "澳[门門]回[归歸]"), (2002, "十六大"), (2007, "十七大"),
    (2012, "十八大"), (2013, "十八[届屆]三中全[会會]"), (2017, "十九大"), (2022, "二十大"),
    (2024, "二十[届屆]三中全[会會]"),
)  # fmt: skip
_CLOCK = {"midnight": ("00:00", "24:00"), "noon": ("12:00",), "midday": ("12:00",)}
_QUARTER = re.compile(r"(?:\d{4}-)?(?P<part>[QH])(?P<n>[1-4])")
_CLOCK_ROUND = re.compile(
    r"\b(?:round|around)[- ]the[- ]clock\b|\bday and night\b|\bat all (?:hours|times)\b", re.IGNORECASE
)
_APART = re.compile(r"\b\d(?:-\d){1,5}\b")
# under-threes, the over-sixties
_PLURALS = {
    f"{word}s": float(n) for n, word in enumerate("one two three four five six seven eight nine ten".split(), 1)
}


@dataclass(frozen=True)
class Texts:
    """A pair of texts with their comparison, and what is asked about them again and again."""

    zh: str
    en: str
    comparison: Comparison

    @cached_property
    def zh_left(self) -> Counter[float]:
        """The numbers of the Chinese outside the matches."""
        from duizhao.quantities.anchors import numbers_in

        return Counter(numbers_in(self.zh)) - Counter(n for m in self.comparison.matched for n in numbers_in(m.zh.span))

    @cached_property
    def en_left(self) -> Counter[float]:
        """The numbers of the English outside the matches, with those in words (century, under-threes)."""
        from duizhao.quantities.anchors import numbers_in

        left = Counter(numbers_in(self.en))
        left -= Counter(n for m in self.comparison.matched for n in numbers_in(m.en.span))
        left.update(value for word, value in _WORDS.items() if word in self.en)
        left.update(value for word in re.findall("[a-z]+", self.en.lower()) if (value := _PLURALS.get(word)))
        return left

    @cached_property
    def weekday(self) -> bool:
        """Whether the English names a day of the week, yesterday or today, instead of a date."""
        return _WEEKDAY.search(self.en) is not None


def missing_explained(q: Quantity, texts: Texts) -> bool:
    """Whether a quantity of the source is in the translation after all, or need not be."""
    zh, en = texts.zh, texts.en
    if texts.weekday and q.kind in ("date", "day"):
        return True
    if " " in q.span and re.search(rf"(?<![\d.,]){re.escape(q.span)}(?![\d,])", en):
        return True  # 1 327: groups of three set apart by a space in both languages
    if q.kind == "ordinal" and _SESSION.match(zh, q.end - 1) and (not _SESSIONS.search(en) or _THIS.search(en)):
        return True  # the body alone is named, without its session, or its “upcoming session”
    if any(_bare(q) == _bare(m.zh) for m in texts.comparison.matched):
        return True  # said twice, translated once; or one end of a range, which range_ends looks at
    if _COUNTED_WORDS.match(zh, q.end) or _elided(q, texts) or _said_in_years(q, texts) or _in_words(q, texts):
        return True
    if _BROKEN.match(zh[max(0, q.start - 1) : q.start]) or _BROKEN.match(zh[q.end : q.end + 1]):
        return True  # a piece of something longer (6.8：39.2：54.0)
    if q.unit == "hour" and q.value == 24 and _CLOCK_ROUND.search(en):
        return True
    if len(q.span) > 1 and q.span.isdigit() and "-".join(q.span) in en:
        return True  # 123出行交通圈: 1-2-3 travel circles
    if zh.startswith("半", q.start - 1) and "百里" in zh and q.start:
        return True  # 行百里者半九十
    if told_with_prefix(q, en) or told_in_parts(q, en) or any(same_rate(q, b, zh) for b in texts.comparison.added):
        return True
    if (
        q.span.endswith("‰")
        and isinstance(q.value, int | float)
        and re.search(
            rf"\b{re.escape(q.span[:-1])} (?:per|in (?:every )?(?:a )?)(?: ?mille| ?(?:1[, ]?000|thousand))\b", en
        )
    ):
        return True
    if q.unit == "%" and q.value == 100 and _WHOLE.search(en):
        return True
    scale = _SCALES.get(q.span.strip("级級元个個"))
    if scale is not None and re.search(rf"\b(?:{scale})", en):
        return True
    return bool(values := values_of(q)) and all(v in texts.en_left for v in values)


def _bare(q: Quantity) -> str:
    return q.span.replace(" ", "")


def _elided(q: Quantity, texts: Texts) -> bool:
    """Midnight for 0时; “in the first, 0.4% in the second”, where quarters were named before."""
    if q.kind == "time":
        return any(word in texts.en.lower() and q.value in hours for word, hours in _CLOCK.items())
    match = _QUARTER.fullmatch(q.value) if isinstance(q.value, str) and q.kind == "date" else None
    if match is None:
        return False
    word = "quarter" if match["part"] == "Q" else "half"
    return word in texts.en.lower() and float(match["n"]) in texts.en_left


def _in_words(q: Quantity, texts: Texts) -> bool:
    """“March is publicity month”, a quarter-hour; 财政部等四部门: the ministry and three other departments."""
    en = texts.en
    if q.kind == "month" and isinstance(q.value, int):
        return calendar.month_name[q.value] in en
    if q.unit == "minute":
        return (part := _OF_AN_HOUR.get(q.value)) is not None and part.search(en) is not None
    if q.kind != "number" or not isinstance(q.value, int) or texts.zh[q.start - 1 : q.start] != "等":
        return False
    from duizhao.quantities.anchors import numbers_in

    return any(0 < q.value - n <= _NAMED for m in _N_OTHERS.finditer(en) for n in numbers_in(m[1]))


def _said_in_years(q: Quantity, texts: Texts) -> bool:
    """2012年 … 2022年: “a decade later”."""
    if q.kind != "year" or not isinstance(q.value, str):
        return False
    return any(_tells(d, q, texts) for d in texts.comparison.added)


def _tells(duration: Quantity, year: Quantity, texts: Texts) -> bool:
    """Whether a number of years leads from another year of the source to this one."""
    if duration.unit != "year" or not isinstance(duration.value, int) or not str(year.value).isdigit():
        return False
    others = {m.zh.value for m in texts.comparison.matched if m.zh.kind == "year"}
    return any(str(int(str(year.value)) + sign * duration.value) in others for sign in (1, -1))


def added_explained(q: Quantity, texts: Texts) -> bool:
    """Whether a quantity of the translation is in the source after all, or need not be."""
    zh = texts.zh
    if any(
        m.start() <= q.start and q.end <= m.end() and m.group().replace("-", "") in zh
        for m in _APART.finditer(texts.en)
    ):
        return True
    if isinstance(q.value, tuple) and any(
        _PLANS.get(name) == tuple(map(str, q.value)) for name in _PLANS if name in zh
    ):
        return True  # “十四五”时期: the 14th Five-Year Plan period (2021–2025)
    if "century" in q.span.lower() and "半个" in (text := fold_text(zh)) and "世纪" in text:
        return True  # 半个多世纪
    if any(same_rate(a, q, zh) for a in texts.comparison.missing):
        return True
    if "分之" in zh:
        from duizhao.quantities import find_quantities

        if any(told_in_parts(a, texts.en[q.start :]) for a in find_quantities(zh, "zh")):
            return True
    if "gigabit" in q.span.lower() and re.search("[千万萬]兆", zh):
        return True
    if any(q.span == m.en.span for m in texts.comparison.matched):
        return True
    if any(y.kind == "year" and _tells(q, y, texts) for y in texts.comparison.missing):
        return True
    if _converts(q, texts) or _dated(q, zh):
        return True
    if q.unit == "month" and (m := _A_YEAR.search(zh)) and q.value == 12 / _HAN_DIGITS.index(m[1].replace("两", "二")):
        return True  # 每年两次: every six months
    if q.unit == "%" and any(abs(q.value - v) < 0.01 for v in discounts(zh) if isinstance(q.value, int | float)):
        return True  # 兩折: 20 percent of the price, or 80 percent off
    if q.unit == "minute" and q.value in _OF_AN_HOUR and "刻" in zh:
        return True  # “一刻钟”, a name
    if q.kind == "date" and str(q.value).endswith("-12-31") and re.search("年[底末]", zh):
        return True
    if q.unit == "day" and q.value == 10 and "旬" in zh:
        return True  # the last ten days of June
    if q.kind == "year" and isinstance(q.value, tuple) and _decade_is_told(str(q.value[0]), zh):
        return True
    if q.kind == "time" and isinstance(q.value, str) and _hour_is_told(int(q.value[:2]), zh):
        return True
    values = values_of(q)
    for value in values:
        digits = f"{value:.0f}"
        # 九二共识: the 1992 Consensus
        if re.fullmatch(r"(?:18|19|20)\d\d", digits) and "".join(_HAN_DIGITS[int(d)] for d in digits[2:]) in zh:
            return True
    if q.bound == "range" or q.kind == "fraction":
        from duizhao.quantities.anchors import numbers_in

        values = numbers_in(q.span)
    return bool(values) and all(v in texts.zh_left for v in values)


def _converts(q: Quantity, texts: Texts) -> bool:
    """110 million mu (about 7.3 million hectares): an amount that stands beside the same one in another unit."""
    from duizhao.quantities.units import base

    here = [base(value, q.unit) for value in values_of(q)] if q.unit else []
    if not here:
        return False
    for match in texts.comparison.matched:
        there = [base(value, match.en.unit) for value in values_of(match.en)] if match.en.unit != q.unit else []
        if len(there) == len(here) and all(
            a is not None and b is not None and a[1] == b[1] and abs(a[0] - b[0]) <= _CONVERTED * abs(a[0])
            for a, b in zip(here, there, strict=True)
        ):
            return True
    return False


def _dated(q: Quantity, zh: str) -> bool:
    """Whether a year is told that everyone knows of what the source names: the 18th National Congress in 2012."""
    return any(v == year and re.search(event, zh) is not None for v in values_of(q) for year, event in _EVENTS)


def _decade_is_told(first: str, zh: str) -> bool:
    """八九十年代, 80、90年代: two decades in one."""
    tens = int(first[2]) if len(first) == 4 else 0
    return (
        tens > 1
        and re.search(rf"(?:{_HAN_DIGITS[tens]}[、和]?[二-龥]?十|{tens}0)[、和至到—-]?\d*0?[十]?年代", zh) is not None
    )


def _hour_is_told(hour: int, zh: str) -> bool:
    from duizhao.quantities.anchors import numbers_in

    return any(n % 12 == hour % 12 for m in _HOUR.finditer(zh.replace("两", "二")) for n in numbers_in(m[1]))


def difference_explained(d: Difference, texts: Texts) -> bool:
    """Whether two quantities that differ say the same in other ways."""
    zh, en = texts.zh, texts.en
    if texts.weekday and d.how == "date":
        return True
    one, other = values_of(d.zh), values_of(d.en)
    if d.how == "value" and rounded(d.zh, d.en):
        return True
    lower = d.zh.bound in ("at_least", "over")
    if d.how == "bound" and d.zh.kind == "duration" and lower and en[: d.en.start].rstrip().endswith("within"):
        return True  # 定二十日以上之期间: within a given period of 20 days or more
    if d.zh.span[:1] in "百千万萬亿億" and zh[max(0, d.zh.start - 1) : d.zh.start] in ("个", "個"):
        return True  # 5个万亿元台阶: five trillion-yuan thresholds
    if (
        d.how == "unit"
        and d.zh.unit == "t"
        and d.en.unit == "tce"
        and "标准煤" in (text := fold_text(zh))
        and not text.startswith("标准煤", d.zh.end)
    ):
        return True  # 节约标准煤1200万吨
    if (
        d.how == "value"
        and d.zh.kind == "multiple"
        and "fold" in d.en.span
        and {abs(a - b) for a, b in zip(one, other, strict=False)} == {1.0}
    ):
        return True  # 增长7倍: an increase of sevenfold, or eightfold
    if (
        d.how == "unit"
        and d.zh.unit == "t"
        and d.en.unit.startswith("tCO2")
        and "碳" in zh[max(0, d.zh.start - 12) : d.zh.start]
    ):
        return True  # 二氧化碳当量新增约30亿吨
    if d.zh.unit in _CENTS and len(one) == 1 == len(other) and abs(one[0] * _CENTS[d.zh.unit] - other[0]) < 1e-9:
        return True  # 2分钱: 0.02 yuan
    if d.how == "value" and len(one) == 1 == len(other) and 0 < one[0] - other[0] <= 3:
        # 工信部等八部门: the ministry and seven other departments
        return zh[max(0, d.zh.start - 1) : d.zh.start] == "等" and any(
            m.start() - d.en.end < 40 for m in _OTHERS.finditer(en, d.en.end)
        )
    return False
