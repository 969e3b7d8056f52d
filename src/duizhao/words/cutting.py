"""Many Chinese texts cut into words at once: jieba's words by jieba's rules, from a compiled tree of its dictionary.

For each character the tree gives the words that begin there; of all ways through a stretch of text the one with the
greatest product of frequencies is taken, from the right (jieba 0.42, `cut(…, HMM=False)`). All characters of all texts
go down the tree together, which is four times as fast as jieba, and the tree (8 MB) is loaded in milliseconds,
where jieba's dictionary takes 0.3 s and 80 MB.
"""

from __future__ import annotations

import hashlib
import importlib.util
import math
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from duizhao.cache import cache_folder
from duizhao.errors import OutputError
from duizhao.files import write_atomically

_VERSION = 1  # count it up when `compiled` gives another tree for the same dictionary
_BITS = 21  # of a character
_FIRST, _LAST = 0x4E00, 0x9FD5  # what jieba takes for Chinese
_AT_ONCE = 1 << 16  # characters
_LATIN = np.zeros(128, bool)  # what it looks for in its dictionary besides
_LATIN[[ord(c) for c in "+#&._%-"]] = True
_LATIN[[c for c in range(128) if chr(c).isalnum()]] = True

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Tree:
    """The words of a dictionary and their beginnings, a node each, by length and alphabet.

    Attributes:
        keys: of each node its parent's number (-1 plus 1 for words of one character) and its last character.
        weights: logarithms of relative frequencies, -inf for what is only the beginning of a word.
        unknown: the weight of a character that begins no word.
    """

    keys: Ints
    weights: Floats
    unknown: float

    def children(self, parents: Ints | int, codes: Ints) -> tuple[NDArray[np.bool_], Ints]:
        """Which of some nodes (-1: the root) go on with a character, and where these lead."""
        keys = (parents + 1 << _BITS) | codes
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        hit = self.keys[at] == keys
        return hit, at[hit]


def compiled(frequencies: Mapping[str, int], total: int) -> Tree:
    """The tree of jieba's table: the frequencies of words, 0 for beginnings of words, and their sum."""
    numbers: dict[str, int] = {"": -1}
    keys, weights = [], []
    log_total = math.log(total)
    for number, word in enumerate(sorted(frequencies, key=lambda w: (len(w), w))):
        numbers[word] = number
        keys.append(numbers[word[:-1]] + 1 << _BITS | ord(word[-1]))
        # math.log and this order of sums: the last bit decides between ways that are equally likely.
        count = frequencies[word]
        weights.append(math.log(count) - log_total if count else -math.inf)
    return Tree(np.array(keys, np.int64), np.array(weights), math.log(1) - log_total)


def load_tree(load: Callable[[], tuple[Mapping[str, int], int]]) -> Tree:
    """The tree of jieba's dictionary, kept in the cache folder; `load` gives what to compile it from."""
    spec = importlib.util.find_spec("jieba")
    folder = Path(spec.origin or "").parent if spec else Path()
    dictionary = (folder / "dict.txt").read_bytes()
    path = cache_folder() / f"jieba-{hashlib.blake2b(dictionary, digest_size=8).hexdigest()}-{_VERSION}.npz"
    with (
        suppress(OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile),
        path.open("rb") as stream,
        np.load(stream, allow_pickle=False) as stored,
    ):
        found = Tree(stored["keys"], stored["weights"], float(stored["unknown"]))
        if len(found.keys) == len(found.weights) > 0:
            return found
    made = compiled(*load())
    with suppress(OSError, OutputError), write_atomically(path, "wb") as file:
        np.savez(file, keys=made.keys, weights=made.weights, unknown=made.unknown)
    return made


def cut(texts: Sequence[str], words: Tree) -> list[list[str]]:
    """The words and marks of simplified texts."""
    found: list[list[str]] = []
    some: list[str] = []
    size = 0
    for text in texts:
        some.append(text)
        size += len(text) + 1
        if size > _AT_ONCE:
            found += _cut(some, words)
            some, size = [], 0
    return found + _cut(some, words)


def _cut(texts: Sequence[str], words: Tree) -> list[list[str]]:
    joined = "\n".join(texts)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.int64)
    length = np.array([len(t) for t in texts], np.int64)
    begins = np.cumsum(length + 1) - length - 1
    latin = _LATIN[np.minimum(codes, 127)] & (codes < 127)
    inside = latin | ((codes >= _FIRST) & (codes <= _LAST))
    starts = np.array(_best_starts(*_edges(codes, inside, words), len(codes)), np.int64)
    # Letters and digits that are no word of the dictionary stay together, and so do the ends of lines.
    single = np.diff(starts, append=len(codes)) == 1
    kind = np.where(single & latin[starts] & _alphanumeric(codes[starts]), 1, 0)
    kind[codes[starts] == 13] = 2
    after = np.concatenate([[0], kind[:-1]])
    glued = ((kind == 1) & (after == 1)) | ((codes[starts] == 10) & (after == 2))
    starts = starts[~glued | np.isin(starts, begins - 1)]
    ends = np.append(starts[1:], len(codes))[: len(starts)]
    first, last = np.searchsorted(starts, begins), np.searchsorted(starts, begins + length)
    pieces = [joined[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
    return [pieces[a:b] for a, b in zip(first.tolist(), last.tolist(), strict=True)]


def _alphanumeric(codes: Ints) -> NDArray[np.bool_]:
    letters: NDArray[np.bool_] = ((codes | 32) >= 97) & ((codes | 32) <= 122)
    return letters | ((codes >= 48) & (codes <= 57))


def _edges(codes: Ints, inside: NDArray[np.bool_], words: Tree) -> tuple[Ints, Ints, Floats]:
    """The words that may begin at each character of a stretch, short ones first: place, length, weight."""
    at = np.flatnonzero(inside)
    inside = np.append(inside, False)
    lone = inside.copy()
    found = []
    hit, node = words.children(-1, codes[at])
    at = at[hit]
    size = 1
    while len(at):
        weight = words.weights[node]
        word = weight > -np.inf
        found.append((at[word], np.full(np.count_nonzero(word), size), weight[word]))
        lone[at[word]] = False
        goes_on = inside[at + size]
        at, node = at[goes_on], node[goes_on]
        hit, node = words.children(node, codes[at + size])
        at = at[hit]
        size += 1
    unknown = np.flatnonzero(lone)
    found.append((unknown, np.ones(len(unknown), np.int64), np.full(len(unknown), words.unknown)))
    place, length, weights = (np.concatenate(part) for part in zip(*found, strict=True))
    order = np.argsort(place, kind="stable")
    return place[order], length[order], weights[order]


def _best_starts(place: Ints, length: Ints, weight: Floats, count: int) -> list[int]:
    """Where the words of the likeliest way begin; outside of the stretches, every character."""
    best, steps = [0.0] * (count + 1), [1] * (count + 1)
    last = -1
    top = 0.0
    for at, size, score in zip(place[::-1].tolist(), length[::-1].tolist(), weight[::-1].tolist(), strict=True):
        total = score + best[at + size]
        if at != last or total > top:  # of equal ones the longest, which comes first
            best[at], steps[at] = total, size
            last, top = at, total
    starts = []
    at = 0
    while at < count:
        starts.append(at)
        at += steps[at]
    return starts
