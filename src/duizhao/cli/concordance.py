"""`duizhao concordance`: a term in context, both sides."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from duizhao.cli.sources import glossary_option, read_glossaries

if TYPE_CHECKING:
    from duizhao.glossary.concordance import Line
    from duizhao.model import Unit


@click.command()
@click.argument("query")
@click.argument("files", nargs=-1, type=click.Path())
@click.option("--units", multiple=True, type=click.Path(), metavar="FILE", help="Aligned units (JSONL, TMX, …).")
@glossary_option
@click.option(
    "--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True,
    help="text: keyword in context. jsonl: one object an occurrence.",
)  # fmt: skip
@click.option("--context", type=click.IntRange(5), default=36, show_default=True, help="Columns on either side.")
@click.option("--limit", type=click.IntRange(1), help="Occurrences to show; all, if not given.")
@click.option("--regex", is_flag=True, help="QUERY is a regular expression.")
@click.option("--words", is_flag=True, help="Chinese only where it is a word: 人民 not in 人民币.")
def concordance(
    query: str,
    files: tuple[str, ...],
    units: tuple[str, ...],
    glossaries: tuple[str, ...],
    form: str,
    context: int,
    limit: int | None,
    regex: bool,
    words: bool,
) -> None:
    """Show QUERY in context wherever it stands in aligned units (FILES or --units), with the other side; known
    renderings are marked there and counted.

    \b
    Example:
      duizhao concordance 网络强国 --units plan.jsonl
      duizhao concordance "rural revitalization" old/*.tmx --format jsonl
    """
    from duizhao.glossary.concordance import concordance as find

    sources = (*units, *files)
    if not sources:
        raise click.UsageError("no units; give --units FILE")
    glossary = None if regex else read_glossaries(glossaries)
    chosen: Counter[str] = Counter()
    shown = 0
    for line in find(query, _units(sources), glossary, regex=regex, words=words):
        shown += 1
        if limit is None or shown <= limit:
            if form == "jsonl":
                click.echo(json.dumps(line.to_dict(), ensure_ascii=False))
            else:
                _show(line, context)
        chosen.update({term.text for _, term in line.renderings} or {""})
    click.echo(_summary(query, shown, chosen), err=True)


def _units(files: tuple[str, ...]) -> Iterator[Unit]:
    from duizhao import exchange

    for file in files:
        yield from exchange.read_units(file)


def _show(line: Line, context: int) -> None:
    from duizhao.glossary.concordance import clipped

    left = clipped(line.text[: line.start], context, left=True)
    right = clipped(line.text[line.end :], context, left=False).rstrip()
    match = " ".join(line.text[line.start : line.end].split("\n"))
    click.echo(f"{line.unit.id:>5} {left} {click.style(match, bold=True)} {right}")
    at = 0
    other = ""
    for span, term in line.renderings:
        if span.start < at:
            continue
        mark = "‹{}›" if term.status in ("preferred", "admitted") else "‹{} ✗›"
        other += line.other[at : span.start] + mark.format(line.other[span.start : span.end])
        at = span.end
    click.echo(f"      {click.style(other + line.other[at:], dim=True)}")


def _summary(query: str, shown: int, chosen: Counter[str]) -> str:
    found = ", ".join(f"{text} {count}" for text, count in chosen.most_common() if text)
    rest = f"; {chosen['']} without a known rendering" if found and chosen[""] else ""
    return f"duizhao: {query}: {shown} occurrence{'' if shown == 1 else 's'}" + (
        f": {found}{rest}" if found else ""
    )
