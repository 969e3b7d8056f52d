"""What several commands share: where their glossary and their units come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from duizhao.errors import InputError

if TYPE_CHECKING:
    from duizhao.config import Project
    from duizhao.glossary import Glossary
    from duizhao.glossary.index import Index
    from duizhao.model import Concept

_MANY = 5_000  # concepts whose index takes more than two seconds
F = TypeVar("F", bound=Callable[..., object])


def glossary_option(command: F) -> F:
    """`--glossary FILE`, repeatable."""
    return click.option(
        "--glossary",
        "glossaries",
        multiple=True,
        type=click.Path(),
        metavar="FILE",
        help="A glossary (CSV, TBX, …); may be given several times. "
        "Without it the project's, outside a project the shipped one.",
    )(command)


def glossary_files(given: Sequence[str]) -> tuple[str, ...] | None:
    """The files to use: those given, else the project's as `duizhao.toml` has it, else None: the shipped ones.

    Raises:
        ConfigError: `duizhao.toml` is broken, or names a glossary that is not there.
    """
    if given:
        return tuple(given)
    from duizhao.config import find_project, load_project

    place = find_project()
    return None if place is None else files_of(load_project(place, documents=False))


def files_of(project: Project) -> tuple[str, ...]:
    """The glossary files of a project, its own and the shipped ones."""
    from duizhao.glossary import shipped_paths

    return tuple(map(str, (*project.glossaries, *(shipped_paths() if project.shipped_glossary else ()))))


def read_concepts(path: str) -> Sequence[Concept]:
    """The concepts of a glossary file of any format; what a format cannot say is told on stderr.

    Raises:
        InputError: it is no file, cannot be read, or is something else than a glossary.
    """
    if not Path(path).is_file():
        raise InputError("is a folder, a file is wanted" if Path(path).is_dir() else "no such file", file=path)
    if path.lower().endswith(".csv"):
        from duizhao.glossary.csvfile import read_glossary

        return read_glossary(path)
    from duizhao import exchange

    tally = exchange.Tally()
    concepts = exchange.read_concepts(path, tell=tally)
    for remark in tally.remarks:
        click.echo(f"duizhao: {remark}", err=True)
    if not concepts and tally.remarks:
        raise InputError("holds no terms", file=path, mend="give a glossary: CSV, TBX, or a table of two columns")
    return concepts


def read_glossaries(given: Sequence[str]) -> Glossary:
    """One glossary of all files to use.

    Raises:
        InputError: a file cannot be read, or two use one id.
    """
    from duizhao.glossary import collect, load

    files = glossary_files(given)
    return load() if files is None else collect((file, read_concepts(file)) for file in files)


def open_index(given: Sequence[str]) -> Index:
    """The index of all files to use; building one is told on stderr, on a terminal with a bar."""
    from duizhao.cli.common import progress
    from duizhao.glossary import index

    def tell() -> None:
        click.echo("duizhao: building the glossary's index (once)", err=True)

    def watch(concepts: Sequence[Concept]) -> Iterable[Concept]:
        return progress(concepts, "concepts") if len(concepts) > _MANY else concepts

    return index.open_index(glossary_files(given), read_concepts, before_building=tell, watch=watch)
