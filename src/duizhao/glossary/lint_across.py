"""What can be wrong between the rows of a glossary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from duizhao.glossary import Glossary
from duizhao.glossary.chinese import keys_of
from duizhao.glossary.keys import english_key
from duizhao.glossary.lint import Row
from duizhao.glossary.matching import Matcher
from duizhao.model import Concept, Finding, Term, Unit

_RIGHT = ("preferred", "admitted")


def check_across(rows: Sequence[Row]) -> Iterator[Finding]:
    """The faults of rows together."""
    yield from _ids(rows)
    yield from _chinese(rows)
    yield from _english(rows)
    yield from _contradictions(rows)
    yield from _right_elsewhere(rows)


def _ids(rows: Iterable[Row]) -> Iterator[Finding]:
    first: dict[str, Row] = {}
    for row in rows:
        if row.id and first.setdefault(row.id, row) is not row:
            yield row.finding("GL401", f"the id is taken by {_place(first[row.id])}")


def _keys(row: Row) -> set[str]:
    return {key for term in row.zh if term.status in _RIGHT for key in keys_of(term.text)[:1]}


def _chinese(rows: Iterable[Row]) -> Iterator[Finding]:
    first: dict[str, Row] = {}
    for row in rows:
        for key in _keys(row):
            other = first.setdefault(key, row)
            if other is not row:
                yield row.finding("GL402", f"{key} is also {_name(other)}", zh=key)


def _english(rows: Iterable[Row]) -> Iterator[Finding]:
    by_key: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for key in {english_key(t.text) for t in row.en if t.status == "preferred"}:
            by_key[key].append(row)
    shared = set()
    for key, group in by_key.items():
        if len(group) < 2:
            continue
        shared |= {id(row) for row in group}
        for row in group:
            if "shared-en" not in row.flags:
                others = ", ".join(_name(other) for other in group if other is not row)
                yield row.finding(
                    "GL403", f"{key!r} is also the preferred term of {others}", en=key, suggestion="shared-en"
                )
    for row in rows:
        if "shared-en" in row.flags and id(row) not in shared:
            yield row.finding("GL405", "the flag shared-en is not needed")


def _contradictions(rows: Iterable[Row]) -> Iterator[Finding]:
    right: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        for key in _keys(row):
            for term in row.en:
                if term.status in _RIGHT:
                    right[key, english_key(term.text)].append(row)
    for row in rows:
        for key in _keys(row):
            for term in row.en:
                if term.status in _RIGHT:
                    continue
                for other in right.get((key, english_key(term.text)), ()):
                    if other is not row:
                        message = f"{term.text!r} is {term.status} for {key}, and right in {_name(other)}"
                        yield row.finding("GL404", message, zh=key, en=term.text)


def _right_elsewhere(rows: Iterable[Row]) -> Iterator[Finding]:
    right: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for key in {english_key(t.text) for t in row.en if t.status == "preferred"}:
            right[key].append(row)
    for row in rows:
        for term in row.en:
            for other in right.get(english_key(term.text), ()) if term.status not in _RIGHT else ():
                if other is not row and not _keys(other) & _keys(row):
                    yield row.finding(
                        "GL406", f"{term.text!r} is {term.status}, and preferred for {_name(other)}", en=term.text
                    )


def check_use(rows: Sequence[Row], units: Iterable[Unit]) -> Iterator[Finding]:
    """Concepts whose preferred term the units never use although they use others."""
    by_id = {row.id or str(i): row for i, row in enumerate(rows)}
    concepts = tuple(Concept(number, row.zh, row.en) for number, row in by_id.items() if row.zh and row.en)
    matcher = Matcher(Glossary(concepts))
    used: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    preferred = set()
    for unit in units:
        wanted = {hit.concept.id for hit in matcher.find_chinese(unit.zh_text)}
        if not wanted:
            continue
        for hit in matcher.find_english(unit.en_text, wanted):
            used[hit.concept.id][_label(hit.term)] += 1
            if hit.term.status == "preferred":
                preferred.add(hit.concept.id)
    for number, counts in used.items():
        if number not in preferred:
            told = ", ".join(f"{text} {count}" for text, count in sorted(counts.items(), key=lambda p: -p[1]))
            best = next(t.text for t in by_id[number].en if t.status == "preferred")
            yield by_id[number].finding("GL501", f"{best!r} is used nowhere; used: {told}", en=best)


def _label(term: Term) -> str:
    return term.text if term.status in _RIGHT else f"{term.text} ({term.status})"


def _name(row: Row) -> str:
    return f"{row.id} {row.zh[0].text}" if row.zh else row.id


def _place(row: Row) -> str:
    return f"{row.file}:{row.line}"
