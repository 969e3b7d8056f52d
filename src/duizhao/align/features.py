"""The evidence for a bead as numbers; what the weights of the model multiply."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from duizhao.align.constraints import FREE, Constraints
from duizhao.align.encoder import Embeddings
from duizhao.align.evidence import Evidence
from duizhao.align.placed import Placed
from duizhao.align.search import NEVER, TYPES, Band
from duizhao.align.sides import MARKS, Side

Floats32 = NDArray[np.float32]
Ints = NDArray[np.int64]
_Put = Callable[[str, ArrayLike], None]

_LEXICAL = ("words_en", "words_zh")
_PLACED = ("placed_en", "placed_zh", "placed_border")
_LENGTH = (
    "length", "length_long", "length_short", "length_gauss", "length_document",
    "short_member_zh", "short_member_en", "clauses_zh", "clauses_en",
)  # fmt: skip
_EDGES = ("end_mark", "end_question", "start_quote", "end_quote", "open_end_zh", "open_end_en")
_QUOTATION = (
    "quoted_end_zh", "quoted_end_en", "quoted_start_zh", "quoted_start_en", "quote_opens", "quote_closes",
)  # fmt: skip
_SHARED = (
    "type_document",
    *_LENGTH,
    *(f"mark_{m}" for m in MARKS),
    *_EDGES,
    *_QUOTATION,
    "omission_length",
    "addition_length",
)
TYPE_NAMES = tuple(f"type_{n}-{m}" for n, m in TYPES)
NAMES = (*TYPE_NAMES, *_SHARED, *_LEXICAL)  # of the first two passes
LAST_NAMES = (*NAMES, *_PLACED, "alone_document")

# What is compared as counts, and the greatest differences that are told apart.
_COUNTED = (*(f"mark_{m}" for m in MARKS), "quote_opens", "quote_closes")
_MOST_APART = np.array([2] * len(MARKS) + [3, 3], np.int16)[:, None]

# Fixed weights (nats), for evidence too rare in the gold to be learned.
LABEL_EQUAL, LABEL_UNEQUAL = 3.0, -4.0  # equal in 93 of 93 gold beads
_AT_ONCE = 8192  # nodes: what stays in the processor's cache
FURNITURE = 3.0  # a sentence of page furniture stands alone


@dataclass(frozen=True, slots=True)
class Habits:
    """What was learned of the document in earlier passes: how often each bead type occurs (logarithms of
    probabilities), how closely lengths agree (standard deviation of the log ratio), how much more often than usual a
    sentence stands alone (logarithm)."""

    types: NDArray[np.float64]
    spread: float
    alone: float = 0.0


UNKNOWN_HABITS = Habits(np.zeros(len(TYPES)), 1.0)


@dataclass(frozen=True, slots=True)
class _Sums:
    """Sums over some sentences from each place: lengths, and the numbers of clauses and of what is _COUNTED (rows)."""

    length: NDArray[np.float64]
    counts: NDArray[np.int16]

    def at(self, places: Ints) -> _Sums:
        return _Sums(self.length.take(places), self.counts.take(places, axis=1))


class BeadFeatures:
    """Features of all beads in a band, one bead type at a time.

    Args:
        evidence: of the words, wherever they stand in the bead.
    """

    def __init__(
        self,
        zh: Side,
        en: Side,
        band: Band,
        evidence: Evidence,
        habits: Habits = UNKNOWN_HABITS,
        ratio: float | None = None,
        fixed: Constraints = FREE,
        embeddings: Embeddings | None = None,
    ) -> None:
        self.zh, self.en, self.band, self.evidence, self.habits = zh, en, band, evidence, habits
        self.constraints, self.embeddings = fixed, embeddings
        self.placed: Placed | None = None
        self.names = NAMES
        self._index = {name: i for i, name in enumerate(self.names)}
        self.ratio = ratio or float(en.length.sum() / max(zh.length.sum(), 1.0))
        self._sums_zh = self._sums(zh, max(n for n, _ in TYPES))
        self._sums_en = self._sums(en, max(m for _, m in TYPES))
        self._furniture_zh, self._furniture_en = _cumulated(zh.furniture), _cumulated(en.furniture)

    @staticmethod
    def _sums(side: Side, longest: int) -> list[_Sums]:
        """What is counted in each sentence, summed over 0, 1, 2 … sentences from there."""
        columns = side.length, side.clauses, *side.marks.T, side.opens, side.closes
        sums = [_cumulated(values) for values in columns]
        found = []
        for size in range(longest + 1):
            length, *counts = (v[size:] - v[: max(len(v) - size, 0)] for v in sums)
            found.append(_Sums(length, np.minimum(counts, 32000).astype(np.int16)))
        return found

    def for_last_pass(self, placed: Placed, alone: float) -> BeadFeatures:
        """The same with the evidence of words in their places, and how often a sentence stands alone."""
        more = copy(self)
        more.placed = placed
        more.habits = replace(self.habits, alone=alone)
        more.names = LAST_NAMES
        more._index = {name: i for i, name in enumerate(LAST_NAMES)}
        return more

    def allowed(self, kind: int) -> NDArray[np.int64]:
        """The nodes where a bead of this type can begin (its words must all lie inside of the band)."""
        n, m = TYPES[kind]
        band = self.band
        ok = band.ends[kind] >= 0
        if n and m:
            ok &= band.col + m - 1 < band.hi[band.row]
            last = np.minimum(band.row + n - 1, len(band.lo) - 1)
            ok &= band.col >= band.lo[last]
        return np.flatnonzero(ok)

    def of_type(self, kind: int, nodes: NDArray[np.int64]) -> Floats32:
        """The features (rows as `names`) of the beads of one type that begin at `nodes`."""
        out = np.zeros((len(self.names), len(nodes)), np.float32)

        def put(name: str, values: ArrayLike) -> None:
            out[self._index[name]] = values

        self._put_all(put, kind, nodes)
        return out

    def _weighed(self, weights: Floats32, kind: int, nodes: Ints) -> Floats32:
        """The sum of the weighed features: neither a matrix nor a product, which would start the threads of a BLAS."""
        total = np.zeros(len(nodes), np.float32)

        def put(name: str, values: ArrayLike) -> None:
            nonlocal total
            total += weights[self._index[name]] * np.asarray(values, np.float32)

        self._put_all(put, kind, nodes)
        return total

    def _put_all(self, put: _Put, kind: int, nodes: Ints) -> None:
        n, m = TYPES[kind]
        band = self.band
        i, j = band.row[nodes], band.col[nodes]
        put(TYPE_NAMES[kind], 1.0)
        put("type_document", self.habits.types[kind])
        if not m:
            put("omission_length", np.log(self._sums_zh[n].length[i]))
        elif not n:
            put("addition_length", np.log(self._sums_en[m].length[j]))
        else:
            zh_sum, en_sum = self._sums_zh[n].at(i), self._sums_en[m].at(j)
            self._put_lexical(put, nodes, kind)
            self._put_length(put, i, j, n, m, zh_sum, en_sum)
            self._put_marks(put, i, j, n, m, zh_sum, en_sum)
        if self.placed is not None and not (n and m):
            put("alone_document", self.habits.alone)

    def _put_lexical(self, put: _Put, nodes: Ints, kind: int) -> None:
        for name, values in zip(_LEXICAL, self.evidence.of_beads(self.band, nodes, *TYPES[kind]), strict=True):
            put(name, values / 10)
        if self.placed is not None:
            for name, ordered in zip(_PLACED, self.placed.of_beads(kind, nodes), strict=True):
                put(name, ordered / 10)

    def _put_length(self, put: _Put, i: Ints, j: Ints, n: int, m: int, zh_sum: _Sums, en_sum: _Sums) -> None:
        a, c = zh_sum.length * self.ratio, en_sum.length
        z = np.log((c + 3) / (a + 3))
        put("length", np.abs(z))
        put("length_long", np.maximum(z, 0) ** 2)
        put("length_short", np.minimum(z, 0) ** 2)
        put("length_gauss", np.minimum((c - a) ** 2 / ((a + c) * 4.0), 30) / 10)  # Gale & Church 1993
        put("length_document", np.minimum((z / self.habits.spread) ** 2, 9))
        if n > 1:
            put("short_member_zh", np.log(_least(self.zh.length, i, n)))
            put("clauses_zh", np.maximum(0, n - en_sum.counts[0]))
        if m > 1:
            put("short_member_en", np.log(_least(self.en.length, j, m)))
            put("clauses_en", np.maximum(0, m - zh_sum.counts[0]))

    def _put_marks(self, put: _Put, i: Ints, j: Ints, n: int, m: int, zh_sum: _Sums, en_sum: _Sums) -> None:
        apart = zh_sum.counts[1:] - en_sum.counts[1:]
        np.minimum(np.abs(apart, out=apart), _MOST_APART, out=apart)
        for name, values in zip(_COUNTED, apart, strict=True):
            put(name, values)
        ez, ee = self.zh.edges, self.en.edges
        end_z, end_e = ez[i + n - 1, 0], ee[j + m - 1, 0]
        put("end_mark", end_z != end_e)
        put("end_question", (end_z == 1) != (end_e == 1))
        put("start_quote", ez[i, 1] != ee[j, 1])
        put("end_quote", ez[i + n - 1, 2] != ee[j + m - 1, 2])
        put("open_end_zh", (end_z >= 3) & (end_e < 3))
        put("open_end_en", (end_e >= 3) & (end_z < 3))
        qz, qe = self.zh.inside, self.en.inside
        put("quoted_end_zh", (qz[i + n] == 1) & (qe[j + m] == 0))
        put("quoted_end_en", (qz[i + n] == 0) & (qe[j + m] == 1))
        put("quoted_start_zh", (qz[i] == 1) & (qe[j] == 0))
        put("quoted_start_en", (qz[i] == 0) & (qe[j] == 1))

    def fixed(self, kind: int, nodes: NDArray[np.int64]) -> NDArray[np.float64]:
        """What is not learned: labels, page furniture, embeddings."""
        values = self._fixed(kind, nodes)
        return values if self.embeddings is None else values + self.embeddings.bonus(self.band, kind, nodes)

    def _fixed(self, kind: int, nodes: NDArray[np.int64]) -> NDArray[np.float64]:
        n, m = TYPES[kind]
        i, j = self.band.row[nodes], self.band.col[nodes]
        lone_zh = self._furniture_zh[i + n] - self._furniture_zh[i]
        lone_en = self._furniture_en[j + m] - self._furniture_en[j]
        if not n or not m:
            return FURNITURE * (lone_zh + lone_en)
        return self.label_bonus(nodes) - FURNITURE * np.abs(lone_zh - lone_en)

    def label_bonus(self, nodes: NDArray[np.int64]) -> NDArray[np.float64]:
        """The fixed weight of labels: a bead whose first sentences carry equal ones, or unequal ones."""
        z, e = self._labels
        a, b = z[self.band.row[nodes]], e[self.band.col[nodes]]
        both = (a != -1) & (b != -1)
        return np.where(both, np.where(a == b, LABEL_EQUAL, LABEL_UNEQUAL), 0.0)

    @cached_property
    def _labels(self) -> tuple[Ints, Ints]:
        """The labels of both sides as numbers; -1 where there is none, -2 for what only the English has."""
        number = {label: k for k, label in enumerate(sorted({x for x in self.zh.labels if x}))}
        z = np.array([number.get(x, -1) if x else -1 for x in self.zh.labels] or [-1])
        e = np.array([number.get(x, -2) if x else -1 for x in self.en.labels] or [-1])
        return z, e

    def scores(self, weights: NDArray[np.float64], only: NDArray[np.bool_] | None = None) -> Floats32:
        """Scores of all beads (types by nodes), NEVER where there can be none.

        Args:
            weights: as `names`.
            only: the beads to look at.
        """
        scores = np.full((len(TYPES), int(self.band.ptr[-1])), NEVER, np.float32)
        w = weights.astype(np.float32)
        for kind in range(len(TYPES)):
            nodes = self.allowed(kind) if only is None else np.flatnonzero(only[kind])
            if len(nodes):
                for part in np.split(nodes, range(_AT_ONCE, len(nodes), _AT_ONCE)):
                    scores[kind, part] = self._weighed(w, kind, part) + self.fixed(kind, part)
                if self.constraints is not FREE:
                    scores[kind, nodes[self.constraints.forbidden(self.band, kind, nodes)]] = NEVER
        return scores


def _cumulated(values: NDArray[np.generic]) -> NDArray[np.float64]:
    return np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])


def _least(values: NDArray[np.float64], start: NDArray[np.int64], size: int) -> NDArray[np.float64]:
    least = values[start].copy()
    for t in range(1, size):
        np.minimum(least, values[start + t], out=least)
    return least
