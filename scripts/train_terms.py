#!/usr/bin/env python3
"""Train the ranking of term candidates (`src/duizhao/data/terms.json`).

    scripts/train_terms.py                 train on everything, write the weights
    scripts/train_terms.py --held-out      for each sample: train without it, print how it ranks there

Positive are the gold terms of `aligned/*/terms.tsv` (weight 1) and the pairs that were judged right in
`tests/cases/extract-judged.json` (label ½: right, but not what a terminologist listed); what was judged wrong and,
in the samples, everything else is negative. The real texts lie in `../shared/corpora` (`$DUIZHAO_SHARED`); without
them the samples alone are used. Needs scipy.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from duizhao.evaluate.extraction import read_terms
from duizhao.glossary import load
from duizhao.lexicon import default_lexicon
from duizhao.model import Sentence, Unit, plain_unit
from duizhao.terms import ranking
from duizhao.terms.bitext import rendering_key, term_key
from duizhao.terms.candidates import Entry
from duizhao.terms.known import Known
from duizhao.terms.statistical import Gathered, gathered

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("DUIZHAO_SHARED", ROOT.parent / "shared"))
WEIGHTS = ROOT / "src/duizhao/data/terms.json"
JUDGED = ROOT / "tests/cases/extract-judged.json"
SAMPLES = ("plan", "notice")

# What the few samples cannot teach: quotation marks, glosses, and frequency in large texts.
PRIOR = {"keyness": 2.0, "frequency": 0.4, "gloss": 3.0, "quoted_whole": 1.0, "quoted_part": 0.7}
RIDGE = 2.0  # pull of the weights towards the prior
FOLDS = 4
RIGHT = 0.5  # label of a pair that is right but not in the gold list
REAL = 0.3  # weight of a judged pair of the real texts
LEAST = 8  # a feature must occur so often

Label = Callable[[str, Entry], float | None]


@dataclass(frozen=True)
class Data:
    """A text's candidates with their features and labels (None: not judged)."""

    name: str
    entries: Mapping[str, Entry]
    features: Mapping[str, ranking.Features]
    labels: Mapping[str, float | None]
    weight: float

    def fold(self, key: str) -> int:
        places = self.entries[key].places
        return places[0].pair % FOLDS if places else 0


def sample_units(name: str) -> list[Unit]:
    """The units of a sample by its gold alignment."""
    base = ROOT / "aligned" / name / name
    zh, en = (base.with_suffix(f".{lang}.sent").read_text(encoding="utf-8").split("\n") for lang in ("zh", "en"))
    units = []
    for number, line in enumerate(base.with_suffix(".gold").read_text(encoding="utf-8").splitlines(), 1):
        rows, cols = (json.loads(side) for side in line.split(":"))
        sides = [
            tuple(Sentence(i + 1, texts[i], 0, len(texts[i]), i + 1) for i in side)
            for side, texts in ((rows, zh), (cols, en))
        ]
        units.append(Unit(number, sides[0], sides[1], zh_file=name))
    return units


def real_units(name: str) -> list[Unit]:
    """The units of a real corpus; none where it is not here."""
    units: list[Unit] = []
    for path in sorted((SHARED / "corpora" / name).glob("*.tsv")):
        if path.name == "terms.tsv":
            continue
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                zh, en = row.get("zh") or row.get("zh_hant") or "", row.get("en") or ""
                if zh and en:
                    units.append(plain_unit(len(units) + 1, zh, en, line=len(units) + 1, file=name))
    return units


def labels_of(name: str, judged: Mapping[str, Mapping[str, Mapping[str, str]]]) -> Label:
    """How the candidates of a text are labelled."""
    good = {term_key(zh): en for zh, en in judged.get(name, {}).get("good", {}).items()}
    if name in SAMPLES:
        gold = {t.key for t in read_terms(ROOT / "aligned" / name / "terms.tsv")}
        return lambda key, _: 1.0 if key in gold else RIGHT if key in good else 0.0
    bad = {term_key(zh): en for zh, en in judged[name]["bad"].items()}

    def label(key: str, entry: Entry) -> float | None:
        for verdict, value in ((good, 0.9), (bad, 0.0)):
            if key in verdict:
                return value if rendering_key(verdict[key]) == entry.best() else None
        return None

    return label


def data_of(name: str, units: Sequence[Unit], known: Known, label: Label, weight: float) -> Data:
    found: Gathered = gathered(units, default_lexicon(), known)
    features = ranking.all_features(found.entries, found.pairs, default_lexicon(), known)
    return Data(name, found.entries, features, {k: label(k, found.entries[k]) for k in features}, weight)


def everything(judged: Mapping[str, Mapping[str, Mapping[str, str]]]) -> Iterator[Data]:
    """The samples with and without the glossary, and the real texts."""
    glossary = Known.of(load())
    for name in SAMPLES:
        for known in (glossary, Known()):
            yield data_of(name, sample_units(name), known, labels_of(name, judged), 1.0)
    for name in sorted(set(judged) - set(SAMPLES) - {"about"}):
        units = real_units(name)
        if units:
            yield data_of(name, units, glossary, labels_of(name, judged), REAL)


def fit(rows: Sequence[tuple[ranking.Features, float, float]]) -> dict[str, float]:
    """Logistic regression with soft labels and weights, pulled towards the prior; (features, label, weight)."""
    counts = Counter(name for features, _, _ in rows for name in features)
    names = sorted(name for name, n in counts.items() if n >= LEAST)
    index = {name: i for i, name in enumerate(names)}
    cells = [(r, index[n], v) for r, (f, _, _) in enumerate(rows) for n, v in f.items() if n in index]
    r, c, v = zip(*cells, strict=True)
    x = csr_matrix((v, (r, c)), shape=(len(rows), len(names)))
    y, w = np.array([row[1] for row in rows]), np.array([row[2] for row in rows])
    prior = np.array([PRIOR.get(n, 0.0) for n in names])
    ridge = np.array([1e-4 if n == "bias" else RIDGE for n in names])

    def loss(beta: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ beta
        value = (w * (y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z))).sum()
        gradient = x.T @ (w * (1 / (1 + np.exp(-z)) - y)) + ridge * (beta - prior)
        return value + 0.5 * (ridge * (beta - prior) ** 2).sum(), gradient

    beta = minimize(loss, prior, jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    return PRIOR | dict(zip(names, beta.tolist(), strict=True))


def train(data: Sequence[Data]) -> dict[str, dict[str, float]]:
    """Both models; the second sees scores of the first that did not see the same part of the text."""

    def rows(chosen: Callable[[Data, str], bool]) -> list[tuple[ranking.Features, float, float]]:
        return [
            (f, label, d.weight)
            for d in data
            for k, f in d.features.items()
            if (label := d.labels[k]) is not None and chosen(d, k)
        ]

    def outside(fold: int, d: Data, key: str) -> bool:
        return d.fold(key) != fold

    first = fit(rows(lambda *_: True))
    second_rows = []
    scores: list[dict[str, float]] = [{} for _ in data]
    for fold in range(FOLDS):
        held_out = fit(rows(partial(outside, fold)))
        for d, here in zip(data, scores, strict=True):
            here |= {k: ranking.logistic(f, held_out) for k, f in d.features.items() if d.fold(k) == fold}
    for d, here in zip(data, scores, strict=True):
        nested = ranking.neighbours(d.entries, here)
        second_rows += [
            (f | nested[k], label, d.weight) for k, f in d.features.items() if (label := d.labels[k]) is not None
        ]
    return {"first": first, "second": fit(second_rows)}


def recall(d: Data, models: Mapping[str, Mapping[str, float]]) -> tuple[float, float, float]:
    """Precision of the first 50 by Chinese term and by pair, and recall of pairs within twice the gold's number."""
    gold = {t.key: t.keys for t in read_terms(ROOT / "aligned" / d.name / "terms.tsv")}
    scores = ranking.scores(d.entries, d.features, models)
    order = sorted(scores, key=lambda k: (-scores[k], k))
    pairs = [k in gold and d.entries[k].best() in gold[k] for k in order]
    return sum(k in gold for k in order[:50]) / 50, sum(pairs[:50]) / 50, sum(pairs[: 2 * len(gold)]) / len(gold)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--held-out", action="store_true")
    arguments = parser.parse_args()
    judged = json.loads(JUDGED.read_text(encoding="utf-8"))
    data = list(everything(judged))
    if arguments.held_out:
        for name in SAMPLES:
            models = train([d for d in data if d.name != name])
            for d, how in zip([d for d in data if d.name == name], ("glossary", "without"), strict=True):
                zh, pair, found = recall(d, models)
                print(f"{name:7} {how:9} first 50: zh {zh:.2f} pair {pair:.2f}; pairs within 2N {found:.3f}")
        return
    models = train(data)
    for d in data:
        if d.name in SAMPLES:
            print(f"{d.name:7} " + " ".join(f"{v:.3f}" for v in recall(d, models)))
    rounded = {m: {k: round(v, 3) for k, v in sorted(w.items()) if abs(v) >= 0.005} for m, w in models.items()}
    WEIGHTS.write_text(json.dumps({"models": rounded}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
