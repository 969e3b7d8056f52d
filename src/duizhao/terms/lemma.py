"""The dictionary form of an English term: lower case where it is no name, singular head noun, base verb."""

from __future__ import annotations

import re
from collections.abc import Container

from duizhao.terms.grammar import ARTICLES, NUMBERS

_HEAD_END = frozenset("of for in on to with by from that which against between at under through into as per".split())
_SAME = frozenset(
    "electronics biometrics physics economics mathematics statistics logistics dynamics politics ethics genetics optics robotics "
    "photonics mechanics acoustics ceramics graphics metrics analytics informatics bioinformatics genomics proteomics "
    "athletics aesthetics diagnostics avionics plastics news goods means series species headquarters works rights dues damages emissions "
    "customs affairs arms earnings proceeds savings premises securities remains thanks clothes contents finances "
    "this its his plus gas bus lens bias canvas atlas corps chaos always perhaps overseas process access business "
    "progress stress loss mass class glass press cross fitness wellness address success status focus virus apparatus consensus campus "
    "census bonus surplus nexus corpus basis analysis crisis thesis synthesis hypothesis diagnosis emphasis axis "
    "ss us is as was has does".split()
)
IRREGULAR = {
    "children": "child", "men": "man", "women": "woman", "criteria": "criterion", "phenomena": "phenomenon",
    "indices": "index", "analyses": "analysis", "crises": "crisis", "bases": "base", "theses": "thesis",
    "hypotheses": "hypothesis", "axes": "axis", "matrices": "matrix", "lives": "life", "knives": "knife", "leaves": "leaf",
    "halves": "half", "shelves": "shelf", "wolves": "wolf", "feet": "foot", "teeth": "tooth", "potatoes": "potato", "heroes": "hero",
    "buses": "bus", "gases": "gas", "lenses": "lens", "viruses": "virus", "campuses": "campus", "statuses": "status",
    "foci": "focus", "consortia": "consortium", "media": "media", "data": "data", "nuclei": "nucleus", "strata": "stratum", "movies": "movie", "calories": "calorie", "ties": "tie", "dies": "die",
}  # fmt: skip
_PARTICLES = frozenset("global out in up down over digital green together forward".split())
_GERUNDS = {"going": "go", "getting": "get", "putting": "put", "cutting": "cut", "setting": "set", "running": "run", "letting": "let",
            "tying": "tie", "lying": "lie"}  # fmt: skip
_PROPER = frozenset(
    "china chinese beijing shanghai hong kong macao macau taiwan guangdong hainan yangtze yellow xinjiang tibet asia asian africa african europe "
    "european america american english britain british russia russian japan japanese korea korean india indian latin "
    "german germany french france arab party communist cpc congress confucius confucian marxism marxist leninism maoist mao xi deng "
    "belt silk road olympic olympics pacific atlantic arctic antarctic eurasian mandarin republic sino monday sunday january "
    "february march april june july august september october november december".split()
)


def lemma(text: str, *, name: bool = False, initial: bool = False, proper: Container[str] = ()) -> str:
    """The form under which a term stands in a glossary.

    Args:
        name: the term is a proper name (of a law, a body, a programme): its capitals and number stay.
        initial: it stands at the beginning of a sentence, where a capital says nothing.
        proper: words, in lower case, that are names in this text.
    """
    words = re.split(r"(\s+)", re.sub("(?:['’]s|['’])$", "", " ".join(text.split()).strip(" ,.;:")))
    while words and words[0].lower() in ARTICLES and len(words) > 2:
        words = words[2:]
    if not words:
        return text
    if not name:
        words = _lowered(words, initial, proper)
        if "," not in text:
            words = _base(words)
            _singular_head(words)
    return "".join(words)


def _lowered(words: list[str], initial: bool, proper: Container[str]) -> list[str]:
    real = [w for w in words if w.strip()]
    plain = [w for w in real if w.lower() not in ("of", "and", "for", "in", "on", "to", "the", "with", "by", "a", "an")]
    # A single capital inside a lower-case term is meant (late Moore’s Law era); capitals all over are a title's.
    everywhere = len(plain) > 1 and all(w.lstrip("“\"'‘")[:1].isupper() or not w[:1].isalpha() for w in plain)
    seen_first = inside = False
    lowered = []
    for word in words:
        core = word.strip("“”\"'‘’(),")
        inside |= word[:1] in "“‘"
        quoted, inside = inside, inside and word[-1:] not in "”’"
        first = bool(core) and not seen_first
        seen_first |= bool(core)
        if (
            core
            and not quoted
            and (everywhere or (first and (initial or len(plain) == 1 or _sentence_like(core, real))))
        ):
            word = word.replace(core, "-".join(_lower(p, proper) for p in core.split("-")), 1)
        lowered.append(word)
    return lowered


def _lower(word: str, proper: Container[str]) -> str:
    name = re.sub("['’].*", "", word).lower()
    return word.lower() if name not in proper and _plain_capital(word) else word


def _sentence_like(core: str, words: list[str]) -> bool:
    """Whether only the first word has a capital: “Embodied intelligence”."""
    others = [w.strip("“”\"'‘’(),") for w in words[1:]]
    return bool(others) and core[:1].isupper() and not any(w[:1].isupper() for w in others if w)


def _plain_capital(word: str) -> bool:
    """Whether a word has a capital only at its beginning (also after a hyphen) and is no name."""
    parts = [p for p in word.split("-") if p]
    if any(re.sub("['’].*", "", p).lower() in _PROPER or re.search("['’]s$", p) for p in parts):
        return False
    return any(p[:1].isupper() for p in parts) and all(len(p) > 1 and p[1:].islower() for p in parts if p[:1].isupper())


def _base(words: list[str]) -> list[str]:
    first = words[0]
    if len(words) == 3 and words[2].lower() in _PARTICLES and first.lower().endswith("ing") and len(first) > 4:
        return [base_verb(first), *words[1:]]
    return words


def base_verb(word: str) -> str:
    """The base of an English -ing form: welcoming → welcome, running → run."""
    low = word.lower()
    if low in _GERUNDS:
        return _GERUNDS[low]
    root = low[:-3]
    if len(root) > 2 and root[-1] == root[-2] and root[-1] not in "slz":
        return root[:-1]
    if re.search(r"(?:[^aeiou][aeiou](?:[cgvzsm]|[kt])|[aeiou]r?[cgv]|[lnr]v|at|iz|us|ur)$", root):
        return root + "e"
    return root


def _singular_head(words: list[str]) -> None:
    """Make the head noun singular, in place: the last word before the first preposition."""
    last = len(words) - 1
    lower = [w.lower() for w in words]
    if "that" in lower or "which" in lower or (lower[0].endswith("ing") and len(lower) > 7):
        return  # a clause
    if lower[0].strip("“\"'‘") in NUMBERS and lower[0].strip("“\"'‘") != "one":
        return  # four synchronizations
    for i, word in enumerate(lower):
        if i and word in _HEAD_END:
            last = i - 2
            break
    if any(w == "and" and i and lower[i - 2].endswith("s") for i, w in enumerate(lower[:last])):
        return  # lucid waters and lush mountains: two heads
    if 0 <= last < len(words):
        words[last] = singular(words[last])


def singular(word: str) -> str:
    """The singular of an English noun, as printed otherwise."""
    match = re.match(r"^(.*?)([A-Za-z]+)([”\"'’)]*)$", word)
    if match is None:
        return word
    before, core, marks = match.groups()
    low = core.lower()
    if low in IRREGULAR:
        core = core[: len(core) - len(low)] + IRREGULAR[low]
    elif low in _SAME or len(low) < 4 or not low.endswith("s") or low.endswith(("ss", "us", "is")):
        if len(core) > 2 and core[-1] == "s" and core[:-1].isupper():
            core = core[:-1]  # SMEs
    elif core[:-1].isupper():
        core = core[:-1]
    elif low.endswith("ies") and len(low) > 4:
        core = core[:-3] + "y"
    elif low.endswith(("ches", "shes", "sses", "xes", "zzes")) and low not in ("axes", "aches", "headaches"):
        core = core[:-2]
    else:
        core = core[:-1]
    return before + core + marks
