"""Where English sentences end: candidates at stops, then named rules; the first with an opinion decides."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from duizhao.sentences.cutting import asides, decide, words

# A stop, and what closes with it: “Internet Plus.” or (… duties.). A curly mark may follow a space.
STOP = re.compile(
    r"(?P<stop>[.!?…。！？]+(?:\s?\.){0,3}|[;—–](?=[\s\"'”’])|(?<=:)(?=\s))"
    r"(?P<close>(?:\[\d{1,3}\]|[⁰¹²³⁴-⁹]+|(?<=[a-z]{3}\.)\d{1,3}(?=\s+[A-Z“])|[\"'”’)\]»」』）】]|\s[”’](?=\s|$))*)"
)
OPENERS = "“‘\"'([«「『（【*_"
REPORTING = re.compile(
    r"(?:[A-Z][\w'’-]*\.? ){1,3}(?:" + "|".join(sorted(words("english", "saying"))) + r")(?=[,.;])"
)
# A colon ends a sentence after addressees and after an announcement that whole sentences follow.
ANNOUNCED = re.compile(r"(?:\bfollowing(?: [a-z-]+){1,3}|\bas follows)$")
# Addressees at the head of a paragraph: "To all county governments and institutions: The…".
ADDRESSEES = re.compile(
    r"(?:To|All|Relevant|The people[’']s governments?|Dear)\b[^.!?;]*\b(?:governments?|departments?|ministries|"
    r"agencies|institutions|bureaus|commissions|enterprises|units|offices|universities|banks|[Cc]orps)\b[^.!?;]*$"
)
LABEL = re.compile(
    r"[\s“\"(]*(?:[(（]?\s?(?:\d{1,3}(?:\.\d{1,2})*|[IVXLC]{1,6}|[A-Za-z])[)）]?"
    r"|(?:Article|Art\.?|Chapter|Sec\.?|Section|Part|Box|Annex|Appendix|Table|Figure|Step)\s(?:\d{1,3}|[IVXLC]{1,6}|[A-Z]))"
)
LIST_NUMBER = re.compile(r"[1-9]\d?")
_WORD_BEFORE = re.compile(r"[^\s(\[“‘\"/—–:：;]*$")
_FIRST_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_BRACKETS = re.compile(r"[()（）\[\]]")
_REACH = 80  # how far a rule looks to either side; keeps a line of any length linear
LONGEST_ASIDE = 600  # no cut inside brackets that close within so many characters


@dataclass(frozen=True, slots=True)
class Place:
    """A stop under examination.

    Attributes:
        start, end: the stop with its closing marks.
        begin: where the sentence begins that would end here.
        after: the first character that is no space; the text's length at its end.
        stop, close: the stop and its closing marks as printed.
        word: what stands before the stop, up to a space or an opening mark.
        next: the first word after the stop, without opening marks; "" for a number or a mark.
        opener: the first character after the stop that is no opening mark, "" at the end.
        aside: inside brackets that close soon.
        counted: the last number of a list in the paragraph, 0 for none.
    """

    text: str
    begin: int
    start: int
    end: int
    after: int
    stop: str
    close: str
    word: str
    next: str
    opener: str
    aside: bool
    counted: int = 0


Rule = Callable[[Place], bool | None]


def _inside_brackets(at: Place) -> bool | None:
    return False if at.aside else None


def _semicolon(at: Place) -> bool | None:
    return True if at.stop == ";" else None


def _colon(at: Place) -> bool | None:
    """Cuts after addressees and announcements: "the following goals: The scale…"."""
    if at.stop:
        return None
    if at.next not in words("english", "opener"):
        return False
    before = at.text[max(at.begin, at.start - 1 - _REACH) : at.start - 1]
    if ANNOUNCED.search(before):
        return True
    return at.start - at.begin < LONGEST_ASIDE and bool(ADDRESSEES.match(at.text, at.begin, at.start - 1))


def _label(at: Place) -> bool | None:
    """A number at the head of a sentence belongs to it: "2. Focus on…", "Article 5. The State…"."""
    if at.stop != "." or at.close or at.start - at.begin > 30:
        return None
    return False if LABEL.fullmatch(at.text, at.begin, at.start) else None


def _list_number(at: Place) -> bool | None:
    """A number of a list in running text: "the following: 1. Cash; 2. Other income"."""
    if at.stop != "." or at.close or not LIST_NUMBER.fullmatch(at.word):
        return None
    before = at.text[max(0, at.start - len(at.word) - 3) : at.start - len(at.word)].rstrip()
    return False if before[-1:] in tuple(":;：；") or int(at.word) == at.counted + 1 > 1 else None


def _no_space(at: Place) -> bool | None:
    """A stop with no space after it is one only between words: "services.Encourage", not "Node.js"."""
    if at.after > at.end:
        return None
    if at.opener >= "\u2e80":
        return True
    head = at.text.find(at.next, at.end, at.end + 12) + len(at.next)
    fits = at.stop in ".?!" and at.next.istitle() and len(at.next) > 1 and at.text[head : head + 1] in " ,;:’"
    before = at.word.rstrip(".")
    return fits and (bool(at.close) or (len(before) > 1 and before.isalpha() and before[1:].islower()))


def _lower_case(at: Place) -> bool | None:
    if not at.opener.islower() or (at.text[at.after] == "(" and at.stop == "."):
        return None
    return False


def _goes_on(at: Place) -> bool | None:
    return False if at.text[at.after] in ",;:)]/&%+=" else None


def _title(at: Place) -> bool | None:
    return False if at.stop == "." and not at.close and at.word in words("english", "title") else None


def _before_number(at: Place) -> bool | None:
    if at.stop != "." or at.close or at.word not in words("english", "before-number"):
        return None
    return not (at.opener.isdigit() or re.fullmatch("[IVXLC]+", at.next))


def _opens_sentence(word: str) -> bool:
    return word in words("english", "opener") or (
        len(word) > 1 and word.isupper() and word.capitalize() in words("english", "opener")
    )


def _pronoun(at: Place) -> bool | None:
    """ "so am I. We have…": the pronoun, no initial."""
    if at.stop != "." or at.word != "I":
        return None
    verb = re.search(
        r"\b(?:am|do|did|and|than|as|was|have|can|will|should|would|that) I$",
        at.text[max(at.begin, at.start - 20) : at.start],
    )
    return True if verb else None


def _initials(at: Place) -> bool | None:
    """U.S., J. Smith, a.m.: a sentence ends there if the next word opens sentences."""
    if at.stop != "." or at.close or not re.fullmatch(r"(?:[A-Za-z]\.)*[A-Za-z]|Ph\.D", at.word):
        return None
    return _opens_sentence(at.next)


def _may_end(at: Place) -> bool | None:
    if at.stop != "." or at.close or at.word not in words("english", "may-end"):
        return None
    return _opens_sentence(at.next)


def _ellipsis(at: Place) -> bool | None:
    """A stammer goes on ("I... I've"), and so do dots before a name or a number in mid-sentence."""
    if not ("…" in at.stop or "..." in at.stop.replace(" ", "")) or at.close:
        return None
    said = re.split(r"\W+", at.text[max(at.begin, at.start - 30) : at.start].strip())[-1]
    return not (said and at.next.lower().startswith(said.lower()))


def _broken_off(at: Place) -> bool | None:
    """Speech that breaks off at a dash ends a sentence if other speech or an opener of sentences follows."""
    if at.stop not in "—–":
        return None
    return at.text[at.after] in "“‘\"'" or at.next in words("english", "opener")


def _reported(at: Place) -> bool | None:
    """“…?” Wang asked: the speaker belongs to the speech."""
    if not at.close or at.close[-1] not in "\"'”’" or at.stop[-1] == ".":
        return None
    return False if REPORTING.match(at.text, at.after) else None


RULES: tuple[tuple[str, Rule], ...] = (
    ("inside brackets", _inside_brackets),
    ("semicolon", _semicolon),
    ("colon", _colon),
    ("label", _label),
    ("list number", _list_number),
    ("no space", _no_space),
    ("goes on", _goes_on),
    ("lower case", _lower_case),
    ("title", _title),
    ("before number", _before_number),
    ("pronoun", _pronoun),
    ("initials", _initials),
    ("may end", _may_end),
    ("ellipsis", _ellipsis),
    ("broken off", _broken_off),
    ("reported", _reported),
)


def ends(text: str, semicolons: bool = False) -> Iterator[int]:
    """The ends of the sentences of one paragraph, ascending; the last is the text's length.

    Args:
        semicolons: whether a sentence also ends at a semicolon.
    """
    starts, closes = asides(text, LONGEST_ASIDE, _BRACKETS)
    begin = counted = 0
    for match in STOP.finditer(text):
        start, end = match.span()
        if start < begin:
            continue
        if match["stop"] == ";" and not semicolons:
            continue
        if match["stop"] and match["stop"] in "—–" and not match["close"]:
            continue
            continue
        after = end
        while after < len(text) and text[after].isspace():
            after += 1
        if after == len(text):
            break
        head = after
        while head < len(text) and head < after + 6 and (text[head] in OPENERS or text[head].isspace()):
            head += 1
        first = _FIRST_WORD.match(text, head)
        word = _WORD_BEFORE.search(text, max(begin, start - _REACH), start)
        bracket = bisect_right(starts, start) - 1
        place = Place(
            text,
            begin,
            start,
            end,
            after,
            match["stop"],
            match["close"],
            word.group().lstrip("'") if word else "",
            first.group() if first else "",
            text[head] if head < len(text) else "",
            bracket >= 0 and starts[bracket] < start and end <= closes[bracket],
            counted,
        )
        if decide(place, RULES):
            yield end
            begin = after
        elif LIST_NUMBER.fullmatch(place.word):
            counted = int(place.word)
    if begin < len(text):
        yield len(text)
