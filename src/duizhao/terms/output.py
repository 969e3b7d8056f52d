"""Glosses and candidates as text, JSON lines and CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from typing import IO

from duizhao.model import Candidate, Gloss


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
    """Write candidates; `shape` is `text`, `jsonl` or `csv` (a row a candidate, its first example)."""
    if shape == "jsonl":
        for candidate in found:
            stream.write(json.dumps(candidate.to_dict(), ensure_ascii=False) + "\n")
    elif shape == "csv":
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(
            [
                "zh",
                "lemma",
                "en",
                "score",
                "freq_zh",
                "cofreq",
                "origin",
                "other",
                "status",
                "why",
                "example_zh",
                "example_en",
            ]
        )
        for c in found:
            other = " | ".join(f"{en} ({count})" for en, count in c.renderings if en != c.lemma)
            shown = (c.examples[0].zh, c.examples[0].en) if c.examples else ("", "")
            writer.writerow(
                [
                    c.zh,
                    c.lemma,
                    c.en,
                    f"{c.score:.3f}",
                    c.freq_zh,
                    c.cofreq,
                    " ".join(c.origin),
                    other,
                    c.status,
                    c.why,
                    *shown,
                ]
            )
    else:
        for c in found:
            also = ", ".join(f"{en} {count}" for en, count in c.renderings if en != c.lemma)
            stream.write(
                f"{c.score:.2f} {c.freq_zh:4d}  {c.zh}  {c.lemma}" + (f"  (also: {also})" if also else "") + "\n"
            )
            if c.why:
                stream.write(f"            {c.status}: {c.why}\n")
            for example in c.examples[:1]:
                stream.write(f"            {example.zh}\n            {example.en}\n")
