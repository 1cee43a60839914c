"""The JSON Schemas of the records: in step with the catalogue, and true of what is read."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from hoso.pipeline.understand import understand
from hoso.schemas.catalogue import load_catalogue
from hoso.schemas.json_schema import schema_files, schema_of
from hoso.schemas.records import Document, FieldValue
from tests.pages import TODAY, Print, page_of
from tests.papers import BIRTH_CERTIFICATE, LAND_CERTIFICATE, MARRIAGE_CERTIFICATE

CATALOGUE = load_catalogue()


def faults(document: Document) -> list[str]:
    """What the schema of its type finds wrong with a record."""
    data = json.loads(json.dumps(document.to_json()))
    schema = schema_of(CATALOGUE.get(document.doc_type))
    return [error.json_path for error in Draft202012Validator(schema).iter_errors(data)]


def record(**fields: FieldValue) -> Document:
    """A paper of a small type with these fields; the others are missing."""
    kind = CATALOGUE.get("marital_status_confirmation")
    whole = {spec.key: FieldValue() for spec in kind.fields} | fields
    return Document(kind.doc_type, 0.9, (1,), "review", whole)


def test_the_files_are_in_step_with_the_catalogue() -> None:
    """Each type has its schema as `scripts/schemas.py` writes it, and no file is left over."""
    folder = resources.files("hoso.schemas") / "json"
    kept = {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}

    assert kept == schema_files(CATALOGUE), "run: python scripts/schemas.py"


@pytest.mark.parametrize("doc_type", sorted(CATALOGUE.types))
def test_each_schema_is_one(doc_type: str) -> None:
    """Every file is a JSON Schema of the dialect that it names."""
    Draft202012Validator.check_schema(schema_of(CATALOGUE.get(doc_type)))


@pytest.mark.parametrize("lines", [BIRTH_CERTIFICATE, LAND_CERTIFICATE, MARRIAGE_CERTIFICATE, ("Thư ngỏ",)])
def test_what_is_read_fits_its_schema(lines: tuple[str | Print, ...]) -> None:
    """Records of papers that were read, a paper of no known type among them."""
    (document,) = understand([page_of(lines)], CATALOGUE, TODAY)

    assert [] == faults(document)


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"date_of_birth": FieldValue("05/03/1990")}, "date_of_birth"),
        ({"sex": FieldValue("Nam")}, "sex"),
        ({"id_number": FieldValue("001 099")}, "id_number"),
        ({"full_name": FieldValue(12)}, "full_name"),
        ({"full_name": FieldValue("")}, "full_name"),
        ({"shoe_size": FieldValue("42")}, "fields"),
    ],
)
def test_what_no_machine_may_give_is_told(fields: dict[str, FieldValue], fault: str) -> None:
    """A date not normalised, a field that the type lacks: the schema names the place."""
    assert [] == faults(record())
    assert any(fault in path for path in faults(record(**fields)))


def test_what_a_person_typed_stands_as_typed() -> None:
    """A person's value need not have the form of its kind."""
    typed = FieldValue("khoảng năm 1950", source="person", status="accepted", confidence=1.0)

    assert [] == faults(record(date_of_birth=typed))


def test_a_field_that_is_left_out_is_told() -> None:
    """Every field of the type is in the record, also one that is not on the paper."""
    data: dict[str, Any] = record().to_json()
    del data["fields"]["full_name"]
    validator = Draft202012Validator(schema_of(CATALOGUE.get("marital_status_confirmation")))

    assert [error.validator for error in validator.iter_errors(data)] == ["required"]
