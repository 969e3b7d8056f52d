"""Terms for a query in Chinese characters: as it is, longer ones, misspelled ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from duizhao.glossary.distance import osa
from duizhao.glossary.found import INSIDE, Found
from duizhao.glossary.index import Index
from duizhao.glossary.keys import loosely

_SAME_SOUND = 0.4  # what an input method mixes up most: 网路 for 网络
_LIKE_SOUND = 0.6
_MANY = 300  # candidates that are compared character by character
_LONGEST = 12  # of a term looked for inside a longer query


def search_chinese(query: str, index: Index) -> Iterator[Found]:
    """Terms for a folded query; best guesses at misspellings only where nothing is exact."""
    exact = index.exact("han", query)
    for n in exact:
        yield Found(n, "exact", 1.0, "the term as it is")
    for key, n in index.beginning("han", query, 40):
        yield Found(n, "prefix", 0.6 + 0.3 * len(query) / len(key), "begins with the query")
    if len(query) > 1:
        yield from _containing(query, index)
        if not exact:
            yield from _contained(query, index)
            yield from _misspelled(query, index)
            yield from _homophones(query, index)


def _containing(query: str, index: Index) -> Iterator[Found]:
    lists = sorted((index.posting("char", char) for char in set(query)), key=len)
    common = set(lists[0]).intersection(*lists[1:])
    for n, term in index.terms(sorted(common)[:2000]).items():
        if query in term.key and not term.key.startswith(query):
            yield Found(n, "fuzzy", 0.5 + 0.3 * len(query) / len(term.key), "contains the query")


def _contained(query: str, index: Index) -> Iterator[Found]:
    for length in range(min(len(query) - 1, _LONGEST), 1, -1):
        for at in range(min(len(query) - length + 1, 60)):
            for n in index.exact("han", query[at : at + length]):
                yield Found(n, "fuzzy", 0.45 + 0.4 * length / len(query), INSIDE)


def _misspelled(query: str, index: Index) -> Iterator[Found]:
    counts: Counter[int] = Counter()
    for char in set(query):
        counts.update(index.posting("char", char))
    least = max(1, len(set(query)) - allowed(len(query)))
    likely = [n for n, count in counts.most_common(_MANY) if count >= least]
    syllables = index.syllables

    def substitution(a: str, b: str) -> float:
        if a == b:
            return 0.0
        one, other = syllables.get(a, a), syllables.get(b, b)
        return _SAME_SOUND if one == other else _LIKE_SOUND if loosely((one,)) == loosely((other,)) else 1.0

    for n, term in index.terms(likely).items():
        if abs(len(term.key) - len(query)) > allowed(len(query)) or term.key == query:
            continue
        cost = osa(query, term.key, substitution)
        if cost <= allowed(len(query)) and (cost < 1 or len(query) > 2):
            score = 0.9 - 0.9 * cost / max(len(query), len(term.key))
            yield Found(n, "fuzzy", score, f"spelled like the query (distance {cost:.1f})")


def _homophones(query: str, index: Index) -> Iterator[Found]:
    syllables = [index.syllables.get(char, "") for char in query]
    if all(syllables):
        for n in index.exact("pinyin", "".join(syllables)):
            yield Found(n, "fuzzy", 0.75, "sounds like the query")


def allowed(length: int) -> int:
    """How many edits a term of so many characters bears before it is another one."""
    return 1 if length < 5 else 2 if length < 8 else length // 3
