#!/usr/bin/env python3
"""Weights by which the checks tell that a clause has no counterpart (`_OMITTED`, `_ADDED` of checks/clauses.py).

    scripts/train_clauses.py                 trains on everything, prints the weights to be put there
    scripts/train_clauses.py --held-out      statutes by policy texts and policy texts by statutes: what is found

Into every correct pair, a clause of a neighbouring pair (or one from anywhere, two times in five) is put, on one
side: nothing on the other stands for it. Logistic regression tells such clauses from those of the correct pairs. The
pairs are those of tests/cases, of the aligned samples, and of `../shared` (or $DUIZHAO_SHARED) as far as it is here.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from duizhao.checks import Options
from duizhao.checks.case import Case
from duizhao.checks.clauses import Clause, Habits, chinese_clauses, english_clauses
from duizhao.checks.run import Run
from duizhao.evaluate.alignment import read_beads
from duizhao.glossary import Glossary, load
from duizhao.model import plain_unit

ROOT = Path(__file__).resolve().parent.parent
RIDGE, ROUNDS = 1.0, 30
NEAR, CLOSE = 3, 0.6  # pairs away; share of clauses from so near
SIZES = {"zh": (5, 30), "en": (20, 120)}  # characters of a clause that is put in
RATES = (0.002, 0.005, 0.01)  # alarms a correct pair

Pair = tuple[str, str]
Judge = Callable[[Case, Habits], list[Clause]]


@dataclass(frozen=True, slots=True)
class Row:
    """A clause: where it is from, whether it was put in, its features, and log-odds to be taken off."""

    source: str
    pair: int
    planted: bool
    alone: bool
    features: tuple[float, ...]
    caution: float


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def sources() -> dict[str, list[Pair]]:
    """Correct pairs by source; those of a document in its order."""
    evaluation = script("eval_checks")
    found: dict[str, list[Pair]] = dict(evaluation.real_sets())
    for path in sorted((ROOT / "tests" / "cases").glob("checks*-correct.json")):
        found[path.stem] = [(r["zh"], r["en"]) for r in json.loads(path.read_text(encoding="utf-8"))]
    for folder in (evaluation.SHARED / "gold" / "official-dev", *sorted((ROOT / "aligned").glob("*"))):
        for gold in sorted(folder.glob("*.gold")):
            found[f"{folder.name} {gold.stem}"] = list(beads(gold))
    return {name: [pair for pair in pairs if all(pair)] for name, pairs in found.items()}


def beads(gold: Path) -> Iterator[Pair]:
    """The pairs of a hand-aligned document; its texts end in .zh or .zh.sent."""
    zh, en = (
        next(p for end in (".sent", "") if (p := gold.with_suffix(f".{side}{end}")).is_file())
        .read_text(encoding="utf-8").split("\n")
        for side in ("zh", "en")
    )  # fmt: skip
    for left, right in read_beads(gold):
        yield "".join(zh[n] for n in left), " ".join(en[n] for n in right)


def planted(pairs: Sequence[Pair], side: str, rng: random.Random) -> Iterator[tuple[int, str, int, int]]:
    """Number of the pair, its changed side, and where the clause stands that was put in."""
    at, comma = (0, "，") if side == "zh" else (1, ", ")
    least, most = SIZES[side]
    for n, pair in enumerate(pairs):
        text = pair[at]
        places = [m.end() for m in re.finditer("[，；]" if side == "zh" else r"[,;] ", text)]
        for _ in range(6):
            near = n + rng.choice([d for d in range(-NEAR, NEAR + 1) if d])
            other = near if rng.random() < CLOSE else rng.randrange(len(pairs))
            if other == n or not 0 <= other < len(pairs):
                continue
            clause = rng.choice(re.split("[，；。：！？]" if side == "zh" else r"[,;.:!?]", pairs[other][at])).strip()
            if least <= len(clause) <= most and clause not in text:
                break
        else:
            continue
        place = rng.choice([0, *places, len(text)])
        if place < len(text):
            yield n, text[:place] + clause + comma + text[place:], place, place + len(clause)
        else:
            end = text[-1] if text[-1] in "。；！.;!" else ""
            body = text[: len(text) - len(end)] + comma
            yield n, body + clause + end, len(body), len(body) + len(clause)


def rows(name: str, pairs: Sequence[Pair], side: str, glossary: Glossary | None) -> Iterator[Row]:
    """The clauses of the correct pairs, then those of the pairs with one more."""
    judge: Judge = chinese_clauses if side == "zh" else english_clauses
    whole = Run([plain_unit(n, *pair) for n, pair in enumerate(pairs, 1)], glossary, Options())
    changed = list(planted(pairs, side, random.Random(5)))
    sides = [(t, pairs[n][1]) if side == "zh" else (pairs[n][0], t) for n, t, _, _ in changed]
    more = Run([plain_unit(n, *pair) for n, pair in enumerate(sides, 1)], glossary, Options())
    for run in (whole, more):
        for n, case in enumerate(run.cases):
            pair, _, start, end = changed[n] if run is more else (n, "", 0, 0)
            clauses = [] if case.copied else judge(case, whole.habits)
            for clause in clauses if len(clauses) > 1 or side == "en" else []:
                inside = run is more and clause.start >= start - 1 and clause.end <= end + 1
                if inside or not (clause.start < end and start < clause.end):
                    yield Row(name, pair, run is more, inside, clause.features, whole.habits.caution)
            case.forget()


def matrix(some: Sequence[Row]) -> NDArray[np.float64]:
    return np.array([row.features for row in some])


def fit(some: Sequence[Row]) -> NDArray[np.float64]:
    """Logistic regression by Newton's method, with a little ridge; both kinds of clauses weigh the same together."""
    x, y = matrix(some), np.array([row.alone for row in some], float)
    of_kind = np.where(y > 0, len(y) / y.sum(), len(y) / (len(y) - y.sum())) / 2
    weights = np.zeros(x.shape[1])
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-x @ weights))
        curve = (x * (of_kind * p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(x.shape[1])
        weights += np.linalg.solve(curve, x.T @ (of_kind * (y - p)) - RIDGE * weights)
    return weights


def report(name: str, some: Sequence[Row], weights: NDArray[np.float64]) -> None:
    """Of the clauses put in, those above what the given shares of correct pairs pass."""
    odds = matrix(some) @ weights - np.array([row.caution for row in some])
    best: dict[tuple[str, int], float] = {}
    for row, o in zip(some, odds, strict=True):
        if not row.planted:
            best[row.source, row.pair] = max(o, best.get((row.source, row.pair), -99.0))
    clean = sorted(best.values(), reverse=True)
    put_in = odds[[row.alone for row in some]]
    for rate in RATES:
        limit = clean[int(rate * len(clean))]
        print(f"{name}: above {limit:.2f} ({1000 * rate:.0f} of 1,000 correct pairs) {np.mean(put_in > limit):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--held-out", action="store_true")
    args = parser.parse_args()
    shipped, texts = load(), sources()
    for side, name in (("zh", "_OMITTED"), ("en", "_ADDED")):
        some = [r for s, pairs in texts.items() for g in (shipped, None) for r in rows(s, pairs, side, g)]
        if args.held_out:
            laws = [r for r in some if r.source.startswith("laws")]
            policy = [r for r in some if not r.source.startswith("laws")]
            report(f"{side} laws", laws, fit(policy))
            report(f"{side} policy", policy, fit(laws))
        else:
            print(f"{name} = ({', '.join(f'{w:.2f}' for w in fit(some))})  # {len(some)} clauses")


if __name__ == "__main__":
    main()
