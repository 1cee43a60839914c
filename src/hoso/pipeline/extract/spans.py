"""What belongs to a label: the words after it, up to the next label, and on the lines it wraps to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from hoso.pipeline.extract.begins import SAME_EDGE
from hoso.pipeline.extract.high_lines import stands_high
from hoso.pipeline.extract.labelled import Labelled
from hoso.pipeline.extract.lines_below import FEW_LINES, LinesBelow
from hoso.pipeline.extract.reach import FULL, Column, next_label, reach
from hoso.pipeline.extract.span import Span
from hoso.pipeline.extract.value_words import (
    COLUMN_GAP,
    first_run,
    opens_nothing,
    says_nothing,
    without_list_number,
)
from hoso.pipeline.labels.assign import Announced
from hoso.pipeline.labels.stands import stands_first
from hoso.pipeline.layout.rows import Row, Token, rests

#: Marks at the end of a line after which a value goes on.
_BROKEN_OFF = (",", "-", "–")
#: No column of values begins right of here: a gap there is a line to write on, which goes on below.
_LAST_COLUMN = 0.78
#: How a value goes on: not at all, over a line or two in a narrow column, as an address, as free text in
#: which words that are labels elsewhere may occur.
Wrap = Literal["none", "few", "lines", "sentence"]
_LINES: Mapping[Wrap, int] = {"none": 0, "few": FEW_LINES, "lines": 6, "sentence": 6}


class Spans:
    """Gathers the words of each announced field of one paper."""

    def __init__(self, rows: Sequence[Row], announced: Sequence[Announced], title: range) -> None:
        self._paper = Labelled.of(rows, announced, title)

    def after(self, item: Announced, wrap: Wrap) -> Span | None:
        """The value of a label, or `None` when nothing stands there."""
        row, sentence = self._paper.rows[item.hit.row], wrap == "sentence"
        left, right = reach(item, row, self._paper)
        beside = self._same_row(item, row, right, sentence=sentence)
        tokens = [*self._above(row, beside), *beside]
        right = right if tokens else min(right, next_label(item, row, self._paper))
        below = column = Column(min(item.left, left) - 0.08, left - 0.06, right)
        if tokens and tokens[0].gap > COLUMN_GAP and tokens[0].word.box.left < _LAST_COLUMN:
            column = Column(item.left - 0.03, tokens[0].word.box.left - 0.012, right)
        ended = bool(tokens) and (row.ruled or self._followed(item, row, sentence=sentence))
        lines = 0 if ended else _LINES[wrap]
        last = row if tokens else self._last_of_label(item, row)
        beneath = LinesBelow(self._paper, item, sentence)
        more = beneath.further(last, tokens, column, lines if tokens else max(1, lines))
        if tokens and not more and self._is_broken_off(row, tokens):
            # The gap was a line to write on that was cleaned away: the next line begins under the label.
            more = beneath.further(row, tokens, below, lines)
        tokens += more
        return Span(tuple(tokens), row.page) if tokens else None

    def _is_broken_off(self, row: Row, tokens: Sequence[Token]) -> bool:
        """Whether the value must go on below: after its last mark, in a bracket, or with a small letter where
        it fills its line."""
        below = self._paper.rows.get(row.index + 1)
        full = tokens[-1].word.box.right > self._paper.margin - FULL
        small = below is not None and below.tokens[0].word.text[:1].islower()
        text = "".join(token.word.text for token in tokens)
        return text.endswith(_BROKEN_OFF) or text.count("(") > text.count(")") or (full and small)

    def below(self, item: Announced, wrap: Wrap) -> Span | None:
        """What stands under a label alone in its cell, for what stands beside it is none of its value.

        `None` where the value is printed close behind the label.
        """
        row = self._paper.rows[item.hit.row]
        beside = next((t for t in row.tokens[item.hit.end :] if t.folded), None)
        if beside is None or beside.gap <= COLUMN_GAP:
            return None
        left, right = reach(item, row, self._paper)
        right = min(right, beside.word.box.left - 0.005)
        column = Column(min(item.left, left) - 0.08, left - 0.06, right)
        lines = LinesBelow(self._paper, item, wrap == "sentence")
        more = lines.further(self._last_of_label(item, row), [], column, max(1, _LINES[wrap]))
        return Span(tuple(more), row.page) if more else None

    def has_rival(self, item: Announced, span: Span) -> bool:
        """Whether one more cell with something else than a label stands beside the value's in a table."""
        row = self._paper.rows[item.hit.row]
        if not row.ruled or span.tokens[-1] not in row.tokens:
            return False
        behind = row.tokens.index(span.tokens[-1]) + 1
        starts = {other.hit.start for other in self._paper.of_row(row)}
        return behind < len(row.tokens) and behind not in starts and bool(row.tokens[behind].folded)

    def with_next_line(self, item: Announced, span: Span) -> Span | None:
        """The value together with what stands at the label's edge one line below, whatever speaks for it."""
        row = self._paper.rows[item.hit.row]
        if row.ruled or span.tokens[-1] not in row.tokens:
            return None
        ends = bool(item.hit.start) and span.tokens[-1] is row.tokens[-1]
        below_it = ends and not self._has_column(row, item.left)  # a line of several labels goes on below it
        left = row.tokens[0].word.box.left if below_it else item.left
        column = Column(left - 0.03, left - 0.03, 1.0)
        more = LinesBelow(self._paper, item, sentence=False).next_line(row, column)
        return Span((*span.tokens, *more), span.page) if more else None

    def _has_column(self, row: Row, left: float) -> bool:
        """Whether something of the next line begins at that edge."""
        below = self._paper.rows.get(row.index + 1)
        runs = [below.tokens[start] for start, _ in below.runs()] if below and below.page == row.page else []
        return any(abs(token.word.box.left - left) < SAME_EDGE for token in runs)

    def _above(self, row: Row, tokens: Sequence[Token]) -> list[Token]:
        """The first line of a value whose label stands lower, before its second line."""
        may = bool(tokens) or len(row.runs()) == 1
        high = stands_high(row, self._paper.rows, self._paper.labels) if may else None
        return list(high.tokens) if high else []

    def _last_of_label(self, item: Announced, row: Row) -> Row:
        """The last row of which the label takes all, or a run: its value stands below, not beside it."""
        for place in item.hit.wrapped:
            following = self._paper.rows[row.index + 1]
            beside = following.tokens[place[1] : place[1] + 1]
            if place not in following.runs() or (beside and beside[0].gap <= COLUMN_GAP):
                break
            row = following
        return row

    def _followed(self, item: Announced, row: Row, *, sentence: bool) -> bool:
        """Whether another label of the same sentence follows the value, which ends it there and then."""
        others = (other for other in self._paper.of_row(row) if other.hit.start >= item.hit.end)
        later = [other for other in others if self._paper.ends(other, row, sentence=sentence)]
        return bool(later) and not stands_first(row, later[0].hit.start)

    def _same_row(self, item: Announced, row: Row, right: float, *, sentence: bool) -> list[Token]:
        """The words from the label to the next label of the row, within its columns."""
        later = (other for other in self._paper.of_row(row) if other.hit.start >= item.hit.end)
        ends = (
            other.hit.start
            for other in later
            if self._paper.ends(other, row, sentence=sentence)
            and not (sentence and _opens_value(item, other, row))
        )
        end = min(ends, default=len(row.tokens))
        start = rests(row, item.hit.end) if row.ruled else item.hit.end
        tokens = [token for token in row.tokens[start:end] if token.word.box.centre[0] < right]
        named = item.spec is not None and item.spec.kind == "name"
        if not any(token.folded and not (named and token.folded.isdigit()) for token in tokens):
            tokens = tokens if says_nothing(tokens) else []  # nothing but marks; a note's number is no name
        while tokens and opens_nothing(tokens[0]) and (tokens[1:] or not tokens[0].folded):
            tokens = tokens[1:]
        if end < len(row.tokens) and tokens:
            tokens = without_list_number(tokens)
        return first_run(tokens)


def _opens_value(item: Announced, other: Announced, row: Row) -> bool:
    """Whether free text itself begins with words that are a mark of the form: `Từ: Dân tộc: Kinh`; small
    ones (`Từ: họ tên: …`) no form prints behind its own colon."""
    between = row.tokens[item.hit.end : other.hit.start]
    stop = other.spec is None and not other.hit.label.specs
    small = item.hit.colon and other.spec is None and row.tokens[other.hit.start].word.text.islower()
    return (stop or small) and not any(token.folded for token in between)
