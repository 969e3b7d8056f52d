"""`duizhao eval`: alignments and glossaries against gold."""

from __future__ import annotations

import json
from pathlib import Path

import click

from duizhao.errors import InputError

_FLOOR = click.FloatRange(0, 1)


@click.group("eval", context_settings={"help_option_names": ["-h", "--help"]})
def eval() -> None:
    """Measure against gold: precision, recall, F1."""


@eval.command("align")
@click.argument("gold", type=click.Path())
@click.argument("test", type=click.Path())
@click.option("--format", "shape", type=click.Choice(["text", "json", "jsonl"]), default="text", show_default=True)
@click.option("--min-f1", type=_FLOOR, help="Exit with 1 if the strict F1 is below.")
def align(gold: str, test: str, shape: str, min_f1: float | None) -> None:
    """Compare the beads of TEST with those of GOLD: two files, or two folders of files of equal names.

    Files hold a bead a line, `[0]:[0, 1]`, 0-based (.gold, .beads), or aligned units (.jsonl). Strict is exact
    bead match; recall is over gold beads with both sides (Thompson & Koehn 2019). Folders are added up.

    \b
    Examples:
      duizhao eval align plan.gold plan.beads
      duizhao eval align gold/ test/ --format json --min-f1 0.95
    """
    from duizhao.evaluate.alignment import Counts, by_type, compare, read_beads

    total = Counts()
    pairs = _files(Path(gold), Path(test))
    types: dict[str, list[int]] = {}
    for gold_file, test_file in pairs:
        expected, found = read_beads(gold_file), read_beads(test_file)
        total += compare(expected, found)
        for name, counts in by_type(expected, found).items():
            sums = types.setdefault(name, [0, 0, 0])
            for k, count in enumerate(counts):
                sums[k] += count
    figures = total.to_dict()
    if shape != "text":
        click.echo(json.dumps({k: round(v, 6) for k, v in figures.items()}, ensure_ascii=False))
    else:
        click.echo(f"{len(pairs)} document(s), {figures['gold']} gold beads, {figures['test']} test beads")
        for name in ("", "lax_", "omission_"):
            label = {"": "strict", "lax_": "lax", "omission_": "omitted sentences"}[name]
            click.echo(
                f"{label:18} precision {figures[name + 'precision']:.4f}  recall {figures[name + 'recall']:.4f}"
                f"  F1 {figures[name + 'f1']:.4f}"
            )
        click.echo("type     gold   test  right")
        for name, (in_gold, in_test, right) in sorted(types.items(), key=lambda t: -t[1][0]):
            click.echo(f"{name:6} {in_gold:6} {in_test:6} {right:6}")
    if min_f1 is not None and figures["f1"] < min_f1:
        raise SystemExit(1)


def _files(gold: Path, test: Path) -> list[tuple[Path, Path]]:
    """Gold files with their test files."""
    if not gold.is_dir():
        if test.is_dir():
            raise InputError("is a folder, GOLD is a file", file=test)
        return [(gold, test)]
    found = []
    for path in sorted([*gold.glob("*.gold"), *gold.glob("*.beads")]):
        candidates = [test / f"{path.stem}{suffix}" for suffix in (".beads", ".jsonl", ".gold")]
        match = next((c for c in candidates if c.is_file()), None)
        if match is None:
            raise InputError(f"no beads for {path.name}", file=test, mend=f"expected {path.stem}.beads")
        found.append((path, match))
    if not found:
        raise InputError("holds no .gold or .beads files", file=gold)
    return found
