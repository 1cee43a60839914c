"""Image files: JPEG, PNG, TIFF (many pages), WebP, HEIC, GIF and BMP, by OpenCV where it is fastest."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from hoso.pipeline.load.decode import decode_jpeg, to_pixels, whole_jpeg
from hoso.pipeline.load.geometry import EXIF_STANDS, Stand, finish_page
from hoso.pipeline.load.guard import check_size, decoding
from hoso.pipeline.load.keep import group_4_source, jpeg_source, packed_source, png_source
from hoso.pipeline.load.model import Limits, OpenFile, PageImage, PageSource, Pixels
from hoso.pipeline.load.sniff import HEIC, sniff
from hoso.schemas.errors import CorruptFile, TooManyPages
from hoso.schemas.records import Finding

_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP")
_JPEG_FORMATS = ("JPEG", "MPO")  # several photos in one JPEG (phones): Pillow finds out by itself
_ORIENTATION = 0x0112


@contextmanager
def opened_image(data: bytes, limits: Limits) -> Iterator[OpenFile]:
    """An image file with its header read and nothing decoded."""
    with decoding():
        image = _open(data)
    with image:
        yield _ImageFile(data, image, limits)


class _ImageFile:
    """An image file; only a TIFF has more than one page, the other frames of a GIF or WebP are motion."""

    findings: tuple[Finding, ...] = ()

    def __init__(self, data: bytes, image: Image.Image, limits: Limits) -> None:
        self._data, self._image, self._limits = data, image, limits
        with decoding():
            if image.format == "TIFF":
                self.count = _count_frames(image, limits)
            else:
                check_size(*image.size, limits)
                self.count = 1

    def page(self, number: int) -> PageImage:
        """The page of that number. Errors: `DocumentError`."""
        image, limits = self._image, self._limits
        with decoding():
            if image.format == "TIFF":
                image.seek(number - 1)
            check_size(*image.size, limits)
            stand = EXIF_STANDS.get(_orientation(image), Stand())
            claimed = stand.across(_claimed_dpi(image))
            pixels, source = _decode(self._data, image, stand)
        return finish_page(number, pixels, source, claimed, limits)


def _open(data: bytes) -> Image.Image:
    if sniff(data) == HEIC:
        import pillow_heif  # only who photographs with a telephone needs it

        pillow_heif.register_heif_opener()
        return Image.open(io.BytesIO(data), formats=("HEIF",))
    return Image.open(io.BytesIO(data), formats=_FORMATS)


def _decode(data: bytes, image: Image.Image, stand: Stand) -> tuple[Pixels, PageSource | None]:
    """The pixels of the present frame as it shall stand, and its stream."""
    if image.format in _JPEG_FORMATS:
        data = whole_jpeg(data)
        raw = decode_jpeg(data)
        return stand.lay(raw), _stood(jpeg_source(data, raw) if image.mode in ("L", "RGB") else None, stand)
    if isinstance(image, TiffImageFile):
        own = _stood(group_4_source(data, image), stand)
        pixels = to_pixels(image)  # Pillow lays TIFF frames as their orientation tells
        return pixels, own or packed_source(image)
    source = png_source(data) if image.format == "PNG" else None
    return stand.lay(to_pixels(image)), _stood(source or packed_source(image), stand)


def _stood(source: PageSource | None, stand: Stand) -> PageSource | None:
    return source and replace(source, transform=stand.transform(source.width, source.height))


def _orientation(image: Image.Image) -> int:
    value = image.getexif().get(_ORIENTATION, 1)
    return value if isinstance(value, int) else 1


def _claimed_dpi(image: Image.Image) -> tuple[float, float]:
    """Both resolutions that the file claims; zero where it claims none or nonsense."""
    claimed = image.info.get("dpi", (0, 0))
    if not isinstance(claimed, tuple) or len(claimed) != 2:
        return (0.0, 0.0)
    across, down = (float(value) for value in claimed)
    return (across, down) if math.isfinite(across) and math.isfinite(down) else (0.0, 0.0)


def _count_frames(image: Image.Image, limits: Limits) -> int:
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
