"""TBX on reading: ISO 30042:2019 (v3, both styles) and the martif of ISO 30042:2008 and its forerunners (v2).

Dialects differ in the names of elements only: `conceptEntry`/`termEntry`, `langSec`/`langSet`,
`termSec`/`tig`/`ntig` (TBX-Min of 2013: `langGroup`, `termGroup`); the DCT style names the data category in the
element, DCA in its `type`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from duizhao.exchange.base import ReadOptions, Remark, Tell, language
from duizhao.exchange.inline import text_of, unindented
from duizhao.exchange.safexml import XML_LANG, elements, local
from duizhao.model import Concept, EntryState, Lang, Term, TermStatus
from duizhao.script import simplified

OWN = "x-duizhao-"
_LANGUAGE = {"langSec", "langSet", "langGroup"}
_TERM_SECTION = {"termSec", "tig", "ntig", "termGroup"}
_GROUPS = {"descripGrp", "adminGrp", "termNoteGrp", "termGrp"}
# Elements of the DCA style that name their data category in `type`.
_TYPED = {"descrip", "termNote", "admin", "adminNote", "descripNote", "ref", "xref", "transacNote"}
_STATUS: dict[str, TermStatus] = {
    "preferredTerm": "preferred",
    "admittedTerm": "admitted",
    "legalTerm": "preferred",
    "regulatedTerm": "preferred",
    "standardizedTerm": "preferred",
    "deprecatedTerm": "deprecated",
    "supersededTerm": "deprecated",
    # MultiTerm and other tools write the bare words.
    "preferred": "preferred",
    "admitted": "admitted",
    "deprecated": "deprecated",
    "forbidden": "forbidden",
    # TBX-Min of 2013.
    "notRecommended": "deprecated",
    "obsolete": "deprecated",
}
_NCNAME = re.compile(r"[^\W\d][\w.\-·]*")
_ORDER: tuple[TermStatus, ...] = ("preferred", "admitted", "deprecated", "forbidden")


@dataclass(slots=True)
class _Entry:
    """What was found in an entry, before it is a concept."""

    terms: dict[Lang, list[tuple[Term, str]]] = field(default_factory=lambda: {"zh": [], "en": []})
    values: dict[str, list[str]] = field(default_factory=dict)
    definitions: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, value: str) -> None:
        if value:
            self.values.setdefault(name, []).append(value)

    def first(self, *names: str, default: str = "") -> str:
        return next((self.values[name][0] for name in names if name in self.values), default)


def read_concepts(path: str, options: ReadOptions, tell: Tell) -> Iterator[Concept]:  # noqa: ARG001
    """The concepts of a TBX file that have a Chinese and an English term."""
    taken: set[str] = set()
    for number, element in enumerate(elements(path, "conceptEntry", "termEntry"), 1):
        line = element.sourceline or 0
        entry = _read(element, path, line, tell)
        for lang, name in (("zh", "Chinese"), ("en", "English")):
            if not entry.terms[lang]:  # type: ignore[index]
                tell(Remark("skipped", f"entries without a {name} term", path, line))
                break
        else:
            yield _concept(entry, _id(element, number, taken, path, tell), path, line, tell)


def _id(element: etree._Element, number: int, taken: set[str], path: str, tell: Tell) -> str:
    given = (element.get("id") or "").strip()
    name = given if _NCNAME.fullmatch(given) else "c" + (re.sub(r"[^\w.\-]", "-", given) or str(number))
    while name in taken:
        name += "-2"
    taken.add(name)
    if given and name != given:
        tell(Remark("changed", "ids that are no NCName or stand twice", path, element.sourceline or 0))
    return name


def _read(element: etree._Element, path: str, line: int, tell: Tell) -> _Entry:
    entry = _Entry()
    others = []
    for name, value in _items(element, path):
        entry.add(name, value)
    for section in element:
        if local(section) not in _LANGUAGE:
            continue
        tag = section.get(XML_LANG) or section.get("lang") or ""
        lang = language(tag)
        if lang is None:
            others.append(tag)
            continue
        for name, value in _items(section, path):
            if name == "definition":
                entry.definitions.setdefault(lang, value)
            else:
                entry.add(name, value)
        for child in section:
            if local(child) in _TERM_SECTION:
                _term(child, lang, tag, entry, path, tell)
    if others:
        tell(Remark("skipped", f"terms in other languages ({', '.join(sorted(set(others)))})", path, line))
    return entry


def _items(element: etree._Element, path: str) -> Iterator[tuple[str, str]]:
    """The data categories that stand directly in an element, groups opened."""
    for child in element:
        name = local(child)
        if not name or name in _LANGUAGE or name in _TERM_SECTION or name == "term":
            continue
        if name in _GROUPS:
            yield from _items(child, path)
        elif name == "transacGrp":
            yield from _transaction(child)
        else:
            text = unindented(text_of(child, path)[0])
            yield (child.get("type", name) if name in _TYPED else name), text


def _transaction(group: etree._Element) -> Iterator[tuple[str, str]]:
    kind = date = ""
    for child in group:
        text = (child.text or "").strip()
        if local(child) in ("transac", "transactionType"):
            kind = text or child.get("type", "")
        elif local(child) == "date":
            date = text[:10]
    if kind == "origination":
        yield "created", date
    elif kind in ("modification", "revision"):
        yield "modified", date


def _term(section: etree._Element, lang: Lang, tag: str, entry: _Entry, path: str, tell: Tell) -> None:
    element = next(section.iter("{*}term"), None)
    line = section.sourceline or 0
    text = "" if element is None else unindented(text_of(element, path)[0])
    if not text:
        tell(Remark("skipped", "empty terms", path, line))
        return
    status: TermStatus | None = None
    notes = []
    for name, value in _items(section, path):
        if name in ("administrativeStatus", "normativeAuthorization", "termStatus"):
            known = _STATUS.get(value.split("-", 1)[0])
            if known is None:
                tell(Remark("lost", f"unknown status {value!r}", path, line))
            status = known or status
        elif name == "note" and value == OWN + "status: forbidden":
            status = "forbidden"
        elif name in ("note", "usageNote"):
            notes.append(value)
        elif name in ("partOfSpeech", "termType", "source"):
            entry.add(name, value)
        elif name == "definition":
            entry.definitions.setdefault(lang, value)
        elif name in ("created", "modified"):
            entry.add(name, value)
        else:
            tell(Remark("lost", f"{name} of terms", path, line))
    entry.terms[lang].append((Term(text, status or "admitted", "; ".join(notes)), tag if status else tag + "?"))


def _concept(entry: _Entry, number: str, path: str, line: int, tell: Tell) -> Concept:
    own = {}
    notes = []
    for note in entry.values.get("note", []):
        name, _, value = note.removeprefix(OWN).partition(": ")
        if note.startswith(OWN):
            own[name] = value
        else:
            notes.append(note)
    carried = {
        "note",
        "subjectField",
        "domain",
        "source",
        "definition",
        "partOfSpeech",
        "termType",
        "created",
        "modified",
    }
    for name in entry.values.keys() - carried:
        tell(Remark("lost", f"{name} of entries", path, line, len(entry.values[name])))
    pos = entry.first("partOfSpeech")
    if "phrase" in entry.values.get("termType", []) and pos in ("", "other"):
        pos = "phrase"
    definitions = entry.definitions
    if "definition" in entry.values:
        text = entry.values["definition"][0]
        definitions.setdefault("zh" if re.search("[\u4e00-\u9fff]", text) else "en", text)
    state = own.get("state", "approved")
    return Concept(
        number,
        ranked(entry.terms["zh"], "zh"),
        ranked(entry.terms["en"], "en"),
        pos=pos,
        kind=own.get("kind", "term"),
        domain=tuple(entry.values.get("subjectField", entry.values.get("domain", []))),
        definition_zh=definitions.get("zh", ""),
        definition_en=definitions.get("en", ""),
        source=entry.first("source"),
        note="; ".join(notes),
        state=_state(state),
        flags=tuple(own.get("flags", "").split()),
        created=entry.first("created"),
        modified=entry.first("modified"),
    )


def _state(text: str) -> EntryState:
    return text if text in ("candidate", "suspect") else "approved"  # type: ignore[return-value]


def ranked(terms: list[tuple[Term, str]], lang: Lang) -> tuple[Term, ...]:
    """Terms in the order of a concept: preferred, admitted, deprecated, forbidden.

    Where no term is marked preferred, the first one that carries no status is. A concept has one preferred
    Chinese term; a traditional form that is only the other script of a simplified one is left out.

    Args:
        terms: each with its language tag, which ends in `?` where the file gives no status.
    """
    if lang == "zh":
        terms = _one_script(terms)
    if not any(term.status == "preferred" for term, _ in terms):
        first = next((i for i, (_, tag) in enumerate(terms) if tag.endswith("?")), None)
        if first is None:
            first = next((i for i, (term, _) in enumerate(terms) if term.status == "admitted"), None)
        if first is not None:
            term, tag = terms[first]
            terms = [*terms[:first], (Term(term.text, "preferred", term.note), tag), *terms[first + 1 :]]
    found: dict[str, Term] = {}
    for term, _ in sorted(terms, key=lambda pair: _ORDER.index(pair[0].status)):
        if lang == "zh":
            status = term.status
            if status == "forbidden":
                status = "deprecated"
            elif status == "preferred" and found:
                status = "admitted"
            term = Term(term.text, status, term.note)
        found.setdefault(term.text, term)
    return tuple(found.values())


def _one_script(terms: list[tuple[Term, str]]) -> list[tuple[Term, str]]:
    tags = {tag.rstrip("?").lower() for _, tag in terms}
    if len(tags) < 2:
        return terms
    traditional = {tag for tag in tags if any(part in tag for part in ("hant", "tw", "hk", "mo"))}
    plain = [pair for pair in terms if pair[1].rstrip("?").lower() not in traditional]
    known = {term.text for term, _ in plain}
    return plain + [
        pair
        for pair in terms
        if pair[1].rstrip("?").lower() in traditional and simplified(pair[0].text) not in known
    ]
