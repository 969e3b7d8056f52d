"""Translations against references, by sacrebleu, every score with its signature (Post 2018)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from duizhao.errors import InputError
from duizhao.model import Lang
from duizhao.script import is_han

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric

# Chinese characters that sacrebleu's zh tokenizer (2.4 to 2.6) does not take for such: it writes the astral
# ranges as \u20000, which is two characters, and stops short of the later additions to the blocks of the BMP.
_RARE = re.compile("[\u4db6-\u4dbf\u9fbc-\u9fff\ufa2e\ufa2f\ufa6b-\ufa6f\ufada-\ufaff\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Score:
    """A corpus score: 0 to 100 (TER may exceed it), and sacrebleu's signature, with which it can be repeated.

    `|rare-han:spaced` at the end of a signature says that the text held characters that sacrebleu's tokenizer
    would have glued together, and that they were set apart first; without it the figure is sacrebleu's own.
    """

    name: str
    value: float
    signature: str


def translation_scores(hypotheses: Sequence[str], references: Sequence[Sequence[str]], lang: Lang) -> list[Score]:
    """BLEU (Papineni et al. 2002), chrF and chrF++ (Popović 2015, 2017), TER (Snover et al. 2006).

    chrF++ adds words to characters and is left out for Chinese, which does not write them apart. Chinese is
    tokenised by `zh` for BLEU and by characters for TER (`asian_support` with `normalized`); English as
    sacrebleu does by default (13a).

    Args:
        hypotheses: the translation, a segment an item.
        references: one or more, each as long as the translation.
        lang: of the translation.

    Raises:
        InputError: there are no segments, or numbers of segments differ.
    """
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    if not hypotheses or not references:
        raise InputError("no segments to score")
    if any(len(reference) != len(hypotheses) for reference in references):
        raise InputError("translation and reference have different numbers of segments")
    chinese = lang == "zh"
    bleu = _score("BLEU", BLEU(tokenize="zh" if chinese else "13a", force=True), hypotheses, references, chinese)
    chrf = _score("chrF", CHRF(), hypotheses, references)
    ter = _score("TER", TER(normalized=chinese, asian_support=chinese), hypotheses, references, chinese)
    if chinese:
        return [bleu, chrf, ter]
    return [bleu, chrf, _score("chrF++", CHRF(word_order=2), hypotheses, references), ter]


def _score(
    name: str, metric: Metric, hypotheses: Sequence[str], references: Sequence[Sequence[str]], spaced: bool = False
) -> Score:
    streams = [list(hypotheses), *map(list, references)]
    mark = ""
    if spaced and any(_RARE.search(text) for stream in streams for text in stream):
        streams = [[set_apart(text) for text in stream] for stream in streams]
        mark = "|rare-han:spaced"
    result: Any = metric.corpus_score(streams[0], streams[1:])
    return Score(name, float(result.score), f"{metric.get_signature()}{mark}")


def set_apart(text: str) -> str:
    """Blanks around the Chinese characters that sacrebleu's tokenizers do not know. It sets apart all others
    itself, so that a text without rare characters scores the same."""
    return _RARE.sub(lambda found: f" {found[0]} " if is_han(found[0]) else found[0], text)
