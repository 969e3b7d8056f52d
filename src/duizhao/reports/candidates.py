"""Glossary candidates for a terminologist: to read, to look through in a browser, to approve line by line."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence

from duizhao.errors import FormatError
from duizhao.files import write_atomically
from duizhao.model import Candidate, Example, Span
from duizhao.reports.marks import excerpt, pieces, visible
from duizhao.reports.occurrences import in_chinese, in_english
from duizhao.reports.page import Choice, Filter, marked, page, text
from duizhao.terms import Family, families

_FAMILIES = 12  # term families told in the text
_ORIGINS = {"gloss": "glosses", "statistical": "alignment", "glossary": "the glossary"}
_COLOURS = {"candidate": "green", "suspect": "amber"}
_FILLS = {"candidate": "E2EFDA", "suspect": "FCE4D6"}


def write(candidates: Sequence[Candidate], path: str | os.PathLike[str], shape: str, *, title: str = "") -> None:
    """Write candidates in their order; a file takes its place when it is whole, `-` is standard output.

    Args:
        shape: one of `SHAPES`.

    Raises:
        FormatError: there is no such shape.
        OutputError: the file cannot be written.
    """
    if shape not in SHAPES:
        raise FormatError(f"no list of candidates of the shape {shape!r}", mend="one of " + ", ".join(SHAPES))
    made = SHAPES[shape](candidates, title or "Glossary candidates")
    with write_atomically(path, "wb" if isinstance(made, bytes) else "w") as stream:
        stream.write(made)


def _text(candidates: Sequence[Candidate], title: str) -> str:  # noqa: ARG001
    lines = []
    for number, candidate in enumerate(candidates, 1):
        lines.append(f"{number:4}  {candidate.score:.2f}  {visible(candidate.zh)} = {visible(candidate.lemma)}")
        facts = [_seen(candidate), "also " + also if (also := _also(candidate)) else "", _doubt(candidate)]
        lines.append(" " * 12 + visible("; ".join(fact for fact in facts if fact)))
        for example in candidate.examples[:1]:
            zh, en = _spans(candidate, example)
            for side, spans, width in ((example.zh, zh, 60), (example.en, en, 160)):
                cut, span = excerpt(visible(side), next(iter(spans), None), width)
                lines.append(" " * 12 + "".join(f"⟦{p}⟧" if hit else p for p, hit in pieces(cut, [span])))
    groups = families(candidates)
    if groups:
        lines.append("families:")
        lines += [f"    {visible(f.label)}  " + visible(", ".join(c.zh for c in f.members)) for f in groups[:_FAMILIES]]
    lines.append(_totals(candidates))
    return "\n".join(lines) + "\n"


def _page(candidates: Sequence[Candidate], title: str) -> str:
    statuses = [Choice(s, f"{s}s", sum(c.status == s for c in candidates)) for s in _COLOURS]
    origins = sorted({o for c in candidates for o in c.origin})
    counted = [Choice(o, _ORIGINS.get(o, o), sum(o in c.origin for c in candidates)) for o in origins]
    orders = (
        Choice("", "best first"), Choice("often", "most frequent first"), Choice("family", "families together"),
    )  # fmt: skip
    filters = [
        Filter("order", "order", orders),
        Filter("status", "status", (Choice("", "all"), *statuses)),
        Filter("origin", "origin", (Choice("", "from all sources"), *counted), as_list=True),
    ]
    groups = families(candidates)
    family = {c.zh: (n, f) for n, f in enumerate(groups) for c in f.members}
    by_family = sorted(range(len(candidates)), key=lambda n: family.get(candidates[n].zh, (len(groups), None))[0])
    in_family = {number: place for place, number in enumerate(by_family)}
    by_count = sorted(range(len(candidates)), key=lambda n: -candidates[n].freq_zh)
    places = {number: place for place, number in enumerate(by_count)}
    rows = (
        _row(candidate, number, places[number], in_family[number], family.get(candidate.zh, (0, None))[1])
        for number, candidate in enumerate(candidates)
    )
    return page("candidates", title, _totals(candidates), filters, rows)


def _row(candidate: Candidate, number: int, often: int, place: int, family: Family | None) -> str:
    highest = max((count for _, count in candidate.renderings), default=1)
    others = "".join(
        f'<li><meter min="0" max="{highest}" value="{count}">{count}</meter> '
        f'{text(en)} <span class="dim">{count}</span></li>'
        for en, count in candidate.renderings
        if len(candidate.renderings) > 1
    )
    printed = (
        f' <span class="dim">printed <i>{text(candidate.en)}</i></span>' if candidate.en != candidate.lemma else ""
    )
    shared = f' <span class="dim" lang="zh">{text(family.label)} {len(family.members)}</span>' if family else ""
    doubt = f'<p class="then">{text(_doubt(candidate))}</p>' if _doubt(candidate) else ""
    examples = "".join(_example(candidate, example) for example in candidate.examples)
    return (
        f'<article class="{_COLOURS[candidate.status]}" tabindex="-1" data-status="{candidate.status}"'
        f' data-origin="{text(" ".join(candidate.origin))}" data-often="{often}" data-family="{place}">'
        f'<p class="line"><span class="dim">{number + 1}</span>'
        f'<span class="term" lang="zh">{text(candidate.zh)}</span>'
        f'<span class="term" lang="en">{text(candidate.lemma)}</span>{printed}{shared}'
        f'<span class="place">{text(_seen(candidate))} <meter min="0" max="1" low="0.5" high="0.8" optimum="1"'
        f' value="{candidate.score:.3f}" title="score {candidate.score:.2f}">{candidate.score:.2f}</meter>'
        f" {candidate.score:.2f}</span></p>"
        + (f'<ul class="others">{others}</ul>' if others else "")
        + doubt
        + (f'<div class="examples">{examples}</div>' if examples else "")
        + "</article>"
    )


def _example(candidate: Candidate, example: Example) -> str:
    zh, en = _spans(candidate, example)
    return (
        f'<div class="pair" title="{text(_place(example))}"><p lang="zh">{marked(example.zh, zh)}</p>'
        f'<p lang="en">{marked(example.en, en)}</p></div>'
    )


def _workbook(candidates: Sequence[Candidate], title: str) -> bytes:
    from duizhao.reports.sheet import Column, Line, Marked, workbook

    columns = (
        Column("status", 11),
        Column("zh", 22),
        Column("en", 34),
        Column("decision", 11, ("accept", "reject", "later")),
        Column("better rendering", 26),
        Column("score", 8),
        Column("other renderings", 34),
        Column("why", 26),
        Column("Chinese example", 48),
        Column("English example", 58),
        Column("place", 20),
        Column("in Chinese", 10),
        Column("in English", 10),
        Column("together", 10),
        Column("origin", 16),
        Column("printed", 26),
    )
    lines = []
    for c in candidates:
        example = c.examples[0] if c.examples else Example("", "")
        zh, en = _spans(c, example)
        lines.append(
            Line(
                (
                    c.status, c.zh, c.lemma, None, None, round(c.score, 3), _also(c), c.why,
                    Marked(example.zh, zh), Marked(example.en, en), _place(example),
                    c.freq_zh, c.freq_en, c.cofreq, ", ".join(c.origin), c.en,
                ),
                _FILLS[c.status],
            )
        )  # fmt: skip
    return workbook(title, columns, lines, _totals(candidates))


def _spans(candidate: Candidate, example: Example) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The term in both sentences; in English also the other renderings."""
    english = in_english(example.en, (candidate.lemma, candidate.en))
    if not english:
        english = in_english(example.en, [en for en, _ in candidate.renderings])
    return tuple(in_chinese(example.zh, candidate.zh)), tuple(english)


def _seen(candidate: Candidate) -> str:
    if candidate.freq_zh == candidate.freq_en == candidate.cofreq:
        return f"{candidate.cofreq} ×"
    return f"{candidate.freq_zh} × Chinese, {candidate.freq_en} × English, {candidate.cofreq} × together"


def _also(candidate: Candidate) -> str:
    return " | ".join(f"{en} ({count})" for en, count in candidate.renderings if en != candidate.lemma)


def _doubt(candidate: Candidate) -> str:
    if candidate.status == "suspect":
        return f"suspect: {candidate.why}" if candidate.why else "suspect"
    return candidate.why


def _place(example: Example) -> str:
    return f"{example.file}:{example.line}" if example.file and example.line else example.file


def _totals(candidates: Sequence[Candidate]) -> str:
    suspects = sum(c.status == "suspect" for c in candidates)
    return f"{len(candidates)} candidates" + (f", {suspects} of them suspect" if suspects else "")


SHAPES: Mapping[str, Callable[[Sequence[Candidate], str], str | bytes]] = {
    "text": _text,
    "html": _page,
    "xlsx": _workbook,
}
