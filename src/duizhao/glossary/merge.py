"""Three-way merge of glossaries, concept by concept, and within a concept term by term."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from duizhao.glossary.csvfile import COLUMNS, row_of
from duizhao.model import Concept, Term

_RANK = ("preferred", "admitted", "deprecated", "forbidden")
_PLAIN = ("pos", "kind", "definition_zh", "definition_en", "source", "note", "state", "created", "modified")


@dataclass(frozen=True, slots=True)
class Conflict:
    """What both sides changed, and not alike. `column` is a field, a term, or `row`; mine stands in the result."""

    concept: str
    column: str
    base: str
    mine: str
    theirs: str

    def __str__(self) -> str:
        return f"{self.concept} {self.column}: base {self.base!r}, mine {self.mine!r} (kept), theirs {self.theirs!r}"

    def to_dict(self) -> dict[str, str]:
        """For JSON."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Merged:
    """The result of a merge."""

    concepts: tuple[Concept, ...]
    conflicts: tuple[Conflict, ...]


def merge(base: Sequence[Concept], mine: Sequence[Concept], theirs: Sequence[Concept]) -> Merged:
    """The changes of both sides since `base`; where they contradict, mine, and the conflict is told.

    Rows are told apart by id, terms by their text. Two new rows under one id are both kept, theirs under another
    one. Of the dates, `modified` is the later one. The order is theirs where mine left it as it was, else mine.
    """
    old, ours, others = _by_id(base), _by_id(mine), _by_id(theirs)
    conflicts: list[Conflict] = []
    result: dict[str, Concept] = {}
    moved: dict[str, str] = {}
    for number in dict.fromkeys((*ours, *others)):
        a, b, c = old.get(number), ours.get(number), others.get(number)
        if b is None or c is None:
            kept = b or c
            if kept is None or kept == a:
                continue  # taken out on the other side, and untouched here
            if a is not None:
                conflicts.append(Conflict(number, "row", _told(a), _told(b), _told(c)))
            result[number] = kept
        elif a is None and b != c and not _kin(b, c):
            moved[number] = _free(number, {*ours, *others, *moved.values()})
            conflicts.append(Conflict(number, "row", "", _told(b), f"{_told(c)} (kept as {moved[number]})"))
            result[number] = b
            result[moved[number]] = replace(c, id=moved[number])
        else:
            result[number] = _concept(a or Concept(number, (), ()), b, c, conflicts)
    follow = [moved.get(number, number) for number in others]
    order = _order(list(old), list(ours), follow)
    return Merged(tuple(result[number] for number in order if number in result), tuple(conflicts))


def _by_id(concepts: Iterable[Concept]) -> dict[str, Concept]:
    return {concept.id: concept for concept in concepts}


def _kin(one: Concept, other: Concept) -> bool:
    """Whether two new rows mean the same concept: they share a Chinese term."""
    return bool(set(one.chinese()) & set(other.chinese()))


def _free(number: str, taken: set[str]) -> str:
    n = 2
    while f"{number}.{n}" in taken:
        n += 1
    return f"{number}.{n}"


def _told(concept: Concept | None) -> str:
    """A row in short, for a person."""
    if concept is None:
        return ""
    cells = dict(zip(COLUMNS, row_of(concept), strict=True))
    return f"{cells['zh']} = {cells['en']}"


def _concept(base: Concept, mine: Concept, theirs: Concept, conflicts: list[Conflict]) -> Concept:
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    values: dict[str, Any] = {}
    for name in ("zh", "en"):
        values[name] = _terms(base, mine, theirs, name, conflicts)
    for name in ("domain", "flags"):
        sides: list[list[str]] = [list(getattr(side, name)) for side in (base, mine, theirs)]
        keep = _kept(*(dict.fromkeys(side, 0) for side in sides))
        values[name] = tuple(key for key in _order(*sides) if key in keep)
    for name in _PLAIN:
        a, b, c = (getattr(side, name) for side in (base, mine, theirs))
        if name == "modified":
            values[name] = max(b, c)
        elif b != c and c != a and b != a:
            conflicts.append(Conflict(mine.id, name, a, b, c))
            values[name] = b
        else:
            values[name] = c if b == a else b
    return Concept(mine.id, **values)


def _terms(base: Concept, mine: Concept, theirs: Concept, name: str, conflicts: list[Conflict]) -> tuple[Term, ...]:
    sides = [{term.text: term for term in getattr(side, name)} for side in (base, mine, theirs)]
    old, ours, others = sides
    kept: dict[str, Term] = {}
    keep = _kept(old, ours, others)
    for text in _order(list(old), list(ours), list(others)):
        if text not in keep:
            continue
        a, b, c = old.get(text), ours.get(text), others.get(text)
        if b is None or c is None:
            chosen = b or c
            assert chosen is not None
            if a is not None and chosen != a:
                conflicts.append(Conflict(mine.id, f"{name} {text}", _term(a), _term(b), _term(c)))
        elif b == c or c == a:
            chosen = b
        elif b == a:
            chosen = c
        else:
            conflicts.append(Conflict(mine.id, f"{name} {text}", _term(a), _term(b), _term(c)))
            chosen = b
        kept[text] = chosen
    ordered = sorted(kept.values(), key=lambda term: _RANK.index(term.status))
    if name == "zh":
        ordered = _one_head(base, mine, theirs, ordered, conflicts)
    return tuple(ordered)


def _one_head(
    base: Concept, mine: Concept, theirs: Concept, found: list[Term], conflicts: list[Conflict]
) -> list[Term]:
    """One preferred Chinese term, as the file has it: that of the side which changed it, mine if both did."""
    a, b, c = (next(iter(side.chinese("preferred")), "") for side in (base, mine, theirs))
    present = {term.text for term in found if term.status in ("preferred", "admitted")}
    head = next((h for h in ((c, b) if b == a else (b, c)) if h in present), "")
    if a != b != c != a:
        conflicts.append(Conflict(mine.id, "preferred Chinese term", a, b, c))
    good = [replace(t, status="preferred" if t.text == head else "admitted") for t in found if t.text in present]
    if good and not head:
        good[0] = replace(good[0], status="preferred")
    good.sort(key=lambda term: term.status != "preferred")
    return good + [term for term in found if term.text not in present]


def _term(term: Term | None) -> str:
    if term is None:
        return ""
    return f"{term.status}: {term.text}" + (f" {{{term.note}}}" if term.note else "")


def _kept(old: Mapping[str, object], ours: Mapping[str, object], others: Mapping[str, object]) -> set[str]:
    """What stays: all but what one side took out while the other left it as it was."""
    return {
        key
        for key in {*ours, *others}
        if not (
            key in old and (key not in ours or key not in others) and (ours.get(key) or others.get(key)) == old[key]
        )
    }


def _order(old: list[str], ours: list[str], others: list[str]) -> list[str]:
    """Everything of both sides, in the order of the one that changed it; what only the other has stands behind
    what stands before it there."""
    lead, follow = (others, ours) if _same_order(old, ours) else (ours, others)
    result = list(lead)
    known = set(lead)
    for i, key in enumerate(follow):
        if key in known:
            continue
        before = next((k for k in reversed(follow[:i]) if k in known), None)
        result.insert(result.index(before) + 1 if before is not None else 0, key)
        known.add(key)
    return result


def _same_order(old: list[str], new: list[str]) -> bool:
    """Whether what both have stands in the same order."""
    common = set(old) & set(new)
    return [key for key in old if key in common] == [key for key in new if key in common]
