"""Why a pair of a gloss should not be believed: it contradicts the source, the glossary or the dictionary."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from duizhao.script import count_han, is_han, simplified
from duizhao.terms.bitext import rendering_key, term_key
from duizhao.terms.edges import Evidence, chinese_pieces, tokens
from duizhao.terms.grammar import FUNCTION
from duizhao.terms.known import Known
from duizhao.words import word_class, word_frequency

_MARKS = re.compile(r"[\s“”‘’「」『』《》〈〉\"'、，,·—–()（）-]")
_CLAIM = 0.2  # of a Chinese word's meaning that an English word must be to claim it
_DENIED = 0.04  # what another word may have of the same meaning
_FOREIGN = 0.02
_SHARED = 0.025  # of the English meaning that the character which both words share may have
_SHORT = 6  # Chinese characters
_USUAL = 0.15  # of the word's frequency that the one meant must have
_COMMON = 50  # jieba's count of a word that a writer may have meant


class Doubts:
    """Finds contradictions; keeps the indices of the dictionary that this needs.

    Args:
        evidence: the dictionary.
        known: what a glossary says.
    """

    def __init__(self, evidence: Evidence, known: Known | None = None) -> None:
        self.evidence = evidence
        self.known = known or Known()
        self._by_hole: dict[str, list[str]] | None = None
        self._known_by_hole: dict[str, list[str]] | None = None
        self._rows: dict[str, int] | None = None

    def of(self, zh: str, en: str, source: str | None = None, whole: str | None = None) -> str | None:
        """Why the pair is suspect, or None.

        Args:
            source: the aligned Chinese sentence; `whole` the Chinese document.
        """
        missing = self._source(zh, source, whole)
        if missing is not None:
            return missing
        term, rendering = term_key(zh), rendering_key(en)
        right = self.known.right.get(term, ())
        if right:
            return self._better(term, rendering, exactly=True) if rendering in self.known.wrong.get(term, ()) else None
        if term in self.known.deprecated:
            return f"the glossary has {self.known.deprecated[term]} instead of {zh}"
        if source is not None:
            return None  # the source has the term: whatever it is, it is no slip
        return self._better(term, rendering) or self._spelling(zh) or self._meaning(zh, en)

    def _source(self, zh: str, source: str | None, whole: str | None) -> str | None:
        if source is None:
            return None
        term, text = flat(zh), flat(source)
        if not term or term in text or (whole is not None and term in flat(whole)):
            return None
        near = _nearest(term, text)
        return "not in the source" if near is None else f"the source sentence has {near}"

    def _better(self, term: str, rendering: tuple[str, ...], exactly: bool = False) -> str | None:
        """A known term one character away whose rendering this is: 电力电池 for 动力电池."""
        if len(term) < 4 or not self.known.right or (not exactly and self._explained(term, rendering)):
            return None
        if self._known_by_hole is None:
            self._known_by_hole = _holes(w for w in self.known.right if len(w) >= 4)
        stems = set(rendering) - FUNCTION
        for other in _one_away(term, self._known_by_hole):
            for known in (*map(rendering_key, self.known.right[other]), *self.known.wrong.get(other, ())):
                theirs = set(known) - FUNCTION
                same = rendering == known if exactly else 2 * len(stems & theirs) > len(stems | theirs)
                if stems and same:
                    return f"{other} is {' '.join(self.known.right[other][:1])}"
        return None

    def _explained(self, term: str, rendering: tuple[str, ...]) -> bool:
        """Whether the dictionary knows every English word from the Chinese ones."""
        stems = [s for s in rendering if s not in FUNCTION]
        rows = self.evidence.table(term, stems)
        return all(any(row.get(s, 0.0) > _DENIED for row in rows) for s in stems)

    def _spelling(self, zh: str) -> str | None:
        """An unknown word that is one character away from a set phrase: 因地适宜 for 因地制宜."""
        for part in re.split(r"[、，,\s“”]+", simplified(zh)):
            if len(part) != 4 or not all(map(is_han, part)) or self.evidence.lexicon.knows(part):
                continue
            pieces = chinese_pieces(part)
            if all(len(p) > 1 for p in pieces):
                continue  # two words: a compound, not a phrase
            others = [w for w in _one_away(part, self._index()) if self._is_phrase(w)]
            if others:
                return f"{part} is no known phrase; {others[0]} is"
        return None

    def _is_phrase(self, word: str) -> bool:
        return len(chinese_pieces(word)) == 1

    def _meaning(self, zh: str, en: str) -> str | None:
        """A word that means something else, while its neighbour in the dictionary means what the English says:
        航空 (aviation) beside “space”, which is 航天. Only for short terms: in long ones translators are free."""
        pieces = chinese_pieces(zh)
        if count_han(zh) > _SHORT:
            return None
        content = [t for t in tokens(en) if t.lower not in FUNCTION]
        stems = sorted({p for t in content for p in t.parts})
        table = self.evidence.table(zh, stems)
        for k, word in enumerate(pieces):
            if len(word) != 2 or not self.evidence.lexicon.knows(word) or not _is_noun(word):
                continue
            if max(table[k].values(), default=0.0) > _DENIED:
                continue
            others = [row for j, row in enumerate(table) if j != k]
            free = [
                s
                for s in stems
                if max((row.get(s, 0.0) for row in others), default=0.0) < _FOREIGN and self.evidence.lexicon.rarity(s)
            ]
            rival = self._rival(word, free)
            if rival is not None:
                said = next(t.text for t in content if rival[1] in t.parts)
                return f"{word} does not mean “{said}”; {rival[0]} does"
        return None

    def _rival(self, word: str, stems: Sequence[str]) -> tuple[str, str] | None:
        """The word one character away that means one of some English stems, if it is as usual and the character
        that both share does not mean it."""
        least = _USUAL * word_frequency(word)
        names = [w for w in _one_away(word, self._index()) if _is_noun(w) and word_frequency(w) >= max(least, _COMMON)]
        if not names or not stems:
            return None
        chars = sorted(set(word))
        cells = self.evidence.lexicon.table([*chars, *names], list(stems))
        means = {
            (row, col): v
            for row, col, v in zip(cells.row.tolist(), cells.col.tolist(), cells.val.tolist(), strict=True)
        }
        found = []
        for n, name in enumerate(names, len(chars)):
            shared = [i for i, char in enumerate(chars) if char in name]
            for col, english in enumerate(stems):
                value = means.get((n, col), 0.0)
                common = max((means.get((i, col), 0.0) for i in shared), default=0.0)
                if value > _CLAIM and common < _SHARED and not self._related(word, name, english):
                    found.append((value, name, english))
        return max(found)[1:] if found else None

    def _related(self, word: str, other: str, english: str) -> bool:
        """Whether two Chinese words share a meaning, or the English word is another form of one of the first's."""
        mine, theirs = self._meanings(word), self._meanings(other)
        return bool(mine & theirs) or any(m[:4] == english[:4] for m in mine)

    def _meanings(self, word: str) -> set[str]:
        tables = self.evidence.lexicon.tables
        if self._rows is None:
            self._rows = {w: i for i, w in enumerate(tables.words)}
        row = self._rows[word]
        return {tables.stems[i] for i in tables.word_stem[tables.word_ptr[row] : tables.word_ptr[row + 1]].tolist()}

    def _index(self) -> dict[str, list[str]]:
        if self._by_hole is None:
            self._by_hole = _holes(w for w in self.evidence.lexicon.tables.words if 2 <= len(w) <= 4)
        return self._by_hole


def _is_noun(word: str) -> bool:
    return word_class(word)[:1] in ("n", "s", "t")


def flat(text: str) -> str:
    """A Chinese text for comparison: simplified, without spaces, quotation marks, dashes and commas."""
    return simplified(_MARKS.sub("", text))


def _holes(words: Iterable[str]) -> dict[str, list[str]]:
    index: dict[str, list[str]] = defaultdict(list)
    for word in words:
        for i in range(len(word)):
            index[f"{word[:i]}?{word[i + 1 :]}"].append(word)
    return index


def _one_away(word: str, index: Mapping[str, list[str]]) -> list[str]:
    """Words of the same length that differ in one character."""
    found = {w for i in range(len(word)) for w in index.get(f"{word[:i]}?{word[i + 1 :]}", ()) if w != word}
    return sorted(found)


def _nearest(term: str, text: str) -> str | None:
    """The stretch of the source that differs from a term in a third of its characters at most."""
    best, most = None, max(1, len(term) // 3)
    for start in range(len(text) - len(term) + 1):
        window = text[start : start + len(term)]
        different = sum(a != b for a, b in zip(term, window, strict=True))
        if 0 < different <= most and count_han(window) == len(window):
            best, most = window, different - 1
            if not most:
                break
    return best
