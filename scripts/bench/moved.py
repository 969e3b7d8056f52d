#!/usr/bin/env python3
"""What moved blocks and damage cost: strict F1 of hand-aligned documents as they are, and after

- 1 to 3 blocks of 5 to 25 sentences moved elsewhere in the English,
- two chapters (thirds of the document) swapped,
- 150 (or a quarter of the) lines cut out of either side,
- upper-cased English, traditional Chinese, a space between all Chinese characters.

    scripts/bench/moved.py GOLD_FOLDER…

The gold is changed with the text, so a perfect aligner scores 1 everywhere. Moves are drawn with a fixed seed.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable
from pathlib import Path

from duizhao.align import Alignment, align
from duizhao.evaluate.alignment import BeadIds, Counts, compare, read_beads
from duizhao.model import Sentence
from duizhao.script import is_han, traditional

Document = tuple[list[str], list[str], list[BeadIds]]


def read(gold: Path) -> Document:
    sides = []
    for lang in ("zh", "en"):
        path = next(p for p in (gold.with_suffix(f".{lang}"), gold.with_suffix(f".{lang}.sent")) if p.exists())
        sides.append(path.read_text(encoding="utf-8").rstrip("\n").split("\n"))
    return sides[0], sides[1], read_beads(gold)


def run(document: Document) -> tuple[Alignment, list[BeadIds]]:
    zh, en, _ = document
    found = align(
        [Sentence(n, t, 0, len(t), n) for n, t in enumerate(zh)],
        [Sentence(n, t, 0, len(t), n) for n, t in enumerate(en)],
    )
    return found, [(b.zh, b.en) for b in found.beads]


def reordered(document: Document, order: list[int]) -> Document:
    """The English sentences in another order."""
    zh, en, beads = document
    place = {j: n for n, j in enumerate(order)}
    return zh, [en[j] for j in order], [(b[0], tuple(sorted(place[j] for j in b[1]))) for b in beads]


def borders(document: Document) -> list[int]:
    """English positions between two beads."""
    taken = set()
    for _, en in document[2]:
        taken |= set(range(en[0] + 1, en[-1] + 1)) if en else set()
    return [j for j in range(len(document[1]) + 1) if j not in taken]


def move(document: Document, rng: random.Random) -> Document:
    ends = borders(document)
    order = list(range(len(document[1])))
    for _ in range(rng.randint(1, 3)):
        start = rng.choice(ends[:-30] or ends[:1])
        size = rng.randint(5, 25)
        stop = min((e for e in ends if e >= start + size), default=ends[-1])
        block = [j for j in order if start <= j < stop]
        rest = [j for j in order if not start <= j < stop]
        at = rng.choice([e for e in ends if e <= start - 15 or e >= stop + 15] or [0])
        where = next((n for n, j in enumerate(rest) if j >= at), len(rest))
        order = rest[:where] + block + rest[where:]
    return reordered(document, order)


def swap(document: Document, _: random.Random) -> Document:
    ends, size = borders(document), len(document[1])
    a, b, c = (min(ends, key=lambda e: abs(e - size * k // 5)) for k in (1, 2, 3))
    order = [*range(a), *range(b, c), *range(a, b), *range(c, size)]
    return reordered(document, order)


def cut(document: Document, side: int) -> Document:
    zh, en, beads = document
    lines = (zh, en)[side]
    many = min(150, len(lines) // 4)
    gone = set(range(len(lines) // 3, len(lines) // 3 + many))
    place = {i: n for n, i in enumerate(i for i in range(len(lines)) if i not in gone)}
    kept: list[BeadIds] = []
    for bead in beads:
        if not gone.intersection(bead[side]):
            kept.append(bead)
            continue
        for other in bead[1 - side]:
            kept.append(((other,), ()) if side == 1 else ((), (other,)))
    renumber: Callable[[tuple[int, ...]], tuple[int, ...]] = lambda ids: tuple(place[i] for i in ids)  # noqa: E731
    done = [(renumber(b[0]), b[1]) if side == 0 else (b[0], renumber(b[1])) for b in kept]
    left = [lines[i] for i in place]
    return (left, en, done) if side == 0 else (zh, left, done)


def spaced(text: str) -> str:
    return "".join(f"{c} " if is_han(c) else c for c in text)


CASES: dict[str, Callable[[Document, random.Random], Document]] = {
    "as it is": lambda d, _: d,
    "moved blocks": move,
    "chapters swapped": swap,
    "Chinese lines cut": lambda d, _: cut(d, 0),
    "English lines cut": lambda d, _: cut(d, 1),
    "upper case": lambda d, _: (d[0], [t.upper() for t in d[1]], d[2]),
    "traditional": lambda d, _: ([traditional(t) for t in d[0]], d[1], d[2]),
    "spaces": lambda d, _: ([spaced(t) for t in d[0]], d[1], d[2]),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--only", help="the cases to run, separated by commas")
    args = parser.parse_args()
    for folder in args.folders:
        for name, change in CASES.items():
            if args.only and name not in args.only.split(","):
                continue
            total, blocks = Counts(), 0
            for number, gold in enumerate(sorted(folder.glob("*.gold"))):
                changed = change(read(gold), random.Random(number))
                found, beads = run(changed)
                total += compare(changed[2], beads)
                blocks += len({b.block for b in found.beads if b.block})
            figures = total.to_dict()
            print(f"{folder.name:14} {name:18} F1 {figures['f1']:.4f}  blocks found {blocks}", flush=True)


if __name__ == "__main__":
    main()
