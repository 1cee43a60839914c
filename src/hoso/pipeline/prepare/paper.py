"""Finding the sheet on a desk or a dark bed, so that a phone photo can be squared like a scan."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from hoso.pipeline.prepare.ink import Pixels

Corners = NDArray[np.float32]

#: A sheet takes at least this share of the picture, and at most so much that a border is left.
_LEAST_SHARE, _MOST_SHARE = 0.3, 0.985


def _in_order(points: NDArray[np.float32]) -> Corners:
    """The corners from top left, clockwise."""
    total, difference = points.sum(axis=1), np.diff(points, axis=1).ravel()
    return np.array(
        [
            points[total.argmin()],
            points[difference.argmin()],
            points[total.argmax()],
            points[difference.argmax()],
        ],
        dtype=np.float32,
    )


def _is_sheet(corners: Corners, shape: tuple[int, ...]) -> bool:
    """Four corners about square, sides not too unequal, big enough to be the sheet."""
    share = cv2.contourArea(corners) / (shape[0] * shape[1])
    if not _LEAST_SHARE <= share <= _MOST_SHARE:
        return False
    sides = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    if sides.min() < 0.2 * max(shape[:2]):
        return False
    if max(sides[0] / sides[2], sides[2] / sides[0], sides[1] / sides[3], sides[3] / sides[1]) > 1.5:
        return False
    spread = corners - np.roll(corners, 1, axis=0)
    forward = np.roll(corners, -1, axis=0) - corners
    cosines = np.abs((spread * forward).sum(axis=1)) / (
        np.linalg.norm(spread, axis=1) * np.linalg.norm(forward, axis=1)
    )
    return bool(cosines.max() < 0.4)


def _sheet_of(mask: Pixels) -> Corners | None:
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return None
    hull = cv2.convexHull(max(contours, key=cv2.contourArea))
    around = cv2.arcLength(hull, True)
    for tolerance in (0.01, 0.02, 0.03, 0.05):
        outline = cv2.approxPolyDP(hull, tolerance * around, True)
        if len(outline) == 4:
            corners = _in_order(outline.reshape(4, 2).astype(np.float32))
            return corners if _is_sheet(corners, mask.shape) else None
    return None


def find_paper(grey: Pixels) -> Corners | None:
    """The sheet's corners (pixels of `grey`, clockwise from top left) when it lies on something darker.

    `None` when the sheet fills the picture or nothing like a sheet is seen.
    """
    smooth = cv2.GaussianBlur(grey, (9, 9), 0)
    border = np.concatenate(
        [smooth[:6].ravel(), smooth[-6:].ravel(), smooth[:, :6].ravel(), smooth[:, -6:].ravel()]
    )
    middle = smooth[
        smooth.shape[0] // 4 : -smooth.shape[0] // 4, smooth.shape[1] // 4 : -smooth.shape[1] // 4
    ]
    paper = float(np.percentile(middle, 75))
    if float(np.median(border)) > 0.86 * paper:
        return None
    threshold, _ = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    mask = np.where(smooth > min(threshold, 0.8 * paper), np.uint8(255), np.uint8(0))
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (15, 15))
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, kernel)
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (31, 31)))
    return _sheet_of(np.asarray(opened, np.uint8))


def squaring(corners: Corners) -> tuple[NDArray[np.float64], tuple[int, int]]:
    """The projective matrix that makes the corners a rectangle, and its width and height in pixels."""
    top, right, bottom, left = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    width, height = round(float(max(top, bottom))), round(float(max(left, right)))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    return np.asarray(cv2.getPerspectiveTransform(corners, target), np.float64), (width, height)
