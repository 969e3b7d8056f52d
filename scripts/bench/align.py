#!/usr/bin/env python3
"""How fast the aligner is, and how it grows: sentences (both sides counted) a CPU second, memory, start-up.

    scripts/bench/align.py GOLD_FOLDER… [--tsv TABLE.tsv…] [--sizes 1000,5000,20000]

Real sentences, each once, as far as they last: hand-aligned documents (ID.zh and ID.en, or ID.zh.sent and ID.en.sent,
with ID.gold) cut into stretches of 40 beads, and rows of tables whose last two columns, or those named in the head,
are Chinese and English, cut at full stops. They are shuffled (always the same way), so that every size has the same
mixture; beyond, they are repeated with a number in every sentence. Each size is a process of its own, with one thread
(OMP_NUM_THREADS=1 has the same result: no BLAS is called). As a yardstick for the machine, jieba cuts the Chinese text.
"""

from __future__ import annotations

import argparse
import csv
import math
import random
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

from duizhao.align import align
from duizhao.evaluate.alignment import read_beads
from duizhao.lexicon import default_lexicon
from duizhao.model import Sentence
from duizhao.words import segment

Section = tuple[list[str], list[str]]
_STRETCH = 40  # beads
_ZH, _EN = ("zh", "zh_hant", "def_zh"), ("en", "def_en")


def stretches(folder: Path) -> list[Section]:
    """The documents of a folder in stretches."""
    found: list[Section] = []
    for gold in sorted(folder.glob("*.gold")):
        sides = []
        for lang in ("zh", "en"):
            path = next(p for p in (gold.with_suffix(f".{lang}"), gold.with_suffix(f".{lang}.sent")) if p.exists())
            sides.append(path.read_text(encoding="utf-8").rstrip("\n").split("\n"))
        beads = read_beads(gold)
        last = [0, 0]
        for n in range(_STRETCH, len(beads) + _STRETCH, _STRETCH):
            part = beads[:n]
            to = [max((max(b[k]) + 1 for b in part if b[k]), default=0) for k in (0, 1)]
            if n >= len(beads):
                to = [len(s) for s in sides]
            found.append((sides[0][last[0] : to[0]], sides[1][last[1] : to[1]]))
            last = [max(a, b) for a, b in zip(last, to, strict=True)]
    return found


def rows(table: Path) -> list[Section]:
    """The rows of a table, cut into sentences."""
    with table.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        zh, en = (next(c for c in reversed(reader.fieldnames or ()) if c in names) for names in (_ZH, _EN))
        return [
            (re.findall(r"[^。；]+[。；]?", row[zh]), re.split(r"(?<=[.;])\s+", row[en].strip()))
            for row in reader
            if row[zh] and row[en]
        ]


def document(sections: list[Section], size: int) -> tuple[list[Sentence], list[Sentence]]:
    """A document of at least `size` sentences."""
    sides: tuple[list[str], list[str]] = ([], [])
    copy = 0
    while sum(map(len, sides)) < size:
        for section in sections:
            if sum(map(len, sides)) >= size:
                break
            for side, lines in zip(sides, section, strict=True):
                side += [f"{line} {1000 + copy}" if copy else line for line in lines]
        copy += 1
    zh, en = ([Sentence(n, t, 0, len(t), n) for n, t in enumerate(side, 1)] for side in sides)
    return zh, en


def measure(sections: list[Section], size: int) -> None:
    zh, en = document(sections, size)
    align(zh[:20], en[:20])  # what is loaded once
    default_lexicon().table(["发展"], ["develop"])
    began = time.process_time()
    match = align(zh, en).match
    spent = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    segment("")  # jieba, which the aligner does not need, is loaded
    began = time.process_time()
    for sentence in zh:
        segment(sentence.text)
    yardstick = time.process_time() - began
    print(f"{len(zh)} {len(en)} {spent:.3f} {yardstick:.3f} {peak:.0f} {match:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--tsv", action="append", default=[], type=Path)
    parser.add_argument("--sizes", default="1000,5000,20000")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    sections = [s for folder in args.folders for s in stretches(folder)] + [s for t in args.tsv for s in rows(t)]
    random.Random(4).shuffle(sections)
    if args.one:
        measure(sections, args.one)
        return
    print(f"{sum(len(a) + len(b) for a, b in sections)} different sentences")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-c", "from duizhao.align import align; from duizhao.model import Sentence as S;"
         "align([S(1,'发展经济。',0,5,1)], [S(1,'Develop the economy.',0,20,1)])"],
        check=True,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"start-up to first alignment: {after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime:.2f} s CPU"
    )
    first: tuple[int, float] | None = None
    for size in args.sizes.split(","):
        done = subprocess.run([sys.executable, *sys.argv, "--one", size], check=True, capture_output=True, text=True)
        zh, en, spent, yardstick, peak, match = map(float, done.stdout.split())
        count = int(zh + en)
        growth = math.log(spent / first[1]) / math.log(count / first[0]) if first else 1.0
        print(
            f"{int(zh):6} + {int(en):6} sentences: {spent:6.2f} s CPU, {count / spent:5.0f} a second, "
            f"{spent / yardstick:.1f} times jieba, peak {peak:.0f} MB, match {match:.2f}, growth {growth:.2f}",
            flush=True,
        )
        first = first or (count, spent)


if __name__ == "__main__":
    main()
