"""A second look at what is doubtful: numbers, and words on which two readings differ.

The doubtful words are cut out at a larger size and set one below another on one image, so that a further
reading costs little more than a short paragraph. It settles words on which two readings differ, and says how
sure a number is; nothing is made up.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from hoso.pipeline.prepare.ink import Pixels, resized
from hoso.pipeline.recognise.engines import Layout, Model, OcrEngine
from hoso.schemas.pages import Line, Word

#: Letter height, in pixels, at which doubtful words are read again.
LOOK_HEIGHT = 38.0
_DIGIT_LIKE = re.compile(r"^[\W_]*[\dOoIlJS|\]B/⁄.,:óøØ()-]*[\d][\dOoIlJS|\]B/⁄.,:óøØ()-]*[\W_]*$")
_RATIO = re.compile(r"\d\s?:\s?\d")
_FIGURE = re.compile(r"[\W_]?[\d/.,:⁄-]+[\W_]?")
_NOT_FIGURE = re.compile(r"[^\d/.,-]")
_MARGIN, _GAP, _MOST, _DPI = 10, 26, 80, 300
#: What one more reading's word counts for, as a logarithm of odds (fitted to disputes of sample pages).
_VOTE = 1.6
#: Numbers on which the readings agree this surely need no further look.
_SURE = 0.985


@dataclass(frozen=True, slots=True)
class _Place:
    """A word by its line and its place in the line."""

    line: int
    at: int


def is_figure(word: Word) -> bool:
    """Whether a word is a number, or what a number is misread as."""
    digits = sum(map(str.isdigit, word.text))
    if _RATIO.search(word.text):  # the reading of figures knows no colon: 1:500 would become 1500
        return False
    return (
        digits >= 1 and 2 * digits >= sum(map(str.isalnum, word.text)) and bool(_DIGIT_LIKE.match(word.text))
    )


def look_again(lines: Sequence[Line], page: Pixels, enlarge: float, engine: OcrEngine) -> tuple[Line, ...]:
    """The lines with numbers and disputed words settled by further readings of `page`.

    `page` is the upright page (grey, dark on white); times `enlarge` its letters have `LOOK_HEIGHT`.
    Errors: `EngineError`.
    """
    figures, disputed = [], []
    for number, line in enumerate(lines):
        for at, word in enumerate(line.words):
            if not word.other and word.confidence >= _SURE:
                continue
            if is_figure(word) and sum(map(str.isalnum, word.text)) > 1:
                figures.append(_Place(number, at))
            elif word.other:
                disputed.append(_Place(number, at))
    settled: dict[_Place, Word] = {}
    if figures:
        votes = [_read(lines, figures, (page, enlarge), engine, "digits", model) for model in _MODELS]
        settled |= {
            place: _count(_word(lines, place), [vote.get(place, "") for vote in votes]) for place in figures
        }
    if disputed:
        vote = _read(lines, disputed, (page, enlarge), engine, "block", "script")
        settled |= {place: _arbitrate(_word(lines, place), vote.get(place, "")) for place in disputed}
    return tuple(
        Line(tuple(settled.get(_Place(number, at), word) for at, word in enumerate(line.words)))
        for number, line in enumerate(lines)
    )


_MODELS: tuple[Model, ...] = ("vie", "script")


def _word(lines: Sequence[Line], place: _Place) -> Word:
    return lines[place.line].words[place.at]


def _read(
    lines: Sequence[Line],
    places: Sequence[_Place],
    page: tuple[Pixels, float],
    engine: OcrEngine,
    layout: Layout,
    model: Model,
) -> Mapping[_Place, str]:
    """What one more reading has at the places."""
    read: dict[_Place, str] = {}
    for start in range(0, len(places), _MOST):
        some = places[start : start + _MOST]
        crops = [_crop(*page, _word(lines, place)) for place in some]
        sheet, tops = _stacked(crops)
        found: dict[int, list[str]] = {}
        for word in engine.recognise(sheet, _DPI, layout, model=model):
            row = int(np.searchsorted(tops, word.top + word.height / 2, side="right")) - 1
            found.setdefault(row, []).append(word.text)
        read |= {some[row]: " ".join(texts) for row, texts in found.items() if 0 <= row < len(some)}
    return read


def _crop(page: Pixels, enlarge: float, word: Word) -> Pixels:
    height, width = page.shape
    box = word.box
    left, right = int(box.left * width) - 3, int(box.right * width) + 4
    top, bottom = int(box.top * height) - 3, int(box.bottom * height) + 4
    return resized(page[max(0, top) : max(1, bottom), max(0, left) : max(1, right)], enlarge)


def _stacked(crops: Sequence[Pixels]) -> tuple[Pixels, list[int]]:
    """The crops one below another on white, and where each one's band begins."""
    width = max(crop.shape[1] for crop in crops) + 2 * _MARGIN
    bands, tops, at = [], [], 0
    for crop in crops:
        tops.append(at)
        band = cv2.copyMakeBorder(
            crop,
            _GAP // 2,
            _GAP // 2,
            _MARGIN,
            width - _MARGIN - crop.shape[1],
            cv2.BORDER_CONSTANT,
            value=(255,),
        )
        bands.append(np.asarray(band, np.uint8))
        at += bands[-1].shape[0]
    return np.vstack(bands), tops


def _figure(text: str) -> str:
    """The digits and separators of a reading, without what stands around them."""
    return _NOT_FIGURE.sub("", text.replace("⁄", "/")).strip("/.,-")


def _digits(figure: str) -> str:
    return "".join(c for c in figure if c.isdigit())


def _count(word: Word, readings: Sequence[str]) -> Word:
    """The number as it was read, the surer the more of the further readings have it too.

    They do not overrule it: of 146 numbers in dispute on sample pages the word was right 143 times, readings
    of the crop 88 times, and where they agreed on another number they were mostly wrong together.
    """
    ballots = [_figure(text) for text in (word.text, word.other, *readings) if text]
    others = _most(map(_digits, ballots[1:]))
    own = others if others and _is_no_reading(word.text, others, ballots) else _digits(ballots[0])
    ours = [ballot for ballot in ballots if _digits(ballot) == own]
    rivals = Counter(digits for ballot in ballots if (digits := _digits(ballot)) and digits != own)
    rival, most = next(iter(rivals.most_common(1)), ("", 0))
    if not own or len(ours) < 2 or most >= len(ours):
        return replace(word, confidence=word.confidence * 0.6, other=word.other or rival)
    sure = 0.5 + 0.35 * len(ours) / (2 + len(readings)) if rivals else 0.99
    # Readings drop a dot or a stroke more often than they add one.
    best = max(ours, key=lambda ballot: (ours.count(ballot), len(ballot)))
    if best == ballots[0]:
        return replace(word, confidence=max(min(word.confidence, sure), sure - 0.04), other=rival)
    tail = "," if word.text.rstrip().endswith(",") else ""
    return replace(word, text=best + tail, confidence=min(sure, 0.9), other=ballots[0])


def _is_no_reading(text: str, others: str, ballots: Sequence[str]) -> bool:
    """Whether the word cannot be the number: it has other signs than figures in it (`2O19`, `199]`), or lost
    the figures at one end that all others have (`10/3/202`)."""
    if not _FIGURE.fullmatch(text):
        return True
    own = _digits(ballots[0])
    agreed = len(ballots) > 2 and all(_digits(ballot) == others for ballot in ballots[1:])
    return agreed and len(own) < len(others) and (others.startswith(own) or others.endswith(own))


def _most(texts: Iterable[str]) -> str:
    """The text that comes most often, empty ones left out."""
    return next((text for text, _ in Counter(filter(None, texts)).most_common(1)), "")


def _arbitrate(word: Word, reading: str) -> Word:
    """The word that the further reading sides with, the surer or the less sure for it."""
    if _core(reading) == _core(word.text):
        return replace(word, confidence=_swayed(word.confidence, _VOTE))
    if _core(reading) == _core(word.other):
        sure = _swayed(word.confidence, -_VOTE)
        if sure >= 0.5:
            return replace(word, confidence=sure)
        return replace(word, text=word.other, other=word.text, confidence=1 - sure)
    return word


def _swayed(confidence: float, vote: float) -> float:
    """A probability after a vote for it (in logarithms of odds)."""
    sure = min(0.98, max(0.02, confidence))
    return 1 / (1 + math.exp(-math.log(sure / (1 - sure)) - vote))


def _core(text: str) -> str:
    return re.sub(r"^\W+|\W+$", "", text)
