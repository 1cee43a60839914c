"""Boxes and transforms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoso.schemas.geometry import Bend, Box, Transform

unit = st.floats(0, 1)
small = st.floats(-3, 3)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    """Any box on a page."""
    left, right = sorted((draw(unit), draw(unit)))
    top, bottom = sorted((draw(unit), draw(unit)))
    return Box(left, top, right, bottom)


def test_inverted_box_is_refused() -> None:
    """A box whose sides are swapped is a mistake of ours, not a box."""
    with pytest.raises(ValueError, match="left <= right"):
        Box(0.5, 0, 0.4, 1)


@given(st.lists(boxes(), min_size=1, max_size=5))
def test_box_around_holds_every_box(given_boxes: list[Box]) -> None:
    """The box around others holds each of them."""
    whole = Box.around(given_boxes)

    assert all(
        whole.left <= b.left and whole.top <= b.top and whole.right >= b.right and whole.bottom >= b.bottom
        for b in given_boxes
    )


def test_box_around_nothing_is_refused() -> None:
    """There is no box around nothing."""
    with pytest.raises(ValueError, match="no box"):
        Box.around([])


@given(boxes(), boxes())
def test_overlap_is_a_share(one: Box, other: Box) -> None:
    """Overlap is the same both ways and lies between 0 and 1."""
    assert one.overlap(other) == pytest.approx(other.overlap(one))
    assert 0 <= one.overlap(other) <= 1 + 1e-9


def test_clipped_box_lies_on_the_page() -> None:
    """What hangs over the page's edge is cut off."""
    assert Box(0, 0.25, 1, 1) == Box(-0.5, 0.25, 1.5, 2).clipped()


def test_box_survives_json() -> None:
    """A box read back from JSON is the same to four decimals."""
    assert Box(0.1235, 0.2, 0.3, 0.4) == Box.from_list(Box(0.12346, 0.2, 0.3, 0.4).to_list())


@given(small, small, st.floats(0.5, 2), st.floats(-100, 100), st.floats(-100, 100))
def test_inverse_brings_a_point_back(x: float, y: float, scale: float, across: float, down: float) -> None:
    """A transform followed by its inverse leaves every point where it was."""
    turned = Transform((0, -scale, across, scale, 0, down, 0, 0, 1))

    there = turned.apply(x, y)

    assert turned.inverse().apply(*there) == pytest.approx((x, y), abs=1e-6)


def test_then_applies_in_order() -> None:
    """`a.then(b)` is a first, b second."""
    move = Transform((1, 0, 10, 0, 1, 0, 0, 0, 1))
    double = Transform((2, 0, 0, 0, 2, 0, 0, 0, 1))

    assert (22.0, 2.0) == move.then(double).apply(1, 1)


def test_flat_transform_has_no_inverse() -> None:
    """A transform that squashes the page to a line cannot be turned back."""
    with pytest.raises(ValueError, match="turned back"):
        Transform((1, 1, 0, 1, 1, 0, 0, 0, 1)).inverse()


def bend(*rows: tuple[float, ...]) -> Bend:
    """A bend of a page of 1000 x 2000 pixels."""
    return Bend(1000, 2000, rows)


rows_of_a_bend = st.tuples(*[st.floats(-60, 60)] * 4)


@given(rows_of_a_bend, rows_of_a_bend, rows_of_a_bend, st.floats(0, 1000), st.floats(100, 1900))
def test_a_bend_is_taken_out_and_put_back(
    upper: tuple[float, ...], middle: tuple[float, ...], lower: tuple[float, ...], x: float, y: float
) -> None:
    """A place of the curled page leads to the flat one and back, also through JSON and other sizes."""
    found = bend(upper, middle, lower)
    curled = Transform(bend=found)

    assert curled.back(*curled.apply(x, y)) == pytest.approx((x, y), abs=0.05)
    assert found.of_size((500, 1000)).below(x / 2, y / 2) == pytest.approx(found.below(x, y) / 2)
    read = Bend.from_json(found.to_json())
    assert read is not None
    assert read.below(x, y) == pytest.approx(found.below(x, y), abs=0.02)


def test_a_bend_changes_evenly_between_its_places() -> None:
    """Between four places, down and across."""
    found = bend((0, 10), (20, 40), (0, 0))

    assert 0 == found.below(0, 0)
    assert 10 == found.below(1000, 0)
    assert 17.5 == found.below(500, 500)
    assert 0 == found.below(2000, 3000)


def test_a_bend_comes_last() -> None:
    """Moving and turning come before the bend is taken out; nothing can follow, nor can a matrix undo it."""
    move, curled = Transform((1, 0, 10, 0, 1, 0, 0, 0, 1)), Transform(bend=bend((5, 5), (5, 5)))

    assert (11, -4) == move.then(curled).apply(1, 1)
    assert not curled.is_affine
    with pytest.raises(ValueError, match="follows"):
        curled.then(move)
    with pytest.raises(ValueError, match="no matrix"):
        curled.inverse()
