"""Sentences of the Chinese that are not translated, and adjuncts of the English that nothing in the source stands for.

Clauses are told by their own words (`clauses.py`). A sentence inside a long unit says much that the others say, too,
and an adjunct has two or three words: here both sides are looked at as wholes, with what is left over on each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.case import Case
from duizhao.checks.clauses import EN_ENDS, Habits, cut
from duizhao.checks.counterparts import Counterparts, counterparts
from duizhao.checks.english import FUNCTION
from duizhao.checks.leftovers import Features, both_sides, features, sentences, weight
from duizhao.checks.terms import Token

_SENTENCE = re.compile("[^。！？；!?;\n]+")
_QUOTED = re.compile("[“「‘《][^”」’》]{2,12}[”」’》]")  # slogans and titles, which are spelled out
_AFTER = re.compile(r"[\"”'’)\]]*(?:[,.;:!?]|$)|\s+(?:and|or)\b")
_BEFORE = re.compile(r"(?:^|[,;:—–]|([A-Za-z]+))\s*$")
_VERBAL = re.compile(r"[A-Za-z]+(?:ing|ed)\b")
_LEAST = 3  # characters of a sentence
_WEIGHT = 1.7  # of the words of an adjunct: two content words, or one with two light ones
_ROOM = 1.6  # of what an adjunct needs; where the source has more that nothing stands for, it may be a free rendering
_LONG, _SHORT = 0.1, -0.12  # log of the English length to the usual one, from which nothing is missing, or added
_OPEN = 4  # place of the room among the features

# By scripts/train_clauses.py; weights of what `features` says.
_SENTENCES = (0.16, 5.25, -3.95, -4.54, -2.02, 2.45, 2.79, -3.45, 0.13, 0.51, -0.05)
_ADJUNCTS = (-2.59, -2.59, -2.70, 0.00, -2.33, 2.29, 0.13, 0.61, -0.00, 0.37, 1.48)


def lost_sentences(case: Case, usual: Habits) -> list[tuple[int, int, float]]:
    """The Chinese sentences of a unit with several: place, and the log-odds that it is not translated."""
    return [(a, b, _odds(_SENTENCES, f)) for a, b, f in sentence_features(case, usual)]


def added_adjuncts(case: Case, usual: Habits) -> list[tuple[int, int, float]]:
    """English phrases of which no word has a counterpart: place, and the log-odds that they are added."""
    return [(a, b, _odds(_ADJUNCTS, f)) for a, b, f in adjunct_features(case, usual)]


def _odds(weights: Features, values: Features) -> float:
    return sum([w * v for w, v in zip(weights, values, strict=True)])


def sentence_features(case: Case, usual: Habits) -> Iterator[tuple[int, int, Features]]:
    """The Chinese sentences of a unit that has more than one, and more than the English."""
    found = [m.span() for m in _SENTENCE.finditer(case.zh) if len(m.group().strip(' ”」’』"')) > _LEAST]
    length = usual.length(case)
    if len(found) < 2 or length > _LONG or sentences(case.zh) <= sentences(case.en):
        return
    zh, en = both_sides(case)
    for start, end in found:
        values = features(zh, en, start, end, length)
        if values is not None:
            yield start, end, values


def adjunct_features(case: Case, usual: Habits) -> Iterator[tuple[int, int, Features]]:
    """Runs of English words without a counterpart that begin and end as phrases do."""
    length = usual.length(case)
    if length < _SHORT or _QUOTED.search(case.zh):
        return
    there = counterparts(case)
    found = [
        (run[0].start, run[-1].end)
        for run in _runs(there)
        if sum([weight(t.stem) for t in run]) >= _WEIGHT and _is_phrase(case.en, run[0].start, run[-1].end)
    ]
    if not found:
        return
    clauses = cut(EN_ENDS, case.en)
    zh, en = both_sides(case)
    for start, end in found:
        if any(a <= start and end <= b for a, b in clauses):
            values = features(en, zh, start, end, -length)
            if values is not None and values[_OPEN] < _ROOM:
                yield start, end, values


def _runs(there: Counterparts) -> list[list[Token]]:
    """The English words without a counterpart that follow each other, two or more."""
    runs: list[list[Token]] = []
    before = -2
    for k in there.free:
        if k == before + 1:
            runs[-1].append(there.tokens[k])
        else:
            runs.append([there.tokens[k]])
        before = k
    return [run for run in runs if len(run) > 1]


def _is_phrase(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins behind a mark or a function word, or with a participle, and ends before a mark, *and*
    or *or*."""
    before = _BEFORE.search(text, 0, start)
    if not _AFTER.match(text, end) or before is None:
        return False
    word = before.group(1)
    return word is None or word.lower() in FUNCTION or _VERBAL.match(text, start) is not None
