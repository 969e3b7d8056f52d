"""`duizhao align`: a document pair → aligned units."""

from __future__ import annotations

import sys

import click

from duizhao.cli.common import note, remarks
from duizhao.cli.sources import read_concepts
from duizhao.errors import InputError
from duizhao.exchange.formats import UNIT_FORMATS, format_of

FORMATS = ("text", "jsonl", "beads")
PAGES = (".html", ".htm")


@click.command()
@click.argument("zh")
@click.argument("en")
@click.option("-o", "--output", "outputs", multiple=True, metavar="FILE",
              help="Where to write; the suffix picks the format. May be given several times; - is stdout.")
@click.option("--format", "shape", type=click.Choice([*FORMATS, "tmx", "tsv"]),
              help="Format on stdout, or of files whose suffix says nothing.  [default: text]")
@click.option("--presplit", is_flag=True, help="Both files hold one sentence a line, taken as they are.")
@click.option("--encoding", metavar="NAME", help="Encoding of both files.  [default: found out]")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0,
              help="Leave out two-sided units below it.  [default: 0]")
@click.option("--no-repair", is_flag=True, help="Take broken lines and layout spaces as they are.")
@click.option("--anchor", "anchors", multiple=True, metavar="zh=12,en=15",
              help="Sentences (ids as in `duizhao split`) that belong together. Repeatable.")
@click.option("--anchors", "anchor_files", multiple=True, metavar="FILE", help="Anchors, one a line: 12 15")
@click.option("--keep", metavar="UNITS",
              help="Corrected units (.jsonl, .tmx, …) that stay; the rest is aligned around them.")
@click.option("--lexicon", "lexicons", multiple=True, metavar="FILE",
              help="What `duizhao lexicon train` has learned. Repeatable.")
@click.option("--glossary", "glossaries", multiple=True, metavar="FILE",
              help="A glossary whose terms count as evidence. Repeatable.")
@click.option("--encoder", metavar="MODEL",
              help="Sentence embeddings as further evidence: a sentence-transformers model on this machine, by "
              "name or folder (needs duizhao[embed]).")
@click.option("--explain", "explained", type=int, multiple=True, metavar="ID",
              help="Say what spoke for and against unit ID, in words. Repeatable.")
def align(
    zh: str, en: str, outputs: tuple[str, ...], shape: str | None, presplit: bool, encoding: str | None,
    min_confidence: float, no_repair: bool, anchors: tuple[str, ...], anchor_files: tuple[str, ...],
    keep: str | None, lexicons: tuple[str, ...], glossaries: tuple[str, ...], encoder: str | None,
    explained: tuple[int, ...],
) -> None:
    """Align a Chinese document ZH with its English translation EN, sentence by sentence.

    \b
    Examples:
      duizhao align plan.zh.txt plan.en.txt -o plan.tmx -o plan.jsonl
      duizhao align plan.zh.txt plan.en.txt                    # to read
      duizhao align --presplit a.zh a.en --format beads        # [0]:[0, 1] a line
      duizhao align plan.zh.txt plan.en.txt --lexicon learned.json --glossary terms.csv -o plan.tmx
      duizhao align plan.zh.txt plan.en.txt --explain 12       # why unit 12?
    """  # fmt: skip
    for target in outputs:  # before the work: which format a file is to have
        if target != "-" and not target.endswith(PAGES) and (shape in (None, "text") or _has_suffix(target)):
            format_of(target, UNIT_FORMATS, "write")
    from duizhao.align.encoder import load_encoder
    from duizhao.exchange import write_units
    from duizhao.jobs.fixed import read_anchors
    from duizhao.jobs.learn import lexicon_with, terms_of
    from duizhao.jobs.pair import align_files
    from duizhao.reports.sidebyside import write_html
    from duizhao.reports.units import EXPLANATION, write_explanation, write_text

    terms = terms_of(concept for file in glossaries for concept in read_concepts(file))
    result = align_files(
        zh, en, presplit=presplit, encoding=encoding, repair=not no_repair, lexicon=lexicon_with(lexicons, terms),
        anchors=read_anchors(anchors, anchor_files), keep=keep, explain=bool(explained),
        encoder=None if encoder is None else load_encoder(encoder),
    )  # fmt: skip
    known = {unit.id for unit in result.units}
    if missing := [str(id) for id in explained if id not in known]:
        raise InputError(f"no unit {', '.join(missing)} to explain", file=en, mend=f"they go from 1 to {len(known)}")
    units = [u for u in result.units if u.score >= min_confidence or not (u.zh and u.en)]
    note(result.summary())
    for doubt in result.doubts():
        note(f"warning: {doubt}")
    if result.fixed.lost:
        note(f"warning: {result.fixed.lost} unit(s) of {keep} do not stand in the texts and were left out")
    if explained:
        for unit in result.units:
            if unit.id in explained:
                write_explanation(unit, sys.stdout)
        note(f"figures: {EXPLANATION}")
        if not outputs:
            return
    for target in outputs or ("-",):
        if target.endswith(PAGES):
            write_html(units, target, title=f"{zh} · {en}")
        elif target == "-" and shape in (None, "text"):
            write_text(units, sys.stdout)
        else:
            named = shape if target == "-" or not _has_suffix(target) else None
            remarks(write_units(units, target, format=named), ("skipped", "changed"))


def _has_suffix(target: str) -> bool:
    return "." in target.rsplit("/", 1)[-1]
