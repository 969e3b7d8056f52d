"""Sentences, clauses and phrases that a translation leaves out or adds; the cases are in cases/checks-clauses.json."""

import json
from pathlib import Path

import pytest

from duizhao.checks import check_units
from duizhao.checks.stretches import _is_phrase
from duizhao.model import Finding, plain_unit

CASES = json.loads((Path(__file__).parent / "cases" / "checks-clauses.json").read_text(encoding="utf-8"))


def alarms(zh: str, en: str) -> list[Finding]:
    """The clauses and sentences that are said to be missing or added."""
    found = check_units([plain_unit(1, zh, en)])
    return [f for f in found if f.code in ("DZ403", "DZ404") and f.severity != "info"]


def marked(finding: Finding) -> str:
    span, text = (finding.zh_span, finding.zh) if finding.zh_span else (finding.en_span, finding.en)
    return text[span.start : span.end] if span else ""


@pytest.mark.parametrize("case", CASES, ids=[case["marked"] for case in CASES])
def test_what_is_left_out_or_added_is_told_with_its_place(case: dict[str, str]) -> None:
    told = alarms(case["zh"], case["wrong"])
    assert [f.code for f in told] == [case["code"]]
    assert case["marked"] in marked(told[0])


@pytest.mark.parametrize("case", CASES, ids=[case["marked"] for case in CASES])
def test_the_whole_translation_is_not_doubted(case: dict[str, str]) -> None:
    assert not alarms(case["zh"], case["right"])


def test_sentences_that_the_translation_joins_are_there() -> None:
    zh = "图书角由志愿者管理。志愿者每周轮换。"
    assert not alarms(zh, "The book corner is run by volunteers, who take turns every week.")


@pytest.mark.parametrize(
    ("text", "phrase", "whole"),
    [
        ("The pay will be raised with foreign money.", "foreign money", True),
        ("The pay will be raised, returning home.", "returning home", True),
        ("The foreign money will be raised.", "foreign money", False),
        ("He gave plain foreign money.", "foreign money", False),
    ],
)
def test_phrases_begin_behind_function_words_and_end_before_marks(text: str, phrase: str, whole: bool) -> None:
    start = text.index(phrase)
    assert _is_phrase(text, start, start + len(phrase)) is whole
