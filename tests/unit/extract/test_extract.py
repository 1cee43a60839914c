"""Records read from whole papers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hoso.pipeline.classify.doc_type import classify
from hoso.pipeline.extract.joined import without_papers
from hoso.pipeline.extract.record import extract
from hoso.pipeline.extract.span import Span
from hoso.schemas.catalogue import load_catalogue
from hoso.schemas.records import FieldValue, Finding
from tests.pages import Print, motto, rows, title
from tests.papers import (
    BIRTH_CERTIFICATE,
    BIRTH_EXTRACT,
    LAND_CERTIFICATE,
    LAND_CHANGE,
    LAND_PARCEL,
    MARITAL_STATUS,
    MARRIAGE_CERTIFICATE,
    MARRIAGE_TABLE,
)

CATALOGUE = load_catalogue()
HAI_DUONG = "xã Tân Hồng, huyện Bình Giang, tỉnh Hải Dương"
HA_NOI = "phường Ngọc Khánh, quận Ba Đình, thành phố Hà Nội"
SPOUSES = {
    "registration_number": "12/2020",
    "registration_date": "2020-05-01",
    "wife.full_name": "LÊ THỊ MAI",
    "wife.date_of_birth": "1995-02-03",
    "wife.ethnicity": "Kinh",
    "wife.nationality": "Việt Nam",
    "wife.residence": HAI_DUONG,
    "wife.id_number": "001195000111",
    "husband.full_name": "PHẠM VĂN SƠN",
    "husband.date_of_birth": "1993-02-03",
    "husband.ethnicity": "Tày",
    "husband.nationality": "Việt Nam",
    "husband.residence": HA_NOI,
    "husband.id_number": "001093000111",
}


def record(*lines: str | Print, doc_type: str = "") -> tuple[dict[str, FieldValue], tuple[Finding, ...]]:
    """The fields of the paper as the type it is, or as another one."""
    paper = rows(*lines)
    verdict = classify(paper, CATALOGUE)
    kind = CATALOGUE.get(doc_type) if doc_type else verdict.kind
    shown = range(verdict.title.row, verdict.title.last_row + 1) if verdict.title else range(0)
    fields, findings = extract(paper, kind, shown)
    assert list(fields) == [spec.key for spec in kind.fields]
    return dict(fields), findings


def values(*lines: str | Print, doc_type: str = "") -> dict[str, object]:
    """The values of the fields that are on the paper."""
    fields, _ = record(*lines, doc_type=doc_type)
    return {key: field.value for key, field in fields.items() if field.value is not None}


def test_a_birth_certificate() -> None:
    """Every field of the child, its parents, the declarant and the registration is found."""
    assert {
        "registration_number": "123/2019",
        "full_name": "NGUYỄN THỊ LAN",
        "date_of_birth": "2019-03-05",
        "sex": "female",
        "ethnicity": "Kinh",
        "nationality": "Việt Nam",
        "place_of_birth": f"Bệnh viện Phụ sản Hà Nội, {HA_NOI}",
        "hometown": HAI_DUONG,
        "personal_id": "001319012345",
        "mother.full_name": "TRẦN THỊ HOA",
        "mother.birth_year": "1990",
        "mother.ethnicity": "Kinh",
        "mother.nationality": "Việt Nam",
        "mother.residence": HA_NOI,
        "father.full_name": "NGUYỄN VĂN NAM",
        "father.birth_year": "1988",
        "father.ethnicity": "Kinh",
        "father.nationality": "Việt Nam",
        "father.residence": HA_NOI,
        "declarant.full_name": "NGUYỄN VĂN NAM",
        "declarant.id_number": "001088000111",
        "registration_place": f"Ủy ban nhân dân {HA_NOI}",
        "registration_date": "2019-03-20",
        "signer": "Lê Văn Thành",
    } == values(*BIRTH_CERTIFICATE)


def test_a_birth_extract() -> None:
    """The copy's own number and date at its head are not those of the registration below."""
    found = values(*BIRTH_EXTRACT)

    assert ("45/TLKS-BS", "2026-09-01") == (found["extract_number"], found["issue_date"])
    assert ("123", "2019-03-20") == (found["registration_number"], found["registration_date"])


def test_a_marriage_in_two_columns() -> None:
    """The spouses side by side keep their own lines."""
    place = {"registration_place": "Ủy ban nhân dân xã Tân Hồng, huyện Bình Giang"}

    assert SPOUSES | place == values(*MARRIAGE_CERTIFICATE)


def test_a_table_with_a_column_per_person() -> None:
    """Labels on the left serve both spouses."""
    place = {"registration_place": f"Ủy ban nhân dân {HAI_DUONG}"}

    assert SPOUSES | place == values(*MARRIAGE_TABLE)


def test_a_marital_status_confirmation() -> None:
    """Number and office stand at the head, the person in the middle, the purpose in a sentence."""
    assert {
        "issue_number": "7/UBND-XNTTHN",
        "issue_date": "2026-09-01",
        "issuer": "ỦY BAN NHÂN DÂN XÃ TÂN HỒNG",
        "full_name": "ĐỖ VĂN TÚ",
        "date_of_birth": "1990-01-01",
        "sex": "male",
        "ethnicity": "Kinh",
        "nationality": "Việt Nam",
        "id_number": "001090000111",
        "residence": HAI_DUONG,
        "marital_status": "Chưa đăng ký kết hôn với ai",
        "purpose": "bổ túc hồ sơ vay vốn",
    } == values(*MARITAL_STATUS)


def test_a_land_certificate() -> None:
    """Holder, parcel, dates and office, among sections, list numbers and a serial of its own."""
    assert {
        "serial_number": "CĐ 123456",
        "register_number": "CS 05494",
        "holder.full_name": "VŨ VĂN BA",
        "holder.birth_year": "1970",
        "holder.id_number": "030070001234",
        "holder.address": HAI_DUONG,
        "parcel_number": "125",
        "map_sheet_number": "12",
        "parcel_address": HAI_DUONG,
        "area_m2": 120.5,
        "land_use_form": "Sử dụng riêng",
        "land_use_purpose": "Đất ở tại nông thôn",
        "land_use_term": "Lâu dài",
        "land_origin": "Công nhận QSDĐ như giao đất có thu tiền sử dụng đất",
        "issue_date": "2016-04-05",
        "issuing_authority": "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG TỈNH HẢI DƯƠNG",
    } == values(*LAND_CERTIFICATE, "", *LAND_PARCEL)


def test_a_land_change_form() -> None:
    """What is written in a sentence is found by the words that lead to it."""
    assert {
        "applicant.full_name": "VŨ VĂN BA",
        "applicant.id_number": "030070001234",
        "applicant.address": HAI_DUONG,
        "applicant.phone": "0912345678",
        "change_content": "Chuyển nhượng quyền sử dụng đất cho bà Lê Thị Mai theo hợp đồng đã công chứng",
        "certificate_serial": "CĐ 123456",
        "certificate_register_number": "CS 05494",
        "parcel_number": "125",
        "map_sheet_number": "12",
        "area_m2": 120.5,
    } == values(*LAND_CHANGE)


def test_every_value_has_its_evidence() -> None:
    """A value comes with what was read, its page and its place on it."""
    fields, _ = record(*BIRTH_CERTIFICATE)
    name = fields["full_name"]

    assert ("NGUYỄN THỊ LAN", 1, "ocr") == (name.text, name.page, name.source)
    assert name.box is not None
    assert 0.2 < name.box.left < name.box.right < 0.5
    assert all(field.box and field.page for field in fields.values() if field.value is not None)
    assert all(0 <= field.confidence < 1 for field in fields.values())


def test_a_date_is_repaired_by_its_words() -> None:
    """Figures that cannot be a date give way to the words beside them."""
    lines = list(BIRTH_CERTIFICATE)
    lines[6] = "Ngày, tháng, năm sinh: 05/13/2019"

    assert "2019-03-05" == values(*lines)["date_of_birth"]


def test_half_the_labels_cut_off() -> None:
    """What has lost its label is missing or as printed, never taken from elsewhere or made up."""
    whole, torn = values(*BIRTH_CERTIFICATE), []
    for line in BIRTH_CERTIFICATE[5:]:
        text = line if isinstance(line, str) else line.text
        torn.append(text[20:] if len(text) > 20 else "")
    fields, _ = record(*BIRTH_CERTIFICATE[:5], *torn, doc_type="birth_certificate")
    print_ = " ".join(torn)

    assert {"missing"} == {fields[key].status for key in ("sex", "hometown", "mother.residence")}
    for key, field in fields.items():
        if field.status == "accepted":
            assert field.value == whole[key]
        assert all(word in print_ or word == "123/2019" for word in field.text.split())


def test_an_empty_form() -> None:
    """Of a form that nobody filled in, nothing is read."""
    empty = [
        line.split(":")[0] + ":" if isinstance(line, str) and ":" in line else line
        for line in BIRTH_CERTIFICATE
        if isinstance(line, Print) or ":" in line
    ]

    assert {} == values(*empty)


@pytest.mark.parametrize("marker", ["-/-", "---", "/", "./."])
def test_a_field_that_the_paper_leaves_empty(marker: str) -> None:
    """A stroke in a field is its own evidence that nothing is there, and is kept as read."""
    lines = [
        f"Quê quán: {marker}" if isinstance(line, str) and line.startswith("Quê quán") else line
        for line in BIRTH_CERTIFICATE
    ]
    field = record(*lines)[0]["hometown"]

    assert (None, "missing") == (field.value, field.status)


def test_badly_read_print_is_not_guessed() -> None:
    """What the engine hardly saw and nothing sensible can be made of is illegible, and has no value."""
    lines = [
        Print("Giới tính: Xkqp", confidence=0.2)
        if isinstance(line, str) and line.startswith("Giới")
        else line
        for line in BIRTH_CERTIFICATE
    ]
    field = record(*lines)[0]["sex"]

    assert (None, "illegible") == (field.value, field.status)


def test_doubts_name_their_field() -> None:
    """A remark about a value says which field it is about."""
    _, findings = record(*MARRIAGE_CERTIFICATE)

    assert [("address_without_province", "registration_place")] == [(f.code, f.field) for f in findings]


def test_a_date_whose_words_are_left_out() -> None:
    """The label for the date in words may have nothing behind it."""
    found = values(
        *motto(),
        title("GIẤY KHAI SINH"),
        "Ngày, tháng, năm sinh: 05/03/2019",
        "Ghi bằng chữ:",
        doc_type="birth_certificate",
    )

    assert {"date_of_birth": "2019-03-05"} == found


def test_a_number_broken_between_lines() -> None:
    """A value of one line is completed from the next where only both together make sense."""
    cut = "Số vào sổ cấp GCN: CS"
    land = (*LAND_CERTIFICATE, "", *LAND_PARCEL[:-1], cut)

    assert "CS 05494" == values(*land, "05494")["register_number"]
    for below in ((), ("Ghi chú: 05494",), ("xin xem trang sau",)):
        assert "CS 05494" != values(*land, *below).get("register_number")


def test_nothing_on_the_paper() -> None:
    """A paper without words has a record in which every field is missing."""
    fields, findings = extract((), CATALOGUE.get("birth_certificate"), range(0))

    assert {"missing"} == {field.status for field in fields.values()}
    assert () == findings


def test_the_second_label_serves_where_the_first_is_empty() -> None:
    """A person without a personal number has the number of the paper on the next line."""
    lines = (
        title("TRÍCH LỤC KHAI TỬ"), "Họ, chữ đệm, tên: LÊ VĂN BA", "Số định danh cá nhân: -/-",
        "Giấy tờ tùy thân: CMND số 012345678", "Đã chết vào lúc: ngày 05/03/2024", "Nơi chết: tại nhà",
    )  # fmt: skip

    assert "012345678" == values(*lines, doc_type="death_extract")["id_number"]
    assert (
        "001050000111"
        == values(*lines[:2], "Số định danh cá nhân: 001050000111", *lines[3:], doc_type="death_extract")[
            "id_number"
        ]
    )


def test_what_stands_in_for_a_label_is_looked_at() -> None:
    """The date at the head of an old paper is its registration, as far as nobody says otherwise."""
    head = "Số: 12                     Tân Hồng, ngày 05 tháng 3 năm 2008"
    lines = (head, title("GIẤY CHỨNG TỬ"), "Họ và tên: LÊ VĂN BA", "Đã chết vào lúc: 05/03/2008")
    fields, _ = record(*lines, doc_type="death_extract")

    assert ("2008-03-05", "review") == (fields["registration_date"].value, fields["registration_date"].status)


def test_the_last_number_is_that_of_the_register() -> None:
    """A copy bears a number of its own at its head; the registration's stands below it."""
    kind = CATALOGUE.get("parent_child_extract")
    own, lines = "Số: 93/TLCMC-BS", ("Họ, chữ đệm, tên: LÊ VĂN NAM", "Số: 18/2015, ngày 17 tháng 5 năm 2015")

    copy, _ = extract(rows(own, "", *lines), kind, range(0))
    original, _ = extract(rows(own, "", lines[0]), kind, range(0))

    assert ("18/2015", "2015-05-17") == (copy["registration_number"].value, copy["registration_date"].value)
    assert "93/TLCMC-BS" == original["registration_number"].value


def test_an_empty_number_is_not_taken_from_the_next_line() -> None:
    """Marks that say that nothing stands there end the search for a number."""
    kind = CATALOGUE.get("copy_request_form")
    fields, _ = extract(rows("Số: ---     Quyển số:", "01/2010"), kind, range(0))

    assert "missing" == fields["registration_number"].status


def test_a_label_far_below_does_not_repeat_the_first() -> None:
    """The heading of a table of other people names nobody for the field that was left open above it."""
    kind = CATALOGUE.get("residence_confirmation")
    table = "TT     Họ, chữ đệm và tên     Quan hệ"
    lines = "Họ, chữ đệm và tên: -/-", *[""] * 9, table, "1      LÊ VĂN NAM             Con"
    fields, _ = extract(rows(*lines), kind, range(0))

    assert "missing" == fields["full_name"].status


def test_a_value_at_the_end_of_a_line_goes_on_below() -> None:
    """A gap before the last word of a line is a line to write on, no column of values."""
    kind = CATALOGUE.get("copy_request_form")
    label = "Quan hệ với người được cấp bản sao Trích lục hộ tịch:"
    fields, _ = extract(rows(f"{label}{' ' * 17}Người", "được ủy quyền"), kind, range(0))

    assert "Người được ủy quyền" == fields["declarant.relationship"].value


def test_values_under_numbered_labels_side_by_side() -> None:
    """The number of the next label is no value of the one before it."""
    kind = CATALOGUE.get("residence_confirmation")
    lines = "2. Ngày, tháng, năm sinh:          3. Giới tính:", "16/06/1961                         Nữ"
    fields, _ = extract(rows(*lines), kind, range(0))

    assert "1961-06-16" == fields["date_of_birth"].value


@pytest.mark.parametrize("fill", ["", " ................................", " ………………………"])
def test_an_empty_form_has_no_values(fill: str) -> None:
    """What nobody has filled in is missing: no label, pledge or signature below is taken for it."""
    labels = (
        "Họ, chữ đệm, tên người yêu cầu:", "Nơi cư trú:", "Giấy tờ tùy thân:", "Quan hệ với người đã chết:",
    )  # fmt: skip
    dead = (
        "Họ, chữ đệm, tên:", "Ngày, tháng, năm sinh:", "Nơi cư trú cuối cùng:", "Giấy tờ tùy thân:",
        "Đã chết vào lúc:", "Nơi chết:", "Nguyên nhân chết:", "Số giấy báo tử/Giấy tờ thay thế Giấy báo tử:",
    )  # fmt: skip
    lines: tuple[str | Print, ...] = (
        *motto(),
        title("TỜ KHAI ĐĂNG KÝ KHAI TỬ"),
        *(label + fill for label in labels),
        "Đề nghị cơ quan đăng ký khai tử cho người có tên dưới đây:",
        *(label + fill for label in dead),
        "Tôi cam đoan những nội dung khai trên đây là đúng sự thật.",
        "                         Làm tại: ..........., ngày ..... tháng ..... năm .......",
        "                                     Người yêu cầu",
        "                            (Ký, ghi rõ họ, chữ đệm, tên)",
    )
    fields, _ = record(*lines)

    assert {"missing"} == {field.status for field in fields.values()}
    assert "death_registration_form" == classify(rows(*lines), CATALOGUE).kind.doc_type


def test_a_nationality_ends_where_the_list_s_name_ends() -> None:
    """Words gathered with a name of a list are left out, and so is a label inside the value."""
    kind = CATALOGUE.get("birth_certificate")
    fields, _ = extract(
        rows("Dân tộc: Dân tộc Thái     Quốc tịch: Việt Nam huyện Trùng Khánh"), kind, range(0)
    )

    assert ("Thái", "Việt Nam") == (fields["ethnicity"].value, fields["nationality"].value)


@pytest.mark.parametrize("label", ["a) Tên2):", "a) TênG):", "a) Tên(2):", "1.1. Tên .."])
def test_a_label_with_a_misread_note_mark(label: str) -> None:
    """The small raised number of a note does not hide the label, nor do the dots to write on."""
    kind = CATALOGUE.get("land_change_registration")
    fields, _ = extract(rows(f"{label} Triệu Thị Mỹ Yến"), kind, range(0))

    assert "Triệu Thị Mỹ Yến" == fields["applicant.full_name"].value


def test_an_area_is_no_number_of_the_sentence_around_the_word() -> None:
    """`Giảm diện tích thửa đất …, thửa đất số 783` has no area; the heading below has one."""
    kind = CATALOGUE.get("land_change_registration")
    lines = (
        "Nội dung biến động: Giảm diện tích thửa đất do hiến đất làm đường giao thông, thửa",
        "đất số 783, tờ bản đồ số 50", "Thông tin về thửa đất:", "Diện tích: 32,8 m²",
    )  # fmt: skip
    fields, _ = extract(rows(*lines), kind, range(0))

    assert 32.8 == fields["area_m2"].value


def test_a_number_and_a_date_on_dotted_lines() -> None:
    """Short labels without colons on one line to write on: the number, then the day."""
    kind = CATALOGUE.get("birth_extract")
    lines = (
        "Số: 93/TLKS-BS",
        "Họ, chữ đệm, tên: LÊ VĂN NAM",
        "Số ..181/2026 ngày ...... ngày 20 tháng 7 năm 2026",
    )
    fields, _ = extract(rows(*lines), kind, range(0))

    found = fields["registration_number"].value, fields["registration_date"].value
    assert ("181/2026", "2026-07-20") == found


def test_a_register_number_like_a_date_is_shown() -> None:
    """`31/7/2022` for `317/2022` is no number of a register: a person sees it."""
    fields, _ = extract(rows("Số đăng ký: 31/7/2022"), CATALOGUE.get("birth_certificate"), range(0))

    assert fields["registration_number"].status != "accepted"


def test_a_sentence_goes_on_with_a_small_letter_and_ends_at_the_signature() -> None:
    """A line that begins small belongs to the sentence before, however short that was; `TM.` ends it."""
    kind = CATALOGUE.get("marital_status_confirmation")
    lines = (
        "Giấy này được sử dụng để: Đăng ký kết hôn với ông LÊ VĂN NAM, tại Ủy ban",
        "nhân dân xã Tân Hồng, huyện Bình Giang, tỉnh Hải Dương, trong tháng 6 năm 2020.",
        "TM. UBND XÃ TÂN HỒNG",
    )
    fields, _ = extract(rows(*lines), kind, range(0))

    assert str(fields["purpose"].value).endswith(
        "tại Ủy ban nhân dân xã Tân Hồng, huyện Bình Giang, tỉnh Hải Dương, trong tháng 6 năm 2020"
    )


def test_the_heading_over_a_holder_names_nobody() -> None:
    """`I. Tên người sử dụng đất` over `Ông: …` is a heading; the one named below is the first holder."""
    kind = CATALOGUE.get("land_use_certificate")
    lines = "I. Tên người sử dụng đất", "Ông: LÊ VĂN PHONG        Năm sinh: 1948", "Giấy CMND số: 288500165"
    fields, _ = extract(rows(*lines), kind, range(0))

    assert ("LÊ VĂN PHONG", "1948") == (fields["holder.full_name"].value, fields["holder.birth_year"].value)
    assert "missing" == fields["holder_2.full_name"].status


def test_parcel_and_sheet_in_one_cell() -> None:
    """`412-1 / 80` under one label is parcel and sheet, and a person sees both."""
    lines = "Điều 1. Đối tượng của hợp đồng", "Thửa đất số / Tờ bản đồ số           412-1 / 80"
    fields, _ = extract(rows(*lines), CATALOGUE.get("land_gift_contract"), range(0))

    parcel, sheet = fields["parcel_number"], fields["map_sheet_number"]
    assert ("412-1", "80") == (parcel.value, sheet.value)
    assert "review" == parcel.status == sheet.status


def test_heirs_in_a_numbered_list() -> None:
    """Heirs whom a sentence announces and a list names; what the sentence below says of them is no name."""
    kind = CATALOGUE.get("inheritance_agreement")
    lines = (
        "chúng tôi gồm có những người thừa kế theo pháp luật của cụ BÙI NGỌC TIÊN như sau:",
        "1. Ông BÙI TRỌNG NAM, sinh năm 1981, là con của người để lại di sản.",
        "2. Bà BÙI NHƯ VY, sinh năm 1969, là con của người để lại di sản.",
        "II. DI SẢN THỪA KẾ",
        "Thửa đất số: 54, tờ bản đồ số: 3",
        "Những người thừa kế còn lại tự nguyện tặng cho phần di sản mà mình được hưởng.",
        "Số chứng thực: 8237, quyển số 01/2025-SCT/HĐ,GD",
    )
    fields, _ = extract(rows(*lines), kind, range(0))

    assert "BÙI TRỌNG NAM; BÙI NHƯ VY" == fields["heirs"].value
    assert fields["heirs"].status != "accepted"
    assert "8237" == fields["notarisation_number"].value


def test_values_end_at_the_next_item() -> None:
    """An item of the form that nobody knows is no part of the value before it."""
    kind = CATALOGUE.get("land_registration_application")
    lines = (
        "e) Nguồn gốc sử dụng đất: Đất do ông cha để lại, sử dụng ổn định từ năm 1971",
        "g) Việc khác của người khác đối với thửa đất này: không",
    )
    fields, _ = extract(rows(*lines), kind, range(0))

    assert "Đất do ông cha để lại, sử dụng ổn định từ năm 1971" == fields["land_origin"].value


@pytest.mark.parametrize(("of", "shown"), [("KHAI SINH", False), ("KHAI TỬ", True)])
def test_who_declared_a_death_is_shown(of: str, shown: bool) -> None:
    """The register names the one, but the extract of a death has no such field."""
    who = f"Họ, chữ đệm, tên người đi {of.lower()}: NGÔ THỊ TƯ"
    fields, findings = record(title(f"SỔ ĐĂNG KÝ {of}"), "Quyển số: 01", "Họ, chữ đệm, tên: LÊ VĂN NAM", who,
                              doc_type="ledger_page")  # fmt: skip

    assert "NGÔ THỊ TƯ" == fields["declarant.full_name"].value
    assert shown == (("not_in_the_extract", "declarant.full_name") in {(f.code, f.field) for f in findings})
    assert not shown or "accepted" != fields["declarant.full_name"].status


def test_a_sentence_that_sounds_like_a_label() -> None:
    """`… đã tử vong:` leads to the dead person; when it was, `Tử vong lúc:` says."""
    found = values(
        title("GIẤY BÁO TỬ"), "Bệnh viện thông báo người có tên dưới đây đã tử vong:",
        "Họ và tên người chết: NGUYỄN THỊ THƠ", "Tử vong lúc: 09 giờ 29 phút, ngày 18 tháng 02 năm 2026",
    )  # fmt: skip

    assert ("NGUYỄN THỊ THƠ", "2026-02-18") == (found["full_name"], found["death_date"])


def test_a_heading_that_sounds_like_a_label() -> None:
    """`I. NGƯỜI ĐƯỢC KHAI SINH` is not who declared the birth."""
    found = values(
        title("GIẤY KHAI SINH"), "I. NGƯỜI ĐƯỢC KHAI SINH", "Họ và tên            VÕ QUANG NAM",
        "IV. ĐĂNG KÝ", "Người đi khai sinh            Y Nghĩa",
    )  # fmt: skip

    assert ("VÕ QUANG NAM", "Y Nghĩa") == (found["full_name"], found["declarant.full_name"])


def test_what_a_change_was_made_in_is_not_the_change() -> None:
    """`Trong Giấy khai sinh số …` on a line of its own is a sentence of its own."""
    lines = (
        "Nội dung cải chính: Cải chính phần ghi về dân tộc từ Kinh thành Thái",
        "Trong Giấy khai sinh số 199, quyển số 01/2002 do UBND xã Tích Thiện đăng ký ngày",
        "28/03/2003.",
    )
    found = values(title("TRÍCH LỤC CẢI CHÍNH HỘ TỊCH"), *lines)

    assert "Cải chính phần ghi về dân tộc từ Kinh thành Thái" == found["change_content"]


def test_a_sex_before_a_semicolon_is_no_label() -> None:
    """`Nam;` is a value, though `Năm:` is a label; behind a figure `Năm:` is one."""
    kind = CATALOGUE.get("ledger_page")
    lines = "Quyển số: 01 Năm: 2021", "Họ, chữ đệm, tên: LÊ VĂN NAM", "Giới tính: Nam; Dân tộc: Kinh"
    fields, _ = extract(rows(*lines), kind, range(0))

    found = [fields[key].value for key in ("book_number", "book_year", "sex", "ethnicity")]
    assert ["01", "2021", "male", "Kinh"] == found


def test_an_address_goes_on_under_its_label_where_the_dots_were_cleaned_away() -> None:
    """Behind a gap the first line of a value looks like a column; a comma at its end says that it goes on."""
    kind = CATALOGUE.get("birth_certificate")
    first = "Nơi sinh:       Số nhà 134/40 đường Xô Viết Nghệ Tĩnh, khu phố 4, phường Đồng Tâm,"
    whole, _ = extract(rows(first, "thị trấn Hậu Nghĩa, tỉnh Long An"), kind, range(0))
    alone, _ = extract(rows(first, "", "", "", "Ghi chú:"), kind, range(0))

    assert str(whole["place_of_birth"].value).endswith("thị trấn Hậu Nghĩa, tỉnh Long An")
    assert "accepted" != alone["place_of_birth"].status


def test_the_holder_of_a_red_book() -> None:
    """`Chủ sử dụng đất` names the holder, whose name ends before what it is given."""
    read = values(
        "Chủ sử dụng đất: Hộ ông Hồ Trọng Nam",
        "Nơi thường trú: xã Bắc Sơn, huyện Trảng Bom, tỉnh Đồng Nai",
        "",
        "",
        "CHỨNG NHẬN",
        "Hộ ông Hồ Trọng Nam được quyền sử dụng: 598 m² đất",
        doc_type="land_use_certificate",
    )

    assert ("Hồ Trọng Nam", "xã Bắc Sơn, huyện Trảng Bom, tỉnh Đồng Nai") == (
        read["holder.full_name"],
        read["holder.address"],
    )
    again = values("Hộ ông Hồ Trọng Nam được quyền sử dụng: 598 m² đất", doc_type="land_use_certificate")
    assert "Hồ Trọng Nam" == again["holder.full_name"]


def test_a_certified_copy_tells_nothing_of_the_entry() -> None:
    """The stamp of who certifies the copy has a number and a day of its own."""
    read = values(
        *motto(),
        title("TRÍCH LỤC KẾT HÔN"),
        "Họ, chữ đệm, tên vợ: LÊ THỊ MAI",
        "Đăng ký kết hôn tại: Ủy ban nhân dân xã Tân Hồng, tỉnh Hải Dương",
        "Số: 199/2019 , ngày 05/09/2019",
        *[""] * 16,
        "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH",
        "Số chứng thực: 2874 Quyển số: 03/2024",
        "  Ngày: 19-05-2024",
    )

    assert ("199/2019", "2019-09-05") == (read["registration_number"], read["registration_date"])


def test_the_number_of_a_copy_is_not_the_entry_s() -> None:
    """`Số: 358/BS` at the head of a copy; the number of the entry stands with its office and day."""
    read = values(
        *motto(),
        "Số: 358/BS          Vũ Lễ, ngày 09 tháng 01 năm 2025",
        title("GIẤY KHAI SINH"),
        Print("(BẢN SAO)", centred=True),
        "Họ, chữ đệm, tên: LƯU KIM LỆ",
        "Đăng ký khai sinh tại: Ủy ban nhân dân xã Vũ Lễ, tỉnh Thái Bình",
        "Số: 146/2023, ngày 18/08/2023",
    )

    assert ("146/2023", "2023-08-18") == (read["registration_number"], read["registration_date"])


def test_the_heading_of_a_signing_block_is_no_label() -> None:
    """`NGƯỜI KÝ GIẤY XÁC NHẬN` / `TÌNH TRẠNG HÔN NHÂN` over the signature; the day is that of the head."""
    read = values(
        "ỦY BAN NHÂN DÂN PHƯỜNG 17",
        *motto(),
        "Số: 254/XNTTHN          17, ngày 21 tháng 7 năm 2021",
        title("GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"),
        "Xét Tờ khai ngày 19/07/2021 của ông HOÀNG QUỲNH LIÊN,",
        "Họ, chữ đệm, tên: HOÀNG QUỲNH LIÊN",
        "Tình trạng hôn nhân: Chưa đăng ký kết hôn với ai",
        "                         NGƯỜI KÝ GIẤY XÁC NHẬN",
        "                          TÌNH TRẠNG HÔN NHÂN",
        "           (Ký, ghi rõ họ, chữ đệm, tên, chức vụ và đóng dấu)",
    )

    assert "Chưa đăng ký kết hôn với ai" == read["marital_status"]
    assert "2021-07-21" == read["issue_date"]


def test_an_address_goes_on_in_its_own_column() -> None:
    """Beside another whose second line stands in the same row, and with room left on its own line."""
    lines = (
        "Số: 42         Ngày, tháng, năm đăng ký: 27/08/2019                   Ghi chú",
        "Họ, chữ đệm, tên vợ: LÊ THỊ MAI    Họ, chữ đệm, tên chồng: TẠ PHÚ",
        "Nơi cư trú: xã Tân Hồng, Bình,     Nơi cư trú: xã Lương Quới,",
        "tỉnh Hải Dương                     tỉnh Bến Tre",
    )
    read = values(*lines, doc_type="ledger_page")

    assert "xã Tân Hồng, Bình, tỉnh Hải Dương" == read["wife.residence"]
    assert "xã Lương Quới, tỉnh Bến Tre" == read["husband.residence"]


def test_a_person_under_a_heading_that_nobody_knows_is_shown() -> None:
    """Where several people have the same labels the heading alone tells whose they are."""
    declared = ("Họ, chữ đệm, tên: LÊ HOÀNG LUÂN", "Quan hệ với người được khai sinh: Cha")
    head = (*motto(), title("TỜ KHAI ĐĂNG KÝ KHAI SINH"))
    status = {
        mark: record(*head, f"{mark} Thông tin của ai đó", *declared)[0]["full_name"] for mark in ("I.", "")
    }

    assert ("LÊ HOÀNG LUÂN", "review") == (status["I."].value, status["I."].status)
    assert "accepted" == status[""].status


@pytest.mark.parametrize(
    ("declarant", "child"),
    [
        ("yêu cầu đăng ký khai sinh", "được đăng ký khai sinh"),
        ("yêu cầu", "được khai sinh"),
    ],
)
def test_the_sections_of_an_electronic_form(declarant: str, child: str) -> None:
    """Headings with Roman numbers part the people of a form, however long they are."""
    read = values(
        *motto(),
        title("TỜ KHAI ĐĂNG KÝ KHAI SINH"),
        f"I. Thông tin về người {declarant}",
        "Họ, chữ đệm, tên: LÊ HOÀNG LUÂN",
        "Ngày, tháng, năm sinh: 01/02/1999",
        "Quan hệ với người được khai sinh: Cha",
        f"II. Thông tin về người {child}",
        "Họ, chữ đệm, tên: LÊ VIỆT NHẬT",
        "Ngày, tháng, năm sinh: 04/04/2026",
    )

    assert ("LÊ HOÀNG LUÂN", "LÊ VIỆT NHẬT") == (read["declarant.full_name"], read["full_name"])
    assert "2026-04-04" == read["date_of_birth"]


def test_a_sentence_goes_on_under_its_label_in_small_letters() -> None:
    """So does an open bracket, or a line that is full and goes on with a small letter."""
    kind = CATALOGUE.get("marital_status_confirmation")
    line = "Tình trạng hôn nhân:      Hiện tại đang có chồng là ông NGÔ THẾ TUẤN (Giấy"
    fields, _ = extract(rows(line, "chứng nhận kết hôn số 23, ngày 02/10/2009)"), kind, range(0))

    assert str(fields["marital_status"].value).endswith("(Giấy chứng nhận kết hôn số 23, ngày 02/10/2009)")


def test_sections_of_a_form_without_colons() -> None:
    """`I. NGƯỜI YÊU CẦU`, `II. NGƯỜI ĐÃ CHẾT`: the same labels in a box name two people."""
    kind = CATALOGUE.get("death_registration_form")
    lines = (
        "I. NGƯỜI YÊU CẦU",
        "Họ, chữ đệm, tên              NGUYỄN ANH CHIẾN",
        "Giấy tờ tùy thân              Căn cước số 038071160827",
        "II. NGƯỜI ĐÃ CHẾT",
        "Họ, chữ đệm, tên              TRẦN TUẤN HUY",
        "Giấy tờ tùy thân              Căn cước số 038061418552",
    )
    fields, _ = extract(rows(*lines), kind, range(0))

    found = [
        fields[key].value for key in ("declarant.full_name", "declarant.id_number", "full_name", "id_number")
    ]
    assert ["NGUYỄN ANH CHIẾN", "038071160827", "TRẦN TUẤN HUY", "038061418552"] == found


def test_a_house_number_in_a_cell_is_no_number_of_a_register() -> None:
    """`Nơi cư trú:   Số 393, ấp Yên Lạc`: `Số` belongs to the value."""
    kind = CATALOGUE.get("birth_extract")
    fields, _ = extract(
        rows("Họ, chữ đệm, tên người mẹ:   HÀ THU", "Nơi cư trú:        Số 393, ấp Yên Lạc"), kind, range(0)
    )

    assert "Số 393, ấp Yên Lạc" == fields["mother.residence"].value
    assert "missing" == fields["registration_number"].status


def test_the_number_of_an_extract_is_not_taken_for_the_entry_s() -> None:
    """Where only the extract's own number is there, a person decides."""
    fields, findings = extract(rows("Số: 65/TLTĐ-BS"), CATALOGUE.get("civil_status_change_extract"), range(0))

    assert ("65/TLTĐ-BS", "review") == (
        fields["registration_number"].value,
        fields["registration_number"].status,
    )
    assert "number_of_the_extract" in {finding.code for finding in findings}


def test_a_group_that_names_its_person() -> None:
    """`Người cha: VŨ CÔNG NAM, sinh ngày …` opens the father's fields and is the first of them."""
    kind = CATALOGUE.get("parent_child_extract")
    lines = (
        "Người cha: VŨ CÔNG NAM, sinh ngày 31/03/1986, Căn cước công dân số 089086670847",
        "Người con: VŨ TUẤN TRỌNG, sinh ngày 17/05/2008",
        "Số: 7/2024          Ngày đăng ký: 17/10/2024",
    )
    fields, _ = extract(rows(*lines), kind, range(0))

    found = [
        fields[f"{who}.{what}"].value
        for who in ("parent", "child")
        for what in ("full_name", "date_of_birth")
    ]
    assert ["VŨ CÔNG NAM", "1986-03-31", "VŨ TUẤN TRỌNG", "2008-05-17"] == found


@pytest.mark.parametrize("mark", ["()", "?'", "°'", "®", "9)/", "(2)"])
def test_what_is_left_of_a_note_mark_is_no_value(mark: str) -> None:
    """`(2)` raised and read as `()` or `?'` does not begin the value."""
    fields, _ = extract(
        rows(f"Nơi sinh: {mark} Bệnh viện Đa khoa tỉnh Đồng Nai"),
        CATALOGUE.get("birth_certificate"),
        range(0),
    )

    assert "Bệnh viện Đa khoa tỉnh Đồng Nai" == fields["place_of_birth"].value


@pytest.mark.parametrize("mark", ["Số: 48/TLCMC-BS", "(BẢN SAO)"])
def test_the_day_of_a_copy_may_not_be_that_of_the_entry(mark: str) -> None:
    """An extract bears the day of the entry; a copy of it bears its own, which a person looks at."""
    lines = (
        "Loan Mỹ, ngày 02 tháng 8 năm 2022",
        title("TRÍCH LỤC ĐĂNG KÝ NHẬN CHA, MẸ, CON"),
        "Họ tên cha: LÊ AN",
    )
    entry, _ = record("Số: 48/TLCMC", *lines, doc_type="parent_child_extract")
    copy, findings = record(mark, *lines, doc_type="parent_child_extract")

    assert entry["registration_date"].value == copy["registration_date"].value == "2022-08-02"
    assert copy["registration_date"].status == "review"
    assert "date_of_the_copy" in {finding.code for finding in findings}


def test_an_address_ends_before_an_identity_paper() -> None:
    """Where rows stand unevenly the next value runs into the address: it is the number that is missing."""
    lines = (
        "Họ, chữ đệm, tên vợ: TRẦN NHƯ HƯƠNG",
        "Nơi cư trú: thôn Đoài - xã Diên Phước - tỉnh Khánh Hòa và nhiều chữ cho đầy dòng",
        "            Thẻ căn cước số 056300773730 do Cục Cảnh sát cấp",
    )
    found = [
        (spec, Span(rows(*lines[1:])[0].tokens[3:] + rows(*lines[1:])[1].tokens, 1), 1.0)
        if spec.key == "wife.residence"
        else (spec, None, 0.0)
        for spec in CATALOGUE.get("marriage_certificate").fields
    ]
    parts = {spec.key: span.text for spec, span, _ in without_papers(found) if span}

    assert parts["wife.residence"].endswith("đầy dòng")
    assert parts["wife.id_number"].startswith("Thẻ căn cước số 056300773730")
    assert set(parts) == {"wife.residence", "wife.id_number"}


@pytest.mark.parametrize(
    ("place", "doubted"),
    [
        ("Kiều, thành phố Cần Thơ", True),
        ("Cần Thơ", True),
        ("Ủy ban nhân dân phường An Khánh, quận Ninh Kiều, thành phố Cần Thơ", False),
        ("UBND phường An Khánh, quận Ninh Kiều, thành phố Cần Thơ", False),
    ],
)
def test_a_place_of_registration_names_an_office(place: str, doubted: bool) -> None:
    """The end of a value whose first line was lost names a province and nobody who could have registered."""
    lines = ("Họ, chữ đệm, tên vợ: TRẦN NHƯ HƯƠNG", f"Nơi đăng ký kết hôn: {place}")
    fields, findings = extract(rows(*lines), CATALOGUE.get("marriage_certificate"), range(0))

    assert fields["registration_place"].value == place
    assert ("office_incomplete" in {finding.code for finding in findings}) == doubted


def test_three_fields_under_labels_in_one() -> None:
    """`Giới tính / Dân tộc / Quốc tịch` beside `Nữ / Kinh / Việt Nam`, each its own part."""
    found = values(
        "Họ, chữ đệm, tên                    LÊ THỊ MAI",
        "Giới tính / Dân tộc / Quốc tịch     Nữ / Kinh / Việt Nam",
        doc_type="birth_extract",
    )

    assert ("female", "Kinh", "Việt Nam") == (found["sex"], found["ethnicity"], found["nationality"])


def test_a_heading_with_a_value_behind_its_colon_is_a_label() -> None:
    """`Nội dung đề nghị` heads a part of one form and leads to the new wording on another."""
    found = values(
        "Đề nghị cơ quan đăng ký việc: Thay đổi chữ đệm",
        "Họ, chữ đệm, tên: HOÀNG ĐỨC QUỐC",
        "Nội dung đã đăng ký:       Y Sa Ly Niê",
        "Nội dung đề nghị:          Y Sa Li Ni Niê",
        doc_type="civil_status_change_form",
    )

    assert ("Y Sa Ly Niê", "Y Sa Li Ni Niê") == (found["change_from"], found["change_to"])


def test_who_signed_an_entry_of_a_register_is_shown() -> None:
    """Under `Người ký …` in the last column: nobody has told that it is the signer, so a person looks."""
    fields, _ = record(
        "SỔ ĐĂNG KÝ KẾT HÔN", "Số: 26      Ngày, tháng, năm đăng ký: 21/04/2020",
        "Người thực hiện          Người ký Giấy chứng nhận kết hôn",
        "", "Phạm Quang Đẩu                    Đặng Công Nhẫn",
        doc_type="ledger_page",
    )  # fmt: skip

    assert ("Đặng Công Nhẫn", "review") == (fields["signer"].value, fields["signer"].status)


def test_a_couple_under_headings_that_nobody_knows_is_shown() -> None:
    """Papers name either of the two first: the order of the same labels tells nothing."""
    couple = ("Họ và tên: PHẠM ANH HIẾU", "Dân tộc: Kinh", "Họ và tên: HÀ BÍCH NHUNG", "Dân tộc: Thái")
    head = (*motto(), title("TỜ KHAI ĐĂNG KÝ KẾT HÔN"))
    unknown, findings = record(*head, "Một người", *couple[:2], "Người kia", *couple[2:])
    known = values(*head, "Người khai (bên nam)", *couple[:2], "Người khai (bên nữ)", *couple[2:])

    assert {"review"} == {
        unknown[f"{who}.{what}"].status for who in ("wife", "husband") for what in ("full_name", "ethnicity")
    }
    assert "person_unclear" in {finding.code for finding in findings}
    assert ("PHẠM ANH HIẾU", "HÀ BÍCH NHUNG") == (known["husband.full_name"], known["wife.full_name"])


def test_people_of_a_form_under_numbered_headings() -> None:
    """`1. Người yêu cầu: …` names who asks; `2. Người được …` opens the other's lines, known or not."""
    head: tuple[str | Print, ...] = (
        *motto(),
        title("TỜ KHAI CẤP GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"),
        "1. Người yêu cầu: Lâm Hồng Châu",
    )
    below = ("Họ, chữ đệm, tên: Lương Đức Phúc", "Tình trạng hôn nhân: Chưa kết hôn lần nào")

    read = values(*head, "2. Người được cấp Giấy xác nhận tình trạng hôn nhân", *below)
    assert ("Lâm Hồng Châu", "Lương Đức Phúc") == (read["declarant.full_name"], read["full_name"])

    unknown, _ = record(*head, "2. Người được nói ở trên", *below)
    assert "accepted" not in {value.status for value in unknown.values() if value.value == "Lương Đức Phúc"}


def test_a_name_between_the_signing_heading_and_the_office() -> None:
    """New forms print the name first and what the person is below it."""
    read = values(
        *motto(),
        title("GIẤY KHAI SINH"),
        "Họ, chữ đệm, tên: SÙNG THỊ MẢY",
        "Nơi đăng ký khai sinh: Ủy ban nhân dân phường Việt Trì, tỉnh Phú Thọ",
        "                                   NGƯỜI KÝ GIẤY KHAI SINH",
        "                        (Ký, ghi rõ họ, chữ đệm, tên, chức vụ và đóng dấu)",
        "",
        "                                      Tăng Minh Khôi",
        "                                       Phó Chủ tịch",
    )

    assert "Tăng Minh Khôi" == read["signer"]


def test_the_number_of_a_book_over_two_lines_is_none_of_an_entry() -> None:
    """`… số 65, quyển` / `số 01/2021, ngày …`."""
    read = values(
        *motto(),
        title("TRÍCH LỤC KHAI TỬ"),
        "Họ, chữ đệm, tên: ĐẶNG THANH OANH",
        "Đăng ký khai tử tại: UBND xã Thạnh Quới, tỉnh Sóc Trăng, số 65, quyển",
        "số 01/2021, ngày 17 tháng 02 năm 2021",
    )

    assert "01/2021" != read.get("registration_number")


def test_a_value_under_a_label_that_wraps_beside_something_else() -> None:
    """The number of a red book stands below its label, the day of signing beside it."""
    read = values(
        "Số vào sổ cấp giấy chứng nhận quyền sử        Ngày 23 tháng 01 năm 2003",
        "dụng đất                                      TM. ỦY BAN NHÂN DÂN",
        "      Số 00872 QSDĐ/13                              CHỦ TỊCH",
        doc_type="land_use_certificate",
    )

    assert "00872 QSDĐ/13" == read["register_number"]


def test_who_a_red_book_certifies() -> None:
    """`Chứng nhận: Ông …`, `Hiện ở tại: …`, as the books of 1993 have it."""
    read = values(
        *motto(),
        title("GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT"),
        "Chứng nhận: Ông Triệu Đức Tài",
        "Hiện ở tại: xã Thanh Lâm, huyện Lục Nam, tỉnh Bắc Giang",
        "Được quyền sử dụng: 2.972 m² đất",
    )

    assert ("Triệu Đức Tài", "xã Thanh Lâm, huyện Lục Nam, tỉnh Bắc Giang") == (
        read["holder.full_name"],
        read["holder.address"],
    )


def test_one_of_two_cells_beside_a_label_is_shown() -> None:
    """Under headings that nobody knows it is not clear which of the two is meant."""
    kind = CATALOGUE.get("parent_child_extract")
    paper = tuple(
        replace(row, ruled=True) for row in rows("Họ, chữ đệm, tên      SƠN THỊ THU HÀ      KIM THỊ SA RƯƠNE")
    )
    fields, findings = extract(paper, kind, range(0))

    assert "accepted" not in {value.status for value in fields.values()}
    assert "person_unclear" in {finding.code for finding in findings}


def test_the_end_of_an_address_is_not_all_of_it() -> None:
    """Behind a gap and with its last word below, the line beside the label counts, not the word alone."""
    read = values(
        "Nơi thường trú:     Tổ 19, phường Hương Sơ, thành phố Huế, tỉnh Thừa Thiên",
        "Huế",
        doc_type="marital_status_form",
    )

    assert "Huế" not in read.values()


def test_a_stamp_at_the_head_hides_nothing() -> None:
    """`SAO Y BẢN CHÍNH` may stand over a column of the paper's own lines."""
    lines = (
        "                                         SAO Y BẢN CHÍNH",
        "Họ, chữ đệm, tên vợ: LÊ THỊ MAI          Họ, chữ đệm, tên chồng: TẠ PHÚ",
        "Dân tộc: Kinh                            Dân tộc: Tày",
    )
    read = values(*lines, doc_type="marriage_certificate")

    assert ("TẠ PHÚ", "Tày") == (read["husband.full_name"], read["husband.ethnicity"])


def test_what_is_cut_from_a_doubtful_person_s_address_is_shown() -> None:
    """The number behind an address is as unclear as the person whose address it is."""
    person = ("Họ và tên: {}", "Nơi cư trú: xã Tân Hồng, huyện Bình Giang, tỉnh Hải Dương, CCCD số {}")
    couple = [
        line.format(value)
        for who in (("PHẠM ANH HIẾU", "030095004321"), ("HÀ BÍCH NHUNG", "030195004321"))
        for line, value in zip(person, who, strict=True)
    ]
    fields, _ = record(*motto(), title("TỜ KHAI ĐĂNG KÝ KẾT HÔN"), *couple)

    assert "accepted" not in {value.status for value in fields.values()}
