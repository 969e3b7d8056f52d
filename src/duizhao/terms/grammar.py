"""Closed word classes of English, and the verbs that open clauses of policy documents: enough grammar to find
where a noun phrase begins and ends without a tagger."""

from __future__ import annotations

from functools import cache
from importlib import resources

from duizhao.words import stem

ARTICLES = frozenset("a an the".split())
DETERMINERS = ARTICLES | frozenset(
    "this that these those its their our his her my your each every all any some such no both other another many "
    "several various certain more most much few less same own".split()
)
NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve dozen hundred thousand million billion".split()
)
PREPOSITIONS = frozenset(
    "of in on at by for with from to into onto over under between among through throughout during within without "
    "against across along around toward towards upon via per as than like about before after since until beyond "
    "regarding concerning including excluding according amid despite unlike besides except".split()
)
CONJUNCTIONS = frozenset(
    "and or but nor as well while whereas if when where because so that which who whose whom".split()
)
PRONOUNS = frozenset("it they we he she i you them us him me itself themselves there here what how why".split())
AUXILIARIES = frozenset(
    "is are was were be been being am has have had having do does did will would shall should can could may might "
    "must not also only still".split()
)
FUNCTION = DETERMINERS | PREPOSITIONS | CONJUNCTIONS | PRONOUNS | AUXILIARIES
# Inside a term these are usual: Ministry of Education, research and development, Law on the Protection of …
INNER = frozenset("of and for in on to with the by from or a an as at into per against between through under".split())


# Endings of nouns and adjectives that are made from verbs.
_NOMINAL = (
    "ment",
    "ments",
    "ion",
    "ions",
    "ance",
    "ure",
    "er",
    "ers",
    "al",
    "ity",
    "able",
    "ible",
    "ive",
    "ful",
    "ous",
    "ness",
)


@cache
def _verbs() -> tuple[frozenset[str], frozenset[str]]:
    """Verbs that open clauses of policy documents, from `data/policy_verbs.txt`, and their stems."""
    text = resources.files("duizhao").joinpath("data/policy_verbs.txt").read_text(encoding="utf-8")
    words = [w for line in text.splitlines() if not line.startswith("#") for w in line.split()]
    return frozenset(words), frozenset(map(stem, words))


@cache
def is_verb_like(word: str) -> bool:
    """Whether a word, as printed, is probably a verb, in front of a noun phrase: promote, promoting, promoted.

    Forms in -ed and -ing that are usual attributes (printed electronics, learning systems) are no verbs here
    unless their verb is an opener.
    """
    lower = word.lower()
    words, stems = _verbs()
    return lower in words or lower in AUXILIARIES or (stem(lower) in stems and not lower.endswith(_NOMINAL))
