"""Clauses of an English text, and the words in them that deny, forbid, except or restrict."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

# What a denial may be rendered by: wide, so that a denial passes for lost only if there is no trace of it.
NEGATIVE = re.compile(
    r"\b(?:no|not|never|nor|neither|none|nothing|nobody|nowhere|cannot|only|solely|merely|without(?! exception\b)|"
    r"devoid|notwithstanding|impossible|unable|prohibit\w*|forb[ia]d\w*|bans?|banned|banning|refrain\w*|disqualif\w*|refus\w*|reject\w*|"
    r"den(?:y|ies|ied|ying|ial)|"
    r"exempt\w*|exclu\w+|(?<!without )except\w*|unless|void|irrespective|regardless|cease\w*|stop\w*|abolish\w*|"
    r"strip\w*|free|immun\w+|preclud\w*|bar(?:red|s)|depriv\w+|withh[eo]ld\w*|avoid\w*|prevent\w*|less|restrict\w*|limit\w*|"
    r"lack\w*|fail\w*|waive\w*|outlaw\w*|against|instead|rather|other|hardly|few|little|beyond|outside|absen\w+|"
    r"pending|yet(?= to\b)|still|before|"
    r"until|end(?:ed|s)?|halt\w*|omit\w*|miss(?:ed|ing|es)?|apart|aside|otherwise|oppos\w+|resist\w*|"
    r"far from|zero|contrary|violat\w*|short|requires?|subject to|too|if|difficult\w*|hard|shortage|"
    r"(?:un(?!it|ion|iq|iv|anim|der|til|if|leash|lock|veil|prec)|"
    r"dis(?!clos|char|pat|pens|pers|pute|sect|tan|tri|count|cre|cus|sem|tin|play|cov|pos|ci|aster|put|eas|burs)|non-?|"
    r"il(?:leg|lic|lit)|mis(?!sion|sil|ter)|im(?!pl|por|pre|pri|prov|med|men|mig|min|pos|age|pac|pet|pul)|"
    r"in(?:ac|ad|ap|cap|comp|cons|cor(?!p)|def|dis|divis|el|eff|ex|in|op|sep|suf|tol|val(?!u)|vi(?!t)|volun)|"
    r"ir(?:r(?!ig)))[a-z]{3,})\b"
    r"|less(?:ness|ly)?\b|n['’]t\b",
    re.IGNORECASE,
)
# Words that render a denial in some phrases only.
_WEAK = re.compile(
    r"other|otherwise|if|before|until|still|yet|too|short|ends?|ended|limit\w*|requires?|subject to|free|less|few|"
    r"little|against|instead|rather|outside|beyond|zero|aside|apart|pending|hard|stop\w*",
    re.IGNORECASE,
)
# One for several: nor; only after approval (未经批准，不得).
_TWICE, _SEVERAL = re.compile("nor|neither", re.IGNORECASE), re.compile("only|until", re.IGNORECASE)
# Where it does not.
_ELLIPSIS = re.compile(
    r"\b(?:\w+ not|\w+n['’]t|if not|cannot|otherwise|not)(?=\s*(?:[,.;:)]|$))|\b(?:fail\w*|not) (?:to )?do so\b",
    re.IGNORECASE,
)
# Denials proper: a subject, a verb or a phrase without them is affirmed.
BARE = re.compile(r"\b(?:no|not|never|nor|neither|none|nothing|nobody|cannot)\b|n['’]t\b", re.IGNORECASE)
_AUXILIARY = re.compile(
    r"\b(?:shall|may|must|will|should|would|can|could|cannot|might|is|are|was|were|has|have|had|do|does|did|need|needs)\b|n['’]t\b",
    re.IGNORECASE,
)
_MODAL = "shall|may|must|will|should|would|can|could"
_FINITE = f"{_MODAL}|is|are|was|were|has|have|had|does|do|did"
_RELATIVE = "that|which|who|whose|whom"
_BREAK = re.compile(
    r"[,;:.?!()\[\]“”\"—–]+(?=\s|$|[\"”’)])|[(\[“—–]"
    rf"|\b(?=(?:{_RELATIVE}|where|if|when|unless|because|although|while|whereas|but)\b)"
    rf"|\b(?=(?:and|or)\s+(?:{_FINITE})\b)"
    rf"|(?<!\w)(?=(?:{_MODAL})\b)",
    re.IGNORECASE,
)
_MODAL_HERE = re.compile(rf"(?:{_MODAL})\b", re.IGNORECASE)
_RELATIVE_CLAUSE = re.compile(rf"\s*(?:{_RELATIVE})\b(?:\W+\w+){{2}}", re.IGNORECASE)
_SENTENCE = re.compile(r"[.;?!]")
_LEADS = re.compile(
    rf"\s*(?:(?:and|or|but|also|then|nor|further|furthermore|moreover|in addition)\s+)*(?:{_FINITE}|cannot|might)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of an English text between two marks or subordinators.

    Attributes:
        governed: it has a finite auxiliary (shall, is).
        headless: it begins with one, so that its subject stands before it.
        first: it opens a sentence.
    """

    start: int
    end: int
    governed: bool
    headless: bool
    first: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of an English text."""

    start: int
    end: int
    subject: bool = False  # only a word that denies the subject counts: No one


class Clauses:
    """The clauses of an English text, and which others a clause takes its denial from."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._clauses: list[Clause] = []
        start, opens = 0, True
        for match in [*_BREAK.finditer(text), None]:
            end = match.start() if match else len(text)
            if match is not None and _MODAL_HERE.match(text, end) and not _RELATIVE_CLAUSE.match(text, start, end):
                continue  # a verb ends no clause but a relative one: a unit | that fails to do so | shall
            if text[start:end].strip():
                part = text[start:end]
                governed = _AUXILIARY.search(part) is not None or _RELATIVE_CLAUSE.match(part) is not None
                self._clauses.append(Clause(start, end, governed, _LEADS.match(part) is not None, opens))
                opens = False
            if match is not None:
                opens = opens or _SENTENCE.search(match.group()) is not None
                start = match.end()
        self._starts = [c.start for c in self._clauses]

    def domain(self, at: int) -> list[Stretch]:
        """Where a denial of the word at a character may stand."""
        here = max(0, bisect_right(self._starts, at) - 1)
        own = self._clauses[here]
        found = [Stretch(own.start, own.end)]
        governed, headless, n = own.governed, own.headless, here
        while not self._clauses[n].first and (headless or not governed):
            n -= 1
            clause = self._clauses[n]
            if governed:
                verb = _AUXILIARY.search(self.text, clause.start, clause.end)
                found.append(Stretch(clause.start, verb.start() if verb else clause.end, subject=True))
                headless = verb is None or clause.headless
            else:
                found.append(Stretch(clause.start, clause.end))
                governed, headless = clause.governed, clause.headless
        behind = self._clauses[here + 1 :] if not governed else []
        for n, clause in enumerate(behind):
            if clause.first:
                break
            if clause.governed:  # the verb comes behind: “Changing it, without approval, is prohibited”
                found += [Stretch(c.start, c.end) for c in behind[: n + 1]]
                break
        return found


def is_bare(word: str) -> bool:
    """Whether a word denies and does nothing else: no, not, never."""
    return BARE.fullmatch(word) is not None


def weight(word: str) -> int:
    """How many denials a negative word may render: 2 for nor, 0 for words that do it in some phrases only."""
    if _SEVERAL.fullmatch(word):
        return 9
    return 2 if _TWICE.fullmatch(word) else 0 if _WEAK.fullmatch(word) else 1


def is_elliptic(text: str, start: int, end: int) -> bool:
    """Whether something is denied with its words left out in a stretch of a text: where it does not."""
    return _ELLIPSIS.search(text, start, end) is not None
