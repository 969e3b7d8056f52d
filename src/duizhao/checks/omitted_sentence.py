"""A sentence without a translation."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.model import Finding


@check(
    "DZ401", "omitted-sentence", "error", "source", "A sentence has no translation.",
    right=[Sample("加强科研诚信建设。", "Research integrity will be strengthened.")],
    wrong=[Sample("加强科研诚信建设。", "")],
    both_ways=True,
)  # fmt: skip
def omitted_sentence(case: Case) -> Iterator[Finding]:
    """Nothing in the translation stands for this sentence.

    Page furniture is left out; for front matter and notes it is only mentioned, and likewise where the
    alignment is unsure.
    """
    kinds = {s.kind for s in (case.unit.en if case.into_chinese else case.unit.zh)}
    if kinds == {"furniture"} or not any(c.isalnum() for c in case.source):
        return
    sure = case.unit.score >= 0.5 and not case.outside
    whole = (0, len(case.source))
    yield case.finding(
        omitted_sentence, "not translated", zh=None if case.into_chinese else whole,
        en=whole if case.into_chinese else None, severity=None if sure else "info", confidence=case.unit.score,
    )  # fmt: skip
