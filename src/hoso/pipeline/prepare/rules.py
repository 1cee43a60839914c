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

#: In letter heights: the least length of the side of a digit's box and of a line, the greatest thickness of
#: both, the size of a leader's dot, the widest gap between two of them, the least length of a row of dots.
_RUNG, _LINE, _THICK, _DOT, _DOT_GAP, _LEADER = 1.4, 4.0, 0.38, 0.27, 0.6, 2.6
#: How level the sides of such boxes begin, and how wide they are at least and at most.
_LEVEL, _DIGIT = 0.3, (0.75, 3.0)
#: How wide the lines above and below a table's row are at least, and the white on both sides of what parts
#: its cells.
_TABLE, _WHITE = 15.0, 0.3
#: The same for typed full stops, in letter heights but the last two: how many, and the share at even gaps.
_TYPED, _TYPED_GAP, _TYPED_LEAST, _EVEN_SHARE = 0.42, 1.3, 6, 0.8
#: Dots of a row that tell its step, and its slope; how much larger than they another may be, how far from
#: their step, as a share of it, and how wide, in letter heights, the word before it.
_STEPS, _SLOPED, _AS_LARGE, _IN_STEP, _WORD = 6, 12, 1.6, 0.22, 5.0
_DARK = 190


def parted(grey: Pixels, letter_height: float) -> tuple[Pixels, Pixels]:
    """The page (dark on white) without rules, borders and leaders, and where its rules and borders are (255).

    `letter_height` is in its pixels.
    """
    if letter_height < 6:
        return grey, np.zeros_like(grey)
    dark = _dark(grey)
    lines = _lines(dark, letter_height)
    leaders = _leaders(np.asarray(cv2.subtract(dark, lines), np.uint8), letter_height)
    gone = cv2.dilate(cv2.max(lines, leaders), np.ones((3, 3), np.uint8))
    return np.asarray(cv2.max(grey, gone), np.uint8), lines


def ruled_lines(grey: Pixels, letter_height: float) -> Pixels:
    """255 where a rule or border is on the page (dark on white)."""
    return _lines(_dark(grey), letter_height)


def _dark(grey: Pixels) -> Pixels:
    return np.asarray(cv2.threshold(grey, _DARK - 1, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)


def _lines(dark: Pixels, letter: float) -> Pixels:
    """Long thin strokes, across and down, and the short ones between two that run across."""
    length = max(12, round(_LINE * letter))
    across = _strokes(dark, (length, 1), letter)
    down = _strokes(dark, (1, length), letter)
    return np.asarray(cv2.max(cv2.max(across, down), _rungs(dark, across, letter)), np.uint8)


def _strokes(dark: Pixels, reach: tuple[int, int], letter: float) -> Pixels:
    """What is as long as `reach` (columns, rows), one of them 1, and no thicker than a rule."""
    strokes = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones(reach[::-1], np.uint8))
    if not cv2.hasNonZero(strokes):
        return np.zeros_like(dark)
    marks = components(np.asarray(strokes, np.uint8))
    side = cv2.CC_STAT_HEIGHT if reach[1] == 1 else cv2.CC_STAT_WIDTH
    return marks.painted(marks.stats[:, side] <= max(2.0, _THICK * letter))


def _rungs(dark: Pixels, lines: Pixels, letter: float) -> Pixels:
    """Short strokes down from one line to another: the sides of boxes that hold a digit each, and those of
    cells one line high.

    A letter's stem is no shorter, but it does not reach lines above and below.
    """
    if not cv2.hasNonZero(lines):
        return lines
    kernel = np.ones((max(8, round(_RUNG * letter)), 1), np.uint8)
    strokes = components(
        np.asarray(cv2.morphologyEx(cv2.subtract(dark, lines), cv2.MORPH_OPEN, kernel), np.uint8)
    )
    near = cv2.dilate(lines, np.ones((5, 3), np.uint8))
    height, width = near.shape
    left, top, wide, tall = (strokes.stats[:, at] for at in range(4))
    column = np.minimum(left + wide // 2, width - 1)
    above, below = np.maximum(top - 1, 0), np.minimum(top + tall, height - 1)
    joins = (near[above, column] > 0) & (near[below, column] > 0) & (wide <= max(2.0, _THICK * letter))
    joins[0] = False
    at = np.flatnonzero(joins)
    ends = components(np.asarray(near, np.uint8))
    wide_line = ends.stats[:, cv2.CC_STAT_WIDTH] >= _TABLE * letter
    ruled = wide_line[ends.labels[above[at], column[at]]] & wide_line[ends.labels[below[at], column[at]]]
    boxes = strokes.stats[at]
    sides = ruled & np.array([_stands_alone(dark, box, letter) for box in boxes], bool)
    joins[at] = _spaced(left[at], top[at], letter) | sides
    return strokes.painted(joins)


def _stands_alone(dark: Pixels, box: NDArray[Any], letter: float) -> bool:
    """Whether the page is white on both sides of a stroke, as it is not beside the stem of a letter."""
    left, top, wide, tall = (int(box[at]) for at in range(4))
    reach = max(2, round(_WHITE * letter))
    inside = slice(top + tall // 6, top + tall - tall // 6)
    before = dark[inside, max(0, left - 1 - reach) : max(0, left - 1)]
    after = dark[inside, left + wide + 1 : left + wide + 1 + reach]
    return not before.any() and not after.any()


def _spaced(left: NDArray[Any], top: NDArray[Any], letter: float) -> NDArray[np.bool_]:
    """Which strokes stand in a row, a digit's width from the next: stems of letters stand closer.

    Serifs that touch make lines along a word in capitals, and its stems reach from one to the other.
    """
    beside = abs(top[:, None] - top) < _LEVEL * letter
    np.fill_diagonal(beside, val=False)
    apart = np.where(beside, abs(left[:, None] - left), np.inf).min(axis=1, initial=np.inf)
    return np.asarray((apart >= _DIGIT[0] * letter) & (apart <= _DIGIT[1] * letter), bool)


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
    small[0] = False
    for row in (*_by_row(row_of, centres), *_typed(stats, centres, letter)):
        chosen[row] = True
        more = _in_step(row, np.flatnonzero(small & ~chosen), stats, centres, letter)
        chosen[[at for at in more if _is_between_words(dark, stats[at], letter)]] = True
        chosen[row[_marks(stats[row], centres[row])]] = False
    return marks.painted(chosen)


def _is_between_words(dark: Pixels, dot: NDArray[Any], letter: float) -> bool:
    """Whether nothing is written over a dot: one under a letter may be its own (`ậ`)."""
    left, top, wide = (int(dot[at]) for at in range(3))
    over = dark[max(0, top - round(letter)) : max(0, top - 1), max(0, left - 1) : left + wide + 1]
    return not over.any()


def _in_step(
    row: NDArray[Any], others: NDArray[Any], stats: NDArray[Any], centres: NDArray[Any], letter: float
) -> NDArray[np.intp]:
    """The dots that a row goes on with between the words written on it: too few in each place to be a row,
    but on its line, of its size, and in step with it.

    A full stop or the dot under a letter stands in step by chance only, and most are larger.
    """
    step = float(np.median(np.diff(centres[row, 0]))) if len(row) >= _STEPS else 0.0
    if step <= 0:
        return np.zeros(0, np.intp)
    area, tall = np.median(stats[row, cv2.CC_STAT_AREA]), np.median(stats[row, cv2.CC_STAT_HEIGHT])
    slope, start = np.polyfit(centres[row, 0], centres[row, 1], 1) if len(row) >= _SLOPED else (0.0, 0.0)
    start = start if len(row) >= _SLOPED else float(np.median(centres[row, 1]))
    off = abs(centres[others, 1] - (slope * centres[others, 0] + start))
    alike = (stats[others, cv2.CC_STAT_AREA] <= _AS_LARGE * area) & (
        stats[others, cv2.CC_STAT_HEIGHT] <= tall + 1
    )
    near = others[alike & (off <= max(1.0, 0.4 * tall))]
    found: list[int] = []
    for ways, end in ((1, row[-1]), (-1, row[0])):
        last = float(centres[end, 0])
        for at in near[np.argsort(ways * centres[near, 0])]:
            gap = ways * (centres[at, 0] - last)
            steps = gap / step
            if gap > _WORD * letter:
                break
            if steps > 0.5 and abs(steps - round(steps)) <= _IN_STEP:
                found.append(int(at))
                last = float(centres[at, 0])
    return np.array(found, np.intp)


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
