"""Pairs of phrases of an English text that say one thing in two ways, as far as their words tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from duizhao.checks.families import Relation, relation
from duizhao.checks.phrases import WEAK, Phrase, is_adjective, opens
from duizhao.checks.wordings import Wording
from duizhao.glossary.inflection import distance
from duizhao.model import Severity

_ENOUGH = 3  # places of two wordings of one stem that make two words of it worth a warning
_FEW = 4  # words of a phrase in which two wrong letters are a slip
_VERBAL = ("ing", "ed")
_ACTION = ("ion", "ment")
_NUMERALS = frozenset("two three four five six seven eight nine ten".split())


@dataclass(frozen=True, slots=True)
class Pair:
    """Two wordings of one phrase, the usual one first, how they differ, and in which word (-1: not in one)."""

    usual: Wording[Phrase]
    other: Wording[Phrase]
    how: Relation | str
    slot: int = -1

    @property
    def severity(self) -> Severity | None:
        """None for a warning; info where the two may well be two things."""
        words = self.other.first.words
        telling = [w for n, w in enumerate(words) if n != self.slot and w.text not in WEAK]
        if self.how == "likely":
            return None if len(words) > 2 and len(telling) > 1 else "info"
        if self.how == "form":
            enough = len(words) > 2 or self.other.count + self.usual.count >= _ENOUGH
            return None if telling and enough else "info"
        if self.how == "order" and any(w.text in _NUMERALS for w in words):
            return "info"  # the two preceding articles, the preceding two articles
        return None


def pairs(found: Sequence[Phrase]) -> Iterator[Pair]:
    """Phrases that differ in one word, in an `and`, in the order of their words."""
    yield from _substituted(found)
    yield from _joined(found)
    yield from _reordered(found)


def _substituted(found: Iterable[Phrase]) -> Iterator[Pair]:
    """Phrases that differ in one word."""
    slots: dict[tuple[int, int, tuple[str, ...]], dict[str, list[Phrase]]] = defaultdict(lambda: defaultdict(list))
    for phrase in found:
        stems = phrase.stems
        for slot in range(len(stems)):
            key = slot, phrase.joined, (*stems[:slot], "", *stems[slot + 1 :])
            slots[key][phrase.words[slot].text].append(phrase)
    for (slot, _, rest), fillers in slots.items():
        if len(fillers) < 2:
            continue
        texts = sorted(fillers)
        done: set[frozenset[str]] = set()
        for n, one in enumerate(texts):
            for other in texts[n + 1 :]:
                how = relation(one, other)
                if how in ("none", "free") or (how == "slip" and len(rest) < _FEW):
                    continue
                if how == "form" and slot == len(rest) - 1:
                    continue  # the end of the phrase: industrial, industry
                a, b = (_forms(fillers, text) for text in (one, other))
                family = frozenset((*a, *b))
                if family in done:
                    continue
                done.add(family)
                both = _comparable([p for t in a for p in fillers[t]], [p for t in b for p in fillers[t]], slot, how)
                if both is not None:
                    yield Pair(*_ranked(*both), how, slot)


def _forms(fillers: Iterable[str], word: str) -> list[str]:
    """The inflected forms of a word among words: cluster, clusters."""
    return [text for text in fillers if distance(text, word) <= 1 and relation(text, word) != "form"]


def _comparable(
    one: Sequence[Phrase], other: Sequence[Phrase], slot: int, how: Relation
) -> tuple[list[Phrase], list[Phrase]] | None:
    """The phrases that differ in that word only, and whose word does not belong to one outside: rail | transit
    equipment."""
    a, b = list(one), list(other)
    width = len(a[0].words)
    plain = all(is_adjective(p.words[slot].text) for p in (a[0], b[0]))
    for end, left in ((0, True), (width - 1, False)):
        if slot == end and not (left and plain):  # spatial information | intelligent sensing
            shared = {_beside(p, left) for p in a} & {_beside(p, left) for p in b}
            a, b = ([p for p in side if _beside(p, left) in shared] for side in (a, b))
    if how != "sure":
        a, b = ([p for p in side if not _in_name(p)] for side in (a, b))
        a, b = ([p for p in side if _is_name(p) == _is_name(a[0])] if a else [] for side in (a, b))
    a, b = ([p for p in side if _same_but(a[0], p, slot)] if a else [] for side in (a, b))
    return (a, b) if a and b else None


def _beside(phrase: Phrase, left: bool) -> str | None:
    """The stem of the noun that a phrase's outer word may belong to; an adjective or a verb in front is none,
    nor is low-cost."""
    word = phrase.before if left else phrase.after
    if (
        word is None
        or opens(word.text)
        or (left and (is_adjective(word.text) or phrase.first - 1 in phrase.run.hyphens))
    ):
        return None
    return word.stem


def _same_but(one: Phrase, other: Phrase, slot: int) -> bool:
    """Whether all words but one are the same, in singular or plural."""
    return all(
        n == slot or (distance(a.text, b.text) <= 1 and a.text.endswith(_VERBAL) == b.text.endswith(_VERBAL))
        for n, (a, b) in enumerate(zip(one.words, other.words, strict=True))
    )


def _in_name(phrase: Phrase) -> bool:
    """Whether a phrase is a piece of a longer name: United | Nations Environment | Programme."""
    text = phrase.case.en
    beside = [word for word in (phrase.before, phrase.after) if word is not None]
    return _is_name(phrase) and any(text[word.start].isupper() for word in beside)


def _is_name(phrase: Phrase) -> bool:
    """Whether a phrase is printed as a name, with capitals, and not in a heading."""
    case = phrase.case
    return all(case.en[w.start].isupper() for w in phrase.words) and not all(s.kind == "heading" for s in case.unit.en)


def _joined(found: Iterable[Phrase]) -> Iterator[Pair]:
    """Attributes with `and` here and without it there."""
    groups: dict[tuple[str, ...], tuple[list[Phrase], list[Phrase]]] = defaultdict(lambda: ([], []))
    for phrase in found:
        at = phrase.joined
        if at and not (is_adjective(phrase.words[at - 1].text) and _attribute(phrase, at)):
            continue
        groups[phrase.stems][bool(at)].append(phrase)
    for plain, joined in groups.values():
        if plain and joined:
            at = joined[0].joined
            plain = [p for p in plain if is_adjective(p.words[at - 1].text) and _attribute(p, at)]
            if plain:
                yield Pair(*_ranked(joined, plain), "and")


def _attribute(phrase: Phrase, at: int) -> bool:
    """Whether what begins at a word stands before a noun: an adjective, or two words with a hyphen."""
    word, rest = phrase.words[at], phrase.words[at + 1 :]
    hyphen = bool(rest) and phrase.case.en[word.end : rest[0].start] == "-"
    last = phrase.words[at + 1] if hyphen else word
    follows = last is not phrase.words[-1] or phrase.after is not None
    return follows and (hyphen or is_adjective(word.text))


def _reordered(found: Iterable[Phrase]) -> Iterator[Pair]:
    """Two attributes of one noun in either order; two nouns of one action where the words around are the same."""
    groups: dict[tuple[str, ...], dict[tuple[str, ...], list[Phrase]]] = defaultdict(lambda: defaultdict(list))
    for phrase in found:
        if not phrase.joined:
            groups[tuple(sorted(phrase.stems))][phrase.stems].append(phrase)
    for orders in groups.values():
        if len(orders) < 2:
            continue
        keys = sorted(orders)
        for n, one in enumerate(keys):
            for other in keys[n + 1 :]:
                a, b = orders[one], orders[other]
                if is_adjective(a[0].words[-1].text) or is_adjective(b[0].words[-1].text):
                    continue  # the amount payable
                attributes = len(one) > 2 and one[-1] == other[-1] and _inflected(a[0], b[0])
                two = len(one) == 2 and len(set(one)) == 2
                if attributes or (two and (_same_frame(a, b) or _actions(a[0], b[0]))):
                    yield Pair(*_ranked(a, b), "order")


def _inflected(one: Phrase, other: Phrase) -> bool:
    theirs = {w.stem: w.text for w in other.words}
    return all(distance(w.text, theirs[w.stem]) <= 1 for w in one.words)


def _actions(one: Phrase, other: Phrase) -> bool:
    """Whether two phrases are two actions in either order: application demonstrations."""
    return _inflected(one, other) and all(w.text.rstrip("s").endswith(_ACTION) for w in one.words)


def _same_frame(one: Iterable[Phrase], other: Iterable[Phrase]) -> bool:
    """Whether the same verb stands before both orders: carry out application demonstrations."""
    heads = {p.before.stem for p in one if p.before and p.after is None}
    return bool(heads & {p.before.stem for p in other if p.before and p.after is None})


def _ranked(one: Sequence[Phrase], other: Sequence[Phrase]) -> tuple[Wording[Phrase], Wording[Phrase]]:
    """The usual wording, then the other; of two as frequent ones the first in the text is the usual one."""
    a, b = (Wording(tuple(sorted(side, key=_is_name))) for side in (one, other))
    return (a, b) if (-a.count, a.at) <= (-b.count, b.at) else (b, a)
