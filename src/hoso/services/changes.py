"""A person's change to a record: which fields, and what they were before."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, Self

from hoso.pipeline.extract.geography import with_derived
from hoso.schemas.catalogue import Catalogue
from hoso.schemas.errors import InvalidRequest
from hoso.schemas.records import Document, FieldValue, Value

Edit = tuple[str, dict[str, Any], dict[str, Any]]
MAX_TEXT = 2000


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What a person says about a field: its value, or that it is not on the paper or cannot be read."""

    value: Value = None
    status: Literal["accepted", "missing", "illegible"] = "accepted"

    @classmethod
    def from_json(cls, data: object) -> Self:
        """A plain value, `null` for a field not on the paper, or `{"status": "illegible"}`."""
        if isinstance(data, Mapping):
            status = data.get("status", "accepted")
            if status not in ("accepted", "missing", "illegible"):
                raise InvalidRequest
            return cls(_clean(data.get("value")), status)
        return cls(_clean(data)) if data is not None else cls(None, "missing")


def _clean(data: object) -> Value:
    if isinstance(data, str) and len(data) <= MAX_TEXT:
        return " ".join(unicodedata.normalize("NFC", data).split()) or None
    if data is None or (isinstance(data, (int, float)) and not isinstance(data, bool)):
        return data
    raise InvalidRequest


def changed(
    document: Document, changes: Mapping[str, FieldChange], catalogue: Catalogue
) -> tuple[Document, list[Edit]]:
    """The document with the changes and a list of what changed: key, before, after."""
    known = set(document.fields)
    if document.doc_type in catalogue:
        known |= {spec.key for spec in catalogue.get(document.doc_type).fields}
    if not changes or not known.issuperset(changes):
        raise InvalidRequest
    fields = dict(document.fields)
    fields |= {key: _by_person(fields.get(key, FieldValue()), change) for key, change in changes.items()}
    if document.doc_type in catalogue:
        fields = with_derived(fields, catalogue.get(document.doc_type).fields)
    before = {key: document.fields.get(key, FieldValue()).to_json() for key in changes}
    edits = [(key, before[key], fields[key].to_json()) for key in changes]
    return replace(document, fields=fields), edits


def _by_person(before: FieldValue, change: FieldChange) -> FieldValue:
    """The machine's `text`, page and place stay as evidence; the value and its certainty are the person's."""
    value = change.value if change.status == "accepted" else None
    status = change.status if value is not None or change.status != "accepted" else "missing"
    return replace(before, value=value, status=status, confidence=1.0, source="person", derived=None)
