"""Numbers of sections that jump."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.checks.run import Run
from duizhao.documents.labels import Mark, mark_of
from duizhao.model import Finding

_STEPS = 2  # times that a style must have counted up by one before a jump is one


@check(
    "DZ803", "label-sequence", "warning", "set", "The numbers of sections or items jump.",
    right=[
        Sample("", "(4) Talent. Pay them well.",
               more=(("", "(1) Goals. Set them."), ("", "(2) Tasks. Do them."), ("", "(3) Funds. Find them."))),
    ],
    wrong=[
        Sample("", "(5) Talent. Pay them well.",
               more=(("", "(1) Goals. Set them."), ("", "(2) Tasks. Do them."), ("", "(3) Funds. Find them."))),
    ],
    alone=True,
)  # fmt: skip
def label_sequence(run: Run) -> Iterator[Finding]:
    """In English without a source, a number at the head of a sentence leaves out its successor, (3) … (5), or stands
    twice. Starting again at one, and going on with an earlier series, are in order.
    """
    if not run.alone:
        return
    last: dict[tuple[str, str], tuple[int, int, Case]] = {}
    for case in run.cases:
        mark = mark_of(case.en)
        if mark is None or not mark.value.isdigit():
            continue
        number, key = int(mark.value), (case.file, mark.style)
        before, steps, other = last.get(key, (0, 0, case))
        if number == before + 1:
            steps += 1
        elif number != 1:
            if steps >= _STEPS and (number == before or number == before + 2):
                what = "stands twice" if number == before else f"follows {before}"
                yield _finding(case, mark, f"{number} {what}", other)
            steps = 0
        else:
            steps = 1
        last[key] = number, steps, case


def _finding(case: Case, mark: Mark, message: str, other: Case) -> Finding:
    return case.finding(
        label_sequence, f"{message} (line {other.line})" if other.line else message, en=(0, mark.end),
        key=f"{mark.style}{mark.value}", confidence=0.8,
    )  # fmt: skip
