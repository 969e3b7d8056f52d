"""TBX-Basic on writing: ISO 30042:2019 (`v3`, `v3-dct`), and the older martif (`v2`) that CAT tools read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from duizhao.exchange.base import Remark, Tell, WriteOptions
from duizhao.exchange.safexml import attribute, clean, escape
from duizhao.exchange.tbx import OWN
from duizhao.exchange.terms import usable, write_forbidden
from duizhao.files import write_atomically
from duizhao.model import Concept, Lang, Term

V3 = "urn:iso:std:iso:30042:ed-2"
MIN = "http://www.tbxinfo.net/ns/min"
BASIC = "http://www.tbxinfo.net/ns/basic"
# Which module of the DCT style a data category of TBX-Basic belongs to.
_MODULE = {"subjectField": "min", "partOfSpeech": "min", "administrativeStatus": "min"}
PARTS_OF_SPEECH = ("noun", "verb", "adjective", "adverb", "other")
STATUS = {
    "preferred": "preferredTerm-admn-sts",
    "admitted": "admittedTerm-admn-sts",
    "deprecated": "deprecatedTerm-admn-sts",
    "forbidden": "deprecatedTerm-admn-sts",
}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def write_concepts(concepts: Iterable[Concept], path: str, options: WriteOptions, tell: Tell) -> int:
    """Writes the concepts; gives their number.

    What TBX-Basic has no category for (kind, state, flags, which deprecated terms are forbidden) goes into
    notes that begin with `x-duizhao-` and is read back. For a tool, deprecated and forbidden terms are left
    out: OmegaT and others show every term of an entry as a suggestion.
    """
    dialect = options.dialect
    writer = (
        _V2(options, tell)
        if dialect == "v2"
        else _Dct(options, tell)
        if dialect == "v3-dct"
        else _V3(options, tell)
    )
    concepts = tuple(concepts)
    if options.tool:
        write_forbidden(concepts, path)
        concepts = tuple(usable(concept, path, tell) for concept in concepts)
    count = 0
    with write_atomically(path) as stream:
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        stream.write(writer.opening(options.title or "Glossary"))
        for concept in concepts:
            stream.write(writer.entry(concept))
            count += 1
        stream.write(writer.closing)
    return count


class _V3:
    """ISO 30042:2019, style DCA."""

    entry_tag, lang_tag, term_tag = "conceptEntry", "langSec", "termSec"
    closing = "</body>\n</text>\n</tbx>\n"

    def __init__(self, options: WriteOptions, tell: Tell) -> None:
        self._langs: dict[Lang, str] = {"zh": options.zh_lang, "en": options.en_lang}
        self._tell = tell

    def opening(self, title: str) -> str:
        return f'<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="{V3}">\n' + self._header(
            "tbxHeader", title
        )

    def _header(self, name: str, title: str, more: str = "") -> str:
        return (
            f"<{name}>\n<fileDesc>\n<titleStmt><title>{escape(clean(title))}</title></titleStmt>\n"
            f"<sourceDesc><p>Written by duizhao.</p></sourceDesc>\n</fileDesc>\n{more}</{name}>\n"
            "<text>\n<body>\n"
        )

    def item(self, element: str, category: str, text: str) -> str:
        return f"<{element} type={attribute(category)}>{escape(clean(text))}</{element}>\n"

    def _note(self, text: str) -> str:
        return f"<note>{escape(clean(text))}</note>\n"

    def _date(self, kind: str, date: str, number: str) -> str:
        if not date:
            return ""
        if not _DATE.fullmatch(date):
            self._tell(Remark("lost", f"dates that are not YYYY-MM-DD ({number}: {date})"))
            return ""
        transaction = self.item("transac", "transactionType", kind)
        return f"<transacGrp>\n{transaction}<date>{date}</date>\n</transacGrp>\n"

    def entry(self, concept: Concept) -> str:
        parts = [f"<{self.entry_tag} id={attribute(concept.id)}>\n"]
        parts += [self.item("descrip", "subjectField", domain) for domain in concept.domain]
        if concept.source:
            parts.append(self.item("admin", "source", concept.source))
        parts.append(self._date("origination", concept.created, concept.id))
        parts.append(self._date("modification", concept.modified, concept.id))
        if concept.note:
            parts.append(self._note(concept.note))
        parts += [self._note(note) for note in own_notes(concept)]
        for lang, terms, definition in (
            ("zh", concept.zh, concept.definition_zh),
            ("en", concept.en, concept.definition_en),
        ):
            parts.append(f"<{self.lang_tag} xml:lang={attribute(self._langs[lang])}>\n")  # type: ignore[index]
            if definition:
                parts.append(self.item("descrip", "definition", definition))
            parts += [self._term(term, concept) for term in terms]
            parts.append(f"</{self.lang_tag}>\n")
        parts.append(f"</{self.entry_tag}>\n")
        return "".join(parts)

    def _term(self, term: Term, concept: Concept) -> str:
        notes = "".join(self.item("termNote", *pair) for pair in self._term_notes(term, concept))
        if term.status == "forbidden":
            notes += self._note(OWN + "status: forbidden")
        if term.note:
            notes += self._note(term.note)
        return f"<{self.term_tag}>\n<term>{escape(clean(term.text))}</term>\n{notes}</{self.term_tag}>\n"

    def _term_notes(self, term: Term, concept: Concept) -> Iterator[tuple[str, str]]:
        pos = concept.pos
        if pos:
            yield "partOfSpeech", pos if pos in PARTS_OF_SPEECH else "other"
        if pos not in ("", "phrase", *PARTS_OF_SPEECH):
            self._tell(Remark("lost", f"part of speech {pos!r} (TBX-Basic has {', '.join(PARTS_OF_SPEECH)})"))
        yield "administrativeStatus", STATUS[term.status]
        if pos == "phrase":
            yield "termType", "phrase"


class _Dct(_V3):
    """ISO 30042:2019, style DCT: the data category is the element."""

    def opening(self, title: str) -> str:
        names = f'xmlns="{V3}" xmlns:min="{MIN}" xmlns:basic="{BASIC}"'
        return f'<tbx type="TBX-Basic" style="dct" xml:lang="en" {names}>\n' + self._header("tbxHeader", title)

    def item(self, element: str, category: str, text: str) -> str:  # noqa: ARG002
        name = f"{_MODULE.get(category, 'basic')}:{category}"
        return f"<{name}>{escape(clean(text))}</{name}>\n"


class _V2(_V3):
    """martif, TBX-Basic of 2008: what OmegaT, translate-toolkit and the converters of other tools read."""

    entry_tag, lang_tag, term_tag = "termEntry", "langSet", "tig"
    closing = "</body>\n</text>\n</martif>\n"

    def opening(self, title: str) -> str:
        more = '<encodingDesc><p type="XCSURI">TBXBasicXCSV02.xcs</p></encodingDesc>\n'
        return '<martif type="TBX-Basic" xml:lang="en">\n' + self._header("martifHeader", title, more)


def own_notes(concept: Concept) -> Iterator[str]:
    """What only this project's glossary knows of a concept, as notes."""
    if concept.kind != "term":
        yield f"{OWN}kind: {concept.kind}"
    if concept.state != "approved":
        yield f"{OWN}state: {concept.state}"
    if concept.flags:
        yield f"{OWN}flags: {' '.join(concept.flags)}"
