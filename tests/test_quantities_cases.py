"""The case files of `quantities`: what a linguist extends, two thirds to write rules from, one third held back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest

from duizhao.quantities import Quantity, find_quantities

CASES = Path(__file__).parent / "cases"
Lang = Literal["zh", "en"]
# Value and unit right, of the held-back third; labels that are read as no quantity, of all.
HELD_BACK_FLOOR, LABEL_FLOOR = 0.97, 0.98


def cases(lang: Lang) -> list[dict[str, Any]]:
    return json.loads((CASES / f"quantities-{lang}.json").read_text("utf-8"))


def held_back(index: int) -> bool:
    return index % 3 == 2


def same(a: Any, b: Any) -> bool:
    """Equal values; numbers to a relative 1e-6."""
    if isinstance(a, (list, tuple)) or isinstance(b, (list, tuple)):
        pairs = isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)) and len(a) == len(b)
        return pairs and all(map(same, a, b))
    if isinstance(a, str) or isinstance(b, str):
        return bool(a == b)
    return bool(abs(a - b) <= 1e-6 * max(abs(a), abs(b)))


def places(text: str, spans: list[str]) -> Iterator[tuple[int, int]]:
    """The spans of a case in the text, from left to right."""
    at = 0
    for span in spans:
        start = text.find(span, at)
        assert start >= 0, f"{span!r} is not in {text!r} (after {at})"
        at = start + len(span)
        yield start, at


def errors(case: dict[str, Any], lang: Lang) -> tuple[int, list[str]]:
    """How many expected quantities were read with value and unit, and what went wrong."""
    found = [q for q in find_quantities(case["text"], lang) if q.kind != "label"]
    right: list[Quantity] = []
    wrong = []
    spans = places(case["text"], [q["span"] for q in case["quantities"]])
    for gold, (start, end) in zip(case["quantities"], spans, strict=True):
        match = next(
            (
                q
                for q in found
                if q not in right
                and q.start < end
                and start < q.end
                and same(q.value, gold["value"])
                and q.unit == gold["unit"]
            ),
            None,
        )
        if match is None:
            wrong.append(f"missing {gold['span']} = {gold['value']} {gold['unit']}")
        else:
            right.append(match)
    wrong += [f"extra {q.span} = {q.value} {q.unit}" for q in found if q not in right]
    return len(right), wrong


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_case_files_keep_their_form(lang: Lang) -> None:
    found = cases(lang)
    assert len(found) >= 600
    assert len({case["text"] for case in found}) == len(found)
    for case in found:
        assert case.keys() <= {"topic", "text", "quantities", "labels", "note"}
        list(places(case["text"], [q["span"] for q in case["quantities"]]))
        list(places(case["text"], case["labels"]))
        for q in case["quantities"]:
            assert q.keys() == {"span", "value", "unit", "kind", "bound"}
            assert isinstance(q["value"], list) == (q["bound"] == "range")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_rules_read_the_phrases_they_were_written_from(lang: Lang) -> None:
    wrong = {
        case["text"]: problems
        for i, case in enumerate(cases(lang))
        if not held_back(i) and (problems := errors(case, lang)[1])
    }
    assert not wrong


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_held_back_third(lang: Lang) -> None:
    """Only the figure is shown: rules must not be written from these phrases."""
    right = total = 0
    for i, case in enumerate(cases(lang)):
        if held_back(i):
            right += errors(case, lang)[0]
            total += len(case["quantities"])
    assert total > 200
    assert right / total >= HELD_BACK_FLOOR, f"{right} of {total}"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_labels_are_no_quantities(lang: Lang) -> None:
    right = total = 0
    for case in cases(lang):
        found = [q for q in find_quantities(case["text"], lang) if q.kind != "label"]
        for start, end in places(case["text"], case["labels"]):
            total += 1
            right += not any(q.start < end and start < q.end for q in found)
    assert right / total >= LABEL_FLOOR, f"{right} of {total}"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_kinds_and_bounds(lang: Lang) -> None:
    """Kind and bound of what the rules were written from."""
    kinds = bounds = total = 0
    for i, case in enumerate(cases(lang)):
        if held_back(i):
            continue
        found = [q for q in find_quantities(case["text"], lang) if q.kind != "label"]
        for gold, q in zip(case["quantities"], found, strict=True):
            total += 1
            kinds += q.kind == gold["kind"]
            bounds += q.bound == gold["bound"]
    assert kinds / total >= 0.99
    assert bounds / total >= 0.98
