"""Pages whose file tells what they say: the text is taken as it stands, after a look at whether it is true.

A file may say anything. So all numbers and names and some other words are read from the picture too, set
close together on small images. A word that both models see otherwise goes to a person; where that happens
too often the whole page is read as a picture.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

import cv2
import numpy as np
from rapidfuzz.distance import Levenshtein

from hoso.pipeline.load import PageImage, Pixels
from hoso.pipeline.prepare.ink import resized, to_grey
from hoso.pipeline.recognise.engines import Layout, Model, OcrEngine
from hoso.pipeline.syllables import fold
from hoso.schemas.pages import Line, Page, Word
from hoso.schemas.records import Finding

#: How many words without figures and capitals are looked at, and the least letters of each.
_WORDS, _LEAST_LETTERS = 24, 3
#: Least likeness of a word with what is read in its place, and how many words and numbers must have it.
_SAME, _TRUE_WORDS, _TRUE_NUMBERS = 0.7, 0.8, 0.6
#: The confidence of words that were looked at, that were not, and of those that look different.
_SEEN, _UNSEEN, _DIFFERENT = 0.99, 0.98, 0.5
#: The height of words on the image that is read, in pixels, and the white between them.
_HEIGHT, _GAP, _MARGIN, _DPI = 44, 18, 16, 300
_MOST_ON_ONE = 60
_DIGITS = re.compile(r"\d")

_TOLD = Finding(
    "text_of_file",
    "info",
    "Chữ lấy từ chính tệp PDF, đã đối chiếu với hình. "
    "/ The text is the PDF's own, compared with its picture.",
)
_UNTRUE = Finding(
    "text_of_file_differs",
    "info",
    "Chữ trong tệp PDF không khớp với hình nên đã đọc từ hình. "
    "/ The PDF's own text differs from its picture; the picture was read.",
)


@dataclass(frozen=True, slots=True)
class _Place:
    """A word by its line and its place in the line."""

    line: int
    at: int


def read_printed(page: PageImage, engine: OcrEngine) -> Page | None:
    """The page with its file's own text; nothing when the picture says something else.

    Errors: `EngineError`.
    """
    numbers, words = _chosen(page.text)
    seen = _look_twice(page, words, engine, "block") | _look_twice(page, numbers, engine, "digits")
    if not _is_true(page.text, words, seen, _TRUE_WORDS) or not _is_true(
        page.text, numbers, seen, _TRUE_NUMBERS
    ):
        return None
    judged = {place: _judged(_word(page.text, place), seen.get(place, "")) for place in numbers + words}
    lines = tuple(
        Line(
            tuple(
                judged.get(_Place(number, at), replace(word, confidence=_UNSEEN))
                for at, word in enumerate(line.words)
            )
        )
        for number, line in enumerate(page.text)
    )
    height, width = page.pixels.shape[:2]
    return Page(page.number, width, height, page.dpi, lines=lines, findings=(_TOLD,))


def differing(page: Page) -> Page:
    """The page as it was read from its picture, with the remark that its file says something else."""
    return replace(page, findings=(*page.findings, _UNTRUE))


def _word(lines: Sequence[Line], place: _Place) -> Word:
    return lines[place.line].words[place.at]


def _is_number(word: Word) -> bool:
    digits = len(_DIGITS.findall(word.text))
    return digits >= 2 and 2 * digits >= sum(map(str.isalnum, word.text))


def _chosen(lines: Sequence[Line]) -> tuple[list[_Place], list[_Place]]:
    """All numbers; all words that begin with a capital, and others from all over the page."""
    every = [_Place(number, at) for number, line in enumerate(lines) for at in range(len(line.words))]
    numbers = [place for place in every if _is_number(_word(lines, place))]
    words = [place for place in every if not _is_number(_word(lines, place))]
    named = [place for place in words if _word(lines, place).text.lstrip("(“\"'")[:1].isupper()]
    others = [
        place
        for place in words
        if sum(map(str.isalpha, _word(lines, place).text)) >= _LEAST_LETTERS and place not in named
    ]
    return numbers, named + others[:: max(1, len(others) // _WORDS)]


def _is_true(
    lines: Sequence[Line], places: Sequence[_Place], seen: Mapping[_Place, str], least: float
) -> bool:
    same = [_likeness(_word(lines, place), seen.get(place, "")) for place in places]
    return not same or sum(value >= _SAME for value in same) >= least * len(same)


def _likeness(word: Word, reading: str) -> float:
    """How alike the text and the reading are, 0 to 1; of numbers every digit counts, of words no marks."""
    if _is_number(word):
        return float(_digits(word.text) == _digits(reading))
    return Levenshtein.normalized_similarity(fold(word.text), fold(reading))


def _digits(text: str) -> str:
    return "".join(_DIGITS.findall(text))


def _judged(word: Word, reading: str) -> Word:
    """The word after the look; one that looks different goes to a person with what it looks like."""
    if _likeness(word, reading) < _SAME:
        return replace(word, confidence=_DIFFERENT, other=reading)
    return replace(word, confidence=_SEEN)


def _look_twice(
    page: PageImage, places: Sequence[_Place], engine: OcrEngine, layout: Layout
) -> dict[_Place, str]:
    """What the picture shows; where one model sees something else, what the other model sees."""
    seen = _look(page, places, engine, layout, "vie")
    doubtful = [p for p in places if _likeness(_word(page.text, p), seen.get(p, "")) < _SAME]
    return seen | _look(page, doubtful, engine, layout, "script")


def _look(
    page: PageImage, places: Sequence[_Place], engine: OcrEngine, layout: Layout, model: Model
) -> dict[_Place, str]:
    """What the picture shows at the places."""
    grey = to_grey(page.pixels)
    seen: dict[_Place, str] = {}
    for start in range(0, len(places), _MOST_ON_ONE):
        some = places[start : start + _MOST_ON_ONE]
        sheet, tops = _stacked([_cut(grey, _word(page.text, place)) for place in some])
        for word in engine.recognise(sheet, _DPI, layout, model):
            row = int(np.searchsorted(tops, word.top + word.height / 2, side="right")) - 1
            if 0 <= row < len(some):
                seen[some[row]] = f"{seen.get(some[row], '')} {word.text}".strip()
    return seen


def _cut(grey: Pixels, word: Word) -> Pixels:
    """The picture of a word on white, at the size at which it is read."""
    height, width = grey.shape
    box = word.box
    top, bottom = max(0, int(box.top * height) - 1), int(box.bottom * height) + 2
    cut = grey[top:bottom, max(0, int(box.left * width) - 1) : int(box.right * width) + 2]
    if cut.size == 0:
        return np.full((_HEIGHT, _HEIGHT), 255, np.uint8)
    even = cv2.normalize(cut, None, 0, 255, cv2.NORM_MINMAX)  # type: ignore[call-overload]
    return resized(np.asarray(even, np.uint8), min(4.0, _HEIGHT / cut.shape[0]))


def _stacked(cuts: Sequence[Pixels]) -> tuple[Pixels, list[int]]:
    """The cuts one below another, and where the band of each begins."""
    width = max(cut.shape[1] for cut in cuts) + 2 * _MARGIN
    bands, tops, at = list[Pixels](), list[int](), 0
    for cut in cuts:
        right = width - _MARGIN - cut.shape[1]
        border = (_GAP, _GAP, _MARGIN, right)
        band = cv2.copyMakeBorder(cut, *border, cv2.BORDER_CONSTANT, value=(255,))
        bands.append(cast(Pixels, band))
        tops.append(at)
        at += band.shape[0]
    return np.vstack(bands), tops
