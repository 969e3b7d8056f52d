"""Findings in English without a source, gathered: what is decided once is told once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from duizhao.checks.wordings import times
from duizhao.model import Finding

_TERMS = frozenset(("DZ202", "DZ303"))  # which name every wording of a concept themselves
_PHRASES = frozenset(("DZ305", "DZ306", "DZ307"))
_SHOWN = 6  # lines that a message names


def gathered(found: Iterable[Finding]) -> list[Finding]:
    """The findings without those that say what another one says: a phrase that the glossary's concepts account for,
    and the same words at other places, which are counted instead."""
    found = list(found)
    terms = [f for f in found if f.code in _TERMS and f.en_span]
    sure = [f for f in terms if f.severity != "info"]
    kept: dict[tuple[str, ...], list[Finding]] = {}
    for finding in found:
        text = _text(finding)
        if finding.code in _PHRASES and any(
            _says(finding, other) for other in (terms if finding.severity == "info" else sure)
        ):
            continue
        if not text or finding.code in _TERMS | _PHRASES:
            kept[finding.code, text, str(len(kept))] = [finding]
        else:
            kept.setdefault((finding.code, text, finding.severity), []).append(finding)
    return [_one(group) for group in kept.values()]


def _text(finding: Finding) -> str:
    span = finding.en_span
    return finding.en[span.start : span.end].lower() if span else ""


def _says(finding: Finding, term: Finding) -> bool:
    """Whether a finding about a concept says what one about a phrase does: it marks the same words, or names both."""
    text, message = _text(finding), term.message.lower()
    named = text in message and finding.suggestion.lower() in message
    return named or text == _text(term) or _overlap(finding, term)


def _overlap(one: Finding, other: Finding) -> bool:
    a, b = one.en_span, other.en_span
    return one.unit == other.unit and a is not None and b is not None and a.start < b.end and b.start < a.end


def _one(group: Sequence[Finding]) -> Finding:
    first = group[0]
    if len(group) == 1:
        return first
    lines = list(dict.fromkeys(f.line for f in group if f.line))
    where = f": lines {', '.join(map(str, lines[:_SHOWN]))}{' …' if len(lines) > _SHOWN else ''}" if lines[1:] else ""
    return replace(first, message=f"{first.message} ({times(len(group))}{where})")
