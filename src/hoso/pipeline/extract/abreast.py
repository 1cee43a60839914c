"""Two sides of a deed set side by side: `BÊN TẶNG CHO | BÊN ĐƯỢC TẶNG CHO`, each with its lines below.

Read row after row the two mix. Their rows are laid one side after the other, so that a deed reads the same
however its sides are set.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from hoso.pipeline.labels.wordings import Hit, is_number
from hoso.pipeline.layout.rows import Row, Token

#: What a row's first word stands behind: white without end.
_MARGIN = 99.0
#: How far, as a share of the page, a line reaches to both sides that belongs to neither.
_ACROSS = 0.12
#: Rows that tell whether the sides go on below a line.
_CLOSE = 4


def one_after_the_other(rows: Sequence[Row], hits: Sequence[Hit]) -> Sequence[Row]:
    """The rows with sides that stand abreast laid one after the other, their indexes in order; else as is.

    `hits`: the labels seen in the rows.
    """
    heads = _headings(rows, hits)
    if heads is None:
        return rows
    at = next(i for i, row in enumerate(rows) if row.index == heads[0].row)
    right = rows[at].tokens[heads[1].start].word.box.left
    end = _end(rows, at, hits, right)
    fold = _fold(rows[at + 1 : end], right)
    if fold is None:
        return rows
    block = [part for side in (0, 1) for row in rows[at:end] if (part := _half(row, fold, side))]
    laid = [*rows[:at], *block, *rows[end:]]
    return [replace(row, index=rows[0].index + place) for place, row in enumerate(laid)]


def _headings(rows: Sequence[Row], hits: Sequence[Hit]) -> tuple[Hit, Hit] | None:
    """The headings of two sides in one row, each a run of its own, over more than signatures."""
    by_index = {row.index: row for row in rows}
    for one, other in pairwise(hits):
        sides = {one.label.section, other.label.section} - {None, ""}
        if one.row != other.row or len(sides) < len((one, other)):
            continue
        runs = (by_index[hit.row].tokens[hit.start].starts_run for hit in (one, other))
        if all(runs) and any(hit.row > one.row and hit.label.specs for hit in hits):
            return one, other
    return None


def _end(rows: Sequence[Row], at: int, hits: Sequence[Hit], right: float) -> int:
    """Where the block below the headings ends: at the next heading of the paper, at a line that runs across
    both sides (`right`: where the right one's heading begins), or at the page's end."""
    first = rows[at]
    ends = {hit.row for hit in hits if hit.row > first.index and hit.label.section == ""}
    below = ((i, row) for i, row in enumerate(rows) if i > at)
    return next(
        (i for i, row in below
         if row.index in ends or row.page != first.page or _opens_article(row)
         or _runs_across(rows[i : i + _CLOSE], right)),
        len(rows),
    )  # fmt: skip


def _opens_article(row: Row) -> bool:
    """Whether an article of the deed begins: `ĐIỀU 1 …`, `1. Tài sản chuyển nhượng:`."""
    numbered = is_number(row, 0) and row.text.endswith(":")
    return len(row.runs()) == 1 and (row.tokens[0].folded == "dieu" or numbered)


def _runs_across(rows: Sequence[Row], right: float) -> bool:
    """Whether the first row's words stand together on both sides of that place, and no row after it has any
    that begin on the right."""
    first, *others = ([row.tokens[start:end] for start, end in row.runs()] for row in rows)
    beside = any(run[0].word.box.left > right - _ACROSS for runs in others for run in runs)
    across = (run for run in first if run[0].word.box.left < right - _ACROSS)
    return not beside and any(run[-1].word.box.right > right + _ACROSS for run in across)


def _fold(block: Sequence[Row], heading: float) -> float | None:
    """The place left of the right heading's end that no word of the block crosses."""
    lefts = sorted(
        row.tokens[start].word.box.left
        for row in block
        for start, _ in row.runs()
        if row.tokens[start].word.box.left > 0.35
    )
    for left in lefts:
        edge = left - 0.004
        crossed = sum(t.word.box.left < edge < t.word.box.right for row in block for t in row.tokens)
        if edge < heading + 0.05 and not crossed:
            return edge
    return None


def _half(row: Row, fold: float, side: int) -> Row | None:
    tokens: list[Token] = [t for t in row.tokens if (t.word.box.centre[0] >= fold) == bool(side)]
    if not tokens:
        return None
    return replace(row, tokens=(replace(tokens[0], gap=_MARGIN), *tokens[1:]))
