"""Pages that show a rendered sample as it was set, as if every word had been read without a fault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hoso.pipeline.prepare import ocr_image
from hoso.pipeline.prepare.ink import find_ink, reduced, resized, to_grey
from hoso.pipeline.recognise.attempt import FULL_HEIGHT
from hoso.samples.render import Place, Sheet
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Line, Page, Word

#: A rendered word's box reaches above and below its letters: these shares of it are white.
_ABOVE, _BELOW = 0.18, 0.17
#: Words whose middles differ by less than this share of their height stand on one line.
_SAME_LINE = 0.35
#: White space this many letter heights wide parts two lines, as an engine parts columns.
_COLUMN_GAP = 2.0
CONFIDENCE = 0.97


def page_of_sheet(sheet: Sheet, number: int = 1) -> Page:
    """The page that a perfect engine would read from the sheet, its tables' cells as they are found."""
    height, width = sheet.image.shape[:2]
    page = page_of_words(sheet.words, (width, height), number)
    return replace(page, cells=_cells(sheet))


def _cells(sheet: Sheet) -> tuple[Box, ...]:
    small, scale = reduced(to_grey(sheet.image))
    letter = find_ink(small).letter_height / scale
    if not letter:
        return ()
    zoom = FULL_HEIGHT / letter
    return ocr_image(resized(sheet.image, zoom), 300 * zoom, FULL_HEIGHT)[1]


def page_of_words(words: Sequence[Place], size: tuple[int, int], number: int = 1) -> Page:
    """A page of that size in pixels whose words stand in these places, gathered into lines."""
    width, height = size
    rows: list[list[Word]] = []
    for word in sorted((_word(place) for place in words), key=lambda word: word.box.centre[1]):
        row = rows[-1] if rows else None
        if row and abs(row[-1].box.centre[1] - word.box.centre[1]) < _SAME_LINE * word.box.height:
            row.append(word)
        else:
            rows.append([word])
    lines = [line for row in rows for line in _lines(row, height / width)]
    return Page(number, width, height, 300, lines=tuple(lines))


def _word(place: Place) -> Word:
    left, top, right, bottom = place.box
    tall = bottom - top
    box = Box(left, top + _ABOVE * tall, right, bottom - _BELOW * tall)
    return Word(place.text, box, CONFIDENCE)


def _lines(row: Sequence[Word], shape: float) -> list[Line]:
    """The words of one height from left to right, parted at wide gaps; pieces set close are one word."""
    lines: list[list[Word]] = []
    for word in sorted(row, key=lambda word: word.box.left):
        gap = (word.box.left - lines[-1][-1].box.right) / (word.box.height * shape) if lines else 99.0
        if gap > _COLUMN_GAP:
            lines.append([word])
        elif gap < 0.15:
            last = lines[-1][-1]
            lines[-1][-1] = Word(last.text + word.text, Box.around((last.box, word.box)), CONFIDENCE)
        else:
            lines[-1].append(word)
    return [Line(tuple(words)) for words in lines]
