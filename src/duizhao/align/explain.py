"""What spoke for and against a bead, in words."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from duizhao.align.core import Pass
from duizhao.align.search import TYPES
from duizhao.model import Reason

_GROUPS = (
    ("words", ("words_",)),
    ("length", ("length", "short_member", "clauses", "omission_length", "addition_length")),
    ("marks", ("mark_", "end_", "open_end", "start_quote")),
    ("quotation", ("quoted_", "quote_")),
    ("type", ("type_",)),
)


def reasons(result: Pass, bead: tuple[int, int, int], fit: float) -> tuple[Reason, ...]:
    """The evidence of a bead of the path, strongest first; values are the model's, in nats.

    `fit` is the calibrated score of the pair taken alone (`pairs.pair_scores`).
    """
    i, j, kind = bead
    n, m = TYPES[kind]
    features = result.features
    node = np.array([int(features.band.ptr[i]) + j - int(features.band.lo[i])])
    parts = features.of_type(kind, node)[:, 0] * result.weights
    groups: dict[str, float] = defaultdict(float)
    for name, value in zip(features.names, parts.tolist(), strict=True):
        group = next((g for g, starts in _GROUPS if name.startswith(starts)), "other")
        groups[group] += value
    found = [Reason(name, value) for name, value in groups.items() if abs(value) >= 0.05]
    found.sort(key=lambda r: -abs(r.value))
    if n and m:
        found.insert(0, Reason("fit", fit))
        labels = [x for x in result.zh.labels[i : i + n] if x and x in result.en.labels[j : j + m]]
        if labels:
            found.append(Reason("label", float(features.label_bonus(node)[0]), labels[0]))
        shared = _shared_values(result, i, n, j, m)
        if shared:
            found.append(Reason("numbers", float(len(shared)), ", ".join(shared[:5])))
    return tuple(found)


def _shared_values(result: Pass, i: int, n: int, j: int, m: int) -> list[str]:
    """Numbers that stand on both sides."""
    zh, en = result.zh, result.en
    ours = {zh.vocabulary[t] for t in zh.ids[zh.off[i] : zh.off[i + n]].tolist()}
    theirs = {en.vocabulary[t] for t in en.ids[en.off[j] : en.off[j + m]].tolist()}
    return sorted(t[1:] for t in ours & theirs if t.startswith("#"))
