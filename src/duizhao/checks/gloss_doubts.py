"""Glosses whose English is not what their Chinese means, by the glossaries and the dictionary."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from duizhao.checks.evidence import is_in, with_beginnings
from duizhao.checks.meanings import meanings
from duizhao.checks.strangers import shipped
from duizhao.checks.terms import Terminology, content_stems
from duizhao.glossary.dictionary import dictionary
from duizhao.glossary.folding import fold_term

if TYPE_CHECKING:
    from collections.abc import Sequence

_BEFORE = 90  # characters in front of a gloss in which its English stands
_CLAIM = 0.02  # probability from which an English word may be what a Chinese one means
_PART = 0.5  # of what the Chinese means, rare words weighing more: enough to be there
_STRANGE = 0.5  # of the words of a gloss's English that the Chinese may not mean
_FEWEST = 3  # characters of a Chinese gloss; shorter words of the language have too many renderings
_RARELY = 50  # how often jieba's dictionary saw a word of two characters that is a term: 返贫 18, 两会 511
_SENTENCE = re.compile(r"[.;:!?]\s")


def contradicted(terminology: Terminology, zh: str, en: str, before: str, source: str) -> str | None:
    """Why a gloss is doubted, or None: its Chinese is in a glossary, and no rendering of it nor half of one is in front
    of the bracket, whose words mean something else; or they are what another stretch of the source means.

    Args:
        zh, en: the Chinese in brackets and the English that it is a gloss of.
        before: the English text up to the bracket.
        source: the Chinese sentence.
    """
    text = fold_term(zh)
    own = content_stems(en)
    if not own or (len(text) < _FEWEST and (len(text) < 2 or dictionary().frequency(text) > _RARELY)):
        return None
    there = with_beginnings(content_stems(_SENTENCE.split(before[-_BEFORE:])[-1]))
    both = [k for k in (terminology, shipped().terminology) if k.glossary is not None]
    known = [(k, c) for k in both for c, _ in k.matcher.spelled(text)]
    renderings = [r for k, c in known for r in k.renderings(c)]
    if any(all(is_in(s, there) for s in stems) for stems in renderings):
        return None
    meant = _meant(text).union(*renderings)
    if sum(not is_in(s, with_beginnings(meant)) for s in own) < _STRANGE * len(own):
        return None
    if not renderings and len(text) < _FEWEST:
        return None
    if not renderings:
        other = _other(text, own, fold_term(source))
        return f"that is {other}" if other else None
    weight = shipped().terminology.weight
    if max(sum(weight(s) for s in r if is_in(s, there)) / sum(map(weight, r)) for r in renderings) >= _PART:
        return None
    right = next((t for _, c in known for t in c.english("preferred")), "")
    return f"the glossary has “{right}”"


def _meant(text: str) -> frozenset[str]:
    """What the words of a Chinese text may mean."""
    store = meanings()
    return frozenset(e for p in store.words(text) for e, n in store.of(p.text).items() if n > _CLAIM)


def _other(text: str, own: Sequence[str], source: str) -> str:
    """A stretch of the source, as long as a gloss and with half of its characters, that means all of some English
    words; empty for none."""
    size = len(text)
    if f"({text}" in source or f"（{text}" in source:
        return ""  # the source has the gloss itself
    for at in range(len(source) - size + 1):
        stretch = source[at : at + size]
        if stretch != text and 2 * sum(a == b for a, b in zip(stretch, text, strict=True)) >= size:
            meant = with_beginnings(_meant(stretch))
            if all(is_in(s, meant) for s in own):
                return stretch
    return ""
