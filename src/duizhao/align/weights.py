"""The trained weights, and the file they are kept in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from duizhao.align.features import LAST_NAMES, NAMES


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the passes: of two in the order of NAMES, of the last in that of LAST_NAMES; `about` says how
    they came to be."""

    first: NDArray[np.float64]
    second: NDArray[np.float64]
    last: NDArray[np.float64]
    about: Mapping[str, object]


@cache
def default_weights() -> Weights:
    """The weights that ship (`data/aligner.json`, written by `scripts/train_aligner`)."""
    stored = json.loads(resources.files("duizhao").joinpath("data/aligner.json").read_text(encoding="utf-8"))
    return Weights(
        np.array([stored["first"].get(name, 0.0) for name in NAMES]),
        np.array([stored["second"].get(name, 0.0) for name in NAMES]),
        np.array([stored["last"].get(name, 0.0) for name in LAST_NAMES]),
        stored["about"],
    )
