"""Sentence alignment: which sentences translate which, how sure that is, and why.

A semi-Markov CRF over a band of bead scores (Sarawagi & Cohen 2004), fed with dictionary evidence (after
Moore 2002 and Ma 2006), lengths (Gale & Church 1993), marks and labels, adapted to the document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from duizhao.align import core
from duizhao.align.blanks import with_blanks, with_text
from duizhao.align.encoder import Encoder, embed
from duizhao.align.explain import reasons
from duizhao.align.movers import name_movers
from duizhao.align.order import in_order
from duizhao.align.pairs import LIKELY
from duizhao.align.regions import Region, poor_regions
from duizhao.align.sides import Side, labels_of, side
from duizhao.align.solve import solve
from duizhao.align.weights import Weights, default_weights
from duizhao.lexicon import Lexicon, default_lexicon
from duizhao.model import Bead, Lang, Sentence

# Least match of a translation, and greatest of two texts that are none. Measured: laws, reports and novels with
# their translations .93 to 1, a freely translated magazine .78; another version of the same law .44; two
# different laws .02.
ALIGNED, MISMATCHED = 0.65, 0.25
# Sentences of a text that says too little of how often its words are there by chance: what is sure is believed. Half of
# the texts of 2 to 30 sentences cut out of four translations had a match of .0 to .9 by their words, and have .93 to 1
# so; of as many pairs of texts that are none, the greatest is .28.
_FEW = 40


@dataclass(frozen=True, slots=True)
class Alignment:
    """The beads of a document pair in the order of the Chinese, and how well the two texts fit.

    Attributes:
        beads: cover every sentence of both sides exactly once.
        match: how much of both texts, 0 to 1, is in beads that are likely and whose words speak for each other.
        poor: stretches of both texts that do not fit, although the whole may.
    """

    beads: tuple[Bead, ...]
    match: float
    poor: tuple[Region, ...] = ()

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
    kept: Sequence[Bead] = (),
    together: Sequence[tuple[int, int]] = (),
    explain: bool = False,
    encoder: Encoder | None = None,
) -> Alignment:
    """Align the sentences of a Chinese document with those of its English translation.

    Beads hold 0-based positions in `zh` and `en`. An empty side gives one-sided beads.

    Args:
        moved: whether to look for blocks that stand elsewhere in the translation.
        kept: beads that stay as they are; the rest is aligned around them.
        together: positions (Chinese, English) of sentences that must share a bead.
        explain: whether reasons also name the strongest word pairs.
        encoder: sentence embeddings as further evidence.
    """
    if not zh or not en:
        beads = [Bead((i,), ()) for i in range(len(zh))] + [Bead((), (j,)) for j in range(len(en))]
        return Alignment(tuple(beads), 0.0)
    full = with_text(zh), with_text(en)
    if (len(full[0]) < len(zh) or len(full[1]) < len(en)) and not kept and not together:
        found = align(
            [zh[i] for i in full[0]], [en[j] for j in full[1]],
            lexicon=lexicon, weights=weights, moved=moved, explain=explain, encoder=encoder,
        )  # fmt: skip
        poor = tuple(r.among(*full) for r in found.poor)
        return replace(found, beads=tuple(with_blanks(found.beads, full, (len(zh), len(en)))), poor=poor)
    vectors = None if encoder is None else embed([s.text for s in zh], [s.text for s in en], encoder)
    doc = core.prepare(_side(zh, "zh"), _side(en, "en"), lexicon or default_lexicon(), vectors)
    solved = solve(doc, weights or default_weights(), moved=moved, kept=kept, together=together)
    whys = reasons(solved, doc.ratio if explain else None)
    beads = [Bead(*b.ids, b.result.confidence(b.node), why, b.block) for b, why in zip(solved, whys, strict=True)]
    beads = [*name_movers(in_order(beads), zh), *kept]
    taken_zh, taken_en = {i for b in beads for i in b.zh}, {j for b in beads for j in b.en}
    beads += [Bead((i,), ()) for i in range(len(zh)) if i not in taken_zh]  # where kept units left one side only
    beads += [Bead((), (j,)) for j in range(len(en)) if j not in taken_en]
    beads = in_order(beads)
    fit = {b.ids: b.fit for b in solved}
    fits = [b.score if b.zh and b.en and fit.get((b.zh, b.en), LIKELY + 1) > LIKELY else 0.0 for b in beads]
    match = _match(doc, beads, fits)
    if min(len(zh), len(en)) < _FEW:
        match = max(match, _match(doc, beads, [b.score if b.zh and b.en else 0.0 for b in beads]))
    return Alignment(tuple(beads), match, poor_regions(beads, _lengths(doc, beads), fits))


def _side(sentences: Sequence[Sentence], lang: Lang) -> Side:
    texts = [s.text for s in sentences]
    labels = [s.label for s in sentences]
    return side(
        texts,
        labels if any(labels) else labels_of(texts),
        lang,
        [s.kind == "furniture" for s in sentences],
    )


def _lengths(doc: core.Document, beads: Sequence[Bead]) -> list[float]:
    """The length of each bead, both sides the same on the whole; page furniture has none."""
    total = [0.0] * len(beads)
    for side_, members in ((doc.zh, [b.zh for b in beads]), (doc.en, [b.en for b in beads])):
        length = np.where(side_.furniture, 0.0, side_.length)
        whole = max(float(length.sum()), 1.0)
        total = [n + float(length[list(ids)].sum()) / whole for n, ids in zip(total, members, strict=True)]
    return total


def _match(doc: core.Document, beads: Sequence[Bead], fits: Sequence[float]) -> float:
    """Harmonic mean of the shares of both texts, by length, in beads that fit. Page furniture does not count."""
    shares = []
    for side_, members in ((doc.zh, [b.zh for b in beads]), (doc.en, [b.en for b in beads])):
        length = np.where(side_.furniture, 0.0, side_.length)
        fitting = sum(float(length[list(ids)].sum()) * fit for ids, fit in zip(members, fits, strict=True) if fit)
        shares.append(fitting / max(float(length.sum()), 1.0))
    return min(1.0, 2 * shares[0] * shares[1] / max(sum(shares), 1e-9))
