"""The glossary as the checks use it: what it says, and where its terms stand in a unit."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duizhao.checks.case import Case
    from duizhao.glossary import Glossary


class Terminology:
    """A glossary arranged for the checks."""

    def __init__(self, glossary: Glossary | None, do_not_check: Collection[str] = ()) -> None:
        self.glossary = glossary
        self.do_not_check = do_not_check


class Terms:
    """The terms of one unit."""


def terms_of(case: Case) -> Terms:
    """The terms of a unit."""
    raise NotImplementedError
