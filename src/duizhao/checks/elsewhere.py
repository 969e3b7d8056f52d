"""Which English words the Chinese outside of a stretch accounts for."""

from __future__ import annotations

from functools import lru_cache

from duizhao.checks.case import Case
from duizhao.checks.counterparts import Counterparts, counterparts, within
from duizhao.checks.meanings import meanings

_CLAIM = 0.03  # probability from which an English word may be what a Chinese one became


@lru_cache(2)
def known_words(case: Case) -> Counterparts:
    """What became of the Chinese words of a unit; kept for the next check that asks."""
    return counterparts(case)


def free(case: Case, start: int, end: int) -> tuple[Counterparts, frozenset[int]]:
    """The counterparts of a unit, and the numbers of the English content words that no Chinese word outside of
    characters `start` to `end` accounts for: as counterpart, as part of a term's rendering, or as equal number.

    Words of the stretch itself are not asked for: what it became, or whatever stands in its place, is among the free.
    """
    known = known_words(case)
    outside = {n for n, p in enumerate(known.pieces) if p.end <= start or p.start >= end}
    taken = {k for n, k in known.place.items() if n in outside}
    inside_ids = {i for p in case.terms.places if p.start < end and start < p.end for i in p.ids}
    spans = [(h.start, h.end) for i, hits in case.terms.accepted.items() if i not in inside_ids for h in hits]
    spans += [(m.en.start, m.en.end) for m in case.quantities.matched if m.zh.end <= start or m.zh.start >= end]
    taken |= within(known.tokens, spans)
    # Outside words whose counterpart a word of the stretch took: 公共卫生 beside 世界卫生组织.
    store = meanings()
    for n in sorted(outside - known.place.keys()):
        row = store.of(known.pieces[n].text)
        mine = [k for k, t in enumerate(known.tokens) if k not in taken and row.get(t.stem, 0) > _CLAIM]
        taken.update(mine[:1])
    return known, frozenset(range(len(known.tokens))) - taken
