"""Tone: an even white page with dark print for OCR, whatever light, paper and seals did to it.

The stored page keeps its colours; only the image that OCR sees is changed.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from hoso.pipeline.prepare.cells import cells
from hoso.pipeline.prepare.ink import Components, Pixels, components, to_grey
from hoso.pipeline.prepare.rings import without_rings
from hoso.pipeline.prepare.rules import parted
from hoso.schemas.geometry import Box

#: Seals of state offices are 32 to 45 mm across; this is the least part of one that is looked for.
_LEAST_SEAL_MM = 14.0
#: A seal has a ring or an emblem in one piece of this size; letters, in titles too, are smaller.
_LEAST_PIECE_MM, _PIECE_GAP_MM = 10.0, 0.6
#: Darker than this share of paper, over more than so many pixels of a quarter-size page both ways, is no
#: print: at reading size letters are as high as that.
_MUCH_DARKER, _BROAD = 0.35, 6
#: The share of lone dots from which on a page is cleaned of them.
_SALTY = 0.02


def seal_areas(colour: Pixels, dpi: float) -> Pixels | None:
    """255 where a large red print (a seal, not red type) lies; `None` when there is none."""
    red, green, blue = cv2.split(colour)
    redness = cv2.subtract(red, cv2.max(green, blue))
    mask = np.asarray(cv2.threshold(redness, 45, 255, cv2.THRESH_BINARY)[1], np.uint8)
    if cv2.countNonZero(mask) < 200:
        return None
    joined = _closed(mask, dpi * 2.2 / 25.4)
    areas = components(joined)
    stats = areas.stats
    least = dpi * _LEAST_SEAL_MM / 25.4
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    seals = (np.minimum(width, height) >= least) & (np.maximum(width, height) < 4 * least)
    seals[0] = False
    if not seals.any():
        return None
    seals &= _with_a_large_piece(mask, areas, dpi)
    boxes = np.zeros(mask.shape, np.uint8)
    for left, top, across, down, _area in stats[seals]:
        boxes[top : top + down, left : left + across] = 255
    return boxes if boxes.any() else None


def _closed(mask: Pixels, gap: float) -> Pixels:
    side = max(3, round(gap)) | 1
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8)), np.uint8)


def _with_a_large_piece(mask: Pixels, areas: Components, dpi: float) -> NDArray[np.bool_]:
    """Which of the areas hold a piece of red too large for a letter."""
    pieces = components(_closed(mask, dpi * _PIECE_GAP_MM / 25.4))
    side = np.minimum(pieces.stats[:, cv2.CC_STAT_WIDTH], pieces.stats[:, cv2.CC_STAT_HEIGHT])
    large = pieces.painted(side >= dpi * _LEAST_PIECE_MM / 25.4)
    found = np.zeros(len(areas.stats), bool)
    found[np.unique(areas.labels[large > 0])] = True
    return found


def without_seals(colour: Pixels, dpi: float) -> Pixels:
    """The page in grey, with coloured ink lightened where a seal lies over the print."""
    grey = to_grey(colour)
    if colour.ndim == 2:
        return grey
    areas = seal_areas(colour, dpi)
    if areas is None:
        return grey
    red, green, blue = cv2.split(colour)
    lightest = cv2.max(cv2.max(red, green), blue)
    return np.asarray(cv2.copyTo(lightest, areas, grey), np.uint8)


def flattened(grey: Pixels) -> Pixels:
    """The page with its own background divided out and its contrast stretched: paper 255, print near 0.

    How dark print is, is told without what is too broad for print, such as a strip beside the sheet: against
    that, faded print would stay so pale that an engine takes it for paper.
    """
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    span = max(7, (max(small.shape) // 40) | 1)
    paper = cv2.dilate(small, np.ones((span, span), np.uint8))
    paper = cv2.GaussianBlur(paper, (2 * span + 1, 2 * span + 1), 0)
    broad = _broad(np.asarray(small, np.uint8), float(np.median(paper)))
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    even = cv2.divide(grey, np.maximum(paper, 1).astype(np.uint8), scale=255)
    sample = even[::4, ::4]
    outside = np.asarray(cv2.resize(broad, sample.shape[::-1], interpolation=cv2.INTER_NEAREST)) == 0
    dark = float(np.percentile(sample[outside] if outside.any() else sample, 1.0))
    low = min(dark, 140.0)
    high = max(225.0, low + 60.0)
    table = np.clip((np.arange(256) - low) / (high - low) * 255, 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(even, table), np.uint8)


def _broad(small: Pixels, paper: float) -> Pixels:
    """255 where a quarter-size page is much darker than paper over more than any stroke of print."""
    dark = np.where(small < _MUCH_DARKER * paper, np.uint8(255), np.uint8(0))
    framed = cv2.copyMakeBorder(dark, _BROAD, _BROAD, _BROAD, _BROAD, cv2.BORDER_REPLICATE)
    broad = cv2.morphologyEx(framed, cv2.MORPH_OPEN, np.ones((_BROAD, _BROAD), np.uint8))
    return np.asarray(cv2.dilate(broad, np.ones((7, 7), np.uint8))[_BROAD:-_BROAD, _BROAD:-_BROAD], np.uint8)


def salt(grey: Pixels) -> float:
    """The share of lone dark dots among the dark pixels, 0 to 1: what a median filter would take away."""
    dark = (grey < 128).astype(np.uint8)
    total = int(dark.sum())
    if total == 0:
        return 0.0
    areas = components(dark).stats[1:, cv2.CC_STAT_AREA]
    return float(areas[areas <= 2].sum()) / total


def ocr_image(page: Pixels, dpi: float, letter_height: float) -> tuple[Pixels, tuple[Box, ...]]:
    """The image that OCR reads, from the upright page (RGB or grey) already at reading size.

    Beside it the cells of its tables, relative to the page: the image shows their borders no longer.
    """
    even = flattened(without_seals(page, dpi))
    # Rules first: a frame that a seal touches would make its blob as large as the page, and the dots of lines
    # to write on are no salt: a median for their sake would take thin letters away.
    image, lines = parted(even, letter_height)
    if salt(image) > _SALTY:
        image, lines = parted(np.asarray(cv2.medianBlur(even, 3), np.uint8), letter_height)
    return without_rings(image, dpi), cells(lines, letter_height)
