"""A rendering that says something else."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.avoided_term import avoided
from duizhao.checks.base import Sample, check, concept
from duizhao.checks.case import Case
from duizhao.model import Finding

_RISK = concept("系统性风险", "systemic risk", forbidden="systematic risk")


@check(
    "DZ203", "forbidden-term", "error", "target", "A term has a rendering that changes the meaning.",
    right=[Sample("防范系统性风险。", "We will guard against systemic risks.", terms=(_RISK,))],
    wrong=[Sample("防范系统性风险。", "We will guard against systematic risks.", terms=(_RISK,))],
)  # fmt: skip
def forbidden_term(case: Case) -> Iterator[Finding]:
    """The term is in the source, and a rendering in the translation that the glossary forbids because it means
    something else: systematic risk for 系统性风险, GNP for GDP.
    """
    yield from avoided(case, forbidden_term, "forbidden", "it is")
