"""Rules among the fields of one paper."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoso.pipeline.check import check
from hoso.pipeline.check.facts import Span, birth_of_number, full_years, span_of
from hoso.pipeline.check.time_rules import months_later
from hoso.schemas.catalogue import load_catalogue
from hoso.schemas.records import FieldValue, Value

TODAY = date(2026, 11, 21)

BIRTH: dict[str, Value] = {
    "registration_number": "123/2019",
    "full_name": "NGUYỄN THỊ LAN",
    "date_of_birth": "2019-03-05",
    "sex": "female",
    "ethnicity": "Kinh",
    "personal_id": "001319012345",
    "mother.full_name": "TRẦN THỊ HOA",
    "mother.birth_year": "1990",
    "mother.ethnicity": "Kinh",
    "father.full_name": "NGUYỄN VĂN NAM",
    "father.birth_year": "1988",
    "father.ethnicity": "Tày",
    "registration_date": "2019-03-20",
}
MARRIAGE: dict[str, Value] = {
    "registration_number": "12/2020",
    "registration_date": "2020-05-01",
    "wife.full_name": "LÊ THỊ MAI",
    "wife.date_of_birth": "1995-02-03",
    "wife.id_number": "001195000111",
    "husband.full_name": "PHẠM VĂN SƠN",
    "husband.date_of_birth": "1993-02-03",
    "husband.id_number": "001093000111",
}
CERTIFICATE: dict[str, Value] = {
    "serial_number": "CĐ 123456",
    "register_number": "CS 05494",
    "issue_date": "2016-04-05",
    "area_m2": 120.5,
    "holder.full_name": "VŨ VĂN BA",
}
STATUS: dict[str, Value] = {
    "issue_number": "7/UBND-XNTTHN",
    "issue_date": "2026-09-01",
    "full_name": "ĐỖ VĂN TÚ",
    "date_of_birth": "1990-01-01",
    "sex": "male",
    "id_number": "001090000111",
}
DEATH: dict[str, Value] = {
    "registration_number": "5/2020",
    "registration_date": "2020-03-05",
    "date_of_birth": "1940",
    "death_date": "2020-03-01",
}
CARD: dict[str, Value] = {
    "id_number": "001090000111",
    "sex": "male",
    "date_of_birth": "1990-05-06",
    "issue_date": "2021-05-06",
    "expiry_date": "2030-05-06",
}
NOTICE: dict[str, Value] = {"date_of_birth": "2026-10-01", "mother.full_name": "LÊ THỊ MAI", "weight_g": 3200}
PAPERS = {
    "birth_certificate": BIRTH,
    "marriage_certificate": MARRIAGE,
    "land_use_certificate": CERTIFICATE,
    "marital_status_confirmation": STATUS,
    "death_extract": DEATH,
    "citizen_id_card": CARD,
    "birth_notice": NOTICE,
}


def codes(doc_type: str, values: dict[str, Value]) -> dict[str, str | None]:
    """The codes that the rules find, each with its field."""
    fields = {key: FieldValue(value, status="accepted") for key, value in values.items()}
    return {finding.code: finding.field for finding in check(doc_type, fields, TODAY)}


@pytest.mark.parametrize("doc_type", PAPERS)
def test_consistent_papers_have_no_findings(doc_type: str) -> None:
    """A paper whose fields fit together is left alone."""
    assert codes(doc_type, PAPERS[doc_type]) == {}


@pytest.mark.parametrize(
    ("doc_type", "change", "code", "field"),
    [
        ("birth_certificate", {"sex": "male"}, "id_number_sex_mismatch", "personal_id"),
        (
            "birth_certificate",
            {"date_of_birth": "2018-03-05"},
            "id_number_birth_year_mismatch",
            "personal_id",
        ),
        (
            "birth_certificate",
            {"registration_date": "2019-03-04"},
            "registration_before_birth",
            "registration_date",
        ),
        ("birth_certificate", {"registration_date": "2027-01-01"}, "date_in_future", "registration_date"),
        ("birth_certificate", {"mother.birth_year": "2010"}, "parent_too_young", "mother.birth_year"),
        ("birth_certificate", {"mother.birth_year": "1950"}, "parent_too_old", "mother.birth_year"),
        ("birth_certificate", {"father.birth_year": "1870"}, "age_out_of_range", "father.birth_year"),
        ("birth_certificate", {"father.full_name": "TRẦN THỊ HOA"}, "same_name_twice", "father.full_name"),
        ("birth_certificate", {"ethnicity": "Mường"}, "ethnicity_not_of_parents", "ethnicity"),
        ("birth_certificate", {"full_name": "LÊ THỊ LAN"}, "surname_not_of_parents", "full_name"),
        (
            "birth_certificate",
            {"registration_number": "123/2018"},
            "registration_year_mismatch",
            "registration_number",
        ),
        (
            "birth_certificate",
            {"registration_number": "12/TLKT"},
            "number_of_other_paper",
            "registration_number",
        ),
        (
            "marriage_certificate",
            {"wife.id_number": "001095000112"},
            "id_number_sex_mismatch",
            "wife.id_number",
        ),
        (
            "marriage_certificate",
            {"husband.date_of_birth": "1994-02-03"},
            "id_number_birth_year_mismatch",
            "husband.id_number",
        ),
        (
            "marriage_certificate",
            {"wife.date_of_birth": "2002-05-02"},
            "marriage_age_too_low",
            "wife.date_of_birth",
        ),
        (
            "marriage_certificate",
            {"husband.date_of_birth": "2000-05-02"},
            "marriage_age_too_low",
            "husband.date_of_birth",
        ),
        (
            "marriage_certificate",
            {"husband.id_number": "001195000111"},
            "same_id_number_twice",
            "husband.id_number",
        ),
        ("marital_status_confirmation", {"issue_date": "2026-05-20"}, "confirmation_expired", "issue_date"),
        ("death_extract", {"death_date": "1939-12-31"}, "death_before_birth", "death_date"),
        (
            "death_extract",
            {"registration_date": "2020-02-01"},
            "registration_before_death",
            "registration_date",
        ),
        (
            "death_extract",
            {"registration_number": "5/TLKS-BS"},
            "number_of_other_paper",
            "registration_number",
        ),
        ("land_use_certificate", {"issue_date": "1989-01-01"}, "certificate_date_too_early", "issue_date"),
        (
            "land_use_certificate",
            {"register_number": "CĐ123456"},
            "register_number_is_serial",
            "register_number",
        ),
        ("land_use_certificate", {"area_m2": 0}, "area_out_of_range", "area_m2"),
        (
            "land_use_certificate",
            {"serial_number": "AA 12345678"},
            "serial_does_not_fit_date",
            "serial_number",
        ),
        ("citizen_id_card", {"expiry_date": "2025-05-06"}, "id_card_expired", "expiry_date"),
        ("citizen_id_card", {"expiry_date": "2020-05-06"}, "expiry_before_issue", "expiry_date"),
        ("citizen_id_card", {"issue_date": "1989-05-06"}, "issued_before_birth", "issue_date"),
        ("citizen_id_card", {"id_number": "123456789"}, "old_card_not_valid", "id_number"),
        ("birth_notice", {"weight_g": 32000}, "weight_out_of_range", "weight_g"),
    ],
)
def test_each_contradiction_is_found(doc_type: str, change: dict[str, Value], code: str, field: str) -> None:
    """One changed field brings the finding about it, at the field to look at."""
    assert codes(doc_type, PAPERS[doc_type] | change).get(code) == field


@pytest.mark.parametrize(
    ("doc_type", "change"),
    [
        ("birth_certificate", {"date_of_birth": "2019", "registration_date": "2019-01-02"}),
        ("birth_certificate", {"personal_id": "123456789"}),
        (
            "birth_certificate",
            {"father.full_name": None, "father.birth_year": None, "full_name": "HÀ THỊ LAN"},
        ),
        ("marriage_certificate", {"wife.date_of_birth": "1995", "wife.id_number": None}),
        ("marriage_certificate", {"husband.date_of_birth": "2000-05-01", "husband.id_number": None}),
        ("marital_status_confirmation", {"issue_date": "2026-05-21"}),
        ("land_use_certificate", {"issue_date": "2024-10-01", "serial_number": "AA 12345678"}),
        ("land_use_certificate", {"holder.birth_year": "không rõ", "issue_date": "abc"}),
        ("citizen_id_card", {"expiry_date": "Không thời hạn"}),
    ],
)
def test_what_is_possible_is_left_alone(doc_type: str, change: dict[str, Value]) -> None:
    """Partial dates, missing people and edge days get the benefit of the doubt."""
    assert codes(doc_type, PAPERS[doc_type] | change) == {}


def test_messages_speak_both_languages() -> None:
    """Every message is Vietnamese with English beside it."""
    values = BIRTH | {"sex": "male", "registration_date": "2018-01-01", "mother.birth_year": "2010"}
    fields = {key: FieldValue(value) for key, value in values.items()}
    findings = check("birth_certificate", fields, TODAY)
    assert len(findings) >= 3
    assert all(" / " in finding.message for finding in findings)


@pytest.mark.parametrize(
    ("value", "span"),
    [
        ("2019-03-05", Span(date(2019, 3, 5), date(2019, 3, 5))),
        ("2020-02", Span(date(2020, 2, 1), date(2020, 2, 29))),
        ("1990", Span(date(1990, 1, 1), date(1990, 12, 31))),
        ("2019-02-30", None),
        ("abc", None),
        ("99999999999999999999", None),
        ("", None),
    ],
)
def test_spans(value: str, span: Span | None) -> None:
    """A partial date spans all the days that it may mean."""
    assert span_of(value) == span


def test_personal_numbers_speak() -> None:
    """Sex and year come from the fourth to sixth digit, in every century."""
    births = [
        birth_of_number(number) for number in ("001090000111", "001195000111", "001205000111", "001319000111")
    ]
    assert [(birth.sex, birth.year) for birth in births if birth] == [
        ("male", 1990),
        ("female", 1995),
        ("male", 2005),
        ("female", 2019),
    ]
    assert birth_of_number("123456789") is None


def test_months_and_years_are_counted_as_on_paper() -> None:
    """Six months after 31 August end with February; a birthday completes the year."""
    assert months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert full_years(date(2000, 2, 29), date(2018, 2, 28)) == 17
    assert full_years(date(2000, 2, 29), date(2018, 3, 1)) == 18


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(sorted(load_catalogue().types)),
    st.dictionaries(
        st.sampled_from(sorted({key for paper in PAPERS.values() for key in paper})),
        st.one_of(st.text(max_size=14), st.none(), st.floats(), st.dates().map(str), st.integers()),
    ),
)
def test_no_record_is_an_error(doc_type: str, values: dict[str, Value]) -> None:
    """Strange values in any field are passed over, never an exception."""
    codes(doc_type, values)
