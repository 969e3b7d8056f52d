"""What a code means, for shapes that explain it; the registry of checks knows."""

from __future__ import annotations

from dataclasses import dataclass

from duizhao.checks import find
from duizhao.model import Finding


@dataclass(frozen=True, slots=True)
class Rule:
    """A check as reports tell it: a sentence, and a page of text (Markdown)."""

    code: str
    name: str
    summary: str
    help: str


def rule_of(finding: Finding) -> Rule:
    """The rule that a finding breaks; findings of other tools are explained by their names."""
    check = find(finding.code)
    if check is None:
        words = finding.name.replace("-", " ").capitalize() or finding.code
        return Rule(finding.code, finding.name, f"{words}.", f"{words}.")
    examples = "".join(
        f"\n\n{label}: {sample.zh + ' = ' if sample.zh else ''}{sample.en}"
        for label, samples in (("Right", check.right[:1]), ("Wrong", check.wrong[:1]))
        for sample in samples
    )
    return Rule(check.code, check.name, check.summary, check.page + examples)
