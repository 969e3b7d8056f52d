"""Findings as text to read: gravest first, both sentences, the place marked, what to write instead."""

from __future__ import annotations

from duizhao.model import Finding, Span
from duizhao.reports.marks import excerpt, pieces, visible
from duizhao.reports.report import SEVERITIES, Report, mark, place, rank, told

# Around a mark, so much of a sentence is shown; a whole one mostly fits (99 % of the sentences of policy
# documents have under 180 Chinese or 560 English characters).
_WIDTH = {"zh": 180, "en": 560}
# In plain text brackets that no document uses; on a terminal colour as well.
_OPEN, _CLOSE = "⟦", "⟧"
_PRECEDENT = 160  # characters of a precedent's sentence
_COLOURS = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "info": "\x1b[1;36m"}
_BOLD, _DIM, _END = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def render(report: Report) -> str:
    """Groups of one check; then how many findings each check has, and the totals."""
    lines: list[str] = []
    counts: list[tuple[str, str, int]] = []
    for first, members in report.groups():
        counts.append((first.severity, f"{first.code} {first.name}", len(members)))
        if rank(first) > SEVERITIES.index(report.show):
            continue
        count = f" ({len(members)})" if len(members) > 1 else ""
        lines += [_paint(f"{first.severity} {first.code} {first.name}", _COLOURS[first.severity], report) + count]
        for finding in members[: report.limit or None]:
            lines += _lines(finding, report)
        if more := len(members) - len(members[: report.limit or None]):
            lines.append(f"  … and {more} more: --limit 0 shows all, --only {first.code} these alone")
        lines.append("")
    if len(counts) > 1:
        lines += [*_table(counts), ""]
    hidden = report.hidden()
    closing = report.closing() + (f" ({hidden} not shown: --show info)" if hidden else "")
    return "\n".join([*lines, _paint(closing, _BOLD, report)]) + "\n"


def _table(counts: list[tuple[str, str, int]]) -> list[str]:
    width = max(len(check) for _, check, _ in counts)
    digits = max(len(str(count)) for *_, count in counts)
    return [f"{severity:<7}  {visible(check):<{width}}  {count:>{digits}}" for severity, check, count in counts]


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
    if precedent := told(_cut(finding)):
        found.append(f"    cf. {visible(precedent)}")
    return found


def _cut(finding: Finding) -> dict[str, object]:
    """A precedent with long sentences cut around what they are a precedent for."""
    cut = dict(finding.precedent or {})
    for lang in ("zh", "en"):
        text = str(cut.get(lang) or "")
        at = text.lower().find(finding.suggestion.lower()) if finding.suggestion else -1
        span = Span(at, at + len(finding.suggestion)) if at >= 0 else None
        if text:
            cut[lang] = excerpt(text, span, _PRECEDENT)[0]
    return cut


def _marked(text: str, span: Span | None, width: int, finding: Finding, report: Report) -> str:
    text, span = excerpt(visible(text), mark(text, span), width)
    return "".join(
        _paint(f"{_OPEN}{piece}{_CLOSE}", _COLOURS[finding.severity], report) if marked else piece
        for piece, marked in pieces(text, [span])
    )


def _paint(text: str, colour: str, report: Report) -> str:
    return f"{colour}{text}{_END}" if report.colour else text
