"""Spreads: a scan of an opened certificate or register shows two pages side by side.

Such a page is read half after half, as two pages of their own; what is found is put back on the page as it
is stored. A page lying wide with a table is none: its title crosses the middle, or its cells stand in line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hoso.pipeline.layout.motto import is_motto
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Line, Page, Word
from hoso.schemas.records import FieldValue

#: A spread is wider than high by this much: 1.41 for two A4 pages, 1.43 for an opened certificate.
_LEAST_SHAPE = 1.2
#: Where the fold may be, and how wide the white around it is at least, as shares of the page.
_FOLD, _LEAST_WHITE = (0.46, 0.54), 0.02
#: A gap of this many letter heights is more than the space between two words.
_SPACE = 1.2
#: Words that a half has at least, and its least share of the page's.
_LEAST_WORDS, _LEAST_SHARE = 8, 0.1
#: Wider than this in millimetres no single sheet of an office lies: A4 has 297.
_WIDER_THAN_A4 = 335.0
#: The largest share of lines that may stand in line with one of the other half: in a table all do.
_MOST_IN_LINE, _MOST_IN_LINE_A3 = 0.55, 0.9
#: The right half's number is that of its page and this much more.
_BEHIND = 100_000


def fold_of(page: Page) -> float | None:
    """Where the page folds, as a share of its width; `None` when it is a single page."""
    if page.blank or page.width_px < _LEAST_SHAPE * page.height_px:
        return None
    words = [word for word in page.words if any(map(str.isalnum, word.text))]
    fold = _white(words)
    if fold is None or _crossed(page, fold):
        return None
    left = sum(word.box.centre[0] < fold for word in words)
    fewer = min(left, len(words) - left)
    if fewer < max(_LEAST_WORDS, _LEAST_SHARE * len(words)):
        return None
    wide = page.dpi > 0 and page.width_px / page.dpi * 25.4 > _WIDER_THAN_A4
    most = _MOST_IN_LINE_A3 if wide else _MOST_IN_LINE
    if any(is_motto(text) for text in _texts(page, fold)):
        return fold
    return fold if _in_line(page, fold) <= most else None


def _white(words: Sequence[Word]) -> float | None:
    """The middle of the widest stretch near the page's middle that no word reaches into."""
    low, high = _FOLD
    spans = sorted((w.box.left, w.box.right) for w in words if w.box.right > low and w.box.left < high)
    best, start = (0.0, 0.0), low
    for left, right in [*spans, (high, high)]:
        best = max(best, (left - start, (left + start) / 2))
        start = max(start, right)
    return best[1] if best[0] >= _LEAST_WHITE else None


def _crossed(page: Page, fold: float) -> bool:
    """Whether a line of print goes on over the fold: only a space between two words lies there."""
    shape = page.height_px / page.width_px
    for line in page.lines:
        before = [word.box for word in line.words if word.box.centre[0] < fold]
        after = [word.box for word in line.words if word.box.centre[0] >= fold]
        if before and after:
            gap = min(box.left for box in after) - max(box.right for box in before)
            if gap < _SPACE * shape * max(box.height for box in (*before, *after)):
                return True
    return False


def _parts(page: Page, fold: float) -> tuple[list[Line], list[Line]]:
    """The lines of each half; an engine may have read across the fold."""
    halves: tuple[list[Line], list[Line]] = ([], [])
    for line in page.lines:
        for at, half in enumerate(halves):
            words = tuple(word for word in line.words if (word.box.centre[0] >= fold) == bool(at))
            if words:
                half.append(Line(words))
    return halves


def _texts(page: Page, fold: float) -> list[str]:
    return [line.text for half in _parts(page, fold) for line in half]


def _in_line(page: Page, fold: float) -> float:
    """The share of the lines of the half with fewer that have a line of the other beside them."""
    halves = _parts(page, fold)
    fewer, more = sorted(halves, key=len)
    heights = [line.box.centre[1] for line in more]
    beside = sum(
        any(abs(line.box.centre[1] - height) < 0.25 * line.box.height for height in heights) for line in fewer
    )
    return beside / max(1, len(fewer))


def in_reading_order(page: Page) -> Page:
    """The page with the lines of its left half before those of its right; a single page as it is."""
    fold = fold_of(page)
    if fold is None:
        return page
    left, right = (sorted(half, key=lambda line: line.box.top) for half in _parts(page, fold))
    return replace(page, lines=(*left, *right))


@dataclass(frozen=True, slots=True)
class Opened:
    """Pages with every spread as two, and the way back: which stretch of its page each half shows."""

    pages: tuple[Page, ...]
    stretches: Mapping[int, tuple[int, float, float]]

    def home(self, value: FieldValue) -> FieldValue:
        """The value with its page and box as they are stored."""
        if value.page is None or value.page not in self.stretches or value.box is None:
            return value
        number, start, end = self.stretches[value.page]
        box = value.box
        place = Box(start + box.left * (end - start), box.top, start + box.right * (end - start), box.bottom)
        return replace(value, page=number, box=place.clipped())


def opened(pages: Sequence[Page]) -> Opened:
    """The pages as they are read: a spread half after half, the half with the motto (the front) first."""
    shown: list[Page] = []
    stretches: dict[int, tuple[int, float, float]] = {}
    for page in pages:
        fold = fold_of(page)
        if fold is None:
            shown.append(page)
            continue
        left, right = _parts(page, fold)
        halves = [
            _half(page, left, (0.0, fold), page.number),
            _half(page, right, (fold, 1.0), page.number + _BEHIND),
        ]
        stretches[page.number] = (page.number, 0.0, fold)
        stretches[page.number + _BEHIND] = (page.number, fold, 1.0)
        shown += sorted(halves, key=lambda half: not any(is_motto(line.text) for line in half.lines))
    return Opened(tuple(shown), stretches)


def _half(page: Page, lines: Sequence[Line], stretch: tuple[float, float], number: int) -> Page:
    start, end = stretch

    def across(x: float) -> float:
        return min(1.0, max(0.0, (x - start) / (end - start)))

    def moved(box: Box) -> Box:
        return Box(across(box.left), box.top, across(box.right), box.bottom)

    return replace(
        page,
        number=number,
        width_px=round(page.width_px * (end - start)),
        lines=tuple(Line(tuple(replace(w, box=moved(w.box)) for w in line.words)) for line in lines),
        cells=tuple(moved(cell) for cell in page.cells if start <= cell.centre[0] < end),
    )
