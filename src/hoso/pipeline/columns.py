"""Tables with a column per person: labels in the first column, `Bên nữ` and `Bên nam` beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from hoso.pipeline.assign import Announced
from hoso.pipeline.layout import Row, Token
from hoso.pipeline.normalise.text import fold
from hoso.pipeline.spans import Span
from hoso.schemas.catalogue import DocumentType, FieldSpec


@dataclass(frozen=True, slots=True)
class _Heading:
    group: str
    row: Row
    left: float
    right: float

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


def _joined(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())


def _headings(rows: Sequence[Row], kind: DocumentType) -> list[_Heading]:
    """The headings of the columns when a row (or two at about one height) has one for every group."""
    for row in rows:
        found: dict[str, _Heading] = {}
        for start, end in row.runs():
            joined = "".join(token.folded for token in row.tokens[start:end])
            for group, names in kind.columns.items():
                if any(ratio(joined, _joined(name)) >= 88 for name in names):
                    boxes = [token.word.box for token in row.tokens[start:end]]
                    found[group] = _Heading(group, row, boxes[0].left, boxes[-1].right)
        if len(found) == len(kind.columns) > 1:
            return sorted(found.values(), key=lambda heading: heading.left)
    return []


def _edges(headings: Sequence[_Heading], rows: Sequence[Row]) -> list[tuple[str, float, float]]:
    """Each group's column: from the emptiest place before its heading to the next column's start."""
    below = [t for row in rows if row.index > headings[0].row.index for t in row.tokens]
    starts = []
    for at, heading in enumerate(headings):
        before = (
            headings[at - 1].right
            if at
            else max(0.05, heading.left - (headings[1].centre - headings[0].centre))
        )
        starts.append(_emptiest(below, before, heading.left))
    return [
        (heading.group, start, end)
        for heading, start, end in zip(headings, starts, [*starts[1:], 1.0], strict=True)
    ]


def _emptiest(tokens: Sequence[Token], low: float, high: float) -> float:
    """The place between `low` and `high` that the fewest words cross, nearest to `high`."""
    steps = [high - 0.004 - (high - low) * i / 60 for i in range(60)]
    crossed = [sum(t.word.box.left < x < t.word.box.right for t in tokens) for x in steps]
    least = min(crossed)
    run = [x for x, count in zip(steps, crossed, strict=True) if count == least]
    return run[0]


def column_spans(
    rows: Sequence[Row], announced: Sequence[Announced], kind: DocumentType
) -> Mapping[str, tuple[Span, float]]:
    """The words of each group's fields in such a table; empty when the paper has none."""
    headings = _headings(rows, kind) if kind.columns else []
    if not headings:
        return {}
    edges = _edges(headings, rows)
    first = headings[0].row
    labels = [a for a in announced if a.hit.row > first.index and a.right <= edges[0][1] + 0.02]
    labels = [a for a in labels if rows[a.hit.row - rows[0].index].page == first.page]
    spans: dict[str, tuple[Span, float]] = {}
    for at, item in enumerate(labels):
        top = rows[item.hit.row - rows[0].index].box.top - 0.004
        bottom = (
            rows[labels[at + 1].hit.row - rows[0].index].box.top - 0.004
            if at + 1 < len(labels)
            else top + 0.06
        )
        for group, left, right in edges:
            spec = _spec_for(item.hit.label.specs, group, kind)
            tokens = _cell(rows, first.page, (left, top, right, bottom))
            if spec and tokens and spec.key not in spans:
                spans[spec.key] = (Span(tokens, first.page), item.hit.likeness)
    return spans


def _spec_for(specs: Sequence[FieldSpec], group: str, kind: DocumentType) -> FieldSpec | None:
    """The group's field that the label announces; `Họ và tên` serves every column."""
    keys = {f"{group}.{spec.key.rpartition('.')[2]}" for spec in specs}
    return next((spec for spec in kind.fields if spec.key in keys), None)


def _cell(rows: Sequence[Row], page: int, area: tuple[float, float, float, float]) -> tuple[Token, ...]:
    left, top, right, bottom = area
    return tuple(
        token
        for row in rows
        if row.page == page and top <= row.box.centre[1] < bottom
        for token in row.tokens
        if left <= token.word.box.centre[0] < right
    )
