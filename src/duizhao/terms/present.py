"""Candidates as a person reads them: dictionary form, counts, other renderings, sentences that show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from duizhao.model import Candidate, Example, Gloss
from duizhao.terms.bitext import Pair, in_title_case, proper_words, rendering_key, term_key
from duizhao.terms.candidates import Entry
from duizhao.terms.grammar import FUNCTION
from duizhao.terms.known import Known
from duizhao.terms.lemma import lemma

_RENDERINGS = 6  # listed for a candidate
_GOOD_LENGTH = 30  # Chinese characters of a sentence that shows a term best
_LEAST = 0.15  # of the best rendering's evidence: what has less is an accident of the links
_NAMES = frozenset({"title", "organisation", "programme", "person", "place", "name"})


class Presenter:
    """Turns entries into candidates.

    Args:
        pairs: the texts that the entries come from.
        known: what a glossary says about them.
        glosses: those found in the texts.
        abbreviations: key of an English full form → its abbreviation in the texts.
    """

    def __init__(
        self,
        pairs: Sequence[Pair],
        known: Known,
        glosses: Sequence[Gloss],
        abbreviations: Mapping[tuple[str, ...], str],
    ) -> None:
        self.pairs = pairs
        self.known = known
        self.glosses = {term_key(g.zh): g for g in glosses}
        self.abbreviations = abbreviations
        self.proper = proper_words(pairs)

    def candidate(self, entry: Entry, score: float) -> Candidate:
        """A candidate with its evidence."""
        best = entry.best()
        assert best is not None
        status, why = self._doubt(entry, best)
        return Candidate(
            zh=self._chinese(entry),
            en=entry.forms[best].most_common(1)[0][0],
            lemma=self._lemma(entry, best),
            score=score,
            freq_zh=entry.freq,
            freq_en=max(self._frequency(best), entry.counts[best]),
            cofreq=entry.counts[best],
            origin=self._origin(entry),
            renderings=self._renderings(entry, best),
            examples=self._examples(entry, best),
            status=status,  # type: ignore[arg-type]
            why=why,
        )

    def _chinese(self, entry: Entry) -> str:
        """The term as printed, with quotation marks around a part of it; 中小企业 rather than 中、小企业."""
        forms = [self.pairs[p.pair].zh_text[p.span.start : p.span.end] for p in entry.places]
        return min(forms, key=lambda form: "、" in form, default="") or self.glosses[entry.key].zh

    def _lemma(self, entry: Entry, key: tuple[str, ...]) -> str:
        for english in self.known.right.get(entry.key, ()):
            if rendering_key(english) == key:
                return english  # as the glossary writes it: new quality productive forces
        forms = entry.forms[key].most_common()
        # A form in lower case says more than a heading's capitals.
        form = next((f for f, _ in forms if f[:1].islower()), forms[0][0])
        gloss = self.glosses.get(entry.key)
        name = gloss is not None and gloss.kind in _NAMES and rendering_key(gloss.en) == key
        words = [w for w in form.replace("-", " ").split() if w.lower() not in FUNCTION]
        if not name and len(words) > 1 and all(w[:1].isupper() for w in words):
            name = any(
                p.english is not None and p.english.text == form and not in_title_case(self.pairs[p.pair].en)
                for p in entry.places
            )
        return lemma(form, name=name, proper=self.proper)

    def _origin(self, entry: Entry) -> tuple[str, ...]:
        found = ["gloss"] * bool(entry.glossed) + ["statistical"] * bool(entry.places)
        return tuple(found + ["glossary"] * (entry.key in self.known.right))

    def _doubt(self, entry: Entry, best: tuple[str, ...]) -> tuple[str, str]:
        if entry.suspect:
            return "suspect", entry.suspect
        right = self.known.right.get(entry.key, ())
        if right and best in self.known.wrong.get(entry.key, ()):
            return "suspect", f"the glossary advises against this rendering; it has {right[0]}"
        if right and best not in {rendering_key(en) for en in right}:
            return "candidate", f"differs from the glossary, which has {right[0]}"
        if entry.key in self.known.deprecated:
            return "candidate", f"the glossary has {self.known.deprecated[entry.key]} instead"
        return "candidate", ""

    def _renderings(self, entry: Entry, best: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
        """Renderings as dictionary forms with their counts, the best first."""
        least = _LEAST * entry.renderings[best]
        order = sorted(entry.renderings, key=lambda k: (k != best, -round(entry.renderings[k], 6), k))
        found: dict[str, int] = {}
        for key in order[:_RENDERINGS]:
            if entry.renderings[key] >= least:
                form = self._lemma(entry, key)
                found[form] = found.get(form, 0) + entry.counts[key]
        short = self.abbreviations.get(best)
        if short is not None and short not in found:
            found[short] = self._frequency(rendering_key(short))
        return tuple(found.items())

    def _examples(self, entry: Entry, best: tuple[str, ...]) -> tuple[Example, ...]:
        """The clearest two sentences that show both."""
        fitting = [p for p in entry.places if p.english is not None and rendering_key(p.english.text) == best]
        chosen = sorted({p.pair for p in fitting or entry.places}, key=lambda n: (_unclear(self.pairs[n]), n))[:2]
        pairs = [self.pairs[n] for n in chosen]
        return tuple(Example(p.zh_text, p.en_full, p.file, p.line) for p in pairs)

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        """For each English stem the pairs that hold it."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, pair in enumerate(self.pairs):
            for key in {w.key for w in pair.en}:
                found[key].append(number)
        return found

    @cached_property
    def _texts(self) -> Sequence[str]:
        """The English stems of each pair as a text, to look for phrases in."""
        return [" " + " ".join(w.key for w in pair.en) + " " for pair in self.pairs]

    def _frequency(self, key: tuple[str, ...]) -> int:
        """In how many units an English rendering stands."""
        if not key or any(k not in self._places for k in key):
            return 0
        numbers = min((self._places[k] for k in key), key=len)
        if len(key) == 1:
            return sum(self.pairs[n].count for n in numbers)
        phrase = f" {' '.join(key)} "
        return sum(self.pairs[n].count for n in numbers if phrase in self._texts[n])


def _unclear(pair: Pair) -> int:
    """How far a sentence is from the length that shows a term best; headings and fragments are worst."""
    size = len(pair.zh_text)
    return abs(size - _GOOD_LENGTH) + (60 if size < _GOOD_LENGTH // 3 else 0)
