"""Bounds in English: at least, more than, about, or more, not … over around a number."""

from __future__ import annotations

import re

from .words import load as load_words

# "shall not weigh over one third" is at most; a cause or condition in between starts a new statement, and so do
# "not less than one year but less than three", "not accept a case instituted more than five years".
_NEGATION = re.compile(
    r"\b(?:not|no|nor|never|cannot|neither)\b(?! only)"
    r"(?:(?:(?!due to|because|unless|where |when |with |but |that |which |who |or (?:the|those|its|their) )"
    r"(?!(?:an?|any|the) [a-z]+ [a-z]+(?:ed|ing) )[^.;:,]){0,60}|[^.;:]{0,110} or be )\Z"
)
# "no penalty on minors under 14": who is meant, not how much.
_WHO = re.compile(
    r"\b(?:minors?|child|children|persons?|people|individuals?|those|anyone|workers?|employees?|youths?|teenagers?|girls?|boys?|"
    r"m[ae]n|wom[ae]n|infants?|students?|residents?|citizens?|women|athletes?|users?)(?: who are| aged)?\Z"
)
_FOLLOWING = re.compile(r"(?: [a-z-]+){0,2}?,? (?=or |and |approx|give|plus)")
# "to top 100 billion" exceeds, "the top 100" is a name.
_TOP = re.compile(r"(?:^|[^a-z])(?:to|will|would|should|could) top\Z")
# Negations are looked for so far back.
_WINDOW = 150


def bound_around(text: str, start: int, end: int) -> str:
    """The bound named before or after the characters `start` to `end` of a lower-case text, `""` if none."""
    return _before(text, start) or _after(text, end)


def _before(text: str, start: int) -> str:
    words = load_words()
    window = text[max(0, start - _WINDOW) : start].rstrip()
    for _ in range(4):
        if window.endswith(words.before_endings):
            for word, bound in words.before:
                at = len(window) - len(word)
                if not window.endswith(word) or (word[0].isalpha() and window[at - 1 : at].isalpha()):
                    continue
                if word == "top" and not _TOP.search(window):
                    return ""
                return _negated(window[:at], word, bound)
        filler = next((w for w in words.fillers if window == w or window.endswith(" " + w)), None)
        if filler is None:
            return ""
        window = window[: -len(filler)].rstrip()
    return ""


def _negated(before: str, word: str, bound: str) -> str:
    """ "not be less than" is at least, "no … exceeding" at most; "not … within" bounds nothing."""
    if bound not in ("over", "under") and word != "within":
        return bound
    if not _NEGATION.search(before) or _WHO.search(before.rstrip()):
        return bound
    return {"over": "at_most", "under": "at_least"}.get(bound, "")


def _after(text: str, end: int) -> str:
    rest = text[end : end + 48]
    match = _FOLLOWING.match(rest)
    if match is not None:
        following = rest[match.end() :]
        for word, bound in load_words().after:
            if following.startswith(word) and not following[len(word) : len(word) + 1].isalpha():
                return bound
    return "at_least" if rest.startswith("+") and not rest[1:2].isalnum() else ""
