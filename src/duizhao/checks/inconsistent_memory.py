"""Another translation than in the project's memory."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import SURE
from duizhao.checks.run import Run
from duizhao.checks.sameness import source_key, target_key
from duizhao.model import Finding, Unit

_SHORT = 6  # characters


@check(
    "DZ304", "inconsistent-memory", "warning", "set", "The memory has another translation of this source.",
    right=[Sample("各部门按职责分工负责。", "Each department is responsible within its duties.")],
    wrong=[],
)  # fmt: skip
def inconsistent_memory(run: Run) -> Iterator[Finding]:
    """The project translated the same Chinese before, and otherwise. The earlier unit is shown as the precedent.
    Where the memory itself has several translations, any of them will do.
    """
    if not run.memory:
        return
    known: dict[str, list[Unit]] = {}
    for unit in run.memory:
        if unit.zh and unit.en:
            known.setdefault(source_key(unit.zh_text), []).append(unit)
    for case in run.cases:
        if not case.zh or not case.en or case.copied or case.outside or case.unit.score < SURE:
            continue
        source = case.keys[0]
        earlier = known.get(source)
        if not earlier:
            continue
        target = case.keys[1]
        if any(target_key(unit.en_text) == target for unit in earlier):
            continue
        unit = earlier[0]
        yield case.finding(
            inconsistent_memory, f"translated before as “{unit.en_text}”", zh=(0, len(case.zh)),
            en=(0, len(case.en)), suggestion=unit.en_text, key=unit.en_text,
            severity="info" if len(source) < _SHORT else None,
            precedent={"zh": unit.zh_text, "en": unit.en_text, "file": unit.en_file or unit.zh_file, "unit": unit.id},
        )  # fmt: skip
