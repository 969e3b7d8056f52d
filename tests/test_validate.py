"""`duizhao validate`: every rule can be broken, and says where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Run
from duizhao.exchange import write_concepts, write_units
from duizhao.exchange.validate import validate
from test_exchange import CONCEPTS, UNITS


@pytest.fixture
def good(tmp_path: Path) -> dict[str, str]:
    """Texts of valid files by suffix."""
    write_units(UNITS[:2], tmp_path / "good.tmx")
    write_units(UNITS[:2], tmp_path / "good.xlf")
    write_units(UNITS[:2], tmp_path / "good.xlf2")
    write_concepts(CONCEPTS, tmp_path / "good.tbx")
    write_concepts(CONCEPTS, tmp_path / "good.dct.tbx", dialect="v3-dct")
    write_concepts(CONCEPTS, tmp_path / "good.v2.tbx", dialect="v2")
    write_concepts(CONCEPTS, tmp_path / "good.csv")
    return {path.name.partition(".")[2]: path.read_text("utf-8") for path in tmp_path.glob("good.*")}


def test_what_we_write_is_valid(good: dict[str, str], tmp_path: Path) -> None:
    assert len(good) == 7
    for suffix in good:
        verdict = validate(tmp_path / f"good.{suffix}")
        assert verdict.items == 2
        assert [p for p in verdict.problems if p.severity != "info"] == [], suffix


BREAKS = [
    ("tmx", 'version="1.4"', 'version="1.4b"', "value", 2),
    ("tmx", ' segtype="sentence"', "", "attribute", 3),
    ("tmx", 'srclang="zh-CN"', 'srclang="zh_CN"', "value", 3),
    ("tmx", 'srclang="zh-CN"', 'srclang="fr"', "srclang", 5),
    ("tmx", 'srclang="zh-CN"', 'srclang="zh-cn"', "srclang", 5),
    ("tmx", '<tu tuid="1">', '<tu tuid="1" mine="x">', "attribute", 5),
    ("tmx", '<tu tuid="1">', '<tu tuid="1" creationdate="2026-01-01">', "value", 5),
    ("tmx", 'xml:lang="zh-CN"', 'xml:lang="zh_CN"', "xml-lang", 12),
    ("tmx", 'xml:lang="zh-CN"', 'lang="zh-CN"', "xml-lang", 12),
    ("tmx", 'xml:lang="zh-CN"', 'xml:lang="zh-Hans"', "xml-lang", 12),
    ("tmx", "<tmx ", '<tmx xmlns="urn:x" ', "namespace", 2),
    ("tmx", "</tuv>\n</tu>", "</tuv>\n<note>x</note></tu>", "content", 5),
    ("tmx", "<body>", "<body><other/>", "content", 4),
    ("tmx", "<seg>", "<seg><b/>", "element", 12),
    ("tmx", "<seg>", "<seg> ", "space", 12),
    ("tmx", "<seg>", '<seg><bpt i="1"/>', "pairs", 12),
    ("tmx", "<seg>", "<seg>" + "x" * 2001, "long", 12),
    ("tmx", "<seg>", "<seg>e\u0301", "nfc", 12),
    ("tmx", "<tuv ", "text<tuv ", "text", 5),
    ("tmx", "</tmx>", "", "xml", 0),
    ("tbx", 'style="dca"', 'style="xyz"', "value", 2),
    ("tbx", "ed-2", "ed-1", "namespace", 2),
    ("tbx", 'id="c2"', 'id="2"', "value", 0),
    ("tbx", 'id="c2"', 'id="pol-0001"', "id", 0),
    ("tbx", "<term>推进</term>", "<term/>", "empty", 0),
    ("tbx", "<term>推进</term>", "<term>推进 </term>", "space", 0),
    ("tbx", "<term>推进</term>", "", "content", 0),
    ("tbx", "preferredTerm-admn-sts", "preferred", "picklist", 0),
    ("tbx", ">noun<", ">substantive<", "picklist", 0),
    ("tbx", 'type="subjectField"', 'type="context"', "level", 0),
    ("tbx", 'type="subjectField"', 'type="colour"', "category", 0),
    ("tbx", "<date>2026-11-22</date>", "<date>22.11.2026</date>", "date", 0),
    ("tbx", 'xml:lang="zh-CN"', 'xml:lang="zh_CN"', "xml-lang", 0),
    ("tbx", 'xml:lang="en-US"', 'xml:lang="fr"', "language", 0),
    ("tbx", "<tbxHeader>", "<tbxHeader><x/>", "content", 0),
    ("dct.tbx", ">noun<", ">substantive<", "picklist", 0),
    ("dct.tbx", "min:subjectField", "basic:context", "level", 0),
    ("v2.tbx", "<martif ", '<martif xmlns="urn:x" ', "namespace", 2),
    ("v2.tbx", "<tig>", "<termSec>", "xml", 0),
    ("xlf", 'version="1.2"', 'version="1.1"', "value", 2),
    ("xlf", ' source-language="zh-CN"', "", "attribute", 3),
    ("xlf", ' target-language="en-US"', "", "language", 0),
    ("xlf", '<trans-unit id="2"', '<trans-unit id="1"', "id", 0),
    ("xlf", 'state="translated"', 'state="done"', "value", 0),
    ("xlf", "<source>", "<source><b/>", "content", 0),
    ("xlf", 'context-type="x-duizhao-score"', 'context-type="9"', "value", 0),
    ("xlf2", 'srcLang="zh-CN"', 'srcLang="zh_CN"', "value", 2),
    ("xlf2", ' trgLang="en-US"', "", "language", 0),
    ("xlf2", '<unit id="2"', '<unit id="1"', "id", 0),
    ("xlf2", 'state="translated"', 'state="done"', "value", 0),
    ("xlf2", "</source>", "</source><source/>", "content", 0),
    ("csv", "pol-0001", "1", "row", 2),
    ("csv", "c2,", "pol-0001,", "id", 3),
    ("csv", ",noun,", ",substantive,", "value", 2),
    ("csv", ",slogan,", ",motto,", "value", 2),
    ("csv", "case | nocheck", "case | loud", "value", 2),
    ("csv", "cyber power", "网络 power", "script", 2),
    ("csv", "cyber power", "cyber，power", "width", 2),
    ("csv", "cyberpower", "cyber power", "twice", 2),
    ("csv", "2026-11-22", "22.11.26", "date", 2),
    ("csv", "id,zh", "id,zho", "csv", 1),
    ("csv", "candidate", "maybe", "row", 2),
]


@pytest.mark.parametrize(("suffix", "old", "new", "rule", "line"), BREAKS)
def test_every_rule_can_be_broken(
    suffix: str, old: str, new: str, rule: str, line: int, good: dict[str, str], tmp_path: Path
) -> None:
    assert old in good[suffix]
    path = tmp_path / f"bad.{suffix}"
    path.write_text(good[suffix].replace(old, new), "utf-8")
    found = [problem for problem in validate(path).problems if problem.rule == rule]
    assert found, [str(p) for p in validate(path).problems]
    if line:
        assert found[0].line == line


def test_losses_of_tools(good: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "a.tmx").write_text(good["tmx"].replace('"zh-CN"', '"zh_CN"'), "utf-8")
    messages = [
        problem.message for problem in validate(tmp_path / "a.tmx").problems if problem.tool == "OmegaT 3.6"
    ]
    assert messages == ["OmegaT 3.6 reads 0 of 2 units: it does not know xml:lang='zh_CN' (2)"]


def test_many_of_a_kind_are_counted(tmp_path: Path) -> None:
    write_units([u for _ in range(30) for u in UNITS[:1]], tmp_path / "a.tmx")
    text = (tmp_path / "a.tmx").read_text("utf-8").replace('tuid="1"', 'tuid="1" x="y"')
    (tmp_path / "a.tmx").write_text(text, "utf-8")
    problems = [p for p in validate(tmp_path / "a.tmx").problems if p.rule == "attribute"]
    assert len(problems) == 11
    assert problems[-1].message == "20 more like this"
    assert problems[-1].count == 20


def test_exit_codes_and_output(good: dict[str, str], tmp_path: Path, run: Run) -> None:
    assert good
    done = run("validate", "good.tmx", "good.csv")
    assert (done.returncode, done.stdout) == (0, "")
    assert "good.tmx: TMX, 2 units, valid" in done.stderr
    (tmp_path / "bad.tmx").write_text(good["tmx"].replace('version="1.4"', 'version="1.4b"'), "utf-8")
    done = run("validate", "good.csv", "bad.tmx")
    assert done.returncode == 1
    assert done.stdout.startswith("bad.tmx:2: error: version='1.4b' of <tmx> is not allowed [value]\n")
    assert run("validate", "bad.tmx", "--fail-on", "never").returncode == 0
    lines = [json.loads(line) for line in run("validate", "bad.tmx", "--format", "jsonl").stdout.splitlines()]
    assert (lines[0]["rule"], lines[0]["line"], lines[0]["severity"]) == ("value", 2, "error")


def test_losses_count_for_the_tool_that_is_asked_for(good: dict[str, str], run: Run) -> None:
    assert good
    assert run("validate", "good.tbx").returncode == 0
    assert run("validate", "good.tbx", "--for", "omegat").returncode == 1
    assert run("validate", "good.tmx", "--for", "omegat").returncode == 0


def test_bad_input(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.txt").write_text("改革", "utf-8")
    (tmp_path / "empty.tmx").write_bytes(b"")
    laughs = '<!DOCTYPE tmx [<!ENTITY a "b">]>\n<tmx version="1.4"><body>&a;</body></tmx>'
    (tmp_path / "laughs.tmx").write_text(laughs, "utf-8")
    assert run("validate", "none.tmx").returncode == 3
    assert run("validate", "a.txt").returncode == 3
    assert run("validate").returncode == 2
    assert "is empty" in run("validate", "empty.tmx").stdout
    done = run("validate", "laughs.tmx")
    assert done.returncode == 1
    assert "laughs.tmx:1: error: declares entities" in done.stdout
