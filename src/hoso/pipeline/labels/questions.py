"""The column of questions of a form: whatever stands in it is a label, known or not.

A label that is longer in print than in any list (`Số seri GCN`, `Diện tích (m²)`) ends with its cell, and one
that nobody knows ends the answer above it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hoso.pipeline.labels.stands import stands_first
from hoso.pipeline.labels.wordings import Hit, Label
from hoso.pipeline.layout.pairs import answers
from hoso.pipeline.layout.rows import Row, Token

#: Words that a known label may go on with in its cell, and how sure it then is at most.
_MORE, _LONGER = 4, 0.85
#: Rows whose ways of asking tell whether a row is a question and its answer.
_NEAR = 4
#: Letters of an unknown label, at least, and its words at most.
_SHORTEST, _LONGEST = 3, 14


@dataclass(frozen=True, slots=True)
class _Asked:
    """A row whose answer begins at the word `at`, and the labels seen in it."""

    row: Row
    at: int
    hits: Sequence[Hit]

    @property
    def closed(self) -> bool:
        """Whether a colon closes the question."""
        return self.row.tokens[self.at - 1].ends_label

    @property
    def known(self) -> list[Hit]:
        """The labels in the question."""
        return [hit for hit in self.hits if hit.start < self.at]

    @property
    def is_abreast(self) -> bool:
        """Whether the second run is a label with its own value: `Giới tính: Nam   Dân tộc: Kinh`."""
        beside = (hit for hit in self.hits if hit.start == self.at)
        return any(hit.colon or (bool(hit.label.specs) and not self.closed) for hit in beside)


def with_questions(rows: Sequence[Row], hits: Sequence[Hit]) -> list[Hit]:
    """The labels with those of the column of questions, each taking all of its cell."""
    by_row: dict[int, list[Hit]] = {}
    for hit in hits:
        by_row.setdefault(hit.row, []).append(hit)
    places = answers(rows)
    asked = [_Asked(r, places[r.index], by_row.get(r.index, ())) for r in rows if r.index in places]
    further = {place for hit in hits for place in hit.further}
    for item in asked:
        if item.is_abreast:
            continue
        if item.known:
            by_row[item.row.index] = _to_the_edge(item)
        elif (item.row.index, 0) not in further and _among_questions(item, asked):
            by_row[item.row.index] = [*_nobody_s(item), *item.hits]
    return [hit for row in rows for hit in by_row.get(row.index, ())]


def _among_questions(item: _Asked, asked: Sequence[_Asked]) -> bool:
    """Whether most rows near it with a label are questions that end as it does."""
    near = [other for other in asked if other.hits and abs(other.row.index - item.row.index) <= _NEAR]
    alike = [other for other in near if not other.is_abreast and other.closed == item.closed]
    return len(alike) > len(near) / 2


def _nobody_s(item: _Asked) -> Iterator[Hit]:
    """A question that nobody knows as a label, if it looks like one."""
    if _is_question(item.row.tokens[: item.at]):
        text = "".join(token.folded for token in item.row.tokens[: item.at])
        yield Hit(item.row.index, 0, item.at, Label(text, item.at, ()), 1.0, True)


def _is_question(tokens: Sequence[Token]) -> bool:
    """Whether words open with a capital and hold no figures, as a label does."""
    letters = "".join(token.folded for token in tokens)
    words = [token for token in tokens if token.folded.isalpha()]
    opened = bool(words) and words[0].word.text.strip("-–+•*(").strip()[:1].isupper()
    name = all(token.word.text.isupper() for token in words) and not tokens[-1].ends_label
    return opened and not name and len(letters) >= _SHORTEST and len(tokens) <= _LONGEST and letters.isalpha()


def _to_the_edge(item: _Asked) -> list[Hit]:
    """The labels of the row, one that is alone in its cell with the words that are left of it: a short form,
    a unit, a note. Small words may make it another label, which is then less sure."""
    hit, *others = item.known
    rest = item.row.tokens[hit.end : item.at]
    whole = hit.colon or not rest or len(rest) > _MORE or any(_has_figures(token) for token in rest)
    if others or whole or not stands_first(item.row, hit.start):
        return list(item.hits)
    plain = [t for t in rest if len(t.folded) > 1 and not (t.word.text[0] == "(" or t.word.text.isupper())]
    longer = replace(hit, end=item.at, likeness=min(hit.likeness, _LONGER) if plain else hit.likeness)
    return [longer if one is hit else one for one in item.hits]


def _has_figures(token: Token) -> bool:
    """Whether the word is a value's and no unit: `m²` and `(2)` are none."""
    return any(map(str.isdigit, token.folded)) and token.folded not in ("m2",)
