"""The size and the baseline of a line from the boxes of its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoso.pipeline.reader.measure import Bounds, Setting, body, reach, setting

TEXT = "Nguyễn Văn An sinh ngày 12/3 tại ĐỖ SƠN cao ráo"
numbers = st.floats(-500, 5000)


def boxes(text: str, line: Setting, left: float = 100.0) -> list[tuple[str, Bounds]]:
    """The words with the boxes that they have in a line set so."""
    found = []
    for word in text.split():
        above, below = reach(word)
        width = 0.55 * line.em * len(word)
        row = line.row(left + width / 2)
        found.append((word, (left, row - above * line.em, left + width, row + below * line.em)))
        left += width + 0.25 * line.em
    return found


@pytest.mark.parametrize(
    ("expected", "word"),
    [
        ((0.46, 0.0), "cao"),
        ((0.69, 0.0), "ba"),
        ((0.70, 0.0), "và"),
        ((0.46, 0.0), "mơ"),
        ((0.46, 0.2), "mạ"),
        ((0.84, 0.21), "Nguyễn"),
        ((0.67, 0.0), "AN"),
        ((0.88, 0.0), "ÁNH"),
        ((1.0, 0.0), "ĐỖ"),
        ((0.88, 0.2), "ĐỘ"),
        ((0.69, 0.21), "12/3"),
        ((0.46, 0.12), "an,"),
        ((0.46, 0.0), "an."),
        ((0.0, 0.0), "..."),
        ((0.0, 0.0), "-,"),
        ((0.0, 0.0), ""),
    ],
)
def test_letters_tell_how_far_a_word_reaches(expected: tuple[float, float], word: str) -> None:
    """Marks and tall letters reach up, tails and dots below reach down; low signs alone tell nothing."""
    assert expected == reach(word)


def test_letters_may_be_in_parts() -> None:
    """Letters whose marks are codes of their own reach as far as whole ones."""
    assert reach("Nguyễn") == reach("Nguye\u0302\u0303n")


@pytest.mark.parametrize(
    ("expected", "text"),
    [(0.46, "cao"), (0.67, "ĐỖ SƠN"), (0.69, "12/3"), (0.46, "Nguyễn"), (0.5, "..."), (0.5, "")],
)
def test_the_middling_letter_of_a_text(expected: float, text: str) -> None:
    """The usual letter's height, without marks; a text of no letters counts as one of small ones."""
    assert expected == body(text)


@pytest.mark.parametrize("slope", [0.0, 0.012, -0.03])
@pytest.mark.parametrize("em", [14.0, 27.0, 60.0])
def test_exact_boxes_give_the_setting_back(em: float, slope: float) -> None:
    """From boxes as they should be come the em, the slope and the baseline, at every column."""
    line = Setting(em, 300.0, 100.0, slope)
    found = setting(boxes(TEXT, line))

    assert found is not None
    assert em == pytest.approx(found.em, rel=0.03)
    assert slope == pytest.approx(found.slope, abs=0.001)
    assert all(line.row(at) == pytest.approx(found.row(at), abs=0.03 * em) for at in (100, 300, 500))


@pytest.mark.parametrize("word", ["cao", "Nguyễn", "ĐỖ", "12/3"])
def test_one_word_is_enough(word: str) -> None:
    """A single word gives size and baseline, level."""
    found = setting(boxes(word, Setting(30.0, 200.0)))

    assert found is not None
    assert (30.0, 200.0, 0.0) == pytest.approx((found.em, found.row(100), found.slope))


def test_outliers_are_outvoted() -> None:
    """A misread word and a box that takes in the next line change nothing."""
    words = boxes(TEXT, Setting(30.0, 300.0))
    words[1] = ("ccc", words[1][1])
    left, top, right, bottom = words[4][1]
    words[4] = (words[4][0], (left, top, right, bottom + 40))
    found = setting(words)

    assert found is not None
    assert (30.0, 300.0) == pytest.approx((found.em, found.row(300)), rel=0.03)


def test_a_steep_line_is_not_believed() -> None:
    """Pages are straightened before, so that a steep line is a wrong measurement."""
    found = setting(boxes(TEXT, Setting(30.0, 300.0, 100.0, 0.2)))

    assert found is not None
    assert found.slope == 0.0


def test_a_known_slope_is_kept() -> None:
    """What is known of the whole line holds for two words of it."""
    line = Setting(30.0, 300.0, 100.0, 0.02)
    found = setting(boxes("Nguyễn Văn", line), slope=0.02)

    assert found is not None
    assert line.row(150) == pytest.approx(found.row(150), abs=1)
    assert found.slope == 0.02


@pytest.mark.parametrize(
    "words",
    [
        [],
        [("...", (0.0, 0.0, 40.0, 20.0))],
        [("an", (0.0, 0.0, 40.0, 2.0))],
        [("an", (40.0, 0.0, 40.0, 20.0))],
    ],
)
def test_nothing_measurable(words: list[tuple[str, Bounds]]) -> None:
    """No words, no letters, or boxes of no size tell nothing."""
    assert setting(words) is None


@given(st.lists(st.tuples(st.text("aNễgĐỖ1/.,", max_size=6), st.tuples(numbers, numbers, numbers, numbers))))
def test_any_boxes_are_borne(words: list[tuple[str, Bounds]]) -> None:
    """Whatever the boxes are, there is no error and no setting without size."""
    found = setting(words)

    assert found is None or (found.em > 0 and abs(found.slope) < 0.06)
