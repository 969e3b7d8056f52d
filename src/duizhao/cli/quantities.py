"""`duizhao quantities`: numbers, dates and amounts of a text as values."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import click

from duizhao.files import read_bytes, write_atomically

if TYPE_CHECKING:
    from duizhao.model import Lang
    from duizhao.quantities import Quantity

_BOUNDS = {"about": "≈", "at_least": "≥", "at_most": "≤", "over": ">", "under": "<"}


@click.command()
@click.argument("file", type=click.Path(), default="-")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language; told from the script if not given.")
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "text"]), default="jsonl", show_default=True,
    help="jsonl: one object a line of input. text: the line with the values in it; ‹names› count nothing.",
)  # fmt: skip
@click.option("--encoding", help="Encoding of a text file; told from the file if not given.")
@click.option("-o", "--output", default="-", show_default=True, help="Where to write; - is standard output.")
def quantities(file: str, lang: Lang | None, form: str, encoding: str | None, output: str) -> None:
    """Read the numbers, dates and amounts of FILE, or of standard input: one line of output for each of input.

    \b
    Examples:
      duizhao quantities plan.zh.txt --lang zh
      echo "over 1.5 trillion yuan by 2020" | duizhao quantities --lang en --format text
    """
    from duizhao import documents
    from duizhao.quantities import find_quantities
    from duizhao.script import language_of

    text = documents.draw(read_bytes(file), file, encoding=encoding).raw
    spoken: Lang = lang or language_of(text) or "zh"
    with write_atomically(output) as stream:
        for line in _lines(text):
            found = find_quantities(line, spoken)
            if form == "jsonl":
                row: dict[str, Any] = {"text": line, "quantities": [q.to_dict() for q in found]}
                stream.write(json.dumps(row, ensure_ascii=False) + "\n")
            else:
                stream.write(_marked(line, found) + "\n")


def _lines(text: str) -> list[str]:
    lines = re.split(r"\r\n|\r|\n", text)  # as `duizhao split` cuts, and nowhere else
    return lines if lines[-1] else lines[:-1]


def _marked(line: str, found: tuple[Quantity, ...]) -> str:
    """The line with every quantity as [span = value unit], every name as ‹span›."""
    pieces, at = [], 0
    for q in found:
        pieces.append(line[at : q.start])
        if q.kind == "label":
            pieces.append(f"‹{q.span}›")
        else:
            values = q.value if isinstance(q.value, tuple) else (q.value,)
            told = "–".join(v if isinstance(v, str) else f"{v:,}" for v in values)
            sign = _BOUNDS.get(q.bound, "")
            pieces.append(f"[{q.span} = {' '.join(part for part in (sign + told, q.unit) if part)}]")
        at = q.end
    return "".join(pieces) + line[at:]
