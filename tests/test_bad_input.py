"""The list of bad input in the command-line contract: a line and exit 2 or 3, or it simply works."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import ROOT, Run

ZH, EN = ROOT / "aligned/plan/plan.zh.txt", ROOT / "aligned/plan/plan.en.txt"


def one_line(text: str) -> bool:
    return len([line for line in text.strip().splitlines() if line]) == 1


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20, "no text"),
        (bytes([0xFF, 0x81, 0xFE, 0x90]) * 300, "--encoding"),
    ],
)
@pytest.mark.parametrize("command", [["split", "--lang", "zh", "x.txt"], ["align", "x.txt", str(EN)]])
def test_files_that_are_no_text(
    run: Run, tmp_path: Path, content: bytes, word: str, command: list[str]
) -> None:
    (tmp_path / "x.txt").write_bytes(content)
    done = run(*command)
    assert done.returncode == 3, done.stdout
    assert one_line(done.stderr)
    assert "x.txt" in done.stderr
    assert word in done.stderr


COMMANDS = ["split", "align", "build", "convert", "validate", "check", "glosses", "extract", "lookup", "new"]


@pytest.mark.parametrize("command", COMMANDS)
def test_wrong_usage_is_exit_2(run: Run, command: str) -> None:
    done = run(command, "--no-such-option")
    assert done.returncode == 2
    assert "No such option" in done.stderr or "no such option" in done.stderr.lower()


def test_a_wrong_command_is_suggested(run: Run) -> None:
    done = run("algin")
    assert done.returncode == 2
    assert "did you mean 'align'?" in done.stderr


@pytest.mark.parametrize("suffix", ["\ufeff", ""])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_boms_and_line_ends(run: Run, tmp_path: Path, suffix: str, ends: str) -> None:
    texts = {"a.zh.txt": "发展经济。\n改善民生。", "a.en.txt": "Develop the economy.\nImprove livelihoods."}
    for name, text in texts.items():
        (tmp_path / name).write_bytes((suffix + text.replace("\n", ends)).encode())
    done = run("align", "a.zh.txt", "a.en.txt", "--format", "beads")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["[0]:[0]", "[1]:[1]"]


def test_nul_bytes_and_a_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "nul.txt").write_bytes("发展\0经济。".encode())
    assert run("split", "--lang", "zh", "nul.txt").returncode in (0, 3)
    done = run("split", "--lang", "zh", ".")
    assert done.returncode == 3
    assert "folder" in done.stderr


def test_an_output_that_cannot_be_written_leaves_the_old_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out.tmx").mkdir()
    done = run("align", ZH, EN, "-o", "out.tmx")
    assert done.returncode == 3
    assert "folder" in done.stderr
    done = run("align", ZH, EN, "-o", "out.unknown")
    assert done.returncode == 3
    assert "suffix" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk() -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, "-m", "duizhao", "split", "--lang", "zh", str(ZH)],
            stdout=full, stderr=subprocess.PIPE, timeout=120, check=False,
        )  # fmt: skip
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr
    assert b"No space left" in done.stderr


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_no_permission(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("发展经济。", encoding="utf-8")
    (tmp_path / "x.txt").chmod(0)
    done = run("split", "--lang", "zh", "x.txt")
    assert done.returncode == 3
    assert "permission" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "duizhao", "split", "--lang", "zh", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        # A runner that starts the tests in the background has its children ignore it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    time.sleep(1.0)  # it waits for its input
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 3
    assert b"Traceback" not in err
    assert b"interrupted" in err


def test_a_reader_that_goes_away() -> None:
    command = f'"{sys.executable}" -m duizhao split --lang zh "{ZH}" | head -1'
    done = subprocess.run(["sh", "-c", command], capture_output=True, timeout=120, check=False)
    assert done.stderr == b""
    assert done.stdout.count(b"\n") == 1
