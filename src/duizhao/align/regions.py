"""Stretches of a document pair that do not fit: another version of a chapter, a part that is not translated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from duizhao.model import Bead

_HALF = 0.5  # beads that fit worse than this make a region, better ones end it
_POOR = 0.3  # greatest match of a region that is told
_SENTENCES, _SHARE = 10, 0.02  # least size of a region: sentences of both sides, share of the text


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch that fits badly.

    Attributes:
        zh, en: the first and the last position of each side, None for a side that has nothing there.
        match: how much of it, 0 to 1, is in beads that are likely and whose words speak for each other.
    """

    zh: tuple[int, int] | None
    en: tuple[int, int] | None
    match: float

    def among(self, zh: Sequence[int], en: Sequence[int]) -> Region:
        """The same region where position i is position zh[i], en[i] of longer texts."""
        return Region(
            self.zh and (zh[self.zh[0]], zh[self.zh[1]]), self.en and (en[self.en[0]], en[self.en[1]]), self.match
        )


def poor_regions(beads: Sequence[Bead], lengths: Sequence[float], fits: Sequence[float]) -> tuple[Region, ...]:
    """The stretches of greatest length that do not fit, in the order of the Chinese.

    A stretch gains what does not fit and loses what does; those with the greatest sum are taken (Ruzzo & Tompa 1999).

    Args:
        beads: in the order of the Chinese, moved ones included.
        lengths: of the beads, both sides counted, in any unit.
        fits: 0 to 1, the posterior of beads whose words speak for each other, else 0.
    """
    least = _SHARE * sum(lengths)
    found = []
    for a, b in stretches([n * (_HALF - fit) for n, fit in zip(lengths, fits, strict=True)], least * _HALF):
        inside = [bead for bead in beads[a:b] if not bead.block]
        size = sum(lengths[a:b])
        match = sum(n * fit for n, fit in zip(lengths[a:b], fits[a:b], strict=True)) / max(size, 1e-9)
        zh, en = [i for x in inside for i in x.zh], [j for x in inside for j in x.en]
        if match <= _POOR and size >= least and len(zh) + len(en) >= _SENTENCES:
            found.append(Region(_span(zh), _span(en), match))
    return tuple(found)


def _span(positions: Sequence[int]) -> tuple[int, int] | None:
    return (min(positions), max(positions)) if positions else None


def stretches(values: Sequence[float], least: float) -> Iterator[tuple[int, int]]:
    """The disjoint stretches of greatest sum, of at least `least`, from left to right."""
    waiting = [(0, len(values))]
    found = []
    while waiting:
        start, end = waiting.pop()
        best, at, low, low_at = least, None, 0.0, start
        for k, total in enumerate(accumulate(values[start:end]), start):
            if total - low > best:
                best, at = total - low, (low_at, k + 1)
            if total < low:
                low, low_at = total, k + 1
        if at is not None:
            found.append(at)
            waiting += [(start, at[0]), (at[1], end)]
    yield from sorted(found)
