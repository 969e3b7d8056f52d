"""What a check is: its code, its words for the user, its examples, and the function that runs it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from duizhao.model import Concept, Finding, Severity, Term

# pair: needs both sides of a unit; source: the Chinese of a unit without a translation; target: the English
# of a unit, with or without a source; set: all units at once.
Scope = Literal["pair", "source", "target", "set"]


@dataclass(frozen=True, slots=True)
class Sample:
    """An example of the documentation, which is a test as well.

    Attributes:
        zh, en: the unit; an empty Chinese side is English alone.
        more: further units (Chinese, English) that stand before it, for checks that compare units.
        terms: the glossary it is checked with.
    """

    zh: str
    en: str
    more: tuple[tuple[str, str], ...] = ()
    terms: tuple[Concept, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A check as the registry holds it.

    Attributes:
        code, name: `DZ101`, `number-mismatch`.
        severity: of its findings, unless one says otherwise.
        summary: what it finds, in one line.
        page: the explanation for `duizhao check --explain`: what is found, what is not, what to do.
        run: gives findings, for a `Case` (scopes pair, source, target) or for a `Run` (scope set).
        right, wrong: texts that it must not, and must, report.
        alone: whether it makes sense on English without a source.
        both_ways: whether it also applies to translations from English into Chinese.
    """

    code: str
    name: str
    severity: Severity
    scope: Scope
    summary: str
    page: str
    run: Callable[[Any], Iterable[Finding]]
    right: tuple[Sample, ...] = ()
    wrong: tuple[Sample, ...] = ()
    alone: bool = False
    both_ways: bool = False


def check(
    code: str,
    name: str,
    severity: Severity,
    scope: Scope,
    summary: str,
    *,
    right: Iterable[Sample] = (),
    wrong: Iterable[Sample] = (),
    alone: bool = False,
    both_ways: bool = False,
) -> Callable[[Callable[[Any], Iterator[Finding]]], Check]:
    """Makes a check of the function that runs it; the function's docstring is the explanation."""

    def make(function: Callable[[Any], Iterator[Finding]]) -> Check:
        page = re.sub(r"\n {4}", "\n", (function.__doc__ or "").strip())
        return Check(code, name, severity, scope, summary, page, function, tuple(right), tuple(wrong), alone, both_ways)

    return make


def concept(
    zh: str, en: str, *, admitted: str = "", deprecated: str = "", forbidden: str = "", id: str = ""
) -> Concept:
    """A concept for examples; several renderings are separated by ` | `."""
    english = [
        Term(text, status)  # type: ignore[arg-type]
        for status, cell in (
            ("preferred", en),
            ("admitted", admitted),
            ("deprecated", deprecated),
            ("forbidden", forbidden),
        )
        for text in cell.split(" | ")
        if text
    ]
    return Concept(id or "x-" + zh, tuple(Term(t) for t in zh.split(" | ")), tuple(english))
