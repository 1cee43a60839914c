"""Standing a page upright: sheet squared, quarter turn, tilt, curl, all in one transform."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from hoso.pipeline.prepare.curl import find_bend, lean_of, places_before
from hoso.pipeline.prepare.ink import Ink, Pixels, find_ink, reduced, resized, to_grey
from hoso.pipeline.prepare.paper import find_paper, squaring
from hoso.pipeline.prepare.skew import fine_tilt, lies_upside_down, reading_axis
from hoso.schemas.geometry import Bend, Transform
from hoso.schemas.pages import Rotation

#: Below this tilt (degrees) a page counts as straight and its pixels are left alone.
LEAST_TILT = 0.04

#: A page made smaller by no more than this is turned and reduced in one step: no line of pixels is skipped.
_LEAST_STEP = 0.55

#: How often a curled page is looked at: the tilt that is taken for its lines' own changes with the curl.
_LOOKS = 3
#: Where print stands between the margins, of a page's width.
_PRINT = 0.15, 0.85

Matrix3 = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Upright:
    """How a page gets upright. `width`, `height`: pixels of the upright page at the original's scale.

    `squared` maps the original to the squared sheet of size `sheet`; `rotation` and `tilt` follow, and in the
    end the `bend` of paper that was curled is taken out.
    `letter_height` is that of the marks in pixels of the original, `letters` how many were seen.
    """

    squared: Matrix3
    sheet: tuple[int, int]
    rotation: Rotation
    tilt: float
    letter_height: float
    letters: int
    bend: Bend | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the upright page in pixels."""
        width, height = self.sheet
        return (height, width) if self.rotation in (90, 270) else (width, height)

    @property
    def matrix(self) -> Matrix3:
        """Original pixels to upright pixels, but for the bend."""
        width, height = self.sheet
        turn = {
            0: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
            90: [[0, -1, height], [1, 0, 0], [0, 0, 1]],
            180: [[-1, 0, width], [0, -1, height], [0, 0, 1]],
            270: [[0, 1, 0], [-1, 0, width], [0, 0, 1]],
        }[self.rotation]
        straight = np.eye(3)
        if abs(self.tilt) >= LEAST_TILT:
            across, down = self.size
            straight[:2] = cv2.getRotationMatrix2D((across / 2, down / 2), -self.tilt, 1.0)
        return straight @ np.array(turn, dtype=np.float64) @ self.squared

    @property
    def transform(self) -> Transform:
        matrix = self.matrix / self.matrix[2, 2]
        nine = tuple(float(value) for value in matrix.ravel())
        return Transform(nine, self.bend)  # type: ignore[arg-type]  # nine values

    @property
    def skew(self) -> float:
        """The tilt of the text as it came, once the quarter turn is made: degrees, rising to the right.

        On a squared or a curled sheet that is the tilt of the straight line nearest to the print across the
        middle of the page.
        """
        if self.bend is None and np.allclose(self.squared, np.eye(3)):
            return self.tilt
        across, down = self.size
        transform = self.transform
        line = (transform.back(share * across, 0.5 * down) for share in np.linspace(*_PRINT, 15))
        turned = np.array([complex(x, -y) for x, y in line]) * np.exp(-1j * np.radians(self.rotation))
        return float(np.degrees(np.arctan(np.polyfit(turned.real, turned.imag, 1)[0])))

    @property
    def is_plain(self) -> bool:
        """Whether the page stands as it came."""
        return self.bend is None and bool(np.allclose(self.matrix, np.eye(3)))

    def turned(self, quarter: int) -> Upright:
        """The same page after further clockwise quarter turns; tilt and bend stay with their lines."""
        turns: tuple[Rotation, ...] = (0, 90, 180, 270)
        rotation = turns[(self.rotation // 90 + quarter) % 4]
        over = self.bend.turned_over() if self.bend and quarter == 2 else None
        return replace(self, rotation=rotation, bend=over if quarter % 4 else self.bend)

    def apply(self, pixels: Pixels, scale: float = 1.0) -> Pixels:
        """The upright page at `scale` of its size."""
        size = (max(1, round(self.size[0] * scale)), max(1, round(self.size[1] * scale)))
        first = 1.0 if _LEAST_STEP <= scale <= 1 and not self.is_plain else scale
        if first != 1.0:
            pixels = resized(pixels, scale)
        grow = np.diag([scale, scale, 1.0])
        matrix = grow @ self.matrix @ np.linalg.inv(np.diag([first, first, 1.0]))
        return warped(pixels, matrix, size, self.bend)


def warped(pixels: Pixels, matrix: Matrix3, size: tuple[int, int], bend: Bend | None = None) -> Pixels:
    """The image moved by the matrix onto a page of `size` (width, height), whose bend is then taken out; its
    edge colours fill gaps."""
    matrix = matrix / matrix[2, 2]
    if bend is not None:
        x, y = places_before(np.linalg.inv(matrix), size, bend)
        flat = cv2.remap(pixels, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(flat, np.uint8)
    turn = _plain_turn(pixels, matrix, size)
    if turn is not None:
        return np.ascontiguousarray(np.rot90(pixels, -turn))
    edge = cv2.BORDER_REPLICATE
    if np.allclose(matrix[2, :2], 0):
        moved = cv2.warpAffine(pixels, matrix[:2], size, flags=cv2.INTER_LINEAR, borderMode=edge)
    else:
        moved = cv2.warpPerspective(pixels, matrix, size, flags=cv2.INTER_LINEAR, borderMode=edge)
    return np.asarray(moved, np.uint8)


def apply_transform(pixels: Pixels, transform: Transform, size: tuple[int, int]) -> Pixels:
    """The upright page of `size` (width, height) from the original and its transform."""
    return warped(pixels, np.array(transform.matrix).reshape(3, 3), size, transform.bend)


def _plain_turn(pixels: Pixels, matrix: Matrix3, size: tuple[int, int]) -> int | None:
    """The clockwise quarter turns (0 to 3) that the matrix amounts to, or `None` when it does more."""
    for quarters, corner in enumerate(([1, 0, 0, 1], [0, -1, 1, 0], [-1, 0, 0, -1], [0, 1, -1, 0])):
        if np.allclose(matrix[:2, :2].ravel(), corner, atol=1e-6) and np.allclose(matrix[2, :2], 0):
            height, width = pixels.shape[:2]
            turned = (height, width) if quarters % 2 else (width, height)
            return quarters if turned == size else None
    return None


def stand_upright(pixels: Pixels) -> Upright:
    """How the page gets upright; of two opposite ways the likelier one: only reading is sure of it."""
    grey, scale = reduced(to_grey(pixels))
    height, width = pixels.shape[:2]
    squared, sheet = np.eye(3), (width, height)
    corners = find_paper(grey)
    if corners is not None:
        squared, sheet = squaring(corners / scale)
        small = np.diag([scale, scale, 1.0]) @ squared @ np.diag([1 / scale, 1 / scale, 1.0])
        size = (max(1, round(sheet[0] * scale)), max(1, round(sheet[1] * scale)))
        grey = warped(grey, small, size)
    ink = find_ink(grey)
    return _settle(ink, scale, squared, sheet)


def _settle(ink: Ink, scale: float, squared: Matrix3, sheet: tuple[int, int]) -> Upright:
    sideways, tilt = reading_axis(ink.mask)
    mask = np.ascontiguousarray(np.rot90(ink.mask, -1)) if sideways else ink.mask
    degrees = fine_tilt(mask, tilt.degrees)
    upright = Upright(squared, sheet, 90 if sideways else 0, degrees, ink.letter_height / scale, ink.letters)
    if lies_upside_down(mask, degrees):
        upright, mask = upright.turned(2), np.ascontiguousarray(np.rot90(mask, 2))
    return _flattened(upright, mask, ink.letter_height, scale)


def _flattened(upright: Upright, mask: Pixels, letter_height: float, scale: float) -> Upright:
    """The page with the curl of its lines noted, and the tilt that they have when it is taken out.

    `mask` shows the marks after the quarter turn, at `scale`.
    """
    flat = upright
    for _ in range(_LOOKS):
        bend = find_bend(_straight(mask, upright.tilt), letter_height)
        if bend is None:
            break
        flat = replace(upright, bend=bend.of_size(upright.size))
        lean = lean_of(bend)
        if abs(lean) < LEAST_TILT:
            break
        upright = replace(upright, tilt=upright.tilt + lean)
    return flat


def _straight(mask: Pixels, tilt: float) -> Pixels:
    height, width = mask.shape
    level = cv2.getRotationMatrix2D((width / 2, height / 2), -tilt, 1.0)
    return np.asarray(cv2.warpAffine(mask, level, (width, height), flags=cv2.INTER_NEAREST), np.uint8)
