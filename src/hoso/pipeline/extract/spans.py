"""What belongs to a label: the words after it, up to the next label, and on the lines it wraps to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from hoso.pipeline.extract.begins import SAME_EDGE, opens_item, signs
from hoso.pipeline.extract.high_lines import stands_high
from hoso.pipeline.extract.span import Span
from hoso.pipeline.extract.value_words import (
    COLUMN_GAP,
    first_run,
    is_date_line,
    is_place_and_date,
    opens_nothing,
    parted_at,
    says_nothing,
    stands_under,
    without_list_number,
)
from hoso.pipeline.labels.assign import Announced
from hoso.pipeline.labels.stands import stands_first
from hoso.pipeline.layout.motto import is_motto
from hoso.pipeline.layout.rows import Row, Token, rests

#: How far from the edge of its column, as a share of the page, a line beside another may begin.
_EDGE = 0.1
#: What a change was made in is a sentence of its own where it begins so: `Trong Giấy khai sinh số …`.
_BEGINS_ANEW = "Trong"
#: Marks at the end of a line after which a value goes on.
_BROKEN_OFF = (",", "-", "–")
#: A label goes on left of where it began, by this much at least, when the end of a line breaks it.
_TORN = 0.2
#: Lines that end no further than this from the page's text's own edge are full: a paragraph.
_FULL = 0.06
#: No column of values begins right of here: a gap there is a line to write on, which goes on below.
_LAST_COLUMN = 0.78
#: Letters in the number of a heading, as long as `III-`.
_LONGEST_NUMBER = 4
#: How a value goes on: not at all, over a line or two in a narrow column, as an address, as free text in
#: which words that are labels elsewhere may occur.
Wrap = Literal["none", "few", "lines", "sentence"]
_LINES: Mapping[Wrap, int] = {"none": 0, "few": 2, "lines": 6, "sentence": 6}


@dataclass(frozen=True, slots=True)
class _Column:
    """Where a value may go on: its labels begin at `labels`, its words lie from `left` to `right`."""

    labels: float
    left: float
    right: float

    def holds(self, token: Token) -> bool:
        return self.left <= token.word.box.centre[0] < self.right


class Spans:
    """Gathers the words of each announced field of one paper."""

    def __init__(self, rows: Sequence[Row], announced: Sequence[Announced], title: range) -> None:
        self._title = title
        self._opening = rows[0] if rows else Row(0, 0, ())  # the row of the label whose value is gathered
        self._sentence = False
        self._edge = 0.0  # where that label begins
        self._own_words: set[tuple[int, int]] = set()
        self._rows = {row.index: row for row in rows}
        self._by_row: dict[int, list[Announced]] = {}
        for item in announced:
            self._by_row.setdefault(item.hit.row, []).append(item)
        self._label_words = {place for item in announced for place in item.hit.further}
        self._cue_words = {place for item in announced if item.hit.label.inline for place in item.hit.further}
        rights = sorted(row.box.right for row in rows) or [1.0]
        self._margin = rights[int(0.95 * (len(rights) - 1))]

    def after(self, item: Announced, wrap: Wrap) -> Span | None:
        """The value of a label, or `None` when nothing stands there."""
        self._sentence, self._own_words = wrap == "sentence", set(item.hit.further)
        row = self._opening = self._rows[item.hit.row]
        self._edge = item.left
        left, right = self._columns(item, row)
        beside = self._same_row(item, row, right)
        tokens = [*self._above(row, beside), *beside]
        right = right if tokens else min(right, self._next_label(item, row))
        below = column = _Column(min(item.left, left) - 0.08, left - 0.06, right)
        if tokens and tokens[0].gap > COLUMN_GAP and tokens[0].word.box.left < _LAST_COLUMN:
            column = _Column(item.left - 0.03, tokens[0].word.box.left - 0.012, right)
        lines = 0 if tokens and (row.ruled or self._followed(item, row)) else _LINES[wrap]
        last = row if tokens else self._last_of_label(item, row)
        more = self._further(last, tokens, column, lines if tokens else max(1, lines))
        if tokens and not more and tokens[-1].word.text.endswith(_BROKEN_OFF):
            # The gap was a line to write on that was cleaned away: the next line begins under the label.
            more = self._further(row, tokens, below, lines)
        tokens += more
        return Span(tuple(tokens), row.page) if tokens else None

    def _next_label(self, item: Announced, row: Row) -> float:
        """Where the next label of the row stands apart: what is below it is its own (`Số:     Quyển số:`)."""
        later = (o for o in self._by_row[row.index] if o.hit.start >= item.hit.end)
        return min((o.left - 0.005 for o in later if row.tokens[o.hit.start].starts_run), default=1.0)

    def _above(self, row: Row, tokens: Sequence[Token]) -> list[Token]:
        """The first line of a value whose label stands lower, before its second line."""
        high = stands_high(row, self._rows, self._by_row) if tokens or len(row.runs()) == 1 else None
        return list(high.tokens) if high else []

    def _last_of_label(self, item: Announced, row: Row) -> Row:
        """The last row of which the label takes all, or a run: its value stands below, not beside it."""
        for place in item.hit.wrapped:
            following = self._rows[row.index + 1]
            beside = following.tokens[place[1] : place[1] + 1]
            if place not in following.runs() or (beside and beside[0].gap <= COLUMN_GAP):
                break
            row = following
        return row

    def _followed(self, item: Announced, row: Row) -> bool:
        """Whether another label of the same sentence follows the value, which ends it there and then."""
        later = [o for o in self._by_row[row.index] if o.hit.start >= item.hit.end and self._ends(o, row)]
        return bool(later) and not stands_first(row, later[0].hit.start)

    def with_next_line(self, item: Announced, span: Span) -> Span | None:
        """The value together with what stands at the label's edge one line below, whatever speaks for it."""
        row = self._opening = self._rows[item.hit.row]
        self._edge = item.left
        following = self._rows.get(row.index + 1)
        if row.ruled or following is None or following.page != row.page or span.tokens[-1] not in row.tokens:
            return None
        ends = bool(item.hit.start) and span.tokens[-1] is row.tokens[-1]
        left = row.tokens[0].word.box.left if ends else item.left  # a line of several labels goes on below it
        column = _Column(left - 0.03, left - 0.03, 1.0)
        if self._begins_anew(row, following, column):
            return None
        inside = self._free(following, column)
        cut = next((i for i, token in enumerate(inside) if i and token.starts_run), len(inside))
        return Span((*span.tokens, *inside[:cut]), span.page) if inside else None

    def _same_row(self, item: Announced, row: Row, right: float) -> list[Token]:
        """The words from the label to the next label of the row, within its columns."""
        others = (
            other
            for other in self._by_row[row.index]
            if self._ends(other, row) and not self._opens_value(item, other, row)
        )
        end = min(
            (other.hit.start for other in others if other.hit.start >= item.hit.end), default=len(row.tokens)
        )
        start = rests(row, item.hit.end) if row.ruled else item.hit.end
        tokens = [t for t in row.tokens[start:end] if t.word.box.centre[0] < right]
        named = item.spec is not None and item.spec.kind == "name"
        if not any(token.folded and not (named and token.folded.isdigit()) for token in tokens):
            tokens = tokens if says_nothing(tokens) else []  # nothing but marks; a note's number is no name
        while tokens and opens_nothing(tokens[0]) and (tokens[1:] or not tokens[0].folded):
            tokens = tokens[1:]
        if end < len(row.tokens) and tokens:
            tokens = without_list_number(tokens)
        return first_run(tokens)

    def _ends(self, item: Announced, row: Row) -> bool:
        """Whether a label ends the value before it; inside a sentence only one that stands apart does."""
        if not self._sentence:
            return True
        repeated = item.spec is None and bool(item.hit.label.specs)
        cell = row.tokens[item.hit.end : item.hit.end + 1]
        alone = bool(cell) and cell[0].starts_run  # a heading beside its cell
        phrase = item.hit.label.inline and not item.hit.colon
        first = row.tokens[item.hit.start]
        if (
            phrase
            and first.starts_run
            and not alone
            and not (first.folded == "trong" and first.word.text[0] == "T")
        ):
            return False  # a phrase of the sentence itself that happens to begin a line
        return stands_first(row, item.hit.start) and not repeated

    def _opens_value(self, item: Announced, other: Announced, row: Row) -> bool:
        """Whether free text itself begins with words that are a mark of the form: `Từ: Dân tộc: Kinh`; small
        ones (`Từ: họ tên: …`) no form prints behind its own colon."""
        between = row.tokens[item.hit.end : other.hit.start]
        stop = other.spec is None and not other.hit.label.specs
        small = item.hit.colon and other.spec is None and row.tokens[other.hit.start].word.text.islower()
        first = other.hit.start >= item.hit.end and not any(token.folded for token in between)
        return self._sentence and (stop or small) and first

    def _columns(self, item: Announced, row: Row) -> tuple[float, float]:
        """The horizontal range of the label's column: another label far to its right, at the same height
        or just above or below, starts the next column."""
        left, right = self._paragraph_left(item, row) - 0.02, 1.0
        for index in range(row.index - 3, row.index + 4):
            near = self._rows.get(index)
            if near is None or near.page != row.page:
                continue
            for other in self._by_row.get(index, ()):
                token = near.tokens[other.hit.start]
                far = other.left - item.right > 0.04 and other.left > item.left + 0.25
                if far and token.starts_run and self._is_column(other) and parted_at(row, other.left - 0.01):
                    right = min(right, other.left - 0.005)
        return left, right

    def _paragraph_left(self, item: Announced, row: Row) -> float:
        """Where the lines begin that the label stands in: its own edge, or that of its paragraph."""
        start = next((s for s, e in row.runs() if s <= item.hit.start < e), item.hit.start)
        numbered = stands_first(row, item.hit.start) or row.tokens[start].folded == "dieu"
        last = item.hit.start == self._by_row[row.index][-1].hit.start
        if last and self._is_torn(item, row):
            return row.tokens[0].word.box.left
        flowing = last and start == 0 and row.box.right > self._margin - _FULL
        inside = item.hit.start > start and (item.hit.label.inline or numbered or flowing)
        return row.tokens[start].word.box.left if inside else item.left

    def _is_torn(self, item: Announced, row: Row) -> bool:
        """Whether the end of the line breaks the label, so that it goes on where the next line begins."""
        further = [self._rows[row.index + 1].tokens[start] for start, _ in item.hit.wrapped[:1]]
        return any(token.word.box.left < item.left - _TORN for token in further)

    def _is_column(self, other: Announced) -> bool:
        """Whether other labels stand one below another at this left edge: a column, not a chance, nor one
        label of several people (`Quốc tịch`), nor phrases that values begin with (`CCCD số 012…`)."""
        every = (item for items in self._by_row.values() for item in items if item.hit.row != other.hit.row)
        heads = (item for item in every if item.hit.colon or not item.hit.label.inline)
        beneath = {item.hit.label.joined for item in heads if abs(item.left - other.left) < 0.02}
        return len(beneath - {other.hit.label.joined}) >= 2

    def _further(self, row: Row, tokens: Sequence[Token], column: _Column, lines: int) -> list[Token]:
        """The words on the following lines that the value wraps to."""
        more: list[Token] = []
        stacked = not tokens and lines > _LINES["few"]  # a long value stands below its label
        last = row
        last_tokens = list(tokens)
        while lines > 0:
            following = self._next_row(last, column)
            if following is None or self._begins_anew(last, following, column):
                break
            inside = self._free(following, column)
            if (
                not inside
                or not (
                    self._wraps(last_tokens, inside, column)
                    or (stacked and stands_under(last_tokens, inside))
                )
                or (is_place_and_date(inside) if self._sentence else is_date_line(tokens, inside))
                or stands_high(self._rows.get(following.index + 1), self._rows, self._by_row) is following
            ):
                break
            more += inside
            if len(inside) < self._held(following, column):
                break
            last, last_tokens, lines = following, inside, lines - 1
        return more

    def _held(self, row: Row, column: _Column) -> int:
        """How many words of runs that begin in the column lie in it, those of the label left out."""
        runs = (range(start, end) for start, end in row.runs() if column.holds(row.tokens[start]))
        places = (at for run in runs for at in run if column.holds(row.tokens[at]))
        return sum((row.index, at) not in self._own_words for at in places)

    def _next_row(self, row: Row, column: _Column) -> Row | None:
        """The next row of the page that has words in the column, its labels included."""
        for index in (row.index + 1, row.index + 2, row.index + 3):
            following = self._rows.get(index)
            if following is None or following.page != row.page:
                return None
            if self._free(following, column) or self._labels_in(following, column):
                return following
            if any(column.holds(token) for token in following.tokens):
                return None  # a line of something else runs across the column
        return None

    def _labels_in(self, row: Row, column: _Column) -> list[Announced]:
        items = (item for item in self._by_row.get(row.index, ()) if self._ends(item, row))
        return [item for item in items if column.labels <= item.left < column.right]

    def _begins_anew(self, row: Row, following: Row, column: _Column) -> bool:
        """Whether the following row starts something else: a label, a gap, the motto, a list item."""
        if following.ruled or following.box.top - row.box.bottom > 1.9 * max(row.height, following.height):
            return True
        if is_motto(following.text) or following.index in self._title or signs(following, column.holds):
            return True
        if opens_item(self._opening, following):
            return True
        labels = self._labels_in(following, column)
        starts = {item.hit.start for item in labels}
        if not starts:
            return False
        edge = self._opening.box.left - SAME_EDGE
        if following.box.left < edge and any(abs(item.left - self._edge) < SAME_EDGE for item in labels):
            return True  # the next label of the column, with something else left of it
        words = [
            index
            for index, token in enumerate(following.tokens)
            if column.labels <= token.word.box.left < column.right
            and (following.index, index) not in self._label_words
        ]
        text = following.tokens[words[0]].word.text
        numbered = len(text) <= _LONGEST_NUMBER and (text.endswith((".", ")", "-", "/")) or text == "+")
        article = following.tokens[words[0]].folded == "dieu" and words[0] + 2 in starts
        return words[0] in starts or (numbered and words[0] + 1 in starts) or article

    def _free(self, row: Row, column: _Column) -> list[Token]:
        """The row's words in the column, up to its first label."""
        starts = [item.hit.start for item in self._by_row.get(row.index, ()) if self._ends(item, row)]
        right = column.right if parted_at(row, column.right) else 1.0
        inside: list[Token] = []
        left: list[Token] = []  # the words of the run so far that stand left of the column
        before = crossed = False
        for index, token in enumerate(row.tokens):
            left = [] if token.starts_run else left
            cue = self._sentence and (row.index, index) in self._cue_words - self._own_words
            if (row.index, index) in self._label_words and not cue:
                continue
            if token.word.box.centre[0] < column.left:
                before, left = True, [*left, token]
                continue
            if not inside and left and self._is_wider(left[0], column):
                inside = left
            if not inside and before and not token.starts_run:
                crossed = True  # the end of what stands to the left
                continue
            if not inside and crossed and token.word.box.left > column.left + _EDGE:
                break
            if index in starts or token.word.box.centre[0] >= right:
                break
            inside.append(token)
        inside = first_run(inside)
        return without_list_number(inside) if inside and starts else inside

    def _is_wider(self, first: Token, column: _Column) -> bool:
        """Whether a value that begins there is wider than its heading, and no end of what stands beside."""
        return first.word.text[:1].isupper() and first.word.box.left > column.left - _EDGE

    def _wraps(self, tokens: Sequence[Token], inside: Sequence[Token], column: _Column) -> bool:
        """Whether the next line goes on with the value: its first word would not have fitted on the last,
        or it hangs under the value."""
        if not tokens:
            return True
        own_column = column.right < 1.0
        room = min(self._margin, column.right) - tokens[-1].word.box.right
        slack = 0.12 if self._sentence else 0.09 if own_column else 0.045
        if room < inside[0].word.box.width + slack:
            return True
        begins = inside[0].word
        if self._sentence and begins.text[:1].islower() and abs(begins.box.left - column.labels) < _EDGE:
            return True  # no sentence begins with a small letter
        hangs = abs(begins.box.left - tokens[0].word.box.left) < 0.008
        return hangs and tokens[0].word.box.left > column.labels + 0.12
