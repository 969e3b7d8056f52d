"""One source sentence, several translations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import SURE, Case
from duizhao.checks.run import Run
from duizhao.model import Finding

_SHORT = 6  # characters: shorter sources (合计, 注) may well differ with their place
_MANY = 3  # translations from which the text evidently varies on purpose


@check(
    "DZ301", "inconsistent-target", "warning", "set", "The same source is translated in different ways.",
    right=[
        Sample("各部门按职责分工负责。", "Each department is responsible within its duties.",
               more=(("各部门按职责分工负责。", "each department is responsible within its duties"),)),
    ],
    wrong=[
        Sample("各部门按职责分工负责。", "All departments shall do their own work.",
               more=(("各部门按职责分工负责。", "Each department is responsible within its duties."),)),
    ],
)  # fmt: skip
def inconsistent_target(run: Run) -> Iterator[Finding]:
    """Segments with the same Chinese, marks and numbering aside, have different translations. The most frequent
    one counts as right, of equally frequent ones the first; every other place is reported with it. Capitals,
    inflection, articles and marks make no difference. Where there are three translations or more, the text varies
    on purpose, and it is only mentioned.
    """
    groups: dict[tuple[str, str], list[Case]] = {}
    for case in run.cases:
        if case.zh and case.en and not case.copied and not case.outside and case.unit.score >= SURE:
            groups.setdefault((case.file, case.keys[0]), []).append(case)
    for (_, source), cases in groups.items():
        if len(cases) < 2 or not source:
            continue
        targets = [case.keys[1] for case in cases]
        counts = Counter(targets)
        if len(counts) == 1:
            continue
        usual = max(counts, key=counts.__getitem__)  # of equals the first
        model = cases[targets.index(usual)]
        weak = len(source) < _SHORT or len(counts) >= _MANY
        for case, target in zip(cases, targets, strict=True):
            if target != usual:
                yield case.finding(
                    inconsistent_target, f"translated otherwise than in unit {model.unit.id}: “{model.en}”",
                    zh=(0, len(case.zh)), en=(0, len(case.en)), suggestion=model.en, key=model.en,
                    severity="info" if weak else None, precedent=precedent(model),
                )  # fmt: skip


def precedent(case: Case) -> dict[str, object]:
    """A unit as the precedent of a finding."""
    return {"zh": case.zh, "en": case.en, "file": case.file, "line": case.line, "unit": case.unit.id}
