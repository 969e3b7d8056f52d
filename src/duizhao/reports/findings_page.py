"""Findings as a page: grouped by check or in the order of the text, both sides with the place marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import takewhile
from pathlib import PurePath

from duizhao.model import Finding, Span
from duizhao.reports.page import Choice, Filter, marked, page, text
from duizhao.reports.report import SEVERITIES, Report, mark, place, told
from duizhao.reports.rules import rule_of

_COLOURS = {"error": "red", "warning": "amber", "info": "blue"}


def render(report: Report) -> str:
    """The page of a report."""
    files = {name: f"f{number}" for number, (name, _) in enumerate(report.files())}
    in_text = sorted(report.ordered, key=lambda f: (f.file, f.unit, f.line))
    positions = {id(finding): number for number, finding in enumerate(in_text)}
    folder = _folder(files)
    alone = not any(finding.zh for finding in report.findings)
    sections = []
    for first, members in report.groups():
        rule = rule_of(first)
        rows = (_row(f, files[f.file], positions[id(f)], folder, alone) for f in members)
        sections.append(
            f'<section class="{_COLOURS[first.severity]}"><h2><span class="badge">{first.severity}</span> '
            f"{text(first.code)} {text(first.name)} <small>{text(rule.summary)}</small></h2>\n"
            + "\n".join(rows)
            + "</section>"
        )
    return page(
        "findings", report.title or "duizhao check", report.closing(), _filters(report, files, folder), sections
    )


def _folder(files: Iterable[str]) -> str:
    """The folder that all files lie in, with the slash: it is left out on the page."""
    folders = [PurePath(file).parent.parts for file in files if file]
    shared = [level[0] for level in takewhile(lambda level: len(set(level)) == 1, zip(*folders, strict=False))]
    return str(PurePath(*shared)).rstrip("/") + "/" if shared else ""


def _filters(report: Report, files: dict[str, str], folder: str) -> list[Filter]:
    checks = sorted(Counter((f.code, f.name) for f in report.findings).items())
    severities = [Choice(s, s, n) for s in SEVERITIES if (n := report.count(s))]
    grave = report.count("error") + report.count("warning")
    chosen = "grave" if report.hidden() and grave and report.show == "warning" else ""
    if chosen:
        severities.insert(0, Choice("grave", "error, warning", grave))
    codes = [Choice(code, f"{code} {name}", n) for (code, name), n in checks]
    places = [Choice(files[f], f.removeprefix(folder) or "(no file)", n) for f, n in report.files()]
    return [
        Filter("order", "order", (Choice("", "gravest first"), Choice("at", "in the order of the text"))),
        Filter("severity", "severity", (Choice("", "all"), *severities), chosen=chosen),
        Filter("code", "check", (Choice("", "all checks"), *codes), as_list=True),
        Filter("file", "file", (Choice("", "all files"), *places), as_list=True),
    ]


def _row(finding: Finding, file: str, position: int, folder: str, alone: bool) -> str:
    where = text(place(finding).removeprefix(folder))
    print_of = f"<code>{text(finding.fingerprint)}</code>" if finding.fingerprint else ""
    then = f'<p class="then"><b>→ {text(finding.suggestion)}</b></p>' if finding.suggestion else ""
    if precedent := told(finding.precedent):
        then += f'<p class="then dim">cf. {text(precedent)}</p>'
    english = _side("en", finding.en, finding.en_span)
    # Without a source, what to write stands beside the sentence, where the Chinese would be otherwise.
    pair = (
        f"{english}<div>{then}</div>"
        if alone
        else (f"{_side('zh', finding.zh, finding.zh_span)}<div>{english}{then}</div>")
    )
    grave = "" if finding.severity == "info" else " grave"
    return (
        f'<article class="{_COLOURS[finding.severity]}" tabindex="-1" data-severity="{finding.severity}{grave}"'
        f' data-code="{text(finding.code)}" data-file="{file}" data-at="{position}">'
        f'<p class="line"><span class="badge">{finding.severity} {text(finding.code)}</span>'
        f'<span class="what">{text(finding.message)}</span>'
        f'<span class="place" title="{text(finding.file)}">{where} {print_of}</span></p>'
        f'<div class="pair{" alone" if alone else ""}">{pair}</div></article>'
    )


def _side(lang: str, sentence: str, span: Span | None) -> str:
    if not sentence:
        return f'<p lang="{lang}" class="none">—</p>'
    return f'<p lang="{lang}">{marked(sentence, [mark(sentence, span)])}</p>'
