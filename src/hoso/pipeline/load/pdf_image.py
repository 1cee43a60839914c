"""Lifting the one image of a PDF page: its own pixels, never drawn anew, and its stream as it is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hoso.pipeline.load.geometry import STANDS, Stand, believable_dpi, finish_page
from hoso.pipeline.load.guard import check_size
from hoso.pipeline.load.model import Limits, PageImage, Pixels
from hoso.pipeline.load.pdf_content import SLACK_INCHES, PlacedImage
from hoso.pipeline.load.pdf_picture import Picture
from hoso.pipeline.load.pdf_render import Renderer
from hoso.pipeline.load.pdf_sheet import Sheet
from hoso.schemas.geometry import Transform

#: How far an edge may lean, as a share of the image, before the image counts as slanted.
_LEAN = 0.002


@dataclass(frozen=True, slots=True)
class Lift:
    """Lifts the image of one page; `renderer` decodes what only poppler can."""

    number: int
    sheet: Sheet
    renderer: Renderer
    limits: Limits

    def page(self, placed: PlacedImage) -> PageImage | None:
        """The page as its one image; nothing when that is not plain, slanted, or not the whole page."""
        picture = Picture.of(placed.stream)
        if picture is None:
            return None
        check_size(picture.width, picture.height, self.limits)
        to_sheet = picture.to_unit_square().then(placed.transform).then(self.sheet.transform())
        place = _place(to_sheet, picture.width, picture.height)
        if place is None or not place.covers(self.sheet):
            return None
        raw = picture.pixels()
        if raw is None:
            return self._drawn(picture, to_sheet, place)
        return self._laid(picture, raw, place)

    def _laid(self, picture: Picture, raw: Pixels, place: _Place) -> PageImage:
        pixels = place.stand.lay(raw)
        height, width = pixels.shape[:2]
        left, top, right, bottom = place.visible(width, height, self.sheet)
        source = picture.source()
        if source is not None:
            laid = place.stand.transform(picture.width, picture.height)
            crop = Transform((1.0, 0.0, -left, 0.0, 1.0, -top, 0.0, 0.0, 1.0))
            source = replace(source, transform=laid.then(crop))
        claimed = place.dpi(width, height)
        return finish_page(self.number, pixels[top:bottom, left:right], source, claimed, self.limits)

    def _drawn(self, picture: Picture, to_sheet: Transform, place: _Place) -> PageImage | None:
        """The same through poppler, at the image's own resolution."""
        source = picture.source()
        if source is None:
            return None
        across = place.stand.across((picture.width, picture.height))
        dpi = self.renderer.fitting_dpi(self.sheet, max(place.dpi(*across)))
        pixels = self.renderer.pixels(self.number, self.sheet, dpi, grey=True, strict=True)
        height, width = pixels.shape[:2]
        inches = self.sheet.size_in
        to_pixels = Transform((width / inches[0], 0.0, 0.0, 0.0, height / inches[1], 0.0, 0.0, 0.0, 1.0))
        source = replace(source, transform=to_sheet.then(to_pixels))
        return PageImage(self.number, pixels, believable_dpi(dpi, width, height, self.limits), source)


@dataclass(frozen=True, slots=True)
class _Place:
    """How the image lies on the sheet: one of eight stands, its edges in inches from the sheet's top left."""

    stand: Stand
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, sheet: Sheet) -> bool:
        """Whether the image is the whole page but for a hair's breadth."""
        width, height = sheet.size_in
        gaps = (self.left, self.top, width - self.right, height - self.bottom)
        return max(gaps) <= min(SLACK_INCHES, 0.02 * min(width, height))

    def dpi(self, width: float, height: float) -> tuple[float, float]:
        """Its resolution across and down, when it has that many pixels as it lies."""
        return (width / (self.right - self.left), height / (self.bottom - self.top))

    def visible(self, width: int, height: int, sheet: Sheet) -> tuple[int, int, int, int]:
        """The pixels (left, top, right, bottom) that lie on the sheet."""
        dpi_x, dpi_y = self.dpi(width, height)
        sheet_width, sheet_height = sheet.size_in
        left = max(0, round(-self.left * dpi_x))
        top = max(0, round(-self.top * dpi_y))
        right = min(width, round((sheet_width - self.left) * dpi_x))
        bottom = min(height, round((sheet_height - self.top) * dpi_y))
        return left, top, max(right, left + 1), max(bottom, top + 1)


def _place(to_sheet: Transform, width: int, height: int) -> _Place | None:
    """Where and how the image lies; nothing when it is slanted or has no extent."""
    xs, ys = zip(
        *(to_sheet.apply(x, y) for x, y in ((0, 0), (width, 0), (0, height), (width, height))), strict=True
    )
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    for stand in STANDS:
        laid = stand.transform(width, height)
        across, down = stand.across((width, height))
        wanted = [laid.apply(x, y) for x, y in ((0, 0), (width, 0), (0, height))]
        found = [
            ((x - left) / (right - left or 1) * across, (y - top) / (bottom - top or 1) * down)
            for x, y in zip(xs, ys, strict=True)
        ]
        near = all(
            abs(x - u) <= _LEAN * across and abs(y - v) <= _LEAN * down
            for (x, y), (u, v) in zip(found, wanted, strict=False)
        )
        if near and right > left and bottom > top:
            return _Place(stand, left, top, right, bottom)
    return None
