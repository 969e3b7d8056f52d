"""`duizhao.toml` → typed options. Unknown keys are errors with a suggestion."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from duizhao.errors import ConfigError, InputError
from duizhao.files import read_bytes
from duizhao.script import HAN

FILE = "duizhao.toml"
SEVERITIES = ("error", "warning", "info", "off")

# section → key → (types, what is wanted)
_KEYS: Mapping[str, Mapping[str, tuple[type | tuple[type, ...], str]]] = {
    "project": {
        "name": (str, "a string"),
        "documents": (str, "a folder"),
        "glossaries": (list, "a list of files"),
        "shipped_glossary": (bool, "true or false"),
        "output": (str, "a folder"),
        "encoding": (str, "the name of an encoding"),
    },
    "align": {
        "min_confidence": ((int, float), "a number from 0 to 1"),
        "presplit": (bool, "true or false"),
        "lexicon": ((str, list), "a file, or a list of files"),
    },
    "extract": {"limit": (int, "a number"), "min_score": ((int, float), "a number from 0 to 1")},
    "check": {
        "severities": (dict, "a table: code = severity"),
        "do_not_check": (list, "a list of terms"),
        "accepted": (str, "a file"),
        "memory": (list, "a list of files of units"),
        "direction": (str, '"zh-en" or "en-zh"'),
    },
    "pair": {
        "zh": (str, "a file"),
        "en": (str, "a file"),
        "zh_url": (str, "where the Chinese can be fetched"),
        "en_url": (str, "where the English can be fetched"),
        "name": (str, "a string"),
        "encoding": (str, "the name of an encoding"),
    },
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A Chinese document and its translation."""

    zh: Path
    en: Path
    name: str


@dataclass(frozen=True, slots=True)
class Project:
    """A project as its `duizhao.toml` describes it; all paths are relative to the current folder or absolute."""

    folder: Path
    name: str
    pairs: tuple[Pair, ...]
    glossaries: tuple[Path, ...] = ()
    shipped_glossary: bool = True
    output: Path = Path("out")
    encoding: str | None = None
    min_confidence: float = 0.5
    presplit: bool = False
    lexicons: tuple[Path, ...] = ()
    extract_limit: int = 500
    extract_min_score: float = 0.0
    severities: Mapping[str, str] = field(default_factory=dict)
    do_not_check: tuple[str, ...] = ()
    accepted: Path | None = None
    memories: tuple[Path, ...] = ()
    direction: Literal["zh-en", "en-zh"] = "zh-en"


def find_project(start: Path | None = None) -> Path | None:
    """The nearest `duizhao.toml` from a folder upwards, as seen from the current folder; None outside of a project."""
    here = Path.cwd()
    folder = (start or here).resolve()
    for candidate in (folder, *folder.parents):
        if (candidate / FILE).is_file():
            inside = here.is_relative_to(candidate) or candidate.is_relative_to(here)
            return Path(os.path.relpath(candidate / FILE)) if inside else candidate / FILE
    return None


def load_project(place: str | os.PathLike[str], *, documents: bool = True) -> Project:
    """The project described by a `duizhao.toml`, or by the one in a folder.

    Args:
        documents: whether its documents and lexicons are wanted. False leaves `pairs` and `lexicons` empty, and
            their files need not be there: looking up a term takes no more than the glossaries.

    Raises:
        InputError: there is no such file.
        ConfigError: it breaks the rules; the message names the line and the mend.
    """
    path = Path(place)
    if path.is_dir():
        path = path / FILE
        if not path.exists():
            raise InputError("no project here", file=path, mend=f"start one: duizhao new {place}")
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError("not UTF-8", file=path, mend="save it as UTF-8") from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        message = re.sub(r" \(at .*\)", "", str(error))
        written = text.split("\n")[int(line[1]) - 1] if line else ""
        bare = re.search(rf"(?:^|[{{,])\s*([{HAN}]+)\s*=", written)
        mend = f'write quotes around it: "{bare[1]}" = …' if bare else None
        raise ConfigError(message, file=path, line=int(line[1]) if line else None, mend=mend) from error
    return _Reader(path, text).project(data, documents)


class _Reader:
    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.folder = path.parent
        self.lines = text.split("\n")

    def project(self, data: Mapping[str, Any], documents: bool) -> Project:
        self._known(data, _KEYS, "section")
        sections = {}
        for name in ("project", "align", "extract", "check"):
            sections[name] = self._section(name, data.get(name, {}))
        project, check = sections["project"], sections["check"]
        for key, low, high in (("align", 0, 1), ("extract", 0, 1)):
            for name in ("min_confidence", "min_score"):
                value = sections[key].get(name)
                if value is not None and not low <= value <= high:
                    raise self._wrong(name, f"{name} = {value} is not between 0 and 1")
        for code, severity in check.get("severities", {}).items():
            if severity not in SEVERITIES:
                raise self._wrong(code, f"no severity {severity!r}", mend="one of " + ", ".join(SEVERITIES))
        direction = check.get("direction", "zh-en")
        if direction not in ("zh-en", "en-zh"):
            raise self._wrong("direction", f"no direction {direction!r}", mend="zh-en or en-zh")
        return Project(
            folder=self.folder,
            name=project.get("name", self.folder.resolve().name),
            pairs=self._pairs(data.get("pair"), project.get("documents", "documents")) if documents else (),
            glossaries=tuple(
                self._globs(self._strings("glossaries", project.get("glossaries", ["glossary/*.csv"])))
            ),
            shipped_glossary=project.get("shipped_glossary", True),
            output=self.folder / project.get("output", "out"),
            encoding=project.get("encoding"),
            min_confidence=float(sections["align"].get("min_confidence", 0.5)),
            presplit=sections["align"].get("presplit", False),
            lexicons=self._lexicons(sections["align"].get("lexicon", [])) if documents else (),
            extract_limit=sections["extract"].get("limit", 500),
            extract_min_score=float(sections["extract"].get("min_score", 0.0)),
            severities=check.get("severities", {}),
            do_not_check=tuple(self._strings("do_not_check", check.get("do_not_check", []))),
            accepted=self.folder / check["accepted"] if "accepted" in check else None,
            memories=tuple(self._globs(self._strings("memory", check.get("memory", [])), "file of units")),
            direction="en-zh" if direction == "en-zh" else "zh-en",
        )

    def _pairs(self, listed: Any, documents: str) -> tuple[Pair, ...]:
        if listed is None:
            folder = self.folder / documents
            found = find_pairs(folder)
            if not found:
                raise ConfigError(
                    f"no document pairs in {folder}", file=self.path,
                    mend="name them like plan.zh.txt and plan.en.txt, or list them under [[pair]]",
                )  # fmt: skip
            return found
        if not isinstance(listed, list):
            raise self._wrong("pair", "[pair] must be a list", mend="write [[pair]]")
        pairs = []
        for number, entry in enumerate(listed, 1):
            section = self._section("pair", entry)
            for key in ("zh", "en"):
                if key not in section:
                    raise self._wrong(
                        "pair", f"[[pair]] number {number} has no {key!r}", mend=f'add {key} = "FILE"'
                    )
                path = self.folder / section[key]
                if not path.is_file():
                    url = section.get(f"{key}_url")
                    mend = f"duizhao fetch {url} -o {path}" if url else "paths are relative to this file"
                    raise self._wrong(section[key], f"no such file: {section[key]}", mend=mend)
            zh, en = self.folder / section["zh"], self.folder / section["en"]
            pairs.append(Pair(zh, en, section.get("name", _stem(zh.name))))
        names = [p.name for p in pairs]
        for name in names:
            if names.count(name) > 1:
                raise self._wrong(name, f"two pairs are called {name!r}", mend="give each a name")
        return tuple(pairs)

    def _section(self, name: str, section: Any) -> Mapping[str, Any]:
        if not isinstance(section, dict):
            raise self._wrong(name, f"{name!r} must be a section", mend=f"write [{name}]")
        keys = _KEYS[name]
        self._known(section, keys, f"key in [{name}]")
        for key, value in section.items():
            types, wanted = keys[key]
            if not isinstance(value, types) or (isinstance(value, bool) and types is not bool):
                raise self._wrong(key, f"{key} = {value!r} is wrong", mend=f"give {wanted}")
        return section

    def _known(self, data: Mapping[str, Any], known: Mapping[str, object], what: str) -> None:
        for key in data:
            if key not in known:
                close = get_close_matches(key, known, 1)
                mend = f"did you mean {close[0]!r}?" if close else "known: " + ", ".join(known)
                raise self._wrong(key, f"unknown {what}: {key!r}", mend=mend)

    def _strings(self, key: str, values: list[Any]) -> list[str]:
        for value in values:
            if not isinstance(value, str):
                raise self._wrong(key, f"{key} holds {value!r}", mend="give strings")
        return values

    def _lexicons(self, given: str | list[Any]) -> tuple[Path, ...]:
        names = [given] if isinstance(given, str) else self._strings("lexicon", given)
        for name in names:
            if not (self.folder / name).is_file():
                raise self._wrong(
                    name, f"no such lexicon: {name}", mend=f"make it: duizhao lexicon train UNITS -o {name}"
                )
        return tuple(self.folder / name for name in names)

    def _globs(self, patterns: Iterable[str], what: str = "glossary") -> list[Path]:
        found = []
        for pattern in patterns:
            if any(c in pattern for c in "*?["):
                found += sorted(self.folder.glob(pattern))
            elif (self.folder / pattern).is_file():
                found.append(self.folder / pattern)
            else:
                raise self._wrong(pattern, f"no such {what}: {pattern}", mend="paths are relative to this file")
        return found

    def _wrong(self, word: str, message: str, *, mend: str | None = None) -> ConfigError:
        line = next((n for n, text in enumerate(self.lines, 1) if word in text.split("#")[0]), None)
        return ConfigError(message, file=self.path, line=line, mend=mend)


def find_pairs(folder: Path) -> tuple[Pair, ...]:
    """Document pairs by name: `plan.zh.txt` with `plan.en.txt`, `zh/plan.docx` with `en/plan.docx`.

    The two sides may differ in format. `.zh-TW.`, `.zh-Hans.` and the like count as `.zh.`.
    """
    by_name: dict[str, dict[str, Path]] = {}
    if not folder.is_dir():
        return ()
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if not path.is_file() or any(part.startswith(".") for part in relative.parts):
            continue
        match = re.fullmatch(
            r"(.+)\.(zh|en|cn)(?:[-_]\w+)?\.(?:txt|md|html?|docx|pdf|odt|rtf)", relative.name, re.I
        )
        if match:
            name, lang = str(relative.with_name(match[1])), match[2].lower()
        elif relative.parts[0] in ("zh", "en") and len(relative.parts) > 1:
            name, lang = str(Path(*relative.parts[1:]).with_suffix("")), relative.parts[0]
        else:
            continue
        by_name.setdefault(name, {}).setdefault("zh" if lang == "cn" else lang, path)
    names = [name for name, found in by_name.items() if found.keys() >= {"zh", "en"}]
    last = [Path(name).name for name in names]
    return tuple(
        Pair(
            by_name[name]["zh"],
            by_name[name]["en"],
            own if last.count(own) == 1 else name.replace(os.sep, "-"),
        )
        for name, own in zip(names, last, strict=True)
    )


def _stem(name: str) -> str:
    return re.sub(r"(\.zh(-\w+)?)?\.\w+$", "", name)
