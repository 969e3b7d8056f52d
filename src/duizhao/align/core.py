"""Two passes over a document: the dictionary finds a path, the document teaches its words, the path is refined."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from duizhao.align.adapt import FOLDS, adapted_ratios
from duizhao.align.anchors import band_around, expected_path
from duizhao.align.constraints import FREE, Constraints
from duizhao.align.encoder import Embeddings
from duizhao.align.evidence import NOISE, Evidence, lexical_evidence, ratios, translation_table
from duizhao.align.features import UNKNOWN_HABITS, BeadFeatures, Habits
from duizhao.align.pairs import PAIR_NOISE, BeadIds, calibrated
from duizhao.align.search import ADDITION, OMISSION, TYPES, Band, Path, forward_backward, viterbi
from duizhao.align.sides import Side
from duizhao.align.weights import Weights
from duizhao.lexicon import Lexicon, Rows

# How often the types occur in hand-aligned text: a prior of 10 beads for a document's own habits.
_USUAL = np.array(
    [.70, .02, .02, .13, .05, .03, .004, .012, .01, .001, .006, .003, .002, .001, .0007, .001,
     .0005, .0005, .0003, .0002]
)  # fmt: skip
CONFIDENT = 0.5  # a bead with a higher posterior teaches words
_NARROW = 6  # half the band of the second pass


@dataclass(frozen=True)
class Pass:
    """A search and its result: what training, moved blocks and explanations look into."""

    zh: Side
    en: Side
    features: BeadFeatures
    weights: NDArray[np.float64]
    scores: NDArray[np.float32]
    posterior: NDArray[np.float64]
    path: Path
    tables: tuple[list[Rows], ...] = ()  # the ratios it used: of the dictionary, of each fold

    @property
    def band(self) -> Band:
        return self.features.band

    def score(self, bead: tuple[int, int, int]) -> float:
        """The score of a bead of the path, in nats."""
        i, j, kind = bead
        return float(self.scores[kind, int(self.band.ptr[i]) + j - int(self.band.lo[i])])

    def probability(self, bead: tuple[int, int, int]) -> float:
        """The posterior of a bead of the path; of a one-sided one, wherever on the other side it stands."""
        i, j, kind = bead
        if kind == OMISSION:
            return float(self._alone[0][i])
        if kind == ADDITION:
            return float(self._alone[1][j])
        return float(self.posterior[kind, int(self.band.ptr[i]) + j - int(self.band.lo[i])])

    @cached_property
    def _alone(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The probability of each sentence to have no counterpart."""
        band = self.band
        zh = np.bincount(band.row, self.posterior[OMISSION], len(band.lo))
        en = np.bincount(band.col, self.posterior[ADDITION], band.size[1] + 1)
        return np.minimum(zh, 1.0), np.minimum(en, 1.0)


@dataclass(frozen=True)
class Document:
    """A document pair as the search sees it."""

    zh: Side
    en: Side
    table: Rows
    ratio: Rows
    fixed: Constraints = FREE
    embeddings: Embeddings | None = None

    def part(self, rows: Sequence[int], cols: Sequence[int], fixed: Constraints = FREE) -> Document:
        """Some of its sentences, ascending."""
        vectors = self.embeddings and self.embeddings.take(rows, cols)
        return Document(self.zh.take(rows), self.en.take(cols), self.table, self.ratio, fixed, vectors)


def prepare(zh: Side, en: Side, lexicon: Lexicon, embeddings: Embeddings | None = None) -> Document:
    """Look the words of both texts up."""
    table = translation_table(zh, en, lexicon)
    return Document(zh, en, table, ratios(table, zh, en), FREE, embeddings)


def first_features(doc: Document) -> BeadFeatures:
    """The band around the anchors, with the dictionary alone."""
    band = band_around(expected_path(doc.zh, doc.en, doc.ratio, doc.fixed), (len(doc.zh), len(doc.en)))
    evidence = lexical_evidence(doc.zh, doc.en, band, lambda _: (doc.ratio,))
    return _features(doc, band, evidence, UNKNOWN_HABITS)


def first_pass(doc: Document, weights: Weights) -> Pass:
    """A search with the dictionary alone."""
    return _search(doc, first_features(doc), weights.first)


def beads_of(path: Path) -> list[BeadIds]:
    """The sentences of each bead of a path."""
    return [(tuple(range(i, i + TYPES[k][0])), tuple(range(j, j + TYPES[k][1]))) for i, j, k in path]


def habits_of(first: Pass) -> Habits:
    """How often each type occurs, and how closely lengths agree, in a first result."""
    mass = first.posterior.sum(1)
    types = np.log((mass + 10 * _USUAL) / (mass.sum() + 10))
    logs = []
    for i, j, kind in first.path:
        n, m = TYPES[kind]
        if n and m:
            a = first.zh.length[i : i + n].sum() * first.features.ratio
            logs.append(np.log((first.en.length[j : j + m].sum() + 3) / (a + 3)))
    spread = float(np.sqrt(np.mean(np.clip(logs, -1.5, 1.5) ** 2))) if logs else 1.0
    return Habits(types, max(0.1, spread))


def confident_beads(result: Pass) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The beads with both sides that are more likely right than not."""
    found = []
    for bead in result.path:
        i, j, kind = bead
        n, m = TYPES[kind]
        if n and m and result.probability(bead) > CONFIDENT:
            found.append((tuple(range(i, i + n)), tuple(range(j, j + m))))
    return found


def adapted(doc: Document, beads: Sequence[tuple[tuple[int, ...], tuple[int, ...]]]) -> list[Rows]:
    """The ratios of the document's own vocabulary, a set a fold."""
    return adapted_ratios(doc.zh, doc.en, doc.table, beads)


def second_features(doc: Document, first: Pass, folds: list[Rows]) -> BeadFeatures:
    """The narrow band around a first result with both lexicons."""
    rows = np.array([i for i, _, _ in first.path] + [len(doc.zh)])
    cols = np.array([j for _, j, _ in first.path] + [len(doc.en)])
    size = (len(doc.zh), len(doc.en))
    distinct, start = np.unique(rows, return_index=True)
    middle = np.interp(
        np.arange(size[0] + 1), distinct, np.add.reduceat(cols, start) / np.diff([*start, len(rows)])
    )
    band = band_around(middle, size, _NARROW)
    return _features(doc, band, _three_views(doc, band, lambda block: folds[block % FOLDS]), habits_of(first))


def _three_views(doc: Document, band: Band, own: Callable[[int], Rows]) -> tuple[Evidence, ...]:
    """The evidence of the dictionary, of the document's own words, and of both with a large floor."""
    views = (((0,), NOISE), ((1,), NOISE), ((0, 1), PAIR_NOISE))
    return lexical_evidence(doc.zh, doc.en, band, lambda block: (doc.ratio, own(block)), views)


def _features(
    doc: Document, band: Band, evidence: tuple[Evidence, ...], habits: Habits, ratio: float | None = None
) -> BeadFeatures:
    return BeadFeatures(doc.zh, doc.en, band, evidence, habits, ratio, doc.fixed, doc.embeddings)


def second_pass(
    doc: Document, first: Pass, weights: Weights, omission: float = 0.0, addition: float = 0.0
) -> Pass:
    """With the document's own vocabulary and habits."""
    folds = adapted(doc, confident_beads(first))
    result = _search(doc, second_features(doc, first, folds), weights.second, omission, addition)
    return replace(result, tables=([doc.ratio], folds))


def repeat_second_pass(
    doc: Document, path: NDArray[np.float64], beads: Sequence[BeadIds], before: Pass, weights: Weights
) -> Pass:
    """A second pass over what is left of a document, around an expected path and with known beads."""
    folds = adapted(doc, beads)
    band = band_around(path, (len(doc.zh), len(doc.en)), _NARROW)
    evidence = _three_views(doc, band, lambda block: folds[block % FOLDS])
    features = _features(doc, band, evidence, before.features.habits)
    return replace(_search(doc, features, weights.second), tables=([doc.ratio], folds))


def fit_of(doc: Document, result: Pass) -> NDArray[np.float64]:
    """The calibrated pair score of each bead of the path, with the dictionary and the words learned elsewhere in
    the text; 0 for one-sided beads."""
    band, evidence = result.band, result.features.evidence[-1]
    scores = np.zeros(len(result.path))
    row, col, kind = (np.array([bead[k] for bead in result.path]) for k in range(3))
    nodes = band.ptr[row] + col - band.lo[row]
    for k, (n, m) in enumerate(TYPES):
        mine = np.flatnonzero(kind == k)
        if n and m and len(mine):
            i, j = row[mine], col[mine]
            words = evidence.of_beads(band, nodes[mine], n, m)
            scores[mine] = calibrated(
                np.stack(words).mean(0), doc.zh.total(i, n), doc.en.total(j, m),
                doc.zh.off[i + n] - doc.zh.off[i], doc.en.off[j + m] - doc.en.off[j], result.features.ratio,
            )  # fmt: skip
    return scores


def search_block(
    doc: Document, result: Pass, rows: Sequence[int], cols: Sequence[int], band: Band, ratio: Rows
) -> Pass:
    """Some sentences of a document aligned among themselves, with the weights and habits of a second pass."""
    part = doc.part(rows, cols)
    evidence = _three_views(part, band, lambda _: ratio)
    features = _features(part, band, evidence, result.features.habits, result.features.ratio)
    return _search(part, features, result.weights)


def _search(
    doc: Document,
    features: BeadFeatures,
    weights: NDArray[np.float64],
    omission: float = 0.0,
    addition: float = 0.0,
) -> Pass:
    scores = features.scores(weights, omission, addition)
    posterior, _ = forward_backward(features.band, scores)
    return Pass(doc.zh, doc.en, features, weights, scores, posterior, viterbi(features.band, scores))
