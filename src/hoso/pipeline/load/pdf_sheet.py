"""The sheet of a PDF page: which part of it shows, how large, which way up."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Self

import pikepdf

from hoso.pipeline.load.geometry import TURNS
from hoso.schemas.errors import CorruptFile
from hoso.schemas.geometry import Transform

_POINTS_PER_INCH = 72.0
#: PDF's own limits are 3 and 14400 points, times the unit.
_SMALLEST_INCHES, _LARGEST_INCHES = 0.04, 15_000.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a viewer shows of a page.

    `left` to `top` is the visible box in user space; `rotation` the clockwise turn for showing it; `unit`
    the size of a user space unit in points.
    """

    left: float
    bottom: float
    right: float
    top: float
    rotation: int = 0
    unit: float = 1.0

    @classmethod
    def of(cls, page: pikepdf.Page) -> Self:
        """The sheet of the page; `CorruptFile` when its box makes no sense."""
        media, crop = _box(page.mediabox), _box(page.cropbox)
        left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
        right, top = min(media[2], crop[2]), min(media[3], crop[3])
        if left >= right or bottom >= top:
            left, bottom, right, top = media
        rotation = round(page.rotation / 90) * 90 % 360
        unit = float(page.obj.get("/UserUnit", 1))
        sheet = cls(left, bottom, right, top, rotation, unit if unit > 0 else 1.0)
        if min(sheet.size_in) < _SMALLEST_INCHES or max(sheet.size_in) > _LARGEST_INCHES:
            raise CorruptFile
        return sheet

    @property
    def size_in(self) -> tuple[float, float]:
        """Width and height in inches as shown."""
        across = (self.right - self.left) * self.unit / _POINTS_PER_INCH
        down = (self.top - self.bottom) * self.unit / _POINTS_PER_INCH
        return (down, across) if self.rotation in (90, 270) else (across, down)

    def transform(self) -> Transform:
        """The map from user space to inches on the shown page, top-left origin."""
        s = self.unit / _POINTS_PER_INCH
        width, height = (self.right - self.left) * s, (self.top - self.bottom) * s
        upright = Transform((s, 0.0, -self.left * s, 0.0, -s, self.top * s, 0.0, 0.0, 1.0))
        return upright.then(TURNS[self.rotation](width, height))


def _box(sides: pikepdf.Array) -> tuple[float, float, float, float]:
    """Left, bottom, right, top, whichever corners the file names."""
    x0, y0, x1, y1 = (float(side) for side in sides)
    if not all(math.isfinite(side) for side in (x0, y0, x1, y1)):
        raise CorruptFile
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
