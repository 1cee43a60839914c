"""Strips: a text line cut from the page and brought to the one size that the line reader knows."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from hoso.pipeline.prepare.ink import Pixels
from hoso.pipeline.reader.measure import Setting

#: Rows of a strip, pixels of its em, the row of its baseline: marks above capitals and tails have room.
HEIGHT, EM, BASELINE = 40, 27.0, 30.0
#: White on both sides of the text, in pixels of the strip.
MARGIN = 8
#: Of the margins so much may still show ink of the text: boxes of words are not exact.
_OWN = 4
#: A strip is no longer than this; longer lines are shrunk.
LONGEST = 2800
#: Below this scale the page is smoothed first.
_SHRUNK = 0.7


@dataclass(frozen=True, slots=True)
class Strip:
    """A line's picture (uint8, `HEIGHT` rows, dark on white) and how its columns lie on the page image."""

    image: Pixels
    left: float
    scale: float

    def on_page(self, column: float) -> float:
        """The page image's column at that column of the strip."""
        return self.left + column / self.scale


def cut_strip(page: Pixels, setting: Setting, left: float, right: float) -> Strip:
    """The strip of the line set so between two columns of `page` (grey, dark on white)."""
    scale = min(EM / setting.em, (LONGEST - 2 * MARGIN) / max(1.0, right - left))
    width = max(4 * MARGIN, -(-round((right - left) * scale + 2 * MARGIN) // 4) * 4)
    start = left - MARGIN / scale
    image = _resampled(page, setting, start, scale, width)
    # What stands beyond the text by more than a narrow space is a neighbour's.
    image[:, : MARGIN - _OWN] = 255
    image[:, MARGIN + round((right - left) * scale) + _OWN :] = 255
    return Strip(image, start, scale)


def _resampled(page: Pixels, setting: Setting, left: float, scale: float, width: int) -> Pixels:
    """The line from that column on at that scale, made level, white where it lies outside the page."""
    ends = setting.row(left), setting.row(left + width / scale)
    above, below = BASELINE / scale, (HEIGHT - BASELINE) / scale
    columns = int(np.ceil(width / scale)) + 4
    rows = int(np.ceil(above + below + abs(ends[1] - ends[0]))) + 6
    x, y = int(np.floor(left)) - 2, int(np.floor(min(ends) - above)) - 2
    region = _window(page, x, y, columns, rows)
    if scale < _SHRUNK:  # thin strokes stay only when every pixel counts
        region = np.asarray(cv2.GaussianBlur(region, (0, 0), 0.42 / scale), np.uint8)
    shift = BASELINE - scale * (setting.row(x) - y)
    matrix = np.array([[scale, 0, (x - left) * scale], [-scale * setting.slope, scale, shift]])
    strip = cv2.warpAffine(
        region,
        matrix,
        (width, HEIGHT),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(255,),
    )
    return np.asarray(strip, np.uint8)


def _window(page: Pixels, left: int, top: int, columns: int, rows: int) -> Pixels:
    """A part of the page, white where it reaches beyond."""
    height, width = page.shape
    window = np.full((rows, columns), 255, np.uint8)
    x0, y0, x1, y1 = max(0, left), max(0, top), min(width, left + columns), min(height, top + rows)
    if x1 > x0 and y1 > y0:
        window[y0 - top : y1 - top, x0 - left : x1 - left] = page[y0:y1, x0:x1]
    return window
