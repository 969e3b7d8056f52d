"""Keys under which terms lie in the index, and the same for queries. Imports nothing heavy: every lookup does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_ARTICLES = frozenset(("a", "an", "the"))
_WORD = re.compile(r"[a-z\u00df-\u024f]+(?:'[a-z]+)?|\d+(?:[.,]\d+)*")
_BRACKET = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_VOWELS = {"a": "āáǎà", "e": "ēéěè", "i": "īíǐì", "o": "ōóǒò", "u": "ūúǔù", "ü": "ǖǘǚǜ"}
# Pairs that speakers of southern dialects, and learners, do not tell apart.
_LOOSE = re.compile(r"(?<=[zcs])h|(?<=[aei]n)g")


def english_words(text: str) -> tuple[str, ...]:
    """The words of an English term or query in lower case, without articles and without what is in brackets."""
    low = text.lower().replace("’", "'").replace("&", " and ")
    found = _WORD.findall(_BRACKET.sub(" ", low)) or _WORD.findall(low)
    return tuple(word for word in found if word not in _ARTICLES) or tuple(found)


def english_key(text: str) -> str:
    """An English term as a key: its words, one blank between them; hyphens and marks do not count."""
    return " ".join(english_words(text))


def bigrams(word: str) -> set[str]:
    """The pairs of letters of a word, its ends included, to find words that are spelled like it."""
    padded = f"^{word}$"
    return {padded[i : i + 2] for i in range(len(padded) - 1)}


def bare(syllable: str) -> str:
    """A syllable without its tone number, ü as u: what search compares (`lü4` → `lu`)."""
    if syllable[-1:].isdigit() and syllable[:-1].isalpha():
        syllable = syllable[:-1]
    return syllable.replace("ü", "u")


def marked(syllable: str) -> str:
    """A syllable with its tone as a mark: `qiang2` → `qiáng`."""
    letters, tone = syllable[:-1], syllable[-1:]
    if tone not in "12345" or not letters.isalpha():
        return syllable
    for vowel in "aeo":
        if (at := letters.find(vowel)) >= 0:
            break
    else:  # of i and u, the last one is marked: liú, guì
        at = max(letters.rfind(vowel) for vowel in "iuü")
    if at < 0 or tone == "5":
        return letters
    return letters[:at] + _VOWELS[letters[at]][int(tone) - 1] + letters[at + 1 :]


def pinyin(syllables: Sequence[str]) -> str:
    """Syllables as one reads them: tone marks, no blanks inside a term, apostrophes where they are needed."""
    text = ""
    for syllable in map(marked, syllables):
        if text and text[-1].isalpha() and syllable[0] in "aeoāáǎàēéěèōóǒò":
            text += "'"
        text += syllable
    return text


def loosely(syllables: Iterable[str]) -> str:
    """Syllables run together as a speaker hears them who does not tell zh from z or ang from an."""
    return "".join(_LOOSE.sub("", syllable) for syllable in syllables)


def initials(syllables: Iterable[str]) -> str:
    """The first letters of syllables; numbers stay whole (`wlqg`)."""
    return "".join(s if s[0].isdigit() else s[0] for s in syllables)
