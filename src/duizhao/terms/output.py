"""Glosses and candidates as text, JSON lines and CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from typing import IO

from duizhao.model import Gloss


def write_glosses(found: Sequence[Gloss], stream: IO[str], shape: str) -> None:
    """Write glosses; `shape` is `text`, `jsonl` or `csv` (UTF-8, comma, a header)."""
    if shape == "jsonl":
        for gloss in found:
            stream.write(json.dumps(gloss.to_dict(), ensure_ascii=False) + "\n")
    elif shape == "csv":
        writer = csv.writer(stream, lineterminator="\n")
        names = [n for n in Gloss.__slots__]
        writer.writerow(names)
        writer.writerows([getattr(g, n) if getattr(g, n) is not None else "" for n in names] for g in found)
    else:
        for gloss in found:
            stream.write(f"{gloss.file}:{gloss.line}: {gloss.zh}  {gloss.lemma}  [{gloss.kind}]\n")
            if gloss.suspect:
                stream.write(f"    suspect: {gloss.suspect}\n")
