"""`compare`: planted errors are found, and good translations leave it silent."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from duizhao.quantities import compare, compare_quantities, find_quantities

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "cases" / "quantities-compare.json").read_text("utf-8")
)
# Differences that are in the statutes themselves (each was read): a day limit and a date that the English leaves
# out, Article 49 cited as 19, 一萬元 as NT$100,000.
TRUE_ALARMS = {"J0050001:26", "J0090004:37", "J0130032:10", "O0020098:54"}


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['zh']} | {c['en']}")
def test_cases(case: dict[str, Any]) -> None:
    found = compare(case["zh"], case["en"])
    assert [d.how for d in found.different] == case.get("how", [])
    assert [q.span for q in found.missing] == case.get("missing", [])
    assert [q.span for q in found.added] == case.get("added", [])


def test_matches_hold_both_quantities() -> None:
    found = compare("到2025年建成12个中心", "build 12 centers by 2025")
    assert {(m.zh.span, m.en.span) for m in found.matched} == {("2025年", "2025"), ("12", "12")}
    assert found.agrees


def test_texts_without_quantities() -> None:
    assert compare("深化改革", "deepen reform").agrees
    assert compare("", "").agrees


def test_duplicates_are_no_findings() -> None:
    assert compare("增长5%，其中工业增长5%", "growth of 5 percent, in industry as well").agrees
    assert compare("增长5%", "growth of 5 percent; 5 percent in industry, too").agrees


def test_many_leftovers_are_not_paired_one_by_one() -> None:
    zh = find_quantities("、".join(f"{n}个" for n in range(10, 3000)), "zh")
    en = find_quantities(", ".join(f"{n} items" for n in range(5000, 9000)), "en")
    found = compare_quantities(zh, en)
    assert len(found.missing) > 2000
    assert not found.different


def articles(shared: Path) -> list[tuple[str, str, str]]:
    with (shared / "corpora" / "laws-tw" / "articles_25_laws.tsv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    found = [(f"{r[0]}:{r[1]}", r[2], r[3]) for r in rows]
    for name in ("assembly", "marriage"):
        path = shared / "corpora" / "laws-prc" / f"{name}_articles.tsv"
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
        found += [(f"{name}:{r[0]}", r[1], r[2]) for r in rows]
    return found


def test_statutes_agree_but_for_their_own_errors(shared: Path) -> None:
    pairs = articles(shared)
    alarms = {name for name, zh, en in pairs if not compare(zh, en).agrees}
    assert len(pairs) > 1100
    assert alarms >= TRUE_ALARMS
    assert len(alarms - TRUE_ALARMS) * 1000 <= 5 * len(pairs), sorted(alarms - TRUE_ALARMS)


def test_planted_errors_in_statutes(shared: Path) -> None:
    """A number of the English times ten, and a number altered: nine of ten must be told."""
    told = planted = 0
    for _, zh, en in articles(shared)[::3]:
        counted = [q for q in find_quantities(en, "en") if q.kind != "label"]
        digits = [q for q in counted if q.span.isdigit() and len(q.span) < 4]
        for q in digits[:2]:
            if isinstance(q.value, (int, float)) and q.value > 3:
                planted += 1
                told += not compare(zh, en[: q.start] + q.span + "0" + en[q.end :]).agrees
        money = [q for q in counted if q.kind == "money" and "," in q.span]
        for q in money[:2]:
            planted += 1
            told += not compare(zh, en[: q.start] + q.span + "0" + en[q.end :]).agrees
    assert planted > 30
    assert told / planted >= 0.9, f"{told} of {planted}"
