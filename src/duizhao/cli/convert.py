"""`duizhao convert`: between all formats of units, and between all formats of glossaries."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from time import monotonic

import click

from duizhao.exchange import GLOSSARY_FORMATS, UNIT_FORMATS, Outcome, Remark, Tally
from duizhao.exchange.base import DIALECTS, TOOLS
from duizhao.exchange.select import Selection
from duizhao.model import Unit


def _columns(ctx: click.Context, parameter: click.Parameter, value: str | None) -> dict[str, int] | None:  # noqa: ARG001
    """`zh=1,en=3` as a mapping."""
    if value is None:
        return None
    pairs = re.findall(r"([a-z_]+)=([1-9]\d*)", value)
    if ",".join(f"{name}={number}" for name, number in pairs) != value.replace(" ", ""):
        raise click.BadParameter("pairs such as zh=1,en=3 are wanted, columns counted from 1")
    columns = {name: int(number) for name, number in pairs}
    if not {"zh", "en"} <= columns.keys():
        raise click.BadParameter("both zh and en are wanted, e.g. zh=1,en=3")
    return columns


def _types(ctx: click.Context, parameter: click.Parameter, value: str | None) -> frozenset[str]:  # noqa: ARG001
    """`1-1,1-2` as a set."""
    types = frozenset(filter(None, re.split(r"[,\s]+", value or "")))
    for name in types:
        if not re.fullmatch(r"\d+-\d+", name):
            raise click.BadParameter(f"{name!r} is no type such as 1-1 or 1-2")
    return types


def _names() -> str:
    units, glossaries = (", ".join(f.name for f in formats) for formats in (UNIT_FORMATS, GLOSSARY_FORMATS))
    return f"Formats of units: {units}. Of glossaries: {glossaries}. What each carries: docs/formats.md."


@click.command(no_args_is_help=True, epilog=_names())
@click.argument("source", metavar="IN")
@click.argument("target", metavar="OUT")
@click.option(
    "--from", "read_as", metavar="FORMAT", help="Format of IN; without it the suffix and content decide."
)
@click.option("--to", "write_as", metavar="FORMAT", help="Format of OUT; without it the suffix decides.")
@click.option(
    "--as", "kind", type=click.Choice(["units", "glossary"]), help="What IN holds, where that is unclear."
)
@click.option("--dialect", type=click.Choice(DIALECTS), help="Dialect of TBX (default v3; with --for v2).")
@click.option(
    "--for", "tool", type=click.Choice(TOOLS), help="Write what this tool reads, leave out what it misreads."
)
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out units below this.")
@click.option("--only", callback=_types, metavar="1-1,1-2", help="Keep only units of these types.")
@click.option("--dedupe", is_flag=True, help="Keep only the first of equal units.")
@click.option(
    "--join-omissions",
    type=click.Choice(["yes", "no"]),
    default="no",
    show_default=True,
    help="Join sentences without a translation to the unit before them.",
)
@click.option("--anonymous", is_flag=True, help="Take out file names, remarks, users' names and dates.")
@click.option("--columns", callback=_columns, metavar="zh=1,en=3", help="Columns of a table, counted from 1.")
@click.option("--encoding", help="Encoding of IN, where it cannot be told.")
@click.option("--zh", "zh_file", metavar="FILE", help="Chinese sentences, where IN holds only their numbers.")
@click.option("--en", "en_file", metavar="FILE", help="English sentences, where IN holds only their numbers.")
@click.option(
    "--into", metavar="FILE", help="OUT is a copy of this (SDL/MQ)XLIFF file with the translations of IN."
)
@click.option(
    "--source", "source_lang", type=click.Choice(["zh", "en"]), default="zh", help="Source language of OUT."
)
@click.option("--zh-lang", metavar="TAG", help="Language tag of the Chinese (default zh-CN or zh-TW, as written).")
@click.option("--en-lang", metavar="TAG", default="en-US", show_default=True, help="Language tag of the English.")
@click.option("--title", default="", help="Title of the collection.")
@click.option("--strict", is_flag=True, help="A loss is an error, and nothing is written.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
def convert(
    source: str,
    target: str,
    read_as: str | None,
    write_as: str | None,
    kind: str | None,
    dialect: str | None,
    tool: str | None,
    min_confidence: float,
    only: frozenset[str],
    dedupe: bool,
    join_omissions: str,
    anonymous: bool,
    columns: dict[str, int] | None,
    encoding: str | None,
    zh_file: str | None,
    en_file: str | None,
    into: str | None,
    source_lang: str,
    zh_lang: str | None,
    en_lang: str,
    title: str,
    strict: bool,
    quiet: bool,
) -> None:
    """Convert units or a glossary from one format to another; `-` is standard input or output.

    What could not be taken over is counted and named on standard error.

    \b
    Examples:
      duizhao convert memory.tmx memory.xlsx
      duizhao convert units.jsonl memory.tmx --min-confidence 0.8 --dedupe
      duizhao convert glossary/policy.csv policy.tbx --for omegat
      duizhao convert terms.xlsx terms.csv --columns zh=2,en=4
      duizhao convert aligned.beads aligned.tmx --zh plan.zh --en plan.en
      duizhao convert checked.xlsx new.sdlxliff --into old.sdlxliff
      duizhao convert - units.tsv --from jsonl < units.jsonl
    """
    from duizhao import exchange
    from duizhao.exchange.kinds import kind_of
    from duizhao.exchange.select import select

    if into is not None:
        from duizhao.exchange.targets import write_targets

        units = exchange.read_units(source, format=read_as, encoding=encoding, columns=columns)
        outcome = write_targets(units, into, target, strict=strict)
        if not quiet:
            report(source, target, "translations", (), outcome)
        return
    if kind is None:
        kind = kind_of(source, target, read_as, write_as)
    tally = Tally(strict=strict)
    if kind == "units":
        selection = Selection(min_confidence, only, dedupe, join_omissions == "yes", anonymous)
        units = exchange.read_units(
            source, format=read_as, encoding=encoding, columns=columns, zh=zh_file, en=en_file, tell=tally
        )
        outcome = exchange.write_units(
            counted(select(units, selection, tally)),
            target,
            format=write_as,
            zh_lang=zh_lang,
            en_lang=en_lang,
            source=source_lang,  # type: ignore[arg-type]
            tool=tool or "",
            title=title,
            strict=strict,
        )
    else:
        concepts = exchange.read_concepts(source, format=read_as, encoding=encoding, columns=columns, tell=tally)
        outcome = exchange.write_concepts(
            concepts,
            target,
            format=write_as,
            dialect=dialect or ("v2" if tool else "v3"),
            tool=tool,
            zh_lang=zh_lang,
            en_lang=en_lang,
            source=source_lang,  # type: ignore[arg-type]
            title=title,
            strict=strict,
        )
    if not quiet:
        report(source, target, "units" if kind == "units" else "concepts", tally.remarks, outcome)


def counted(units: Iterable[Unit]) -> Iterator[Unit]:
    """The units, with their number on stderr where that is a terminal and it takes over two seconds."""
    if not sys.stderr.isatty():
        yield from units
        return
    begun = shown = monotonic()
    for number, unit in enumerate(units, 1):
        if number % 1000 == 0 and (now := monotonic()) - begun > 2 and now - shown > 0.5:
            click.echo(f"\r{number:,} units", nl=False, err=True)
            shown = now
        yield unit
    if shown > begun:
        click.echo("\r", nl=False, err=True)


def report(source: str, target: str, things: str, read: tuple[Remark, ...], outcome: Outcome) -> None:
    """Says on standard error what was written and what was left out on the way."""
    click.echo(f"{outcome.count:,} {things} written to {target}", err=True)
    for way, remarks in ((f"reading {source}", read), (f"writing {target}", outcome.remarks)):
        for remark in remarks:
            click.echo(f"  {way}: {remark}", err=True)
