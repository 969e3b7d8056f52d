"""What all tests share: the folder of development data and a run of the real command line."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development data beside the repository (`$DUIZHAO_SHARED` or `../shared`)."""
    folder = Path(os.environ.get("DUIZHAO_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("no ../shared here")
    return folder


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs the command line in `tmp_path`, gives exit code, stdout and stderr; a traceback fails."""

    def call(
        *args: object, stdin: str | bytes | None = None, cwd: Path = tmp_path
    ) -> subprocess.CompletedProcess[str]:
        given = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [sys.executable, "-W", "error::SyntaxWarning:duizhao", "-m", "duizhao", *map(str, args)],
            input=given if given is not None else b"",
            capture_output=True,
            cwd=cwd,
            timeout=300,
            check=False,
        )
        out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8", "replace")
        assert "Traceback" not in err, err
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    return call
