"""The composed PDF shows the upload's own images upright, and its unseen text stands where it was read."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from html import unescape
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image

from hoso.pipeline.compose import PdfMeta, PdfPage, compose_pdf
from hoso.pipeline.load import Pixels
from hoso.schemas.geometry import Box, Transform
from hoso.schemas.pages import Line, Page, Word
from tests.composed import HEIGHT, KINDS, TEXT, WIDTH, as_file, lines, page_of, upright

META = PdfMeta("Giấy khai sinh", "0a" * 32, ("birth_certificate",), datetime(2026, 11, 21, 8, 30, tzinfo=UTC))
#: Each way up, each kind of file, askew and straight. (The fax mode of JBIG2, which is all that we can write,
#: is read wrongly by poppler where many runs end in the same row: that page lies askew only.)
POSES = [
    ("jpeg", 0, 0.0),
    ("jpeg", 90, 2.5),
    ("jpeg", 180, -4.0),
    ("jpeg", 270, 1.0),
    ("grey", 90, 0.0),
    ("png", 180, 3.0),
    ("ccitt", 0, -1.0),
    ("ccitt", 270, 0.0),
    ("jbig2", 0, 1.0),
    ("jbig2", 90, 2.5),
    ("flate", 90, -2.0),
]


def poppler(program: str, data: bytes, folder: Path, *options: str) -> bytes:
    """What a poppler program says about the PDF."""
    path = folder / "composed.pdf"
    path.write_bytes(data)
    command = [program, *options, str(path), *(["-"] if program == "pdftotext" else [])]
    result = subprocess.run(command, capture_output=True, check=True, timeout=30)
    assert result.stderr == b""
    return result.stdout


def shown(data: bytes, folder: Path) -> Pixels:
    """The first page as it shows at 150 dpi."""
    picture = poppler("pdftoppm", data, folder, "-r", "150", "-singlefile", "-png")
    with Image.open(io.BytesIO(picture)) as image:
        return np.asarray(image.convert("RGB"))


def images(data: bytes) -> list[bytes]:
    """The encoded image streams of the PDF, page by page."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [page.get_images()["/Im"].read_raw_bytes() for page in pdf.pages]


@pytest.mark.parametrize(("kind", "turn", "skew"), POSES)
def test_a_scan_shows_upright_and_straight(kind: str, turn: int, skew: float, tmp_path: Path) -> None:
    """However the upload lay, its own pixels show where the upright page has them."""
    page = shown(compose_pdf([page_of(kind, turn, skew)], META), tmp_path)
    assert page.shape == (HEIGHT, WIDTH, 3)
    wanted = upright()
    if kind != "jpeg" and kind != "png":
        wanted = np.stack([wanted[..., 1]] * 3, axis=-1)
        page = np.stack([page[..., 1]] * 3, axis=-1)
    assert np.abs(page.astype(int) - wanted).mean() < (2 if skew == 0 else 6)
    for word in (word for line in lines() for word in line.words):
        left, right = round(word.box.left * WIDTH) + 3, round(word.box.right * WIDTH) - 3
        top = round(word.box.top * HEIGHT)
        assert page[top + 4 : top + 26, left:right].mean() < 60
        assert page[top - 20 : top - 4, left:right].mean() > 230


@pytest.mark.parametrize("kind", KINDS)
def test_the_original_stream_is_kept_byte_for_byte(kind: str) -> None:
    """Nothing is encoded anew: what the scanner wrote is what the archive holds."""
    page = page_of(kind, 90, 2.5)
    assert page.source is not None
    assert images(compose_pdf([page], META)) == [page.source.data]


def test_a_warped_page_shows_its_upright_image(tmp_path: Path) -> None:
    """A photo taken at an angle cannot be placed by a matrix: its squared image is shown instead."""
    page = page_of("jpeg")
    bent = Transform((1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 1e-5, 0.0, 1.0))
    image = as_file(upright(), "JPEG")
    data = compose_pdf([replace(page, page=replace(page.page, transform=bent), image=image)], META)
    assert images(data) == [image]
    assert np.abs(shown(data, tmp_path).astype(int) - upright()).mean() < 2


@pytest.mark.parametrize("mode", [(), ("-raw",), ("-layout",)], ids=["reading order", "raw", "layout"])
def test_extracted_text_is_the_recognised_text(mode: tuple[str, ...], tmp_path: Path) -> None:
    """Every line comes out of the PDF as it was read, with all Vietnamese letters and single spaces."""
    text = poppler("pdftotext", compose_pdf([page_of("jpeg", 90, 2.5)], META), tmp_path, *mode).decode()
    found = [re.sub(" +", " ", line.strip()) for line in text.splitlines() if line.strip("\f ")]
    assert found == TEXT.splitlines()


def test_words_stand_where_they_were_read(tmp_path: Path) -> None:
    """Each word's box in the PDF is the recognised one, within three pixels at 150 dpi."""
    data = compose_pdf([page_of("jpeg", 270, -3.0)], META)
    boxes = poppler("pdftotext", data, tmp_path, "-bbox").decode()
    pattern = r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
    found = [
        (unescape(text), [float(side) * 150 / 72 for side in sides])
        for *sides, text in re.findall(pattern, boxes)
    ]
    words = [word for line in lines() for word in line.words]
    assert [text for text, _ in found] == [word.text for word in words]
    for (_, sides), word in zip(found, words, strict=True):
        wanted = [
            word.box.left * WIDTH,
            word.box.top * HEIGHT,
            word.box.right * WIDTH,
            word.box.bottom * HEIGHT,
        ]
        assert sides == pytest.approx(wanted, abs=3)


def test_odd_words_do_no_harm(tmp_path: Path) -> None:
    """Control characters vanish, letters beyond two bytes are marked, empty boxes still hold text."""
    words = (
        Word("\x07\u200b", Box(0.1, 0.1, 0.2, 0.12), 0.1),
        Word("(a)\\", Box(0.3, 0.1, 0.3, 0.1), 0.1),
        Word("x\U0001f600", Box(0.2, 0.1, 0.28, 0.12), 0.1),
        Word("Huê\u0301", Box(0.5, 0.1, 0.6, 0.12), 0.1),
    )
    page = Page(1, 600, 800, 100, lines=(Line(()), Line(words[:1]), Line(words)))
    text = poppler("pdftotext", compose_pdf([PdfPage(page)], META), tmp_path, "-raw").decode()
    assert "Huế" in text
    assert "(a)\\" in text
    assert "x\N{REPLACEMENT CHARACTER}" in text
    assert "\x07" not in text


def test_a_page_without_image_or_text_is_an_empty_sheet(tmp_path: Path) -> None:
    """A page that nobody could decode keeps its place, white and of its size."""
    data = compose_pdf([PdfPage(Page(1, 1240, 1754, 150, blank=True))], META)
    assert shown(data, tmp_path).min() == 255


@pytest.mark.parametrize("dpi", [1, 300, 100_000])
def test_a_page_has_a_size_that_pdf_allows(dpi: int) -> None:
    """No page is larger than 14400 points or smaller than 3, whatever resolution a file claims."""
    with pikepdf.open(io.BytesIO(compose_pdf([PdfPage(Page(1, 2480, 3508, dpi))], META))) as pdf:
        sides = [float(side) for side in pdf.pages[0].mediabox][2:]
    assert 3 <= min(sides) <= max(sides) <= 14_400
    assert sides[1] / sides[0] == pytest.approx(3508 / 2480, rel=0.01)


def test_the_same_pages_give_the_same_bytes() -> None:
    """Composing again changes nothing, so that hashes of the archive hold; another text changes them."""
    page = page_of("ccitt", 90, 1.0)
    assert compose_pdf([page], META) == compose_pdf([page], META)
    assert compose_pdf([page], META) != compose_pdf([page], replace(META, sha256="0b" * 32))


def test_the_file_says_what_it_is() -> None:
    """Title, language, archival level, the upload's hash and the types of its papers are in the metadata."""
    meta = replace(
        META,
        title='Giấy "A" & <B>',
        created=datetime(2026, 11, 21, 15, 30, tzinfo=timezone(timedelta(hours=7))),
    )
    with pikepdf.open(io.BytesIO(compose_pdf([page_of("ccitt")], meta))) as pdf:
        assert pdf.Root.Lang == "vi-VN"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo["/Title"]) == 'Giấy "A" & <B>'
        assert str(pdf.docinfo["/CreationDate"]) == "D:20261121083000+00'00'"
        xmp = pdf.open_metadata()
        assert xmp["dc:title"] == 'Giấy "A" & <B>'
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "B")
        assert xmp["xmp:CreateDate"] == "2026-11-21T08:30:00+00:00"
        assert xmp["{urn:hoso:scan:1/}sha256"] == "0a" * 32
        assert set(xmp["{urn:hoso:scan:1/}documentTypes"]) == {"birth_certificate"}


def test_pages_keep_their_numbers() -> None:
    """A paper from the middle of a scan shows the page numbers of the scan."""
    pages = [PdfPage(Page(number, 600, 800, 100)) for number in (2, 3, 7)]
    with pikepdf.open(io.BytesIO(compose_pdf(pages, META))) as pdf:
        assert [str(page.label) for page in pdf.pages] == ["2", "3", "7"]
