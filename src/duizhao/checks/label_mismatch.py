"""Numbers of articles, chapters, boxes and list items that are out of step."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.checks.citations import wrong_kind, wrong_parts, wrong_range
from duizhao.checks.numbers import difference, differences
from duizhao.documents.labels import Mark, chinese_number, mark_of, roman_number
from duizhao.model import Finding

_ITEM_ZH = re.compile(r"[（(]([一二三四五六七八九十]{1,3}|\d{1,2})[）)]")
_ITEM_EN = re.compile(r"\((\d{1,2}|[ivx]{1,5}|[a-z])\)")


@check(
    "DZ801", "label-mismatch", "error", "pair", "An article, chapter, box or list item has another number.",
    right=[
        Sample("依照本法第十一条办理。", "It shall be handled under Article 11 of this Law."),
        Sample("二、重点任务", "II. Key tasks"),
    ],
    wrong=[
        Sample("依照本法第十一条办理。", "It shall be handled under Article 12 of this Law."),
        Sample("第二款规定的期限不予延长。", "The time limit in paragraph 3 shall not be extended."),
        Sample("（三）提升岸电使用率", "(2) Raising the utilization rate of shore power"),
        Sample("包括：（一）申请书；（二）执照。", "This includes (1) an application; (3) a license."),
    ],
    both_ways=True,
)  # fmt: skip
def label_mismatch(case: Case) -> Iterator[Finding]:
    """第十一条 must be Article 11, 专栏3 Box 3. Compared are the number at the head of a segment, references in
    the text, and the numbers of the items of a list inside it, whatever the style (一、 and I., （二） and (2)).
    """
    seen = False
    for d in differences(case, "label"):
        seen = True
        yield difference(label_mismatch, case, d, f"{d.zh.span} is rendered as “{d.en.span}”")
    for part, said in wrong_parts(case.zh, case.en):
        seen = True
        yield case.finding(
            label_mismatch, f"{part.text} is rendered as “{said.text}”", zh=(part.start, part.end),
            en=(said.start, said.end), key=f"{part.text}={said.text}",
        )  # fmt: skip
    for found in (wrong_kind(case.zh, case.en), wrong_range(case.zh, case.en)):
        if found is not None:
            here, there = found
            seen = True
            yield case.finding(
                label_mismatch, f"{here.group().strip()} is rendered as “{there.group().strip()}”", zh=here.span(),
                en=there.span(), key=f"{here.group()}={there.group()}",
            )  # fmt: skip
    if seen or not (
        case.zh[:1] in "第（(专專附表图圖" or case.zh[:1] in _NUMERALS or "（" in case.zh or "(" in case.zh
    ):
        return
    zh, en = mark_of(case.zh), mark_of(case.en)
    if zh is not None and en is not None and zh.style != "circled":
        one, other = _value(zh), _value(en)
        if one and other and one != other and not (other.isdigit() and _roman(en) == one):
            a, b = case.zh[: zh.end].strip(), case.en[: en.end].strip()
            yield case.finding(
                label_mismatch, f"{a} is rendered as “{b}”", zh=(0, zh.end), en=(0, en.end), key=f"{a}={b}"
            )
            return
    yield from _items(case)


_NUMERALS = "一二三四五六七八九十0123456789０１２３４５６７８９①②③④⑤⑥⑦⑧⑨"


def _value(mark: Mark) -> str:
    """The number of a mark; letters count as their place in the alphabet."""
    value = mark.value
    if len(value) == 1 and value.isalpha():
        return str(ord(value.lower()) - ord("a") + 1)
    return value


def _roman(mark: Mark) -> str:
    """The number of a mark whose letter is also a Roman numeral: (i), (v), (x)."""
    return str(roman_number(mark.value.upper())) if mark.value in ("i", "v", "x") else ""


def _items(case: Case) -> Iterator[Finding]:
    """The items of a list inside a segment: where the Chinese counts up, the English must."""
    zh = [(m, chinese_number(m[1])) for m in _ITEM_ZH.finditer(case.zh)]
    if len(zh) < 2:
        return
    en = [(m, _item(m[1])) for m in _ITEM_EN.finditer(case.en)]
    first = zh[0][1]
    if len(en) != len(zh) or [n for _, n in zh] != list(range(first, first + len(zh))):
        return
    for (a, number), (b, other) in zip(zh, en, strict=True):
        if number != other:
            yield case.finding(
                label_mismatch, f"{a.group()} is rendered as “{b.group()}”", zh=a.span(), en=b.span(),
                key=f"{a.group()}={b.group()}",
            )  # fmt: skip
            return


def _item(text: str) -> int:
    if text.isdigit():
        return int(text)
    return (
        roman_number(text.upper())
        if text in ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
        else ord(text) - 96
    )
