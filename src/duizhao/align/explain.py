"""What spoke for and against a bead, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from duizhao.align.result import Pass
from duizhao.align.search import TYPES
from duizhao.align.solve import Solved
from duizhao.lexicon import Rows
from duizhao.model import Reason

_MOST_LINKS = 10
_GROUPS = (
    ("words", ("words_",)),
    ("order", ("placed_",)),
    ("length", ("length", "short_member", "clauses", "omission_length", "addition_length")),
    ("marks", ("mark_", "end_", "open_end", "start_quote")),
    ("quotation", ("quoted_", "quote_")),
    ("type", ("type_",)),
)


def reasons(beads: Sequence[Solved], ratio: Rows | None = None) -> list[tuple[Reason, ...]]:
    """The evidence of each bead, strongest first; values are the model's, in nats. `fit` is the calibrated score
    of the pair taken alone.

    Args:
        ratio: where given, the strongest word pairs are named too (`link`, with how many times more often than by
            chance they stand together).
    """
    found: list[tuple[Reason, ...]] = [()] * len(beads)
    groups: dict[tuple[int, int], list[int]] = defaultdict(list)
    for k, bead in enumerate(beads):
        groups[id(bead.result), bead.node[2]].append(k)
    for (_, kind), members in groups.items():
        result = beads[members[0]].result
        features, band = result.features, result.band
        nodes = np.array([int(band.ptr[i]) + j - int(band.lo[i]) for i, j, _ in (beads[k].node for k in members)])
        parts = features.of_type(kind, nodes) * result.weights[:, None]
        group_of = _membership(features.names)
        sums = {name: parts[rows].sum(0) for name, rows in group_of.items()}
        fixed = features.fixed(kind, nodes)
        for at, k in enumerate(members):
            values = [(name, float(value[at])) for name, value in sums.items() if abs(value[at]) >= 0.05]
            evidence = [Reason(name, value) for name, value in sorted(values, key=lambda v: -abs(v[1]))]
            links = _links(beads[k], ratio) if ratio is not None else []
            found[k] = (*evidence, *_special(beads[k], float(fixed[at])), *links)
    return found


def _membership(names: Sequence[str]) -> dict[str, list[int]]:
    """The rows of each group of features."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, name in enumerate(names):
        rows[next((g for g, starts in _GROUPS if name.startswith(starts)), "other")].append(row)
    return rows


def _special(bead: Solved, fixed: float) -> list[Reason]:
    """How well a pair fits by itself; equal labels and numbers, by name."""
    i, j, kind = bead.node
    n, m = TYPES[kind]
    if not n or not m:
        return []
    zh, en = bead.result.zh, bead.result.en
    found = [Reason("fit", bead.fit)]
    labels = [x for x in zh.labels[i : i + n] if x and x in en.labels[j : j + m]]
    if labels:
        found.append(Reason("label", fixed, labels[0]))
    shared = _shared_values(bead.result, i, n, j, m)
    if shared:
        found.append(Reason("numbers", float(len(shared)), ", ".join(shared[:5])))
    return found


def _links(bead: Solved, ratio: Rows) -> list[Reason]:
    """The strongest word pairs of a bead."""
    i, j, kind = bead.node
    n, m = TYPES[kind]
    zh, en = bead.result.zh, bead.result.en
    theirs = set(en.ids[en.off[j] : en.off[j + m]].tolist())
    pairs = []
    for word in dict.fromkeys(zh.ids[zh.off[i] : zh.off[i + n]].tolist()):
        span = slice(int(ratio.ptr[word]), int(ratio.ptr[word + 1]))
        hits = [
            (v, c) for c, v in zip(ratio.col[span].tolist(), ratio.val[span].tolist(), strict=True) if c in theirs
        ]
        if hits:
            value, column = max(hits)
            pairs.append(Reason("link", value, f"{zh.vocabulary[word]} = {en.vocabulary[column]}"))
    return sorted(pairs, key=lambda r: -r.value)[:_MOST_LINKS]


def _shared_values(result: Pass, i: int, n: int, j: int, m: int) -> list[str]:
    """Numbers that stand on both sides."""
    zh, en = result.zh, result.en
    ours = {zh.vocabulary[t] for t in zh.ids[zh.off[i] : zh.off[i + n]].tolist()}
    theirs = {en.vocabulary[t] for t in en.ids[en.off[j] : en.off[j + m]].tolist()}
    return sorted(t[1:] for t in ours & theirs if t.startswith("#"))
