"""`duizhao quantities` by the contract: one line out for one line in."""

from __future__ import annotations

import json
from pathlib import Path

from conftest import Run


def test_one_object_a_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("安排1.5亿元支持5G建设\n\n100—500万吨\n", "utf-8")
    done = run("quantities", "plan.txt", "--lang", "zh")
    assert done.returncode == 0
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["text"] for row in rows] == ["安排1.5亿元支持5G建设", "", "100—500万吨"]
    money = {"span": "1.5亿元", "start": 2, "end": 7, "value": 150000000, "unit": "CNY", "kind": "money"}
    assert rows[0]["quantities"][0] == money | {"bound": "exact"}
    assert rows[0]["quantities"][1]["kind"] == "label"
    assert rows[2]["quantities"][0]["value"] == [1000000, 5000000]
    assert list(rows[0]["quantities"][0]) == ["span", "start", "end", "value", "unit", "kind", "bound"]


def test_standard_input_and_text(run: Run) -> None:
    done = run(
        "quantities", "--lang", "en", "--format", "text", stdin="over 1.5 trillion yuan by 2020\r\nBox 3: 5 MW"
    )
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "over [1.5 trillion yuan = >1,500,000,000,000 CNY] by [2020 = 2020]",
        "‹Box 3›: [5 MW = 5 MW]",
    ]


def test_language_is_told_from_the_script(run: Run) -> None:
    for text, unit in (("到年底增长百分之五。", "%"), ("growth of five percent", "%")):
        done = run("quantities", stdin=text)
        assert json.loads(done.stdout)["quantities"][0]["unit"] == unit


def test_bad_input(run: Run, tmp_path: Path) -> None:
    assert run("quantities", "nothing-here.txt").returncode == 3
    assert run("quantities", tmp_path).returncode == 3
    assert run("quantities", "--lang", "fr", stdin="1").returncode == 2
