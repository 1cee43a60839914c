"""Small files that would be huge or endless if they were believed: refused or read, quickly either way."""

from __future__ import annotations

import struct
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pikepdf
import pytest
from PIL import Image

from hoso.pipeline.load import BrokenPage, Limits, PageImage
from hoso.pipeline.load.isolated import DecoderPool
from hoso.schemas.errors import DocumentError
from tests.unit.load.papers import add_page, drawing, encoded, image_stream, saved

Name = pikepdf.Name
WHOLE = "q 90 0 0 120 0 0 cm /Im Do Q"
LIMITS = Limits(render_seconds=5, page_seconds=15)
#: Long enough for a busy machine, and far less than any bomb takes.
_SECONDS = 30


def _pdf(content: bytes, **entries: Any) -> bytes:
    """A PDF whose page has that packed content."""
    with pikepdf.new() as pdf:
        page = add_page(pdf, None, "", **entries)
        page.obj["/Contents"] = pikepdf.Stream(pdf, zlib.compress(content, 9), Filter=Name.FlateDecode)
        return saved(pdf)


def forms_in_forms(deep: int = 12, wide: int = 8) -> bytes:
    """Forms that each paint the next one several times: wide ** deep in all."""
    with pikepdf.new() as pdf:
        inner = pdf.make_indirect(
            pikepdf.Stream(pdf, b"0 0 1 1 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        )
        for _ in range(deep):
            things = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=inner))
            outer = pikepdf.Stream(
                pdf,
                b"/F Do " * wide,
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=[0, 0, 9, 9],
                Resources=things,
            )
            inner = pdf.make_indirect(outer)
        page = add_page(pdf, None, "/F Do")
        page.obj["/Resources"]["/XObject"] = pikepdf.Dictionary(F=inner)
        return saved(pdf)


def lying_image(width: int, height: int) -> bytes:
    """An image object that claims to be that large."""
    with pikepdf.new() as pdf:
        add_page(pdf, image_stream(pdf, encoded(drawing(), "JPEG"), (width, height)), WHOLE)
        return saved(pdf)


def looping_tiff() -> bytes:
    """A TIFF whose second page is its first one again, for ever."""
    data = bytearray(encoded(drawing(), "TIFF"))
    (start,) = struct.unpack_from("<I", data, 4)
    (entries,) = struct.unpack_from("<H", data, start)
    struct.pack_into("<I", data, start + 2 + 12 * entries, start)
    return bytes(data)


def png_of(width: int, height: int) -> bytes:
    """A black-and-white PNG of that size, packed to next to nothing."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    rows = zlib.compress(bytes((1 + (width + 7) // 8) * height), 9)
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


BOMBS: dict[str, Callable[[], bytes]] = {
    "content of a gigabyte": lambda: _pdf(b"0 0 9 9 re f " * 4_000_000),
    "a million clips": lambda: _pdf(b"0 0 9 9 re W n " * 1_000_000),
    "forms in forms": forms_in_forms,
    "an image of four gigapixels": lambda: lying_image(65_500, 65_500),
    "an image of negative size": lambda: lying_image(-5, 100),
    "a page of a kilometre": lambda: _pdf(b"0 0 9 9 re f", UserUnit=100_000),
    "a looping tiff": looping_tiff,
    "a png of a gigapixel": lambda: png_of(40_000, 30_000),
    "a png of one line": lambda: png_of(100_000, 1),
    "a tiny image at 65535 dpi": lambda: encoded(Image.new("L", (8, 8)), "JPEG", dpi=(65535, 65535)),
}


@pytest.fixture(scope="module")
def pool() -> Iterator[DecoderPool]:
    """Decoding processes as they are."""
    with DecoderPool() as processes:
        yield processes


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_do_not_go_off(name: str, pool: DecoderPool) -> None:
    """Pages within the limits, or a refusal; in time, and the next file is read as ever."""
    data = BOMBS[name]()
    started = time.monotonic()
    with suppress(DocumentError):
        for page in pool.load_pages(data, LIMITS):
            assert isinstance(page, PageImage | BrokenPage)
            if isinstance(page, PageImage):
                assert page.pixels.shape[0] * page.pixels.shape[1] <= LIMITS.max_pixels

    assert time.monotonic() - started < _SECONDS
    (sound,) = pool.load_pages(encoded(drawing(), "PNG"))
    assert isinstance(sound, PageImage)
