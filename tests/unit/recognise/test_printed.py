"""The text of a file is taken for what is seen only after its numbers and names were looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from hoso.pipeline.load import PageImage
from hoso.pipeline.recognise.engines import Layout, Model, Pixels, RecognisedWord
from hoso.pipeline.recognise.printed import differing, read_printed
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Line, Page, Word

LINES = (
    "Họ và tên: NGUYỄN THỊ LAN",
    "Ngày sinh: 05/11/1995",
    "Số định danh: 036195012345",
    "Nơi cư trú: xã Tân Hồng, huyện Bình Giang",
    "Cấp ngày 10/08/2021 lần thứ 02",
)


#: Every word has a bar of its own width, by which it is known again.
WIDTHS = {text: round(30 * 1.1**at) for at, text in enumerate(dict.fromkeys(" ".join(LINES).split()))}


def page() -> PageImage:
    """A page with a black bar for each word."""
    pixels = np.full((600, 2400), 255, np.uint8)
    told = []
    for row, line in enumerate(LINES):
        words, left, top = [], 40, 60 + 80 * row
        for text in line.split():
            right = left + WIDTHS[text]
            pixels[top : top + 30, left:right] = 20
            words.append(Word(text, Box(left / 2400, top / 600, right / 2400, (top + 30) / 600), 1.0))
            left = right + 20
        told.append(Line(tuple(words)))
    return PageImage(1, pixels, 100, text=tuple(told))


def same(text: str, model: Model) -> str:
    """Whoever looks sees what is there."""
    return text


@dataclass
class Looking:
    """Knows each word by its bar, and says what `sees` makes of it."""

    reader = None
    sees: Callable[[str, Model], str] = same
    asked: list[tuple[Layout, Model, int]] = field(default_factory=list)

    def recognise(
        self, image: Pixels, dpi: int, layout: Layout = "page", model: Model = "vie"
    ) -> tuple[RecognisedWord, ...]:
        dark = np.concatenate([[False], (image < 128).any(axis=1), [False]])
        found = list[RecognisedWord]()
        for top, bottom in np.flatnonzero(dark[1:] != dark[:-1]).reshape(-1, 2):
            columns = np.flatnonzero((image[top:bottom] < 128).any(axis=0))
            width = (int(columns[-1]) - int(columns[0]) + 1) * 30 / int(bottom - top)
            text = min(WIDTHS, key=lambda text: abs(WIDTHS[text] - width))
            word = RecognisedWord(self.sees(text, model), 0, int(top), 9, int(bottom - top), 0.9, len(found))
            found.append(word)
        self.asked.append((layout, model, len(found)))
        return tuple(found)


def read(engine: Looking) -> Page:
    """The page by its text, which must be taken."""
    taken = read_printed(page(), engine)
    assert taken is not None
    return taken


def test_text_that_is_what_is_seen_is_taken() -> None:
    """Every word as the file has it, sure, with a remark; numbers are looked at as numbers."""
    engine = Looking()
    taken = read(engine)

    assert list(LINES) == [line.text for line in taken.lines]
    assert min(word.confidence for word in taken.words) >= 0.98
    assert [finding.code for finding in taken.findings] == ["text_of_file"]
    assert {finding.severity for finding in taken.findings} == {"info"}
    assert (taken.width_px, taken.height_px, taken.dpi, taken.rotation) == (2400, 600, 100, 0)
    assert ("digits", "vie", 4) in engine.asked


def test_a_number_that_looks_different_goes_to_a_person() -> None:
    """One number that both models see otherwise is doubtful, and carries what is seen."""
    taken = read(Looking(lambda text, model: text.replace("036195012345", "036195012845")))
    doubtful = [word for word in taken.words if word.confidence < 0.9]

    assert [(word.text, word.other) for word in doubtful] == [("036195012345", "036195012845")]


def test_a_name_that_looks_different_goes_to_a_person() -> None:
    """All words that begin with a capital are looked at, one by one."""
    taken = read(Looking(lambda text, model: text.replace("LAN", "HOA")))

    assert [(word.text, word.other) for word in taken.words if word.confidence < 0.9] == [("LAN", "HOA")]


def test_a_slip_of_one_model_is_forgiven() -> None:
    """What the second model sees as the text has it is sure."""
    taken = read(Looking(lambda text, model: "?" if model == "vie" and text[0].isdigit() else text))

    assert min(word.confidence for word in taken.words) >= 0.98


def test_marks_that_are_not_seen_are_no_difference() -> None:
    """A look at a word alone often misses marks; the file's own are kept."""
    taken = read(Looking(lambda text, model: text.replace("Ễ", "E").replace("Ị", "I")))

    assert taken.lines[0].text == LINES[0]
    assert min(word.confidence for word in taken.words) >= 0.98


def test_text_whose_numbers_are_others_is_not_taken() -> None:
    """A font that shows other figures than the file tells: the page is read from its picture."""
    other = str.maketrans("0123456789", "1234567890")

    assert read_printed(page(), Looking(lambda text, model: text.translate(other))) is None


def test_text_that_is_not_what_is_seen_is_not_taken() -> None:
    """Words that are mostly others than what is seen are another text."""
    assert read_printed(page(), Looking(lambda text, model: text[::-1] + "x")) is None


def test_a_page_that_was_read_from_its_picture_says_so() -> None:
    """The remark stands behind what was found on the page."""
    told = differing(Page(1, 100, 100, 100))

    assert [(finding.code, finding.severity) for finding in told.findings] == [
        ("text_of_file_differs", "info")
    ]
