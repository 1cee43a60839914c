"""Tables are read cell by cell where cells hold several lines.

A label in the middle of its cell stands between the two lines of the value beside it. Read as a page, the
three become one or two lines of mixed-up words; a cell alone is a plain block of text.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hoso.pipeline.layout.ruled import rows_of_cells
from hoso.pipeline.prepare.ink import Pixels, resized
from hoso.pipeline.recognise.engines import OcrEngine, RecognisedWord
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Line, Word

#: In letter heights: a lower row of cells holds one line, and a higher one is no row of a table.
_TWO_LINES, _MOST = 3.2, 16.0
#: Darker than this is ink; a cell with less of it, in squared letter heights, is empty.
_DARK, _LEAST_INK = 128, 0.25
#: Words, as a share of their area, that lie in a cell are read there.
_INSIDE = 0.5
#: White around the cell's picture, in letter heights: engines read poorly at edges.
_MARGIN = 0.6


def crowded(cells: Sequence[Box], page_height: int, letter_height: float) -> list[Box]:
    """The cells of the rows that are high enough for two lines; heights in pixels of one image."""
    low, high = (times * letter_height / page_height for times in (_TWO_LINES, _MOST))
    return [cell for row in rows_of_cells(cells) for cell in row if low <= row[0].height <= high]


def without(lines: Sequence[Line], cells: Sequence[Box]) -> tuple[Line, ...]:
    """The lines without the words in these cells."""
    rest = (tuple(word for word in line.words if not _is_in(cells, word)) for line in lines)
    return tuple(Line(words) for words in rest if words)


def _is_in(cells: Sequence[Box], word: Word) -> bool:
    return any(cell.overlap(word.box) > _INSIDE for cell in cells)


def read_cells(
    cells: Sequence[Box], page: Pixels, sizes: tuple[float, float], engine: OcrEngine, dpi: float
) -> dict[Box, tuple[Line, ...]]:
    """The lines of each cell of the page (grey, dark on white) in which any are read.

    `sizes`: the height of letters on the page, and the one that the engine reads best.
    Errors: `EngineError`.
    """
    letter, best = sizes
    scale, margin = min(1.0, best / letter), round(_MARGIN * letter)
    found: dict[Box, tuple[Line, ...]] = {}
    for cell in cells:
        area = _area(cell, page)
        if np.count_nonzero(page[area] < _DARK) < _LEAST_INK * letter**2:
            continue
        framed = np.pad(page[area], margin, constant_values=255)
        words = engine.recognise(resized(framed, scale), round(dpi * scale), "block")
        corner = area[1].start - margin, area[0].start - margin
        if lines := _lines(words, scale, corner, (page.shape[1], page.shape[0])):
            found[cell] = lines
    return found


def _area(cell: Box, page: Pixels) -> tuple[slice, slice]:
    height, width = page.shape[:2]
    rows = slice(round(cell.top * height), round(cell.bottom * height))
    return rows, slice(round(cell.left * width), round(cell.right * width))


def _lines(
    words: Sequence[RecognisedWord], scale: float, corner: tuple[int, int], size: tuple[int, int]
) -> tuple[Line, ...]:
    """The engine's words, read at that scale, as lines with places on the page."""
    by_line: dict[object, list[Word]] = {}
    for word in words:
        left, top = corner[0] + word.left / scale, corner[1] + word.top / scale
        right, bottom = left + word.width / scale, top + word.height / scale
        box = Box(left / size[0], top / size[1], right / size[0], bottom / size[1]).clipped()
        by_line.setdefault(word.line, []).append(Word(word.text, box, word.confidence))
    return tuple(Line(tuple(line)) for line in by_line.values())
