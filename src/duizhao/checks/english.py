"""Words of English without a meaning of their own.

A list of its own: `duizhao.terms` has a finer one, but loads numpy, and fifty segments are to be checked in a second.
"""

from __future__ import annotations

PREPOSITIONS = frozenset(
    "of in on at by for with from to into onto over under between among through throughout during within without "
    "against across along around toward towards upon via per as than like about before after since until beyond "
    "regarding concerning including excluding amid despite unlike besides except".split()
)
CONJUNCTIONS = frozenset(
    "and or but nor as well while whereas if when where because so that which who whose whom".split()
)
_OTHERS = frozenset(
    "a an the this that these those its their our his her my your each every all any some such no both other "
    "another many several various certain more most much few less same own it they we he she i you them us him me "
    "itself themselves there here what how why is are was were be been being am has have had having do does did "
    "will would shall should can could may might must not also only still".split()
)
FUNCTION = PREPOSITIONS | CONJUNCTIONS | _OTHERS
