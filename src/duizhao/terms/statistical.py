"""Bilingual term candidates out of aligned units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from duizhao.lexicon import Lexicon, default_lexicon
from duizhao.model import Candidate, Concept, Example, Gloss, Sentence, Unit
from duizhao.terms import ranking
from duizhao.terms.bitext import Pair, en_words, pairs_of, rendering_key, term_key, zh_words
from duizhao.terms.candidates import Entry, add_glosses, gather, link
from duizhao.terms.glosses import find_glosses
from duizhao.terms.known import Known
from duizhao.terms.lemma import lemma
from duizhao.terms.links import Links

_LARGE = 3000  # pairs of texts from which a candidate must be seen twice
_CONFLICT = "the glossary has"


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
    glosses = _glosses(units, lexicon, known)
    words = {*lexicon.tables.words, *known.right, *(term_key(g.zh) for g in glosses)}
    pairs = pairs_of(units, words.__contains__)
    if not pairs:
        return ()
    links = Links(pairs, lexicon, [*_known_pairs(pairs, known), *_gloss_pairs(glosses)])
    entries = gather(pairs, 2 if len(pairs) > _LARGE else 1)
    link(entries, pairs, links, known)
    add_glosses(entries, [(term_key(g.zh), g.en, g.suspect) for g in glosses])
    scores = ranking.rank(entries, pairs, lexicon, known)
    scored = [(value, entries[key]) for key, value in scores.items()]
    scored.sort(key=lambda item: (-round(item[0], 6), -item[1].freq, item[1].key))
    return tuple(_candidate(entry, value, pairs, known, glosses) for value, entry in scored[:limit])


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


def _candidate(
    entry: Entry, value: float, pairs: Sequence[Pair], known: Known, glosses: Sequence[Gloss]
) -> Candidate:
    best = entry.best()
    assert best is not None
    form = entry.forms[best].most_common(1)[0][0]
    order = sorted(entry.renderings, key=lambda k: (-round(entry.renderings[k], 6), k))
    printed = [(lemma(entry.forms[k].most_common(1)[0][0]), entry.counts[k]) for k in order[:6]]
    origin = (["gloss"] if entry.glossed else []) + (["statistical"] if entry.places else [])
    why = ""
    if entry.key in known.right:
        origin.append("glossary")
        if best not in {rendering_key(en) for en in known.right[entry.key]}:
            why = f"{_CONFLICT} {', '.join(known.right[entry.key][:3])}"
    if entry.suspect:
        why = entry.suspect
    cofreq = entry.counts[best]
    text = _printed(entry, pairs, glosses)
    return Candidate(
        text, form, lemma(form), value, entry.freq, max(cofreq, sum(entry.counts.values())), cofreq, tuple(origin), tuple(printed),
        _examples(entry, best, pairs), "suspect" if entry.suspect else "candidate", why,
    )  # fmt: skip


def _printed(entry: Entry, pairs: Sequence[Pair], glosses: Sequence[Gloss]) -> str:
    """The Chinese as printed, with quotation marks around a part of it."""
    for place in entry.places:
        return pairs[place.pair].zh_text[place.span.start : place.span.end]
    return next((g.zh for g in glosses if term_key(g.zh) == entry.key), entry.key)


def _examples(entry: Entry, best: tuple[str, ...], pairs: Sequence[Pair]) -> tuple[Example, ...]:
    """The shortest good sentences that show both."""
    fitting = [p for p in entry.places if p.english is not None and rendering_key(p.english.text) == best]
    chosen = sorted({p.pair for p in fitting or entry.places}, key=lambda n: (_clarity(pairs[n]), n))[:2]
    return tuple(Example(pairs[n].zh_text, pairs[n].en_full, pairs[n].file, pairs[n].line) for n in chosen)


def _clarity(pair: Pair) -> int:
    """How far a sentence is from the length that shows a term best."""
    size = len(pair.zh_text)
    return abs(size - 30) + (60 if size < 10 else 0)
