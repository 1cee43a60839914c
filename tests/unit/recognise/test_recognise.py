"""From a page image to a page, with an engine that knows which way is up."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest

from hoso.pipeline.prepare import Upright
from hoso.pipeline.reader import packaged_reader
from hoso.pipeline.recognise.attempt import READING_HEIGHT, reading_scale
from hoso.pipeline.recognise.engines import Layout, Model, Pixels, RecognisedWord
from hoso.pipeline.recognise.page import recognise_page
from hoso.schemas.errors import EngineTimeout
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Line, Page
from tests.drawn import on_desk, text_page, tilted, turned
from tests.engines import CannedEngine, FailingEngine
from tests.unit.reader.typed import typed

#: A small sheet at 75 dpi, in large letters: quick to read.
WIDTH, HEIGHT, DPI = 620, 877, 75
FULL = text_page(18, 26, WIDTH, HEIGHT)
TOP_HEAVY = text_page(9, 26, WIDTH, HEIGHT)
SURE, GIBBERISH = ("quyền", "khai", "sinh", "ngày", "tháng"), ("jɯ", "ʇɐ", "ıɐ", "uʎ", "ƃu")


@dataclass
class SeeingEngine:
    """Reads words surely when most ink is in the upper half of the page, gibberish when it is not."""

    reader = None

    up: float = 0.95
    down: float = 0.2
    words: tuple[str, ...] = SURE
    models: tuple[Model, ...] = ("vie", "script")
    calls: list[tuple[Layout, Model]] = field(default_factory=list)

    def recognise(
        self, image: Pixels, dpi: int, layout: Layout = "page", model: Model = "vie"
    ) -> tuple[RecognisedWord, ...]:
        self.calls.append((layout, model))
        if model not in self.models:
            return ()
        half = image.shape[0] // 2
        upright = (image[:half] < 128).sum() > 2 * (image[half:] < 128).sum()
        texts, confidence = (self.words, self.up) if upright else (GIBBERISH, self.down)
        step, down = image.shape[1] // (len(texts) + 1), image.shape[0] // 10
        return tuple(
            RecognisedWord(text, step * at, down * (1 + at // 3), step - 8, 18, confidence, at // 3)
            for at, text in enumerate(texts)
        )


@dataclass(frozen=True, slots=True)
class Told:
    """Reads the words it was told: text, left and top as shares of the page, confidence, line."""

    reader = None

    words: tuple[tuple[str, float, float, float, int], ...]

    def recognise(
        self, image: Pixels, dpi: int, layout: Layout = "page", model: Model = "vie"
    ) -> tuple[RecognisedWord, ...]:
        height, width = image.shape
        return tuple(
            RecognisedWord(text, int(left * width), int(top * height), 60, 18, confidence, line)
            for text, left, top, confidence, line in self.words
        )


def white(width: int = WIDTH, height: int = HEIGHT) -> Pixels:
    """An empty page."""
    return np.full((height, width), 255, np.uint8)


def read(pixels: Pixels, engine: SeeingEngine | None = None) -> Page:
    """The page as read."""
    return recognise_page(1, pixels, DPI, engine or SeeingEngine())


@pytest.mark.parametrize(("quarters", "rotation"), [(0, 0), (1, 270), (2, 180), (3, 90)])
def test_the_right_way_up_is_found_by_reading(quarters: int, rotation: int) -> None:
    """Whichever way a page was laid in, it ends upright, and its words are those of the upright page."""
    page = read(turned(TOP_HEAVY, quarters))

    assert rotation == page.rotation
    assert (WIDTH, HEIGHT) == (page.width_px, page.height_px)
    assert list(SURE) == page.text.split()


def test_a_tilted_page_upside_down() -> None:
    """Turn and tilt are told apart, and a pixel is where the transform says."""
    page = read(turned(tilted(TOP_HEAVY, 2.0), 2))

    assert 180 == page.rotation
    assert page.skew_degrees == pytest.approx(2.0, abs=0.1)
    assert page.transform.apply(WIDTH / 2, HEIGHT / 2) == pytest.approx((WIDTH / 2, HEIGHT / 2), abs=1)


def test_a_good_page_is_read_once_each_way() -> None:
    """A page that reads well at once is not turned about; two models read it."""
    engine = SeeingEngine()
    read(TOP_HEAVY, engine)

    assert [("page", "vie"), ("page", "script")] == [call for call in engine.calls if call[0] == "page"]


@pytest.mark.parametrize(("up", "turns"), [(0.6, 2), (0.4, 4)])
def test_a_weak_page_is_turned_about(up: float, turns: int) -> None:
    """A page that reads poorly is tried upside down, and on its sides when that is no better."""
    engine = SeeingEngine(up=up)
    page = read(TOP_HEAVY, engine)

    assert turns + 1 == engine.calls.count(("page", "vie"))  # and once more, larger: it has few words
    assert 0 == page.rotation


def test_a_few_words_on_the_side_do_not_turn_a_page() -> None:
    """One word that happens to look right does not outweigh a page of weaker ones."""
    engine = SeeingEngine(up=0.7, down=0.5, words=("khai",))
    page = read(turned(TOP_HEAVY, 2), engine)

    assert 0 == page.rotation


def test_a_sheet_on_a_desk() -> None:
    """A photo is measured as an A4 sheet, whatever its file says."""
    photo = on_desk(TOP_HEAVY, ((85, 60), (510, 95), (530, 710), (55, 685)), (600, 800))
    page = recognise_page(1, photo, 72, SeeingEngine())

    assert page.dpi == round(max(page.width_px, page.height_px) / 11.69)
    assert page.width_px < 500
    assert not page.transform.is_affine


def test_the_skew_of_a_photo_is_that_of_its_text() -> None:
    """A sheet that lies askew on the desk is squared; the skew still says how the text lay in the photo."""
    photo = on_desk(TOP_HEAVY, ((60, 90), (510, 58), (541, 698), (91, 730)), (600, 800))
    page = recognise_page(1, photo, 72, SeeingEngine())

    assert page.skew_degrees == pytest.approx(4.07, abs=0.5)


def test_places_of_words_are_shares_of_the_page() -> None:
    """Boxes are relative to the upright page and never leave it."""
    page = recognise_page(1, FULL, DPI, Told((("khai", 0.5, 0.25, 0.9, 0), ("sinh", 0.99, 0.25, 0.9, 0))))
    first, second = page.words

    assert (first.box.left, first.box.top) == pytest.approx((0.5, 0.25), abs=0.01)
    assert 1.0 == second.box.right == page.lines[0].box.right


@pytest.mark.parametrize(
    "pixels", [white(), np.zeros((HEIGHT, WIDTH), np.uint8), white(3, 3), white(2000, 5)]
)
@pytest.mark.parametrize("words", [(), (("x", 0.1, 0.1, 0.3, 0),), (("khai", 0.1, 0.1, 0.9, 0),)])
def test_a_blank_page(pixels: Pixels, words: tuple[tuple[str, float, float, float, int], ...]) -> None:
    """A page without print is blank, and stays as it came, whatever an engine reads into it."""
    page = recognise_page(3, pixels, DPI, Told(words))

    assert (3, True, 0, 0.0, "good") == (
        page.number,
        page.blank,
        page.rotation,
        page.skew_degrees,
        page.quality,
    )
    assert ((), ()) == (page.lines, page.findings)
    assert (pixels.shape[1], pixels.shape[0]) == (page.width_px, page.height_px)
    assert (7.0, 9.0) == page.transform.apply(7, 9)


def test_a_blank_page_is_not_turned() -> None:
    """Specks that look like tilted lines do not move a blank page."""
    page = white()
    for at in range(12):
        page[100 + 40 * at : 108 + 40 * at, 600 + at : 606 + at] = 0
    read_page = recognise_page(1, page, DPI, CannedEngine(()))

    assert read_page.blank
    assert (7.0, 9.0) == read_page.transform.apply(7, 9)


def test_a_page_of_marks_that_nobody_can_read() -> None:
    """A page dense with marks is not blank, whether or not a word of it can be read: it must not be lost."""
    dense = text_page(30, 15, WIDTH, HEIGHT)

    assert not recognise_page(1, dense, DPI, CannedEngine(())).blank
    assert not recognise_page(1, dense, DPI, Told((("khai", 0.1, 0.1, 0.9, 0),))).blank


def test_noise_is_left_out() -> None:
    """Lines without letters, of two weak letters, or hardly seen at all are dust and borders."""
    told = Told(
        (
            ("quyền", 0.1, 0.1, 0.9, 0),
            ("—|", 0.1, 0.2, 0.9, 1),
            ("ii", 0.1, 0.3, 0.4, 2),
            ("abcdef", 0.1, 0.4, 0.1, 3),
            ("Lê", 0.1, 0.5, 0.9, 4),
        )
    )
    page = recognise_page(1, FULL, DPI, told)

    assert ["quyền", "Lê"] == [line.text for line in page.lines]


def test_what_is_wrong_with_a_page_is_said() -> None:
    """A page that reads badly is poor and says so."""
    engine = SeeingEngine(up=0.55, models=("vie",))
    page = read((TOP_HEAVY * 0.3).astype(np.uint8), engine)

    assert "poor" == page.quality
    assert {"page_too_dark", "page_hard_to_read"} <= {finding.code for finding in page.findings}


def test_an_engine_that_fails() -> None:
    """The engine's errors reach whoever asked."""
    with pytest.raises(EngineTimeout):
        recognise_page(1, FULL, DPI, FailingEngine(EngineTimeout()))


@pytest.mark.parametrize(
    ("letter_height", "letters", "scale"),
    [(20.0, 900, 1.0), (40.0, 900, 0.74), (3.0, 900, 1.6), (0.0, 900, 1.0), (20.0, 0, 1.0)],
)
def test_letters_are_brought_to_one_size(letter_height: float, letters: int, scale: float) -> None:
    """A page is read at the size that gives its letters the height which suits the engine."""
    upright = Upright(np.eye(3), (1240, 1754), 0, 0.0, letter_height, letters)

    assert reading_scale(upright, READING_HEIGHT) == pytest.approx(scale, abs=0.01)


@dataclass(frozen=True, slots=True)
class Misplaced:
    """Reads two lines of a heading as one, each word as high as both, and other words where they stand."""

    reader = packaged_reader()

    lines: tuple[Line, ...]

    def recognise(
        self, image: Pixels, dpi: int, layout: Layout = "page", model: Model = "vie"
    ) -> tuple[RecognisedWord, ...]:
        if layout != "page":
            return ()
        height, width = image.shape
        found = []
        for number, line in enumerate(self.lines):
            for at, word in enumerate(line.words):
                over = number == 0 and at > 0
                bottom = self.lines[1].box.bottom if over else word.box.bottom
                left, top = round(word.box.left * width), round(word.box.top * height)
                size = round(word.box.width * width), round((bottom - word.box.top) * height)
                sure = 0.4 if over else 0.9
                found.append(RecognisedWord(word.text, left, top, size[0], size[1], sure, number))
        return tuple(found)


def test_no_word_is_lost_in_weighing_two_readings() -> None:
    """What one reading had in a wrong place, and the other therefore not at all, is read where it stands."""
    page, lines = typed(("TỜ KHAI", "CẤP BẢN SAO TRÍCH LỤC", "Họ và tên: Trần Văn Đức", "tỉnh Hải Dương"), 30)
    text = recognise_page(1, page, 150, Misplaced(tuple(lines))).text

    assert {"TỜ", "KHAI", "CẤP", "LỤC"} <= set(text.split())


@dataclass(frozen=True, slots=True)
class CutShort:
    """Reads the lines but one word, and the words beside it only with half of their letters."""

    reader = packaged_reader()

    line: Line

    def recognise(
        self, image: Pixels, dpi: int, layout: Layout = "page", model: Model = "vie"
    ) -> tuple[RecognisedWord, ...]:
        if layout != "page":
            return ()
        height, width = image.shape
        found = []
        for at, word in enumerate(self.line.words):
            box, text = word.box, word.text
            if text == "và":
                continue
            if text == "đệm":
                text, box = "đệ", Box(box.left, box.top, box.left + 0.55 * box.width, box.bottom)
            if text == "tên:":
                text, box = "ên:", Box(box.left + 0.3 * box.width, box.top, box.right, box.bottom)
            edges = (box.left * width, box.top * height, box.width * width, box.height * height)
            left, top, wide, high = map(round, edges)
            found.append(RecognisedWord(text, left, top, wide, high, 0.9, int(at > 3)))
        return tuple(found)


def test_what_one_reading_left_of_a_word_is_not_read_as_another() -> None:
    """Letters outside the boxes of one reading, which the other has read with their words, are no find."""
    page, lines = typed(("1. Họ, chữ đệm và tên: Trần Văn Đức",), 30)
    text = recognise_page(1, page, 150, CutShort(lines[0])).text

    assert sorted("1. Họ, chữ đệm và tên: Trần Văn Đức".split()) == sorted(text.split())
