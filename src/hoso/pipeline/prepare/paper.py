"""Finding the sheet on a desk or a dark bed, so that a phone photo can be squared like a scan."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from hoso.pipeline.prepare.ink import Pixels

Corners = NDArray[np.float32]

#: A sheet takes at least this share of the picture, and at most so much that a border is left.
_LEAST_SHARE, _MOST_SHARE = 0.3, 0.985
#: Brightness between the desk's (0) and the paper's (1) at which the sheet is looked for when a shadow lies
#: over it; how bright the desk may be behind its sides.
_LEVELS, _MOST_OF_PAPER = (0.6, 0.45, 0.32, 0.22), 0.32
#: Places on each side at which that is looked at, and how many pixels behind it.
_PROBES, _BEHIND = 40, 12


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
    smooth = np.asarray(cv2.GaussianBlur(grey, (9, 9), 0), np.uint8)
    border = np.concatenate(
        [smooth[:6].ravel(), smooth[-6:].ravel(), smooth[:, :6].ravel(), smooth[:, -6:].ravel()]
    )
    middle = smooth[
        smooth.shape[0] // 4 : -smooth.shape[0] // 4, smooth.shape[1] // 4 : -smooth.shape[1] // 4
    ]
    paper = float(np.percentile(middle, 75))
    if float(np.median(border)) > 0.86 * paper:
        return None
    desk = float(np.median(border))
    otsu, _ = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    for level in (min(otsu, 0.8 * paper), *(desk + share * (paper - desk) for share in _LEVELS)):
        corners = _sheet_of(_bright(smooth, level))
        if corners is not None and _lies_on(smooth, corners, desk, paper):
            return corners
    return None


def _bright(smooth: Pixels, level: float) -> Pixels:
    """255 where the picture is brighter than that, print and specks closed."""
    mask = np.where(smooth > level, np.uint8(255), np.uint8(0))
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (15, 15)))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (31, 31)))
    return np.asarray(opened, np.uint8)


def _lies_on(smooth: Pixels, corners: Corners, desk: float, paper: float) -> bool:
    """Whether the desk begins behind every side: the edge of a shadow has paper on both sides, and squaring
    to it would cut the sheet."""
    height, width = smooth.shape
    middle = corners.mean(axis=0)
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        along = start + np.linspace(0.08, 0.92, _PROBES)[:, None] * (end - start)
        across = np.array([end[1] - start[1], start[0] - end[0]]) / np.linalg.norm(end - start)
        across = across if np.dot(across, (start + end) / 2 - middle) > 0 else -across
        x, y = np.rint(along + _BEHIND * across).astype(int).T
        seen = (x >= 0) & (x < width) & (y >= 0) & (y < height)
        if seen.sum() < _PROBES // 4:
            continue  # the sheet reaches the picture's edge there
        behind = float(np.median(smooth[y[seen], x[seen]]))
        if behind - desk > _MOST_OF_PAPER * (paper - desk):
            return False
    return True


def squaring(corners: Corners) -> tuple[NDArray[np.float64], tuple[int, int]]:
    """The projective matrix that makes the corners a rectangle, and its width and height in pixels."""
    top, right, bottom, left = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    width, height = round(float(max(top, bottom))), round(float(max(left, right)))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    return np.asarray(cv2.getPerspectiveTransform(corners, target), np.float64), (width, height)
