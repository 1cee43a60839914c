"""Image files: JPEG, PNG, TIFF (many pages) and WebP, by OpenCV where it is fastest, else by Pillow."""

from __future__ import annotations

import io
import math
from collections.abc import Generator
from dataclasses import replace
from typing import cast

import cv2
import numpy as np
from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from hoso.pipeline.load.geometry import EXIF_STANDS, Stand, finish_page
from hoso.pipeline.load.guard import check_size, decoding
from hoso.pipeline.load.keep import group_4_source, jpeg_source, packed_source, png_source
from hoso.pipeline.load.model import BrokenPage, Limits, PageImage, PageSource, Pixels
from hoso.schemas.errors import CorruptFile, DocumentError, TooManyPages

_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP")
_JPEG_FORMATS = ("JPEG", "MPO")  # several photos in one JPEG (phones): Pillow finds out by itself
_ORIENTATION = 0x0112


def count_image_pages(data: bytes, limits: Limits) -> int:
    """How many pages an image file has: one, unless it is a TIFF."""
    with decoding(), _open(data) as image:
        if image.format == "TIFF":
            return _count_frames(image, limits)
        check_size(*image.size, limits)
        return 1


def load_image_pages(data: bytes, limits: Limits) -> Generator[PageImage | BrokenPage, None, None]:
    """The pages of an image file; a broken one among several gives a `BrokenPage`."""
    count = count_image_pages(data, limits)
    with decoding():
        image = _open(data)
    with image:
        for number in range(1, count + 1):
            try:
                page = _load_frame(data, image, number, limits)
            except DocumentError as error:
                if count == 1:
                    raise
                yield BrokenPage(number, error)
            else:
                yield page


def decode_jpeg(data: bytes) -> Pixels:
    """A JPEG's pixels, grey or RGB, as stored; `CorruptFile` when it is cut short."""
    with decoding(), _open(data) as image:
        if image.mode not in ("L", "RGB"):
            return to_pixels(image)
        flag = cv2.IMREAD_GRAYSCALE if image.mode == "L" else cv2.IMREAD_COLOR_RGB
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), flag | cv2.IMREAD_IGNORE_ORIENTATION)
        if pixels is None or pixels.shape[1::-1] != image.size:
            raise CorruptFile
        return cast(Pixels, pixels)


def jpeg_header(data: bytes) -> tuple[int, int, str]:
    """Width, height and Pillow's mode of a JPEG, without decoding it."""
    with decoding(), Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
        return (*image.size, image.mode)


def to_pixels(image: Image.Image) -> Pixels:
    """A Pillow image of any mode as grey or RGB on white paper."""
    if image.mode.startswith("I;16"):
        return (np.asarray(image) >> 8).astype(np.uint8)
    if image.mode in ("I", "F"):
        return _flattened(np.asarray(image, np.float64))
    if image.mode in ("LA", "PA", "La", "RGBA", "RGBa") or "transparency" in image.info:
        rgba = image.convert("RGBA")
        paper = Image.new("RGBA", rgba.size, "white")
        image = Image.alpha_composite(paper, rgba).convert("L" if image.mode in ("L", "LA", "1") else "RGB")
    if image.mode not in ("L", "RGB"):
        image = image.convert("L" if image.mode == "1" else "RGB")
    return np.asarray(image, np.uint8)


def _flattened(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Pixels:
    """Deep grey values as eight bits; 16 bits are the usual depth."""
    peak = float(np.nanmax(values))
    scale = 1.0 if 1 < peak <= 255 else 257.0 if 255 < peak <= 65535 else max(peak, 1e-9) / 255
    return np.clip(np.nan_to_num(values) / scale, 0, 255).astype(np.uint8)


def _open(data: bytes) -> Image.Image:
    """The image with its header read and nothing decoded."""
    return Image.open(io.BytesIO(data), formats=_FORMATS)


def _load_frame(data: bytes, image: Image.Image, number: int, limits: Limits) -> PageImage:
    with decoding():
        if image.format == "TIFF":
            image.seek(number - 1)
        check_size(*image.size, limits)
        stand = EXIF_STANDS.get(_orientation(image), Stand())
        claimed = stand.across(_claimed_dpi(image))
        pixels, source = _decode(data, image, stand)
    return finish_page(number, pixels, source, claimed, limits)


def _decode(data: bytes, image: Image.Image, stand: Stand) -> tuple[Pixels, PageSource | None]:
    """The pixels of the present frame as it shall stand, and its stream."""
    if image.format in _JPEG_FORMATS:
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
