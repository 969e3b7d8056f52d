"""Names and titles that are printed in two ways."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.checks.english import FUNCTION
from duizhao.checks.families import relation
from duizhao.checks.phrases import opens
from duizhao.checks.run import Run
from duizhao.checks.wordings import Wording, told
from duizhao.model import Finding
from duizhao.words import stem

_WORD = r"(?:\d+(?:st|nd|rd|th)|[A-Z][\w’'-]*)"
_SMALL = r"(?:of|and|the|for|on|in|to|with|by|at)"
# At least four words, each with a capital or an ordinal, and small ones between them.
_NAME = re.compile(rf"{_WORD}(?:,?(?: {_SMALL})* {_WORD}){{3,}}")
_LEAST = 4
_LABEL = re.compile(r"[(（]?(?P<label>[A-Z][a-z]+(?: [A-Za-z]+){1,3})[:：] ?\S")
_FORMULA = 3  # times that make a label a formula


@dataclass(frozen=True, slots=True)
class _Name:
    case: Case
    start: int
    end: int
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        return self.case.en[self.start : self.end]

    @property
    def stems(self) -> tuple[str, ...]:
        return tuple(map(stem, self.words))


@check(
    "DZ307", "inconsistent-name", "warning", "set", "A name or a title is printed in two ways within an English text.",
    right=[
        Sample("", "Ask the Ministry of Education and Research of Norway.",
               more=(("", "The Ministry of Agriculture and Village Affairs agrees."),)),
    ],
    wrong=[
        Sample("", "The National 9th Ten-Year Plan for the Growth of Tea Gardens is out.",
               more=(("", "The 9th National Ten-Year Plan for the Growth of Tea Gardens was read."),)),
        Sample("", "Support the Ministry of Agricultural and Village Affairs.",
               more=(("", "The Ministry of Agriculture and Village Affairs agrees."),)),
    ],
    alone=True,
)  # fmt: skip
def inconsistent_name(run: Run) -> Iterator[Finding]:
    """In English without a source, a name of four words or more with capitals stands elsewhere in another order, or
    with one word in another form (Agriculture, Agricultural), or misprinted; a label that comes again and again
    (“Responsible bodies:”) is once in the singular. The usual form is the measure.
    """
    if not run.alone:
        return
    yield from _labels(run)
    groups: dict[tuple[str, ...], dict[tuple[str, ...], list[_Name]]] = defaultdict(lambda: defaultdict(list))
    for case in run.cases:
        for match in _NAME.finditer(case.en) if not case.en.isupper() else ():
            found = [m for m in re.finditer(r"[\w’']+", match.group()) if m.group().lower() not in FUNCTION]
            if match.start() == 0 and opens(found[0].group().lower()):
                found = found[1:]  # Implement the Law on …
            words = tuple(m.group().lower() for m in found)
            if len(words) >= _LEAST:
                name = _Name(case, match.start() + found[0].start(), match.end(), words)
                groups[tuple(sorted(name.stems))][words].append(name)
    for forms in groups.values():
        ordered = sorted((Wording(tuple(names)) for names in forms.values()), key=lambda w: (-w.count, w.at))
        for other in ordered[1:]:
            if _differ(ordered[0].first, other.first):
                yield _finding(ordered[0], other)
    yield from _slips([Wording(tuple(n for names in forms.values() for n in names)) for forms in groups.values()])


def _labels(run: Run) -> Iterator[Finding]:
    """Labels in front of a colon, in singular here and in plural there."""
    found: dict[tuple[str, ...], dict[tuple[str, ...], list[_Name]]] = defaultdict(lambda: defaultdict(list))
    for case in run.cases:
        if (match := _LABEL.match(case.en)) is not None:
            words = tuple(match["label"].lower().split())
            name = _Name(case, *match.span("label"), words)
            found[name.stems][words].append(name)
    for forms in found.values():
        usual, *others = sorted((Wording(tuple(names)) for names in forms.values()), key=lambda w: (-w.count, w.at))
        if usual.count >= _FORMULA:
            yield from (_finding(usual, other) for other in others)


def _differ(one: _Name, other: _Name) -> bool:
    if one.stems != other.stems:
        return True
    return any(relation(a, b) == "form" for a, b in zip(one.words, other.words, strict=True) if a != b)


def _slips(names: list[Wording[_Name]]) -> Iterator[Finding]:
    """Names that differ in one misprinted word."""
    slots: dict[tuple[str, ...], list[Wording[_Name]]] = defaultdict(list)
    for wording in names:
        stems = wording.first.stems
        for n in range(len(stems)):
            slots[*stems[:n], "", *stems[n + 1 :]].append(wording)
    for key, alike in slots.items():
        slot = key.index("")
        ordered = sorted(alike, key=lambda w: (-w.count, w.at))
        for other in ordered[1:]:
            words = [w.first.words[slot] for w in (ordered[0], other)]
            if relation(*words) in ("misprint", "slip") and not any(word[0].isdigit() for word in words):
                yield _finding(ordered[0], other)


def _finding(usual: Wording[_Name], other: Wording[_Name]) -> Finding:
    here, model = other.first, usual.first
    return here.case.finding(
        inconsistent_name,
        told(other, here.text, usual, model.text),
        en=(here.start, here.end), suggestion=model.text, key=f"{here.text}={model.text}", confidence=0.8,
    )  # fmt: skip
