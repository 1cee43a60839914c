"""Whether a page is good enough, in words that a clerk can act on."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from hoso.pipeline.load import Pixels
from hoso.pipeline.prepare import Upright
from hoso.pipeline.recognise.quality import grade
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Line, Word
from tests.drawn import HEIGHT, WIDTH, text_page


def words(*confidences: float) -> list[Line]:
    """A line with words read so well."""
    return [Line(tuple(Word("Nội", Box(0.1, 0.1, 0.2, 0.2), confidence) for confidence in confidences))]


def graded(
    pixels: Pixels, lines: list[Line], dpi: int = 300, letter_height: float = 20.0, letters: int = 900
) -> tuple[str, list[str]]:
    """The page's grade and the codes of what is wrong with it."""
    upright = Upright(np.eye(3), (WIDTH, HEIGHT), 0, 0.0, letter_height, letters)
    quality, findings = grade(pixels, upright, lines, dpi)
    assert all(" / " in finding.message and finding.severity == "warning" for finding in findings)
    return quality, [finding.code for finding in findings]


def blurred() -> Pixels:
    """A page out of focus."""
    return np.asarray(cv2.GaussianBlur(text_page(), (0, 0), 5), np.uint8)


@pytest.mark.parametrize(
    ("confidences", "quality"),
    [([0.95] * 9, "good"), ([0.8] * 9, "fair"), ([0.3] * 5 + [0.95] * 35, "fair"), ([0.95] * 2, "good")],
)
def test_a_clean_page_is_as_good_as_its_words(confidences: list[float], quality: str) -> None:
    """A page without faults is good when its words were read well, fair when some were not."""
    assert (quality, []) == graded(text_page(), words(*confidences))


@pytest.mark.parametrize(
    ("pixels", "code"),
    [
        ((text_page() * 0.3).astype(np.uint8), "page_too_dark"),
        ((225 + text_page() * 0.1).astype(np.uint8), "page_faded"),
        (blurred(), "page_blurred"),
    ],
)
def test_a_fault_is_named(pixels: Pixels, code: str) -> None:
    """Too dark, too faint, out of focus: each is said, and such a page is fair at best."""
    quality, codes = graded(pixels, words(0.95))

    assert "fair" == quality
    assert [code] == codes


@pytest.mark.parametrize(
    ("dpi", "letter_height", "codes"),
    [(100, 9.0, ["page_low_resolution"]), (100, 20.0, []), (300, 9.0, []), (100, 0.0, [])],
)
def test_low_resolution_is_named(dpi: int, letter_height: float, codes: list[str]) -> None:
    """Few pixels per letter on a coarse scan are said; large print on one is fine."""
    assert codes == graded(text_page(), words(0.95), dpi, letter_height)[1]


def test_little_print_is_not_called_blurred() -> None:
    """A page with a few letters only says nothing about sharpness."""
    assert "page_blurred" not in graded(blurred(), words(0.95), letters=50)[1]


@pytest.mark.parametrize(
    ("pixels", "lines"), [(text_page(), words(0.5)), (text_page(), []), (blurred(), words(0.7))]
)
def test_a_page_hardly_read_is_poor(pixels: Pixels, lines: list[Line]) -> None:
    """Words that were hardly read, or doubtful ones on a faulty page, ask for another scan."""
    quality, codes = graded(pixels, lines)

    assert "poor" == quality
    assert "page_hard_to_read" in codes
