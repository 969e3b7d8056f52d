"""A glossary as evidence: its terms are short texts with their translations, from which words are learned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from duizhao.lexicon import Lexicon
from duizhao.lexicon.learn import FROM_TERMS, Unit, learn
from duizhao.lexicon.learned import Learned
from duizhao.script import is_han, narrow, simplified
from duizhao.words import ENGLISH_WORD, segment, stem


def learned_from_terms(lexicon: Lexicon, terms: Iterable[tuple[str, Sequence[str]]]) -> Learned:
    """What a glossary says of the words of its terms: IBM Model 1 over the terms, with the dictionary as prior.

    网络强国 = `internet superpower` says 强国 → superpower, since the dictionary has 网络 = network, internet.

    Args:
        terms: Chinese terms (either script) with their English renderings.
    """
    zh_id: dict[str, int] = {}
    en_id: dict[str, int] = {}
    units: list[Unit] = []
    for chinese, renderings in terms:
        words = [w for w in segment(simplified(narrow(chinese))) if is_han(w[0])]
        ids = np.unique(np.array([zh_id.setdefault(w, len(zh_id)) for w in words], np.int32))
        for rendering in renderings:
            stems = [stem(w) for w in ENGLISH_WORD.findall(narrow(rendering)) if not w[0].isdigit()]
            units.append((ids, np.unique(np.array([en_id.setdefault(s, len(en_id)) for s in stems], np.int32))))
    table = lexicon.table(list(zh_id), list(en_id))
    return learn(list(zh_id), list(en_id), units, table, habits=FROM_TERMS)
