"""Findings as a workbook: what a reviser sorts, filters and answers."""

from __future__ import annotations

from duizhao.reports.report import Report, mark, told
from duizhao.reports.sheet import Column, Line, Marked, workbook

_COLOURS = {"error": "F8CBAD", "warning": "FFE699", "info": "DDEBF7"}
_COLUMNS = (
    Column("severity", 10),
    Column("code", 8),
    Column("check", 18),
    Column("message", 40),
    Column("Chinese", 50),
    Column("English", 60),
    Column("suggestion", 28),
    Column("precedent", 28),
    Column("file", 20),
    Column("line", 7),
    Column("unit", 7),
    Column("decision", 12, ("corrected", "accepted", "later")),
    Column("reason", 28),
    Column("fingerprint", 18),
)


def render_findings(report: Report) -> bytes:
    """The workbook of a report, gravest first."""
    lines = (
        Line(
            (
                f.severity,
                f.code,
                f.name,
                f.message,
                Marked(f.zh, (mark(f.zh, f.zh_span),)),
                Marked(f.en, (mark(f.en, f.en_span),)),
                f.suggestion,
                told(f.precedent),
                f.file,
                f.line or None,
                f.unit or None,
                None,
                None,
                f.fingerprint,
            ),
            _COLOURS[f.severity],
        )
        for f in report.ordered
    )
    return workbook(report.title or "duizhao check", _COLUMNS, lines, report.closing())
