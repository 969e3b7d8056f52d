"""Glossary tables for people and tools; the glossary's own CSV is kept by `duizhao.glossary.csvfile`."""

from __future__ import annotations

from collections.abc import Iterable

from duizhao.exchange.base import ReadOptions, Tell, WriteOptions
from duizhao.glossary.csvfile import read_glossary, write_glossary
from duizhao.model import Concept


def read_csv(path: str, options: ReadOptions, tell: Tell) -> tuple[Concept, ...]:  # noqa: ARG001
    """The concepts of a glossary CSV."""
    return read_glossary(path)


def write_csv(concepts: Iterable[Concept], path: str, options: WriteOptions, tell: Tell) -> int:  # noqa: ARG001
    """Writes the glossary CSV; gives the number of concepts."""
    everything = tuple(concepts)
    write_glossary(everything, path)
    return len(everything)
