"""The marks of ink on a page, and the rows of them on which no word was found."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoso.pipeline.prepare.ink import Pixels
from hoso.pipeline.reader.marks import Marks, find_marks, setting_of_marks, unread
from hoso.pipeline.reader.measure import Bounds, Setting
from tests.unit.reader.typed import HEIGHT, LEADING, LEFT, TOP, WIDTH, typed

ROWS = ("mèo con nằm im", "hoa sen nở ra")
EVERYWHERE = (0.0, 0.0, float(WIDTH), float(HEIGHT))


def blocks(*bounds: tuple[int, int, int, int]) -> Pixels:
    """A white page with dark blocks."""
    page = np.full((300, 600), 255, np.uint8)
    for left, top, right, bottom in bounds:
        page[top:bottom, left:right] = 0
    return page


def row(*columns: int, baseline: int = 100, size: int = 20) -> Pixels:
    """A page with blocks 12 wide that stand on a baseline at those columns."""
    return blocks(*((column, baseline - size, column + 12, baseline) for column in columns))


def places(marks: Marks) -> list[tuple[float, ...]]:
    """The marks' edges."""
    return [
        tuple(map(float, each)) for each in zip(marks.left, marks.top, marks.right, marks.bottom, strict=True)
    ]


def found(page: Pixels, boxes: list[Bounds]) -> list[Bounds]:
    """The bounds of the rows that were not read."""
    return [bounds for bounds, _ in unread(page, find_marks(page), boxes)]


def test_letters_are_marks() -> None:
    """A block of the size of a letter is found where it stands."""
    assert [(50, 80, 62, 100), (70, 80, 82, 100)] == places(find_marks(row(50, 70)))


@pytest.mark.parametrize(
    "bounds",
    [(50, 50, 500, 52), (50, 50, 54, 54), (50, 20, 52, 280), (20, 20, 400, 280), (10, 100, 400, 120)],
)
def test_what_is_no_letter_is_no_mark(bounds: tuple[int, int, int, int]) -> None:
    """Rules, dots, borders and pictures are left out."""
    assert [] == places(find_marks(blocks(bounds)))


@pytest.mark.parametrize(("size", "text"), [(24, ROWS[0]), (30, ROWS[1]), (40, "NAM SINH 1995")])
def test_marks_tell_the_setting(size: int, text: str) -> None:
    """The letters' own heights give the em and the baseline of a line whose text is about known."""
    page, _ = typed([text], size)
    line = setting_of_marks(find_marks(page), EVERYWHERE, text)

    assert line is not None
    assert size == pytest.approx(line.em, rel=0.2)
    assert pytest.approx(line.row(LEFT), abs=2) == TOP


def test_too_few_marks_tell_nothing() -> None:
    """One mark is no line, nor is none."""
    marks = find_marks(row(50))

    assert setting_of_marks(marks, EVERYWHERE, "a") is None
    assert setting_of_marks(marks, (300.0, 0.0, 400.0, 300.0), "a") is None


@pytest.mark.parametrize(
    ("expected", "columns"),
    [
        ((50, 132), (50, 65, 80, 104, 120)),  # the mark at 120 stands near the end, and is taken in
        ((50, 116), (50, 65, 80, 104, 130)),  # the one at 130 stands beyond the gap between two words
        ((35, 116), (35, 50, 65, 80, 104)),
        ((50, 116), (20, 50, 65, 80, 104)),
        ((50, 147), (50, 65, 80, 104, 120, 135)),
    ],
)
def test_a_line_reaches_as_far_as_its_letters(expected: tuple[int, int], columns: tuple[int, ...]) -> None:
    """Letters near the ends of the known part belong to it, one after another, but not across a gap."""
    marks = find_marks(row(*columns))

    assert expected == marks.reaching(Setting(30.0, 100.0), 50.0, 116.0)


def test_other_lines_do_not_lengthen_a_line() -> None:
    """A letter near the end that stands on another baseline is not taken in."""
    page = np.minimum(row(50, 65), row(80, baseline=120))

    assert (50, 77) == find_marks(page).reaching(Setting(30.0, 100.0), 50.0, 77.0)


def test_rows_without_words_are_found() -> None:
    """Of two rows only the one that has no boxes is unread, and its bounds hold its letters."""
    page, lines = typed(ROWS)
    boxes = [
        (box.left * WIDTH, box.top * HEIGHT, box.right * WIDTH, box.bottom * HEIGHT)
        for box in (word.box for word in lines[0].words)
    ]
    ((left, top, right, bottom),) = found(page, boxes)

    assert lines[1].box.left * WIDTH == pytest.approx(left, abs=4)
    assert lines[1].box.right * WIDTH == pytest.approx(right, abs=4)
    assert TOP + LEADING == pytest.approx(bottom, abs=2)
    assert TOP + LEADING > top > TOP
    assert 2 == len(found(page, []))


def test_a_read_page_has_no_rows_left() -> None:
    """Where boxes cover everything, nothing is unread."""
    page, _ = typed(ROWS)

    assert [] == found(page, [EVERYWHERE])


@pytest.mark.parametrize(
    "box", [(-90.0, -50.0, -10.0, -5.0), (50.0, -50.0, 900.0, -5.0), (-90.0, 5.0, -20.0, 400.0)]
)
def test_a_box_off_the_page_covers_nothing(box: Bounds) -> None:
    """What lies beside the page hides no row of it."""
    page, _ = typed(ROWS)

    assert found(page, []) == found(page, [box])


def test_a_blank_page_has_no_rows() -> None:
    """White has no marks, and a single block is no row."""
    assert [] == found(blocks(), [])
    assert [] == found(row(50), [])


side = st.integers(0, 250)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(side, side, st.integers(1, 60), st.integers(1, 60)), max_size=12),
    st.lists(st.tuples(*[st.floats(-50, 700)] * 4), max_size=4),
)
def test_any_page_is_borne(dark: list[tuple[int, int, int, int]], boxes: list[Bounds]) -> None:
    """Whatever is on a page, rows lie on it and have settings of some size."""
    page = blocks(*((left, top, left + width, top + height) for left, top, width, height in dark))

    for (left, top, right, bottom), choices in unread(page, find_marks(page), boxes):
        assert 0 <= left < right <= 600
        assert 0 <= top < bottom <= 300
        assert all(line.em > 0 for line in choices)
