"""From a page image to a `Page`: upright by reading itself, words in lines with places on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median

import numpy as np

from hoso.pipeline.prepare import Upright, ocr_image, stand_upright
from hoso.pipeline.prepare.ink import WORK_SIDE, Pixels, resized
from hoso.pipeline.reader.lines import PageReader
from hoso.pipeline.recognise.cells import crowded, read_cells, without
from hoso.pipeline.recognise.engines import Model, OcrEngine, RecognisedWord
from hoso.pipeline.recognise.merge import READER_AND_TESSERACT, merge, without_doubles
from hoso.pipeline.recognise.pen import FEWEST, printed, told_apart
from hoso.pipeline.recognise.quality import grade
from hoso.pipeline.recognise.second_look import LOOK_HEIGHT, look_again
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Line, Page, Word

#: Height, in pixels, at which Tesseract's Vietnamese model reads letters best and fastest.
READING_HEIGHT = 20.0
#: The height at which pages are prepared and read the second time: errors differ with the size as they do
#: with the model.
FULL_HEIGHT = 26.0
#: Bounds of the reading size against the original.
_LEAST_SCALE, _MOST_SCALE = 0.25, 1.6
#: A page whose words score this well stands the right way up; no further look is needed.
_SURE = 0.72
#: A page whose words score this well was read with all its lines.
_CLEAR = 0.9
#: Of two opposite ways the better one is right when it scores this well.
_LIKELY = 0.55
#: How sure the engine is of words whose height tells, and how many there must be.
_TOLD, _ENOUGH = 0.6, 12
#: Words are about as high as a page's usual marks, 0.95 to 1.1 times on half of the pages, never lower than
#: this where print was all there is; and how often a page may be read again for that.
_MUCH_LOWER, _MORE_LOOKS = 0.75, 2
#: Fewer words than this are little for a page, and what its letters may then be against its marks.
_LITTLE, _MUCH_SMALLER = 100, 0.6
#: Fewer letter-sized marks than this, and no word read: the page is blank.
_BLANK_LETTERS = 25
#: With this many marks there is something on the page, whether it can be read or not.
_DENSE_LETTERS = 400
#: Fewer pixels than this across, at the size at which pages are measured: no letter stands on such a strip.
_STRIP = 8


@dataclass(frozen=True, slots=True)
class Reading:
    """One attempt at a page: how it was stood up, the size it was read at, and its words in pixels there."""

    upright: Upright
    size: tuple[int, int]
    words: tuple[RecognisedWord, ...]

    @property
    def score(self) -> float:
        """How much like language the words look, 0 to 1: confidence weighed by letters."""
        weights = [sum(map(str.isalnum, word.text)) for word in self.words]
        total = sum(weights)
        if total == 0:
            return 0.0
        return sum(w * word.confidence for w, word in zip(weights, self.words, strict=True)) / total

    @property
    def weight(self) -> float:
        """Letters read, each as much as the engine is sure of its word."""
        return sum(sum(map(str.isalnum, word.text)) * word.confidence for word in self.words)

    @property
    def word_height(self) -> float:
        """The usual height of words in pixels of the original, 0 where too few were read to tell."""
        sure = [word.height for word in self.words if word.confidence > _TOLD and len(word.text) > 1]
        return median(sure) * self.upright.size[1] / self.size[1] if len(sure) >= _ENOUGH else 0.0

    @property
    def lines(self) -> tuple[Line, ...]:
        """The words as lines with places relative to the page, without what is only noise."""
        groups = groupby(self.words, key=lambda found: found.line)
        lines = (Line(tuple(self._word(found) for found in words)) for _, words in groups)
        return tuple(line for line in lines if not _is_noise(line))

    def _word(self, found: RecognisedWord) -> Word:
        width, height = self.size
        box = Box(
            found.left / width,
            found.top / height,
            (found.left + found.width) / width,
            (found.top + found.height) / height,
        )
        return Word(found.text, box.clipped(), found.confidence)


def reading_scale(upright: Upright, height: float) -> float:
    """The scale that brings the page's letters to that height in pixels."""
    if upright.letters == 0 or upright.letter_height <= 0:
        return min(1.0, 1754 / max(upright.size))
    by_letters = height / upright.letter_height
    by_page = 1300 / max(upright.size), 3000 / max(upright.size)
    return float(np.clip(np.clip(by_letters, *by_page), _LEAST_SCALE, _MOST_SCALE))


@dataclass(frozen=True, slots=True)
class _Prepared:
    """An upright page made ready for OCR: `image` is grey, dark on white, with letters of `FULL_HEIGHT`.

    `page` is the same in the colours that it came in, `cells` are those of its tables.
    """

    upright: Upright
    image: Pixels
    page: Pixels
    dpi: float
    cells: tuple[Box, ...]

    def read(self, engine: OcrEngine, height: float, model: Model) -> Reading:
        """One reading of the whole page, with letters of that height."""
        scale = min(1.0, height / FULL_HEIGHT)
        image = resized(self.image, scale) if scale < 1 else self.image
        words = engine.recognise(image, round(self.dpi * scale), model=model)
        return Reading(self.upright, (image.shape[1], image.shape[0]), words)

    def read_crowded_cells(self, engine: OcrEngine) -> dict[Box, tuple[Line, ...]]:
        """The lines of the cells that are read apart from the page."""
        cells = crowded(self.cells, self.image.shape[0], FULL_HEIGHT)
        return read_cells(cells, self.image, (FULL_HEIGHT, READING_HEIGHT), engine, self.dpi)

    def turned(self, quarter: int) -> _Prepared:
        """The same page after further clockwise quarter turns."""
        image, page = (np.ascontiguousarray(np.rot90(one, -quarter)) for one in (self.image, self.page))
        cells = tuple(box.turned(quarter) for box in self.cells)
        return _Prepared(self.upright.turned(quarter), image, page, self.dpi, cells)


def _prepare(pixels: Pixels, upright: Upright, dpi: float) -> _Prepared:
    scale = reading_scale(upright, FULL_HEIGHT)
    page = upright.apply(pixels, scale)
    image, cells = ocr_image(page, dpi * scale, upright.letter_height * scale)
    return _Prepared(upright, image, page, dpi * scale, cells)


def _read_upright(pixels: Pixels, dpi: float, engine: OcrEngine) -> tuple[Reading, _Prepared]:
    """The page read the right way up.

    The lines' direction comes from the ink, which also tells the likelier of the two ways up; reading is the
    proof, for a page upside down reads as gibberish. Only a weak reading costs another.
    """
    prepared = _prepare(pixels, stand_upright(pixels), dpi)
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
    reading: Reading, prepared: _Prepared, pixels: Pixels, dpi: float, engine: OcrEngine
) -> tuple[Reading, _Prepared]:
    """The page read again, larger, where its words turn out much lower than its marks, or where little was
    read of it: what stands out on a copied card are the bars of its code and the lines of fingers."""
    for _ in range(_MORE_LOOKS):
        height, marks = reading.word_height, prepared.upright.letter_height
        if len(reading.words) < _LITTLE and reading.score < _CLEAR:
            height = min(height or marks, _MUCH_SMALLER * marks)
        if not 0 < height < _MUCH_LOWER * marks:
            break
        larger = _prepare(pixels, replace(prepared.upright, letter_height=height), dpi)
        again = larger.read(engine, READING_HEIGHT, "vie")
        if again.weight <= reading.weight:
            break
        reading, prepared = again, larger
    return reading, prepared


def _read_thoroughly(first: Reading, prepared: _Prepared, engine: OcrEngine) -> tuple[Line, ...]:
    """The first reading weighed against the line reader's, and doubtful words looked at once more.

    Where the first reading was weak it also missed lines: a second one of another model adds what it found.
    """
    tables = prepared.read_crowded_cells(engine)
    inside = tuple(line for lines in tables.values() for line in lines if not _is_noise(line))
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


def _is_noise(line: Line) -> bool:
    """Whether a line is what dust, rules and patterns read as: no letters, or weak and very short."""
    letters = sum(character.isalnum() for character in line.text)
    mean = sum(word.confidence for word in line.words) / len(line.words)
    return letters == 0 or (letters <= 2 and mean < 0.5) or mean < 0.15


def recognise_page(number: int, pixels: Pixels, dpi: int, engine: OcrEngine) -> Page:
    """One page, read. Errors: `EngineError`."""
    if _is_strip(pixels):
        return Page(number, pixels.shape[1], pixels.shape[0], dpi, blank=True)
    reading, prepared = _read_large_enough(*_read_upright(pixels, dpi, engine), pixels, dpi, engine)
    upright = reading.upright
    blank = _is_blank(upright, reading.lines)
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


def _is_blank(upright: Upright, lines: Sequence[Line]) -> bool:
    words = [
        w for line in lines for w in line.words if w.confidence > 0.5 and sum(map(str.isalnum, w.text)) > 1
    ]
    # A page dense with marks is never blank, however badly it reads: a lost page is worse than an odd one.
    return len(words) < 2 and upright.letters < _DENSE_LETTERS
