#!/usr/bin/env python3
"""Check an aligned sample folder: sentences against raw text, gold, terms, glosses, planted findings.

A folder holds NAME.zh.txt and NAME.en.txt (text as users have it), NAME.zh.sent and NAME.en.sent (one
sentence a line), NAME.gold (one bead a line, ``[zh indices]:[en indices]``, 0-based), terms.tsv, glosses.tsv
and findings.json (the last three may be absent). Exit status 1 if anything is wrong.

Where the sentences are those of the repaired text (page numbers out of mid-sentence, hyphenation mended), say
--repaired: then only the characters are counted, hyphens left out, and their order is not looked at.

Usage: check_sample.py [--repaired] FOLDER...
"""

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path

BEAD = re.compile(r"\[([\d, ]*)\]:\[([\d, ]*)\]")
# What stands in the middle of a term: "flexible (柔性) production line", "“X” [a, b, c] reform".
INSERTED = re.compile(r"\s*(?:\((?:[^()（）]|（[^）]*）)*\)|\[[^\]]*\])")
HAN_SPACE = re.compile(r"(?<=[\u3000-\u9fff“”])[ \t]+(?=[\u3000-\u9fff“”])")


def lines_of(path: Path) -> list[str]:
    """The lines of a file, cut at LF only: real text holds U+2028 and form feeds that end no line."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def squeeze(text: str) -> str:
    return "".join(text.split())


def rows_of(path: Path, width: int) -> tuple[list[list[str]], list[str]]:
    """Rows of a TSV file without its header, and complaints about rows of another width."""
    rows, faults = [], []
    for number, line in enumerate(lines_of(path)[1:], 2):
        cells = line.split("\t")
        if len(cells) == width:
            rows.append(cells)
        else:
            faults.append(f"{path.name}:{number}: {len(cells)} columns, not {width}")
    return rows, faults


def check_sentences(folder: Path, name: str, lang: str, repaired: bool) -> list[str]:
    sent_path = folder / f"{name}.{lang}.sent"
    sentences = lines_of(sent_path)
    faults = [
        f"{sent_path.name}:{number}: empty or padded line"
        for number, line in enumerate(sentences, 1)
        if not line or line != line.strip()
    ]
    raw = squeeze("\n".join(lines_of(folder / f"{name}.{lang}.txt")))
    cut = squeeze("\n".join(sentences))
    if repaired:
        changed = Counter(raw.replace("-", ""))
        changed.subtract(Counter(cut.replace("-", "")))
        faults += [f"{sent_path.name}: {n:+d} “{c}” in the raw text" for c, n in changed.items() if n]
    elif raw != cut:
        pairs = enumerate(zip(raw, cut, strict=False))
        at = next((i for i, (a, b) in pairs if a != b), min(len(raw), len(cut)))
        here, there = raw[at : at + 20], cut[at : at + 20]
        faults.append(f"{sent_path.name}: differs from the raw text: “{there}” where that has “{here}”")
    return faults


def read_gold(path: Path) -> tuple[list[tuple[list[int], list[int]]], list[str]]:
    beads: list[tuple[list[int], list[int]]] = []
    faults = []
    for number, line in enumerate(lines_of(path), 1):
        match = BEAD.fullmatch(line)
        if match is None:
            faults.append(f"{path.name}:{number}: not a bead: {line!r}")
            continue
        zh, en = ([int(i) for i in side.split(",") if i.strip()] for side in match.groups())
        for side in (zh, en):
            if side and side != list(range(side[0], side[0] + len(side))):
                faults.append(f"{path.name}:{number}: indices are not contiguous: {line}")
        if len(zh) + len(en) != 1 and not (zh and en):
            faults.append(f"{path.name}:{number}: a one-sided bead holds exactly one sentence: {line}")
        beads.append((zh, en))
    return beads, faults


def check_cover(beads: list[tuple[list[int], list[int]]], side: int, count: int, lang: str) -> list[str]:
    seen = Counter(i for bead in beads for i in bead[side])
    faults = [f"gold: {lang} sentence {i} is in {seen[i]} beads, not 1" for i in range(count) if seen[i] != 1]
    faults += [f"gold: {lang} sentence {i} does not exist" for i in sorted(seen) if not 0 <= i < count]
    return faults


def crossing(beads: list[tuple[list[int], list[int]]]) -> list[tuple[list[int], list[int]]]:
    """Two-sided beads that stand, on the English side, before one that precedes them: moved text."""
    highest, moved = -1, []
    for zh, en in beads:
        if zh and en:
            if en[0] < highest:
                moved.append((zh, en))
            highest = max(highest, en[-1])
    return moved


def inflected(word: str) -> str:
    """A pattern for a word and its simple inflections: plural, -ed, -ing, y/ies, um/a, dropped e."""
    if not word[-1].isalpha():
        # American style puts the stop inside: “Belt and Road.”
        return re.escape(word[:-1]) + "[.,]?”" if word[-1] == "”" else re.escape(word)
    endings = {"e": ("e", "es", "ed", "ing", "er"), "y": ("y", "ys", "ies", "ied", "ying"), "um": ("um", "a")}
    for ending, forms in endings.items():
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return re.escape(word.removesuffix(ending)) + f"(?:{'|'.join(forms)})"
    return re.escape(word) + "(?:s|es|ed|ing)?"


def english_pattern(term: str) -> re.Pattern[str]:
    """The term in running text; the head noun need not be the last word ("drivers of growth")."""
    return re.compile(r"(?<!\w)" + r"\s+".join(map(inflected, term.split())) + r"(?!\w)", re.IGNORECASE)


def check_terms(path: Path, units: list[tuple[str, str]]) -> list[str]:
    """Each term must stand in the Chinese, and each rendering opposite it in one aligned unit at least."""
    rows, faults = rows_of(path, 2)
    flat = [(squeeze(zh), (en, INSERTED.sub("", en))) for zh, en in units]
    for term, count in Counter(zh for zh, _ in rows).items():
        if count > 1:
            faults.append(f"{path.name}: {term} stands in {count} rows")
    for term, renderings in rows:
        opposite = [variants for zh, variants in flat if squeeze(term) in zh]
        if not opposite:
            faults.append(f"{path.name}: {term} is not in the Chinese text")
            continue
        for rendering in renderings.split(" | "):
            pattern = english_pattern(rendering)
            if not any(pattern.search(text) for variants in opposite for text in variants):
                faults.append(f"{path.name}: “{rendering}” never stands opposite {term}")
    print(f"  terms: {len(rows)}, with several renderings: {sum(' | ' in en for _, en in rows)}")
    return faults


def check_glosses(path: Path, en_text: str) -> list[str]:
    rows, faults = rows_of(path, 3)
    joined = HAN_SPACE.sub("", en_text)
    bare = INSERTED.sub("", en_text)
    for zh, en, _ in rows:
        if zh not in joined:
            faults.append(f"{path.name}: {zh} is not in the English text")
        if en not in en_text and en not in bare:
            faults.append(f"{path.name}: “{en}” ({zh}) is not in the English text")
    print(f"  glosses: {len(rows)}, suspect: {sum(bool(why) for *_, why in rows)}")
    return faults


def check_findings(path: Path, zh_text: str, en_text: str) -> list[str]:
    entries = json.loads(path.read_text(encoding="utf-8"))
    zh_flat, en_flat = squeeze(zh_text), squeeze(en_text)
    faults = []
    for entry in entries:
        if set(entry) != {"kind", "zh", "en", "why"}:
            faults.append(f"{path.name}: keys {sorted(entry)}")
            continue
        # "a | b" lists renderings or sentences that stand apart in the text.
        for text, flat in ((entry["zh"], zh_flat), (entry["en"], en_flat)):
            faults += [
                f"{path.name}: not in the text: {part}"
                for part in text.split(" | ")
                if squeeze(part).casefold() not in flat.casefold()
            ]
    counts = Counter(entry["kind"] for entry in entries if "kind" in entry)
    print("  planted:", ", ".join(f"{kind} {n}" for kind, n in sorted(counts.items())))
    return faults


def check_folder(folder: Path, repaired: bool = False) -> list[str]:
    golds = sorted(folder.glob("*.gold"))
    if len(golds) != 1:
        return [f"{folder}: {len(golds)} .gold files, not 1"]
    name = golds[0].stem
    wanted = [f"{name}.{lang}.{kind}" for lang in ("zh", "en") for kind in ("txt", "sent")]
    missing = [f"{folder}: no {file}" for file in wanted if not (folder / file).is_file()]
    if missing:
        return missing

    beads, faults = read_gold(golds[0])
    sentences = {lang: lines_of(folder / f"{name}.{lang}.sent") for lang in ("zh", "en")}
    for side, lang in enumerate(("zh", "en")):
        faults += check_sentences(folder, name, lang, repaired)
        faults += check_cover(beads, side, len(sentences[lang]), lang)
        print(f"  {lang}: {len(sentences[lang])} sentences")
    types = Counter(f"{len(zh)}-{len(en)}" for zh, en in beads)
    print(f"  beads: {len(beads)}:", ", ".join(f"{kind} {n}" for kind, n in types.most_common()))
    print(f"  beads that cross earlier ones: {len(crossing(beads))}")

    zh_text, en_text = ("\n".join(lines_of(folder / f"{name}.{lang}.txt")) for lang in ("zh", "en"))
    if faults:
        return faults  # what follows reads the gold
    if (folder / "terms.tsv").is_file():
        units = [
            ("".join(sentences["zh"][i] for i in zh), " ".join(sentences["en"][i] for i in en)) for zh, en in beads
        ]
        faults += check_terms(folder / "terms.tsv", units)
    if (folder / "glosses.tsv").is_file():
        faults += check_glosses(folder / "glosses.tsv", en_text)
    if (folder / "findings.json").is_file():
        faults += check_findings(folder / "findings.json", zh_text, en_text)
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description="Check an aligned sample folder.")
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="for example aligned/plan")
    parser.add_argument("--repaired", action="store_true", help="the sentences are those of the repaired text")
    arguments = parser.parse_args()
    status = 0
    for folder in arguments.folders:
        print(f"{folder}:")
        faults = check_folder(folder, arguments.repaired)
        for fault in faults:
            print(f"  FAULT {fault}")
        if faults:
            status = 1
        else:
            print("  all well")
    return status


if __name__ == "__main__":
    sys.exit(main())
