"""The checks: their examples, what they share, and what users decide about them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Run
from duizhao.checks import CHECKS, Check, Options, Sample, check_units, find
from duizhao.glossary import Glossary
from duizhao.model import Finding, Unit, plain_unit


def units_of(sample: Sample) -> list[Unit]:
    rows = (*sample.more, (sample.zh, sample.en))
    return [plain_unit(n, zh, en) for n, (zh, en) in enumerate(rows, 1)]


def found(check: Check, sample: Sample) -> list[Finding]:
    glossary = Glossary(sample.terms) if sample.terms else None
    last = len(sample.more) + 1
    return [f for f in check_units(units_of(sample), glossary) if f.code == check.code and f.unit == last]


EXAMPLES = [(c, s, True) for c in CHECKS for s in c.wrong] + [(c, s, False) for c in CHECKS for s in c.right]


@pytest.mark.parametrize(
    ("check", "sample", "wrong"),
    EXAMPLES,
    ids=[f"{c.code}-{'wrong' if w else 'right'}-{s.en[:20]}" for c, s, w in EXAMPLES],
)
def test_examples_of_the_documentation(check: Check, sample: Sample, wrong: bool) -> None:
    assert bool(found(check, sample)) is wrong


SHOWN_BELOW = {"inconsistent-memory", "added-sentence", "omitted-sentence"}  # need more than one pair


def test_sentences_without_a_counterpart() -> None:
    added = Unit(1, (), plain_unit(1, "无", "Research integrity is the basis of innovation.").en, en_file="a.en.txt")
    omitted = Unit(2, plain_unit(2, "科研诚信是创新的基石，必须长期坚持。", "x").zh, (), zh_file="a.zh.txt")
    pair = plain_unit(3, "总投资1.5亿元。", "Total investment is 150 million yuan.")
    told = {(f.unit, f.name) for f in check_units([added, omitted, pair])}
    assert told == {(1, "added-sentence"), (2, "omitted-sentence")}


def test_every_check_explains_itself() -> None:
    assert len({c.code for c in CHECKS}) == len({c.name for c in CHECKS}) == len(CHECKS)
    for check in CHECKS:
        assert check.summary.endswith("."), check.code
        assert len(check.page) > 40, check.code
        assert check.right, check.code
        assert check.wrong or check.name in SHOWN_BELOW, check.code
        assert find(check.code.lower()) is find(check.name.upper()) is check


def test_findings_name_both_sides_and_the_right_english() -> None:
    unit = plain_unit(1, "总投资1.5亿元，新增就业12万人。", "Total investment is 1.5 million yuan; jobs were added.")
    magnitude, missing = check_units([unit])
    assert magnitude.message == "1.5亿元 is 150 million yuan; “1.5 million yuan” is 100 times too small"
    assert magnitude.suggestion == "150 million yuan"
    assert magnitude.zh_span is not None
    assert magnitude.en_span is not None
    assert missing.message == "12万 (120,000) is not in the translation"


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("居民健康素养水平五年内翻一番。", "The level of health literacy will be tripled in five years."),
        ("事项再减少三分之一。", "The items will be cut by another quarter."),
        ("罚款不得超过所得的三倍。", "The fine must be at least three times the gains."),
        ("处三万元以上十五万元以下罚款。", "A fine of not more than 30,000 yuan or not less than 150,000 yuan."),
        ("这一比例每提高一个百分点。", "A one-percent rise in this ratio."),
        ("占比提高1.2个百分点。", "The share will rise by 1.2."),
        ("甲、乙两县分别增长3%和5%。", "Counties A and B grew by 5 percent and 3 percent respectively."),
    ],
)
def test_a_closer_reading_of_numbers(zh: str, en: str) -> None:
    assert [f.severity for f in check_units([plain_unit(1, zh, en)]) if f.code.startswith("DZ1")] == ["error"]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("居民健康素养水平五年内翻一番。", "The level of health literacy will be doubled in five years."),
        ("罚款不得超过所得的三倍。", "The fine must not exceed three times the gains."),
        ("罰鍰自十萬元至一百萬元。", "A fine is imposed, NT$100,000 as the minimum and NT$1,000,000 as the maximum."),
        ("香港政府將投放五十億元。", "The Government of Hong Kong will commit five billion dollars."),
        (
            "提请十三届全国人大常委会第三十七次会议审议。",
            "It goes to an upcoming session of the NPC Standing Committee.",
        ),
        ("未逾百分之五十者。", "Those of no more than 50 percent."),
    ],
)
def test_what_a_closer_reading_accepts(zh: str, en: str) -> None:
    assert [f.message for f in check_units([plain_unit(1, zh, en)]) if f.severity != "info"] == []


def test_a_number_that_went_to_the_next_unit_is_only_mentioned() -> None:
    here = plain_unit(1, "总投资1.5亿元。", "It was launched.")
    there = plain_unit(2, "项目已启动。", "Total investment is 150 million yuan, and the project is under way.")
    crossed = [f for f in check_units([here, there]) if f.name.startswith("number-")]
    assert {f.severity for f in crossed} == {"info"}
    assert [f.message for f in crossed] == [
        "1.5亿元 (150 million yuan) is in the unit behind", "“150 million yuan” is in the unit before",
    ]  # fmt: skip
    alone = [f for f in check_units([here]) if f.name == "number-missing"]
    assert [f.severity for f in alone] == ["error"]


def test_slips_of_a_whole_file_are_its_layout() -> None:
    rows = [plain_unit(n, f"第{n}项工作。", f"Task  number {n} is done.") for n in range(1, 40)]
    few = [f for f in check_units(rows[:1]) if f.name == "double-space"]
    many = [f for f in check_units(rows) if f.name == "double-space"]
    assert [f.severity for f in few] == ["warning"]
    assert len(many) == 39
    assert {f.severity for f in many} == {"info"}


TERMS = next(c for c in CHECKS if c.name == "inconsistent-term").wrong[0].terms
FACTORY = plain_unit(1, "推动产业链升级。", "We will upgrade our factories.")


def test_what_users_decide() -> None:
    glossary = Glossary(TERMS)

    def told(unit: Unit = FACTORY, **options: object) -> list[tuple[str, str]]:
        return [(f.code, f.severity) for f in check_units([unit], glossary, options=Options(**options))]  # type: ignore[arg-type]

    assert told() == [("DZ201", "error")]
    assert told(severities={"DZ201": "info"}) == told(severities={"missing-term": "info"}) == [("DZ201", "info")]
    assert told(severities={"产业链": "warning"}) == [("DZ201", "warning")]
    assert told(severities={"产业链": "off"}) == told(severities={"DZ201": "off"}) == []
    assert told(do_not_check=frozenset(("产业链",))) == told(do_not_check=frozenset((TERMS[0].id,))) == []
    assert told(only=frozenset(("DZ102",))) == []
    for text in ("duizhao: ignore", "duizhao: ignore DZ201", "duizhao: ok missing-term, DZ102"):
        assert told(replace(FACTORY, notes=(text,))) == []
    assert told(replace(FACTORY, notes=("duizhao: ignore DZ102",))) == [("DZ201", "error")]


def test_one_rendering_of_a_concept_within_a_file() -> None:
    glossary = Glossary(TERMS)
    rows = [
        plain_unit(1, "布局产业链。", "We will plan the industrial chain."),
        plain_unit(2, "延伸产业链。", "We will extend the industry chain."),
        plain_unit(3, "延长产业链。", "We will lengthen industrial chains."),
    ]
    told = [f for f in check_units(rows, glossary) if f.name == "inconsistent-term"]
    assert [(f.unit, f.suggestion) for f in told] == [(2, "industrial chain")]  # the first use wins, inflected or not
    assert told[0].precedent is not None
    assert told[0].precedent["unit"] == 1


def test_near_identical_sources_are_held_against_each_other() -> None:
    rows = [
        plain_unit(1, "到2027年，培育龙头企业10家；", "By 2027, ten leading enterprises will be fostered;"),
        plain_unit(2, "到2030年，培育龙头企业20家；", "Twenty flagship companies are to be nurtured by 2030;"),
    ]
    assert [(f.unit, f.name) for f in check_units(rows)] == [(2, "inconsistent-target")]
    assert check_units([rows[0], replace(rows[0], id=2)]) == ()


def test_the_memory_gives_the_precedent() -> None:
    memory = [plain_unit(7, "各部门按职责分工负责。", "Each department is responsible within its duties.")]
    unit = plain_unit(1, "各部门按职责分工负责。", "All departments shall do their own work.")
    (told,) = (f for f in check_units([unit], memory=memory) if f.name == "inconsistent-memory")
    assert told.suggestion == memory[0].en_text
    assert told.precedent is not None
    assert told.precedent["unit"] == 7
    assert check_units([replace(memory[0], id=1)], memory=memory) == ()


def test_from_english_into_chinese_what_applies() -> None:
    unit = plain_unit(1, "总投资1.5亿元。", "Total investment is 1.5 million yuan.")
    told = check_units([unit], options=Options(direction="en-zh"))
    assert [f.code for f in told] == ["DZ102"]
    names = {c.name for c in CHECKS if c.both_ways}
    assert {"number-mismatch", "date-mismatch", "code-mismatch"} <= names
    assert "missing-term" not in names


def test_units_on_the_command_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "u.csv").write_text(
        "zh,en\n总投资1.5亿元。,Total investment is 1.5 million yuan.\n"
        "推动产业链升级。,We will upgrade our factories.\n",
        encoding="utf-8",
    )
    (tmp_path / "m.csv").write_text("zh,en\n总投资1.5亿元。,Investment totals 150 million yuan.\n", encoding="utf-8")

    def codes(*args: str) -> list[str]:
        done = run("check", "u.csv", "--format", "jsonl", *args)
        return [json.loads(line)["code"] for line in done.stdout.splitlines()]

    assert codes() == ["DZ102", "DZ201"]
    assert codes("--severity", "产业链=off") == codes("--do-not-check", "产业链") == ["DZ102"]
    assert codes("--only", "missing-term") == ["DZ201"]
    assert codes("--memory", "m.csv", "--only", "dz304") == ["DZ304"]
    assert codes("--direction", "en-zh") == ["DZ102"]
    for args, word in (
        (("--only", "DZ999"), "no check 'DZ999'"),
        (("--severity", "nothing=off"), "no check 'nothing'"),
        (("--severity", "DZ102=loud"), "error, warning, info or off"),
        (("--accept", "zzz", "--reason", "so"), "no fingerprint"),
    ):
        done = run("check", "u.csv", *args)
        assert done.returncode == 2, args
        assert word in done.stderr
    assert run("check", "u.csv", "--memory", "none.csv").returncode == 3
    (tmp_path / "documents").mkdir()
    for lang, text in (("zh", "总投资1.5亿元。\n"), ("en", "Total investment is 150 million yuan.\n")):
        (tmp_path / "documents" / f"a.{lang}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "duizhao.toml").write_text('[check.severities]\nDZ900 = "off"\n', encoding="utf-8")
    done = run("check", "u.csv")
    assert done.returncode == 3
    assert "duizhao.toml:2: [check.severities]: no check 'DZ900'" in done.stderr


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.text(max_size=120))
def test_no_text_breaks_a_check(zh: str, en: str) -> None:
    unit = plain_unit(1, zh or "总", en or "a")
    for finding in check_units([unit], Glossary(TERMS)):
        for span, text in ((finding.zh_span, finding.zh), (finding.en_span, finding.en)):
            assert span is None or 0 <= span.start <= span.end <= len(text)
