"""Sentence embeddings as one more piece of evidence, where the user has a model (`duizhao[embed]`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from duizhao.align.search import TYPES, Band
from duizhao.errors import DuizhaoError

_WEIGHT = 6.0  # nats for equal vectors; fixed, since no model is there to train with
_SAMPLE = 2000  # random pairs that tell what similarity is usual


class Encoder(Protocol):
    """Anything that turns sentences into vectors; translations must be close to each other."""

    def encode(self, texts: Sequence[str]) -> Any:
        """An array of one row a text."""


@dataclass(frozen=True, slots=True)
class Embeddings:
    """Unit vectors of both sides, and what similarity is usual between sentences that have nothing in common."""

    zh: NDArray[np.float32]
    en: NDArray[np.float32]
    mean: float

    def take(self, rows: Sequence[int], cols: Sequence[int]) -> Embeddings:
        """Of some of the sentences."""
        return Embeddings(self.zh[list(rows)], self.en[list(cols)], self.mean)

    def bonus(self, band: Band, kind: int, nodes: NDArray[np.int64]) -> NDArray[np.float64]:
        """What the vectors say for the beads of a type that begin at `nodes`, in nats; 0 for one-sided ones.

        A group of sentences is the mean of its vectors (after Thompson & Koehn 2019, who encode the groups).
        """
        n, m = TYPES[kind]
        if not n or not m:
            return np.zeros(len(nodes))
        i, j = band.row[nodes], band.col[nodes]
        a = sum((self.zh[i + t] for t in range(1, n)), start=self.zh[i])
        b = sum((self.en[j + t] for t in range(1, m)), start=self.en[j])
        length = np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1)
        similarity = (a * b).sum(1) / np.maximum(length, 1e-9)
        share = np.clip((similarity - self.mean) / (1 - self.mean), -1.0, 1.0)
        # Squared, so that a stranger in a group costs more than the larger group brings.
        bonus: NDArray[np.float64] = _WEIGHT * float(np.sqrt(n * m)) * share * np.abs(share)
        return bonus


def embed(zh: Sequence[str], en: Sequence[str], encoder: Encoder) -> Embeddings:
    """Encode both texts.

    Raises:
        DuizhaoError: the encoder gives something else than a row of numbers a text.
    """
    sides = []
    for texts in (zh, en):
        vectors = np.asarray(encoder.encode(list(texts)), np.float32)
        if vectors.ndim != 2 or len(vectors) != len(texts) or not np.isfinite(vectors).all():
            raise DuizhaoError(f"the encoder gave {vectors.shape} for {len(texts)} texts", mend="one row a text")
        sides.append(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9))
    rng = np.random.default_rng(0)
    pairs = rng.integers(0, [[len(zh)], [len(en)]], (2, _SAMPLE))
    usual = (sides[0][pairs[0]] * sides[1][pairs[1]]).sum(1)
    return Embeddings(sides[0], sides[1], min(float(usual.mean()), 0.99))


def load_encoder(name: str) -> Encoder:
    """A sentence-transformers model by name or folder. A name is looked for on this machine only.

    Raises:
        DuizhaoError: the library or the model is not there.
    """
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise DuizhaoError("embeddings need an extra", mend="install it: pip install 'duizhao[embed]'") from error
    try:
        model: Encoder = SentenceTransformer(name, local_files_only=True)
    except Exception as error:  # every backend has errors of its own
        raise DuizhaoError(
            f"no model {name!r} on this machine", mend="download it first, or give the folder it lies in"
        ) from error
    return model
