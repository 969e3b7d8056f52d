"""SARIF: the rules of the published format (OASIS, SARIF 2.1.0), written out by hand, and places in files."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from duizhao.checks import CHECKS
from duizhao.model import Finding, Span
from duizhao.reports.findings import write
from duizhao.reports.places import Places
from report_samples import finding, hostile, ordinary

# object: property → (type, required); the sections of the specification that define them in comments.
TEXT = {"text": (str, True), "markdown": (str, False)}  # 3.11, 3.12
SHAPES: dict[str, dict[str, tuple[type | tuple[type, ...], bool]]] = {
    "log": {"version": (str, True), "runs": (list, True)},  # 3.13
    "run": {  # 3.14
        "tool": (dict, True), "results": (list, False), "columnKind": (str, False), "invocations": (list, False),
        "properties": (dict, False),
    },
    "driver": {"name": (str, True), "version": (str, False), "rules": (list, False)},  # 3.19
    "rule": {  # 3.49
        "id": (str, True), "name": (str, False), "shortDescription": (dict, False),
        "fullDescription": (dict, False),
        "help": (dict, False), "defaultConfiguration": (dict, False), "properties": (dict, False),
    },
    "result": {  # 3.27
        "ruleId": (str, False), "ruleIndex": (int, False), "level": (str, False), "message": (dict, True),
        "locations": (list, False), "relatedLocations": (list, False), "partialFingerprints": (dict, False),
        "rank": ((int, float), False), "properties": (dict, False),
    },
    "location": {  # 3.28
        "id": (int, False), "physicalLocation": (dict, False), "logicalLocations": (list, False),
        "message": (dict, False),
    },
    "physicalLocation": {"artifactLocation": (dict, False), "region": (dict, False)},  # 3.29
    "artifactLocation": {"uri": (str, False), "uriBaseId": (str, False)},  # 3.4
    "region": {  # 3.30
        "startLine": (int, False), "startColumn": (int, False), "endLine": (int, False), "endColumn": (int, False),
        "charOffset": (int, False), "charLength": (int, False),
    },
    "logicalLocation": {"name": (str, False), "kind": (str, False)},  # 3.33
    "text": TEXT,
}  # fmt: skip


def holds(value: dict[str, Any], shape: str) -> dict[str, Any]:
    rules = SHAPES[shape]
    assert isinstance(value, dict)
    assert value.keys() <= rules.keys(), f"{shape} has {value.keys() - rules.keys()}"
    for name, (kind, required) in rules.items():
        assert name in value or not required, f"{shape} lacks {name}"
        assert name not in value or isinstance(value[name], kind), f"{shape}.{name} is {value[name]!r}"
    return value


def check_location(location: dict[str, Any]) -> None:
    holds(location, "location")
    physical = holds(location["physicalLocation"], "physicalLocation")
    uri = holds(physical["artifactLocation"], "artifactLocation")["uri"]
    assert re.fullmatch(r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-F]{2})+", uri), uri  # RFC 3986
    assert not urlsplit(uri).scheme or urlsplit(uri).scheme == "file"
    if urlsplit(uri).scheme:
        assert "uriBaseId" not in physical["artifactLocation"]
    if "region" in physical:
        region = holds(physical["region"], "region")
        assert region["startLine"] >= 1
        if "startColumn" in region:
            assert region["startColumn"] >= 1
            assert region["charOffset"] >= 0
            assert region["charLength"] >= 1
            assert (region["endLine"], region["endColumn"]) > (region["startLine"], region["startColumn"])
    for logical in location.get("logicalLocations", []):
        holds(logical, "logicalLocation")
    if "message" in location:
        assert holds(location["message"], "text")["text"]


def check_log(log: dict[str, Any]) -> dict[str, Any]:
    """Asserts what the specification asks of a log file; gives its only run."""
    assert holds(log, "log")["version"] == "2.1.0"
    (run,) = log["runs"]
    holds(run, "run")
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    assert all(isinstance(i["executionSuccessful"], bool) for i in run["invocations"])
    driver = holds(run["tool"]["driver"], "driver")
    ids = [holds(rule, "rule")["id"] for rule in driver["rules"]]
    assert len(set(ids)) == len(ids)
    for rule in driver["rules"]:
        for name in ("shortDescription", "fullDescription", "help"):
            assert holds(rule[name], "text")["text"].strip()
        assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
        assert rule["name"] != rule["id"]
    for result in run["results"]:
        holds(result, "result")
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert 0 <= result["rank"] <= 100
        assert holds(result["message"], "text")["text"].strip()
        assert all(isinstance(v, str) for v in result.get("partialFingerprints", {}).values())
        for location in result["locations"] + result.get("relatedLocations", []):
            check_location(location)
    return run


def log_of(tmp_path: Path, findings: list[Finding]) -> dict[str, Any]:
    write(findings, tmp_path / "report.sarif", "sarif", title="plan")
    log: dict[str, Any] = json.loads((tmp_path / "report.sarif").read_text(encoding="utf-8"))
    return log


@pytest.mark.parametrize("findings", [[], ordinary(), hostile()], ids=["none", "ordinary", "hostile"])
def test_valid(tmp_path: Path, findings: list[Finding]) -> None:
    run = check_log(log_of(tmp_path, findings))
    assert len(run["results"]) == len(findings)


def test_every_check_is_explained(tmp_path: Path) -> None:
    findings = [finding(code=c.code, name=c.name, severity=c.severity) for c in CHECKS]
    rules = check_log(log_of(tmp_path, findings))["tool"]["driver"]["rules"]
    by_code = {c.code: c for c in CHECKS}
    for rule in rules:
        assert rule["shortDescription"]["text"] == by_code[rule["id"]].summary
        assert by_code[rule["id"]].page in rule["help"]["text"]
        assert re.fullmatch("([A-Z][a-z]*)+", rule["name"])


def test_precedents_are_related_places(tmp_path: Path) -> None:
    (result,) = check_log(log_of(tmp_path, [finding()]))["results"]
    (related,) = result["relatedLocations"]
    assert related["physicalLocation"]["region"] == {"startLine": 3}
    assert result["partialFingerprints"] == {"duizhao/v1": "000000000001"}


def test_regions_point_at_the_mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    en = finding().en.replace(" exceed ", "\nexceed 10\t").replace("\t10 billion", "\nbillion")
    raw = "\ufeffOutlook\r\n\r\n𠀀 " + en.replace("\n", "\r\n") + " More.\r\n"
    (tmp_path / "plan.en.txt").write_bytes(raw.encode("utf-8"))
    (result,) = check_log(log_of(tmp_path, [finding(line=3)]))["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    text = raw.removeprefix("\ufeff")
    marked = text[region["charOffset"] : region["charOffset"] + region["charLength"]]
    assert " ".join(marked.split()) == "10 billion yuan"
    assert (region["startLine"], region["startColumn"]) == (4, 8)
    assert (region["endLine"], region["endColumn"]) == (5, 13)


def test_the_nearest_of_equal_sentences_is_meant(tmp_path: Path) -> None:
    place = tmp_path / "plan.en.txt"
    place.write_text((finding().en + "\n") * 3, encoding="utf-8")
    for line in (1, 2, 3):
        found = Places().of(finding(file=str(place), line=line))
        assert found is not None
        assert found.line == line


def test_a_unit_may_begin_before_its_line(tmp_path: Path) -> None:
    place = tmp_path / "plan.en.txt"
    place.write_text("It grows.\nIt grows by 3%.\n", encoding="utf-8")
    found = Places().of(finding(file=str(place), line=2, en="It grows. It grows by 3%.", en_span=Span(22, 24)))
    assert found is not None
    assert (found.line, found.column, found.end_column) == (2, 13, 15)


@pytest.mark.parametrize("name", ["missing.txt", "-", "", "plan.bin"])
def test_without_a_text_there_is_only_a_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "plan.bin").write_bytes(b"\x00\x01" * 40)
    one = finding(file=str(tmp_path / name) if name[:1].isalpha() else name)
    assert Places().of(one) is None
    check_log(log_of(tmp_path, [one]))


def test_files_of_the_project_are_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    uris = {}
    for file in ("a b/规划.txt", str(tmp_path / "in" / "x.txt"), "/elsewhere/y.txt"):
        (result,) = results_for(tmp_path, file)
        uris[file] = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert uris["a b/规划.txt"] == {"uri": "a%20b/%E8%A7%84%E5%88%92.txt", "uriBaseId": "%SRCROOT%"}
    assert uris[str(tmp_path / "in" / "x.txt")] == {"uri": "in/x.txt", "uriBaseId": "%SRCROOT%"}
    assert uris["/elsewhere/y.txt"] == {"uri": "file:///elsewhere/y.txt"}


def results_for(tmp_path: Path, file: str) -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = check__log(tmp_path, file)["results"]
    return results


def check__log(tmp_path: Path, file: str) -> dict[str, Any]:
    return check_log(log_of(tmp_path, [finding(file=file)]))
