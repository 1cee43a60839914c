"""Circle lines of seals are taken out of grey pages; print under them and everything else stays."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from hoso.pipeline.load import Pixels
from hoso.pipeline.prepare import ocr_image
from hoso.pipeline.prepare.rings import without_rings

DPI = 220.0
MM = DPI / 25.4
MIDDLE = (500, 400)
#: A seal 36 mm across.
OUTER, INNER = round(18 * MM), round(12 * MM)


def white() -> Pixels:
    """An empty page."""
    return np.full((800, 1000), 255, np.uint8)


def printed() -> Pixels:
    """A page with lines of large type."""
    page = white()
    for row in range(5):
        cv2.putText(page, "UBND XA CAM SON", (330, 265 + 75 * row), 0, 1.2, (0,), 4, cv2.LINE_AA)
    return page


def sealed(page: Pixels, ink: int = 0, across: float = 1.0) -> Pixels:
    """The page with the two circle lines of a seal over its print; `across` makes them ovals."""
    seal = white()
    for radius, thick in ((OUTER, 7), (INNER, 3)):
        axes = (round(radius * across), radius)
        cv2.ellipse(seal, MIDDLE, axes, 0, 0, 360, (ink,), thick, cv2.LINE_AA)
    return np.asarray(cv2.min(page, seal), np.uint8)


def widest(page: Pixels) -> int:
    """The longer side of the largest connected mark."""
    _, _, stats, _ = cv2.connectedComponentsWithStats((page < 190).astype(np.uint8))
    return int(stats[1:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max())


def table() -> Pixels:
    """A page with a frame of cells about as large as a seal."""
    page = white()
    for x in (300, 500, 700):
        cv2.rectangle(page, (300, 200), (x, 600), (0,), 4)
    return page


def plot() -> Pixels:
    """A page with the outline of a plot of land about as large as a seal."""
    page = white()
    corners = np.array([[350, 250], [640, 262], [650, 540], [345, 560]])
    cv2.polylines(page, [corners], isClosed=True, color=(0,), thickness=4)
    return page


def square() -> Pixels:
    """A page with a filled square as large as a seal."""
    page = white()
    page[250:550, 350:650] = 0
    return page


def squares() -> Pixels:
    """A page with a chequered code as large as a seal."""
    page = white()
    cells = np.random.default_rng(3).integers(0, 2, (30, 30)).astype(np.uint8) * 255
    page[250:550, 350:650] = np.kron(cells, np.ones((10, 10), np.uint8))
    return page


def disc() -> Pixels:
    """A page with a filled disc as large as a seal."""
    page = white()
    cv2.circle(page, MIDDLE, OUTER, (0,), -1)
    return page


def circle(radius_mm: float) -> Pixels:
    """A page of print with one circle line."""
    page = printed()
    cv2.circle(page, MIDDLE, round(radius_mm * MM), (0,), 5, cv2.LINE_AA)
    return page


@pytest.mark.parametrize("ink", [0, 110])
@pytest.mark.parametrize("across", [1.0, 1.02])
def test_the_blob_comes_apart(ink: int, across: float) -> None:
    """Lines that a seal had joined are marks of the size of letters again, even under a slightly oval one."""
    page = sealed(printed(), ink, across)
    assert 2 * OUTER <= widest(page)

    got = without_rings(page, DPI)

    assert widest(got) < OUTER / 2


def test_print_under_a_seal_is_kept() -> None:
    """Most of the print's own ink is there afterwards, and little of the seal's."""
    page = printed()
    ink = page < 128
    seal = (sealed(page) < 128) & ~ink

    got = without_rings(sealed(page), DPI) < 128

    assert 0.93 < np.mean(got[ink])
    assert np.mean(got[seal]) < 0.2


def test_a_seal_at_the_edge_is_found() -> None:
    """A seal may reach over the edge of the page a little."""
    page = sealed(white())[:, : MIDDLE[0] + round(0.8 * OUTER)]

    assert np.count_nonzero(without_rings(page, DPI) < 128) < 0.1 * np.count_nonzero(page < 128)


@pytest.mark.parametrize("guess", [0.94, 1.06])
def test_the_resolution_may_be_inexact(guess: float) -> None:
    """A seal is found when the resolution is a little off."""
    assert widest(without_rings(sealed(printed()), DPI * guess)) < OUTER / 2


@pytest.mark.parametrize("draw", [white, printed, table, plot, square, squares, disc])
def test_pages_without_seals_are_left(draw: Callable[[], Pixels]) -> None:
    """Print, tables, plots, codes and filled shapes stay byte for byte."""
    page = draw()

    assert page.tobytes() == without_rings(page, DPI).tobytes()


@pytest.mark.parametrize("radius_mm", [4, 8, 32, 42])
def test_other_circles_are_left(radius_mm: float) -> None:
    """Circles far smaller or larger than a seal stay byte for byte."""
    page = circle(radius_mm)

    assert page.tobytes() == without_rings(page, DPI).tobytes()


@pytest.mark.parametrize("shape", [(1, 1), (2, 900), (30, 30)])
def test_slivers_are_left(shape: tuple[int, int]) -> None:
    """Images too small to hold anything are no trouble."""
    page = np.zeros(shape, np.uint8)

    assert page.tobytes() == without_rings(page, DPI).tobytes()


def test_ocr_reads_a_page_without_rings() -> None:
    """The image that OCR sees has the print of a sealed grey page, not the seal's lines."""
    assert widest(ocr_image(sealed(printed()), DPI, 30.0)[0]) < OUTER / 2
