#!/usr/bin/env python3
"""What damage costs each hand-aligned document: strict F1 as it is, and the difference after each kind of damage.

    scripts/bench/robustness.py GOLD_FOLDER…

Damage of the file (CRLF, a byte order mark, blank lines) goes through files and the reader; damage of the text (see
`moved.py`: 150 lines or a quarter cut out of either side, chapters swapped, upper-cased English, traditional Chinese,
a space between all Chinese characters) changes the gold with it, so that a perfect aligner loses nothing. With one
side empty the figure is the share of sentences that are told as having no counterpart.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

from moved import CASES, Document, read, run

from duizhao.align import align
from duizhao.evaluate.alignment import BeadIds, compare
from duizhao.sentences import read_presplit

BLANK = 10  # a blank line behind every so many


def _blank_lines(lines: list[str]) -> bytes:
    return "".join(f"{line}\n\n" if n % BLANK == BLANK - 1 else f"{line}\n" for n, line in enumerate(lines)).encode()


FILES: dict[str, Callable[[list[str]], bytes]] = {
    "CRLF": lambda lines: "".join(f"{line}\r\n" for line in lines).encode(),
    "BOM": lambda lines: "".join(f"{line}\n" for line in lines).encode("utf-8-sig"),
    "blank lines": _blank_lines,
}
TEXTS = ("Chinese lines cut", "English lines cut", "chapters swapped", "upper case", "traditional", "spaces")


def f1(gold: list[BeadIds], beads: list[BeadIds]) -> float:
    return float(compare(gold, beads).to_dict()["f1"])


def through_files(document: Document, written: Callable[[list[str]], bytes]) -> float:
    """Strict F1 of the files with these bytes; blank lines and their beads do not count."""
    sides, places = [], []
    with tempfile.TemporaryDirectory() as folder:
        for lang, lines in zip(("zh", "en"), document[:2], strict=True):
            path = Path(folder) / f"text.{lang}"
            path.write_bytes(written(lines))
            sides.append(read_presplit(path))
            full = [k for k, s in enumerate(sides[-1]) if s.text.strip()]
            places.append({k: n for n, k in enumerate(full)})
    found = [
        (tuple(places[0][i] for i in b.zh if i in places[0]), tuple(places[1][j] for j in b.en if j in places[1]))
        for b in align(*sides).beads
    ]
    return f1(document[2], [b for b in found if b[0] or b[1]])


def alone(document: Document) -> float:
    """The share of sentences told as one-sided when the other side is empty."""
    zh, en, _ = document
    left, right = run((zh, [], []))[1], run(([], en, []))[1]
    return sum(len(b[0]) + len(b[1]) == 1 for b in [*left, *right]) / (len(zh) + len(en))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    args = parser.parse_args()
    names = [*FILES, *TEXTS, "one side empty"]
    print("| document | F1 | " + " | ".join(names) + " |\n|" + "---|" * (len(names) + 2), flush=True)
    for folder in args.folders:
        for number, gold in enumerate(sorted(folder.glob("*.gold"))):
            document = read(gold)
            whole = f1(document[2], run(document)[1])
            losses = [through_files(document, written) - whole for written in FILES.values()]
            for name in TEXTS:
                changed = CASES[name](document, random.Random(number))
                losses.append(f1(changed[2], run(changed)[1]) - whole)
            cells = [f"{x:+.3f}" if abs(x) >= 0.0005 else "0" for x in losses]
            row = [f"{folder.name} {gold.stem}", f"{whole:.3f}", *cells, f"{alone(document):.0%}"]
            print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()
