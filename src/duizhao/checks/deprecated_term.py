"""A rendering that should not be printed."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.avoided_term import avoided
from duizhao.checks.base import Sample, check, concept
from duizhao.checks.case import Case
from duizhao.model import Finding

_DRIVERS = concept("新动能", "new growth driver", deprecated="new kinetic energy")


@check(
    "DZ202", "deprecated-term", "error", "target", "A term has a rendering that the glossary advises against.",
    right=[Sample("培育新动能。", "We will foster new growth drivers.", terms=(_DRIVERS,))],
    wrong=[
        Sample("培育新动能。", "We will foster new kinetic energy.", terms=(_DRIVERS,)),
        Sample("", "We will foster new kinetic energy.", terms=(_DRIVERS,)),
    ],
    alone=True,
)  # fmt: skip
def deprecated_term(case: Case) -> Iterator[Finding]:
    """The term is in the source, and a deprecated rendering of it in the translation: a calque, a dated or an
    unidiomatic word. No finding where the same English is an accepted rendering of another term of the unit,
    or part of a longer one; where the term is also rendered well, it is only mentioned. In
    English without a source only phrases and coinages are reported, as warnings.
    """
    yield from avoided(case, deprecated_term, "deprecated", "better")
