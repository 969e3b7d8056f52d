"""`duizhao eval extract`: lists of terms against gold."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from duizhao.evaluate.extraction import Comparison

_FLOOR = click.FloatRange(0, 1)


@click.command("extract")
@click.argument("gold", type=click.Path())
@click.argument("test", type=click.Path())
@click.option("--format", "shape", type=click.Choice(["text", "json", "jsonl"]), default="text", show_default=True)
@click.option("--limit", type=click.IntRange(1), help="Only the first lines of TEST.")
@click.option(
    "--first", type=click.IntRange(1), default=50, show_default=True, help="Lines that --min-precision looks at."
)
@click.option("--errors", type=click.IntRange(0), default=20, show_default=True, help="Lines of each list of errors.")
@click.option("--min-precision", type=_FLOOR, help="Exit with 1 if the precision of the first lines is below.")
@click.option("--min-recall", type=_FLOOR, help="Exit with 1 if the recall within twice the gold's number is below.")
@click.option("--min-f1", type=_FLOOR, help="Exit with 1 if F1 of the pairs is below.")
def extract(
    gold: str,
    test: str,
    shape: str,
    limit: int | None,
    first: int,
    errors: int,
    min_precision: float | None,
    min_recall: float | None,
    min_f1: float | None,
) -> None:
    """Compare the terms of TEST, best first, with those of GOLD: by Chinese term, and by pair with the rendering.

    Lists are TSV or CSV with columns `zh` and `en` (several renderings joined with ` | `), glossary CSV, or the
    JSON lines of `duizhao extract` and `duizhao glosses`. Script, width, marks, capitals, articles and inflection
    do not matter. Precision is told for the first 50 and 100 lines, for as many lines as the gold has terms (N)
    and for all; recall also within twice as many.

    \b
    Examples:
      duizhao eval extract terms.tsv candidates.jsonl
      duizhao eval extract terms.tsv candidates.jsonl --format json --min-precision 0.85 --min-recall 0.75
    """
    from duizhao.evaluate.extraction import compare_terms

    result = compare_terms(gold, test, limit=limit)
    if shape == "text":
        _tell(result, errors)
    else:
        data = {k: round(v, 6) if isinstance(v, float) else v for k, v in result.to_dict().items()}
        click.echo(json.dumps(data, ensure_ascii=False))
    low = [
        floor is not None and value < floor
        for value, floor in (
            (result.precision(first=first), min_precision),
            (result.recall(first=2 * result.gold), min_recall),
            (result.f1(), min_f1),
        )
    ]
    if any(low):
        raise SystemExit(1)


def _tell(result: Comparison, errors: int) -> None:
    n = result.gold
    click.echo(f"{n} gold terms, {result.test} test terms")
    click.echo("            P@50    P@100   P@N     P       R@N     R@2N    R       F1")
    for label, pairs in (("by Chinese", False), ("by pair", True)):
        figures = [
            *(result.precision(pairs, size) for size in (50, 100, n, None)),
            *(result.recall(pairs, size) for size in (n, 2 * n, None)),
            result.f1(pairs),
        ]
        click.echo(f"{label:10}  " + "  ".join(f"{value:.4f}" for value in figures))
    _list("not found", [f"{t.zh}  {' | '.join(t.en)}" for t in result.missed], errors)
    _list("another rendering", [f"{zh}  {said}  (gold: {right})" for zh, said, right in result.renderings], errors)
    _list("not in the gold", [f"{t.zh}  {t.en[-1] if t.en else ''}" for t in result.extra], errors)


def _list(title: str, lines: Sequence[str], most: int) -> None:
    if not lines or not most:
        return
    click.echo(f"{title}: {len(lines)}" + (f", the first {most}" if len(lines) > most else ""))
    for line in lines[:most]:
        click.echo(f"  {line}")
