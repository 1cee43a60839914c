"""Tables with a column per person: labels in the first column, `Bên nữ` and `Bên nam` beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from rapidfuzz.fuzz import ratio

from hoso.pipeline.extract.span import Span
from hoso.pipeline.labels.assign import Announced
from hoso.pipeline.layout.rows import Row, Token
from hoso.pipeline.syllables import run_together
from hoso.schemas.catalogue import DocumentType, FieldSpec
from hoso.schemas.geometry import Box

#: Labels that stand in every column: fewer are chance.
_REPEATED = 3


@dataclass(frozen=True, slots=True)
class _Heading:
    group: str
    row: Row
    left: float
    right: float


def _headings(rows: Sequence[Row], kind: DocumentType) -> list[_Heading]:
    """The headings of the columns when a row (or two at about one height) has one for every group."""
    found: dict[str, _Heading] = {}
    for above, row, below in zip([None, *rows], rows, [*rows[1:], None], strict=False):
        if above is None or not _level(above, row):
            found = {}
        for start, end in row.runs():
            joined = "".join(token.folded for token in row.tokens[start:end])
            plain = "".join(token.folded for token in _before_bracket(row.tokens[start:end]))
            forms = (joined, plain, joined + _under(row, (start, end), below))
            for group, names in kind.columns.items():
                if any(ratio(form, run_together(name)) >= 88 for form in forms for name in names):
                    boxes = [token.word.box for token in row.tokens[start:end]]
                    found[group] = _Heading(group, row, boxes[0].left, boxes[-1].right)
        if len(found) == len(kind.columns) > 1:
            return sorted(found.values(), key=lambda heading: heading.left)
    return []


def _level(row: Row, other: Row) -> bool:
    """Whether two rows stand beside each other: one in cells, the other where the rules are faint."""
    shared = min(row.box.bottom, other.box.bottom) - max(row.box.top, other.box.top)
    return row.page == other.page and shared > 0.5 * min(row.box.height, other.box.height)


def _before_bracket(tokens: Sequence[Token]) -> Sequence[Token]:
    """The words before one in brackets: `NGƯỜI NHẬN (CHA)`."""
    at = next((at for at, token in enumerate(tokens) if token.word.text.startswith("(")), len(tokens))
    return tokens[:at]


def _under(row: Row, run: tuple[int, int], below: Row | None) -> str:
    """The words that stand alone under a run in the next row: the rest of a heading (`NGƯỜI` over `CHA`)."""
    if below is None or below.page != row.page:
        return ""
    left, right = row.tokens[run[0]].word.box.left, row.tokens[run[1] - 1].word.box.right
    runs = (below.tokens[start:end] for start, end in below.runs())
    inside = (r for r in runs if r[0].word.box.left < right and r[-1].word.box.right > left)
    return "".join(token.folded for tokens in inside for token in tokens)


def _table_rows(
    rows: Sequence[Row], headings: Sequence[_Heading], announced: Sequence[Announced]
) -> list[Row]:
    """The rows of the table: from its headings to the first label that belongs to the paper as a whole and
    has no cell in each of the columns."""
    first, columns = headings[0], len(headings)
    seen = Counter((item.hit.row, item.hit.label.joined) for item in announced)
    heading, inside = first.row, {row.index: row for row in rows}
    ends = (
        item.hit.row
        for item in announced
        if item.hit.row > heading.index
        and item.left < first.left
        and all(spec.group == "" for spec in item.hit.label.specs)
        and item.hit.colon
        and seen[item.hit.row, item.hit.label.joined] < columns
        and len(inside[item.hit.row].runs()) <= columns
    )
    end = min(ends, default=rows[-1].index + 1)
    return [row for row in rows if heading.index < row.index < end and row.page == heading.page]


def _edges(headings: Sequence[_Heading], table: Sequence[Row]) -> list[tuple[str, float, float]]:
    """Each group's column: from the emptiest place before its heading to the next column's start."""
    tokens = [token for row in table for token in row.tokens]
    margin = min((token.word.box.left for token in tokens), default=0.0)
    starts = []
    for at, heading in enumerate(headings):
        before = headings[at - 1].right if at else margin + 0.02
        starts.append(_emptiest(table, before, heading.left))
    return [
        (heading.group, start, end)
        for heading, start, end in zip(headings, starts, [*starts[1:], 1.0], strict=True)
    ]


def _emptiest(table: Sequence[Row], low: float, high: float) -> float:
    """The place between `low` and `high` that the fewest words and runs of words cross, nearest to `high`."""
    steps = [high - 0.004 - (high - low) * i / 80 for i in range(80)]
    words = [(token.word.box.left, token.word.box.right) for row in table for token in row.tokens]
    runs = [
        (box.left, box.right)
        for row in table
        for box in (Box.around(t.word.box for t in row.tokens[start:end]) for start, end in row.runs())
    ]
    crossed = [sum(left < x < right for left, right in (*words, *runs)) for x in steps]
    return steps[crossed.index(min(crossed))]


def column_spans(
    rows: Sequence[Row], announced: Sequence[Announced], kind: DocumentType
) -> Mapping[str, tuple[Span, float]]:
    """The words of each group's fields in such a table; empty when the paper has none."""
    headings = _headings(rows, kind) if kind.columns else []
    table = _table_rows(rows, headings, announced) if headings else []
    if not table:
        return {}
    ruled = [row for row in table if row.ruled and len(row.runs()) > len(headings)]
    edges = _edges(headings, ruled or table)
    inside = {row.index: row for row in table}
    if own := _with_labels_of_their_own(table, edges, announced, kind):
        return own
    labels = [a for a in announced if a.hit.row in inside and a.left < edges[0][1]]
    loose = [row for row in table if not row.ruled]  # beside cells of which not all rules were seen
    spans: dict[str, tuple[Span, float]] = {}
    for at, item in enumerate(labels):
        top = inside[item.hit.row].box.top - 0.004
        below = [
            inside[other.hit.row].box.top - 0.004
            for other in labels[at + 1 :]
            if other.hit.row > item.hit.row
        ]
        bottom = below[0] if below else table[-1].box.bottom
        labelled = inside[item.hit.row]
        lines = [labelled, *loose] if labelled.ruled else table
        cells = {group: _cell(lines, (left, top, right, bottom)) for group, left, right in edges}
        specs = item.hit.label.specs
        shared = item.spec if not any(_spec_for(specs, group, kind) for group in cells) else None
        if shared:  # the paper's own field: what both say about it, in the catalogue's order
            cells = _beside(item, cells, inside, kind)
        for group, tokens in cells.items():
            spec = shared or _spec_for(specs, group, kind)
            if spec and tokens and spec.key not in spans:
                spans[spec.key] = (Span(tokens, table[0].page), item.hit.likeness)
    return spans


def _with_labels_of_their_own(
    table: Sequence[Row],
    edges: Sequence[tuple[str, float, float]],
    announced: Sequence[Announced],
    kind: DocumentType,
) -> dict[str, tuple[Span, float]]:
    """The words of columns that each repeat the labels (`Nơi cư trú: …   Nơi cư trú: …`); else nothing."""
    rows = {row.index for row in table}
    bounds = [0.0, *(left for _, left, _ in edges[1:]), 1.0]
    parts = [
        [a for a in announced if a.hit.row in rows and left <= a.left < right]
        for left, right in pairwise(bounds)
    ]
    again = {a.hit.label.joined for a in parts[0]}.intersection(
        *({a.hit.label.joined for a in part} for part in parts[1:])
    )
    if len(again) < _REPEATED:
        return {}
    spans: dict[str, tuple[Span, float]] = {}
    for (group, _, _), part, left, right in zip(edges, parts, bounds, bounds[1:], strict=False):
        for item, tokens in _values_below(table, part, left, right):
            spec = _spec_for(item.hit.label.specs, group, kind)
            if spec and tokens and spec.key not in spans:
                spans[spec.key] = (Span(tokens, table[0].page), item.hit.likeness)
    return spans


def _values_below(
    table: Sequence[Row], labels: Sequence[Announced], left: float, right: float
) -> Iterator[tuple[Announced, tuple[Token, ...]]]:
    """Each label of a column with what stands in the column behind and below it, up to the next one."""
    at = [(item.hit.row, item.hit.start) for item in labels]
    for item, following in zip_longest(labels, at[1:]):
        first, last = (item.hit.row, item.hit.end), following or (table[-1].index + 1, 0)
        skipped = set(item.hit.further)
        yield (
            item,
            tuple(
                token
                for row in table
                for place, token in enumerate(row.tokens)
                if first <= (row.index, place) < last
                and left <= token.word.box.centre[0] < right
                and (row.index, place) not in skipped
            ),
        )


def _beside(
    item: Announced, cells: Mapping[str, tuple[Token, ...]], rows: Mapping[int, Row], kind: DocumentType
) -> dict[str, tuple[Token, ...]]:
    """The cells beside a label that speaks for both, as one; nothing where a line of text crosses them."""
    lines = {item.hit.row, *(row for row, _ in item.hit.further)}
    own = {id(token) for row in lines if row in rows for token in rows[row].tokens}
    parts = [tuple(token for token in cells[group] if id(token) in own) for group in kind.columns]
    by_place = sorted((part for part in parts if part), key=lambda part: part[0].word.box.left)
    parted = len(by_place) == len(parts) and all(part[0].starts_run for part in by_place[1:])
    return {"": tuple(token for part in parts for token in part)} if parted else {}


def _spec_for(specs: Sequence[FieldSpec], group: str, kind: DocumentType) -> FieldSpec | None:
    """The group's field that the label announces; `Họ và tên` serves every column."""
    keys = {f"{group}.{spec.key.rpartition('.')[2]}" for spec in specs}
    return next((spec for spec in kind.fields if spec.key in keys), None)


def _cell(table: Sequence[Row], area: tuple[float, float, float, float]) -> tuple[Token, ...]:
    left, top, right, bottom = area
    return tuple(
        token
        for row in table
        if top <= row.box.centre[1] < bottom
        for tokens in _units(row)
        if left <= Box.around(token.word.box for token in tokens).centre[0] < right
        for token in tokens
    )


def _units(row: Row) -> list[tuple[Token, ...]]:
    """What stands in one column: each word of a line, each cell of a ruled row."""
    if row.ruled:
        return [row.tokens[start:end] for start, end in row.runs()]
    return [(token,) for token in row.tokens]
