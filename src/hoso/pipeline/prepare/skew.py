"""Which way text lines run, and how far they tilt, from the profile of the ink alone.

The number of marks per row of pixels, summed along lines of a tried angle, is sharpest when the angle is
the text's own (projection profile; Postl 1986, Bloomberg 1995).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hoso.pipeline.prepare.ink import Pixels

#: Tilts beyond this many degrees are not looked for: no feeder and no hand lays a page more crooked.
MAX_TILT = 15.0

_COARSE_STEP = 0.5
#: How much sharper the other edge of the lines must be before a page is taken to lie upside down.
_OTHER_EDGE = 1.04
_FEW, _MANY = 15_000, 80_000
#: How much sharper than the other the axis of the lines is where it is plain; else it is looked for in bands.
_PLAIN, _BANDS = 1.5, 4
#: Edges of ink below which there are no lines to measure.
_FEWEST = 30


@dataclass(frozen=True, slots=True)
class Tilt:
    """`degrees`: how far lines rise to the right; `sharpness`: of the profile there, to compare axes."""

    degrees: float
    sharpness: float


def _lower_edges(mask: Pixels) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where ink ends downwards: base lines stand out better there than in the ink as a whole."""
    edges = (mask[:-1] > 0) & (mask[1:] == 0)
    rows, columns = np.nonzero(edges)
    return columns.astype(np.float64), rows.astype(np.float64)


def _sharpness(x: NDArray[np.float64], y: NDArray[np.float64], degrees: float) -> float:
    """How peaked the profile is along lines that rise by `degrees`."""
    rows = y + x * np.tan(np.radians(degrees))
    rows -= rows.min()
    profile = np.bincount(rows.astype(np.int64))
    return float(np.sum(profile.astype(np.float64) ** 2)) / len(x)


def _thinned(
    x: NDArray[np.float64], y: NDArray[np.float64], most: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    step = max(1, len(x) // most)
    return x[::step], y[::step]


def coarse_tilt(mask: Pixels) -> Tilt:
    """The tilt to half a degree, quickly."""
    x, y = _thinned(*_lower_edges(mask), _FEW)
    if len(x) < _FEWEST:
        return Tilt(0.0, 0.0)
    angles = np.arange(-MAX_TILT, MAX_TILT + 0.01, _COARSE_STEP)
    scores = [_sharpness(x, y, angle) for angle in angles]
    best = int(np.argmax(scores))
    return Tilt(float(angles[best]), scores[best] / float(np.median(scores)))


def fine_tilt(mask: Pixels, near: float) -> float:
    """The tilt in degrees, to a few hundredths, given a first guess within half a degree."""
    x, y = _thinned(*_lower_edges(mask), _MANY)
    if len(x) < _FEWEST:
        return 0.0
    step, best = _COARSE_STEP, near
    for _ in range(3):
        angles = best + np.linspace(-step, step, 9)
        scores = [_sharpness(x, y, angle) for angle in angles]
        top = int(np.argmax(scores))
        best, step = float(angles[top]), step / 4
    return best


def reading_axis(mask: Pixels) -> tuple[bool, Tilt]:
    """Whether text lines run down the page (a quarter turn is needed), and the tilt along the lines."""
    turned = np.ascontiguousarray(np.rot90(mask, -1))
    across, down = coarse_tilt(mask), coarse_tilt(turned)
    sideways = down.sharpness > across.sharpness
    if max(across.sharpness, down.sharpness) < _PLAIN * min(across.sharpness, down.sharpness):
        sideways = _sharpness_of_bands(turned) > _sharpness_of_bands(mask)
    return sideways, down if sideways else across


def _sharpness_of_bands(mask: Pixels) -> float:
    """How sharp lines are in upright bands of the page: short pieces of a curled line are straight."""
    bands = np.array_split(mask, _BANDS, axis=1)
    return sum(coarse_tilt(np.ascontiguousarray(band)).sharpness for band in bands)


def lies_upside_down(mask: Pixels, degrees: float) -> bool:
    """Whether the lines, which rise by `degrees`, stand on their heads, as far as the ink alone tells.

    Letters stand on a line, above which marks and tall letters rise to many heights: the sharper edge is
    the lower one. That was so on 98 of 100 sample pages; which way is up is settled by reading.
    """
    lower, upper = (
        _thinned(*_lower_edges(way), _MANY) for way in (mask, np.ascontiguousarray(np.rot90(mask, 2)))
    )
    if min(len(lower[0]), len(upper[0])) < _FEWEST:
        return False
    return _sharpness(*upper, degrees) > _OTHER_EDGE * _sharpness(*lower, degrees)
