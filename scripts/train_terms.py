#!/usr/bin/env python3
"""Train the ranking of term candidates (`src/duizhao/data/terms.json`).

    scripts/train_terms.py                 train on everything, write the weights
    scripts/train_terms.py --words         first, after changes of the glossary: words at the edges of terms
    scripts/train_terms.py --held-out      for each sample: train without it, print how it ranks there

Positive are the gold terms of `aligned/*/terms.tsv` (weight 1) and the pairs that were judged right in
`tests/cases/extract-judged.json` (label 0.3: right, but not what a terminologist listed); what was judged wrong and,
in the samples, everything else is negative. The real texts lie in `../shared/corpora` (`$DUIZHAO_SHARED`); without
them the samples alone are used. Needs scipy.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import os
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from duizhao.evaluate.extraction import TermPair, read_terms
from duizhao.evaluate.samples import gold_units, is_judged
from duizhao.glossary import load
from duizhao.lexicon import default_lexicon
from duizhao.model import Unit, plain_unit
from duizhao.terms import ranking
from duizhao.terms.bitext import rendering_key, term_key, zh_words
from duizhao.terms.candidates import Entry
from duizhao.terms.chinese import spans
from duizhao.terms.known import Known
from duizhao.terms.statistical import Gathered, gathered

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("DUIZHAO_SHARED", ROOT.parent / "shared"))
WEIGHTS = ROOT / "src/duizhao/data/terms.json"
WORDS = ROOT / "src/duizhao/data/term_words.txt"
JUDGED = ROOT / "tests/cases/extract-judged.json"
CASES = ROOT / "tests/cases"
SAMPLES = ("plan", "notice", "elderly", "renewal")

# What the few samples cannot teach: quotation marks, glosses, and frequency in large texts.
PRIOR = {"keyness": 2.0, "frequency": 0.4, "gloss": 3.0, "quoted_whole": 1.0, "quoted_part": 0.7}
RIDGE = 2.0  # pull of the weights towards the prior
FOLDS = 4
RIGHT = 0.3  # label of a pair that is right but not in the gold list
REAL = 0.3  # weight of a judged pair of the real texts
SMOOTH = 3.0  # occurrences added when words at edges are compared
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
    """The units of a sample: by its gold alignment, or those of a case file."""
    case = CASES / f"terms-{name}.json"
    if case.exists():
        texts = json.loads(case.read_text(encoding="utf-8"))["units"]
        return [plain_unit(i, t["zh"], t["en"], line=i, file=name) for i, t in enumerate(texts, 1)]
    return list(gold_units(ROOT / "aligned" / name))


def sample_terms(name: str) -> tuple[TermPair, ...]:
    """The gold terms of a sample."""
    case = CASES / f"terms-{name}.json"
    if case.exists():
        terms = json.loads(case.read_text(encoding="utf-8"))["terms"]
        return tuple(TermPair(t["zh"], tuple(t["en"])) for t in terms)
    return read_terms(ROOT / "aligned" / name / "terms.tsv")


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


def term_words(known: Known, texts: Sequence[Gathered]) -> dict[str, dict[str, float]]:
    """How much more often words begin and end the glossary's terms than stretches of text that could be terms:
    log ratios, smoothed towards 0. The Chinese texts are the samples and ../shared/corpora/work-reports-zh."""
    terms: dict[str, Counter[str]] = {name: Counter() for name in ("first", "last", "char", "en_first", "en_last")}
    other: dict[str, Counter[str]] = {name: Counter() for name in terms}

    def count_zh(counts: Mapping[str, Counter[str]], first: str, last: str, key: str) -> None:
        counts["first"][first] += 1
        counts["last"][last] += 1
        counts["char"][key[-1]] += 1

    def count_en(counts: Mapping[str, Counter[str]], key: Sequence[str]) -> None:
        if key:
            counts["en_first"][key[0]] += 1
            counts["en_last"][key[-1]] += 1

    for key, renderings in known.right.items():
        if len(key) > 2:
            words = zh_words(key)
            count_zh(terms, words[0].key, words[-1].key, key)
            count_en(terms, rendering_key(renderings[0]))
    reports = [p.read_text(encoding="utf-8") for p in sorted((SHARED / "corpora/work-reports-zh").glob("*.txt"))]
    samples = ["\n".join(unit.zh_text for unit in sample_units(name)) for name in SAMPLES]
    for line in "\n".join([*reports, *samples]).splitlines():
        words = zh_words(line)
        for span in {s.key: s for s in spans(line, words)}.values():
            if len(span.key) > 2:
                count_zh(other, words[span.first].key, words[span.last - 1].key, span.key)
    for text in texts:
        for key, entry in text.entries.items():
            if len(key) > 2:
                count_en(other, entry.best() or ())
    found = {}
    for name, counts in terms.items():
        scale = counts.total() / max(1, other[name].total())
        ratios = {
            w: math.log((counts[w] + SMOOTH) / (scale * other[name][w] + SMOOTH)) for w in {*counts, *other[name]}
        }
        found[name] = {w: v for w, v in sorted(ratios.items()) if abs(v) >= 0.35 and ":" not in w and " " not in w}
    return found


def write_term_words(found: Mapping[str, Mapping[str, float]]) -> None:
    lines = ["# Written by scripts/train_terms.py: words at the edges of terms, log ratios in tenths."]
    for name, ratios in found.items():
        lines += [f"[{name}]", *textwrap.wrap(" ".join(f"{w}:{round(10 * v)}" for w, v in ratios.items()), 160)]
    WORDS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def labels_of(name: str, judged: Mapping[str, Mapping[str, Mapping[str, str]]]) -> Label:
    """How the candidates of a text are labelled."""
    good = {term_key(zh): en for zh, en in judged.get(name, {}).get("good", {}).items()}
    if name in SAMPLES:
        gold = {t.key for t in sample_terms(name)}
        return lambda key, _: 1.0 if key in gold else RIGHT if key in good else 0.0
    bad = {term_key(zh): en for zh, en in judged[name]["bad"].items()}

    def label(key: str, entry: Entry) -> float | None:
        for verdict, value in ((good, 0.9), (bad, 0.0)):
            if key in verdict:
                return value if is_judged(verdict[key], entry.best()) else None
        return None

    return label


def data_of(name: str, units: Sequence[Unit], known: Known, label: Label, weight: float) -> Data:
    found: Gathered = gathered(units, default_lexicon(), known)
    features = ranking.all_features(found.entries, found.pairs, default_lexicon(), known)
    return Data(name, found.entries, features, {k: label(k, found.entries[k]) for k in features}, weight)


def real_names(judged: Mapping[str, object]) -> list[str]:
    return sorted(set(judged) - set(SAMPLES) - {"about"})


def everything(judged: Mapping[str, Mapping[str, Mapping[str, str]]]) -> Iterator[Data]:
    """The samples with and without the glossary, and the real texts."""
    glossary = Known.of(load())
    for name in SAMPLES:
        for known in (glossary, Known()):
            yield data_of(name, sample_units(name), known, labels_of(name, judged), 1.0)
    for name in real_names(judged):
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

    beta = minimize(loss, prior, jac=True, method="L-BFGS-B", options={"maxiter": 150, "ftol": 1e-7}).x
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
    gold = {t.key: t.keys for t in sample_terms(d.name)}
    scores = ranking.scores(d.entries, d.features, models)
    order = sorted(scores, key=lambda k: (-scores[k], k))
    pairs = [k in gold and d.entries[k].best() in gold[k] for k in order]
    return sum(k in gold for k in order[:50]) / 50, sum(pairs[:50]) / 50, sum(pairs[: 2 * len(gold)]) / len(gold)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--words", action="store_true", help="only count the words at the edges of terms anew")
    arguments = parser.parse_args()
    judged = json.loads(JUDGED.read_text(encoding="utf-8"))
    if arguments.words:
        glossary = Known.of(load())
        texts = [gathered(sample_units(name), default_lexicon(), glossary) for name in SAMPLES]
        texts += [gathered(real_units(name), default_lexicon(), glossary) for name in real_names(judged)]
        write_term_words(term_words(glossary, texts))
        return
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
