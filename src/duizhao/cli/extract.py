"""`duizhao extract`: aligned units → glossary candidates, best first."""

from __future__ import annotations

import click

from duizhao.cli.common import note
from duizhao.cli.sources import glossary_option, read_glossaries
from duizhao.files import write_atomically

FORMATS = ("text", "jsonl", "csv")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="UNITS...")
@glossary_option
@click.option("--limit", type=click.IntRange(1), help="The greatest number of candidates.")
@click.option(
    "--min-score", type=click.FloatRange(0, 1), default=0.0, show_default=True, help="Leave out those below it."
)
@click.option("--format", "shape", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--input-format", metavar="NAME", help="Format of the units.  [default: by suffix and content]")
@click.option("-o", "--output", default="-", show_default=True, help="Where to write; - is standard output.")
def extract(
    files: tuple[str, ...],
    glossaries: tuple[str, ...],
    limit: int | None,
    min_score: float,
    shape: str,
    input_format: str | None,
    output: str,
) -> None:
    """Draw glossary candidates out of aligned UNITS (.jsonl, .tmx, .tsv, …), best first, with their renderings,
    how sure they are, how often they occur, and sentences that show them.

    \b
    Examples:
      duizhao extract plan.jsonl --limit 200
      duizhao extract plan.tmx notice.tmx --format csv -o candidates.csv
      duizhao extract plan.jsonl --min-score 0.5 --format jsonl
    """  # fmt: skip
    from duizhao.exchange import read_units
    from duizhao.terms import extract as run
    from duizhao.terms.output import write_candidates

    units = [
        u for file in files for u in read_units(file, format=input_format, tell=lambda remark: note(f"note: {remark}"))
    ]
    found = [c for c in run(units, known=read_glossaries(glossaries), limit=limit) if c.score >= min_score]
    note(f"{len(found)} candidates from {len(units)} units")
    with write_atomically(output) as stream:
        write_candidates(found, stream, shape)
