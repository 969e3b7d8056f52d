"""Faults of glossary files: what breaks matching, contradicts itself, or reads badly.

for finding in lint(["glossary/economy.csv"]): print(finding.message)
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from duizhao.errors import EncodingError, FormatError
from duizhao.files import read_bytes
from duizhao.glossary.csvfile import COLUMNS, row_of, rows, split, terms
from duizhao.model import Concept, Finding, Severity, Term, TermStatus

if TYPE_CHECKING:
    from duizhao.model import Unit

# code: (name, severity, meaning)
RULES: dict[str, tuple[str, Severity, str]] = {
    "GL001": ("unreadable", "error", "the file is no glossary CSV"),
    "GL002": ("not-canonical", "warning", "the file would change if it were read and written again"),
    "GL101": ("no-term", "error", "no Chinese or no English term"),
    "GL102": ("no-preferred", "error", "no preferred English term"),
    "GL103": ("unknown-value", "error", "a value that the column does not know"),
    "GL104": ("bad-date", "error", "no ISO date, or modified before it was created"),
    "GL105": ("missing-field", "warning", "a column that must be filled in is empty"),
    "GL201": ("han-in-english", "error", "Chinese characters in an English term"),
    "GL202": ("no-han-in-chinese", "warning", "no Chinese term with a Chinese character"),
    "GL203": ("full-width-in-english", "error", "full-width marks or letters in an English term"),
    "GL204": ("half-width-in-chinese", "error", "ASCII marks beside Chinese characters"),
    "GL205": ("blanks", "error", "doubled or odd blanks in a term"),
    "GL206": ("unbalanced", "error", "brackets or quotes without their partner"),
    "GL207": ("layout", "warning", "quotes around a Chinese term, blanks in it: matching leaves both out"),
    "GL208": ("traditional", "warning", "traditional characters"),
    "GL209": ("dictionary-form", "warning", "'to' before a verb, or a final mark"),
    "GL210": ("odd-character", "warning", "curly quote or dash in an English term"),
    "GL211": ("short-chinese", "info", "a Chinese term of one character, which is found inside words"),
    "GL212": ("article", "info", "an English term with an article, which matching leaves out"),
    "GL301": ("repeated-term", "warning", "a term twice in one concept"),
    "GL302": ("two-statuses", "error", "a term that is both right and wrong in one concept"),
    "GL303": ("needless-variant", "info", "a variant that matching takes for another one"),
    "GL401": ("duplicate-id", "error", "two concepts with one id"),
    "GL402": ("duplicate-chinese", "warning", "the same Chinese term in two concepts"),
    "GL403": (
        "shared-english",
        "warning",
        "the same preferred English for two concepts without the flag shared-en",
    ),
    "GL404": ("contradiction", "error", "right for a Chinese term in one concept and wrong for it in another"),
    "GL405": ("needless-flag", "info", "the flag shared-en, and nothing is shared"),
    "GL406": (
        "right-elsewhere",
        "info",
        "a term to be avoided that is right for another concept: both may stand together",
    ),
    "GL501": ("preferred-unused", "info", "the units use other renderings and never the preferred one"),
}


_FEW = 5  # rows of a file with the same empty cells that are told one by one


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a glossary file: where it stands, its cells, its terms."""

    file: str
    line: int
    cells: dict[str, str]
    zh: tuple[Term, ...]
    en: tuple[Term, ...]

    @property
    def id(self) -> str:
        return self.cells.get("id", "")

    @property
    def flags(self) -> tuple[str, ...]:
        return split(self.cells.get("flags", ""))

    def finding(self, code: str, message: str, *, zh: str = "", en: str = "", suggestion: str = "") -> Finding:
        """A finding at this row."""
        name, severity, _ = RULES[code]
        head = self.zh[0].text if self.zh else ""
        return Finding(
            *(code, name, severity, f"{self.id or head}: {message}", self.file, self.line),
            zh=zh or head,
            en=en,
            suggestion=suggestion,
            fingerprint=f"{code}:{self.id}:{zh}:{en}",
        )


_CHINESE: tuple[tuple[str, TermStatus], ...] = (("zh", "preferred"), ("zh_deprecated", "deprecated"))
_ENGLISH: tuple[tuple[str, TermStatus], ...] = (
    ("en", "preferred"),
    ("en_admitted", "admitted"),
    ("en_deprecated", "deprecated"),
    ("en_forbidden", "forbidden"),
)


def row(file: str, line: int, cells: dict[str, str]) -> Row:
    """A row with its terms read."""
    zh = tuple(t for name, status in _CHINESE for t in terms(cells.get(name, ""), status))
    en = tuple(t for name, status in _ENGLISH for t in terms(cells.get(name, ""), status))
    return Row(file, line, cells, zh, en)


def lint(
    paths: Sequence[str | os.PathLike[str]],
    read: Callable[[str], Iterable[Concept]] | None = None,
    units: Iterable[Unit] = (),
) -> list[Finding]:
    """The faults of glossary files, each file by itself and all of them together, in the order of the files.

    Args:
        read: reads files that are no CSV.
        units: aligned units; with them, preferred terms that nobody uses are found.

    Raises:
        InputError: a file cannot be opened, or is no CSV and of no known format.
    """
    from duizhao.glossary.lint_across import check_across, check_use
    from duizhao.glossary.lint_rows import check_row

    found: list[Finding] = []
    everything: list[Row] = []
    names = [os.fspath(path) for path in paths]
    for path in names:
        own: list[Row] = []
        try:
            own += _rows(path, read)
        except (FormatError, EncodingError) as error:
            if not path.lower().endswith(".csv"):
                raise
            broken = Row(path, error.line or 0, {}, (), ())
            found.append(broken.finding("GL001", error.message + (f"; {error.mend}" if error.mend else "")))
        else:
            found += _canonical(path, own)
        found += _gathered([finding for each in own for finding in check_row(each)], own)
        everything += own
    found += check_across(everything)
    units = list(units)
    if units:
        found += check_use(everything, units)
    places = {path: i for i, path in enumerate(names)}
    return sorted(found, key=lambda f: (places.get(f.file, 0), f.line, f.code))


def _gathered(found: Sequence[Finding], own: Sequence[Row]) -> Iterator[Finding]:
    """The findings of a file, with cells that are empty in many rows told once: candidates and imported glossaries
    lack whole columns, and thousands of lines would hide what is wrong. Rows to be reviewed may lack them."""
    many = Counter(f.message.partition(": ")[2] for f in found if f.code == "GL105")
    approved = {row.line for row in own if row.cells.get("state", "") not in ("candidate", "suspect")}
    told: set[str] = set()
    for finding in found:
        what = finding.message.partition(": ")[2]
        if finding.code != "GL105" or many[what] <= _FEW:
            yield finding
        elif what not in told:
            told.add(what)
            lines = {f.line for f in found if f.code == "GL105" and f.message.endswith(f": {what}")}
            severity: Severity = finding.severity if lines & approved else "info"
            message = f"{many[what]:,} of {len(own):,} rows, first {finding.message}"
            yield replace(finding, message=message, severity=severity)


def _rows(path: str, read: Callable[[str], Iterable[Concept]] | None) -> Iterator[Row]:
    if path.lower().endswith(".csv") or read is None:
        for line, cells in rows(path):
            yield row(path, line, cells)
    else:
        for number, concept in enumerate(read(path), 1):
            yield row(path, number, dict(zip(COLUMNS, row_of(concept), strict=True)))


def _canonical(path: str, own: Sequence[Row]) -> Iterator[Finding]:
    """Whether the file is written as `write_glossary` would write it."""
    import csv
    import io

    if not path.lower().endswith(".csv") or not own:
        return
    text = read_bytes(path).decode("utf-8", "replace")
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([each.cells.get(name, "") for name in COLUMNS] for each in own)
    if stream.getvalue() != text:
        mine, theirs = stream.getvalue().split("\n"), text.split("\n")
        line = next((n for n, (a, b) in enumerate(zip(mine, theirs, strict=False), 1) if a != b), 1)
        yield Row(path, line, {}, (), ()).finding(
            "GL002", "columns, quoting or line ends are not those of the format", suggestion="duizhao convert"
        )
