"""Where a term stands in an example sentence, whatever its script, spaces, capitals and inflection."""

from __future__ import annotations

import re
from collections.abc import Iterable

from duizhao.model import Span
from duizhao.reports.marks import visible
from duizhao.script import QUOTES, fold
from duizhao.words import english_words, stem


def in_chinese(text: str, term: str) -> list[Span]:
    """The places of a Chinese term; layout spaces inside do not matter."""
    chars = [re.escape(char) for char in fold(visible(term)) if not char.isspace()]
    if not chars:
        return []
    return [Span(*found.span()) for found in re.finditer(r"\s*".join(chars), fold(visible(text)))]


def in_english(text: str, terms: Iterable[str]) -> list[Span]:
    """The places of English terms, longest first where they overlap: words are compared by their stems."""
    words = english_words(text)
    stems = [stem(word.text) for word in words]
    found: list[Span] = []
    taken: set[int] = set()
    quoted = {tuple(stem(w.text) for w in english_words(term)): term for term in terms}
    for term in sorted(quoted, key=len, reverse=True):
        if not term:
            continue
        for at in range(len(stems) - len(term) + 1):
            places = range(at, at + len(term))
            if tuple(stems[at : at + len(term)]) == term and taken.isdisjoint(places):
                taken.update(places)
                found.append(_with_quotes(text, words[at].start, words[places[-1]].end, quoted[term]))
    return sorted(found, key=lambda span: span.start)


def _with_quotes(text: str, start: int, end: int, term: str) -> Span:
    """The span with the quotation marks around it if the term begins or ends with one."""
    if term[0] in QUOTES and text[:start][-1:] in tuple(QUOTES):
        start -= 1
    if term[-1] in QUOTES and text[end : end + 1] in tuple(QUOTES):
        end += 1
    return Span(start, end)
