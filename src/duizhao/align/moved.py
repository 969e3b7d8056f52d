"""Blocks that stand elsewhere in the translation: boxes, tables, notes, chapters that changed places.

A monotone path reports such a block as two runs of omissions. Sentences that the path leaves alone or is unsure
of are compared with each other regardless of order; chains of likely pairs are aligned inside themselves, and
taken when that explains the document better than the path did.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from duizhao.align.anchors import HALF, band_around, similar
from duizhao.align.core import Document, beads_of, search_block
from duizhao.align.pairs import LIKELY, BeadIds, pair_scores, single_scores
from duizhao.align.result import Pass
from duizhao.align.weights import Weights
from duizhao.lexicon import Rows

SURE_ENOUGH = 0.9  # a bead with a lower posterior may be given up for a block
CHAIN = 6.0  # nats: least score of a chain that is looked at
GAIN = 6.0  # nats: least gain of a block; true ones gain 10 and more, false ones 4.5 at most
GAIN_SINGLE = 15.0  # of a block of one bead
_LEFT_ALONE = -6.0  # what a sentence costs that a block leaves without a partner
_REACH = 4  # sentences that a chain may skip on either side
_SKIP = 1.0  # nats for each of them
_WIDEN = 40  # doubtful neighbours drawn into a block at each end
_END_SURE = 0.5  # least posterior of a block's first and last bead
_END_FIT = 3.0  # nats: least pair score of these
_LARGEST = 400  # sentences on a side of a block


Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Block:
    """A moved block: its beads in sentence numbers of the document, the gain in nats."""

    beads: tuple[BeadIds, ...]
    gain: float


def find_blocks(
    doc: Document,
    result: Pass,
    beads: Sequence[BeadIds],
    fits: NDArray[np.float64],
    tables: tuple[Rows, ...],
    weights: Weights,
) -> list[Block]:
    """The moved blocks that a result has missed, best first; they do not overlap.

    Args:
        beads: of the result's path, in sentence numbers of `doc`.
        fits: their pair scores.
        tables: word ratios for comparing pairs.
    """
    posteriors = np.array([result.probability(node) for node in result.path])
    scores = np.array([result.score(node) for node in result.path])
    doubtful_zh, doubtful_en = _doubtful(doc, beads, posteriors, fits)
    if not doubtful_zh.any() or not doubtful_en.any():
        return []
    owner_zh, owner_en = _owners(doc, beads)
    earned = np.maximum(fits, 0) * posteriors
    sure = [k for k, (zh, en) in enumerate(beads) if zh and en and posteriors[k] >= 0.5]
    path = _Path(np.array(sure), *(np.array([beads[k][side][end] for k in sure], np.int64) for side, end in _BORDERS))
    accepted: list[Block] = []
    taken_zh, taken_en = np.zeros(len(doc.zh), bool), np.zeros(len(doc.en), bool)
    for chain in _chains(doc, doubtful_zh, doubtful_en, earned[owner_zh], earned[owner_en], tables, result):
        chain_zh, chain_en = {i for i, _ in chain}, {j for _, j in chain}
        if not path.crossed(
            {int(owner_zh[i]) for i in chain_zh} | {int(owner_en[j]) for j in chain_en}, chain_zh, chain_en
        ):
            continue  # sentences that stand where they should: most chains
        rows = _stretch([i for i, _ in chain], doubtful_zh & ~taken_zh)
        cols = _stretch([j for _, j in chain], doubtful_en & ~taken_en)
        if not rows or not cols or max(len(rows), len(cols)) > _LARGEST:
            continue
        block = _block(doc, result, rows, cols, chain, tables, weights)
        if block is None:
            continue
        inside_zh = {i for zh, _ in block.beads for i in zh}
        inside_en = {j for _, en in block.beads for j in en}
        touched = {int(owner_zh[i]) for i in inside_zh} | {int(owner_en[j]) for j in inside_en}
        left = sum(
            sum(i not in inside_zh for i in beads[k][0]) + sum(j not in inside_en for j in beads[k][1])
            for k in touched
        )
        gain = block.gain - float(scores[list(touched)].sum()) + _LEFT_ALONE * left
        least = GAIN if len(block.beads) > 1 else GAIN_SINGLE
        if gain > least and path.crossed(touched, inside_zh, inside_en):
            accepted.append(Block(block.beads, gain))
            taken_zh[list(inside_zh)] = True
            taken_en[list(inside_en)] = True
    return accepted


def _doubtful(
    doc: Document, beads: Sequence[BeadIds], posteriors: NDArray[np.float64], fits: NDArray[np.float64]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """The sentences that are alone, in an unsure bead, or in one whose words do not fit; and their neighbours."""
    zh, en = np.zeros(len(doc.zh), bool), np.zeros(len(doc.en), bool)
    for (rows, cols), posterior, fit in zip(beads, posteriors, fits, strict=True):
        if not rows or not cols or posterior < SURE_ENOUGH or fit < LIKELY:
            zh[list(rows)] = True
            en[list(cols)] = True
    for mask in (zh, en):
        core = mask.copy()
        mask[1:] |= core[:-1]
        mask[:-1] |= core[1:]
    return zh & ~doc.zh.furniture, en & ~doc.en.furniture


def _owners(doc: Document, beads: Sequence[BeadIds]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The number of the bead that each sentence is in."""
    zh, en = np.zeros(len(doc.zh), np.int64), np.zeros(len(doc.en), np.int64)
    for k, (rows, cols) in enumerate(beads):
        zh[list(rows)] = k
        en[list(cols)] = k
    return zh, en


def _chains(
    doc: Document,
    doubtful_zh: NDArray[np.bool_],
    doubtful_en: NDArray[np.bool_],
    earned_zh: NDArray[np.float64],
    earned_en: NDArray[np.float64],
    tables: tuple[Rows, ...],
    result: Pass,
) -> list[list[tuple[int, int]]]:
    """Chains of likely pairs among the doubtful sentences, best first; no sentence is in two."""
    rows, cols = np.flatnonzero(doubtful_zh), np.flatnonzero(doubtful_en)
    a, b, _ = similar(doc.zh.take(rows.tolist()), doc.en.take(cols.tolist()), tables[-1])
    i, j = rows[a], cols[b]
    worth = single_scores(doc.zh, doc.en, i, j, tables, result.features.ratio) - earned_zh[i] - earned_en[j]
    good = worth > 0
    points = sorted(zip(i[good].tolist(), j[good].tolist(), worth[good].tolist(), strict=True))
    chains = []
    while points:
        chain, score = _best_chain(points)
        if score < CHAIN:
            break
        chains.append(chain)
        used_zh, used_en = {i for i, _ in chain}, {j for _, j in chain}
        points = [p for p in points if p[0] not in used_zh and p[1] not in used_en]
    return chains


def _best_chain(points: Sequence[tuple[int, int, float]]) -> tuple[list[tuple[int, int]], float]:
    """The heaviest chain of points that rises in both coordinates in small steps (points are sorted)."""
    best = [w for _, _, w in points]
    back = [-1] * len(points)
    first = 0
    for k, (i, j, w) in enumerate(points):
        while points[first][0] < i - _REACH - 1:
            first += 1
        for p in range(first, k):
            di, dj = i - points[p][0], j - points[p][1]
            if di > 0 and 0 < dj <= _REACH + 1:
                total = best[p] + w - _SKIP * (di + dj - 2)
                if total > best[k]:
                    best[k], back[k] = total, p
    end = max(range(len(points)), key=best.__getitem__)
    score, chain = best[end], []
    while end >= 0:
        chain.append(points[end][:2])
        end = back[end]
    return chain[::-1], score


def _stretch(members: Sequence[int], free: NDArray[np.bool_]) -> list[int]:
    """All free sentences from the first to the last member, and a few doubtful neighbours."""
    first, last = min(members), max(members)
    for _ in range(_WIDEN):
        if first > 0 and free[first - 1]:
            first -= 1
        if last + 1 < len(free) and free[last + 1]:
            last += 1
    return [k for k in range(first, last + 1) if free[k]]


def _block(
    doc: Document,
    result: Pass,
    rows: list[int],
    cols: list[int],
    chain: Sequence[tuple[int, int]],
    tables: tuple[Rows, ...],
    weights: Weights,
) -> Block | None:
    """The block aligned inside itself; its gain is what its two-sided beads score."""
    place_z, place_e = {i: k for k, i in enumerate(rows)}, {j: k for k, j in enumerate(cols)}
    known = [(place_z[i], place_e[j]) for i, j in chain if i in place_z and j in place_e]
    if not known:
        return None
    x = np.array([-1, *(a for a, _ in known), len(rows)], float)
    y = np.array([-1, *(b for _, b in known), len(cols)], float)
    middle = np.interp(np.arange(len(rows) + 1) - 0.5, x, y) + 0.5
    band = band_around(middle, (len(rows), len(cols)), HALF)
    inner = search_block(doc, result, rows, cols, band, tables[-1], weights)
    found, posteriors, scores = [], [], []
    for (zh, en), node in zip(beads_of(inner.path), inner.path, strict=True):
        if zh and en:
            found.append((tuple(rows[i] for i in zh), tuple(cols[j] for j in en)))
            posteriors.append(inner.probability(node))
            scores.append(inner.score(node))
    # A bead whose members are not neighbours in the document has lost one to another bead: leave it.
    kept = [k for k, bead in enumerate(found) if all(s[-1] - s[0] == len(s) - 1 for s in bead)]
    # The ends were widened on suspicion: an unsure bead there belongs to the surroundings.
    fits = pair_scores(doc.zh, doc.en, found, tables, result.features.ratio)
    good = [k for k in kept if posteriors[k] >= _END_SURE and fits[k] > _END_FIT]
    kept = [k for k in kept if good and good[0] <= k <= good[-1]]
    if not kept:
        return None
    return Block(tuple(found[k] for k in kept), sum(scores[k] for k in kept))


_BORDERS = ((0, 0), (0, -1), (1, 0), (1, -1))  # first and last sentence on both sides


@dataclass(frozen=True, slots=True)
class _Path:
    """The likely beads of a path, by their numbers, with their first and last sentences."""

    numbers: Ints
    first_zh: Ints
    last_zh: Ints
    first_en: Ints
    last_en: Ints

    def crossed(self, touched: set[int], zh: set[int], en: set[int]) -> bool:
        """Whether a block really stands elsewhere: a likely bead lies before it on one side, after it on the other.

        Args:
            touched: beads that do not count.
        """
        before_zh, after_en = np.searchsorted(self.last_zh, min(zh)), np.searchsorted(self.first_en, max(en), "right")
        after_zh, before_en = np.searchsorted(self.first_zh, max(zh), "right"), np.searchsorted(self.last_en, min(en))
        return any(
            k not in touched
            for start, stop in ((after_en, before_zh), (after_zh, before_en))
            for k in self.numbers[start:stop].tolist()
        )
