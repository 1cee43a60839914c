"""How far to the left and right the value of a label may reach."""

from __future__ import annotations

from dataclasses import dataclass

from hoso.pipeline.extract.labelled import Labelled
from hoso.pipeline.extract.value_words import parted_at
from hoso.pipeline.labels.assign import Announced
from hoso.pipeline.labels.stands import stands_first
from hoso.pipeline.layout.rows import Row, Token

#: A label goes on left of where it began, by this much at least, when the end of a line breaks it.
_TORN = 0.2
#: Lines that end no further than this from the page's text's own edge are full: a paragraph.
FULL = 0.06
#: How far right of a label the next column begins at least: of where the label ends, and of where it begins.
_APART, _ASIDE = 0.04, 0.25
#: How many rows above and below a label the labels of the next column are looked for.
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Column:
    """Where a value may go on: its labels begin at `labels`, its words lie from `left` to `right`."""

    labels: float
    left: float
    right: float

    def holds(self, token: Token) -> bool:
        """Whether the word lies in it."""
        return self.left <= token.word.box.centre[0] < self.right


def reach(item: Announced, row: Row, paper: Labelled) -> tuple[float, float]:
    """The horizontal range of the label's column: another label far to its right, at the same height
    or just above or below, starts the next column."""
    left, right = _paragraph_left(item, row, paper) - 0.02, 1.0
    for index in range(row.index - _NEAR, row.index + _NEAR + 1):
        near = paper.rows.get(index)
        if near is None or near.page != row.page:
            continue
        for other in paper.of_row(near):
            far = other.left - item.right > _APART and other.left > item.left + _ASIDE
            heads = far and near.tokens[other.hit.start].starts_run and paper.is_column(other)
            if heads and parted_at(row, other.left - 0.01):
                right = min(right, other.left - 0.005)
    return left, right


def next_label(item: Announced, row: Row, paper: Labelled) -> float:
    """Where the next label of the row stands apart: what is below it is its own (`Số:     Quyển số:`)."""
    later = (other for other in paper.of_row(row) if other.hit.start >= item.hit.end)
    return min((o.left - 0.005 for o in later if row.tokens[o.hit.start].starts_run), default=1.0)


def _paragraph_left(item: Announced, row: Row, paper: Labelled) -> float:
    """Where the lines begin that the label stands in: its own edge, or that of its paragraph."""
    start = next((s for s, e in row.runs() if s <= item.hit.start < e), item.hit.start)
    numbered = stands_first(row, item.hit.start) or row.tokens[start].folded == "dieu"
    last = item.hit.start == paper.of_row(row)[-1].hit.start
    if last and _is_torn(item, row, paper):
        return row.tokens[0].word.box.left
    flowing = last and start == 0 and row.box.right > paper.margin - FULL
    inside = item.hit.start > start and (item.hit.label.inline or numbered or flowing)
    return row.tokens[start].word.box.left if inside else item.left


def _is_torn(item: Announced, row: Row, paper: Labelled) -> bool:
    """Whether the end of the line breaks the label, so that it goes on where the next line begins."""
    further = [paper.rows[row.index + 1].tokens[start] for start, _ in item.hit.wrapped[:1]]
    return any(token.word.box.left < item.left - _TORN for token in further)
