"""The last pass: the beads that are left are judged by the order of their words too, and a path is chosen."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from duizhao.align.evidence import Ratios
from duizhao.align.features import BeadFeatures
from duizhao.align.lattice import Lattice
from duizhao.align.placed import Placed, placed_evidence
from duizhao.align.result import Pass
from duizhao.align.search import ADDITION, OMISSION, TYPES, Band, viterbi

PRUNE = 1e-3  # beads of the second pass with a higher posterior are looked at again
LONG_RUN = 12  # sentences
PRICE = 0.5  # least posterior of a bead that raises the expected F1: half of the F1 reached
# Of a one-sided one, which is half as long; a little less than half, since a false pair does more harm.
PRICE_LONE = 0.23


def likely_beads(
    band: Band, scores: NDArray[np.float32], posterior: NDArray[np.float32], least: float = PRUNE
) -> Lattice:
    """The beads that a pass does not rule out, with at least one path through them."""
    keep = posterior > least
    left = Lattice.of(band, keep)
    if not left.best(np.zeros(len(left.node))):  # many unlikely ways: none of them is left as a whole
        for i, j, kind in viterbi(band, scores):
            keep[kind, int(band.ptr[i]) + j - int(band.lo[i])] = True
        left = Lattice.of(band, keep)
    return left


def alone_share(band: Band, posterior: NDArray[np.float32]) -> float:
    """How much more often than usual (3 % of the beads) a sentence stands alone, after the second pass, as a
    logarithm. Translators of magazines leave out and add, those of laws do not. Long runs do not count: a missing
    or moved chapter is no habit."""
    zh = np.bincount(band.row, posterior[OMISSION], len(band.lo)).astype(np.float64)
    en = np.bincount(band.col, posterior[ADDITION], band.size[1] + 1).astype(np.float64)
    long_zh, long_en = _long_runs(zh), _long_runs(en)
    lone = float(zh[~long_zh].sum() + en[~long_en].sum())
    beads = float(posterior.sum() - zh[long_zh].sum() - en[long_en].sum())
    return float(np.log((lone + 0.2) / (beads + 10) / 0.03))


def _long_runs(alone: NDArray[np.float64]) -> NDArray[np.bool_]:
    """The sentences that stand alone with more than LONG_RUN - 1 neighbours."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], alone > 0.5, [False]])))
    inside = np.zeros(len(alone), bool)
    for start, stop in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        inside[start:stop] = stop - start > LONG_RUN
    return inside


def last_features(
    features: BeadFeatures, left: Lattice, ratio: Ratios, alone: float
) -> BeadFeatures:
    """The features of the second pass, and those of words in their places for the beads that are left."""
    size = np.array(TYPES)[left.kind]
    first = features.band.row[left.node], features.band.col[left.node]
    values = placed_evidence(features.zh, features.en, first, (size[:, 0], size[:, 1]), ratio)
    return features.for_last_pass(Placed(left.kind, left.node, values), alone)


def decide(features: BeadFeatures, left: Lattice, weights: NDArray[np.float64]) -> Pass:
    """Not the most likely path as a whole, but that with the greatest expected F1: posteriors are summed up, less a
    price for each bead. (The most likely path would merge
    front matter and notes of both sides, since there are many unlikely ways to leave them alone.)"""
    band = features.band
    only = np.zeros((len(TYPES), left.nodes), bool)
    only[left.kind, left.node] = True
    scores = features.scores(weights, only)
    probability, _ = left.posterior(scores[left.kind, left.node].astype(np.float64))
    posterior = np.zeros(scores.shape, np.float32)
    posterior[left.kind, left.node] = probability
    lone = (left.kind == OMISSION) | (left.kind == ADDITION)
    best = left.best(probability - np.where(lone, PRICE_LONE, PRICE))
    nodes = left.node[best]
    path = list(zip(band.row[nodes].tolist(), band.col[nodes].tolist(), left.kind[best].tolist(), strict=True))
    return Pass(features.zh, features.en, features, weights, scores, posterior, path)
