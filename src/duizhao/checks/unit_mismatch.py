"""A quantity in another unit without being converted."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.checks.numbers import difference, differences
from duizhao.checks.said import in_words
from duizhao.model import Finding


@check(
    "DZ105", "unit-mismatch", "error", "pair", "The number is the same, its unit is another.",
    right=[
        Sample("新增高标准农田300万亩。", "Three million mu of high-standard cropland will be added."),
        Sample("新增高标准农田300万亩。", "High-standard cropland will grow by 200,000 hectares."),
    ],
    wrong=[
        Sample("新增高标准农田300万亩。", "High-standard cropland will grow by 3 million hectares."),
        Sample("平均亩产412公斤。", "The average yield was 412 kilograms per hectare."),
        Sample("惠及群众860万人。", "It benefits 8.6 million households."),
    ],
    both_ways=True,
)  # fmt: skip
def unit_mismatch(case: Case) -> Iterator[Finding]:
    """A number keeps its digits and changes its unit: mu into hectares, yuan into dollars, kilowatts into
    kilowatt-hours. Converted values are accepted within rounding. A bare $ for 元 is only mentioned where the
    whole file writes it so: the dollar may be that of Hong Kong or Taiwan.
    """
    for d in differences(case, "unit"):
        dollars = d.zh.unit == "CNY" and d.en.span.lstrip().startswith("$") and case.run.house_dollars(case.file)
        yield difference(
            unit_mismatch, case, d, f"{d.zh.span} is {in_words(d.zh)}, not “{d.en.span}”", in_words(d.zh),
            severity="info" if dollars else None,
        )  # fmt: skip
    for d in differences(case, "per"):
        said = case.en[d.en.start :].split(".")[0][:40]
        yield difference(unit_mismatch, case, d, f"{d.zh.span} is counted per something else than in “{said}”")
    for d in differences(case, "counted"):
        counted, said = case.zh[d.zh.start : d.zh.end + 2], " ".join(case.en[d.en.start :].split()[:4])
        yield difference(unit_mismatch, case, d, f"{counted} counts something else than “{said}”")
