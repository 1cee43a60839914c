"""Handwriting: words in a pen's ink on a form. It is shown to people, and read as far as readers agree.

The line reader says of each word whether it looks written; alone that is too weak a sign. Together with the
ink it is not: forms are printed in black and filled in with blue pens, and on one form by one person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from hoso.pipeline.prepare.ink import Pixels, to_grey
from hoso.schemas.pages import Line, Word

#: How much more blue than red and green, of 255, ink of a pen has than the usual ink of the page.
_BLUE = 24.0
#: How much darker than its paper a pixel of ink is.
_DARKER = 45.0
#: Fewer words in such ink are a stamp. One word's look says little, the mean of many on one form much.
FEWEST = 3
#: Pixels: a word's box is no smaller, and its ink no less, or its colour is not looked at.
_SMALLEST, _LEAST_INK = 4, 12


def told_apart(lines: Sequence[Line], page: Pixels) -> tuple[Line, ...]:
    """The lines with `hand` at words that were written alone; `page` is the upright page (RGB or grey)."""
    words = [word for line in lines for word in line.words]
    pen: frozenset[int] = frozenset()
    if page.ndim == 3:
        pen = _in_pen(words, page)
    looks = [word.hand for word in words if id(word) in pen]
    look = sum(looks) / len(looks) if len(looks) >= FEWEST else 0.0
    if look <= 0:
        return printed(lines)
    return tuple(
        Line(tuple(replace(w, hand=look if id(w) in pen else 0.0) for w in line.words)) for line in lines
    )


def printed(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with nothing in them written by hand."""
    return tuple(Line(tuple(replace(word, hand=0.0) for word in line.words)) for line in lines)


def _in_pen(words: Sequence[Word], page: Pixels) -> frozenset[int]:
    """The identities of the words whose ink is bluer than the page's usual ink."""
    blue = {id(word): _blueness(word, page) for word in words}
    known = [value for value in blue.values() if value is not None]
    usual = float(np.percentile(known, 20)) if known else 0.0
    return frozenset(key for key, value in blue.items() if value is not None and value > usual + _BLUE)


def _blueness(word: Word, page: Pixels) -> float | None:
    """How much bluer than its paper the word's ink is; None where there is too little of it."""
    height, width, _ = page.shape
    box = word.box
    rows = slice(int(box.top * height), int(box.bottom * height) + 1)
    columns = slice(int(box.left * width), int(box.right * width) + 1)
    region = np.ascontiguousarray(page[rows, columns])
    if region.shape[0] < _SMALLEST or region.shape[1] < _SMALLEST:
        return None
    light, colour = to_grey(region), _excess(region)
    ink = light < np.partition(light, -light.size // 10, axis=None)[-light.size // 10] - _DARKER
    if int(ink.sum()) < _LEAST_INK:
        return None
    return float(np.median(colour[ink]) - np.median(colour[~ink]))


def _excess(region: Pixels) -> NDArray[np.int16]:
    """How much more blue than red and green each pixel has."""
    red, green, blue = (region[..., at].astype(np.int16) for at in range(3))
    return blue - (red + green) // 2
