"""Lint, merge, stats, review."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT, Run
from duizhao.glossary import Glossary, load, shipped_paths
from duizhao.glossary.chinese import keys_of
from duizhao.glossary.csvfile import COLUMNS, read_glossary, write_glossary
from duizhao.glossary.lint import RULES, lint
from duizhao.glossary.merge import merge
from duizhao.glossary.review import Review, edited
from duizhao.glossary.stats import count
from duizhao.model import Concept, Term, plain_unit

GOOD = {
    **{"id": "t-1", "zh": "数字经济", "en": "digital economy", "pos": "noun", "kind": "term", "domain": "economy"},
    **{"source": "common official usage", "state": "approved", "created": "2026-11-22", "modified": "2026-11-22"},
}


def table(path: Path, *rows: dict[str, str]) -> Path:
    """A glossary CSV; each row is the good one with some cells changed."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for number, cells in enumerate(rows, 1):
        writer.writerow({**GOOD, "id": f"t-{number}", **cells})
    path.write_text(stream.getvalue(), encoding="utf-8")
    return path


# Every rule with rows that break it and no other one.
FAULTS: dict[str, list[dict[str, str]]] = {
    "GL101": [{"en": "", "en_admitted": ""}],
    "GL102": [{"en": "", "en_admitted": "digital economy"}],
    "GL103": [{"pos": "substantive"}],
    "GL104": [{"created": "22.11.2026"}],
    "GL105": [{"source": ""}],
    "GL201": [{"en": "digital 经济"}],
    "GL202": [{"zh": "GDP"}],
    "GL203": [{"en": "digital，economy"}],
    "GL204": [{"zh": "数字,经济"}],
    "GL205": [{"en": "digital  economy"}],
    "GL206": [{"en": "digital economy (new"}],
    "GL207": [{"zh": "“双减”"}],
    "GL208": [{"zh": "數字經濟"}],
    "GL209": [{"en": "digital economy;"}],
    "GL210": [{"en": "state–owned"}],
    "GL211": [{"zh": "党"}],
    "GL212": [{"en": "the digital economy"}],
    "GL301": [{"en": "digital economy | digital economy"}],
    "GL302": [{"en_forbidden": "Digital-Economy"}],
    "GL303": [{"en_admitted": "digital economies"}],
    "GL401": [{}, {"id": "t-1", "zh": "丙", "en": "another"}],
    "GL402": [{}, {"en": "another"}],
    "GL403": [{}, {"zh": "数码经济"}],
    "GL404": [{}, {"en": "another", "en_forbidden": "digital economy"}],
    "GL405": [{"flags": "shared-en"}],
    "GL406": [{}, {"zh": "数码经济", "en": "another", "en_deprecated": "digital economy"}],
}
ALONGSIDE = {"GL404": {"GL402"}, "GL401": {"GL211"}}  # what cannot be broken alone


@pytest.mark.parametrize("code", FAULTS)
def test_every_rule_finds_its_fault_and_no_other(code: str, tmp_path: Path) -> None:
    found = {finding.code for finding in lint([table(tmp_path / "g.csv", *FAULTS[code])])}
    assert code in found
    assert found - ALONGSIDE.get(code, set()) == {code}


def test_columns_that_are_empty_throughout_are_told_once(tmp_path: Path) -> None:
    terms = [{"zh": f"第{n}种海草", "en": f"seagrass {n}", "pos": "", "source": ""} for n in range(20)]
    (told,) = lint([table(tmp_path / "imported.csv", *terms, {})])
    assert (told.code, told.severity, told.line) == ("GL105", "warning", 2)
    assert told.message == "20 of 21 rows, first t-1: empty: pos, source"
    candidates = [{**term, "state": "candidate"} for term in terms]
    (told,) = lint([table(tmp_path / "candidates.csv", *candidates)])
    assert told.severity == "info"  # they are there to be filled in
    few = lint([table(tmp_path / "few.csv", *terms[:3], {})])
    assert [finding.line for finding in few] == [2, 3, 4]


def test_all_rules_are_tested() -> None:
    assert set(RULES) - set(FAULTS) == {"GL001", "GL002", "GL501"}


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("", "GL001", 0),
        ("id,zh\n", "GL001", 1),
        ("id,zh,en\na,词\n", "GL001", 2),
        (",".join(COLUMNS) + '\n"t-1",词,' + "," * 15 + "\r\n", "GL002", 2),
    ],
)
def test_files_that_are_broken_or_not_canonical(content: str, code: str, line: int, tmp_path: Path) -> None:
    path = tmp_path / "g.csv"
    path.write_bytes(content.encode())
    assert (code, line) in {(f.code, f.line) for f in lint([path])}


def test_a_clean_file_is_clean(tmp_path: Path) -> None:
    rows = [
        {},
        {"zh": "开放经济 | 开放型经济", "en": "open economy", "en_deprecated": "opening economy"},
        {"zh": "中国中央汇金", "en": "Central Huijin Ltd.", "kind": "organisation"},
        {"zh": "碳捕集 | CCUS", "en": "carbon capture {abbreviation CCUS}"},
        {"zh": "“双减”政策", "en": "people's policy", "domain": "education | law", "flags": "nocheck"},
    ]
    assert lint([table(tmp_path / "g.csv", *rows)]) == []


def test_two_files_are_held_against_each_other(tmp_path: Path) -> None:
    one = table(tmp_path / "a.csv", {})
    two = table(tmp_path / "b.csv", {"id": "t-9", "en": "another"})
    (finding,) = lint([one, two])
    assert (finding.code, finding.file, finding.line) == ("GL402", str(two), 2)


def test_preferred_terms_that_nobody_uses(tmp_path: Path) -> None:
    path = table(tmp_path / "g.csv", {"en_admitted": "cyber economy"})
    units = [plain_unit(1, "发展数字经济", "develop the cyber economy")]
    (finding,) = lint([path], units=units)
    assert finding.code == "GL501"
    assert "cyber economy 1" in finding.message
    assert lint([path], units=[plain_unit(1, "发展数字经济", "develop the digital economy")]) == []


# Terms to be avoided that are right for another concept: mistakes that are made, between terms that seldom meet.
RIGHT_ELSEWHERE = {"eco-0001", "pol-0120"}


def test_the_shipped_glossary_has_no_errors_and_no_warnings() -> None:
    found = lint(shipped_paths())
    assert [f"{f.file}:{f.line} {f.code} {f.message}" for f in found if f.severity != "info"] == []
    assert {f.message.partition(":")[0] for f in found if f.code == "GL406"} <= RIGHT_ELSEWHERE


LISTS: dict[str, list[str]] = json.loads(
    (ROOT / "tests" / "cases" / "glossary-coverage.json").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def chinese_keys() -> set[str]:
    return {
        key for concept in load() for term in concept.zh if term.status != "deprecated" for key in keys_of(term.text)
    }


@pytest.mark.parametrize("name", LISTS)
def test_the_terms_of_policy_lists_are_there(name: str, chinese_keys: set[str]) -> None:
    missing = [term for term in LISTS[name] if not chinese_keys & set(keys_of(term))]
    assert len(missing) <= 0.08 * len(LISTS[name]), missing


def test_english_columns_hold_no_chinese_not_even_in_notes_of_terms() -> None:
    found = [(c.id, t.text, t.note) for c in load() for t in c.en if re.search(r"[\u3400-\u9fff]", t.text + t.note)]
    assert found == []


def test_lint_command(run: Run, tmp_path: Path) -> None:
    table(tmp_path / "g.csv", {"en": "digital 经济"}, {"zh": "词语", "en": "the word"})
    done = run("glossary", "lint", "g.csv")
    assert done.returncode == 1
    assert "g.csv:2: error GL201" in done.stdout
    assert "1 error" in done.stderr
    assert run("glossary", "lint", "g.csv", "--ignore", "han-in-english").returncode == 0
    strict = run("glossary", "lint", "g.csv", "--ignore", "GL201", "--fail-on", "info", "--format", "jsonl")
    assert strict.returncode == 1
    assert json.loads(strict.stdout)["code"] == "GL212"
    assert run("glossary", "lint", "none.csv").returncode == 3
    assert "GL404" in run("glossary", "lint", "--list-rules").stdout


# -- merge


def concept(number: str, zh: str = "词语", en: str = "word", **more: str) -> Concept:
    return Concept(number, (Term(zh),), tuple(Term(t) for t in en.split("|")), **more)


BASE = (concept("a", "甲"), concept("b", "乙"), concept("c", "丙"))


def test_changes_of_both_sides_come_together() -> None:
    mine = (replace(BASE[0], note="mine", modified="2026-01-02"), BASE[1], BASE[2])
    theirs = (replace(BASE[0], source="theirs", modified="2026-01-03"), BASE[1], concept("d", "丁"), BASE[2])
    merged = merge(BASE, mine, theirs)
    assert merged.conflicts == ()
    assert [c.id for c in merged.concepts] == ["a", "b", "d", "c"]
    assert (merged.concepts[0].note, merged.concepts[0].source) == ("mine", "theirs")
    assert merged.concepts[0].modified == "2026-01-03"


def test_terms_are_merged_one_by_one() -> None:
    base = (concept("a", "甲", "one|two"),)
    mine = (replace(base[0], en=(Term("one"), Term("two", "deprecated"), Term("mine", "admitted"))),)
    theirs = (replace(base[0], en=(Term("two"), Term("theirs", "admitted"))),)
    merged = merge(base, mine, theirs)
    assert [(t.text, t.status) for t in merged.concepts[0].en] == [
        ("theirs", "admitted"),
        ("mine", "admitted"),
        ("two", "deprecated"),
    ] or [(t.text, t.status) for t in merged.concepts[0].en] == [
        ("mine", "admitted"),
        ("theirs", "admitted"),
        ("two", "deprecated"),
    ]
    assert merged.conflicts == ()


@pytest.mark.parametrize(
    ("mine", "theirs", "column"),
    [
        (replace(BASE[0], note="x"), replace(BASE[0], note="y"), "note"),
        (
            replace(BASE[0], en=(Term("word", "admitted"),)),
            replace(BASE[0], en=(Term("word", "forbidden"),)),
            "en word",
        ),
        (replace(BASE[0], note="x"), None, "row"),
        (None, replace(BASE[0], note="y"), "row"),
        (replace(BASE[0], zh=(Term("子"),)), replace(BASE[0], zh=(Term("丑"),)), "preferred Chinese term"),
    ],
)
def test_contradictions_are_told_and_mine_stays(mine: Concept | None, theirs: Concept | None, column: str) -> None:
    sides = [tuple(c for c in (side, *BASE[1:]) if c is not None) for side in (mine, theirs)]
    merged = merge(BASE, *sides)
    assert [conflict.column for conflict in merged.conflicts] == [column]
    assert merged.concepts[0] == (mine or theirs) or column == "preferred Chinese term"


def test_both_took_a_number_for_something_else() -> None:
    merged = merge(BASE, (*BASE, concept("d", "丁")), (*BASE, concept("d", "戊")))
    assert [(c.id, c.zh[0].text) for c in merged.concepts[3:]] == [("d", "丁"), ("d.2", "戊")]
    assert "kept as d.2" in str(merged.conflicts[0])


def test_what_one_side_took_out_is_out() -> None:
    merged = merge(BASE, BASE[:2], (*BASE, concept("d", "丁")))
    assert [c.id for c in merged.concepts] == ["a", "b", "d"]
    assert merged.conflicts == ()


texts = st.sampled_from(["甲", "乙", "丙", "丁"])
english = st.lists(
    st.builds(Term, st.sampled_from(["one", "two", "three"]), st.sampled_from(["preferred", "admitted", "forbidden"])),
    min_size=1,
    max_size=3,
    unique_by=lambda term: term.text,
).map(lambda found: tuple(sorted(found, key=lambda t: ["preferred", "admitted", "forbidden"].index(t.status))))
concepts = st.builds(
    lambda number, zh, en, note: Concept(number, (Term(zh),), en, note=note),
    *(st.sampled_from("abcdef"), texts, english, st.sampled_from(["", "x", "y"])),
)
glossaries = st.lists(concepts, max_size=5, unique_by=lambda c: c.id).map(tuple)


@settings(deadline=None)
@given(glossaries, glossaries)
def test_a_side_that_changed_nothing_changes_nothing(base: tuple[Concept, ...], changed: tuple[Concept, ...]) -> None:
    for merged in (merge(base, changed, base), merge(base, changed, changed)):
        assert merged.conflicts == ()
        assert merged.concepts == changed
    merged = merge(base, base, changed)
    assert merged.conflicts == ()
    assert merged.concepts == changed


@settings(deadline=None)
@given(glossaries, glossaries, glossaries)
def test_nothing_is_lost(base: tuple[Concept, ...], mine: tuple[Concept, ...], theirs: tuple[Concept, ...]) -> None:
    merged = merge(base, mine, theirs)
    known = {(c.id, t.text) for c in base for t in (*c.zh, *c.en)}
    kept = {t.text for c in merged.concepts for t in (*c.zh, *c.en)}
    told = {conflict.concept for conflict in merged.conflicts}
    for side in (mine, theirs):
        for each in side:
            for term in (*each.zh, *each.en):
                if (each.id, term.text) not in known and each.id not in told:
                    assert term.text in kept
    assert len({c.id for c in merged.concepts}) == len(merged.concepts)
    assert merge(mine, merged.concepts, mine).concepts == merged.concepts


def test_merge_command_is_stable_to_the_byte(run: Run, tmp_path: Path) -> None:
    source = ROOT / "glossary" / "economy.csv"
    concepts = read_glossary(source)
    write_glossary([replace(concepts[0], note="changed"), *concepts[1:]], tmp_path / "mine.csv")
    write_glossary([*concepts[:50], concept("new-1"), *concepts[51:]], tmp_path / "theirs.csv")
    same = run("glossary", "merge", "--base", source, "--mine", source, "--theirs", source, "-o", "same.csv")
    assert same.returncode == 0
    assert (tmp_path / "same.csv").read_bytes() == source.read_bytes()
    done = run("glossary", "merge", "--base", source, "--mine", "mine.csv", "--theirs", "theirs.csv", "-o", "out.csv")
    assert done.returncode == 0, done.stderr
    result = read_glossary(tmp_path / "out.csv")
    assert (result[0].note, result[50].id, len(result)) == ("changed", "new-1", len(concepts))


def test_merge_command_lists_conflicts(run: Run, tmp_path: Path) -> None:
    for name, note in (("base", ""), ("mine", "x"), ("theirs", "y")):
        write_glossary([replace(BASE[0], note=note)], tmp_path / f"{name}.csv")
    args = ("--base", "base.csv", "--mine", "mine.csv", "--theirs", "theirs.csv", "--conflicts", "c.jsonl")
    done = run("glossary", "merge", *args)
    assert done.returncode == 1
    assert "a note: base '', mine 'x' (kept), theirs 'y'" in done.stderr
    assert json.loads((tmp_path / "c.jsonl").read_text())["theirs"] == "y"
    assert ",x," in done.stdout


# -- stats and review


def test_stats(run: Run) -> None:
    counts = count(load())
    assert counts["concepts"] == len(load())
    assert sum(counts["english by status"].values()) == counts["english terms"]  # type: ignore[union-attr]
    assert json.loads(run("glossary", "stats", "--format", "json").stdout) == counts
    assert count(Glossary(()))["concepts"] == 0


@pytest.fixture
def candidates(tmp_path: Path) -> Path:
    path = tmp_path / "cand.csv"
    write_glossary([replace(c, state="candidate") for c in BASE] + [concept("d", "丁")], path)
    return path


def test_review_goes_on_where_it_was_left(run: Run, candidates: Path, tmp_path: Path) -> None:
    first = run("glossary", "review", candidates, stdin="a\nr\nno such term\n")
    assert "2 decided, 1 left" in first.stderr
    states = {c.id: c.state for c in read_glossary(candidates)}
    assert states == {"a": "approved", "c": "candidate", "d": "approved"}
    (lost,) = read_glossary(tmp_path / "cand.rejected.csv")
    assert (lost.id, lost.note) == ("b", "rejected: no such term")
    second = run("glossary", "review", candidates, stdin="e\n丙类 | 丙\nclass C\n\nkeep the capital\na\n")
    assert "1 decided, 0 left" in second.stderr
    changed = read_glossary(candidates)[1]
    assert (changed.chinese(), changed.english(), changed.note) == (
        ("丙类", "丙"),
        ("class C",),
        "keep the capital",
    )
    assert changed.state == "approved"
    assert "nothing to review" in run("glossary", "review", candidates).stderr


def test_a_rejected_row_is_kept_once(candidates: Path, tmp_path: Path) -> None:
    rejected = tmp_path / "r.csv"
    for _ in range(2):
        Review(str(candidates), str(rejected)).reject(BASE[0], "wrong")
    assert [c.id for c in read_glossary(rejected)] == ["a"]


def test_editing_keeps_what_is_to_be_avoided() -> None:
    old = Concept("a", (Term("甲"), Term("乙", "deprecated")), (Term("one"), Term("two", "forbidden")))
    new = edited(old, "丙", "three {rare}", "", "")
    assert [t.text for t in new.zh] == ["丙", "乙"]
    assert [(t.text, t.status, t.note) for t in new.en] == [
        ("three", "preferred", "rare"),
        ("two", "forbidden", ""),
    ]
