"""The cells of ruled tables: what the rules of a page close in on all four sides."""

from __future__ import annotations

import cv2
import numpy as np

from hoso.pipeline.prepare.ink import Pixels
from hoso.schemas.geometry import Box

#: Pixels of a letter's height on the reduced page that cells are looked for on.
_LETTER = 6.0
#: In letter heights: the widest gap that a faded rule may have, the least sides of a cell.
_GAP, _LEAST_WIDTH, _LEAST_HEIGHT = 1.2, 2.0, 1.0
#: The share of its rectangle that a cell fills, and of the page that none does: that is a frame.
_FILLED, _FRAME = 0.88, 0.4
#: More closed areas than this are a pattern.
_MOST = 400


def cells(lines: Pixels, letter_height: float) -> tuple[Box, ...]:
    """The cells between ruled lines (255 where one is), relative to the page, from top to bottom."""
    if not cv2.hasNonZero(lines):
        return ()
    reduced = min(1.0, _LETTER / letter_height)
    small = cv2.resize(lines, None, fx=reduced, fy=reduced, interpolation=cv2.INTER_AREA)
    ruled = np.asarray(cv2.threshold(small, 8, 255, cv2.THRESH_BINARY)[1], np.uint8)
    gap = round(_GAP * letter_height * reduced) | 1
    across = cv2.morphologyEx(ruled, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    down = cv2.morphologyEx(ruled, cv2.MORPH_CLOSE, np.ones((gap, 1), np.uint8))
    closed = cv2.dilate(cv2.max(across, down), np.ones((3, 3), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(cv2.bitwise_not(closed), connectivity=4)
    height, width = closed.shape
    letter = letter_height * reduced
    found = [
        Box((left - 1) / width, (top - 1) / height, (left + wide + 1) / width, (top + tall + 1) / height)
        for left, top, wide, tall, area in stats[1:].tolist()
        if _LEAST_WIDTH * letter <= wide < width
        and _LEAST_HEIGHT * letter <= tall < height
        and _FILLED * wide * tall <= area <= _FRAME * width * height
    ]
    return (
        tuple(sorted((box.clipped() for box in found), key=lambda box: (box.top, box.left)))
        if len(found) <= _MOST
        else ()
    )
