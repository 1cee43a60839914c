"""Taking away what forms print for the eye: ruled lines, cell borders, dotted lines to write on.

OCR reads dots as rows of `1`, `2` and `é` and borders as `|` and `/`. Letters that touch a line keep all
but the line's own thickness.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from hoso.pipeline.prepare.ink import Pixels, components

#: In letter heights: the least length of a line, its greatest thickness, the size of a leader's dot, the
#: widest gap between two of them, the least length of a row of dots.
_LINE, _THICK, _DOT, _DOT_GAP, _LEADER = 4.0, 0.38, 0.27, 0.6, 2.6
#: The same for typed full stops, in letter heights but the last two: how many, and the share at even gaps.
_TYPED, _TYPED_GAP, _TYPED_LEAST, _EVEN_SHARE = 0.42, 1.3, 6, 0.8
_DARK = 190


def without_rules(grey: Pixels, letter_height: float) -> Pixels:
    """The page (dark on white) without rules, borders and leaders; `letter_height` in its pixels."""
    if letter_height < 6:
        return grey
    dark = np.asarray(cv2.threshold(grey, _DARK - 1, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)
    lines = _lines(dark, letter_height)
    leaders = _leaders(np.asarray(cv2.subtract(dark, lines), np.uint8), letter_height)
    gone = cv2.dilate(cv2.max(lines, leaders), np.ones((3, 3), np.uint8))
    return np.asarray(cv2.max(grey, gone), np.uint8)


def _lines(dark: Pixels, letter: float) -> Pixels:
    """Long thin strokes, across and down."""
    length = max(12, round(_LINE * letter))
    thick = max(2.0, _THICK * letter)
    found = np.zeros_like(dark)
    for kernel, side in (
        (np.ones((1, length)), cv2.CC_STAT_HEIGHT),
        (np.ones((length, 1)), cv2.CC_STAT_WIDTH),
    ):
        strokes = cv2.morphologyEx(dark, cv2.MORPH_OPEN, kernel.astype(np.uint8))
        if not cv2.hasNonZero(strokes):
            continue
        marks = components(np.asarray(strokes, np.uint8))
        found |= marks.painted(marks.stats[:, side] <= thick)
    return found


def _leaders(dark: Pixels, letter: float) -> Pixels:
    """Dots and short dashes that stand in a row close together."""
    marks = components(dark)
    stats, centres = marks.stats, marks.centres
    small = (stats[:, cv2.CC_STAT_HEIGHT] <= max(2.0, _DOT * letter)) & (
        stats[:, cv2.CC_STAT_WIDTH] <= 2.5 * letter
    )
    dots = marks.painted(small)
    gap = max(3, round(_DOT_GAP * letter)) | 1
    joined = cv2.morphologyEx(dots, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    rows = components(np.asarray(joined, np.uint8))
    long = (rows.stats[:, cv2.CC_STAT_WIDTH] >= _LEADER * letter) & (
        rows.stats[:, cv2.CC_STAT_HEIGHT] <= max(3.0, 1.6 * _DOT * letter)
    )
    long[0] = False
    column, line = np.rint(centres).astype(np.intp).T
    row_of = np.where(small, rows.labels[line, column], 0)
    row_of[~long[row_of]] = 0
    chosen = np.zeros(len(stats), bool)
    for row in (*_by_row(row_of, centres), *_typed(stats, centres, letter)):
        chosen[row] = True
        chosen[row[_marks(stats[row], centres[row])]] = False
    return marks.painted(chosen)


def _by_row(row_of: NDArray[Any], centres: NDArray[Any]) -> Iterator[NDArray[np.intp]]:
    """The dots of each row, from left to right."""
    for row in np.unique(row_of[row_of > 0]):
        own = np.flatnonzero(row_of == row)
        yield own[np.argsort(centres[own, 0])]


def _typed(stats: NDArray[Any], centres: NDArray[Any], letter: float) -> Iterator[NDArray[np.intp]]:
    """Rows of typed full stops, larger and wider apart than printed leaders: what tells them from the dots
    of letters is that they stand at even distances."""
    dots = np.flatnonzero(
        (stats[:, cv2.CC_STAT_HEIGHT] <= _TYPED * letter)
        & (stats[:, cv2.CC_STAT_WIDTH] <= 1.5 * _TYPED * letter)
        & (stats[:, cv2.CC_STAT_AREA] > 3)
    )
    dots = dots[np.argsort(centres[dots, 1])]
    for line in np.split(dots, np.flatnonzero(np.diff(centres[dots, 1]) > 0.12 * letter) + 1):
        across = line[np.argsort(centres[line, 0])]
        gaps = np.diff(centres[across, 0])
        for run in np.split(across, np.flatnonzero(gaps > _TYPED_GAP * letter) + 1):
            if len(run) >= _TYPED_LEAST and _even(np.diff(centres[run, 0])):
                yield run


def _even(gaps: NDArray[Any]) -> bool:
    usual = np.median(gaps)
    return bool(np.mean(abs(gaps - usual) <= 0.25 * usual) >= _EVEN_SHARE)


def _marks(stats: NDArray[Any], centres: NDArray[Any]) -> NDArray[np.bool_]:
    """Which dots of a row are none of its own: the dot under a letter (`ạ`, `ệ`) that stands on the row.

    Such a dot is larger than those beside it, or above their line. Taking it away would change the word.
    """
    tall, area = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_AREA]
    rises = _usual(centres[:, 1]) - centres[:, 1]
    larger = (area > 2.2 * _usual(area)) & (tall > 1.3 * _usual(tall))
    above = (rises > np.maximum(1.5, 0.6 * _usual(tall))) & (stats[:, cv2.CC_STAT_WIDTH] <= 1.7 * tall)
    return np.asarray((tall >= 2) & (larger | above), bool)


def _usual(values: NDArray[Any], around: int = 4) -> NDArray[Any]:
    """The median of each value and its neighbours on both sides."""
    padded = np.pad(values.astype(float), around, mode="edge")
    return np.asarray(np.median(np.lib.stride_tricks.sliding_window_view(padded, 2 * around + 1), axis=1))
