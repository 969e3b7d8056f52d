"""`duizhao validate`: is a file valid, and will CAT tools read all of it?"""

from __future__ import annotations

import json
import sys

import click

_ORDER = ("info", "warning", "error")


@click.command(no_args_is_help=True)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@click.option(
    "--for", "tool", metavar="TOOL", help="What this tool (omegat, translate-toolkit) would lose is an error."
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    default="warning",
    show_default=True,
    help="Exit 1 on findings of this severity or a graver one.",
)
def validate(files: tuple[str, ...], form: str, tool: str | None, fail_on: str) -> None:
    """Check TMX, TBX, XLIFF and glossary CSV files against the rules of their formats, with lines.

    Besides the rules it says what CAT tools would lose of a file: valid is not the same as readable.

    \b
    Examples:
      duizhao validate memory.tmx policy.tbx
      duizhao validate --for omegat memory.tmx
      duizhao validate --format jsonl glossary/*.csv
    """
    from dataclasses import replace

    from duizhao.exchange.validate import validate as check

    failed = False
    for file in files:
        if sys.stderr.isatty():  # a large file takes a minute
            click.echo(f"checking {file} …", err=True)
        verdict = check(file)
        problems = [
            replace(problem, severity="error")
            if tool and problem.tool.lower().startswith(tool.lower())
            else problem
            for problem in verdict.problems
        ]
        failed = failed or any(_reaches(problem.severity, fail_on) for problem in problems)
        for problem in problems:
            if form == "jsonl":
                click.echo(json.dumps(problem.to_dict(), ensure_ascii=False))
            else:
                place = f"{problem.file}:{problem.line}" if problem.line else problem.file
                click.echo(f"{place}: {problem.severity}: {problem.message} [{problem.rule}]")
        grave = sum(_reaches(problem.severity, "warning") for problem in problems)
        summary = f"{file}: {verdict.format}, {verdict.items:,} {verdict.things}, "
        click.echo(summary + (f"{grave:,} findings" if grave else "valid"), err=True)
    if failed:
        raise SystemExit(1)


def _reaches(severity: str, level: str) -> bool:
    return level != "never" and _ORDER.index(severity) >= _ORDER.index(level)
