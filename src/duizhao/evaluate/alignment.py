"""Alignments against gold: strict and lax precision, recall, F1; omissions; moved beads."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, fields
from pathlib import Path

import numpy as np

from duizhao.align.chains import heaviest_chain
from duizhao.errors import FormatError
from duizhao.files import read_bytes

BeadIds = tuple[tuple[int, ...], tuple[int, ...]]

_LINE = re.compile(r"\s*\[([\d,\s]*)\]\s*:\s*\[([\d,\s]*)\](?:\s*:\s*[\d.eE+-]+)?\s*")


@dataclass(frozen=True, slots=True)
class Read:
    """What a file of beads holds.

    Attributes:
        beads: in the order of the file, 0-based.
        scores: the confidence of each bead; empty if the file says none.
        moved: the beads that the file says stand elsewhere in the translation.
        zh, en: the sentences that the file brings with it, by number.
    """

    beads: list[BeadIds]
    scores: dict[BeadIds, float] = field(default_factory=dict)
    moved: set[BeadIds] = field(default_factory=set)
    zh: dict[int, str] = field(default_factory=dict)
    en: dict[int, str] = field(default_factory=dict)


def read_beads(path: str | Path) -> list[BeadIds]:
    """The beads of a file; see `read_alignment`."""
    return read_alignment(path).beads


def read_alignment(path: str | Path) -> Read:
    """Read a file of lines `[0]:[0, 1]`, 0-based (a third field, a cost or score, is passed over), or of aligned
    units as JSON lines, whose ids count from 1.

    Raises:
        FormatError: a line is no bead.
        InputError: the file cannot be read.
    """
    read = Read([])
    text = read_bytes(path).decode("utf-8-sig", "replace").replace("\r\n", "\n")
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        if line.lstrip().startswith("{"):
            _add_unit(read, line, path, number)
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            raise FormatError(
                f"not a bead: {line.strip()[:40]!r}", file=path, line=number, mend="write it as [0, 1]:[0]"
            )
        sides = [tuple(int(x) for x in side.split(",") if x.strip()) for side in match.groups()]
        read.beads.append((sides[0], sides[1]))
    return read


def _add_unit(read: Read, line: str, path: str | Path, number: int) -> None:
    try:
        unit = json.loads(line)
        texts = [{int(s["id"]) - 1: str(s.get("text", "")) for s in unit[side]} for side in ("zh", "en")]
        bead = (tuple(texts[0]), tuple(texts[1]))
        score = unit.get("score")
        if score is not None:
            read.scores[in_order(bead)] = min(1.0, max(0.0, float(score)))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise FormatError(
            "not an aligned unit", file=path, line=number, mend="give what `duizhao align -o FILE.jsonl` writes"
        ) from error
    read.beads.append(bead)
    read.zh.update(texts[0])
    read.en.update(texts[1])
    if unit.get("moved"):
        read.moved.add(in_order(bead))


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
    moved_test: int = 0
    moved_gold: int = 0
    moved_correct: int = 0

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

    def moved_to_dict(self) -> dict[str, float | None]:
        """Figures of moved beads; None where neither side has any."""
        if not self.moved_gold and not self.moved_test:
            return {"moved_precision": None, "moved_recall": None, "moved_f1": None}
        precision = _share(self.moved_correct, self.moved_test)
        recall = _share(self.moved_correct, self.moved_gold)
        return {"moved_precision": precision, "moved_recall": recall, "moved_f1": _f1(precision, recall)}


def compare(gold: Iterable[BeadIds], test: Iterable[BeadIds], marked: Set[BeadIds] = frozenset()) -> Counts:
    """Count as Vecalign's scorer does (Thompson & Koehn 2019).

    Precision is over all beads of `test` (a one-sided bead is right only if the same one is in `gold`), recall
    over the gold beads with both sides. Lax: a bead counts that shares a link with gold. Omissions are counted
    in single sentences.

    Moved beads: which of two parts that changed places is called moved is a matter of names, so a right bead is
    moved if gold's is; a wrong one if it lies off the chain of the test, or is marked as moved.

    Args:
        marked: beads of `test` that it says have moved.
    """
    gold_set = {in_order(b) for b in gold if b[0] or b[1]}
    test_set = {in_order(b) for b in test if b[0] or b[1]}
    moved_gold = moved(gold_set)
    false = ((moved(test_set) | marked) & test_set) - gold_set
    correct, lax = _matches(gold_set, test_set)
    both_gold = {b for b in gold_set if b[0] and b[1]}
    found, lax_found = _matches({b for b in test_set if b[0] and b[1]}, both_gold)
    omitted_gold, omitted_test = _omitted(gold_set), _omitted(test_set)
    return Counts(
        len(test_set), correct, lax, len(both_gold), len(gold_set), found, lax_found,
        len(omitted_test), len(omitted_gold), len(omitted_gold & omitted_test),
        len(moved_gold & test_set) + len(false), len(moved_gold), len(moved_gold & test_set),
    )  # fmt: skip


def by_type(gold: Sequence[BeadIds], test: Sequence[BeadIds]) -> dict[str, tuple[int, int, int]]:
    """For each bead type: how many in gold, in test, in both."""
    gold_set, test_set = {in_order(b) for b in gold}, {in_order(b) for b in test}
    counts = [
        Counter(f"{len(zh)}-{len(en)}" for zh, en in beads) for beads in (gold_set, test_set, gold_set & test_set)
    ]
    return {t: (counts[0][t], counts[1][t], counts[2][t]) for t in sorted(counts[0] | counts[1])}


def moved(beads: Iterable[BeadIds]) -> set[BeadIds]:
    """The two-sided beads that are not on the heaviest chain that rises on both sides; a bead weighs as much as
    it has Chinese sentences."""
    both = sorted(b for b in beads if b[0] and b[1])
    # Ranks, not numbers: a stray [999999999] must not cost memory.
    place = {j: rank for rank, j in enumerate(sorted({b[1][0] for b in both}))}
    chain = heaviest_chain(
        np.arange(len(both)),
        np.array([place[b[1][0]] for b in both], np.int64),
        np.array([float(len(b[0])) for b in both]),
    )
    return set(both) - {both[k] for k in chain.tolist()}


def in_order(bead: BeadIds) -> BeadIds:
    """The same bead with its numbers sorted: what beads are compared by."""
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
