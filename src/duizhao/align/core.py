"""Three passes over a document: the dictionary finds a path, the document teaches its words, and what is left of
the possible beads is judged by the order of the words too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from duizhao.align.adapt import FOLDS, adapted_ratios
from duizhao.align.anchors import band_around, expected_path
from duizhao.align.constraints import FREE, Constraints
from duizhao.align.encoder import Embeddings
from duizhao.align.evidence import CHUNK, Evidence, Ratios, lexical_evidence, ratios, translation_table
from duizhao.align.features import UNKNOWN_HABITS, BeadFeatures, Habits
from duizhao.align.last import alone_share, decide, last_features, likely_beads
from duizhao.align.lattice import Lattice
from duizhao.align.pairs import PAIR_NOISE, BeadIds, calibrated
from duizhao.align.result import Pass
from duizhao.align.search import (
    TYPES,
    Band,
    Path,
    forward_backward,
    viterbi,
)
from duizhao.align.sides import Side
from duizhao.align.weights import Weights
from duizhao.lexicon import Lexicon, Rows

# How often the types occur in hand-aligned text: a prior of 10 beads for a document's own habits.
USUAL = np.array(
    [.70, .02, .02, .13, .05, .03, .004, .012, .01, .001, .006, .003, .002, .001, .0007, .001,
     .0005, .0005, .0003, .0002]
)  # fmt: skip
CONFIDENT = 0.5  # a bead with a higher posterior teaches words
_NARROW = 6  # half the band of the second pass

Ints = NDArray[np.int64]
Own = Callable[[int], Rows]  # the document's own word ratios for a block of rows


@dataclass(frozen=True)
class Document:
    """A document pair as the search sees it."""

    zh: Side
    en: Side
    table: Rows
    ratio: Rows
    blocks: Ints  # the block of each Chinese sentence; a block does not learn words from itself
    fixed: Constraints = FREE
    embeddings: Embeddings | None = None

    def part(self, rows: Sequence[int], cols: Sequence[int], fixed: Constraints = FREE) -> Document:
        """Some of its sentences, ascending."""
        vectors = self.embeddings and self.embeddings.take(rows, cols)
        blocks = self.blocks[np.asarray(rows, np.int64)]
        return Document(self.zh.take(rows), self.en.take(cols), self.table, self.ratio, blocks, fixed, vectors)


def prepare(zh: Side, en: Side, lexicon: Lexicon, embeddings: Embeddings | None = None) -> Document:
    """Look the words of both texts up."""
    table = translation_table(zh, en, lexicon)
    return Document(zh, en, table, ratios(table, zh, en), blocks(len(zh)), FREE, embeddings)


def blocks(size: int) -> Ints:
    """The block of each Chinese sentence."""
    return np.arange(size) // CHUNK


def first_features(doc: Document) -> BeadFeatures:
    """The band around the anchors, with the dictionary alone."""
    band = band_around(expected_path(doc.zh, doc.en, doc.ratio, doc.fixed), (len(doc.zh), len(doc.en)))
    (evidence,) = lexical_evidence(doc.zh, doc.en, band, Ratios(doc.blocks, lambda _: (doc.ratio,)))
    return _features(doc, band, evidence, UNKNOWN_HABITS)


def first_pass(doc: Document, weights: Weights) -> Pass:
    """A search with the dictionary alone."""
    features = first_features(doc)
    scores = features.scores(weights.first)
    posterior, _ = forward_backward(features.band, scores)
    return Pass(doc.zh, doc.en, features, weights.first, scores, posterior, viterbi(features.band, scores))


def beads_of(path: Path) -> list[BeadIds]:
    """The sentences of each bead of a path."""
    return [(tuple(range(i, i + TYPES[k][0])), tuple(range(j, j + TYPES[k][1]))) for i, j, k in path]


def habits_of(first: Pass) -> Habits:
    """How often each type occurs, and how closely lengths agree, in a first result."""
    mass = first.posterior.sum(1)
    types = np.log((mass + 10 * USUAL) / (mass.sum() + 10))
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
    return adapted_ratios(doc.zh, doc.en, doc.table, beads, doc.blocks)


def second_features(doc: Document, first: Pass, own: Own) -> BeadFeatures:
    """The narrow band around a first result, with the dictionary and the document's own words."""
    return _around(doc, first.path, habits_of(first), own)


def _around(doc: Document, path: Path, habits: Habits, own: Own) -> BeadFeatures:
    rows = np.array([i for i, _, _ in path] + [len(doc.zh)])
    cols = np.array([j for _, j, _ in path] + [len(doc.en)])
    size = (len(doc.zh), len(doc.en))
    distinct, start = np.unique(rows, return_index=True)
    middle = np.interp(
        np.arange(size[0] + 1), distinct, np.add.reduceat(cols, start) / np.diff([*start, len(rows)])
    )
    band = band_around(middle, size, _NARROW)
    return _features(doc, band, _both(doc, band, own), habits)


def _both(doc: Document, band: Band, own: Own) -> Evidence:
    """The evidence of the dictionary and the document's own words, with a large floor."""
    view = (0, 1), PAIR_NOISE
    (evidence,) = lexical_evidence(doc.zh, doc.en, band, ratios_of(doc, own), (view,))
    return evidence


def _features(
    doc: Document, band: Band, evidence: Evidence, habits: Habits, ratio: float | None = None
) -> BeadFeatures:
    return BeadFeatures(doc.zh, doc.en, band, evidence, habits, ratio, doc.fixed, doc.embeddings)


def by_fold(folds: Sequence[Rows]) -> Own:
    """The ratios that a block of rows may use."""
    return lambda block: folds[block % FOLDS]


def second_pass(doc: Document, first: Pass, weights: Weights) -> Pass:
    """With the document's own vocabulary and habits, and the last pass after it."""
    beads, path, habits = confident_beads(first), first.path, habits_of(first)
    del first  # of a long text more than 100 MB
    folds = adapted(doc, beads)
    features = _around(doc, path, habits, by_fold(folds))
    return replace(_search(doc, features, weights, by_fold(folds)), folds=tuple(folds))


def repeat_second_pass(
    doc: Document, path: NDArray[np.float64], folds: Sequence[Rows], habits: Habits, weights: Weights
) -> Pass:
    """A second pass over what is left of a document, around an expected path and with known words."""
    band = band_around(path, (len(doc.zh), len(doc.en)), _NARROW)
    features = _features(doc, band, _both(doc, band, by_fold(folds)), habits)
    return replace(_search(doc, features, weights, by_fold(folds)), folds=tuple(folds))


def search_block(
    doc: Document, result: Pass, rows: Sequence[int], cols: Sequence[int], band: Band, ratio: Rows, weights: Weights
) -> Pass:
    """Some sentences of a document aligned among themselves, with the habits of a second pass."""
    part = doc.part(rows, cols)
    features = _features(
        part, band, _both(part, band, lambda _: ratio), result.features.habits, result.features.ratio
    )
    return _search(part, features, weights, lambda _: ratio)


def score_box(
    doc: Document, result: Pass, rows: Sequence[int], cols: Sequence[int], ratio: Rows, weights: Weights
) -> tuple[Band, NDArray[np.float32]]:
    """The scores of all beads of some sentences, anywhere among themselves, with the habits of a second pass."""
    part = doc.part(rows, cols)
    size = len(rows), len(cols)
    band = Band(np.zeros(size[0] + 1, np.int64), np.full(size[0] + 1, size[1] + 1), size)
    habits, length = result.features.habits, result.features.ratio
    features = _features(part, band, _both(part, band, lambda _: ratio), habits, length)
    return band, features.scores(weights.second)


def _search(doc: Document, features: BeadFeatures, weights: Weights, own: Own) -> Pass:
    """The second and the last pass."""
    scores = features.scores(weights.second)
    posterior, _ = forward_backward(features.band, scores)
    left = likely_beads(features.band, scores, posterior)
    alone = alone_share(features.band, posterior)
    del scores, posterior  # of a long text 40 MB
    result = decide(last_features(features, left, ratios_of(doc, own), 0.0), left, weights.last)
    return replace(result, alone_share=alone)


def with_habit(result: Pass) -> Pass:
    """The decision again, knowing how often sentences stand alone. (Not before moved blocks are found: what has
    moved seems to have been left out.)"""
    features, left = result.features, Lattice.of(result.band, result.posterior > 0)
    if features.placed is None:
        return result
    features = features.for_last_pass(features.placed, result.alone_share)
    return replace(decide(features, left, result.weights), folds=result.folds)


def ratios_of(doc: Document, own: Own) -> Ratios:
    """The word ratios of the dictionary and the document's own."""
    return Ratios(doc.blocks, lambda block: (doc.ratio, own(block)))


def fit_of(doc: Document, result: Pass) -> NDArray[np.float64]:
    """The calibrated pair score of each bead of the path, with the dictionary and the words learned elsewhere in
    the text; 0 for one-sided beads."""
    band = result.band
    scores = np.zeros(len(result.path))
    row, col, kind = (np.array([bead[k] for bead in result.path], np.int64) for k in range(3))
    nodes = band.ptr[row] + col - band.lo[row]
    for k, (n, m) in enumerate(TYPES):
        mine = np.flatnonzero(kind == k)
        if n and m and len(mine):
            i, j = row[mine], col[mine]
            words = result.features.evidence.of_beads(band, nodes[mine], n, m)
            scores[mine] = calibrated(
                np.stack(words).mean(0), doc.zh.total(i, n), doc.en.total(j, m),
                doc.zh.off[i + n] - doc.zh.off[i], doc.en.off[j + m] - doc.en.off[j], result.features.ratio,
            )  # fmt: skip
    return scores
