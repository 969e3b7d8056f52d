"""A sentence without a source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.model import Finding

_NOTE = re.compile(r"\s*[\[(（【]?\s*(?:translator|editor|note|译者|编者|译注)", re.IGNORECASE)


@check(
    "DZ402", "added-sentence", "warning", "target", "A sentence has no source.",
    right=[Sample("加强科研诚信建设。", "Research integrity will be strengthened.")],
    wrong=[],
    both_ways=True,
)  # fmt: skip
def added_sentence(case: Case) -> Iterator[Finding]:
    """Nothing in the source stands for this sentence. Translator's notes, front matter and page furniture are
    only mentioned or left out.
    """
    side = case.unit.zh if case.into_chinese else case.unit.en
    if case.source or case.run.alone or {s.kind for s in side} == {"furniture"}:
        return
    sure = case.unit.score >= 0.5 and not case.outside and not _NOTE.match(case.target)
    whole = (0, len(case.target))
    yield case.finding(
        added_sentence, "nothing in the source stands for this", zh=whole if case.into_chinese else None,
        en=None if case.into_chinese else whole, severity=None if sure else "info", confidence=case.unit.score,
    )  # fmt: skip
