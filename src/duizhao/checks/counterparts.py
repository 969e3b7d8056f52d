"""Which English word each Chinese word of a unit became, by the glossary, equal numbers and a dictionary."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log

from duizhao.checks.case import Case
from duizhao.checks.meanings import Piece, meanings
from duizhao.checks.terms import Token
from duizhao.glossary.dictionary import dictionary

ENOUGH = 0.12  # probability mass of a Chinese word's translations that makes it certain that one is meant
CLAIM = 0.03  # probability from which a Chinese word may take an English one for itself
_NEAR = 4  # tokens from one word of a translation to another
_BEGINNING = 6  # letters that two stems of one family share
_PARTICLES = frozenset(
    "的地得了着过和与及或并而且以为于在从由对将把被让使等其该此各是不也都就又再还更最较要可能会应"
)  # become nothing
_RARE, _FREQUENT = 6.0, 20  # nats below the most frequent; occurrences added to all


@dataclass(frozen=True, slots=True)
class Counterparts:
    """The content words of both sides, and what became of the Chinese ones.

    Attributes:
        pieces: Chinese words that some source knows.
        tokens: English words.
        some: for every piece, how sure it is that a translation of it is there, 0 to 1.
        own: pieces, by number, that have a counterpart which no other piece takes, or stand in a term that is rendered.
        place: piece → its token, both by number.
        used: tokens that pieces took; those inside renderings of terms and equal numbers are not among them.
        free: tokens that nothing accounts for, not as a further word for a piece or as what a light word became either.
        helped: words without a counterpart of their own (加强), by where they start → one of the tokens that they mean.
    """

    pieces: tuple[Piece, ...]
    tokens: tuple[Token, ...]
    some: tuple[float, ...]
    own: frozenset[int]
    place: dict[int, int]
    used: frozenset[int]
    free: tuple[int, ...]
    helped: dict[int, int]

    def at(self, start: int) -> int:
        """The number of the first token from a character on."""
        return bisect_left([t.start for t in self.tokens], start)


def counterparts(case: Case) -> Counterparts:
    """What became of the Chinese words: terms that are rendered, then equal numbers, then the likeliest pairs first.
    Worked out once, for clauses, denials and bodies ask for it."""
    found = case.terms.counterparts
    if found is None:
        found = case.terms.counterparts = _counterparts(case)
    return found


def _counterparts(case: Case) -> Counterparts:
    terms, store = case.terms, meanings()
    tokens = tuple([t for t in terms.tokens if t.content])
    pieces = tuple([p for p in terms.pieces if p.content and store.of(p.text)])
    stems = [t.stem for t in tokens]
    there = {s[:_BEGINNING] for s in stems}
    accounted = within(pieces, _accounted(case))
    options = []
    some = []
    for n, piece in enumerate(pieces):
        if n in accounted:
            some.append(1.0)
            continue
        # Written out: it runs for every translation of every word of a text.
        mass = 0.0
        for e, p in store.of(piece.text).items():
            if e[:_BEGINNING] in there:
                mass += p
                if p > CLAIM:
                    options.append((p, n, e))
        some.append(min(1.0, mass / ENOUGH))
    options.sort(key=lambda o: -o[0])
    taken = within(tokens, _taken(case))
    place = _places(options, pieces, tokens, taken, len(case.zh))
    own = frozenset(place.keys() | accounted)
    used = frozenset(place.values())
    free = {k for k in range(len(tokens)) if k not in used and k not in taken}
    _leave_company(free, pieces, place, stems)
    helped = _helped(free, terms.pieces, stems, len(case.zh))
    place |= _places_of_terms(case, pieces, tokens)
    return Counterparts(pieces, tokens, tuple(some), own, place, used, tuple(sorted(free)), helped)


def _leave_company(free: set[int], pieces: Sequence[Piece], place: Mapping[int, int], stems: Sequence[str]) -> None:
    """Takes from the free tokens those that mean the same piece as a token near by: high beside quality, 高质量."""
    of = meanings().of
    owner = {k: of(pieces[n].text) for n, k in place.items()}
    for k in sorted(free):
        stem = stems[k]
        for j in range(k - _NEAR, k + _NEAR + 1):
            if j in owner and stem in owner[j]:
                free.discard(k)
                break


def _helped(free: set[int], pieces: Iterable[Piece], stems: Sequence[str], length: int) -> dict[int, int]:
    """The token of each word without a counterpart of its own (加强), by its place, where a free token means it; all
    tokens that such words mean are free no more."""
    where: dict[str, list[int]] = defaultdict(list)
    for k in free:
        where[stems[k]].append(k)
    helped: dict[int, int] = {}
    if where:
        of, wanted = meanings().of, where.keys()
        for piece in pieces:
            if not piece.content and (piece.text not in _PARTICLES) and not wanted.isdisjoint(of(piece.text)):
                mine = [k for stem in of(piece.text).keys() & wanted for k in where[stem]]
                here = piece.start / length * len(stems)
                helped[piece.start] = min(mine, key=lambda k: (abs(k - here), k))
                free.difference_update(mine)
    return helped


@cache
def rarity(word: str) -> float:
    """How much a Chinese word tells, 0.5 to 6: 加强 little, 充电桩 much."""
    known = dictionary()
    return min(_RARE, max(0.5, log(known.total / (known.frequency(word) + _FREQUENT)) - _RARE))


def within(words: Sequence[Piece] | Sequence[Token], spans: Iterable[tuple[int, int]]) -> set[int]:
    """The numbers of the words, in the order of the text, that lie inside a span."""
    starts = [word.start for word in words]
    found = set[int]()
    for start, end in spans:
        n = bisect_left(starts, start)
        while n < len(words) and words[n].end <= end:
            found.add(n)
            n += 1
    return found


def _accounted(case: Case) -> list[tuple[int, int]]:
    """The stretches of the Chinese that the glossary's terms or equal numbers account for."""
    done = []
    if case.run.glossary is not None:
        done = [(p.start, p.end) for p in case.terms.places if case.terms.rendered(p)]
    return done + [(m.zh.start, m.zh.end) for m in case.quantities.matched]


def _taken(case: Case) -> list[tuple[int, int]]:
    """The stretches of the English that are renderings of terms or equal numbers."""
    done = [(h.start, h.end) for hits in case.terms.accepted.values() for h in hits]
    return done + [(m.en.start, m.en.end) for m in case.quantities.matched]


def _places(
    options: Iterable[tuple[float, int, str]], pieces: Sequence[Piece], tokens: Sequence[Token], taken: set[int],
    length: int,
) -> dict[int, int]:  # fmt: skip
    """The token of each piece: of several equal ones the one nearest to the piece's place, free ones first."""
    whole: dict[str, list[int]] = defaultdict(list)
    begun: dict[str, list[int]] = defaultdict(list)
    for k, token in enumerate(tokens):
        whole[token.stem].append(k)
        if len(token.stem) >= _BEGINNING:
            begun[token.stem[:_BEGINNING]].append(k)
    place: dict[int, int] = {}
    used: set[int] = set()
    for _, n, e in options:
        if n in place:
            continue
        there = [k for k in whole.get(e, ()) if k not in used]
        there = [k for k in there if k not in taken] or there
        if not there and len(e) >= _BEGINNING:
            there = [k for k in begun.get(e[:_BEGINNING], ()) if k not in used]
        if there:
            here = pieces[n].start / length * len(tokens)
            place[n] = min(there, key=lambda k: abs(k - here))
            used.add(place[n])
    return place


def _places_of_terms(case: Case, pieces: Sequence[Piece], tokens: Sequence[Token]) -> dict[int, int]:
    """The first token of what stands for the piece's term, or for the number that it belongs to."""
    place: dict[int, int] = {}
    starts = [t.start for t in tokens]
    ratio = len(case.en) / len(case.zh)
    for m in case.quantities.matched:
        place.update(dict.fromkeys(within(pieces, [(m.zh.start, m.zh.end)]), bisect_left(starts, m.en.start)))
    for p in case.terms.places:
        hits = [h for i in p.ids for h in (case.terms.accepted.get(i) or case.terms.inner.get(i) or ())]
        if hits:
            hit = min(hits, key=lambda h: abs(h.start - p.start * ratio))
            place.update(dict.fromkeys(within(pieces, [(p.start, p.end)]), bisect_left(starts, hit.start)))
    return place
