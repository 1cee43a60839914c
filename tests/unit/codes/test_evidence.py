"""What codes say, weighed against the print."""

from __future__ import annotations

import pytest

from hoso.pipeline.codes.evidence import heed, says
from hoso.pipeline.layout.rows import rows_of
from hoso.schemas.catalogue import CodeSpec, DocumentType, FieldSpec, load_catalogue
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Code, Page
from hoso.schemas.records import FieldValue, Finding
from tests.pages import page_of

CARD = load_catalogue().get("citizen_id_card")
QR = "001085012345|012345678|Nguyễn Văn An|15051985|Nam|Số 12, phường Láng Hạ, Hà Nội|01012021"
BOX = Box(0.8, 0.1, 0.95, 0.3)
ZONE = ("IDVNM1850123459001185012345<<0", "8505109F4505101VNM<<<<<<<<<<<2", "TRAN<<THI<MINH<HOA<<<<<<<<<<<<")


def page(text: str = QR, kind: str = "qr", lines: tuple[str, ...] = ()) -> Page:
    """A page with a code on it."""
    shown = page_of(lines)
    return Page(1, 1000, 600, 300, codes=(Code(kind, text, BOX),) if text else (), lines=shown.lines)


def weighed(
    shown: Page, doubts: tuple[Finding, ...] = (), **printed: FieldValue
) -> tuple[dict[str, FieldValue], list[tuple[str, str, str | None]]]:
    """The fields that have a value, and the findings, of a card with that print."""
    fields = {spec.key: printed.get(spec.key, FieldValue()) for spec in CARD.fields}
    heeded, findings = heed(CARD, [shown], rows_of([shown]), fields, doubts)
    known = {key: value for key, value in heeded.items() if value.value is not None}
    return known, [(finding.code, finding.severity, finding.field) for finding in findings]


def printed(value: str, status: str = "accepted") -> FieldValue:
    """A field as read in print."""
    confidence = 0.97 if status == "accepted" else 0.6
    return FieldValue(value, value, confidence, status, 1, Box(0.1, 0.5, 0.4, 0.6))  # type: ignore[arg-type]


def test_a_card_s_code_fills_the_fields() -> None:
    """The parts are known by their place; days and names take the form of the contract."""
    fields, findings = weighed(page())

    assert {
        "id_number": "001085012345", "full_name": "NGUYỄN VĂN AN", "date_of_birth": "1985-05-15",
        "sex": "male", "residence": "Số 12, phường Láng Hạ, Hà Nội", "issue_date": "2021-01-01",
    } == {key: value.value for key, value in fields.items()}  # fmt: skip
    assert {("qr", "accepted", 1, BOX)} == {(v.source, v.status, v.page, v.box) for v in fields.values()}
    assert findings == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "001085012345",
        "00108501234|x|A B|15051985|Nam|Hà Nội|01012021",
        QR.replace("|", ";"),
        "https://example.vn/|||||||",
    ],
)
def test_other_codes_say_nothing(text: str) -> None:
    """Only a code with the card's parts speaks of a card."""
    assert says(CARD, page(text)) == []


def test_more_parts_are_passed_over() -> None:
    """Newer cards have more parts; bar codes of other kinds are not the card's."""
    assert len(says(CARD, page(f"{QR}|NGUYỄN VĂN BA|||"))) == 6
    assert says(CARD, page(kind="datamatrix")) == []


def test_print_and_code_agree() -> None:
    """What both say is surer than either; the print's place is shown, and its doubts are settled."""
    doubt = Finding("name_unusual", "warning", "…", "full_name")
    fields, findings = weighed(page(), (doubt,), full_name=printed("NGUYỄN VĂN AN", "review"))

    name = fields["full_name"]
    assert (name.value, name.status, name.source, name.box) == (
        "NGUYỄN VĂN AN",
        "accepted",
        "qr",
        Box(0.1, 0.5, 0.4, 0.6),
    )
    assert name.confidence > 0.99
    assert findings == []


def test_a_misread_address_is_mended() -> None:
    """An address that differs by slips of recognition is the code's."""
    fields, findings = weighed(page(), residence=printed("Sö 12 phường Láng Ha, Ha Nội", "review"))

    assert fields["residence"].value == "Số 12, phường Láng Hạ, Hà Nội"
    assert findings == []


def test_a_code_s_address_is_resolved() -> None:
    """What the code's address stands for is told beside it, as for an address in print."""
    fields, _ = weighed(page())

    derived = fields["residence"].derived
    assert derived is not None
    assert derived["province"] == "Hà Nội"


def test_a_doubtful_print_gives_way() -> None:
    """Where the print was hard to read the code decides, and the difference is noted."""
    fields, findings = weighed(page(), id_number=printed("001085012845", "review"))

    assert (fields["id_number"].value, fields["id_number"].status) == ("001085012345", "accepted")
    assert findings == [("qr_print_mismatch", "info", "id_number")]


def test_a_sure_print_that_differs_needs_a_person() -> None:
    """The code still beats the print, but a clear print that says something else must be looked at."""
    fields, findings = weighed(page(), full_name=printed("LÊ VĂN BA"))

    assert (fields["full_name"].value, fields["full_name"].status) == ("NGUYỄN VĂN AN", "review")
    assert findings == [("qr_print_mismatch", "warning", "full_name")]


def test_a_doubtful_print_of_another_value_needs_a_person() -> None:
    """A print that was hard to read, but reads as another address altogether, is no slip of recognition."""
    fields, findings = weighed(page(), residence=printed("ấp Bình Hòa, An Phú Trung, Ba Tri", "review"))

    assert fields["residence"].status == "review"
    assert ("qr_print_mismatch", "warning", "residence") in findings


def test_the_zone_speaks_too() -> None:
    """Without a code the zone gives number, birth, sex and end, from its own place."""
    fields, findings = weighed(page("", lines=ZONE))

    assert {
        "id_number": "001185012345",
        "date_of_birth": "1985-05-10",
        "sex": "female",
        "expiry_date": "2045-05-10",
    } == {key: value.value for key, value in fields.items()}
    assert {("mrz", "accepted")} == {(value.source, value.status) for value in fields.values()}
    assert findings == []


def test_a_zone_of_another_person() -> None:
    """A zone whose number and name are not those in front: two cards, or a forged one."""
    _, findings = weighed(page(QR, lines=ZONE))

    assert ("mrz_print_mismatch", "warning", "id_number") in findings
    assert ("mrz_print_mismatch", "warning", "full_name") in findings


def test_a_mended_digit_proves_nothing_alone() -> None:
    """A day in which a digit was put right is looked at, unless the print says so too; print outvotes it."""
    slip = ("IDVNM1850123459001185012345<<0", "8505109F4305101VNM<<<<<<<<<<<2")

    alone, _ = weighed(page("", lines=slip))
    same, _ = weighed(page("", lines=slip), expiry_date=printed("2045-05-10", "review"))
    other, findings = weighed(page("", lines=slip), expiry_date=printed("2044-05-10"))

    assert (alone["expiry_date"].value, alone["expiry_date"].status) == ("2045-05-10", "review")
    assert same["expiry_date"].status == "accepted"
    assert (other["expiry_date"].value, other["expiry_date"].source) == ("2044-05-10", "ocr")
    assert findings == []


def test_codes_of_several_people() -> None:
    """Two cards on one page are one too many."""
    both = Page(
        1,
        1000,
        600,
        300,
        codes=(Code("qr", QR, BOX), Code("qr", QR.replace("001085012345", "001085099999"), BOX)),
    )

    _, findings = weighed(both)

    assert ("several_codes", "warning", "id_number") in findings


def test_patterns_find_a_value_anywhere() -> None:
    """A type may name a pattern in place of parts."""
    spec = FieldSpec("serial_number", "land_serial", "Số phát hành")
    code = CodeSpec(("qr",), patterns={"serial_number": r"\b([A-Z]{2} ?\d{8})\b"})
    kind = DocumentType("paper", "Giấy", "Paper", fields=(spec,), codes=(code,))

    (said,) = says(kind, page("0101234567890|AA 01234567|12"))

    assert (said.key, said.value, said.source) == ("serial_number", "AA 01234567", "qr")
