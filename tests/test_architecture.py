"""The one way of the data, the sole importers, and what starting up may load (design.md)."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "duizhao"

# Rooms that know nothing of the pipeline, then the pipeline from left to right. Rooms of one step may not import
# each other.
BASE = {"errors", "files", "model", "concepts", "config", "script", "words", "quantities", "cache"}
STEPS = (
    {"documents"},
    {"sentences"},
    {"lexicon"},
    {"align"},
    {"units"},
    {"terms"},
    {"glossary"},
    {"exchange", "checks"},
    {"reports"},
    {"evaluate"},
    {"jobs"},
    {"cli"},
)
SOLE = {"opencc": "script", "jieba": "words"}


def room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Everything a module imports, in functions and under TYPE_CHECKING too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def modules() -> list[Path]:
    top = {SOURCE / "__init__.py", SOURCE / "__main__.py"}
    return sorted(path for path in SOURCE.rglob("*.py") if path not in top)


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_one_way_of_the_data(path: Path) -> None:
    own = room(path)
    allowed = {own} | BASE
    for step in STEPS:
        if own in step:
            break
        allowed |= step
    else:
        assert own in BASE, f"{own} has no place in the way of the data"
        allowed = BASE
    others = {name.split(".")[1] for name in imports(path) if name.startswith("duizhao.")} - {"__version__"}
    assert others <= allowed, f"{path.name} imports {sorted(others - allowed)}"


@pytest.mark.parametrize(("library", "owner"), SOLE.items())
def test_sole_importers(library: str, owner: str) -> None:
    importers = {room(p) for p in modules() if any(n.split(".")[0] == library for n in imports(p))}
    assert importers == {owner}


def test_gpl_stays_outside() -> None:
    for path in modules():
        assert not {n.split(".")[0] for n in imports(path)} & {"translate", "eflomal"}


def loaded(*args: str) -> set[str]:
    code = (
        "import sys, json\nfrom duizhao.cli import main\n"
        f"sys.argv = ['duizhao', *{list(args)!r}]\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
    return {name.split(".")[0] for name in json.loads(done.stderr.strip().splitlines()[-1])}


@pytest.mark.parametrize("args", [["--version"], ["--help"], ["lookup", "网络强国"], ["lookup", "網絡強國"]])
def test_start_up_is_light(args: list[str]) -> None:
    loaded(*args)  # the first lookup builds the index
    heavy = {"jieba", "numpy", "opencc", "lxml", "sacrebleu", "scipy", "pypinyin", "openpyxl"}
    assert not loaded(*args) & heavy
