"""`duizhao glosses`: inline glosses of a translation → term pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from duizhao.cli.common import note
from duizhao.cli.sources import glossary_option, read_glossaries
from duizhao.files import write_atomically

if TYPE_CHECKING:
    from duizhao.model import Gloss

FORMATS = ("text", "jsonl", "csv")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path())
@click.option(
    "--source",
    "source",
    type=click.Path(),
    metavar="ZH",
    help="The Chinese document of the (single) file: glosses that it does not hold are told.",
)
@glossary_option
@click.option("--format", "shape", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--suspects", is_flag=True, help="Only pairs that should not be believed.")
@click.option("--encoding", metavar="NAME", help="Encoding of text files.  [default: found out]")
@click.option("-o", "--output", default="-", show_default=True, help="Where to write; - is standard output.")
def glosses(
    files: tuple[str, ...],
    source: str | None,
    glossaries: tuple[str, ...],
    shape: str,
    suspects: bool,
    encoding: str | None,
    output: str,
) -> None:
    """Find the Chinese terms that English FILES show in brackets, `internet superpower (网络强国)`.

    \b
    Examples:
      duizhao glosses plan.en.txt
      duizhao glosses plan.en.txt --source plan.zh.txt --suspects
      duizhao glosses *.en.txt --format csv -o glosses.csv
    """  # fmt: skip
    from duizhao import documents, sentences
    from duizhao.terms import find_glosses, source_of
    from duizhao.terms.known import Known
    from duizhao.terms.output import write_glosses

    if source is not None and len(files) != 1:
        raise click.UsageError("--source belongs to one file; give one")
    known = Known.of(read_glossaries(glossaries))
    found: list[Gloss] = []
    for file in files:
        document = documents.read(file, "en", encoding=encoding)
        english = sentences.split(document)
        aligned = None
        if source is not None:
            from duizhao.align import align
            from duizhao.units import from_beads

            chinese = sentences.split(documents.read(source, "zh", encoding=encoding))
            aligned = source_of(from_beads(align(chinese, english).beads, chinese, english))
        found += find_glosses(english, file, source=aligned, known=known, document=document)
    wrong = sum(g.suspect is not None for g in found)
    note(f"{len(found)} glosses, {wrong} suspect")
    with write_atomically(output) as stream:
        write_glosses([g for g in found if g.suspect or not suspects], stream, shape)
