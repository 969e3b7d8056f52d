"""Findings as workflow commands that GitHub Actions turns into annotations of a pull request."""

from __future__ import annotations

from duizhao.model import Finding
from duizhao.reports.marks import excerpt, pieces, visible
from duizhao.reports.places import Place, Places
from duizhao.reports.report import Report, mark

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
_WIDTH = 300  # of an excerpt: an annotation is read beside the line itself


def render(report: Report) -> str:
    """A command a line, gravest first (GitHub shows ten of a kind), then the totals as plain text."""
    places = Places()
    lines = [_command(finding, places.of(finding)) for finding in report.ordered]
    return "\n".join([*lines, visible(report.closing())]) + "\n"


def _command(finding: Finding, place: Place | None) -> str:
    properties: list[tuple[str, object]] = []
    if finding.file and finding.file != "-":
        properties.append(("file", finding.file))
        if place:
            properties += [("line", place.line), ("endLine", place.end_line)]
            if place.line == place.end_line:
                properties += [("col", place.column), ("endColumn", place.end_column)]
        elif finding.line:
            properties.append(("line", finding.line))
    properties.append(("title", f"{finding.code} {finding.name}"))
    said = ",".join(f"{name}={_property(str(value))}" for name, value in properties)
    return f"::{_COMMANDS[finding.severity]} {said}::{_data(_message(finding))}"


def _message(finding: Finding) -> str:
    lines = [visible(finding.message)]
    for text, span in ((finding.zh, finding.zh_span), (finding.en, finding.en_span)):
        if text:
            cut, inside = excerpt(visible(text), mark(text, span), _WIDTH)
            lines.append("".join(f"⟦{p}⟧" if marked else p for p, marked in pieces(cut, [inside])))
    if finding.suggestion:
        lines.append(f"→ {visible(finding.suggestion)}")
    return "\n".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text.encode("utf-8", "replace").decode("utf-8")).replace(":", "%3A").replace(",", "%2C")
