#!/usr/bin/env python3
"""How fast `duizhao check` is: fifty segments from the command line, and many segments with a large glossary.

    scripts/bench/checks.py start [--against TREE]
    scripts/bench/checks.py many [--concepts N] [--segments N] [--against TREE] [--profile]

start: processor seconds of whole processes, the least of several, with the shipped glossary: articles of laws, and
the development set as far as it has no glosses.
many: processor seconds of checking in one process, the glossary in memory. Segments are the pairs of ../shared/corpora,
gold and the development set that have the length of a sentence, varied; `glossary.py` makes them and the terms.

With --against, another checkout does the same in the same run, and its figures stand beside. `python -c pass` and the
words of all texts looked up in a dict are the other baselines.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from glossary import ROOT, baseline, glossary, pairs, seconds, segments

from duizhao.model import Unit
from duizhao.script import count_han

HAN, WORDS = range(20, 81), range(10, 51)  # characters and words of a segment
LAWS, POLICY = "50 articles of laws", "50 segments of policy"


def development() -> list[tuple[str, str]]:
    """The correct pairs of the development set."""
    rows = json.loads((ROOT / "tests/cases/checks-correct.json").read_text(encoding="utf-8"))
    return [(row["zh"], row["en"]) for row in rows]


def sentences() -> list[tuple[str, str]]:
    """Real pairs of the length that segments of CAT tools have."""
    every = dict.fromkeys([*pairs(), *development()])
    return [(zh, en) for zh, en in every if len(zh) in HAN and len(en.split()) in WORDS]


def fifty(folder: str) -> dict[str, Path]:
    """Two files of units."""
    policy = [(zh, en) for zh, en in development() if not count_han(en)]
    chosen = {LAWS: sentences()[: 50 * 12 : 12], POLICY: policy[:: len(policy) // 50][:50]}
    files: dict[str, Path] = {}
    for name, real in chosen.items():
        path = files[name] = Path(folder, f"{len(files)}.tsv")
        rows = (f"{zh}\t{en}" for zh, en in [("zh", "en"), *real])
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return files


def environment(tree: Path) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(tree / "src")}


def process(tree: Path, *command: str, times: int = 7) -> float:
    """Processor seconds of a Python process: the least of several, for other work on the machine only slows down."""
    taken = []
    for _ in range(times):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *command], capture_output=True, check=False, env=environment(tree))
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(taken)


def bench_start(trees: list[Path]) -> None:
    told("python -c pass", [process(tree, "-c", "pass") for tree in trees])
    with tempfile.TemporaryDirectory() as folder:
        for name, path in fifty(folder).items():
            command = ("-m", "duizhao", "check", str(path))
            for tree in trees:
                process(tree, *command, times=1)  # what is kept compiled may have to be made
            told(name, [process(tree, *command) for tree in trees])


def bench_many(trees: list[Path], args: argparse.Namespace) -> None:
    base = 0.0
    taken = []
    for tree in trees:
        sizes = ("--concepts", str(args.concepts), "--segments", str(args.segments))
        command = (sys.executable, __file__, "measure", *sizes)
        done = subprocess.run(command, capture_output=True, check=True, text=True, env=environment(tree))
        took, base, memory, findings, han, words = json.loads(done.stdout)
        print(f"{tree.name}: {memory:.2f} GB at most, {findings} findings", flush=True)
        taken.append(took)
    print(f"segments: {han:.0f} characters, {words:.0f} words on average")
    told("words looked up", [base] * len(trees))
    told(f"{args.concepts} concepts × {args.segments} segments", taken)


def measure(args: argparse.Namespace) -> None:
    """One process: seconds, seconds of the baseline, GB, findings, length of the segments in characters and words."""
    from duizhao.checks import check_units

    concepts = glossary(args.concepts, single=False)
    units: list[Unit] = segments(args.segments, concepts, sentences())
    zh, en = [u.zh_text for u in units], [u.en_text for u in units]
    base = baseline(zh + en)
    found: list[object] = []
    took = seconds(lambda: found.extend(check_units(units, concepts)))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    lengths = (sum(map(len, zh)) / len(zh), sum(len(text.split()) for text in en) / len(en))
    print(json.dumps([took, base, memory, len(found), *lengths]))


def told(what: str, taken: list[float]) -> None:
    more = f"   the other {taken[1]:7.2f} s, {taken[0] / taken[1]:.2f} of it" if len(taken) > 1 else ""
    print(f"{what:40} {taken[0]:7.2f} s{more}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("start", "many", "measure"))
    parser.add_argument("--concepts", type=int, default=100_000)
    parser.add_argument("--segments", type=int, default=50_000)
    parser.add_argument("--against", type=Path, metavar="TREE", help="another checkout to compare with")
    parser.add_argument("--profile", action="store_true", help="where the time goes")
    args = parser.parse_args()
    trees = [ROOT, *([args.against.resolve()] if args.against else [])]
    if args.profile or args.what == "measure":
        work = "measure(args)"
        if args.profile:
            import cProfile

            cProfile.runctx(work, {"measure": measure, "args": args}, {}, sort="tottime")
        else:
            measure(args)
    elif args.what == "start":
        bench_start(trees)
    else:
        bench_many(trees, args)


if __name__ == "__main__":
    main()
