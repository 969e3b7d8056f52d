"""Glosses as text, JSON lines and CSV; candidates as JSON lines and a table."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from typing import IO

from duizhao.model import Candidate, Gloss

_COLUMNS = (
    "zh", "en", "lemma", "score", "freq_zh", "freq_en", "cofreq", "origin", "other", "status", "why", "example_zh",
    "example_en",
)  # fmt: skip


def write_glosses(found: Sequence[Gloss], stream: IO[str], shape: str) -> None:
    """Write glosses; `shape` is `text`, `jsonl` or `csv` (UTF-8, comma, a header)."""
    if shape == "jsonl":
        for gloss in found:
            stream.write(json.dumps(gloss.to_dict(), ensure_ascii=False) + "\n")
    elif shape == "csv":
        writer = csv.writer(stream, lineterminator="\n")
        names = list(Gloss.__slots__)
        writer.writerow(names)
        writer.writerows([getattr(g, n) if getattr(g, n) is not None else "" for n in names] for g in found)
    else:
        for gloss in found:
            stream.write(f"{gloss.file}:{gloss.line}: {gloss.zh}  {gloss.lemma}  [{gloss.kind}]\n")
            if gloss.suspect:
                stream.write(f"    suspect: {gloss.suspect}\n")


def write_candidates(found: Sequence[Candidate], stream: IO[str], shape: str) -> None:
    """Write candidates; `shape` is `jsonl` or `tsv` (a row a candidate, with its first example)."""
    if shape == "jsonl":
        for candidate in found:
            stream.write(json.dumps(candidate.to_dict(), ensure_ascii=False) + "\n")
        return
    stream.write("\t".join(_COLUMNS) + "\n")
    for c in found:
        other = " | ".join(f"{en} ({count})" for en, count in c.renderings if en != c.lemma)
        shown = (c.examples[0].zh, c.examples[0].en) if c.examples else ("", "")
        cells = (
            c.zh, c.en, c.lemma, f"{c.score:.3f}", c.freq_zh, c.freq_en, c.cofreq, " ".join(c.origin), other, c.status,
            c.why, *shown,
        )  # fmt: skip
        stream.write("\t".join(" ".join(str(cell).split()) for cell in cells) + "\n")
