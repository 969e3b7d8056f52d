"""Numbers that name in either language: web and mail addresses, endless runs of digits."""

from __future__ import annotations

import re

from .values import Draft, label

# No amount has so many digits; reading such a run at each of its places would be quadratic.
_ENDLESS = re.compile(r"\d[\d.,]{60,}")


def endless(text: str, at: int) -> Draft | None:
    """A run of digits, points and commas that is too long for a number."""
    match = _ENDLESS.match(text, at)
    return label(at, match.end(), text) if match else None


def has_addresses(text: str) -> bool:
    """Whether it is worth looking for web and mail addresses."""
    return "://" in text or "www." in text or "@" in text


def address_at(text: str, at: int) -> Draft | None:
    """The web or mail address around `at`."""
    start = at
    while start and at - start < 200 and not text[start - 1].isspace():
        start -= 1
    match = re.compile(r"[(<“\"]?(?:https?://|www\.|[\w.+-]{1,64}@)[^\s，。）]*").match(text, start)
    return label(start, match.end(), text) if match is not None and match.end() > at else None
