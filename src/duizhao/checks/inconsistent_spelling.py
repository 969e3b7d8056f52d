"""Words of an English text that are spelled in two ways."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.checks.english import FUNCTION
from duizhao.checks.run import Run
from duizhao.checks.wordings import Wording, told
from duizhao.model import Finding
from duizhao.words import ENGLISH_WORD

_PART = 3  # letters of the shorter part of a word that is also written as two: e-commerce and inland apart
_WHOLE = 7
_OPEN = 4  # letters of either part if they stand apart: some one, any way
_HOUSE = 4  # words spelled in one way that make a house style
_STRAY = 0.25  # share of the words spelled in the other way that are slips
# Verbs that are spelled with -ise only in British English (not: advise, revise, supervise).
_VERBS = (
    "organ|real|recogn|util|optim|modern|industrial|commercial|standard|emphas|character|mobil|final|priorit|minim|"
    "maxim|stabil|special|central|digital|normal|liberal|rational|revital|privat|capital|summar|author|subsid|penal|"
    "international|global|general|material|popular|regular|harmon|synchron|categor|custom|econom|hospital|institutional"
)
_ISE = re.compile(rf"[a-z]{{3,}}isations?$|(?:un|re|de)?(?:{_VERBS})is(?:e|es|ed|ing)$")
_IZE = re.compile(rf"[a-z]{{3,}}izations?$|(?:un|re|de)?(?:{_VERBS})iz(?:e|es|ed|ing)$")
_PAIRS = dict(
    pair.split(":")
    for pair in (
        "programme:program programmes:programs defence:defense offence:offense fibre:fiber fibres:fibers grey:gray "
        "centre:center centres:centers centred:centered theatre:theater theatres:theaters labour:labor colour:color "
        "colours:colors favour:favor favourable:favorable behaviour:behavior behaviours:behaviors harbour:harbor "
        "harbours:harbors neighbour:neighbor neighbouring:neighboring neighbourhood:neighborhood honour:honor "
        "endeavour:endeavor endeavours:endeavors vapour:vapor analyse:analyze analysed:analyzed analysing:analyzing "
        "catalogue:catalog catalogues:catalogs ageing:aging fulfil:fulfill aluminium:aluminum modelling:modeling "
        "travelling:traveling labelling:labeling labelled:labeled channelled:channeled "
        "fuelled:fueled skilful:skillful instalment:installment enrolment:enrollment sulphur:sulfur"
    ).split()
)
# Also spelled so in British English, of computers, and in names.
_AMERICAN = frozenset(_PAIRS.values()) - {"program", "programs", "catalog", "catalogs"}


@dataclass(frozen=True, slots=True)
class _Place:
    case: Case
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.case.en[self.start : self.end]


@check(
    "DZ306", "inconsistent-spelling", "warning", "set", "A word is spelled in two ways within an English text.",
    right=[
        Sample("", "Deep-sea mining needs ships that work in the deep sea.",
               more=(("", "Long-term plans will be made for the long term."),)),
    ],
    wrong=[
        Sample("", "Each village will have a micro-grid.", more=(("", "Microgrids will be subsidized."),)),
        Sample("", "Spending on health care will rise.", more=(("", "We will reform healthcare."),)),
        Sample("", "The digitization of archives will go on.", more=(("", "We will support digitalization."),)),
    ],
    alone=True,
)  # fmt: skip
def inconsistent_spelling(run: Run) -> Iterator[Finding]:
    """In English without a source, a compound is written in one word and with a hyphen or a blank (microgrid,
    micro-grid), an attribute of the same noun with and without a hyphen (lithium ion cells, lithium-ion cells), a
    word has two endings (digitization, digitalization), an attribute inside a phrase is singular here and plural there
    (environmental service industry, environmental services industry), or British spelling strays into an American
    text, and the reverse. A hyphen that only stands in front of a noun is no difference.
    """
    if not run.alone:
        return
    words: dict[str, list[_Place]] = defaultdict(list)
    compounds: dict[str, dict[str, list[_Place]]] = defaultdict(lambda: defaultdict(list))
    attributes: dict[tuple[str, ...], dict[str, list[_Place]]] = defaultdict(lambda: defaultdict(list))
    numbers: dict[tuple[str, ...], dict[str, list[_Place]]] = defaultdict(lambda: defaultdict(list))
    for case in run.cases:
        last: re.Match[str] | None = None
        behind = ("", "")  # the word before the last one, and what stands between the two
        for match in ENGLISH_WORD.finditer(case.en):
            word = match.group().lower()
            words[word].append(_Place(case, *match.span()))
            glue = case.en[last.end() : match.start()] if last else ""
            if last and glue in ("-", " ") and _parts(last.group().lower(), word, glue):
                place = _Place(case, last.start(), match.end())
                compounds[_singular(last.group().lower() + word)][glue].append(place)
            three = (behind[0], last.group().lower() if last else "", _singular(word))
            content = all(map(_is_content, three[:2])) and word not in FUNCTION
            if last and content and glue == " " and behind[1] in ("-", " "):
                start = last.start() - len(behind[0]) - 1
                end = match.end()
                while case.en[end : end + 1].isalnum():  # 3D
                    end += 1
                attributes[three][behind[1]].append(_Place(case, start, end))
                if behind[1] == " " and len(three[1]) >= _WHOLE:
                    numbers[three[0], _singular(three[1]), three[2]][three[1]].append(_Place(case, start, end))
            behind, last = (last.group().lower() if last else "", glue), match
    yield from _compounds(words, compounds)
    for by_form, what in [(f, "hyphen") for f in attributes.values()] + [(f, "number") for f in numbers.values()]:
        if len(by_form) > 1:
            usual, other = sorted((Wording(tuple(p)) for p in by_form.values()), key=lambda w: (-w.count, w.at))
            yield _finding(usual, other, what)
    yield from _endings(words)
    yield from _house_style(words)


def _is_content(word: str) -> bool:
    return len(word) > 1 and word not in FUNCTION and not word[0].isdigit()


def _parts(one: str, other: str, glue: str) -> bool:
    """Whether two words may be one elsewhere."""
    least = min(len(one), len(other))
    if one in FUNCTION or other in FUNCTION or one[0].isdigit() or len(one) + len(other) < _WHOLE:
        return False
    return least >= (_OPEN if glue == " " else _PART) or (glue == "-" and one == "e")


def _compounds(
    words: Mapping[str, list[_Place]], compounds: Mapping[str, Mapping[str, list[_Place]]]
) -> Iterator[Finding]:
    closed: dict[str, list[_Place]] = defaultdict(list)
    for word, places in words.items():
        closed[_singular(word)] += places
    for whole, by_glue in compounds.items():
        if whole in closed:
            forms = [Wording(tuple(sorted(p, key=_at))) for p in (closed[whole], *by_glue.values())]
            forms.sort(key=lambda form: (-form.count, form.at))
            for other in forms[1:]:
                yield _finding(forms[0], other, "spelling")


def _endings(words: Mapping[str, list[_Place]]) -> Iterator[Finding]:
    for family in _families():
        forms = [Wording(tuple(words[word])) for word in family if word in words]
        forms.sort(key=lambda form: (-form.count, form.at))
        for other in forms[1:]:
            yield _finding(forms[0], other, "ending")


def _house_style(words: Mapping[str, list[_Place]]) -> Iterator[Finding]:
    """The rarer of British and American spelling, one finding for all of its words."""
    styles: dict[bool, list[_Place]] = {True: [], False: []}
    for word, places in words.items():
        if (british := _is_british(word)) is not None:
            styles[british] += [place for place in places if not place.text[0].isupper() or place.start == 0]
    few, many = sorted(styles.values(), key=len)
    if not few or len(many) < _HOUSE or len(few) > _STRAY * (len(few) + len(many)):
        return
    few.sort(key=lambda p: (p.case.index, p.start))
    one, two = (("American", "British"), ("British", "American"))[many is styles[False]]
    texts = ", ".join(f"“{text}”" for text in dict.fromkeys(p.text.lower() for p in few))
    usual = ", ".join(f"“{text}”" for text in list(dict.fromkeys(p.text.lower() for p in many))[:3])
    place = few[0]
    yield place.case.finding(
        inconsistent_spelling, f"{one} spelling: {texts} ({Wording(tuple(few)).lines()}); {two} elsewhere ({usual} …)",
        en=(place.start, place.end), key=f"{one} spelling", confidence=0.7,
    )  # fmt: skip


def _finding(usual: Wording[_Place], other: Wording[_Place], what: str) -> Finding:
    here, model = other.first, usual.first
    return here.case.finding(
        inconsistent_spelling,
        told(other, here.text, usual, model.text),
        en=(here.start, here.end), suggestion=model.text, key=f"{what} {here.text.lower()}={model.text.lower()}",
        confidence=0.7,
    )  # fmt: skip


def _is_british(word: str) -> bool | None:
    """Whether a word has British spelling, or American one; None where there is but one."""
    if word in _PAIRS or _ISE.match(word):
        return True
    return False if word in _AMERICAN or _IZE.match(word) else None


@cache
def _families() -> tuple[tuple[str, ...], ...]:
    """Words with two endings, from the lines of `data/wording.txt` with `=`."""
    text = resources.files("duizhao").joinpath("data/wording.txt").read_text(encoding="utf-8")
    return tuple(tuple(line[1:].split()) for line in text.splitlines() if line.startswith("="))


def _at(place: _Place) -> tuple[int, int]:
    return place.case.index, place.start


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
