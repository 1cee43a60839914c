"""The light half: from read pages to papers with records. Pure and quick; it never needs the image."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from hoso.pipeline.cards import card_verdict, read_card
from hoso.pipeline.check import check
from hoso.pipeline.classify import Verdict, classify
from hoso.pipeline.codes.evidence import Fields, Findings, heed
from hoso.pipeline.extract import extract
from hoso.pipeline.layout import Row, rows_of
from hoso.pipeline.segment import segment
from hoso.pipeline.spreads import opened
from hoso.schemas.catalogue import OTHER, Catalogue
from hoso.schemas.pages import Page
from hoso.schemas.records import DecisionKind, Document, FieldValue, Finding

#: A type less sure than this goes to a person whatever its fields say.
_SURE_TYPE = 0.9


def understand(pages: Sequence[Page], catalogue: Catalogue, today: date) -> tuple[Document, ...]:
    """The papers of one scan in page order; every non-blank page belongs to exactly one."""
    papers = []
    for group in segment(pages, catalogue):
        rows = rows_of(opened(group).pages)
        verdict = card_verdict(group, classify(rows, catalogue), catalogue)
        papers.append(_document(group, rows, verdict, today))
    return tuple(papers)


def understand_as(pages: Sequence[Page], doc_type: str, catalogue: Catalogue, today: date) -> Document:
    """The record of one paper whose type a person has named. `KeyError` when the catalogue lacks it."""
    rows = rows_of(opened([page for page in pages if not page.blank]).pages)
    seen = classify(rows, catalogue)
    kind = catalogue.get(doc_type)
    title = seen.title if seen.title and seen.title.kind is kind else None
    return _document(pages, rows, Verdict(kind, 1.0, title, seen.title_text), today)


def _document(pages: Sequence[Page], rows: Sequence[Row], verdict: Verdict, today: date) -> Document:
    numbers = tuple(page.number for page in pages if not page.blank)
    page_findings = tuple(finding for page in pages for finding in page.findings)
    if verdict.kind is OTHER:
        line = Finding("title_line", "info", verdict.title_text)
        return Document("other", verdict.confidence, numbers, "review", {}, (line, *page_findings))
    fields, doubts = _read(pages, rows, verdict)
    findings = (
        *_missing(verdict, fields),
        *doubts,
        *check(verdict.kind.doc_type, fields, today),
        *page_findings,
    )
    decision = _decide(verdict, fields, findings)
    return Document(verdict.kind.doc_type, verdict.confidence, numbers, decision, fields, findings)


def _read(pages: Sequence[Page], rows: Sequence[Row], verdict: Verdict) -> tuple[Fields, Findings]:
    """The fields of a paper and what is doubtful about them, in print and in its codes."""
    if verdict.kind.sides:
        return read_card(verdict.kind, pages)
    title = range(verdict.title.row, verdict.title.last_row + 1) if verdict.title else range(0)
    printed, doubts = extract(rows, verdict.kind, title)
    sheets = opened(pages)
    printed = {key: sheets.home(value) for key, value in printed.items()}
    return heed(verdict.kind, pages, rows, printed, doubts)


def _missing(verdict: Verdict, fields: Mapping[str, FieldValue]) -> tuple[Finding, ...]:
    """A finding for each required field that is not on the paper."""
    return tuple(
        Finding(
            "required_field_missing",
            "warning",
            f"Không thấy mục “{spec.label_vi}”. / A required field was not found.",
            spec.key,
        )
        for spec in verdict.kind.fields
        if spec.required and fields[spec.key].status == "missing"
    )


def _decide(verdict: Verdict, fields: Mapping[str, FieldValue], findings: Sequence[Finding]) -> DecisionKind:
    """Accept only what needs no look at all."""
    doubtful = any(value.status in ("review", "illegible") for value in fields.values())
    serious = any(finding.severity in ("error", "warning") for finding in findings)
    return "review" if doubtful or serious or verdict.confidence < _SURE_TYPE else "accept"
