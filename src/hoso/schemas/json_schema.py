"""JSON Schemas of the records, made from the catalogue; the files under `json/` are what this gives.

A schema says what the result of the contract holds for one type of paper: every field of the type is
there, also one that is missing on the paper, and a value that a machine read has the form of its kind. What
a person has typed instead is kept as it was typed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, get_args

from hoso.schemas.catalogue import Catalogue, DocumentType, FieldSpec
from hoso.schemas.records import DecisionKind, FieldStatus, Severity, Source

Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Schema = {"type": "string", "minLength": 1}
#: What a value of each kind looks like; kinds that are not named are text.
_VALUES: Mapping[str, Schema] = {
    "date": {"type": "string", "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"},
    "year": {"type": "string", "pattern": r"^[0-9]{4}$"},
    "sex": {"enum": ["male", "female"]},
    "id_number": {"type": "string", "pattern": r"^[A-Z]{0,2}[0-9]+$"},
    "phone": {"type": "string", "pattern": r"^\+?[0-9]+$"},
    "land_serial": {"type": "string", "pattern": r"^[^\s0-9]+ [0-9]+$"},
    "area": {"type": "number", "exclusiveMinimum": 0},
    "money": {"type": "integer", "minimum": 0},
    "count": {"type": "string", "pattern": "^[0-9]+$"},
    "weight": {"type": "integer", "minimum": 0},
}
#: Kinds whose values come with the administrative units that they name.
_PLACES = frozenset({"address", "place"})


def schema_of(kind: DocumentType) -> Schema:
    """The schema of a record of that type."""
    keys = [spec.key for spec in kind.fields]
    return {
        "$schema": _DIALECT,
        "$id": f"urn:hoso:record:{kind.doc_type}",
        "title": f"{kind.title_vi} / {kind.title_en}",
        "type": "object",
        "required": ["doc_type", "confidence", "pages", "decision", "fields", "findings"],
        "properties": {
            "doc_type": {"const": kind.doc_type},
            "confidence": {"$ref": "#/$defs/probability"},
            "pages": {"type": "array", "items": {"$ref": "#/$defs/page"}, "minItems": 1},
            "decision": {"enum": list(get_args(DecisionKind))},
            "fields": {
                "type": "object",
                "required": keys,
                "properties": {spec.key: _field(spec) for spec in kind.fields},
                "additionalProperties": False,
            },
            "findings": {"type": "array", "items": {"$ref": "#/$defs/finding"}},
        },
        "$defs": _definitions(),
    }


def _field(spec: FieldSpec) -> Schema:
    """One field: its common shape, and a value of its kind unless a person typed another."""
    value = _VALUES.get(spec.kind, _TEXT)
    schema: Schema = {
        "title": spec.label_vi,
        "$comment": f"kind {spec.kind}" + ("; the paper is incomplete without it" if spec.required else ""),
        "$ref": "#/$defs/field",
        "anyOf": [
            {"properties": {"value": {"anyOf": [value, {"type": "null"}]}}},
            {"properties": {"source": {"const": "person"}}},
        ],
    }
    if spec.kind in _PLACES:
        schema["properties"] = {"derived": {"anyOf": [{"$ref": "#/$defs/units"}, {"type": "null"}]}}
    return schema


def _definitions() -> Schema:
    box = {
        "type": "array",
        "items": {"type": "number", "minimum": 0, "maximum": 1},
        "minItems": 4,
        "maxItems": 4,
    }
    name: Schema = {"type": ["string", "null"]}
    current = {"type": "object", "properties": {"province": name, "commune": name}}
    units = ("province", "district", "commune", "as_of")
    return {
        "probability": {"type": "number", "minimum": 0, "maximum": 1},
        "page": {"type": "integer", "minimum": 1},
        "field": {
            "type": "object",
            "required": ["value", "text", "confidence", "status", "page", "box", "source"],
            "properties": {
                "value": {"type": ["string", "number", "null"]},
                "text": {"type": "string"},
                "confidence": {"$ref": "#/$defs/probability"},
                "status": {"enum": list(get_args(FieldStatus))},
                "page": {"anyOf": [{"$ref": "#/$defs/page"}, {"type": "null"}]},
                "box": {"anyOf": [box, {"type": "null"}]},
                "source": {"enum": list(get_args(Source))},
                "derived": {"type": ["object", "null"]},
            },
        },
        "units": {
            "type": "object",
            "required": ["province", "current"],
            "properties": {**dict.fromkeys(units, name), "current": current},
        },
        "finding": {
            "type": "object",
            "required": ["code", "severity", "field", "message"],
            "properties": {
                "code": {"type": "string"},
                "severity": {"enum": list(get_args(Severity))},
                "field": {"type": ["string", "null"]},
                "message": {"type": "string"},
            },
        },
    }


def schema_files(catalogue: Catalogue) -> dict[str, str]:
    """The text of each schema's file by its name."""
    return {
        f"{kind.doc_type}.json": json.dumps(schema_of(kind), ensure_ascii=False, indent=1) + "\n"
        for kind in catalogue.types.values()
    }
