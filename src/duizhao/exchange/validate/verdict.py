"""What validation finds: broken rules with their lines, and what each CAT tool would lose."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]
# Of problems with the same rule and words only so many are told one by one.
TOLD = 10


@dataclass(frozen=True, slots=True)
class Problem:
    """A broken rule.

    Attributes:
        rule: its short name.
        severity: `error` breaks the format, `warning` loses something in tools, `info` is worth knowing.
        line: counted from 1, 0 for the file as a whole.
        count: how many more like it there are that are not told one by one, 1 for a single one.
        tool: the CAT tool that has the problem, "" for all.
    """

    rule: str
    severity: Severity
    message: str
    file: str
    line: int = 0
    count: int = 1
    tool: str = ""

    def to_dict(self) -> dict[str, object]:
        """The object of `--format jsonl`."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found in a file.

    Attributes:
        format: such as `TMX 1.4`, `TBX v3 (dca)`.
        items: the number of units or entries.
        problems: in the order of their lines, losses of tools last.
    """

    file: str
    format: str
    items: int
    things: str
    problems: tuple[Problem, ...]


class Findings:
    """Collects problems; keeps the first `TOLD` of a kind and counts the rest."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults = 0
        self._found: dict[tuple[str, str], list[Problem]] = {}
        self._counts: Counter[tuple[str, str]] = Counter()
        self._lost: dict[str, Counter[str]] = {}
        self._parts: dict[str, Counter[str]] = {}

    def add(self, rule: str, severity: Severity, message: str, line: int, *, kind: str = "") -> None:
        """Takes a problem. `kind`: the words by which it is counted with others; without them the rule."""
        key = (rule, kind)
        self._counts[key] += 1
        if self._counts[key] <= TOLD:
            self._found.setdefault(key, []).append(Problem(rule, severity, message, self.file, line))

    def fault(self, rule: str, message: str, line: int) -> None:
        """An error against the grammar, for which strict tools refuse the whole file."""
        self.faults += 1
        self.add(rule, "error", message, line, kind=message)

    def lost(self, tool: str, why: str, count: int = 1) -> None:
        """Items that a tool does not read at all; each is to be told once."""
        self._lost.setdefault(tool, Counter())[why] += count

    def part_lost(self, tool: str, why: str) -> None:
        """An item of which a tool reads only a part, or reads it wrongly."""
        self._parts.setdefault(tool, Counter())[why] += 1

    def problems(self, items: int, things: str) -> tuple[Problem, ...]:
        """Everything found, by line, then the losses by tool."""
        found = []
        for key, problems in self._found.items():
            found += problems
            rest = self._counts[key] - len(problems)
            if rest:
                last = problems[-1]
                found.append(
                    Problem(key[0], last.severity, f"{rest:,} more like this", self.file, last.line, rest)
                )
        found.sort(key=lambda p: p.line)
        for tool, whys in sorted(self._lost.items()):
            read = max(0, items - whys.total())
            reasons = "; ".join(f"{why} ({count:,})" for why, count in whys.most_common())
            text = f"{tool} reads {read:,} of {items:,} {things}: {reasons}"
            found.append(Problem("tool", "info", text, self.file, 0, whys.total(), tool))
        for tool, whys in sorted(self._parts.items()):
            if self._lost.get(tool, Counter()).total() >= items:
                continue
            for why, count in whys.most_common():
                text = f"{tool}: {why} ({count:,} {things})"
                found.append(Problem("tool", "info", text, self.file, 0, count, tool))
        return tuple(found)
