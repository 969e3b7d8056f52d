"""A wrong or outdated Chinese form in the source."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.model import Concept, Finding, Term

_BILLS = Concept("x-bills", (Term("应收账款"), Term("应收帐款", "deprecated")), (Term("accounts receivable"),))


@check(
    "DZ205", "deprecated-source", "info", "pair", "The source has a wrong or outdated form of a term.",
    right=[Sample("清理应收账款。", "Accounts receivable were cleared.", terms=(_BILLS,))],
    wrong=[Sample("清理应收帐款。", "Accounts receivable were cleared.", terms=(_BILLS,))],
)  # fmt: skip
def deprecated_source(case: Case) -> Iterator[Finding]:
    """应收帐款 for 应收账款: the source is in error, and searches in the glossary and the memory will miss it."""
    if case.run.glossary is None:
        return
    for place in case.terms.places:
        for concept in place.concepts:
            if all(t.status != "deprecated" for t in concept.zh):
                continue  # nearly all
            right = concept.chinese("preferred")
            if right and _flat(place.text) in {_flat(t) for t in concept.chinese("deprecated")}:
                yield case.finding(
                    deprecated_source, f"{place.text} should be {right[0]}", zh=(place.start, place.end),
                    suggestion=right[0],
                )  # fmt: skip
                break


def _flat(text: str) -> str:
    from duizhao.glossary.folding import fold_term

    return fold_term(text)
