"""Findings as JSON: the objects of the command-line contract."""

from __future__ import annotations

import json
import re

from duizhao.reports.report import Report

_SURROGATE = re.compile("[\ud800-\udfff]")


def dumps(value: object, indent: int | None = None) -> str:
    """JSON with Chinese as Chinese. Lone surrogates, which UTF-8 cannot hold, stand as their escapes: no loss."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=str)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def render_json(report: Report) -> str:
    """One array of objects."""
    return dumps([finding.to_dict() for finding in report.findings], 1) + "\n"


def render_lines(report: Report) -> str:
    """One object a line."""
    return "".join(dumps(finding.to_dict()) + "\n" for finding in report.findings)
