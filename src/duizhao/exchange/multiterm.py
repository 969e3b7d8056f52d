"""MultiTerm XML: `conceptGrp/languageGrp/termGrp`, as SDL and RWS MultiTerm export and import it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from duizhao.exchange.base import ReadOptions, Remark, Tell, WriteOptions, language
from duizhao.exchange.inline import text_of, unindented
from duizhao.exchange.safexml import attribute, clean, elements, escape, local
from duizhao.exchange.terms import Names, ordered
from duizhao.files import write_atomically
from duizhao.model import Concept, Lang, Term, TermStatus

_LANGUAGES = {
    "zh-CN": ("Chinese (PRC)", "ZH-CN"),
    "zh-TW": ("Chinese (Taiwan)", "ZH-TW"),
    "en-US": ("English (United States)", "EN-US"),
    "en-GB": ("English (United Kingdom)", "EN-GB"),
}
# Fields of an entry; what is not here is read as lost.
_FIELDS = {"Subject": "domain", "Source": "source", "Note": "note", "Kind": "kind", "State": "state", "Id": "id"}
_STATUSES: dict[str, TermStatus] = {
    "preferred": "preferred",
    "approved": "preferred",
    "admitted": "admitted",
    "deprecated": "deprecated",
    "superseded": "deprecated",
    "obsolete": "deprecated",
    "forbidden": "forbidden",
    "rejected": "forbidden",
}


def write_concepts(concepts: Iterable[Concept], path: str, options: WriteOptions, tell: Tell) -> int:  # noqa: ARG001
    """Writes the concepts with the fields Subject, Definition, Source, Note, Status, Part of Speech; gives their
    number. The termbase they go into needs fields of these names."""
    count = 0
    with write_atomically(path) as stream:
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<mtf>\n')
        for count, concept in enumerate(concepts, 1):
            stream.write("".join(_entry(concept, count, options)))
        stream.write("</mtf>\n")
    return count


def _field(name: str, text: str) -> str:
    if not text:
        return ""
    return f"<descripGrp><descrip type={attribute(name)}>{escape(clean(text))}</descrip></descripGrp>\n"


def _entry(concept: Concept, number: int, options: WriteOptions) -> Iterator[str]:
    yield f"<conceptGrp>\n<concept>{number}</concept>\n"
    for kind, date in (("origination", concept.created), ("modification", concept.modified)):
        if date:
            stamp = date if "T" in date else f"{date}T00:00:00"
            transac = f'<transac type="{kind}">duizhao</transac><date>{escape(clean(stamp))}</date>'
            yield f"<transacGrp>{transac}</transacGrp>\n"
    yield _field("Id", concept.id)
    for domain in concept.domain:
        yield _field("Subject", domain)
    yield _field("Source", concept.source)
    yield _field("Note", concept.note)
    yield _field("Kind", "" if concept.kind == "term" else concept.kind)
    yield _field("State", "" if concept.state == "approved" else concept.state)
    for flag in concept.flags:
        yield _field("Flag", flag)
    for tag, terms, definition in (
        (options.zh_lang, concept.zh, concept.definition_zh),
        (options.en_lang, concept.en, concept.definition_en),
    ):
        name, code = _LANGUAGES.get(tag, (tag, tag.upper()))
        yield f"<languageGrp>\n<language type={attribute(name)} lang={attribute(code)}/>\n"
        yield _field("Definition", definition)
        for term in terms:
            yield f"<termGrp><term>{escape(clean(term.text))}</term>\n"
            yield (
                _field("Status", term.status) + _field("Part of Speech", concept.pos) + _field("Usage", term.note)
            )
            yield "</termGrp>\n"
        yield "</languageGrp>\n"
    yield "</conceptGrp>\n"


def read_concepts(path: str, options: ReadOptions, tell: Tell) -> Iterator[Concept]:  # noqa: ARG001
    """The concepts of a MultiTerm XML file that have a Chinese and an English term."""
    names = Names(path, tell)
    for element in elements(path, "conceptGrp"):
        concept = _concept(element, path, names, tell)
        if concept.zh and concept.en:
            yield concept
        else:
            which = "a Chinese" if not concept.zh else "an English"
            tell(Remark("skipped", f"entries without {which} term", path, element.sourceline or 0))


def _fields(element: etree._Element, path: str) -> Iterator[tuple[str, str]]:
    for group in element:
        if local(group) == "descripGrp":
            for child in group.iterchildren("{*}descrip"):
                yield child.get("type", ""), unindented(text_of(child, path)[0])


def _concept(element: etree._Element, path: str, names: Names, tell: Tell) -> Concept:
    line = element.sourceline or 0
    found: dict[str, list[str]] = {}
    for name, value in _fields(element, path):
        found.setdefault(name.title(), []).append(value)
    for name in found.keys() - _FIELDS.keys() - {"Definition", "Flag"}:
        tell(Remark("lost", f"field {name!r}", path, line))
    terms: dict[Lang, list[Term]] = {"zh": [], "en": []}
    definitions = {"zh": "", "en": found.get("Definition", [""])[0]}
    pos = ""
    for group in element.iterchildren("{*}languageGrp"):
        tag = next(group.iterchildren("{*}language"), None)
        lang = None if tag is None else language(tag.get("lang")) or language(tag.get("type"))
        if lang is None:
            tell(Remark("skipped", "terms in other languages", path, group.sourceline or 0))
            continue
        definitions[lang] = dict(_fields(group, path)).get("Definition", definitions[lang])
        for term_group in group.iterchildren("{*}termGrp"):
            fields = {name.title(): value for name, value in _fields(term_group, path)}
            term = next(term_group.iterchildren("{*}term"), None)
            text = "" if term is None else unindented(text_of(term, path)[0])
            if text:
                default: TermStatus = "admitted" if terms[lang] else "preferred"
                status = _STATUSES.get(fields.get("Status", "").lower(), default)
                terms[lang].append(Term(text, status, fields.get("Usage", fields.get("Note", ""))))
                pos = pos or fields.get("Part Of Speech", "").lower()
    dates = {}
    for group in element.iterchildren("{*}transacGrp"):
        kind, date = group.find("{*}transac"), group.find("{*}date")
        if kind is not None and date is not None:
            dates[kind.get("type")] = (date.text or "")[:10]
    state = found.get("State", ["approved"])[0]
    number = (element.findtext("{*}concept") or "").strip()
    return Concept(
        names.name(found.get("Id", [number])[0], line, unique=True),
        ordered(terms["zh"]),
        ordered(terms["en"]),
        pos=pos,
        kind=found.get("Kind", ["term"])[0],
        domain=tuple(found.get("Subject", ())),
        definition_zh=definitions["zh"],
        definition_en=definitions["en"],
        source=found.get("Source", [""])[0],
        note="; ".join(found.get("Note", ())),
        state=state if state in ("candidate", "suspect") else "approved",  # type: ignore[arg-type]
        flags=tuple(found.get("Flag", ())),
        created=dates.get("origination", ""),
        modified=dates.get("modification", ""),
    )
