"""Term tables of CAT tools: memoQ's CSV, and the workbooks of Trados Team and Phrase."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator

from duizhao.exchange.base import ReadOptions, Remark, Tell, WriteOptions
from duizhao.exchange.grid import Row, read_grid
from duizhao.exchange.terms import Names, one_line, usable
from duizhao.files import write_atomically
from duizhao.model import Concept, Term, TermStatus

_MEMOQ_LANGUAGES = {
    "zh-CN": "Chinese_PRC",
    "zh-TW": "Chinese_Taiwan",
    "zh-HK": "Chinese_Hong_Kong_SAR",
    "en-US": "English_United_States",
    "en-GB": "English_United_Kingdom",
}
_MEMOQ_ENTRY = (
    *("Entry_ID", "Entry_Subject", "Entry_Domain", "Entry_ClientID", "Entry_ProjectID", "Entry_Created"),
    *("Entry_Creator", "Entry_LastModified", "Entry_Modifier", "Entry_Note"),
)
_MEMOQ_TERM = ("Term_Info", "Term_Example")


def write_memoq(concepts: Iterable[Concept], path: str, options: WriteOptions, tell: Tell) -> int:
    """Writes memoQ's CSV: semicolons, columns for every synonym that any entry has; UTF-8 with the mark by which
    memoQ tells the encoding."""
    rows = [(c, kept.zh, kept.en) for c in concepts for kept in (usable(c, path, tell),)]
    languages = (
        (_MEMOQ_LANGUAGES.get(options.zh_lang, "Chinese_PRC"), max((len(zh) for _, zh, _ in rows), default=1)),
        (_MEMOQ_LANGUAGES.get(options.en_lang, "English"), max((len(en) for _, _, en in rows), default=1)),
    )
    header = list(_MEMOQ_ENTRY)
    for name, count in languages:
        header += [f"{name}_Def"] + [name, *_MEMOQ_TERM] * count
    with write_atomically(path) as stream:
        stream.write("\ufeff")
        writer = csv.writer(stream, delimiter=";", lineterminator="\n")
        writer.writerow(header)
        for number, (concept, zh, en) in enumerate(rows, 1):
            # The id goes into a field that memoQ leaves alone: its own ids are numbers.
            domain, sub = ", ".join(concept.domain), concept.kind
            row = [
                str(number),
                domain,
                sub,
                "",
                concept.id,
                concept.created,
                "",
                concept.modified,
                "",
                concept.note,
            ]
            for terms, definition, (_, count) in zip(
                (zh, en), (concept.definition_zh, concept.definition_en), languages, strict=True
            ):
                row.append(definition)
                for term in terms:
                    info = "CaseSense;Exact" if "case" in concept.flags else "CasePermissive;HalfPrefix"
                    row += [term.text, info, term.note]
                row += [""] * (3 * (count - len(terms)))
            writer.writerow(row)
    return len(rows)


def read_memoq(path: str, options: ReadOptions, tell: Tell) -> Iterator[Concept]:
    """The concepts of a memoQ CSV; forbidden terms are those marked so in `Term_Info`."""
    rows = read_grid(path, options)
    header = next(rows, Row(1, ())).cells
    names = Names(path, tell)
    for row in rows:
        cells = dict(zip(header, row.cells, strict=False))
        found: dict[str, list[Term]] = {"zh": [], "en": []}
        for i, column in enumerate(header):
            lang = {"Chinese": "zh", "English": "en"}.get(re.split("_", column)[0])
            if lang is None or column.endswith("_Def") or not row.cell(i).strip():
                continue
            info = row.cell(i + 1) if i + 1 < len(header) and header[i + 1] == "Term_Info" else ""
            note = row.cell(i + 2) if i + 2 < len(header) and header[i + 2] == "Term_Example" else ""
            status: TermStatus = "admitted" if found[lang] else "preferred"
            if "forbidden" in info.lower():
                status = "forbidden" if lang == "en" else "deprecated"
            found[lang].append(Term(row.cell(i).strip(), status, note.strip()))
        if not found["zh"] or not found["en"]:
            tell(Remark("skipped", "entries without a Chinese or an English term", path, row.line))
            continue
        definitions = {
            lang: next((cells[c] for c in header if c.endswith("_Def") and c.startswith(name) and c in cells), "")
            for lang, name in (("zh", "Chinese"), ("en", "English"))
        }
        yield Concept(
            names.name(cells.get("Entry_ProjectID") or cells.get("Entry_ID") or "", row.line, unique=True),
            tuple(found["zh"]),
            tuple(found["en"]),
            kind=cells.get("Entry_Domain", "") or "term",
            domain=tuple(filter(None, re.split(r",\s*", cells.get("Entry_Subject", "")))),
            definition_zh=definitions["zh"],
            definition_en=definitions["en"],
            note=cells.get("Entry_Note", ""),
            created=cells.get("Entry_Created", ""),
            modified=cells.get("Entry_LastModified", ""),
        )


def write_trados(concepts: Iterable[Concept], path: str, options: WriteOptions, tell: Tell) -> int:
    """Writes the workbook of Trados Team (RWS Language Cloud): a row an entry, synonyms parted by `|`."""
    from duizhao.exchange.xlsx import write_rows

    header = (options.zh_lang, options.en_lang, "Definition", "Subject", "Note")
    rows = []
    for concept in concepts:
        kept = usable(concept, path, tell)
        zh, en = kept.zh, kept.en
        rows.append(
            (
                "|".join(t.text.replace("|", "/") for t in zh),
                "|".join(t.text.replace("|", "/") for t in en),
                concept.definition_en or concept.definition_zh,
                ", ".join(concept.domain),
                concept.note,
            )
        )
    widths = {options.zh_lang: 30, options.en_lang: 40, "Definition": 40, "Note": 40}
    return write_rows(header, rows, path, options.title or "terms", tell, widths=widths)


def write_phrase(concepts: Iterable[Concept], path: str, options: WriteOptions, tell: Tell) -> int:
    """Writes the workbook of Phrase TMS: rows with one `CID` are one concept, languages in lower case."""
    from duizhao.exchange.xlsx import write_rows

    columns = [tag.lower().replace("-", "_") for tag in (options.zh_lang, options.en_lang)]
    rows: list[tuple[str, ...]] = []
    count = 0
    for concept in concepts:
        kept = usable(concept, path, tell)
        zh, en = kept.zh, kept.en
        count += 1
        for i in range(max(len(zh), len(en))):
            cells = [terms[i].text if i < len(terms) else "" for terms in (zh, en)]
            rows.append((concept.id, "", *cells, one_line(concept.note) if i == 0 else ""))
    write_rows(("CID", "TID", *columns, "Note"), rows, path, options.title or "terms", tell, widths={"Note": 40})
    return count


def read_phrase(path: str, options: ReadOptions, tell: Tell) -> Iterator[Concept]:
    """The concepts of a Phrase workbook: rows with one `CID` are one; further rows may lack a language."""
    rows = read_grid(path, options)
    header = [cell.strip().lower() for cell in next(rows, Row(1, ())).cells]
    names = Names(path, tell)
    found: dict[str, tuple[list[Term], list[Term], str]] = {}
    for row in rows:
        cells = dict(zip(header, row.cells, strict=False))
        entry = found.setdefault(names.name(cells.get("cid", ""), row.line), ([], [], cells.get("note", "")))
        for i, column in enumerate(header):
            for terms, prefix in zip(entry[:2], ("zh", "en"), strict=True):
                if re.split("[-_]", column)[0] == prefix and row.cell(i).strip():
                    terms.append(Term(row.cell(i).strip(), "admitted" if terms else "preferred"))
    for name, (zh, en, note) in found.items():
        if zh and en:
            yield Concept(name, tuple(zh), tuple(en), note=note)
        else:
            tell(Remark("skipped", "entries without a Chinese or an English term", path))
