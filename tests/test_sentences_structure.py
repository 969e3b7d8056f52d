"""Every hazard of real documents as a case: the right cut, kinds and labels; known failures are strict xfails."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from duizhao.documents import read_text
from duizhao.sentences import split

CASES = json.loads((Path(__file__).parent / "cases" / "sentences-structure.json").read_text(encoding="utf-8"))


def parameters() -> list[Any]:
    return [
        pytest.param(
            case, id=case["hazard"], marks=[pytest.mark.xfail(reason=case["xfail"])] if "xfail" in case else []
        )
        for case in CASES
    ]


@pytest.mark.parametrize("case", parameters())
def test_hazard(case: dict[str, Any]) -> None:
    document = read_text("\n".join(case["lines"]), "case", case["lang"])
    assert [[s.text, s.kind, s.label] for s in split(document)] == case["sentences"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["hazard"])
def test_nothing_is_lost(case: dict[str, Any]) -> None:
    """Every character that prints stands in some sentence, hyphens at line ends aside."""
    document = read_text("\n".join(case["lines"]), "case", case["lang"], repair=False)
    found = "".join("".join(s.text.split()) for s in split(document))
    assert found == "".join("".join(case["lines"]).replace("\u200b", "").split())
