"""The checks of quantities on pairs of texts: `cases/quantities-checks.json`, right and wrong, by family."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from duizhao.checks import Options, check_units
from duizhao.model import plain_unit

CASES: list[dict[str, str]] = json.loads(
    (Path(__file__).parent / "cases" / "quantities-checks.json").read_text("utf-8")
)
QUANTITIES = Options(only=frozenset((*(f"DZ{n}" for n in range(101, 112)), "DZ801")))


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['family']}: {c['zh']} | {c['en']}")
def test_a_pair(case: dict[str, str]) -> None:
    found = check_units([plain_unit(1, case["zh"], case["en"])], options=QUANTITIES)
    told = sorted({f.name for f in found if f.severity != "info"})
    assert told == ([case["told"]] if "told" in case else [])


def test_every_family_has_right_and_wrong_pairs() -> None:
    right = Counter(c["family"] for c in CASES if "told" not in c)
    wrong = Counter(c["family"] for c in CASES if "told" in c)
    assert right.keys() >= wrong.keys()
    assert min(wrong.values()) >= 8
    assert min(right.values()) >= 8
