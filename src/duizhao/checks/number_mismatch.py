"""A number that has another value in the translation."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.checks.numbers import difference, differences
from duizhao.checks.said import in_words
from duizhao.checks.swapped import swapped
from duizhao.model import Finding


@check(
    "DZ101", "number-mismatch", "error", "pair", "A number has another value in the translation.",
    right=[Sample("新增就业1200万人以上。", "More than 12 million urban jobs will be created.")],
    wrong=[
        Sample("新增就业1200万人以上。", "More than 13 million urban jobs will be created."),
        Sample("出口增长5%，进口增长3%。", "Exports grew by 3% and imports by 5%."),
    ],
    both_ways=True,
)  # fmt: skip
def number_mismatch(case: Case) -> Iterator[Finding]:
    """Two numbers stand for each other, and their values differ.

    Values are compared, not digits: 1200万 is 12 million, 三分之一 a third, 翻一番 a doubling, 2.1亿千瓦 is
    210 GW. Rounding that is stated (about, nearly) and the rounding of converted units are accepted. Numbers
    that name (5G, 第三方, 一带一路) are none. Where both texts assign a list one by one (分别, respectively), its order
    must be the same; and two values may not change places if the words that they belong to did not.
    """
    for d in differences(case, "value"):
        if d.zh.bound != "range" and d.zh.kind != "ordinal" and "date" not in (d.zh.kind, d.en.kind):
            yield difference(number_mismatch, case, d, f"{d.zh.span} is rendered as “{d.en.span}”", in_words(d.zh))
    for d in differences(case, "order"):
        yield difference(
            number_mismatch, case, d, f"the numbers stand in another order: {d.zh.span} became “{d.en.span}”"
        )
    for a, b in swapped(case):
        yield case.finding(
            number_mismatch, f"{a.zh.span} and {b.zh.span} have changed places: “{b.en.span}” comes first",
            zh=(a.zh.start, a.zh.end), en=(b.en.start, b.en.end), key=f"{a.zh.span}<>{b.zh.span}", confidence=0.9,
        )  # fmt: skip
        return
