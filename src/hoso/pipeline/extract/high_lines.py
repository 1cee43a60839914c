"""Values of two lines beside a label set halfway between them: the first stands above the label's row."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from hoso.pipeline.layout.rows import Row

#: A line that is nearer than this to the row below, against its way from the row above, belongs below.
_NEARER = 0.6
#: Lines of one value begin no further apart than this, as a share of the page; runs of such a row.
_SAME_EDGE, _LABEL_AND_VALUE = 0.02, 2


def stands_high(row: Row | None, rows: Mapping[int, Row], labelled: Collection[int]) -> Row | None:
    """The line above the row that is the first of its value: without a label, at the left edge of the rest of
    the value, and nearer to it than to what stands above.

    `rows` by their indexes; `labelled` are the indexes of those with labels.
    """
    if row is None or row.ruled or row.index not in labelled or len(row.runs()) != _LABEL_AND_VALUE:
        return None
    above, before = rows.get(row.index - 1), rows.get(row.index - 2)
    if above is None or before is None or above.index in labelled or before.page != row.page:
        return None
    value = row.tokens[row.runs()[1][0]].word.box.left
    if len(above.runs()) != 1 or abs(above.box.left - value) > _SAME_EDGE:
        return None
    near = row.tokens[0].word.box.centre[1] - above.box.centre[1]  # the label's own height
    far = above.box.centre[1] - before.box.centre[1]
    return above if 0 < near < _NEARER * far else None
