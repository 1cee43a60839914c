"""PDF pages: one image is lifted out untouched, anything else is drawn; locks and damage are told apart."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
import zlib
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from hoso.pipeline.load import BrokenPage, Limits, PageImage, Pixels, count_pages, load_pages
from hoso.schemas.errors import (
    CorruptFile,
    EncryptedFile,
    MissingProgram,
    NoReadablePage,
    TooLarge,
    TooManyPages,
)
from tests.unit.load.papers import (
    HEIGHT,
    WIDTH,
    add_page,
    difference,
    drawing,
    encoded,
    image_stream,
    saved,
    scan_pdf,
)

PICTURE = np.asarray(drawing())
JPEG = encoded(drawing(), "JPEG", quality=95)
UPRIGHT = "q 90 0 0 120 0 0 cm /Im Do Q"

#: Every way to lay the image down so that it fills its page, and the page's size.
LAID = {
    "upright": ("90 0 0 120 0 0", (0, 0, 90, 120)),
    "upside down": ("-90 0 0 -120 90 120", (0, 0, 90, 120)),
    "mirrored": ("-90 0 0 120 90 0", (0, 0, 90, 120)),
    "flipped": ("90 0 0 -120 0 120", (0, 0, 90, 120)),
    "clockwise": ("0 -90 120 0 0 90", (0, 0, 120, 90)),
    "counter-clockwise": ("0 90 -120 0 120 0", (0, 0, 120, 90)),
    "transposed": ("0 90 120 0 0 0", (0, 0, 120, 90)),
    "transverse": ("0 -90 -120 0 120 90", (0, 0, 120, 90)),
}


def jpeg_pdf(content: str = UPRIGHT, box: tuple[float, ...] = (0, 0, 90, 120), **entries: object) -> bytes:
    """A PDF of one page that shows the drawing's JPEG by this content."""
    with pikepdf.new() as pdf:
        add_page(pdf, image_stream(pdf, JPEG, (WIDTH, HEIGHT)), content, box, **entries)
        return saved(pdf)


def only_page(data: bytes, limits: Limits | None = None) -> PageImage:
    """The page of a file that has just one."""
    (page,) = load_pages(data, limits or Limits())
    assert isinstance(page, PageImage)
    return page


def drawn(data: bytes, folder: Path, dpi: int = 96) -> Pixels:
    """What poppler shows of the first page: the judge of how an image stands."""
    path = folder / "judge.pdf"
    path.write_bytes(data)
    command = [
        "pdftoppm",
        "-cropbox",
        "-singlefile",
        "-png",
        "-r",
        str(dpi),
        str(path),
        str(folder / "judge"),
    ]
    subprocess.run(command, check=True, timeout=30)
    with Image.open(folder / "judge.png") as image:
        return np.asarray(image.convert("RGB"))


@pytest.mark.parametrize("rotate", [0, 90, 180, 270, -90])
@pytest.mark.parametrize("laid", LAID)
def test_an_image_page_stands_as_a_viewer_shows_it(laid: str, rotate: int, tmp_path: Path) -> None:
    """However image and page are turned, its own pixels come as poppler shows them."""
    matrix, box = LAID[laid]
    data = jpeg_pdf(f"q {matrix} cm /Im Do Q", box, Rotate=rotate)
    page = only_page(data)
    height, width = page.pixels.shape[:2]
    assert {width, height} == {WIDTH, HEIGHT}
    assert difference(page.pixels, drawn(data, tmp_path)) < 4
    assert page.source is not None
    assert page.source.data == JPEG
    x, y = page.source.transform.apply(WIDTH - 17.5, 20.5)  # in the red spot
    assert page.pixels[int(y), int(x)][0] > 180
    assert page.pixels[int(y), int(x)][2] < 60


def test_a_crop_box_crops(tmp_path: Path) -> None:
    """Only what the crop box shows is read, and the source knows that it was cropped."""
    data = jpeg_pdf(CropBox=[9, 30, 81, 117])
    page = only_page(data)
    height, width = page.pixels.shape[:2]
    assert (width, height) == (96, 116)
    assert difference(page.pixels, drawn(data, tmp_path)) < 6
    assert page.source is not None
    assert page.source.transform.apply(12, 4) == pytest.approx((0, 0), abs=0.6)


def test_the_page_size_tells_the_resolution() -> None:
    """120 pixels across 28.8 points are 300 dpi; a unit of 2.5 points makes them 120 dpi."""
    content = "q 28.8 0 0 38.4 0 0 cm /Im Do Q"
    assert only_page(jpeg_pdf(content, (0, 0, 28.8, 38.4))).dpi == 300
    assert only_page(jpeg_pdf(content, (0, 0, 28.8, 38.4), UserUnit=2.5)).dpi == 120


def test_unseen_text_does_not_make_a_page_be_drawn() -> None:
    """A scan that was read before, with its invisible text and a clip, still gives its own pixels."""
    content = "q 0 0 90 120 re W n 90 0 0 120 0 0 cm /Im Do Q BT 3 Tr 1 0 0 1 9 9 Tm <41> Tj ET"
    assert only_page(jpeg_pdf(content)).source is not None


def test_a_sloppy_page_is_drawn_as_long_as_poppler_is_content() -> None:
    """A graphics state that is nowhere defined is common and harmless; an image that is nowhere is a loss."""
    assert only_page(jpeg_pdf("/Gs1 gs " + UPRIGHT)).dpi == 300
    with pytest.raises(CorruptFile):
        only_page(jpeg_pdf("q 90 0 0 120 0 0 cm /Gone Do Q"))


@pytest.mark.parametrize(
    "content",
    [
        UPRIGHT + " BT /F1 9 Tf 9 60 Td (A) Tj ET",
        UPRIGHT + " 0 0 20 20 re f",
        "q 60 0 0 80 15 20 cm /Im Do Q",
        "q 60 0 0 120 0 0 cm /Im Do Q q 60 0 0 120 30 0 cm /Im Do Q",
        "q 20 20 30 30 re W n 90 0 0 120 0 0 cm /Im Do Q",
        "q 88 6 -6 118 3 0 cm /Im Do Q",
    ],
    ids=["text", "box", "margin", "two images", "clip", "slanted"],
)
def test_a_page_with_more_than_its_image_is_drawn(content: str) -> None:
    """Visible text, shapes, margins, a second image, a clip or a slant: all of the page must be seen."""
    page = only_page(jpeg_pdf(content))
    assert page.source is None
    assert page.dpi == 300
    assert page.pixels.shape == (500, 375, 3)


@pytest.mark.parametrize(
    "facts",
    [
        {"SMask": True},
        {"Decode": [1, 0, 1, 0, 1, 0]},
        {"ColorSpace": [pikepdf.Name.Indexed, pikepdf.Name.DeviceRGB, 1, b"\0\0\0\xff\xff\xff"]},
        {"Width": WIDTH - 8},
    ],
    ids=["mask", "decode", "palette", "wrong size"],
)
def test_an_odd_image_is_drawn(facts: dict[str, object], tmp_path: Path) -> None:
    """Masks, decode arrays, palettes and lies about the size are left to the program that knows them all."""
    with pikepdf.new() as pdf:
        if "SMask" in facts:
            grey = {"ColorSpace": pikepdf.Name.DeviceGray, "Filter": pikepdf.Name.FlateDecode}
            facts = {
                "SMask": pdf.make_indirect(image_stream(pdf, zlib.compress(b"\x80" * 4), (2, 2), **grey))
            }
        add_page(pdf, image_stream(pdf, JPEG, (WIDTH, HEIGHT), **facts), UPRIGHT)
        data = saved(pdf)
    page = only_page(data)
    assert page.source is None
    assert difference(page.pixels, drawn(data, tmp_path, 300)) < 1


def bitonal_pdf(kind: str, **facts: object) -> bytes:
    """A PDF of the drawing in black and white, packed that way."""
    image = drawing().convert("1", dither=Image.Dither.NONE)
    with pikepdf.new() as pdf:
        if kind == "ccitt":
            packed = encoded(image, "TIFF", compression="group4")
            with Image.open(io.BytesIO(packed)) as single:
                assert isinstance(single, TiffImageFile)
                start, size = single.tag_v2[273][0], single.tag_v2[279][0]
            raw, name = packed[start : start + size], pikepdf.Name.CCITTFaxDecode
            facts = {
                "DecodeParms": pikepdf.Dictionary(K=-1, Columns=WIDTH, Rows=HEIGHT, BlackIs1=True)
            } | facts
        else:
            raw, name = zlib.compress(image.tobytes()), pikepdf.Name.FlateDecode
        entries = {"ColorSpace": pikepdf.Name.DeviceGray, "BitsPerComponent": 1, "Filter": name} | facts
        add_page(pdf, image_stream(pdf, raw, (WIDTH, HEIGHT), **entries), UPRIGHT)
        return saved(pdf)


@pytest.mark.parametrize("kind", ["ccitt", "flate"])
@pytest.mark.parametrize(
    "facts", [{}, {"Decode": [1, 0]}, {"Decode": [0, 1]}], ids=["plain", "inverted", "same"]
)
def test_black_and_white_scans_keep_their_shades(kind: str, facts: dict[str, object], tmp_path: Path) -> None:
    """Fax and flate images, inverted or not, come out as poppler shows them, with their stream."""
    data = bitonal_pdf(kind, **facts)
    page = only_page(data)
    assert page.pixels.shape == (HEIGHT, WIDTH)
    assert difference(page.pixels, drawn(data, tmp_path)) < 4
    assert page.source is not None
    assert (page.source.kind, page.source.inverted) == (kind, facts.get("Decode") == [1, 0])


def test_a_stencil_is_drawn(tmp_path: Path) -> None:
    """An image mask has no colours of its own: it is drawn."""
    with pikepdf.new() as pdf:
        raw = zlib.compress(drawing().convert("1", dither=Image.Dither.NONE).tobytes())
        stencil = image_stream(pdf, raw, (WIDTH, HEIGHT), ImageMask=True, Filter=pikepdf.Name.FlateDecode)
        del stencil["/ColorSpace"]
        stencil["/BitsPerComponent"] = 1
        add_page(pdf, stencil, UPRIGHT)
        data = saved(pdf)
    page = only_page(data)
    assert page.source is None
    assert difference(page.pixels, drawn(data, tmp_path, 300)) < 1


def test_a_lossless_colour_image_is_lifted() -> None:
    """Flate-packed colour scans come out exactly, and grey ones stay one channel."""
    with pikepdf.new() as pdf:
        for mode, space in (("RGB", pikepdf.Name.DeviceRGB), ("L", pikepdf.Name.DeviceGray)):
            raw = zlib.compress(drawing().convert(mode).tobytes())
            facts = {"ColorSpace": space, "Filter": pikepdf.Name.FlateDecode}
            add_page(pdf, image_stream(pdf, raw, (WIDTH, HEIGHT), **facts), UPRIGHT)
        colour, grey = load_pages(saved(pdf))
    assert isinstance(colour, PageImage)
    assert isinstance(grey, PageImage)
    assert np.array_equal(colour.pixels, PICTURE)
    assert np.array_equal(grey.pixels, np.asarray(drawing().convert("L")))


def test_a_tiny_sharp_image_does_not_blow_the_page_up() -> None:
    """A stamp at thousands of dpi on an A4 page leaves the page at the usual resolution."""
    page = only_page(jpeg_pdf("q 2 0 0 3 100 100 cm /Im Do Q", (0, 0, 595, 842)))
    assert page.pixels.shape == (3509, 2480, 3)
    assert page.dpi == 300


def test_a_huge_sheet_is_drawn_smaller() -> None:
    """A plan of two by three metres is read at a lower resolution, within the limit of pixels."""
    limits = Limits(max_render_pixels=500_000)
    page = only_page(jpeg_pdf("q 9 0 0 9 0 0 cm /Im Do Q", (0, 0, 5670, 8505)), limits)
    height, width = page.pixels.shape[:2]
    assert 400_000 < height * width <= 502_000
    assert page.dpi == 7


def test_a_giant_image_is_refused_before_decoding() -> None:
    """400 megapixels in a page's dictionary are enough to refuse the page; its neighbours are read."""
    with pikepdf.new() as pdf:
        for size in ((WIDTH, HEIGHT), (20_000, 20_000)):
            add_page(pdf, image_stream(pdf, JPEG, size), UPRIGHT)
        first, second = load_pages(saved(pdf))
    assert isinstance(first, PageImage)
    assert isinstance(second, BrokenPage)
    assert isinstance(second.error, TooLarge)


def test_a_password_is_told_and_an_owners_lock_is_not_in_the_way() -> None:
    """A PDF that needs a password is refused as such; one that only forbids changes is read."""
    with pytest.raises(EncryptedFile):
        count_pages(scan_pdf(encryption=pikepdf.Encryption(user="1234", owner="x")))
    with pytest.raises(EncryptedFile):
        list(load_pages(scan_pdf(encryption=pikepdf.Encryption(user="1234", owner="x"))))
    locked = scan_pdf(encryption=pikepdf.Encryption(user="", owner="x"))
    assert count_pages(locked) == 1
    assert difference(only_page(locked).pixels, PICTURE) < 4


def test_no_pages_and_too_many_pages_are_told() -> None:
    """An empty PDF has no readable page; one over the limit is refused before any decoding."""
    with pikepdf.new() as pdf, pytest.raises(NoReadablePage):
        count_pages(saved(pdf))
    with pytest.raises(TooManyPages):
        next(load_pages(scan_pdf(4), Limits(max_pages=3)))
    assert count_pages(scan_pdf(4)) == 4


def test_what_qpdf_can_repair_is_read() -> None:
    """A lost cross-reference table, as after a bad transfer, costs nothing."""
    data = scan_pdf(2)
    pages = list(load_pages(data[: data.rindex(b"startxref") - 40]))
    assert [difference(page.pixels, PICTURE) < 4 for page in pages if isinstance(page, PageImage)] == [
        True
    ] * 2


def test_a_header_alone_is_damaged() -> None:
    """Bytes that only begin like a PDF are a damaged file."""
    with pytest.raises((CorruptFile, NoReadablePage)):
        list(load_pages(b"%PDF-1.7\n" + b"noise" * 100))


def test_a_broken_page_leaves_its_neighbours_alone() -> None:
    """A cut JPEG on one page gives a broken page in its place; alone in its file it is an error."""
    with pikepdf.new() as pdf:
        for data in (JPEG, JPEG[: len(JPEG) // 2], JPEG):
            add_page(pdf, image_stream(pdf, data, (WIDTH, HEIGHT)), UPRIGHT)
        first, second, third = load_pages(saved(pdf))
    assert isinstance(first, PageImage)
    assert isinstance(second, BrokenPage)
    assert (second.number, second.error.code) == (2, "corrupt_file")
    assert isinstance(third, PageImage)
    with pikepdf.new() as pdf:
        add_page(pdf, image_stream(pdf, JPEG[:400], (WIDTH, HEIGHT)), UPRIGHT)
        alone = saved(pdf)
    with pytest.raises(CorruptFile):
        list(load_pages(alone))


def test_pages_are_drawn_without_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of an upload lies on a disk while its pages are drawn, and none of its memory stays open."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    descriptors = len(list(Path("/proc/self/fd").iterdir()))
    with pikepdf.new() as pdf:
        for _ in range(3):
            add_page(pdf, None, "0 0 20 20 re f")
        pages = load_pages(saved(pdf))
    next(pages)
    assert list(tmp_path.iterdir()) == []
    pages.close()
    assert len(list(Path("/proc/self/fd").iterdir())) == descriptors


def test_a_missing_pdftoppm_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without poppler a page that must be drawn says which program is missing; others are still read."""
    monkeypatch.setenv("PATH", "/nowhere")
    assert shutil.which("pdftoppm") is None
    assert only_page(scan_pdf()).source is not None
    with pytest.raises(MissingProgram, match="pdftoppm"):
        list(load_pages(jpeg_pdf(UPRIGHT + " 0 0 9 9 re f")))
