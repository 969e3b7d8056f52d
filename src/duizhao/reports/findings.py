"""The findings of a check in every shape: for a reviser, for a script, for CI."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from duizhao.errors import FormatError
from duizhao.files import write_atomically
from duizhao.model import Finding, Severity
from duizhao.reports.report import Report

# shape: (module in this package, its function); loaded when used, since openpyxl takes 0.2 s.
SHAPES = {
    "text": ("text", "render"),
    "json": ("records", "render_json"),
    "jsonl": ("records", "render_lines"),
    "sarif": ("sarif", "render"),
    "junit": ("junit", "render"),
    "github": ("github", "render"),
    "html": ("findings_page", "render"),
    "xlsx": ("workbook", "render_findings"),
}


class Render(Protocol):
    """What every shape offers."""

    def __call__(self, report: Report, /) -> str | bytes: ...


def write(
    findings: Sequence[Finding],
    path: str | os.PathLike[str],
    shape: str,
    *,
    title: str = "",
    checked: str = "",
    show: Severity = "info",
    limit: int = 0,
) -> None:
    """Write findings; a file takes its place when it is whole, `-` is standard output.

    Args:
        shape: one of `SHAPES`.
        title: of the page, the workbook, the test suite.
        checked: what was checked, in words, for the closing line ("plan.en.txt, 312 units").
        show: the least grave findings that a text shows, and a page at first.
        limit: how many findings of a check a text shows; 0 for all.

    Raises:
        FormatError: there is no such shape.
        OutputError: the file cannot be written.
    """
    if shape not in SHAPES:
        raise FormatError(f"no report of the shape {shape!r}", mend="one of " + ", ".join(SHAPES))
    module, name = SHAPES[shape]
    render = cast(Render, getattr(import_module(f"duizhao.reports.{module}"), name))
    colour = os.fspath(path) == "-" and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    made = render(Report(tuple(findings), title, checked, colour, show, limit))
    with write_atomically(path, "wb" if isinstance(made, bytes) else "w") as stream:
        stream.write(made)
