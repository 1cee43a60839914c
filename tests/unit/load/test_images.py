"""Image files become upright pixels, or an error that names what is wrong."""

from __future__ import annotations

import io
import zlib

import numpy as np
import pytest
from PIL import Image, TiffTags
from PIL.TiffImagePlugin import ImageFileDirectory_v2, TiffImageFile

from hoso.pipeline.load import DEFAULT_LIMITS, BrokenPage, Limits, PageImage, count_pages, load_pages
from hoso.schemas.errors import CorruptFile, TooLarge, TooManyPages
from tests.unit.load.papers import HEIGHT, WIDTH, difference, drawing, encoded

_DOCUMENT_NAME = 269

PICTURE = np.asarray(drawing())
GREY = np.asarray(drawing().convert("L"))

#: For each EXIF orientation: how to store the picture so that it shows as drawn.
STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def only_page(data: bytes, limits: Limits = DEFAULT_LIMITS) -> PageImage:
    """The page of a file that has just one."""
    (page,) = load_pages(data, limits)
    assert isinstance(page, PageImage)
    return page


def oriented(kind: str, orientation: int, mode: str = "RGB") -> bytes:
    """The drawing stored some way round, with the EXIF tag that tells how to show it."""
    way = STORED[orientation]
    image = drawing() if way is None else drawing().transpose(way)
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"quality": 95} if kind == "JPEG" else {"compression": "group4"} if mode == "1" else {}
    return encoded(image.convert(mode), kind, exif=exif, **options)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize("orientation", STORED)
def test_the_orientation_of_a_photo_is_applied(kind: str, orientation: int) -> None:
    """Whichever way a camera held the sensor, the pixels come as the photo shows."""
    assert difference(only_page(oriented(kind, orientation)).pixels, PICTURE) < 4


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("TIFF", "1"), ("PNG", "RGB"), ("PNG", "1")])
@pytest.mark.parametrize("orientation", STORED)
def test_the_source_knows_how_it_was_turned(kind: str, mode: str, orientation: int) -> None:
    """The source's transform takes a corner of the stored stream to where the page shows it."""
    page = only_page(oriented(kind, orientation, mode))
    assert page.source is not None
    way = STORED[orientation]
    mark = Image.new("L", (WIDTH, HEIGHT))
    mark.putpixel((WIDTH - 17, 20), 255)
    stored = np.asarray(mark if way is None else mark.transpose(way))
    y, x = np.argwhere(stored == 255)[0]
    assert page.source.transform.apply(x + 0.5, y + 0.5) == pytest.approx((WIDTH - 16.5, 20.5))


@pytest.mark.parametrize("orientation", [1, 6])
def test_black_and_white_in_strips_is_packed_anew(orientation: int) -> None:
    """PDF cannot take fax strips: they become one stream without loss, that stands as the page shows."""
    way = STORED[orientation]
    image = drawing(1200, 1600).convert("1")
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = image if way is None else image.transpose(way)
    page = only_page(encoded(stored, "TIFF", compression="group4", exif=exif))
    assert page.source is not None
    assert (page.source.kind, page.source.width, page.source.height) == ("ccitt", 1200, 1600)
    assert page.source.transform.apply(1, 2) == pytest.approx((1, 2))


def test_odd_tags_of_a_black_and_white_tiff_are_not_written_again() -> None:
    """A document's name told as a number kills libtiff when it is to write it."""
    tags = ImageFileDirectory_v2()
    tags[_DOCUMENT_NAME], tags.tagtype[_DOCUMENT_NAME] = 200, TiffTags.LONG
    flat = drawing().convert("1", dither=Image.Dither.NONE)

    (page,) = load_pages(encoded(flat, "TIFF", tiffinfo=tags), DEFAULT_LIMITS)

    assert isinstance(page, PageImage)
    assert page.source is not None
    assert page.source.kind == "ccitt"


def test_grey_stays_grey() -> None:
    """A grey or black-and-white scan is one channel, a third of the memory."""
    for data in (
        encoded(drawing().convert("L"), "JPEG"),
        encoded(drawing().convert("L"), "PNG"),
        encoded(drawing().convert("1"), "TIFF", compression="group4"),
    ):
        assert only_page(data).pixels.shape == (HEIGHT, WIDTH)


def test_cmyk_photos_keep_their_colours() -> None:
    """A CMYK JPEG, inverted as Adobe writes it, shows dark text on white paper and not the negative."""
    data = encoded(drawing().convert("CMYK"), "JPEG", quality=95)
    assert b"Adobe" in data
    assert difference(only_page(data).pixels, PICTURE) < 40
    assert only_page(data).pixels[2, 2].min() > 240
    assert only_page(data).source is None


def test_progressive_photos_are_read() -> None:
    """A progressive JPEG gives the same pixels as a plain one."""
    assert difference(only_page(encoded(drawing(), "JPEG", progressive=True, quality=95)).pixels, PICTURE) < 4


def test_deep_and_see_through_pngs_lie_on_white_paper() -> None:
    """Sixteen bits become eight, palettes become colours, and what is transparent is white."""
    deep = Image.fromarray(GREY.astype(np.uint16) * 257)
    assert difference(only_page(encoded(deep, "PNG")).pixels, GREY) < 1
    palette = only_page(encoded(drawing().quantize(16), "PNG"))
    assert difference(palette.pixels, PICTURE) < 4
    clear = drawing().convert("RGBA")
    clear.putalpha(Image.fromarray(np.where(GREY < 250, 255, 0).astype(np.uint8)))
    assert difference(only_page(encoded(clear, "PNG")).pixels, PICTURE) < 1
    hollow = Image.new("LA", (40, 60), (0, 0))
    assert only_page(encoded(hollow, "PNG")).pixels.min() == 255


@pytest.mark.parametrize("compression", ["group4", "tiff_lzw", "jpeg", "tiff_adobe_deflate", "raw"])
def test_every_page_of_a_tiff_is_read(compression: str) -> None:
    """A fax or a scanner's TIFF gives its pages in order, whatever packs them."""
    mode = "1" if compression == "group4" else "RGB"
    frames = [drawing().convert(mode), drawing(HEIGHT, WIDTH).convert(mode), drawing().convert(mode)]
    data = encoded(frames[0], "TIFF", save_all=True, append_images=frames[1:], compression=compression)
    pages = list(load_pages(data))
    assert count_pages(data) == 3
    assert [page.number for page in pages] == [1, 2, 3]
    for page, frame in zip(pages, frames, strict=True):
        assert isinstance(page, PageImage)
        assert difference(page.pixels, np.asarray(frame.convert("L" if mode == "1" else "RGB"))) < 12


def test_a_broken_frame_leaves_its_neighbours_alone() -> None:
    """In a TIFF of three, damage in the second costs the second only."""
    frames = [Image.effect_noise((120, 160), 80) for _ in range(3)]
    data = bytearray(
        encoded(frames[0], "TIFF", save_all=True, append_images=frames[1:], compression="tiff_lzw")
    )
    with Image.open(io.BytesIO(data)) as image:
        image.seek(1)
        assert isinstance(image, TiffImageFile)
        start, size = image.tag_v2[273][0], image.tag_v2[279][0]
    data[start : start + size] = b"\xff" * size
    first, second, third = load_pages(bytes(data))
    assert isinstance(first, PageImage)
    assert isinstance(second, BrokenPage)
    assert second.error.code == "corrupt_file"
    assert isinstance(third, PageImage)
    assert difference(third.pixels, np.asarray(frames[2])) < 1


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize("kept", [0.97, 0.5])
def test_a_photo_cut_short_is_damaged(kind: str, kept: float) -> None:
    """An upload that stopped half way is refused, never read as a half-grey page."""
    data = encoded(Image.effect_noise((200, 300), 90), kind)
    with pytest.raises(CorruptFile):
        list(load_pages(data[: int(len(data) * kept)]))


def test_a_giant_picture_is_refused_before_decoding() -> None:
    """A header that claims 400 megapixels is enough to refuse it, in all formats and for the count too."""
    small = Limits(max_pixels=10_000)
    for kind in ("JPEG", "PNG", "TIFF", "WEBP"):
        data = encoded(drawing(), kind)
        with pytest.raises(TooLarge):
            list(load_pages(data, small))
    png = bytearray(encoded(Image.new("1", (8, 8)), "PNG"))
    png[16:24] = (20_000).to_bytes(4) * 2
    png[29:33] = zlib.crc32(png[12:29]).to_bytes(4)
    with pytest.raises(TooLarge):
        count_pages(bytes(png))


def test_limits_of_bytes_and_pages_come_first() -> None:
    """Too many bytes or too many frames are refused before any page is decoded."""
    frames = [drawing().convert("1")] * 5
    data = encoded(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    with pytest.raises(TooLarge):
        count_pages(data, Limits(max_bytes=100))
    with pytest.raises(TooManyPages):
        next(load_pages(data, Limits(max_pages=4)))


@pytest.mark.parametrize(
    ("claimed", "believed"),
    [((300, 300), 300), ((200, 200), 200), ((72, 72), 60), ((1, 1), 60), ((9999, 9999), 60), (None, 60)],
)
def test_the_resolution_is_the_files_own_or_a_guess(claimed: tuple[int, int] | None, believed: int) -> None:
    """72 dpi and nonsense mean that nobody knew: then the long side (700 pixels) is that of A4."""
    options = {} if claimed is None else {"dpi": claimed}
    assert only_page(encoded(drawing(500, 700), "JPEG", **options)).dpi == believed


def test_fax_pages_become_square() -> None:
    """At 204 x 98 dpi the lines lie twice as close as the dots: the page is stretched to its true shape."""
    page = only_page(encoded(drawing(204, 98), "PNG", dpi=(204, 98)))
    assert page.pixels.shape[:2] == (204, 204)
    assert page.dpi == 204
    assert page.source is not None
    assert page.source.transform.apply(204, 98) == pytest.approx((204, 204))
