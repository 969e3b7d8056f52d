#!/usr/bin/env python3
"""Weights by which the checks tell that a clause, a sentence or an adjunct has no counterpart (`_OMITTED`, `_ADDED` of
checks/clauses.py, `_SENTENCES`, `_ADJUNCTS` of checks/stretches.py).

    scripts/train_clauses.py                 trains on everything, prints the weights to be put there
    scripts/train_clauses.py --held-out      every source by the others: what is found
    scripts/train_clauses.py --pairs FILE GLOSSARY     further correct pairs, a list of {"zh", "en"}

Into every correct pair, a clause or a sentence of a neighbouring pair (or one from anywhere, two times in five) is put,
on one side: nothing on the other stands for it. Logistic regression tells them from those of the correct pairs. The
pairs are those of tests/cases, of the aligned samples, and of `../shared` (or $DUIZHAO_SHARED) as far as it is here.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from duizhao.checks import Options
from duizhao.checks.case import Case
from duizhao.checks.clauses import Clause, Habits, chinese_clauses, english_clauses
from duizhao.checks.run import Run
from duizhao.checks.stretches import adjunct_features, sentence_features
from duizhao.evaluate.alignment import read_beads
from duizhao.glossary import Glossary, load
from duizhao.model import plain_unit

ROOT = Path(__file__).resolve().parent.parent
RIDGE, ROUNDS = 1.0, 15
# Correct clauses weigh as much as those put in; of sentences and adjuncts, what decides are the few correct ones that
# look like the others: there they weigh ten times as much.
PUT_IN = {"clause": 1.0, "stretch": 0.1}
NEAR, CLOSE = 3, 0.6  # pairs away; share of clauses from so near
SIZES = {"zh": (5, 30), "en": (20, 120)}  # characters of a clause that is put in
SENTENCES = {"zh": 6, "en": 25}  # fewest characters of a sentence
RATES = (0.002, 0.005, 0.01)  # alarms a correct pair

Pair = tuple[str, str]
Found = tuple[int, int, tuple[float, ...]]
Judge = Callable[[Case, Habits], Iterable[Found]]


def of_clauses(judge: Callable[[Case, Habits], list[Clause]]) -> Judge:
    return lambda case, usual: [(c.start, c.end, c.features) for c in judge(case, usual)]


# Name of the weights, side, what is put in, and what finds the candidates.
MODELS: tuple[tuple[str, str, str, Judge], ...] = (
    ("_OMITTED", "zh", "clause", of_clauses(chinese_clauses)),
    ("_ADDED", "en", "clause", of_clauses(english_clauses)),
    ("_SENTENCES", "zh", "sentence", sentence_features),
    ("_ADJUNCTS", "en", "clause", adjunct_features),
)


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


def stranger(pairs: Sequence[Pair], n: int, cut: Callable[[str], list[str]], at: int, rng: random.Random) -> str:
    """Something of another pair that is not in this one; empty if six tries find none."""
    for _ in range(6):
        near = n + rng.choice([d for d in range(-NEAR, NEAR + 1) if d])
        other = near if rng.random() < CLOSE else rng.randrange(len(pairs))
        if other != n and 0 <= other < len(pairs):
            found = [piece for piece in cut(pairs[other][at]) if piece not in pairs[n][at]]
            if found:
                return rng.choice(found)
    return ""


def clauses_of(text: str, side: str) -> list[str]:
    least, most = SIZES[side]
    found = [c.strip() for c in re.split("[，；。：！？]" if side == "zh" else r"[,;.:!?]", text)]
    return [c for c in found if least <= len(c) <= most]


def sentences_of(text: str, side: str) -> list[str]:
    found = re.findall("[^。！？]+[。！？]" if side == "zh" else r"[A-Z][^.!?]+[.!?](?=\s|$)", text)
    return [c.strip() for c in found if len(c) > SENTENCES[side]]


def planted(pairs: Sequence[Pair], side: str, what: str, rng: random.Random) -> Iterator[tuple[int, str, int, int]]:
    """Number of the pair, its changed side, and where the clause or sentence stands that was put in."""
    at, comma = (0, "，") if side == "zh" else (1, ", ")
    for n, pair in enumerate(pairs):
        text = pair[at]
        new = stranger(pairs, n, lambda t: (clauses_of if what == "clause" else sentences_of)(t, side), at, rng)
        if not new:
            continue
        if what == "sentence":
            ends = [m.end() for m in re.finditer("[。！？]" if side == "zh" else r"[.!?](?:\s|$)", text)]
            if ends and ends[-1] == len(text):
                place = rng.choice([0, *ends])
                yield n, text[:place] + new + text[place:], place, place + len(new)
            continue
        places = [m.end() for m in re.finditer("[，；]" if side == "zh" else r"[,;] ", text)]
        place = rng.choice([0, *places, len(text)])
        if place < len(text):
            yield n, text[:place] + new + comma + text[place:], place, place + len(new)
        else:
            end = text[-1] if text[-1] in "。；！.;!" else ""
            body = text[: len(text) - len(end)] + comma
            yield n, body + new + end, len(body), len(body) + len(new)


def rows(
    name: str, pairs: Sequence[Pair], side: str, what: str, judge: Judge, glossary: Glossary | None
) -> Iterator[Row]:
    """What is found in the correct pairs, then in the pairs with something put in."""
    whole = Run([plain_unit(n, *pair) for n, pair in enumerate(pairs, 1)], glossary, Options())
    changed = list(planted(pairs, side, what, random.Random(5)))
    both = [(t, pairs[n][1]) if side == "zh" else (pairs[n][0], t) for n, t, _, _ in changed]
    more = Run([plain_unit(n, *pair) for n, pair in enumerate(both, 1)], glossary, Options())
    for run in (whole, more):
        for n, case in enumerate(run.cases):
            pair, _, start, end = changed[n] if run is more else (n, "", 0, 0)
            found = [] if case.copied else list(judge(case, whole.habits))
            for a, b, values in found if len(found) > 1 or side == "en" else []:
                inside = run is more and a >= start - 1 and b <= end + 1
                if inside or not (a < end and start < b):
                    yield Row(name, pair, run is more, inside, values, whole.habits.caution)
            case.forget()


def matrix(some: Sequence[Row]) -> NDArray[np.float64]:
    return np.array([row.features for row in some])


def fit(some: Sequence[Row], put_in: float) -> NDArray[np.float64]:
    """Logistic regression by Newton's method, with a little ridge; what was put in weighs `put_in` times the rest."""
    x, y = matrix(some), np.array([row.alone for row in some], float)
    of_kind = np.where(y > 0, put_in * len(y) / y.sum(), len(y) / (len(y) - y.sum())) / 2
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
    parser.add_argument("--pairs", type=Path, nargs=2, action="append", default=[], metavar=("FILE", "GLOSSARY"))
    parser.add_argument("--only", help="the name of one model")
    args = parser.parse_args()
    shipped = load()
    texts = {name: (pairs, shipped) for name, pairs in sources().items()}
    for file, glossary in args.pairs:
        found = json.loads(file.read_text(encoding="utf-8"))
        texts[str(file)] = ([(r["zh"], r["en"]) for r in found if r["zh"] and r["en"]], load([glossary]))
    for name, side, what, judge in MODELS:
        if args.only and args.only != name:
            continue
        put_in = PUT_IN["clause" if name in ("_OMITTED", "_ADDED") else "stretch"]
        some = [
            row
            for source, (pairs, glossary) in texts.items()
            for g in (glossary, None)
            for row in rows(source, pairs, side, what, judge, g)
        ]
        if args.held_out:
            for source in texts:
                others = [row for row in some if row.source != source]
                report(f"{name} {source}", [row for row in some if row.source == source], fit(others, put_in))
        else:
            weights = fit(some, put_in)
            print(f"{name} = ({', '.join(f'{w:.2f}' for w in weights)})  # {len(some)} candidates", flush=True)


if __name__ == "__main__":
    main()
