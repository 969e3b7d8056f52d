"""Denials lost and added: what must be told, and what must not."""

from __future__ import annotations

import json

import pytest

from conftest import ROOT
from duizhao.checks import Options, check_units
from duizhao.checks.denials import denials
from duizhao.checks.negatives import Clauses
from duizhao.model import plain_unit

CASES = json.loads((ROOT / "tests" / "cases" / "checks-polarity.json").read_text(encoding="utf-8"))
ONLY = Options(only=frozenset(("lost-negation", "added-negation", "contrary-word")))


def told(zh: str, en: str) -> list[str]:
    return [f.message for f in check_units([plain_unit(1, zh, en)], options=ONLY)]


@pytest.mark.parametrize(
    "row",
    [r for r in CASES if "en" in r],
    ids=lambda r: r["zh"],
)
def test_opposites_are_told(row: dict[str, str]) -> None:
    assert told(row["zh"], row["en"])


@pytest.mark.parametrize("row", CASES, ids=lambda r: r["zh"])
def test_renderings_of_denials_are_not(row: dict[str, str]) -> None:
    assert told(row["zh"], row["right"]) == []


def test_words_that_look_like_denials_are_none() -> None:
    assert [d.text for d in denials("不断完善，能不能不得而知；非遗保护，不得擅自改动") if d.sure] == ["不得"]


def test_the_denial_of_a_clause_may_stand_in_the_one_before() -> None:
    text = "No one, whatever his office, may take part; the chair may vote."
    clauses = Clauses(text)

    def stretches(word: str) -> list[str]:
        return [text[s.start : s.end].strip() for s in clauses.domain(text.index(word))]

    assert "No one" in stretches("take")
    assert stretches("vote") == ["the chair may vote"]
