"""Printed labels found in rows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoso.pipeline.labels.find import find_labels
from hoso.pipeline.labels.wordings import labels_of
from hoso.pipeline.layout.rows import rows_of
from hoso.schemas.catalogue import DocumentType, FieldSpec, load_catalogue
from tests.pages import Print, page_of, rows

BIRTH = load_catalogue().get("birth_certificate")
LAND = load_catalogue().get("land_use_certificate")
EXTRACT = load_catalogue().get("birth_extract")
MARRIAGE_EXTRACT = load_catalogue().get("marriage_extract")
MARRIAGE = load_catalogue().get("marriage_certificate")

CATALOGUE = load_catalogue()


def seen(kind: DocumentType, *lines: str | Print) -> list[tuple[str, str]]:
    """The labels seen, each as the words that made it up and the last field it may stand for."""
    paper = rows(*lines)
    found = []
    for hit in find_labels(paper, kind):
        words = [token.word.text for token in paper[hit.row].tokens[hit.start : hit.end]]
        words += [paper[row].tokens[at].word.text for row, at in hit.further]
        found.append((" ".join(words), hit.label.specs[-1].key if hit.label.specs else ""))
    return found


def keys(kind: DocumentType, *lines: str | Print) -> list[str]:
    """The fields that the labels seen may stand for, the last of each."""
    return [key for _, key in seen(kind, *lines)]


def test_labels_with_a_colon_are_found() -> None:
    """Every label of a row is found, in reading order."""
    row = "Giới tính: Nữ     Dân tộc: Kinh     Quốc tịch: Việt Nam"

    assert ["Giới tính:", "Dân tộc:", "Quốc tịch:"] == [words for words, _ in seen(BIRTH, row)]


@pytest.mark.parametrize(
    "line",
    [
        "Nơi đăng ký khai sinh: Hà Nội",
        "Nơl đăng kỷ khai sinb: Hà Nội",
        "Noi dang ky khai sinh; Hà Nội",
        "Nơi đăngký khai sinh : Hà Nội",
        "Nơi đăng ký khai sinh(7): Hà Nội",
        "Nơi đăng ký khai sinh (7): Hà Nội",
        "6. Nơi đăng ký khai sinh      Hà Nội",
        "Nơi đăng ký khai sinh",
    ],
)
def test_badly_read_labels_are_found(line: str) -> None:
    """Wrong marks, a wrong letter, joined words, footnotes and list numbers do not hide a label."""
    assert ["registration_place"] == keys(BIRTH, line)


@pytest.mark.parametrize(
    "line",
    [
        "Bệnh viện nơi sinh hoạt của nhân dân",
        "một hai ba bốn năm sáu",
        "Nơi khác: Hà Nội",
        "LÊ DÂN TỘC",
        "— . —",
    ],
)
def test_other_words_are_no_labels(line: str) -> None:
    """Words inside a value and labels of other papers are not taken for ours."""
    assert [] == seen(BIRTH, line)


@pytest.mark.parametrize(
    ("doc_type", "address"),
    [
        ("birth_extract", "Xã Quảng Định - Huyện Quảng Xương - Tỉnh Thanh Hóa"),
        ("marriage_certificate", "Xã Phương Thiện - Thành phố Hà Giang"),
        ("death_extract", "Xã Phượng Lâu, Thành phố Việt Trì, Phú Thọ"),
        ("birth_certificate", "Huyện Quản Bạ, tỉnh Hà Giang"),
        ("civil_status_change_form", "Phường Hàm Rồng - Thành phố Thanh Hóa - Thanh Hóa"),
        ("ledger_page", "Phường 7 - Thành phố Sóc Trăng - Sóc Trăng"),
        ("ledger_page", "Phường 7, Thành phố Sóc Trăng, Sóc Trăng"),
        ("ledger_page", "Sóc Trăng, Việt Nam"),
        ("ledger_page", "Trảng Bàng - Tây Ninh"),
        ("civil_status_change_form", "Thành Thịnh, Trấn Yên, Yên Bái"),
    ],
)
def test_names_of_places_are_no_labels(doc_type: str, address: str) -> None:
    """`Huyện Quảng Xương` is not `Huyện, quận`, nor `Sóc Trăng` `Số trang`, on a line of its own or not."""
    assert [] == seen(CATALOGUE.get(doc_type), "", "", f"Thôn 2 - {address}")
    assert [] == seen(CATALOGUE.get(doc_type), "", "", address)


def test_headings_of_units_are_labels() -> None:
    """Old forms have a line for each unit."""
    found = seen(BIRTH, "Xã, phường: Tân Hồng     Huyện, quận: Bình Giang")

    assert ["Xã, phường:", "Huyện, quận:"] == [words for words, _ in found]


def test_a_label_torn_by_a_wide_space_is_found() -> None:
    """Type set wide parts the words of a label a little; columns stand further apart."""
    assert ["father.full_name"] == keys(BIRTH, "Họ, chữ đệm,   tên:", "NGUYỄN GIA MINH")
    assert [] == keys(BIRTH, "Họ, chữ đệm,            tên", "NGUYỄN GIA MINH")


def test_a_date_in_the_cell_beside_its_label() -> None:
    """`Ngày` opens a date, but in a cell of its own it is the date's label."""
    assert "registration_date" in keys(MARRIAGE_EXTRACT, "Ngày              01 tháng 7 năm 2016")
    assert [] == keys(MARRIAGE_EXTRACT, "Ngày 01 tháng 7 năm 2016")


def test_a_heading_is_not_the_label_of_a_place() -> None:
    """Without `tại` the words are the heading of a section."""
    label = "Đăng ký kết hôn tại      Ủy ban nhân dân xã Tân Hồng"

    assert ["registration_place"] == keys(MARRIAGE_EXTRACT, label)
    assert [] == keys(MARRIAGE_EXTRACT, "ĐĂNG KÝ KẾT HÔN", "Hà Nội")


def test_a_value_in_capitals_is_not_part_of_a_label() -> None:
    """`Họ tên` ends where a name in capitals begins, however alike the whole may be."""
    assert [("Họ và tên:", "father.full_name")] == seen(BIRTH, "Họ và tên: MẸ")


def test_the_longest_label_wins() -> None:
    """`Họ, chữ đệm, tên người mẹ` is the mother's name, not the child's."""
    assert ["mother.full_name"] == keys(BIRTH, "Họ, chữ đệm, tên người mẹ: TRẦN THỊ HOA")


def test_a_label_that_wraps_in_its_column() -> None:
    """A label whose second line stands under its first is one label, and no second one begins there."""
    lines = "Họ, chữ đệm, tên            TRẦN THỊ HOA", "người đi khai sinh          "

    assert [("Họ, chữ đệm, tên người đi khai sinh", "declarant.full_name")] == seen(BIRTH, *lines)


def test_a_label_without_its_first_word_is_none() -> None:
    """The heading of a part is not the label that has one word more before the same words."""
    kind = DocumentType(
        "a", "A", "A", fields=(FieldSpec("place", "address", "A", labels=("Nơi đăng ký kết hôn",)),)
    )

    assert [] == keys(kind, "ĐĂNG KÝ KẾT HÔN")
    assert ["place"] == keys(kind, "NƠI ĐĂNG KÝ KẾT HÔN")


def test_a_label_over_four_rows() -> None:
    """In the first column of a table a long label takes as many rows as the cell beside it."""
    lines = (
        "Số giấy               CMND số 277971818, cấp",
        "CMND/Hộ               ngày 05-10-2003, nơi cấp:",
        "chiếu/Giấy tờ         Công an tỉnh Cao Bằng",
        "hợp lệ thay thế       ",
    )

    assert ("Số giấy CMND/Hộ chiếu/Giấy tờ hợp lệ thay thế", "husband.id_number") in seen(MARRIAGE, *lines)


def test_a_label_whose_second_line_is_centred() -> None:
    """In the middle under the first, as a block of signatures is set."""
    lines = (
        "Số vào sổ cấp giấy chứng nhận quyền sử    Ngày 13 tháng 12 năm 2003",
        "              dụng đất:                   TM. UBND HUYỆN",
    )
    (hit,) = (h for h in find_labels(rows(*lines), CATALOGUE.get("land_use_certificate")) if h.row == 0)

    assert ("sovaosocapgiaychungnhanquyensudungdat", ((0, 2),)) == (hit.label.joined, hit.wrapped)


def test_a_label_that_wraps_close_to_its_value() -> None:
    """A figure parts the value from a label that goes on below, however narrow the column is."""
    assert [("Ngày, tháng, năm sinh", "father.birth_year")] == seen(
        BIRTH, "Ngày, tháng, năm 05/03/2019", "sinh"
    )


def test_a_capital_on_the_next_row_begins_something_else() -> None:
    """`cấp ngày 05/03/2019` and `Đăng ký kết hôn tại` below it are no `ngày đăng ký kết hôn`."""
    lines = (
        "Công an tỉnh Hải Dương cấp",
        "ngày 23/08/2017",
        "Đăng ký kết hôn tại: Ủy ban nhân dân xã Tân Hồng",
    )

    assert "registration_date" not in keys(MARRIAGE, *lines)


def test_a_label_with_its_colon_does_not_wrap() -> None:
    """After a colon what stands below is a value or another label."""
    found = find_labels(rows("Họ, chữ đệm, tên:", "người đi khai sinh"), BIRTH)

    assert [(), ()] == [hit.wrapped for hit in found]


def test_a_label_wraps_within_its_page_only() -> None:
    """The first line of the next page is no second line of a label."""
    pages = [page_of(["Họ, chữ đệm, tên"]), page_of(["người đi khai sinh"], 2)]

    assert not any(hit.wrapped for hit in find_labels(rows_of(pages), BIRTH))


def test_a_cue_may_be_broken_between_lines() -> None:
    """In running text a phrase that leads to a value may begin on one line and end on the next."""
    lines = "Giấy chứng nhận này cấp cho thửa đất mang tên ông Ba, có thửa", "đất số 125 ở xã Tân Hồng"

    assert ("thửa đất số", "parcel_number") in seen(LAND, *lines)


def test_cues_stand_in_sentences() -> None:
    """Phrases that lead to a value are seen inside a sentence; a short one only before a figure."""
    found = seen(LAND, "Ông VŨ VĂN BA, sinh năm 1970, CMND 030070001234")

    assert {("sinh năm", "holder_2.birth_year"), ("CMND", "holder_2.id_number")} <= set(found)
    assert [] == seen(LAND, "có mang theo CMND và sổ của gia đình")


def test_a_short_date_label_needs_a_date() -> None:
    """`ngày` after a comma leads to the date of registration; in a date's own words it is no label."""
    assert ("ngày", "registration_date") in seen(EXTRACT, "Số: 123, ngày 20 tháng 3 năm 2019")
    assert [] == seen(EXTRACT, "ngày 20 tháng 3 năm 2019")


@pytest.mark.parametrize("line", ["Số 123", "Số     123/2019", "Số: 123/2019"])
def test_a_very_short_label_leads_to_a_figure(line: str) -> None:
    """`Số` without a colon is a label where a number follows and nothing else does."""
    assert ["registration_number"] == keys(BIRTH, line)


@pytest.mark.parametrize("line", ["Số nhà lớn ở phố", "Số 5 đường Láng"])
def test_a_very_short_label_is_not_seen_everywhere(line: str) -> None:
    """`Số` in an address is part of the address."""
    assert [] == keys(BIRTH, line)


def test_stops_end_a_value() -> None:
    """Printed words that are no field of ours are seen too, with no field."""
    assert [("Ghi chú:", "")] == seen(BIRTH, "Ghi chú: không")
    assert [("CHỦ TỊCH", "")] == seen(BIRTH, "     CHỦ TỊCH     ")


def test_rows_without_words_or_labels() -> None:
    """Nothing is found where there is nothing to find, or nothing to find it by."""
    assert [] == find_labels((), BIRTH)
    assert [] == find_labels(rows("Họ và tên: LAN"), DocumentType("bare", "Không", "None"))


def test_each_label_is_kept_once() -> None:
    """A label that several fields share names all of them."""
    shared = (
        FieldSpec("a.name", "name", "Tên", labels=("Họ tên",)),
        FieldSpec("b.name", "name", "Tên", labels=("Họ, tên", "Họ tên"), cues=("tên là",)),
    )
    labels = labels_of(DocumentType("pair", "Đôi", "Pair", stops=("Hết",), fields=shared))

    assert [("hoten", ["a.name", "b.name"]), ("tenla", ["b.name"]), ("het", [])] == [
        (label.joined, [spec.key for spec in label.specs]) for label in labels
    ]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.text("abđ Ốố:1.-", max_size=30), max_size=5))
def test_labels_never_overlap(lines: list[str]) -> None:
    """Whatever stands on the paper, no word belongs to two labels."""
    full = [f"{line} Nơi sinh: {line} Số 1" for line in lines]
    taken: set[tuple[int, int]] = set()
    for hit in find_labels(rows(*full), BIRTH):
        words = {(hit.row, at) for at in range(hit.start, hit.end)}
        assert not words & taken
        assert 0 < hit.likeness <= 1
        taken |= words


COPY = load_catalogue().get("copy_request_form")
NOTICE = load_catalogue().get("birth_notice")


def test_a_label_may_hold_capitals_of_its_own() -> None:
    """A word in capitals ends a label, unless the label itself has it."""
    line = "Quan hệ với người được cấp bản sao Trích lục hộ tịch: Cha"

    assert [(line.removesuffix(" Cha"), "declarant.relationship")] == seen(COPY, line)


def test_the_number_of_a_note_parts_label_and_colon() -> None:
    """`(2)` after a label belongs to it."""
    [hit] = find_labels(rows("Nơi cư trú (2) : xã Tân Hồng"), COPY)

    assert ("noicutru", True) == (hit.label.joined, hit.colon)


def test_a_numbered_label_that_wraps() -> None:
    """The rest of a label stands at the left edge of its number or of its first word."""
    lines = "4. Quan hệ với người được cấp bản", "sao Trích lục hộ tịch: Cha"

    assert ["declarant.relationship"] == keys(COPY, *lines)


def test_a_short_label_before_a_place() -> None:
    """`Tại` without a colon leads to a place where a name follows, and to nothing in a sentence."""
    assert ["place_of_birth"] == keys(NOTICE, "Tại Bệnh viện Phụ sản Hà Nội")
    assert [] == keys(NOTICE, "Tại nơi sinh")


def test_a_very_short_stop_stands_alone() -> None:
    """`Và` between two people is a mark of the form, at the head of a sentence it is none."""
    kind = load_catalogue().get("parent_child_extract")

    assert [""] == keys(kind, "Và")
    assert [] == keys(kind, "Và người con có tên dưới đây")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("14. Từ Chữ đệm là Thị", ["change_from"]),
        ("16. Lý do Ghi sai so với giấy tờ", ["reason"]),
        ("14. từ ngày nộp đơn", []),
        ("Từ Chữ đệm là Thị", []),
    ],
)
def test_a_short_label_of_a_numbered_item_needs_no_colon(line: str, found: list[str]) -> None:
    """The number before it and the capital behind it say that the short word is a heading."""
    assert found == keys(load_catalogue().get("civil_status_change_form"), line)


def test_a_value_that_opens_with_a_word_of_the_form() -> None:
    """`Tuổi già` is a cause of death, `Tuổi 45` would be a heading with its value."""
    notice = load_catalogue().get("death_notice")

    assert ["death_cause"] == keys(notice, "Nguyên nhân tử vong:", "Tuổi già")


def test_a_short_label_without_a_colon_is_read_as_it_is() -> None:
    """`thân` on a line of its own ends `Bản thân`: it is not `Thành`."""
    change = load_catalogue().get("civil_status_change_form")

    assert keys(change, "Quan hệ với người được thay đổi, cải chính: Bản", "thân") == [
        "declarant.relationship"
    ]
    assert keys(change, "Thanh: Dân tộc Tày")[0] == "change_to"


def test_a_label_goes_on_to_its_colon() -> None:
    """Longer wordings than are known, all in small letters; a value or another label is none of it."""
    change = load_catalogue().get("civil_status_change_form")
    longer = "Quan hệ với người được cải chính, xác định lại dân tộc, bổ sung hộ tịch và các việc khác: Mẹ"

    assert seen(change, longer) == [(longer.removesuffix(" Mẹ"), "declarant.relationship")]
    assert keys(BIRTH, "Giới tính nữ     Dân tộc: Kinh") == ["sex", "father.ethnicity"]
    assert seen(BIRTH, "Nơi sinh Trạm xá: cũ") == [("Nơi sinh", "place_of_birth")]


def test_a_value_that_begins_like_its_label_is_none() -> None:
    """`… các công việc sau:` over `Được thay mặt tôi liên hệ …`."""
    power = load_catalogue().get("power_of_attorney")
    lines = ("Nội dung ủy quyền:", "Nội dung ủy quyền gồm nộp hồ sơ")

    assert seen(power, *lines)[:1] == seen(power, *lines)


def test_a_phrase_that_leads_to_a_label_gives_way_to_it() -> None:
    """`… đối với thửa đất:` ends a line, and the next one opens with the label itself."""
    kind = CATALOGUE.get("land_gift_contract")
    paper = rows("toàn bộ quyền sử dụng đối với thửa đất:", "Thửa đất số        38")

    assert [(1, "thuadatso")] == [(hit.row, hit.label.joined) for hit in find_labels(paper, kind)]


def test_a_label_ends_with_the_bracket_that_its_colon_follows() -> None:
    """`(Từ):` is the label's own; the value stands behind it."""
    kind = CATALOGUE.get("civil_status_change_form")
    (hit,) = find_labels(rows("Nội dung trước khi thay đổi (Từ):    Nguyễn Thị Cu"), kind)

    assert 7 == hit.end


def test_a_name_in_capitals_is_no_label_without_its_marks() -> None:
    """`NGUYỄN QUANG` has the letters of `Nguyên quán`; the label itself may be set in capitals."""
    kind = CATALOGUE.get("birth_registration_form")

    assert [] == keys(kind, "NGUYỄN QUANG TRÍ QUÂN")
    assert ["hometown"] == keys(kind, "NGUYÊN QUÁN     HẢI DƯƠNG")


def test_a_label_that_its_cell_tears_apart() -> None:
    """The second of two labels in one cell goes on below, beside the rest of the value or nothing."""
    found = seen(BIRTH, "", "Ngày, tháng, năm sinh / Giới      27/05/2009 / Nam", "tính:")

    assert [("Ngày, tháng, năm sinh", "father.birth_year"), ("Giới tính:", "sex")] == found
