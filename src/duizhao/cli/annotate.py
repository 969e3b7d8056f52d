"""`duizhao annotate`: the glossary's terms in a running text."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterable, Iterator
from typing import IO, TYPE_CHECKING, Any

import click

from duizhao.cli.sources import glossary_option, read_glossaries
from duizhao.files import read_bytes, write_atomically

if TYPE_CHECKING:
    from duizhao.glossary.annotate import Annotation
    from duizhao.glossary.matching import Pair
    from duizhao.model import Lang

_SCORE = {"exact": 1.0, "stem": 0.95}


@click.command()
@click.argument("file", type=click.Path())
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language; told from the script if not given.")
@glossary_option
@click.option(
    "--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True,
    help="text: the text with marks in it. jsonl: one object a hit.",
)  # fmt: skip
@click.option("--overlaps", is_flag=True, help="Tell which terms gave way to longer ones, or are no words there.")
@click.option("--encoding", help="Encoding of a text file; told from the file if not given.")
@click.option("-o", "--output", default="-", show_default=True, help="Where to write; - is standard output.")
def annotate(
    file: str,
    lang: Lang | None,
    glossaries: tuple[str, ...],
    form: str,
    overlaps: bool,
    encoding: str | None,
    output: str,
) -> None:
    """Find the glossary's terms in FILE (- is standard input): longest match, inflected and discontinuous forms
    included; in Chinese only where the term is a word of the text.

    \b
    Example:
      duizhao annotate plan.zh.txt
      duizhao annotate plan.en.docx --format jsonl --overlaps -o terms.jsonl
    """
    from duizhao import documents
    from duizhao.glossary.annotate import annotate as find
    from duizhao.glossary.annotate import annotate_fully
    from duizhao.glossary.matching import Matcher
    from duizhao.script import language_of

    text = documents.draw(read_bytes(file), file, encoding=encoding).raw
    # A hundred thousand concepts are millions of objects that live till the end: looking through them again and
    # again for garbage doubles the time.
    gc.disable()
    matcher = Matcher(read_glossaries(glossaries))
    spoken: Lang = lang or language_of(text) or "zh"
    with write_atomically(output) as stream:
        found: Iterable[Annotation] = find(text, spoken, matcher)
        if overlaps:
            found, nowhere = annotate_fully(text, spoken, matcher)
            over = sum(len(a.passed_over) for a in found)
            told = f"{len(found)} hits, {over} shorter ones passed over, {len(nowhere)} no words there"
            click.echo(f"duizhao: {told}", err=True)
        (_write_jsonl if form == "jsonl" else _write_text)(text, found, stream, spoken)


def _write_jsonl(text: str, found: Iterable[Annotation], stream: IO[Any], lang: Lang) -> None:  # noqa: ARG001
    quoted = json.encoder.encode_basestring
    known: dict[int, list[tuple[str, str]]] = {}  # by identity: the matcher keeps one tuple for one term
    for hit in found:
        parts = known.get(id(hit.pairs))
        if parts is None:
            parts = known[id(hit.pairs)] = [_parts(pair) for pair in hit.pairs]
        tail = "}\n"
        if hit.passed_over:
            others = [{"text": p.text, "start": p.start, "end": p.end, "why": p.why} for p in hit.passed_over]
            tail = f', "passed_over": {json.dumps(others, ensure_ascii=False)}}}\n'
        place = f'{quoted(text[hit.start : hit.end])}, "start": {hit.start}, "end": {hit.end}, '
        for before, after in parts:
            stream.write(f"{before}{place}{after}{tail}")


def _parts(pair: Pair) -> tuple[str, str]:
    """What stands before and after the place in the object of a hit."""
    concept, term, match = pair
    after = {
        "zh": [t.text for t in concept.zh],
        "en": [{"term": t.text, "status": t.status} for t in concept.en],
        "match": match,
        "score": _SCORE[match],
        "source": concept.source,
        "term": term.text,
        "status": term.status,
    }
    before = f'{{"concept": {json.dumps(concept.id, ensure_ascii=False)}, "text": '
    return before, json.dumps(after, ensure_ascii=False)[1:-1]


def _write_text(text: str, found: Iterable[Annotation], stream: IO[Any], lang: Lang) -> None:
    at = 0
    for hit in _outermost(found):
        stream.write(text[at : hit.start])
        stream.write(f"⟦{text[hit.start : hit.end]}{_gloss(hit, lang)}⟧")
        at = hit.end
    stream.write(text[at:])
    if text and not text.endswith("\n"):
        stream.write("\n")


def _outermost(found: Iterable[Annotation]) -> Iterator[Annotation]:
    at = 0
    for hit in found:
        if hit.start >= at:
            yield hit
            at = hit.end


def _gloss(hit: Annotation, lang: Lang) -> str:
    """What to write for the term; a term that should not stand there is told."""
    glosses: dict[str, None] = {}
    for concept, term, _ in hit.pairs:
        good: Callable[..., tuple[str, ...]] = concept.english if lang == "zh" else concept.chinese
        rendering = next(iter(good("preferred") or good()), "")
        if term.status in ("deprecated", "forbidden"):
            use = next(iter((concept.chinese if lang == "zh" else concept.english)("preferred")), "")
            rendering = f"{rendering}; {term.status}, use {use}" if use else f"{rendering}; {term.status}"
        glosses.setdefault(rendering)
    return "|" + "|".join(list(glosses)[:3])
