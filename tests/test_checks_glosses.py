"""Glosses whose English is not what their Chinese means."""

from __future__ import annotations

import json

import pytest

from conftest import ROOT
from duizhao.checks import Options, check_units
from duizhao.model import plain_unit

CASES = json.loads((ROOT / "tests" / "cases" / "checks-glosses.json").read_text(encoding="utf-8"))
ONLY = Options(only=frozenset(("suspect-gloss",)))


def told(zh: str, en: str) -> list[str]:
    return [f.message for f in check_units([plain_unit(1, zh, en)], options=ONLY) if f.severity != "info"]


@pytest.mark.parametrize("row", [r for r in CASES if "en" in r], ids=lambda r: r["zh"])
def test_other_english_is_told(row: dict[str, str]) -> None:
    assert told(row["zh"], row["en"])


@pytest.mark.parametrize("row", CASES, ids=lambda r: r["zh"])
def test_the_right_english_is_not(row: dict[str, str]) -> None:
    assert told(row["zh"], row["right"]) == []
