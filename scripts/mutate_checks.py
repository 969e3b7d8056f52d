#!/usr/bin/env python3
"""Mutation of correct pairs: how often a single change is told, and that undoing it silences the checks again.

    scripts/mutate_checks.py                 pairs of tests/cases and aligned/, with the shipped glossary
    scripts/mutate_checks.py --missed        with every change that no alarm told

Three changes, each to the translation of a pair that raises no alarm: one number gets another digit, one rendering
of a glossary term is dropped, one clause is deleted. A change is told if the changed unit has an error or a warning;
`mentioned` counts those that are told as information, too. DeMillo, Lipton & Sayward (1978) for the idea.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from duizhao.checks import Options, check_units
from duizhao.checks.case import Case
from duizhao.checks.clauses import chinese_clauses, english_clauses
from duizhao.checks.run import Run
from duizhao.glossary import Glossary, load
from duizhao.glossary.matching import Hit
from duizhao.model import Finding, plain_unit

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"
_NUMBERS = frozenset(("number", "money", "percent", "percentage_point", "area", "length", "mass", "power", "year"))
_CLAUSE = 12  # characters of a Chinese clause that is worth deleting
_WORDS = 3  # content words of an English one
_LEAST = 3  # characters of a term that is no common word


@dataclass(frozen=True, slots=True)
class Change:
    """A pair with one change: `kind` is number, term or clause; `what` was changed."""

    kind: str
    zh: str
    en: str
    what: str


def pairs() -> Iterator[tuple[str, str]]:
    """Correct pairs: those of the case files, and the aligned samples' one-to-one beads."""
    for name in ("checks-correct.json", "checks-heldout-correct.json"):
        for row in json.loads((CASES / name).read_text(encoding="utf-8")):
            yield row["zh"], row["en"]
    for gold in sorted((ROOT / "aligned").glob("*/*.gold")):
        zh, en = (gold.with_suffix(f".{x}.sent").read_text(encoding="utf-8").split("\n") for x in ("zh", "en"))
        for one, other in re.findall(r"^\[(\d+)\]:\[(\d+)\]$", gold.read_text(encoding="utf-8"), re.MULTILINE):
            yield zh[int(one)], en[int(other)]


def findings(zh: str, en: str, glossary: Glossary | None) -> list[Finding]:
    """What the checks say about one pair, infos included."""
    return list(check_units([plain_unit(1, zh, en)], glossary))


def is_clean(zh: str, en: str, glossary: Glossary | None) -> bool:
    return all(f.severity == "info" for f in findings(zh, en, glossary))


def changes(zh: str, en: str, glossary: Glossary | None) -> Iterator[Change]:
    """Every single change of a pair."""
    case = Run([plain_unit(1, zh, en)], glossary, Options()).cases[0]
    for match in case.quantities.matched:
        digit = re.search(r"[1-9](?!\d*(?:st|nd|rd|th)\b)", match.en.span)
        if match.en.kind in _NUMBERS and match.zh.kind == match.en.kind and digit and match.zh.bound != "range":
            at = match.en.start + digit.start()
            other = str(int(en[at]) % 9 + 1)
            yield Change("number", zh, en[:at] + other + en[at + 1 :], match.en.span)
    spans = Counter(place.ids for place in case.terms.places)
    for place in case.terms.places if glossary is not None else ():
        hits = [h for i in place.ids for h in case.terms.accepted.get(i, ())]
        noun = all(c.pos in ("", "noun") for c in place.concepts)
        if len(hits) == 1 == spans[place.ids] and noun and len(place.text) >= _LEAST and _alone(case, hits[0]):
            without = en[: hits[0].start].rstrip() + " " + en[hits[0].end :].lstrip()
            yield Change("term", zh, without.strip(), f"{place.text}: {en[hits[0].start : hits[0].end]}")
    usual = case.run.habits
    ours, theirs = chinese_clauses(case, usual), english_clauses(case, usual)
    if len(ours) == len(theirs) > 1 and all(c.end - c.start >= _CLAUSE for c in ours):
        for clause in theirs[1:]:
            if clause.words >= _WORDS:
                without = re.sub(r"[\s,;]+$", "", en[: clause.start]) + en[clause.end :]
                yield Change("clause", zh, re.sub(r"\s+(?:and|which)$", "", without.rstrip(".")) + ".",
                             en[clause.start : clause.end])  # fmt: skip


def _alone(case: Case, hit: Hit) -> bool:
    """Whether no other term's rendering overlaps a hit: then dropping it drops this term only."""
    others = [h for hs in case.terms.accepted.values() for h in hs]
    return sum(h.start < hit.end and hit.start < h.end for h in others) == 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--missed", action="store_true", help="show the changes that were not told")
    args = parser.parse_args()
    glossary = load(None)
    total, told, mentioned = Counter[str](), Counter[str](), Counter[str]()
    unclean = 0
    for zh, en in dict.fromkeys(pairs()):
        if not is_clean(zh, en, glossary):
            unclean += 1
            continue
        before = {f.fingerprint for f in findings(zh, en, glossary)}
        for change in changes(zh, en, glossary):
            found = [f for f in findings(zh, change.en, glossary) if f.fingerprint not in before]
            total[change.kind] += 1
            told[change.kind] += any(f.severity != "info" for f in found)
            mentioned[change.kind] += bool(found)
            if args.missed and all(f.severity == "info" for f in found):
                print(f"  {change.kind} {change.what}\n    {zh}\n    {change.en}")
    print(f"{unclean} pairs with alarms left out")
    for kind, count in total.items():
        print(f"{kind}: {told[kind]} of {count} told ({told[kind] / count:.3f}), "
              f"{mentioned[kind]} told or mentioned ({mentioned[kind] / count:.3f})")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
