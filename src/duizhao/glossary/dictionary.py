"""Chinese words with frequencies for the boundary filter, out of a file from which only what a text needs is read.

All 310,000 words take a quarter of a second to load; fifty segments have two thousand pairs of characters.
"""

from __future__ import annotations

from functools import cache
from math import log
from operator import add

from duizhao import words
from duizhao.cache import kept, stamp
from duizhao.script import count_han

_VERSION = 4  # count it up when what is kept changes
_LEAST = 3  # rarer words of jieba's dictionary are mostly names
_LONGEST = 8

# How often words of one character were seen; the sum of all frequencies; of each first character the longer words, a
# line for each second character: that character, the length of the longest word, then the rest of each word and its
# frequency, all separated by tabs.
_Packed = tuple[dict[str, int], int, dict[str, bytes]]


class Dictionary:
    """Words of 1 to 8 characters (jieba's dictionary, simplified).

    Attributes:
        counts: words and their frequencies, as far as texts that were named to `know` have them.
        logs: the same, logarithms of the frequencies.
        longest: two characters and how long the longest word is that begins with them, likewise.
        total: the sum of all frequencies.
    """

    def __init__(self, packed: _Packed) -> None:
        singles, self.total, self._packed = packed
        self.counts = dict(singles)
        self.logs = dict(zip(singles, map(log, singles.values()), strict=True))
        self.longest: dict[str, int] = {}
        self._known: set[str] = set()
        self._rows: dict[str, dict[bytes, bytes]] = {}  # of the first characters that were met

    def know(self, text: str) -> None:
        """Reads all words that begin somewhere in a text."""
        if not self._known.issuperset(map(add, text, text[1:])):
            new = set(map(add, text, text[1:])).difference(self._known)
            self._known |= new
            for head in new:
                self._read(head)

    def frequency(self, word: str) -> int:
        """How often a word was seen; 0 for others."""
        self.know(word)
        return self.counts.get(word, 0)

    def _read(self, head: str) -> None:
        rows = self._rows.get(head[0])
        if rows is None:
            lines = (line.partition(b"\t") for line in self._packed.pop(head[0], b"").split(b"\n") if line)
            rows = self._rows[head[0]] = {second: row for second, _, row in lines}
        row = rows.get(head[1].encode("utf-8", "surrogatepass"))
        if row is None:
            return
        longest, *rest = row.decode().split("\t")
        self.longest[head] = int(longest)
        for end, count in zip(rest[::2], rest[1::2], strict=True):
            word, often = head + end, int(count)
            self.counts[word], self.logs[word] = often, log(often)


@cache
def dictionary() -> Dictionary:
    """The dictionary, opened once a process."""
    return Dictionary(kept("words", f"{_VERSION}-{stamp('jieba')}", _pack))


def _pack() -> _Packed:
    singles: dict[str, int] = {}
    total = 0
    heads: dict[str, list[tuple[str, int]]] = {}
    for word, count in words.frequencies().items():
        if count >= _LEAST and len(word) <= _LONGEST and count_han(word) == len(word):
            total += count
            if len(word) == 1:
                singles[word] = count
            else:
                heads.setdefault(word[:2], []).append((word[2:], count))
    lines: dict[str, list[str]] = {}
    for head, rests in heads.items():
        longest = 2 + max(len(rest) for rest, _ in rests)
        cells = "\t".join(f"{rest}\t{count}" for rest, count in rests)
        lines.setdefault(head[0], []).append(f"\n{head[1]}\t{longest}\t{cells}")
    return singles, total, {first: ("".join(found) + "\n").encode() for first, found in lines.items()}
