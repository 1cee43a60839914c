"""The odder things that cameras, scanners and drivers write are read like the usual ones."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable

import cv2
import numpy as np
import pillow_heif
import pytest
from PIL import Image

from hoso.pipeline.load import DEFAULT_LIMITS, Limits, PageImage, Pixels, load_pages, sniff
from hoso.schemas.errors import CorruptFile, TooLarge
from tests.unit.load.papers import HEIGHT, WIDTH, difference, drawing, encoded

PICTURE = np.asarray(drawing())
GREY = np.asarray(drawing().convert("L"))
BITONAL = drawing().convert("1", dither=Image.Dither.NONE)


def only_page(data: bytes, limits: Limits = DEFAULT_LIMITS) -> PageImage:
    """The page of a file that has just one."""
    (page,) = load_pages(data, limits)
    assert isinstance(page, PageImage)
    return page


def opencv(kind: str, pixels: np.ndarray) -> bytes:
    """The pixels (RGB) as OpenCV writes them: it knows depths that Pillow does not."""
    done, data = cv2.imencode(kind, pixels[..., ::-1] if pixels.ndim == 3 else pixels)
    assert done
    return data.tobytes()


def heic(image: Image.Image, **options: object) -> bytes:
    """The picture as a telephone keeps it."""
    buffer = io.BytesIO()
    pillow_heif.from_pillow(image).save(buffer, quality=95, **options)
    return buffer.getvalue()


def ycck() -> bytes:
    """A four-ink JPEG in Adobe's brightness-and-colour form: each of its channels is packed by itself."""
    bright = np.asarray(Image.fromarray(255 - PICTURE).convert("YCbCr"))
    channels = np.dstack([bright, np.full_like(GREY, 255)])
    data = encoded(Image.fromarray(255 - channels, "CMYK"), "JPEG", quality=97)
    at = data.index(b"Adobe") + 11
    return data[:at] + b"\x02" + data[at + 1 :]


def without_adobe(data: bytes) -> bytes:
    """A JPEG without Adobe's mark."""
    at = data.index(b"\xff\xee")
    size = int.from_bytes(data[at + 2 : at + 4])
    return data[:at] + data[at + 2 + size :]


def tiled_tiff(tile: int = 64) -> bytes:
    """The drawing in grey as a TIFF of tiles, as large sheets are written."""
    across, down = -(-WIDTH // tile), -(-HEIGHT // tile)
    sheet = np.full((down * tile, across * tile), 255, np.uint8)
    sheet[:HEIGHT, :WIDTH] = GREY
    tiles = [
        sheet[y * tile : (y + 1) * tile, x * tile : (x + 1) * tile].tobytes()
        for y in range(down)
        for x in range(across)
    ]
    entries = 10
    table = 8 + 2 + 12 * entries + 4
    data = table + 8 * len(tiles)
    offsets = [data + number * tile * tile for number in range(len(tiles))]
    tags = [(256, 3, 1, WIDTH), (257, 3, 1, HEIGHT), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1)]
    tags += [(277, 3, 1, 1), (322, 3, 1, tile), (323, 3, 1, tile)]
    tags += [(324, 4, len(tiles), table), (325, 4, len(tiles), table + 4 * len(tiles))]
    folder = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    sizes = [tile * tile] * len(tiles)
    numbers = struct.pack(f"<{2 * len(tiles)}I", *offsets, *sizes)
    head = struct.pack("<2sHIH", b"II", 42, 8, entries)
    return head + folder + b"\0" * 4 + numbers + b"".join(tiles)


ODD: dict[str, tuple[Callable[[], bytes], Pixels]] = {
    "png of 16 bits, colour": (lambda: opencv(".png", PICTURE.astype(np.uint16) * 257), PICTURE),
    "tiff of 16 bits, colour": (lambda: opencv(".tiff", PICTURE.astype(np.uint16) * 257), PICTURE),
    "tiff of 16 bits, grey": (lambda: opencv(".tiff", GREY.astype(np.uint16) * 257), GREY),
    "bigtiff": (lambda: encoded(drawing(), "TIFF", big_tiff=True, compression="tiff_lzw"), PICTURE),
    "tiff of tiles": (tiled_tiff, GREY),
    "tiff, predicted": (
        lambda: encoded(drawing(), "TIFF", compression="tiff_lzw", tiffinfo={317: 2}),
        PICTURE,
    ),
    "tiff of four inks": (lambda: encoded(drawing().convert("CMYK"), "TIFF"), PICTURE),
    "fax, group 3": (
        lambda: encoded(BITONAL, "TIFF", compression="group3"),
        np.asarray(BITONAL) * np.uint8(255),
    ),
    "fax, white is zero": (
        lambda: encoded(BITONAL, "TIFF", compression="group4", tiffinfo={262: 0}),
        np.asarray(BITONAL) * np.uint8(255),
    ),
    "gif": (lambda: encoded(drawing(), "GIF"), PICTURE),
    "bmp": (lambda: encoded(drawing(), "BMP"), PICTURE),
    "bmp, black and white": (lambda: encoded(BITONAL, "BMP"), np.asarray(BITONAL) * np.uint8(255)),
    "jpeg of four inks": (lambda: encoded(drawing().convert("CMYK"), "JPEG", quality=95), PICTURE),
    "jpeg of brightness, colour and black": (ycck, PICTURE),
    "heic": (lambda: heic(drawing()), PICTURE),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_files_show_the_same_picture(name: str) -> None:
    """Depths, packings, inks and containers change nothing of what is seen."""
    make, shown = ODD[name]

    assert difference(only_page(make()).pixels, shown) < 6


def test_four_inks_that_adobe_did_not_mark_are_not_inverted() -> None:
    """Without Adobe's mark the inks of a JPEG stand as they are: white paper stays white."""
    inks = 255 - np.asarray(drawing().convert("CMYK"))
    plain = without_adobe(encoded(Image.fromarray(inks, "CMYK"), "JPEG", quality=95))

    assert b"Adobe" not in plain
    assert difference(only_page(plain).pixels, PICTURE) < 6


@pytest.mark.parametrize("orientation", range(1, 9))
def test_photos_of_telephones_stand_as_they_show(orientation: int) -> None:
    """A HEIC photo carries its turn by itself; what its EXIF says besides is not applied twice."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = heic(drawing(), exif=exif.tobytes())
    pillow_heif.register_heif_opener()
    with Image.open(io.BytesIO(data), formats=("HEIF",)) as judged:
        shown = np.asarray(judged.convert("RGB"))

    assert sniff(data) == "image/heic"
    assert difference(only_page(data).pixels, shown) < 4


@pytest.mark.parametrize("lost", [1, 2])
def test_a_jpeg_that_only_lacks_its_end_mark_is_whole(lost: int) -> None:
    """The last bytes of a JPEG hold nothing of the picture; the stream kept for the PDF gets them back."""
    data = encoded(drawing(), "JPEG", quality=95)
    page = only_page(data[:-lost])

    assert difference(page.pixels, PICTURE) < 4
    assert page.source is not None
    assert page.source.data == data


@pytest.mark.parametrize("lost", [8, 40, 400])
def test_a_jpeg_that_lacks_more_is_damaged(lost: int) -> None:
    """Not one square of the picture may be missing unnoticed."""
    with pytest.raises(CorruptFile):
        only_page(encoded(Image.effect_noise((200, 300), 90), "JPEG")[:-lost])


@pytest.mark.parametrize("dpi", [(1, 3), (1, 1), (100, 399), (65535, 65535)])
def test_no_claimed_resolution_blows_a_page_up(dpi: tuple[int, int]) -> None:
    """Whatever a file says of its resolution, a page never has more pixels than the limit."""
    limits = Limits(max_pixels=WIDTH * HEIGHT + 100)
    page = only_page(encoded(drawing(), "JPEG", dpi=dpi), limits)

    assert page.pixels.shape[0] * page.pixels.shape[1] <= limits.max_pixels
    assert 1 <= page.dpi <= limits.max_dpi


@pytest.mark.parametrize("kind", ["GIF", "BMP", "HEIC"])
def test_giants_are_refused_by_their_headers(kind: str) -> None:
    """The limit of pixels holds for every format, before decoding."""
    data = heic(drawing()) if kind == "HEIC" else encoded(drawing(), kind)

    with pytest.raises(TooLarge):
        only_page(data, Limits(max_pixels=10_000))
