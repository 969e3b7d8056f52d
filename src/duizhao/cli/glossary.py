"""`duizhao glossary`: lint, merge, stats, review."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from duizhao.cli.sources import glossary_files, read_concepts, read_glossaries

if TYPE_CHECKING:
    from duizhao.model import Unit

_RANK = {"info": 0, "warning": 1, "error": 2}


@click.group()
def glossary() -> None:
    """Curate glossary files: find faults, merge, count, review candidates."""


def _files(given: Sequence[str]) -> tuple[str, ...]:
    from duizhao.glossary import shipped_paths

    found = glossary_files(given)
    return tuple(map(str, shipped_paths())) if found is None else found


@glossary.command()
@click.argument("files", nargs=-1, type=click.Path())
@click.option(
    "--units", multiple=True, type=click.Path(), metavar="FILE", help="Tell preferred terms unused here."
)
@click.option(
    "--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True,
    help="text: one finding a line. jsonl: one object a line.",
)  # fmt: skip
@click.option(
    "--fail-on", type=click.Choice(["error", "warning", "info"]), default="warning", show_default=True,
    help="Exit with 1 on findings from this severity on.",
)  # fmt: skip
@click.option("--ignore", multiple=True, metavar="CODE", help="Leave out findings with this code or name.")
@click.option("--list-rules", is_flag=True, help="Print every rule with its meaning.")
def lint(
    files: tuple[str, ...],
    units: tuple[str, ...],
    form: str,
    fail_on: str,
    ignore: tuple[str, ...],
    list_rules: bool,
) -> None:
    """Find duplicates, contradictions, and terms that cannot match in glossary FILES (CSV, TBX, …); without FILES
    in the project's or the shipped ones.

    \b
    Example:
      duizhao glossary lint glossary/*.csv
      duizhao glossary lint terms.tbx --fail-on error --format jsonl
    """
    from duizhao.glossary.lint import RULES
    from duizhao.glossary.lint import lint as find

    if list_rules:
        for code, (name, severity, meaning) in RULES.items():
            click.echo(f"{code}  {severity:<8}{name:<24}{meaning}")
        return
    findings = [f for f in find(_files(files), read_concepts, _units(units)) if not {f.code, f.name} & set(ignore)]
    for finding in findings:
        if form == "jsonl":
            click.echo(json.dumps(finding.to_dict(), ensure_ascii=False))
        else:
            mend = f" → {finding.suggestion}" if finding.suggestion else ""
            click.echo(f"{finding.file}:{finding.line}: {finding.severity} {finding.code} {finding.message}{mend}")
    counts = {severity: sum(f.severity == severity for f in findings) for severity in ("error", "warning", "info")}
    click.echo(f"duizhao: {', '.join(f'{n} {severity}' for severity, n in counts.items())}", err=True)
    if any(_RANK[f.severity] >= _RANK[fail_on] for f in findings):
        sys.exit(1)


def _units(files: Sequence[str]) -> Iterator[Unit]:
    if files:
        from duizhao import exchange

        for file in files:
            yield from exchange.read_units(file)


@glossary.command()
@click.option("--base", required=True, type=click.Path(), help="The file that both started from.")
@click.option("--mine", required=True, type=click.Path(), help="My version; it stays where there is a conflict.")
@click.option("--theirs", required=True, type=click.Path(), help="The other version.")
@click.option("-o", "--output", default="-", show_default=True, help="Where to write; - is standard output.")
@click.option("--conflicts", type=click.Path(), help="Write conflicts here, one JSON object a line.")
def merge(base: str, mine: str, theirs: str, output: str, conflicts: str | None) -> None:
    """Merge two versions of a glossary, term by term. What both changed differently is a conflict: mine stays, and
    the conflict is listed; exit code 1.

    \b
    Example:
      duizhao glossary merge --base old.csv --mine policy.csv --theirs from-li.csv -o policy.csv
      git config merge.duizhao.driver "duizhao glossary merge --base %O --mine %A --theirs %B -o %A"
    """
    from duizhao.files import write_atomically
    from duizhao.glossary.csvfile import read_glossary, write_glossary
    from duizhao.glossary.merge import merge as join

    # git names the three files without a suffix: they are CSV, whatever they are called.
    merged = join(read_glossary(base), read_glossary(mine), read_glossary(theirs))
    write_glossary(merged.concepts, output)
    for conflict in merged.conflicts:
        click.echo(f"duizhao: conflict: {conflict}", err=True)
    if conflicts is not None:
        with write_atomically(conflicts) as stream:
            for conflict in merged.conflicts:
                stream.write(json.dumps(conflict.to_dict(), ensure_ascii=False) + "\n")
    if merged.conflicts:
        sys.exit(1)


@glossary.command()
@click.argument("files", nargs=-1, type=click.Path())
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="text: a table. json: one object.",
)  # fmt: skip
def stats(files: tuple[str, ...], form: str) -> None:
    """Count concepts and terms of glossary FILES; without FILES the project's or the shipped ones.

    \b
    Example:
      duizhao glossary stats
      duizhao glossary stats policy.csv --format json
    """
    from duizhao.glossary.stats import count

    counts = count(read_glossaries(_files(files)))
    if form == "json":
        click.echo(json.dumps(counts, ensure_ascii=False))
        return
    for name, value in counts.items():
        if isinstance(value, dict):
            click.echo(f"{name}")
            for key, number in value.items():
                click.echo(f"  {key:<24}{number:>7}")
        else:
            click.echo(f"{name:<26}{value:>7}")


@glossary.command()
@click.argument("file", type=click.Path())
@click.option(
    "--rejected", type=click.Path(), help="Where rejected rows go; FILE with .rejected.csv, if not given."
)
@click.option("--suspect", is_flag=True, help="Review suspect entries, too.")
def review(file: str, rejected: str | None, suspect: bool) -> None:
    """Walk through the candidates of a glossary CSV: accept, edit, reject with a reason, skip. Every decision is
    saved at once; start again to go on where you left.

    \b
    Example:
      duizhao glossary review glossary/candidates.csv
    """
    from duizhao.cli.review import walk

    away = rejected or f"{file.removesuffix('.csv')}.rejected.csv"
    walk(file, away, ("candidate", "suspect") if suspect else ("candidate",))
