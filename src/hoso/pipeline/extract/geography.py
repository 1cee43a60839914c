"""Places of one paper: names mended by the lists of units, and what each address stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from hoso.pipeline.extract.span import Span
from hoso.pipeline.normalise import Normalised, resolve_address
from hoso.pipeline.normalise.addresses import missing_name, read_address, touching
from hoso.pipeline.normalise.mend import mend
from hoso.pipeline.normalise.result import judged, note
from hoso.pipeline.normalise.text import tidy
from hoso.schemas.catalogue import FieldSpec
from hoso.schemas.records import FieldValue, Finding

ADDRESSES = frozenset({"address", "place"})
#: Kinds whose values hold names of units.
PLACES = ADDRESSES | {"issuer"}
#: Dates of the paper itself; the latest that is sure tells which units it can name.
_DATED = ("issue_date", "registration_date", "contract_date")
#: What a name taken from the lists alone is worth.
_SUGGESTED = 0.78
_MOST_TAILS = 4
#: What a unit word or `xóm` without its name, or a mark lost between two units, leaves of the score.
_INCOMPLETE = 0.6


def mended(result: Normalised, span: Span, tails: Sequence[str]) -> tuple[Normalised, Span]:
    """The value with its units' names mended, and its words as sure as the lists make them."""
    value = result.value
    if not isinstance(value, str):
        return result, span
    if cut := missing_name(value):
        doubt = note(
            "address_incomplete",
            f"Sau chữ “{cut}” không có tên hay số. / No name or number follows “{cut}”.",
        )
        result = judged(value, result.text, result.score * _INCOMPLETE, (*result.findings, doubt))
    if units := touching(value):
        one, other = units
        doubt = note(
            "address_mark_missing",
            f"Giữa “{one}” và “{other}” không có dấu. / No mark stands between “{one}” and “{other}”.",
        )
        result = judged(value, result.text, result.score * _INCOMPLETE, (*result.findings, doubt))
    done = mend(value, tuple(token.word for token in span.tokens), tails)
    tokens = tuple(replace(token, word=word) for token, word in zip(span.tokens, done.words, strict=True))
    if done.settled:
        return replace(result, value=done.text), Span(tokens, span.page)
    remark = _suggestion(value, done.text)
    worth = judged(done.text, result.text, result.score * _SUGGESTED, (*result.findings, remark))
    return worth, Span(tokens, span.page)


def _suggestion(read: str, listed: str) -> Finding:
    before, after = _difference(read, listed)
    return note(
        "place_suggestion",
        f"Địa danh đọc được là “{before}”, lấy theo danh mục là “{after}”. / "
        f"Read as “{before}”, taken from the list of units as “{after}”.",
        "info",
    )


def _difference(read: str, listed: str) -> tuple[str, str]:
    """The words that differ, in both spellings."""
    pairs = list(zip(read.split(), listed.split(), strict=False))
    wrong = [(one.strip(".,"), other.strip(".,")) for one, other in pairs if one != other]
    return " ".join(one for one, _ in wrong), " ".join(other for _, other in wrong)


def tails_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The ends of the paper's addresses, from the district and from the province, for what stands alone."""
    tails: dict[str, None] = {}
    for text in texts:
        cleaned = tidy(text)
        for reading in read_address(cleaned)[:1]:
            if reading.province is None or reading.part is None or not reading.province.exact:
                continue
            parts = [m.part for m in (reading.district,) if m and m.exact] + [reading.part]
            tails |= dict.fromkeys(cleaned[part.pieces[0].start :] for part in parts)
    return tuple(tails)[:_MOST_TAILS]


def with_derived(fields: Mapping[str, FieldValue], specs: Iterable[FieldSpec]) -> dict[str, FieldValue]:
    """The fields with what their addresses stand for at the time of the paper and today."""
    kinds = {spec.key: spec.kind for spec in specs}
    on = _day_of_paper(fields)
    return {
        key: replace(field, derived=resolve_address(field.value, on))
        if kinds.get(key) in ADDRESSES and isinstance(field.value, str)
        else field
        for key, field in fields.items()
    }


def _day_of_paper(fields: Mapping[str, FieldValue]) -> str | None:
    """The latest sure day that the paper says of itself."""
    days = [fields[key] for key in _DATED if key in fields]
    return max((str(day.value) for day in days if day.value and day.status == "accepted"), default=None)
