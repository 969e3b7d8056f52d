"""`duizhao score`: a translation against references and a glossary."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from duizhao.cli.common import note
from duizhao.cli.sources import glossary_option, read_glossaries
from duizhao.errors import InputError

if TYPE_CHECKING:
    from duizhao.evaluate.metrics import Score
    from duizhao.evaluate.terms import TermScores
    from duizhao.model import Lang

_LISTED = 10  # missed terms that are shown


@dataclass(frozen=True, slots=True)
class Side:
    """The segments of a file; `other` are those of the other language, where the file has both."""

    path: str
    zh: list[str] | None
    en: list[str] | None

    def lang(self, lang: Lang) -> list[str]:
        """The segments of one language.

        Raises:
            InputError: the file has none.
        """
        found = self.zh if lang == "zh" else self.en
        if found is None:
            name = "Chinese" if lang == "zh" else "English"
            raise InputError(f"holds no {name}", file=self.path, mend="see --lang")
        return found


@click.command()
@click.argument("hyp", metavar="HYP")
@click.option("--ref", "refs", multiple=True, required=True, metavar="FILE", help="A reference. Repeatable.")
@click.option("--source", metavar="FILE", help="The source, for the terms; not needed if HYP has both languages.")
@click.option("--lang", type=click.Choice(["en", "zh"]), help="Language of HYP.  [default: told from it]")
@glossary_option
@click.option("--format", "shape", type=click.Choice(["text", "json", "jsonl"]), default="text", show_default=True)
@click.option("--min-bleu", type=float, metavar="N", help="Exit with 1 if BLEU is below.")
@click.option("--min-chrf", type=float, metavar="N", help="Exit with 1 if chrF is below.")
@click.option("--min-terms", type=click.FloatRange(0, 1), metavar="N",
              help="Exit with 1 if term success (lemma) is below.")
def score(
    hyp: str, refs: tuple[str, ...], source: str | None, lang: Lang | None, glossaries: tuple[str, ...],
    shape: str, min_bleu: float | None, min_chrf: float | None, min_terms: float | None,
) -> None:
    """Score a translation HYP against references: BLEU, chrF, TER by sacrebleu, with signatures; and with the
    source against a glossary: term success and consistency.

    Files hold a sentence a line, or are aligned units (.jsonl, .tmx, .tsv, .xlsx, .xlf, …) in the same order.

    \b
    Examples:
      duizhao score new.en --ref published.en
      duizhao score new.en --ref a.en --ref b.en --source plan.zh --glossary terms.csv
      duizhao score new.tmx --ref published.tmx --format json --min-terms 0.9
    """  # fmt: skip
    from duizhao.evaluate.metrics import translation_scores

    translation = _read(hyp)
    lang = lang or _language(translation)
    other: Lang = "zh" if lang == "en" else "en"
    hypotheses = translation.lang(lang)
    references = [_read(ref) for ref in refs]
    for reference in references:
        _same_length(hypotheses, hyp, reference.lang(lang), reference.path)
        _same_source(translation, reference, other)
    sources = _source(source, translation, references, other)
    if sources is not None:
        _same_length(hypotheses, hyp, sources, source or hyp)
    elif glossaries or min_terms is not None:
        raise click.UsageError("terms need the source: give --source FILE")
    scores = translation_scores(hypotheses, [r.lang(lang) for r in references], lang)
    terms = None
    if sources is not None:
        from duizhao.evaluate.terms import term_scores
        from duizhao.glossary.matching import Matcher

        terms = term_scores(sources, hypotheses, Matcher(read_glossaries(glossaries)), lang)
    figures = {s.name: s.value for s in scores}
    click.echo(_text(scores, terms) if shape == "text" else _json(scores, terms, lang, len(hypotheses)))
    floors = ((figures["BLEU"], min_bleu), (figures["chrF"], min_chrf), (terms.lemma if terms else 1.0, min_terms))
    if any(floor is not None and value < floor for value, floor in floors):
        raise SystemExit(1)


def _read(path: str) -> Side:
    from duizhao.exchange import UNIT_FORMATS, read_units
    from duizhao.exchange.text import lines_of
    from duizhao.script import language_of

    # .zh and .en are one side of a Moses pair: here just lines.
    if any(path.lower().endswith(f.suffixes) for f in UNIT_FORMATS if f.name != "moses"):
        units = list(read_units(path))
        side = Side(path, [u.zh_text for u in units], [u.en_text for u in units])
        empty = not units
    else:
        lines = lines_of(path)
        lang = language_of(" ".join(lines))  # None: figures only, good for either
        side = Side(path, None if lang == "en" else lines, None if lang == "zh" else lines)
        empty = not any(line.strip() for line in lines)
    if empty:
        raise InputError("holds no sentences", file=path, mend="one sentence a line, or aligned units")
    return side


def _language(translation: Side) -> Lang:
    """English, unless the file is Chinese lines, or units of which only the Chinese is filled in."""
    return "en" if translation.en is not None and any(translation.en) else "zh"


def _source(path: str | None, translation: Side, references: list[Side], lang: Lang) -> list[str] | None:
    if path is not None:
        return _read(path).lang(lang)
    for side in (translation, *references):
        found = side.zh if lang == "zh" else side.en
        if found is not None:
            return found
    return None


def _same_length(hypotheses: list[str], hyp: str, others: list[str], path: str) -> None:
    if len(others) != len(hypotheses):
        raise InputError(
            f"{len(others)} segments, but {hyp} has {len(hypotheses)}",
            file=path,
            mend="both must have a sentence a line in the same order, an empty line where one is missing",
        )


def _same_source(translation: Side, reference: Side, lang: Lang) -> None:
    """Says if two files of units are not of the same source, as after sorting one of them."""
    ours, theirs = (side.zh if lang == "zh" else side.en for side in (translation, reference))
    pairs = enumerate(zip(ours or (), theirs or (), strict=False), 1)
    other = [number for number, (one, two) in pairs if one.split() != two.split()]
    if other and ours:
        note(
            f"warning: {reference.path}: {len(other)} of {len(ours)} segments have another source text than in "
            f"{translation.path}, first segment {other[0]}: the same segments must stand in the same order"
        )


def _text(scores: list[Score], terms: TermScores | None) -> str:
    lines = [f"{s.name:7} {s.value:6.2f}  {s.signature}" for s in scores]
    if terms is not None:
        lines += [
            f"terms   {terms.exact:6.3f} exact, {terms.lemma:.3f} with inflection and variants"
            f" ({terms.occurrences} occurrences of {terms.concepts} concepts)",
            f"        {terms.consistency:6.3f} consistency ({terms.repeated} renderings of repeated concepts)",
        ]
        if terms.avoided:
            lines.append(f"        {terms.avoided:6} deprecated or forbidden rendering{'s' * (terms.avoided != 1)}")
        for m in terms.misses[:_LISTED]:
            lines.append(f"   {m.count:4} × {m.term} not rendered as “{m.wanted}”, first in segment {m.segment}")
        if len(terms.misses) > _LISTED:
            lines.append(f"        and {len(terms.misses) - _LISTED} other terms: --format json lists them")
    return "\n".join(lines)


def _json(scores: list[Score], terms: TermScores | None, lang: Lang, segments: int) -> str:
    data: dict[str, object] = {s.name.lower(): round(s.value, 4) for s in scores}
    data |= {"signatures": {s.name.lower(): s.signature for s in scores}, "segments": segments, "lang": lang}
    if terms is not None:
        data["terms"] = {
            "exact": round(terms.exact, 6),
            "lemma": round(terms.lemma, 6),
            "consistency": round(terms.consistency, 6),
            "occurrences": terms.occurrences,
            "concepts": terms.concepts,
            "avoided": terms.avoided,
            "repeated": terms.repeated,
            "misses": [{name: getattr(m, name) for name in m.__slots__} for m in terms.misses],
        }
    return json.dumps(data, ensure_ascii=False)
