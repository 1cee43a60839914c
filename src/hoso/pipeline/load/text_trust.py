"""Whether a page's own text may stand for what is seen on it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from hoso.pipeline.load.model import PageImage, Pixels
from hoso.pipeline.prepare.ink import components, find_ink, reduced, to_grey
from hoso.pipeline.prepare.tone import seal_areas
from hoso.pipeline.syllables import is_vietnamese_syllable
from hoso.schemas.pages import Line, Word

#: Fewer words than this prove nothing.
_LEAST_WORDS = 12
#: Of the words of letters at least so many are legal syllables, and so many bear Vietnamese marks: text in
#: an old encoding (TCVN3, VNI) has few of the first, text that lost its marks few of the second.
_LEGAL_SHARE, _MARKED_SHARE = 0.8, 0.25
_ODD, _ODD_SHARE = frozenset({"Co", "Cn", "Cc", "Cs"}), 0.01
#: Words of this many letters that are higher than wide stand sideways; so many may, or go from right to left.
_LONG, _SIDEWAYS_SHARE = 4, 0.05
#: How much of the letter-sized ink may lie outside all words, and how far words reach beyond their boxes
#: (in their heights).
_BARE_SHARE, _REACH = 0.03, 0.25
#: Marks lower than this, in usual letter heights, are dots and dashes; paler than this, from print (0) to
#: paper (1), they are a pattern of the paper.
_LETTER, _DARK = 0.5, 0.6
#: Least contrast of print, least likeness of print with and without pictures, the share of words that must
#: show, and how much of a word another may cover.
_CONTRAST, _LIKE, _SEEN_SHARE, _OVER = 50, 0.7, 0.95, 0.5


def is_language(lines: Sequence[Line]) -> bool:
    """Whether the text is upright Vietnamese with its letters whole."""
    words = [word for line in lines for word in line.words]
    texts = "".join(word.text for word in words)
    odd = sum(
        unicodedata.category(letter) in ("Co", "Cn", "Cc", "Cs") or letter == "\ufffd" for letter in texts
    )
    if len(words) < _LEAST_WORDS or odd > _ODD_SHARE * len(texts):
        return False
    if not _stands_upright(lines):
        return False
    letters = [core for word in words if len(core := _core(word.text)) > 1]
    legal = sum(is_vietnamese_syllable(core) for core in letters)
    marked = sum(_is_marked(core) for core in letters)
    return bool(letters) and legal >= _LEGAL_SHARE * len(letters) and marked >= _MARKED_SHARE * len(letters)


def _stands_upright(lines: Sequence[Line]) -> bool:
    """Whether long words lie flat and follow each other to the right."""
    long = [word for word in _words(lines) if len(word.text) >= _LONG]
    sideways = sum(word.box.height > 1.5 * word.box.width for word in long)
    pairs = [pair for line in lines for pair in pairwise(line.words)]
    backwards = sum(after.box.left < before.box.left for before, after in pairs)
    return sideways <= _SIDEWAYS_SHARE * len(long) and backwards <= _SIDEWAYS_SHARE * len(pairs)


def covers_ink(lines: Sequence[Line], page: PageImage) -> bool:
    """Whether nearly all letters on the page lie in words of the text; what a seal prints does not count."""
    grey, scale = reduced(to_grey(page.pixels))
    letters = _letters(grey)
    bare = letters.copy()
    height, width = bare.shape
    for word in _words(lines):
        reach = _REACH * word.box.height
        top, bottom = (round(side * height) for side in (word.box.top - reach, word.box.bottom + reach))
        left, right = (round(side * width) for side in (word.box.left - reach, word.box.right + reach))
        bare[max(0, top) : bottom + 1, max(0, left) : right + 1] = False
    if page.pixels.ndim == 3:
        small = cast(Pixels, cv2.resize(page.pixels, (width, height), interpolation=cv2.INTER_AREA))
        seals = seal_areas(small, page.dpi * scale)
        bare &= True if seals is None else seals == 0
    return int(bare.sum()) <= _BARE_SHARE * max(1, int(letters.sum()))


def _letters(grey: Pixels) -> NDArray[np.bool_]:
    """Where marks stand that are as dark and as high as letters: no pattern, no dots to write on."""
    ink = find_ink(grey)
    marks = ink.mask > 0
    if not marks.any():
        return marks
    paper, print_ = float(np.percentile(grey, 90)), float(np.percentile(grey[marks], 10))
    dark = np.where(marks & (grey < print_ + _DARK * (paper - print_)), np.uint8(255), np.uint8(0))
    found = components(dark)
    return found.painted(found.stats[:, cv2.CC_STAT_HEIGHT] >= _LETTER * ink.letter_height) > 0


def seen_of(lines: Sequence[Line], pixels: Pixels, bare: Pixels | None) -> tuple[Line, ...]:
    """The words that show, with the page's pictures and without them (`bare`, at any size).

    Nothing when more than a few do not show, or when words lie over one another.
    """
    full = to_grey(pixels)
    if bare is not None:
        height, width = bare.shape[:2]
        full = cast(Pixels, cv2.resize(full, (width, height), interpolation=cv2.INTER_AREA))
    kept = []
    for line in lines:
        words = tuple(word for word in line.words if _shows(word, full, bare))
        kept += [Line(words)] if words else []
    before, after = (sum(len(line.words) for line in each) for each in (lines, kept))
    return tuple(kept) if after >= _SEEN_SHARE * before and not _lie_over(kept) else ()


def _shows(word: Word, full: Pixels, bare: Pixels | None) -> bool:
    one = _inside(full, word)
    if one.size == 0 or int(np.ptp(one)) < _CONTRAST:
        return False
    return bare is None or _alike(one, _inside(bare, word))


def _alike(one: Pixels, other: Pixels) -> bool:
    """Whether two small pictures show the same print."""
    if int(np.ptp(other)) < _CONTRAST:
        return False
    soft = np.stack([cv2.GaussianBlur(each, (3, 3), 0).ravel() for each in (one, other)])
    return float(np.asarray(np.corrcoef(soft))[0, 1]) >= _LIKE


def _lie_over(lines: Sequence[Line]) -> bool:
    """Whether any word lies over another: one of them is not what is seen."""
    boxes = np.array([(w.box.left, w.box.top, w.box.right, w.box.bottom) for w in _words(lines)])
    if len(boxes) == 0:
        return False
    low, high = boxes[:, None, :2], boxes[:, None, 2:]
    shared = np.clip(np.minimum(high, high.swapaxes(0, 1)) - np.maximum(low, low.swapaxes(0, 1)), 0, None)
    areas = np.prod(boxes[:, 2:] - boxes[:, :2], axis=1)
    share = shared.prod(axis=2) / np.maximum(1e-9, np.minimum(areas[:, None], areas[None]))
    np.fill_diagonal(share, 0)
    return bool((share > _OVER).any())


def _inside(image: Pixels, word: Word) -> Pixels:
    height, width = image.shape
    box = word.box
    top, left = int(box.top * height), int(box.left * width)
    return image[top : int(np.ceil(box.bottom * height)), left : int(np.ceil(box.right * width))]


def _words(lines: Sequence[Line]) -> Iterator[Word]:
    return (word for line in lines for word in line.words)


def _core(text: str) -> str:
    """The letters of a word, small; nothing when figures or marks stand among them."""
    core = text.strip(".,:;()[]{}\"'“”‘’/-–…!?*").lower()
    return core if core.isalpha() else ""


def _is_marked(core: str) -> bool:
    return "đ" in core or any(unicodedata.combining(c) for c in unicodedata.normalize("NFD", core))
