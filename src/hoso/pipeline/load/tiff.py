"""TIFF: counting its pages safely, and lifting out a fax stream that PDF can carry as it is."""

from __future__ import annotations

from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from hoso.pipeline.load.model import Limits, PageSource
from hoso.schemas.errors import CorruptFile, TooManyPages

_COMPRESSION, _PHOTOMETRIC, _FILL_ORDER = 259, 262, 266
_STRIP_OFFSETS, _STRIP_COUNTS = 273, 279
_STORED_WIDTH, _STORED_HEIGHT = 256, 257
_GROUP_4 = 4
#: Every byte with its bits in reverse order, for fill order 2.
_REVERSED = bytes(int(f"{value:08b}"[::-1], 2) for value in range(256))


def count_frames(image: Image.Image, limits: Limits) -> int:
    """How many frames the TIFF has; never walks further than the limit, the chain may be a trap."""
    count = 0
    try:
        while count <= limits.max_pages:
            image.seek(count)
            count += 1
    except (EOFError, OSError, SyntaxError, ValueError, TypeError, LookupError, RuntimeError):
        if not count:
            raise CorruptFile from None
        return count  # the chain ends here, or is broken from here on
    raise TooManyPages


def ccitt_source(data: bytes, image: Image.Image) -> PageSource | None:
    """The Group 4 stream of the present frame when it lies in one strip, else nothing."""
    tags = image.tag_v2 if isinstance(image, TiffImageFile) else {}
    offsets, counts = tags.get(_STRIP_OFFSETS), tags.get(_STRIP_COUNTS)
    if tags.get(_COMPRESSION) != _GROUP_4 or image.mode != "1":
        return None
    if not isinstance(offsets, tuple) or not isinstance(counts, tuple) or len(offsets) + len(counts) != 2:
        return None
    stream = data[offsets[0] : offsets[0] + counts[0]]
    if tags.get(_FILL_ORDER, 1) == 2:  # as the standard numbers it
        stream = stream.translate(_REVERSED)
    width, height = tags[_STORED_WIDTH], tags[_STORED_HEIGHT]
    black_is_1 = tags.get(_PHOTOMETRIC) == 1
    return PageSource("ccitt", stream, width, height, 1, columns=width, k=-1, black_is_1=black_is_1)
