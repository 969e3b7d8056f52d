#!/usr/bin/env python3
"""Word translations of policy language, learned from the shipped glossary → src/duizhao/data/policy_words.txt.

    scripts/learn_policy_words.py

Every Chinese term of glossary/*.csv with every rendering of it that may be used is a sentence pair; IBM Model 1
(Brown et al. 1993) with a null word gives t(stem | word). The checks use it beside CC-CEDICT, which knows 乡村 as
village and rustic, not as rural. Run it after larger changes of the glossary.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from duizhao.files import write_atomically
from duizhao.glossary import load
from duizhao.script import is_han
from duizhao.terms.grammar import FUNCTION
from duizhao.words import ENGLISH_WORD, chinese_words, stem

TARGET = Path(__file__).resolve().parent.parent / "src/duizhao/data/policy_words.txt"
ROUNDS = 6
NULL = 0.003  # of an English word that no Chinese one brings about
LEAST = 0.015  # probabilities below are chance


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


def main() -> None:
    table = learn(pairs())
    with write_atomically(TARGET) as stream:
        stream.write("# Written by scripts/learn_policy_words.py: a word, then stems with their probability in %.\n")
        for word in sorted(table):
            row = sorted(((p, e) for e, p in table[word].items() if p >= LEAST), key=lambda pe: (-pe[0], pe[1]))
            if row:
                stream.write(word + " " + " ".join(f"{e}:{100 * p:.0f}" for p, e in row) + "\n")


if __name__ == "__main__":
    main()
