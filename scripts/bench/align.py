#!/usr/bin/env python3
"""How fast the aligner is, and how it grows: sentences (both sides counted) a CPU second, memory, start-up.

    scripts/bench/align.py GOLD_FOLDER… [--sizes 1000,5000,20000]

The documents of the folders (ID.zh and ID.en, or ID.zh.sent and ID.en.sent, one sentence a line) are joined and
repeated up to each size, with a number in every repeated sentence so that no two copies are alike. One process, one
thread (set OMP_NUM_THREADS=1).
"""

from __future__ import annotations

import argparse
import math
import resource
import subprocess
import sys
import time
from pathlib import Path

from duizhao.align import align
from duizhao.lexicon import default_lexicon
from duizhao.model import Sentence


def texts(folders: list[Path], lang: str) -> list[str]:
    found: list[str] = []
    for folder in folders:
        for gold in sorted(folder.glob("*.gold")):
            path = next(p for p in (gold.with_suffix(f".{lang}"), gold.with_suffix(f".{lang}.sent")) if p.exists())
            found += path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    return found


def repeated(lines: list[str], copies: float) -> list[Sentence]:
    many = []
    for n in range(math.ceil(copies)):
        part = lines if n + 1 <= copies else lines[: int(len(lines) * (copies - n))]
        many += [f"{line} {1000 + n}" if n else line for line in part]
    return [Sentence(n, text, 0, len(text), n) for n, text in enumerate(many, 1)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--sizes", default="1000,5000,20000")
    args = parser.parse_args()
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", "from duizhao.align import align; from duizhao.model import Sentence as S;"
         "align([S(1,'发展经济。',0,5,1)], [S(1,'Develop the economy.',0,20,1)])"],
        check=True,
    )  # fmt: skip
    bare = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    print(f"start-up to first alignment: {bare - started:.2f} s (bare python {time.perf_counter() - bare:.2f} s)")
    zh, en = texts(args.folders, "zh"), texts(args.folders, "en")
    default_lexicon().table(["发展"], ["develop"])
    before: tuple[int, float] | None = None
    for size in map(int, args.sizes.split(",")):
        copies = size / (len(zh) + len(en))
        a, b = repeated(zh, copies), repeated(en, copies)
        began = time.process_time()
        found = align(a, b)
        spent = time.process_time() - began
        growth = "" if before is None else f", growth {math.log(spent / before[1]) / math.log(size / before[0]):.2f}"
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{len(a) + len(b):6} sentences: {spent:6.2f} s CPU, {(len(a) + len(b)) / spent:5.0f} a second, "
            f"peak {memory:.0f} MB{growth}, match {found.match:.2f}",
            flush=True,
        )
        before = (size, spent)


if __name__ == "__main__":
    main()
