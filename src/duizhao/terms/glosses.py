"""Inline glosses of a translation, `internet superpower (网络强国)`, as term pairs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from duizhao.lexicon import Lexicon, default_lexicon
from duizhao.model import Concept, Document, Gloss, Sentence, Unit
from duizhao.script import count_han
from duizhao.terms.bitext import english_key
from duizhao.terms.brackets import Mention, mentions
from duizhao.terms.edges import English, Evidence, document_stems, english_before
from duizhao.terms.grammar import FUNCTION
from duizhao.terms.kinds import kind_of
from duizhao.terms.known import Known
from duizhao.terms.lemma import lemma
from duizhao.terms.suspects import Doubts

_LEAST_EVIDENCE = -0.9  # nats a content word: below it the bracket has nothing to do with the words before it
_NAMES = frozenset({"title", "organisation", "programme", "person", "place", "name"})
_BARE_EVIDENCE = 0.5  # nats a content word: Chinese without brackets must be explained by the English before it


def find_glosses(
    sentences: Sequence[Sentence],
    file: str,
    *,
    source: Mapping[int, str] | None = None,
    known: Known | Iterable[Concept] | Mapping[str, Sequence[str]] | None = None,
    lexicon: Lexicon | None = None,
    document: Document | None = None,
) -> tuple[Gloss, ...]:
    """The glosses of an English text in the order of the page.

    Args:
        sentences: of the translation; those without Chinese cost nothing.
        file: its name, for the results.
        source: sentence id → the aligned Chinese text, where known: decides doubtful left edges and tells
            glosses that are not in the source.
        known: the concepts of a glossary (or Chinese terms with their renderings): what contradicts them is suspect.
        lexicon: the dictionary; the shipped one if not given.
        document: the document of the sentences: offsets are exact even where its text was repaired.
    """
    holding = [s for s in sentences if count_han(s.text)]
    if not holding:
        return ()
    evidence = Evidence(lexicon or default_lexicon(), document_stems([s.text for s in sentences]))
    doubts = Doubts(evidence, Known.of(known))
    whole = "\n".join(source.values()) if source else None
    found: list[Gloss] = []
    for sentence in holding:
        text = sentence.text
        floor = 0
        last: tuple[int, int] = (-1, -1)
        for mention in mentions(text):
            origin = source.get(sentence.id) if source else None
            # Two Chinese terms in one bracket share their English.
            left = last[0] if last[1] == mention.end else floor
            english = _english(text, mention, left, evidence, origin)
            last, floor = (left, mention.end), mention.end
            if english is None:
                continue
            kind = kind_of(
                mention.zh, english.text, raw=mention.raw, quoted=_quoted(text, english, mention),
                behind=text[mention.end : mention.end + 20], reading=_reading(mention.zh, evidence.lexicon),
            )  # fmt: skip
            found.append(
                Gloss(
                    mention.zh, english.text,
                    lemma(english.text, name=_name(kind, english.text, text, evidence.lexicon), initial=not text[: english.start].strip(" “\"‘'")),
                    file, _line(sentence, english.start, document),
                    _in_file(sentence, english.start, document), _in_file(sentence, english.end, document, True),
                    kind, doubts.of(mention.zh, english.text, origin, whole), text,
                )
            )  # fmt: skip
    return tuple(found)


def source_of(units: Iterable[Unit]) -> dict[int, str]:
    """English sentence id → the Chinese text aligned with it."""
    found: dict[int, str] = {}
    for unit in units:
        for sentence in unit.en:
            found[sentence.id] = unit.zh_text
    return found


def _english(text: str, mention: Mention, floor: int, evidence: Evidence, source: str | None) -> English | None:
    if mention.form == "chinese-first" and mention.en is not None:
        start, end = mention.en
        return English(start, end, text[start:end], 1.0)
    english = english_before(text, mention.zh, mention.start, floor, evidence, source)
    if english is None or (mention.form == "bare" and english.evidence < _BARE_EVIDENCE):
        return None
    return english


def _name(kind: str, english: str, sentence: str, lexicon: Lexicon) -> bool:
    """Whether a term keeps its capitals: a name, a coinage in quotation marks, words that no dictionary knows."""
    words = [w for w in english.replace("-", " ").split() if w.lower() not in FUNCTION]
    if not words or not all(w.strip("“”\"'‘’")[:1].isupper() for w in words):
        return False
    quoted = f"“{english}" in sentence or f'"{english}' in sentence
    return kind in _NAMES or quoted or all(lexicon.rarity(english_key(w)) == 0 for w in words)


def _quoted(text: str, english: English, mention: Mention) -> bool:
    return mention.raw[:1] in '“「"' or text[max(0, english.start - 1) : english.start] in ("“", '"', "‘")


def _reading(zh: str, lexicon: Lexicon) -> str:
    if len(zh) > 6:
        return ""
    return "".join((lexicon.readings(c) or ("",))[0] for c in zh)


def _in_file(sentence: Sentence, at: int, document: Document | None, end: bool = False) -> int:
    """The file's character for one of the sentence's text. `end`: the character after it."""
    if document is None or len(sentence.text) == sentence.end - sentence.start:
        return min(sentence.start + at, sentence.end)
    want = at - 1 if end else at
    place, done = sentence.start, 0
    for edit in document.edits:
        if edit.start < sentence.start or edit.end > sentence.end:
            continue
        kept = edit.start - place
        if want < done + kept:
            break
        done += kept + len(edit.text)
        place = edit.end
        if want < done:
            return place
    return place + want - done + (1 if end else 0)


def _line(sentence: Sentence, at: int, document: Document | None) -> int:
    if document is None:
        return sentence.line
    return sentence.line + document.raw.count("\n", sentence.start, _in_file(sentence, at, document))
