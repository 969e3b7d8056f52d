"""A target that is still the source."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.model import Finding


@check(
    "DZ405", "copied-source", "error", "pair", "The target is the source, not a translation.",
    right=[Sample("弘扬科学家精神。", "We will champion the spirit of scientists.")],
    wrong=[Sample("弘扬科学家精神。", "弘扬科学家精神。")],
    both_ways=True,
)  # fmt: skip
def copied_source(case: Case) -> Iterator[Finding]:
    """The English side is Chinese, or the same as the Chinese side; in a translation into Chinese the Chinese side
    has words and no Chinese character. Segments without words (numbers, codes) may be the same on both sides.
    """
    if case.copied and case.into_chinese:
        yield case.finding(copied_source, "the target is still English", zh=(0, len(case.zh)), key="copied")
    elif case.copied:
        yield case.finding(copied_source, "the target is still Chinese", en=(0, len(case.en)), key="copied")
