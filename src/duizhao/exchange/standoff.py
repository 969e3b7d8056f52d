"""Stand-off alignments: the cesAlign of OPUS, and InterText. They hold sentence ids; the texts lie elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path

from lxml import etree

from duizhao.errors import FormatError, InputError, OutputError
from duizhao.exchange.base import ReadOptions, Remark, Tell, WriteOptions, language
from duizhao.exchange.safexml import attribute, clean, elements, escape, local, parse
from duizhao.exchange.text import lines_of
from duizhao.files import write_atomically
from duizhao.model import Lang, Sentence, Unit
from duizhao.script import language_of


def read_units(path: str, options: ReadOptions, tell: Tell) -> Iterator[Unit]:
    """The units of a cesAlign or InterText file with the sentences of the documents it names (XML with `s`
    elements, or text with a sentence a line; `--zh` and `--en` overrule the names)."""
    root = parse(path).getroot()
    # InterText writes a bare linkGrp, the sentences of toDoc first; cesAlign has those of fromDoc first.
    groups = [root] if local(root) == "linkGrp" else list(root.iter("{*}linkGrp"))
    number = 0
    for group in groups:
        names = [group.get("fromDoc") or "", group.get("toDoc") or ""]
        sides, langs = _sides(names, path, options)
        for link in group.iter("{*}link"):
            number += 1
            parts = (link.get("xtargets") or "").split(";")
            if len(parts) != 2:
                raise FormatError(
                    f"xtargets {link.get('xtargets')!r} are no two lists",
                    file=path,
                    line=link.sourceline,
                    mend='ids with blanks between them are wanted on both sides of a ";"',
                )
            if root is group:
                parts.reverse()
            found = {}
            for lang, part, texts, name in zip(langs, parts, sides, names, strict=True):
                missing = [i for i in part.split() if i not in texts]
                if missing:
                    raise InputError(
                        f"sentence {missing[0]} is not in {name}",
                        file=path,
                        line=link.sourceline,
                        mend="give the texts that were aligned with --zh and --en",
                    )
                found[lang] = tuple(texts[i] for i in part.split())
            if not found["zh"] and not found["en"]:
                tell(Remark("skipped", "links without sentences", path, link.sourceline or 0))
                continue
            yield _unit(number, found, link, dict(zip(langs, names, strict=True)))


def _unit(
    number: int, found: dict[Lang, tuple[Sentence, ...]], link: etree._Element, names: dict[Lang, str]
) -> Unit:
    try:
        score = min(1.0, max(0.0, float(link.get("certainty") or 1.0)))
    except ValueError:
        score = 1.0
    props = tuple((f"@{n}", link.get(n, "")) for n in ("status", "mark") if link.get(n))
    return Unit(number, found["zh"], found["en"], score, zh_file=names["zh"], en_file=names["en"], props=props)


def _sides(names: list[str], path: str, options: ReadOptions) -> tuple[list[dict[str, Sentence]], list[Lang]]:
    """The sentences of both documents by their ids, and the language of each."""
    given = {"zh": options.zh, "en": options.en}
    langs: list[Lang | None] = [_lang_of(name) for name in names]
    if None in langs:
        known = next((lang for lang in langs if lang), None)
        langs = [lang or (None if known is None else "en" if known == "zh" else "zh") for lang in langs]
    sides = []
    for i, name in enumerate(names):
        lang = langs[i]
        texts = _document((given[lang] if lang else None) or _beside(path, name))
        if lang is None:
            langs[i] = language_of("".join(s.text for s in texts.values()))
        sides.append(texts)
    if set(langs) != {"zh", "en"}:
        raise FormatError(
            "which document is Chinese cannot be told from " + " and ".join(map(repr, names)),
            file=path,
            mend="give the texts with --zh and --en",
        )
    return sides, langs  # type: ignore[return-value]


def _lang_of(name: str) -> Lang | None:
    """The language that a document's name says: `zh/2016.xml`, `plan.zh.xml`, `en.txt`."""
    for part in reversed(name.replace("/", ".").replace("_", ".").split(".")):
        found = language(part)
        if found:
            return found
    return None


def _beside(path: str, name: str) -> str:
    for candidate in (Path(path).parent / name, Path(path).parent / name.removesuffix(".gz"), Path(name)):
        if name and candidate.is_file() and candidate.suffix != ".gz":
            return str(candidate)
    raise InputError(
        f"the document {name!r} is not there", file=path, mend="give the texts with --zh and --en, unpacked"
    )


def _document(path: str) -> dict[str, Sentence]:
    """The sentences of a document by id, in order."""
    if not path.endswith(".xml"):
        return {str(n): Sentence(n, text, 0, len(text), n) for n, text in enumerate(lines_of(path), 1)}
    found = {}
    for n, element in enumerate(elements(path, "s"), 1):
        words = [word.text or "" for word in element.iter("{*}w")]
        text = "".join(element.itertext()) if not words else " ".join(words)
        text = " ".join(text.split())
        if words and language_of(text) == "zh":
            text = text.replace(" ", "")
        found[element.get("id") or str(n)] = Sentence(n, text, 0, len(text), element.sourceline or 0)
    return found


def write_ces(units: Iterable[Unit], path: str, options: WriteOptions, tell: Tell) -> int:  # noqa: ARG001
    """Writes cesAlign as OPUS has it: sentence numbers only, English before Chinese. Gives the number of links."""
    count = 0
    with write_atomically(path) as stream:
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<cesAlign version="1.0">\n')
        for (zh, en), group in groupby(units, key=lambda u: (u.zh_file, u.en_file)):
            names = f"fromDoc={attribute(en or 'en.txt')} toDoc={attribute(zh or 'zh.txt')}"
            stream.write(f'<linkGrp targType="s" {names}>\n')
            for unit in group:
                count += 1
                ids = ";".join(" ".join(str(s.id) for s in side) for side in (unit.en, unit.zh))
                stream.write(f'<link id="SL{count}" xtargets="{ids}" certainty="{unit.score:g}"/>\n')
            stream.write("</linkGrp>\n")
        stream.write("</cesAlign>\n")
    return count


def write_intertext(units: Iterable[Unit], path: str, options: WriteOptions, tell: Tell) -> int:  # noqa: ARG001
    """Writes an alignment for InterText, `NAME.xml`, and the two texts it needs, `NAME.zh.xml`, `NAME.en.xml`.

    Sentences are numbered anew, in the order of the units. Gives the number of links.
    """
    if path == "-":
        raise OutputError("InterText needs three files", file=path, mend="name the alignment, such as plan.it.xml")
    base = path.removesuffix(".xml").removesuffix(".it")
    numbers = {"zh": 0, "en": 0}
    count = 0
    with ExitStack() as stack:
        links = stack.enter_context(write_atomically(path))
        texts = {lang: stack.enter_context(write_atomically(f"{base}.{lang}.xml")) for lang in ("zh", "en")}
        for lang, stream in texts.items():
            stream.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<text lang="{lang}">\n<p id="1">\n')
        documents = " ".join(
            f"{k}={attribute(Path(f'{base}.{v}.xml').name)}" for k, v in (("toDoc", "zh"), ("fromDoc", "en"))
        )
        links.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<linkGrp {documents}>\n')
        for unit in units:
            ids: dict[str, list[str]] = {"zh": [], "en": []}
            for lang, side in (("zh", unit.zh), ("en", unit.en)):
                for sentence in side:
                    numbers[lang] += 1
                    ids[lang].append(f"1:{numbers[lang]}")
                    texts[lang].write(f'<s id="1:{numbers[lang]}">{escape(clean(sentence.text))}</s>\n')
            status = "man" if unit.score == 1.0 else "auto"
            xtargets = " ".join(ids["zh"]) + ";" + " ".join(ids["en"])
            links.write(f'<link type="{unit.type}" xtargets="{xtargets}" status="{status}"/>\n')
            count += 1
        links.write("</linkGrp>\n")
        for stream in texts.values():
            stream.write("</p>\n</text>\n")
    return count
