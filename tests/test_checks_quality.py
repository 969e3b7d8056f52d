"""The figures of the checker: false alarms on correct pairs, recall on planted errors, mutations of correct pairs."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from types import ModuleType

import pytest

from conftest import ROOT


def script(name: str) -> ModuleType:
    """A script of `scripts/` as a module."""
    path = ROOT / "scripts" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


evaluation = script("eval_checks")
mutation = script("mutate_checks")

# Floors, just below what was measured: alarms per 1,000 correct pairs, recall, least recall of a category with
# three errors or more.
SETS = {
    "development": ("checks-correct.json", "checks-errors.json", None, (10.0, 0.96, 0.85)),
    "held out": (
        "checks-heldout-correct.json", "checks-heldout-errors.json", "checks-heldout-glossary.csv", (20.0, 0.93, 0.75),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SETS)
def test_few_false_alarms_and_every_category_found(name: str) -> None:
    correct, errors, glossary, (most, recall, least) = SETS[name]
    told = evaluation.measure(correct, errors, glossary)
    assert told.rate <= most, told
    assert told.recall >= recall, told
    assert {c: r for c, r in told.categories.items() if r < least} == {}, told


def test_errors_are_found_in_one_file_as_they_are_alone() -> None:
    """A file with hundreds of errors: limits that keep reports short hide few of them."""
    alone, together = evaluation.together("checks-errors.json", None)
    assert together >= 0.97 * alone


@cache
def clean_pairs() -> list[tuple[str, str]]:
    some = list(dict.fromkeys(mutation.pairs()))[::4]
    glossary = evaluation.load(None)
    return [p for p in some if mutation.is_clean(*p, glossary)]


def test_a_single_change_is_told_and_undoing_it_silences_the_checks() -> None:
    glossary = evaluation.load(None)
    total: dict[str, int] = {}
    told: dict[str, int] = {}
    for zh, en in clean_pairs():
        for change in mutation.changes(zh, en, glossary):
            total[change.kind] = total.get(change.kind, 0) + 1
            told[change.kind] = told.get(change.kind, 0) + (not mutation.is_clean(zh, change.en, glossary))
        assert mutation.is_clean(zh, en, glossary), en  # undone
    assert total["number"] > 50 < total["term"]
    assert told["number"] == total["number"]
    assert told["term"] >= 0.88 * total["term"]
    assert told["clause"] >= 0.9 * total["clause"]
