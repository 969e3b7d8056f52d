"""What a pass over a document has found, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from duizhao.align.features import BeadFeatures
from duizhao.align.search import ADDITION, NEVER, OMISSION, Band, Path
from duizhao.align.sides import Side
from duizhao.lexicon import Rows

_SHARPER = 1.45  # posteriors are too modest, see `Pass.confidence`


@dataclass(frozen=True)
class Pass:
    """A search and its result: what training, moved blocks and explanations look into."""

    zh: Side
    en: Side
    features: BeadFeatures
    weights: NDArray[np.float64]
    scores: NDArray[np.float32]
    posterior: NDArray[np.float32]
    path: Path
    folds: tuple[Rows, ...] = ()  # the document's own ratios that it used
    alone_share: float = 0.0  # how often sentences stand alone, not yet used

    @property
    def band(self) -> Band:
        return self.features.band

    def score(self, bead: tuple[int, int, int]) -> float:
        """The score of a bead of the path, in nats."""
        i, j, kind = bead
        if kind == OMISSION:  # that of a one-sided bead is the same everywhere
            return float(self._lone_scores[0][i])
        if kind == ADDITION:
            return float(self._lone_scores[1][j])
        return float(self.scores[kind, int(self.band.ptr[i]) + j - int(self.band.lo[i])])

    def probability(self, bead: tuple[int, int, int]) -> float:
        """The posterior of a bead of the path; of a one-sided one, wherever on the other side it stands."""
        i, j, kind = bead
        if kind == OMISSION:
            return float(self.alone[0][i])
        if kind == ADDITION:
            return float(self.alone[1][j])
        return float(self.posterior[kind, int(self.band.ptr[i]) + j - int(self.band.lo[i])])

    def confidence(self, bead: tuple[int, int, int]) -> float:
        """How likely a bead of the path is right: the posterior, calibrated.

        Sums over the ways to cut a text make the model modest: of left-out novels, beads with a posterior of .96
        and more were right in 99.6 %, of official documents in all cases. Its log odds are stretched accordingly.
        """
        p = min(max(self.probability(bead), 1e-9), 1 - 1e-9)
        return float(1 / (1 + ((1 - p) / p) ** _SHARPER))

    @cached_property
    def _lone_scores(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        band = self.band
        en = np.full(band.size[1] + 1, NEVER, np.float32)
        np.maximum.at(en, band.col, self.scores[ADDITION])
        return np.maximum.reduceat(self.scores[OMISSION], band.ptr[:-1]), en

    @cached_property
    def alone(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The probability of each sentence to have no counterpart."""
        band = self.band
        zh = np.bincount(band.row, self.posterior[OMISSION], len(band.lo))
        en = np.bincount(band.col, self.posterior[ADDITION], band.size[1] + 1)
        return np.minimum(zh, 1.0), np.minimum(en, 1.0)
