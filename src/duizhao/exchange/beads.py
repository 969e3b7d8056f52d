"""Alignments as sentence numbers: `[0]:[0, 1]` a line, as Vecalign and gold files have them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from duizhao.errors import FormatError, InputError
from duizhao.exchange.base import ReadOptions, Remark, Tell, WriteOptions
from duizhao.exchange.text import lines_of
from duizhao.files import write_atomically
from duizhao.model import Bead, Lang, Sentence, Unit

_BEAD = re.compile(r"\s*\[([\d,\s]*)\]\s*:\s*\[([\d,\s]*)\]\s*(?::\s*(-?[\d.]+(?:[eE][-+]?\d+)?))?\s*")


def read_beads(path: str) -> list[Bead]:
    """The beads of a file; a third column (Vecalign's cost) is left unread.

    Raises:
        FormatError: a line is no bead.
    """
    beads = []
    for number, line in enumerate(lines_of(path), 1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _BEAD.fullmatch(line)
        if found is None:
            raise FormatError("no bead", file=path, line=number, mend="lines such as [0]:[0, 1] are wanted")
        zh, en = (tuple(int(n) for n in re.findall(r"\d+", part)) for part in (found[1], found[2]))
        beads.append(Bead(zh, en))
    return beads


def write_beads(beads: Iterable[tuple[Sequence[int], Sequence[int]]], path: str) -> int:
    """Writes pairs of 0-based indices, a line each; gives their number."""
    count = 0
    with write_atomically(path) as stream:
        for zh, en in beads:
            stream.write(f"{list(zh)}:{list(en)}\n")
            count += 1
    return count


def read_units(path: str, options: ReadOptions, tell: Tell) -> Iterator[Unit]:
    """The units of a bead file whose sentences lie in two more files, one sentence a line."""
    yield from units_of(read_beads(path), path, options, tell)


def write_units(units: Iterable[Unit], path: str, options: WriteOptions, tell: Tell) -> int:  # noqa: ARG001
    """Writes the units as sentence numbers, without text; gives their number."""
    return write_beads(positions(list(units)), path)


def positions(units: Sequence[Unit]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The 0-based sentence indices of units: by the sentences' ids where these are unique, else counted."""
    sides = []
    for lang in ("zh", "en"):
        ids = [[s.id - 1 for s in (unit.zh if lang == "zh" else unit.en)] for unit in units]
        flat = [number for side in ids for number in side]
        if len(set(flat)) != len(flat) or min(flat, default=0) < 0:
            running = iter(range(len(flat)))
            ids = [[next(running) for _ in side] for side in ids]
        sides.append(ids)
    return [(tuple(zh), tuple(en)) for zh, en in zip(*sides, strict=True)]


def units_of(beads: Iterable[Bead], path: str, options: ReadOptions, tell: Tell) -> Iterator[Unit]:
    """Beads with the sentences of their two files as units.

    Raises:
        InputError: a file of sentences is not there, or has too few of them.
    """
    files = {"zh": options.zh or beside(path, "zh"), "en": options.en or beside(path, "en")}
    texts = {lang: lines_of(file) for lang, file in files.items()}
    used: dict[str, set[int]] = {"zh": set(), "en": set()}
    for number, bead in enumerate(beads, 1):
        sides = {}
        for lang, side in (("zh", bead.zh), ("en", bead.en)):
            if side and max(side) >= len(texts[lang]):
                raise InputError(
                    f"sentence {max(side)} of bead {number} is not there, it has {len(texts[lang])} lines",
                    file=files[lang],
                    mend="give the files that were aligned with --zh and --en",
                )
            used[lang].update(side)
            sides[lang] = tuple(Sentence(i + 1, texts[lang][i], 0, len(texts[lang][i]), i + 1) for i in side)
        yield Unit(
            number,
            sides["zh"],
            sides["en"],
            bead.score,
            zh_file=files["zh"],
            en_file=files["en"],
            block=bead.block,
        )
    for lang, seen in used.items():
        missing = sum(1 for i, text in enumerate(texts[lang]) if i not in seen and text.strip())
        if missing:
            tell(Remark("skipped", "sentences that are in no bead", files[lang], count=missing))


def beside(path: str, lang: Lang) -> str:
    """The file of sentences that belongs to an alignment: the same name with .zh or .en.

    Raises:
        InputError: it is not there.
    """
    for name in (f".{lang}", f".{lang}.txt", f".{lang}.snt", ".cn" if lang == "zh" else ".eng"):
        candidate = Path(path).with_suffix(name)
        if path != "-" and candidate.is_file():
            return str(candidate)
    raise InputError(
        f"the {lang} sentences that it numbers are not beside it",
        file=path,
        mend=f"give them with --{lang} FILE, one sentence a line",
    )
