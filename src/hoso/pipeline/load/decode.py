"""Encoded images as pixels: grey or RGB of eight bits, on white paper, whatever the mode in the file."""

from __future__ import annotations

import io
from typing import cast

import cv2
import numpy as np
from PIL import Image

from hoso.pipeline.load.guard import decoding
from hoso.pipeline.load.model import Pixels
from hoso.schemas.errors import CorruptFile

_END_OF_JPEG = b"\xff\xd9"
#: Bytes that would decode to something if anything was still to be decoded.
_FILLING = bytes(range(1, 128)) * 2


def decode_jpeg(data: bytes) -> Pixels:
    """A JPEG's pixels, grey or RGB, as stored; `CorruptFile` when part of the picture is missing."""
    with decoding(), _jpeg(data) as image:
        if image.mode not in ("L", "RGB"):
            return _cmyk(image) if image.mode == "CMYK" else to_pixels(image)
        flag = cv2.IMREAD_GRAYSCALE if image.mode == "L" else cv2.IMREAD_COLOR_RGB
        pixels = _decoded(data, flag)
        if pixels is None or pixels.shape[1::-1] != image.size:
            raise CorruptFile
        return pixels


def whole_jpeg(data: bytes) -> bytes:
    """The JPEG with the end mark that it lacks when its picture is complete without; else as it is.

    Some scanners and broken transfers lose the last bytes, and no more. Whether more is missing shows when
    other bytes are put in their place: a complete picture does not change.
    """
    with decoding(), _jpeg(data) as image:
        if _END_OF_JPEG in data[-1024:] or image.mode not in ("L", "RGB"):
            return data
        ended = data.removesuffix(b"\xff") + _END_OF_JPEG
        one = _decoded(ended, cv2.IMREAD_COLOR_RGB)
        other = _decoded(data.removesuffix(b"\xff") + _FILLING + _END_OF_JPEG, cv2.IMREAD_COLOR_RGB)
        return ended if one is not None and other is not None and np.array_equal(one, other) else data


def jpeg_header(data: bytes) -> tuple[int, int, str]:
    """Width, height and Pillow's mode of a JPEG, without decoding it."""
    with decoding(), _jpeg(data) as image:
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


def _jpeg(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data), formats=("JPEG",))


def _decoded(data: bytes, flag: int) -> Pixels | None:
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), flag | cv2.IMREAD_IGNORE_ORIENTATION)
    return cast("Pixels | None", pixels)


def _cmyk(image: Image.Image) -> Pixels:
    """Four inks as RGB. Pillow takes all for inverted, as Adobe writes them; only what Adobe marked is so."""
    if "adobe" in image.info:
        return to_pixels(image)
    inks = np.asarray(image, np.uint8)
    return to_pixels(Image.fromarray(255 - inks, "CMYK"))


def _flattened(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Pixels:
    """Deep grey values as eight bits; 16 bits are the usual depth."""
    peak = float(np.nanmax(values))
    scale = 1.0 if 1 < peak <= 255 else 257.0 if 255 < peak <= 65535 else max(peak, 1e-9) / 255
    return np.clip(np.nan_to_num(values) / scale, 0, 255).astype(np.uint8)
