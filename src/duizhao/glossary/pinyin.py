"""Pinyin of Chinese terms, worked out when an index is built, so that a lookup needs no dictionary.

Readings are CC-CEDICT's: the fewest dictionary words that a term can be cut into, each with its own reading; a
character that is in no word gets the reading it has most often in words.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain, islice, product
from math import prod

from duizhao.glossary.keys import bare
from duizhao.script import is_han

_ENTRY = re.compile(r"^\S+ (\S+) \[([^\]]*)\]", re.MULTILINE)
_LATIN = re.compile(r"[a-z0-9]+")
_HAN = "\u3005"  # the first character that can have a reading; folded marks lie before it
_LONGEST = 8


# Where the dictionary's way of reading is not that of administrative language.
_OWN = {
    "的": ("de5",),
    "都": ("dou1", "du1"),
    "标识": ("biao1 shi2", "biao1 zhi4"),
    "谁": ("shei2", "shui2"),
    "藏粮": ("cang2 liang2",),
    "河长": ("he2 zhang3",),
    "湖长": ("hu2 zhang3",),
    "林长": ("lin2 zhang3",),
    "田长": ("tian2 zhang3",),
    "链长": ("lian4 zhang3",),
    "重整": ("chong2 zheng3",),
    "调处": ("tiao2 chu3", "diao4 chu4"),
}
_VARIANTS = 4  # readings of one term that are kept
_RARE = 0.2  # of a character's readings: the share below which a second one is not kept


class Readings:
    """Syllables with tone numbers for simplified terms.

    Args:
        dictionary: CC-CEDICT's data file, gzipped.
    """

    def __init__(self, dictionary: bytes) -> None:
        entries: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
        names: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        for word, pinyin in _ENTRY.findall(gzip.decompress(dictionary).decode("utf-8")):
            syllables = tuple(pinyin.lower().replace("u:", "ü").split())
            if len(syllables) != len(word) or not all(map(is_han, word)):
                continue
            (names if pinyin[0].isupper() else entries)[word].append(syllables)
            if len(word) > 1:
                for pair in zip(word, syllables, strict=True):
                    votes[pair[0]][pair[1]] += 1
        for word, found in names.items():
            if word not in entries:
                entries[word] = found
        self._readings: dict[str, tuple[tuple[str, ...], ...]] = {}
        for word, found in entries.items():
            if len(word) == 1:
                # Neutral tones and readings that hardly occur in words are not what a character stands for.
                found = [
                    s for s in found if s[0][-1] != "5" and votes[word][s[0]] >= _RARE * votes[word].total()
                ] or found
            if len(found) > 1:
                found.sort(key=lambda s, w=word: -prod(votes[c][x] + 0.1 for c, x in zip(w, s, strict=True)))  # type: ignore[misc]
            self._readings[word] = tuple(dict.fromkeys(found))
        for word, texts in _OWN.items():
            self._readings[word] = tuple(tuple(text.split()) for text in texts)

    def characters(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Single characters and their likeliest readings."""
        return ((word, found[0]) for word, found in self._readings.items() if len(word) == 1)

    def of(self, folded: str) -> tuple[tuple[str, ...], ...]:
        """The readings of a term, the likeliest first, at most four.

        A reading has one entry for each Chinese character (`wang3`) and one for each run of Latin letters and
        digits (`5g`). Marks are left out; characters without a known reading stand for themselves.
        """
        pieces: list[tuple[tuple[str, ...], ...]] = []
        at = 0
        while at < len(folded):
            if match := _LATIN.match(folded, at):
                pieces.append(((match.group(),),))
                at = match.end()
            elif folded[at] >= _HAN:
                end = at
                while end < len(folded) and folded[end] >= _HAN:
                    end += 1
                pieces += self._cut(folded[at:end])
                at = end
            else:
                at += 1
        found: dict[str, tuple[str, ...]] = {}
        for choice in islice(product(*pieces), _VARIANTS):
            syllables = tuple(chain.from_iterable(choice))
            found.setdefault("".join(map(bare, syllables)), syllables)
        return tuple(found.values())

    def _cut(self, run: str) -> list[tuple[tuple[str, ...], ...]]:
        """The readings of the fewest words that a run of characters can be cut into."""
        n = len(run)
        best = [0.0] + [1e9] * n
        back = [0] * (n + 1)
        for i in range(n):
            for j in range(i + 1, min(n, i + _LONGEST) + 1):
                if j - i == 1 or run[i:j] in self._readings:
                    cost = best[i] + (1 if j - i > 1 else 1.4 if run[i] == "的" else 1.5)
                    if cost < best[j]:
                        best[j], back[j] = cost, i
        pieces = []
        j = n
        while j:
            piece = run[back[j] : j]
            pieces.append(self._readings.get(piece, ((piece,),)))
            j = back[j]
        return pieces[::-1]
