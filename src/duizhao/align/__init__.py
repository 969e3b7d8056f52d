"""Sentence alignment: which sentences translate which, how sure that is, and why.

A semi-Markov CRF over a band of bead scores (Sarawagi & Cohen 2004), fed with dictionary evidence (after
Moore 2002 and Ma 2006), lengths (Gale & Church 1993), marks and labels, adapted to the document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from duizhao.align import core
from duizhao.align.explain import reasons
from duizhao.align.pairs import LIKELY, BeadIds
from duizhao.align.sides import Side, side
from duizhao.align.solve import solve
from duizhao.align.weights import Weights, default_weights
from duizhao.lexicon import Lexicon, default_lexicon
from duizhao.model import Bead, Lang, Sentence

# Share of the text in beads whose words speak for each other: translations of laws, reports and novels reach
# .85 to 1; two different laws .02; another version of the same law about .5.
ALIGNED, MISMATCHED = 0.7, 0.35


@dataclass(frozen=True, slots=True)
class Alignment:
    """The beads of a document pair in the order of the Chinese, and how well the two texts fit.

    Attributes:
        beads: cover every sentence of both sides exactly once.
        match: share of the text, 0 to 1, in beads whose words speak for each other.
    """

    beads: tuple[Bead, ...]
    match: float

    @property
    def verdict(self) -> str:
        """`aligned`, `doubtful` (another version? large parts missing?) or `mismatched`."""
        if self.match >= ALIGNED:
            return "aligned"
        return "doubtful" if self.match >= MISMATCHED else "mismatched"


def align(
    zh: Sequence[Sentence],
    en: Sequence[Sentence],
    *,
    lexicon: Lexicon | None = None,
    weights: Weights | None = None,
    moved: bool = True,
) -> Alignment:
    """Align the sentences of a Chinese document with those of its English translation.

    Beads hold 0-based positions in `zh` and `en`. An empty side gives one-sided beads.

    Args:
        moved: whether to look for blocks that stand elsewhere in the translation.
    """
    if not zh or not en:
        beads = [Bead((i,), ()) for i in range(len(zh))] + [Bead((), (j,)) for j in range(len(en))]
        return Alignment(tuple(beads), 0.0)
    doc = core.prepare(_side(zh, "zh"), _side(en, "en"), lexicon or default_lexicon())
    solved = solve(doc, weights or default_weights(), moved=moved)
    beads = [
        Bead(*b.ids, b.result.probability(b.node), why, b.block)
        for b, why in zip(solved, reasons(solved), strict=True)
    ]
    return Alignment(tuple(beads), _match(doc, [b.ids for b in solved], [b.fit for b in solved]))


def _side(sentences: Sequence[Sentence], lang: Lang) -> Side:
    return side(
        [s.text for s in sentences],
        [s.label for s in sentences],
        lang,
        [s.kind == "furniture" for s in sentences],
    )


def _match(doc: core.Document, beads: Sequence[BeadIds], scores: Sequence[float]) -> float:
    """Share of the text of the smaller side, by length, in beads with a likely pair score."""
    fitting_zh = fitting_en = 0.0
    for (rows, cols), score in zip(beads, scores, strict=True):
        if rows and cols and score > LIKELY:
            fitting_zh += float(doc.zh.length[list(rows)].sum())
            fitting_en += float(doc.en.length[list(cols)].sum())
    total_zh, total_en = float(doc.zh.length.sum()), float(doc.en.length.sum())
    return min(1.0, max(fitting_zh / max(total_zh, 1.0), fitting_en / max(total_en, 1.0)))
