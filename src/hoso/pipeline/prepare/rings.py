"""Taking away the circle lines of round office seals that a grey scan shows as black as print.

The lines tie the seal's text, its star and the print under it into one large blob, which page layout takes
for a picture. Without them the printed lines come apart; print that crosses a line stays.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from hoso.pipeline.prepare.ink import Pixels, components

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
#: A disc unrolled, a row for each angle, a column for each pixel from the centre: how long the dark run
#: along the radius is that a pixel belongs to, 0 on paper.
Lengths = NDArray[np.int32]

#: Resolution of the reduced page on which blobs and centres are looked for.
_WORK_DPI = 75.0
#: Outer circles of seals, in mm: a little wider than 25 to 48, as the resolution is a guess at times.
_LEAST_MM, _MOST_MM = 23.0, 52.0
#: Signatures and lines of print make a seal's blob larger than the seal, up to this.
_BLOB_MM = 115.0
#: A blob with more ink in its box than this is a photo or a filled shape.
_FULL = 0.5
#: A circle line is at most so thick, and the inner ones of a seal at least so large, in mm.
_THICK_MM, _INNER_MM = 1.5, 6.0
#: The found centre may be off by so much, in mm; a line is followed that far to both sides.
_OFF_MM = 0.6
#: The least share of a circle that is seen as a thin line: of a seal's outer one, of those within.
_SEEN, _SEEN_INNER = 0.6, 0.5
_DARK = 200
#: Without filling, what lies outside would be whatever the memory held.
_POLAR = cv2.WARP_POLAR_LINEAR | cv2.WARP_FILL_OUTLIERS


def without_rings(grey: Pixels, dpi: float) -> Pixels:
    """The page (dark on white, `dpi` pixels to the inch) without the circle lines of its seals."""
    step = max(1, round(dpi / _WORK_DPI))
    # Whole steps are what OpenCV reduces by fastest.
    size = (grey.shape[1] // step, grey.shape[0] // step)
    if min(size) == 0:
        return grey
    whole = grey[: size[1] * step, : size[0] * step]
    small = np.asarray(cv2.resize(whole, size, interpolation=cv2.INTER_AREA), np.uint8)
    clean = grey
    for left, top, blob in _blobs(small, dpi / step / 25.4):
        found = _centre(blob, dpi / step / 25.4)
        if found is not None:
            middle = ((found[0] + left + 0.5) * step - 0.5, (found[1] + top + 0.5) * step - 0.5)
            clean = _without_circles(clean, middle, dpi / 25.4)
    return clean


def _blobs(small: Pixels, mm: float) -> Iterator[tuple[int, int, Pixels]]:
    """Connected marks large enough to hold a seal: left, top, and 255 where their ink is."""
    dark = (small < _DARK).astype(np.uint8)
    marks = components(dark)
    stats = marks.stats
    sides = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    fits = (sides.min(axis=1) >= _LEAST_MM * mm) & (sides.max(axis=1) <= _BLOB_MM * mm)
    fits &= stats[:, cv2.CC_STAT_AREA] <= _FULL * sides.prod(axis=1)
    fits[0] = False
    for label in np.flatnonzero(fits):
        left, top, width, height, _area = (int(number) for number in stats[label])
        inside = marks.labels[top : top + height, left : left + width] == label
        yield left, top, np.where(inside, np.uint8(255), np.uint8(0))


def _centre(blob: Pixels, mm: float) -> tuple[float, float] | None:
    """Where the edges of the blob agree that the centre of a circle lies: each votes along its slope."""
    margin = 3
    smooth = cv2.GaussianBlur(np.pad(blob, margin), (3, 3), 0)
    across, down = (cv2.Sobel(smooth, cv2.CV_32F, *order) for order in ((1, 0), (0, 1)))
    slope = np.hypot(across, down)
    # Every second one is enough.
    rows, columns = (at[::2] for at in np.nonzero(slope > 200))
    unit = np.stack([across[rows, columns], down[rows, columns]]) / slope[rows, columns]
    radii = np.arange(_LEAST_MM * mm / 2, _MOST_MM * mm / 2)
    steps = np.concatenate([radii, -radii]).astype(np.float32)
    x, y = (
        np.rint(at[:, None] + way[:, None] * steps) for at, way in zip((columns, rows), unit, strict=True)
    )
    height, width = slope.shape
    within = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    places = (y[within] * width + x[within]).astype(np.int64)
    votes = np.bincount(places, minlength=height * width).reshape(height, width).astype(np.float32)
    _, most, _, (best_x, best_y) = cv2.minMaxLoc(cv2.boxFilter(votes, -1, (3, 3), normalize=False))
    if most < _SEEN * np.pi * _LEAST_MM * mm / 4:
        return None
    return float(best_x - margin), float(best_y - margin)


def _without_circles(grey: Pixels, centre: tuple[float, float], mm: float) -> Pixels:
    """The page without the circle lines around `centre`; as it is when the outer one is none of a seal's."""
    reach = round((_MOST_MM / 2 + 2 * _OFF_MM) * mm)
    left, top = max(0, int(centre[0]) - reach), max(0, int(centre[1]) - reach)
    box = np.s_[top : int(centre[1]) + reach + 1, left : int(centre[0]) + reach + 1]
    middle = (centre[0] - left, centre[1] - top)
    gone, thick = _circles(_unrolled(grey[box], middle, reach), mm)
    if not gone.any():
        return grey
    clean = grey.copy()
    clean[box] = _whitened(grey[box], gone, middle, thick)
    return clean


def _circles(runs: Lengths, mm: float) -> tuple[Flags, float]:
    """The pixels of a seal's circle lines and the thickness of the thickest; none when it is no seal."""
    thin = (runs > 0) & (runs <= _THICK_MM * mm)
    gone, outer, thickest = np.zeros_like(thin), 0.0, 0.0
    for radius in _radii(thin, _OFF_MM * mm, _INNER_MM * mm):
        line = _followed(thin, radius, _OFF_MM * mm)
        on_line, seen, thick = _line_pixels(runs, line, _THICK_MM * mm)
        if seen >= (_SEEN if radius >= _LEAST_MM / 2 * mm else _SEEN_INNER):
            gone |= on_line
            outer, thickest = max(outer, radius), max(thickest, thick)
    return (gone if outer >= _LEAST_MM / 2 * mm else np.zeros_like(thin)), thickest


def _unrolled(grey: Pixels, centre: tuple[float, float], reach: int) -> Lengths:
    """The disc around `centre`; what lies off the page counts as paper."""
    # A row for each second pixel of the outer edge: lines are smooth, and this halves the work.
    size = (reach, round(np.pi * reach))
    ink = cv2.warpPolar(cv2.bitwise_not(grey), size, centre, reach, _POLAR)
    dark = np.pad(ink > 255 - _DARK, ((0, 0), (1, 1)))
    edges = np.flatnonzero(np.diff(dark.ravel())) + 1
    lengths = np.diff(edges)[::2].astype(np.int32)
    runs = np.zeros(dark.shape, np.int32)
    runs[dark] = np.repeat(lengths, lengths)
    return runs[:, 1:-1]


def _radii(thin: Flags, off: float, least: float) -> Iterator[float]:
    """Where, from the centre, thin lines are seen at most angles: the middle of each such band."""
    window = 2 * round(off) + 1
    near = cv2.dilate(thin.astype(np.uint8), np.ones((1, window), np.uint8))
    often = cv2.blur(thin.mean(axis=0)[None], (window, 1))[0] * (near.mean(axis=0) >= _SEEN_INNER)
    often[: round(least)] = 0
    while often.any():
        best = int(np.argmax(often))
        yield float(best)
        often[max(0, best - window) : best + window + 1] = 0


def _followed(thin: Flags, radius: float, off: float) -> Numbers:
    """How far from the centre the line near `radius` runs at each angle: a circle off centre, an ellipse."""
    angles = np.arange(len(thin)) * 2 * np.pi / len(thin)
    waves = [np.ones_like(angles), *(wave(k * angles) for k in (1, 2) for wave in (np.cos, np.sin))]
    basis = np.stack(waves, axis=1)
    line = np.full(len(thin), radius)
    first = max(0, int(radius - 2 * off))
    rows, columns = np.nonzero(thin[:, first : int(radius + 2 * off) + 2])
    for reach in (1.5 * off, off, off / 2):
        close = np.abs(columns + first - line[rows]) <= reach
        if np.count_nonzero(close) < len(basis) // 3:
            break
        at = basis[rows[close]]
        weights = np.linalg.lstsq(at, columns[close] + float(first), rcond=None)[0]
        line = np.asarray(basis @ weights, np.float64)
    return line


def _line_pixels(runs: Lengths, line: Numbers, thickest: float) -> tuple[Flags, float, float]:
    """The pixels of the runs that make up the line, the share of angles that have one, its thickness."""
    rows = np.arange(len(line))
    middle = np.clip(np.rint(line).astype(np.int64), 0, runs.shape[1] - 1)
    lengths = runs[rows, middle]
    here = lengths[(lengths > 0) & (lengths <= thickest)]
    thick = float(np.median(here)) if here.size else 0.0
    # What is clearly thicker than the line is print that crosses it.
    most = 1.3 * thick + 1
    seen = float(np.mean((lengths > 0) & (lengths <= most)))
    reach = round(thick / 2 + 1.5)
    columns = np.clip(middle[:, None] + np.arange(-reach, reach + 1), 0, runs.shape[1] - 1)
    near = runs[rows[:, None], columns]
    pixels = np.zeros(runs.shape, np.bool_)
    pixels[rows[:, None], columns] = (near > 0) & (near <= most)
    return pixels, seen, thick


def _rolled_back(shape: tuple[int, ...], gone: Flags, centre: tuple[float, float]) -> Pixels:
    """Marks on the unrolled disc around `centre`, 0 to 255, where they lie on a page of this shape."""
    flags = _POLAR | cv2.WARP_INVERSE_MAP
    marks = cv2.warpPolar(gone.astype(np.uint8) * 255, shape[::-1], centre, gone.shape[1], flags)
    return np.asarray(cv2.dilate(marks, np.ones((3, 3), np.uint8)), np.uint8)


def _whitened(part: Pixels, gone: Flags, centre: tuple[float, float], thick: float) -> Pixels:
    """The part of the page without the lines marked `gone`, and strokes whole again that they had cut."""
    line = _rolled_back(part.shape, gone, centre) > 100
    rest = np.where((part < _DARK) & ~line, np.uint8(255), np.uint8(0))
    length = round(1.6 * thick) + 4
    upward = cv2.morphologyEx(rest, cv2.MORPH_CLOSE, np.ones((length, 1), np.uint8))
    sideways = cv2.morphologyEx(rest, cv2.MORPH_CLOSE, np.ones((1, length), np.uint8))
    x, y = np.arange(part.shape[1]) - centre[0], np.arange(part.shape[0])[:, None] - centre[1]
    # A stroke goes on across the line, not along it: upright ones above and below the centre.
    strokes = ((upward > 0) & (abs(y) > 0.6 * abs(x))) | ((sideways > 0) & (abs(x) > 0.6 * abs(y)))
    return np.where(line & ~strokes, np.uint8(255), part)
