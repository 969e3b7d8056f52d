"""What the aligner sees of a sentence: tokens, length, marks, quotation state, label."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from duizhao.documents.labels import mark_of, numbering
from duizhao.model import Lang
from duizhao.quantities.anchors import anchor_values
from duizhao.script import HAN, narrow, simplified
from duizhao.words import ENGLISH_WORD, segment, stem

_HAN = re.compile(f"[{HAN}]")
_LAYOUT = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}])")  # between characters: justified lines, OCR
_HAN_RUN = re.compile(rf"[{HAN}]+(?:[、，·\s“”《》—\d-]+[{HAN}]+)*")
_GLOSS = re.compile(rf"[(（\[]\s*[“《「]?[^()（）]*[{HAN}][^()（）]*[)）\]]")
_LATIN = re.compile(r"[A-Za-z0-9]")
_DASH = re.compile(r"—+|--+| - |–")
_CLAUSE_ZH = re.compile("[，,；;。：:？！?!…—]+")
_CLAUSE_EN = re.compile(r"[,;:.?!—]+|\band\b|\bbut\b")
_OPEN_EN = re.compile(r"“|(?:^|(?<=[\s(\[—–-]))[\"‘'](?=[\w.…])")
_CLOSE_EN = re.compile(r"”|(?<=[.,?!…—–-])[\"’'](?=\s|$|[),.;—–-])|(?<=[.?!])[\"’']")
_ENDS = {"?": 1, "!": 2, ":": 3, ",": 4, ";": 4, ".": 0, "。": 0, "…": 5, "-": 5, "—": 5}

# Columns of `marks`, compared as counts, and of `edges`, compared as classes.
MARKS = ("question", "exclamation", "quote", "colon", "dash", "parenthesis", "digits", "ellipsis")


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
    vocabulary: dict[str, int] = {}
    names: dict[int, str] = {}
    if lang == "zh":
        tokens = _chinese_tokens(texts)
    else:
        tokens, printed = _english_tokens(texts)
    ids = [vocabulary.setdefault(t, len(vocabulary)) for sentence in tokens for t in sentence]
    if lang == "en":
        names = {vocabulary[s]: word for s, word in printed.items() if s in vocabulary}
    marks, edges, clauses, opens, closes, inside = [], [], [], [], [], [0]
    for text in texts:
        flat = narrow(text)
        marks.append(_marks(flat))
        edges.append(_edges(flat))
        pattern = _CLAUSE_ZH if lang == "zh" else _CLAUSE_EN
        clauses.append(len(pattern.findall(flat.rstrip('。”?!."'))) + 1)
        o, c, state = _quotation(flat, lang, inside[-1])
        opens.append(o)
        closes.append(c)
        inside.append(state)
    return Side(
        tuple(vocabulary),
        np.array(ids, np.int32),
        np.concatenate([[0], np.cumsum([len(t) for t in tokens])]).astype(np.int64),
        np.array([_length(t, lang) for t in texts], np.float64),
        np.array(marks, np.int32).reshape(-1, len(MARKS)),
        np.array(edges, np.int32).reshape(-1, 3),
        np.array(clauses, np.int32),
        np.array(inside, np.int32),
        np.array(opens, np.int32),
        np.array(closes, np.int32),
        tuple(labels),
        np.array(furniture if furniture is not None else [False] * len(texts), bool),
        names,
    )


def _chinese_tokens(texts: Sequence[str]) -> list[list[str]]:
    found = []
    for folded in simplified(narrow("\n".join(_LAYOUT.sub("", t).replace("\n", " ") for t in texts))).split("\n"):
        tokens = [value for value, _, _ in anchor_values(folded, "zh")]
        for word in segment(folded):
            if _HAN.match(word):
                tokens.append(word)
            else:
                tokens += [stem(w) for w in ENGLISH_WORD.findall(word) if not w[0].isdigit()]
        found.append(tokens)
    return found


def _english_tokens(texts: Sequence[str]) -> tuple[list[list[str]], dict[str, str]]:
    """Tokens, and the capitalised stems that may be names, with the word as printed."""
    found = []
    seen: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    printed: dict[str, str] = {}
    for text in texts:
        folded = narrow(text)
        tokens = [value for value, _, _ in anchor_values(folded, "en")]
        for word in ENGLISH_WORD.findall(folded):
            if word[0].isdigit():
                continue
            s = stem(word)
            tokens.append(s)
            seen[s] += 1
            capitals[s] += word[0].isupper()
            printed.setdefault(s, word.lower())
        # A gloss (网络强国) shows the Chinese words themselves.
        for run in _HAN_RUN.findall(folded):
            tokens += [w for w in segment(simplified(re.sub(r"\s+", "", run))) if _HAN.match(w)]
        found.append(tokens)
    return found, {s: printed[s] for s in seen if capitals[s] >= 0.8 * seen[s]}


def _length(text: str, lang: Lang) -> float:
    if lang == "zh":
        return len(_HAN.findall(text)) + 0.5 * len(_LATIN.findall(narrow(text))) + 0.5
    return len("".join(_GLOSS.sub("", text).split())) + 0.5


def _marks(text: str) -> list[int]:
    return [
        text.count("?"),
        text.count("!"),
        sum(text.count(c) for c in '"“”「」『』'),
        text.count(":"),
        len(_DASH.findall(text)),
        text.count("("),
        len(re.findall(r"\d+", text)),
        int("…" in text or "..." in text),
    ]


def _edges(text: str) -> list[int]:
    core = text.strip(" \"“”‘’'」』「『)")
    stripped = text.strip()
    return [
        _ENDS.get(core[-1:], 6) if core else 6,
        int(text[:1] in tuple("\"“‘「『'")),
        int(stripped[-1:] in tuple("\"”’」』'")),
    ]


def _quotation(text: str, lang: Lang, state: int) -> tuple[int, int, int]:
    """Opening and closing quotation marks of a sentence, and whether a quotation is open after it."""
    if lang == "zh":
        opening = [i for i, c in enumerate(text) if c in "“「『"]
        closing = [i for i, c in enumerate(text) if c in "”」』"]
        straight = text.count('"')
        counts = len(opening) + (straight + 1) // 2, len(closing) + straight // 2
    else:
        text = text.replace("``", "“").replace("''", "”")
        opening = [m.start() for m in _OPEN_EN.finditer(text)]
        closing = [m.start() for m in _CLOSE_EN.finditer(text)]
        counts = len(opening), len(closing)
    last_open, last_close = max(opening, default=-1), max(closing, default=-1)
    if last_open != last_close:
        state = int(last_open > last_close)
    return *counts, state
