"""The heaviest chain of points that rises in two dimensions."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def heaviest_chain(
    rows: NDArray[np.int64], cols: NDArray[np.int64], weights: NDArray[np.float64]
) -> NDArray[np.int64]:
    """The points of the heaviest chain that rises strictly in both coordinates (Fenwick tree, n log n)."""
    order = np.lexsort((-cols, rows))
    width = int(cols.max()) + 2 if len(cols) else 1
    best = [0.0] * (width + 1)
    last = [-1] * (width + 1)
    back = [-1] * len(order)
    top, end = 0.0, -1
    for point in order.tolist():
        column, weight = int(cols[point]), float(weights[point])
        total, previous, at = 0.0, -1, column
        while at > 0:
            if best[at] > total:
                total, previous = best[at], last[at]
            at -= at & -at
        total += weight
        back[point] = previous
        at = column + 1
        while at <= width:
            if total > best[at]:
                best[at], last[at] = total, point
            at += at & -at
        if total > top:
            top, end = total, point
    chain = []
    while end >= 0:
        chain.append(end)
        end = back[end]
    return np.array(chain[::-1], np.int64)
