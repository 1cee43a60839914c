"""Lines cut from a page as strips of one size."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoso.pipeline.prepare.ink import Pixels
from hoso.pipeline.reader.measure import Setting
from hoso.pipeline.reader.strip import BASELINE, EM, HEIGHT, LONGEST, MARGIN, cut_strip


def barred(left: int, top: int, right: int, bottom: int) -> Pixels:
    """A white page with a dark bar."""
    page = np.full((300, 900), 255, np.uint8)
    page[top:bottom, left:right] = 0
    return page


def edges(ink: Pixels, axis: int) -> tuple[int, int]:
    """The first dark row or column and the one after the last."""
    dark = np.flatnonzero((ink < 128).any(axis=axis))
    return int(dark[0]), int(dark[-1]) + 1


@pytest.mark.parametrize("em", [18.0, 27.0, 54.0, 81.0])
def test_ink_lands_where_it_should(em: float) -> None:
    """A bar that stands on the baseline, half an em high, does so in the strip, and maps back to the page."""
    page = barred(300, round(200 - em / 2), 400, 200)
    strip = cut_strip(page, Setting(em, 200.0), 250.0, 500.0)
    top, bottom = edges(strip.image, 1)
    left, right = edges(strip.image, 0)

    assert strip.scale == pytest.approx(EM / em)
    assert (BASELINE - EM / 2, BASELINE) == pytest.approx((top, bottom), abs=1.5)
    assert (300, 400) == pytest.approx((strip.on_page(left), strip.on_page(right)), abs=1.5 * em / EM)
    assert strip.on_page(MARGIN) == pytest.approx(250)


def test_a_sloping_line_is_made_level() -> None:
    """Ink along a baseline that falls lies in one row of the strip."""
    page = np.full((300, 900), 255, np.uint8)
    for column in range(100, 800):
        row = round(150 + 0.05 * (column - 100))
        page[row - 10 : row, column] = 0
    strip = cut_strip(page, Setting(27.0, 150.0, 100.0, 0.05), 100.0, 800.0)

    assert (BASELINE - 10, BASELINE) == pytest.approx(edges(strip.image, 1), abs=2)


def test_outside_the_page_is_white() -> None:
    """A line that reaches beyond the page has white there."""
    page = np.zeros((300, 900), np.uint8)
    strip = cut_strip(page, Setting(27.0, 10.0), 800.0, 1000.0)

    assert (strip.image[:18] == 255).all()
    assert (strip.image[:, 112:] == 255).all()
    assert (strip.image[24:, 4:100] == 0).all()


def test_a_line_off_the_page_is_white() -> None:
    """Nothing of the page is in a strip beside it."""
    strip = cut_strip(np.zeros((50, 50), np.uint8), Setting(27.0, 900.0), 400.0, 600.0)

    assert (strip.image == 255).all()


def test_a_long_line_is_shrunk() -> None:
    """No strip is longer than the longest."""
    strip = cut_strip(barred(0, 50, 900, 60), Setting(3.0, 60.0), 0.0, 900.0)

    assert strip.image.shape == (HEIGHT, LONGEST)
    assert strip.scale < EM / 3


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        Setting, st.floats(2, 200), st.floats(-500, 1000), st.floats(-100, 1000), st.floats(-0.06, 0.06)
    ),
    st.floats(-200, 1200),
    st.floats(-200, 1200),
)
def test_any_line_gives_a_strip(line: Setting, left: float, right: float) -> None:
    """Whatever is cut out, the network can take it."""
    strip = cut_strip(barred(100, 100, 800, 120), line, left, right)

    assert strip.image.dtype == np.uint8
    assert (HEIGHT, 0) == (strip.image.shape[0], strip.image.shape[1] % 4)
    assert 4 * MARGIN <= strip.image.shape[1] <= LONGEST
