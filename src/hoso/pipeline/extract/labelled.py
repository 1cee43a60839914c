"""The rows of a paper with the labels in them: what the gathering of every value looks at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from hoso.pipeline.labels.assign import Announced
from hoso.pipeline.labels.stands import stands_first
from hoso.pipeline.layout.rows import Row

#: A word by its row and its number there.
WordPlace = tuple[int, int]


@dataclass(frozen=True)
class Labelled:
    """`rows` and `labels` by the indexes of their rows; `title` are the indexes of the title's rows."""

    rows: Mapping[int, Row]
    labels: Mapping[int, Sequence[Announced]]
    title: range = field(default=range(0))

    @classmethod
    def of(cls, rows: Sequence[Row], announced: Sequence[Announced], title: range) -> Labelled:
        """The paper of these rows and labels, the latter in reading order."""
        labels: dict[int, list[Announced]] = {}
        for item in announced:
            labels.setdefault(item.hit.row, []).append(item)
        return cls({row.index: row for row in rows}, labels, title)

    @cached_property
    def margin(self) -> float:
        """The right edge of the paper's text: that of its long lines, not of the one that sticks out."""
        rights = sorted(row.box.right for row in self.rows.values()) or [1.0]
        return rights[int(0.95 * (len(rights) - 1))]

    @cached_property
    def label_words(self) -> frozenset[WordPlace]:
        """The words of labels on the rows that they wrap to."""
        return frozenset(place for item in self._every() for place in item.hit.further)

    @cached_property
    def phrase_words(self) -> frozenset[WordPlace]:
        """Those of labels that are but phrases of a sentence."""
        phrases = (item for item in self._every() if item.hit.label.inline)
        return frozenset(place for item in phrases for place in item.hit.further)

    def _every(self) -> Iterator[Announced]:
        return (item for items in self.labels.values() for item in items)

    def of_row(self, row: Row) -> Sequence[Announced]:
        """The labels of the row."""
        return self.labels.get(row.index, ())

    def ends(self, item: Announced, row: Row, *, sentence: bool) -> bool:
        """Whether a label ends the value before it; inside a sentence only one that stands apart does."""
        if not sentence:
            return True
        repeated = item.spec is None and bool(item.hit.label.specs)
        cell = row.tokens[item.hit.end : item.hit.end + 1]
        alone = bool(cell) and cell[0].starts_run  # a heading beside its cell
        phrase = item.hit.label.inline and not item.hit.colon
        first = row.tokens[item.hit.start]
        anew = first.folded == "trong" and first.word.text[0] == "T"
        if phrase and first.starts_run and not alone and not anew:
            return False  # a phrase of the sentence itself that happens to begin a line
        return stands_first(row, item.hit.start) and not repeated

    def is_column(self, other: Announced) -> bool:
        """Whether other labels stand one below another at this left edge: a column, not a chance, nor one
        label of several people (`Quốc tịch`), nor phrases that values begin with (`CCCD số 012…`)."""
        elsewhere = (item for item in self._every() if item.hit.row != other.hit.row)
        heads = (item for item in elsewhere if item.hit.colon or not item.hit.label.inline)
        beneath = {item.hit.label.joined for item in heads if abs(item.left - other.left) < 0.02}
        return len(beneath - {other.hit.label.joined}) >= 2
