"""Tables whose first row names the columns: `Số tờ bản đồ | Số thửa | Diện tích | …` over one parcel a row.

Certificates of 1993 list their parcels so, and so do forms made with a spreadsheet. The first row of values
counts, for a record holds one parcel; where there are more, a person has to see them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from hoso.pipeline.extract.span import Span
from hoso.pipeline.labels.wordings import Hit
from hoso.pipeline.layout.rows import Row, Token
from hoso.pipeline.normalise import normalise
from hoso.schemas.catalogue import FieldSpec

#: Headings in one row that make a table: fewer are labels beside each other.
_LEAST = 3
#: Headings of the column that counts the rows, and of the names beside it.
_COUNTED, _NAMES = frozenset({"stt", "tt", "sott"}), frozenset({"hovaten", "hoten", "hochudemten"})
#: Kinds whose values stand in lists.
_LISTED = frozenset({"ethnicity", "nationality"})
#: What is told of a person beside the name.
_PERSONAL = frozenset({"date", "id_number", "sex"})
#: Rows that one row of cells may take when their text wraps, and the white in heights of a row that ends it.
_LINES, _WHITE = 5, 2.2


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its fields (two under `Dân tộc, quốc tịch`, none where it is nobody's), and where its words
    lie."""

    specs: tuple[FieldSpec, ...]
    likeness: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Table:
    """The words of the fields that a table holds, with how sure their headings are, and the row of these.

    `several`: it has more rows than the first. `rivals`: fields of which it has words too, but which stand
    elsewhere, people's own aside.
    """

    cells: Mapping[str, tuple[Span, float]]
    headings: int | None = None
    several: bool = False
    rivals: frozenset[str] = frozenset()


def table_of(rows: Sequence[Row], hits: Sequence[Hit], told: Mapping[str, int]) -> Table:
    """The first such table of a paper; one without cells where there is none.

    `told` are the rows that announce fields. One that stands elsewhere is not the table's, and one of a
    person leaves the whole person to other people (`TT | Họ, chữ đệm và tên | …`, the members of a household
    below the citizen's own lines), whether or not each of the citizen's own lines was read.
    """
    by_index = {row.index: at for at, row in enumerate(rows)}
    for row_index, group in groupby(hits, key=lambda hit: hit.row):
        at = by_index[row_index]
        heads = [hit for hit in group if not rows[at].tokens[hit.end - 1].ends_label]
        named = {spec.key for hit in heads for spec in hit.label.specs[:1]}
        if len(named) < _LEAST or not all(_heads_column(rows[at], hit, heads) for hit in heads):
            continue
        skipped = {place for hit in heads for place in hit.further}
        first = 1 + max((len(hit.wrapped) for hit in heads), default=0)
        cells, several = _cells(rows, at + first, hits, _columns(rows[at], heads), skipped)
        if len(cells) >= _LEAST:
            theirs = _of_others(heads, told, row_index)
            own = {key: cell for key, cell in cells.items() if key not in theirs}
            kinds = {spec.key: spec.kind for hit in heads for spec in hit.label.specs[:1]}
            rivals = {key for key in cells.keys() & theirs if kinds[key] not in {*_PERSONAL, "name"}}
            return Table(own, row_index, several, frozenset(rivals))
    return Table({})


def _heads_column(row: Row, hit: Hit, heads: Sequence[Hit]) -> bool:
    """Whether the label opens the heading of a column, or goes on behind another: `Dân tộc, quốc tịch`."""
    return row.tokens[hit.start].starts_run or any(other.end == hit.start for other in heads)


def _of_others(heads: Sequence[Hit], told: Mapping[str, int], row: int) -> set[str]:
    """The fields that the table's columns name for somebody or something else than the record's."""
    specs = [spec for hit in heads for spec in hit.label.specs[:1]]
    elsewhere = [spec for spec in specs if told.get(spec.key, row) != row]
    people = {spec.group for spec in elsewhere if spec.kind in _PERSONAL}
    names = {spec.key for spec in specs if spec.kind == "name" and spec.group in people}
    return names | {spec.key for spec in elsewhere}


def names_in_table(rows: Sequence[Row]) -> list[tuple[Token, ...]]:
    """The names in a table of people, each with the words of its cell: `STT | Họ và tên | …`, numbered."""
    for at, row in enumerate(rows):
        runs = [
            (row.tokens[start].word.box, row.tokens[end - 1].word.box, start, end)
            for start, end in row.runs()
        ]
        heads = ["".join(t.folded for t in row.tokens[start:end]) for _, _, start, end in runs]
        place = next((i for i, head in enumerate(heads) if head in _NAMES), 0)
        if place == 0 or heads[0] not in _COUNTED:
            continue
        left = (runs[place - 1][1].right + runs[place][0].left) / 2
        right = (runs[place][1].right + runs[place + 1][0].left) / 2 if place + 1 < len(runs) else 1.0
        edge = runs[0][1].right
        return _numbered(rows[at + 1 :], row.page, edge, (left, right))
    return []


def _numbered(
    rows: Sequence[Row], page: int, edge: float, column: tuple[float, float]
) -> list[tuple[Token, ...]]:
    """What stands in the column of each numbered row, its further lines included."""
    names: list[list[Token]] = []
    for row in rows:
        first = row.tokens[0]
        counted = first.word.box.left < edge and first.folded == str(len(names) + 1)
        goes_on = first.word.box.left >= edge and bool(names)
        if row.page != page or not (counted or goes_on):
            if names or row.page != page:
                break
            continue  # a heading that wraps
        names += [[]] if counted else []
        names[-1] += [t for t in row.tokens if column[0] <= t.word.box.centre[0] < column[1] and t.folded]
    return [tuple(name) for name in names if name]


def _columns(row: Row, heads: Sequence[Hit]) -> list[_Column]:
    """The columns under the runs of the heading row, each to the middle of the white beside it."""
    ranges = [(row.tokens[s].word.box.left, row.tokens[e - 1].word.box.right) for s, e in row.runs()]
    edges = [0.0, *((one[1] + other[0]) / 2 for one, other in pairwise(ranges)), 1.0]
    columns = []
    for (start, end), left, right in zip(row.runs(), edges, edges[1:], strict=False):
        inside = [hit for hit in heads if start <= hit.start < end]
        specs = tuple(hit.label.specs[0] for hit in inside if hit.label.specs)
        if any(spec.kind == "name" for spec in specs) and inside[-1].end < end:
            specs = ()  # `Họ tên, chữ ký người báo tử`
        columns.append(_Column(specs, min((hit.likeness for hit in inside), default=0.0), left, right))
    return columns


def _cells(
    rows: Sequence[Row],
    start: int,
    hits: Sequence[Hit],
    columns: Sequence[_Column],
    skipped: set[tuple[int, int]],
) -> tuple[dict[str, tuple[Span, float]], bool]:
    """What stands in the first row of cells below the headings, and whether another follows."""
    labelled = {hit.row for hit in hits if hit.colon or not rows[start - 1].ruled}
    found: dict[int, list[Token]] = {}
    last: Row | None = None
    several = False
    for row in rows[start : start + _LINES]:
        apart = last is not None and row.box.top - last.box.bottom > _WHITE * last.height
        if row.index in labelled or row.page != rows[start].page or apart:
            break
        tokens = [t for at, t in enumerate(row.tokens) if (row.index, at) not in skipped and t.folded]
        places = [_column_of(token, columns) for token in tokens]
        if last is not None and any(_begins(place, found) for place in places[:1]):
            several = len(set(places)) >= _LEAST
            break  # the next parcel, or the sum
        for token, place in zip(tokens, places, strict=True):
            found.setdefault(place, []).append(token)
        last = row
    page = rows[start].page if start < len(rows) else 0
    cells = {
        spec.key: (Span(words, page), columns[place].likeness)
        for place, tokens in found.items()
        for spec, words in _parted(columns[place].specs, tuple(tokens))
    }
    return cells, several


def _parted(
    specs: tuple[FieldSpec, ...], tokens: tuple[Token, ...]
) -> list[tuple[FieldSpec, tuple[Token, ...]]]:
    """The words of a cell by the fields of its column; two share it where the lists know both halves."""
    if len(specs) != 2:
        return [(spec, tokens) for spec in specs[:1]] if len(specs) == 1 else []
    for at in range(1, len(tokens)):
        halves = tokens[:at], tokens[at:]
        texts = (" ".join(token.word.text for token in half) for half in halves)
        known = (normalise(spec.kind, text).validity == "ok" for spec, text in zip(specs, texts, strict=True))
        if {spec.kind for spec in specs} <= _LISTED and all(known):
            return list(zip(specs, halves, strict=True))
    return []


def _begins(place: int, found: Mapping[int, Sequence[Token]]) -> bool:
    """Whether a word in the first column says that a new row of cells begins."""
    return place == min(found, default=0)


def _column_of(token: Token, columns: Sequence[_Column]) -> int:
    centre = token.word.box.centre[0]
    return next((at for at, column in enumerate(columns) if column.left <= centre < column.right), 0)
