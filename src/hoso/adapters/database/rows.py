"""From rows to our types and back."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from sqlalchemy import RowMapping

from hoso.schemas.geometry import Box
from hoso.schemas.records import Document, FieldValue, Finding
from hoso.schemas.scans import Applicant, Application, Scan, ScanError, StoredDocument
from hoso.services.search import fold

Row = dict[str, Any]


def flat(value: Any) -> Row:
    """The attributes of a dataclass, one level deep, as columns have them."""
    return {each.name: getattr(value, each.name) for each in fields(value)}


def scan_row(scan: Scan) -> Row:
    """A scan as a row."""
    row = flat(scan)
    error: ScanError | None = row.pop("error")
    return row | {
        "error_code": error.code if error else None,
        "error_message": error.message if error else None,
        "error_advice": error.advice if error else None,
    }


def scan_of(row: RowMapping) -> Scan:
    """The scan of a row."""
    data = dict(row)
    code, message, advice = (data.pop(f"error_{part}") for part in ("code", "message", "advice"))
    return Scan(**data, error=ScanError(code, message, advice) if code else None)


def application_row(application: Application) -> Row:
    """A dossier as a row."""
    row = flat(application)
    applicant: Applicant = row.pop("applicant")
    return row | {
        "applicant_name": applicant.full_name,
        "applicant_folded": fold(applicant.full_name),
        "applicant_id_number": applicant.id_number,
    }


def application_of(row: RowMapping) -> Application:
    """The dossier of a row."""
    data = dict(row)
    del data["applicant_folded"]
    applicant = Applicant(full_name=data.pop("applicant_name"), id_number=data.pop("applicant_id_number"))
    return Application(**data, applicant=applicant)


def document_row(stored: StoredDocument) -> Row:
    """A paper as a row, without its fields."""
    row = flat(stored)
    document: Document = row.pop("document")
    return row | {
        "doc_type": document.doc_type,
        "confidence": document.confidence,
        "decision": document.decision,
        "pages": list(document.pages),
        "findings": [finding.to_json() for finding in document.findings],
    }


def field_rows(stored: StoredDocument) -> list[Row]:
    """The fields of a paper as rows, in their order."""
    return [
        flat(value)
        | {
            "document_id": stored.id,
            "key": key,
            "position": position,
            "box": value.box.to_list() if value.box else None,
            "derived": dict(value.derived) if value.derived is not None else None,
        }
        for position, (key, value) in enumerate(stored.document.fields.items())
    ]


def field_of(row: RowMapping) -> FieldValue:
    """The field of a row."""
    data = {name: row[name] for name in row if name not in ("document_id", "key", "position")}
    return FieldValue(**data | {"box": Box.from_list(data["box"]) if data["box"] else None})


def document_of(row: RowMapping, values: dict[str, FieldValue]) -> StoredDocument:
    """The paper of a row and its fields."""
    data = dict(row)
    document = Document(
        doc_type=data.pop("doc_type"),
        confidence=data.pop("confidence"),
        decision=data.pop("decision"),
        pages=tuple(data.pop("pages")),
        findings=tuple(Finding.from_json(finding) for finding in data.pop("findings")),
        fields=values,
    )
    return StoredDocument(**data, document=document)
