"""`find_quantities` and `anchor_values`: offsets, width, script, hostile input, start-up, policy phrases."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.quantities import anchor_values, find_quantities, units
from duizhao.quantities.en import words as en_words
from duizhao.quantities.zh import words as zh_words

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")
PIECES = st.sampled_from(
    [
        *"0123456789.,，、;:—-%％()（）“”〔〕 　",
        *"一二三四五六七八九十百千万亿两半零〇第年月日个元吨亩倍成分之点多余约近超至到",
        *"百分之 个百分点 以上 时速 公里 每 翻一番 十四五 人民币 𠀀 㐀 壹佰 萬 億".split(),
        *"one two twenty hundred million third 2026 5G kg °C - 1990s $ é".split(),
        *(" and ", " a half", " percent", " to ", "Article ", "May ", "RMB ", " per ", "\ud800", "\x00", "\n"),
    ]
)
TABLE = units.load()
WORDS = st.sampled_from(
    [
        *TABLE.zh,
        *TABLE.en,
        *zh_words.load().measures,
        *zh_words.load().before_endings,
        *en_words.load().before_endings,
        *en_words.load().label_before,
        *en_words.load().triggers,
        *zh_words.load().label_before,
        *zh_words.load().label_after,
    ]
)
TEXTS = st.one_of(st.lists(st.one_of(PIECES, PIECES, WORDS), max_size=24).map("".join), st.text(max_size=60))


@pytest.mark.parametrize("lang", LANGS)
@given(text=TEXTS)
@settings(deadline=None, max_examples=400)
def test_any_text(lang: Lang, text: str) -> None:
    """Spans are cut from the text, in order, without overlap; values are finite and go into JSON."""
    last = 0
    for q in find_quantities(text, lang):
        assert text[q.start : q.end] == q.span
        assert last <= q.start < q.end <= len(text)
        last = q.end
        values = q.value if isinstance(q.value, tuple) else (q.value,)
        assert all(isinstance(v, str) or math.isfinite(v) for v in values)
        assert (q.bound == "range") == isinstance(q.value, tuple)
        json.dumps(q.to_dict(), ensure_ascii=False)
    for _, start, end in anchor_values(text, lang):
        assert 0 <= start < end <= len(text)


@given(st.integers(0, 10**8 - 1), st.sampled_from(["吨", "个", "元", "公里", "%"]))
def test_width_does_not_matter(number: int, unit: str) -> None:
    narrow = f"达到{number}{unit}"
    wide = narrow.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789%"})
    assert [(q.value, q.unit) for q in find_quantities(wide, "zh")] == [
        (q.value, q.unit) for q in find_quantities(narrow, "zh")
    ]


HAN = "零一二三四五六七八九"


def in_han(number: int) -> str:
    """A number below 10^8 as Chinese writes it."""
    high, low = divmod(number, 10**4)
    text = ""
    if high:
        text = in_han(high) + "万" + ("零" if 0 < low < 1000 else "")
    digits = f"{low:04d}"
    for digit, ten in zip(digits, ("千", "百", "十", ""), strict=True):
        if digit != "0":
            text += HAN[int(digit)] + ten
        elif text and text[-1] not in "零万":
            text += "零"
    text = text.rstrip("零")
    return text or "零"


@given(st.integers(2, 10**8 - 1))
def test_han_numerals(number: int) -> None:
    [quantity] = find_quantities(f"共{in_han(number)}吨", "zh")
    assert (quantity.value, quantity.unit) == (number, "t")


@given(st.integers(1, 10**12), st.sampled_from(["", "万", "亿", "万亿"]))
def test_scales_are_exact(number: int, scale: str) -> None:
    """1.1亿 is 110000000, whatever binary fractions say."""
    tenths = f"{number // 10}.{number % 10}"
    [quantity] = find_quantities(f"{tenths}{scale}元", "zh")
    expected = number * {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}[scale]
    assert quantity.value == (expected // 10 if expected % 10 == 0 else expected / 10)


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("增长3.5万亿元", "增長3.5萬億元"),
        ("两个百分点", "兩個百分點"),
        ("五十万亩", "五十萬畝"),
        ("第三季度", "第三季度"),
        ("三点五吨", "三點五噸"),
        ("一千余户", "一千餘戶"),
        ("不超过三个月", "不超過三個月"),
        ("每吨80元", "每噸80元"),
    ],
)
def test_script_does_not_matter(simplified: str, traditional: str) -> None:
    a, b = find_quantities(simplified, "zh"), find_quantities(traditional, "zh")
    assert [(q.value, q.unit, q.kind, q.bound) for q in a] == [(q.value, q.unit, q.kind, q.bound) for q in b]
    assert a


def test_a_line_break_ends_what_stands_before_a_number() -> None:
    """A currency at the end of a line is none of the next line's number."""
    assert [q.unit for q in find_quantities("paid in RMB\n600 people", "en")] == [""]
    assert [q.unit for q in find_quantities("3 million yuan\nfive teams", "en")] == ["CNY", ""]


def test_layout_spaces() -> None:
    [quantity] = find_quantities("印发于 2016 年 11 月 29 日", "zh")
    assert (quantity.span, quantity.value) == ("2016 年 11 月 29 日", "2016-11-29")
    [quantity] = find_quantities("比 重 提 高 百 分 之 十 五", "zh")
    assert (quantity.span, quantity.value) == ("百 分 之 十 五", 15)


MANY = 100_000


FEW = MANY // 10
HOSTILE = [
    *(mark * MANY for mark in ("1", "１", "1.", "1,111", "十", "万", "(", " ", "第", "壹", "a-", "May ")),
    *(piece * FEW for piece in ("三分之", "“一", "一个、", "2016年")),
    *(piece * FEW for piece in ("hundred ", "one and ", "tens of ", "1 000 ")),
    "Articles " + "1, " * FEW,
    "http://" + "1" * MANY,
    "not " * MANY + "over 5",
]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_hostile_input_ends(lang: Lang, text: str) -> None:
    """Nothing explodes: with anything worse than linear these would not end."""
    for q in find_quantities(text, lang):
        assert q.kind == "label" or len(q.span) < 80


def test_digits_beyond_any_amount_are_labels() -> None:
    """Python refuses to convert more than 4,300 digits; nobody means an amount by them."""
    [quantity] = find_quantities("9" * 5000, "zh")
    assert quantity.kind == "label"
    assert all(q.kind == "label" for q in find_quantities("account 12345678901234567890123456", "en"))


def test_importing_reads_no_tables() -> None:
    script = "import sys, duizhao.quantities; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    loaded = set(done.stdout.split())
    assert {m for m in loaded if m.startswith("duizhao.quantities.")} == {"duizhao.quantities.values"}
    assert "tomllib" not in loaded


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("投入1.5亿元", "invested 150 million yuan"),
        ("增长百分之十五", "grew by 15 percent"),
        ("第十二条", "Article 12"),
        ("2016年11月29日", "29 November 2016"),
        ("装机2.1亿千瓦", "210 GW installed"),
        ("“十四五”时期", "the 14th Five-Year Plan period"),
        ("国产C919客机", "the C919 airliner"),
        ("三季度", "the third quarter"),
    ],
)
def test_anchors_are_equal_in_both_languages(zh: str, en: str) -> None:
    tokens = {token for token, _, _ in anchor_values(zh, "zh")}
    assert tokens
    assert tokens == {token for token, _, _ in anchor_values(en, "en")}


# Phrases of the two seed documents that are no quantity by the contract: names, labels, slogans, bare badges.
NO_QUANTITY = {"name", "label", "slogan", "number-slogan", "slogan-list", "scale"}
COUNTED = ("cluster", "vehicle/year", "year", "batch", "congress", "five-year plan", "century", "plenum")


def test_policy_phrases(shared: Path) -> None:
    """The quantities of the seed documents; their types are mapped to the contract's kinds."""
    right = total = 0
    wrong = []
    for line in (shared / "policy" / "quantities.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        for lang, text in (("zh", row["zh"]), ("en", row["en"])):
            found = [q for q in find_quantities(text, lang) if q.kind != "label"]
            if row["type"] in NO_QUANTITY:
                # 第五代 and "version 6" are an ordinal by the contract; no other number may be found.
                good = all(q.kind == "ordinal" and q.value == row["value"] for q in found)
            else:
                good = expected(row, found)
            total += 1
            right += good
            if not good:
                wrong.append((text, [(q.span, q.value, q.unit) for q in found]))
    assert right / total >= 0.95, wrong


def expected(row: dict[str, object], found: tuple[object, ...] | list[object]) -> bool:
    """Whether value and unit of a policy phrase were read."""
    values = [v for q in found for v in (q.value if isinstance(q.value, tuple) else (q.value,))]  # type: ignore[attr-defined]
    units = {q.unit for q in found}  # type: ignore[attr-defined]
    gold = row["value"] if isinstance(row["value"], list) else [row["value"]]
    unit = str(row["unit"])
    if row["type"] in ("date", "date-range", "money+date"):
        gold = [str(int(v)) if isinstance(v, int) or (isinstance(v, float) and v < 3000) else v for v in gold]
        unit = "CNY" if "money" in str(row["type"]) else ""
    if unit == "USD:CNY":
        return [(q.value, q.unit) for q in found] == [(1, "USD"), (7, "CNY")]  # type: ignore[attr-defined]
    unit = "" if unit in COUNTED and row["type"] != "duration-range" else unit
    return all(any(v == g or str(v) == str(g) for v in values) for g in gold) and unit in units
