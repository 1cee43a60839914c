"""Values without a label of their own: the date beside the place, the serial, the heading, an office."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set

from rapidfuzz.fuzz import ratio

from hoso.pipeline.extract.notarised import notary_number
from hoso.pipeline.extract.offices import UNIT_WORDS, issuer, signer
from hoso.pipeline.extract.span import Span
from hoso.pipeline.labels.assign import Announced
from hoso.pipeline.layout.rows import Row, Token
from hoso.pipeline.normalise import normalise
from hoso.pipeline.syllables import fold
from hoso.schemas.catalogue import FieldSpec

_PLACE_DATE = re.compile(
    r"\bnga[yuvg]\b\W*[\doil]{1,2}\b.{0,6}\bthang\b.{0,10}\bnam\b"
    r"|\bnga[yuvg]\s+\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}"
)
#: Rows of the head of a paper, its title with them.
_HEAD_ROWS = 10
#: How alike (0 to 100) print and a known heading must be.
_SAME_HEADING = 88
#: Words that lead to another date than that beside the place; kinds of hamlets; what tells the time.
_LEADING_TO_DATE = frozenset({"cấp", "đến", "hết", "từ", "kể", "vào", "sinh", "ký", "trước", "trong", "đai"})
_HAMLETS = frozenset({"thon", "ap", "xom", "ban", "buon", "lang", "to", "khu", "khom", "doi"})
_OF_THE_CLOCK = frozenset({"giờ", "phút"})
#: How `Ia`, with which places of the highlands begin, is read; what joins the two ends of a time.
_MISREAD_IA, _UNTIL = "la", "den"
#: The heading of what a certificate's office and its branches add later.
_CHANGES = "nhungthaydoi"
#: A bare date stands right of here, where papers are signed.
_SIGNING_SIDE = 0.3
#: Kinds of values that no date is, whatever stands beside their label.
_NUMBERS = frozenset({"land_register_number", "land_serial", "area", "parcel_number", "map_sheet_number"})
#: Letters in the name of a place before its date, and words after `năm` or the figures of a whole date.
_LONGEST_PLACE, _AFTER_DATE = 30, 2

Finder = Callable[[FieldSpec, Sequence[Row], Sequence[Announced]], Span | None]


def place_date(spec: FieldSpec, rows: Sequence[Row], announced: Sequence[Announced]) -> Span | None:
    """`Hà Nội, ngày 05 tháng 3 năm 2019`, the date of issue beside the place, or one without a place."""
    known = (
        a
        for a in announced
        if (a.spec.find == "label" and a.spec.kind not in _NUMBERS if a.spec else not a.hit.label.specs)
    )
    labels = {(a.hit.row, a.hit.start) for a in known}
    found = []
    for row in _before_changes(rows, announced) if spec.last else rows:
        for start, end in row.runs():
            span = _with_year(_dated(row, start, end), rows[row.index - rows[0].index + 1 :][:2])
            if span and not any((row.index, at) in labels for at in range(start, end)):
                placed = row.tokens[start] is not span.tokens[0]
                alone = span.box.left > _SIGNING_SIDE and not _answers(row, start, labels)
                if placed or alone:  # else the rest of a line above, or the value of the label beside it
                    found.append((span, placed))
    dates = [span for span, placed in found if placed] or [span for span, _ in found]
    return dates[-1 if spec.last else 0] if dates else None


def _before_changes(rows: Sequence[Row], announced: Sequence[Announced]) -> list[Row]:
    """The rows without those below the heading of later changes on its page: days there are of those."""
    changes = [item.hit.row for item in announced if item.hit.label.joined.startswith(_CHANGES)]
    heads = {row.page: row.index for row in reversed(rows) if row.index in changes}
    return [row for row in rows if row.index <= heads.get(row.page, row.index)]


def is_copy(rows: Sequence[Row]) -> bool:
    """Whether the head says that the paper is a copy of an extract: `(BẢN SAO)`, `Số: 48/TLCMC-BS`."""
    head = [token.word.text for row in rows[:_HEAD_ROWS] for token in row.tokens]
    return any(text.upper().endswith("-BS") for text in head) or "(BẢN SAO)" in " ".join(head)


def _answers(row: Row, start: int, labels: Set[tuple[int, int]]) -> bool:
    """Whether the run stands beside a label and nothing between: its cell in a table."""
    before = [first for first, end in row.runs() if end <= start]
    return bool(before) and any((row.index, at) in labels for at in range(before[-1], start))


def _dated(row: Row, start: int, end: int) -> Span | None:
    """The date in a run of words that is a place and a date and little else."""
    tokens = row.tokens[start:end]
    folded = [fold(token.word.text).strip(" .,:;…") for token in tokens]
    date = _PLACE_DATE.search(" ".join(folded))
    if date is None or len(" ".join(folded)[date.end() :].split()) > _AFTER_DATE:
        return None  # `Tờ khai ngày 19/07/2021 của ông …` is a sentence
    at = next((i for i, word in enumerate(folded) if word.startswith("nga")), 0)
    if at == 0 and _UNTIL in folded:
        return None  # the time somebody lived somewhere: `ngày 07/09/2001 đến 11/07/2016`
    before = sum(len(word) for word in folded[:at])
    placed = at == 0 or (before <= _LONGEST_PLACE and _is_place(tokens[:at], folded[0]))
    return Span(tokens[at:], row.page) if placed else None


def _is_place(before: Sequence[Token], word: str) -> bool:
    """Whether the words before a date name a place, and do not end a sentence: `… về TTXH cấp`."""
    first, last = before[0], before[-1]
    if _OF_THE_CLOCK & {token.word.text.lower().strip(",") for token in before}:
        return False  # `Thời điểm chết 18 giờ 24 phút, ngày …`
    numbered = len(before) == 1 and first.folded.isdigit() and first.word.text.endswith(",")  # Phường 17
    named = first.word.text[:1].isupper() or word in UNIT_WORDS or word == _MISREAD_IA or numbered
    return named and last.word.text.lower() not in _LEADING_TO_DATE


def _with_year(span: Span | None, below: Sequence[Row]) -> Span | None:
    """The date with its year where that alone stands on the next line."""
    if span is None or span.tokens[-1].folded != "nam":
        return span
    for row in below:
        for token in row.tokens:
            beside = span.box.left - 0.2 < token.word.box.centre[0] < span.box.right + 0.05
            if (
                beside
                and len(token.folded) == len("2025")
                and token.folded.isdigit()
                and row.page == span.page
            ):
                return Span((*span.tokens, token), span.page)
    return span


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
    """Whether the tokens are a run of their own: a serial is printed apart from other text but for `Số:`."""
    end = start + length
    numbered = start > 0 and row.tokens[start - 1].folded == "so" and row.tokens[start - 1].starts_run
    return (row.tokens[start].starts_run or numbered) and (
        end == len(row.tokens) or row.tokens[end].starts_run
    )


def heading(spec: FieldSpec, rows: Sequence[Row], announced: Sequence[Announced]) -> Span | None:
    """A value that is itself one of the spec's printed headings, such as the kind of a register."""
    headings = [fold(label).replace(" ", "") for label in spec.labels]
    for row in rows:
        for start, end in row.runs():
            span = Span(row.tokens[start:end], row.page)
            plain = "".join(token.folded for token in span.tokens)
            if any(ratio(plain, known) >= _SAME_HEADING for known in headings):
                return span
    return None


def place_line(spec: FieldSpec, rows: Sequence[Row], announced: Sequence[Announced]) -> Span | None:
    """A place that is a line of its own in the head, as below the title of a map: `Xã Bảo Lâm 1, tỉnh …`."""
    labels = {item.hit.row for item in announced}
    for row in rows[:_HEAD_ROWS]:
        opens = row.tokens[0].folded in UNIT_WORDS or row.tokens[0].folded in _HAMLETS
        if row.index in labels or len(row.runs()) > 1 or not opens or row.text.isupper():
            continue
        span = Span(row.tokens, row.page)
        if normalise(spec.kind, span.text).validity == "ok":
            return span
    return None


FINDERS: Mapping[str, Finder] = {
    "place_date": place_date,
    "pattern": pattern,
    "signer": signer,
    "issuer": issuer,
    "heading": heading,
    "notary_number": notary_number,
    "place_line": place_line,
}
