"""Moses pairs: two files with a sentence a line, and a third with where each line came from (as OPUS has it)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from duizhao.errors import FormatError, OutputError
from duizhao.exchange.base import ReadOptions, Remark, Tell, WriteOptions
from duizhao.exchange.own import one_sided, read_data
from duizhao.exchange.safexml import clean
from duizhao.exchange.text import lines_of
from duizhao.files import write_atomically
from duizhao.model import Unit


def read_units(path: str, options: ReadOptions, tell: Tell) -> Iterator[Unit]:
    """The units of `NAME.zh` and `NAME.en`; `path` names either. Lines of `NAME.ids` are kept as data."""
    base = Path(path).with_suffix("")
    names = {lang: str(base) + f".{lang}" for lang in ("zh", "en")}
    zh, en = (lines_of(names[lang], options.encoding) for lang in ("zh", "en"))
    if len(zh) != len(en):
        raise FormatError(
            f"has {len(zh)} lines, {names['en']} has {len(en)}",
            file=names["zh"],
            mend="give two files of which each line translates the other's",
        )
    ids = lines_of(str(base) + ".ids") if Path(str(base) + ".ids").is_file() else []
    number = 0
    for line, (z, e) in enumerate(zip(zh, en, strict=True), 1):
        if not z.strip() and not e.strip():
            tell(Remark("skipped", "lines that are empty in both files", names["zh"], line))
            continue
        number += 1
        data = [("ids", ids[line - 1])] if line <= len(ids) and ids[line - 1] else []
        yield read_data(number, z.strip(), e.strip(), data, names["zh"], line)


def write_units(units: Iterable[Unit], path: str, options: WriteOptions, tell: Tell) -> int:  # noqa: ARG001
    """Writes `NAME.zh`, `NAME.en` and `NAME.ids` (English file, Chinese file, English and Chinese sentences);
    gives the number of lines."""
    if path == "-":
        raise OutputError("Moses pairs are three files", file=path, mend="name one of them, such as corpus.en")
    base = str(Path(path).with_suffix(""))
    count = 0
    with ExitStack() as stack:
        zh, en, ids = (stack.enter_context(write_atomically(base + end)) for end in (".zh", ".en", ".ids"))
        for unit in units:
            texts = [" ".join(clean(text).split()) for text in (unit.zh_text, unit.en_text)]
            if not all(texts):
                tell(one_sided(unit))
                continue
            if texts != [unit.zh_text, unit.en_text]:
                tell(Remark("changed", "line ends and repeated blanks made one blank", unit.zh_file))
            zh.write(texts[0] + "\n")
            en.write(texts[1] + "\n")
            numbers = [" ".join(str(s.id) for s in side) for side in (unit.en, unit.zh)]
            ids.write("\t".join((unit.en_file or "-", unit.zh_file or "-", *numbers)) + "\n")
            count += 1
    return count
