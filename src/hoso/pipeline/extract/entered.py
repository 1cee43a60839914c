"""An entry told in one clause: `Đã đăng ký kết hôn tại: UBND xã Tân Hồng; Số 58, quyển số 01/2011, ngày …`.

The number and the day that follow the office are those of the entry, whatever stands at the head of an
extract.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hoso.pipeline.extract.cuts import cut
from hoso.pipeline.extract.span import Span
from hoso.pipeline.layout.rows import Row, Token
from hoso.schemas.catalogue import FieldSpec

#: A field, the words found for it, and how sure their place is.
Found = tuple[FieldSpec, Span | None, float]

#: Rows that the clause runs over, and words between the number and the day.
_ROWS, _APART = 3, 8
#: How sure the place of both is.
_TOLD = 0.93
_NUMBER, _DAY, _PLACE = "registration_number", "registration_date", "registration_place"


@dataclass(frozen=True, slots=True)
class _Clause:
    """The words of a number and of a day, and where the words before them end."""

    number: tuple[Token, ...]
    day: tuple[Token, ...]
    page: int
    marks: frozenset[int]


def entered(rows: Sequence[Row], found: Sequence[Found], unsure: frozenset[str]) -> list[Found]:
    """What was found, with the number and the day of the entry as such a clause tells them.

    They go before what no label of their own led to (`unsure`, keys), and end the place.
    """
    keys = {spec.key for spec, _, _ in found}
    clause = _clause(rows) if {_NUMBER, _DAY} <= keys else None
    if clause is None:
        return list(found)
    told = {_NUMBER: clause.number, _DAY: clause.day}
    result: list[Found] = []
    for spec, span, likeness in found:
        if spec.key in told and (span is None or spec.key in unsure):
            result.append((spec, Span(told[spec.key], clause.page), _TOLD))
        elif spec.key == _PLACE and span is not None:
            result.append((spec, _before(span, clause), likeness))
        else:
            result.append((spec, span, likeness))
    return result


def _clause(rows: Sequence[Row]) -> _Clause | None:
    """The first such clause: `đăng ký … tại`, an office, `số` and figures, `ngày` and a date."""
    for at, row in enumerate(rows):
        words = [token.folded for token in row.tokens]
        start = next((i for i in range(len(words) - 1) if words[i : i + 2] == ["dang", "ky"]), None)
        if start is None or "tai" not in words[start:]:
            continue
        near = [other for other in rows[at : at + _ROWS] if other.page == row.page]
        clause = _told([token for other in near for token in other.tokens][start:], row.page)
        if clause is not None:
            return clause
    return None


def _told(tokens: Sequence[Token], page: int) -> _Clause | None:
    place = next(i for i, token in enumerate(tokens) if token.folded == "tai")
    for at in range(place + 2, len(tokens) - 2):
        if tokens[at].folded != "so" or not tokens[at + 1].folded[:1].isdigit():
            continue
        day = next(
            (i for i in range(at + 2, at + _APART) if i < len(tokens) and tokens[i].folded == "ngay"), 0
        )
        date = cut("date", tokens[day + 1 :]) if day else ()
        if date and date[0] is tokens[day + 1]:
            return _Clause((tokens[at + 1],), date, page, frozenset(map(id, tokens[at:])))
    return None


def _before(span: Span, clause: _Clause) -> Span:
    """The words of the place up to the number."""
    end = next((i for i, token in enumerate(span.tokens) if id(token) in clause.marks), len(span.tokens))
    return Span(span.tokens[:end], span.page) if end else span
