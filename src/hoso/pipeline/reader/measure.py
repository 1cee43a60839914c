"""How large a line is set and where its baseline lies, from the boxes of its words and their letters.

A box alone tells little: `cao` is half as high as `Nguyễn`. Which letters a word has says how far it
reaches above the baseline and below it, as shares of the em; words that were misread are outvoted.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from statistics import median

#: Left, top, right, bottom in pixels of the page image.
Bounds = tuple[float, float, float, float]

_ASCENDING = frozenset("bdđfhklit0123456789?!()[]/|&%\"'’“”")
_DESCENDING = frozenset("gjpqy()[]/|,;")
_LOW = frozenset(".,:;-–…_+=<>*~")
_DOT_BELOW = "\u0323"
#: Heights above the baseline: small letters, with a mark, with two; capitals and those with marks.
_SMALL, _TALL, _MARKED, _STACKED = 0.46, 0.69, 0.70, 0.84
_CAPITAL, _CAPITAL_MARKED, _CAPITAL_STACKED = 0.67, 0.88, 1.0
_DESCENT, _DOT = 0.21, 0.2
#: Fewer pairs of words say nothing of a slope.
_PAIRS = 3


#: A line that rises or falls more than this is measured wrongly: pages are straightened before.
_STEEPEST = 0.06


@dataclass(frozen=True, slots=True)
class Setting:
    """A line's size and place in pixels of the page image: the em, and the baseline as a straight line.

    `baseline` is its row at the column `at`; it falls by `slope` rows a column (photos of curling pages).
    """

    em: float
    baseline: float
    at: float = 0.0
    slope: float = 0.0

    def row(self, column: float) -> float:
        """The baseline's row at a column."""
        return self.baseline + self.slope * (column - self.at)


@lru_cache(maxsize=4096)
def reach(text: str) -> tuple[float, float]:
    """How far a word's print reaches above and below the baseline, in ems; (0, 0) when that is unclear."""
    above = below = 0.0
    for letter in unicodedata.normalize("NFC", text):
        if letter in _LOW:
            below = max(below, 0.12 if letter in ",;" else 0.0)
            continue
        parts = unicodedata.normalize("NFD", letter)
        base, marks = parts[0], parts[1:]
        high = [mark for mark in marks if mark != _DOT_BELOW and mark != "\u031b"]
        below = max(below, _DOT if _DOT_BELOW in marks else 0.0)
        below = max(below, _DESCENT if base in _DESCENDING else 0.0)
        above = max(above, _height(base, len(high)))
    return (above, below) if above else (0.0, 0.0)


@lru_cache(maxsize=4096)
def body(text: str) -> float:
    """The height of a text's middling letter in ems, its marks left out, as they mostly stand apart."""
    bases = [unicodedata.normalize("NFD", letter)[0] for letter in text if letter.isalnum()]
    return median(_height(base, 0) for base in bases) if bases else 0.5


def _height(base: str, marks: int) -> float:
    if base.isupper():
        return (_CAPITAL, _CAPITAL_MARKED, _CAPITAL_STACKED)[min(2, marks)]
    if marks:
        return (_MARKED, _STACKED)[min(1, marks - 1)]
    return _TALL if base in _ASCENDING else _SMALL


@dataclass(frozen=True, slots=True)
class _Measured:
    """What one word tells: the em, its width, its middle column and the baseline there."""

    em: float
    width: float
    middle: float
    baseline: float


def setting(words: Sequence[tuple[str, Bounds]], slope: float | None = None) -> Setting | None:
    """The setting of the line that these words (text and box) stand on; None when nothing can be told.

    `slope`: where it is known already, from more of the line.
    """
    measured = []
    for text, (left, top, right, bottom) in words:
        above, below = reach(text)
        if above and bottom - top >= 3 and right > left:
            em = (bottom - top) / (above + below)
            measured.append(_Measured(em, right - left, (left + right) / 2, bottom - below * em))
    if not measured:
        return None
    em = _weighed_median([(word.em, word.width) for word in measured])
    near = [word for word in measured if 0.7 < word.em / em < 1.4] or measured
    slope = _slope(near, em) if slope is None else slope
    at = near[len(near) // 2].middle
    baseline = median(word.baseline - slope * (word.middle - at) for word in near)
    return Setting(em, baseline, at, slope)


def _slope(words: Sequence[_Measured], em: float) -> float:
    """How the baseline falls: the median over pairs of words that stand well apart (Theil and Sen)."""
    slopes = [
        (other.baseline - one.baseline) / (other.middle - one.middle)
        for one, other in combinations(words[:24], 2)
        if other.middle - one.middle > 4 * em
    ]
    found = median(slopes) if len(slopes) >= _PAIRS else 0.0
    return found if abs(found) < _STEEPEST else 0.0


def _weighed_median(values: Sequence[tuple[float, float]]) -> float:
    """The median of values by their weights."""
    ordered = sorted(values)
    half = sum(weight for _, weight in ordered) / 2
    for value, weight in ordered:
        half -= weight
        if half <= 0:
            return value
    return ordered[-1][0]
