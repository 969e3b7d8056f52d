"""Findings as a JUnit report, which every CI system shows: a suite a file, a failed case a finding."""

from __future__ import annotations

from itertools import groupby
from xml.etree import ElementTree as ET

from duizhao.model import Finding
from duizhao.reports.marks import pieces, visible
from duizhao.reports.report import Report, mark, place, told


def render(report: Report) -> str:
    """Errors and warnings fail; info is a passed case with output. Without findings one case passes."""
    name = visible(report.title or "duizhao check")
    root = ET.Element("testsuites", name=name)
    by_file = groupby(sorted(report.ordered, key=lambda f: f.file), key=lambda f: f.file)
    suites = [(file, list(members)) for file, members in by_file] or [(report.checked, [])]
    for file, findings in suites:
        file = visible(file) or name
        suite = ET.SubElement(root, "testsuite", name=file, time="0")
        for finding in findings:
            _case(suite, finding, file)
        if not findings:
            ET.SubElement(suite, "testcase", classname=file, name="no findings", time="0")
        _count(suite, max(1, len(findings)), sum(f.severity != "info" for f in findings))
    _count(root, max(1, len(report.findings)), report.count("error") + report.count("warning"))
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _count(element: ET.Element, tests: int, failures: int) -> None:
    for key, value in (("tests", tests), ("failures", failures), ("errors", 0), ("skipped", 0)):
        element.set(key, str(value))


def _case(suite: ET.Element, finding: Finding, file: str) -> None:
    where = [f"line {finding.line}" if finding.line else "", f"unit {finding.unit}" if finding.unit else ""]
    name = " ".join([finding.code, finding.name, ", ".join(w for w in where if w), finding.fingerprint])
    case = ET.SubElement(suite, "testcase", classname=file, name=visible(" ".join(name.split())), time="0")
    if finding.file and finding.file != "-":
        case.set("file", file)
        if finding.line:
            case.set("line", str(finding.line))
    message = visible(finding.message)
    if finding.severity == "info":
        ET.SubElement(case, "system-out").text = f"{message}\n{_body(finding)}"
    else:
        ET.SubElement(case, "failure", message=message, type=finding.severity).text = _body(finding)


def _body(finding: Finding) -> str:
    lines = [place(finding)]
    for text, span in ((finding.zh, finding.zh_span), (finding.en, finding.en_span)):
        if text:
            lines.append("".join(f"⟦{p}⟧" if marked else p for p, marked in pieces(text, [mark(text, span)])))
    if finding.suggestion:
        lines.append(f"→ {finding.suggestion}")
    if precedent := told(finding.precedent):
        lines.append(f"cf. {precedent}")
    return "\n".join(visible(line) for line in lines)
