"""A place in aligned units that shows a concept in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from duizhao.glossary import Glossary
from duizhao.glossary.matching import Matcher
from duizhao.model import Concept, Unit

_RANK = {"preferred": 2, "admitted": 1}


def example(concept: Concept, units: Iterable[Unit]) -> tuple[str, str] | None:
    """Both sides of a unit that has a Chinese term of the concept, best with a good English one, then short."""
    matcher = Matcher(Glossary((concept,)), segmentation=False)
    best: tuple[tuple[int, int], tuple[str, str]] | None = None
    for unit in units:
        zh, en = unit.zh_text, unit.en_text
        if not en or not matcher.find_chinese(zh):
            continue
        worth = max((_RANK.get(hit.term.status, 0) for hit in matcher.find_english(en)), default=0)
        rank = (-worth, len(zh))
        if best is None or rank < best[0]:
            best = rank, (zh, en)
    return None if best is None else best[1]
