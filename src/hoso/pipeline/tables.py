"""Tables whose first row names the columns: `Số tờ bản đồ | Số thửa | Diện tích | …` over one parcel a row.

Certificates of 1993 list their parcels so, and so do forms made with a spreadsheet. The first row of values
counts: a record holds one parcel.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from hoso.pipeline.labels import Hit
from hoso.pipeline.layout import Row, Token
from hoso.pipeline.spans import Span
from hoso.schemas.catalogue import FieldSpec

#: Headings in one row that make a table: fewer are labels beside each other.
_LEAST = 3
#: Rows that one row of cells may take when their text wraps, and the white in heights of a row that ends it.
_LINES, _WHITE = 5, 2.2


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its field (`None` for one that is nobody's), and where its words lie."""

    spec: FieldSpec | None
    likeness: float
    left: float
    right: float


def table_spans(rows: Sequence[Row], hits: Sequence[Hit]) -> Mapping[str, tuple[Span, float]]:
    """The words of the fields that such a table holds, with how sure their headings are."""
    by_index = {row.index: at for at, row in enumerate(rows)}
    for row_index, group in groupby(hits, key=lambda hit: hit.row):
        at = by_index[row_index]
        heads = [hit for hit in group if not rows[at].tokens[hit.end - 1].ends_label]
        named = {spec.key for hit in heads for spec in hit.label.specs[:1]}
        if len(named) < _LEAST or not all(rows[at].tokens[hit.start].starts_run for hit in heads):
            continue
        skipped = {place for hit in heads for place in hit.further}
        first = 1 + max((len(hit.wrapped) for hit in heads), default=0)
        cells = _cells(rows, at + first, hits, _columns(rows[at], heads), skipped)
        if len(cells) >= _LEAST:
            return cells
    return {}


def _columns(row: Row, heads: Sequence[Hit]) -> list[_Column]:
    """The columns under the runs of the heading row, each to the middle of the white beside it."""
    ranges = [(row.tokens[s].word.box.left, row.tokens[e - 1].word.box.right, s) for s, e in row.runs()]
    edges = [0.0, *((one[1] + other[0]) / 2 for one, other in pairwise(ranges)), 1.0]
    of_run = {hit.start: hit for hit in heads}
    columns = []
    for (_, _, start), left, right in zip(ranges, edges, edges[1:], strict=False):
        hit = of_run.get(start)
        spec = hit.label.specs[0] if hit and hit.label.specs else None
        columns.append(_Column(spec, hit.likeness if hit else 0.0, left, right))
    return columns


def _cells(
    rows: Sequence[Row],
    start: int,
    hits: Sequence[Hit],
    columns: Sequence[_Column],
    skipped: set[tuple[int, int]],
) -> dict[str, tuple[Span, float]]:
    """What stands in the first row of cells below the headings."""
    labelled = {hit.row for hit in hits}
    found: dict[int, list[Token]] = {}
    last: Row | None = None
    for row in rows[start : start + _LINES]:
        apart = last is not None and row.box.top - last.box.bottom > _WHITE * last.height
        if row.index in labelled or row.page != rows[start].page or apart:
            break
        tokens = [t for at, t in enumerate(row.tokens) if (row.index, at) not in skipped and t.folded]
        places = [_column_of(token, columns) for token in tokens]
        if last is not None and any(_begins(place, found) for place in places[:1]):
            break  # the next parcel
        for token, place in zip(tokens, places, strict=True):
            found.setdefault(place, []).append(token)
        last = row
    page = rows[start].page if start < len(rows) else 0
    return {
        spec.key: (Span(tuple(tokens), page), columns[place].likeness)
        for place, tokens in found.items()
        if (spec := columns[place].spec) is not None
    }


def _begins(place: int, found: Mapping[int, Sequence[Token]]) -> bool:
    """Whether a word in the first column says that a new row of cells begins."""
    return place == min(found, default=0)


def _column_of(token: Token, columns: Sequence[_Column]) -> int:
    centre = token.word.box.centre[0]
    return next((at for at, column in enumerate(columns) if column.left <= centre < column.right), 0)
