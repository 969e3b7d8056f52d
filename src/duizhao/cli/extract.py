"""`duizhao extract`: aligned units → glossary candidates, best first."""

from __future__ import annotations

from pathlib import Path

import click

from duizhao.cli.common import joined, note
from duizhao.cli.sources import glossary_option, read_glossaries

FORMATS = ("text", "jsonl", "csv", "tsv", "xlsx", "html")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="UNITS...")
@glossary_option
@click.option("--limit", type=click.IntRange(1), help="The greatest number of candidates.")
@click.option(
    "--min-score", type=click.FloatRange(0, 1), default=0.0, show_default=True, help="Leave out those below it."
)
@click.option("--new", is_flag=True, help="Leave out terms that the glossary has.")
@click.option(
    "--format", "shape", type=click.Choice(FORMATS),
    help="csv is a glossary file for `duizhao glossary review`, tsv a table of the evidence.  [default: by the suffix "
    "of -o, else text]",
)  # fmt: skip
@click.option("--input-format", metavar="NAME", help="Format of the units.  [default: by suffix and content]")
@click.option("-o", "--output", default="-", show_default=True, help="Where to write; - is standard output.")
def extract(
    files: tuple[str, ...],
    glossaries: tuple[str, ...],
    limit: int | None,
    min_score: float,
    new: bool,
    shape: str | None,
    input_format: str | None,
    output: str,
) -> None:
    """Draw glossary candidates out of aligned UNITS (.jsonl, .tmx, .tsv, …), best first, with their renderings,
    how sure they are, how often they occur, and sentences that show them. Several files are read as one text.

    Terms that the glossary has are marked, and told if they are rendered otherwise here; a glossary CSV gets only
    the new ones, and those that are rendered otherwise.

    \b
    Examples:
      duizhao extract plan.jsonl --limit 200
      duizhao extract plan.tmx notice.tmx --min-score 0.5 -o candidates.csv
      duizhao extract plan.jsonl -o candidates.html
    """  # fmt: skip
    from duizhao.exchange import read_units
    from duizhao.jobs.termbase import candidate_concepts, differs
    from duizhao.terms import extract as run

    suffix = Path(output).suffix.lower().lstrip(".")
    shape = shape or (suffix if suffix in FORMATS else "text")
    if shape == "xlsx" and output == "-":
        raise click.UsageError("a workbook needs a file: give -o FILE.xlsx")
    units = [
        u for file in files for u in read_units(file, format=input_format, tell=lambda remark: note(f"note: {remark}"))
    ]
    candidates = run(units, known=read_glossaries(glossaries))
    # What is in the glossary need not be reviewed, unless it is rendered otherwise here.
    review = shape == "csv" and not new
    left_out = {c.zh for c in candidates if "glossary" in c.origin and (new or (review and not differs(c)))}
    found = [c for c in candidates if c.score >= min_score and c.zh not in left_out][:limit]
    known = [c for c in found if "glossary" in c.origin]
    other = sum(differs(c) or c.status == "suspect" for c in known)
    told = [f"{len(found)} candidates from {len(units)} units", f"{len(known)} known to the glossary" if known else ""]
    note(joined([*told, f"{other} of them rendered otherwise here" if other else ""]))
    if shape == "csv":
        from duizhao.exchange import write_concepts

        write_concepts(candidate_concepts(found), output, format="glossary")
    elif shape in ("jsonl", "tsv"):
        from duizhao.files import write_atomically
        from duizhao.terms.output import write_candidates

        with write_atomically(output) as stream:
            write_candidates(found, stream, shape)
    else:
        from duizhao.reports import candidates as report

        report.write(found, output, shape, title=", ".join(Path(f).name for f in files))
