"""Pages for tests, set from plain text as on a typewriter: a column of the text is a place on the paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from hoso.pipeline.layout.rows import Row, rows_of
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Line, Page, Word

TODAY = date(2026, 11, 21)
WIDTH, HEIGHT, DPI = 2480, 3508, 300

#: As shares of the page: the left margin, a letter's width and height, the way from line to line.
MARGIN, LETTER, TALL, PITCH = 0.08, 0.0105, 0.012, 0.024
#: Letters that fit on a line.
COLUMNS = 80

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


@dataclass(frozen=True, slots=True)
class Print:
    """A line of text; `size` is that of its letters against ordinary ones."""

    text: str
    size: float = 1.0
    centred: bool = False
    confidence: float = 0.98


def title(text: str) -> Print:
    """A line in large letters in the middle, as titles are set."""
    return Print(text, 1.4, centred=True)


def motto() -> tuple[Print, ...]:
    """The two lines at the head of every state paper."""
    return tuple(Print(line, centred=True) for line in MOTTO)


def page_of(
    lines: Sequence[str | Print],
    number: int = 1,
    top: float = 0.05,
    pitch: float = PITCH,
    left: float = MARGIN,
) -> Page:
    """A page that shows the lines, each word in its column; an empty line leaves its place white.

    Three spaces and more part a line into pieces, as an engine does between columns.
    """
    pieces: list[Line] = []
    for at, line in enumerate(lines):
        pieces += _set(line if isinstance(line, Print) else Print(line), top + at * pitch, left)
    return Page(number, WIDTH, HEIGHT, DPI, lines=tuple(pieces))


def _set(line: Print, top: float, margin: float) -> list[Line]:
    letter = LETTER * line.size
    left = 0.5 - len(line.text) * letter / 2 if line.centred else margin
    pieces: list[list[Word]] = []
    end = -99
    for found in re.finditer(r"\S+", line.text):
        box = Box(left + found.start() * letter, top, left + found.end() * letter, top + TALL * line.size)
        if found.start() - end >= 3:
            pieces.append([])
        pieces[-1].append(Word(found[0], box, line.confidence))
        end = found.end()
    return [Line(tuple(words)) for words in pieces]


def blank_page(number: int) -> Page:
    """A page with nothing on it."""
    return Page(number, WIDTH, HEIGHT, DPI, blank=True)


def rows(*lines: str | Print) -> tuple[Row, ...]:
    """The rows of one page that shows the lines."""
    return rows_of([page_of(lines)])


def numbered(page: Page, number: int) -> Page:
    """The same page at another place of the scan."""
    return replace(page, number=number)
