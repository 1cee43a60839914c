"""The catalogue's data files against the contract."""

from __future__ import annotations

import pytest

from hoso.pipeline.normalise import KINDS
from hoso.schemas.catalogue import DocumentType, load_catalogue

TYPES = [kind for kind in load_catalogue().types.values() if kind.fields]


def person(group: str, *parts: str) -> set[str]:
    """The keys of a person's fields."""
    return {f"{group}.{part}" for part in parts}


PARENT = ("full_name", "birth_year", "ethnicity", "nationality", "residence")
SPOUSE = ("full_name", "date_of_birth", "ethnicity", "nationality", "residence", "id_number")
DECLARANT = ("full_name", "id_number", "residence", "relationship")
DEAD = {
    "full_name", "date_of_birth", "sex", "ethnicity", "nationality", "last_residence", "id_number",
    "death_date", "death_place", "death_cause",
}  # fmt: skip
HOLDER = ("full_name", "birth_year", "id_number", "address")
BIRTH = {
    "registration_number", "full_name", "date_of_birth", "sex", "ethnicity", "nationality", "place_of_birth",
    "hometown", "personal_id", "registration_place", "registration_date", "signer",
} | person("mother", *PARENT) | person("father", *PARENT)  # fmt: skip
PARTY = ("full_name", "birth_year", "id_number", "residence")
OBJECT = {
    "certificate_serial", "parcel_number", "map_sheet_number", "parcel_address", "area_m2",
    "land_use_purpose", "notarisation_number",
}  # fmt: skip
FIELDS = {
    "birth_certificate": BIRTH | person("declarant", "full_name", "id_number"),
    "birth_extract": BIRTH | {"extract_number", "issue_date"},
    "marriage_certificate": {"registration_number", "registration_date", "registration_place", "signer"}
    | person("wife", *SPOUSE)
    | person("husband", *SPOUSE),
    "marriage_extract": {
        "extract_number", "issue_date", "registration_number", "registration_date", "registration_place",
        "signer",
    }
    | person("wife", *SPOUSE)
    | person("husband", *SPOUSE),
    "death_extract": DEAD
    | {"registration_number", "registration_date", "registration_place", "extract_number"},
    "birth_registration_form": {
        "full_name", "date_of_birth", "sex", "ethnicity", "nationality", "place_of_birth", "hometown",
    }
    | person("declarant", *DECLARANT)
    | person("mother", *PARENT)
    | person("father", *PARENT),
    "marriage_registration_form": person("wife", *SPOUSE) | person("husband", *SPOUSE) | {"marriage_count"},
    "death_registration_form": DEAD | person("declarant", *DECLARANT),
    "marital_status_form": {
        "full_name", "date_of_birth", "id_number", "residence", "marital_status", "purpose",
    }
    | person("declarant", *DECLARANT),
    "marital_status_confirmation": {
        "issue_number", "issue_date", "issuer", "full_name", "date_of_birth", "sex", "ethnicity",
        "nationality", "id_number", "residence", "marital_status", "purpose",
    },
    "land_use_certificate": {
        "serial_number", "register_number", "parcel_number", "map_sheet_number", "parcel_address",
        "area_m2", "land_use_form", "land_use_purpose", "land_use_term", "land_origin", "issue_date",
        "issuing_authority",
    }
    | person("holder", *HOLDER)
    | person("holder_2", *HOLDER),
    "land_transfer_contract": OBJECT
    | {"price_vnd", "contract_date"}
    | person("transferor", *PARTY)
    | person("transferee", *PARTY),
    "land_gift_contract": OBJECT | {"contract_date"} | person("donor", *PARTY) | person("donee", *PARTY),
    "inheritance_agreement": OBJECT | {"deceased.full_name", "heirs"},
    "land_registration_application": {
        "parcel_number", "map_sheet_number", "parcel_address", "area_m2", "land_use_purpose", "land_origin",
    }
    | person("applicant", "full_name", "id_number", "address", "phone"),
    "cadastral_extract": {
        "parcel_number", "map_sheet_number", "area_m2", "parcel_address", "holder.full_name",
        "land_use_purpose", "scale",
    },
    "land_change_registration": {
        "change_content", "certificate_serial", "certificate_register_number", "parcel_number",
        "map_sheet_number", "area_m2",
    }
    | person("applicant", "full_name", "id_number", "address", "phone"),
}  # fmt: skip
ASKING = person("declarant", *DECLARANT)
SIMPLE = ("full_name", "date_of_birth", "id_number")
FIELDS |= {
    "copy_request_form": ASKING
    | {"requested_extract", "full_name", "registration_number", "registration_place", "copies"},
    "civil_status_change_form": ASKING | {"full_name", "change_kind", "change_from", "change_to", "reason"},
    "civil_status_change_extract": {*SIMPLE, "change_content", "registration_number", "registration_date"},
    "parent_child_extract": person("parent", *SIMPLE)
    | person("child", *SIMPLE)
    | {"registration_number", "registration_date"},
    "birth_notice": person("mother", "full_name", "birth_year", "id_number")
    | {"date_of_birth", "sex", "weight_g", "place_of_birth"},
    "death_notice": {"full_name", "date_of_birth", "death_date", "death_place", "death_cause"},
    "residence_confirmation": {*SIMPLE, "residence", "issue_date"},
    "citizen_id_card": {
        *SIMPLE, "sex", "nationality", "hometown", "residence", "issue_date", "expiry_date", "side",
    },
    "power_of_attorney": person("principal", "full_name", "id_number", "residence")
    | person("agent", "full_name", "id_number", "residence")
    | {"scope", "term"},
    "ledger_page": {
        "book_kind", "book_number", "book_year", "page_number", "entry_number", "last_residence", "id_number",
        "death_date", "death_place", "death_cause",
    }
    | (BIRTH - {"registration_number"})
    | person("wife", *SPOUSE)
    | person("husband", *SPOUSE)
    | person("declarant", "full_name", "id_number"),
}  # fmt: skip


@pytest.mark.parametrize("doc_type", FIELDS)
def test_fields_are_those_of_the_contract(doc_type: str) -> None:
    """Every type has exactly the fields that the outside may rely on."""
    fields = load_catalogue().get(doc_type).fields

    assert FIELDS[doc_type] == {spec.key for spec in fields}
    assert len(fields) == len(FIELDS[doc_type])


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.doc_type)
def test_every_kind_of_value_can_be_normalised(kind: DocumentType) -> None:
    """No field names a kind of value that nothing can read."""
    assert {spec.kind for spec in kind.fields} <= KINDS


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.doc_type)
def test_every_field_can_be_found_somehow(kind: DocumentType) -> None:
    """A field has printed labels, or a finder of its own."""
    assert all(spec.labels or spec.find != "label" for spec in kind.fields)
    assert kind.titles
    assert kind.legal_source


def test_other_is_a_type_without_fields() -> None:
    """The sorting bin is in the catalogue, so that every verdict can be looked up."""
    assert () == load_catalogue().get("other").fields
    assert "other" in load_catalogue()
    with pytest.raises(KeyError):
        load_catalogue().get("birth_certificate").field("no_such_field")
