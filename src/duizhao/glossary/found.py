"""What the searches give to the ranking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Match = Literal["exact", "prefix", "fuzzy", "pinyin", "initials", "stem"]

INSIDE = "stands in the query"  # why a term was found that is a part of a longer query


@dataclass(frozen=True, slots=True)
class Found:
    """A term that a search found: its number in the index, how, a score from 0 to 1, and why."""

    number: int
    match: Match
    score: float
    why: str
