"""The two engines with the real Tesseract: inside this process, and in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytesseract
import pytest

from hoso.pipeline.prepare.ink import to_grey
from hoso.pipeline.recognise import engines
from hoso.pipeline.recognise.engines import (
    Model,
    OcrEngine,
    Pixels,
    SubprocessEngine,
    TesserocrEngine,
    model_file,
    tessdata_folder,
)
from hoso.pipeline.recognise.page import recognise_page
from hoso.schemas.errors import EngineCrashed, EngineTimeout, MissingProgram
from tests.drawn import set_page, turned

LINES = ["Họ, chữ đệm, tên: NGUYỄN THỊ LAN", "Nơi sinh: tỉnh Hải Dương", "Dân tộc: Kinh"]
ENGINES = [TesserocrEngine, SubprocessEngine]


def image(*lines: str) -> Pixels:
    """Lines in letters of reading size."""
    return to_grey(np.asarray(set_page(lines, 28, 900, 400), np.uint8))


@pytest.fixture
def other_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder in the place of Tesseract's models."""
    monkeypatch.setattr(engines, "_TESSDATA", ())
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    tessdata_folder.cache_clear()
    yield tmp_path
    tessdata_folder.cache_clear()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("model", ["vie", "script"])
def test_print_is_read(engine: type[OcrEngine], model: Model) -> None:
    """Both engines read Vietnamese with either model, in lines, with places and confidence."""
    page = image(*LINES)
    words = engine().recognise(page, 150, model=model)
    lines = [" ".join(w.text for w in words if w.line == number) for number in range(len(LINES))]

    assert LINES == lines
    for word in words:
        assert 0.5 < word.confidence <= 1
        assert 0 <= word.left < word.left + word.width <= page.shape[1]
        assert 0 <= word.top < word.top + word.height <= page.shape[0]
        assert (page[word.top : word.top + word.height, word.left : word.left + word.width] < 128).any()


@pytest.mark.parametrize("engine", ENGINES)
def test_figures_are_read_as_figures(engine: type[OcrEngine]) -> None:
    """Where only figures can stand nothing else is read, and the next reading has letters again."""
    reader = engine()
    figures = reader.recognise(image("Ngày 05/03/2019"), 150, "digits")
    words = reader.recognise(image("Hải Dương"), 150, "block")

    assert set("".join(w.text for w in figures)) <= set("0123456789/.,-")
    assert "05/03/2019" in [w.text for w in figures]
    assert "Hải Dương" == " ".join(w.text for w in words)


@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_is_read_on_a_white_page(engine: type[OcrEngine]) -> None:
    """An empty page gives no word."""
    assert () == engine().recognise(np.full((300, 300), 255, np.uint8), 30)


def test_a_reading_that_takes_too_long() -> None:
    """The process is ended when its time is up."""
    with pytest.raises(EngineTimeout):
        SubprocessEngine(0.001).recognise(image(*LINES), 150)


def test_a_reading_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """When Tesseract ends with an error, so does the reading."""
    monkeypatch.setattr(engines, "model_file", lambda model: "no_such_model")

    with pytest.raises(EngineCrashed):
        SubprocessEngine().recognise(image(*LINES), 150)


def test_a_machine_without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that is not installed is named as such."""
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", "/nowhere/tesseract")

    with pytest.raises(MissingProgram):
        SubprocessEngine().recognise(image(*LINES), 150)


def test_a_machine_without_the_vietnamese_model(other_folder: Path) -> None:
    """The model that is missing is named, with the package that has it."""
    with pytest.raises(MissingProgram) as error:
        TesserocrEngine()

    assert "tesseract-ocr-vie" in error.value.advice


def test_a_machine_with_one_model(other_folder: Path) -> None:
    """Where the second model is not installed the first one reads twice."""
    (other_folder / "vie.traineddata").touch()

    assert ("vie", "vie") == (model_file("vie"), model_file("script"))


def test_small_print_beside_large_marks_is_read() -> None:
    """On a copied card the bars of its code are what stands out; its print is a third as high."""
    page = np.full((2400, 1700), 255, np.uint8)
    card = to_grey(
        np.asarray(set_page([*LINES, "Quê quán: Phú Xuân, Tân Phú, Đồng Nai"] * 2, 20, 700, 420), np.uint8)
    )
    page[300:720, 400:1100] = card
    for at in range(120):
        page[800:870, 400 + 6 * at : 402 + 6 * at + at % 3] = 0
    text = recognise_page(1, page, 200, TesserocrEngine()).text

    assert text.count("NGUYỄN THỊ LAN") == 2
    assert text.count("Phú Xuân, Tân Phú, Đồng Nai") == 2


def test_one_line_between_rows_of_dots_is_no_blank_page() -> None:
    """The last page of a form may hold but a heading and lines to write on."""
    page = np.full((1754, 1240), 255, np.uint8)
    line = to_grey(np.asarray(set_page(["III. Ý KIẾN CỦA CƠ QUAN ĐĂNG KÝ ĐẤT ĐAI"], 26, 900, 120), np.uint8))
    page[300:420, 120:1020] = line
    for top in (270, 450):
        for left in range(120, 1100, 8):
            page[top : top + 4, left : left + 4] = 60

    for quarters in (0, 2):
        read = recognise_page(1, turned(page, quarters), 150, TesserocrEngine())

        assert not read.blank
        assert (180 if quarters else 0) == read.rotation
        assert "CỦA CƠ QUAN ĐĂNG KÝ ĐẤT ĐAI" in read.text


def test_gold_letters_on_a_red_cover_are_read() -> None:
    """The cover of a red book has nothing dark on it but its ground."""
    sheet = set_page(["GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT"], 60, 1240, 1754)
    ink = (to_grey(np.asarray(sheet, np.uint8)) < 128)[..., None]
    cover = np.where(ink, (222, 172, 60), (168, 16, 28)).astype(np.uint8)

    read = recognise_page(1, cover, 150, TesserocrEngine())

    assert not read.blank
    assert "GIẤY CHỨNG NHẬN\nQUYỀN SỬ DỤNG ĐẤT" == read.text
