"""Where two alignments of the same sentences differ: the smallest stretches that cover whole beads of both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from duizhao.evaluate.alignment import BeadIds, in_order, moved
from duizhao.model import Bead

Node = tuple[bool, int]


def disagreements(
    gold: Iterable[BeadIds], test: Iterable[BeadIds], scores: Mapping[BeadIds, float]
) -> list[tuple[tuple[Bead, ...], tuple[Bead, ...]]]:
    """Gold's beads and the test's for every stretch where they differ, in the order of the text.

    Args:
        scores: the test's confidence, for beads that have one.
    """
    sides = [{in_order(b) for b in beads if b[0] or b[1]} for beads in (gold, test)]
    parent: dict[Node, Node] = {}

    def root(node: Node) -> Node:
        while (up := parent.setdefault(node, node)) != node:
            parent[node] = node = parent[up]
        return node

    for bead in sides[0] | sides[1]:
        nodes = _nodes(bead)
        for node in nodes[1:]:
            parent[root(node)] = root(nodes[0])
    groups: dict[Node, tuple[list[BeadIds], list[BeadIds]]] = defaultdict(lambda: ([], []))
    for number, beads in enumerate(sides):
        for bead in sorted(beads):
            groups[root(_nodes(bead)[0])][number].append(bead)
    off = [moved(beads) for beads in sides]
    found = [
        (
            tuple(Bead(*bead, 1.0, (), int(bead in off[0])) for bead in expected),
            tuple(Bead(*bead, scores.get(bead, 1.0), (), int(bead in off[1])) for bead in given),
        )
        for expected, given in groups.values()
        if expected != given
    ]
    return sorted(found, key=_place)


def _nodes(bead: BeadIds) -> list[Node]:
    return [(False, i) for i in bead[0]] + [(True, j) for j in bead[1]]


def _place(group: tuple[tuple[Bead, ...], tuple[Bead, ...]]) -> tuple[float, float]:
    """By the first sentences; what has no Chinese stands where its English does, as well as that can be told."""
    beads = (*group[0], *group[1])
    zh, en = [i for b in beads for i in b.zh], [j for b in beads for j in b.en]
    return (min(zh), min(en, default=-1)) if zh else (min(en), min(en))
