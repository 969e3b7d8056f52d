"""One source sentence, several translations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from duizhao.checks.base import Sample, check
from duizhao.checks.case import SURE, Case
from duizhao.checks.run import Run
from duizhao.checks.sameness import number_free
from duizhao.model import Finding

_SHORT = 6  # characters: shorter sources (合计, 注) may well differ with their place
_ENOUGH = 6  # characters besides numbers of sources that are near-identical
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
    on purpose, and it is only mentioned. Sources that differ in their numbers only are held against each other, too.
    """
    groups: dict[tuple[str, str], list[Case]] = {}
    for case in run.cases:
        if case.zh and case.en and not case.copied and not case.outside and case.unit.score >= SURE:
            groups.setdefault((case.file, case.keys[0]), []).append(case)
    yield from _near(groups)
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


def _near(groups: Mapping[tuple[str, str], Sequence[Case]]) -> Iterator[Finding]:
    """Sources that are alike but for their numbers; each group of equal sources stands for one."""
    alike: dict[tuple[str, str], list[Case]] = {}
    for (file, source), cases in groups.items():
        free, _ = number_free(source, ())
        if free != source and len(free) - free.count("#") >= _ENOUGH:
            alike.setdefault((file, free), []).append(cases[0])
    for cases in alike.values():
        if len(cases) < 2:
            continue
        targets = [number_free(*case.keys)[1] for case in cases]
        words = [tuple(sorted(set(target) - {"#"})) for target in targets]
        first = cases[0]
        for case, own in zip(cases, words, strict=True):
            if own != words[0] and len(set(words)) < _MANY:
                told = f"but for its numbers translated otherwise in unit {first.unit.id}: “{first.en}”"
                yield case.finding(
                    inconsistent_target, told, zh=(0, len(case.zh)), en=(0, len(case.en)), key=f"#{first.en}",
                    confidence=0.6, precedent=precedent(first),
                )  # fmt: skip


def precedent(case: Case) -> dict[str, object]:
    """A unit as the precedent of a finding."""
    return {"zh": case.zh, "en": case.en, "file": case.file, "line": case.line, "unit": case.unit.id}
