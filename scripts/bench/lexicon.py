#!/usr/bin/env python3
"""What a learned lexicon or a glossary is worth: strict F1 without and with it, on whole documents and on short ones
(stretches of 12 beads, where a document has little to teach itself).

    scripts/bench/lexicon.py GOLD_FOLDER… [--units FILE] [--glossary FILE]

Without --units and --glossary the lexicon of each document is learned from the gold of the others in its folder.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from moved import Document, read

from duizhao.align import align
from duizhao.evaluate.alignment import Counts, compare
from duizhao.exchange import read_concepts, read_units
from duizhao.jobs.learn import learn_from, terms_of
from duizhao.lexicon import Lexicon, default_lexicon
from duizhao.lexicon.terms import learned_from_terms
from duizhao.model import Sentence, Unit, plain_unit

SHORT = 12  # beads


def units_of(document: Document) -> list[Unit]:
    zh, en, beads = document
    return [plain_unit(1, "".join(zh[i] for i in a), " ".join(en[j] for j in b)) for a, b in beads if a and b]


def pieces(document: Document) -> list[Document]:
    zh, en, beads = document
    found = []
    for start in range(0, len(beads), SHORT):
        part = beads[start : start + SHORT]
        rows, cols = sorted(i for b in part for i in b[0]), sorted(j for b in part for j in b[1])
        if min(len(rows), len(cols)) > 2:
            row, col = ({k: n for n, k in enumerate(kept)} for kept in (rows, cols))
            moved = [(tuple(row[i] for i in a), tuple(col[j] for j in b)) for a, b in part]
            found.append(([zh[i] for i in rows], [en[j] for j in cols], moved))
    return found


def score(document: Document, lexicon: Lexicon) -> Counts:
    zh, en, gold = document
    sides = [[Sentence(n, text, 0, len(text), n) for n, text in enumerate(side)] for side in (zh, en)]
    return compare(gold, [(b.zh, b.en) for b in align(*sides, lexicon=lexicon).beads])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--units", type=Path, help="aligned units to learn from")
    parser.add_argument("--glossary", type=Path, help="a glossary as evidence")
    args = parser.parse_args()
    known = default_lexicon()
    fixed: Lexicon | None = None
    if args.units:
        fixed = Lexicon(known.tables, learn_from(read_units(args.units)).learned.table())
    elif args.glossary:
        fixed = Lexicon(known.tables, learned_from_terms(known, terms_of(read_concepts(args.glossary))).table())
    for folder in args.folders:
        documents = [read(gold) for gold in sorted(folder.glob("*.gold"))]
        totals = {(size, which): Counts() for size in ("whole", "short") for which in ("without", "with")}
        for document in documents:
            others = [u for other in documents if other is not document for u in units_of(other)]
            own = fixed or Lexicon(known.tables, learn_from(others).learned.table())
            for size, parts in (("whole", [document]), ("short", pieces(document))):
                for part in parts:
                    totals[size, "without"] += score(part, known)
                    totals[size, "with"] += score(part, own)
        for (size, which), total in totals.items():
            print(f"{folder.name:14} {size:6} {which:8} F1 {total.to_dict()['f1']:.4f}", flush=True)


if __name__ == "__main__":
    main()
