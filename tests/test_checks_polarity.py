"""Denials lost and added: what must be told, and what must not."""

from __future__ import annotations

import json

import pytest

from conftest import ROOT
from duizhao.checks import Options, check_units
from duizhao.checks.base import concept
from duizhao.checks.denials import denials
from duizhao.checks.negatives import Clauses
from duizhao.glossary import Glossary
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


def test_sentences_of_an_article_are_told_apart() -> None:
    zh = "第四条　未登记的渔船不得出港。渔船应当按照规定停泊。船员不得擅自离船。"
    no = "Article 4 No unregistered boat may leave port without papers."
    en = f"{no} Fishing boats shall berth as prescribed. Crew may leave the boat."
    (finding,) = check_units([plain_unit(1, zh, en)], options=ONLY)
    assert finding.zh_span is not None
    assert finding.zh_span.start == zh.rindex("不得")


CONTRARY = (
    (
        "扩大牧区草场面积，缩小城乡收入差距。",
        "We will enlarge pastures and {} the urban-rural income gap.",
        "narrow",
        "widen",
    ),
    ("允许渔民自建冷库。", "Fishermen are {} to build cold stores of their own.", "allowed", "forbidden"),
    ("目前气象条件总体有利。", "Weather conditions are {} on the whole.", "favorable", "unfavorable"),
    ("調低碼頭泊位收費，吸引郵輪。", "Berthing fees will be {} to attract cruise liners.", "lowered", "raised"),
    ("施工前应当勘测地质。", "The geology shall be surveyed {} construction.", "before", "after"),
)


@pytest.mark.parametrize(("zh", "en", "right", "wrong"), CONTRARY, ids=[c[0] for c in CONTRARY])
def test_words_that_became_their_opposite_are_told(zh: str, en: str, right: str, wrong: str) -> None:
    assert told(zh, en.format(right)) == []
    assert told(zh, en.format(wrong))


TERMS = Glossary((concept("重要数据", "important data"), concept("产教融合", "industry-education integration")))


@pytest.mark.parametrize(
    ("zh", "right", "wrong"),
    [
        ("保护渔业重要数据。", "Important data on fisheries will be protected.",
         "Data on fisheries will be protected."),
        ("建立产教融合型企业目录。", "A catalog of enterprises with industry-education integration will be set up.",
         "A catalog of such enterprises will be set up."),
    ],
    ids=["its head alone", "with a suffix"],
)  # fmt: skip
def test_terms_rendered_by_half_are_told(zh: str, right: str, wrong: str) -> None:
    missing = Options(only=frozenset(("missing-term",)))
    for english, alarms in ((right, 0), (wrong, 1)):
        found = check_units([plain_unit(1, zh, english)], TERMS, options=missing)
        assert len([f for f in found if f.severity != "info"]) == alarms
