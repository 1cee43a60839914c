"""Deeds in running text: sides, second people, land, prices, heirs, over lines and pages."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from hoso.pipeline.extract.cuts import cut
from hoso.pipeline.layout.rows import Token
from hoso.pipeline.understand import understand
from hoso.schemas.catalogue import load_catalogue
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Word
from hoso.schemas.records import Document, Value
from tests.pages import TODAY, Print, motto, page_of, title

TRANSFER: tuple[str | Print, ...] = (
    *motto(),
    "",
    title("HỢP ĐỒNG CHUYỂN NHƯỢNG"),
    title("QUYỀN SỬ DỤNG ĐẤT"),
    "Hôm nay, ngày 15 tháng 3 năm 2024, tại Văn phòng công chứng Bình An, chúng tôi gồm:",
    "BÊN CHUYỂN NHƯỢNG (sau đây gọi là Bên A):",
    "Ông VŨ VĂN BA, sinh năm 1970, CCCD số 030070001234 do Bộ Công an cấp ngày 20/11/2021;",
    "cùng vợ là bà LÊ THỊ MAI, sinh năm 1972, CCCD số 030172004321. Cả hai ông bà cùng cư",
    "trú tại: xã Tân Hồng, huyện Bình Giang, tỉnh Hải Dương.",
    "BÊN NHẬN CHUYỂN NHƯỢNG (sau đây gọi là Bên B):",
    "Bà PHẠM THU HÀ, sinh năm 1985, CCCD số 001185001122, thường trú tại: phường Ngọc",
    "Khánh, quận Ba Đình, thành phố Hà Nội.",
    "ĐIỀU 1: QUYỀN SỬ DỤNG ĐẤT CHUYỂN NHƯỢNG",
    "Bên A chuyển nhượng cho Bên B quyền sử dụng đất đối với thửa đất số 125, tờ bản đồ số",
    "12, tại địa chỉ: xã Tân Hồng, huyện Bình Giang, tỉnh Hải Dương; diện tích: 120,5 m²;",
    "mục đích sử dụng: Đất ở tại nông thôn, theo Giấy chứng nhận quyền sử dụng đất số CĐ",
    "123456, số vào sổ cấp GCN: CS 05494 do UBND huyện Bình Giang cấp ngày 05/4/2016.",
    "ĐIỀU 2: GIÁ CHUYỂN NHƯỢNG VÀ PHƯƠNG THỨC THANH TOÁN",
    "1. Giá chuyển nhượng quyền sử dụng đất nêu tại Điều 1 của Hợp đồng này là:",
    "850.000.000 đồng (bằng chữ: Tám trăm năm mươi triệu đồng).",
    "2. Bên B đã đặt cọc cho Bên A số tiền 50.000.000 đồng.",
)
TESTIMONY = (
    "LỜI CHỨNG CỦA CÔNG CHỨNG VIÊN",
    "Hôm nay, ngày 15 tháng 3 năm 2024, tại trụ sở Văn phòng công chứng Bình An.",
    "Tôi, Lê Văn Thành, công chứng viên, chứng nhận hợp đồng được giao kết giữa Bên A: Ông",
    "VŨ VĂN BA và Bên B: Bà PHẠM THU HÀ.",
    "Số công chứng: 1234, quyển số: 01/2024 TP/CC-SCC/HĐGD",
)
INHERITANCE: tuple[str | Print, ...] = (
    *motto(),
    "",
    title("VĂN BẢN THỎA THUẬN"),
    title("PHÂN CHIA DI SẢN THỪA KẾ"),
    "Chúng tôi là những người thừa kế theo pháp luật của ông VŨ VĂN BA, chết ngày 01/02/2020,",
    "gồm có:",
    "1. Bà LÊ THỊ MAI, sinh năm 1972, CCCD số 030172004321, thường trú tại: tỉnh Hải Dương;",
    "2. Ông VŨ VĂN NAM, sinh năm 1995, CCCD số 030095004321, thường trú tại: tỉnh Hải Dương.",
    "DI SẢN THỪA KẾ",
    "Di sản là quyền sử dụng đất đối với thửa đất số 125, tờ bản đồ số 12, diện tích 120,5 m²",
    "theo Giấy chứng nhận quyền sử dụng đất số phát hành CĐ 123456.",
)


def read(*papers: tuple[str | Print, ...]) -> Document:
    """The one paper that these pages are."""
    (paper,) = understand([page_of(lines, at) for at, lines in enumerate(papers, 1)], load_catalogue(), TODAY)
    return paper


def values(paper: Document) -> Mapping[str, Value]:
    """What stands on the paper."""
    return {key: field.value for key, field in paper.fields.items() if field.value is not None}


def test_a_contract_is_read_from_its_sentences() -> None:
    """Every field of a contract comes from running text, the first person of each side its own."""
    paper = read(TRANSFER, TESTIMONY)

    assert "land_transfer_contract" == paper.doc_type
    assert values(paper) == {
        "transferor.full_name": "VŨ VĂN BA",
        "transferor.birth_year": "1970",
        "transferor.id_number": "030070001234",
        "transferor.residence": "xã Tân Hồng, huyện Bình Giang, tỉnh Hải Dương",
        "transferee.full_name": "PHẠM THU HÀ",
        "transferee.birth_year": "1985",
        "transferee.id_number": "001185001122",
        "transferee.residence": "phường Ngọc Khánh, quận Ba Đình, thành phố Hà Nội",
        "certificate_serial": "CĐ 123456",
        "parcel_number": "125",
        "map_sheet_number": "12",
        "parcel_address": "xã Tân Hồng, huyện Bình Giang, tỉnh Hải Dương",
        "area_m2": 120.5,
        "land_use_purpose": "Đất ở tại nông thôn",
        "price_vnd": 850_000_000,
        "contract_date": "2024-03-15",
        "notarisation_number": "1234",
    }


def test_nothing_of_the_second_person_is_the_first_s() -> None:
    """Where only the wife's number is printed, the husband has none."""
    number = ", CCCD số 030070001234 do Bộ Công an cấp ngày 20/11/2021"
    lines = [line.replace(number, "") if isinstance(line, str) else line for line in TRANSFER]
    found = values(read(tuple(lines)))

    assert "transferor.id_number" not in found
    assert "VŨ VĂN BA" == found["transferor.full_name"]


def test_a_side_may_name_its_person_in_the_heading() -> None:
    """`Bên A: Ông …` opens the side and names the person at once."""
    lines = [
        "BÊN CHUYỂN NHƯỢNG (sau đây gọi là Bên A): Ông VŨ VĂN BA," if line == TRANSFER[6] else line
        for line in TRANSFER
        if line != TRANSFER[7]
    ]

    assert "VŨ VĂN BA" == values(read(tuple(lines)))["transferor.full_name"]


def test_heirs_are_one_field() -> None:
    """All heirs are named together, and the one who died is none of them."""
    found = values(read(INHERITANCE))

    assert "VŨ VĂN BA" == found["deceased.full_name"]
    assert "LÊ THỊ MAI; VŨ VĂN NAM" == found["heirs"]
    assert "CĐ 123456" == found["certificate_serial"]


def tokens(text: str) -> list[Token]:
    """The words of a line, one space apart."""
    words = text.split()
    boxes = [Box(at / 100, 0.1, (at + 0.8) / 100, 0.12) for at in range(len(words))]
    return [Token(Word(word, box, 0.98), 0.3) for word, box in zip(words, boxes, strict=True)]


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("name", "ông Lê Văn Ba, sinh năm 1970", "Lê Văn Ba,"),
        ("name", "LÊ THỊ MAI và bà Lê Thị Lan", "LÊ THỊ MAI"),
        ("year", "05 tháng 3 năm 1970, CMND", "05 tháng 3 năm 1970,"),
        ("id_number", "0300 7000 1234 do Bộ Công an", "0300 7000 1234"),
        ("id_number", "012345678, cấp ngày 5/3/2001", "012345678,"),
        ("date", "ngày 15 tháng 3 năm 2024, tại", "15 tháng 3 năm 2024,"),
        ("area", "120,5 m² (bằng chữ", "120,5 m²"),
        ("money", "nêu tại Điều 1 là: 850.000.000 đồng, trả", "850.000.000 đồng,"),
        ("money", "2 tỷ đồng (hai tỷ đồng) và", "2 tỷ đồng (hai tỷ đồng)"),
        ("money", "nêu tại Điều 1 do hai bên thỏa thuận", ""),
        ("register_number", "CT 05000, số phát hành", "CT 05000,"),
        ("parcel_number", "của ông Ba số 5", ""),
        ("address", "xã A, tỉnh B; diện tích 5 m²", "xã A, tỉnh B;"),
        ("address", "P. Hương Sơ, TP. Huế. Bên B", "P. Hương Sơ, TP. Huế."),
        ("address", "xã A, tỉnh B theo Giấy chứng nhận", "xã A, tỉnh B"),
        ("land_use_purpose", "Đất ở: 5 m²; Đất vườn: 7 m². Bên A", "Đất ở: 5 m²; Đất vườn: 7 m²."),
        ("register_number", "438/2012 TM. UBND XÃ", "438/2012"),
        ("land_use_purpose", "Đất ở tại đô thị; thời hạn sử", "Đất ở tại đô thị;"),
    ],
)
def test_each_kind_ends_in_its_own_way(kind: str, text: str, value: str) -> None:
    """A value in a sentence ends where its kind can hold no more, and is none where there is none."""
    assert value == " ".join(token.word.text for token in cut(kind, tokens(text)))


OFFICE = (
    "Hôm nay, ngày 15 tháng 3 năm 2024, tại Phòng Công chứng số 1, địa chỉ: Xóm 6, xã Cự Khê,",
    "huyện Thanh Oai, thành phố Hà Nội, chúng tôi gồm:",
)


def test_the_office_where_a_deed_is_signed_is_not_where_the_parcel_lies() -> None:
    """The first `địa chỉ` stands before the sides."""
    paper = read((*TRANSFER[:5], *OFFICE, *TRANSFER[6:]))

    assert values(paper)["parcel_address"] == "xã Tân Hồng, huyện Bình Giang, tỉnh Hải Dương"


def test_an_organisation_is_known_by_its_own_numbers_not_by_those_of_whom_it_sends() -> None:
    """Name, number of the enterprise and head office; the representative is nobody's field."""
    company = (
        "BÊN CHUYỂN NHƯỢNG (BÊN A)",
        "Tên tổ chức: CÔNG TY TNHH THƯƠNG MẠI VÀ DỊCH VỤ AN PHÚ THỊNH",
        "Mã số doanh nghiệp: 0166122071 do Phòng Đăng ký kinh doanh cấp ngày 22/02/2018",
        "Trụ sở chính: Thôn Đông, xã Cao Viên, huyện Thanh Oai, thành phố Hà Nội",
        "Người đại diện theo pháp luật: Bà TRẦN THỊ THANH DUYÊN; Chức vụ: Giám đốc",
        "Căn cước công dân số: 042183473241, cấp ngày 22/02/2018",
    )
    found = values(read((*TRANSFER[:6], *company, *TRANSFER[10:])))

    assert found["transferor.full_name"] == "CÔNG TY TNHH THƯƠNG MẠI VÀ DỊCH VỤ AN PHÚ THỊNH"
    assert found["transferor.id_number"] == "0166122071"
    assert found["transferor.residence"] == "Thôn Đông, xã Cao Viên, huyện Thanh Oai, thành phố Hà Nội"
    assert found["transferee.full_name"] == "PHẠM THU HÀ"


def test_the_day_may_stand_in_the_last_clause() -> None:
    """No `Hôm nay`: the clause on how the deed was made tells the day."""
    last = "Hợp đồng này được lập tại UBND xã Tân Hồng, ngày 08 tháng 08 năm 2003, thành 03 bản."

    assert values(read((*TRANSFER[:5], *TRANSFER[6:], last)))["contract_date"] == "2003-08-08"


def test_an_heir_named_twice_is_one_heir() -> None:
    """`… giao cho bà LÊ THỊ MAI` names nobody new."""
    again = "3. Bà LÊ THỊ MAI, sinh năm 1972, nhận toàn bộ di sản nói trên."
    found = values(read((*INHERITANCE[:9], again, *INHERITANCE[9:])))

    assert found["heirs"] == "LÊ THỊ MAI; VŨ VĂN NAM"


def test_a_name_that_ends_with_nam_stays_whole() -> None:
    """`NAM` with `Sinh ngày` in the next line is not the label `Năm sinh`."""
    person = ("Ông: HỒ TRỌNG NAM", "Sinh ngày: 28/09/1942", "CCCD số 001042001122, thường trú tại: Hà Nội.")
    found = values(read((*TRANSFER[:11], *person, *TRANSFER[13:])))

    assert (found["transferee.full_name"], found["transferee.birth_year"]) == ("HỒ TRỌNG NAM", "1942")


@pytest.mark.parametrize("label", ["Địa chỉ thửa đất", "Địa chỉ"])
def test_the_place_of_a_parcel_stands_below_its_numbers(label: str) -> None:
    """No heading tells that the land comes, or one that nobody knows: whose address it is, its place says."""
    lines = list(TRANSFER[: TRANSFER.index("ĐIỀU 1: QUYỀN SỬ DỤNG ĐẤT CHUYỂN NHƯỢNG")])
    lines += [
        "Thông tin cụ thể như sau:",
        "- Thửa đất số: 125",
        "- Tờ bản đồ số: 12",
        f"- {label}: xã Kim Sơn, huyện Gia Lâm, thành phố Hà Nội",
        "- Diện tích: 120,5 m²",
    ]
    (document,) = understand([page_of(lines)], load_catalogue(), TODAY)

    assert document.fields["parcel_address"].value == "xã Kim Sơn, huyện Gia Lâm, thành phố Hà Nội"
    assert (
        document.fields["transferee.residence"].value == "phường Ngọc Khánh, quận Ba Đình, thành phố Hà Nội"
    )


def test_heirs_in_a_list_without_numbers() -> None:
    """A dash before each of the people named is as good as a number; a person checks that none is missing."""
    lines: tuple[str | Print, ...] = (
        *motto(),
        title("VĂN BẢN THỎA THUẬN PHÂN CHIA DI SẢN THỪA KẾ"),
        "Hôm nay, ngày 25 tháng 09 năm 2025, chúng tôi gồm những người có tên sau đây:",
        "- Ông Lê Xuân Tư, sinh năm 1974, CCCD số 074074021987, thường trú tại Hà Nội;",
        "- Bà Nguyễn Thị Hào, sinh năm 1988, CCCD số 074188635750, thường trú tại Hà Nội;",
        "Chúng tôi là những người thừa kế theo pháp luật của ông Lê Văn Ba, sinh năm 1949,",
        "chết ngày 15/06/2022.",
        "I. DI SẢN THỪA KẾ",
        "Thửa đất số 518, tờ bản đồ số 31, diện tích: 120,5 m²",
    )
    (document,) = understand([page_of(lines)], load_catalogue(), TODAY)

    assert document.fields["heirs"].value == "Lê Xuân Tư; Nguyễn Thị Hào"
    assert document.fields["heirs"].status == "review"


@pytest.mark.parametrize(
    "cited", ["Giấy chứng nhận: CĐ 123456,", "Giấy chứng nhận quyền sử dụng đất số CĐ 123456,"]
)
@pytest.mark.parametrize("born", ["SN 1970", "sinh ngày 05/03/1970", "sinh năm 1970"])
@pytest.mark.parametrize("lives", ["hiện ngụ tại", "cư ngụ tại", "thường trú tại"])
def test_deeds_in_other_words(cited: str, born: str, lives: str) -> None:
    """What notaries of other provinces write means the same."""
    paper: tuple[str | Print, ...] = (
        *motto(), title("HỢP ĐỒNG TẶNG CHO QUYỀN SỬ DỤNG ĐẤT"), "I. BÊN TẶNG CHO (Bên A):",
        f"Ông VŨ VĂN BA, {born}, CCCD số 030070001234, {lives} xã Tân Hồng, tỉnh Hải Dương.",
        "II. BÊN NHẬN TẶNG CHO (Bên B):",
        f"Bà PHẠM THU HÀ, sinh năm 1985, CCCD số 001185001122, {lives} xã Tân Hồng, tỉnh Hải Dương.",
        "Điều 1. Quyền sử dụng đất tặng cho", f"Căn cứ {cited} thửa đất số 125, tờ bản đồ số 12.",
    )  # fmt: skip
    found = values(read(paper))

    assert ("1970", "CĐ 123456") == (found["donor.birth_year"], found["certificate_serial"])
    assert "xã Tân Hồng, tỉnh Hải Dương" == found["donor.residence"]


def test_heirs_in_the_opening_sentence() -> None:
    """`… những người thừa kế của bà X:` and a list with bullets; who signs with the notary is none."""
    paper: tuple[str | Print, ...] = (
        *motto(), title("VĂN BẢN THỎA THUẬN PHÂN CHIA DI SẢN"),
        "Hôm nay, ngày 01 tháng 11 năm 2026, tại Văn phòng công chứng Sơn La, chúng tôi gồm",
        "những người thừa kế của bà Tô Thanh Trâm:",
        "- Ông: Cao Viết Việt, sinh năm 1932", "- Bà: Cao Kim Vân, sinh năm 1961",
        "I. NGƯỜI ĐỂ LẠI DI SẢN", "Bà Tô Thanh Trâm, sinh năm 1955, chết ngày 16/01/2023.",
        "II. DI SẢN THỪA KẾ", "Di sản là quyền sử dụng đất đối với thửa đất số 125, tờ bản đồ số 12.",
        "NHỮNG NGƯỜI THỪA KẾ", "Ông Công Giang",
    )  # fmt: skip

    assert "Cao Viết Việt; Cao Kim Vân" == values(read(paper))["heirs"]


def test_one_heir_alone_is_shown() -> None:
    """Nobody divides an inheritance with himself: the others may have been lost."""
    lines = [line for line in INHERITANCE if not str(line).startswith("2. Ông")]
    paper = read(tuple(lines))

    assert "LÊ THỊ MAI" == paper.fields["heirs"].value
    assert "one_of_several" in {finding.code for finding in paper.findings}
    assert "accepted" != paper.fields["heirs"].status


def test_a_name_of_one_word() -> None:
    """In the highlands `K'VĨNH` is a whole name; the wife named after him is not the one who counts."""
    paper: tuple[str | Print, ...] = (
        *motto(), title("HỢP ĐỒNG TẶNG CHO QUYỀN SỬ DỤNG ĐẤT"), "I. BÊN TẶNG CHO (Bên A):",
        "- Ông K'VĨNH, sinh năm 1948, CCCD số 019048002774, thường trú tại xã Tân Hồng, tỉnh Hải Dương.",
        "và vợ là bà KA NHÒI LIÊNG HÓT, sinh ngày 26/12/1945, CCCD số 024145015311.",
        "BÊN NHẬN TẶNG CHO (Bên B):", "- Ông SƠN SA RẾT, sinh năm 1991, CCCD số 046091019600.",
    )  # fmt: skip
    found = values(read(paper))

    assert ("K'VĨNH", "1948") == (found["donor.full_name"], found["donor.birth_year"])


GIFT: tuple[str | Print, ...] = (*motto(), title("HỢP ĐỒNG TẶNG CHO QUYỀN SỬ DỤNG ĐẤT"))


def test_a_name_without_a_form_of_address() -> None:
    """In capitals alone under the heading of its side, or behind its colon."""
    found = values(
        read((
            *GIFT, "BÊN TẶNG CHO", "VŨ VĂN BA", "Sinh năm 1970", "CCCD số 030070001234",
            "Bên nhận tặng cho: Phạm Thu Hà, sinh năm 1985, CCCD số 001185001122.",
        ))
    )  # fmt: skip

    assert ("VŨ VĂN BA", "Phạm Thu Hà") == (found["donor.full_name"], found["donee.full_name"])
    assert ("1970", "1985") == (found["donor.birth_year"], found["donee.birth_year"])


def test_a_sentence_under_a_heading_is_no_name() -> None:
    """`ĐỒNG Ý …` begins like one, in capitals; a line that goes on is none."""
    found = values(read((*GIFT, "BÊN TẶNG CHO", "ĐỒNG Ý TẶNG CHO bên nhận thửa đất số 125.")))

    assert "donor.full_name" not in found


def test_a_name_that_ends_like_a_label() -> None:
    """`NAM, sinh năm` is not `Năm sinh`: the comma ends the name."""
    found = values(read((*GIFT, "BÊN TẶNG CHO: Ông VŨ VĂN NAM, sinh năm: 1979, CMND: 196893247", "")))

    assert ("VŨ VĂN NAM", "1979") == (found["donor.full_name"], found["donor.birth_year"])


def test_heirs_listed_behind_their_heading() -> None:
    """The dead behind one heading, the heirs behind the other, without forms of address."""
    paper = read((
        *motto(), title("VĂN BẢN PHÂN CHIA DI SẢN THỪA KẾ"), "Người để lại di sản: VŨ VĂN BA (đã chết)",
        "Các đồng thừa kế: LÊ THỊ MAI; VŨ VĂN NAM; VŨ THU HÀ",
        "Di sản là quyền sử dụng đất đối với thửa đất số 125, tờ bản đồ số 12.",
    ))  # fmt: skip

    assert "VŨ VĂN BA" == values(paper)["deceased.full_name"]
    assert "LÊ THỊ MAI; VŨ VĂN NAM; VŨ THU HÀ" == values(paper)["heirs"]


def test_a_parcel_s_place_follows_its_numbers() -> None:
    """`…, tại Ấp Bến Đình …` in the same sentence; the address of the notary below is nobody's."""
    found = values(
        read((
            *GIFT, "Điều 1. Quyền sử dụng đất tặng cho đối với thửa đất:",
            "Thửa đất số 961, tờ bản đồ số 101, tại Ấp Bến Đình - xã Phong Hải - huyện Phong Điền - tỉnh",
            "Thừa Thiên Huế; diện tích 361,1 m²",
            "LỜI CHỨNG CỦA CÔNG CHỨNG VIÊN",
            "Tại Văn phòng công chứng Thịnh Hòa, địa chỉ: xã Tân Hồng, huyện Bình Giang, tỉnh Hải Dương",
        ))
    )  # fmt: skip

    assert ("961", "101") == (found["parcel_number"], found["map_sheet_number"])
    assert "Ấp Bến Đình - xã Phong Hải - huyện Phong Điền - tỉnh Thừa Thiên Huế" == found["parcel_address"]


def test_the_notary_s_address_is_no_parcel_s() -> None:
    """A deed that tells no place of its land has none."""
    found = values(
        read((
            *GIFT, "Điều 1. Thửa đất số 961, tờ bản đồ số 101; diện tích 361,1 m²",
            "LỜI CHỨNG CỦA CÔNG CHỨNG VIÊN",
            "Tại Văn phòng công chứng Thịnh Hòa, địa chỉ: xã Tân Hồng, huyện Bình Giang, tỉnh Hải Dương",
        ))
    )  # fmt: skip

    assert "parcel_address" not in found


def test_the_end_of_a_sentence_is_no_heading() -> None:
    """`(con của` / `người để lại di sản)` does not open the side of the deceased."""
    lines = list(INHERITANCE)
    lines[4] = "Hôm nay, chúng tôi gồm có:"
    lines[5] = "1. Bà LÊ THỊ MAI, sinh năm 1972, CCCD số 030172004321 (vợ của"
    lines[6] = "người để lại di sản)."
    lines[7] = "2. Ông VŨ VĂN NAM, sinh năm 1995, CCCD số 030095004321."
    lines.insert(
        8, "Chúng tôi là những người thừa kế theo pháp luật của ông VŨ VĂN BA, chết ngày 01/02/2020."
    )

    assert "VŨ VĂN BA" == values(read(tuple(lines)))["deceased.full_name"]
