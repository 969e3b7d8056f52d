"""Terms in running text, both languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.glossary import Glossary
from duizhao.glossary.matching import Matcher
from duizhao.model import Concept, Term


def concept(number: str, zh: str, en: str = "x", *, avoid: str = "", flags: tuple[str, ...] = ()) -> Concept:
    """Terms separated by `|`."""
    english = [Term(t.strip()) for t in en.split("|")]
    english += [Term(t.strip(), "deprecated") for t in avoid.split("|") if t]
    return Concept(number, tuple(Term(t.strip()) for t in zh.split("|")), tuple(english), flags=flags)


def matcher(*concepts: Concept) -> Matcher:
    return Matcher(Glossary(concepts))


def chinese(m: Matcher, text: str) -> list[str]:
    return [text[h.start : h.end] for h in m.find_chinese(text)]


def english(m: Matcher, text: str) -> list[tuple[str, str]]:
    return [(text[h.start : h.end], h.term.text) for h in m.find_english(text)]


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("网络强国", "加快建设網絡強國。", ["網絡強國"]),
        ("网络强国", "建设网 络　强国", ["网 络　强国"]),
        ("五位一体总体布局", "统筹“五位一体”总体布局，", ["“五位一体”总体布局"]),
        ("“五位一体”总体布局", "统筹五位一体总体布局，", ["五位一体总体布局"]),
        ("中国制造2025", "落实《中国制造２０２５》。", ["中国制造２０２５"]),
        ("5G基站", "新建5G 基站和15G基站", ["5G 基站"]),
        ("互联网+", "推进“互联网＋”行动", ["互联网＋"]),
        ("大众创业、万众创新", "推动大众创业，万众创新", ["大众创业，万众创新"]),
        ("𠀀㐀", "见于𠀀㐀等字", ["𠀀㐀"]),
        ("创新", "一个是创\n\n新的", []),
        ("GDP", "GDPR与GDP", ["GDP"]),
    ],
)
def test_chinese_terms_are_found_as_they_are_printed(term: str, text: str, found: list[str]) -> None:
    assert chinese(matcher(concept("c1", term)), text) == found


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("cyber power", "a Cyber Power", ["Cyber Power"]),
        ("cyber power", "cyber-\npowers", ["cyber-\npowers"]),
        ("cyber power", "cyber\u00a0power", ["cyber\u00a0power"]),
        ("cyber power", "the cyber (网络) power", ["cyber (网络) power"]),
        ("cyber power", "as to cyber. Power is", []),
        ("people's wellbeing", "the people’s wellbeing", ["people’s wellbeing"]),
        ("standardization office", "Standardisation Offices", ["Standardisation Offices"]),
        ("macro-prudential policy", "macroprudential policies", ["macroprudential policies"]),
        ("cybersecurity law", "the Cyber-Security Law", ["Cyber-Security Law"]),
        ("rule of law", "the rule of the law", ["rule of the law"]),
        ("international trade", "internal trade", []),
        ("organization", "an organ", []),
        ("develop the west", "the development of the west and developing the west", ["developing the west"]),
        ("AI", "AI and Ai and ai", ["AI"]),
        ("A share", "a share of A shares", ["A shares"]),
        ("absorption (exposure)", "the absorption of water", ["absorption"]),
        ("energy, food and water", "energy, food, and water", ["energy, food, and water"]),
        ("economic growth", "economic, growth", []),
    ],
)
def test_english_terms_are_found_as_they_are_printed(term: str, text: str, found: list[str]) -> None:
    assert [hit for hit, _ in english(matcher(concept("c1", "词", term)), text)] == found


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("省（区、市）", "本省与各省（区、市）", ["省（区、市）"]),
        ("首台（套）", "全县首台，首台(套)", ["首台(套)"]),
        ("第五代移动通信（5G）", "第五代移动通信网络", ["第五代移动通信"]),
        ("碳汇（林业）", "碳汇", ["碳汇"]),
    ],
)
def test_brackets_that_explain_may_be_left_out(term: str, text: str, found: list[str]) -> None:
    assert chinese(matcher(concept("c1", term)), text) == found


def test_a_long_text_is_read_in_parts() -> None:
    m = matcher(concept("c1", "网络强国", "cyber power"), concept("c2", "词", "key task of ours"))
    text = "The Cyber-Power (cyber powers) is a key\ntask of ours. So it is.\n" * 5000
    hits = m.find_english(text)
    assert len({h.start for h in hits}) == 15_000
    assert {text[h.start : h.end] for h in hits} == {"Cyber-Power", "cyber powers", "key\ntask of ours"}


def test_the_longest_term_wins() -> None:
    m = matcher(concept("c1", "网络", "network"), concept("c2", "网络强国", "network powerhouse"))
    assert chinese(m, "网络强国与网络") == ["网络强国", "网络"]
    found = [hit for hit, _ in english(m, "network powerhouses and networks")]
    assert found == ["network powerhouses", "networks"]


def test_asked_for_some_concepts_others_hide_nothing() -> None:
    m = matcher(concept("c1", "网络", "network"), concept("c2", "网络强国", "network powerhouse"))
    hits = m.find_english("a network powerhouse", {"c1"})
    assert [(h.concept.id, h.start, h.end) for h in hits] == [("c1", 2, 9)]


def test_verb_and_noun_are_one_for_good_terms_only() -> None:
    m = matcher(concept("c1", "区域协调发展", "coordinate regional growth", avoid="coordination of regions"))
    assert [h.term.text for h in m.find_english("coordination regional growth")] == ["coordinate regional growth"]
    assert not m.find_english("coordinate of regions")


def test_a_term_of_two_concepts_gives_both() -> None:
    m = matcher(concept("c1", "办法", "measures"), concept("c2", "办法", "method"))
    assert [h.concept.id for h in m.find_chinese("有关办法")] == ["c1", "c2"]


def test_case_flag() -> None:
    m = matcher(concept("c1", "党", "Party", flags=("case",)))
    assert [h.start for h in m.find_english("the Party and the party")] == [4]


CASES = json.loads((Path(__file__).parent / "cases" / "matching-chinese.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def traps() -> dict[str, list[bool]]:
    """Right or wrong for every trap, by method: longest match with and without segmentation, substring."""
    result: dict[str, list[bool]] = {"segmented": [], "longest": [], "substring": []}
    for case in CASES:
        glossary = Glossary(tuple(concept(f"c{i}", t) for i, t in enumerate(case["terms"])))
        for name, segmentation in (("segmented", True), ("longest", False)):
            found = chinese(Matcher(glossary, segmentation=segmentation), case["text"])
            result[name].append(found == case["found"])
        everywhere = [t for t in case["terms"] for _ in range(case["text"].count(t))]
        result["substring"].append(sorted(everywhere) == sorted(case["found"]))
    return result


def test_traps_of_running_chinese(traps: dict[str, list[bool]]) -> None:
    right = {name: sum(good) / len(good) for name, good in traps.items()}
    wrong = [c["text"] for c, good in zip(CASES, traps["segmented"], strict=True) if not good]
    assert right["segmented"] >= 0.95, wrong
    assert right["segmented"] > right["longest"] + 0.2
    assert right["longest"] >= right["substring"]


ENGLISH = json.loads((Path(__file__).parent / "cases" / "matching-english.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", ENGLISH, ids=lambda case: case["text"][:40])
def test_running_english(case: dict[str, list[str]]) -> None:
    m = matcher(*(concept(f"c{i}", "词", term) for i, term in enumerate(case["terms"])))
    text = str(case["text"])
    assert [hit for hit, _ in english(m, text)] == case["found"]


@settings(deadline=None)
@given(st.text("网络强国的 “”\n人民币a1，。", max_size=30))
def test_offsets_stay_inside_and_in_order(text: str) -> None:
    hits = _M.find_chinese(text)
    at = 0
    for hit in hits:
        assert at <= hit.start < hit.end <= len(text)
        assert text[hit.start] not in " \n"
        at = hit.end


_M = matcher(*(concept(f"c{i}", term) for i, term in enumerate(("网络强国", "人民", "网络", "强国的人民币"))))


@settings(deadline=None)
@given(st.text("cyber powes-().'’ ()\n", max_size=40))
def test_english_offsets(text: str) -> None:
    for hit in matcher(concept("c1", "词", "cyber power | power")).find_english(text):
        assert 0 <= hit.start < hit.end <= len(text)
        assert text[hit.start].isalpha()
