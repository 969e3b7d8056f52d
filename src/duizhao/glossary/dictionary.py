"""Chinese words with frequencies for the boundary filter, in a file that loads ten times faster than jieba."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cache

from duizhao import words
from duizhao.cache import cache_folder
from duizhao.errors import OutputError
from duizhao.files import write_atomically
from duizhao.script import count_han

_NAME = "words-3.txt"  # count it up when what is written changes
_LEAST = 3  # rarer words of jieba's dictionary are mostly names
_LONGEST = 8


def word_counts() -> Mapping[str, int]:
    """Words of 1 to 8 characters and their frequencies (jieba's dictionary, simplified)."""
    return _tables()[0]


def longest_words() -> Mapping[str, int]:
    """The first two characters of these words, and how long the longest word is that begins with them."""
    return _tables()[1]


@cache
def _tables() -> tuple[Mapping[str, int], Mapping[str, int]]:
    path = cache_folder() / _NAME
    with suppress(OSError, ValueError):
        words_, counts, heads, lengths, end = path.read_text(encoding="utf-8").split("\n")
        if end == "":
            return _table(words_, counts), _table(heads, lengths)
    found = {
        word: count
        for word, count in words.frequencies().items()
        if count >= _LEAST and len(word) <= _LONGEST and count_han(word) == len(word)
    }
    longest: dict[str, int] = {}
    for word in found:
        if len(word) > 1:
            longest[word[:2]] = max(len(word), longest.get(word[:2], 0))
    with suppress(OSError, OutputError), write_atomically(path) as stream:
        for table in (found, longest):
            stream.write(" ".join(table) + "\n" + " ".join(map(str, table.values())) + "\n")
    return found, longest


def _table(keys: str, values: str) -> dict[str, int]:
    return dict(zip(keys.split(" "), map(int, values.split(" ")), strict=True))
