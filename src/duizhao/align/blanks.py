"""Lines without text: nothing says where they belong but their neighbours."""

from __future__ import annotations

from collections.abc import Sequence

from duizhao.align.order import in_order
from duizhao.model import Bead, Sentence


def with_text(sentences: Sequence[Sentence]) -> list[int]:
    """The positions of the sentences that have any text."""
    return [i for i, s in enumerate(sentences) if s.text.strip()]


def with_blanks(
    beads: Sequence[Bead], full: tuple[Sequence[int], Sequence[int]], size: tuple[int, int]
) -> list[Bead]:
    """The beads of the sentences with text, in positions among all: a blank line between two sentences of a bead is
    part of it, blank lines that follow the same bead on both sides make beads, others stand alone.

    Args:
        full: the positions of the sentences with text, of both sides.
        size: the numbers of all sentences.
    """
    placed = [Bead(_spread(b.zh, full[0]), _spread(b.en, full[1]), b.score, b.why, b.block) for b in beads]
    behind_zh = _blanks([b.zh for b in placed], size[0])
    behind_en = _blanks([b.en for b in placed], size[1])
    for number in sorted({*behind_zh, *behind_en}):
        zh, en = behind_zh.get(number, []), behind_en.get(number, [])
        both = min(len(zh), len(en))
        placed += [Bead((i,), (j,)) for i, j in zip(zh, en, strict=False)]
        placed += [Bead((i,), ()) for i in zh[both:]] + [Bead((), (j,)) for j in en[both:]]
    return in_order(placed)


def _spread(ids: Sequence[int], full: Sequence[int]) -> tuple[int, ...]:
    """The positions of some sentences among all, with the blank lines between neighbours."""
    found: list[int] = []
    for n, k in enumerate(ids):
        follows = n > 0 and ids[n - 1] == k - 1
        found += range(full[k - 1] + 1 if follows else full[k], full[k] + 1)
    return tuple(found)


def _blanks(members: Sequence[Sequence[int]], size: int) -> dict[int, list[int]]:
    """The lines in no bead, by the number of the bead that ends before them (-1 at the start)."""
    owner = {i: number for number, ids in enumerate(members) for i in ids}
    behind: dict[int, list[int]] = {}
    last = -1
    for i in range(size):
        if i in owner:
            last = owner[i]
        else:
            behind.setdefault(last, []).append(i)
    return behind
