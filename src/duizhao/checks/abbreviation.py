"""Abbreviations that are never introduced, or stand beside their full form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.checks.run import Run
from duizhao.checks.wordings import Wording, times
from duizhao.model import Finding

_ABBREVIATION = re.compile(r"(?<![\w&-])(?:[A-Z]{3,6}(?=s?(?![\w&]))|[A-Z]&[A-Z](?!\w))")
# Known to every reader of such texts, or no abbreviations at all.
_KNOWN = frozenset(
    "GDP CPI PPI PMI RMB USD CNY HKD USA EU UN WTO WHO IMF OECD APEC ASEAN BRICS CEO CFO PDF GPS DNA RNA LED LCD "
    "ITS NGO COVID AIDS SARS HIV VAT III VII VIII XII XIII XIV XVI USB API APP FAQ NASA UNESCO UNICEF OPEC NATO ISO "
    "IEC IEEE CAD GNP FDI IPO PPP ICT HTML HTTP WWW NOTE BOX AND THE FOR ALL NEW NOT R&D M&A S&T Q&A P&L".split()
)
_INTRODUCED = re.compile(r"[(（]\s*(?:the |“)?$|(?:referred to|known|abbreviated) as[\s“\"']+(?:the[\s“\"']+)?$")
_BETWEEN = r"(?:(?:’s|'s|s’|s')?,? (?:(?:of|and|the|for|on|in) )*|-)"  # between the words of a full form


@dataclass(frozen=True, slots=True)
class _Place:
    case: Case
    start: int
    end: int


@dataclass(slots=True)
class _Use:
    """An abbreviation in a file: its places, and whether its full form stands beside it anywhere."""

    places: list[_Place] = field(default_factory=list)
    introduced: bool = False


@check(
    "DZ504", "abbreviation", "info", "set", "An abbreviation is used that is not introduced.",
    right=[Sample("", "Special economic zones (SEZs) will be founded. SEZs need roads.")],
    wrong=[
        Sample("", "The CBIRC and the CSRC will take the lead in supervision."),
        Sample("", "R&D costs can be deducted.", more=(("", "Spending on research and development will rise."),)),
    ],
    alone=True,
)  # fmt: skip
def abbreviation(run: Run) -> Iterator[Finding]:
    """An abbreviation stands in the text and nowhere its full form beside it: “full name (ABC)” or “ABC (full
    name)”. Those that every reader knows (GDP, RMB, WTO) need none. Each is mentioned once a file. In English
    without a source it is a warning where the full form stands elsewhere in the text (R&D, research and
    development), and where the glossary knows it as the name of a body.
    """
    files: dict[str, dict[str, _Use]] = {}
    for case in run.cases:
        if not case.en or case.copied:
            continue
        for match in _ABBREVIATION.finditer(case.en):
            word = match.group()
            use = files.setdefault(case.file, {}).setdefault(word, _Use())
            before, after = case.en[: match.start()], case.en[match.end() :]
            if _INTRODUCED.search(before) or re.match(r"s?\s*[(（]", after):
                use.introduced = True
            elif not case.en.isupper() and word not in case.zh:
                use.places.append(_Place(case, *match.span()))
    for file, uses in files.items():
        cases = [case for case in run.cases if case.file == file] if run.alone else ()
        for word, use in uses.items():
            if use.places and not use.introduced:
                yield from _of(word, Wording(tuple(use.places)), cases)


def _of(word: str, use: Wording[_Place], cases: Sequence[Case]) -> Iterator[Finding]:
    place = use.first
    full = _full_form(word, cases)
    if full is None and word in _KNOWN:
        return
    message = f"{word} is not introduced"
    if full is not None:
        text = full.first.case.en[full.first.start : full.first.end]
        message = f"{word} {times(use.count)} ({use.lines()}), “{text}” {times(full.count)} ({full.lines()})"
    yield place.case.finding(
        abbreviation, message, en=(place.start, place.end), key=word, confidence=0.6,
        severity="warning" if full is not None or (place.case.run.alone and _is_body(place.case, word)) else None,
    )  # fmt: skip


def _full_form(word: str, cases: Sequence[Case]) -> Wording[_Place] | None:
    """The places of words with these initials, if they are a name or the abbreviation has an ampersand."""
    if not cases:
        return None
    letters = word.replace("&", "")
    some = r"[a-z]{2,}"
    words = [rf"(?:{c}|{c.lower()}){some}" if "&" in word else rf"{c}{some}" for c in letters]
    between = " and " if "&" in word else _BETWEEN
    pattern = re.compile(rf"\b{between.join(words)}\b")
    found = [_Place(case, *m.span()) for case in cases for m in pattern.finditer(case.en)]
    return Wording(tuple(found)) if found else None


def _is_body(case: Case, word: str) -> bool:
    if case.run.glossary is None:
        return False
    return any(h.concept.kind == "organisation" and h.term.text == word for h in case.terms.everything)
