"""What a project and a user decided about checks → options: codes, terms, and what is not known."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

from duizhao.checks import CHECKS, find
from duizhao.config import FILE, Project
from duizhao.errors import ConfigError
from duizhao.files import read_bytes
from duizhao.glossary import Glossary
from duizhao.script import count_han


def severities_of(project: Project) -> dict[str, str]:
    """Codes of checks, and Chinese terms, with the severities of a project.

    Raises:
        ConfigError: a key is neither.
    """
    decided = {}
    for name, level in project.severities.items():
        check = find(name)
        if check is None and not count_han(name):
            path = project.folder / FILE
            lines = read_bytes(path).decode("utf-8", "replace").split("\n")
            line = next((n for n, text in enumerate(lines, 1) if name in text.split("#")[0]), None)
            raise ConfigError(f"[check.severities]: no check {name!r}", file=path, line=line, mend=known_checks(name))
        decided[check.code if check else name] = level
    return decided


def known_checks(name: str) -> str:
    """What to write instead of a check that does not exist."""
    codes = [c.code for c in CHECKS]
    close = get_close_matches(name.lower().replace("_", "-"), [c.name for c in CHECKS], 1)
    close = close or get_close_matches(name.upper(), codes, 1, 0.75)
    listed = "duizhao check --list-checks shows all"
    return f"did you mean {close[0]!r}? {listed}" if close else listed


def not_checked(names: Collection[str], glossary: Glossary) -> tuple[frozenset[str], tuple[str, ...]]:
    """The ids of the concepts that are not to be checked, by their ids, Chinese terms or English renderings; and the
    names that are none of these."""
    wanted = {_key(name): name for name in names}
    ids, seen = set(), set()
    for concept in glossary if wanted else ():
        found = {_key(concept.id), *(_key(term.text) for term in (*concept.zh, *concept.en))} & wanted.keys()
        if found:
            ids.add(concept.id)
            seen |= found
    return frozenset(ids), tuple(name for key, name in wanted.items() if key not in seen)


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()
