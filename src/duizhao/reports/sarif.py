"""Findings as SARIF 2.1.0 (OASIS 2020), what code scanning and editors read."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from duizhao import __version__
from duizhao.model import Finding
from duizhao.reports.marks import visible
from duizhao.reports.places import Place, Places
from duizhao.reports.records import dumps
from duizhao.reports.report import Report
from duizhao.reports.rules import Rule, rule_of

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_CARRIED = ("unit", "zh", "en", "zh_span", "en_span", "suggestion", "precedent")


def render(report: Report) -> str:
    """One run; its rules are those that were broken."""
    places = Places()
    rules: dict[str, int] = {}
    described = []
    for finding in report.ordered:
        if finding.code not in rules:
            rules[finding.code] = len(rules)
            described.append(_rule(rule_of(finding), finding))
    run: dict[str, Any] = {
        "tool": {"driver": {"name": "duizhao", "version": __version__, "rules": described}},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True}],
        "results": [_result(f, rules[f.code], places.of(f)) for f in report.ordered],
    }
    if report.title:
        run["properties"] = {"title": report.title, "checked": report.checked}
    return dumps({"version": "2.1.0", "runs": [run]}) + "\n"


def _rule(rule: Rule, finding: Finding) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.summary},
        "help": {"text": rule.help, "markdown": rule.help},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
        "properties": {"tags": ["translation"]},
    }


def _result(finding: Finding, rule: int, place: Place | None) -> dict[str, Any]:
    message = visible(finding.message)
    if finding.suggestion:
        message += f" → {visible(finding.suggestion)}"
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": message},
        "locations": [_location(finding, place)] if finding.file else [],
        "rank": round(100 * finding.confidence, 1),
    }
    if finding.fingerprint:
        result["partialFingerprints"] = {"duizhao/v1": finding.fingerprint}
    precedent = finding.precedent or {}
    if precedent.get("file"):
        line = precedent.get("line")
        result["relatedLocations"] = [
            {
                "id": 1,
                "message": {"text": " = ".join(str(precedent[k]) for k in ("zh", "en") if precedent.get(k))},
                "physicalLocation": {"artifactLocation": _artifact(str(precedent["file"]))}
                | ({"region": {"startLine": line}} if isinstance(line, int) and line > 0 else {}),
            }
        ]
    data = finding.to_dict()
    result["properties"] = {key: data[key] for key in _CARRIED if data[key]}
    return result


def _location(finding: Finding, place: Place | None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _artifact(finding.file)}
    if place:
        physical["region"] = {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
            "charOffset": place.start,
            "charLength": place.end - place.start,
        }
    elif finding.line:
        physical["region"] = {"startLine": finding.line}
    location: dict[str, Any] = {"physicalLocation": physical}
    if finding.unit:
        location["logicalLocations"] = [{"name": f"unit {finding.unit}", "kind": "element"}]
    return location


def _artifact(file: str) -> dict[str, str]:
    """A file as a URI: relative to the folder that is scanned, or absolute."""
    if file == "-":
        return {"uri": "stdin"}
    path = PurePath(file.encode("utf-8", "replace").decode("utf-8"))
    if path.is_absolute():
        inside = Path.cwd()
        if path.is_relative_to(inside):
            path = path.relative_to(inside)
        else:
            return {"uri": path.as_uri()}
    return {"uri": quote(path.as_posix()), "uriBaseId": "%SRCROOT%"}
