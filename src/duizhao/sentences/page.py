"""A document's sentences as a web page that shows in ten seconds whether the reading is right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from duizhao.model import Document, Sentence

_COLOURS = {
    "heading": "#cfe2ff",
    "paragraph": "#ffffff",
    "list": "#e2f0d9",
    "box": "#fff2cc",
    "table": "#e4dfec",
    "furniture": "#d9d9d9",
    "note": "#fde3d3",
}
_STYLE = """
body { font: 16px/1.6 "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif;
  margin: 2em auto; max-width: 60em; padding: 0 1em; color: #222; background: #fff }
ol { list-style: none; padding: 0 }
li { padding: .1em .6em; margin: 2px 0; border-left: 4px solid #8888; color: #222 }
li small { color: #555; float: right; margin-left: 1em }
li b { font-weight: normal; border: 1px solid #555; padding: 0 .3em; margin-right: .5em; font-size: .8em }
.furniture { text-decoration: line-through }
.new { margin-top: 12px }
.key span { padding: .1em .6em; margin-right: .4em; border-left: 4px solid #8888 }
"""
# Characters that HTML forbids or that print nothing.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def page(document: Document, sentences: Iterable[Sentence]) -> Iterator[str]:
    """The pieces of the page: every sentence on a line of its own, coloured by kind, with label and line."""
    rules = "".join(f".{kind} {{ background: {colour} }}\n" for kind, colour in _COLOURS.items())
    name = _text(document.path)
    yield (
        f'<!DOCTYPE html>\n<html lang="{document.lang}"><head><meta charset="utf-8"><title>{name}</title>\n'
        f"<style>{_STYLE}{rules}</style></head><body>\n<h1>{name}</h1>\n"
        f"<p>{document.lang} · {_text(document.encoding)} · {len(document.raw):,} characters · "
        f"{len(document.edits):,} repairs</p>\n"
    )
    yield '<p class="key">' + "".join(f'<span class="{kind}">{kind}</span>' for kind in _COLOURS) + "</p>\n<ol>\n"
    starts = {block.start for block in document.blocks}
    for sentence in sentences:
        label = f"<b>{escape(sentence.label)}</b>" if sentence.label else ""
        new = " new" if sentence.start in starts else ""
        yield (
            f'<li class="{sentence.kind}{new}" id="s{sentence.id}"><small>{sentence.line}</small>'
            f"{label}{_text(sentence.text)}</li>\n"
        )
    yield "</ol></body></html>\n"


def _text(text: str) -> str:
    return escape(_UNPRINTABLE.sub("\ufffd", text))
