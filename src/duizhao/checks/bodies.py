"""Government bodies and laws in both languages: the shipped names, whichever glossary a run has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from operator import add
from typing import TYPE_CHECKING

from duizhao.checks.elsewhere import free as free_words
from duizhao.glossary.folding import fold_text
from duizhao.words import english_words, stem

if TYPE_CHECKING:
    from duizhao.checks.case import Case

_SHORTEST = 3  # characters of a Chinese name; 中宣部 and 财政部 have three
_FEWEST = 2  # of one in the list of bodies: 欧盟
_NAMED = re.compile(r"^(?:[A-Z][\w'.-]*)(?: .*[A-Z]\w.*)$|^[A-Z]{3,6}$")  # two capitalised words, or an acronym
# Words that many names share, and that tell nothing about which body is meant.
_FULL = 3  # words of a name in full
_GENERIC = frozenset(
    map(
        stem,
        "ministry department bureau office administration commission committee national general republic of the and "
        "for on affairs regulatory supervision leading group law regulations provincial municipal government people's "
        "people china chinese act code".split(),
    )
)
_NO_LAW = frozenset("人律定规院官制庭学")
_ABBREVIATION = re.compile(r"\b[A-Z]{3,6}\b")
_CAPITAL = re.compile(r"\b[A-Z][\w-]*")
# A body that may not be in any list: capitalised words with one that says what it is.
_KIND = (
    "Ministry|Department|Bureau|Administration|Commission|Office|Court|Procuratorate|Bank|Organi[sz]ation|Agency|Authority|"
    "Council|Committee|Academy|Federation|Association|Fund|Union|Corporation|Exchange|Congress|Forum"
)
_KINDS = re.compile(rf"\b(?:{_KIND})\b")
_WORDS = r"(?:(?:of|for|on|and|the|to)\s+|,\s+(?:and\s+)?(?=[A-Z]))*[A-Z][\w'-]*"
_UNKNOWN = re.compile(
    rf"\b(?:[A-Z][\w'-]*\s+)*(?:{_KIND})\b(?:\s+{_WORDS})*|\b(?:[A-Z][\w'-]*,?\s+(?:and\s+)?)+(?:Law|Act|Regulations)\b"
)
_LAW_EN = re.compile(r"\b(?:Law|Act|Regulations|Code|Constitution)\b")
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
    names: Mapping[str, Sequence[str]]  # id → all of them
    beginnings: Mapping[str, Sequence[str]]  # the first two characters, the first word → names, longest first

    def find_chinese(self, text: str) -> list[Named]:
        """The bodies that a Chinese text names, in order, the longest names first."""
        flat = fold_text(text)
        found: list[Named] = []
        end = 0
        # Few pairs of characters begin a name: all of them are looked up in one go.
        heads = list(map(add, flat, flat[1:]))
        if self.beginnings.keys().isdisjoint(heads):
            return found
        for at, names in enumerate(map(self.beginnings.get, heads)):
            if names is None or at < end or flat[max(0, at - 2) : at] == "原住":  # 原住民族委员会 is no 民族委员会
                continue
            name = next((n for n in names if flat.startswith(n, at)), "")
            if name.endswith("法") and flat[at + len(name) : at + len(name) + 1] in _NO_LAW:
                continue  # 公司法人
            if name:
                end = at + len(name)
                found.append(Named(self.chinese[name], text[at:end], at, end))
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
    chinese: dict[str, set[str]] = {}
    english: dict[str, set[str]] = {}
    official: dict[str, str] = {}
    known: dict[str, list[str]] = {}
    for name, own, names in (*_listed(), *_of_glossary()):
        official[name], known[name] = names[0], names
        for text in own:
            chinese.setdefault(fold_text(text), set()).add(name)
        for text in names:
            english.setdefault(text, set()).add(name)
    beginnings: dict[str, list[str]] = {}
    for name in sorted(chinese, key=len, reverse=True):
        beginnings.setdefault(name[:_FEWEST], []).append(name)
    for name in sorted(english, key=len, reverse=True):
        if (first := _CAPITAL.match(name)) is not None:
            beginnings.setdefault(first.group(), []).append(name)
    return Bodies(
        {k: frozenset(v) for k, v in chinese.items()}, {k: frozenset(v) for k, v in english.items()}, official,
        known, beginnings,
    )  # fmt: skip


def _listed() -> Iterator[tuple[str, list[str], list[str]]]:
    """A name for each body of the shipped list `data/bodies.txt`, its Chinese names and its English ones."""
    text = resources.files("duizhao").joinpath("data/bodies.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            zh, _, en = line.partition("\t")
            yield zh, zh.split("|"), en.split("|")


def _of_glossary() -> Iterator[tuple[str, list[str], list[str]]]:
    """The same for the organisations and laws of the shipped glossary."""
    from duizhao.glossary import shipped_paths
    from duizhao.glossary.csvfile import read_glossary

    for path in shipped_paths():
        for concept in read_glossary(path) if path.stem == "organisations" else ():
            named = concept.kind == "organisation" or (concept.kind == "document" and _LAW.search(concept.zh[0].text))
            names = [t.text for t in concept.en if _NAMED.match(t.text)]
            if named and names:
                yield concept.id, [t.text for t in concept.zh if len(t.text) >= _SHORTEST], names


@dataclass(frozen=True, slots=True)
class Confused:
    """A body or law of the Chinese, the one that the English has instead, and the right name."""

    body: Named
    other: Named
    right: str


def confused(case: Case) -> Confused | None:
    """A body or law that the Chinese names and the English does not, where the English has one that nothing in the
    Chinese accounts for. Each must have a telling word that the other has not (交通部 may be the Ministry of
    Transportation), and none of the right one's may be among the words that nothing else accounts for."""
    known = bodies()
    in_zh = known.find_chinese(case.zh)
    if not in_zh:
        return None
    in_en = known.find_english(case.en)
    there, wanted = (frozenset[str]().union(*(n.ids for n in names)) for names in (in_en, in_zh))
    in_zh = [n for n in in_zh if not n.ids & there]
    if not in_zh:
        return None
    others = [n for n in in_en if not n.ids & wanted and (" " in n.text or len(n.text) > _SHORTEST)]
    others += [
        Named(frozenset(), m.group(), m.start(), m.end())
        for m in _UNKNOWN.finditer(case.en)
        if not any(n.start < m.end() and m.start() < n.end for n in in_en)
    ]
    for name in in_zh if others else ():
        english = [text for i in sorted(name.ids) for text in known.names[i]]
        if _is_there(case, name, english):
            continue
        counterparts, free = free_words(case, name.start, name.end)
        words = counterparts.tokens
        renderings = [_telling(text) for text in english]
        right = frozenset[str]().union(*renderings)
        for other in others:
            if bool(_LAW.search(name.text)) != bool(_LAW_EN.search(other.text)):
                continue
            inside = [k for k, t in enumerate(words) if other.start <= t.start < other.end]
            of_other = _telling(other.text)
            strange = {words[k].stem for k in inside if k in free} & of_other - right
            left = {t.stem for k, t in enumerate(words) if k in free and k not in inside}
            if other.ids and len(other.text.split()) >= _FULL:
                # Two bodies with full names: “health” elsewhere does not name the National Health Commission.
                outside = case.en[: other.start] + case.en[other.end :]
                renderings = [t | _kinds(text) for t, text in zip(renderings, english, strict=True)]
                left |= _kinds(outside)
            if not strange and not of_other.isdisjoint(t.stem for t in words):
                # The name of another one, in full, without what tells the two apart: the Agricultural Bank of China
                # for the Agricultural Development Bank of China.
                stems = {t.stem for t in words}
                lacking = all(t - of_other and stems.isdisjoint(t - of_other) for t in renderings if t)
                if not (other.ids and len(other.text.split()) >= _FULL and lacking and len(renderings) > 0):
                    continue
            if 2 * len(strange) >= len(of_other - right) and not any(t - of_other <= left for t in renderings):
                return Confused(name, other, known.official[min(name.ids)])
    return None


def _is_there(case: Case, name: Named, english: Sequence[str]) -> bool:
    """Whether the user's glossary has a rendering of a body that is in the English, or an abbreviation of its name is
    (the DRC of a province)."""
    terms = case.terms
    if any(p.start <= name.start and name.end <= p.end and terms.rendered(p) for p in terms.places):
        return True
    if any(text.replace(" Law", " Act") in case.en for text in english):
        return True
    initials = ["".join(re.findall(r"\b[A-Z]", text)) for text in english if " " in text]
    return any(short in i or i in short for short in _ABBREVIATION.findall(case.en) for i in initials if len(i) > 2)


def _kinds(text: str) -> frozenset[str]:
    """The words of a text that say what a body is: ministry, commission."""
    return frozenset(m.lower() for m in _KINDS.findall(text))


def _telling(text: str) -> frozenset[str]:
    return frozenset(stem(w.text) for w in english_words(text)) - _GENERIC
