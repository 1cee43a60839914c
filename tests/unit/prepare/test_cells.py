"""The cells of ruled tables, and reading them one by one."""

from __future__ import annotations

import itertools

import cv2
import numpy as np
import pytest

from hoso.pipeline.prepare.cells import cells
from hoso.pipeline.prepare.ink import Pixels
from hoso.pipeline.prepare.rules import parted, ruled_lines
from hoso.pipeline.recognise.cells import crowded, read_cells, without
from hoso.pipeline.recognise.engines import Layout, Model, RecognisedWord
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Line, Word

LETTER = 26.0
ROWS, COLUMNS = (60, 120, 420, 480), (80, 300, 720)


def table(rows: tuple[int, ...] = ROWS, columns: tuple[int, ...] = COLUMNS) -> Pixels:
    """A page with a table ruled at these rows and columns."""
    page = np.full((600, 800), 255, np.uint8)
    for row in rows:
        cv2.line(page, (columns[0], row), (columns[-1], row), (0,), 2)
    for column in columns:
        cv2.line(page, (column, rows[0]), (column, rows[-1]), (0,), 2)
    return page


def cells_of(page: Pixels) -> tuple[Box, ...]:
    """The cells between the page's rules."""
    return cells(ruled_lines(page, LETTER), LETTER)


def test_every_cell_is_found_row_after_row() -> None:
    """Six cells, each inside its rules."""
    found = cells_of(table())

    assert len(found) == 6
    for box, (top, bottom) in zip(found[::2], itertools.pairwise(ROWS), strict=True):
        assert (box.top * 600, box.bottom * 600) == pytest.approx((top, bottom), abs=8)
        assert (box.left * 800, box.right * 800) == pytest.approx((80, 300), abs=8)


def test_a_rule_that_faded_here_and_there_still_parts_cells() -> None:
    """A gap of a letter's width in a rule joins nothing."""
    page = table()
    page[115:125, 500:520] = 255
    page[260:280, 295:305] = 255

    assert len(cells_of(page)) == 6


@pytest.mark.parametrize("rows", [(20, 580), (100, 101)])
def test_frames_and_single_rules_are_no_cells(rows: tuple[int, ...]) -> None:
    """What goes around a whole page, and a line alone."""
    assert cells_of(table(rows, (20, 780))) == ()


def test_boxes_of_single_digits_are_taken_away() -> None:
    """Twelve boxes for a number: their sides go with the rules, the stems of the digits stay."""
    page = table((100, 140), tuple(range(80, 480, 32)))
    for number in range(12):
        cv2.putText(page, "1", (88 + 32 * number, 132), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (0,), 2)
    clean, _ = parted(page, LETTER)
    digits = page[104:137, 86:110] < 128

    assert not (clean[104:137, 112 : 112 + 3] < 128).any()
    assert np.mean(clean[104:137, 86:110][digits] < 128) > 0.95


def test_sides_of_cells_one_line_high_are_rules() -> None:
    """A table of four columns in one row alone: its short sides part cells, stems of letters do not."""
    page = table((60, 105, 150, 195), (80, 720))
    for column in (240, 400, 560):
        cv2.line(page, (column, 105), (column, 150), (0,), 2)
    cv2.putText(page, "HIHI", (90, 147), cv2.FONT_HERSHEY_SIMPLEX, 1.6, (0,), 3)

    found = cells_of(page)
    clean, _ = parted(page, LETTER)

    assert [round(box.left * 800, -1) for box in found] == [80, 80, 240, 400, 560, 80]
    assert not (clean[115:140, 397:404] < 128).any()
    assert np.count_nonzero(clean[110:146, 85:230] < 128) > 0.9 * np.count_nonzero(
        page[110:146, 85:230] < 128
    )


def test_only_rows_high_enough_for_two_lines_are_crowded() -> None:
    """The middle row is much higher than the others."""
    found = cells_of(table())

    assert crowded(found, 600, LETTER) == [found[2], found[3]]


class BlockEngine:
    """Reads one word in the middle of every block that it is shown."""

    reader = None

    def __init__(self) -> None:
        self.shown: list[tuple[int, ...]] = []

    def recognise(
        self, image: Pixels, dpi: int, layout: Layout = "page", model: Model = "vie"
    ) -> tuple[RecognisedWord, ...]:
        """See `OcrEngine`."""
        assert layout == "block"
        self.shown.append(image.shape)
        height, width = image.shape
        return (RecognisedWord("trú", width // 2 - 5, height // 2 - 5, 10, 10, 0.9, 0),)


def test_words_of_a_cell_come_back_at_their_place_on_the_page() -> None:
    """A cell without ink is not shown to the engine."""
    page = table()
    cv2.putText(page, "Noi cu tru", (320, 270), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (0,), 2)
    left, right = crowded(cells_of(page), 600, LETTER)
    engine = BlockEngine()
    clean, _ = parted(page, LETTER)

    found = read_cells([left, right], clean, (LETTER, LETTER / 2), engine, 150)

    assert list(found) == [right]
    assert len(engine.shown) == 1
    ((word,),) = (line.words for line in found[right])
    assert word.box.centre == pytest.approx(right.centre, abs=0.01)


def test_words_of_the_page_give_way_to_those_of_the_cells() -> None:
    """Only words that lie in the cell go; a line that they leave empty goes with them."""
    inside, outside = Word("cư", Box(0.2, 0.2, 0.25, 0.22), 0.9), Word("Số", Box(0.2, 0.6, 0.25, 0.62), 0.9)
    lines = (Line((inside,)), Line((inside, outside)))

    assert without(lines, [Box(0.1, 0.1, 0.5, 0.4)]) == (Line((outside,)),)
    assert without(lines, []) == lines


def written_on_dots() -> Pixels:
    """Four words on a line of dots that goes on behind them, a dot of its own under the second word."""
    page = np.full((200, 900), 255, np.uint8)
    for x in range(40, 860, 8):
        page[119:121, x : x + 2] = 0
    for left in (60, 190, 320, 450):  # words reach down to the dots, which touch nothing between them
        page[85:122, left : left + 100] = 255
        page[92:112, left : left + 100 : 20] = 0
        page[92:94, left : left + 100] = 0
    page[119:121, 232:234] = 0
    return page


def test_dots_between_words_go_with_their_line() -> None:
    """Too few for a line in each place, but in step with it; a dot under a letter may be the letter's own."""
    clean, _ = parted(written_on_dots(), LETTER)

    assert not (clean[118:122, 560:] < 128).any()
    assert not any((clean[118:122, right : right + 24] < 128).any() for right in (163, 293, 423))
    assert (clean[119:121, 232:234] < 128).all()
