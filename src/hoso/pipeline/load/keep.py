"""Streams of image files that a PDF can carry as they are, or without any loss."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from hoso.pipeline.load.model import Colour, PageSource, Pixels

_COMPRESSION, _PHOTOMETRIC, _FILL_ORDER, _ROWS_PER_STRIP = 259, 262, 266, 278
_STRIP_OFFSETS, _STRIP_COUNTS = 273, 279
_STORED_WIDTH, _STORED_HEIGHT = 256, 257
_GROUP_4 = 4
#: Every byte with its bits in reverse order, for TIFF's second fill order.
_REVERSED = bytes(int(f"{value:08b}"[::-1], 2) for value in range(256))
_PNG_HEADER = 8
_PNG_COLOURS: dict[int, Colour] = {0: "grey", 2: "rgb"}
_PNG_ANY_FILTER = 15


def jpeg_source(data: bytes, pixels: Pixels) -> PageSource:
    """A JPEG whose decoded pixels are these."""
    height, width = pixels.shape[:2]
    return PageSource("jpeg", data, width, height, 8, "grey" if pixels.ndim == 2 else "rgb")


def group_4_source(data: bytes, image: TiffImageFile) -> PageSource | None:
    """The Group 4 stream of a TIFF's present frame, when it lies in one strip."""
    tags = image.tag_v2
    offsets, counts = tags.get(_STRIP_OFFSETS, ()), tags.get(_STRIP_COUNTS, ())
    if tags.get(_COMPRESSION) != _GROUP_4 or len(offsets) != 1 or len(counts) != 1:
        return None
    stream = data[offsets[0] : offsets[0] + counts[0]]
    if tags.get(_FILL_ORDER, 1) != 1:
        stream = stream.translate(_REVERSED)
    width, height = tags[_STORED_WIDTH], tags[_STORED_HEIGHT]
    black_is_1 = tags.get(_PHOTOMETRIC) == 1
    return PageSource("ccitt", stream, width, height, 1, columns=width, black_is_1=black_is_1)


def packed_source(image: Image.Image) -> PageSource | None:
    """A black-and-white image packed anew, loss-free, as one Group 4 stream."""
    if image.mode != "1" or "transparency" in image.info:
        return None
    packed = io.BytesIO()
    bare = image.copy()  # an opened TIFF hands its tags on to what is saved, and libtiff dies of odd ones
    bare.save(packed, "TIFF", compression="group4", tiffinfo={_ROWS_PER_STRIP: image.height})
    with Image.open(packed, formats=("TIFF",)) as single:
        return group_4_source(packed.getvalue(), single) if isinstance(single, TiffImageFile) else None


def png_source(data: bytes) -> PageSource | None:
    """A PNG's own stream when PDF can read it: grey or RGB of 8 bits, no transparency, not interlaced."""
    chunks = list(_png_chunks(data))
    names = {name for name, _ in chunks}
    if not chunks or chunks[0][0] != b"IHDR" or b"tRNS" in names:
        return None
    width, height, bits, colour_type, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    colour = _PNG_COLOURS.get(colour_type)
    if colour is None or bits != 8 or interlaced:
        return None
    stream = b"".join(body for name, body in chunks if name == b"IDAT")
    return PageSource("flate", stream, width, height, bits, colour, columns=width, predictor=_PNG_ANY_FILTER)


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = _PNG_HEADER
    while position + 8 <= len(data):
        length, name = struct.unpack_from(">I4s", data, position)
        yield name, data[position + 8 : position + 8 + length]
        position += 12 + length
