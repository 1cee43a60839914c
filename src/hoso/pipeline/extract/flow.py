"""The words of a paper as one stream: in running text a value goes on where its line ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from hoso.pipeline.extract.span import Span
from hoso.pipeline.labels.wordings import Hit
from hoso.pipeline.layout.motto import is_motto
from hoso.pipeline.layout.rows import Row, Token

#: White between two lines, in heights of a line, that parts paragraphs.
_WIDE_LINE = 1.9
#: A line that begins this much further right than the one before, as a share of the page, opens a paragraph.
_INDENT = 0.014
#: Room left at the end of a line beyond the next word, as a share of the page, that says: it ends there.
_ROOM = 0.035
#: A column of a page ends left of here, and has so many lines at least.
_HALF, _COLUMN = 0.56, 4
_LIST_MARKS = frozenset("-+*•–")
_NUMBER = re.compile(r"(?:[IVX]{1,4}|\d{1,2}(?:\.\d{1,2})?)[./)]")
_LONGEST_NUMBER = 5


@dataclass(frozen=True, slots=True)
class _Place:
    token: Token
    row: Row


class Flow:
    """All tokens of the rows in reading order, with the places where paragraphs and labels begin."""

    def __init__(self, rows: Sequence[Row], hits: Sequence[Hit]) -> None:
        self._places = [_Place(token, row) for row in rows for token in row.tokens]
        self._first: dict[int, int] = {}
        for at, place in enumerate(self._places):
            self._first.setdefault(place.row.index, at)
        rights = sorted(row.box.right for row in rows)
        self._margin = rights[int(0.9 * (len(rights) - 1))] if rights else 1.0
        self._edges = _edges_of_columns(rows)
        self._skipped = {
            self._first[row] + at for hit in hits for row, at in hit.further if row in self._first
        }
        self._starts = sorted(self.start_of(hit) for hit in hits)
        self._breaks = {self._first[b.index] for a, b in pairwise(rows) if self._parts(a, b)}

    def start_of(self, hit: Hit) -> int:
        """The place of the label's first word."""
        return self._first[hit.row] + hit.start

    def after(self, hit: Hit, over: frozenset[int] = frozenset(), most: int = 70) -> tuple[Token, ...]:
        """The words from the label to the next one or to the end of its paragraph.

        `over` are places of labels that do not end the value.
        """
        start = self._first[hit.row] + hit.end
        end = min((at for at in self._starts if at >= start and at not in over), default=len(self._places))
        end = min(end, start + most)
        cells = self._cells(hit)
        ruled = self._places[self._first[hit.row]].row.ruled
        tokens = []
        for at in range(start, end):
            place = self._places[at]
            if place.row.index != hit.row and (place.row.ruled or ruled):
                break  # a cell holds all of its value
            broken = at in self._breaks and not self._in_cell(place, cells)
            if broken and (at > start or not (hit.colon or hit.start)):
                break
            if place.row.page != self._places[start - 1].row.page:
                break
            if at not in self._skipped:
                tokens.append(place.token)
        while tokens and end in self._starts and _NUMBER.fullmatch(tokens[-1].word.text) and len(tokens) > 1:
            tokens.pop()  # of the item that the next label opens: `II/ Bên nhận …`
        return tuple(tokens)

    def behind(self, token: Token, most: int = 40) -> tuple[Token, ...]:
        """The words that follow that one, up to the next label or the end of its paragraph."""
        start = next(at for at, place in enumerate(self._places) if place.token is token) + 1
        ends = (at for at in range(start, start + most) if at in self._starts or at in self._breaks)
        return self.between(start, next(ends, start + most))

    def between(self, start: int, end: int) -> tuple[Token, ...]:
        """The words of a stretch of the paper."""
        return tuple(place.token for place in self._places[start:end])

    def span(self, tokens: Sequence[Token]) -> Span:
        """The words with the page of the first; what stands on the next page is left out."""
        page_of = {id(place.token): place.row.page for place in self._places}
        page = page_of[id(tokens[0])] if id(tokens[0]) in page_of else self._places[0].row.page
        return Span(tuple(t for t in tokens if page_of.get(id(t), page) == page), page)

    def __len__(self) -> int:
        return len(self._places)

    def _cells(self, hit: Hit) -> tuple[float, ...]:
        """The left edges at which lines of the value may begin where it stands in a cell of its own."""
        row = self._places[self._first[hit.row]].row
        value = row.tokens[hit.end : hit.end + 2]
        if value and value[0].folded:
            value = value[:1]  # else a colon in the cell, before the value
        edges = [token.word.box.left for token in value if value[0].starts_run]
        start = next((s for s, e in row.runs() if s <= hit.start < e), 0)
        return (*edges, row.tokens[start].word.box.left) if start else tuple(edges)

    def _in_cell(self, place: _Place, cells: Sequence[float]) -> bool:
        """Whether a line goes on in the value's cell: it begins at its left edge, or after a label's rest."""
        first = self._first[place.row.index]
        kept = [t for at, t in enumerate(place.row.tokens, first) if at not in self._skipped]
        return bool(kept) and any(abs(kept[0].word.box.left - edge) < _INDENT for edge in cells)

    def _parts(self, row: Row, following: Row) -> bool:
        """Whether the following row begins a paragraph of its own."""
        if row.page != following.page or is_motto(following.text):
            return True
        if following.box.top - row.box.bottom > _WIDE_LINE * max(row.height, following.height):
            return True
        room = (self._edges.get(row.index) or self._margin) - row.box.right
        first = following.tokens[0]
        if room > first.word.box.width + _ROOM:
            return True
        if following.box.left - row.box.left > _INDENT:
            return True
        if row.tokens[-1].word.text.endswith((",", "-")) or not _is_item(following):
            return False
        return first.word.text not in "-–" or not _goes_on(row, following)


def _edges_of_columns(rows: Sequence[Row]) -> dict[int, float]:
    """For rows that lie in the left half alone, with others of such, how far right their lines reach."""
    edges: dict[int, float] = {}
    for narrow, group in groupby(rows, key=lambda row: row.box.right < _HALF):
        column = list(group)
        if narrow and len(column) >= _COLUMN:
            edges.update((row.index, max(r.box.right for r in column)) for row in column)
    return edges


def _is_item(row: Row) -> bool:
    """Whether the row opens with the mark or the number of a list item."""
    text = row.tokens[0].word.text
    numbered = len(text) <= _LONGEST_NUMBER and text.endswith((".", ")")) and len(row.tokens) > 1
    number = text[:-1].replace(".", "")
    return text in _LIST_MARKS or (
        numbered and (number.isdigit() or len(number) == 1 or not number.strip("IVX"))
    )


def _goes_on(row: Row, following: Row) -> bool:
    """Whether a line that begins with a dash goes on with the names of places: `- xã Đa Tốn`."""
    small = len(following.tokens) > 1 and following.tokens[1].word.text[:1].islower()
    return small or row.tokens[-1].word.text[-1:].isalnum()
