"""Terms whose Chinese is a part of another term's."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from duizhao.checks.terms import NAMES

if TYPE_CHECKING:
    from duizhao.checks.terms import Terminology
    from duizhao.model import Concept

_SHORTEST = 2  # characters of a term


class Parts:
    """The checked terms of a glossary by their Chinese, as far as it stands for one concept only."""

    def __init__(self, terminology: Terminology) -> None:
        known: dict[str, list[Concept]] = defaultdict(list)
        for concept in terminology.glossary or ():
            if terminology.checked(concept):
                for term in concept.zh:
                    known[term.text].append(concept)
        self._known = {text: concepts[0] for text, concepts in known.items() if len(concepts) == 1}

    def of(self, concept: Concept) -> frozenset[str]:
        """The ids of the concepts inside one: 社保 in 社保基金; of a name only names, for a ministry of ecology and
        environment says nothing about what the ecological environment is called."""
        text = concept.zh[0].text
        pieces = {text[a:b] for a in range(len(text)) for b in range(a + _SHORTEST, len(text) + 1)} - {text}
        found = [self._known[piece] for piece in pieces if piece in self._known]
        name = concept.kind in NAMES
        return frozenset(c.id for c in found if c.id != concept.id and (not name or c.kind in NAMES))
