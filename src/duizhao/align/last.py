"""The last pass: the beads that are left are judged by the order of their words too, and a path is chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from duizhao.align.features import BeadFeatures
from duizhao.align.lattice import Lattice
from duizhao.align.placed import Placed, placed_evidence
from duizhao.align.result import Pass
from duizhao.align.search import ADDITION, OMISSION, TYPES, Band, Path, viterbi
from duizhao.lexicon import Rows

PRUNE = 1e-3  # beads of the second pass with a higher posterior are looked at again
_WORTH = 0.5  # least posterior of a bead that raises the expected F1: half of the F1 reached


def likely_beads(
    band: Band, scores: NDArray[np.float32], posterior: NDArray[np.float64], least: float = PRUNE
) -> Lattice:
    """The beads that a pass does not rule out, with at least one path through them."""
    keep = posterior > least
    left = Lattice.of(band, keep)
    if not left.best(np.zeros(len(left.node))):  # many unlikely ways: none of them is left as a whole
        for i, j, kind in viterbi(band, scores):
            keep[kind, int(band.ptr[i]) + j - int(band.lo[i])] = True
        left = Lattice.of(band, keep)
    return left


def last_features(
    features: BeadFeatures, left: Lattice, ratio: Callable[[int], tuple[Rows, ...]]
) -> BeadFeatures:
    """The features of the second pass and those of words in their places, for the beads that are left."""
    size = np.array(TYPES)[left.kind]
    first = features.band.row[left.node], features.band.col[left.node]
    values = placed_evidence(features.zh, features.en, first, (size[:, 0], size[:, 1]), ratio)
    return features.with_placed(Placed(left.kind, left.node, values))


def decide(features: BeadFeatures, left: Lattice, weights: NDArray[np.float64]) -> Pass:
    """Not the most likely path as a whole, but that with the greatest expected F1: posteriors are summed up.
    Chosen beads that are less likely than nothing are taken apart."""
    band = features.band
    only = np.zeros((len(TYPES), left.nodes), bool)
    only[left.kind, left.node] = True
    scores = features.scores(weights, only)
    probability, _ = left.posterior(scores[left.kind, left.node].astype(np.float64))
    posterior = np.zeros(scores.shape)
    posterior[left.kind, left.node] = probability
    best = left.best(probability - _WORTH)
    nodes = left.node[best]
    path = list(zip(band.row[nodes].tolist(), band.col[nodes].tolist(), left.kind[best].tolist(), strict=True))
    return _rather_alone(Pass(features.zh, features.en, features, weights, scores, posterior, path))


def _rather_alone(result: Pass) -> Pass:
    """The same with each bead taken apart that is less likely than that its sentences (the geometric mean of them)
    have no counterpart: front matter and notes of both sides are no translations of each other."""
    zh, en = result.alone
    lo, hi = result.band.lo, result.band.hi
    path: Path = []
    for i, j, kind in result.path:
        n, m = TYPES[kind]
        alone = np.concatenate([zh[i : i + n], en[j : j + m]])
        if n and m and result.probability((i, j, kind)) < alone.prod() ** (1 / (n + m)):
            path += [(i, j + t, ADDITION) for t in range(m)]
            path += [(i + t, int(np.clip(j, lo[i + t], hi[i + t] - 1)), OMISSION) for t in range(n)]
        else:
            path.append((i, j, kind))
    return replace(result, path=path)
