"""Values of two lines beside a label set halfway between them: the first stands above the label's row."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from hoso.pipeline.layout.rows import Row

#: A line that is nearer than this to the row below, against its way from the row above, belongs below.
_NEARER = 0.6
#: Lines of one value begin no further apart than this, as a share of the page.
_SAME_EDGE = 0.02


def stands_high(row: Row | None, rows: Mapping[int, Row], labelled: Collection[int]) -> Row | None:
    """The line above the row that is the first of its value: without a label, at the left edge of the rest of
    the value, and nearer to it than to what stands above.

    The rest stands beside the label, or below it where the label is as far from both lines.
    `rows` by their indexes; `labelled` are the indexes of those with labels.
    """
    if row is None or row.ruled or row.index not in labelled:
        return None
    above, before = rows.get(row.index - 1), rows.get(row.index - 2)
    edge = _edge_of_rest(row, rows.get(row.index + 1), labelled)
    if edge is None or above is None or before is None or above.index in labelled or before.page != row.page:
        return None
    if len(above.runs()) != 1 or abs(above.box.left - edge) > _SAME_EDGE:
        return None
    near = row.tokens[0].word.box.centre[1] - above.box.centre[1]  # the label's own height
    far = above.box.centre[1] - before.box.centre[1]
    return above if 0 < near < _NEARER * far else None


def _edge_of_rest(row: Row, below: Row | None, labelled: Collection[int]) -> float | None:
    """Where the rest of the value begins: the row's second run, or the line right below a label alone."""
    runs = row.runs()
    if len(runs) == 2:
        return row.tokens[runs[1][0]].word.box.left
    alone = len(runs) == 1 and below is not None and below.page == row.page and below.index not in labelled
    if not alone or below is None or below.box.left < row.box.right:
        return None
    return below.box.left if below.box.top < row.box.bottom else None
