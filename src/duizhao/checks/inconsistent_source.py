"""Several source sentences, one translation."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import SURE, Case
from duizhao.checks.inconsistent_target import precedent
from duizhao.checks.run import Run
from duizhao.model import Finding

_WORDS = 3  # content words of a translation that cannot be equal by chance
_CHARS = 6


@check(
    "DZ302", "inconsistent-source", "warning", "set", "Different sources have the same translation.",
    right=[
        Sample("完善社会救助制度。", "We will improve social assistance systems.",
               more=(("完善社会保障制度。", "We will improve the social security system."),)),
    ],
    wrong=[
        Sample("完善社会救助制度。", "We will improve the social security system.",
               more=(("完善社会保障制度。", "We will improve the social security system."),)),
    ],
)  # fmt: skip
def inconsistent_source(run: Run) -> Iterator[Finding]:
    """Two sources that differ in more than marks and numbering have the same translation: one of them was copied,
    or a distinction of the source is lost.
    """
    seen: dict[tuple[str, tuple[str, ...]], Case] = {}
    for case in run.cases:
        if not case.zh or not case.en or case.copied or case.outside or case.unit.score < SURE:
            continue
        source, target = case.keys
        if len(target) < _WORDS or len(source) < _CHARS:
            continue
        first = seen.setdefault((case.file, target), case)
        other = first.keys[0]
        if first is not case and other != source:
            related = len(set(other) & set(source)) * 2 >= max(len(set(other)), len(set(source)))
            yield case.finding(
                inconsistent_source, f"the same translation as in unit {first.unit.id}, whose source is {first.zh}",
                zh=(0, len(case.zh)), en=(0, len(case.en)), key=first.zh, precedent=precedent(first),
                severity="info" if _particles(source, other) or not related else None,
            )  # fmt: skip


def _particles(one: str, other: str) -> bool:
    """Whether two sources differ in particles only, which leave no trace in English."""
    different = set(one) ^ set(other)
    return different <= set("的地得了着和与及并也都应当需要要将会加大强力进一步不断积极切实各有关相关等")
