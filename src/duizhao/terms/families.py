"""Term families: candidates that share their beginning or their end (…强国, 智能制造…)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from duizhao.model import Candidate
from duizhao.terms.bitext import term_key

_LEAST = 3  # members of a family
_SIZES = (4, 3, 2)  # characters that are shared, long ones first


@dataclass(frozen=True, slots=True)
class Family:
    """Candidates with a common part: `…强国` or `智能制造…`; the best first."""

    label: str
    members: tuple[Candidate, ...]


def families(candidates: Sequence[Candidate]) -> tuple[Family, ...]:
    """Families of at least three members, the largest first. A candidate stands in one family at most: in that
    with the longest common part, of equal ones the larger."""
    groups: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        key = term_key(candidate.zh)
        for size in _SIZES:
            if len(key) > size:
                groups["…" + key[-size:]].append(candidate)
                groups[key[:size] + "…"].append(candidate)
    taken: set[str] = set()
    found = []
    for label in sorted(groups, key=lambda g: (-len(g), -len(groups[g]), g)):
        members = [c for c in groups[label] if c.zh not in taken]
        if len(members) >= _LEAST:
            taken |= {c.zh for c in members}
            found.append(Family(label, tuple(members)))
    return tuple(sorted(found, key=lambda f: (-len(f.members), f.label)))
