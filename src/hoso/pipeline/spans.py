"""What belongs to a label: the words after it, up to the next label, and on the lines it wraps to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hoso.pipeline.assign import Announced
from hoso.pipeline.classify import is_motto
from hoso.pipeline.layout import Row, Token
from hoso.schemas.geometry import Box

#: A value wraps to at most this many further lines.
_MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class Span:
    """The words of one value, all on one page."""

    tokens: tuple[Token, ...]
    page: int

    @property
    def text(self) -> str:
        return " ".join(token.word.text for token in self.tokens)

    @property
    def box(self) -> Box:
        return Box.around(token.word.box for token in self.tokens)

    @property
    def confidence(self) -> float:
        """The engine's confidence in the weakest word that counts."""
        weighed = [t.word.confidence for t in self.tokens if t.folded]
        return min(weighed, default=0.0)


class Spans:
    """Gathers the words of each announced field of one paper."""

    def __init__(self, rows: Sequence[Row], announced: Sequence[Announced]) -> None:
        self._rows = {row.index: row for row in rows}
        self._by_row: dict[int, list[Announced]] = {}
        for item in announced:
            self._by_row.setdefault(item.hit.row, []).append(item)
        rights = sorted(row.box.right for row in rows)
        self._margin = rights[int(0.95 * (len(rights) - 1))] if rights else 1.0

    def after(self, item: Announced, multiline: bool) -> Span | None:
        """The value of a label, or `None` when nothing stands there."""
        row = self._rows[item.hit.row]
        left, right = self._columns(item, row)
        tokens = self._same_row(item, row, right)
        lines = _MOST_LINES if multiline else 0
        if not tokens:
            lines = max(lines, 1)
        tokens += self._further(row, tokens, (left, right), lines)
        return Span(tuple(tokens), row.page) if tokens else None

    def _same_row(self, item: Announced, row: Row, right: float) -> list[Token]:
        """The words from the label to the next label of the row, within its columns."""
        end = min(
            (other.hit.start for other in self._by_row[row.index] if other.hit.start >= item.hit.end),
            default=len(row.tokens),
        )
        tokens = [t for t in row.tokens[item.hit.end : end] if t.word.box.centre[0] < right]
        while tokens and not tokens[0].folded and tokens[0].word.text in (":", ";", ".", "-", "(", ","):
            tokens = tokens[1:]
        if end < len(row.tokens) and tokens:
            tokens = _without_list_number(tokens)
        return tokens

    def _columns(self, item: Announced, row: Row) -> tuple[float, float]:
        """The horizontal range of the label's column: another label far to its right, at the same height
        or just above or below, starts the next column."""
        left, right = item.left - 0.02, 1.0
        for index in range(row.index - 3, row.index + 4):
            near = self._rows.get(index)
            if near is None or near.page != row.page:
                continue
            for other in self._by_row.get(index, ()):
                token = near.tokens[other.hit.start]
                far = other.left - item.right > 0.04 and other.left > item.left + 0.25
                if far and token.starts_run and self._is_column(other) and _parted_at(row, other.left - 0.01):
                    right = min(right, other.left - 0.005)
        return left, right

    def _is_column(self, other: Announced) -> bool:
        """Whether labels stand one below another at this left edge: a column, not a chance."""
        beneath = [
            item
            for items in self._by_row.values()
            for item in items
            if abs(item.left - other.left) < 0.02 and item.hit.row != other.hit.row
        ]
        return len(beneath) >= 2

    def _further(
        self, row: Row, tokens: Sequence[Token], columns: tuple[float, float], lines: int
    ) -> list[Token]:
        """The words on the following lines that the value wraps to."""
        more: list[Token] = []
        last = row
        last_tokens = list(tokens)
        while lines > 0:
            following = self._next_row(last, columns)
            if following is None or self._begins_anew(last, following, columns):
                break
            inside = self._free(following, columns)
            if not inside or not self._wraps(last_tokens, inside, columns):
                break
            more += inside
            if len(inside) < len(
                [t for t in following.tokens if columns[0] <= t.word.box.centre[0] < columns[1]]
            ):
                break
            last, last_tokens, lines = following, inside, lines - 1
        return more

    def _next_row(self, row: Row, columns: tuple[float, float]) -> Row | None:
        """The next row of the page that has words in the columns."""
        for index in (row.index + 1, row.index + 2, row.index + 3):
            following = self._rows.get(index)
            if following is None or following.page != row.page:
                return None
            if any(columns[0] - 0.06 <= t.word.box.centre[0] < columns[1] for t in following.tokens):
                return following
        return None

    def _begins_anew(self, row: Row, following: Row, columns: tuple[float, float]) -> bool:
        """Whether the following row starts something else: a label, a gap, the motto, a new list item."""
        if following.box.top - row.box.bottom > 1.9 * max(row.height, following.height):
            return True
        if is_motto(following.text):
            return True
        first = next(
            (i for i, t in enumerate(following.tokens) if t.word.box.centre[0] >= columns[0] - 0.06), 0
        )
        starts = {item.hit.start for item in self._by_row.get(following.index, ())}
        if first in starts:
            return True
        text = following.tokens[first].word.text
        numbered = len(text) <= 4 and text.endswith((".", ")")) and text[:-1].isalnum()
        return (numbered and (first + 1) in starts) or (text in ("-", "+") and (first + 1) in starts)

    def _free(self, row: Row, columns: tuple[float, float]) -> list[Token]:
        """The row's words in the columns, up to its first label."""
        starts = [item.hit.start for item in self._by_row.get(row.index, ())]
        inside: list[Token] = []
        for index, token in enumerate(row.tokens):
            centre = token.word.box.centre[0]
            if centre < columns[0] - 0.06:
                continue
            if index in starts or centre >= columns[1]:
                break
            inside.append(token)
        if inside and starts:
            inside = _without_list_number(inside)
        return inside

    def _wraps(self, tokens: Sequence[Token], inside: Sequence[Token], columns: tuple[float, float]) -> bool:
        """Whether the next line goes on with the value: its first word would not have fitted on the last."""
        if not tokens:
            return True
        margin = min(self._margin, columns[1]) if columns[1] < 1.0 else self._margin
        room = margin - tokens[-1].word.box.right
        return room < inside[0].word.box.width + 0.045


def _parted_at(row: Row, x: float) -> bool:
    """Whether no word of the row crosses the place and what stands beyond it is a run of its own."""
    beyond = [token for token in row.tokens if token.word.box.right > x]
    return not beyond or (beyond[0].starts_run and beyond[0].word.box.left > x)


def _without_list_number(tokens: list[Token]) -> list[Token]:
    """The words without the number of the list item that follows them (`… b)`)."""
    text = tokens[-1].word.text
    if (
        len(tokens) > 1
        and len(text) <= 3
        and text.endswith((")", "."))
        and text[:-1].isalpha()
        and text.islower()
    ):
        return tokens[:-1]
    return tokens
