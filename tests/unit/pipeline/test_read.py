"""From an upload's bytes to read pages and records."""

from __future__ import annotations

import hashlib
import io
from datetime import date

import numpy as np
import pytest
from PIL import Image

from hoso.pipeline.load import Limits
from hoso.pipeline.read import ReadPage, read_input, read_pages
from hoso.schemas.catalogue import load_catalogue
from hoso.schemas.errors import EmptyFile, EngineCrashed, NoReadablePage
from hoso.schemas.pages import Page
from tests.drawn import file_of, text_page
from tests.engines import CannedEngine, FailingEngine

DPI = 75
SHEET = Image.fromarray(text_page(12, 26, 620, 877))
HUGE = Image.new("L", (2000, 2000), 255)
LIMITS = Limits(max_pixels=1_000_000)
TODAY = date(2026, 11, 21)


def pages(*images: Image.Image) -> list[ReadPage]:
    """The pages of a TIFF with these images."""
    return list(read_pages(file_of(images, "TIFF", DPI), CannedEngine(), LIMITS))


def test_a_broken_page_among_good_ones() -> None:
    """A page that cannot be decoded comes with a finding that says why; its neighbours are read."""
    first, broken, last = pages(SHEET, HUGE, SHEET)

    assert (1, 2, 3) == (first.page.number, broken.page.number, last.page.number)
    assert "GIẤY KHAI SINH" == first.page.text == last.page.text
    assert (True, "poor", "") == (broken.page.blank, broken.page.quality, broken.page.text)
    (finding,) = broken.page.findings
    assert ("page_unreadable", "error") == (finding.code, finding.severity)


def test_a_page_beyond_reading_can_be_shown() -> None:
    """In the place of a page that could not be decoded a white sheet is shown."""
    _, broken = pages(SHEET, HUGE)
    image = Image.open(io.BytesIO(broken.image))

    assert (broken.page.width_px, broken.page.height_px) == image.size
    assert broken.source is None
    assert broken.image == broken.for_pdf.image
    assert (broken.upright == 255).all()


def test_a_file_without_a_readable_page() -> None:
    """When no page can be decoded the file is refused, after all its pages were tried."""
    found = read_pages(file_of([HUGE, HUGE], "TIFF", DPI), CannedEngine(), LIMITS)

    assert [True, True] == [next(found).page.blank, next(found).page.blank]
    with pytest.raises(NoReadablePage):
        next(found)


def test_a_file_that_is_none() -> None:
    """A document error comes before the first page."""
    with pytest.raises(EmptyFile):
        next(read_pages(b"", CannedEngine(), LIMITS))


def test_an_engine_that_fails() -> None:
    """The engine's errors reach whoever asked for the page."""
    with pytest.raises(EngineCrashed):
        next(read_pages(file_of([SHEET], "PNG", DPI), FailingEngine(EngineCrashed()), LIMITS))


def test_pages_are_read_when_they_are_asked_for() -> None:
    """The first page is there before the last one was even decoded."""
    found = read_pages(file_of([SHEET, HUGE], "TIFF", DPI), CannedEngine(), LIMITS)

    assert "GIẤY KHAI SINH" == next(found).page.text
    found.close()  # type: ignore[attr-defined]  # a generator, whatever it is called


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_the_image_that_a_reviewer_sees(mode: str) -> None:
    """It is the page as a JPEG in its own colours, upright and of the size that boxes refer to."""
    sheet = SHEET.convert(mode)
    if mode == "RGB":
        sheet.paste((230, 40, 40), (0, 700, 620, 877))
    (read,) = read_pages(file_of([sheet], "PNG", DPI), CannedEngine(), LIMITS)
    shown = Image.open(io.BytesIO(read.image))

    assert ("JPEG", mode, (620, 877)) == (shown.format, shown.mode, shown.size)
    if mode == "RGB":
        assert np.asarray(shown)[800, 300] == pytest.approx((230, 40, 40), abs=12)


def test_the_upload_s_own_image_is_kept_for_the_pdf() -> None:
    """A page that only needs turning is placed in the PDF as it came; another is encoded anew."""
    (kept,) = read_pages(file_of([SHEET], "JPEG", DPI), CannedEngine(), LIMITS)
    bent = ReadPage(
        Page.from_json(kept.page.to_json() | {"transform": [1, 0, 0, 0, 1, 0, 1e-4, 0, 1]}), kept.original
    )

    assert kept.source is not None
    assert b"" == kept.for_pdf.image
    assert bent.source is None
    assert bent.for_pdf.image[:2] == b"\xff\xd8"


def test_one_input_from_bytes_to_records() -> None:
    """The result says what was read in the form of the contract."""
    data = file_of([SHEET, HUGE], "TIFF", DPI)
    result, read = read_input(data, CannedEngine(), LIMITS, load_catalogue(), TODAY)
    told = result.to_json("scan.tif")

    assert ["file", "sha256", "bytes", "seconds", "pages", "documents", "findings"] == list(told)
    assert ("scan.tif", hashlib.sha256(data).hexdigest(), len(data)) == (
        told["file"],
        told["sha256"],
        told["bytes"],
    )
    assert [1, 2] == [page["number"] for page in told["pages"]]
    assert [[1]] == [document["pages"] for document in told["documents"]]
    assert [("page_unreadable", 2)] == [(f["code"], f["page"]) for f in told["findings"] if f["page"] == 2]
    assert told["seconds"] >= 0
    assert [page.page for page in read] == list(result.pages)
