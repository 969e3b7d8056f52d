"""Holds a translation against its source, against a glossary, and against itself.

    from duizhao.checks import check_units
    for finding in check_units(units, glossary):
        print(finding.severity, finding.code, finding.message)

One file a check. Each has a code, a severity, an explanation, and examples that are tests; `CHECKS` holds all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from duizhao.checks.base import Check, Sample
from duizhao.checks.registry import checks, find
from duizhao.checks.run import Options, Run
from duizhao.model import Finding, Sentence, Unit

if TYPE_CHECKING:
    from duizhao.glossary import Glossary

__all__ = ["CHECKS", "Check", "Options", "Sample", "check_english", "check_units", "examine", "find"]

CHECKS: tuple[Check, ...] = checks()
DEFAULTS = Options()


def check_units(
    units: Sequence[Unit],
    glossary: Glossary | None = None,
    *,
    options: Options = DEFAULTS,
    memory: Sequence[Unit] = (),
) -> tuple[Finding, ...]:
    """What a reviser should look at in aligned units, gravest first.

    Args:
        units: of one document or of a project; a unit with one side empty is an omission or an addition. Where
            no unit has Chinese, all of it is English without a source.
        glossary: terms to hold the translation against; None checks no terms.
        memory: earlier units, for precedents and consistency with them.

    Fingerprints do not depend on the place of a unit, only on its source text and on what is found.
    """
    return examine(units, glossary, options=options, memory=memory)[0]


def examine(
    units: Sequence[Unit],
    glossary: Glossary | None = None,
    *,
    options: Options = DEFAULTS,
    memory: Sequence[Unit] = (),
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """As `check_units`; and what notes of the units take back (`duizhao: ignore DZ101`)."""
    alone = options.direction == "zh-en" and not any(unit.zh for unit in units)
    run = Run(units, glossary, options, memory, alone=alone)
    return run.findings(CHECKS), tuple(run.ignored)


def check_english(
    sentences: Sequence[Sentence],
    file: str,
    glossary: Glossary | None = None,
    *,
    options: Options = DEFAULTS,
) -> tuple[Finding, ...]:
    """What can be told from an English text alone, gravest first.

    Args:
        sentences: of one document.
        file: its name, for the findings.
        glossary: with it, renderings to be avoided and concepts rendered in several ways are found.
    """
    units = [Unit(n, (), (s,), en_file=file) for n, s in enumerate(sentences, 1)]
    return check_units(units, glossary, options=options)
