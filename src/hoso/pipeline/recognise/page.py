"""From a page image to a `Page`: upright by reading itself, words in lines with places on the page."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from hoso.pipeline.prepare import stand_upright
from hoso.pipeline.prepare.ink import WORK_SIDE, Pixels, to_grey
from hoso.pipeline.reader.lines import PageReader
from hoso.pipeline.recognise.attempt import (
    FULL_HEIGHT,
    READING_HEIGHT,
    Prepared,
    Reading,
    is_noise,
    prepare,
)
from hoso.pipeline.recognise.cells import without
from hoso.pipeline.recognise.engines import OcrEngine
from hoso.pipeline.recognise.merge import READER_AND_TESSERACT, merge, without_doubles
from hoso.pipeline.recognise.pen import FEWEST, printed, told_apart
from hoso.pipeline.recognise.quality import grade
from hoso.pipeline.recognise.second_look import LOOK_HEIGHT, look_again
from hoso.schemas.pages import Line, Page

#: A page whose words score this well stands the right way up; no further look is needed.
_SURE = 0.72
#: A page whose words score this well was read with all its lines.
_CLEAR = 0.9
#: Of two opposite ways the better one is right when it scores this well.
_LIKELY = 0.55
#: Words are about as high as a page's usual marks, 0.95 to 1.1 times on half of the pages, never lower than
#: this where print was all there is; and how often a page may be read again for that.
_MUCH_LOWER, _MORE_LOOKS = 0.75, 2
#: Fewer words than this are little for a page, and what its letters may then be against its marks.
_LITTLE, _MUCH_SMALLER = 100, 0.6
#: Fewer letter-sized marks than this, and no word read: the page is blank.
_BLANK_LETTERS = 25
#: With this many marks there is something on the page, whether it can be read or not.
_DENSE_LETTERS = 400
#: The grey in the middle of a page that is printed in light on dark, and nothing darker.
_DARK = 110
#: Fewer pixels than this across, at the size at which pages are measured: no letter stands on such a strip.
_STRIP = 8


def _read_upright(pixels: Pixels, dpi: float, engine: OcrEngine) -> tuple[Reading, Prepared]:
    """The page read the right way up.

    The lines' direction comes from the ink, which also tells the likelier of the two ways up; reading is the
    proof, for a page upside down reads as gibberish. Only a weak reading costs another.
    """
    prepared = prepare(pixels, stand_upright(pixels), dpi)
    first = prepared.read(engine, READING_HEIGHT, "vie")
    if (first.upright.letters < _BLANK_LETTERS and not first.words) or first.score >= _SURE:
        return first, prepared
    tries = [(first, prepared)]
    for quarter in (2, 1, 3):
        turned = prepared.turned(quarter)
        tries.append((turned.read(engine, READING_HEIGHT, "vie"), turned))
        best = max(reading.score for reading, _ in tries)
        if tries[-1][0].score >= _SURE or (quarter == 2 and best >= _LIKELY):
            break
    return max(tries, key=lambda t: t[0].score * min(1.0, len(t[0].words) / 5))


def _read_large_enough(
    reading: Reading, prepared: Prepared, pixels: Pixels, dpi: float, engine: OcrEngine
) -> tuple[Reading, Prepared]:
    """The page read again, larger, where its words turn out much lower than its marks, or where little was
    read of it: what stands out on a copied card are the bars of its code and the lines of fingers."""
    for _ in range(_MORE_LOOKS):
        height, marks = reading.word_height, prepared.upright.letter_height
        if len(reading.words) < _LITTLE and reading.score < _CLEAR:
            height = min(height or marks, _MUCH_SMALLER * marks)
        if not 0 < height < _MUCH_LOWER * marks:
            break
        larger = prepare(pixels, replace(prepared.upright, letter_height=height), dpi)
        again = larger.read(engine, READING_HEIGHT, "vie")
        if again.weight <= reading.weight:
            break
        reading, prepared = again, larger
    return reading, prepared


def _read_otherwise(
    reading: Reading, prepared: Prepared, pixels: Pixels, dpi: float, engine: OcrEngine
) -> tuple[Reading, Prepared]:
    """The page of which nothing was read, tried in other ways before it is taken for a blank one.

    As one block of text, for a single line between rows of dots is taken for a picture; and with light and
    dark exchanged, for covers are printed in gold on red.
    """
    if reading.says_something:
        return reading, prepared
    for quarter in (0, 2, 1, 3) if reading.upright.letters >= _BLANK_LETTERS else ():
        turned = prepared.turned(quarter) if quarter else prepared
        block = turned.read(engine, READING_HEIGHT, "vie", "block")
        if block.says_something and block.score >= _SURE:
            return block, turned
    if _is_dark(pixels):
        negative = _read_upright(np.asarray(255 - to_grey(pixels), np.uint8), dpi, engine)
        if negative[0].says_something and negative[0].score >= _LIKELY:
            return negative
    return reading, prepared


def _is_dark(pixels: Pixels) -> bool:
    height, width = pixels.shape[:2]
    middle = pixels[height // 4 : -height // 4, width // 4 : -width // 4]
    return bool(np.median(to_grey(np.ascontiguousarray(middle[::4, ::4]))) < _DARK)


def _read_thoroughly(first: Reading, prepared: Prepared, engine: OcrEngine) -> tuple[Line, ...]:
    """The first reading weighed against the line reader's, and doubtful words looked at once more.

    Where the first reading was weak it also missed lines: a second one of another model adds what it found.
    """
    tables = prepared.read_crowded_cells(engine)
    inside = tuple(line for lines in tables.values() for line in lines if not is_noise(line))
    lines = (*without(first.lines, tuple(tables)), *inside)
    if engine.reader is None or first.score < _CLEAR:
        second = prepared.read(engine, FULL_HEIGHT, "script").lines
        lines = merge(lines, without(second, tuple(tables)))
    if engine.reader is not None:
        page = PageReader(prepared.image, engine.reader)
        again = page.lines(lines)
        # Letters outside the boxes of one reading belong to the words that the other made of them.
        lines = merge((*again, *page.unread((*lines, *again))), lines, READER_AND_TESSERACT)
        lines = without_doubles(lines)
        # Weighing two readings may drop a word that one of them had in a wrong place: nothing stays unread.
        lines = without_doubles((*lines, *page.unread(lines)))
    return look_again(lines, prepared.image, LOOK_HEIGHT / FULL_HEIGHT, engine)


def _told_apart(lines: tuple[Line, ...], page: Pixels) -> tuple[Line, ...]:
    """The lines with what was written by hand marked, where the line reader saw anything like it."""
    if page.ndim == 2 or sum(word.by_hand for line in lines for word in line.words) < FEWEST:
        return printed(lines)
    return told_apart(lines, page)


def recognise_page(number: int, pixels: Pixels, dpi: int, engine: OcrEngine) -> Page:
    """One page, read. Errors: `EngineError`."""
    if _is_strip(pixels):
        return Page(number, pixels.shape[1], pixels.shape[0], dpi, blank=True)
    reading, prepared = _read_large_enough(*_read_upright(pixels, dpi, engine), pixels, dpi, engine)
    reading, prepared = _read_otherwise(reading, prepared, pixels, dpi, engine)
    upright = reading.upright
    blank = _is_blank(reading)
    lines = () if blank else _told_apart(_read_thoroughly(reading, prepared, engine), prepared.page)
    quality, findings = grade(pixels, upright, lines, dpi)
    page = Page(
        number=number,
        width_px=upright.size[0],
        height_px=upright.size[1],
        dpi=dpi if np.allclose(upright.squared, np.eye(3)) else sheet_dpi(upright.size),
        rotation=0 if blank else upright.rotation,
        skew_degrees=0.0 if blank else upright.skew,
        blank=blank,
        quality="good" if blank else quality,
        lines=lines,
        transform=upright.transform,
        findings=() if blank else findings,
        cells=() if blank else prepared.cells,
    )
    if blank and not upright.is_plain:
        plain = replace(
            upright, squared=np.eye(3), sheet=(pixels.shape[1], pixels.shape[0]), rotation=0, tilt=0.0
        )
        return replace(page, transform=plain.transform, width_px=plain.size[0], height_px=plain.size[1])
    return page


def sheet_dpi(size: tuple[int, int]) -> int:
    """The resolution of a sheet whose size on paper is not known: taken for A4."""
    return max(1, round(max(size) / 11.69))


def _is_strip(pixels: Pixels) -> bool:
    height, width = pixels.shape[:2]
    return bool(min(width, height) * min(1.0, WORK_SIDE / max(width, height)) < _STRIP)


def _is_blank(reading: Reading) -> bool:
    """Whether nothing stands on the page. One that is dense with marks is never blank, however badly it
    reads: a lost page is worse than an odd one."""
    return not reading.says_something and reading.upright.letters < _DENSE_LETTERS
