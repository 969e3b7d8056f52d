"""All checks, in the order of their codes."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from duizhao.checks.base import Check

# The files of the checks; the check in a file has the file's name.
MODULES = (
    "number_mismatch", "number_magnitude", "number_missing", "number_added", "unit_mismatch", "percent_point",
    "date_mismatch", "range_mismatch", "bound_mismatch", "ordinal_mismatch", "quantity_contradiction",
    "missing_term", "deprecated_term", "forbidden_term", "other_concept", "deprecated_source",
    "inconsistent_target", "inconsistent_source", "inconsistent_term", "inconsistent_memory", "inconsistent_wording",
    "inconsistent_spelling", "inconsistent_name",
    "body_missing", "place_mismatch", "code_mismatch", "abbreviation",
    "omitted_sentence", "added_sentence", "omitted_clause", "added_clause", "lost_negation", "added_negation",
    "address_mismatch", "contrary_word",
    "copied_source", "han_left", "full_width", "mixed_script", "layout_space",
    "unbalanced_quotes", "unbalanced_brackets", "doubled_word", "double_space", "stray_markup", "mark_spacing",
    "broken_sentence", "wrong_article",
    "label_mismatch", "label_sequence",
    "suspect_gloss",
)  # fmt: skip


@cache
def checks() -> tuple[Check, ...]:
    """Every check."""
    return tuple(getattr(import_module(f"duizhao.checks.{name}"), name) for name in MODULES)


def find(name: str) -> Check | None:
    """The check with a code or a name, however it is written."""
    wanted = name.strip().lower().replace("_", "-")
    return next((c for c in checks() if wanted in (c.code.lower(), c.name)), None)
