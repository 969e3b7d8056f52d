"""Edit distances for short strings (optimal string alignment: Damerau 1964, restricted)."""

from __future__ import annotations

from collections.abc import Callable


def _plain(a: str, b: str) -> float:
    return 0.0 if a == b else 1.0


def osa(one: str, other: str, substitution: Callable[[str, str], float] = _plain) -> float:
    """The least cost to make `other` of `one`: insertions and deletions cost 1, swapped neighbours 0.9,
    substitutions what `substitution` says."""
    before: list[float] = []
    above: list[float] = []
    row = [float(j) for j in range(len(other) + 1)]
    for i, a in enumerate(one, 1):
        before, above, row = above, row, [float(i)]
        for j, b in enumerate(other, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + substitution(a, b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 0.9)
            row.append(cost)
    return row[-1]
