"""Findings that people have accepted, and those of an earlier report."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from duizhao.errors import FormatError
from duizhao.files import read_bytes, write_atomically

FILE = "duizhao-accepted.tsv"


def read_accepted(path: str | os.PathLike[str]) -> dict[str, str]:
    """Accepted findings, fingerprint → reason; lines `FINGERPRINT⇥reason`, `#` begins a remark.

    Raises:
        FormatError: a line has no reason.
    """
    accepted: dict[str, str] = {}
    if not Path(path).exists():
        return accepted
    for number, line in enumerate(read_bytes(path).decode("utf-8-sig", "replace").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fingerprint, _, reason = line.partition("\t")
        if not reason.strip():
            raise FormatError("no reason", file=path, line=number, mend="write FINGERPRINT, a tab, the reason")
        accepted[fingerprint.strip()] = reason.strip()
    return accepted


def read_decisions(path: str, reason: str = "") -> dict[str, str]:
    """What a reviser has marked `accepted` in a workbook of findings: fingerprint → reason.

    Args:
        reason: where the workbook gives none.

    Raises:
        FormatError: it is no such workbook, or a finding is accepted without a reason.
    """
    from duizhao.exchange.xlsx import read_rows

    rows = iter(read_rows(path))
    head = next(rows, None)
    columns = list(head.cells) if head is not None else []
    if not {"fingerprint", "decision", "reason"} <= set(columns):
        raise FormatError("not a workbook of findings", file=path, mend="make one with --format xlsx")
    decided = {}
    for row in rows:
        decision, why, fingerprint = (row.cell(columns.index(name)) for name in ("decision", "reason", "fingerprint"))
        if decision.strip().lower() == "accepted":
            if not (why.strip() or reason):
                raise FormatError("accepted without a reason", file=path, line=row.line, mend="fill in the reason")
            decided[fingerprint.strip()] = why.strip() or reason
    return decided


def accept(path: str | os.PathLike[str], findings: Mapping[str, str]) -> None:
    """Add findings, fingerprint → reason, to the file of accepted ones."""
    accepted = read_accepted(path) | {fingerprint: " ".join(why.split()) for fingerprint, why in findings.items()}
    with write_atomically(path) as stream:
        stream.write("# Findings that people looked at and accepted: fingerprint, tab, reason.\n")
        stream.writelines(f"{fingerprint}\t{why}\n" for fingerprint, why in sorted(accepted.items()))


def read_baseline(path: str | os.PathLike[str]) -> frozenset[str]:
    """The fingerprints of an earlier report (`--format json` or `jsonl`).

    Raises:
        FormatError: it is no such report.
    """
    text = read_bytes(path).decode("utf-8-sig", "replace")
    try:
        data = json.loads(text) if text.lstrip().startswith("[") else None
        if data is None:
            data = [json.loads(line) for line in text.splitlines() if line.strip()]
        if len(data) == 1 and "findings" in data[0]:
            data = data[0]["findings"]
        return frozenset(str(entry["fingerprint"]) for entry in data)
    except (ValueError, KeyError, TypeError) as error:
        raise FormatError("not a report of findings", file=path, mend="make one with --format jsonl") from error
