"""One attempt at reading a page: made ready at a size, read by a model, with the words where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from statistics import median

import numpy as np

from hoso.pipeline.prepare import Upright, ocr_image
from hoso.pipeline.prepare.ink import Pixels, resized
from hoso.pipeline.recognise.cells import crowded, read_cells
from hoso.pipeline.recognise.engines import Layout, Model, OcrEngine, RecognisedWord
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Line, Word

#: Height, in pixels, at which Tesseract's Vietnamese model reads letters best and fastest.
READING_HEIGHT = 20.0
#: The height at which pages are prepared and read the second time: errors differ with the size as they do
#: with the model.
FULL_HEIGHT = 26.0
#: Bounds of the reading size against the original.
_LEAST_SCALE, _MOST_SCALE = 0.25, 1.6
#: How sure the engine is of words whose height tells, and how many there must be.
_TOLD, _ENOUGH = 0.6, 12
#: Words that say that something stands on a page: how many, and how sure the engine is of each.
_FEWEST_WORDS, _LIKELY_WORD = 2, 0.5


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
    def says_something(self) -> bool:
        """Whether there are words in it, not only what dust and patterns read as."""
        words = (w for w in self.words if w.confidence > _LIKELY_WORD and sum(map(str.isalnum, w.text)) > 1)
        return len(list(words)) >= _FEWEST_WORDS

    @property
    def lines(self) -> tuple[Line, ...]:
        """The words as lines with places relative to the page, without what is only noise."""
        groups = groupby(self.words, key=lambda found: found.line)
        lines = (Line(tuple(self._word(found) for found in words)) for _, words in groups)
        return tuple(line for line in lines if not is_noise(line))

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
class Prepared:
    """An upright page made ready for OCR: `image` is grey, dark on white, with letters of `FULL_HEIGHT`.

    `page` is the same in the colours that it came in, `cells` are those of its tables.
    """

    upright: Upright
    image: Pixels
    page: Pixels
    dpi: float
    cells: tuple[Box, ...]

    def read(self, engine: OcrEngine, height: float, model: Model, layout: Layout = "page") -> Reading:
        """One reading of the whole page, with letters of that height."""
        scale = min(1.0, height / FULL_HEIGHT)
        image = resized(self.image, scale) if scale < 1 else self.image
        words = engine.recognise(image, round(self.dpi * scale), layout, model)
        return Reading(self.upright, (image.shape[1], image.shape[0]), words)

    def read_crowded_cells(self, engine: OcrEngine) -> dict[Box, tuple[Line, ...]]:
        """The lines of the cells that are read apart from the page."""
        cells = crowded(self.cells, self.image.shape[0], FULL_HEIGHT)
        return read_cells(cells, self.image, (FULL_HEIGHT, READING_HEIGHT), engine, self.dpi)

    def turned(self, quarter: int) -> Prepared:
        """The same page after further clockwise quarter turns."""
        image, page = (np.ascontiguousarray(np.rot90(one, -quarter)) for one in (self.image, self.page))
        cells = tuple(box.turned(quarter) for box in self.cells)
        return Prepared(self.upright.turned(quarter), image, page, self.dpi, cells)


def prepare(pixels: Pixels, upright: Upright, dpi: float) -> Prepared:
    """The page made upright and clean for OCR."""
    scale = reading_scale(upright, FULL_HEIGHT)
    page = upright.apply(pixels, scale)
    image, cells = ocr_image(page, dpi * scale, upright.letter_height * scale)
    return Prepared(upright, image, page, dpi * scale, cells)


def is_noise(line: Line) -> bool:
    """Whether a line is what dust, rules and patterns read as: no letters, or weak and very short."""
    letters = sum(character.isalnum() for character in line.text)
    mean = sum(word.confidence for word in line.words) / len(line.words)
    return letters == 0 or (letters <= 2 and mean < 0.5) or mean < 0.15
