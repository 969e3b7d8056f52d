"""Terms: inline glosses of a translation, and candidates out of aligned text."""

from __future__ import annotations

from duizhao.terms.abbreviations import Abbreviation, find_abbreviations
from duizhao.terms.families import Family, families
from duizhao.terms.glosses import find_glosses, source_of
from duizhao.terms.statistical import extract

__all__ = ["Abbreviation", "Family", "extract", "families", "find_abbreviations", "find_glosses", "source_of"]
