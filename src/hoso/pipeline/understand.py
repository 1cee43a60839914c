"""The light half: from read pages to papers with records. Pure and quick; it never needs the image."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from hoso.pipeline.check import check
from hoso.pipeline.classify.doc_type import Verdict, classify
from hoso.pipeline.classify.titles import Title
from hoso.pipeline.codes.evidence import Fields, Findings, heed
from hoso.pipeline.confidence import Scale, packaged_scale
from hoso.pipeline.confidence.weigh import type_evidence, weighed
from hoso.pipeline.extract.record import extract
from hoso.pipeline.layout.pairs import parted
from hoso.pipeline.layout.rows import Row, rows_of
from hoso.pipeline.layout.spreads import opened
from hoso.pipeline.segment.cards import card_verdict, read_card
from hoso.pipeline.segment.papers import segment
from hoso.schemas.catalogue import OTHER, Catalogue
from hoso.schemas.pages import Page
from hoso.schemas.records import DecisionKind, Document, FieldValue, Finding


def understand(
    pages: Sequence[Page], catalogue: Catalogue, today: date, scale: Scale | None = None
) -> tuple[Document, ...]:
    """The papers of one scan in page order; every non-blank page belongs to exactly one.

    `scale` tells how sure values and types are; without one, that which comes with the program.
    """
    papers = []
    for group in segment(pages, catalogue):
        rows = parted(rows_of(opened(group).pages))
        seen = classify(rows, catalogue)
        verdict = card_verdict(group, seen, catalogue)
        papers.append(_document(group, rows, (verdict, seen.titles), today, scale or packaged_scale()))
    return tuple(papers)


def understand_as(
    pages: Sequence[Page], doc_type: str, catalogue: Catalogue, today: date, scale: Scale | None = None
) -> Document:
    """The record of one paper whose type a person has named. `KeyError` when the catalogue lacks it."""
    rows = parted(rows_of(opened([page for page in pages if not page.blank]).pages))
    seen = classify(rows, catalogue)
    kind = catalogue.get(doc_type)
    title = seen.title if seen.title and seen.title.kind is kind else None
    labels = seen.labels if seen.kind is kind else None
    named = Verdict(kind, 1.0, title, seen.title_text, seen.titles, labels)
    return _document(pages, rows, (named, None), today, scale or packaged_scale())


def _document(
    pages: Sequence[Page],
    rows: Sequence[Row],
    seen: tuple[Verdict, Sequence[Title] | None],
    today: date,
    scale: Scale,
) -> Document:
    """The record of one paper of the type that was seen, or (without titles) that a person has named."""
    verdict, titles = seen
    kind = verdict.kind
    numbers = tuple(page.number for page in pages if not page.blank)
    page_findings = tuple(finding for page in pages for finding in page.findings)
    fields: Fields = {}
    findings: tuple[Finding, ...] = (Finding("title_line", "info", verdict.title_text),)
    if kind is not OTHER:
        fields, doubts = _read(pages, rows, verdict)
        broken = check(kind.doc_type, fields, today)
        fields = weighed(kind.doc_type, fields, pages, broken, today, scale)
        findings = (*_missing(verdict, fields), *doubts, *broken)
    findings = (*findings, *page_findings)
    evidence = type_evidence(verdict, titles, fields, pages) if titles is not None else None
    confidence = scale.type_probability(evidence) if evidence else 1.0
    sure_type = evidence is None or confidence >= scale.type_bound.least
    decision: DecisionKind = "review" if kind is OTHER else _decide(sure_type, fields, findings)
    return Document(kind.doc_type, confidence, numbers, decision, fields, findings, evidence)


def _read(pages: Sequence[Page], rows: Sequence[Row], verdict: Verdict) -> tuple[Fields, Findings]:
    """The fields of a paper and what is doubtful about them, in print and in its codes."""
    if verdict.kind.sides:
        return read_card(verdict.kind, pages)
    title = range(verdict.title.row, verdict.title.last_row + 1) if verdict.title else range(0)
    printed, doubts = extract(rows, verdict.kind, title, verdict.labels)
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


def _decide(sure_type: bool, fields: Mapping[str, FieldValue], findings: Sequence[Finding]) -> DecisionKind:
    """Accept only what needs no look at all."""
    doubtful = any(value.status in ("review", "illegible") for value in fields.values())
    serious = any(finding.severity in ("error", "warning") for finding in findings)
    return "review" if doubtful or serious or not sure_type else "accept"
