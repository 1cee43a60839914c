"""A black-and-white picture as the JBIG2 stream that scanners put into a PDF."""

from __future__ import annotations

import io
import struct

from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

_PAGE_INFORMATION, _GENERIC_REGION = 48, 38
_MMR_CODED = 1


def jbig2(image: Image.Image) -> bytes:
    """The picture (mode "1") as page information and one region; JBIG2 may pack regions as fax does."""
    width, height = image.size
    page = struct.pack(">IIIIBH", width, height, 0, 0, 0, 0)
    region = struct.pack(">IIIIBB", width, height, 0, 0, 0, _MMR_CODED) + _group_4(image)
    return _segment(0, _PAGE_INFORMATION, page) + _segment(1, _GENERIC_REGION, region)


def _segment(number: int, kind: int, body: bytes) -> bytes:
    return struct.pack(">IBBBI", number, kind, 0, 1, len(body)) + body


def _group_4(image: Image.Image) -> bytes:
    packed = io.BytesIO()
    image.save(packed, "TIFF", compression="group4", tiffinfo={278: image.height, 262: 0})
    with Image.open(packed) as single:
        assert isinstance(single, TiffImageFile)
        (start,), (size,) = single.tag_v2[273], single.tag_v2[279]
    return packed.getvalue()[start : start + size]
