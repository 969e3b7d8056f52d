#!/usr/bin/env python3
"""The two figures of the checker: false alarms per 1,000 correct segments, and recall on planted errors.

    scripts/eval_checks.py                      the development sets of tests/cases, with the shipped glossary
    scripts/eval_checks.py --missed --alarms    with every planted error that was missed and every false alarm
    scripts/eval_checks.py --real               real correct text of ../shared (or $DUIZHAO_SHARED), every finding
    scripts/eval_checks.py --correct A.json --errors B.json --glossary G.csv      other sets of the same kind

An alarm is an error or a warning. Correct pairs are checked as one collection, the findings that compare units
with each other (`inconsistent-…`) left out: the pairs are of many documents. A planted error is checked alone, and
found if there is an alarm that the right translation does not raise. Exits with 1 below a floor (--floor).
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from duizhao.checks import check_units
from duizhao.glossary import Glossary, load
from duizhao.model import Finding, Unit, plain_unit

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("DUIZHAO_SHARED", ROOT.parent / "shared"))
CASES = ROOT / "tests" / "cases"
FEW = 3  # errors of a category from which its recall means something
FLOORS = {"alarms per 1,000": 20.0, "recall": 0.92, "least recall of a category": 0.80}


def alarms(findings: Iterable[Finding], *, between: bool = False) -> list[Finding]:
    """Errors and warnings; those between units only if asked for."""
    return [f for f in findings if f.severity != "info" and (between or not f.name.startswith("inconsistent-"))]


def units_of(rows: Sequence[dict[str, str]]) -> list[Unit]:
    return [plain_unit(n, row["zh"], row["en"]) for n, row in enumerate(rows, 1)]


def false_alarms(rows: Sequence[dict[str, str]], glossary: Glossary | None) -> list[Finding]:
    """The alarms on correct pairs."""
    return alarms(check_units(units_of(rows), glossary))


def is_found(row: dict[str, object], glossary: Glossary | None) -> list[Finding]:
    """The alarms that a planted error raises and its right translation does not."""
    before = [row["before"]] if "before" in row else []
    wrong = units_of([*before, row])  # type: ignore[list-item]
    found = alarms(check_units(wrong, glossary), between=bool(before))
    if "right" in row:
        right = units_of([*before, {"zh": row["zh"], "en": row["right"]}])  # type: ignore[list-item,dict-item]
        same = {f.fingerprint for f in alarms(check_units(right, glossary), between=bool(before))}
        found = [f for f in found if f.fingerprint not in same]
    return found


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of a set: alarms per 1,000 correct pairs, recall over all errors and by category."""

    rate: float
    recall: float
    categories: dict[str, float]


def measure(correct: str, errors: str, glossary: str | None) -> Measured:
    """The figures of the case files of tests/cases."""
    terms = load([CASES / glossary] if glossary else None)
    right, wrong = (json.loads((CASES / name).read_text(encoding="utf-8")) for name in (correct, errors))
    found = [bool(is_found(row, terms)) for row in wrong]
    total = Counter(row["category"] for row in wrong)
    hits = Counter(row["category"] for row, hit in zip(wrong, found, strict=True) if hit)
    return Measured(
        1000 * len(false_alarms(right, terms)) / len(right), sum(found) / len(wrong),
        {c: hits[c] / n for c, n in total.items() if n >= FEW},
    )  # fmt: skip


def together(errors: str, glossary: str | None) -> tuple[int, int]:
    """How many planted errors are found alone, and how many of them in one file with all the others."""
    terms = load([CASES / glossary] if glossary else None)
    rows = [r for r in json.loads((CASES / errors).read_text(encoding="utf-8")) if "before" not in r]
    alone = {n for n, row in enumerate(rows, 1) if is_found(row, terms)}
    return len(alone), len(alone & {f.unit for f in alarms(check_units(units_of(rows), terms))})


def report(findings: Iterable[Finding]) -> None:
    for f in findings:
        marked = (
            f.en
            if f.en_span is None
            else f"{f.en[: f.en_span.start]}[[{f.en[f.en_span.start : f.en_span.end]}]]{f.en[f.en_span.end :]}"
        )
        source = (
            f.zh
            if f.zh_span is None
            else f"{f.zh[: f.zh_span.start]}[[{f.zh[f.zh_span.start : f.zh_span.end]}]]{f.zh[f.zh_span.end :]}"
        )
        print(
            f"  {f.severity} {f.code} {f.name} {f.confidence:.2f}: {f.message}\n    {source[:400]}\n    {marked[:700]}"
        )


def real_sets() -> dict[str, list[tuple[str, str]]]:
    """Correct pairs by others, as far as they are here."""

    def column(path: Path, zh: str, en: str) -> list[tuple[str, str]]:
        with path.open(encoding="utf-8", newline="") as stream:
            return [(r[zh], r[en]) for r in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)]

    corpora = SHARED / "corpora"
    sets = {
        "laws-tw": (corpora / "laws-tw/articles_25_laws.tsv", "zh_hant", "en"),
        "laws-prc marriage": (corpora / "laws-prc/marriage_articles.tsv", "zh", "en"),
        "laws-prc assembly": (corpora / "laws-prc/assembly_articles.tsv", "zh", "en"),
        "xuexi": (corpora / "xuexi/paragraphs.tsv", "zh", "en"),
    }
    return {name: column(*where) for name, where in sets.items() if where[0].is_file()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--correct", type=Path, default=CASES / "checks-correct.json")
    parser.add_argument("--errors", type=Path, default=CASES / "checks-errors.json")
    parser.add_argument("--glossary", type=Path, action="append", help="instead of the shipped one")
    parser.add_argument("--no-glossary", action="store_true")
    parser.add_argument("--real", nargs="*", metavar="NAME", help="real text instead: laws-tw, xuexi …")
    parser.add_argument("--missed", action="store_true", help="show the planted errors that were not found")
    parser.add_argument("--alarms", action="store_true", help="show the false alarms")
    parser.add_argument("--infos", action="store_true", help="with --alarms or --real: what is only mentioned, too")
    parser.add_argument("--floor", action="store_true", help="exit with 1 below the floors")
    args = parser.parse_args()
    glossary = None if args.no_glossary else load(args.glossary)
    if args.real is not None:
        for name, pairs in real_sets().items():
            if args.real and not any(wanted in name for wanted in args.real):
                continue
            everything = check_units([plain_unit(n, z, e, file=name) for n, (z, e) in enumerate(pairs, 1)], glossary)
            found = everything if args.infos else alarms(everything, between=True)
            told = alarms(everything, between=True)
            print(f"{name}: {len(told)} alarms on {len(pairs)} pairs, {1000 * len(told) / len(pairs):.1f} per 1,000 "
                  f"{dict(Counter(f.name for f in told))}")  # fmt: skip
            report(found)
        return 0
    correct = json.loads(args.correct.read_text(encoding="utf-8"))
    errors = json.loads(args.errors.read_text(encoding="utf-8"))
    false = false_alarms(correct, glossary)
    rate = 1000 * len(false) / len(correct)
    names = dict(Counter(f.name for f in false))
    print(f"correct: {len(false)} alarms on {len(correct)} pairs, {rate:.1f} per 1,000 {names}")
    if args.alarms:
        report(check_units(units_of(correct), glossary) if args.infos else false)
    told_of, total = Counter[str](), Counter(row["category"] for row in errors)
    by_what: dict[str, Counter[str]] = {category: Counter() for category in total}
    for row in errors:
        hits = is_found(row, glossary)
        if hits:
            told_of[row["category"]] += 1
            by_what[row["category"]][hits[0].name] += 1
        elif args.missed:
            print(f"  missed {row['category']}\n    {row['zh']}\n    {row['en']}")
            if "right" in row:
                print(f"    right: {row['right']}")
    recall = sum(told_of.values()) / len(errors)
    for category in sorted(total):
        share = told_of[category] / total[category]
        print(f"  {share:.2f} {category} ({told_of[category]} of {total[category]}): {dict(by_what[category])}")
    least = min(told_of[c] / total[c] for c in total)
    print(f"errors: {sum(told_of.values())} of {len(errors)} found, recall {recall:.3f}, least {least:.2f}")
    failed = (
        rate > FLOORS["alarms per 1,000"] or recall < FLOORS["recall"] or least < FLOORS["least recall of a category"]
    )
    return int(args.floor and failed)


if __name__ == "__main__":
    sys.exit(main())
