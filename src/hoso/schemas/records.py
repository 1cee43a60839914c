"""What was understood: field values with their evidence, findings, and the papers found in a scan."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self

from hoso.schemas.geometry import Box

FieldStatus = Literal["accepted", "review", "missing", "illegible"]
Source = Literal["ocr", "qr", "mrz", "derived", "person"]
Severity = Literal["error", "warning", "info"]
DecisionKind = Literal["accept", "review"]
Value = str | int | float | None
#: Two numbers this close are the same.
_SAME_NUMBER = 1e-6


def same_value(one: object, other: object) -> bool:
    """Whether two normalised values are equal; text compares as NFC, numbers as numbers."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= _SAME_NUMBER
    if isinstance(one, str) and isinstance(other, str):
        return unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    return bool(one == other)


@dataclass(frozen=True, slots=True)
class Finding:
    """A doubt or a remark about a page, a field or a paper. Doubt is data, never an exception."""

    code: str
    severity: Severity
    message: str
    field: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "severity": self.severity,
            "field": self.field,
            "message": self.message,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(data["code"], data["severity"], data["message"], data.get("field"))


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One field of a record.

    `text` is what was read, `value` its normalised form (`contract.md` 3), `confidence` the probability
    that `value` is exactly right, 0 to 1. `page` counts from 1 within the input; `box` is its place there.
    `evidence` is what the confidence was weighed from, while the pipeline runs; it is no part of the record.
    """

    value: Value = None
    text: str = ""
    confidence: float = 0.0
    status: FieldStatus = "missing"
    page: int | None = None
    box: Box | None = None
    source: Source = "ocr"
    derived: Mapping[str, Any] | None = None
    evidence: object | None = field(default=None, compare=False, repr=False)

    def to_json(self) -> dict[str, Any]:
        data: dict[str, Any] = {
            "value": self.value,
            "text": self.text,
            "confidence": round(self.confidence, 4),
            "status": self.status,
            "page": self.page,
            "box": self.box.to_list() if self.box else None,
            "source": self.source,
        }
        return data if self.derived is None else data | {"derived": dict(self.derived)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            value=data["value"],
            text=data["text"],
            confidence=data["confidence"],
            status=data["status"],
            page=data["page"],
            box=Box.from_list(data["box"]) if data["box"] else None,
            source=data["source"],
            derived=data.get("derived"),
        )


@dataclass(frozen=True, slots=True)
class Document:
    """One paper found in a scan: its type, the numbers of its pages, and its record.

    `fields` holds every field that the type knows, in catalogue order; one not on the paper is `missing`.
    `evidence` is as that of a field.
    """

    doc_type: str
    confidence: float
    pages: tuple[int, ...]
    decision: DecisionKind
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    evidence: object | None = field(default=None, compare=False, repr=False)

    def to_json(self) -> dict[str, Any]:
        return {
            "doc_type": self.doc_type,
            "confidence": round(self.confidence, 4),
            "pages": list(self.pages),
            "decision": self.decision,
            "fields": {key: value.to_json() for key, value in self.fields.items()},
            "findings": [finding.to_json() for finding in self.findings],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            doc_type=data["doc_type"],
            confidence=data["confidence"],
            pages=tuple(data["pages"]),
            decision=data["decision"],
            fields={key: FieldValue.from_json(value) for key, value in data["fields"].items()},
            findings=tuple(Finding.from_json(finding) for finding in data["findings"]),
        )
