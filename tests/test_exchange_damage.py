"""Damaged files: whatever the bytes, reading gives units or a one-line error, never anything else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duizhao.errors import DuizhaoError
from duizhao.exchange import read_concepts, read_units, write_concepts, write_units
from duizhao.exchange.targets import write_targets
from duizhao.exchange.validate import validate
from duizhao.model import Concept, Unit
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


def read_or_refused(read: Callable[[], bool], path: Path) -> bool:
    """Whether a damaged file is read, or refused in one line that names it."""
    try:
        return read()
    except DuizhaoError as error:
        return path.name in str(error) and "\n" not in str(error)


@pytest.mark.parametrize("suffix", FORMATS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cuts=st.lists(CUT, min_size=1, max_size=4))
def test_units(
    suffix: str, tmp_path_factory: pytest.TempPathFactory, cuts: list[tuple[float, int, bytes]]
) -> None:
    path: Path = tmp_path_factory.mktemp("d") / f"a.{suffix}"
    write_units(UNITS, path)
    path.write_bytes(damaged(path.read_bytes(), cuts))
    assert read_or_refused(lambda: all(isinstance(u, Unit) for u in read_units(path)), path)
    if suffix in ("tmx", "xlf", "xlf2"):
        assert read_or_refused(lambda: validate(path) is not None, path)
    if suffix in ("xlf", "xlf2"):
        out = path.with_name("out.xlf")
        assert read_or_refused(lambda: write_targets([], str(path), str(out)) is None or out.exists(), path)


@pytest.mark.parametrize("suffix", ["csv", "tsv", "xlsx", "tbx", "utx", "utf8", "xml"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cuts=st.lists(CUT, min_size=1, max_size=4))
def test_concepts(
    suffix: str, tmp_path_factory: pytest.TempPathFactory, cuts: list[tuple[float, int, bytes]]
) -> None:
    path: Path = tmp_path_factory.mktemp("d") / f"a.{suffix}"
    write_concepts(CONCEPTS, path)
    path.write_bytes(damaged(path.read_bytes(), cuts))
    assert read_or_refused(lambda: all(isinstance(c, Concept) for c in read_concepts(path)), path)
    if suffix in ("csv", "tbx"):
        assert read_or_refused(lambda: validate(path) is not None, path)
