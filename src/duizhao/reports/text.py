"""Findings as text to read: gravest first, both sentences, the place marked, what to write instead."""

from __future__ import annotations

from duizhao.model import Finding, Span
from duizhao.reports.marks import excerpt, pieces, visible
from duizhao.reports.report import Report, mark, place, told

# Around a mark, so much of a sentence is shown; a whole one mostly fits (99 % of the sentences of policy
# documents have under 180 Chinese or 560 English characters).
_WIDTH = {"zh": 180, "en": 560}
# In plain text brackets that no document uses; on a terminal colour as well.
_OPEN, _CLOSE = "⟦", "⟧"
_COLOURS = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "info": "\x1b[1;36m"}
_BOLD, _DIM, _END = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def render(report: Report) -> str:
    """Groups of one check, then a line with the totals."""
    lines: list[str] = []
    for first, members in report.groups():
        count = f" ({len(members)})" if len(members) > 1 else ""
        lines += [_paint(f"{first.severity} {first.code} {first.name}", _COLOURS[first.severity], report) + count]
        for finding in members:
            lines += _lines(finding, report)
        lines.append("")
    return "\n".join([*lines, _paint(report.closing(), _BOLD, report)]) + "\n"


def _lines(finding: Finding, report: Report) -> list[str]:
    head = [visible(place(finding)), finding.fingerprint and f"[{visible(finding.fingerprint)}]"]
    found = [
        "  " + _paint("  ".join(part for part in head if part), _DIM, report),
        "    " + _paint(visible(finding.message), _BOLD, report),
    ]
    for lang, text, span in (("zh", finding.zh, finding.zh_span), ("en", finding.en, finding.en_span)):
        if text:
            found.append(f"    {lang}  {_marked(text, span, _WIDTH[lang], finding, report)}")
    if finding.suggestion:
        found.append(f"    →   {visible(finding.suggestion)}")
    if precedent := told(finding.precedent):
        found.append(f"    cf. {visible(precedent)}")
    return found


def _marked(text: str, span: Span | None, width: int, finding: Finding, report: Report) -> str:
    text, span = excerpt(visible(text), mark(text, span), width)
    return "".join(
        _paint(f"{_OPEN}{piece}{_CLOSE}", _COLOURS[finding.severity], report) if marked else piece
        for piece, marked in pieces(text, [span])
    )


def _paint(text: str, colour: str, report: Report) -> str:
    return f"{colour}{text}{_END}" if report.colour else text
