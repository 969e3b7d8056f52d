"""Scores of beads in any box of a document, with the words and habits that a pass has found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from duizhao.align.core import Document, score_box
from duizhao.align.lattice import Lattice
from duizhao.align.result import Pass
from duizhao.align.search import NEVER, Band
from duizhao.align.weights import Weights

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores beads with the words and habits that a pass has found."""

    doc: Document
    result: Pass
    weights: Weights

    def box(self, rows: Sequence[int], cols: Sequence[int]) -> NDArray[np.float32]:
        """The score of every bead in a box: types by rows by columns of its nodes."""
        return self._scores(rows, cols)[1].reshape(-1, len(rows) + 1, len(cols) + 1)

    def _scores(self, rows: Sequence[int], cols: Sequence[int]) -> tuple[Band, NDArray[np.float32]]:
        return score_box(self.doc, self.result, rows, cols, self.result.folds[0], self.weights)

    def corner(self, rows: Sequence[int], cols: Sequence[int], *, to_end: bool) -> Floats:
        """The score of the best path from every node of a box to its end, or to every node from its beginning.

        Args:
            rows, cols: the sentences of the box.
        """
        band, scores = self._scores(rows, cols)
        left = Lattice.of(band, scores > NEVER / 2)
        reached = left.reach(scores[left.kind, left.node].astype(np.float64), to_end=to_end)
        return reached.reshape(len(rows) + 1, len(cols) + 1)
