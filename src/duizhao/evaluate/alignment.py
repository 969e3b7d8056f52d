"""Alignments against gold: strict and lax precision, recall, F1; omissions."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from duizhao.errors import FormatError
from duizhao.files import read_bytes

BeadIds = tuple[tuple[int, ...], tuple[int, ...]]

_LINE = re.compile(r"\s*\[([\d,\s]*)\]\s*:\s*\[([\d,\s]*)\](?:\s*:\s*[\d.eE+-]+)?\s*")


def read_beads(path: str | Path) -> list[BeadIds]:
    """Beads from a file of lines `[0]:[0, 1]`, 0-based (a third field, a cost or score, is passed over), or
    from aligned units as JSON lines, whose ids count from 1.

    Raises:
        FormatError: a line is no bead.
        InputError: the file cannot be read.
    """
    beads = []
    text = read_bytes(path).decode("utf-8-sig", "replace").replace("\r\n", "\n")
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        if line.lstrip().startswith("{"):
            beads.append(_of_unit(line, path, number))
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            raise FormatError(
                f"not a bead: {line.strip()[:40]!r}", file=path, line=number, mend="write it as [0, 1]:[0]"
            )
        sides = [tuple(int(x) for x in side.split(",") if x.strip()) for side in match.groups()]
        beads.append((sides[0], sides[1]))
    return beads


def _of_unit(line: str, path: str | Path, number: int) -> BeadIds:
    try:
        unit = json.loads(line)
        zh, en = (tuple(int(s["id"]) - 1 for s in unit[side]) for side in ("zh", "en"))
    except (ValueError, KeyError, TypeError) as error:
        raise FormatError("not an aligned unit", file=path, line=number) from error
    return zh, en


@dataclass(frozen=True, slots=True)
class Counts:
    """What a score is made of; counts of several documents add up (micro average)."""

    test: int = 0
    correct: int = 0
    lax_correct: int = 0
    gold: int = 0
    gold_all: int = 0
    found: int = 0
    lax_found: int = 0
    omission_test: int = 0
    omission_gold: int = 0
    omission_correct: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Counts)))

    def to_dict(self) -> dict[str, float | int]:
        """The object of the command-line contract (`duizhao eval align`)."""
        precision, recall = _share(self.correct, self.test), _share(self.found, self.gold)
        lax_precision, lax_recall = _share(self.lax_correct, self.test), _share(self.lax_found, self.gold)
        o_precision = _share(self.omission_correct, self.omission_test)
        o_recall = _share(self.omission_correct, self.omission_gold)
        return {
            "precision": precision,
            "recall": recall,
            "f1": _f1(precision, recall),
            "lax_precision": lax_precision,
            "lax_recall": lax_recall,
            "lax_f1": _f1(lax_precision, lax_recall),
            "gold": self.gold_all,
            "test": self.test,
            "correct": self.correct,
            "omission_precision": o_precision,
            "omission_recall": o_recall,
            "omission_f1": _f1(o_precision, o_recall),
        }


def compare(gold: Iterable[BeadIds], test: Iterable[BeadIds]) -> Counts:
    """Count as Vecalign's scorer does (Thompson & Koehn 2019).

    Precision is over all beads of `test` (a one-sided bead is right only if the same one is in `gold`), recall
    over the gold beads with both sides. Lax: a bead counts that shares a link with gold. Omissions are counted
    in single sentences.
    """
    gold_set = {_sorted(b) for b in gold if b[0] or b[1]}
    test_set = {_sorted(b) for b in test if b[0] or b[1]}
    correct, lax = _matches(gold_set, test_set)
    both_gold = {b for b in gold_set if b[0] and b[1]}
    found, lax_found = _matches({b for b in test_set if b[0] and b[1]}, both_gold)
    omitted_gold, omitted_test = _omitted(gold_set), _omitted(test_set)
    return Counts(
        len(test_set), correct, lax, len(both_gold), len(gold_set), found, lax_found,
        len(omitted_test), len(omitted_gold), len(omitted_gold & omitted_test),
    )  # fmt: skip


def by_type(gold: Sequence[BeadIds], test: Sequence[BeadIds]) -> dict[str, tuple[int, int, int]]:
    """For each bead type: how many in gold, in test, in both."""
    gold_set, test_set = {_sorted(b) for b in gold}, {_sorted(b) for b in test}
    counts = [
        Counter(f"{len(zh)}-{len(en)}" for zh, en in beads) for beads in (gold_set, test_set, gold_set & test_set)
    ]
    return {t: (counts[0][t], counts[1][t], counts[2][t]) for t in sorted(counts[0] | counts[1])}


def _sorted(bead: BeadIds) -> BeadIds:
    return tuple(sorted(bead[0])), tuple(sorted(bead[1]))


def _matches(reference: set[BeadIds], beads: set[BeadIds]) -> tuple[int, int]:
    """How many beads are in the reference, and how many share at least a link with it."""
    links: dict[int, set[int]] = defaultdict(set)
    for zh, en in reference:
        for i in zh:
            links[i].update(en)
    strict = len(reference & beads)
    near = sum(1 for zh, en in beads - reference if any(not links[i].isdisjoint(en) for i in zh if i in links))
    return strict, strict + near


def _omitted(beads: set[BeadIds]) -> set[tuple[str, int]]:
    return {("zh", i) for zh, en in beads if not en for i in zh} | {
        ("en", j) for zh, en in beads if not zh for j in en
    }


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
