"""Aligned units → a learned lexicon; learned lexicons and terms → the evidence of an alignment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from duizhao.align.evidence import translation_table
from duizhao.align.sides import Side, side
from duizhao.lexicon import Lexicon, default_lexicon
from duizhao.lexicon.cedict import dictionary_bytes
from duizhao.lexicon.learn import Unit as WordIds
from duizhao.lexicon.learn import learn
from duizhao.lexicon.learned import Learned, above, merged, read_learned
from duizhao.lexicon.store import dictionary_hash
from duizhao.lexicon.terms import learned_from_terms
from duizhao.model import Concept, Lang, Unit
from duizhao.units import without_repetitions

SURE = 0.9  # units with less confidence teach nothing
_LONGEST = 400  # distinct words on a side; in whole chapters Model 1 sees only noise


@dataclass(frozen=True, slots=True)
class Lesson:
    """A learned lexicon, and what of the units did not enter it."""

    learned: Learned
    one_sided: int
    unsure: int
    repeated: int
    too_long: int


def learn_from(units: Iterable[Unit], *, min_confidence: float = SURE) -> Lesson:
    """Learn word translations from units with both sides; equal units count once."""
    given = tuple(units)
    both = [u for u in given if u.zh_text.strip() and u.en_text.strip()]
    sure = [u for u in both if u.score >= min_confidence]
    used = list(without_repetitions(sure))
    zh, en = _side([u.zh_text for u in used], "zh"), _side([u.en_text for u in used], "en")
    words = [
        (np.unique(zh.ids[zh.off[k] : zh.off[k + 1]]), np.unique(en.ids[en.off[k] : en.off[k + 1]]))
        for k in range(len(used))
    ]
    kept: list[WordIds] = [w for w in words if max(map(len, w)) <= _LONGEST]
    lexicon: Lexicon = default_lexicon()
    learned = learn(
        zh.vocabulary, en.vocabulary, kept, translation_table(zh, en, lexicon),
        dictionary=dictionary_hash(dictionary_bytes()),
    )  # fmt: skip
    return Lesson(
        learned, len(given) - len(both), len(both) - len(sure), len(sure) - len(used), len(words) - len(kept)
    )


Terms = tuple[tuple[str, tuple[str, ...]], ...]


def terms_of(concepts: Iterable[Concept]) -> Terms:
    """The Chinese terms of a glossary with the renderings it allows."""
    return tuple(
        (term.text, concept.english("preferred", "admitted"))
        for concept in concepts
        if concept.state != "suspect"
        for term in concept.zh
        if term.status in ("preferred", "admitted")
    )


@lru_cache(maxsize=2)
def lexicon_with(files: tuple[str, ...] = (), terms: Terms = ()) -> Lexicon:
    """The dictionary with learned lexicons and, above them, a glossary's terms; made once a process.

    Raises:
        InputError: a file cannot be read as a learned lexicon.
    """
    known = default_lexicon()
    learned = merged(read_learned(file) for file in files)
    if terms:
        learned = above(learned_from_terms(known, terms), learned)
    return Lexicon(known.tables, learned.table()) if learned.words else known


def _side(texts: list[str], lang: Lang) -> Side:
    return side(texts, [None] * len(texts), lang)
