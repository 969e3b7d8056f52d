#!/usr/bin/env python3
"""How fast the glossary is, in CPU seconds and as a ratio to a baseline measured in the same run.

    scripts/bench/glossary.py annotate|check|lookup [--concepts N] [--segments N] [--words] [--profile]

Concepts: the shipped glossary, filled up to N with made-up compounds of two or three words of CC-CEDICT (the
shape of a large termbase); with --words, with single words of it (a hit every three characters, which no
termbase gives). Segments: the pairs of ../shared/corpora and gold (or $DUIZHAO_SHARED; without it, of aligned/),
varied: other numbers, other terms of the glossary on both sides. Baseline of annotate and check: the words of the
text found by a regular expression and looked up in a dict, in pure Python; of lookup: `python -c pass`.
"""

from __future__ import annotations

import argparse
import csv
import gc
import gzip
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

from duizhao.glossary import Glossary, load
from duizhao.glossary.csvfile import write_glossary
from duizhao.glossary.matching import Matcher
from duizhao.lexicon.cedict import dictionary_bytes
from duizhao.model import Concept, Term, Unit, plain_unit
from duizhao.script import count_han
from duizhao.words import ENGLISH_WORD

ROOT = Path(__file__).resolve().parent.parent.parent
SHARED = Path(os.environ.get("DUIZHAO_SHARED", ROOT.parent / "shared"))
ENTRY = re.compile(r"^\S+ (\S+) \[[^\]]*\] /([^/]+)/", re.MULTILINE)
PLAIN = re.compile(r"(?:to )?[a-z][a-z -]{2,24}")
NUMBER = re.compile(r"(?<![\d.,])[2-9]\d?(?![\d.,%])")


def words(seed: int = 1) -> list[tuple[str, str]]:
    """Words of two to four characters with one plain English equivalent, shuffled."""
    found = {
        zh: en.removeprefix("to ")
        for zh, en in ENTRY.findall(gzip.decompress(dictionary_bytes()).decode("utf-8"))
        if 1 < len(zh) < 5 and count_han(zh) == len(zh) and PLAIN.fullmatch(en)
    }
    pairs = sorted(found.items())
    random.Random(seed).shuffle(pairs)
    return pairs


def made_up(count: int, known: set[str], single: bool) -> Iterator[Concept]:
    """Concepts for a large glossary: compounds, or single words."""
    draw = random.Random(2)
    pairs = words()
    short = [pair for pair in pairs if len(pair[0]) == 2]
    made = 0
    for zh, en in pairs if single else iter(lambda: compound(draw, short), None):
        if made == count:
            return
        if zh in known:
            continue
        known.add(zh)
        made += 1
        english = [Term(en)]
        if made % 4 == 0:
            english.append(Term(f"the {en.split()[-1]} of {' '.join(en.split()[:-1]) or 'it'}", "admitted"))
        if made % 9 == 0:
            english.append(Term(f"{en} thing", "deprecated"))
        yield Concept(f"made-{made:06}", (Term(zh),), tuple(english), kind="term")


def compound(draw: random.Random, pairs: list[tuple[str, str]]) -> tuple[str, str]:
    parts = draw.sample(pairs, 2 if draw.random() < 0.75 else 3)
    return "".join(zh for zh, _ in parts), " ".join(en for _, en in parts)


def glossary(size: int, single: bool) -> Glossary:
    """The shipped glossary, filled up."""
    shipped = load().concepts[:size]
    known = {term.text for concept in shipped for term in concept.zh}
    return Glossary((*shipped, *made_up(size - len(shipped), known, single)))


def pairs() -> list[tuple[str, str]]:
    """Real pairs of sentences and articles."""
    found: list[tuple[str, str]] = []
    for path in sorted(SHARED.glob("corpora/*/*articles*.tsv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                zh = next((cell for cell in row if count_han(cell) > 5), "")
                en = next((cell for cell in row if cell.isascii() and len(cell) > 20), "")
                if zh and en:
                    # Segments are sentences; where both sides have as many, they are each other's.
                    split = re.findall(r"[^。；]+[。；]?", zh), re.findall(r".+?(?:[.;](?=\s)|$)\s*", en)
                    found += list(zip(*split, strict=True)) if len(split[0]) == len(split[1]) else [(zh, en)]
    for gold in sorted(SHARED.glob("gold/*/*.gold")):
        sides = [gold.with_suffix(f".{lang}").read_text(encoding="utf-8").split("\n") for lang in ("zh", "en")]
        for bead in gold.read_text(encoding="utf-8").splitlines():
            parts = zip(sides, bead.split(":"), strict=True)
            ours, theirs = ([side[int(i)] for i in re.findall(r"\d+", part)] for side, part in parts)
            if ours and theirs:
                found.append(("".join(ours), " ".join(theirs)))
    if not found:
        from duizhao.exchange import read_units

        files = sorted(ROOT.glob("aligned/*/*.tmx"))
        found = [(u.zh_text, u.en_text) for file in files for u in read_units(file) if u.zh and u.en]
    return [(zh.strip(), en.strip()) for zh, en in found]


def segments(count: int, concepts: Glossary, real: list[tuple[str, str]] | None = None) -> list[Unit]:
    """Units of varied real pairs: those given, or all."""
    draw = random.Random(3)
    real = real or pairs()
    matcher = Matcher(load())
    places = []
    for zh, en in real:
        english = {h.concept.id: h for h in matcher.find_english(en)}
        places.append([(h, english[h.concept.id]) for h in matcher.find_chinese(zh) if h.concept.id in english])
    units: list[Unit] = []
    others = [c for c in concepts if c.english("preferred")]
    while len(units) < count:
        n = len(units) % len(real)
        zh, en = real[n]
        if len(units) >= len(real):
            if places[n]:
                one, other = draw.choice(places[n])
                new = draw.choice(others)
                zh = zh[: one.start] + new.zh[0].text + zh[one.end :]
                en = en[: other.start] + new.english("preferred")[0] + en[other.end :]
            value = str(draw.randint(2, 99))
            if NUMBER.search(zh) and NUMBER.search(en):
                zh, en = NUMBER.sub(value, zh, count=1), NUMBER.sub(value, en, count=1)
        units.append(plain_unit(len(units) + 1, zh, en, line=len(units) + 1, file=f"part{len(units) // 5000}.tmx"))
    return units


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of a call."""
    start = process_time()
    work()
    return process_time() - start


def baseline(texts: list[str]) -> float:
    """CPU seconds for the words of texts, found and looked up in pure Python."""
    pattern = re.compile(rf"{ENGLISH_WORD.pattern}|[\u4e00-\u9fff]")
    known: dict[str, int] = {}

    def work() -> None:
        for text in texts:
            for match in pattern.finditer(text):
                known.setdefault(match.group(), len(known))

    return seconds(work)


def told(what: str, took: float, base: float, more: str = "") -> None:
    print(f"{what:44} {took:7.2f} s  {took / base:6.1f} × baseline{more}", flush=True)


def bench_annotate(args: argparse.Namespace) -> None:
    from duizhao.glossary.annotate import annotate

    gc.disable()  # as the command does
    concepts = glossary(args.concepts, args.words)
    real = pairs()
    for lang, side in (("zh", [p[0] for p in real]), ("en", [p[1] for p in real])):
        text = "\n".join(side)
        while len(text.encode()) < 4_000_000:
            random.Random(len(text)).shuffle(side)
            text += "\n" + "\n".join(side)
        size = len(text.encode()) / 1e6
        base = baseline([text])
        matcher = Matcher(concepts)
        told(f"{lang}: matcher for {len(concepts)} concepts",
             seconds(lambda m=matcher, t=lang: list(annotate("", t, m)) + list(annotate("见a", t, m))), base)  # type: ignore[misc]
        hits = 0

        def work(m: Matcher = matcher, t: str = lang, text: str = text) -> None:
            nonlocal hits
            hits = len(list(annotate(text, t, m)))  # type: ignore[arg-type]

        took = seconds(work)
        told(f"{lang}: {size:.1f} MB, {hits} hits", took, base, f"  {size / took:.2f} MB/s")


def bench_check(args: argparse.Namespace) -> None:
    from duizhao.checks import check_units

    concepts = glossary(args.concepts, args.words)
    units = segments(args.segments, concepts)
    base = baseline([u.zh_text for u in units] + [u.en_text for u in units])
    found: list[object] = []
    took = seconds(lambda: found.extend(check_units(units, concepts)))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    told(f"check: {len(concepts)} concepts × {len(units)} segments", took, base,
         f"  {len(found)} findings, {memory:.2f} GB at most")  # fmt: skip


def bench_lookup(args: argparse.Namespace) -> None:
    lookup = ("-m", "duizhao", "lookup", "网络强国")
    base = process("-c", "pass")
    told("python -c pass", base, base)
    process(*lookup, times=1)  # the index may have to be built
    told("lookup 网络强国, shipped", took := process(*lookup), base, f"  {1000 * (took - base):.0f} ms above")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "large.csv")
        write_glossary(glossary(args.concepts, args.words).concepts, path)
        large = (*lookup, "--glossary", str(path))
        told(f"index of {args.concepts} concepts", process(*large, times=1), base)
        told("lookup 网络强国", took := process(*large), base, f"  {1000 * (took - base):.0f} ms above")


def process(*command: str, times: int = 9) -> float:
    """CPU seconds of a Python process: the least of several, for other work on the machine only slows down."""
    taken = []
    for _ in range(times):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *command], capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("annotate", "check", "lookup"))
    parser.add_argument("--concepts", type=int, default=100_000)
    parser.add_argument("--segments", type=int, default=50_000)
    parser.add_argument("--words", action="store_true")
    parser.add_argument("--profile", action="store_true", help="where the time goes")
    args = parser.parse_args()
    bench = {"annotate": bench_annotate, "check": bench_check, "lookup": bench_lookup}[args.what]
    if args.profile:
        import cProfile

        cProfile.runctx("bench(args)", {"bench": bench, "args": args}, {}, sort="tottime")
    else:
        bench(args)


if __name__ == "__main__":
    main()
