"""Bodies, documents and places: one for another is told, ways to name the same are not."""

from __future__ import annotations

import json

import pytest

from conftest import ROOT
from duizhao.checks import Options, check_units
from duizhao.checks.meanings import meanings
from duizhao.checks.names import places
from duizhao.model import plain_unit

CASES = json.loads((ROOT / "tests" / "cases" / "checks-names.json").read_text(encoding="utf-8"))
ONLY = Options(only=frozenset(("body-missing", "place-mismatch")))


def told(zh: str, en: str) -> list[str]:
    return [f.message for f in check_units([plain_unit(1, zh, en)], options=ONLY) if f.severity != "info"]


@pytest.mark.parametrize("row", [r for r in CASES if "en" in r], ids=lambda r: r["zh"])
def test_one_name_for_another_is_told(row: dict[str, str]) -> None:
    assert told(row["zh"], row["en"])


@pytest.mark.parametrize("row", CASES, ids=lambda r: r["zh"])
def test_the_right_name_is_not(row: dict[str, str]) -> None:
    assert told(row["zh"], row["right"]) == []


def test_places_cut_no_words() -> None:
    def found(text: str) -> list[str]:
        return [p.zh for p in places().find_chinese(text, meanings().words(text))]

    assert found("沿海地区与印度尼西亚、武汉市合作") == ["印度尼西亚", "武汉"]


def test_every_line_of_the_list_of_places_has_a_name() -> None:
    assert all(zh and all(names) for zh, names in places().english.items())
