"""A report before it has a shape: the findings in the order of a reviser, and what is told about all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from duizhao.model import Finding, Severity, Span

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Report:
    """Findings with what a reader wants to know first.

    Attributes:
        findings: as they were given; `ordered` has the gravest first.
        title: of the page or the test suite.
        checked: what was checked, in words ("plan.en.txt, 312 units").
        colour: whether the text goes to a terminal.
        show: the least grave findings that are shown to readers: shapes for people begin with them, and say how many
            more there are; shapes for programs hold all.
        limit: how many findings of a check a text shows; 0 for all.
    """

    findings: tuple[Finding, ...]
    title: str = ""
    checked: str = ""
    colour: bool = False
    show: Severity = "info"
    limit: int = 0

    @property
    def ordered(self) -> list[Finding]:
        """Gravest first; findings of one check together, in the order of the text."""
        return sorted(self.findings, key=lambda f: (rank(f), f.code, f.file, f.unit, f.line, _start(f)))

    def groups(self) -> Iterator[tuple[Finding, list[Finding]]]:
        """Findings of one severity and one check, with the first of them; the gravest first."""
        for _, group in groupby(self.ordered, key=lambda f: (f.severity, f.code)):
            members = list(group)
            yield members[0], members

    def hidden(self) -> int:
        """How many findings are less grave than those to be shown."""
        return sum(rank(f) > SEVERITIES.index(self.show) for f in self.findings)

    def count(self, severity: str) -> int:
        return sum(f.severity == severity for f in self.findings)

    def files(self) -> list[tuple[str, int]]:
        """The files with the number of their findings, in the order of the alphabet."""
        return sorted(Counter(f.file for f in self.findings).items())

    def totals(self) -> str:
        """`2 errors, 1 warning, 4 info`; `no findings`."""
        parts = [
            f"{count} {name}{'s' if count != 1 and name != 'info' else ''}"
            for name in SEVERITIES
            if (count := self.count(name))
        ]
        return ", ".join(parts) or "no findings"

    def closing(self) -> str:
        """The totals with what was checked."""
        return self.totals() + (f" in {self.checked}" if self.checked else "")


def rank(finding: Finding) -> int:
    """0 for errors, 1 for warnings, 2 for info."""
    return SEVERITIES.index(finding.severity)


def place(finding: Finding) -> str:
    """`plan.en.txt:14, unit 12`, as far as it is known."""
    where = finding.file if finding.file != "-" else "standard input"
    if finding.line:
        where = f"{where}:{finding.line}" if where else f"line {finding.line}"
    return ", ".join(part for part in (where, f"unit {finding.unit}" if finding.unit else "") if part)


def mark(text: str, span: Span | None) -> Span | None:
    """The span to mark: none where it is the whole text, which points at nothing."""
    whole = span is None or (not text[: span.start].strip() and not text[span.end :].strip())
    return None if whole else span


def told(precedent: Mapping[str, object] | None) -> str:
    """A precedent in words: both sides, where it stands, then whatever else it says."""
    if not precedent:
        return ""
    rest = {k: v for k, v in precedent.items() if v not in (None, "", 0, [], ())}
    texts = " = ".join(str(rest.pop(key)) for key in ("zh", "en") if key in rest)
    where = str(rest.pop("file", ""))
    if "line" in rest:
        line = rest.pop("line")
        where = f"{where}:{line}" if where else f"line {line}"
    others = [f"{key} {value}" for key, value in rest.items()]
    about = ", ".join(part for part in (where, *others) if part)
    return f"{texts} ({about})" if texts and about else texts or about


def _start(finding: Finding) -> int:
    span = finding.en_span or finding.zh_span
    return span.start if span else 0
