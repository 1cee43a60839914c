"""What was written with a pen, told from what was printed."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from hoso.pipeline.prepare.ink import Pixels
from hoso.pipeline.recognise.pen import told_apart
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Line, Word

BLACK, BLUE, RED = (20, 20, 20), (28, 47, 143), (170, 30, 40)
WIDTH, HEIGHT, ROW = 400, 300, 30


def page(*inks: tuple[int, int, int], paper: tuple[int, int, int] = (250, 246, 232)) -> Pixels:
    """A page with a word of strokes a row, each in its ink."""
    image = np.full((HEIGHT, WIDTH, 3), paper, np.uint8)
    for row, ink in enumerate(inks):
        for x in range(45, 150, 12):
            cv2.line(image, (x, ROW * row + 8), (x + 4, ROW * row + 24), ink, 2)
    return image


def lines(*looks: float) -> list[Line]:
    """A word a row that looks written (above 0) or not."""
    boxes = [Box(0.1, ROW * at / HEIGHT, 0.4, (ROW * at + 28) / HEIGHT) for at in range(len(looks))]
    return [Line((Word("khai", box, 0.9, hand=look),)) for box, look in zip(boxes, looks, strict=True)]


def marked(read: list[Line], image: Pixels) -> list[bool]:
    """Which words are taken for written."""
    return [word.by_hand for line in told_apart(read, image) for word in line.words]


def test_words_in_a_pens_ink_that_look_written() -> None:
    """On a form filled in by hand the blue words are written, whichever of them looks less so."""
    image = page(BLACK, BLUE, BLUE, BLUE, BLUE, BLACK)

    expected = [False, True, True, True, True, False]
    assert expected == marked(lines(-2.0, 1.5, 2.0, -0.5, 1.0, 0.3), image)


@pytest.mark.parametrize(
    ("inks", "looks"),
    [
        ((BLACK, BLUE, BLUE, BLUE, BLUE), (-2.0, -1.0, -0.8, 0.5, -1.0)),  # typed in blue
        ((BLACK, BLUE, BLUE, BLACK, BLACK), (-2.0, 2.0, 2.0, -2.0, -2.0)),  # two words: a stamp
        ((BLACK, BLACK, BLACK, BLACK), (1.0, 1.0, 1.0, 1.0)),  # an odd face in black
        ((BLACK, RED, RED, RED, RED), (-2.0, 1.0, 1.0, 1.0, 1.0)),  # a seal
    ],
)
def test_print_stays_print(inks: tuple[tuple[int, int, int], ...], looks: tuple[float, ...]) -> None:
    """Neither the ink nor the look alone makes handwriting."""
    assert [False] * len(inks) == marked(lines(*looks), page(*inks))


def test_a_blue_cast_makes_no_pen() -> None:
    """Under bluish light all ink is bluish; what counts is the difference."""
    image = page(*[(40, 44, 70)] * 5, paper=(220, 226, 250))

    assert [False] * 5 == marked(lines(*[1.0] * 5), image)


def test_grey_pages_and_odd_boxes() -> None:
    """Without colour nothing is marked; boxes of no size and empty pages do no harm."""
    read = lines(1.0, 1.0, 1.0)
    flat = [Line((replace(read[0].words[0], box=Box(1.0, 1.0, 1.0, 1.0)),))]

    assert [False] * 3 == marked(read, page(BLUE, BLUE, BLUE)[..., 0])
    assert [False] == marked(flat, page(BLUE))
    assert () == told_apart([], page(BLUE))
