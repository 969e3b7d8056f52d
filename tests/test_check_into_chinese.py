"""Translations from English into Chinese: right ones pass, and what is wrong is told from the English side."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Run
from duizhao.checks import Options, check_units
from duizhao.model import Finding, Sentence, Unit

INTO_CHINESE = Options(direction="en-zh")
RIGHT = (
    ("The council approved 3.5 billion US dollars for sea walls.", "理事会批准35亿美元用于修建海堤。"),
    ("Applications must be submitted by June 30, 2024.", "申请须于2024年6月30日前提交。"),
    ("The fund will support no more than 15 projects.", "该基金支持不超过15个项目。"),
    ("Interest rates fell by 0.25 percentage points.", "利率下降0.25个百分点。"),
    ("Article 7 applies to vehicles registered after 2019.", "第七条适用于2019年以后登记的车辆。"),
    ("About one third of the households are connected.", "约三分之一的家庭已经接入。"),
    ("See https://www.example.org/report or write to info@example.org.", "见https://www.example.org/report，或致函info@example.org。"),
    ("The agreement (the “Agreement”) takes effect on signature.", "本协定（以下简称“协定”）自签署之日起生效。"),
    ("The purpose of the visit is indeed clear.", "访问的目的的确清楚，为了了解情况。"),
    ("NASA", "NASA"),
    ("https://www.example.org/a", "https://www.example.org/a"),
)  # fmt: skip


def told(en: str, zh: str) -> tuple[Finding, ...]:
    sides = [(Sentence(1, text, 0, len(text), 1),) if text else () for text in (zh, en)]
    return check_units([Unit(1, sides[0], sides[1])], options=INTO_CHINESE)


@pytest.mark.parametrize(("en", "zh"), RIGHT)
def test_right_translations_pass(en: str, zh: str) -> None:
    assert told(en, zh) == ()


@pytest.mark.parametrize(
    ("en", "zh", "code", "message"),
    [
        ("The council approved 3.5 billion euros.", "理事会批准3.5亿欧元。", "DZ102",
         "“3.5 billion euros” is rendered as 3.5亿欧元 (350 million euros)"),
        ("Rates fell by 0.25 percentage points.", "利率下降0.25%。", "DZ106",
         "“0.25 percentage points” is rendered as 0.25% (0.25 percent)"),
        ("Apply by June 30, 2024.", "请于2024年6月13日前申请。", "DZ107", "is rendered as 2024年6月13日"),
        ("It takes effect under Article 7.", "依照第八条生效。", "DZ801", "“Article 7” is rendered as 第八条"),
        ("Trade will grow by 15 percent.", "贸易将增长。", "DZ103", "“15 percent” is not in the translation"),
        ("Trade will grow.", "贸易将增长15%。", "DZ104", "is not in the source"),
        ("Green finance is a priority.", "Green finance is a priority.", "DZ405", "still English"),
        ("The harbour is old.", "", "DZ401", "not translated"),
        ("", "港口很旧。", "DZ402", "nothing in the source"),
        ("Villages go first.", "村庄（先行先试。", "DZ702", "（ has no partner"),
        ("The “Agreement” is signed.", "“协定已经签署。", "DZ701", "“ has no partner"),
        ("The area covered grows.", "覆盖的的面积增加。", "DZ703", "的的"),
        ("IPv6 will be deployed.", "部署IPv4。", "DZ503", "“IPv6” is rendered as IPv4"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_from_the_english(en: str, zh: str, code: str, message: str) -> None:
    (finding,) = told(en, zh)
    assert finding.code == code
    assert message in finding.message
    # What to write would be Chinese: only a code or a character can be given.
    assert finding.suggestion in ("", "的", "IPv6")


def test_chinese_may_sum_up_what_it_has_listed() -> None:
    (finding,) = told("Water, soil and forests are protected as one.", "水、土壤、森林统一保护，这3个方面不可缺。")
    assert (finding.code, finding.severity) == ("DZ104", "info")


def test_documents_tell_the_direction(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.en.txt").write_text("The fund holds 3.5 billion euros.\nIt was founded in 2019.\n", encoding="utf-8")
    (tmp_path / "a.zh.txt").write_text("该基金持有3.5亿欧元。\n基金成立于2019年。\n", encoding="utf-8")
    done = run("check", "a.zh.txt", "--source", "a.en.txt", "--format", "jsonl")
    assert done.returncode == 1
    (found,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (found["code"], found["file"], found["line"]) == ("DZ102", "a.zh.txt", 1)
    assert found["message"].startswith("“3.5 billion euros” is rendered as")
    for args in (("a.zh.txt", "--source", "a.zh.txt"), ("a.en.txt", "--source", "a.en.txt")):
        same = run("check", *args)
        assert same.returncode == 3
        assert "and so is" in same.stderr


def test_only_and_severities_mean_what_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "u.tsv").write_text("zh\ten\n贸易将增长。\tTrade will grow by 15 percent.\n", encoding="utf-8")

    def codes(*args: str) -> list[tuple[str, str]]:
        done = run("check", "u.tsv", "--direction", "en-zh", "--format", "jsonl", *args)
        found = [json.loads(line) for line in done.stdout.splitlines()]
        return [(f["code"], f["severity"]) for f in found]

    assert codes() == codes("--only", "DZ103") == [("DZ103", "error")]
    assert codes("--only", "DZ104") == codes("--severity", "DZ103=off") == []
    assert codes("--severity", "DZ103=info") == [("DZ103", "info")]


def test_a_project_says_its_direction(run: Run, tmp_path: Path) -> None:
    (tmp_path / "u.tsv").write_text("zh\ten\n贸易将增长。\tTrade will grow by 15 percent.\n", encoding="utf-8")
    (tmp_path / "duizhao.toml").write_text('[check]\ndirection = "en-zh"\n', encoding="utf-8")
    assert "DZ103" in run("check", "u.tsv").stdout
    assert "DZ104" in run("check", "u.tsv", "--direction", "zh-en").stdout
    (tmp_path / "duizhao.toml").write_text('[check]\ndirection = "zh-fr"\n', encoding="utf-8")
    wrong = run("check", "u.tsv")
    assert wrong.returncode == 3
    assert "duizhao.toml:2: no direction 'zh-fr'; zh-en or en-zh" in wrong.stderr
