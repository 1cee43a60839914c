"""Lines of a page read by the line reader: cut where they stand, read, and put back as words with places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hoso.pipeline.prepare.ink import Pixels
from hoso.pipeline.reader.decode import Letter, ReadWord, letters, words
from hoso.pipeline.reader.marks import Marks, find_marks, setting_of_marks, unread
from hoso.pipeline.reader.measure import Bounds, Setting, reach, setting
from hoso.pipeline.reader.network import LineReader
from hoso.pipeline.reader.strip import Strip, cut_strip
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Line, Word

#: White between two words, in ems, at which a line is read in two parts: cells and columns.
_WIDE = 1.6
#: A part has at most so many words: on a page that curls, the baseline of a long line does not hold.
_MOST = 9
#: Sizes of parts further from the line's than this are taken for misread boxes.
_ODD = 1.35
#: Letters of a larger em, in pixels, are none: boxes as high as the page, from rules and borders.
_LARGEST = 400.0
#: A part whose letters are on average less sure than this was cut wrongly, or is no print: it is cut anew.
_WEAK = 0.85
#: A row of marks on which nothing was found is text when its letters are this sure.
_LEGIBLE = 0.75


@dataclass(frozen=True, slots=True)
class _Part:
    """Neighbouring words of a line in pixels."""

    words: tuple[tuple[str, Bounds], ...]

    @property
    def bounds(self) -> Bounds:
        boxes = [box for _, box in self.words]
        return (
            min(b[0] for b in boxes),
            min(b[1] for b in boxes),
            max(b[2] for b in boxes),
            max(b[3] for b in boxes),
        )

    @property
    def text(self) -> str:
        return " ".join(text for text, _ in self.words)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A strip with its letters; `sure` is their mean probability."""

    strip: Strip
    setting: Setting
    letters: tuple[Letter, ...]
    hand: NDArray[np.float32]

    @property
    def sure(self) -> float:
        told = [letter.probability for letter in self.letters if letter.text != " "]
        return sum(told) / len(told) if told else 0.0


class PageReader:
    """Reads lines of one page (grey, dark on white, made ready for reading)."""

    def __init__(self, page: Pixels, reader: LineReader) -> None:
        self._page, self._reader = page, reader

    @cached_property
    def _marks(self) -> Marks:
        return find_marks(self._page)

    def lines(self, lines: Sequence[Line]) -> tuple[Line, ...]:
        """What stands on the lines that were found, as the line reader has it."""
        return tuple(Line(found) for line in lines if (found := tuple(self._line(line))))

    def unread(self, lines: Sequence[Line]) -> tuple[Line, ...]:
        """Text where no word was found."""
        boxes = [self._pixels(word.box) for line in lines for word in line.words]
        found = []
        for bounds, settings in unread(self._page, self._marks, boxes):
            best = max((self._read(it, bounds) for it in settings), key=lambda reading: reading.sure)
            if best.sure >= _LEGIBLE and (words := tuple(self._words(best))):
                found.append(Line(words))
        return tuple(found)

    def _line(self, line: Line) -> Iterator[Word]:
        found = tuple((word.text, self._pixels(word.box)) for word in line.words)
        whole = setting(found)
        if whole is None or whole.em > _LARGEST:
            return
        parts = list(_parts(found, whole.em))
        edges = [(0.0, 0.0), *((part.bounds[0], part.bounds[2]) for part in parts), (np.inf, 0.0)]
        for part, before, after in zip(parts, edges, edges[2:], strict=False):
            own = setting(part.words, whole.slope)
            it = own if own and 1 / _ODD < own.em / whole.em < _ODD else whole
            left, top, right, bottom = part.bounds
            left, right = self._marks.reaching(it, left, right)
            left = max(left, min(before[1], part.bounds[0]))
            right = min(right, max(after[0], part.bounds[2]))
            bounds = left, top, right, bottom
            yield from self._words(self._best(part, bounds, it))

    def _best(self, part: _Part, bounds: Bounds, it: Setting) -> _Reading:
        """The part read; where that goes badly, measured by its marks and read again."""
        reading = self._read(it, bounds)
        if reading.sure >= _WEAK:
            return reading
        other = setting_of_marks(self._marks, part.bounds, part.text)
        return max(reading, self._read(other, bounds), key=lambda r: r.sure) if other else reading

    def _read(self, it: Setting, bounds: Bounds) -> _Reading:
        strip = cut_strip(self._page, it, bounds[0], bounds[2])
        scores, hand = self._reader.read(strip.image)
        return _Reading(strip, it, tuple(letters(scores, self._reader.names)), hand)

    def _words(self, reading: _Reading) -> Iterator[Word]:
        return (
            self._placed(word, reading.strip, reading.setting)
            for word in words(reading.letters, reading.hand)
        )

    def _pixels(self, box: Box) -> Bounds:
        height, width = self._page.shape
        return box.left * width, box.top * height, box.right * width, box.bottom * height

    def _placed(self, word: ReadWord, strip: Strip, it: Setting) -> Word:
        """The word with its place on the page."""
        height, width = self._page.shape
        above, below = reach(word.text)
        left, right = strip.on_page(word.left), strip.on_page(word.right)
        row = it.row((left + right) / 2)
        top, bottom = row - (above or 0.5) * it.em, row + below * it.em
        box = Box(left / width, top / height, right / width, bottom / height)
        return Word(word.text, box.clipped(), word.probability, hand=word.hand)


def _parts(found: Sequence[tuple[str, Bounds]], em: float) -> Iterator[_Part]:
    """The words from left to right, parted where the line has a wide gap or grows long."""
    part: list[tuple[str, Bounds]] = []
    for word in sorted(found, key=lambda word: word[1][0]):
        if part and (word[1][0] - part[-1][1][2] > _WIDE * em or len(part) >= _MOST):
            yield _Part(tuple(part))
            part = []
        part.append(word)
    if part:
        yield _Part(tuple(part))
