"""Government bodies and laws in both languages: the shipped names, whichever glossary a run has."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from duizhao.glossary.folding import fold_text
from duizhao.words import english_words, stem

_SHORTEST = 3  # characters of a Chinese name; 中宣部 and 财政部 have three
_NAMED = re.compile(r"^(?:[A-Z][\w'.-]*)(?: .*[A-Z]\w.*)$|^[A-Z]{3,6}$")  # two capitalised words, or an acronym
# Words that many names share, and that tell nothing about which body is meant.
_GENERIC = frozenset(
    map(
        stem,
        "ministry department bureau office administration commission committee national general republic of the and "
        "for on affairs regulatory supervision leading group law regulations provincial municipal government".split(),
    )
)
_CAPITAL = re.compile(r"\b[A-Z][\w-]*")
_LAW = re.compile(r"法$|条例$|民法典$")


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a text: the ids of the bodies that bear it, and where it stands."""

    ids: frozenset[str]
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Bodies:
    """The names of both languages. They are found by how they begin: a pattern of 1,400 names takes .2 s to compile."""

    chinese: Mapping[str, frozenset[str]]
    english: Mapping[str, frozenset[str]]
    official: Mapping[str, str]  # id → English name
    beginnings: Mapping[str, Sequence[str]]  # the first three characters, the first word → names, longest first

    def find_chinese(self, text: str) -> list[Named]:
        """The bodies that a Chinese text names, in order, the longest names first."""
        flat = fold_text(text)
        found: list[Named] = []
        at = 0
        while at <= len(flat) - _SHORTEST:
            names = self.beginnings.get(flat[at : at + _SHORTEST], ())
            if flat[max(0, at - 2) : at] == "原住":
                names = ()  # 原住民族委员会 is no 民族委员会
            name = next((n for n in names if flat.startswith(n, at)), "")
            if name:
                found.append(Named(self.chinese[name], text[at : at + len(name)], at, at + len(name)))
            at += len(name) or 1
        return found

    def find_english(self, text: str) -> list[Named]:
        """The bodies that an English text names, in order, the longest names first."""
        flat = text.replace("’", "'")
        found: list[Named] = []
        end = 0
        for match in _CAPITAL.finditer(flat):
            at = match.start()
            for name in self.beginnings.get(match.group(), ()) if at >= end else ():
                end_of_name = at + len(name)
                if flat.startswith(name, at) and not flat[end_of_name : end_of_name + 1].isalpha():
                    end = end_of_name
                    found.append(Named(self.english[name], name, at, end))
                    break
        return found


@cache
def bodies() -> Bodies:
    """The organisations and laws of the shipped glossary; read in 50 ms, once a process."""
    from duizhao.glossary import shipped_paths
    from duizhao.glossary.csvfile import read_glossary

    chinese: dict[str, set[str]] = {}
    english: dict[str, set[str]] = {}
    official: dict[str, str] = {}
    for path in shipped_paths():
        if path.stem != "organisations":
            continue
        for concept in read_glossary(path):
            named = concept.kind == "organisation" or (concept.kind == "document" and _LAW.search(concept.zh[0].text))
            names = [t.text for t in concept.en if _NAMED.match(t.text)]
            if not named or not names:
                continue
            official[concept.id] = names[0]
            for term in concept.zh:
                if len(term.text) >= _SHORTEST:
                    chinese.setdefault(fold_text(term.text), set()).add(concept.id)
            for name in names:
                english.setdefault(name, set()).add(concept.id)
    beginnings: dict[str, list[str]] = {}
    for name in sorted(chinese, key=len, reverse=True):
        beginnings.setdefault(name[:_SHORTEST], []).append(name)
    for name in sorted(english, key=len, reverse=True):
        if (first := _CAPITAL.match(name)) is not None:
            beginnings.setdefault(first.group(), []).append(name)
    return Bodies(
        {k: frozenset(v) for k, v in chinese.items()}, {k: frozenset(v) for k, v in english.items()}, official,
        beginnings,
    )  # fmt: skip


def confused(zh: str, en: str) -> tuple[Named, Named, str] | None:
    """A body or law that the Chinese names and the English does not, the one that the English has instead, and
    the right name; None if there is none. Each must have a telling word that the other has not (交通部 may be the
    Ministry of Transportation), and the right one's must not all stand elsewhere in the English."""
    known = bodies()
    in_zh = known.find_chinese(zh)
    if not in_zh:
        return None
    in_en = known.find_english(en)
    there, wanted = (frozenset[str]().union(*(n.ids for n in names)) for names in (in_en, in_zh))
    others = [n for n in in_en if not n.ids & wanted and " " in n.text]
    for name in in_zh if others else ():
        if name.ids & there:
            continue
        right = known.official[min(name.ids)]
        for other in others:
            if bool(_LAW.search(name.text)) != other.text.endswith(("Law", "Regulations", "Code")):
                continue
            telling, of_other = _telling(right), _telling(other.text)
            rest = _telling(en[: other.start] + " " + en[other.end :])
            if telling - of_other and of_other - telling and not (telling - of_other) <= rest:
                return name, other, right
    return None


def _telling(text: str) -> frozenset[str]:
    return frozenset(stem(w.text) for w in english_words(text)) - _GENERIC
