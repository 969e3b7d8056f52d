"""Phrases of an English text that differ in a word for which another one stands elsewhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.checks.english import FUNCTION
from duizhao.checks.run import Run
from duizhao.checks.sameness import same_rendering
from duizhao.model import Finding
from duizhao.words import ENGLISH_WORD, stem

_USUAL = 3  # times that a phrase must stand for another wording to be a deviation
_RARE = 0.34  # share of the places that deviate
_LONGEST = 4  # words of a phrase
_ADJECTIVES = ("al", "ic", "ive", "able", "ible", "ed")  # no ends of noun phrases
_GLUE = re.compile(r"[ -]")


@dataclass(frozen=True, slots=True)
class _Phrase:
    case: Case
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.case.en[self.start : self.end]


@check(
    "DZ305", "inconsistent-wording", "warning", "set", "A phrase is worded in two ways within an English text.",
    right=[Sample("", "Smart factories and intelligent robots will be built.")],
    wrong=[
        Sample("", "Offshore engineering equipment is another focus.",
               more=(("", "Marine engineering equipment comes first."),
                     ("", "We will develop marine engineering equipment."),
                     ("", "Exports of marine engineering equipment will grow."))),
    ],
    alone=True,
)  # fmt: skip
def inconsistent_wording(run: Run) -> Iterator[Finding]:
    """Two phrases of an English text without a source differ only in a word that translators put for another: smart
    and intelligent, marine and offshore, industry and industrial. The rarer one is reported where the other one
    is clearly the rule, and otherwise mentioned. Inflection, capitals and hyphens are no difference.
    """
    if not run.alone:
        return
    from duizhao.terms.grammar import is_verb_like

    groups: dict[tuple[str, ...], list[_Phrase]] = defaultdict(list)
    for case in run.cases:
        for key, start, end in _phrases(case.en, is_verb_like):
            groups[key].append(_Phrase(case, start, end))
    done: set[tuple[int, int, int]] = set()
    for key, phrases in sorted(groups.items(), key=lambda item: -len(item[0])):
        if len(phrases) < 2 or not any(word.startswith("=") for word in key):
            continue
        wordings: list[list[_Phrase]] = []
        for phrase in phrases:
            known = next((w for w in wordings if same_rendering(w[0].text, phrase.text)), None)
            if known is None:
                wordings.append([phrase])
            else:
                known.append(phrase)
        if len(wordings) < 2:
            continue
        usual = max(wordings, key=len)
        for wording in wordings:
            if wording is usual:
                continue
            clear = len(usual) >= _USUAL and len(wording) <= _RARE * len(phrases)
            for phrase in wording[:_USUAL]:
                place = phrase.case.index, phrase.start, phrase.end
                if any(i == place[0] and a <= place[1] and place[2] <= b for i, a, b in done):
                    continue
                done.add(place)
                model = usual[0]
                yield phrase.case.finding(
                    inconsistent_wording, f"“{phrase.text}” here, “{model.text}” {_times(len(usual))}",
                    en=(phrase.start, phrase.end), suggestion=model.text, key=phrase.text.lower(),
                    severity=None if clear else "info", confidence=0.6,
                    precedent={"zh": "", "en": model.case.en, "file": model.case.file, "line": model.case.line},
                )  # fmt: skip


def _times(count: int) -> str:
    return "elsewhere" if count == 1 else f"{count} times elsewhere"


def _phrases(text: str, is_verb: Callable[[str], bool]) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Phrases of two to four content words that stand together, with their key: stems, families marked by `=`."""
    words = [(m.group(), m.start(), m.end()) for m in ENGLISH_WORD.finditer(text)]
    for first in range(len(words)):
        if _no_part(words[first][0]) or is_verb(words[first][0]):
            continue
        key = [_family(words[first][0])]
        for last in range(first + 1, min(first + _LONGEST, len(words))):
            word, start, end = words[last]
            if not _GLUE.fullmatch(text[words[last - 1][2] : start]) or _no_part(word):
                break
            key.append(_family(word))
            if not word.lower().endswith(_ADJECTIVES) and not is_verb(word):
                yield tuple(key), words[first][1], end


def _no_part(word: str) -> bool:
    return word.lower() in FUNCTION or word[0].isdigit() or len(word) < 3


def _family(word: str) -> str:
    root = stem(word)
    return _families().get(root, root)


@cache
def _families() -> Mapping[str, str]:
    text = resources.files("duizhao").joinpath("data/wording.txt").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for line in text.splitlines():
        words = [] if line.startswith("#") else line.split()
        if len(words) > 1:
            # A word of two families joins them: field, area, region.
            name = next((found[stem(w)] for w in words if stem(w) in found), "=" + words[0])
            for word in words:
                found.setdefault(stem(word), name)
    return found
