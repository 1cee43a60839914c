"""Forms set in two columns: what is asked in one, the answers in the other, without any rules.

The answers of such a form begin at one edge. Where a question is long, nothing but that edge tells where it
ends; and whatever stands before the edge is a question, known or not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import median

from hoso.pipeline.layout.rows import Row

#: How far edges of one column lie apart, as a share of the page's width.
_SAME_EDGE, _SAME_MARGIN = 0.006, 0.02
#: So many rows with both columns make a form, and so many rows may lie between two of them.
_FEWEST, _BETWEEN = 4, 3
#: Where the answers begin: neither at the margin nor in the last columns of a table.
_LEAST, _MOST = 0.2, 0.7
#: How much wider the space before an answer is than between words, and what it counts as, in letter heights,
#: once it is known to be one.
_WIDER, _PARTED = 1.3, 3.0


def parted(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with each answer a run of its own, also where a long question leaves no gap before it."""
    edges = {index: edges for block, edges in _blocks(rows) for index in block}
    return tuple(_parted(row, edges[row.index][0]) if row.index in edges else row for row in rows)


def answers(rows: Sequence[Row]) -> Mapping[int, int]:
    """The place of the answer's first word by the index of its row, of rows that are a question and an
    answer: two runs at the edges of such a form, or the two cells of a row of a ruled table."""
    edges = {index: edges for block, edges in _blocks(rows) for index in block}
    pairs = (r for r in rows if len(r.runs()) == 2)
    pairs = (r for r in pairs if r.ruled or (r.index in edges and _aligned(_edges(r), edges[r.index])))
    places = {row: row.runs()[1][0] for row in pairs}
    return {row.index: at for row, at in places.items() if any(t.folded for t in row.tokens[at:])}


def _blocks(rows: Sequence[Row]) -> Iterator[tuple[list[int], tuple[float, float]]]:
    """The indexes of rows near each other whose second run of two begins at one edge, and where its runs
    begin; with those between them."""
    left = [row for row in rows if not row.ruled and len(row.runs()) == 2]
    while left:
        first = _edges(left[0])
        block = left[:1]
        for row in left[1:]:
            near = row.page == block[0].page and row.index - block[-1].index <= _BETWEEN
            if near and _aligned(first, _edges(row)):
                block.append(row)
        if len(block) >= _FEWEST and _LEAST <= first[0] <= _MOST:
            yield list(range(block[0].index, block[-1].index + 1)), first
        left = [row for row in left if row not in block]


def _aligned(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether both runs begin where the others do."""
    return abs(one[0] - other[0]) <= _SAME_EDGE and abs(one[1] - other[1]) <= _SAME_MARGIN


def _edges(row: Row) -> tuple[float, float]:
    """Where the row's second run begins, and its first."""
    (first, _), (second, _) = row.runs()
    return row.tokens[second].word.box.left, row.tokens[first].word.box.left


def _parted(row: Row, edge: float) -> Row:
    """The row with the word that begins at the edge opening a run."""
    at = next((i for i, t in enumerate(row.tokens) if abs(t.word.box.left - edge) <= _SAME_EDGE), 0)
    usual = median(token.gap for token in row.tokens[1:]) if len(row.tokens) > 1 else 0.0
    if not at or row.tokens[at].gap < _WIDER * usual or len(row.runs()) > 1:
        return row
    tokens = list(row.tokens)
    tokens[at] = replace(tokens[at], gap=_PARTED)
    return replace(row, tokens=tuple(tokens))
