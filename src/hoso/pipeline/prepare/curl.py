"""Page curl: on a sheet that does not lie flat, lines of text run in curves.

How they run is told by the feet of their letters. Letters side by side are strung to lines; one smooth
surface over the page says how much lower than its line each letter stands (as in the text-line methods of
document dewarping since Cao, Ding and Liu 2003, here without a model of the paper). What only one line does,
an odd word or a letter with a tail, has little weight.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from hoso.pipeline.prepare.ink import Pixels, components
from hoso.schemas.geometry import Bend

Numbers = NDArray[np.float64]
Floats = NDArray[np.float32]
#: For each letter the number of its line.
Lines = NDArray[np.intp]

#: Places of the surface down and across the page.
ROWS, COLUMNS = 3, 17
#: Marks lower or higher than this, in letter heights, are dots, tone marks, or several letters in one.
_LOW, _TALL = 0.5, 1.7
#: How far, in letter heights, a letter may stand from the next of its line.
_REACH = 1.4
#: Letters of a line worth following, and how many such lines tell how a page lies.
_LETTERS, _LINES = 9, 6
#: How unwilling the surface is to bend (per letter seen), along lines and from line to line.
_STIFF, _ALIKE = 0.2, 0.005
#: How far, in letter heights, from the surface a letter may stand before it weighs less, round after round.
_FAR = (1.0, 0.5, 0.25, 0.12, 0.12)
#: Lines of which the third quarter bends less than this share of a letter are read as well as straight ones.
_MOST, _LEAST = 0.75, 0.2
#: No line of a page that anybody can read drops so much, as a share of the page's height.
_FURTHEST = 0.25
#: A surface that explains less than this share of what lines bend is none.
_TOLD = 0.7


def find_bend(mask: Pixels, letter_height: float) -> Bend | None:
    """How the page with these marks (255 on 0, standing about upright) curls, in its pixels.

    `None` for a page that lies flat, as nearly all do, and where too few lines tell.
    """
    lines = list(_lines(_letters(mask, letter_height), letter_height))
    if len(lines) < _LINES:
        return None
    height, width = mask.shape
    design = np.concatenate([_weights(x / width, y / height) for x, y in lines])
    sizes = [len(x) for x, _ in lines]
    line = np.repeat(np.arange(len(lines)), sizes)
    feet = np.concatenate([y for _, y in lines])
    grid, told = _fitted(design, feet, line, letter_height)
    bends = np.quantile([np.ptp(part) for part in np.split(design @ grid, np.cumsum(sizes)[:-1])], _MOST)
    if bends < _LEAST * letter_height or told < _TOLD:
        return None
    rows = grid.reshape(ROWS, COLUMNS)
    rows = rows - rows.mean(axis=1, keepdims=True)
    if np.ptp(rows) > _FURTHEST * height:
        return None
    return Bend(width, height, tuple(tuple(float(value) for value in row) for row in rows))


def lean_of(bend: Bend) -> float:
    """How far lines rise to the right on the whole, in degrees: a tilt that is none of the curl."""
    across = np.linspace(-0.5, 0.5, COLUMNS) * bend.width
    drop = np.mean(bend.grid, axis=0)
    return -float(np.degrees(np.arctan((across @ drop) / (across @ across))))


def places_before(matrix: NDArray[np.floating], size: tuple[int, int], bend: Bend) -> tuple[Floats, Floats]:
    """For each pixel of a flat page of `size` (width, height) its place, x and y, on the image it comes from.

    `matrix` leads from the curled page of the same size to that image.
    """
    width, height = size
    grid = np.asarray(bend.of_size(size).grid)
    rows, columns = grid.shape
    across = np.arange(width) / width * (columns - 1)
    along = np.stack([np.interp(across, np.arange(columns), row) for row in grid])
    down = np.arange(height) / height * (rows - 1)
    upper = np.minimum(down.astype(int), rows - 2)
    share = (down - upper)[:, None]
    drop = along[upper] * (1 - share) + along[upper + 1] * share
    curled = (np.arange(height)[:, None] + drop).astype(np.float32)
    flat = np.repeat(np.arange(width, dtype=np.float32)[None], height, axis=0)
    found = cv2.perspectiveTransform(np.stack([flat, curled], axis=2), matrix)
    return np.asarray(found[..., 0], np.float32), np.asarray(found[..., 1], np.float32)


def _letters(mask: Pixels, letter_height: float) -> NDArray[np.int32]:
    """Left, top, width, height of the marks that may be letters: no dots, tone marks and patterns."""
    stats = components(mask).stats[1:, :4]
    tall = stats[:, cv2.CC_STAT_HEIGHT] / letter_height
    return np.asarray(stats[(tall >= _LOW) & (tall <= _TALL)])


def _lines(marks: NDArray[np.int32], letter_height: float) -> Iterator[tuple[Numbers, Numbers]]:
    """The letters of each line long enough to tell: their middles and feet."""
    if len(marks) < _LETTERS:
        return
    left, top, width, height = marks.T.astype(np.float64)
    x, y, bottom = left + width / 2, top + height / 2, top + height
    drawn = np.zeros((int(bottom.max()) + 2, int((left + width).max()) + 2), np.uint8)
    reach = _REACH * letter_height / 2
    boxes = np.stack([left - reach, top + height / 3, left + width + reach, bottom - height / 3], axis=1)
    for x0, y0, x1, y1 in np.rint(boxes).astype(int):
        drawn[y0 : y1 + 1, max(0, x0) : x1 + 1] = 1
    _, labels = cv2.connectedComponents(drawn)
    own = labels[y.astype(int), x.astype(int)]
    order = np.argsort(own, kind="stable")
    for group in np.split(order, np.flatnonzero(np.diff(own[order])) + 1):
        if len(group) >= _LETTERS:
            yield x[group], bottom[group]


def _weights(x: Numbers, y: Numbers) -> Numbers:
    """How much each place of the surface has to say at points of the page (0 to 1 across and down)."""
    across, down = _hats(x, COLUMNS), _hats(y, ROWS)
    return (down[:, :, None] * across[:, None, :]).reshape(len(x), ROWS * COLUMNS)


def _hats(at: Numbers, points: int) -> Numbers:
    away = np.abs(np.clip(at, 0, 1)[:, None] * (points - 1) - np.arange(points))
    return np.asarray(np.maximum(0.0, 1 - away), np.float64)


def _fitted(design: Numbers, feet: Numbers, line: Lines, letter_height: float) -> tuple[Numbers, float]:
    """The surface on which letters stand, each line at a height of its own, and how much of what lines bend
    it explains (0 to 1).

    By least squares in which what lies far off weighs less (Cauchy).
    """
    sure, off, grid = np.ones(len(feet)), feet, np.zeros(ROWS * COLUMNS)
    for far in _FAR:
        own = design - _means(design, sure, line)
        weighed = own * sure[:, None]
        grid = np.asarray(
            np.linalg.solve(own.T @ weighed + sure.sum() * _stiffness(), weighed.T @ feet), np.float64
        )
        off = feet - design @ grid
        off = off - _middles(off, line)
        sure = 1 / (1 + (off / (far * letter_height)) ** 2)
    bent = feet - _means(feet[:, None], sure, line).ravel()
    return grid, 1 - float(np.sum(sure * off**2)) / max(1e-9, float(np.sum(sure * bent**2)))


def _means(values: Numbers, sure: Numbers, line: Lines) -> Numbers:
    """For each letter the means over its line, each letter weighed by how sure it is."""
    firsts = np.flatnonzero(np.diff(line, prepend=-1))
    sums = np.add.reduceat(values * sure[:, None], firsts, axis=0)
    return np.asarray((sums / np.add.reduceat(sure, firsts)[:, None])[line], np.float64)


def _middles(values: Numbers, line: Lines) -> Numbers:
    """For each letter the median of its line."""
    parts = np.split(values, np.flatnonzero(np.diff(line)) + 1)
    return np.array([np.median(part) for part in parts])[line]


@cache
def _stiffness() -> Numbers:
    """What it costs the surface to bend along its rows, and to differ from row to row."""
    bending = np.diff(np.eye(COLUMNS), 2, axis=0)
    differing = np.diff(np.eye(ROWS), axis=0)
    along = np.kron(np.eye(ROWS), bending.T @ bending)
    down = np.kron(differing.T @ differing, np.eye(COLUMNS))
    return np.asarray(1e-2 * _STIFF * along + 1e-2 * _ALIKE * down + 1e-6 * np.eye(ROWS * COLUMNS))
