"""Terms: inline glosses of a translation, and candidates out of aligned text."""

from __future__ import annotations

from duizhao.terms.glosses import find_glosses, source_of

__all__ = ["find_glosses", "source_of"]
