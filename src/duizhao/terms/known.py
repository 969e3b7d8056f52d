"""What a glossary already says about Chinese terms. The glossary itself lies to the right of this room:
any iterable of concepts will do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from duizhao.model import Concept
from duizhao.terms.bitext import rendering_key, term_key


@dataclass(frozen=True, slots=True)
class Known:
    """Renderings by Chinese term.

    Attributes:
        right: key of a Chinese term → its preferred and admitted renderings, the preferred first.
        wrong: key of a Chinese term → keys of renderings that are deprecated or forbidden.
        deprecated: key of a deprecated Chinese term → the term to use instead.
    """

    right: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    wrong: Mapping[str, frozenset[tuple[str, ...]]] = field(default_factory=dict)
    deprecated: Mapping[str, str] = field(default_factory=dict)

    @staticmethod
    def of(given: Known | Iterable[Concept] | Mapping[str, Sequence[str]] | None) -> Known:
        """From concepts (the approved ones: candidates and suspects are no knowledge yet), or from Chinese
        terms with their renderings."""
        if isinstance(given, Known):
            return given
        if given is None:
            return Known()
        if isinstance(given, Mapping):
            return Known({term_key(zh): tuple(en) for zh, en in given.items() if en})
        return Known._of_concepts(given)

    @staticmethod
    def _of_concepts(concepts: Iterable[Concept]) -> Known:
        right: dict[str, tuple[str, ...]] = {}
        wrong: dict[str, frozenset[tuple[str, ...]]] = {}
        deprecated: dict[str, str] = {}
        for concept in concepts:
            if concept.state != "approved":
                continue
            good = concept.english("preferred", "admitted")
            bad = frozenset(rendering_key(t) for t in concept.english("deprecated", "forbidden"))
            names = concept.chinese("preferred", "admitted")
            for name in names:
                key = term_key(name)
                right[key] = (*right.get(key, ()), *(t for t in good if t not in right.get(key, ())))
                wrong[key] = wrong.get(key, frozenset()) | bad
            for name in concept.chinese("deprecated", "forbidden"):
                if names:
                    deprecated[term_key(name)] = names[0]
        return Known(right, wrong, {k: v for k, v in deprecated.items() if k not in right})
