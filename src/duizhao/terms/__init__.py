"""Terms: inline glosses of a translation, and candidates out of aligned text."""

from __future__ import annotations

from duizhao.terms.glosses import find_glosses, source_of
from duizhao.terms.statistical import extract

__all__ = ["extract", "find_glosses", "source_of"]
