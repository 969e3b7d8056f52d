"""A number that is too large or too small by a power of ten."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.checks.numbers import difference, differences
from duizhao.checks.said import in_words
from duizhao.model import Finding


@check(
    "DZ102", "number-magnitude", "error", "pair", "A number is too large or too small by a power of ten.",
    right=[Sample("总投资1.5亿元。", "Total investment is 150 million yuan.")],
    wrong=[
        Sample("总投资1.5亿元。", "Total investment is 1.5 million yuan."),
        Sample("规模突破10万亿元。", "The sector will exceed 10 billion yuan."),
    ],
    both_ways=True,
)  # fmt: skip
def number_magnitude(case: Case) -> Iterator[Finding]:
    """The digits agree, the power of ten does not: 亿 taken for million, 万亿 for billion.

    The most expensive mistake of all, and invisible to a comparison of digits.
    """
    for d in differences(case, "magnitude"):
        power = int(d.how.partition("^")[2])
        factor = f"{10 ** abs(power):,} times too {'large' if power > 0 else 'small'}"
        yield difference(
            number_magnitude, case, d,
            f"{d.zh.span} is {in_words(d.zh)}; “{d.en.span}” is {factor}", in_words(d.zh),
        )  # fmt: skip
