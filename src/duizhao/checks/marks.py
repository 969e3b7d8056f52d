"""What the checks of marks share: glosses, and the marks that belong to Chinese text."""

from __future__ import annotations

import re
from functools import cache

from duizhao.script import HAN

_HAN = re.compile(f"[{HAN}]")
# A bracket that holds Chinese: the gloss of a term, with whatever else stands in it.
_GLOSS = re.compile(rf"[(（\[【][^()（）\[\]【】]*[{HAN}](?:[^()（）]|[(（][^()（）]*[)）])*[)）\]】]")
# Full-width marks, letters, digits and blanks, which English text does not have.
WIDE = re.compile("[\uff01-\uff5e\u3000-\u3002\u3008-\u3011\u3014-\u301b]")


def has_han(text: str) -> bool:
    """Whether there is a Chinese character in a text."""
    return not text.isascii() and _HAN.search(text) is not None


@cache
def glosses(text: str) -> tuple[tuple[int, int], ...]:
    """The insides of brackets with Chinese, as spans."""
    return tuple((m.start() + 1, m.end() - 1) for m in _GLOSS.finditer(text)) if has_han(text) else ()


def without_glosses(text: str) -> str:
    """The text with the insides of glosses blanked; as long as before."""
    for start, end in glosses(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text
