"""What formats of terms share: pairs out of concepts, concepts out of pairs, ids that are names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from duizhao.exchange.base import Remark, Tell
from duizhao.exchange.safexml import clean
from duizhao.files import write_atomically
from duizhao.model import Concept, Term, TermStatus

_NCNAME = re.compile(r"[^\W\d][\w.\-·]*")
_ORDER: tuple[TermStatus, ...] = ("preferred", "admitted", "deprecated", "forbidden")
USABLE: tuple[TermStatus, ...] = ("preferred", "admitted")


class Names:
    """Makes ids that are NCNames and stand once, out of whatever a file has."""

    def __init__(self, path: str, tell: Tell) -> None:
        self._path = path
        self._tell = tell
        self.taken: dict[str, str] = {}

    def name(self, given: str, line: int, *, unique: bool = False) -> str:
        """The id for a row: as given, with a `c` before a digit, or `c` and the line.

        Equal ids stay equal (rows of one concept), unless `unique` is set.
        """
        given = given.strip()
        name = given if _NCNAME.fullmatch(given) else "c" + (re.sub(r"[^\w.\-]", "-", given) or str(line))
        while (unique and name in self.taken) or self.taken.get(name, given) != given:
            name += "-2"
        if given and name != given and name not in self.taken:
            self._tell(Remark("changed", "ids that are no names (c put before them)", self._path, line))
        self.taken[name] = given
        return name


@dataclass(frozen=True, slots=True)
class Pair:
    """A Chinese and an English term of a concept."""

    zh: Term
    en: Term
    concept: Concept

    @property
    def note(self) -> str:
        """What a translator should see beside the pair."""
        return "; ".join(filter(None, (self.zh.note, self.en.note, self.concept.note)))


def usable(concept: Concept, path: str, tell: Tell) -> Concept:
    """A concept without its deprecated and forbidden terms, which is told."""
    kept = replace(
        concept,
        zh=tuple(t for t in concept.zh if t.status in USABLE),
        en=tuple(t for t in concept.en if t.status in USABLE),
    )
    left_out = len(concept.zh) + len(concept.en) - len(kept.zh) - len(kept.en)
    if left_out:
        tell(Remark("lost", "deprecated and forbidden terms (the tool would suggest them)", path, count=left_out))
    return kept


def pairs(concepts: Iterable[Concept], path: str, tell: Tell, *, all_english: bool = True) -> Iterator[Pair]:
    """The pairs of terms that may be used: deprecated and forbidden ones are left out, and told.

    Args:
        all_english: pair every Chinese term with every English one; else only with the first.
    """
    for concept in concepts:
        kept = usable(concept, path, tell)
        zh, en = kept.zh, kept.en
        if not all_english and len(en) > 1:
            tell(
                Remark(
                    "lost", "further English terms of a concept (one a source is allowed)", path, count=len(en) - 1
                )
            )
            en = en[:1]
        for z in zh:
            for e in en:
                yield Pair(z, e, concept)


def once(found: Iterable[Pair], path: str, tell: Tell) -> Iterator[Pair]:
    """Pairs whose Chinese was not there before."""
    seen: set[str] = set()
    for pair in found:
        if pair.zh.text in seen:
            tell(Remark("lost", "further pairs of the same Chinese term", path))
            continue
        seen.add(pair.zh.text)
        yield pair


def merged(concepts: Iterable[Concept], *, by: str = "id", statuses: bool = False) -> Iterator[Concept]:
    """Concepts with equal `id` (or, `by="zh"`, with the same first Chinese term) made one, in order.

    Args:
        statuses: the file says which English terms are preferred; else only the first one is.
    """
    together: dict[str, Concept] = {}
    for concept in concepts:
        key = concept.id if by == "id" else concept.zh[0].text
        first = together.get(key)
        together[key] = concept if first is None else _joined(first, concept, statuses)
    return iter(together.values())


def _joined(one: Concept, other: Concept, statuses: bool) -> Concept:
    return replace(
        one,
        zh=ordered(one.zh + other.zh, single=True),
        en=ordered(one.en + other.en, single=not statuses),
        note=one.note if other.note in one.note else "; ".join(filter(None, (one.note, other.note))),
    )


def ordered(terms: Iterable[Term], *, single: bool = False) -> tuple[Term, ...]:
    """Terms once each, in the order preferred, admitted, deprecated, forbidden.

    Args:
        single: only the first preferred term stays preferred.
    """
    found: dict[str, Term] = {}
    for term in sorted(terms, key=lambda t: _ORDER.index(t.status)):
        if single and term.status == "preferred" and found:
            term = replace(term, status="admitted")
        found.setdefault(term.text, term)
    return tuple(found.values())


def one_line(text: str) -> str:
    """A text as a cell of a table without quoting: NFC, without tabs and line ends."""
    return " ".join(clean(text).split())


def write_forbidden(concepts: Iterable[Concept], path: str) -> None:
    """A table for people of the terms that must not be used, beside `path` (in Markdown: no tool takes it for a
    glossary). Nothing is written where there are none, or to standard output."""
    lines = []
    for concept in concepts:
        for term in concept.en:
            if term.status in ("deprecated", "forbidden"):
                usable = ", ".join(concept.english("preferred"))
                cells = (concept.zh[0].text, term.text, term.status, usable, term.note)
                lines.append("| " + " | ".join(one_line(cell).replace("|", "\\|") for cell in cells) + " |\n")
    if not lines or path == "-":
        return
    with write_atomically(str(Path(path).with_suffix("")) + ".forbidden.md") as stream:
        stream.write("| Chinese | do not write | standing | write | why |\n|---|---|---|---|---|\n")
        stream.writelines(lines)
