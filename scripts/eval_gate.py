#!/usr/bin/env python3
"""Quality floors: measure, and refuse to go below (exit 1).

    scripts/eval_gate.py            measure every corpus of tests/floors.json that is present
    scripts/eval_gate.py --update   raise floors to what was measured (they never fall; a corpus that changed is
                                    measured anew)

Corpora of the repository must be there and unchanged; those of ../shared (or $DUIZHAO_SHARED) are passed over
where absent, with a word. Figures are strict F1 of `duizhao eval align` unless their name says otherwise.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from duizhao.align import align
from duizhao.evaluate.alignment import Counts, compare, read_beads
from duizhao.evaluate.extraction import TermPair, read_terms
from duizhao.evaluate.extraction import compare as compare_pairs
from duizhao.evaluate.samples import gold_units
from duizhao.jobs.pair import align_files
from duizhao.sentences import read_presplit
from duizhao.terms import extract

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("DUIZHAO_SHARED", ROOT.parent / "shared"))
FLOORS = ROOT / "tests" / "floors.json"
SLACK = 0.0005  # rounding of other processors

Figures = dict[str, float]


def _scores(total: Counts) -> Figures:
    figures = total.to_dict()
    return {"f1": float(figures["f1"]), "omission_f1": float(figures["omission_f1"])}


def presplit(folder: Path) -> Figures:
    """Alignment of gold sentences."""
    total = Counts()
    for gold in sorted(folder.glob("*.gold")):
        zh, en = (
            next(p for p in (gold.with_suffix(f".{x}"), gold.with_suffix(f".{x}.sent")) if p.exists())
            for x in ("zh", "en")
        )
        found = align(read_presplit(zh), read_presplit(en))
        total += compare(read_beads(gold), [(b.zh, b.en) for b in found.beads])
    return _scores(total)


def raw(folder: Path) -> Figures:
    """Alignment of the raw files with our own splitting, which must give the gold's sentences."""
    total = Counts()
    for gold in sorted(folder.glob("*.gold")):
        found = align_files(gold.with_suffix(".zh.txt"), gold.with_suffix(".en.txt"))
        total += compare(read_beads(gold), [(b.zh, b.en) for b in found.alignment.beads])
    return _scores(total)


def terms(folder: Path) -> Figures:
    """Candidates against the list of terms, by pair; without a glossary, which changes too often."""
    found = [TermPair(c.zh, (c.en, c.lemma)) for c in extract(gold_units(folder))]
    result = compare_pairs(read_terms(folder / "terms.tsv"), found)
    return {"precision_50": result.precision(first=50), "recall_2n": result.recall(first=2 * result.gold)}


MEASURES: dict[str, tuple[Path, Callable[[Path], Figures]]] = {
    "sample plan": (ROOT / "aligned/plan", presplit),
    "sample plan, raw": (ROOT / "aligned/plan", raw),
    "sample notice": (ROOT / "aligned/notice", presplit),
    "sample notice, raw": (ROOT / "aligned/notice", raw),
    "sample plan, terms": (ROOT / "aligned/plan", terms),
    "sample notice, terms": (ROOT / "aligned/notice", terms),
    "official-dev": (SHARED / "gold/official-dev", presplit),
    "mac-dev": (SHARED / "gold/mac-dev", presplit),
}


def digest(files: Iterable[Path]) -> str:
    """A hash of a corpus: names and contents."""
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:16]


def corpus(folder: Path) -> list[Path]:
    """The files that decide a figure."""
    return [p for p in folder.iterdir() if p.suffix in {".zh", ".en", ".gold", ".sent", ".txt", ".tsv"}]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="raise floors to what was measured")
    args = parser.parse_args()
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    failed = False
    for name, (folder, measure) in MEASURES.items():
        if not folder.is_dir():
            if folder.is_relative_to(ROOT):
                print(f"FAIL  {name}: {folder.relative_to(ROOT)} is missing")
                failed = True
            else:
                print(f"skip  {name}: not here")
            continue
        figures, seen = measure(folder), digest(corpus(folder))
        floor = floors.get(name, {})
        if floor.get("sha256") != seen:
            print(
                f"{'new ' if args.update else 'FAIL'}  {name}: the corpus is not the one that the floor was measured on"
            )
            failed |= not args.update
            floor = {}
        low = {k: v for k, v in figures.items() if v < floor.get("figures", {}).get(k, 0.0) - SLACK}
        told = "  ".join(f"{k} {v:.4f} (floor {floor.get('figures', {}).get(k, 0.0):.4f})" for k, v in figures.items())
        print(f"{'FAIL' if low else 'ok  '}  {name}: {told}", flush=True)
        failed |= bool(low)
        best = {k: round(max(v, floor.get("figures", {}).get(k, 0.0)), 4) for k, v in figures.items()}
        floors[name] = {"sha256": seen, "figures": best}
    if args.update and not failed:
        FLOORS.write_text(json.dumps(floors, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
