"""Values without a label of their own: the date beside the place, the serial, the signer, the issuer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from rapidfuzz.fuzz import partial_ratio

from hoso.pipeline.assign import Announced
from hoso.pipeline.layout import Row, Token
from hoso.pipeline.normalise import normalise
from hoso.pipeline.normalise.text import fold
from hoso.pipeline.spans import Span
from hoso.schemas.catalogue import FieldSpec

_PLACE_DATE = re.compile(
    r"\bnga[yuvg]\b\W*[\doil]{1,2}\b.{0,6}\bthang\b.{0,10}\bnam\b"
    r"|\bnga[yuvg]\s+\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}"
)
_SIGNING = (
    "chutich",
    "phochutich",
    "giamdoc",
    "phogiamdoc",
    "tructich",
    "nguoiky",
    "congchungvien",
    "truongphong",
)
_OFFICE = re.compile(
    r"^(tm )?(uy ban|ubnd|so tai nguyen|so nong nghiep|chi nhanh|van phong dang ky|phong tu phap|so tu phap)"
)

#: Letters in the name of a place before its date.
_LONGEST_PLACE = 40

Finder = Callable[[FieldSpec, Sequence[Row], Sequence[Announced]], Span | None]


def place_date(spec: FieldSpec, rows: Sequence[Row], announced: Sequence[Announced]) -> Span | None:
    """`Hà Nội, ngày 05 tháng 3 năm 2019`, the date of issue that stands beside the place."""
    labels = {(a.hit.row, a.hit.start) for a in announced if a.spec is not None and a.spec.find == "label"}
    found = []
    for row in rows:
        for start, end in row.runs():
            span = _dated(row, start, end)
            if span and not any((row.index, at) in labels for at in range(start, end)):
                found.append(span)
    return (found[-1] if spec.last else found[0]) if found else None


def _dated(row: Row, start: int, end: int) -> Span | None:
    """The date in a run of words that is a place and a date and little else."""
    tokens = row.tokens[start:end]
    folded = [fold(token.word.text).strip(" .,:;…") for token in tokens]
    if not _PLACE_DATE.search(" ".join(folded)):
        return None
    at = next((i for i, word in enumerate(folded) if word.startswith("nga")), 0)
    before = sum(len(word) for word in folded[:at])
    return Span(tokens[at:], row.page) if before <= _LONGEST_PLACE else None


def pattern(spec: FieldSpec, rows: Sequence[Row], announced: Sequence[Announced]) -> Span | None:
    """A value known by its own form alone, such as a certificate's serial: the largest one seen."""
    best: tuple[float, Span] | None = None
    for row in rows:
        for start in range(len(row.tokens)):
            for length in (1, 2, 3):
                tokens = row.tokens[start : start + length]
                if len(tokens) < length or len("".join(t.folded for t in tokens)) not in (7, 8, 9, 10):
                    continue
                span = Span(tokens, row.page)
                if not _alone(row, start, length) or normalise(spec.kind, span.text).validity != "ok":
                    continue
                rank = span.box.height
                if best is None or rank > best[0]:
                    best = (rank, span)
    return best[1] if best else None


def _alone(row: Row, start: int, length: int) -> bool:
    """Whether the tokens are a run of their own: a serial is printed apart from all other text."""
    end = start + length
    return row.tokens[start].starts_run and (end == len(row.tokens) or row.tokens[end].starts_run)


def signer(spec: FieldSpec, rows: Sequence[Row], announced: Sequence[Announced]) -> Span | None:
    """The name under the last signing title (`CHỦ TỊCH`, `KT. CHỦ TỊCH / PHÓ CHỦ TỊCH`)."""
    titled: tuple[Row, tuple[Token, ...]] | None = None
    found: Span | None = None
    for row in rows:
        for start, end in row.runs():
            tokens = row.tokens[start:end]
            joined = "".join(t.folded for t in tokens)
            if len(tokens) <= 8 and any(partial_ratio(title, joined) >= 80 for title in _SIGNING):
                titled, found = (row, tokens), None
            elif titled and found is None and row.page == titled[0].page:
                found = _name_beneath(spec, titled[1], Span(tokens, row.page))
    return found


def _name_beneath(spec: FieldSpec, title: Sequence[Token], span: Span) -> Span | None:
    middle = (title[0].word.box.left + title[-1].word.box.right) / 2
    near = span.box.left - 0.05 <= middle <= span.box.right + 0.05
    if not near or not 2 <= len(span.tokens) <= 5 or "(" in span.text:
        return None
    result = normalise(spec.kind, span.text)
    return span if result.validity == "ok" and result.score >= 0.6 else None


def issuer(spec: FieldSpec, rows: Sequence[Row], announced: Sequence[Announced]) -> Span | None:
    """The office that issues the paper: at its head on the left, or over the signature."""
    found: list[Span] = []
    for row in rows:
        for start, end in row.runs():
            tokens = row.tokens[start:end]
            text = " ".join(fold(t.word.text).strip(" .,:") for t in tokens)
            letters = [c for t in tokens for c in t.word.text if c.isalpha()]
            if _OFFICE.match(text) and sum(map(str.isupper, letters)) > 0.7 * len(letters):
                found.append(Span(tokens, row.page))
    if not found:
        return None
    return found[-1] if spec.last else found[0]


FINDERS: Mapping[str, Finder] = {
    "place_date": place_date,
    "pattern": pattern,
    "signer": signer,
    "issuer": issuer,
}
