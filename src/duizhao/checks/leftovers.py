"""What of a unit nothing on the other side accounts for, and how far a sentence or an adjunct is left alone by it."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from duizhao.checks.case import Case
from duizhao.checks.counterparts import Counterparts, counterparts, rarity, within
from duizhao.checks.meanings import EMPTY, meanings

LABEL = re.compile("第[一二三四五六七八九十百千\\d]+[条條款项項章節节编編]")
_SENTENCE_END = re.compile("[。！？；!?;\n]|[.](?=\\s|$)")
_TAIL = '。！？；!?;.\n ”"'
_FIGURE = re.compile(r"[ivxlcdm]+|[a-z]|articl|chapter|paragraph|subparagraph|item|[\d.,]+")
# English words that translators add or leave out as the sentence needs them, by their stems.
_LIGHT_WORDS = frozenset(
    "make up out put come now take move give work see stay run keep stand adher pursu effort go down off one carri "
    "hold set fail mean begin bring brought let becom remain continu togeth way manner basi further order so level "
    "engag conduct thing import do get seek ensur provid promot strengthen enhanc improv fulli full greater better "
    "good help need next s t new more than most total number place date least meet reach worth gather pace".split()
)
# What words weigh as evidence; content words of English 1, those of Chinese 0.4 to 1.3.
_LIGHT, _LIGHT_ZH, _UNKNOWN, _CHARACTER, _NUMBER = 0.35, 0.25, 0.3, 0.15, 1.5
_ANY, _SOME = 1.0, 0.4  # what a word may have become that no source knows; a character
_SURE = 0.02  # probability that makes it certain that a Chinese word may mean an English one
_LONG_ENOUGH = 0.5  # of the usual length
_ANSWER = 0.45  # of what the words of a clause should become
_CONTEXT, _MOST, _REST = 3, 2.0, 0.02

Row = tuple[int, int, float, float, bool, float, int]
Features = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """The words of one side in order.

    Attributes:
        starts, ends: characters.
        weight: how much each tells if nothing stands for it.
        room: how much of the other side it may explain then.
        open: whether nothing stands for it.
        said: how sure it is that the other side has a word for it at all, 0 to 1.
        place: the number of its counterpart; -1 for none.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    weight: tuple[float, ...]
    room: tuple[float, ...]
    open: tuple[bool, ...]
    said: tuple[float, ...]
    place: tuple[int, ...]

    @property
    def spare(self) -> float:
        """How much of the other side the open words may explain."""
        return sum([r for r, o in zip(self.room, self.open, strict=True) if o])


def side_of(text: str, rows: list[Row]) -> Side:
    return Side(text, *zip(*rows, strict=True)) if rows else Side(text, (), (), (), (), (), (), ())


def both_sides(case: Case) -> tuple[Side, Side]:
    """The words of the Chinese and of the English."""
    there = counterparts(case)
    zh = _chinese(case, there)
    return zh, _english(case, there, zh)


def _chinese(case: Case, there: Counterparts) -> Side:
    last = len(there.tokens) - 1
    rows: list[Row] = []
    for m in case.quantities.matched:
        rows.append((m.zh.start, m.zh.end, _NUMBER, 0.0, False, 1.0, min(last, there.at(m.en.start))))
    for start, end in _equal_labels(case):
        rows.append((start, end, 1.0, 0.0, False, 1.0, -1))
    pieces = case.terms.pieces
    gone = within(pieces, [row[:2] for row in rows])
    rendered = within(pieces, [(p.start, p.end) for p in case.terms.places if case.terms.rendered(p)])
    known = {p.start: n for n, p in enumerate(there.pieces)}
    for k, piece in enumerate(pieces):
        if k in gone:
            continue
        n = known.get(piece.start)
        if n is not None:
            tells, place = _UNKNOWN + rarity(piece.text) / 6, min(last, there.place.get(n, -1))
            rows.append((piece.start, piece.end, tells, tells, n not in there.own, there.some[n], place))
        elif k in rendered:
            continue
        elif piece.content:
            rows.append((piece.start, piece.end, _UNKNOWN, _ANY, True, 0.0, -1))
        else:
            place = there.helped.get(piece.start, -1)
            if piece.text not in EMPTY:
                rows.append((piece.start, piece.end, _CHARACTER, _SOME, place < 0, 0.0, place))
            elif len(piece.text) > 1:
                rows.append((piece.start, piece.end, _LIGHT_ZH, _LIGHT_ZH, place < 0, 1.0, place))
    return side_of(case.zh, sorted(rows))


def _equal_labels(case: Case) -> list[tuple[int, int]]:
    """The places of the labels (第十八條) whose number is in the English."""
    if "第" not in case.zh:
        return []
    from duizhao.quantities.anchors import numbers_in

    there = set(numbers_in(case.en))
    matched = [(m.zh.start, m.zh.end) for m in case.quantities.matched]
    return [
        m.span()
        for m in LABEL.finditer(case.zh)
        if not there.isdisjoint(numbers_in(m.group())) and not any(a <= m.start() < b for a, b in matched)
    ]


@cache
def weight(stem: str) -> float:
    """How much an English word tells if nothing stands for it, 0 to 1; figures are compared elsewhere."""
    return 0.0 if _FIGURE.fullmatch(stem) else _LIGHT if stem in _LIGHT_WORDS else 1.0


def _english(case: Case, there: Counterparts, zh: Side) -> Side:
    free = set(there.free)
    back: dict[int, int] = {}
    for n, k in enumerate(zh.place):
        if k >= 0:
            back.setdefault(k, n)
    done = [(h.start, h.end) for hits in case.terms.accepted.values() for h in hits]
    done += [(m.en.start, m.en.end) for m in case.quantities.matched]
    for span in done:  # all words of a rendering stand where the first one does
        inside = sorted(within(there.tokens, [span]))
        first = next((back[k] for k in inside if k in back), None)
        if first is not None:
            for k in inside:
                back.setdefault(k, first)
    meant = [meanings().of(p.text) for p in there.pieces]
    rows: list[Row] = []
    for k, token in enumerate(there.tokens):
        tells = weight(token.stem)
        said = 0.0
        if k in free and tells:
            said = max([row[token.stem] for row in meant if token.stem in row], default=0.0)
        rows.append(
            (token.start, token.end, tells, tells, k in free and tells > 0, min(1.0, said / _SURE), back.get(k, -1))
        )
    return side_of(case.en, rows)


def features(side: Side, other: Side, start: int, end: int, length: float) -> Features | None:
    """What tells that nothing on the other side stands for a stretch; None where it has no words.

    Args:
        length: log of the other side's length to what is usual for all of this one.

    Returns:
        1; the share of its words that are open, by weight; the share that the other side has at all; the share of
        counterparts where the neighbours' are; what the other side's open words leave room for; what the length
        would gain; the length; its share of the text; sentences that the other side has fewer; its open words by
        weight; the log of the words of the side.
    """
    i, j = bisect_left(side.starts, start), bisect_left(side.starts, end)
    weights = side.weight[i:j]
    total = sum(weights)
    if not total:
        return None
    alone = sum([w for w, o in zip(weights, side.open[i:j], strict=True) if o])
    said = sum([w * s for w, s in zip(weights, side.said[i:j], strict=True)])
    need = max(0.5, alone * sum(other.weight) / (sum(side.weight) or 1.0))
    share = (end - start) / max(1, len(side.text))
    gain = abs(length) - abs(length - math.log(max(1 - share, _REST)))
    return (
        1.0, alone / total, said / total, (1 - alone / total) * _in_place(side, other, i, j),
        min(_MOST, other.spare / need), gain, length, share,
        max(0.0, min(_MOST, sentences(side.text) - sentences(other.text))),
        min(alone, 4.0), min(3.0, math.log1p(len(side.starts))),
    )  # fmt: skip


def _in_place(side: Side, other: Side, i: int, j: int) -> float:
    """The share of the counterparts of words i to j that stand between those of the words around them."""
    mine = [p for p in side.place[i:j] if p >= 0]
    if not mine:
        return 0.0
    left = [p for p in reversed(side.place[:i]) if p >= 0][:_CONTEXT]
    right = [p for p in side.place[j:] if p >= 0][:_CONTEXT]
    low = -1 if not left else max(left) if len(left) < _CONTEXT else sorted(left)[1]
    high = len(other.starts) if not right else min(right) if len(right) < _CONTEXT else sorted(right)[1]
    first, last = (low, high) if low < high else (high - 1, low + 1)
    return sum([first <= p <= last for p in mine]) / len(mine)


def answered(
    side: Side, other: Side, clauses: Iterable[tuple[int, int]], start: int, end: int, length: float, little: float
) -> bool:
    """Whether the other side has a clause, long enough, that little else of this side accounts for, where the clause
    should stand: a free rendering.

    Args:
        clauses: those of the other side.
        length: characters that are usual on the other side for one of this side.
        little: share of the clause's words that others may account for.
    """
    a, b = bisect_left(side.starts, start), bisect_left(side.starts, end)
    wanted = _ANSWER * sum(side.weight[a:b]) * sum(other.weight) / (sum(side.weight) or 1.0)
    before = next((p for p in reversed(side.place[:a]) if p >= 0), -1)
    behind = next((p for p in side.place[b:] if p >= 0), len(other.starts))
    low, high = min(before, behind), max(before, behind)
    for first, last in clauses:
        if last - first < _LONG_ENOUGH * length * (end - start):
            continue
        i, j = bisect_left(other.starts, first), bisect_left(other.starts, last)
        if i and (j <= low or i > high):  # adverbials go to the front: except for, in case of
            continue
        elsewhere = said = 0.0
        for tells, room, place in zip(other.weight[i:j], other.room[i:j], other.place[i:j], strict=True):
            if place >= 0 and not start <= side.starts[place] < end:
                elsewhere += tells
            else:
                said += room
        if said >= wanted and elsewhere <= little * sum(other.weight[i:j]):
            return True
    return False


def sentences(text: str) -> int:
    """How many sentences a text has, parts between semicolons and lines among them."""
    return 1 + len(_SENTENCE_END.findall(text.rstrip(_TAIL)))
