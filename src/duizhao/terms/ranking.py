"""How much a candidate looks like a term with its right rendering: features and their weights."""

from __future__ import annotations

import math
from collections.abc import Mapping

from duizhao.lexicon import Lexicon
from duizhao.terms.bitext import Pair, ZhWord
from duizhao.terms.candidates import Entry
from duizhao.terms.chinese import sections
from duizhao.terms.grammar import FUNCTION, is_verb_like
from duizhao.script import is_han
from duizhao.words import word_class, word_frequency

WEIGHTS: dict[str, float] = {
    "bias": -3.0, "fit": 3.0, "edges": 0.8, "share": 0.8, "frequency": 0.35, "gloss": 4.0, "quoted": 1.2, "title": 0.0,
    "one_word": -0.8, "two_chars": -1.0, "three_chars": 0.2, "long": -0.5, "dictionary": 0.6, "tail": -0.9, "plain": -1.2, "verb_first": -0.7,
    "nested": -0.8, "rare": 0.4, "english_verb": -0.8, "english_and": -0.5, "english_size": -0.4, "hyphen": 0.3, "capital": 0.3,
    "length": -0.5,
}  # fmt: skip


def score(features: Mapping[str, float]) -> float:
    """The probability, 0 to 1, that the pair belongs into a glossary."""
    total = sum(WEIGHTS.get(name, 0.0) * value for name, value in features.items())
    return 1.0 / (1.0 + math.exp(-total))


def features(entry: Entry, pairs: list[Pair], entries: Mapping[str, Entry], lexicon: Lexicon) -> dict[str, float]:
    """What speaks for and against a candidate, each about 0 to 1."""
    best = entry.best()
    assert best is not None
    place = next((p for p in entry.places if p.english is not None), None)
    words: tuple[ZhWord, ...] = ()
    if entry.places:
        first = entry.places[0]
        words = pairs[first.pair].zh[first.span.first : first.span.last]
    english = entry.forms[best].most_common(1)[0][0]
    tokens = english.replace("-", " ").split()
    fits = [p.english.fit for p in entry.places if p.english is not None]
    edges = [p.english.edges for p in entry.places if p.english is not None]
    han = sum(is_han(c) for c in entry.key)
    tails, plain = sections()["tails"], sections()["plain"]
    container = max(entry.inside.values(), default=0)
    size = sum(1 for t in tokens if t.lower().strip("“”,") not in FUNCTION)
    background = [math.log(word_frequency(w.key) + 1) for w in words if is_han(w.key[0])]
    return {
        "bias": 1.0,
        "fit": sum(sorted(fits)[-3:]) / len(fits[:3]) if fits else 0.5,
        "edges": sum(edges) / len(edges) if edges else 0.5,
        "share": entry.counts[best] / max(1, sum(entry.counts.values())),
        "frequency": math.log2(max(1, entry.freq)),
        "gloss": float(bool(entry.glossed)),
        "quoted": float(any(p.span.quoted in ("whole", "part") for p in entry.places)),
        "title": float(any(p.span.quoted == "title" for p in entry.places)),
        "one_word": float(len(words) == 1),
        "two_chars": float(han <= 2),
        "three_chars": float(han == 3),
        "long": max(0, han - 8) / 4,
        "dictionary": float(lexicon.knows(entry.key) or bool(word_class(entry.key))) if han > 2 else 0.0,
        "tail": float(bool(words) and words[-1].key in tails),
        "plain": float(bool(words) and all(w.key in plain or w.key in tails for w in words)),
        "verb_first": float(bool(words) and words[0].tag == "v"),
        "nested": container / max(1, entry.freq),
        "rare": (10 - min(background, default=5.0)) / 5,
        "english_verb": float(is_verb_like(tokens[0])) if tokens else 0.0,
        "english_and": float(" and " in english or "," in english),
        "english_size": float(size == 1) if han > 2 else 0.0,
        "hyphen": float("-" in english),
        "capital": float(sum(t[:1].isupper() for t in tokens) > 1 and place is not None),
        "length": abs(math.log(max(size, 0.5)) - math.log(0.75 + 0.4 * han)),
    }
