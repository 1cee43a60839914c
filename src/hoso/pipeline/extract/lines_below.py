"""The lines below its first on which a value goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from hoso.pipeline.extract.begins import SAME_EDGE, opens_item, signs
from hoso.pipeline.extract.high_lines import stands_high
from hoso.pipeline.extract.labelled import Labelled, WordPlace
from hoso.pipeline.extract.reach import Column
from hoso.pipeline.extract.value_words import (
    first_run,
    is_date_line,
    is_place_and_date,
    may_go_on,
    parted_at,
    stands_under,
    without_list_number,
)
from hoso.pipeline.labels.assign import Announced
from hoso.pipeline.layout.motto import is_motto
from hoso.pipeline.layout.rows import Row, Token

#: How far from the edge of its column, as a share of the page, a line beside another may begin.
_EDGE = 0.1
#: Lines of a value in a narrow column: one that stands below its label and has more is a long one.
FEW_LINES = 2
#: Rows that lie no further below another are looked at for the next line of a value, and white space between
#: two rows, in heights of the higher, that parts them.
_NEXT_ROWS, _WIDE = 3, 1.9
#: Letters in the number of a heading, as long as `III-`.
_LONGEST_NUMBER = 4
#: White left at the end of a line, as a share of the page, by which a word still did not fit there.
_SLACK, _SLACK_IN_COLUMN, _SLACK_IN_SENTENCE = 0.045, 0.09, 0.12
#: Lines that hang below a value begin no further from it than this, and so far right of its label at least.
_HANGING, _INDENTED = 0.008, 0.12


@dataclass(frozen=True)
class LinesBelow:
    """The lines of the value of one label. `sentence`: free text, in which words that are labels elsewhere
    may occur."""

    paper: Labelled
    item: Announced
    sentence: bool

    @cached_property
    def _opening(self) -> Row:
        return self.paper.rows[self.item.hit.row]

    @cached_property
    def _own_words(self) -> frozenset[WordPlace]:
        return frozenset(self.item.hit.further)

    def further(self, row: Row, tokens: Sequence[Token], column: Column, lines: int) -> list[Token]:
        """The words on the lines after the row that the value, `tokens` so far, wraps to."""
        more: list[Token] = []
        stacked = not tokens and lines > FEW_LINES  # a long value stands below its label
        last, last_tokens = row, tokens
        for _ in range(lines):
            following = self._next_row(last, column)
            if following is None or self._begins_anew(last, following, column):
                break
            inside = self._free(following, column)
            if not inside or self._is_next_line_s(following):
                break
            if not (
                self._wraps(last_tokens, inside, column) or (stacked and stands_under(last_tokens, inside))
            ):
                break
            if is_place_and_date(inside) if self.sentence else is_date_line(tokens, inside):
                break
            more += inside
            if len(inside) < self._held(following, column):
                break
            last, last_tokens = following, inside
        return more

    def next_line(self, row: Row, column: Column) -> list[Token]:
        """The first words of the line right below the row that stand in the column, whatever speaks for them;
        none where something else begins there."""
        following = self.paper.rows.get(row.index + 1)
        if following is None or following.page != row.page or self._begins_anew(row, following, column):
            return []
        inside = self._free(following, column)
        cut = next((i for i, token in enumerate(inside) if i and token.starts_run), len(inside))
        return inside[:cut]

    def _is_next_line_s(self, row: Row) -> bool:
        """Whether the row is the first line of the value whose label stands one row lower."""
        return stands_high(self.paper.rows.get(row.index + 1), self.paper.rows, self.paper.labels) is row

    def _held(self, row: Row, column: Column) -> int:
        """How many words of runs that begin in the column lie in it, those of the label left out."""
        runs = (range(start, end) for start, end in row.runs() if column.holds(row.tokens[start]))
        places = (at for run in runs for at in run if column.holds(row.tokens[at]))
        return sum((row.index, at) not in self._own_words for at in places)

    def _next_row(self, row: Row, column: Column) -> Row | None:
        """The next row of the page that has words in the column, its labels included."""
        for index in range(row.index + 1, row.index + 1 + _NEXT_ROWS):
            following = self.paper.rows.get(index)
            if following is None or following.page != row.page:
                return None
            if self._free(following, column) or self._labels_in(following, column):
                return following
            if any(column.holds(token) for token in following.tokens):
                return None  # a line of something else runs across the column
        return None

    def _ends(self, item: Announced, row: Row) -> bool:
        return self.paper.ends(item, row, sentence=self.sentence)

    def _labels_in(self, row: Row, column: Column) -> list[Announced]:
        items = (item for item in self.paper.of_row(row) if self._ends(item, row))
        return [item for item in items if column.labels <= item.left < column.right]

    def _begins_anew(self, row: Row, following: Row, column: Column) -> bool:
        """Whether the following row starts something else: a label, a gap, the motto, a list item."""
        if following.ruled or following.box.top - row.box.bottom > _WIDE * max(row.height, following.height):
            return True
        if is_motto(following.text) or following.index in self.paper.title:
            return True
        if signs(following, column.holds) or opens_item(self._opening, following):
            return True
        labels = self._labels_in(following, column)
        edge = self._opening.box.left - SAME_EDGE
        if following.box.left < edge and any(abs(at.left - self.item.left) < SAME_EDGE for at in labels):
            return True  # the next label of the column, with something else left of it
        return bool(labels) and self._opens_with_label(following, column, labels)

    def _opens_with_label(self, row: Row, column: Column, labels: Sequence[Announced]) -> bool:
        """Whether the row's words in the column begin with a label, behind its number if it has one."""
        starts = {item.hit.start for item in labels}
        first = next(
            index
            for index, token in enumerate(row.tokens)
            if column.labels <= token.word.box.left < column.right
            and (row.index, index) not in self.paper.label_words
        )
        text = row.tokens[first].word.text
        numbered = len(text) <= _LONGEST_NUMBER and (text.endswith((".", ")", "-", "/")) or text == "+")
        article = row.tokens[first].folded == "dieu" and first + 2 in starts
        return first in starts or (numbered and first + 1 in starts) or article

    def _free(self, row: Row, column: Column) -> list[Token]:
        """The row's words in the column, up to its first label."""
        starts = [item.hit.start for item in self.paper.of_row(row) if self._ends(item, row)]
        right = column.right if parted_at(row, column.right) else 1.0
        inside: list[Token] = []
        left: list[Token] = []  # the words of the run so far that stand left of the column
        before = crossed = False
        for index, token in enumerate(row.tokens):
            left = [] if token.starts_run else left
            if self._is_of_label((row.index, index)):
                continue
            if token.word.box.centre[0] < column.left:
                before, left = True, [*left, token]
                continue
            if not inside and left and _is_wider(left[0], column):
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

    def _is_of_label(self, place: WordPlace) -> bool:
        """Whether the word is the end of a label that wraps: in a sentence, of a phrase it is its own."""
        phrase = self.sentence and place in self.paper.phrase_words - self._own_words
        return place in self.paper.label_words and not phrase

    def _wraps(self, tokens: Sequence[Token], inside: Sequence[Token], column: Column) -> bool:
        """Whether the next line goes on with the value: its first word would not have fitted on the last,
        or it hangs under the value."""
        if not tokens:
            return True
        room = min(self.paper.margin, column.right) - tokens[-1].word.box.right
        slack = _SLACK_IN_COLUMN if column.right < 1.0 else _SLACK
        if room < inside[0].word.box.width + (_SLACK_IN_SENTENCE if self.sentence else slack):
            return True
        begins = inside[0].word
        below = abs(begins.box.left - self.item.left) < SAME_EDGE
        if tokens[-1].word.text.endswith(",") and below and may_go_on(inside):
            return True  # nothing ends with a comma, however much white is left beside it
        if self.sentence and begins.text[:1].islower() and abs(begins.box.left - column.labels) < _EDGE:
            return True  # no sentence begins with a small letter
        hangs = abs(begins.box.left - tokens[0].word.box.left) < _HANGING
        return hangs and tokens[0].word.box.left > column.labels + _INDENTED


def _is_wider(first: Token, column: Column) -> bool:
    """Whether a value that begins there is wider than its heading, and no end of what stands beside."""
    return first.word.text[:1].isupper() and first.word.box.left > column.left - _EDGE
