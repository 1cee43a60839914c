"""Curled pages: how their lines bend is measured and taken out, and flat pages are let alone."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from hoso.pipeline.load import Pixels
from hoso.pipeline.prepare import stand_upright
from hoso.pipeline.prepare.upright import Upright, apply_transform
from tests.drawn import curled, full_page, stroked_page, text_page, tilted, turned

Numbers = NDArray[np.float32]

PAGES = {"plain": full_page(), "bold": full_page(bold=True)}
#: One and two letters high.
DEPTHS = (24, 48)


def drops(page: Pixels, upright: Upright) -> list[int]:
    """How many rows the lines of a page drop from its left to its middle and from there to its right."""
    dark = (apply_transform(page, upright.transform, upright.size) < 128).astype(np.float32)
    bands = [dark[:, at : at + 150].sum(axis=1) for at in (120, 520, 900)]
    return [_drop(one, other) for one, other in pairwise(bands)]


def _drop(one: Numbers, other: Numbers) -> int:
    """By how many rows the profile has moved, as far as half a line."""
    return max(range(-20, 21), key=lambda move: float(np.sum(one * np.roll(other, -move))))


@pytest.mark.parametrize(
    "page", [*PAGES.values(), text_page(), stroked_page()], ids=[*PAGES, "short", "strokes"]
)
@pytest.mark.parametrize("degrees", [0, 2.5])
def test_a_flat_page_has_no_bend(page: Pixels, degrees: float) -> None:
    """Straight lines are not bent, tilted or not."""
    assert stand_upright(tilted(page, degrees)).bend is None


def test_a_page_with_little_on_it_has_no_bend() -> None:
    """Three lines do not tell how a page lies, nor does dust."""
    dust = np.full((1754, 1240), 255, np.uint8)
    rng = np.random.default_rng(5)
    for x, y in rng.integers(20, 1220, (900, 2)):
        cv2.circle(dust, (int(x), int(y)), 4, (30,), -1)

    assert stand_upright(curled(text_page(lines=3), "arch", 20)).bend is None
    assert stand_upright(dust).bend is None


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("shape", ["arch", "spine"])
@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("quarters", range(4))
def test_lines_of_a_curled_page_run_straight(page: Pixels, shape: str, depth: int, quarters: int) -> None:
    """However the page lies, its lines end at the height at which they begin."""
    photo = turned(curled(page, shape, depth), quarters)

    upright = stand_upright(photo)

    assert 90 * (quarters % 2) == upright.rotation % 180
    assert upright.bend is not None
    assert drops(photo, upright) == pytest.approx([0, 0], abs=1)


@pytest.mark.parametrize("quarters", range(4))
def test_the_skew_of_a_curled_page_is_that_of_its_print(quarters: int) -> None:
    """Where lines drop to one side, the page is told as askew by the straight line nearest to its middle."""
    page = PAGES["plain"]
    across = np.linspace(0.15, 0.85, 50)
    slope = np.polyfit(across * page.shape[1], 48 * np.exp(-6 * across), 1)[0]

    upright = stand_upright(turned(curled(page, "spine", 48), quarters))

    upright = upright.turned((-quarters % 4 - upright.rotation // 90) % 4)  # the right way up
    assert upright.bend is not None
    assert upright.skew == pytest.approx(-np.degrees(np.arctan(slope)), abs=0.1)


def test_places_lead_back_to_the_curled_page() -> None:
    """What the flat page shows at a place, the original has where the transform leads back to."""
    page = curled(PAGES["plain"], "arch", 30)
    upright = stand_upright(page)
    flat = apply_transform(page, upright.transform, upright.size)

    for x, y in ((200, 300), (620, 900), (1000, 1500)):
        there = upright.transform.back(x, y)

        assert upright.transform.apply(*there) == pytest.approx((x, y), abs=0.2)
        seen = cv2.getRectSubPix(page, (9, 9), there).astype(float)
        assert np.abs(seen - flat[y - 4 : y + 5, x - 4 : x + 5]).mean() < 12


def test_a_bend_stays_with_its_lines_when_the_page_is_turned_over() -> None:
    """Turned upside down, a page still has straight lines; on its side other lines are asked for."""
    page = curled(PAGES["plain"], "spine", 40)
    upright = stand_upright(page)

    over = upright.turned(2)

    assert drops(page, over) == pytest.approx([0, 0], abs=1)
    assert upright.turned(1).bend is None
    assert upright == upright.turned(4) == over.turned(2)
