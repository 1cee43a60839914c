"""A page as a scanner or a camera gives it."""

from __future__ import annotations

from dataclasses import dataclass

from hoso.samples.effects import Image


@dataclass(frozen=True, slots=True)
class Scan:
    """A page as it came in: `rotation` clockwise makes it upright, `skew` is the tilt that then remains.

    A positive skew means that the text rises to the right. `orientation` is the EXIF tag of the picture;
    the rotation holds for the picture after the tag is applied.
    """

    pixels: Image
    dpi: int
    rotation: int = 0
    skew: float = 0.0
    orientation: int = 1
