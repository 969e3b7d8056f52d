"""The same units in every bilingual format give the same findings; a whole project; standard input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Run

# Pairs with and without mistakes: magnitudes, omissions, marks, rare characters, quotes, layout spaces, tabs of tables.
PAIRS = (
    ("到2030年，全市海产加工产值超过3.5亿元。", "By 2030, the output value of seafood will exceed 3.5 million yuan."),
    ("新建渔港12个，改造码头300米。", "We will build 12 fishing ports and rebuild 300 meters of wharves."),
    ("坚持“放管服”改革，办好《渔业法》宣传周。", "Hold a week week on the Fisheries Law."),
    ("𠮷田村、㐂乐村先行先试。", "Jitian and Xile villages go first; 先行先试 is left."),
    ("渔民收入提高2个百分点，水费下降5%；码头照明更换。", "Fishers’ incomes rise by 2 percent, water is 5% cheaper."),
    ("加快建设网络强国。", "We will speed up building a networking power."),
    ("完善A&B码头（含<三号>泊位）标志。", "Improve the signs of wharf A&B (with berth <3>)."),
    ("保护海湾生态。", "The ecology of the bay will be “protected."),
)  # fmt: skip
FORMATS = ("tmx", "xlf", "xlf2", "sdlxliff", "mqxliff", "tsv", "csv", "xlsx", "docx", "po")


def findings(run: Run, *args: str, stdin: str | None = None) -> list[tuple[object, ...]]:
    done = run("check", *args, "--format", "jsonl", "--fail-on", "never", **({"stdin": stdin} if stdin else {}))
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    wanted = ("code", "severity", "zh", "en", "zh_span", "en_span", "suggestion", "fingerprint")
    return sorted((tuple(str(f[key]) for key in wanted) for f in found), key=str)


@pytest.fixture
def units(tmp_path: Path) -> Path:
    lines = [
        json.dumps({"id": n, "zh": [{"id": 1, "text": zh}], "en": [{"id": 1, "text": en}]}, ensure_ascii=False)
        for n, (zh, en) in enumerate(PAIRS, 1)
    ]
    (tmp_path / "units.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("units")
def test_all_formats_give_the_same_findings(run: Run) -> None:
    wanted = findings(run, "units.jsonl")
    assert {"DZ102", "DZ106", "DZ202", "DZ601", "DZ701", "DZ703"} <= {str(f[0]) for f in wanted}
    for shape in FORMATS:
        assert run("convert", "units.jsonl", f"units.{shape}").returncode == 0, shape
        assert findings(run, f"units.{shape}") == wanted, shape


@pytest.mark.usefixtures("units")
def test_units_on_standard_input(run: Run, units: Path) -> None:
    assert run("convert", "units.jsonl", "units.tmx").returncode == 0
    text = (units / "units.tmx").read_text(encoding="utf-8")
    assert findings(run, "-", "--from", "tmx", stdin=text) == findings(run, "units.tmx")


def test_page_furniture_in_a_table_is_not_left_untranslated(run: Run, tmp_path: Path) -> None:
    front = ["zh\ten", "\t2026", "\tTranslated by: the Harbour Desk", "当前位置：首页 > 政策\t"]
    rows = [*front, "\t".join(PAIRS[1]), "扫一扫在手机打开当前页\t", "渔船统一编号。\t"]
    (tmp_path / "t.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    grave = [f for f in findings(run, "t.tsv") if f[1] != "info"]
    assert [(f[0], f[2]) for f in grave] == [("DZ401", "渔船统一编号。")]


def test_a_whole_project(run: Run, tmp_path: Path) -> None:
    assert run("new", "harbour").returncode == 0
    documents = tmp_path / "harbour" / "documents"
    for name, (zh, en) in {"one": ("产业链更长。", "The industrial chain is longer."),
                           "two": ("完善产业链。", "Improve the industry chain.")}.items():  # fmt: skip
        (documents / f"{name}.zh.txt").write_text(f"{zh}\n投资4.2亿元。\n", encoding="utf-8")
        (documents / f"{name}.en.txt").write_text(f"{en}\nInvest 420 million yuan.\n", encoding="utf-8")
    (documents / "two.en.txt").write_text("Improve the industry chain.\nInvest 42 million yuan.\n", encoding="utf-8")
    done = run("check", "harbour", "--only", "DZ102")
    assert done.returncode == 1
    assert "3 document pairs" in done.stdout.splitlines()[-1]
    assert "two.en.txt:2" in done.stdout
    assert run("check", "harbour/duizhao.toml", "--only", "DZ102", "--fail-on", "never").returncode == 0
    assert run("check", "harbour", "--source", "x.txt").returncode == 2
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "duizhao new" in run("check", "empty").stderr


def test_what_is_shown_and_what_fails(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "We will build an smart port. The CNC tools of the port are new.\n", encoding="utf-8"
    )
    shown = run("check", "a.txt")
    assert shown.returncode == 0  # warnings do not fail by default
    assert "CNC is not introduced" not in shown.stdout
    assert shown.stdout.splitlines()[-1].endswith("(1 not shown: --show info)")
    assert "CNC is not introduced" in run("check", "a.txt", "--show", "info").stdout
    assert run("check", "a.txt", "--fail-on", "warning").returncode == 1
    assert run("check", "a.txt", "--fail-on", "info", "--only", "DZ504").returncode == 1
    assert run("check", "a.txt", "--fail-on", "warning", "--only", "DZ504").returncode == 0
    assert run("check", "a.txt", "--severity", "DZ708=error").returncode == 1
