"""The number under which a deed was notarised or certified, beside that of the book."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hoso.pipeline.extract.span import Span
from hoso.pipeline.labels.assign import Announced
from hoso.pipeline.layout.rows import Row
from hoso.schemas.catalogue import FieldSpec

#: The first words of the book, and the letters of books of notaries and communes
#: (circulars 01/2021/TT-BTP and 01/2020/TT-BTP).
_BOOK, _LETTERS = ("quyenso", "quyen"), re.compile(r"TP/(?:CC|SCC|CT)", re.IGNORECASE)


def notary_number(spec: FieldSpec, rows: Sequence[Row], announced: Sequence[Announced]) -> Span | None:
    """`Số: 7976/2020, quyển số: 01/2020 TP/CC-SCC/HĐGD`, in one line or the book's in the next."""
    del spec, announced
    for row, below in zip(reversed(rows), [None, *reversed(rows)], strict=False):
        tokens = row.tokens
        for at, token in enumerate(tokens[:-1]):
            number = tokens[at + 1]
            if token.folded != "so" or not token.starts_run or not number.folded[:1].isdigit():
                continue
            rest = [*tokens[at + 2 :], *(below.tokens[:4] if below and below.page == row.page else ())]
            booked = any(
                "".join(t.folded for t in rest[n : n + 2]).startswith(_BOOK) for n in range(len(rest))
            )
            if booked and any(_LETTERS.search(t.word.text) for t in rest):
                return Span((number,), row.page)
    return None
