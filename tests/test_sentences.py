"""Where sentences end: cases that a linguist can extend, and a proof that every rule is needed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from duizhao.model import Lang
from duizhao.sentences import chinese, english, split_text

CASES = Path(__file__).parent / "cases"
RULES = {"zh": chinese, "en": english}


def cases(lang: str) -> list[dict[str, Any]]:
    return json.loads((CASES / f"sentences-{lang}.json").read_text(encoding="utf-8"))


def cut(case: dict[str, Any], lang: Lang) -> list[str]:
    text = case.get("text", ("" if lang == "zh" else " ").join(case["sentences"]))
    return [s.text for s in split_text(text, lang, semicolons=case.get("semicolons", False))]


@pytest.mark.parametrize(
    ("lang", "case"), [pytest.param(lang, c, id=c["sentences"][0]) for lang in RULES for c in cases(lang)]
)
def test_case(lang: Lang, case: dict[str, Any]) -> None:
    assert cut(case, lang) == case["sentences"]


@pytest.mark.parametrize(
    ("lang", "rule"), [(lang, name) for lang, module in RULES.items() for name, _ in module.RULES]
)
def test_every_rule_has_a_case_that_fails_without_it(
    lang: Lang, rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = RULES[lang]
    monkeypatch.setattr(module, "RULES", tuple(item for item in module.RULES if item[0] != rule))
    mine = [case for case in cases(lang) if case["rule"] == rule]
    assert any(_fails(case, lang) for case in mine), f"no case needs the rule {rule!r}"


def _fails(case: dict[str, Any], lang: Lang) -> bool:
    try:
        return cut(case, lang) != case["sentences"]
    except (IndexError, ValueError):
        return True


def test_rules_named_in_cases_exist() -> None:
    for lang, module in RULES.items():
        names = {name for name, _ in module.RULES} | {None}
        assert {case["rule"] for case in cases(lang)} <= names
