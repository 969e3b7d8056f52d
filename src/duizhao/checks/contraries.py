"""A word that became the opposite of what it means: increase for 减少, allow for 禁止, unfavorable for 有利.

Which Chinese words are of which kind is told by the dictionary; the list has English words, and few Chinese ones.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from duizhao.checks.evidence import is_in, with_beginnings
from duizhao.checks.meanings import Piece, meanings
from duizhao.checks.negatives import NEGATIVE
from duizhao.checks.sections import ClauseMap, Section, is_meant, sections
from duizhao.glossary.folding import fold_text
from duizhao.model import Span
from duizhao.words import stem

if TYPE_CHECKING:
    from duizhao.checks.case import Case
    from duizhao.checks.terms import Token

# Probability mass of a kind's English words that makes a Chinese word one of it, if that of its opposite is a fifth at
# most; that explains one of them, and any that may stand for the kind.
_MEANT, _FIFTH, _SAYS, _MAY = 0.15, 0.2, 0.05, 0.12
_SINGLE = frozenset("增减升降涨跌紧松")  # words of one character that mean one thing
_BASE, _OWN = 0.125, 0.02  # probabilities of the word that a prefix negates; of any rendering
_DENIED_ZH = re.compile("[不无未非没難难免勿莫少防止避失]")
_DENIED_EN = re.compile(
    r"\b(?:no|not|never|nor|neither|cannot|without|less|prevent\w*|avoid\w*|stop\w*|instead|rather|than|free|from|unable|unlikely)"
    r"\W+(?:\w+\W+){0,3}\Z|n['’]t\W+(?:\w+\W+){0,2}\Z",
    re.IGNORECASE,
)
_LONG = 60  # characters of a sentence whose words must be found near their own clause
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non-", "non")
_INITIALS = frozenset("uidn")
_WORD = 4  # letters of a stem that a negating prefix may stand before


@dataclass(frozen=True, slots=True)
class Contrary:
    """A Chinese word and the English that says its opposite, with their places."""

    zh: Span
    en: Span


@dataclass(frozen=True, slots=True)
class _Kind:
    """One of two opposites.

    Attributes:
        words: stems of the English words that say it.
        may: stems of all that may stand for it.
        zh: Chinese that explains it, beside what the dictionary tells; None for none.
        sure: Chinese that surely is of this kind, beside what the dictionary tells; None for none.
    """

    words: frozenset[str]
    may: frozenset[str]
    zh: re.Pattern[str] | None
    sure: re.Pattern[str] | None


def contrary(case: Case) -> Contrary | None:
    """The first Chinese word of a unit that became its opposite: the English words from its clause have more of that
    kind than the clause explains, and none of its own."""
    by_word, tokens = _index()[0], case.terms.tokens
    prefixed = [
        t for t in tokens if t.stem[0] in _INITIALS and _base(t.stem) and _is_negative(case.en[t.start : t.end])
    ]
    said = {pair for t in tokens if t.stem in by_word for pair in by_word[t.stem]}
    if not said and not prefixed:
        return None
    text = fold_text(case.zh)
    pairs = []
    if said:
        meant = set[tuple[int, int]]().union(*[_weights(p.text).kinds for p in case.terms.pieces])
        for n, pole in said:
            sure = _kinds()[n][1 - pole].sure
            if (n, 1 - pole) in meant or (sure is not None and sure.search(text)):
                pairs.append((n, pole))
    if not pairs and not prefixed:
        return None
    for part in sections(case):
        found = _in_section(case, text, part, sorted(pairs)) or _negated(case, text, part, prefixed)
        if found is not None:
            return found
    return None


def _in_section(case: Case, text: str, part: Section, pairs: Iterable[tuple[int, int]]) -> Contrary | None:
    pieces = [p for p in case.terms.pieces if part.zh_start <= p.start < part.zh_end]
    tokens = [t for t in case.terms.tokens if part.en_start <= t.start < part.en_end]
    clauses = None
    for n, pole in pairs:
        own, other = _kinds()[n][1 - pole], _kinds()[n][pole]  # of the source, as suspected; of the English
        source = _of_kind(n, 1 - pole, pieces, text, part)
        said = [t for t in tokens if t.stem in other.words]
        if not source or not said:
            continue
        clauses = clauses or ClauseMap(case, part)
        for start, end in sorted({clauses.around(p.start) for p in source}):
            mine = [p for p in source if start <= p.start < end]
            inside = [p for p in pieces if start <= p.start < end]
            long = part.zh_end - part.zh_start > _LONG or not said[0].content
            here = [t for t in said if clauses.of(t.start) == start or (not long and clauses.of(t.start) is None)]
            if len(here) <= _explained(n, pole, inside, mine, text, start, end):
                continue
            if long and _explained(n, pole, pieces, mine, text, part.zh_start, part.zh_end):
                continue
            rest = [p for p in pieces if not start <= p.start < end]
            may = [t for t in tokens if t.stem in own.may]
            if any(clauses.of(t.start) in (start, None) or not is_meant(rest, t.stem) for t in may):
                continue
            for token in here:
                if _by_term(case, token) or is_meant(inside, token.stem):
                    continue
                if not _DENIED_EN.search(case.en, part.en_start, token.start):
                    return Contrary(mine[0], Span(token.start, token.end))
    return None


def _of_kind(n: int, pole: int, pieces: Iterable[Piece], text: str, part: Section) -> list[Span]:
    """The words of a section's Chinese that surely are of a kind and not denied."""
    found = {p.start: Span(p.start, p.end) for p in pieces if (n, pole) in _weights(p.text).kinds}
    sure = _kinds()[n][pole].sure
    if sure is not None:
        for m in sure.finditer(text, part.zh_start, part.zh_end):
            found.setdefault(m.start(), Span(*m.span()))
    return [found[at] for at in sorted(found) if not _DENIED_ZH.search(text, max(0, at - 2), at)]


def _explained(
    n: int, pole: int, pieces: Iterable[Piece], without: Sequence[Span], text: str, start: int, end: int
) -> int:
    """How many words of a stretch of the Chinese, save some, may be of a kind."""
    kind = _kinds()[n][pole]
    found = 0
    for piece in pieces:
        weights = _weights(piece.text)
        if weights.words.get((n, pole), 0.0) > _SAYS or weights.may.get((n, pole), 0.0) > _MAY:
            found += not any(w.start < piece.end and piece.start < w.end for w in without)
    if kind.zh is not None:
        found = max(found, sum(1 for _ in kind.zh.finditer(text, start, end)))
    return found


def _by_term(case: Case, token: Token) -> bool:
    """Whether an English word stands in the rendering of a term of the source, which is not there too often."""
    for ident, hits in case.terms.accepted.items():
        if any(h.start <= token.start < h.end for h in hits):
            return len(hits) <= sum(ident in p.ids for p in case.terms.places)
    return False


def _negated(case: Case, text: str, part: Section, prefixed: Iterable[Token]) -> Contrary | None:
    """A word that the English has with a negating prefix, and the Chinese without a denial: unfavorable for 有利."""
    store = meanings()
    for token in prefixed:
        if not part.en_start <= token.start < part.en_end or _by_term(case, token):
            continue
        word = _base(token.stem)
        tokens = [t for t in case.terms.tokens if part.en_start <= t.start < part.en_end]
        pieces = [p for p in case.terms.pieces if part.zh_start <= p.start < part.zh_end]
        if is_in(word, with_beginnings([t.stem for t in tokens])) or is_meant(pieces, token.stem):
            continue
        for piece in pieces:
            row = store.of(piece.text)
            if row.get(word, 0.0) < _BASE or _DENIED_ZH.search(text, max(0, piece.start - 4), piece.end):
                continue
            if not any(row.get(t.stem, 0.0) > _OWN for t in tokens):
                return Contrary(Span(piece.start, piece.end), Span(token.start, token.end))
    return None


@lru_cache(10_000)
def _base(word: str) -> str:
    """The stem that a negating prefix stands before; empty for none."""
    prefix = next((p for p in _PREFIXES if word.startswith(p)), "")
    base = word[len(prefix) :].lstrip("-")
    return base if prefix and len(base) >= _WORD else ""


@lru_cache(10_000)
def _is_negative(word: str) -> bool:
    return NEGATIVE.fullmatch(word) is not None


@dataclass(frozen=True, slots=True)
class _Weights:
    """What the dictionary tells of a Chinese word, by number of a pair of kinds and 0 or 1.

    Attributes:
        kinds: the kinds that it surely is of.
        words, may: probability mass of the words that say a kind, and of all that may stand for it.
    """

    kinds: frozenset[tuple[int, int]]
    words: Mapping[tuple[int, int], float]
    may: Mapping[tuple[int, int], float]


@lru_cache(20_000)
def _weights(chinese: str) -> _Weights:
    by_word, by_any = _index()
    words: dict[tuple[int, int], float] = defaultdict(float)
    may: dict[tuple[int, int], float] = defaultdict(float)
    for e, p in meanings().of(chinese).items():
        for pair in by_word.get(e, ()):
            words[pair] += p
        for pair in by_any.get(e, ()):
            may[pair] += p
    clear = len(chinese) > 1 or chinese in _SINGLE
    kinds = frozenset(
        (n, pole) for (n, pole), mass in words.items()
        if clear and mass > _MEANT and words.get((n, 1 - pole), 0.0) < _FIFTH * mass and not _DENIED_ZH.search(chinese)
    )  # fmt: skip
    return _Weights(kinds, dict(words), dict(may))


@cache
def _kinds() -> tuple[tuple[_Kind, _Kind], ...]:
    text = resources.files("duizhao").joinpath("data/contraries.txt").read_text(encoding="utf-8")
    found = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            one, other, *chinese = line.split("\t")
            zh = [*chinese, *["-"] * (4 - len(chinese))]
            found.append((_kind(one, zh[0], zh[2]), _kind(other, zh[1], zh[3])))
    return tuple(found)


def _kind(english: str, explains: str, sure: str) -> _Kind:
    words, _, also = english.partition("/")
    says = frozenset(map(stem, words.split()))
    zh, surely = (re.compile(pattern) if pattern != "-" else None for pattern in (explains, sure))
    return _Kind(says, says | frozenset(map(stem, also.split())), zh, surely)


_Index = Mapping[str, Sequence[tuple[int, int]]]


@cache
def _index() -> tuple[_Index, _Index]:
    """English stem → the kinds that it says, and those that it may stand for: number of the pair, 0 or 1."""
    says: dict[str, list[tuple[int, int]]] = defaultdict(list)
    may: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for n, pair in enumerate(_kinds()):
        for pole, kind in enumerate(pair):
            for word in kind.words:
                says[word].append((n, pole))
            for word in kind.may:
                may[word].append((n, pole))
    return dict(says), dict(may)
