"""What cover sheets say about the papers behind them: whose application they are of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hoso.pipeline.codes.sheets import sheet_code
from hoso.schemas.pages import Page
from hoso.schemas.records import Document, Finding


def application_of(pages: Sequence[Page], document: Document) -> str:
    """The application that the last cover before the paper names; empty where none lies before it."""
    named = ""
    for page in pages:
        if page.number >= min(document.pages, default=0):
            break
        if page.role == "cover":
            sheets = (sheet_code(code.text) for code in page.codes)
            named = next((sheet.application for sheet in sheets if sheet and sheet.application), named)
    return named


def compared(pages: Sequence[Page], documents: Sequence[Document], application: str) -> tuple[Document, ...]:
    """The papers, those behind the cover of another application marked for a person to look at."""
    return tuple(
        _marked(document, named)
        if (named := application_of(pages, document)) not in ("", application)
        else document
        for document in documents
    )


def _marked(document: Document, named: str) -> Document:
    finding = Finding(
        "cover_of_another_application",
        "warning",
        f"Tờ bìa phía trước ghi hồ sơ {named}. / The cover sheet before it names application {named}.",
    )
    return replace(document, decision="review", findings=(*document.findings, finding))
