"""Sparse matrices of words by words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Rows:
    """A sparse matrix in compressed rows: Chinese words of a text by its English stems."""

    ptr: NDArray[np.int64]
    col: NDArray[np.int32]
    val: NDArray[np.float32]

    @property
    def row(self) -> NDArray[np.int64]:
        """The row of every value."""
        return np.repeat(np.arange(len(self.ptr) - 1), np.diff(self.ptr))

    @staticmethod
    def from_cells(
        row: NDArray[np.int64], col: NDArray[np.integer], val: NDArray[np.floating], rows: int
    ) -> Rows:  # fmt: skip
        """From cells sorted by row and column, each there once."""
        ptr = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=rows))])
        return Rows(ptr, col.astype(np.int32), val.astype(np.float32))
