"""Places of whole papers: mended in their fields, and resolved by the paper's own date."""

from __future__ import annotations

import re

from hoso.pipeline.classify.doc_type import classify
from hoso.pipeline.extract.geography import tails_of, with_derived
from hoso.pipeline.extract.record import extract
from hoso.schemas.catalogue import FieldSpec, load_catalogue
from hoso.schemas.records import FieldValue, Finding
from tests.pages import Print, rows
from tests.papers import BIRTH_CERTIFICATE, MARITAL_STATUS

CATALOGUE = load_catalogue()
HOME = FieldSpec("hometown", "address", "Quê quán")
REGISTERED = FieldSpec("registration_date", "date", "Ngày đăng ký")


def _record(
    paper: tuple[str | Print, ...], old: str, new: str
) -> tuple[dict[str, FieldValue], list[Finding]]:
    lines = [re.sub(old, new, line) if isinstance(line, str) else line for line in paper]
    read = rows(*lines)
    verdict = classify(read, CATALOGUE)
    title = range(verdict.title.row, verdict.title.last_row + 1) if verdict.title else range(0)
    fields, findings = extract(read, verdict.kind, title)
    return dict(fields), list(findings)


def test_addresses_of_a_paper_say_what_they_stand_for() -> None:
    """Each address carries its units of then and now; other fields carry nothing."""
    fields, _ = _record(BIRTH_CERTIFICATE, "^$", "")
    assert fields["hometown"].derived == {
        "province": "Hải Dương",
        "district": "huyện Bình Giang",
        "commune": "xã Tân Hồng",
        "as_of": "2025-06-30",
        "current": {"province": "Hải Phòng", "commune": None},
    }
    assert fields["registration_place"].derived is not None
    assert fields["full_name"].derived is None


def test_misread_marks_are_mended_and_left_to_a_person() -> None:
    """The value has the listed name, the text what was read, and a remark says so."""
    fields, findings = _record(BIRTH_CERTIFICATE, "Quê quán:.*", "Quê quán: Tân Hồng, Bình Giạng, Hải Dương")
    assert fields["hometown"].value == "Tân Hồng, Bình Giang, Hải Dương"
    assert fields["hometown"].text == "Tân Hồng, Bình Giạng, Hải Dương"
    assert fields["hometown"].status == "review"
    remark = next(finding for finding in findings if finding.code == "place_suggestion")
    assert (remark.severity, remark.field) == ("info", "hometown")
    assert "“Giạng”" in remark.message
    assert "“Giang”" in remark.message


def test_two_units_with_no_mark_between_are_left_to_a_person() -> None:
    """A comma or dash that was not read is part of the value; where a word names the kind none is needed."""
    fields, findings = _record(BIRTH_CERTIFICATE, "Quê quán:.*", "Quê quán: Tân Hồng, Bình Giang Hải Dương")
    assert fields["hometown"].status == "review"
    remark = next(finding for finding in findings if finding.code == "address_mark_missing")
    assert "“Bình Giang”" in remark.message
    _, findings = _record(BIRTH_CERTIFICATE, "Quê quán:.*", "Quê quán: huyện Bình Giang tỉnh Hải Dương")
    assert "address_mark_missing" not in {finding.code for finding in findings}


def test_issuer_is_mended_by_the_papers_addresses() -> None:
    """The commune at the paper's head lies in the district of its addresses."""
    fields, _ = _record(MARITAL_STATUS, "XÃ TÂN HỒNG", "XÃ TÂN HỐNG")
    assert fields["issuer"].value == "ỦY BAN NHÂN DÂN XÃ TÂN HỒNG"


def test_tails_are_the_ends_of_sure_addresses() -> None:
    """From the district and from the province on; what has no province gives none."""
    address = "Thôn 2, xã Tân Hồng, huyện Bình Giang, tỉnh Hải Dương."
    assert tails_of([address, address, "Bệnh viện"]) == (
        "huyện Bình Giang, tỉnh Hải Dương",
        "tỉnh Hải Dương",
    )


def test_unsure_dates_tell_no_generation() -> None:
    """Only a sure date of the paper decides between a district of old and a commune of today."""
    home = FieldValue("Sóc Sơn, Hà Nội", "", 0.99, "accepted")
    dated = {"hometown": home, "registration_date": FieldValue("2015-01-01", "", 0.99, "accepted")}
    sure = with_derived(dated, (HOME, REGISTERED))["hometown"].derived
    assert sure is not None
    assert sure["district"] == "huyện Sóc Sơn"
    dated["registration_date"] = FieldValue("2015-01-01", "", 0.5, "review")
    assert with_derived(dated, (HOME, REGISTERED))["hometown"].derived is None


def test_unit_word_without_its_name_is_asked_about() -> None:
    """A number or name that OCR lost after its word leaves a gap that a person must fill."""
    cut = "Quê quán: xóm, xã Tân Hồng, huyện Bình Giang, tỉnh Hải Dương"
    fields, findings = _record(BIRTH_CERTIFICATE, "Quê quán:.*", cut)
    assert fields["hometown"].status == "review"
    remark = next(finding for finding in findings if finding.code == "address_incomplete")
    assert (remark.severity, remark.field) == ("warning", "hometown")
    assert "“xóm”" in remark.message
