"""Extraction: the fields of one paper from its rows, each with its evidence and probability."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hoso.pipeline.confidence import Evidence, Surroundings, judge
from hoso.pipeline.confidence.evidence import Place
from hoso.pipeline.extract.abreast import one_after_the_other
from hoso.pipeline.extract.certified import certification
from hoso.pipeline.extract.columns import column_spans
from hoso.pipeline.extract.doubts import ENTERED, OF_EXTRACT, UNSURE, doubts_of, unclear_of
from hoso.pipeline.extract.entered import entered
from hoso.pipeline.extract.finders import FINDERS, is_copy
from hoso.pipeline.extract.geography import ADDRESSES, PLACES, mended, tails_of, with_derived
from hoso.pipeline.extract.joined import continues, parted, without_papers
from hoso.pipeline.extract.listed import listed
from hoso.pipeline.extract.people import named
from hoso.pipeline.extract.running import running_spans
from hoso.pipeline.extract.sentences import Sentences
from hoso.pipeline.extract.span import Span
from hoso.pipeline.extract.spans import Spans, Wrap
from hoso.pipeline.extract.tables import table_of
from hoso.pipeline.labels.assign import Announced, assign
from hoso.pipeline.labels.find import find_labels
from hoso.pipeline.labels.questions import with_questions
from hoso.pipeline.labels.stands import stands_first
from hoso.pipeline.labels.wordings import Hit
from hoso.pipeline.layout.rows import Row
from hoso.pipeline.normalise import Normalised, normalise
from hoso.schemas.catalogue import DocumentType, FieldSpec
from hoso.schemas.records import FieldValue, Finding

#: Kinds of free text, and kinds whose short values wrap in narrow columns.
_SENTENCES = ("text", "phrase", "marital_status")
_SHORT_WRAPS = ("name", "date", "year", "ethnicity", "nationality", "relationship")
#: Kinds of numbers, which words beside the label are none of.
_NUMBERS = ("register_number", "land_register_number", "land_serial", "parcel_number", "map_sheet_number")
#: Kinds whose values may break anywhere.
_BREAKS = ("address", "nationality", "ethnicity")
#: How like a label words in a sentence must be, where its field has one in a place of its own.
_CLOSE = 0.9
#: How sure the place is of what was found without a label, by itself.
_FOUND = 0.9
#: Rows within which a label may name the same thing once more.
_SAME_BLOCK = 6
#: The numbers of a parcel and of its sheet, in one cell.
_BOTH = re.compile(r"(\d+(?:-\d+)?)\s*/\s*(\d+)")
#: A label in words that repeats the value before it: both are read together (dates and areas).
_IN_WORDS = ("ghibangchu", "bangchu", "vietbangchu")


def extract(
    rows: Sequence[Row], kind: DocumentType, title: range, labels: Sequence[Hit] | None = None
) -> tuple[Mapping[str, FieldValue], tuple[Finding, ...]]:
    """Every field of the type, in catalogue order, `missing` where the paper has none.

    `title` are the indexes of the title's rows, empty when no title was seen; `labels` those of the type in
    the rows, where they were looked for already.
    """
    labels = find_labels(rows, kind) if labels is None else labels
    laid = one_after_the_other(rows, labels) if kind.running else rows
    if laid is not rows:
        rows, labels = laid, find_labels(laid, kind)
    hits = _own(rows, [hit for hit in labels if hit.colon or hit.row not in title])
    hits = hits if kind.running else _outspoken(rows, with_questions(rows, hits))
    announced = [] if kind.running else assign(rows, hits, title[-1] if title else -1)
    spans, sentences = Spans(rows, announced, title), Sentences(rows, hits)
    known = dict(running_spans(rows, kind, hits) if kind.running else column_spans(rows, announced, kind))
    given = {id(token) for span, _ in known.values() for token in span.tokens}
    table = table_of(rows, hits, {item.spec.key: item.hit.row for item in announced if item.spec})
    known |= table.cells
    announced = [item for item in announced if item.hit.row != table.headings]  # they head no value beside
    found = [
        (spec, *(known.get(spec.key) or _left(_find(spec, rows, announced, (spans, sentences)), given)))
        for spec in kind.fields
    ]
    unclear = unclear_of(announced, found, spans, (known, table))
    found = entered(rows, without_papers(parted(rows, announced, found)), _not_of_the_entry(found))
    tails = tails_of(span.text for spec, span, _ in found if span and spec.kind in ADDRESSES)
    around = Surroundings(rows, [(hit.row, hit.start) for hit in hits])
    inside: Place = "sentence" if kind.running else "column"
    fields: dict[str, FieldValue] = {}
    findings: list[Finding] = []
    for spec, span, likeness in found:
        by_form = spec.find != "label" and likeness in (_FOUND, UNSURE)
        place: Place = inside if spec.key in known else "form" if by_form else "label"
        doubts = [*unclear.get(spec.key, ()), *doubts_of(spec, span, (likeness, place), fields)]
        fields[spec.key], told = _value(spec, span, (likeness, place, around), tails, doubts)
        findings.extend(replace(finding, field=spec.key) for finding in told)
    return with_derived(_parcel_and_sheet(fields), kind.fields), tuple(findings)


def _own(rows: Sequence[Row], labels: Sequence[Hit]) -> list[Hit]:
    """The labels of the paper itself, not those at its foot where somebody certifies a copy of it."""
    copied, by_index = certification(rows).at_foot, {row.index: row for row in rows}
    places = ((hit, by_index[hit.row]) for hit in labels)
    return [hit for hit, row in places if not copied.holds(row.page, row.tokens[hit.start].word.box)]


def _not_of_the_entry(found: Sequence[tuple[FieldSpec, Span | None, float]]) -> frozenset[str]:
    """The fields of an entry whose words may be the extract's own: its number, the day beside its place."""
    numbers = ((s.key, span.text) for s, span, _ in found if span and s.kind == "register_number")
    extract_s = {key for key, text in numbers if OF_EXTRACT.search(text)}
    by_form = {s.key for s, _, likeness in found if s.key == ENTERED and likeness in (_FOUND, UNSURE)}
    return frozenset(extract_s | by_form)


def _parcel_and_sheet(fields: dict[str, FieldValue]) -> dict[str, FieldValue]:
    """The fields with parcel and sheet apart where one label has both: `Thửa đất số / Tờ bản đồ số: 12 / 8`.

    Each needs a look: nothing but the slash says which is which.
    """
    for key, other in (("map_sheet_number", "parcel_number"), ("parcel_number", "map_sheet_number")):
        both, none = fields.get(key), fields.get(other)
        found = _BOTH.fullmatch(both.text.strip(" .;")) if both and none and none.value is None else None
        if both is None or found is None:
            continue
        sure = min(both.confidence, UNSURE)
        doubtful = replace(both, confidence=sure, status="review", evidence=None)
        parcel, sheet = (replace(doubtful, value=number, text=number) for number in found.groups())
        return {**fields, "parcel_number": parcel, "map_sheet_number": sheet}
    return fields


def _outspoken(rows: Sequence[Row], hits: Sequence[Hit]) -> list[Hit]:
    """The labels without those inside a sentence or at the end of another label that stand elsewhere as
    headings: `Giảm diện tích thửa đất`, `(Quan hệ với người được cấp Giấy) xác nhận tình trạng hôn nhân:`.

    Words that are only like a label are none in a sentence, nor without a colon: `… đã tử vong:` above
    `Tử vong lúc: …`, `I. NGƯỜI ĐƯỢC KHAI SINH` above `Người đi khai sinh: …`.
    """
    by_index = {row.index: row for row in rows}

    def first(hit: Hit) -> bool:
        row = by_index[hit.row]
        return stands_first(row, hit.start) or continues(row, hit, hits)

    def doubted(hit: Hit) -> bool:
        return not hit.colon or _ends_another(by_index[hit.row], hit)

    def spoken(hit: Hit) -> bool:
        heads = hit.end == len(by_index[hit.row].tokens)  # `B. Thửa đất` over `Thửa đất số   691`
        known = told | exact if heads else told
        return hit.likeness < _CLOSE and bool(hit.label.specs) and known >= {*hit.label.specs}

    standing = [hit for hit in hits if hit.colon and first(hit)]
    headings = {hit.label.joined for hit in standing}
    told = {spec for hit in standing if hit.likeness >= _CLOSE for spec in hit.label.specs}
    exact = {spec for hit in hits if hit.likeness == 1.0 for spec in hit.label.specs}
    inside = [hit for hit in hits if not first(hit)]
    left = {id(hit) for hit in inside if hit.label.joined in headings and doubted(hit)}
    left |= {id(hit) for hit in hits if spoken(hit) and not (hit.colon and first(hit))}
    return [hit for hit in hits if id(hit) not in left]


def _ends_another(row: Row, hit: Hit) -> bool:
    """Whether the words before the label on its line are small, as the second line of another label's are."""
    before = row.tokens[: hit.start]
    closed = not any(token.starts_run for token in before[1:])
    return bool(before) and closed and all(token.word.text.islower() for token in before)


def _find(
    spec: FieldSpec, rows: Sequence[Row], announced: Sequence[Announced], gather: tuple[Spans, Sentences]
) -> tuple[Span | None, float]:
    """The words of the field, and how sure their place is (0 to 1)."""
    spans, sentences = gather
    found: tuple[Span | None, float] = (None, 0.0)
    first: int | None = None
    for at in _latest(spec, announced) if spec.last else range(len(announced)):
        item = announced[at]
        near = first is not None and abs(item.hit.row - first) <= _SAME_BLOCK
        repeated = near and item.spec is None and _repeats(spec, item, announced[at - 1])
        if (item.spec is not spec and not repeated) or spec.find == "heading":
            continue
        first = item.hit.row if first is None else first
        span = sentences.better(item, spec.kind, _beside_or_below(spec, item, spans))
        if span is not None:
            span = _completed(spec, item, span, spans)
            found = _with_words(spec, span, announced[at + 1 : at + 2], spans), item.hit.likeness
            if normalise(spec.kind, found[0].text).validity not in ("empty", "invalid"):
                return found
    if found[0] is not None:
        return found
    finder = FINDERS.get(spec.find)
    words = finder(spec, rows, announced) if finder else None
    unsure = spec.unsure or (spec.key == ENTERED and is_copy(rows))
    return words, (UNSURE if unsure else _FOUND) if words else 0.0


def _beside_or_below(spec: FieldSpec, item: Announced, spans: Spans) -> Span | None:
    """The words after the label; those under it where only they are a number of the kind."""
    beside = spans.after(item, _wrap_of(spec))
    if beside is None or spec.kind not in _NUMBERS:
        return beside
    if normalise(spec.kind, beside.text).validity in ("ok", "empty"):
        return beside
    below = spans.below(item, _wrap_of(spec))
    return below if below and normalise(spec.kind, below.text).validity == "ok" else beside


def _latest(spec: FieldSpec, announced: Sequence[Announced]) -> list[int]:
    """The labels from the last on, those of the field with a colon before those that may be but its words:
    `NGƯỜI KÝ GIẤY XÁC NHẬN` / `TÌNH TRẠNG HÔN NHÂN`."""
    places = range(len(announced))
    return sorted(places, key=lambda at: (announced[at].spec is spec and not announced[at].hit.colon, -at))


def _left(found: tuple[Span | None, float], given: set[int]) -> tuple[Span | None, float]:
    """What was found, unless its words are a person's in a column: `Họ và tên` there is not the paper's."""
    span, _ = found
    return (None, 0.0) if span and given and all(id(token) in given for token in span.tokens) else found


def _repeats(spec: FieldSpec, item: Announced, before: Announced) -> bool:
    """Whether a label that was given no field names this one again: by its place, or because only it can."""
    named = [other for other in item.hit.label.specs if ".unread" not in other.key]
    return spec in named and (before.spec is spec or len(named) == 1)


def _completed(spec: FieldSpec, item: Announced, span: Span, spans: Spans) -> Span:
    """The span, with the next line where only both together make a value of the kind.

    In a narrow block an address, or `Việt Nam`, may break where a longer line would have held its next word.
    """
    wraps = _wrap_of(spec) != "none" and spec.kind not in _BREAKS
    if wraps or normalise(spec.kind, span.text).validity in ("ok", "empty"):
        return span
    longer = spans.with_next_line(item, span)
    return longer if longer and normalise(spec.kind, longer.text).validity == "ok" else span


def _wrap_of(spec: FieldSpec) -> Wrap:
    if spec.multiline:
        return "sentence" if spec.kind in _SENTENCES else "lines"
    return "few" if spec.kind in _SHORT_WRAPS else "none"


def _with_words(spec: FieldSpec, span: Span, following: Sequence[Announced], spans: Spans) -> Span:
    """A date or area with its repetition in words, which repairs what the figures lost."""
    if spec.kind not in ("date", "area") or not following:
        return span
    label = following[0].hit.label
    if label.joined not in _IN_WORDS:
        return span
    words = spans.after(following[0], "lines")
    return Span((*span.tokens, *words.tokens), span.page) if words and words.page == span.page else span


def _value(
    spec: FieldSpec,
    span: Span | None,
    found: tuple[float, Place, Surroundings],
    tails: Sequence[str],
    doubts: Sequence[Finding],
) -> tuple[FieldValue, Sequence[Finding]]:
    """The field's value, with the findings about it. `doubts` are why the words may not be its own."""
    if span is None:
        return FieldValue(), ()
    result: Normalised = normalise(spec.kind, span.text)
    if result.validity == "empty":
        return FieldValue(text=result.text, page=span.page, box=span.box), ()
    likeness, place, around = found
    if doubts:
        result = replace(result, validity="suspicious", findings=(*result.findings, *doubts))
    setting = around.setting(span.tokens)
    if spec.kind in PLACES:
        result, span = mended(result, span, tails)
    elif spec.kind == "name":
        result, span = named(result, span)
    elif spec.kind in ("ethnicity", "nationality"):
        result, span = listed(spec.kind, result, span)
    words = tuple(token.word for token in span.tokens)
    evidence = Evidence(spec, result, words, likeness, place, setting)
    confidence, status = judge(evidence)
    value = None if status == "illegible" else result.value
    return (
        FieldValue(value, result.text, confidence, status, span.page, span.box.clipped(), evidence=evidence),
        result.findings,
    )
