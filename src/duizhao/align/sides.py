"""What the aligner sees of a sentence: tokens, length, marks, quotation state, label."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from duizhao.align.marks import MARKS as MARKS
from duizhao.align.marks import marks_of
from duizhao.documents.labels import mark_of, numbering
from duizhao.model import Lang
from duizhao.quantities.anchors import anchor_values
from duizhao.script import HAN, narrow, simplified
from duizhao.words import segment_all, stem

_HAN = re.compile(f"[{HAN}]")
_LAYOUT = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}])")  # between characters: justified lines, OCR
_HAN_RUN = re.compile(rf"[{HAN}]+(?:[、，·\s“”《》—\d-]+[{HAN}]+)*")
_ENGLISH_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['’][A-Za-z]+)?")  # numbers are quantities


@dataclass(frozen=True, slots=True)
class Side:
    """The sentences of one language as arrays.

    Attributes:
        vocabulary: distinct tokens: simplified words (zh) or stems (en), Latin stems, value tokens `#…`.
        ids, off: token numbers of all sentences, and where each sentence begins.
        length: characters that count: Chinese characters and half of the Latin ones; English ones without spaces.
        marks: counts of marks (columns MARKS).
        edges: class of the final mark, opening quote, closing quote.
        clauses: the number of clauses.
        inside: whether a quotation is open after each sentence; one more entry, for the start.
        opens, closes: quotation marks.
        labels: numbers of labels (`box:3`), -1 without.
        furniture: whether a sentence is page furniture, which is seldom translated.
        names: for tokens that may be romanised names, the word in lower case.
    """

    vocabulary: tuple[str, ...]
    ids: NDArray[np.int32]
    off: NDArray[np.int64]
    length: NDArray[np.float64]
    marks: NDArray[np.int32]
    edges: NDArray[np.int32]
    clauses: NDArray[np.int32]
    inside: NDArray[np.int32]
    opens: NDArray[np.int32]
    closes: NDArray[np.int32]
    labels: tuple[str | None, ...]
    furniture: NDArray[np.bool_]
    names: dict[int, str]

    def __len__(self) -> int:
        return len(self.off) - 1

    def total(self, start: NDArray[np.int64], count: int) -> NDArray[np.float64]:
        """The length of `count` sentences from each of some places."""
        sums = np.concatenate([[0.0], np.cumsum(self.length)])
        length: NDArray[np.float64] = sums[start + count] - sums[start]
        return length

    def take(self, rows: Sequence[int]) -> Side:
        """The side of some of its sentences, in the order given; the vocabulary stays."""
        index = np.asarray(rows, np.int64)
        sizes = np.diff(self.off)[index]
        pieces = [self.ids[self.off[r] : self.off[r + 1]] for r in rows]
        # The quotation state is that of the sentences where they stood.
        inside = np.concatenate([self.inside[:1], self.inside[index + 1]]) if len(index) else self.inside[:1]
        return Side(
            self.vocabulary,
            np.concatenate(pieces) if pieces else self.ids[:0],
            np.concatenate([[0], np.cumsum(sizes)]),
            self.length[index], self.marks[index], self.edges[index], self.clauses[index], inside,
            self.opens[index], self.closes[index], tuple(self.labels[r] for r in rows),
            self.furniture[index], self.names,
        )  # fmt: skip


def labels_of(texts: Sequence[str]) -> list[str | None]:
    """The labels of sentences that come without any (one a line, from a table): by their numbering alone."""
    marks = [mark_of(text) for text in texts]
    numbers = numbering(mark for mark in marks if mark is not None)
    return [None if mark is None else numbers.label(mark) for mark in marks]


def side(
    texts: Sequence[str],
    labels: Sequence[str | None],
    lang: Lang,
    furniture: Sequence[bool] | None = None,
) -> Side:
    """Prepare the sentences of one language."""
    names: dict[str, str] = {}
    if lang == "zh":
        tokens = _chinese_tokens(texts)
    else:
        tokens, names = _english_tokens(texts)
    vocabulary: dict[str, int] = {}
    ids = [vocabulary.setdefault(t, len(vocabulary)) for sentence in tokens for t in sentence]
    marks = marks_of(texts, lang)
    return Side(
        tuple(vocabulary),
        np.array(ids, np.int32),
        np.concatenate([[0], np.cumsum([len(t) for t in tokens])]).astype(np.int64),
        marks.length,
        marks.marks,
        marks.edges,
        marks.clauses,
        marks.inside,
        marks.opens,
        marks.closes,
        tuple(labels),
        np.array(furniture if furniture is not None else [False] * len(texts), bool),
        {vocabulary[s]: word for s, word in names.items()},
    )


def _chinese_tokens(texts: Sequence[str]) -> list[list[str]]:
    found = []
    folded = simplified(_as_lines(_LAYOUT.sub("", t) for t in texts)).split("\n")[: len(texts)]
    for text, words in zip(folded, segment_all(folded), strict=True):
        tokens = [value for value, _, _ in anchor_values(text, "zh")]
        for word in words:
            if "\u4e00" <= word < "\ua000" or _HAN.match(word):  # nearly all characters are of the first block
                tokens.append(word)
            else:
                tokens += [stem(w) for w in _ENGLISH_WORD.findall(word)]
        found.append(tokens)
    return found


def _as_lines(texts: Iterable[str]) -> str:
    return narrow("\n".join(t.replace("\n", " ") for t in texts))


def _english_tokens(texts: Sequence[str]) -> tuple[list[list[str]], dict[str, str]]:
    """Tokens, and the capitalised stems that may be names, with the word as printed."""
    folded = _as_lines(texts).split("\n")[: len(texts)]
    words = [_ENGLISH_WORD.findall(text) for text in folded]
    count = Counter(itertools.chain.from_iterable(words))
    stems = {word: stem(word) for word in count}
    seen: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    printed: dict[str, str] = {}
    for word, s in stems.items():
        seen[s] += count[word]
        capitals[s] += count[word] * word[0].isupper()
        printed.setdefault(s, word.lower())
    # A gloss (网络强国) shows the Chinese words themselves.
    glosses = [(k, run) for k, text in enumerate(folded) for run in _HAN_RUN.findall(text)]
    shown: dict[int, list[str]] = {}
    cut = segment_all([simplified(re.sub(r"\s+", "", run)) for _, run in glosses])
    for (k, _), run in zip(glosses, cut, strict=True):
        shown.setdefault(k, []).extend(w for w in run if _HAN.match(w))
    tokens = [
        [*(value for value, _, _ in anchor_values(text, "en")), *(stems[w] for w in line), *shown.get(k, ())]
        for k, (text, line) in enumerate(zip(folded, words, strict=True))
    ]
    return tokens, {s: printed[s] for s in seen if capitals[s] >= 0.8 * seen[s]}
