#!/usr/bin/env python3
"""Word translations of policy language, from the shipped glossary → src/duizhao/data/policy_words.txt.

    scripts/learn_policy_words.py

Two sources. glossary/words.txt lists single words with what translators make of them, the most usual first; a dash
says that a word has no counterpart of its own, and so does a function word (over, no) among the first renderings.
And every Chinese term of glossary/*.csv with every rendering of it that may be used is a sentence pair; IBM Model 1
(Brown et al. 1993) with a null word gives t(stem | word). The checks use it beside CC-CEDICT, which knows 乡村 as
village and rustic, not as rural, and 无效 as ineffective, not as invalid. Run it after larger changes of either.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from duizhao.files import write_atomically
from duizhao.glossary import load
from duizhao.script import is_han
from duizhao.terms.grammar import FUNCTION
from duizhao.words import ENGLISH_WORD, chinese_words, stem

ROOT = Path(__file__).resolve().parent.parent
WORDS = ROOT / "glossary/words.txt"
TARGET = ROOT / "src/duizhao/data/policy_words.txt"
ROUNDS = 6
NULL = 0.003  # of an English word that no Chinese one brings about
LEAST = 0.015  # probabilities below are chance
FIRST, OTHERS = 0.35, 0.25  # probability of a listed rendering; each is enough to say that the word is translated
TELLING = 3  # of the listed renderings


def pairs() -> list[tuple[list[str], list[str], float]]:
    """Words of every term, stems of every rendering, and the weight of the pair: a concept's renderings share 1."""
    found = []
    for concept in load():
        renderings = concept.english("preferred", "admitted")
        for term in concept.chinese("preferred", "admitted"):
            zh = [w.text for w in chinese_words(term) if is_han(w.text[0])]
            for rendering in renderings:
                words = [w for w in ENGLISH_WORD.findall(rendering) if w.lower() not in FUNCTION and w[0].isalpha()]
                en = [stem(w) for w in words if len(w) > 1 and not w.isupper()]
                if zh and en:
                    found.append((zh, en, 1 / len(renderings)))
    return found


def learn(sentences: list[tuple[list[str], list[str], float]]) -> dict[str, dict[str, float]]:
    """t(stem | word) by expectation maximisation."""
    table: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(lambda: 0.01))
    for _ in range(ROUNDS):
        counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for zh, en, weight in sentences:
            for e in en:
                total = sum(table[w][e] for w in zh) + NULL
                for w in zh:
                    counts[w][e] += weight * table[w][e] / total
        for w, row in counts.items():
            whole = sum(row.values())
            table[w] = defaultdict(float, {e: v / whole for e, v in row.items()})
    return table


def listed() -> dict[str, list[str]]:
    """The stems of glossary/words.txt; none for words without a counterpart of their own."""
    found = {}
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            word, *renderings = line.split()
            silent = renderings == ["-"] or not FUNCTION.isdisjoint(renderings[:TELLING])
            found[word] = [] if silent else list(dict.fromkeys(map(stem, renderings)))
    return found


def main() -> None:
    table = learn(pairs())
    for word, stems in listed().items():
        row = table[word]
        for n, e in enumerate(stems):
            row[e] = max(row.get(e, 0.0), FIRST if n == 0 else OTHERS)
        if not stems:
            table[word] = defaultdict(float)
    with write_atomically(TARGET) as stream:
        stream.write("# Written by scripts/learn_policy_words.py: a word, then stems with their probability in %.\n")
        for word in sorted(table):
            cells = sorted(((p, e) for e, p in table[word].items() if p >= LEAST), key=lambda pe: (-pe[0], pe[1]))
            if cells or not table[word]:
                stream.write(" ".join([word, *(f"{e}:{100 * p:.0f}" for p, e in cells)]) + "\n")


if __name__ == "__main__":
    main()
