"""hunalign's two outputs: the ladder (rungs of sentence numbers) and the text with `~~~` between sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from duizhao.errors import FormatError
from duizhao.exchange.base import ReadOptions, Remark, Tell, WriteOptions
from duizhao.exchange.beads import positions, units_of
from duizhao.exchange.text import lines_of
from duizhao.files import write_atomically
from duizhao.model import Bead, Sentence, Unit

_BETWEEN = " ~~~ "


def read_ladder(path: str, options: ReadOptions, tell: Tell) -> Iterator[Unit]:
    """The units between the rungs of a ladder whose sentences lie in two more files. hunalign's quality (no
    probability, may be negative) is kept as data; the confidence is it, brought to 0 to 1."""
    rungs = []
    for number, line in enumerate(lines_of(path), 1):
        cells = line.split()
        if not cells:
            continue
        try:
            rungs.append((int(cells[0]), int(cells[1]), float(cells[2]) if len(cells) > 2 else 1.0))
        except (ValueError, IndexError) as error:
            raise FormatError(
                "no rung", file=path, line=number, mend="two sentence numbers and a quality are wanted"
            ) from error
        if len(rungs) > 1 and (rungs[-1][0] < rungs[-2][0] or rungs[-1][1] < rungs[-2][1]):
            raise FormatError("the rungs go back", file=path, line=number, mend="sort them, or align anew")
    beads = [
        Bead(tuple(range(a[0], b[0])), tuple(range(a[1], b[1])), min(1.0, max(0.0, a[2])))
        for a, b in pairwise(rungs)
        if a[:2] != b[:2]
    ]
    yield from units_of(beads, path, options, tell)


def write_ladder(units: Iterable[Unit], path: str, options: WriteOptions, tell: Tell) -> int:  # noqa: ARG001
    """Writes rungs from `0 0` to the totals; units that go back in either text (moved blocks) cannot be on a
    ladder and are left out."""
    everything = list(units)
    at = (0, 0)
    count = 0
    lines = []
    for unit, (zh, en) in zip(everything, positions(everything), strict=True):
        start = (zh[0] if zh else at[0], en[0] if en else at[1])
        if start[0] < at[0] or start[1] < at[1]:
            side = unit.zh or unit.en
            tell(Remark("skipped", "units out of order (a ladder cannot go back)", unit.zh_file, side[0].line))
            continue
        if start[0] > at[0]:  # sentences in no unit stand without a partner
            lines.append((*at, 0.0))
            at = (start[0], at[1])
        if start[1] > at[1]:
            lines.append((*at, 0.0))
            at = (at[0], start[1])
        lines.append((*at, unit.score))
        at = (zh[-1] + 1 if zh else at[0], en[-1] + 1 if en else at[1])
        count += 1
    lines.append((*at, 0.0))
    with write_atomically(path) as stream:
        stream.writelines(f"{n}\t{m}\t{score:g}\n" for n, m, score in lines)
    return count


def read_text(path: str, options: ReadOptions, tell: Tell) -> Iterator[Unit]:
    """The units of hunalign's `-text` output: Chinese, English, quality, sentences joined by ` ~~~ `."""
    number = 0
    for line_number, line in enumerate(lines_of(path, options.encoding), 1):
        cells = line.split("\t")
        if len(cells) < 2 or not (cells[0].strip() or cells[1].strip()):
            if line.strip():
                tell(Remark("skipped", "lines that are no pair", path, line_number))
            continue
        number += 1
        try:
            score = min(1.0, max(0.0, float(cells[2])))
        except (IndexError, ValueError):
            score = 1.0
        zh, en = (
            tuple(Sentence(number, t, 0, len(t), line_number) for t in map(str.strip, cell.split("~~~")) if t)
            for cell in cells[:2]
        )
        yield Unit(number, zh, en, score, zh_file=path, en_file=path)


def write_text(units: Iterable[Unit], path: str, options: WriteOptions, tell: Tell) -> int:  # noqa: ARG001
    """Writes hunalign's text output; tabs and line ends become blanks. Gives the number of units."""
    count = 0
    with write_atomically(path) as stream:
        for unit in units:
            cells = [_BETWEEN.join(" ".join(s.text.split()) for s in side) for side in (unit.zh, unit.en)]
            stream.write(f"{cells[0]}\t{cells[1]}\t{unit.score:g}\n")
            count += 1
    return count
