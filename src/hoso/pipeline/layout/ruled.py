"""Ruled tables: one row of cells is one row of text, whatever the lines that its cells wrap to.

A label in the middle of its cell stands beside the second line of a value of three; by height alone the
first line would belong to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hoso.schemas.geometry import Box
from hoso.schemas.pages import Line, Page, Word

#: Cells of one row begin and end at the same height, give or take this share of the page.
_SAME = 0.008
#: Rows further than so many times their height from each other are not taken for rows of one table.
_NEAR = 6.0
#: A cell of more lines is a frame around several fields.
_MOST_LINES = 5

#: The lines of a part of a page gathered into rows of words, from top to bottom.
Gather = Callable[[Sequence[Line]], list[list[Word]]]


@dataclass(frozen=True, slots=True)
class Band:
    """One row of a table: the words of each of its cells, in reading order."""

    cells: tuple[tuple[Word, ...], ...]

    @property
    def words(self) -> list[Word]:
        return [word for cell in self.cells for word in cell]


def bands_of(page: Page, gather: Gather) -> tuple[list[Band], list[Line]]:
    """The rows of the page's tables, and the lines that stand in none of them."""
    bands, taken = [], set[int]()
    for cells in rows_of_cells(page.cells):
        parts = [gather(_inside(page.lines, cell)) for cell in cells]
        parts = [part for part in parts if part]
        if len(parts) > 1 and not any(map(_holds_fields, parts)):
            bands.append(Band(tuple(tuple(word for line in part for word in line) for part in parts)))
            taken |= {id(word) for word in bands[-1].words}
    if not bands:
        return [], list(page.lines)
    rest = (tuple(word for word in line.words if id(word) not in taken) for line in page.lines)
    return bands, [Line(words) for words in rest if words]


def rows_of_cells(cells: Sequence[Box]) -> list[list[Box]]:
    """Cells beside each other, two at least, from left to right."""
    rows: list[list[Box]] = []
    for cell in cells:
        row = next((row for row in reversed(rows) if _beside(row, cell)), None)
        if row is None:
            rows.append([cell])
        else:
            row.append(cell)
    whole = [sorted(_completed(row, rows), key=lambda cell: cell.left) for row in rows]
    return [row for row in whole if len(row) > 1]


def _completed(row: Sequence[Box], rows: Sequence[Sequence[Box]]) -> list[Box]:
    """The row with the cells that rows of the same columns have, where its own rules were too faint."""
    found = list(row)
    height = row[0].height
    near = sorted(rows, key=lambda other: abs(other[0].top - row[0].top))
    for other in near:
        apart = max(other[0].top - row[0].bottom, row[0].top - other[0].bottom)
        if apart > _NEAR * height or len(other) <= len(found) or not _same_columns(found, other):
            continue
        for cell in other:
            if all(cell.right <= own.left + _SAME or own.right <= cell.left + _SAME for own in found):
                found.append(Box(cell.left, row[0].top, cell.right, row[0].bottom))
    return found


def _same_columns(row: Sequence[Box], other: Sequence[Box]) -> bool:
    """Whether each cell of the row stands over or under one of the other that is as wide."""
    return all(
        any(abs(own.left - cell.left) < _SAME and abs(own.right - cell.right) < _SAME for cell in other)
        for own in row
    )


def _beside(row: Sequence[Box], cell: Box) -> bool:
    level = all(abs(c.top - cell.top) < _SAME and abs(c.bottom - cell.bottom) < _SAME for c in row)
    return level and all(c.right <= cell.left + _SAME or cell.right <= c.left + _SAME for c in row)


def _inside(lines: Sequence[Line], cell: Box) -> list[Line]:
    parts = (tuple(word for word in line.words if cell.holds(word.box)) for line in lines)
    return [Line(words) for words in parts if words]


def _holds_fields(part: Sequence[Sequence[Word]]) -> bool:
    """Whether a cell is a box of several fields with labels of their own, and no cell of a table."""
    opened = [line for line in part if line[0].text[:1].isalpha()]
    labelled = sum(any(word.text.endswith(":") for word in line[:-1]) for line in opened)
    return len(part) > _MOST_LINES or labelled > 1
