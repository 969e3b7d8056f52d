"""The document teaches its own vocabulary: Model 1 on confident beads, cross-fitted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from duizhao.align.evidence import CHUNK, frequencies
from duizhao.align.search import TYPES
from duizhao.align.sides import Side
from duizhao.lexicon import Rows

FOLDS = 5
REGION = 64 * CHUNK  # rows that learn together
_PRIOR = 3.0  # observations that the dictionary's word is worth
_ITERATIONS = 4
_ANY = 0.05  # of a word's mass is spread over all English words, so that new pairs can be learned
_RARE = 3e-4  # probabilities below count as so much
_CEILING = 300.0  # of a ratio
_ROWS = 512  # of tables that are joined
_AT_ONCE = 1 << 16  # entries of the dictionary: what stays in the processor's cache
_REACH = max(n for n, _ in TYPES)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Places = NDArray[np.int32]


def adapted_ratios(
    zh: Side, en: Side, table: Rows, beads: Sequence[tuple[tuple[int, ...], tuple[int, ...]]], blocks: Ints
) -> list[Rows]:
    """Ratios as in `evidence.ratios`, sharpened by the document's own beads: one set for each fold of rows. All have
    the same cells, 0 where the ratio of a fold is below 1.

    MAP estimation of IBM Model 1 (Brown et al. 1993) with the dictionary as prior, in both directions; the
    ratio is their geometric mean. A fold of rows (every fifth block) uses the counts of the other folds only:
    without this the model confirms its own errors, and it hurts. Long texts learn by regions of REGION rows, of
    which the greatest ratio counts: it keeps memory and time in proportion.

    Args:
        blocks: the block of each Chinese sentence.
    """
    chances = frequencies(zh), frequencies(en)
    number = round(len(zh) / REGION)
    if number <= 1 or not beads:
        return _learned(zh, en, table, beads, blocks, chances)
    regions = []
    for k in range(number):
        top, bottom = k * REGION, (k + 1) * REGION if k + 1 < number else len(zh)
        inside = [b for b in beads if top <= b[0][0] < bottom]
        if inside:
            left, right = min(b[1][0] for b in inside), max(b[1][-1] for b in inside) + 1
            own = _of_region(zh, en, table, slice(top, min(bottom + _REACH, len(zh))), slice(left, right))
            regions.append(_learned(zh, en, own, inside, blocks, chances))
    return _greatest(regions, len(zh.vocabulary), len(en.vocabulary))


def _greatest(regions: Sequence[Sequence[Rows]], height: int, width: int) -> list[Rows]:
    """The tables of several regions as one set: the greatest value of each cell. Some rows at a time: this stays in the
    processor's cache, and needs little memory.

    Args:
        regions: of each the tables of all folds, which have the same cells; so have those of the result.
    """
    shift = max(width, 1).bit_length()
    sizes, columns = [np.zeros(0, np.int64)], [np.zeros(0, np.int32)]
    values = [[np.zeros(0, np.float32)] for _ in range(FOLDS)]
    for top in range(0, height, _ROWS):
        bottom = min(top + _ROWS, height)
        keys, parts = [], []
        for table, *_ in regions:
            ptr = table.ptr[top : bottom + 1]
            parts.append(slice(int(ptr[0]), int(ptr[-1])))
            keys.append(np.repeat(np.arange(bottom - top) << shift, np.diff(ptr)) | table.col[parts[-1]])
        key = np.concatenate(keys)
        bits = len(key).bit_length()
        packed = np.sort(key << bits | np.arange(len(key)))
        key = packed >> bits
        first = np.flatnonzero(np.diff(key, prepend=-1))
        key = key[first]
        sizes.append(np.bincount(key >> shift, minlength=bottom - top))
        columns.append((key & ((1 << shift) - 1)).astype(np.int32))
        if len(first):
            order = packed & ((1 << bits) - 1)
            for fold, found in enumerate(values):
                value = np.concatenate([folds[fold].val[part] for folds, part in zip(regions, parts, strict=True)])
                found.append(np.maximum.reduceat(value[order], first))
    ptr = np.concatenate([[0], np.cumsum(np.concatenate(sizes))])
    col = np.concatenate(columns)
    return [Rows(ptr, col, np.concatenate(found)) for found in values]


def _learned(
    zh: Side, en: Side, table: Rows, beads: Sequence[tuple[tuple[int, ...], tuple[int, ...]]],
    blocks: Ints, chances: tuple[Floats, Floats],
) -> list[Rows]:  # fmt: skip
    """The ratios of one region."""
    p_zh, p_en = chances
    width, height = max(len(en.vocabulary), 1), len(zh.vocabulary)
    first, last = (np.array([b[0][k] for b in beads], np.int64) for k in (0, -1))
    left, right = (np.array([b[1][k] for b in beads], np.int64) for k in (0, -1))
    ours, theirs = _words_of_beads(zh, first, last), _words_of_beads(en, left, right)
    zh_place, en_place = _products(ours, theirs)
    # All pairs in the order of their cells: what follows then runs through memory.
    shift, bits = width.bit_length(), len(zh_place).bit_length()
    packed = ours.words[zh_place]
    packed <<= shift
    packed |= theirs.words[en_place]
    packed <<= bits
    packed |= np.arange(len(packed))
    packed.sort()
    source = packed & ((1 << bits) - 1)
    zh_place, en_place = zh_place[source], en_place[source]
    packed >>= bits
    new = np.ones(len(packed), bool)
    np.not_equal(packed[1:], packed[:-1], out=new[1:])
    cell = np.cumsum(new) - 1
    keys = packed[new]
    del packed, source, new
    row, col = keys >> shift, keys & ((1 << shift) - 1)

    dictionary = _Dictionary(table, p_zh, p_en, keys, shift)
    prior = dictionary.prior
    in_column = dictionary.columns
    in_column += np.bincount(col, np.where(dictionary.known, 0.0, prior * p_zh[row]), width)
    reverse = prior * p_zh[row] / np.maximum(in_column, 1e-12)[col]
    forward = _Counts(cell, (ours, zh_place), (theirs, en_place), 0.5 * p_en, prior, row, height)
    backward = _Counts(cell, (theirs, en_place), (ours, zh_place), 0.5 * p_zh, reverse, col, width)

    # Windows reach a few rows into the next block.
    held_by_bead = np.zeros(len(beads), np.uint8)
    for rows in (np.maximum(first - _REACH, 0), first, last):
        held_by_bead |= np.uint8(1) << (blocks[rows] % FOLDS).astype(np.uint8)
    held_zh, held_en = (np.repeat(held_by_bead, np.diff(words.ptr)) for words in (ours, theirs))
    totals = forward.totals_without(held_zh), backward.totals_without(held_en)
    held = held_zh[zh_place]
    folds = [np.flatnonzero(held & (1 << fold)) for fold in range(FOLDS)]

    # Few cells have a ratio above 1 in any fold: those that have with the smallest sums.
    rest_row, rest_col, rest_prior, rest_reverse = dictionary.rest()
    row, col = np.concatenate([row, rest_row]), np.concatenate([col, rest_col])
    scale = 1 / (np.maximum(p_en, _RARE)[col] * np.maximum(p_zh, _RARE)[row])
    most_t = forward.mass(rest_prior) / np.minimum.reduce(totals[0])[row]
    most_s = backward.mass(rest_reverse) / np.minimum.reduce(totals[1])[col]
    good = np.flatnonzero(most_t * most_s * scale > 1.0)
    good = good[np.argsort(row[good] << shift | col[good], kind="stable")]
    del most_t, most_s, keys, dictionary, prior, reverse
    row, col, scale = row[good], col[good], scale[good]
    values = np.zeros((FOLDS, len(good)), np.float32)
    for value, t, of_row, s, of_col in zip(
        values, forward.without(folds, good, rest_prior), totals[0],
        backward.without(folds, good, rest_reverse), totals[1], strict=True,
    ):  # fmt: skip
        t *= s
        t *= scale
        t /= of_row[row] * of_col[col]
        value[:] = np.where(t > 1.0, np.minimum(np.sqrt(t), _CEILING), 0.0)
    keep = np.flatnonzero(values.any(0))
    ptr = np.concatenate([[0], np.cumsum(np.bincount(row[keep], minlength=height))])
    columns = col[keep].astype(np.int32)
    return [Rows(ptr, columns, value[keep]) for value in values]


@dataclass(frozen=True, slots=True)
class _Words:
    """The distinct words of one side of some beads, bead by bead, and how often each stands there."""

    words: Ints
    times: Floats
    ptr: Ints  # where each bead's words begin


def _words_of_beads(side: Side, first: Ints, last: Ints) -> _Words:
    sizes = side.off[last + 1] - side.off[first]
    shift = max(len(side.vocabulary), 1).bit_length()
    keys = np.repeat(np.arange(len(first)), sizes) << shift | side.ids[_ranges(side.off[first], sizes)]
    keys, times = np.unique(keys, return_counts=True)
    ptr = np.searchsorted(keys, np.arange(len(first) + 1) << shift)
    return _Words(keys & ((1 << shift) - 1), times.astype(np.float64), ptr)


class _Dictionary:
    """The dictionary as prior of the cells that stand in beads, and the rest of it.

    Attributes:
        known: which of the cells it has.
        prior: of the cells.
        columns: the joint probabilities of each English word with all words of the dictionary.
    """

    def __init__(self, table: Rows, p_zh: Floats, p_en: Floats, keys: Ints, shift: int) -> None:
        self.table, self.row, self.p_zh, self.p_en = table, table.row.astype(np.int32), p_zh, p_en
        ours = self.row.astype(np.int64) << shift
        ours |= table.col
        at = np.minimum(np.searchsorted(ours, keys), max(len(ours) - 1, 0))
        self.known = ours[at] == keys if len(ours) else np.zeros(len(keys), bool)
        at = at[self.known]
        self.prior = _ANY * p_en[keys & ((1 << shift) - 1)]
        self.prior[self.known] += (1 - _ANY) * table.val[at]
        self.seen = np.zeros(len(ours), bool)
        self.seen[at] = True
        self.columns = np.zeros(len(p_en))
        for part in self._parts():
            col = table.col[part]
            self.columns += np.bincount(col, self._prior(part) * p_zh[self.row[part]], len(p_en))

    def _parts(self) -> list[slice]:
        return [slice(start, start + _AT_ONCE) for start in range(0, len(self.row), _AT_ONCE)]

    def _prior(self, part: slice) -> Floats:
        prior: Floats = (1 - _ANY) * self.table.val[part].astype(np.float64) + _ANY * self.p_en[self.table.col[part]]
        return prior

    def rest(self) -> tuple[Ints, Ints, Floats, Floats]:
        """The cells that stand in no bead and may yet have a ratio above 1: rows, columns, priors in both directions
        (which sink with what else their words are seen with)."""
        found = [(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), np.zeros(0))]
        for part in self._parts():
            row, col, prior = self.row[part].astype(np.int64), self.table.col[part].astype(np.int64), self._prior(part)
            reverse = prior * self.p_zh[row] / np.maximum(self.columns, 1e-12)[col]
            limit = np.maximum(self.p_en, _RARE)[col] * np.maximum(self.p_zh, _RARE)[row]
            keep = np.flatnonzero(~self.seen[part] & (prior * reverse > limit))
            found.append((row[keep], col[keep], prior[keep], reverse[keep]))
        row, col, prior, reverse = (np.concatenate(x) for x in zip(*found, strict=True))
        return row, col, prior, reverse


def _of_region(zh: Side, en: Side, table: Rows, rows: slice, cols: slice) -> Rows:
    """A table with the words alone that stand in some rows and columns."""
    here_zh, here_en = np.zeros(len(zh.vocabulary), bool), np.zeros(len(en.vocabulary), bool)
    here_zh[zh.ids[zh.off[rows.start] : zh.off[rows.stop]]] = True
    here_en[en.ids[en.off[cols.start] : en.off[cols.stop]]] = True
    row = table.row
    keep = np.flatnonzero(here_zh[row] & here_en[table.col])
    return Rows.from_cells(row[keep], table.col[keep], table.val[keep], len(zh.vocabulary))


def _ranges(start: Ints, size: Ints) -> Ints:
    """The numbers from each start, one range after the other."""
    numbers: Ints = np.arange(int(size.sum())) + np.repeat(start - (np.cumsum(size) - size), size)
    return numbers


def _products(ours: _Words, theirs: _Words) -> tuple[Ints, Ints]:
    """All pairs of words of all beads, as places in the two lists."""
    sizes = np.diff(theirs.ptr)
    left, count = (np.repeat(x, np.diff(ours.ptr)) for x in (theirs.ptr[:-1], sizes))
    return np.repeat(np.arange(len(ours.words)), count), _ranges(left, count)


class _Counts:
    """Expected counts of word pairs in one direction after some rounds of EM.

    The candidates for one place of a text share one unit of mass with the null word.

    Args:
        cell: of every pair of words of a bead, its cell.
        given, explained: the words of both sides, and the place of each pair's words among them.
        null: the null word's share, by word.
        prior: by cell.
        owner: the word that each cell's probability is given; there are `owners` of them.
    """

    def __init__(
        self, cell: Ints, given: tuple[_Words, Ints], explained: tuple[_Words, Ints], null: Floats, prior: Floats,
        owner: Ints, owners: int,
    ) -> None:  # fmt: skip
        self.cell, self.prior, self.owner, self.owners = cell, prior, owner, owners
        self.given, self.place = given, explained[1]
        times, nulls = explained[0].times, null[explained[0].words]
        # A word that stands twice in a bead explains twice.
        repeated = given[0].times > 1
        self.many = np.flatnonzero(repeated[given[1]])
        self.times = given[0].times[given[1][self.many]]
        table = prior
        for _ in range(_ITERATIONS):
            self.table: Floats = table
            self.share: Floats = times / (np.bincount(self.place, self._weighed(table[cell]), len(times)) + nulls)
            self.shares = np.bincount(cell, self._weighed(self.share[self.place]), len(prior))
            self.counts = table * self.shares
            self.total = np.bincount(owner, self.counts, owners) + _PRIOR
            table = (self.counts + _PRIOR * prior) / self.total[owner]

    def _weighed(self, values: Floats) -> Floats:
        values[self.many] *= self.times
        return values

    def _amounts(self) -> Floats:
        """What each pair adds to the shares of its cell."""
        return self._weighed(self.share[self.place])

    def totals_without(self, held: NDArray[np.uint8]) -> list[Floats]:
        """The mass of each owner without each fold.

        Args:
            held: the folds, as bits, that each of the given words is kept from.
        """
        words = self.given[0].words
        counts = np.bincount(self.given[1], self.table[self.cell] * self._amounts(), len(words))
        gone = [np.bincount(words, counts * (held >> fold & 1), self.owners) for fold in range(FOLDS)]
        return [np.maximum(self.total - x, _PRIOR) for x in gone]

    def mass(self, others: Floats) -> Floats:
        """The mass of all cells, and after them that of others, which occur nowhere, by their priors."""
        return np.concatenate([self.counts + _PRIOR * self.prior, _PRIOR * others])

    def without(self, folds: Sequence[Ints], chosen: Ints, others: Floats) -> Iterator[Floats]:
        """The mass of chosen ones of these cells without the pairs of one fold after the other."""
        seen = np.flatnonzero(chosen < len(self.prior))
        cells = chosen[seen]
        slot = np.full(len(self.prior), len(cells))
        slot[cells] = np.arange(len(cells))
        slots, amounts = slot[self.cell], self._amounts()
        table, shares = self.table[cells], self.shares[cells]
        prior = _PRIOR * np.concatenate([self.prior, others])[chosen]
        for out in folds:
            gone = np.bincount(slots[out], amounts[out], len(cells) + 1)[:-1]
            mass = prior.copy()
            mass[seen] += table * np.maximum(shares - gone, 0.0)
            yield mass
