"""Which English stems translate which Chinese words, learned from aligned units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from duizhao.lexicon.learned import Learned, Translations
from duizhao.lexicon.rows import Rows
from duizhao.script import is_han

_PRIOR = 3.0  # observations that the dictionary's word is worth
_ANY = 0.05  # of a word's mass is spread over all English words, so that new pairs can be learned
_NULL = 0.03  # greatest weight of the null word, that of `the`: in a few short texts every word is frequent
_ITERATIONS = 5
_CHUNK = 2000  # units worked on at once
_LEAST_SHARE = 0.03  # of a word's occurrences
_LEAST_LIFT = 4.0  # how many times more often than the English word stands anywhere …
_LEAST_PART = 0.2  # … or of the English word's occurrences, for words that stand in every second unit


@dataclass(frozen=True, slots=True)
class Habits:
    """When a pair is believed.

    Attributes:
        together: units that both words of a new pair must share.
        least: expected count below which a pair is not kept.
        shrink: occurrences added to a word's for which nothing is learned: what was seen twice is no habit yet.
    """

    together: int
    least: float
    shrink: float


FROM_TEXT = Habits(2, 2.0, 2.0)
FROM_TERMS = Habits(1, 0.4, 0.5)  # a term is given by a person, and stands in a glossary once

Ids = NDArray[np.int64]
Floats = NDArray[np.float64]
Unit = tuple[NDArray[np.int32], NDArray[np.int32]]


def learn(
    zh: Sequence[str],
    en: Sequence[str],
    units: Sequence[Unit],
    table: Rows,
    *,
    dictionary: str = "",
    habits: Habits = FROM_TEXT,
) -> Learned:
    """Translation probabilities from aligned units.

    MAP estimation of IBM Model 1 (Brown et al. 1993) with the dictionary as the prior, in both directions; the
    expected count of a pair is the geometric mean of both (as in alignment by agreement, Liang et al. 2006). A
    word counts once a unit: repetition inside a unit is no further evidence.

    Args:
        zh, en: the vocabularies.
        units: word numbers of both sides, each once.
        table: t(en | zh) of the dictionary for the two vocabularies.
        dictionary: the dictionary's name, kept in the result.
        habits: how much has to be seen of a pair.
    """
    usable = [u for u in units if len(u[0]) and len(u[1])]
    if not usable:
        return Learned(len(units), dictionary, {})
    width = len(en)
    df_z = _document_frequency([u[0] for u in usable], len(zh))
    df_e = _document_frequency([u[1] for u in usable], width)
    keys = _kept_cells(usable, table, width, habits.together)
    if not len(keys):
        return Learned(len(units), dictionary, {})
    row, col = keys // width, keys % width
    prior = np.zeros(len(keys))
    prior[np.searchsorted(keys, table.row * np.int64(width) + table.col)] = table.val
    prior = (1 - _ANY) * prior + _ANY * (df_e / df_e.sum())[col]
    joint = prior * (df_z / df_z.sum())[row]
    reverse = joint / np.maximum(np.bincount(col, joint, width), 1e-12)[col]
    null_e, null_z = (np.minimum(0.5 * df / df.sum(), _NULL) for df in (df_e, df_z))

    forward, backward = prior, reverse
    agreed = np.zeros(len(keys))
    for turn in range(_ITERATIONS):
        last = turn == _ITERATIONS - 1
        count_f, count_b = np.zeros(len(keys)), np.zeros(len(keys))
        for cell, place_z, place_e, z, e in _chunks(usable, keys, width):
            a = _share(forward[cell], place_e, null_e[e])
            b = _share(backward[cell], place_z, null_z[z])
            count_f += np.bincount(cell, a, len(keys))
            count_b += np.bincount(cell, b, len(keys))
            if last:
                agreed += np.bincount(cell, np.sqrt(a * b), len(keys))
        forward = (count_f + _PRIOR * prior) / (np.bincount(row, count_f, len(zh)) + _PRIOR)[row]
        backward = (count_b + _PRIOR * reverse) / (np.bincount(col, count_b, width) + _PRIOR)[col]

    share = agreed / np.maximum(df_z, 1)[row]
    telling = (share >= _LEAST_LIFT * (df_e / len(usable))[col]) | (agreed >= _LEAST_PART * df_e[col])
    keep = (agreed >= habits.least) & (share >= _LEAST_SHARE) & telling
    found: dict[str, dict[str, float]] = {}
    for k in np.flatnonzero(keep).tolist():
        word, stem = zh[row[k]], en[col[k]]
        if is_han(word[0]) and not is_han(stem[0]) and stem[0] != "#":
            found.setdefault(word, {})[stem] = float(agreed[k])
    seen = dict(zip(zh, df_z.tolist(), strict=True))
    words = {w: _translations(int(seen[w]), counts, habits.shrink) for w, counts in found.items()}
    return Learned(len(units), dictionary, words)


def _translations(seen: int, counts: dict[str, float], shrink: float) -> Translations:
    """Probabilities from expected counts; they never sum to more than the share of occurrences that count."""
    whole = max(seen, sum(counts.values())) + shrink
    return Translations(seen, {s: round(c / whole, 4) for s, c in counts.items()})


def _document_frequency(sides: Sequence[NDArray[np.int32]], size: int) -> Floats:
    return np.bincount(np.concatenate(sides), minlength=size).astype(float)


def _products(units: Sequence[Unit], width: int) -> Iterator[tuple[Ids, Ids, Ids, Ids, Ids]]:
    """Chunks of all word pairs of all units: pair, places of both words in the chunk, the words."""
    for start in range(0, len(units), _CHUNK):
        zs, es, place_z, place_e = list[Ids](), list[Ids](), list[Ids](), list[Ids]()
        at_z = at_e = 0
        for a, b in units[start : start + _CHUNK]:
            zs.append(np.repeat(a, len(b)).astype(np.int64))
            es.append(np.tile(b, len(a)).astype(np.int64))
            place_z.append(np.repeat(np.arange(at_z, at_z + len(a)), len(b)))
            place_e.append(np.tile(np.arange(at_e, at_e + len(b)), len(a)))
            at_z += len(a)
            at_e += len(b)
        z, e = np.concatenate(zs), np.concatenate(es)
        yield z * np.int64(width) + e, np.concatenate(place_z), np.concatenate(place_e), z, e


def _kept_cells(units: Sequence[Unit], table: Rows, width: int, together: int) -> Ids:
    """Word pairs that the dictionary knows or that share some units: others can't be learned."""
    parts, times = [], []
    for key, *_ in _products(units, width):
        distinct, count = np.unique(key, return_counts=True)
        parts.append(distinct)
        times.append(count)
    distinct, inverse = np.unique(np.concatenate(parts), return_inverse=True)
    seen_in = np.bincount(inverse, np.concatenate(times))
    return np.union1d(distinct[seen_in >= together], table.row * np.int64(width) + table.col)


def _chunks(units: Sequence[Unit], keys: Ids, width: int) -> Iterator[tuple[Ids, Ids, Ids, Ids, Ids]]:
    """The products as numbers of kept cells."""
    for key, place_z, place_e, z, e in _products(units, width):
        cell = np.minimum(np.searchsorted(keys, key), len(keys) - 1)
        ok = keys[cell] == key
        yield cell[ok], place_z[ok], place_e[ok], z[ok], e[ok]


def _share(p: Floats, place: Ids, null: Floats) -> Floats:
    """The candidates for one place share one unit of mass with the null word."""
    total: Floats = np.bincount(place, p)[place] + null
    return p / total
