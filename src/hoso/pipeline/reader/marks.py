"""The marks of ink on a page, letter by letter: where lines stand when boxes of words do not say it well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from hoso.pipeline.prepare.ink import Pixels, components
from hoso.pipeline.reader.measure import Bounds, Setting, body

_DARK = 150
#: Marks of letters on a page made ready for reading, in pixels: no dots and accents, no seals and pictures.
_LOWEST, _HIGHEST, _WIDEST = 8, 80, 160
#: Bottoms of letters of one line lie within so much of their height; tails hang lower.
_LEVEL = 0.3
#: What the median letter of a text of unknown letters takes of the em: mostly small ones, or capitals.
_UNKNOWN = (0.5, 0.67)
#: Letters of a line stand closer than this to each other, in heights.
_NEAR = 1.3
_FEWEST = 2
#: Letters of a word stand closer than this to each other, in ems.
_JOINED = 0.22

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks of the size of letters: their edges in pixels of the page."""

    left: Numbers
    top: Numbers
    right: Numbers
    bottom: Numbers

    @property
    def height(self) -> Numbers:
        return self.bottom - self.top

    def inside(self, bounds: Bounds) -> Marks:
        """Those whose middle lies inside the bounds."""
        x, y = (self.left + self.right) / 2, (self.top + self.bottom) / 2
        return self.only((bounds[0] <= x) & (x <= bounds[2]) & (bounds[1] <= y) & (y <= bounds[3]))

    def reaching(self, it: Setting, left: float, right: float) -> tuple[float, float]:
        """How far the line between two columns really goes: boxes of words may end before the last letter."""
        level = np.abs(self.bottom - it.baseline - it.slope * (self.left - it.at)) < _LEVEL * it.em
        line = self.only(level & (self.height > 0.3 * it.em))
        for column in np.sort(line.left):
            if right - it.em < column < right + _JOINED * it.em:
                right = max(right, float(line.right[line.left == column].max()))
        for column in -np.sort(-line.right):
            if left - _JOINED * it.em < column < left + it.em:
                left = min(left, float(line.left[line.right == column].min()))
        return left, right

    def only(self, chosen: NDArray[np.bool_]) -> Marks:
        return Marks(self.left[chosen], self.top[chosen], self.right[chosen], self.bottom[chosen])


def find_marks(page: Pixels) -> Marks:
    """The marks of a page (grey, dark on white, made ready for reading)."""
    dark = (page < _DARK).astype(np.uint8)
    stats = components(dark).stats
    left, top, width, height = (stats[1:, at].astype(np.float64) for at in range(4))
    keep = (height >= _LOWEST) & (height <= _HIGHEST) & (width <= _WIDEST)
    return Marks(left, top, left + width, top + height).only(keep)


def setting_of_marks(marks: Marks, bounds: Bounds, text: str) -> Setting | None:
    """The setting of a line inside these bounds with about this text, by its letters' own heights."""
    found = marks.inside(bounds)
    if len(found.left) < _FEWEST:
        return None
    tall = float(np.median(found.height))
    levels = [np.abs(found.bottom - bottom) < _LEVEL * tall for bottom in found.bottom]
    line = found.only(max(levels, key=lambda level: float((found.right - found.left)[level].sum())))
    height = float(np.median(line.height))
    return Setting(height / body(text), float(np.median(line.bottom)))


def unread(
    page: Pixels, marks: Marks, boxes: Sequence[Bounds]
) -> Iterator[tuple[Bounds, tuple[Setting, ...]]]:
    """Rows of marks on which no word was found: their bounds, and the settings that they may have."""
    covered = np.zeros(page.shape, np.uint8)
    for left, top, right, bottom in boxes:
        rows = slice(max(0, int(top)), max(0, int(bottom) + 1))
        covered[rows, max(0, int(left) - 2) : max(0, int(right) + 3)] = 1
    x = ((marks.left + marks.right) / 2).astype(int)
    y = ((marks.top + marks.bottom) / 2).astype(int)
    alone = marks.only(covered[y, x] == 0)
    for group in _rows(alone, page.shape):
        row = alone.only(group)
        height = float(np.median(row.height))
        baseline = float(median(row.bottom))
        bounds = (
            float(row.left.min()),
            float(row.top.min()),
            float(row.right.max()),
            float(row.bottom.max()),
        )
        yield bounds, tuple(Setting(height / share, baseline) for share in _UNKNOWN)


def _rows(marks: Marks, shape: tuple[int, ...]) -> Iterator[NDArray[np.bool_]]:
    """Which marks stand beside each other: their middles, drawn out to the sides, touch."""
    drawn = np.zeros(shape, np.uint8)
    for left, top, right, bottom in zip(marks.left, marks.top, marks.right, marks.bottom, strict=True):
        reach = _NEAR * (bottom - top) / 2
        third = (bottom - top) / 3
        cv2.rectangle(
            drawn, (int(left - reach), int(top + third)), (int(right + reach), int(bottom - third)), 1, -1
        )
    _, labels = cv2.connectedComponents(drawn)
    x = ((marks.left + marks.right) / 2).astype(int)
    y = ((marks.top + marks.bottom) / 2).astype(int)
    own = labels[y, x]
    for label in np.unique(own):
        group = own == label
        heights = marks.height[group]
        if label and group.sum() >= _FEWEST and heights.max() < 3 * np.median(heights):
            yield group
