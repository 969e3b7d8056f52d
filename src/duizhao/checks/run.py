"""A run of the checks over units: which checks run, on what, and the order of what they find."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from duizhao.checks.base import Check
from duizhao.checks.case import Case
from duizhao.checks.into_chinese import turned, twin
from duizhao.checks.notes import ignored
from duizhao.model import Finding, Severity, Unit

if TYPE_CHECKING:
    from duizhao.checks.clauses import Habits
    from duizhao.checks.concept_wordings import Use
    from duizhao.checks.terms import Found, Terminology
    from duizhao.checks.wordings import Wording
    from duizhao.glossary import Glossary

# What may be checked by whether a unit has a source and a translation.
_SCOPES = {
    (True, True): ("pair", "target"),
    (False, True): ("target",),
    (True, False): ("source",),
    (False, False): (),
}
_DECISIONS = ("error", "warning", "info", "off")
_THROUGHOUT = 5  # units with a $ that make it the currency of a file
_GRAVITY = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Options:
    """How to check.

    Attributes:
        severities: code or name of a check, or a Chinese term → `error`, `warning`, `info` or `off`.
        do_not_check: Chinese terms or concept ids whose rendering is not checked.
        direction: which side is the translation.
        only: codes or names; if given, no other check runs.
    """

    severities: Mapping[str, str] = field(default_factory=dict)
    do_not_check: frozenset[str] = frozenset()
    direction: Literal["zh-en", "en-zh"] = "zh-en"
    only: frozenset[str] = frozenset()

    def severity_of(self, check: Check) -> Severity | Literal["off"] | None:
        """What the user decided for a check; None if nothing."""
        decided = self.severities.get(check.code, self.severities.get(check.name))
        return decided if decided in _DECISIONS else None  # type: ignore[return-value]


class Run:
    """Units under examination, and what the checks share about all of them.

    Args:
        units: what is checked.
        glossary: terms to check against; None for none.
        memory: earlier units of the project, for precedents.
        alone: whether the English has no source.
    """

    def __init__(
        self,
        units: Sequence[Unit],
        glossary: Glossary | None,
        options: Options,
        memory: Sequence[Unit] = (),
        *,
        alone: bool = False,
    ) -> None:
        self.units = units
        self.glossary = glossary if glossary is not None and len(glossary) else None
        self.options = options
        self.memory = memory
        self.alone = alone
        self.ignored: list[Finding] = []  # what notes of units take back
        self._dollars: dict[str, bool] = {}

    @cached_property
    def cases(self) -> list[Case]:
        """The units as the checks see them; made when no garbage is looked for (`findings`)."""
        return [Case(unit, self, n) for n, unit in enumerate(self.units)]

    @cached_property
    def terminology(self) -> Terminology:
        """What the glossary says, arranged for the checks; empty without one."""
        from duizhao.checks.terms import terminology_of

        return terminology_of(self.glossary, self.options.do_not_check)

    @cached_property
    def found(self) -> Found:
        """The glossary's terms in the Chinese of all units."""
        from duizhao.checks.terms import Found

        return Found(self.cases, self.terminology)

    @cached_property
    def wordings(self) -> Mapping[str, Sequence[Wording[Use]]]:
        """What the glossary's concepts are called in English without a source."""
        from duizhao.checks.concept_wordings import concept_wordings

        return concept_wordings(self) if self.alone and self.glossary is not None else {}

    def wordings_in(self, case: Case) -> Iterable[Sequence[Wording[Use]]]:
        """Those of the concepts one of whose wordings stands first in a case."""
        return self._wordings_by_case.get(case.index, ())

    @cached_property
    def _wordings_by_case(self) -> Mapping[int, list[Sequence[Wording[Use]]]]:
        found: dict[int, list[Sequence[Wording[Use]]]] = {}
        for wordings in self.wordings.values():
            for index in dict.fromkeys(w.first.case.index for w in wordings):
                found.setdefault(index, []).append(wordings)
        return found

    @cached_property
    def habits(self) -> Habits:
        """How long translations of this text are, and how much of its vocabulary can be judged."""
        from duizhao.checks.clauses import habits

        return habits(self.cases)

    def house_dollars(self, file: str) -> bool:
        """Whether a file writes $ throughout, and yuan nowhere."""
        found = self._dollars.get(file)
        if found is None:
            texts = [case.en for case in self.cases if case.file == file]
            signs = sum(re.search(r"(?<![A-Za-z])\$\s?\d", text) is not None for text in texts)
            yuan = any(re.search(r"\b(?:yuan|RMB|renminbi)\b", text, re.IGNORECASE) for text in texts)
            found = self._dollars[file] = signs >= _THROUGHOUT and not yuan
        return found

    def findings(self, checks: Iterable[Check]) -> tuple[Finding, ...]:
        """What `checks` find, gravest first, then in the order of the units."""
        # A glossary is a million objects that live on: looking through them for garbage is a sixth of the time.
        collecting = gc.isenabled()
        gc.disable()
        try:
            return self._findings([c for c in checks if self._runs(c)])
        finally:
            if collecting:
                gc.enable()

    def _findings(self, wanted: Sequence[Check]) -> tuple[Finding, ...]:
        found: list[Finding] = []
        for check in wanted:
            if check.scope == "set":
                found += check.run(self)
        of_scopes = {scopes: [c for c in wanted if c.scope in scopes] for scopes in _SCOPES.values()}
        for case in self.cases:
            wanted_here = of_scopes[_SCOPES[bool(case.source), bool(case.target)]]
            for check in [c for c in wanted_here if c.name == "copied-source"] if case.copied else wanted_here:
                found += check.run(case)
            case.forget()
        if self.alone:
            from duizhao.checks.gathering import gathered

            found = gathered(found)
        if self.options.direction == "en-zh":
            found, wanted = [turned(finding) for finding in found], [twin(check) for check in wanted]
        found = list(self._decided(found, wanted))
        order = {case.unit.id: n for n, case in enumerate(self.cases)}
        found.sort(
            key=lambda f: (_GRAVITY[f.severity], order.get(f.unit, 0), f.code, f.en_span.start if f.en_span else 0)
        )
        return tuple(found)

    def _runs(self, check: Check) -> bool:
        options = self.options
        if options.direction == "en-zh":
            if not check.both_ways:
                return False
            check = twin(check)
        if options.only and check.code not in options.only and check.name not in options.only:
            return False
        if self.alone and not check.alone:
            return False
        return options.severity_of(check) != "off"

    def _of_term(self, finding: Finding) -> Severity | Literal["off"] | None:
        """What the user decided for the term that a finding is about; None if nothing."""
        if finding.zh_span is None or ("term" not in finding.name and "concept" not in finding.name):
            return None
        term = finding.zh[finding.zh_span.start : finding.zh_span.end]
        level = self.options.severities.get(term)
        return level if level in _DECISIONS else None  # type: ignore[return-value]

    def _decided(self, found: Iterable[Finding], checks: Sequence[Check]) -> Iterator[Finding]:
        """The findings with the severities that the user decided, without those a note takes back."""
        own = {check.code: check.severity for check in checks}
        decided = {check.code: self.options.severity_of(check) for check in checks}
        notes = {case.unit.id: ignored(case.unit) for case in self.cases if case.unit.notes}
        for finding in found:
            if notes.get(finding.unit, frozenset()) & {"all", finding.code.lower(), finding.name}:
                self.ignored.append(finding)
                continue
            if (level := self._of_term(finding)) == "off":
                continue
            severity = level or decided.get(finding.code)
            # A check's doubts stay: what it only mentions is not raised to an error.
            if (
                severity is not None
                and severity != "off"
                and (finding.severity == own[finding.code] or _GRAVITY[severity] > _GRAVITY[finding.severity])
            ):
                finding = replace(finding, severity=severity)
            yield finding
