"""Ink: where print stands on a page, as small connected marks of the size of letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

#: Long side, in pixels, of the reduced image on which a page's geometry is measured.
WORK_SIDE = 1400
#: On pages of print the two measures of the usual size lie closer together than this.
_MOSTLY_PICTURES = 1.38

#: How long the usual mark is against its narrow side: of letters, and where whole words are one mark (at most
#: 1.75 on 130 pages, at least 2 on the two whose letters ran together); and what is narrower than letters.
_LETTER_SHAPE, _RUN_TOGETHER, _NO_BAR = 1.36, 1.9, 8


@dataclass(frozen=True, slots=True)
class Ink:
    """The letter-sized marks of a reduced page image.

    `mask` is 255 where such a mark is; `letter_height` their usual size in pixels of the mask (0 when
    there are none), `letters` how many there are.
    """

    mask: Pixels
    letter_height: float
    letters: int


@dataclass(frozen=True, slots=True)
class Components:
    """The connected marks of a mask: 0 is the background.

    `labels` gives each pixel's mark, `stats` a row a mark (`cv2.CC_STAT_…`), `centres` its x and y.
    """

    labels: NDArray[np.integer]
    stats: NDArray[np.int32]
    centres: NDArray[np.float64]

    def painted(self, chosen: NDArray[np.bool_]) -> Pixels:
        """255 where a chosen mark is; the background never is one."""
        short = self.labels.dtype == np.uint16
        table = np.zeros(1 << 16 if short else len(chosen), np.uint8)
        table[1 : len(chosen)][chosen[1:]] = 255
        return np.asarray(cv2.LUT(self.labels, table) if short else table[self.labels], np.uint8)


def components(mask: Pixels) -> Components:
    """The marks of a mask, pixels that touch at a corner taken as one.

    Short labels take OpenCV less than half the time; a page of noise may have more marks than they can name.
    """
    try:
        found = cv2.connectedComponentsWithStats(mask, connectivity=8, ltype=cv2.CV_16U)
    except cv2.error:
        found = cv2.connectedComponentsWithStats(mask, connectivity=8, ltype=cv2.CV_32S)
    _, labels, stats, centres = found
    return Components(
        cast(NDArray[np.integer], labels), np.asarray(stats, np.int32), np.asarray(centres, np.float64)
    )


def to_grey(pixels: Pixels) -> Pixels:
    """The luminance of an RGB image; a grey image as it is."""
    return pixels if pixels.ndim == 2 else np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)


def resized(pixels: Pixels, scale: float) -> Pixels:
    """The image at `scale` of its size, free of moiré when smaller, smooth when larger."""
    height, width = pixels.shape[:2]
    if scale >= 1:
        larger = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
        return np.asarray(larger, np.uint8)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    while width >= 2 * size[0] and height >= 2 * size[1]:  # halves are what OpenCV reduces by fastest
        width, height = width // 2, height // 2
        even = pixels[: 2 * height, : 2 * width]
        pixels = np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    if (width, height) != size:
        pixels = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    return pixels


def reduced(pixels: Pixels, side: int = WORK_SIDE) -> tuple[Pixels, float]:
    """The image with its long side at most `side` pixels, and the scale that took."""
    scale = min(1.0, side / max(pixels.shape[:2]))
    if scale == 1.0:
        return pixels, 1.0
    return resized(pixels, scale), scale


def find_ink(grey: Pixels) -> Ink:
    """The letter-sized marks of a reduced grey page, rules, pictures, borders and dust left out."""
    span = max(15, (max(grey.shape) // 40) | 1)
    smooth = cv2.blur(grey, (span, span))
    dark = (grey.astype(np.int16) < smooth.astype(np.int16) - 18).astype(np.uint8)
    found = components(dark)
    width, height, area = (
        found.stats[:, at] for at in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA)
    )
    longest = max(grey.shape) / 25
    keep = (np.maximum(width, height) <= longest) & (np.maximum(width, height) >= 4) & (area >= 6)
    keep[0] = False
    letters = int(keep.sum())
    width, height, area = width[keep], height[keep], area[keep]
    size = _of_letters(_usual(np.maximum(width, height), area), np.minimum(width, height), area)
    return Ink(found.painted(keep), size, letters)


def _of_letters(usual: float, narrow: NDArray[np.int32], areas: NDArray[np.int32]) -> float:
    """The usual size of letters where the marks are words whose letters run together: those are much longer
    than high, and how high they are tells (bars of a code are narrower than any letter)."""
    high = _weighed_median(narrow, areas) if len(narrow) else 0.0
    return _LETTER_SHAPE * high if high >= _NO_BAR and usual > _RUN_TOGETHER * high else usual


def _usual(sizes: NDArray[np.int32], areas: NDArray[np.int32]) -> float:
    """The median size weighed by area: dotted lines are many marks but little ink.

    Where a few large marks hold most of the ink (bar codes, emblems, photos), the sizes themselves weigh.
    """
    if len(sizes) == 0:
        return 0.0
    by_ink, by_size = _weighed_median(sizes, areas), _weighed_median(sizes, sizes)
    return by_size if by_ink > _MOSTLY_PICTURES * by_size else by_ink


def _weighed_median(sizes: NDArray[np.int32], weights: NDArray[np.int32]) -> float:
    order = np.argsort(sizes)
    weight = np.cumsum(weights[order])
    return float(sizes[order][np.searchsorted(weight, weight[-1] / 2)])
