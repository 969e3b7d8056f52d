"""What moved is put back in order, what one side does not have is left out: segments, borders, gaps."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from duizhao.align import align
from duizhao.align.arrange import Arrangement, arranged, in_line, segments
from duizhao.align.borders import _best_of_ring, with_islands
from duizhao.align.constraints import Constraints
from duizhao.align.gaps import Gap
from duizhao.align.scorer import Scorer
from duizhao.align.search import TYPES
from duizhao.evaluate.alignment import BeadIds, compare, read_beads
from test_align import PLAN, plan, sentences


@st.composite
def pieces(draw: st.DrawFn) -> list[BeadIds]:
    """1-1 beads of stretches of a text that stand in another order in the other one."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=6))
    starts = list(itertools.accumulate(sizes, initial=0))
    order = draw(st.permutations(range(len(sizes))))
    places = [j for k in order for j in range(starts[k], starts[k + 1])]
    return [((i,), (j,)) for i, j in enumerate(places)]


@given(pieces())
def test_an_arrangement_makes_a_path_rise(beads: list[BeadIds]) -> None:
    order = arranged(segments(beads))
    assert sorted(order.cols) == list(range(len(beads)))
    placed = [order.places(bead) for bead in beads]
    assert placed == [((i,), (i,)) for i in range(len(beads))]
    assert [order.original(bead) for bead in placed] == beads
    main = [bead[1] for bead, at in zip(beads, placed, strict=True) if not order.block_of(at)]
    assert main == sorted(main)
    assert len(main) * 2 > max(len(p.beads) for p in segments(beads))


@given(pieces(), st.data())
def test_a_gap_leaves_the_other_beads_where_they_were(beads: list[BeadIds], data: st.DataObject) -> None:
    order = arranged(segments(beads))
    start = data.draw(st.integers(0, len(beads) - 1))
    many = data.draw(st.integers(1, len(beads) - start))
    less = order.without([Gap(start, start, (0, many))])
    gone = set(order.cols[start : start + many])
    assert less.rows == order.rows
    assert less.cols == tuple(j for j in order.cols if j not in gone)
    assert less.constraints(Constraints()).gaps == ((), (start,))
    for bead in beads:
        if bead[1][0] not in gone:
            assert less.original(less.places(bead)) == bead
            assert less.block_of(less.places(bead)) == order.block_of(order.places(bead))


def test_a_heading_between_two_boxes_that_moved_is_in_line() -> None:
    class Glad:
        def box(self, rows: Sequence[int], cols: Sequence[int]) -> NDArray[np.float32]:
            scores = np.full((len(TYPES), len(rows) + 1, len(cols) + 1), -5.0, np.float32)
            scores[TYPES.index((1, 1))] = -1.0
            return scores

    # Chinese: text, box A, heading 8, text, box B, text; English: text, heading 5, box B, text, text, box A.
    pairs = [*zip(range(5), range(5), strict=True), *zip(range(5, 8), range(20, 23), strict=True)]
    pairs += [*zip(range(9, 12), range(9, 12), strict=True), *zip(range(12, 15), range(6, 9), strict=True)]
    pairs += zip(range(15, 23), range(12, 20), strict=True)
    parts = segments([((i,), (j,)) for i, j in pairs])
    found = with_islands(parts, cast(Scorer, Glad()))
    assert [p.beads for p in found if p not in parts] == [(((8,), (5,)),)]
    assert [p.beads for p in in_line(found) if p not in parts] == [(((8,), (5,)),)]


def test_a_bead_that_a_border_has_torn_is_no_bead() -> None:
    order = Arrangement((0, 1, 2), (2, 3, 0, 1), ((1, 2),), (0, 1))
    beads = [((0,), (2, 3)), ((1,), (0,)), ((2,), (1, 2)), ((), (3,))]
    assert order.unbroken(beads) == [((0,), (0, 1)), ((1,), (2,))]


def test_what_a_person_fixed_holds_in_another_order() -> None:
    order = Arrangement((0, 1, 2, 3), (2, 3, 0, 1), ((2, 2),), (0, 1))
    fixed = Constraints(((0, 2), (3, 1)), ((1, 3), (2, 2), (3, 1)), ((2,), (3,)))
    found = order.constraints(fixed)
    assert found.together == ((0, 0), (3, 3))
    assert found.through == ((1, 1), (2, 2), (3, 3))
    assert found.gaps == ((2,), (1,))


@settings(max_examples=50)
@given(st.integers(2, 5), st.integers(0, 2**32 - 1))
def test_the_best_of_a_ring_is_the_best_of_all(borders: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    sizes = rng.integers(1, 5, borders)
    corners = [rng.normal(size=(sizes[k], sizes[(k + 1) % borders])) for k in range(borders)]

    def score(places: tuple[int, ...]) -> float:
        return float(sum(c[places[k], places[(k + 1) % borders]] for k, c in enumerate(corners)))

    places, total = _best_of_ring(corners)
    best = max(itertools.product(*(range(n) for n in sizes)), key=score)
    assert tuple(places) == best
    assert np.isclose(total, score(best))


def test_swapped_chapters_cost_next_to_nothing() -> None:
    zh, en = plan()
    gold = read_beads(PLAN / "plan.gold")
    a, b, c = 45, 100, 141
    order = [*range(a), *range(b, c), *range(a, b), *range(c, len(en))]
    place = {j: n for n, j in enumerate(order)}
    moved = [(i, tuple(sorted(place[x] for x in j))) for i, j in gold]
    before = compare(gold, [(x.zh, x.en) for x in align(sentences(zh), sentences(en)).beads])
    found = align(sentences(zh), sentences([en[j] for j in order]))
    after = compare(moved, [(x.zh, x.en) for x in found.beads])
    assert float(after.to_dict()["f1"]) >= float(before.to_dict()["f1"]) - 0.015
    assert {x.block for x in found.beads if x.block}


def test_missing_pages_draw_no_sentences_from_their_surroundings() -> None:
    zh, en = plan()
    gone = range(60, 110)
    gold = [b for b in read_beads(PLAN / "plan.gold") if not set(b[1]) & set(gone)]
    left = [j for j in range(len(en)) if j not in gone]
    found = align(sentences(zh), sentences([en[j] for j in left]))
    beads = {(b.zh, tuple(left[j] for j in b.en)) for b in found.beads}
    both = [b for b in gold if b[0] and b[1]]
    assert sum(b not in beads for b in both) <= 2
    alone = {b.zh[0] for b in found.beads if not b.en}
    orphans = {i for b in read_beads(PLAN / "plan.gold") if set(b[1]) & set(gone) for i in b[0]}
    assert len(orphans - alone) <= 1


def test_a_sentence_goes_on_behind_a_page_header() -> None:
    zh, en = plan()
    number = next(k for k, text in enumerate(en) if k > 30 and len(text) > 120 and ", " in text[40:-40])
    cut = en[number].index(", ", 40) + 1
    header = replace(sentences(["Harbour Economic Plan | 7"])[0], kind="furniture")
    left, right = en[number][:cut], en[number][cut + 1 :]
    found = align(
        sentences(zh), [*sentences(en[:number]), *sentences([left]), header, *sentences([right, *en[number + 1 :]])]
    )
    beads = {j: b for b in found.beads for j in b.en}
    assert beads[number] == beads[number + 2]
    assert beads[number].zh
    assert beads[number + 1].en == (number + 1,)
    assert not beads[number + 1].zh
