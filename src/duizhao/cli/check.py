"""`duizhao check`: what a reviser should look at."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from duizhao.cli.common import note
from duizhao.cli.sources import glossary_option
from duizhao.script import count_han

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duizhao.checks import Options
    from duizhao.config import Project
    from duizhao.jobs.checking import Checked
    from duizhao.model import Severity, Unit

_LEVELS = ("error", "warning", "info", "never")
_SHAPES = ("text", "json", "jsonl", "sarif", "junit", "github", "html", "xlsx")
ACCEPTED = "duizhao-accepted.tsv"
_FINGERPRINT = re.compile("[0-9a-f]{12}")


@click.command()
@click.argument("target", required=False)
@click.option("--source", metavar="ZH", help="The Chinese document; aligned on the fly.")
@glossary_option
@click.option("--format", "shape", type=click.Choice(_SHAPES), default="text", show_default=True)
@click.option("-o", "--output", default="-", metavar="FILE", help="Where the report goes.  [default: stdout]")
@click.option("--fail-on", type=click.Choice(_LEVELS), default="error", show_default=True,
              help="Exit with 1 if there are findings of this severity or graver.")
@click.option("--show", type=click.Choice(_LEVELS[:3]), default="warning", show_default=True,
              help="The least grave findings of text and html; other formats hold all.")
@click.option("--limit", type=click.IntRange(0), default=100, show_default=True, metavar="N",
              help="Findings of a check that text shows; 0 for all.")
@click.option("--severity", "severities", multiple=True, metavar="CODE=LEVEL",
              help="error, warning, info or off for a check, by code or name, or for a Chinese term. Repeatable.")
@click.option("--do-not-check", multiple=True, metavar="TERM", help="A term that is not checked. Repeatable.")
@click.option("--only", multiple=True, metavar="CODE", help="Run these checks only. Repeatable.")
@click.option("--memory", "memories", multiple=True, metavar="UNITS",
              help="Earlier units: other translations of the same source are told, with the precedent. Repeatable.")
@click.option("--direction", type=click.Choice(["zh-en", "en-zh"]), default="zh-en", show_default=True)
@click.option("--since", metavar="REPORT", help="Leave out what an earlier report (json or jsonl) holds.")
@click.option("--accept", "accepts", multiple=True, metavar="FINGERPRINT", help="Accept a finding; needs --reason.")
@click.option("--reason", help="Why it is accepted.")
@click.option("--accepted", "accepted_file", metavar="FILE",
              help=f"The file of accepted findings.  [default: the project's, else {ACCEPTED}]")
@click.option("--encoding", metavar="NAME", help="Of text files.  [default: found out]")
@click.option("--from", "read_as", metavar="FORMAT", help="Format of a bilingual file.  [default: found out]")
@click.option("--list-checks", is_flag=True, help="Every code with its meaning and an example.")
@click.option("--explain", metavar="CODE", help="What a check finds, what not, and what to do.")
def check(
    target: str | None, source: str | None, glossaries: tuple[str, ...], shape: str, output: str, fail_on: str,
    show: Severity, limit: int, severities: tuple[str, ...], do_not_check: tuple[str, ...], only: tuple[str, ...],
    memories: tuple[str, ...], direction: str,
    since: str | None, accepts: tuple[str, ...], reason: str | None, accepted_file: str | None,
    encoding: str | None, read_as: str | None, list_checks: bool, explain: str | None,
) -> None:
    """Check TARGET: an English translation alone, with its --source, a bilingual file (TMX, XLIFF, tables, …), or
    a whole project (its folder); - is standard input: an English text, or units in the format --from names.

    \b
    Examples:
      duizhao check plan.en.docx --source plan.zh.docx
      duizhao check plan.tmx --format html -o check.html
      duizhao check plan.en.txt                          # English alone
      duizhao check my-project --fail-on warning         # all documents of a project
      duizhao check - --from tmx < plan.tmx
      duizhao check --accept 1f3a5c7e90ab --reason "both renderings are in use"
    """  # fmt: skip
    project, whole = _project(target, glossaries)
    where = accepted_file or (project.accepted if project else None) or Path(ACCEPTED)
    if list_checks or explain is not None:
        click.echo(_listed() if list_checks else _explained(explain or ""))
        return
    from duizhao.checks import Options
    from duizhao.jobs.checking import accept, read_accepted, read_baseline, read_memory
    from duizhao.reports import findings as reports

    if accepts:
        if not reason:
            raise click.UsageError("--accept needs --reason: why is it right as it is?")
        for fingerprint in accepts:
            if not _FINGERPRINT.fullmatch(fingerprint):
                raise click.UsageError(f"{fingerprint!r} is no fingerprint: 12 digits, in brackets in reports")
        accept(where, accepts, reason)
        note(f"{len(accepts)} finding(s) accepted in {where}")
        return
    if target is None and not whole:
        raise click.UsageError("what is to be checked? Give a file (or --list-checks, --explain CODE)")
    options = Options(
        severities=_severities(severities, project),
        do_not_check=frozenset(do_not_check) | frozenset(project.do_not_check if project else ()),
        direction="en-zh" if direction == "en-zh" else "zh-en",
        only=frozenset(_code(name, "--only") for name in only),
    )
    known = read_baseline(since) if since else frozenset()
    accepted = read_accepted(where)
    memory = read_memory(memories)
    checked = _checked(target, source, project if whole else None, glossaries, options, encoding, read_as, memory)
    for pair in checked.pairs:
        for doubt in pair.doubts():
            note(f"warning: {doubt}")
    seen = {f.fingerprint for f in checked.findings}
    if stale := sum(fingerprint not in seen for fingerprint in accepted):
        note(f"note: {stale} accepted finding(s) in {where} were not found any more")
    findings = [f for f in checked.findings if f.fingerprint not in accepted and f.fingerprint not in known]
    if left_out := len(checked.findings) - len(findings):
        note(f"note: {left_out} finding(s) accepted or known before")
    title = target or (project.name if project else "")
    reports.write(findings, output, shape, title=title, checked=checked.what, show=show, limit=limit)
    grave = _LEVELS[: _LEVELS.index(fail_on) + 1] if fail_on != "never" else ()
    if any(f.severity in grave for f in findings):
        raise SystemExit(1)


def _project(target: str | None, glossaries: tuple[str, ...]) -> tuple[Project | None, bool]:
    """The project whose settings count, and whether all of it is to be checked: a folder or a `duizhao.toml` is
    given, or nothing inside of a project."""
    from duizhao.config import find_project, load_project

    if target is not None and target != "-" and (Path(target).is_dir() or target.endswith(".toml")):
        return load_project(target), True
    place = find_project()
    if place is None or (target is not None and glossaries):
        return None, False
    return load_project(place, documents=target is None), target is None


def _checked(
    target: str | None, source: str | None, project: Project | None, glossaries: tuple[str, ...], options: Options,
    encoding: str | None, read_as: str | None, memory: Sequence[Unit],
) -> Checked:  # fmt: skip
    from duizhao.cli.sources import files_of_project, read_concepts, read_glossaries
    from duizhao.jobs.checking import check_file, check_project

    if project is None:
        return check_file(
            target or "-", source, read_glossaries(glossaries), options=options, encoding=encoding, format=read_as,
            memory=memory, tell=lambda remark: note(f"note: {remark}"),
        )  # fmt: skip
    from duizhao.jobs.learn import terms_of

    if source is not None:
        raise click.UsageError("--source goes with a document, not with a project")
    given = glossaries or files_of_project(project.folder)
    own = glossaries or tuple(map(str, project.glossaries))
    terms = terms_of(concept for file in own for concept in read_concepts(file))
    return check_project(project, read_glossaries(given), options=options, terms=terms, memory=memory)


def _severities(given: tuple[str, ...], project: Project | None) -> dict[str, str]:
    """Codes, and Chinese terms, with what the project and the command line decided; the command line wins."""
    decided = {}
    for name, level in (project.severities if project else {}).items():
        decided[name if count_han(name) else _code(name, "[check.severities] of duizhao.toml")] = level
    for text in given:
        name, equals, level = (part.strip() for part in text.partition("="))
        if not equals or level not in ("error", "warning", "info", "off"):
            raise click.UsageError(f"--severity {text}: write CODE=error, warning, info or off")
        decided[name if count_han(name) else _code(name, "--severity")] = level
    return decided


def _code(name: str, where: str) -> str:
    from duizhao.checks import find

    found = find(name)
    if found is None:
        raise click.UsageError(f"{where}: no check {name!r} (--list-checks)")
    return found.code


def _listed() -> str:
    from duizhao.checks import CHECKS

    lines = []
    for each in CHECKS:
        lines.append(f"{each.code}  {each.name}  ({each.severity})\n    {each.summary}")
        if each.wrong:
            sample = each.wrong[0]
            lines.append(f"    e.g. {sample.zh} | {sample.en}" if sample.zh else f"    e.g. {sample.en}")
    return "\n".join(lines)


def _explained(code: str) -> str:
    from duizhao.checks import CHECKS, find

    found = find(code)
    if found is None:
        codes = f"{CHECKS[0].code} to {CHECKS[-1].code}"
        raise click.UsageError(f"no check {code!r}; codes go from {codes} (--list-checks)")
    parts = [f"{found.code} {found.name} ({found.severity})", found.summary, "", found.page]
    for title, samples in (("Wrong", found.wrong), ("Right", found.right)):
        if samples:
            parts += ["", f"{title}:"]
        for sample in samples:
            parts += [f"  {text}" for text in (sample.zh, sample.en) if text]
            parts += [f"    beside: {' = '.join(text for text in pair if text)}" for pair in sample.more]
    return "\n".join(parts)
