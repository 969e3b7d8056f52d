"""Terms for an English query: as it is, inflected, in any order, incomplete, misspelled."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from math import log

from duizhao.glossary.distance import osa
from duizhao.glossary.found import INSIDE, Found
from duizhao.glossary.index import Index
from duizhao.glossary.keys import bigrams, english_key, english_words

_MANY = 400  # terms that are looked at closely
_NEIGHBOURS = 80  # words of the glossary that a misspelled one is compared with
_SPELLINGS = 4  # corrections of a misspelled word that are followed


@dataclass(frozen=True, slots=True)
class _Root:
    """A stem that a word of the query may stand for, and how sure that is."""

    stem: str
    sure: float
    word: str


def search_english(query: str, index: Index, corrected: bool = True) -> Iterator[Found]:
    """Terms for a query in Latin letters. `corrected`: words that no term has may be misspelled."""
    from duizhao.words import stem

    keys = {english_key(query), english_key(query.replace("-", ""))} - {""}
    for key in keys:
        for n in index.exact("english", key):
            yield Found(n, "exact", 1.0, "the term as it is")
        for longer, n in index.beginning("english", key, 40):
            yield Found(n, "prefix", 0.55 + 0.3 * len(key) / len(longer), "begins with the query")
    words = english_words(query)
    yield from _by_words([_roots(word, stem(word), index, corrected) for word in words], index)


def _by_words(words: list[list[_Root]], index: Index) -> Iterator[Found]:
    """Terms that share words with the query, by the weight (inverse frequency) of what is shared."""
    from duizhao.words import stem

    # The query's stems in order, to see whether a term stands in a longer query as it is.
    asked_stems = " ".join(roots[0].stem if roots else "-" for roots in words)

    @cache
    def weight(root: str) -> float:
        return log(1 + index.terms_total / (1 + len(index.posting("stem", root))))

    sums: defaultdict[int, float] = defaultdict(float)
    asked = 0.0
    for roots in words:
        best: dict[int, float] = {}
        for root in roots:
            worth = root.sure * weight(root.stem)
            for n in index.posting("stem", root.stem):
                if best.get(n, 0) < worth:
                    best[n] = worth
        asked += max((weight(root.stem) for root in roots), default=weight(""))
        for n, worth in best.items():
            sums[n] += worth
    if not sums:
        return
    likely = nlargest(_MANY, sums, key=sums.__getitem__)
    for n, term in index.terms(likely).items():
        own = tuple(map(stem, term.key.split()))
        used = [next((r for r in roots if r.stem in own), None) for roots in words]
        sure = [root.sure if root else 0.0 for root in used]
        whole = sum(map(weight, own))
        share = min(sum(weight(root) for root in {r.stem for r in used if r}) / whole, 1.0) if whole else 0.0
        covered = min(sums[n] / asked, 1.0)
        spelled = all(s == 1.0 for s in sure if s)
        corrections = ", ".join(f"{r.word} for a misspelled word" for r in used if r and r.sure < 1)
        if all(used) and sorted(own) == sorted(r.stem for r in used if r):
            same = own == tuple(r.stem for r in used if r)
            score = (0.96 if same else 0.9) * min(sure)
            why = "same words" if same else "same words in another order"
        else:
            score = 0.9 * covered**1.5 * (0.45 + 0.55 * share)
            why = f"{share:.0%} of the term's words by weight, {covered:.0%} of the query's"
            if len(words) > len(own) > 1 and f" {' '.join(own)} " in f" {asked_stems} ":
                score, why = max(score, 0.45 + 0.4 * len(own) / len(words)), INSIDE
        yield Found(n, "stem" if spelled and all(used) else "fuzzy", score, "; ".join(filter(None, (why, corrections))))


def _roots(word: str, root: str, index: Index, corrected: bool) -> list[_Root]:
    """The stems of a word; if no term has it, of those that are spelled like it."""
    if index.posting("stem", root):
        return [_Root(root, 1.0, word)]
    if not corrected or len(word) < 4 or word.isdigit():
        return []
    shared: Counter[int] = Counter()
    for pair in bigrams(word):
        shared.update(index.posting("bigram", pair))
    likely = [n for n, count in shared.most_common(_NEIGHBOURS) if count > 1]
    # Swapped neighbours and a letter too many leave short words with hardly a pair in common.
    swapped = (word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1))
    for near in {*swapped, *(word[:i] + word[i + 1 :] for i in range(len(word)))}:
        likely += index.exact("word", near)
    limit = 1 if len(word) < 6 else 2 if len(word) < 11 else 3
    found: dict[str, _Root] = {}
    for other, other_root, weight in index.words(likely):
        if abs(len(other) - len(word)) <= limit and (cost := osa(word, other)) <= limit:
            sure = 0.95 - 0.1 * cost + 0.01 * min(log(1 + weight), 5)
            if other_root not in found or found[other_root].sure < sure:
                found[other_root] = _Root(other_root, sure, other)
    return sorted(found.values(), key=lambda r: -r.sure)[:_SPELLINGS]
