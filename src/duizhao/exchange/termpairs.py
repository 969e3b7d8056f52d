"""Glossaries as lists of pairs: OmegaT, DeepL, Google Translate, UTX 1.11."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from duizhao.errors import FormatError
from duizhao.exchange.base import ReadOptions, Remark, Tell, WriteOptions, language
from duizhao.exchange.grid import read_grid
from duizhao.exchange.terms import Names, Pair, merged, once, one_line, ordered, pairs, write_forbidden
from duizhao.exchange.text import lines_of
from duizhao.files import write_atomically
from duizhao.model import Concept, Term, TermStatus
from duizhao.script import language_of

# DeepL refuses longer terms (bytes of UTF-8).
DEEPL_LIMIT = 1024
_STATUS_TO_UTX = {"preferred": "approved", "admitted": "provisional", "deprecated": "non-standard"}
_STATUS_FROM_UTX: dict[str, TermStatus] = {
    "approved": "preferred",
    "provisional": "admitted",
    "non-standard": "deprecated",
    "rejected": "deprecated",
    "forbidden": "forbidden",
}


def read_pairs(path: str, options: ReadOptions, tell: Tell) -> Iterator[Concept]:
    """Concepts of a list `source⇥target⇥comment` (or with commas); the script tells the direction.

    Lines that begin with `#` are comments. Pairs with the same Chinese are one concept.
    """
    delimiter = "," if path.lower().endswith(".csv") else "\t"
    rows = [row for row in read_grid(path, options, delimiter) if not row.cell(0).startswith("#")]
    if rows and _is_header(rows[0].cells):
        rows = rows[1:]
    zh, en = (options.columns or {}).get("zh", 0) - 1, (options.columns or {}).get("en", 0) - 1
    if zh < 0:
        chinese = [sum(language_of(row.cell(i)) == "zh" for row in rows) for i in (0, 1)]
        zh, en = (0, 1) if chinese[0] >= chinese[1] else (1, 0)
    names = Names(path, tell)
    found = []
    for row in rows:
        texts = row.cell(zh).strip(), row.cell(en).strip()
        if not all(texts):
            tell(Remark("skipped", "rows without a Chinese or an English term", path, row.line))
            continue
        note = row.cell(max(zh, en) + 1).strip()
        found.append(Concept(names.name("", row.line), (Term(texts[0]),), (Term(texts[1]),), note=note))
    yield from merged(found, by="zh")


def _is_header(cells: tuple[str, ...]) -> bool:
    """Google's list of language codes, or the words that people put there."""
    return len(cells) > 1 and all(
        language(c) or c.lower() in ("source", "target", "description", "pos", "") for c in cells
    )


def write_omegat(concepts: Iterable[Concept], path: str, options: WriteOptions, tell: Tell) -> int:
    """Writes OmegaT's tab-separated glossary; the forbidden terms go into a list for people beside it.

    OmegaT shows every pair as a suggestion, so what should not be used is left out.
    """
    everything = tuple(concepts)
    delimiter = "," if path.lower().endswith(".csv") else "\t"
    rows = [(*_turned(pair, options), one_line(pair.note)) for pair in pairs(everything, path, tell)]
    with write_atomically(path) as stream:
        if delimiter == ",":
            csv.writer(stream, lineterminator="\n").writerows(rows)
        else:
            # OmegaT does not unquote tab-separated files.
            stream.writelines("\t".join(row).rstrip("\t") + "\n" for row in rows)
    write_forbidden(everything, path)
    return len(everything)


def _turned(pair: Pair, options: WriteOptions) -> tuple[str, str]:
    zh, en = one_line(pair.zh.text), one_line(pair.en.text)
    return (zh, en) if options.source == "zh" else (en, zh)


def write_deepl(concepts: Iterable[Concept], path: str, options: WriteOptions, tell: Tell) -> int:
    """Writes DeepL's CSV, `source,target` without a header: every source once, terms of at most 1,024 bytes."""
    everything = tuple(concepts)
    delimiter = "\t" if path.lower().endswith(".tsv") else ","
    with write_atomically(path) as stream:
        writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
        for pair in once(pairs(everything, path, tell, all_english=False), path, tell):
            row = _turned(pair, options)
            if max(len(text.encode()) for text in row) > DEEPL_LIMIT:
                tell(Remark("skipped", f"terms of more than {DEEPL_LIMIT:,} bytes", path))
                continue
            writer.writerow(row)
    return len(everything)


def write_google(concepts: Iterable[Concept], path: str, options: WriteOptions, tell: Tell) -> int:
    """Writes the two columns, without a header, of a one-way glossary of Google Cloud Translation."""
    everything = tuple(concepts)
    delimiter = "\t" if path.lower().endswith(".tsv") else ","
    with write_atomically(path) as stream:
        writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
        found = once(pairs(everything, path, tell, all_english=False), path, tell)
        writer.writerows(_turned(pair, options) for pair in found)
    return len(everything)


def write_utx(concepts: Iterable[Concept], path: str, options: WriteOptions, tell: Tell) -> int:
    """Writes UTX 1.11: a row a pair, the concept id and the term's status with it; CRLF, no byte order mark."""
    tags = (options.zh_lang, options.en_lang) if options.source == "zh" else (options.en_lang, options.zh_lang)
    count = 0
    with write_atomically(path, newline="\r\n") as stream:
        title = one_line(options.title or "glossary").replace(";", ",")
        stream.write(
            f"#UTX 1.11; {tags[0]}/{tags[1]}; {_newest(concepts := tuple(concepts))}description: {title}\n"
        )
        stream.write("#src\ttgt\tsrc:pos\tterm status\tconcept ID\tcomment\n")
        for concept in concepts:
            zh = [t for t in concept.zh if t.status in ("preferred", "admitted")]
            if len(zh) < len(concept.zh):
                tell(Remark("lost", "deprecated Chinese terms", path, count=len(concept.zh) - len(zh)))
            for z in zh:
                for e in concept.en:
                    status = _STATUS_TO_UTX.get(e.status, "forbidden")
                    source, target = _turned(Pair(z, e, concept), options)
                    note = one_line(Pair(z, e, concept).note)
                    pos = concept.pos or "other"
                    stream.write("\t".join((source, target, pos, status, concept.id, note)) + "\n")
            count += 1
    return count


def _newest(concepts: tuple[Concept, ...]) -> str:
    newest = max((c.modified or c.created for c in concepts), default="")
    return f"{newest}; " if newest else ""


def read_utx(path: str, options: ReadOptions, tell: Tell) -> Iterator[Concept]:
    """The concepts of a UTX file; rows with the same concept id, or the same Chinese, are one."""
    header: list[str] = []
    reverse = False
    names = Names(path, tell)
    found = []
    for number, line in enumerate(lines_of(path, options.encoding), 1):
        if number == 1:
            tags = line.partition(";")[2].partition(";")[0].strip().partition("/")
            if not line.startswith("#UTX"):
                raise FormatError("no UTX", file=path, line=1, mend="it begins with #UTX and the two languages")
            reverse = language(tags[0]) == "en"
            continue
        if line.startswith("#"):
            if "\t" in line:
                header = [cell.strip().lower() for cell in line[1:].split("\t")]
            continue
        if not line.strip():
            continue
        if not header:
            header = ["src", "tgt", "src:pos"]
        cells = dict(zip(header, line.split("\t"), strict=False))
        zh, en = cells.get("src", "").strip(), cells.get("tgt", "").strip()
        if reverse:
            zh, en = en, zh
        if not zh or not en:
            tell(Remark("skipped", "rows without a Chinese or an English term", path, number))
            continue
        status = _STATUS_FROM_UTX.get(cells.get("term status", "").strip().lower(), "preferred")
        pos = cells.get("src:pos", "").strip()
        note = cells.get("comment", cells.get("src:comment", "")).strip()
        found.append(
            Concept(
                names.name(cells.get("concept id", ""), number),
                (Term(zh),),
                (Term(en, status),),
                pos="" if pos == "other" else pos,
                note="" if note == "-" else note,
            )
        )
    grouped = merged(found, statuses=True) if "concept id" in header else merged(found, by="zh")
    for concept in grouped:
        yield Concept(concept.id, concept.zh, ordered(concept.en), pos=concept.pos, note=concept.note)
