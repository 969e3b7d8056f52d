"""`duizhao build`: the main job."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from duizhao.cli.common import note

if TYPE_CHECKING:
    from duizhao.jobs.project import Built
    from duizhao.model import Span


@click.command()
@click.argument("place", default=".", metavar="[DIR or duizhao.toml]")
@click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True,
              help="Document pairs aligned at once.")
@click.option("--glossary", "glossaries", multiple=True, metavar="FILE",
              help="Instead of the project's glossaries; may be given several times.")
@click.option("-o", "--output", metavar="DIR", help="Where the results go.  [default: as the project says]")
@click.option("-q", "--quiet", is_flag=True, help="No summary, only errors.")
def build(
    place: str, jobs: int, glossaries: tuple[str, ...], output: str | None, quiet: bool
) -> None:  # fmt: skip
    """Do everything for a project: align its document pairs, write units, translation memory (TMX), glossary
    candidates, termbases (TBX), side-by-side pages and a check report, and say what was found.

    \b
    Examples:
      duizhao build                   # the project of this folder
      duizhao build my-project --jobs 4
    """
    from dataclasses import replace

    from duizhao.cli.sources import read_concepts
    from duizhao.config import load_project
    from duizhao.glossary import collect, shipped_paths
    from duizhao.jobs.learn import terms_of
    from duizhao.jobs.project import build as run

    project = load_project(place)
    if output is not None:
        project = replace(project, output=Path(output))
    own = [(file, read_concepts(file)) for file in glossaries or tuple(map(str, project.glossaries))]
    shipped = shipped_paths() if project.shipped_glossary and not glossaries else ()
    glossary = collect(iter([*own, *((str(file), read_concepts(str(file))) for file in shipped)]))
    terms = terms_of(concept for _, concepts in own for concept in concepts)

    def tell(message: str) -> None:
        if not quiet:
            note(f"duizhao: {message}")

    built = run(project, glossary, terms=terms, jobs=jobs, progress=tell)
    for pair in built.pairs:
        for doubt in pair.doubts():
            note(f"warning: {doubt}")
    if not quiet:
        click.echo(_summary(built))


def _summary(built: Built) -> str:
    """A screenful: units, terms, findings, files."""
    lines = []
    for pair in built.pairs:
        lines += [f"{pair.zh_file}  ⇄  {pair.en_file}", "  " + pair.summary(), ""]
    lines.append(f"Terms: {len(built.candidates)} candidates, the best:")
    for candidate in built.candidates[:10]:
        others = ", ".join(en for en, _ in candidate.renderings[1:3])
        more = f" (also: {others})" if others else ""
        lines.append(f"  {candidate.score:.2f}  {candidate.zh}  =  {candidate.lemma}{more}")
        if candidate.examples:
            lines.append(f"        {_shorten(candidate.examples[0].zh, 44)}")
            lines.append(f"        {_shorten(candidate.examples[0].en, 100)}")
    counts = {s: sum(f.severity == s for f in built.findings) for s in ("error", "warning", "info")}
    told = ", ".join(f"{n} {s}{'s' if n != 1 and s != 'info' else ''}" for s, n in counts.items())
    lines += ["", f"Findings: {told}; the gravest:"]
    for finding in built.findings[:5]:
        place = f"{finding.file}:{finding.line}" if finding.line else finding.file
        lines += [f"  {finding.severity} {finding.code} {finding.message}", f"        {place}"]
        lines.append(f"        {_around(finding.zh, finding.zh_span, 44)}")
        lines.append(f"        {_around(finding.en, finding.en_span, 100)}")
    lines += ["", "Where to look:"]
    lines += [f"  {os.path.relpath(path)}  {what}" for path, what in built.files]
    return "\n".join(line for line in lines if line.strip() or line == "")


def _shorten(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _around(text: str, span: Span | None, width: int) -> str:
    """The part of a text around a place."""
    if span is None or len(text) <= width:
        return _shorten(text, width)
    start = max(0, min(span.start - width // 3, len(text) - width))
    return ("…" if start else "") + _shorten(text[start:], width)
