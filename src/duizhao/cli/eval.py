"""`duizhao eval`: alignments and glossaries against gold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from duizhao.cli.eval_extract import extract
from duizhao.errors import InputError

if TYPE_CHECKING:
    from duizhao.evaluate.alignment import Read
    from duizhao.evaluate.confidence import Calibration

_FLOOR = click.FloatRange(0, 1)
_ROWS = {"": "strict", "lax_": "lax", "omission_": "omitted sentences", "moved_": "moved beads"}


@click.group("eval", context_settings={"help_option_names": ["-h", "--help"]})
def eval() -> None:
    """Measure against gold: precision, recall, F1."""


eval.add_command(extract)


@eval.command("align")
@click.argument("gold", type=click.Path())
@click.argument("test", type=click.Path())
@click.option("--format", "shape", type=click.Choice(["text", "json", "jsonl"]), default="text", show_default=True)
@click.option("--min-f1", type=_FLOOR, help="Exit with 1 if the strict F1 is below.")
@click.option("--html", "page", metavar="FILE", help="Write every disagreement, both groupings with their texts.")
@click.option("--zh", "zh_file", metavar="FILE", help="For --html: the Chinese sentences, one a line.")
@click.option("--en", "en_file", metavar="FILE", help="For --html: the English sentences, one a line.")
def align(
    gold: str,
    test: str,
    shape: str,
    min_f1: float | None,
    page: str | None,
    zh_file: str | None,
    en_file: str | None,
) -> None:
    """Compare the beads of TEST with those of GOLD: two files, or two folders of files of equal names.

    Files hold a bead a line, `[0]:[0, 1]`, 0-based (.gold, .beads), or aligned units (.jsonl). Strict is exact
    bead match; recall is over gold beads with both sides (Thompson & Koehn 2019). Folders are added up. If TEST
    has confidences (.jsonl), it is told how far they are deserved.

    \b
    Examples:
      duizhao eval align plan.gold plan.beads
      duizhao eval align gold/ test/ --format json --min-f1 0.95
      duizhao eval align plan.gold plan.jsonl --html differences.html
    """
    from duizhao.evaluate.alignment import Counts, by_type, compare, read_alignment
    from duizhao.evaluate.confidence import Calibration, calibration
    from duizhao.evaluate.disagreements import disagreements
    from duizhao.reports.disagreements import Compared, write_disagreements

    pairs = _files(Path(gold), Path(test))
    if (zh_file or en_file) and len(pairs) > 1:
        raise click.UsageError("--zh and --en are for two files; of folders the texts lie beside the gold")
    total, trust = Counts(), Calibration()
    types: dict[str, list[int]] = {}
    compared = []
    for gold_file, test_file in pairs:
        expected, found = read_alignment(gold_file), read_alignment(test_file)
        total += compare(expected.beads, found.beads, found.moved)
        trust += calibration(expected.beads, found.scores)
        for name, counts in by_type(expected.beads, found.beads).items():
            types[name] = [a + b for a, b in zip(types.get(name, (0, 0, 0)), counts, strict=True)]
        if page:
            zh = _texts("zh", zh_file, gold_file, found)
            en = _texts("en", en_file, gold_file, found)
            groups = disagreements(expected.beads, found.beads, found.scores)
            compared.append(Compared(gold_file.stem, groups, zh, en, bool(found.scores)))
    if page:
        write_disagreements(compared, page, title=f"{gold} · {test}")
    figures = {**total.to_dict(), **total.moved_to_dict()}
    ordered = sorted(types.items(), key=lambda t: (-t[1][0], -t[1][1]))
    if shape != "text":
        data: dict[str, object] = {k: None if v is None else round(v, 6) for k, v in figures.items()}
        data["types"] = {name: dict(zip(("gold", "test", "correct"), c, strict=True)) for name, c in ordered}
        data["calibration"] = trust.to_dict() if trust.beads else None
        click.echo(json.dumps(data, ensure_ascii=False))
    else:
        _tell(len(pairs), figures, ordered, trust)
    if min_f1 is not None and total.to_dict()["f1"] < min_f1:
        raise SystemExit(1)


def _tell(
    documents: int,
    figures: Mapping[str, float | None],
    types: list[tuple[str, list[int]]],
    trust: Calibration,
) -> None:
    click.echo(f"{documents} document(s), {figures['gold']} gold beads, {figures['test']} test beads")
    for name, label in _ROWS.items():
        precision, recall, f1 = (figures[name + key] for key in ("precision", "recall", "f1"))
        if precision is None or recall is None or f1 is None:
            click.echo(f"{label:18} none")
        else:
            click.echo(f"{label:18} precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f}")
    click.echo("type     gold   test  right")
    for name, (in_gold, in_test, right) in types:
        click.echo(f"{name:6} {in_gold:6} {in_test:6} {right:6}")
    if not trust.beads:
        return
    click.echo("confidence      beads  right")
    for level in reversed(trust.levels):
        if level.beads:
            click.echo(
                f"{level.low:4.2f} to {level.high:4.2f} {level.beads:8} {level.right / level.beads:6.1%}"
                f"   (mean confidence {level.confidence / level.beads:.3f})"
            )
    sure = trust.sure
    if sure.beads:
        click.echo(
            f"confidence ≥ .99: {sure.right / sure.beads:.1%} right, on {sure.beads / trust.beads:.0%} of "
            f"{trust.beads} two-sided beads; calibration error {trust.error:.3f}"
        )


def _texts(lang: str, given: str | None, gold: Path, found: Read) -> Mapping[int, str]:
    """The sentences to show: from the file given, from the test's own units, from a file beside the gold."""
    from duizhao.sentences import read_presplit

    own = found.zh if lang == "zh" else found.en
    if given is None and own:
        return own
    beside = (gold.with_suffix(f".{lang}{more}") for more in (".sent", ""))
    path = Path(given) if given is not None else next((p for p in beside if p.is_file()), None)
    if path is None:
        raise InputError(
            f"the page needs the {'Chinese' if lang == 'zh' else 'English'} sentences", file=gold,
            mend=f"give --{lang} FILE, or a .jsonl as TEST",
        )  # fmt: skip
    return dict(enumerate(s.text for s in read_presplit(path)))


def _files(gold: Path, test: Path) -> list[tuple[Path, Path]]:
    """Gold files with their test files."""
    if not gold.is_dir():
        if test.is_dir():
            raise InputError("is a folder, GOLD is a file", file=test)
        return [(gold, test)]
    if not test.is_dir():
        raise InputError("is a file, GOLD is a folder" if test.exists() else "no such folder", file=test)
    found = []
    for path in sorted([*gold.glob("*.gold"), *gold.glob("*.beads")]):
        candidates = [test / f"{path.stem}{suffix}" for suffix in (".jsonl", ".beads", ".gold")]
        match = next((c for c in candidates if c.is_file()), None)
        if match is None:
            raise InputError(f"no beads for {path.name}", file=test, mend=f"expected {path.stem}.beads")
        found.append((path, match))
    if not found:
        raise InputError("holds no .gold or .beads files", file=gold)
    return found
