"""The noun phrases of an English text, as far as word forms tell them, for comparing them with each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from duizhao.checks.case import Case
from duizhao.checks.english import FUNCTION
from duizhao.words import ENGLISH_WORD, stem

_LONGEST = 5  # words of a phrase
_GLUE = {" ": "", "-": "-", " and ": "and"}  # what may stand between two words of a phrase
# No wording depends on these heads: industrial development is no more industry development than it is anything else.
WEAK = frozenset(
    "development system technology technologies systems project projects application applications construction "
    "support service services management research production products product standard standards needs process "
    "growth change level base area areas field fields work measures policy policies key major main core important "
    "new high large great good national international related relevant".split()
)
_ADJECTIVES = frozenset(
    "green new smart key major main core high low large small big great good strong advanced modern urban rural "
    "military joint open deep wide clean safe secure overseas foreign popular original special general central "
    "western eastern northern southern first second third private public young old human whole full complete fair "
    "free remote mature rapid solar polar nuclear circular regular similar modular broad basic direct raw rare light "
    "heavy soft hard one two three four five six seven eight nine ten dozens hundreds".split()
)
_ADJECTIVAL = ("al", "ic", "ive", "able", "ible", "ed", "ous", "ful", "ent", "ant", "ary", "ing", "ly", "ern")
# Nouns with such an ending.
_NOUNS = frozenset(
    "capital material hospital signal terminal festival chemical journal proposal approval arrival disposal removal "
    "interval metal animal environment development talent government investment management equipment agreement "
    "payment employment treatment segment document element plant patent content student agent event traffic fabric "
    "topic clinic seed feed need speed breed engineering manufacturing mining housing building training farming "
    "processing pricing financing testing banking meeting summary library boundary salary grant assistant vegetable "
    "cable".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a phrase: as printed in lower case, its stem, and its characters."""

    text: str
    stem: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """Content words with nothing between them but a blank, a hyphen or `and`.

    Attributes:
        joints: the numbers of the words behind an `and`.
        hyphens: the numbers of the words behind a hyphen.
    """

    case: Case
    words: tuple[Word, ...]
    joints: frozenset[int]
    hyphens: frozenset[int]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words `first` to `last` (inclusive) of a run, with one `and` between them at most."""

    run: Run
    first: int
    last: int

    @property
    def case(self) -> Case:
        return self.run.case

    @property
    def words(self) -> tuple[Word, ...]:
        return self.run.words[self.first : self.last + 1]

    @property
    def stems(self) -> tuple[str, ...]:
        return tuple(w.stem for w in self.words)

    @property
    def joined(self) -> int:
        """The number of the word behind `and`, counted from the first one; 0 for none."""
        return next((n - self.first for n in self.run.joints if self.first < n <= self.last), 0)

    @property
    def before(self) -> Word | None:
        """The word in front, unless a mark or a function word parts them."""
        return self.run.words[self.first - 1] if self.first and self.first not in self.run.joints else None

    @property
    def after(self) -> Word | None:
        """The word behind, unless a mark or a function word parts them."""
        n = self.last + 1
        return self.run.words[n] if n < len(self.run.words) and n not in self.run.joints else None

    @property
    def start(self) -> int:
        return self.run.words[self.first].start

    @property
    def end(self) -> int:
        return self.run.words[self.last].end

    @property
    def text(self) -> str:
        return self.case.en[self.start : self.end]

    def longer(self) -> Phrase:
        """The phrase with the word behind it, which must be there."""
        return Phrase(self.run, self.first, self.last + 1)


def phrases(cases: Iterable[Case]) -> Iterator[Phrase]:
    """Two to five content words in a row, with at most one `and` inside, that no verb opens and no hyphen cuts."""
    for case in cases:
        if case.outside:
            continue
        for run in _runs(case):
            count = len(run.words)
            for first, word in enumerate(run.words):
                if first in run.hyphens or opens(word.text):
                    continue
                for last in range(first + 1, min(first + _LONGEST, count)):
                    if sum(first < n <= last for n in run.joints) > 1:
                        break
                    if last + 1 not in run.hyphens:
                        yield Phrase(run, first, last)


def _runs(case: Case) -> Iterator[Run]:
    text = case.en
    words: list[Word] = []
    behind: dict[int, str] = {}

    def run() -> Run:
        kinds = (frozenset(n for n, glue in behind.items() if glue == kind) for kind in ("and", "-"))
        return Run(case, tuple(words), *kinds)

    for match in ENGLISH_WORD.finditer(text):
        lower = match.group().lower()
        if lower == "and":
            continue
        glue = _GLUE.get(text[words[-1].end : match.start()]) if words else ""
        usable = lower not in FUNCTION and len(lower) > 1 and not lower[0].isdigit()
        if words and (glue is None or not usable):
            yield run()
            words, behind = [], {}
        if usable:
            if words and glue:
                behind[len(words)] = glue
            words.append(Word(lower, stem(lower), match.start(), match.end()))
    if words:
        yield run()


def opens(word: str) -> bool:
    """Whether a word is a verb in front of a noun phrase."""
    from duizhao.terms.grammar import is_verb_like

    return is_verb_like(word) and not word.endswith(("ly", "ed")) and word not in _ADJECTIVES and word not in _NOUNS


@cache
def is_adjective(word: str) -> bool:
    """Whether a word in lower case is probably an adjective, by its ending."""
    return word in _ADJECTIVES or (word.endswith(_ADJECTIVAL) and word.rstrip("s") not in _NOUNS)
