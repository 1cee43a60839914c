"""How the pixels of a stored image come to stand on the page: turned, mirrored, stretched, cropped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

import cv2
import numpy as np

from hoso.pipeline.load.model import Limits, PageImage, PageSource, Pixels
from hoso.schemas.geometry import Transform

A4_LONG_INCHES = 11.69
#: 72 and 96 dpi are what programs write when they do not know.
_LOWEST_BELIEVABLE_DPI = 100
#: From where on the two resolutions of an image differ, and from where on they are nonsense.
_UNEVEN, _TOO_UNEVEN = 1.02, 4.0


def believable_dpi(claimed: float, width: int, height: int, limits: Limits) -> int:
    """The claimed resolution when a scanner could have meant it, else the one that makes the page A4."""
    if _LOWEST_BELIEVABLE_DPI <= claimed <= limits.max_dpi:
        return round(claimed)
    return min(limits.max_dpi, max(1, round(max(width, height) / A4_LONG_INCHES)))


@dataclass(frozen=True, slots=True)
class Stand:
    """One of the eight ways to lay an image down: mirrored left to right first, then turned clockwise."""

    turn: int = 0
    mirrored: bool = False

    def lay(self, pixels: Pixels) -> Pixels:
        """The pixels as they stand after this."""
        if self.mirrored:
            pixels = pixels[:, ::-1]
        if self.turn:
            pixels = np.rot90(pixels, -self.turn // 90)
        return np.ascontiguousarray(pixels)

    def across(self, pair: tuple[float, float]) -> tuple[float, float]:
        """Something told per direction (across, down), after this."""
        return pair[::-1] if self.turn in (90, 270) else pair

    def transform(self, width: int, height: int) -> Transform:
        """The same for the coordinates of an image of that size."""
        mirror = Transform((-1.0, 0, width, 0, 1, 0, 0, 0, 1)) if self.mirrored else Transform()
        return mirror.then(TURNS[self.turn](float(width), float(height)))


TURNS = {
    0: lambda w, h: Transform(),
    90: lambda w, h: Transform((0, -1.0, h, 1.0, 0, 0, 0, 0, 1.0)),
    180: lambda w, h: Transform((-1.0, 0, w, 0, -1.0, h, 0, 0, 1.0)),
    270: lambda w, h: Transform((0, 1.0, 0, -1.0, 0, w, 0, 0, 1.0)),
}

#: All eight of them.
STANDS = tuple(Stand(turn, mirrored) for mirrored in (False, True) for turn in (0, 90, 180, 270))

#: EXIF orientation 1 to 8.
EXIF_STANDS = {
    1: Stand(),
    2: Stand(0, mirrored=True),
    3: Stand(180),
    4: Stand(180, mirrored=True),
    5: Stand(270, mirrored=True),
    6: Stand(90),
    7: Stand(90, mirrored=True),
    8: Stand(270),
}


def finish_page(
    number: int,
    pixels: Pixels,
    source: PageSource | None,
    claimed: tuple[float, float],
    limits: Limits,
) -> PageImage:
    """The page of pixels that stand right: made square, with a believable dpi; `source` follows them."""
    even = _squared(pixels, *claimed, limits)
    height, width = even.shape[:2]
    if source is not None:
        source = replace(source, transform=source.transform.then(_stretch(pixels, even)))
    return PageImage(number, even, believable_dpi(max(claimed), width, height, limits), source)


def _squared(pixels: Pixels, dpi_x: float, dpi_y: float, limits: Limits) -> Pixels:
    """The pixels stretched to the finer resolution both ways (fax: 204 x 98 dpi), if the limit allows."""
    if min(dpi_x, dpi_y) <= 0 or not _UNEVEN < max(dpi_x, dpi_y) / min(dpi_x, dpi_y) <= _TOO_UNEVEN:
        return pixels
    finest = max(dpi_x, dpi_y)
    height, width = pixels.shape[:2]
    size = (max(1, round(width * finest / dpi_x)), max(1, round(height * finest / dpi_y)))
    if size[0] * size[1] > limits.max_pixels:
        return pixels
    return cast(Pixels, cv2.resize(pixels, size, interpolation=cv2.INTER_LINEAR))


def _stretch(before: Pixels, after: Pixels) -> Transform:
    """The map that `_squared` applied."""
    scale_x = after.shape[1] / before.shape[1]
    scale_y = after.shape[0] / before.shape[0]
    return Transform((scale_x, 0.0, 0.0, 0.0, scale_y, 0.0, 0.0, 0.0, 1.0))
