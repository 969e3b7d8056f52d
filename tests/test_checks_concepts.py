"""Terms rendered as others that are easily taken for them."""

from __future__ import annotations

import json

import pytest

from conftest import ROOT
from duizhao.checks import Options, check_units
from duizhao.checks.base import concept
from duizhao.glossary import Glossary
from duizhao.model import plain_unit

CASES = json.loads((ROOT / "tests" / "cases" / "checks-concepts.json").read_text(encoding="utf-8"))
ONLY = Options(only=frozenset(("other-concept",)))
SMALL = Glossary((concept("河湖长制", "river and lake chief system", id="x-1"),))


def told(zh: str, en: str, glossary: Glossary | None = None) -> list[str]:
    return [f.message for f in check_units([plain_unit(1, zh, en)], glossary, options=ONLY)]


@pytest.mark.parametrize("row", [r for r in CASES if "en" in r], ids=lambda r: r["zh"])
def test_one_for_another_is_told_without_a_glossary(row: dict[str, str]) -> None:
    assert told(row["zh"], row["en"])


@pytest.mark.parametrize("row", CASES, ids=lambda r: r["zh"])
def test_the_right_one_is_not(row: dict[str, str]) -> None:
    assert told(row["zh"], row["right"]) == []
    assert told(row["zh"], row["right"], SMALL) == []


def test_the_shipped_glossary_knows_what_a_small_one_does_not() -> None:
    zh = "健全城镇住房保障体系。"
    assert told(zh, "The unemployment benefits system for cities will be improved.", SMALL) == []
    assert told("推进集体林权制度改革。", "We will advance reform of the household registration system.", SMALL)
    assert told("推进集体林权制度改革。", "We will advance reform of the collective forest tenure system.", SMALL) == []
