"""The search against brute force on small bands, and its probabilities."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.align.search import NEVER, TYPES, Band, forward_backward, viterbi


def full_band(rows: int, cols: int) -> Band:
    return Band(np.zeros(rows + 1, np.int64), np.full(rows + 1, cols + 1, np.int64), (rows, cols))


def random_scores(band: Band, seed: int) -> np.ndarray:
    scores = np.random.default_rng(seed).normal(size=(len(TYPES), int(band.ptr[-1]))).astype(np.float32)
    scores[band.ends < 0] = NEVER
    return scores


def all_paths(rows: int, cols: int) -> list[list[tuple[int, int, int]]]:
    def walk(i: int, j: int) -> list[list[tuple[int, int, int]]]:
        if (i, j) == (rows, cols):
            return [[]]
        found = []
        for kind, (n, m) in enumerate(TYPES):
            if i + n <= rows and j + m <= cols:
                found += [[(i, j, kind), *rest] for rest in walk(i + n, j + m)]
        return found

    return walk(0, 0)


def total(band: Band, scores: np.ndarray, path: list[tuple[int, int, int]]) -> float:
    return sum(float(scores[k, int(band.ptr[i]) + j - int(band.lo[i])]) for i, j, k in path)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 3), st.integers(0, 3), st.integers(0, 10**6))
def test_viterbi_finds_the_best_path_and_the_posteriors_are_exact(rows: int, cols: int, seed: int) -> None:
    band = full_band(rows, cols)
    scores = random_scores(band, seed)
    paths = all_paths(rows, cols)
    values = [total(band, scores, p) for p in paths]
    assert total(band, scores, viterbi(band, scores)) == pytest.approx(max(values), abs=1e-4)

    posterior, mass = forward_backward(band, scores)
    assert mass == pytest.approx(math.log(sum(map(math.exp, values))), abs=1e-4)
    for kind, (i, j) in itertools.product(range(len(TYPES)), itertools.product(range(rows + 1), range(cols + 1))):
        exact = sum(math.exp(v - mass) for v, p in zip(values, paths, strict=True) if (i, j, kind) in p)
        node = int(band.ptr[i]) + j
        assert posterior[kind, node] == pytest.approx(exact, abs=1e-4)


def test_forbidden_beads_are_not_taken() -> None:
    band = full_band(2, 2)
    scores = np.zeros((len(TYPES), int(band.ptr[-1])), np.float32)
    scores[band.ends < 0] = NEVER
    scores[0] = NEVER  # no 1-1 beads
    assert all(kind != 0 for _, _, kind in viterbi(band, scores))


def test_a_band_with_a_jump_keeps_to_its_rows() -> None:
    lo = np.array([0, 0, 5, 5], np.int64)
    hi = np.array([7, 7, 8, 8], np.int64)
    band = Band(lo, hi, (3, 7))
    scores = random_scores(band, 1)
    path = viterbi(band, scores)
    for i, j, _ in path:
        assert lo[i] <= j < hi[i]
    assert sum(TYPES[k][0] for _, _, k in path) == 3
    assert sum(TYPES[k][1] for _, _, k in path) == 7
