"""Terms: their file, their index, looking them up, finding them in running text, curating them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from duizhao.errors import FormatError, InputError

if TYPE_CHECKING:
    from duizhao.model import Concept

__all__ = ["Glossary", "load", "shipped_paths"]


@dataclass(frozen=True)
class Glossary:
    """Concepts in the order of their files; ids are unique."""

    concepts: tuple[Concept, ...]

    @cached_property
    def _by_id(self) -> dict[str, Concept]:
        return {concept.id: concept for concept in self.concepts}

    def __getitem__(self, number: str) -> Concept:
        """The concept with an id; KeyError if there is none."""
        return self._by_id[number]

    def __contains__(self, number: object) -> bool:
        return number in self._by_id

    def __len__(self) -> int:
        return len(self.concepts)

    def __iter__(self) -> Iterator[Concept]:
        return iter(self.concepts)


def shipped_paths() -> tuple[Path, ...]:
    """The glossary files that come with duizhao: inside the package, or beside it in a clone.

    Raises:
        InputError: there are none (a broken installation).
    """
    package = Path(__file__).parent.parent
    for folder in (package / "data" / "glossary", package.parent.parent / "glossary"):
        if files := sorted(folder.glob("*.csv")):
            return tuple(files)
    raise InputError("the shipped glossary is missing", mend="reinstall duizhao")


def load(paths: Sequence[str | os.PathLike[str]] | None = None) -> Glossary:
    """The concepts of glossary files (CSV); None for the shipped ones.

    Raises:
        InputError: a file cannot be read; FormatError: two files use one id.
    """
    from duizhao.glossary.csvfile import read_glossary

    files = shipped_paths() if paths is None else paths
    return collect((os.fspath(path), read_glossary(path)) for path in files)


def collect(parts: Iterator[tuple[str, Sequence[Concept]]]) -> Glossary:
    """One glossary from the concepts of several files, given as (name, concepts).

    Raises:
        FormatError: two files use one id for different concepts.
    """
    where: dict[str, str] = {}
    concepts: list[Concept] = []
    for name, part in parts:
        for concept in part:
            if concept.id in where:
                raise FormatError(
                    f"concept {concept.id} is also in {where[concept.id]}",
                    file=name,
                    mend="give it an id of its own, or take one of the two files out",
                )
            where[concept.id] = name
        concepts += part
    return Glossary(tuple(concepts))
