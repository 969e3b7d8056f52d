"""Damaged files: whatever the bytes, reading gives units or a one-line error, never anything else."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duizhao.errors import DuizhaoError
from duizhao.exchange import read_concepts, read_units, write_concepts, write_units
from duizhao.exchange.targets import write_targets
from duizhao.exchange.validate import validate
from test_exchange import CONCEPTS, UNITS

CUT = st.tuples(
    st.floats(0, 1), st.integers(0, 40), st.binary(max_size=6) | st.sampled_from([b"<", b"&", b'"', b"\t"])
)
FORMATS = ["jsonl", "tmx", "tsv", "csv", "xlsx", "xlf", "xlf2", "po", "docx", "hunalign", "beads", "it.xml"]


def damaged(data: bytes, cuts: list[tuple[float, int, bytes]]) -> bytes:
    for where, length, new in cuts:
        at = int(where * len(data))
        data = data[:at] + new + data[at + length :]
    return data


@pytest.mark.parametrize("suffix", FORMATS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cuts=st.lists(CUT, min_size=1, max_size=4))
def test_units(
    suffix: str, tmp_path_factory: pytest.TempPathFactory, cuts: list[tuple[float, int, bytes]]
) -> None:
    path: Path = tmp_path_factory.mktemp("d") / f"a.{suffix}"
    write_units(UNITS, path)
    path.write_bytes(damaged(path.read_bytes(), cuts))
    with suppress(DuizhaoError):
        list(read_units(path))
    if suffix in ("tmx", "xlf", "xlf2"):
        with suppress(DuizhaoError):
            validate(path)
    if suffix in ("xlf", "xlf2"):
        with suppress(DuizhaoError):
            write_targets([], str(path), str(path.with_name("out.xlf")))


@pytest.mark.parametrize("suffix", ["csv", "tsv", "xlsx", "tbx", "utx", "utf8", "xml"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cuts=st.lists(CUT, min_size=1, max_size=4))
def test_concepts(
    suffix: str, tmp_path_factory: pytest.TempPathFactory, cuts: list[tuple[float, int, bytes]]
) -> None:
    path: Path = tmp_path_factory.mktemp("d") / f"a.{suffix}"
    write_concepts(CONCEPTS, path)
    path.write_bytes(damaged(path.read_bytes(), cuts))
    with suppress(DuizhaoError):
        read_concepts(path)
    if suffix in ("csv", "tbx"):
        with suppress(DuizhaoError):
            validate(path)
