"""Damaged and malicious files: valid ones of every format, changed at random but the same with every seed."""

from __future__ import annotations

import io
import random
import re
import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import pikepdf
import pillow_heif
from PIL import Image

from hoso.pipeline.load import Limits
from tests.jbig2 import jbig2
from tests.signed import signed
from tests.typeset import born_pdf
from tests.unit.load.papers import add_page, drawing, encoded, image_stream, saved, scan_pdf

#: Small pages, little time: damage shows at any size.
LIMITS = Limits(
    max_pages=20,
    max_pixels=4_000_000,
    max_render_pixels=200_000,
    render_dpi=60,
    render_seconds=10,
    page_seconds=20,
    max_memory=2 * 1024**3,
)
#: Figures that make a decoder reckon wrongly.
_FIGURES = (
    b"0",
    b"-1",
    b"65535",
    b"65536",
    b"2147483647",
    b"4294967296",
    b"99999999999",
    b"1e38",
    b"0.0000001",
)
_WORDS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)
_LONGEST_PIECE = 200


@lru_cache(maxsize=1)
def files() -> dict[str, bytes]:
    """One small valid file of each kind."""
    image, flat = drawing(96, 128), drawing(96, 128).convert("1", dither=Image.Dither.NONE)
    other = image.transpose(Image.Transpose.ROTATE_180)
    heic = io.BytesIO()
    pillow_heif.from_pillow(image).save(heic, quality=60)
    several = {"save_all": True, "append_images": [other, image]}
    return {
        "jpeg": encoded(image, "JPEG"),
        "jpeg progressive": encoded(image, "JPEG", progressive=True, dpi=(300, 300)),
        "jpeg grey": encoded(image.convert("L"), "JPEG"),
        "jpeg four inks": encoded(image.convert("CMYK"), "JPEG"),
        "png": encoded(image, "PNG"),
        "png palette": encoded(image.quantize(16), "PNG"),
        "png deep": encoded(Image.fromarray(np.asarray(image.convert("L")).astype(np.uint16) * 257), "PNG"),
        "png alpha": encoded(image.convert("RGBA"), "PNG"),
        "tiff fax": encoded(flat, "TIFF", compression="group4", save_all=True, append_images=[flat]),
        "tiff lzw": encoded(image, "TIFF", compression="tiff_lzw", **several),
        "tiff jpeg": encoded(image, "TIFF", compression="jpeg"),
        "tiff deflate": encoded(image, "TIFF", compression="tiff_adobe_deflate"),
        "tiff big": encoded(image, "TIFF", big_tiff=True),
        "webp": encoded(image, "WEBP"),
        "webp exact": encoded(image, "WEBP", lossless=True),
        "heic": heic.getvalue(),
        "gif": encoded(image, "GIF"),
        "bmp": encoded(image, "BMP"),
    } | _pdfs(image, flat)


def _pdfs(image: Image.Image, flat: Image.Image) -> dict[str, bytes]:
    white = {"ColorSpace": pikepdf.Name.DeviceGray, "BitsPerComponent": 1}
    packed: dict[str, tuple[bytes, dict[str, Any]]] = {
        "pdf flate": (zlib.compress(image.tobytes()), {"Filter": pikepdf.Name.FlateDecode}),
        "pdf jbig2": (jbig2(flat), white | {"Filter": pikepdf.Name.JBIG2Decode}),
        "pdf jpeg 2000": (encoded(image, "JPEG2000"), {"Filter": pikepdf.Name.JPXDecode}),
        "pdf bits": (zlib.compress(flat.tobytes()), white | {"Filter": pikepdf.Name.FlateDecode}),
    }
    made = {}
    for name, (data, facts) in packed.items():
        with pikepdf.new() as pdf:
            add_page(pdf, image_stream(pdf, data, image.size, **facts), "q 90 0 0 120 0 0 cm /Im Do Q")
            made[name] = saved(pdf)
    streams = pikepdf.ObjectStreamMode.generate
    return made | {
        "pdf scan": scan_pdf(2),
        "pdf packed": scan_pdf(3, object_stream_mode=streams),
        "pdf locked": scan_pdf(encryption=pikepdf.Encryption(user="", owner="x")),
        "pdf text": born_pdf(),
        "pdf signed": signed(scan_pdf()),
    }


def mutants(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of so many damaged files, each kind as often as the others."""
    kinds = list(files().items())
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        name, data = kinds[number % len(kinds)]
        changed = bytearray(data)
        for _ in range(chance.choice((1, 1, 2, 4, 16))):
            if changed:
                chance.choice(_WAYS)(changed, chance)
        yield f"{name} {seed}/{number}", bytes(changed) or b"\0"


def _flip(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 8, 64))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(1, len(data) + 1) :]


def _swap(data: bytearray, chance: random.Random) -> None:
    size = chance.randrange(1, max(2, min(_LONGEST_PIECE, len(data) // 2)))
    one, other = sorted(chance.randrange(len(data)) for _ in range(2))
    data[one : one + size], data[other : other + size] = data[other : other + size], data[one : one + size]


def _repeat(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    data[at:at] = data[at : at + chance.randrange(1, _LONGEST_PIECE)] * chance.choice((1, 2, 20))


def _lose(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    del data[at : at + chance.randrange(1, _LONGEST_PIECE)]


def _fill(data: bytearray, chance: random.Random) -> None:
    at, size = chance.randrange(len(data)), chance.randrange(1, _LONGEST_PIECE)
    data[at : at + size] = bytes([chance.choice((0, 255, chance.randrange(256)))]) * size


def _word(data: bytearray, chance: random.Random) -> None:
    """A number of two or four bytes near the head, where sizes stand."""
    size = chance.choice((2, 4))
    number = (chance.choice(_WORDS) % 256**size).to_bytes(size)
    at = chance.randrange(min(len(data), chance.choice((64, 400, len(data)))))
    data[at : at + size] = number[:: chance.choice((1, -1))]


def _figure(data: bytearray, chance: random.Random) -> None:
    """A figure in figures, as PDFs write them."""
    found = list(re.finditer(rb"(?<=[ \[])\d+", data))
    if found:
        figure = chance.choice(found)
        data[figure.start() : figure.end()] = chance.choice(_FIGURES)


def _graft(data: bytearray, chance: random.Random) -> None:
    """A piece of a file of another kind."""
    other = chance.choice(list(files().values()))
    start = chance.randrange(len(other))
    at = chance.randrange(len(data))
    data[at : at + _LONGEST_PIECE] = other[start : start + _LONGEST_PIECE]


_WAYS: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _flip, _flip, _cut, _swap, _repeat, _lose, _fill, _word, _word, _figure, _figure, _graft,
)  # fmt: skip
