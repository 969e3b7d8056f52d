"""Candidates with their evidence, gathered over all units."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from duizhao.terms.bitext import Pair, rendering_key
from duizhao.terms.chinese import KnownTerms, Span, spans
from duizhao.terms.english import Finder, Rendering
from duizhao.terms.known import Known
from duizhao.terms.links import Links

_LINKED = (3, 12)  # occurrences of a candidate that are linked; in the others its renderings are looked for
_WORK = 80_000  # links that are made in all, so that large texts stay quick


@dataclass(slots=True)
class Place:
    """An occurrence of a candidate."""

    pair: int
    span: Span
    english: Rendering | None = None


@dataclass(slots=True)
class Entry:
    """A Chinese candidate with all its occurrences.

    Attributes:
        key: folded, without marks. places: those that are linked; rest: the pairs of texts of the others.
        freq: occurrences in all units.
        renderings: key of an English rendering → summed fit; `counts` the number, `forms` as printed.
    """

    key: str
    freq: int = 0
    places: list[Place] = field(default_factory=list)
    rest: list[int] = field(default_factory=list)
    renderings: dict[tuple[str, ...], float] = field(default_factory=dict)
    counts: Counter[tuple[str, ...]] = field(default_factory=Counter)
    forms: dict[tuple[str, ...], Counter[str]] = field(default_factory=dict)
    glossed: Counter[tuple[str, ...]] = field(default_factory=Counter)
    suspect: str | None = None

    def best(self) -> tuple[str, ...] | None:
        """The key of the rendering with the most evidence; of equal ones the shorter."""
        if not self.renderings:
            return None
        return max(self.renderings, key=lambda k: (round(self.renderings[k], 6), -len(k), k))


def gather(pairs: Sequence[Pair], least: int, known: Known) -> dict[str, Entry]:
    """All Chinese candidates with their occurrences; those seen less than `least` times only if quotation
    marks single them out or a glossary knows them."""
    terms = KnownTerms(known.right)
    counts: Counter[str] = Counter()
    places: Counter[str] = Counter()
    found: list[list[Span]] = []
    for pair in pairs:
        distinct = {(s.first, s.last, s.key): s for s in spans(pair.zh_text, pair.zh, terms)}
        here = sorted(distinct.values(), key=lambda s: (s.first, s.last))
        found.append(here)
        for span in here:
            counts[span.key] += pair.count
            places[span.key] += 1
    quoted = {s.key for here in found for s in here if s.quoted}
    kept = {key for key, n in counts.items() if n >= least or key in quoted or key in known.right}
    entries = {key: Entry(key) for key in sorted(kept)}
    most = max(_LINKED[0], min(_LINKED[1], _WORK // max(1, len(entries))))
    seen: Counter[str] = Counter()
    for number, here in enumerate(found):
        for span in here:
            if span.key not in kept:
                continue
            entry = entries[span.key]
            entry.freq += pairs[number].count
            if seen[span.key] % (-(-places[span.key] // most)) == 0:
                entry.places.append(Place(number, span))
            else:
                entry.rest.append(number)
            seen[span.key] += 1
        here.clear()
    return entries


def link(entries: Mapping[str, Entry], pairs: Sequence[Pair], links: Links, known: Known) -> None:
    """Find the English of the chosen occurrences, count it in the rest; a rendering of the glossary is taken
    where it stands."""
    usual = {k: tuple(rendering_key(en) for en in known.right[k]) for k in entries if k in known.right}
    by_pair: dict[int, list[Place]] = defaultdict(list)
    for entry in entries.values():
        for place in entry.places:
            by_pair[place.pair].append(place)
    for number, places in sorted(by_pair.items()):
        finder = Finder(pairs[number], links.grid(number))
        for place in places:
            known_as = usual.get(place.span.key, ())
            place.english = finder.find(
                place.span.first, place.span.last, known_as, quoted=place.span.quoted == "whole"
            )
    texts: dict[int, str] = {}
    for entry in entries.values():
        _tally(entry, pairs)
        _count(entry, pairs, texts)


def _count(entry: Entry, pairs: Sequence[Pair], texts: dict[int, str]) -> None:
    """Count the renderings found so far where they stand in further places."""
    if not entry.rest or not entry.renderings:
        return
    order = sorted(entry.renderings, key=lambda k: (-entry.renderings[k], k))
    mean = {k: entry.renderings[k] / max(1, entry.counts[k]) for k in order}
    for number in entry.rest:
        if number not in texts:
            texts[number] = " " + " ".join(w.key for w in pairs[number].en) + " "
        for key in order:
            if f" {' '.join(key)} " in texts[number]:
                entry.counts[key] += pairs[number].count
                entry.renderings[key] += mean[key] * pairs[number].count
                break


def _tally(entry: Entry, pairs: Sequence[Pair]) -> None:
    for place in entry.places:
        if place.english is None:
            continue
        key = rendering_key(place.english.text)
        if not key:
            continue
        weight = pairs[place.pair].count
        entry.renderings[key] = entry.renderings.get(key, 0.0) + place.english.fit * weight
        entry.counts[key] += weight
        entry.forms.setdefault(key, Counter())[place.english.text] += weight


def add_glosses(entries: dict[str, Entry], glosses: Iterable[tuple[str, str, str | None]]) -> None:
    """Glosses (Chinese key, English as printed, suspicion) speak louder than links."""
    for key, english, suspect in glosses:
        entry = entries.setdefault(key, Entry(key))
        entry.freq = max(entry.freq, 1)
        rendering = rendering_key(english)
        entry.glossed[rendering] += 1
        entry.renderings[rendering] = entry.renderings.get(rendering, 0.0) + 3.0
        entry.counts[rendering] += 1 if not entry.counts[rendering] else 0
        entry.forms.setdefault(rendering, Counter())[english] += 1
        entry.suspect = entry.suspect or suspect
