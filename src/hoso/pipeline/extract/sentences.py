"""Labels inside sentences of a form: `Ông …, sinh năm …, CMND số …, địa chỉ thường trú: …`.

Such a value follows the words, not the places: it goes on in the next line wherever that begins, and ends
where its kind can hold no more.
"""

from __future__ import annotations

from collections.abc import Sequence

from hoso.pipeline.extract.cuts import cut
from hoso.pipeline.extract.flow import Flow
from hoso.pipeline.extract.span import Span
from hoso.pipeline.labels.assign import Announced
from hoso.pipeline.labels.stands import stands_first
from hoso.pipeline.labels.wordings import Hit
from hoso.pipeline.layout.rows import Row
from hoso.pipeline.normalise import normalise

_KINDS = frozenset(
    {"name", "year", "id_number", "address", "land_register_number", "land_serial", "parcel_number",
     "map_sheet_number", "area"}
)  # fmt: skip
_RANKS = {"invalid": 0, "empty": 1, "suspicious": 2, "ok": 3}


class Sentences:
    """Finds the values of labels that stand inside a sentence."""

    def __init__(self, rows: Sequence[Row], hits: Sequence[Hit]) -> None:
        self._rows = {row.index: row for row in rows}
        self._flow = Flow(rows, hits)

    def better(self, item: Announced, kind: str, span: Span | None) -> Span | None:
        """The value as the sentence has it where that makes as good a value as the span, else the span."""
        told = self._after(item, kind)
        if told is None:
            return span
        return told if span is None or _rank(kind, told) >= _rank(kind, span) else span

    def _after(self, item: Announced, kind: str) -> Span | None:
        inside = not stands_first(self._rows[item.hit.row], item.hit.start)
        words = cut(kind, self._flow.after(item.hit)) if inside and kind in _KINDS else ()
        return self._flow.span(words) if words else None


def _rank(kind: str, span: Span) -> tuple[int, float]:
    result = normalise(kind, span.text)
    return _RANKS[result.validity], result.score
