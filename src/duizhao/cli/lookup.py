"""`duizhao lookup`: the glossary asked, on the command line, in a pipe, or at a prompt."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from duizhao.cli.sources import glossary_option, open_index
from duizhao.errors import DuizhaoError

if TYPE_CHECKING:
    from duizhao.glossary.index import Index
    from duizhao.glossary.lookup import LookupHit
    from duizhao.model import Unit

_SURE = 0.9  # hits from here on, and the best one, get a card; the others a line


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001
    """Terms for the shell to offer: those without blanks, which shells take apart."""
    from duizhao.cli.prompt import completions

    try:
        return [
            term
            for term in completions(incomplete, open_index(ctx.params.get("glossaries") or ()))
            if " " not in term
        ]
    except DuizhaoError:
        return []


@click.command()
@click.argument("query", nargs=-1, shell_complete=_complete)
@glossary_option
@click.option(
    "--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True,
    help="text: cards to read. jsonl: one object a line.",
)  # fmt: skip
@click.option("--limit", type=click.IntRange(1), default=5, show_default=True, help="Concepts for a query.")
@click.option("--explain", is_flag=True, help="Say how each concept was found, and its score.")
@click.option(
    "--units", multiple=True, type=click.Path(), metavar="FILE",
    help="Aligned units (JSONL, TMX, …) to draw an example from; may be given several times.",
)  # fmt: skip
def lookup(
    query: tuple[str, ...],
    glossaries: tuple[str, ...],
    form: str,
    limit: int,
    explain: bool,
    units: tuple[str, ...],
) -> None:
    """Look up a term: Chinese in either script, pinyin with tones, numbers or neither, initials, English,
    also incomplete or misspelled. Words of QUERY are one query; without QUERY, or with -, queries are read from
    standard input, one a line; on a terminal a prompt opens.

    \b
    Example:
      duizhao lookup 网络强国
      duizhao lookup wangluo qiangguo
      duizhao lookup wlqg --explain
      duizhao lookup netwrok powerhouse
      cut -f1 terms.tsv | duizhao lookup --format jsonl --limit 1
    """
    index = open_index(glossaries)
    printer = _Printer(index, form, limit, explain, units)
    if query and query != ("-",):
        printer.answer(" ".join(query))
    elif sys.stdin.isatty() and not query:
        from duizhao.cli.prompt import run

        run(index, printer.answer)
    else:
        for line in sys.stdin.buffer:
            if text := line.decode("utf-8-sig", "replace").strip():
                printer.answer(text)


class _Printer:
    """Answers queries on standard output."""

    def __init__(self, index: Index, form: str, limit: int, explain: bool, units: Sequence[str]) -> None:
        self.index, self.form, self.limit, self.explain = index, form, limit, explain
        self.units: list[Unit] = []
        if units:
            from duizhao import exchange

            self.units = [unit for file in units for unit in exchange.read_units(file)]

    def answer(self, query: str) -> None:
        from duizhao.glossary.lookup import lookup as ask

        hits = ask(query, self.index, self.limit)
        if not hits:
            click.echo(f"duizhao: nothing found for {query!r}", err=True)
        elif self.form == "jsonl":
            from json import dumps

            for hit in hits:
                click.echo(dumps(hit.to_dict(), ensure_ascii=False))
        else:
            self._show(hits)

    def _show(self, hits: Sequence[LookupHit]) -> None:
        from duizhao.cli.cards import card, line

        for rank, hit in enumerate(hits):
            if rank == 0 or hit.score >= _SURE:
                click.echo(card(hit, self._example(hit) if self.units else None))
            else:
                click.echo(line(hit))
            if self.explain:
                click.echo(f"         {hit.score:.3f} {hit.match}: {hit.term.text}: {hit.why}")
        click.echo()

    def _example(self, hit: LookupHit) -> tuple[str, str] | None:
        from duizhao.glossary.examples import example

        return example(hit.concept, self.units)
