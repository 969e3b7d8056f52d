"""What several commands share: where their glossary and their units come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
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
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "duizhao.toml").is_file():
            return files_of_project(folder)
    return None


def files_of_project(folder: Path) -> tuple[str, ...]:
    """The glossary files of a project, its own and the shipped ones."""
    from duizhao.config import load_project
    from duizhao.glossary import shipped_paths

    project = load_project(folder, documents=False)
    return tuple(map(str, (*project.glossaries, *(shipped_paths() if project.shipped_glossary else ()))))


def read_concepts(path: str) -> Sequence[Concept]:
    """The concepts of a glossary file of any format; what a format cannot say is told on stderr."""
    if path.lower().endswith(".csv"):
        from duizhao.glossary.csvfile import read_glossary

        return read_glossary(path)
    from duizhao import exchange

    tally = exchange.Tally()
    concepts = exchange.read_concepts(path, tell=tally)
    for remark in tally.remarks:
        click.echo(f"duizhao: {remark}", err=True)
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
