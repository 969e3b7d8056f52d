"""The registry: which formats there are, and which of them a file is in."""

from __future__ import annotations

import os
from itertools import chain

from duizhao.errors import FormatError
from duizhao.exchange.base import Format

# What lists of pairs cannot hold of a concept.
_BEYOND_NOTES = (
    "kind",
    "domain",
    "definition_zh",
    "definition_en",
    "source",
    "state",
    "flags",
    "created",
    "modified",
)
_BEYOND_PAIRS = ("pos", "note", *_BEYOND_NOTES)

UNIT_FORMATS: tuple[Format, ...] = (
    Format("jsonl", (".jsonl",), "aligned units as JSON, nothing lost", "jsonl:read_units", "jsonl:write_units"),
    Format("tmx", (".tmx",), "TMX 1.4", "tmx:read_units", "tmx:write_units", ("tmx",)),
    Format("tsv", (".tsv", ".tab"), "table with tabs", "tables:read_units", "tables:write_tsv"),
    Format("csv", (".csv",), "table with commas", "tables:read_units", "tables:write_csv"),
    Format("xlsx", (".xlsx", ".xlsm"), "workbook", "tables:read_units", "tables:write_xlsx"),
    Format(
        "xliff",
        (".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".xlf12"),
        "XLIFF 1.2 (on reading also 2.x, SDLXLIFF, MQXLIFF)",
        "xliff:read_units",
        "xliffwrite:write_1_2",
        ("xliff",),
    ),
    Format("xliff2", (".xlf2", ".xliff2"), "XLIFF 2.1", "xliff:read_units", "xliffwrite:write_2_1"),
    Format("po", (".po", ".pot"), "gettext PO", "po:read_units", "po:write_units"),
    Format(
        "docx",
        (".docx",),
        "two-column table in Word",
        "tables:read_units",
        "docx:write_units",
        loses=("score", "notes", "props"),
    ),
    Format(
        "moses",
        (".zh", ".en"),
        "Moses pairs with .ids",
        "moses:read_units",
        "moses:write_units",
        loses=("score", "notes", "props"),
    ),
    Format(
        "hunalign",
        (".hunalign",),
        "hunalign's text",
        "hunalign:read_text",
        "hunalign:write_text",
        loses=("notes", "props"),
    ),
    Format(
        "ladder",
        (".ladder",),
        "hunalign's ladder",
        "hunalign:read_ladder",
        "hunalign:write_ladder",
        loses=("notes", "props"),
    ),
    Format(
        "intertext",
        (".it.xml",),
        "InterText alignment",
        "standoff:read_units",
        "standoff:write_intertext",
        ("linkGrp",),
        loses=("score", "notes", "props"),
    ),
    Format(
        "cesalign",
        (".xml", ".ces"),
        "OPUS cesAlign, sentence numbers only",
        "standoff:read_units",
        "standoff:write_ces",
        ("cesAlign",),
        loses=("notes", "props"),
    ),
    Format(
        "beads",
        (".beads", ".gold"),
        "sentence numbers",
        "beads:read_units",
        "beads:write_units",
        loses=("score", "notes", "props"),
    ),
)

GLOSSARY_FORMATS: tuple[Format, ...] = (
    Format("glossary", (".csv",), "duizhao's glossary CSV", "termtables:read_table", "glossaries:write_csv"),
    Format("tsv", (".tsv",), "the same with tabs", "termtables:read_table", "termtables:write_tsv"),
    Format("xlsx", (".xlsx", ".xlsm"), "the same as a workbook", "termtables:read_table", "termtables:write_xlsx"),
    Format(
        "tbx",
        (".tbx",),
        "TBX-Basic, v3 (DCA, DCT) and v2",
        "tbx:read_concepts",
        "tbxwrite:write_concepts",
        ("tbx", "martif", "TBX"),
    ),
    Format("utx", (".utx",), "UTX 1.11", "termpairs:read_utx", "termpairs:write_utx", loses=_BEYOND_NOTES),
    Format(
        "omegat",
        (".utf8", ".tab", ".txt", ".csv"),
        "OmegaT's pairs with comments",
        "termpairs:read_pairs",
        "termpairs:write_omegat",
        tools=("omegat",),
        loses=("pos", *_BEYOND_NOTES),
    ),
    Format(
        "deepl",
        (".csv", ".tsv"),
        "DeepL's pairs",
        "termpairs:read_pairs",
        "termpairs:write_deepl",
        tools=("deepl",),
        loses=_BEYOND_PAIRS,
    ),
    Format(
        "google",
        (".csv", ".tsv"),
        "Google Translate's pairs",
        "termpairs:read_pairs",
        "termpairs:write_google",
        tools=("google",),
        loses=_BEYOND_PAIRS,
    ),
    Format(
        "memoq",
        (".csv",),
        "memoQ's CSV",
        "termtools:read_memoq",
        "termtools:write_memoq",
        marks=("Entry_ID",),
        tools=("memoq",),
        loses=("pos", "source", "state"),
    ),
    Format(
        "multiterm",
        (".xml", ".mtf.xml"),
        "MultiTerm XML",
        "multiterm:read_concepts",
        "multiterm:write_concepts",
        ("mtf",),
        tools=("trados",),
    ),
    Format(
        "trados",
        (".xlsx",),
        "Trados Team workbook",
        "termtables:read_table",
        "termtools:write_trados",
        tools=("trados",),
        loses=("pos", "kind", "source", "state", "flags", "created", "modified"),
    ),
    Format(
        "phrase",
        (".xlsx",),
        "Phrase TMS workbook",
        "termtools:read_phrase",
        "termtools:write_phrase",
        marks=("CID",),
        tools=("phrase",),
        loses=("pos", *_BEYOND_NOTES),
    ),
)


def format_of(
    path: str, formats: tuple[Format, ...], way: str, name: str | None = None, tool: str | None = None
) -> Format:
    """The format of a file: by name, by suffix, by content where several formats share the suffix.

    Args:
        way: `read` or `write`.
        tool: on writing, the CAT tool whose own format is wanted if it has one of this suffix.

    Raises:
        FormatError: unknown, or not to be had that way.
    """
    usable = [f for f in formats if (f.reads if way == "read" else f.writes)]
    if name is not None:
        for candidate in usable:
            if candidate.name == name:
                return candidate
        for candidate in usable:  # sdlxliff, xlf: a suffix says as much
            if f".{name.lower().lstrip('.')}" in candidate.suffixes:
                return candidate
        names = ", ".join(dict.fromkeys(f.name for f in usable))
        raise FormatError(f"no format {name!r} to {way}", file=path, mend=f"one of {names}")
    found = [f for f in usable if path.lower().endswith(f.suffixes)]
    if way == "write":
        found.sort(key=lambda f: tool not in f.tools if tool else bool(f.tools))
    elif path != "-" and os.path.isfile(path):  # noqa: PTH113
        by_content = _by_content(path, found, usable)
        if by_content is not None:
            return by_content
    if found:
        return found[0]
    suffixes = ", ".join(dict.fromkeys(chain.from_iterable(f.suffixes for f in usable)))
    raise FormatError("its format cannot be told", file=path, mend=f"use one of the suffixes {suffixes}")


def _by_content(path: str, found: list[Format], usable: list[Format]) -> Format | None:
    """The format by the root element of XML, or by the first row of a table whose suffix several formats have."""
    if not found or any(f.roots for f in found):
        with open(path, "rb") as stream:  # noqa: PTH123
            if b"<" not in stream.read(400):
                return None
        from duizhao.exchange.safexml import root_of

        root, _ = root_of(path)
        by_root = next((f for f in usable if root in f.roots), None)
        if root and by_root is None:
            raise FormatError(
                f"its root element <{root}> is of no known format", file=path, mend="give its format with --from"
            )
        return by_root
    if any(f.marks for f in found):
        from duizhao.exchange.grid import first_cells

        cells = first_cells(path)
        return next((f for f in found if f.marks and set(f.marks) <= cells), None)
    return None
