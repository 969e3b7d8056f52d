"""One document pair, from files to aligned units."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from duizhao.align import Alignment, align
from duizhao.align.encoder import Encoder
from duizhao.documents import read
from duizhao.errors import InputError
from duizhao.jobs.fixed import Fixed, fix
from duizhao.lexicon import Lexicon
from duizhao.model import Document, Lang, Sentence, Unit
from duizhao.script import language_of
from duizhao.sentences import read_presplit, split
from duizhao.units import from_beads, overview

_PRESPLIT_LANGUAGE_SAMPLE = 400


@dataclass(frozen=True, slots=True)
class AlignedPair:
    """A document pair after alignment."""

    zh_file: str
    en_file: str
    zh: tuple[Sentence, ...]
    en: tuple[Sentence, ...]
    alignment: Alignment
    units: tuple[Unit, ...]
    fixed: Fixed

    def summary(self) -> str:
        """A line for a person: what was found, and how sure it is."""
        seen = overview(self.units)
        kinds = ", ".join(f"{count} {name}" for name, count in seen.types[:5])
        moved = f", {seen.moved} moved" if seen.moved else ""
        return (
            f"{len(self.zh)} Chinese and {len(self.en)} English sentences in {seen.units} units ({kinds}{moved}); "
            f"mean confidence {seen.confidence:.2f}, {seen.sure:.0%} at .99 or more; "
            f"match {self.alignment.match:.0%}"
        )

    def doubts(self) -> Iterator[str]:
        """What does not fit, a line each: the pair as a whole, or stretches of it."""
        share = f"{self.alignment.match:.0%}"
        if self.alignment.verdict == "mismatched":
            yield (
                f"{self.en_file} does not look like a translation of {self.zh_file}: only {share} of the text fits; "
                "the units are not to be trusted"
            )
            return
        if self.alignment.verdict == "doubtful":
            yield (
                f"{self.en_file} matches {self.zh_file} badly ({share} of the text fits): another version, or large "
                "parts missing? Look at the units before using them"
            )
        for region in self.alignment.poor:
            zh, en = _lines(self.zh, region.zh), _lines(self.en, region.en)
            if zh and en:
                yield f"{self.zh_file}:{zh} and {self.en_file}:{en} do not fit ({region.match:.0%}): another version?"
            elif zh:
                yield f"{self.zh_file}:{zh}: not translated"
            else:
                yield f"{self.en_file}:{en}: not in the source"


def _lines(sentences: Sequence[Sentence], span: tuple[int, int] | None) -> str:
    """The lines of a stretch of sentences: `12-40`."""
    if span is None:
        return ""
    first, last = sentences[span[0]].line, sentences[span[1]].line
    return f"{first}" if first == last else f"{first}-{last}"


def align_files(
    zh: str | os.PathLike[str],
    en: str | os.PathLike[str],
    *,
    presplit: bool = False,
    encoding: str | None = None,
    repair: bool = True,
    lexicon: Lexicon | None = None,
    anchors: Sequence[tuple[int, int]] = (),
    keep: str | os.PathLike[str] | None = None,
    explain: bool = False,
    encoder: Encoder | None = None,
) -> AlignedPair:
    """Read, cut and align a Chinese document and its translation.

    Args:
        anchors, keep: what a person has fixed, see `duizhao.jobs.fixed.fix`.
        explain: whether units also name their strongest word pairs.
        encoder: sentence embeddings as further evidence.

    Raises:
        InputError: a file cannot be read, or is not in the language it is meant to be in.
    """
    sides: dict[Lang, tuple[Sentence, ...]] = {}
    given: tuple[tuple[Lang, str | os.PathLike[str]], ...] = (("zh", zh), ("en", en))
    for lang, path in given:
        if presplit:
            sides[lang] = read_presplit(path)
        else:
            sides[lang] = split(read(path, lang, encoding=encoding, repair=repair))
    zh_name, en_name = os.fspath(zh), os.fspath(en)
    _check_languages(sides, zh_name, en_name)
    fixed = fix(sides["zh"], sides["en"], anchors, keep)
    return _aligned(zh_name, en_name, sides, fixed, lexicon, explain=explain, encoder=encoder)


def align_documents(zh: Document, en: Document, *, lexicon: Lexicon | None = None) -> AlignedPair:
    """Cut and align a Chinese document and an English one."""
    sides: dict[Lang, tuple[Sentence, ...]] = {"zh": split(zh), "en": split(en)}
    return _aligned(zh.path, en.path, sides, Fixed(), lexicon)


def _aligned(
    zh_name: str,
    en_name: str,
    sides: dict[Lang, tuple[Sentence, ...]],
    fixed: Fixed,
    lexicon: Lexicon | None,
    *,
    explain: bool = False,
    encoder: Encoder | None = None,
) -> AlignedPair:
    zh, en = sides["zh"], sides["en"]
    result = align(
        zh, en, lexicon=lexicon, kept=fixed.kept, together=fixed.together, explain=explain, encoder=encoder
    )
    return AlignedPair(zh_name, en_name, zh, en, result, from_beads(result.beads, zh, en, zh_name, en_name), fixed)


def _check_languages(sides: dict[Lang, tuple[Sentence, ...]], zh: str, en: str) -> None:
    """Two times the same language, or sides in the wrong order, are mistakes to be told, not to be aligned."""
    seen = {
        lang: language_of(" ".join(s.text for s in sentences[:_PRESPLIT_LANGUAGE_SAMPLE]))
        for lang, sentences in sides.items()
    }
    if seen["zh"] == "en" and seen["en"] == "zh":
        raise InputError(f"is English, and {en} is Chinese", file=zh, mend="give the Chinese file first")
    for lang, path, name in (("zh", zh, "Chinese"), ("en", en, "English")):
        if seen["zh" if lang == "zh" else "en"] not in (None, lang):
            raise InputError(f"is not {name}", file=path, mend="give the Chinese file first, then its translation")
