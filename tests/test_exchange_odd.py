"""Odd and broken files: read as a person would read them, or refused with the place and the mend.

The cases are in `cases/exchange_odd.json`: `text` is saved as `file` in `encoding`, then `units` (Chinese,
English) or `concepts` (id, Chinese terms, English terms) must come out, with remarks that hold each of `says`;
or an error that holds `error` and names `line`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from duizhao.errors import DuizhaoError
from duizhao.exchange import Tally, read_concepts, read_units

CASES = json.loads((Path(__file__).parent / "cases/exchange_odd.json").read_text("utf-8"))


def test_there_are_forty() -> None:
    assert len({case["name"] for case in CASES}) == len(CASES) >= 40


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_odd_file(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / case["file"]
    path.write_bytes(case["text"].encode(case.get("encoding", "utf-8")))
    tally = Tally()
    if "error" in case:
        with pytest.raises(DuizhaoError) as caught:
            list(read_units(path, tell=tally))
        message = str(caught.value)
        assert case["error"] in message
        assert str(path) in message
        assert "\n" not in message
        if "line" in case:
            assert caught.value.line == case["line"]
        return
    if "units" in case:
        assert [[unit.zh_text, unit.en_text] for unit in read_units(path, tell=tally)] == case["units"]
    else:
        concepts = read_concepts(path, tell=tally)
        assert [[c.id, list(c.chinese()), list(c.english())] for c in concepts] == case["concepts"]
    told = "\n".join(map(str, tally.remarks))
    for words in case.get("says", ()):
        assert words in told
    if "units" in case and "says" not in case:
        assert "skipped" not in told, "left something out without the case saying so"
