"""Bilingual term candidates out of aligned units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from duizhao.lexicon import Lexicon, default_lexicon
from duizhao.model import Candidate, Concept, Gloss, Sentence, Unit
from duizhao.terms import ranking
from duizhao.terms.abbreviations import english_forms
from duizhao.terms.bitext import Pair, en_words, pairs_of, term_key, zh_words
from duizhao.terms.candidates import Entry, add_glosses, gather, link
from duizhao.terms.glosses import find_glosses
from duizhao.terms.known import Known
from duizhao.terms.links import Links
from duizhao.terms.present import Presenter

_LARGE = 60_000  # Chinese words of a text from which on a candidate must be seen twice
_HUGE = 400_000  # and three times


def extract(
    units: Sequence[Unit],
    *,
    known: Known | Iterable[Concept] | Mapping[str, Sequence[str]] | None = None,
    lexicon: Lexicon | None = None,
    limit: int | None = None,
) -> tuple[Candidate, ...]:
    """Glossary candidates with evidence, best first; the order depends on the units alone.

    Args:
        units: aligned units; one-sided ones are passed over.
        known: the concepts of a glossary (or Chinese terms with their renderings): they help to link words;
            candidates that they hold get the origin `glossary`, and another rendering is told in `why`.
        lexicon: the dictionary; the shipped one if not given.
        limit: the greatest number of candidates.
    """
    lexicon = lexicon or default_lexicon()
    known = Known.of(known)
    found = gathered(units, lexicon, known)
    scores = ranking.rank(found.entries, found.pairs, lexicon, known)
    scored = [(value, found.entries[key]) for key, value in scores.items()]
    scored.sort(key=lambda item: (-round(item[0], 6), -item[1].freq, item[1].key))
    present = Presenter(found.pairs, known, found.glosses, english_forms(units))
    return tuple(present.candidate(entry, value) for value, entry in scored[:limit])


@dataclass(frozen=True, slots=True)
class Gathered:
    """Candidates before they are ranked, and what they were drawn from."""

    pairs: Sequence[Pair]
    entries: Mapping[str, Entry]
    glosses: Sequence[Gloss]


def gathered(units: Sequence[Unit], lexicon: Lexicon, known: Known) -> Gathered:
    """All candidates of some units with their English."""
    glosses = _glosses(units, lexicon, known)
    words = {*lexicon.tables.words, *known.right, *(term_key(g.zh) for g in glosses)}
    pairs = pairs_of(units, words.__contains__)
    if not pairs:
        return Gathered((), {}, ())
    links = Links(pairs, lexicon, [*_known_pairs(pairs, known), *_gloss_pairs(glosses)])
    size = sum(len(p.zh) for p in pairs)
    entries = gather(pairs, 1 + (size > _LARGE) + (size > _HUGE), known)
    link(entries, pairs, links, known)
    add_glosses(entries, [(term_key(g.zh), g.en, g.suspect) for g in glosses])
    return Gathered(pairs, entries, glosses)


def _glosses(units: Sequence[Unit], lexicon: Lexicon, known: Known) -> list[Gloss]:
    """The glosses of the English side, checked against the Chinese side."""
    sentences: list[Sentence] = []
    source: dict[int, str] = {}
    for unit in units:
        if unit.zh:
            for sentence in unit.en:
                number = len(sentences) + 1
                sentences.append(replace(sentence, id=number))
                source[number] = unit.zh_text
    return list(find_glosses(sentences, "", source=source, known=known, lexicon=lexicon))


def _known_pairs(pairs: Sequence[Pair], known: Known) -> list[Pair]:
    """Known terms that stand in the texts as short texts of their own: the links learn from them."""
    if not known.right:
        return []
    whole = "\n".join("".join(w.key for w in p.zh) for p in pairs)
    twos = {whole[i : i + 2] for i in range(len(whole) - 1)}  # most of a glossary is told absent by them
    present = [zh for zh in known.right if len(zh) > 1 and zh[:2] in twos and zh[-2:] in twos and zh in whole]
    return [_short(zh, en) for zh in present for en in known.right[zh][:3]]


def _gloss_pairs(glosses: Sequence[Gloss]) -> list[Pair]:
    return [_short(g.zh, g.en) for g in glosses if g.suspect is None]


def _short(zh: str, en: str) -> Pair:
    return Pair(zh, en, en, zh_words(zh), en_words(en), 1, "", 0)
