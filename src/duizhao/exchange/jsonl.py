"""The lines of `duizhao align --format jsonl`: the one format that carries everything a unit knows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from duizhao.errors import EncodingError, FormatError
from duizhao.exchange.base import ReadOptions, Tell, WriteOptions, opened
from duizhao.files import write_atomically
from duizhao.model import Lang, Reason, Sentence, Unit


def read_units(path: str, options: ReadOptions, tell: Tell) -> Iterator[Unit]:  # noqa: ARG001
    """The units of a JSON Lines file. Sentences may also be plain strings."""
    with opened(path) as stream:
        for number, line in enumerate(stream, 1):
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if not line.strip():
                continue
            try:
                data = json.loads(line.decode("utf-8"))
                yield unit_from(data, number)
            except UnicodeDecodeError as error:
                raise EncodingError("not UTF-8", file=path, line=number, mend="save it as UTF-8") from error
            except json.JSONDecodeError as error:
                raise FormatError(
                    f"no JSON object ({error.msg} at column {error.colno})",
                    file=path,
                    line=number,
                    mend="one object a line is wanted, as `duizhao align --format jsonl` writes them",
                ) from error
            except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
                raise FormatError(
                    f"not an aligned unit ({error})",
                    file=path,
                    line=number,
                    mend='"zh" and "en" with lists of sentences are wanted',
                ) from error


def unit_from(data: dict[str, Any], number: int) -> Unit:
    """A unit from the object of the contract; raises KeyError, TypeError or ValueError if it is none."""
    if not isinstance(data, dict):
        raise TypeError("an object is wanted")
    why = data.get("why") or {}
    return Unit(
        int(data.get("id", number)),
        _side(data, "zh"),
        _side(data, "en"),
        score=float(data.get("score", 1.0)),
        why=tuple(
            Reason(str(name), 0.0, value) if isinstance(value, str) else Reason(str(name), float(value))
            for name, value in why.items()
        ),
        block=int(data.get("moved", 0)),
        zh_file=str(data.get("zh_file", "")),
        en_file=str(data.get("en_file", "")),
        notes=tuple(str(note) for note in data.get("notes", ())),
        props=tuple((str(name), str(value)) for name, value in data.get("props", ())),
    )


def _side(data: dict[str, Any], lang: Lang) -> tuple[Sentence, ...]:
    side = data[lang]
    if isinstance(side, str):
        side = [side] if side else []
    if not isinstance(side, list):
        raise TypeError(f'"{lang}" is no list')
    return tuple(_sentence(item, number) for number, item in enumerate(side, 1))


def _sentence(item: Any, number: int) -> Sentence:
    if isinstance(item, str):
        return Sentence(number, item, 0, len(item), 0)
    text = item["text"]
    if not isinstance(text, str):
        raise TypeError('"text" is no string')
    return Sentence(
        int(item.get("id", number)),
        text,
        int(item.get("start", 0)),
        int(item.get("end", len(text))),
        int(item.get("line", 0)),
        item.get("kind") or "paragraph",
        item.get("label"),
    )


def write_units(units: Iterable[Unit], path: str, options: WriteOptions, tell: Tell) -> int:  # noqa: ARG001
    """Writes a line a unit; gives their number."""
    count = 0
    with write_atomically(path) as stream:
        for unit in units:
            stream.write(json.dumps(unit.to_dict(), ensure_ascii=False) + "\n")
            count += 1
    return count
