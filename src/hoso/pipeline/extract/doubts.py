"""Why the words found for a field may not be its own: such a value always goes to a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from hoso.pipeline.confidence.evidence import Place
from hoso.pipeline.extract.span import Span
from hoso.pipeline.extract.spans import Spans
from hoso.pipeline.extract.tables import Table
from hoso.pipeline.labels.assign import Announced
from hoso.schemas.catalogue import FieldSpec
from hoso.schemas.records import FieldValue, Finding

#: How sure the place is of what was found instead of a label.
UNSURE = 0.7
#: The number of an extract itself, which need not be that of the entry in the register.
OF_EXTRACT = re.compile(r"\d/(?:TL|XNTT|GBT|BS)")
_NOT_THE_ENTRY = Finding(
    "number_of_the_extract",
    "warning",
    "Có thể là số của trích lục, không phải số đăng ký. / May be the extract's number, not the entry's.",
)
#: The day of an entry; on a copy the date beside the place is that of the copy, on an extract it may be both.
ENTERED = "registration_date"
_DAY_OF_COPY = Finding(
    "date_of_the_copy",
    "warning",
    "Có thể là ngày cấp bản sao, không phải ngày đăng ký. / May be the day of the copy, not of the entry.",
)
#: Where an entry was made: an office, or the unit that it stands for. Less is the end of a longer value.
_REGISTERED_AT = "registration_place"
_OFFICE_OR_UNIT = re.compile(
    r"\b(?:[uủ][yỷ] ban|uỷ ban|ubnd|xã|phường|thị trấn|huyện|quận|thị xã|sở|phòng|sứ quán|lãnh sự|tòa|toà)\b",
    re.IGNORECASE,
)
_WHOSE = Finding(
    "person_unclear",
    "warning",
    "Chưa rõ mục này là của ai, của việc nào. / It is not clear whose this is, or of what.",
)
_ONE_OF_SEVERAL = Finding(
    "several_rows",
    "warning",
    "Bảng có nhiều dòng, đây là dòng đầu. / The table has several rows; this is the first.",
)
_NO_OFFICE = Finding(
    "office_incomplete",
    "warning",
    "Nơi đăng ký không có tên cơ quan hay xã, phường. / No office or commune is named there.",
)
_NOT_OF_ITS_RECORD = Finding(
    "not_in_the_extract",
    "info",
    "Trích lục của sự kiện này không có mục ấy. / The extract of such an entry has no such field.",
)


def unclear_of(
    announced: Sequence[Announced],
    found: Sequence[tuple[FieldSpec, Span | None, float]],
    spans: Spans,
    elsewhere: tuple[Mapping[str, tuple[Span, float]], Table],
) -> dict[str, tuple[Finding, ...]]:
    """Why words may be somebody's or something else's, by the labels and tables that led to them.

    `elsewhere` are the fields that no label beside them tells, with the table that some of them are from.
    """
    known, table = elsewhere
    words = {spec.key: span for spec, span, _ in found if span and spec.key not in known}
    labels = [(item, item.spec) for item in announced if item.spec and item.spec.key in words]
    keys = {s.key for item, s in labels if item.doubted or spans.has_rival(item, words[s.key])} | table.rivals
    people = {s.group for item, s in labels if item.doubted and s.group}  # what is cut from an address too
    keys |= {spec.key for spec, _, _ in found if spec.group in people and spec.key not in known}
    parcels = table.cells if table.several else ()
    return {**dict.fromkeys(keys, (_WHOSE,)), **dict.fromkeys(parcels, (_ONE_OF_SEVERAL,))}


def doubts_of(
    spec: FieldSpec, span: Span | None, found: tuple[float, Place], known: Mapping[str, FieldValue]
) -> Iterator[Finding]:
    """Why the words may not be the field's own, by what they say or how they were found."""
    text, told = (
        span.text if span else "",
        ((known[key].value, words) for key, words in spec.only_with.items()),
    )
    if spec.key == "registration_number" and OF_EXTRACT.search(text):
        yield _NOT_THE_ENTRY
    if spec.key == ENTERED and found == (UNSURE, "form"):
        yield _DAY_OF_COPY
    if spec.key == _REGISTERED_AT and not _OFFICE_OR_UNIT.search(text):
        yield _NO_OFFICE
    if any(v and not any(w in str(v).lower() for w in words) for v, words in told):
        yield _NOT_OF_ITS_RECORD
