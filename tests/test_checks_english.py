"""English without a source: what the checks must and must not say, one case at a time, and on a whole text."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from duizhao.checks import CHECKS, Check, check_units
from duizhao.checks.base import Sample, concept
from duizhao.checks.gathering import gathered
from duizhao.glossary import Glossary
from duizhao.model import Concept, Finding, Span, plain_unit

CASES = json.loads((Path(__file__).parent / "cases" / "checks-english.json").read_text(encoding="utf-8"))


def found(texts: list[str], terms: tuple[Concept, ...] = ()) -> tuple[Finding, ...]:
    units = [plain_unit(n, "", text, line=n) for n, text in enumerate(texts, 1)]
    return check_units(units, Glossary(terms) if terms else None)


def glossary(case: dict[str, object]) -> tuple[Concept, ...]:
    rows = case.get("glossary", [])
    assert isinstance(rows, list)
    return tuple(concept(**row) for row in rows)


@pytest.mark.parametrize("case", CASES["wrong"], ids=lambda case: case["text"][-1])
def test_what_must_be_found(case: dict[str, object]) -> None:
    """`text` is a list of sentences, `marked` the words of one finding, `check` its name, `others` what it names."""
    text = case["text"]
    assert isinstance(text, list)
    hits = [f for f in found(text, glossary(case)) if f.name == case["check"]]
    marked = {f.en[f.en_span.start : f.en_span.end]: f for f in hits if f.en_span}
    wanted = str(case["marked"])
    if reason := case.get("xfail"):
        assert wanted not in marked, "found now: take the xfail off"
        pytest.xfail(str(reason))
    assert wanted in marked
    assert all(other in marked[wanted].message for other in case.get("others", []))  # type: ignore[attr-defined]
    assert marked[wanted].severity == case.get("severity", "warning")


@pytest.mark.parametrize("case", CASES["right"], ids=lambda case: case["text"][-1])
def test_what_must_not_be_found(case: dict[str, object]) -> None:
    text = case["text"]
    assert isinstance(text, list)
    assert [f.message for f in found(text, glossary(case)) if f.severity != "info"] == []


ALONE = [check for check in CHECKS if check.alone and any(not s.zh for s in (*check.right, *check.wrong))]


def codes(sample: Sample) -> set[str]:
    units = [plain_unit(n, zh, en, line=n) for n, (zh, en) in enumerate((*sample.more, (sample.zh, sample.en)), 1)]
    return {f.code for f in check_units(units, Glossary(sample.terms) if sample.terms else None)}


@pytest.mark.parametrize("check", ALONE, ids=lambda check: check.name)
def test_examples(check: Check) -> None:
    for sample in check.wrong:
        if not sample.zh:
            assert check.code in codes(sample), sample.en
    for sample in check.right:
        if not sample.zh:
            assert check.code not in codes(sample), sample.en


def test_many_places_are_one_finding() -> None:
    text = ["The smart grid will be extended."] * 4 + ["Intelligent grids were built in town."] * 2
    (one,) = [f for f in found(text) if f.code == "DZ305"]
    assert "2 times: lines 5, 6" in one.message
    assert "4 times elsewhere (lines 1, 2, 3, 4)" in one.message
    assert one.line == 5
    assert one.suggestion.lower() == "smart grid"


def test_the_same_slip_at_several_places_is_one_finding() -> None:
    (one,) = found(["It is an port.", "The bay is open.", "It was an port."])
    assert one.message.endswith("(2 times: lines 1, 3)")


def test_deprecated_renderings_are_told_once_with_the_others() -> None:
    terms = (concept("新动能", "new growth driver", admitted="new engine of growth", deprecated="new kinetic energy"),)
    text = ["New kinetic energy is needed.", "We will find a new engine of growth.", "It has new kinetic energy."]
    findings = [f for f in found(text, terms) if f.severity != "info"]
    assert [f.code for f in findings] == ["DZ202"]
    assert "2 times (lines 1, 3)" in findings[0].message
    assert "new engine of growth” (line 2)" in findings[0].message


def test_a_finding_keeps_its_fingerprint_when_lines_move() -> None:
    text = ["Smart ports will be built.", "The intelligent port of the north is open."]
    (before,) = [f for f in found(text) if f.code == "DZ305"]
    (after,) = [f for f in found(["A heading", "", *text]) if f.code == "DZ305"]
    assert before.fingerprint == after.fingerprint
    assert before.line != after.line


def test_a_longer_term_speaks_for_the_shorter_one_inside() -> None:
    terms = (
        concept("河道工程", "river works", admitted="waterway works"),
        concept("河道工程闸门", "river works gate", admitted="waterway works gate"),
    )
    text = ["River works gates open.", "A waterway works gate is shut.", "River works gates fall."]
    assert [f.message.split(":")[0] for f in found(text, terms) if f.code == "DZ303"] == ["河道工程闸门"]
    both = found([*text, "Waterway works are dear."], terms)
    assert {f.message.split(":")[0] for f in both if f.code == "DZ303"} == {"河道工程闸门", "河道工程"}


def test_the_name_of_a_body_says_nothing_about_its_words() -> None:
    body = replace(concept("河道环境局", "river waterway bureau"), kind="organisation")
    terms = (concept("河道环境", "riverside environment", admitted="river waterway"), body)
    text = ["The riverside environment is green.", "The river waterway bureau met."]
    assert [f.message for f in found(text, terms) if f.code == "DZ303"] == []
    assert [f.code for f in found(text, (terms[0], replace(body, kind="term")))] == ["DZ303"]


def test_a_concept_silences_the_phrases_that_it_names_but_a_mention_does_not() -> None:
    text = ["The smart grid will be extended.", "The smart grid pays.", "Intelligent grids were built in town."]
    (phrase,) = found(text)
    message = "智能电网: “intelligent grids” here, “smart grid” 2 times elsewhere"
    term = replace(phrase, code="DZ303", message=message, unit="99", en_span=Span(0, 1))
    assert gathered([phrase, term]) == [term]
    mention = replace(term, severity="info")
    assert gathered([phrase, mention]) == [phrase, mention]
    assert gathered([replace(phrase, severity="info"), mention]) == [mention]


def test_words_on_both_sides_of_a_comma_are_no_rendering() -> None:
    terms = (concept("河茶中心", "river tea center", admitted="river tea hub"),)
    apart = found(["On the river，tea hubs open.", "A river tea center opens."], terms)
    assert [f.code for f in apart if f.code == "DZ303"] == []
    explained = found(["The river (wide, deep) tea hub opens.", "A river tea center opens."], terms)
    assert "DZ303" in [f.code for f in explained]
