"""How many concepts and terms a glossary has, and of what kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from duizhao.glossary import Glossary


def count(glossary: Glossary) -> dict[str, int | dict[str, int]]:
    """Counts by name; those of a column as a dictionary, most frequent first."""
    concepts = glossary.concepts
    return {
        "concepts": len(concepts),
        "chinese terms": sum(len(c.zh) for c in concepts),
        "english terms": sum(len(c.en) for c in concepts),
        "with a note": sum(bool(c.note) for c in concepts),
        "with a definition": sum(bool(c.definition_en or c.definition_zh) for c in concepts),
        "with renderings to avoid": sum(bool(c.english("deprecated", "forbidden")) for c in concepts),
        "chinese by status": _sorted(t.status for c in concepts for t in c.zh),
        "english by status": _sorted(t.status for c in concepts for t in c.en),
        "state": _sorted(c.state for c in concepts),
        "kind": _sorted(c.kind for c in concepts),
        "part of speech": _sorted(c.pos or "none" for c in concepts),
        "domain": _sorted(d for c in concepts for d in c.domain),
        "flags": _sorted(f for c in concepts for f in c.flags),
    }


def _sorted(values: Iterable[str]) -> dict[str, int]:
    return dict(Counter(values).most_common())
