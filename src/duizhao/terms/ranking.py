"""How much a candidate looks like a term with its right rendering: features, and two logistic models over them.

The first model looks at a candidate by itself, the second also at those that hold it or that it holds (stacked
classification, Wolpert 1992): of 车路云一体化 and 云一体化 only one is a term.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from duizhao.lexicon import Lexicon
from duizhao.script import is_han
from duizhao.terms.bitext import EnWord, Pair, ZhWord, count_han_of, rendering_key
from duizhao.terms.candidates import Entry, Place
from duizhao.terms.chinese import sections
from duizhao.terms.grammar import FUNCTION, is_verb_like
from duizhao.terms.known import Known
from duizhao.words import word_class, word_frequency

Features = dict[str, float]
_BODY = re.compile(
    "(?:部|委|委员会|局|厅|署|办公室|会议|协会|联盟|银行|基金|大学|学院|研究院|法院|检察院|政府|院|党|会|法|条例)$"
)
_BACKGROUND = 60_000_000  # words that jieba's frequencies were counted in
_PLACES = 5  # occurrences that are looked at for the features of their surroundings


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    text = resources.files("duizhao").joinpath("data/terms.json").read_text(encoding="utf-8")
    models: Mapping[str, Mapping[str, float]] = json.loads(text)["models"]
    return models


@cache
def _term_words() -> Mapping[str, Mapping[str, float]]:
    """How much more often words begin and end terms than other stretches of text, as log ratios by section of
    `data/term_words.txt` (written by `scripts/train_terms.py`)."""
    text = resources.files("duizhao").joinpath("data/term_words.txt").read_text(encoding="utf-8")
    found: dict[str, dict[str, float]] = {}
    for line in text.splitlines():
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            section |= {word: int(tenths) / 10 for word, _, tenths in (item.rpartition(":") for item in line.split())}
    return found


def rank(entries: Mapping[str, Entry], pairs: Sequence[Pair], lexicon: Lexicon, known: Known) -> dict[str, float]:
    """For each candidate with a rendering: the probability, 0 to 1, that the pair belongs into a glossary."""
    return scores(entries, all_features(entries, pairs, lexicon, known), _weights())


def all_features(
    entries: Mapping[str, Entry], pairs: Sequence[Pair], lexicon: Lexicon, known: Known
) -> dict[str, Features]:
    """The features of every candidate that has a rendering."""
    size = sum(len(p.zh) * p.count for p in pairs)
    return {k: features(e, pairs, lexicon, known, size) for k, e in entries.items() if e.best() is not None}


def scores(
    entries: Mapping[str, Entry], alone: Mapping[str, Features], models: Mapping[str, Mapping[str, float]]
) -> dict[str, float]:
    """The outcome of both models."""
    first = {k: logistic(f, models["first"]) for k, f in alone.items()}
    nested = neighbours(entries, first)
    return {k: logistic(f | nested[k], models["second"]) for k, f in alone.items()}


def logistic(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The probability that a weighted sum stands for."""
    total = sum(weights.get(name, 0.0) * value for name, value in values.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def neighbours(entries: Mapping[str, Entry], scores: Mapping[str, float]) -> dict[str, Features]:
    """How good the candidates are that hold a candidate, that it holds, and that overlap with it, where it stands."""
    # By unit and word: the candidates that hold the word.
    here: dict[tuple[int, int], list[tuple[int, int, float]]] = {}
    for key, value in scores.items():
        for place in entries[key].places:
            for word in range(place.span.first, place.span.last):
                here.setdefault((place.pair, word), []).append((place.span.first, place.span.last, value))
    found = {}
    for key in scores:
        totals = [0.0, 0.0, 0.0]
        places = entries[key].places[:_PLACES]
        for place in places:
            a, b = place.span.first, place.span.last
            holding = inner = crossing = 0.0
            for word in range(a, b):
                for i, j, value in here[place.pair, word]:
                    if (i, j) == (a, b):
                        continue
                    if i <= a and b <= j:
                        holding = max(holding, value)
                    elif a <= i and j <= b:
                        inner = max(inner, value)
                    else:
                        crossing = max(crossing, value)
            totals = [totals[0] + holding, totals[1] + inner, totals[2] + crossing]
        n = max(1, len(places))
        own = scores[key]
        found[key] = {
            "first": math.log((own + 0.01) / (1.01 - own)) / 4,
            "held": totals[0] / n, "holds": totals[1] / n, "crossed": totals[2] / n,
            "beaten": max(0.0, max(totals[0], totals[1], totals[2]) / n - own),
        }  # fmt: skip
    return found


def features(entry: Entry, pairs: Sequence[Pair], lexicon: Lexicon, known: Known, size: int) -> Features:
    """What speaks for and against a candidate by itself, each about 0 to 1. `size`: words of the Chinese text."""
    best = entry.best()
    assert best is not None
    found: Features = {"bias": 1.0}
    found |= _evidence(entry, best)
    linked = [p for p in entry.places if p.english is not None]
    if entry.places:
        first = entry.places[0]
        found |= _chinese(entry.key, pairs[first.pair].zh[first.span.first : first.span.last], lexicon)
        found["keyness"] = _keyness(entry.freq, size, pairs[first.pair].zh[first.span.first : first.span.last])
        found |= _surroundings(entry.places[:_PLACES], pairs)
    found |= _english(best, entry, linked[:_PLACES], pairs, count_han_of(entry.key))
    if entry.key in known.right:
        found["known"] = 1.0
        found[f"known{min(count_han_of(entry.key), 6)}"] = 1.0
        if best in {rendering_key(en) for en in known.right[entry.key]}:
            found["known_right"] = 1.0
    return found


def _keyness(freq: int, size: int, words: Sequence[ZhWord]) -> float:
    """How much more often a term stands here than its rarest word in texts of all kinds (Ahmad et al. 1999), for
    what is frequent enough for that to mean something."""
    usual = min((word_frequency(w.key) for w in words if is_han(w.key[0])), default=0) + 10
    ratio = math.log(freq / max(size, 2000) * _BACKGROUND / usual)
    return min(1.0, max(0.0, ratio / 7)) * min(1.0, math.log2(max(1, freq)) / 6)


def _evidence(entry: Entry, best: tuple[str, ...]) -> Features:
    fits = sorted((p.english.fit for p in entry.places if p.english is not None), reverse=True)[:3]
    frequency = max(1, entry.freq)
    return {
        "fit": sum(fits) / len(fits) if fits else 0.8,
        "good_fit": float(bool(fits) and fits[0] > 0.9),
        "share": entry.counts[best] / max(1, sum(entry.counts.values())),
        "frequency": min(math.log2(frequency), 5.0) / 3,
        "again": float(frequency > 1),
        "gloss": float(bool(entry.glossed)),
    }


def _chinese(key: str, words: Sequence[ZhWord], lexicon: Lexicon) -> Features:
    han = count_han_of(key)
    tails, plain, openers = sections()["tails"], sections()["plain"], sections()["openers"]
    counts = [word_frequency(w.key) for w in words if is_han(w.key[0])] or [100]
    logs = [math.log(c + 1) / 10 for c in counts]
    found = {
        f"words{min(len(words), 5)}": 1.0,
        f"chars{min(han, 9)}": 1.0,
        f"first_{_class(words[0])}": 1.0,
        f"last_{_class(words[-1])}": 1.0,
        "rarest": min(logs), "common": sum(logs) / len(logs),
        "singles": sum(len(w.key) == 1 for w in words) / len(words),
        "plain": sum(w.key in plain for w in words) / len(words),
        "latin": float(any(not is_han(w.key[0]) for w in words)),
    }  # fmt: skip
    if han > 2 and (lexicon.knows(key) or word_class(key)):
        found["dictionary"] = 1.0
    usual = _term_words()
    found["usual_first"] = usual["first"].get(words[0].key, 0.0) / 2
    found["usual_last"] = usual["last"].get(words[-1].key, usual["char"].get(key[-1], 0.0)) / 2
    if words[-1].key in tails:
        found["tail"] = 1.0
    if all(w.key in plain or w.key in tails for w in words):
        found["only_plain"] = 1.0
    if any(w.key in openers for w in words[1:]):
        found["verb_inside"] = 1.0
    if any(w.tag == "v" and w.key not in openers for w in words[1:-1]):
        found["verbal_inside"] = 1.0
    return found


def _class(word: ZhWord) -> str:
    """A word's class, coarse: what it can be in a compound."""
    if word.tag[:2] in ("vn", "an", "nr", "ns", "nt", "nz"):
        return word.tag[:2]
    return word.tag[:1] if word.tag[:1] in "nvabjlisxm" else "other"


def _surroundings(places: Sequence[Place], pairs: Sequence[Pair]) -> Features:
    """What stands around it in the Chinese, as shares of its occurrences."""
    counts: Counter[str] = Counter()
    for place in places:
        words = pairs[place.pair].zh
        left, right = _left(words, place.span.first), _right(words, place.span.last)
        counts["left_" + left] += 1
        counts["right_" + right] += 1
        if left not in ("noun", "tail") and right in ("mark", "list", "particle", "function"):
            counts["whole"] += 1
            if place.english is not None and not place.english.missed and place.english.fit > 0.8:
                counts["whole_linked"] += 1
                if place.span.last - place.span.first > 2:
                    counts["whole_long"] += 1
                if place.english.compact:
                    counts["whole_compact"] += 1
        if place.span.quoted:
            counts["quoted_" + place.span.quoted] += 1
    return {name: n / len(places) for name, n in counts.items()}


def _left(words: Sequence[ZhWord], i: int) -> str:
    if i == 0 or words[i].gap.strip():
        return "list" if i and "、" in words[i].gap else "mark"
    return _neighbour(words[i - 1])


def _right(words: Sequence[ZhWord], i: int) -> str:
    if i == len(words) or words[i].gap.strip():
        return "list" if i < len(words) and "、" in words[i].gap else "mark"
    return _neighbour(words[i])


def _neighbour(word: ZhWord) -> str:
    if word.key in ("的", "和", "与", "及", "等", "以及", "或"):
        return "particle"
    if word.key in sections()["openers"]:
        return "opener"
    if word.tag[:1] in "mq":
        return "count"
    if word.key in sections()["never"] or word.tag[:1] in "dpcumrqf":
        return "function"
    if word.key in sections()["tails"]:
        return "tail"
    return "verb" if word.tag[:1] == "v" and word.tag != "vn" else "noun"


def _english(best: tuple[str, ...], entry: Entry, places: Sequence[Place], pairs: Sequence[Pair], han: int) -> Features:
    """The shape of the rendering, and what stands around it."""
    text = entry.forms[best].most_common(1)[0][0]
    words = text.replace("-", " ").split()
    content = [w for w in words if w.strip("“”\"',").lower() not in FUNCTION]
    size = len(content)
    word = han > 2 and all(p.span.last - p.span.first == 1 for p in places)
    found = {
        "one_english": float(size == 1 and not word), "word_for_word": float(size == 1 and word), "compact": float(size == len(words)), "and": float(" and " in text),
        "comma": float("," in text), "hyphen": float("-" in text), "english_verb": float(is_verb_like(words[0])),
        "digits": float(any(c.isdigit() for c in text)), "english_quotes": float("“" in text or '"' in text),
        "length": min(2.0, abs(math.log(max(size, 0.5)) - math.log(0.75 + 0.4 * han))),
        "excess": max(0.0, size - 1 - 0.5 * han) / 3,
    }  # fmt: skip
    usual = _term_words()
    found["usual_english_first"] = usual["en_first"].get(best[0], 0.0) / 2
    found["usual_english_last"] = usual["en_last"].get(best[-1], 0.0) / 2
    capitals = sum(w.strip("“”\"',")[:1].isupper() for w in content)
    if size > 1 and capitals == size:
        found["capitals"] = 1.0
        if _BODY.search(entry.key):
            found["body"] = 1.0
    counts: Counter[str] = Counter()
    for place in places:
        assert place.english is not None
        english = pairs[place.pair].en
        counts["edges"] += place.english.edges  # type: ignore[assignment]
        counts["before_" + _around(english, place.english.first, -1)] += 1
        counts["behind_" + _around(english, place.english.last, 0)] += 1
        for i, name in ((place.span.first, "first_cover"), (place.span.last - 1, "last_cover")):
            counts[name] += 0 if i in place.english.missed else 1
        counts["missed"] += len(place.english.missed)
        counts["cover_zh"] += place.english.cover_zh  # type: ignore[assignment]
        counts["cover_en"] += place.english.cover_en  # type: ignore[assignment]
    return found | {name: n / max(1, len(places)) for name, n in counts.items()}


def _around(words: Sequence[EnWord], i: int, step: int) -> str:
    """The word before (step -1) or behind a rendering whose edge is at i."""
    at = i + step
    if not 0 <= at < len(words) or (i < len(words) and words[i].gap.strip()):
        return "mark"
    word = words[at].text.lower()
    return "function" if word in FUNCTION else "verb" if is_verb_like(word) else "noun"
