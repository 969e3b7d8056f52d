"""Glossaries as plain tables (CSV, TSV, XLSX): one concept a row, columns guessed or given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from duizhao.exchange.base import ReadOptions, Remark, Tell, WriteOptions
from duizhao.exchange.grid import Columns, Row, columns_of, read_grid, sampled
from duizhao.exchange.terms import Names, merged
from duizhao.files import write_atomically
from duizhao.glossary.csvfile import COLUMNS, concept_of, row_of, write_rows
from duizhao.model import Concept, Term, TermStatus

_ALIASES = {
    "id": "id code cid concept concept_id entry_id entry 编号 序号 no no.",
    "definition_zh": "definition_zh def_zh 定义 中文定义 zh_definition chinese_definition",
    "definition_en": "definition_en def_en definition def english_definition en_definition 英文定义",
    "pos": "pos part_of_speech partofspeech 词性",
    "domain": "domain subject subject_field field category 领域 分类",
    "note": "note notes comment comments remark remarks 备注 注释 说明",
    "source": "source reference 来源 出处",
    "status": "status term_status usage",
    "zh_deprecated": "zh_deprecated",
    "en_admitted": "en_admitted synonyms en_synonyms variants",
    "en_deprecated": "en_deprecated deprecated avoid",
    "en_forbidden": "en_forbidden forbidden 禁用",
    "kind": "kind type",
    "state": "state",
    "flags": "flags",
    "created": "created",
    "modified": "modified",
}
_PLAIN = ("definition_zh", "definition_en", "pos", "note", "source", "kind", "created", "modified")
# Between synonyms; commas and enumeration commas are part of terms too often.
_SYNONYMS = re.compile(r"\s*[|;；\n]\s*(?![^(（]*[)）])")
_STATUS: dict[str, TermStatus] = {
    "preferred": "preferred",
    "approved": "preferred",
    "admitted": "admitted",
    "deprecated": "deprecated",
    "forbidden": "forbidden",
}


def read_table(path: str, options: ReadOptions, tell: Tell) -> Iterator[Concept]:
    """The concepts of a table. With the columns of the glossary CSV nothing is lost; in other tables synonyms are
    parted at `|` and `;`."""
    head, rows = sampled(read_grid(path, options))
    if not head:
        return
    names = Names(path, tell)
    if options.columns is None and set(head[0].cells) <= {*COLUMNS, ""} and {"zh", "en"} <= set(head[0].cells):
        yield from _ours(head[0], rows, path)
        return
    columns = columns_of(head, path, options.columns, _ALIASES)
    for i, title in enumerate(head[0].cells if columns.header else ()):
        if title.strip() and i not in columns.index.values():
            tell(Remark("lost", f"the column {title.strip()!r}", path, head[0].line))
    found = []
    for i, row in enumerate(rows):
        if i == 0 and columns.header:
            continue
        concept = _concept(row, columns, names)
        if concept.zh and concept.en:
            found.append(concept)
        else:
            which = "a Chinese" if not concept.zh else "an English"
            tell(Remark("skipped", f"rows without {which} term", path, row.line))
    yield from merged(found) if columns.get("id") is not None else found


def _ours(header: Row, rows: Iterable[Row], path: str) -> Iterator[Concept]:
    for i, row in enumerate(rows):
        if i:
            cells = {name: row.cell(j) for j, name in enumerate(header.cells) if name}
            yield concept_of(cells, path, row.line)


def _concept(row: Row, columns: Columns, names: Names) -> Concept:
    def texts(column: str) -> list[str]:
        return [part for part in _SYNONYMS.split(row.cell(columns.get(column)).strip()) if part]

    def terms(column: str, first: TermStatus, rest: TermStatus) -> tuple[Term, ...]:
        return tuple(Term(text, first if i == 0 else rest) for i, text in enumerate(texts(column)))

    status = _STATUS.get(row.cell(columns.get("status")).strip().lower(), "preferred")
    plain: dict[str, Any] = {name: row.cell(columns.get(name)).strip() for name in _PLAIN}
    plain["kind"] = plain["kind"] or "term"
    return Concept(
        names.name(row.cell(columns.get("id")), row.line),
        terms("zh", "preferred", "admitted") + terms("zh_deprecated", "deprecated", "deprecated"),
        terms("en", status, "admitted" if status == "preferred" else status)
        + terms("en_admitted", "admitted", "admitted")
        + terms("en_deprecated", "deprecated", "deprecated")
        + terms("en_forbidden", "forbidden", "forbidden"),
        domain=tuple(texts("domain")),
        flags=tuple(texts("flags")),
        **plain,
    )


def write_tsv(concepts: Iterable[Concept], path: str, options: WriteOptions, tell: Tell) -> int:  # noqa: ARG001
    """Writes the columns of the glossary CSV with tabs; gives the number of concepts."""
    with write_atomically(path) as stream:
        return write_rows(stream, chain([COLUMNS], (row_of(c, path) for c in concepts)), "\t") - 1


def write_xlsx(concepts: Iterable[Concept], path: str, options: WriteOptions, tell: Tell) -> int:
    """Writes a workbook with the columns of the glossary CSV, the standing of terms in colours."""
    from duizhao.exchange import xlsx

    columns = {
        "en": xlsx.GREEN,
        "en_admitted": xlsx.GREY,
        "zh_deprecated": xlsx.ORANGE,
        "en_deprecated": xlsx.ORANGE,
        "en_forbidden": xlsx.RED,
    }
    states = {"approved": xlsx.GREEN, "candidate": xlsx.ORANGE, "suspect": xlsx.RED}
    widths = {"zh": 24, "en": 30, "en_admitted": 30, "en_deprecated": 24, "en_forbidden": 24, "note": 40}
    return xlsx.write_rows(
        COLUMNS,
        (row_of(concept, path) for concept in concepts),
        path,
        options.title or "glossary",
        tell,
        widths=widths,
        colour=lambda column, text: states.get(text) if column == "state" else columns.get(column),
    )
