"""Where the path must roughly go: rare words, numbers and labels that both sides share."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from duizhao.align.chains import heaviest_chain
from duizhao.align.constraints import FREE, Constraints
from duizhao.align.search import Band
from duizhao.align.sides import Side
from duizhao.lexicon import Rows

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

HALF = 12  # columns of the band on each side of the expected path
_STEP = 4  # a jump of more columns opens the whole box around it
_SLACK = 6  # rows on each side of a jump for which it is open
_PARTNERS = 4  # kept for each Chinese sentence
_WINDOW = 5  # rows of the median filter on each side
_STRONG = 8.0  # least ratio of a word pair
_TELLING = 0.05  # least weight of a word pair
_TIE = 1e-9  # a column of distance from the diagonal; decides between equal pairs only
_AT_ONCE = 50_000  # pairs of words
_MOST = 30  # a word in more sentences is no anchor (constant, so that long texts stay linear)


def expected_path(zh: Side, en: Side, ratio: Rows, fixed: Constraints = FREE) -> NDArray[np.float64]:
    """The expected column at every row border, from the heaviest increasing chain of similar sentences."""
    rows, cols, weights = similar(zh, en, ratio)
    known = [*fixed.together, *((i - 1, j - 1) for i, j in fixed.through if i and j)]
    if known:
        extra = np.array(known, np.int64).reshape(-1, 2)
        rows, cols = np.concatenate([rows, extra[:, 0]]), np.concatenate([cols, extra[:, 1]])
        weights = np.concatenate([weights, np.full(len(extra), 1e6)])
    chain = heaviest_chain(rows, cols, weights)
    x = np.concatenate([[-1], rows[chain], [len(zh)]]).astype(float)
    y = np.concatenate([[-1], cols[chain], [len(en)]]).astype(float)
    middle = np.interp(np.arange(len(zh) + 1) - 0.5, x, y) + 0.5
    padded = np.concatenate([np.full(_WINDOW, middle[0]), middle, np.full(_WINDOW, middle[-1])])
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * _WINDOW + 1)
    filtered: NDArray[np.float64] = np.median(windows, axis=1)
    return filtered


def band_around(path: NDArray[np.float64], size: tuple[int, int], half: int = HALF) -> Band:
    """A band of `half` columns on each side of a path; where the path jumps, the whole box is open."""
    rows, columns = size
    middle = np.maximum.accumulate(np.clip(path, 0, columns))
    centre = np.round(middle).astype(np.int64)
    lo, hi = centre - half, centre + half + 1
    low, high = lo.copy(), hi.copy()
    for i in np.flatnonzero(np.diff(middle) > _STEP).tolist():
        before, after = max(0, i - _SLACK), min(rows, i + 1 + _SLACK)
        hi[before : i + 1] = np.maximum(hi[before : i + 1], high[i + 1])
        lo[i + 1 : after + 1] = np.minimum(lo[i + 1 : after + 1], low[i])
    lo, hi = np.clip(lo, 0, columns), np.clip(hi, 1, columns + 1)
    lo[0], hi[rows] = 0, columns + 1
    hi[0] = max(hi[0], min(columns + 1, half))
    lo[rows] = min(lo[rows], max(0, columns - half))
    hi = np.maximum.accumulate(hi)
    lo = np.minimum.accumulate(lo[::-1])[::-1]
    lo[1:] = np.minimum(lo[1:], hi[:-1] - 1)
    return Band(lo, hi, size)


def similar(zh: Side, en: Side, ratio: Rows) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Pairs of sentences that share rare words: rows, columns, weights, the best few of every row."""
    most = min(max(8.0, 0.03 * len(en)), _MOST)
    token_row_z, df_z = _occurrences(zh)
    token_row_e, df_e = _occurrences(en)
    rare_e = df_e <= most
    idf = np.clip(np.log((len(en) + 10) / (df_e + 1)), 0.2, 5) / 5
    strength = np.minimum(ratio.val, 60) / 60 * idf[ratio.col] ** 2
    strong = (ratio.val > _STRONG) & rare_e[ratio.col] & (df_z <= 2 * most)[ratio.row] & (strength > _TELLING)
    strength = strength[strong]
    pair_ptr = np.concatenate([[0], np.cumsum(np.bincount(ratio.row[strong], minlength=len(zh.vocabulary)))])
    pair_col = ratio.col[strong]

    # Chinese token → its English words → the sentences where these stand; some rows at a time.
    order = np.argsort(en.ids, kind="stable")
    place_ptr = np.concatenate([[0], np.cumsum(np.bincount(en.ids, minlength=len(en.vocabulary)))])
    place = token_row_e[order]
    places = np.diff(place_ptr)[pair_col]
    work = np.concatenate([[0], np.cumsum(places)])[pair_ptr]
    work = np.concatenate([[0], np.cumsum(np.diff(work)[zh.ids])])[zh.off]
    length_z, length_e = np.sqrt(np.maximum(1, np.diff(zh.off))), np.sqrt(np.maximum(1, np.diff(en.off)))
    shift = len(en).bit_length()
    found = [(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))]
    top = 0
    while top < len(zh):
        bottom = max(top + 1, int(np.searchsorted(work, work[top] + _AT_ONCE, "right")) - 1)
        tokens = slice(int(zh.off[top]), int(zh.off[bottom]))
        token, pair = _expand(pair_ptr, zh.ids[tokens])
        _, at = _expand(place_ptr, pair_col[pair])
        key = np.repeat((token_row_z[tokens] - top)[token] << shift, places[pair]) + place[at]
        key, total = _summed(key, np.repeat(strength[pair], places[pair]))
        rows, cols = (key >> shift) + top, key & ((1 << shift) - 1)
        # Of equal ones those near the diagonal: a line that is printed a hundred times has its partner there.
        score = total / length_e[cols] - _TIE * np.abs(cols - (rows + 0.5) * (len(en) / len(zh)))
        good = np.flatnonzero(score / length_z[rows] > 0.01)
        rows, cols, score = rows[good], cols[good], score[good]
        best = _best_of_rows(rows, score, _PARTNERS)
        found.append((rows[best], cols[best], score[best]))
        top = bottom
    rows, cols, score = (np.concatenate(part) for part in zip(*found, strict=True))
    return rows, cols, score


def _summed(keys: Ints, weights: Floats) -> tuple[Ints, Floats]:
    """The distinct keys, ascending, and the sum of the weights of each."""
    if not len(keys):
        return keys, weights
    bits = len(keys).bit_length()
    packed = np.sort(keys << bits | np.arange(len(keys)))  # five times faster than argsort
    keys = packed >> bits
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    return keys[first], np.add.reduceat(weights[packed & ((1 << bits) - 1)], first)


def _best_of_rows(rows: Ints, scores: Floats, count: int) -> Ints:
    """Where the best few of every row stand (`rows` ascending); of equal ones, the first."""
    if not len(rows):
        return rows
    scores = scores.copy()
    first = np.flatnonzero(np.diff(rows, prepend=-1))
    row = np.repeat(np.arange(len(first)), np.diff(np.append(first, len(rows))))
    best = []
    for _ in range(count):
        hit = np.flatnonzero(scores == np.maximum.reduceat(scores, first)[row])
        hit = hit[np.diff(row[hit], prepend=-1) > 0]
        best.append(hit[scores[hit] > -np.inf])
        scores[hit] = -np.inf
    return np.sort(np.concatenate(best))


def _occurrences(side: Side) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The sentence of every token, and in how many sentences each word stands."""
    rows = np.repeat(np.arange(len(side)), np.diff(side.off))
    pairs = np.unique(rows * np.int64(len(side.vocabulary)) + side.ids)
    return rows, np.bincount(pairs % max(1, len(side.vocabulary)), minlength=len(side.vocabulary))


def _expand(ptr: NDArray[np.int64], keys: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each key its entries in a compressed table: (position in `keys`, entry)."""
    sizes = ptr[keys + 1] - ptr[keys]
    source = np.repeat(np.arange(len(keys)), sizes)
    entry = np.arange(int(sizes.sum())) + np.repeat(ptr[keys] - (np.cumsum(sizes) - sizes), sizes)
    return source, entry
