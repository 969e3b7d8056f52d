"""Is a file valid, and will CAT tools read all of it? Rules of our own, written from the specifications."""

from __future__ import annotations

import os
from importlib import import_module

from duizhao.errors import FormatError
from duizhao.exchange.safexml import root_of
from duizhao.exchange.validate.verdict import Problem, Verdict

__all__ = ["Problem", "Verdict", "validate"]

_BY_ROOT = {"tmx": "tmx", "tbx": "tbx", "martif": "tbx", "xliff": "xliff"}


def validate(path: str | os.PathLike[str]) -> Verdict:
    """Checks a TMX, TBX, XLIFF or glossary CSV file; its content decides which.

    Raises:
        InputError: the file cannot be read at all, or is of no format that is checked.
    """
    name = os.fspath(path)
    if name.lower().endswith(".csv"):
        module = "glossary"
    else:
        try:
            root, _ = root_of(name)
        except FormatError as error:  # entities: no client should open it
            problem = Problem("xml", "error", f"{error.message}; {error.mend}", name, error.line or 0)
            return Verdict(name, "XML", 0, "units", (problem,))
        suffix = name.lower().rpartition(".")[2]
        module = _BY_ROOT.get(root, "")
        if not root:  # broken from the beginning: the suffix says what it should have been
            module = {"tmx": "tmx", "tbx": "tbx"}.get(suffix, "xliff" if suffix.endswith(("xlf", "xliff")) else "")
        if not module:
            raise FormatError(
                f"<{root}> is no format that can be checked" if root else "of no format that can be checked",
                file=name,
                mend="give TMX, TBX, XLIFF or a glossary CSV",
            )
    verdict: Verdict = import_module(f"duizhao.exchange.validate.{module}").validate(name)
    return verdict
