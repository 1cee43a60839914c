"""What composing takes: read pages with their images, and what the file says about itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hoso.pipeline.load import PageSource
from hoso.schemas.pages import Page

_POINTS_PER_INCH = 72.0
#: What PDF allows a page to measure.
_SMALLEST_POINTS, _LARGEST_POINTS = 3.0, 14_400.0


@dataclass(frozen=True, slots=True)
class PdfMeta:
    """What the file tells about itself: never personal data.

    `title` is the type of the paper in Vietnamese, `sha256` that of the upload it was made from.
    """

    title: str
    sha256: str = ""
    doc_types: tuple[str, ...] = ()
    created: datetime | None = None
    producer: str = "Hoso"


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page: its text, and its image either as the upload holds it or as an upright JPEG.

    With a `source` and an affine transform the page shows the original stream, placed upright, and
    `image` may be empty; otherwise it shows `image`.
    """

    page: Page
    image: bytes = b""
    source: PageSource | None = None

    @property
    def scale(self) -> float:
        """Points per pixel of the upright page."""
        sides = (self.page.width_px, self.page.height_px)
        scale = _POINTS_PER_INCH / self.page.dpi
        return max(min(scale, _LARGEST_POINTS / max(sides)), _SMALLEST_POINTS / min(sides))

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return (self.page.width_px * self.scale, self.page.height_px * self.scale)
