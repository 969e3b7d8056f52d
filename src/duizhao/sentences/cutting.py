"""What the rules of both languages share: stretches in brackets, and the first rule that decides."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from functools import cache
from importlib import resources
from typing import TypeVar

_Place = TypeVar("_Place")
_OPENING = "(（[【〔《〈"


@cache
def words(language: str, name: str) -> frozenset[str]:
    """A list of words from the rules of a language (`english.txt`)."""
    text = resources.files("duizhao").joinpath(f"sentences/{language}.txt").read_text(encoding="utf-8")
    return frozenset(
        word for line in text.splitlines() if line.startswith(name + " ") for word in line.split()[1:]
    )


def asides(text: str, longest: int, marks: re.Pattern[str]) -> tuple[list[int], list[int]]:
    """The outermost bracketed stretches of at most `longest` characters: their starts and their ends."""
    starts: list[int] = []
    ends: list[int] = []
    open_at: deque[int] = deque()
    for mark in marks.finditer(text):
        at = mark.start()
        if text[at] in "(（[【〔《〈":
            open_at.append(at)
            continue
        while open_at and at - open_at[0] > longest:
            open_at.popleft()
        if open_at:
            begin = open_at.pop()
            while starts and starts[-1] > begin:
                starts.pop()
                ends.pop()
            starts.append(begin)
            ends.append(at)
    return starts, ends


def decide(place: _Place, rules: tuple[tuple[str, Callable[[_Place], bool | None]], ...]) -> bool:
    """Whether a sentence ends here: the first rule with an opinion, else yes."""
    for _, rule in rules:
        verdict = rule(place)
        if verdict is not None:
            return verdict
    return True
