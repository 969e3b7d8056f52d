"""Is confidence deserved? How many beads of each level are right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from duizhao.evaluate.alignment import BeadIds, in_order

_EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)
SURE = 0.99


@dataclass(frozen=True, slots=True)
class Level:
    """Two-sided beads with a confidence from `low` to below `high` (the last level: to 1)."""

    low: float
    high: float
    beads: int = 0
    right: int = 0
    confidence: float = 0.0  # their sum

    def to_dict(self) -> dict[str, float | int]:
        """Mean confidence and share right next to the counts."""
        whole = max(self.beads, 1)
        return {
            "from": self.low, "to": self.high, "beads": self.beads, "right": self.right,
            "confidence": round(self.confidence / whole, 6), "share_right": round(self.right / whole, 6),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Calibration:
    """Levels of confidence, low to high; those of several documents add up."""

    levels: tuple[Level, ...] = tuple(Level(low, high) for low, high in pairwise(_EDGES))

    def __add__(self, other: Calibration) -> Calibration:
        return Calibration(
            tuple(
                replace(
                    a, beads=a.beads + b.beads, right=a.right + b.right, confidence=a.confidence + b.confidence
                )
                for a, b in zip(self.levels, other.levels, strict=True)
            )
        )

    @property
    def beads(self) -> int:
        """Two-sided beads with a confidence."""
        return sum(level.beads for level in self.levels)

    @property
    def sure(self) -> Level:
        """The level from .99."""
        return self.levels[-1]

    @property
    def error(self) -> float:
        """Expected calibration error (Naeini et al. 2015): the mean distance of confidence and share right."""
        return sum(abs(level.confidence - level.right) for level in self.levels) / max(self.beads, 1)

    def to_dict(self) -> dict[str, object]:
        """For `duizhao eval align --format json`."""
        return {
            "beads": self.beads,
            "sure_share": round(self.sure.beads / max(self.beads, 1), 6),
            "sure_right": round(self.sure.right / max(self.sure.beads, 1), 6),
            "error": round(self.error, 6),
            "levels": [level.to_dict() for level in self.levels],
        }


def calibration(gold: Iterable[BeadIds], scores: Mapping[BeadIds, float]) -> Calibration:
    """Sort the two-sided beads of a test by their confidence and count those that are in gold.

    Args:
        scores: the confidence of every bead of the test, numbers in order.
    """
    right = {in_order(bead) for bead in gold}
    levels = list(Calibration().levels)
    for bead, score in scores.items():
        if bead[0] and bead[1]:
            at = max(k for k, level in enumerate(levels) if score >= level.low)
            levels[at] = replace(
                levels[at],
                beads=levels[at].beads + 1,
                right=levels[at].right + (bead in right),
                confidence=levels[at].confidence + score,
            )
    return Calibration(tuple(levels))
