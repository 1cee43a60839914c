"""Tables that name their columns in their first row, and sides of a deed that stand abreast."""

from __future__ import annotations

from dataclasses import replace

from hoso.pipeline.extract.abreast import one_after_the_other
from hoso.pipeline.extract.record import extract
from hoso.pipeline.extract.tables import table_of
from hoso.pipeline.labels.find import find_labels
from hoso.schemas.catalogue import load_catalogue
from tests.pages import Print, rows

CATALOGUE = load_catalogue()
CERTIFICATE = CATALOGUE.get("land_use_certificate")
GIFT = CATALOGUE.get("land_gift_contract")
HEADINGS = (
    "Số tờ       Số thửa     Diện tích      Mục đích sử dụng        Thời hạn",
    "bản đồ                  (m2)                                   sử dụng",
)
ABREAST = (
    "BÊN TẶNG CHO (Bên A)                       BÊN ĐƯỢC TẶNG CHO (Bên B)",
    "Ông: HỒ TRUNG DUY                          Ông: HỒ ĐÌNH TRUNG",
    "Sinh ngày: 14/01/1979                      Sinh ngày: 24/06/2003",
    "Căn cước công dân số: 037079847988         Căn cước công dân số: 079203324431",
    "Nơi cư trú: xóm 11, xã Hải Anh, tỉnh       Nơi cư trú: ấp 10, xã Phước Vĩnh An,",
    "Ninh Bình                                  huyện Củ Chi, Thành phố Hồ Chí Minh",
    "Điều 1. Đối tượng của hợp đồng",
)


def cells(*lines: str | Print) -> dict[str, str]:
    """The text of every cell that the table gives to a field."""
    paper = rows(*lines)
    table = table_of(paper, find_labels(paper, CERTIFICATE), {})
    return {key: span.text for key, (span, _) in table.cells.items()}


def test_a_parcel_in_a_row() -> None:
    """Each heading names the cell below it, though it wraps; the second parcel is left to a person."""
    first = "42          478         1208,4         Đất ở tại nông thôn     lâu dài"
    second = "42          480         90,0           Đất vườn                lâu dài"

    assert {
        "map_sheet_number": "42",
        "parcel_number": "478",
        "area_m2": "1208,4",
        "land_use_purpose": "Đất ở tại nông thôn",
        "land_use_term": "lâu dài",
    } == cells(*HEADINGS, first, second)


def test_an_entry_of_a_register_in_a_row() -> None:
    """Two fields may share a column; the sex beside a day is no label of a year, and what a heading goes on
    with is no name. A number that stands elsewhere too is shown."""
    kind = CATALOGUE.get("ledger_page")
    paper = rows(
        "SỔ ĐĂNG KÝ KHAI TỬ           Quyển số: 02 - Năm 2005",
        "",
        "Số   Họ và tên người chết   Nam, nữ   Ngày sinh    Dân tộc, quốc tịch   Họ tên, chữ ký",
        "37   BÙI MẠNH PHÚC          Nam       16-10-1940   Mường Việt Nam",
    )
    table = (*paper[:-2], *(replace(row, ruled=True) for row in paper[-2:]))

    read, findings = extract(table, kind, range(0))

    wanted = {
        "entry_number": "37",
        "full_name": "BÙI MẠNH PHÚC",
        "sex": "male",
        "date_of_birth": "1940-10-16",
        "ethnicity": "Mường",
        "nationality": "Việt Nam",
        "book_year": "2005",
        "mother.full_name": None,
    }
    assert wanted == {key: read[key].value for key in wanted}
    assert "person_unclear" not in {finding.code for finding in findings}

    number = rows("số: 12")
    _, doubts = extract((*number, *(replace(row, index=row.index + 1) for row in table)), kind, range(0))
    assert [("person_unclear", "entry_number")] == [(doubt.code, doubt.field) for doubt in doubts]


def test_several_parcels_are_shown() -> None:
    """With one parcel in the table its cells may stand; with more a person sees them."""
    parcel = "42          478         1208,4         Đất ở tại nông thôn     lâu dài"
    more = "42          480         90,0           Đất vườn                lâu dài"
    total = "Tổng cộng                1298,4"
    for lines, shown in (((parcel,), False), ((parcel, more), True), ((parcel, total), False)):
        fields, findings = extract(rows(*HEADINGS, *lines), CERTIFICATE, range(0))

        assert "478" == fields["parcel_number"].value
        assert shown == ("review" == fields["parcel_number"].status)
        assert shown == ("several_rows" in {finding.code for finding in findings})


def test_a_cell_that_wraps() -> None:
    """A cell may hold two lines."""
    found = cells(
        *HEADINGS,
        "42          478         1208,4         Đất ở tại               lâu dài",
        "                                       nông thôn",
    )

    assert "Đất ở tại nông thôn" == found["land_use_purpose"]


def test_labels_beside_each_other_are_no_table() -> None:
    """Two labels in a row, labels with colons, and headings over nothing give no cells."""
    assert {} == cells("Số tờ bản đồ       Số thửa", "42                 478")
    assert {} == cells("Tờ bản đồ số: 42       Thửa đất số: 478       Diện tích: 90 m²", "Ghi chú")
    assert {} == cells(*HEADINGS)


def test_sides_abreast() -> None:
    """The lines of the left side come before those of the right one, and each keeps its own."""
    fields, _ = extract(rows(*ABREAST), GIFT, range(0))

    found = {key: field.value for key, field in fields.items() if field.value is not None}
    assert found == {
        "donor.full_name": "HỒ TRUNG DUY",
        "donor.birth_year": "1979",
        "donor.id_number": "037079847988",
        "donor.residence": "xóm 11, xã Hải Anh, tỉnh Ninh Bình",
        "donee.full_name": "HỒ ĐÌNH TRUNG",
        "donee.birth_year": "2003",
        "donee.id_number": "079203324431",
        "donee.residence": "ấp 10, xã Phước Vĩnh An, huyện Củ Chi, Thành phố Hồ Chí Minh",
    }


def test_sides_end_where_a_line_runs_across() -> None:
    """Below the sides the deed goes on over the whole page, whatever heading comes next."""
    across = (
        "Các bên tự nguyện thỏa thuận lập hợp đồng tặng cho quyền sử dụng đất theo các thỏa thuận sau đây"
    )
    fields, _ = extract(rows(*ABREAST, across, "1. QUYỀN SỬ DỤNG ĐẤT TẶNG CHO"), GIFT, range(0))

    assert "HỒ TRUNG DUY" == fields["donor.full_name"].value
    assert "037079847988" == fields["donor.id_number"].value
    assert "HỒ ĐÌNH TRUNG" == fields["donee.full_name"].value


def test_a_value_wider_than_its_heading() -> None:
    """What begins a little left of its heading is the cell's all the same."""
    headings = "Số tờ bản đồ        Số thửa        Diện tích         Mục đích sử dụng          Ghi chú"
    values = "42                  478            90,0            Đất ở tại nông thôn       không"

    assert "Đất ở tại nông thôn" == cells(headings, values)["land_use_purpose"]


def test_rows_that_stay_as_they_are() -> None:
    """Sides below each other, and headings over signatures alone, are left alone; no row is ever lost."""
    below = rows(
        "BÊN TẶNG CHO (Bên A)", "Ông: HỒ TRUNG DUY", "BÊN ĐƯỢC TẶNG CHO (Bên B)", "Ông: HỒ ĐÌNH TRUNG"
    )
    signed = rows("Diện tích: 90 m²", "BÊN TẶNG CHO                    BÊN ĐƯỢC TẶNG CHO", "Hồ Trung Duy")
    abreast = rows(*ABREAST)
    laid = one_after_the_other(abreast, find_labels(abreast, GIFT))

    assert below is one_after_the_other(below, find_labels(below, GIFT))
    assert signed is one_after_the_other(signed, find_labels(signed, GIFT))
    words = sorted(token.word.text for row in abreast for token in row.tokens)
    assert words == sorted(token.word.text for row in laid for token in row.tokens)
    assert list(range(len(laid))) == [row.index for row in laid]


def test_people_in_a_table() -> None:
    """Heirs in numbered rows: a name may wrap in its cell, and the text below the table is nobody's."""
    lines = (
        "STT    Họ và tên        Năm      CCCD             Nơi cư trú",
        "                        sinh",
        "1      TRẦN CÔNG        1982     034082832346     Xóm 12, xã Vũ Quý",
        "       ĐẠT",
        "2      TRẦN BÍCH MY     1976     068176918553     Thôn 5, xã Hiệp Thạnh",
        "I. NGƯỜI ĐỂ LẠI DI SẢN",
        "Cụ TRẦN DIỆU THÚY, sinh năm 1931, đã chết ngày 13/12/2022",
    )
    fields, _ = extract(rows(*lines), CATALOGUE.get("inheritance_agreement"), range(0))

    assert "TRẦN CÔNG ĐẠT; TRẦN BÍCH MY" == fields["heirs"].value
    assert fields["heirs"].status != "accepted"


def test_a_table_of_other_people_gives_the_record_nothing() -> None:
    """The members of a household stand below the citizen's own lines, with or without a colon in those."""
    own = (
        "1. Họ, chữ đệm và tên   NGUYỄN KHÁNH ĐÀO",
        "2. Ngày, tháng, năm sinh: 23/12/1969",
        "4. Số định danh cá nhân: 020169006837",
    )
    members = (
        "TT    Họ, chữ đệm và tên     Ngày, tháng, năm sinh      Số định danh cá nhân",
        "1     Nguyễn Minh Thắng      22/09/1991                 020091019726",
    )
    fields, _ = extract(rows(*own, "", *members), CATALOGUE.get("residence_confirmation"), range(0))

    assert fields["full_name"].value == "NGUYỄN KHÁNH ĐÀO"
    assert (fields["date_of_birth"].value, fields["id_number"].value) == ("1969-12-23", "020169006837")


def test_a_table_of_other_people_gives_no_name_when_the_own_one_is_lost() -> None:
    """A name of the household is not the citizen's, though the line with the citizen's was torn."""
    own = ("n và t ên", "2. Ngày, tháng, năm sinh: 23/12/1969", "4. Số định danh cá nhân: 020169006837")
    members = (
        "TT    Họ, chữ đệm và tên     Ngày, tháng, năm sinh      Số định danh cá nhân",
        "1     Nguyễn Minh Thắng      22/09/1991                 020091019726",
    )
    fields, _ = extract(rows(*own, "", *members), CATALOGUE.get("residence_confirmation"), range(0))

    assert fields["full_name"].value is None
    assert fields["date_of_birth"].value == "1969-12-23"
