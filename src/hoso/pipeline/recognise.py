"""From a page image to a `Page`: upright by reading itself, words in lines with places on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

import numpy as np

from hoso.pipeline.engines import OcrEngine, RecognisedWord
from hoso.pipeline.prepare import Upright, ocr_image, stand_upright
from hoso.pipeline.prepare.ink import Pixels
from hoso.pipeline.quality import grade
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Line, Page, Word

#: Height, in pixels, at which Tesseract's Vietnamese model reads letters best and fastest.
READING_HEIGHT: Final = 19.0
#: Bounds of the reading size against the original.
_LEAST_SCALE, _MOST_SCALE = 0.25, 1.6
#: A page whose words score this well stands the right way up; no further look is needed.
_SURE = 0.72
#: Fewer letter-sized marks than this, and no word read: the page is blank.
_BLANK_LETTERS = 25


@dataclass(frozen=True, slots=True)
class Reading:
    """One attempt at a page: how it was stood up, at what scale, and the words in pixels of that image."""

    upright: Upright
    scale: float
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


def reading_scale(upright: Upright) -> float:
    """The scale that brings the page's letters to the height that reads best."""
    if upright.letters == 0 or upright.letter_height <= 0:
        return min(1.0, 1754 / max(upright.size))
    by_letters = READING_HEIGHT / upright.letter_height
    by_page = 1400 / max(upright.size), 3000 / max(upright.size)
    return float(np.clip(np.clip(by_letters, *by_page), _LEAST_SCALE, _MOST_SCALE))


def _attempt(pixels: Pixels, upright: Upright, dpi: float, engine: OcrEngine) -> Reading:
    scale = reading_scale(upright)
    image = ocr_image(upright.apply(pixels, scale), dpi * scale)
    words = engine.recognise(image, round(dpi * scale))
    return Reading(upright, scale, (image.shape[1], image.shape[0]), words)


def read_upright(pixels: Pixels, dpi: float, engine: OcrEngine) -> Reading:
    """The page read the right way up.

    The lines' direction comes from the ink; which of the two ways is up, from reading: a page upside down
    reads as gibberish. Most pages lie right, so the likely way is read first and in full, and only a weak
    reading costs another.
    """
    first = _attempt(pixels, stand_upright(pixels), dpi, engine)
    if first.upright.letters < _BLANK_LETTERS and not first.words:
        return first
    if first.score >= _SURE:
        return first
    tries = [first]
    for quarter in (2, 1, 3):
        tries.append(_attempt(pixels, first.upright.turned(quarter), dpi, engine))
        if tries[-1].score >= _SURE or (quarter == 2 and max(t.score for t in tries) >= 0.55):
            break
    return max(tries, key=lambda t: t.score * min(1.0, len(t.words) / 5))


def _lines(reading: Reading) -> tuple[Line, ...]:
    width, height = reading.size

    def word(found: RecognisedWord) -> Word:
        box = Box(
            found.left / width,
            found.top / height,
            (found.left + found.width) / width,
            (found.top + found.height) / height,
        )
        return Word(found.text, box.clipped(), found.confidence)

    groups = groupby(reading.words, key=lambda found: found.line)
    return tuple(Line(tuple(word(found) for found in words)) for _, words in groups)


def _is_noise(line: Line) -> bool:
    """Whether a line is what dust, rules and patterns read as: no letters, or weak and very short."""
    letters = sum(character.isalnum() for character in line.text)
    mean = sum(word.confidence for word in line.words) / len(line.words)
    return letters == 0 or (letters <= 2 and mean < 0.5) or mean < 0.15


def recognise_page(number: int, pixels: Pixels, dpi: int, engine: OcrEngine) -> Page:
    """One page, read. Errors: `EngineError`."""
    reading = read_upright(pixels, dpi, engine)
    upright = reading.upright
    lines = tuple(line for line in _lines(reading) if not _is_noise(line))
    blank = _is_blank(upright, lines)
    quality, findings = grade(pixels, upright, lines, dpi)
    page = Page(
        number=number,
        width_px=upright.size[0],
        height_px=upright.size[1],
        dpi=dpi if np.allclose(upright.squared, np.eye(3)) else sheet_dpi(upright.size),
        rotation=0 if blank else upright.rotation,
        skew_degrees=0.0 if blank else upright.tilt,
        blank=blank,
        quality="good" if blank else quality,
        lines=() if blank else lines,
        transform=upright.transform,
        findings=() if blank else findings,
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


def _is_blank(upright: Upright, lines: Sequence[Line]) -> bool:
    words = [
        w for line in lines for w in line.words if w.confidence > 0.5 and sum(map(str.isalnum, w.text)) > 1
    ]
    return len(words) < 2 if upright.letters < 400 else not words
