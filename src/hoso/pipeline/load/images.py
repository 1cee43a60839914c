"""Image files: JPEG, PNG, TIFF (many pages) and WebP, by OpenCV where it is fastest, else by Pillow."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from dataclasses import replace
from typing import cast

import cv2
import numpy as np
from PIL import Image

from hoso.pipeline.load.geometry import EXIF_STANDS, Stand, finish_page
from hoso.pipeline.load.guard import check_size, decoding
from hoso.pipeline.load.model import BrokenPage, Limits, PageImage, PageSource, Pixels
from hoso.pipeline.load.tiff import ccitt_source, count_frames
from hoso.schemas.errors import CorruptFile, DocumentError

_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP")
_JPEG_FORMATS = ("JPEG", "MPO")  # several photos in one JPEG (phones): Pillow finds out by itself
_ORIENTATION = 0x0112


def count_image_pages(data: bytes, limits: Limits) -> int:
    """How many pages an image file has: one, unless it is a TIFF."""
    with decoding(), _open(data) as image:
        if image.format == "TIFF":
            return count_frames(image, limits)
        check_size(*image.size, limits)
        return 1


def load_image_pages(data: bytes, limits: Limits) -> Iterator[PageImage | BrokenPage]:
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


def jpeg_source(data: bytes, pixels: Pixels) -> PageSource:
    """The JPEG as it can be placed in a PDF; `pixels` are its own."""
    height, width = pixels.shape[:2]
    return PageSource("jpeg", data, width, height, 8, "grey" if pixels.ndim == 2 else "rgb")


def _load_frame(data: bytes, image: Image.Image, number: int, limits: Limits) -> PageImage:
    with decoding():
        if image.format == "TIFF":
            image.seek(number - 1)
        check_size(*image.size, limits)
        stand = EXIF_STANDS.get(_orientation(image), Stand())
        claimed = stand.across(_claimed_dpi(image))
        if image.format == "TIFF":
            source = ccitt_source(data, image)
            pixels = to_pixels(image)  # Pillow lays TIFF frames as their orientation tells
        elif image.format in _JPEG_FORMATS:
            raw = decode_jpeg(data)
            source = jpeg_source(data, raw) if image.mode in ("L", "RGB") else None
            pixels = stand.lay(raw)
        else:
            source = None
            pixels = stand.lay(to_pixels(image))
    if source is not None:
        source = replace(source, transform=stand.transform(source.width, source.height))
    return finish_page(number, pixels, source, claimed, limits)


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
