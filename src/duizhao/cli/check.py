"""`duizhao check`: what a reviser should look at."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from duizhao.cli.common import note
from duizhao.cli.sources import glossary_option
from duizhao.script import count_han

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from duizhao.checks import Options
    from duizhao.config import Project
    from duizhao.glossary import Glossary
    from duizhao.jobs.checking import Checked
    from duizhao.model import Finding, Severity, Unit

_LEVELS = ("error", "warning", "info", "never")
_SHAPES = ("text", "json", "jsonl", "sarif", "junit", "github", "html", "xlsx")
_STALE = 5  # accepted findings, and remarks in notes, that are told one by one
_FINGERPRINT = re.compile("[0-9a-f]{12}")


@click.command()
@click.argument("target", required=False)
@click.option("--source", metavar="FILE", help="The document it was translated from; aligned on the fly.")
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
@click.option("--do-not-check", multiple=True, metavar="TERM",
              help="A term, Chinese or English, that is not checked. Repeatable.")
@click.option("--only", multiple=True, metavar="CODE", help="Run these checks only. Repeatable.")
@click.option("--memory", "memories", multiple=True, metavar="UNITS",
              help="Earlier units: other translations of the same source are told, with the precedent. Repeatable.")
@click.option("--direction", type=click.Choice(["zh-en", "en-zh"]),
              help="What units were translated from and into; with --source it is told from the documents.  "
              "[default: the project's, else zh-en]")
@click.option("--since", metavar="REPORT", help="Leave out what an earlier report (json or jsonl) holds.")
@click.option("--accept", "accepts", multiple=True, metavar="FINGERPRINT",
              help="Accept a finding, with a --reason; or a report (.xlsx), all that a reviser marked accepted in it.")
@click.option("--reason", help="Why it is accepted.")
@click.option("--accepted", "accepted_file", metavar="FILE",
              help="The file of accepted findings.  [default: duizhao-accepted.tsv of the project, or here]")
@click.option("--encoding", metavar="NAME", help="Of text files.  [default: found out]")
@click.option("--from", "read_as", metavar="FORMAT", help="Format of a bilingual file.  [default: found out]")
@click.option("--list-checks", is_flag=True, help="Every code with its meaning and an example.")
@click.option("--explain", metavar="CODE", help="What a check finds, what not, and what to do.")
def check(
    target: str | None, source: str | None, glossaries: tuple[str, ...], shape: str, output: str, fail_on: str,
    show: Severity, limit: int, severities: tuple[str, ...], do_not_check: tuple[str, ...], only: tuple[str, ...],
    memories: tuple[str, ...], direction: str | None,
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
      duizhao check plan.zh.txt --source plan.en.txt     # a translation into Chinese
      duizhao check --accept 1f3a5c7e90ab --reason "both renderings are in use"
    """  # fmt: skip
    if list_checks or explain is not None:
        from duizhao.cli.check_pages import explained, listed

        click.echo(listed() if list_checks else explained(explain or ""))
        return
    from duizhao.checks import Options
    from duizhao.jobs.accepted import FILE, read_accepted, read_baseline
    from duizhao.jobs.checking import read_memory
    from duizhao.reports import findings as reports

    project, whole = _project(target)
    where = Path(accepted_file) if accepted_file else _accepted_file(project, FILE)
    if accepts:
        _accept(where, accepts, reason)
        return
    if target is None and not whole:
        raise click.UsageError("what is to be checked? Give a file (or --list-checks, --explain CODE)")
    decided = _severities(severities, project)
    runs = frozenset(_code(name, "--only") for name in only)
    known = read_baseline(since) if since else frozenset()
    accepted = read_accepted(where)
    memory = read_memory(memories or (tuple(map(str, project.memories)) if project else ()))
    glossary = _glossary(project, glossaries)
    options = Options(
        severities=decided,
        do_not_check=_not_checked(do_not_check, project, glossary, own=not glossaries),
        direction="en-zh" if (direction or (project.direction if project else "")) == "en-zh" else "zh-en",
        only=runs,
    )
    if whole and project is not None:
        if source is not None:
            raise click.UsageError("--source goes with a document, not with a project")
        checked = _check_project(project, glossaries, glossary, options, memory)
    else:
        checked = _check_file(target or "-", source, project, glossaries, glossary, options, memory, encoding, read_as)
    _tell(checked)
    if not only and (whole or project is None):
        _tell_stale(accepted, checked.findings, where)
    findings = [f for f in checked.findings if f.fingerprint not in accepted and f.fingerprint not in known]
    if left_out := len(checked.findings) - len(findings) + len(checked.ignored):
        note(f"note: {left_out} finding(s) accepted or known before")
    title = target or (project.name if project else "")
    reports.write(findings, output, shape, title=title, checked=checked.what, show=show, limit=limit)
    grave = _LEVELS[: _LEVELS.index(fail_on) + 1] if fail_on != "never" else ()
    if any(f.severity in grave for f in findings):
        raise SystemExit(1)


def _project(target: str | None) -> tuple[Project | None, bool]:
    """The project whose settings count, and whether all of it is to be checked: a folder or a `duizhao.toml` is
    given, or nothing inside of a project."""
    from duizhao.config import find_project, load_project

    if target is not None and target != "-" and (Path(target).is_dir() or target.endswith(".toml")):
        return load_project(target), True
    place = find_project()
    if place is None:
        return None, False
    return load_project(place, documents=target is None), target is None


def _accepted_file(project: Project | None, name: str) -> Path:
    if project is None:
        return Path(name)
    return project.accepted or project.folder / name


def _accept(where: Path, accepts: tuple[str, ...], reason: str | None) -> None:
    from duizhao.jobs.accepted import accept, read_decisions

    accepted: dict[str, str] = {}
    for given in accepts:
        if given.lower().endswith(".xlsx"):
            accepted |= read_decisions(given, reason or "")
            continue
        if not reason:
            raise click.UsageError("--accept needs --reason: why is it right as it is?")
        if not _FINGERPRINT.fullmatch(given):
            raise click.UsageError(f"{given!r} is no fingerprint: 12 digits, in brackets in reports")
        accepted[given] = reason
    accept(where, accepted)
    note(f"{len(accepted)} finding(s) accepted in {where}")


def _glossary(project: Project | None, glossaries: tuple[str, ...]) -> Glossary:
    """The glossaries given, else the project's, else the shipped one."""
    from duizhao.cli.sources import files_of, read_glossaries

    return read_glossaries(glossaries or (files_of(project) if project else ()))


def _not_checked(
    given: tuple[str, ...], project: Project | None, glossary: Glossary, *, own: bool
) -> frozenset[str]:
    """The ids of concepts that are not to be checked; what no glossary knows is told, unless it is of the project
    and its glossaries are not used."""
    from duizhao.jobs.settings import not_checked

    names = (*given, *(project.do_not_check if project else ()))
    ids, unknown = not_checked(names, glossary)
    if told := [name for name in unknown if own or name in given]:
        note(f"note: not to be checked, but in no glossary: {', '.join(told)}")
    return ids


def _check_project(
    project: Project, glossaries: tuple[str, ...], glossary: Glossary, options: Options, memory: Sequence[Unit]
) -> Checked:
    from duizhao.cli.sources import read_concepts
    from duizhao.jobs.checking import check_project
    from duizhao.jobs.learn import terms_of

    own = glossaries or tuple(map(str, project.glossaries))
    terms = terms_of(concept for file in own for concept in read_concepts(file))
    return check_project(project, glossary, options=options, terms=terms, memory=memory)


def _check_file(
    target: str, source: str | None, project: Project | None, glossaries: tuple[str, ...], glossary: Glossary,
    options: Options, memory: Sequence[Unit], encoding: str | None, read_as: str | None,
) -> Checked:  # fmt: skip
    from duizhao.cli.sources import read_concepts
    from duizhao.jobs.checking import check_file

    lexicon = None
    if source is not None and project is not None and (own := glossaries or tuple(map(str, project.glossaries))):
        from duizhao.jobs.learn import lexicon_with, terms_of

        lexicon = lexicon_with((), terms_of(concept for file in own for concept in read_concepts(file)))
    checked = check_file(
        target, source, glossary, options=options, format=read_as, memory=memory, lexicon=lexicon,
        encoding=encoding or (project.encoding if project else None), tell=lambda remark: note(f"note: {remark}"),
    )  # fmt: skip
    if source is None and checked.what.endswith("alone") and (chinese := _beside(target)):
        note(f"note: {chinese} lies beside it: --source {chinese} checks against the Chinese")
    return checked


def _beside(target: str) -> str | None:
    """The Chinese document of the same name: `plan.zh.docx` beside `plan.en.txt`."""
    match = re.fullmatch(r"(.+)\.en\.\w+", Path(target).name, re.IGNORECASE)
    if match is None:
        return None
    start = f"{match[1].lower()}.zh."
    with suppress(OSError):  # a folder that may not be listed
        return min((str(p) for p in Path(target).parent.iterdir() if p.name.lower().startswith(start)), default=None)
    return None


def _tell(checked: Checked) -> None:
    """Doubts about alignments, and remarks in notes that ignore what is not there."""
    for pair in checked.pairs:
        for doubt in pair.doubts():
            note(f"warning: {doubt}")
    for remark in checked.in_vain[:_STALE]:
        note(f"note: {remark}")
    if len(checked.in_vain) > _STALE:
        note(f"note: and {len(checked.in_vain) - _STALE} more such notes")


def _tell_stale(accepted: Mapping[str, str], findings: Sequence[Finding], where: Path) -> None:
    seen = {f.fingerprint for f in findings}
    stale = [f"{fingerprint} ({reason})" for fingerprint, reason in accepted.items() if fingerprint not in seen]
    if stale:
        more = f", and {len(stale) - _STALE} more" if len(stale) > _STALE else ""
        note(f"note: accepted in {where}, but not found any more: {', '.join(stale[:_STALE])}{more}")


def _severities(given: tuple[str, ...], project: Project | None) -> dict[str, str]:
    """Codes, and Chinese terms, with what the project and the command line decided; the command line wins."""
    from duizhao.jobs.settings import severities_of

    decided = severities_of(project) if project else {}
    for text in given:
        name, equals, level = (part.strip() for part in text.partition("="))
        if not equals or level not in ("error", "warning", "info", "off"):
            raise click.UsageError(f"--severity {text}: write CODE=error, warning, info or off")
        decided[name if count_han(name) else _code(name, "--severity")] = level
    return decided


def _code(name: str, where: str) -> str:
    from duizhao.checks import find
    from duizhao.jobs.settings import known_checks

    found = find(name)
    if found is None:
        raise click.UsageError(f"{where}: no check {name!r}; {known_checks(name)}")
    return found.code
