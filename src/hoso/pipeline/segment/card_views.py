"""Cards lie small on a copied sheet, one below or beside the other: each is looked at as a page of its own.

Rules about lines and columns then hold for a card as they do for a sheet, and what stands beside it on the
other card is out of the way. Places found on such a view are put back onto the sheet.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, pairwise

from hoso.schemas.geometry import Box
from hoso.schemas.pages import Line, Page, Word
from hoso.schemas.records import FieldValue

#: Height by width of the print on one card lies between these; on two it is beyond.
_BESIDE, _BELOW = 0.33, 0.9
#: The share of the print in whose middle the two cards part.
_MIDDLE = (0.22, 0.78)
#: White around a card's print, as a share of its width.
_MARGIN = 0.05
#: A card with a photo at its left, all as shares of the card: the photo's width at least, the height from
#: which lines stand beside it and from which they stand under it, and how far their left edges differ.
_PHOTO, _BESIDE_PHOTO, _UNDER_PHOTO, _SAME_EDGE, _FEWEST_LINES = 0.18, 0.35, 0.7, 0.02, 4
#: A strip's number is its view's less this.
_STRIPS = 1000
#: Words less sure than this are specks between the cards.
_SPECK = 0.4


@dataclass(frozen=True, slots=True)
class View:
    """A part of a page as a page with a negative number; `part` is its place there."""

    page: Page
    of: int
    part: Box


def card_views(pages: Sequence[Page]) -> tuple[View, ...]:
    """The cards on the pages, each as a page of its own."""
    numbers = count(-1, -1)
    return tuple(
        _view(page, words, next(numbers))
        for page in pages
        if not page.blank
        for words in _cards(page)
        if words
    )


def restored(fields: Mapping[str, FieldValue], views: Sequence[View]) -> dict[str, FieldValue]:
    """The fields with their places on the real pages."""
    by_number = {view.page.number: view for view in views}
    return {key: _put_back(value, by_number) for key, value in fields.items()}


def without(views: Sequence[View], taken: Collection[Box]) -> tuple[View, ...]:
    """The views without the words that stand in those boxes of theirs, drawn around what is left."""
    smaller = []
    for view in views:
        words = [word for word in view.page.words if word.box not in taken]
        if len(words) < len(view.page.words) and words:
            inner = _view(view.page, words, view.page.number)
            smaller.append(replace(inner, of=view.of, part=_onto(inner.part, view.part)))
        elif words:
            smaller.append(view)
    return tuple(smaller)


def with_strips(views: Sequence[View]) -> tuple[View, ...]:
    """The views, what stands under a card's photo apart, as it is no part of the lines beside it."""
    return tuple(part for view in views for part in _strip(view))


def _strip(view: View) -> tuple[View, ...]:
    edge = _main_edge(view.page)
    if edge is None:
        return (view,)
    words = view.page.words
    aside = [word for word in words if word.box.top > _BESIDE_PHOTO and word.box.centre[0] < edge]
    below = [word for word in aside if word.box.top > _UNDER_PHOTO]
    taken = set(map(id, aside))  # what was read in the photo itself is nothing
    beside = [word for word in words if id(word) not in taken]
    main = replace(view, page=replace(view.page, lines=_lines(view.page, beside)))
    number = view.page.number - _STRIPS
    strip = replace(view, page=replace(view.page, lines=_lines(view.page, below), number=number))
    return (main, strip) if below else (main,)


def _main_edge(page: Page) -> float | None:
    """Where the lines beside a photo begin; `None` where no such lines stand one below another."""
    lefts = sorted(
        line.box.left for line in page.lines if line.box.top > _BESIDE_PHOTO and line.box.left > _PHOTO
    )
    for left in lefts:
        column = [other for other in lefts if left <= other < left + _SAME_EDGE]
        if len(column) >= _FEWEST_LINES:
            return left
    return None


def _onto(box: Box, part: Box) -> Box:
    """The place on the page of a box on a part of it."""
    return Box(
        part.left + box.left * part.width,
        part.top + box.top * part.height,
        part.left + box.right * part.width,
        part.top + box.bottom * part.height,
    )


def _put_back(value: FieldValue, views: Mapping[int, View]) -> FieldValue:
    view = views.get(value.page or 0)
    if view is None:
        return value
    box = _onto(value.box, view.part).clipped() if value.box else None
    return replace(value, page=view.of, box=box)


def _cards(page: Page) -> list[tuple[Word, ...]]:
    """The words of each card: all of them, or those on either side of the widest white between two cards."""
    words = page.words
    sure = [word for word in words if word.confidence >= _SPECK]
    if len(sure) < 2:
        return [words]
    around = Box.around(word.box for word in sure)
    shape = around.height * page.height_px / max(1e-6, around.width * page.width_px)
    if _BESIDE <= shape <= _BELOW:
        return [words]
    down = shape > _BELOW
    sides = sorted((w.box.top, w.box.bottom) if down else (w.box.left, w.box.right) for w in sure)
    cut = _widest_white(sides)
    if cut is None:
        return [words]
    before = tuple(word for word in words if word.box.centre[1 if down else 0] < cut)
    return [before, tuple(word for word in words if word not in before)]


def _widest_white(sides: Sequence[tuple[float, float]]) -> float | None:
    """The middle of the widest gap near the middle of the stretches, which are sorted by their start."""
    first, last = sides[0][0], max(end for _, end in sides)
    low, high = (first + share * (last - first) for share in _MIDDLE)
    reached, gaps = first, []
    for (_, end), (start, _) in pairwise(sides):
        reached = max(reached, end)
        if start > reached and low <= (start + reached) / 2 <= high:
            gaps.append((start - reached, (start + reached) / 2))
    return max(gaps)[1] if gaps else None


def _view(page: Page, words: Sequence[Word], number: int) -> View:
    around = Box.around(word.box for word in words)
    across = _MARGIN * max(around.width, 1e-3)
    down = across * page.width_px / page.height_px
    part = Box(around.left - across, around.top - down, around.right + across, around.bottom + down)
    size = (max(1, round(part.width * page.width_px)), max(1, round(part.height * page.height_px)))
    lines = tuple(Line(tuple(_within(word, part) for word in line.words)) for line in _lines(page, words))
    drawn = replace(page, number=number, width_px=size[0], height_px=size[1], lines=lines, codes=(), cells=())
    return View(drawn, page.number, part)


def _lines(page: Page, words: Sequence[Word]) -> tuple[Line, ...]:
    """The page's lines with those words of theirs alone."""
    kept = set(map(id, words))
    lines = (tuple(word for word in line.words if id(word) in kept) for line in page.lines)
    return tuple(Line(line) for line in lines if line)


def _within(word: Word, part: Box) -> Word:
    box = word.box
    return replace(
        word,
        box=Box(
            (box.left - part.left) / part.width,
            (box.top - part.top) / part.height,
            (box.right - part.left) / part.width,
            (box.bottom - part.top) / part.height,
        ),
    )
