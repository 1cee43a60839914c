"""Which field a label stands for, and which words are its value."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hoso.pipeline.extract.record import extract
from hoso.pipeline.extract.span import Span
from hoso.pipeline.extract.spans import Spans, Wrap
from hoso.pipeline.labels.assign import Announced, assign
from hoso.pipeline.labels.find import find_labels
from hoso.pipeline.layout.rows import Row, rows_of
from hoso.schemas.catalogue import DocumentType, load_catalogue
from tests.pages import Print, page_of, rows, title

CATALOGUE = load_catalogue()
BIRTH = CATALOGUE.get("birth_certificate")
EXTRACT = CATALOGUE.get("birth_extract")
MARRIAGE = CATALOGUE.get("marriage_certificate")
FULL = "chữ " * 20
LAND = CATALOGUE.get("land_use_certificate")
CHANGE = CATALOGUE.get("land_change_registration")
FORM = CATALOGUE.get("birth_registration_form")
DEATH = CATALOGUE.get("death_extract")


def announced(kind: DocumentType, paper: tuple[Row, ...], title_row: int = -1) -> list[Announced]:
    """The labels of the paper with their fields."""
    return assign(paper, find_labels(paper, kind), title_row)


def keys(kind: DocumentType, *lines: str | Print, title_row: int = -1) -> list[str]:
    """The fields announced, in reading order; an empty string for a label that only ends a value."""
    return [item.spec.key if item.spec else "" for item in announced(kind, rows(*lines), title_row)]


def spans(
    kind: DocumentType, paper: tuple[Row, ...], wrap: Wrap = "lines", titles: range = range(0)
) -> dict[str, Span | None]:
    """The words of every field that the paper announces."""
    found = announced(kind, paper)
    gathered = Spans(paper, found, titles)
    return {item.spec.key: gathered.after(item, wrap) for item in found if item.spec}


def texts(kind: DocumentType, *lines: str | Print, wrap: Wrap = "lines") -> dict[str, str | None]:
    """The text of every field that the paper announces."""
    return {key: span.text if span else None for key, span in spans(kind, rows(*lines), wrap).items()}


# --- fields ---------------------------------------------------------------------------------------------


def test_the_head_of_a_paper_without_a_title_is_not_its_body() -> None:
    """The day beside the place is under the motto; the day of the entry stands with its number."""
    change = CATALOGUE.get("civil_status_change_extract")
    found = keys(
        change,
        "UBND XÃ BẢO LẠC           CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "                             Độc lập - Tự do - Hạnh phúc",
        "Số: 52/TLTĐ-BS            Bảo Lạc, ngày 08 tháng 8 năm 2025",
        "Họ, chữ đệm, tên: LƯƠNG PHƯƠNG GẤM",
        "Số đăng ký: 50/2025       ngày 09/06/2025",
    )

    assert ["registration_number", "", "full_name", "registration_number", "registration_date"] == found


def test_a_line_with_place_and_day_ends_free_text() -> None:
    """What follows the cause of a death is where and when the notice was signed."""
    found = texts(
        CATALOGUE.get("death_notice"),
        "8. Nguyên nhân tử vong: Viêm phổi",
        "Đồng Nai, ngày 10 tháng 4 năm 2018",
        "THÂN NHÂN           BÁC SĨ ĐIỀU TRỊ",
        wrap="sentence",
    )

    assert "Viêm phổi" == found["death_cause"]


def test_the_number_of_the_next_item_is_no_part_of_a_value() -> None:
    """Items of the second order count so: `2.2.`."""
    found = texts(CHANGE, "2.1. Số vào sổ cấp GCN: VP 13160 2.2. Số phát hành GCN: AP 195319")

    assert "VP 13160" == found["certificate_register_number"]


def test_phrases_that_answers_begin_with_are_no_column() -> None:
    """Identity papers of both and who signs, one below the other: an answer beside them is one still."""
    found = texts(
        CATALOGUE.get("marriage_extract"),
        "Họ, chữ đệm, tên vợ          LÊ THỊ MAI",
        "Dân tộc                      Kinh",
        "                             Căn cước công dân số 075192715912",
        "Họ, chữ đệm, tên chồng       VŨ VĂN BA",
        "Dân tộc                      Tày",
        "                             Thẻ căn cước công dân số 075079791918",
        "                             NGƯỜI KÝ TRÍCH LỤC",
    )

    assert ("Kinh", "Tày") == (found["wife.ethnicity"], found["husband.ethnicity"])


def test_sections_abreast_keep_their_columns() -> None:
    """Who asks and for whom side by side, then the mother and the father: each heading holds its column."""
    found = texts(
        FORM,
        "I. NGƯỜI YÊU CẦU                     II. NGƯỜI ĐƯỢC KHAI SINH",
        "Họ, chữ đệm, tên: VŨ VĂN BA          Họ, chữ đệm, tên: VŨ THU HÀ",
        "Nơi cư trú: xã Tân Hồng              Ngày sinh: 03/09/2025",
        "Quan hệ: Cha đẻ                      Quê quán: xã Tân Hồng",
        "III. NGƯỜI MẸ                        IV. NGƯỜI CHA",
        "Họ, chữ đệm, tên: LÊ THỊ MAI         Họ, chữ đệm, tên: VŨ VĂN BA",
        "Năm sinh: 1993                       Năm sinh: 1995",
    )

    assert ("VŨ VĂN BA", "VŨ THU HÀ") == (found["declarant.full_name"], found["full_name"])
    assert ("LÊ THỊ MAI", "VŨ VĂN BA") == (found["mother.full_name"], found["father.full_name"])
    assert ("1993", "1995") == (found["mother.birth_year"], found["father.birth_year"])


def test_a_group_takes_what_follows_its_label() -> None:
    """`Dân tộc` is the child's before the mother's name and the mother's after it."""
    assert ["full_name", "ethnicity", "mother.full_name", "mother.ethnicity", "father.full_name"] == keys(
        BIRTH,
        "Họ, chữ đệm, tên: NGUYỄN THỊ LAN",
        "Dân tộc: Kinh",
        "Họ và tên mẹ: TRẦN THỊ HOA",
        "Dân tộc: Tày",
        "Họ và tên cha: NGUYỄN VĂN NAM",
    )


def test_groups_side_by_side_hold_their_columns() -> None:
    """With the spouses beside each other a label belongs to the one over it."""
    assert ["wife.full_name", "husband.full_name", "wife.ethnicity", "husband.ethnicity"] == keys(
        MARRIAGE,
        "Họ và tên vợ: LÊ THỊ MAI           Họ và tên chồng: PHẠM VĂN SƠN",
        "Dân tộc: Kinh                      Dân tộc: Tày",
    )


def test_groups_at_about_one_height_are_side_by_side() -> None:
    """Openers on two rows that hardly differ in height part the paper into columns too."""
    page = page_of(
        [
            "Họ và tên vợ: LÊ THỊ MAI",
            "                                   Họ và tên chồng: PHẠM VĂN SƠN",
            "Dân tộc: Kinh                      Dân tộc: Tày",
        ],
        pitch=0.009,
    )

    fields = [item.spec.key for item in announced(MARRIAGE, rows_of([page])) if item.spec]
    assert ["wife.ethnicity", "husband.ethnicity"] == fields[2:]


def test_names_without_a_person_open_groups_in_order() -> None:
    """`Họ và tên` twice is the wife first, as the form has them, then the husband."""
    assert ["wife.full_name", "wife.ethnicity", "husband.full_name", "husband.ethnicity"] == keys(
        MARRIAGE, "Họ và tên: LÊ THỊ MAI", "Dân tộc: Kinh", "Họ và tên: PHẠM VĂN SƠN", "Dân tộc: Tày"
    )


def test_a_field_of_the_paper_closes_the_groups() -> None:
    """After a field of the whole paper nobody's group is open, and a person's label goes to one begun."""
    found = keys(
        BIRTH,
        "Họ và tên mẹ: TRẦN THỊ HOA",
        "Nơi đăng ký khai sinh: xã Tân Hồng",
        "Dân tộc: Tày",
    )

    assert ["mother.full_name", "registration_place", "ethnicity"] == found


def test_a_late_label_is_nobodys() -> None:
    """A person's label after the paper's own fields have begun again is not given to anyone."""
    assert ["mother.full_name", "hometown", ""] == keys(
        BIRTH, "Họ và tên mẹ: TRẦN THỊ HOA", "Quê quán: Hải Dương", "Nơi cư trú: Hải Dương"
    )


def test_a_person_not_on_the_paper_gets_nothing() -> None:
    """A label that only people's groups have, before any person is named, is nobody's."""
    assert [""] == keys(BIRTH, "Nơi cư trú: xã Tân Hồng")


def test_a_label_that_repeats_the_one_before() -> None:
    """`Giấy tờ tùy thân: CCCD số …` is one announcement, not two."""
    assert ["wife.full_name", "wife.id_number"] == keys(
        MARRIAGE, "Họ và tên vợ: LÊ THỊ MAI", "Giấy tờ tùy thân: CCCD số: 001195000111"
    )


def test_one_address_after_two_people() -> None:
    """An address that follows both holders is the first one's, who cannot do without it."""
    assert ["holder.full_name", "holder_2.full_name", "holder.address"] == keys(
        LAND, "Ông: VŨ VĂN BA", "Và vợ: LÊ THỊ MAI", "Địa chỉ thường trú: xã Tân Hồng"
    )


def test_fields_keep_to_their_zone() -> None:
    """`Số` over the title is the extract's number, `Số` below it the register's."""
    assert [
        "extract_number",
        "full_name",
        "registration_place",
        "registration_number",
        "registration_date",
    ] == keys(
        EXTRACT,
        "Số: 45/TLKS-BS",
        title("TRÍCH LỤC KHAI SINH"),
        "Họ và tên: LAN",
        "",
        "",
        "Đăng ký khai sinh tại: xã Tân Hồng",
        "Số: 123, ngày 20 tháng 3 năm 2019",
        title_row=1,
    )


def test_a_zone_at_the_foot() -> None:
    """A field that stands at the foot of its paper is not taken from the top."""
    signer = replace(BIRTH.field("signer"), find="label", labels=("Người ký",), zone="foot")
    kind = replace(BIRTH, fields=(signer,))

    assert ["", "signer"] == keys(kind, "Người ký: LÊ VĂN TÁM", "một", "hai", "ba", "Người ký: LÊ VĂN BA")


def test_a_heading_makes_its_group_current() -> None:
    """After the heading of a section the same labels are another person's, or the paper's own."""
    assert [
        "declarant.full_name", "", "full_name", "date_of_birth", "", "father.full_name", "father.ethnicity",
    ] == keys(
        FORM,
        "I. THÔNG TIN NGƯỜI YÊU CẦU",
        "Họ và tên: LÊ THỊ MAI",
        "II. THÔNG TIN NGƯỜI ĐƯỢC KHAI SINH",
        "Họ và tên: PHẠM VĂN SƠN",
        "Ngày sinh: 05/03/2024",
        "III. THÔNG TIN VỀ NGƯỜI CHA",
        "Họ và tên: PHẠM VĂN BA",
        "Dân tộc: Kinh",
    )[1:]  # fmt: skip


def test_headings_of_sections_side_by_side() -> None:
    """However the headings are set over their columns, each speaks for what stands under it."""
    kind = CATALOGUE.get("marriage_registration_form")
    lines = (
        "           THÔNG TIN BÊN NỮ                      THÔNG TIN BÊN NAM",
        "Họ và tên: LÊ THỊ MAI                Họ và tên: PHẠM VĂN SƠN",
        "Dân tộc: Kinh                        Dân tộc: Tày",
    )

    assert ["", "", "wife.full_name", "husband.full_name", "wife.ethnicity", "husband.ethnicity"] == keys(
        kind, *lines
    )


def test_what_a_group_has_in_print_only_is_nobody_elses() -> None:
    """The requester's own birth date is not the child's."""
    found = keys(
        FORM,
        "Họ, chữ đệm, tên người yêu cầu: LÊ THỊ MAI",
        "Ngày, tháng, năm sinh: 01/02/1990",
        "Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:",
        "Họ, chữ đệm, tên: PHẠM VĂN SƠN",
        "Ngày, tháng, năm sinh: 05/03/2024",
    )

    assert ["full_name", "date_of_birth"] == found[-2:]
    assert "declarant.unread 0" == found[1]


ATTORNEY = CATALOGUE.get("power_of_attorney")


def test_words_that_lead_to_a_heading_name_nobody() -> None:
    """`… tôi là:` over the heading of the first side leaves its name to that side, not to the other."""
    assert [
        "principal.full_name",
        "principal.id_number",
        "agent.full_name",
        "agent.id_number",
    ] == _named(
        ATTORNEY,
        "Hôm nay, ngày 18 tháng 12 năm 2024, tại UBND xã Quảng Lưu, tôi là:",
        "BÊN ỦY QUYỀN (BÊN A):",
        "Bà: ĐINH QUỲNH LINH, CCCD số: 011186979682",
        "BÊN ĐƯỢC ỦY QUYỀN (BÊN B):",
        "Bà: NGUYỄN KHÁNH CHÂU, CCCD số: 006198602982",
    )


def test_a_heading_with_a_colon_takes_no_holder() -> None:
    """`I- Tên người sử dụng đất:` alone on its line is but the heading of the holders below it."""
    found = texts(
        LAND,
        "I- Tên người sử dụng đất:",
        "Ông: TRẦN ĐỨC HẬU, sinh năm 1968, số CMND: 079993143",
        "Và vợ là bà: RMAH LAN, sinh năm 1942, số CMND: 361433352",
    )

    assert ("TRẦN ĐỨC HẬU,", "1968,") == (found["holder.full_name"], found["holder.birth_year"])
    assert ("RMAH LAN,", "361433352") == (found["holder_2.full_name"], found["holder_2.id_number"])


def test_a_label_of_two_lines_beside_a_signature_has_its_value_below() -> None:
    """The office that signs stands beside the label's second line, and is none of its value."""
    found = texts(
        LAND,
        "Vào sổ cấp giấy chứng nhận         TM. ỦY BAN NHÂN DÂN THỊ XÃ HOÀI NHƠN",
        "quyền sử dụng đất                               CHỦ TỊCH",
        "Số: H 00876",
    )

    assert "Số: H 00876" == found["register_number"]


def test_a_label_may_break_at_the_end_of_a_line() -> None:
    """`Quốc` | `tịch: Việt Nam`, and a value that goes on in the next line: `Việt` | `Nam`."""
    full = "Giới tính: Nữ   Dân tộc: Kinh và các dân tộc anh em khác     Quốc tịch: Việt"
    found = texts(FORM, "Họ, chữ đệm, tên: Phạm Hoài Hiền", full, "Nam", "Quê quán: Hà Nội")
    fields, _ = extract(
        rows("Họ, chữ đệm, tên: Phạm Hoài Hiền", full, "Nam", "Quê quán: Hà Nội"), FORM, range(0)
    )
    broken = extract(
        rows(
            "Họ, chữ đệm, tên người mẹ: Ka Hìn",
            "Năm sinh: 2000     Dân tộc: Cơ Ho, theo giấy khai sinh của mẹ        Quốc",
            "tịch: Việt Nam",
            "Nơi cư trú: Thôn Phú Hải, Tân Thịnh, Định Hóa, Thái Nguyên",
        ),
        FORM,
        range(0),
    )[0]

    assert found["nationality"] is not None
    assert fields["nationality"].value == "Việt Nam"
    assert broken["mother.nationality"].value == "Việt Nam"


def test_the_second_line_of_a_label_is_no_label() -> None:
    """`xác nhận tình trạng hôn nhân:` ends what the line above begins, and announces nothing itself."""
    paper = rows(
        "Quan hệ với người được cấp Giấy bản thân",
        "xác nhận tình trạng hôn nhân:",
        "Họ, chữ đệm, tên: Nguyễn Thu Thanh Yến",
        "Tình trạng hôn nhân: Độc thân, chưa kết hôn lần nào",
    )
    fields, _ = extract(paper, CATALOGUE.get("marital_status_form"), range(0))

    assert fields["marital_status"].value == "Độc thân, chưa kết hôn lần nào"


def test_a_label_halfway_between_the_lines_of_its_value() -> None:
    """Without rules the first line of the value stands below the value before, and belongs to neither row."""
    lines = (
        ("Nơi cư trú", 0.300, 0.1), ("thôn Đoài - xã Diên Phước - tỉnh Khánh Hòa", 0.300, 0.35),
        ("Thẻ căn cước số: 056300773730 do Cục Cảnh sát", 0.326, 0.35), ("Giấy tờ tùy thân", 0.337, 0.1),
        ("quản lý hành chính cấp ngày 18-12-2018", 0.342, 0.35), ("THÔNG TIN CHỒNG", 0.370, 0.4),
    )  # fmt: skip
    name = page_of(["Họ, chữ đệm, tên vợ: TRẦN NHƯ HƯƠNG"], top=0.276)
    below = tuple(
        line for text, top, left in lines for line in page_of([Print(text)], top=top, left=left).lines
    )
    fields, _ = extract(rows_of([replace(name, lines=(*name.lines, *below))]), MARRIAGE, range(0))

    assert fields["wife.residence"].value == "thôn Đoài - xã Diên Phước - tỉnh Khánh Hòa"
    assert fields["wife.id_number"].value == "056300773730"


def test_a_label_as_far_from_both_lines_of_its_value() -> None:
    """On a row of its own between them: the value has a line above and one below, and is no half of it."""
    lines = (
        ("Quốc tịch", 0.300, 0.1), ("Việt Nam", 0.300, 0.35),
        ("số 313 đường Trần Hưng Đạo, phường Hòa Thuận", 0.325, 0.35), ("Nơi cư trú", 0.334, 0.1),
        ("Đông, thành phố Đà Nẵng", 0.343, 0.35), ("Họ, chữ đệm, tên chồng: VŨ VĂN BA", 0.370, 0.1),
    )  # fmt: skip
    name = page_of(["Họ, chữ đệm, tên vợ: TRẦN NHƯ HƯƠNG"], top=0.276)
    below = tuple(
        line for text, top, left in lines for line in page_of([Print(text)], top=top, left=left).lines
    )
    fields, _ = extract(rows_of([replace(name, lines=(*name.lines, *below))]), MARRIAGE, range(0))

    assert "Việt Nam" == fields["wife.nationality"].value
    assert "số 313 đường Trần Hưng Đạo, phường Hòa Thuận Đông, thành phố Đà Nẵng" == (
        fields["wife.residence"].value
    )


def test_a_value_below_the_next_label_of_the_row_is_that_one_s() -> None:
    """`Số:` is left empty, the number under `Quyển số:` is the book's."""
    found = texts(
        CATALOGUE.get("copy_request_form"),
        "Theo:                    Số:                          Quyển số:",
        "Giấy khai sinh                                        03/2000",
        "Số lượng bản sao đề nghị cấp: 05 bản",
    )

    assert found["registration_number"] is None


def test_a_value_in_the_second_column_goes_on_beside_a_longer_one() -> None:
    """The end of the first column's line reaches under the label of the second: it is none of its value."""
    found = texts(
        CATALOGUE.get("marriage_registration_form"),
        "THÔNG TIN BÊN NỮ                     THÔNG TIN BÊN NAM",
        "Nơi cư trú:                          Nơi cư trú:",
        "Ấp An Thịnh, Hiệp Thạnh, Đức Trọng   Khu 6, Vũ Quý, Kiến Xương,",
        "Lâm Đồng                             Thái Bình",
        "Giấy tờ tùy thân:                    Giấy tờ tùy thân:",
    )

    assert "Khu 6, Vũ Quý, Kiến Xương, Thái Bình" == found["husband.residence"]


def test_a_value_before_the_next_label_is_its_own() -> None:
    """`582; tờ bản đồ số 47` below `Thửa đất số`: the number stands at the label's edge, not left of it."""
    found = texts(CATALOGUE.get("cadastral_extract"), "1. Thửa đất số", "582; tờ bản đồ số 47")

    assert "582;" == found["parcel_number"]


def test_when_and_where_in_few_words() -> None:
    """Stations and old certificates say `Đã sinh ngày …` and, below the day of a death, `Tại: …` alone."""
    notice = CATALOGUE.get("birth_notice")
    death = texts(DEATH, "Đã chết vào hồi: 3 giờ, ngày 22-11-2003", "Tại: nhà riêng", "Nguyên nhân: Già yếu")

    assert "07 tháng 11 năm 2011" == texts(notice, "Đã sinh ngày 07 tháng 11 năm 2011")["date_of_birth"]
    assert "nhà riêng" == death["death_place"]


def test_two_names_of_one_number() -> None:
    """`Số CCCD/Số định danh: …` is one number, whichever paper it is taken from."""
    notice = CATALOGUE.get("birth_notice")
    found = texts(notice, "Họ và tên mẹ: PHẠM THỊ THU", "Số CCCD/Số định danh: 014195005753")

    assert "014195005753" == found["mother.id_number"]


def test_a_second_person_of_a_side_is_not_the_other_side() -> None:
    """Two people give the power; the one who takes it stands under a heading that comes later."""
    found = texts(
        ATTORNEY,
        "BÊN ỦY QUYỀN (BÊN A):",
        "Ông: ĐINH QUỲNH SƠN, CCCD số: 011086979682",
        "Bà: LÊ THỊ LINH, CCCD số: 011186979688",
        "BÊN ĐƯỢC ỦY QUYỀN (BÊN B):",
        "Bà: NGUYỄN KHÁNH CHÂU, CCCD số: 006198602982",
    )

    assert "ĐINH QUỲNH SƠN," == found["principal.full_name"]
    assert ("NGUYỄN KHÁNH CHÂU,", "006198602982") == (found["agent.full_name"], found["agent.id_number"])


def _named(kind: DocumentType, *lines: str) -> list[str]:
    return [key for key in keys(kind, *lines) if key]


def test_what_stands_before_the_next_label_of_a_column_goes_on_with_nothing() -> None:
    """The arrow of a drawing, read as a letter, stands left of the labels and of no value."""
    found = texts(
        CATALOGUE.get("cadastral_extract"),
        "                    Tên người sử dụng đất: Bà VÕ THỊ NGỌC LY",
        "               A    Thửa đất số: 176",
        "                    Địa chỉ: Ấp An Thạnh, xã Đức Hòa Thượng",
        wrap="few",
    )

    assert "Bà VÕ THỊ NGỌC LY" == found["holder.full_name"]


def test_a_table_of_others_names_nobody_of_the_paper() -> None:
    """Where the paper's own name is not found, that of the first member is not taken for it."""
    kind = CATALOGUE.get("residence_confirmation")
    found = keys(
        kind,
        "n và t ên",
        "2. Ngày, tháng, năm sinh: 15/12/1959",
        "4. Số định danh cá nhân: 011159741951",
        "7. Thông tin các thành viên khác trong hộ gia đình:",
        "Họ, chữ đệm và tên    Ngày, tháng, năm sinh    Số định danh cá nhân",
        "Phạm Kim Nhàn Vy    05/03/1961    011161605856",
    )

    assert ["date_of_birth", "id_number"] == [key for key in found if key and not key.startswith("others.")]


def test_a_day_after_its_hour_belongs_to_the_label_before() -> None:
    """`Đã chết vào lúc … giờ, ngày …` is one date; `Số …, ngày …` is a number and the day of registration."""
    found = texts(
        DEATH,
        "Đã chết vào lúc: 10 giờ 30 phút, ngày: 05/03/2024",
        "Đã được đăng ký khai tử tại: Ủy ban nhân dân xã Tân Hồng",
        "Số: 12/2024, ngày 07 tháng 3 năm 2024",
    )

    assert "10 giờ 30 phút, ngày: 05/03/2024" == found["death_date"]
    assert "07 tháng 3 năm 2024" == found["registration_date"]


def test_the_day_of_an_identity_paper_is_not_the_registration() -> None:
    """`cấp` at the end of a line and `ngày …` on the next belong together."""
    found = texts(
        CATALOGUE.get("marriage_extract"),
        "Giấy tờ tùy thân: CCCD số 001093000111 do Bộ Công an cấp",
        "ngày 21/01/2023",
        "Số: 69/2025, ngày 06/07/2025",
    )

    assert "06/07/2025" == found["registration_date"]


def test_a_line_across_a_column_ends_what_stands_above() -> None:
    """What stands two lines below is not the value's end when a line of something else parts them."""
    found = texts(
        DEATH,
        "Giới tính: Nữ        Dân tộc: Kinh        Quốc tịch: Việt Nam",
        "Giấy tờ tùy thân: Thẻ căn cước số 036138845499, Cục CSQLHC về TTXH cấp ngày",
        "03-01-2023",
        wrap="few",
    )

    assert "Kinh" == found["ethnicity"]


def test_a_number_without_its_suffix_is_the_required_one() -> None:
    """Only a copy has a number of its own; otherwise the number at the head is the register's."""
    copy = keys(DEATH, "Số: 7/TLKT-BS", "Họ và tên: LÊ VĂN BA", "Số: 12/2024")
    old = keys(DEATH, "Số: 12", "Họ và tên: LÊ VĂN BA")

    assert ["extract_number", "full_name", "registration_number"] == copy
    assert ["registration_number", "full_name"] == old


# --- words ----------------------------------------------------------------------------------------------


def test_a_value_ends_where_the_next_label_begins() -> None:
    """Values beside each other are told apart, their list numbers left out."""
    assert {"parcel_number": "125", "map_sheet_number": "12"} == texts(
        LAND, "a) Thửa đất số: 125 b) Tờ bản đồ số: 12"
    )


def test_a_wrapped_address_is_whole() -> None:
    """An address goes on below when its line is full, until the next label."""
    assert {
        "place_of_birth": "Bệnh viện Phụ sản Hà Nội, phường Ngọc Khánh, quận Ba Đình, thành phố Hà Nội",
        "hometown": "tỉnh Hải Dương",
    } == texts(
        BIRTH,
        "Nơi sinh: Bệnh viện Phụ sản Hà Nội, phường Ngọc Khánh, quận Ba Đình, thành phố",
        "Hà Nội",
        "Quê quán: tỉnh Hải Dương",
    )


def test_a_line_with_room_left_does_not_wrap() -> None:
    """What stands below a short value is something else."""
    found = texts(BIRTH, FULL, FULL, "Quê quán: tỉnh Hải Dương", "Làm tại nhà")

    assert {"hometown": "tỉnh Hải Dương"} == found


def test_a_value_may_hang_under_its_own_first_word() -> None:
    """Lines set under the value, not under its label, go on with it."""
    found = texts(
        BIRTH, FULL, FULL, "Nơi đăng ký khai sinh: Ủy ban nhân dân", "                       xã Tân Hồng"
    )

    assert {"registration_place": "Ủy ban nhân dân xã Tân Hồng"} == found


def test_an_address_below_its_label_goes_on_at_the_same_edge() -> None:
    """In a column of forms both its lines are short; a heading and a scrap below it are none of it."""
    lines = (FULL, FULL, "Quê quán:", "Thôn 6, Phượng Sơn,")

    assert {"hometown": "Thôn 6, Phượng Sơn, Bắc Giang"} == texts(BIRTH, *lines, "Bắc Giang")
    assert {"hometown": "Thôn 6, Phượng Sơn,"} == texts(BIRTH, *lines, "NGƯỜI KÝ")
    assert {"hometown": "Thôn 6, Phượng Sơn,"} == texts(BIRTH, *lines, "Gi")


def test_the_number_of_a_note_is_no_name() -> None:
    """A raised number far behind the label is a note's: the name stands below."""
    assert {"full_name": "GIÀNG THỊ MỶ"} == texts(BIRTH, "Họ và tên:               2", "GIÀNG THỊ MỶ")


def test_a_value_alone_on_the_next_line() -> None:
    """When nothing follows the label, the line below is the value, even of a field of one line."""
    assert {"full_name": "NGUYỄN THỊ LAN"} == texts(BIRTH, "Họ và tên:", "NGUYỄN THỊ LAN", wrap="none")


@pytest.mark.parametrize(
    "below",
    [
        ("Dân tộc: Kinh",),
        ("1. Dân tộc: Kinh",),
        ("", "", "Làm tại nhà"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",),
        ("Ghi chú: không có",),
    ],
)
def test_a_label_without_a_value(below: tuple[str, ...]) -> None:
    """A label, a gap, the motto or a list item below mean that nothing was filled in."""
    assert texts(BIRTH, "Họ và tên:", *below)["full_name"] is None


def test_a_title_below_is_no_value() -> None:
    """The paper's title is never taken for what a label over it announces."""
    paper = rows("Số:", title("GIẤY KHAI SINH"))

    assert {"registration_number": None} == spans(BIRTH, paper, titles=range(1, 2))


def test_the_next_page_is_no_value() -> None:
    """A value stands on one page."""
    paper = rows_of([page_of(["Họ và tên:"]), page_of(["NGUYỄN THỊ LAN"], 2)])

    assert {"full_name": None} == spans(BIRTH, paper)


@pytest.mark.parametrize("marker", ["-/-", "---", "./."])
def test_marks_that_say_nothing_are_kept(marker: str) -> None:
    """A stroke means that the paper itself leaves the field empty."""
    assert {"hometown": marker} == texts(BIRTH, f"Quê quán: {marker}")


def test_a_lone_speck_after_a_label_is_nothing() -> None:
    """A dot that is left of a leader is no value; nor is punctuation before one part of it."""
    assert {"hometown": None, "full_name": "LAN"} == texts(BIRTH, "Quê quán: .", "Họ và tên : - LAN")


def test_a_value_ends_at_a_wide_gap() -> None:
    """Words far to the right, a stamp or a note, are not part of the value."""
    assert {"full_name": "NGUYỄN THỊ LAN"} == texts(BIRTH, "Họ và tên: NGUYỄN THỊ LAN          đã thu phí")


def test_columns_keep_their_words() -> None:
    """An address in the left column does not run into the right one, and both go on below."""
    found = texts(
        MARRIAGE,
        "Họ và tên vợ: LÊ THỊ MAI                 Họ và tên chồng: PHẠM VĂN SƠN",
        "Nơi cư trú: xã Tân Hồng, huyện           Nơi cư trú: phường Ngọc Khánh,",
        "Bình Giang, tỉnh Hải Dương               quận Ba Đình, thành phố Hà Nội",
        "Dân tộc: Kinh                            Dân tộc: Tày",
    )

    assert "xã Tân Hồng, huyện Bình Giang, tỉnh Hải Dương" == found["wife.residence"]
    assert "phường Ngọc Khánh, quận Ba Đình, thành phố Hà Nội" == found["husband.residence"]


def test_labels_in_one_column_and_values_in_another() -> None:
    """In a table of two columns a value goes on under itself, not under its label."""
    found = texts(
        BIRTH,
        FULL,
        FULL,
        "Nơi sinh                    Bệnh viện Phụ sản Hà Nội, phường",
        "                            Ngọc Khánh, quận Ba Đình",
        "Quê quán                    tỉnh Hải Dương",
    )

    assert "Bệnh viện Phụ sản Hà Nội, phường Ngọc Khánh, quận Ba Đình" == found["place_of_birth"]
    assert "tỉnh Hải Dương" == found["hometown"]


def test_the_second_line_of_a_label_is_no_value() -> None:
    """Of a label on two lines in its column only what stands beside it is the value."""
    found = texts(
        BIRTH,
        "Họ, chữ đệm, tên            TRẦN THỊ HOA",
        "người đi khai sinh",
        "Dân tộc                     Kinh",
    )

    assert "TRẦN THỊ HOA" == found["declarant.full_name"]


def test_a_sentence_runs_over_words_that_are_labels_elsewhere() -> None:
    """Free text may speak of a parcel's number; it ends where a line opens with a label."""
    lines = (
        "Nội dung biến động: Chuyển nhượng thửa đất số 125, tờ bản đồ số 12 cho bà Mai",
        "theo hợp đồng, diện tích 120 m2",
        "Lý do biến động: không",
    )

    whole = texts(CHANGE, *lines, wrap="sentence")["change_content"]
    assert whole is not None
    assert whole.startswith("Chuyển nhượng thửa đất số 125, tờ bản đồ số 12 cho bà Mai theo hợp đồng")
    assert whole.endswith("m2")


def test_lines_are_limited() -> None:
    """A value takes over some lines, but no more than one of its kind can have."""
    full = "từ " * 25
    found = texts(BIRTH, "Nơi sinh: " + "từ " * 22, *(full for _ in range(9)))["place_of_birth"]

    assert found is not None
    assert 22 + 25 < found.count("từ") < 22 + 9 * 25


def test_the_weakest_word_counts() -> None:
    """A value is read as well as its worst word; marks without letters do not count."""
    page = page_of([Print("Họ tên: LAN", confidence=0.7), Print("Quê quán: ---", confidence=0.4)])
    found = spans(BIRTH, rows_of([page]))

    assert [0.7, 0.0] == [span.confidence for span in found.values() if span]


def test_the_rest_of_a_broken_phrase_is_not_its_value() -> None:
    """A phrase that goes on in the next line is no part of the sentence that it leads to."""
    status = CATALOGUE.get("marital_status_confirmation")
    lines = (
        "Giấy này có giá trị trong thời hạn 6 tháng kể từ ngày cấp, được sử dụng",
        "để: Làm thủ tục vay vốn tại ngân hàng",
    )

    assert "Làm thủ tục vay vốn tại ngân hàng" == texts(status, *lines, wrap="sentence")["purpose"]


def test_a_line_beside_the_end_of_another() -> None:
    """The column to the left may reach over its edge; what begins at the label's edge is the value's."""
    found = texts(
        MARRIAGE,
        "Họ và tên vợ: LÊ THỊ MAI               Họ và tên chồng: PHẠM VĂN SƠN",
        "Nơi cư trú: xã Tân Hồng, huyện Bình    Nơi cư trú: phường Ngọc Khánh,",
        "Giang, tỉnh Hải Dương, nước Việt Nam   quận Ba Đình, thành phố Hà Nội",
    )

    assert "phường Ngọc Khánh, quận Ba Đình, thành phố Hà Nội" == found["husband.residence"]


def test_a_value_behind_the_rest_of_a_broken_phrase_goes_on() -> None:
    """The line that the rest of the phrase opens is full of the value: the next one belongs to it."""
    status = CATALOGUE.get("marital_status_confirmation")
    lines = (
        "Giấy này có giá trị trong thời hạn 6 tháng kể từ ngày cấp, được sử dụng",
        "để: Làm thủ tục đăng ký kết hôn với ông LÊ THÀNH HẢI TRUNG, sinh",
        "năm 1995.",
    )

    whole = "Làm thủ tục đăng ký kết hôn với ông LÊ THÀNH HẢI TRUNG, sinh năm 1995."
    assert whole == texts(status, *lines, wrap="sentence")["purpose"]


def test_columns_that_drift_keep_their_labels_apart() -> None:
    """A label of the right column on the row of a left one is no second name for it."""
    form = CATALOGUE.get("marriage_registration_form")
    lines = (
        "Bên nữ                                       Bên nam",
        "Họ, chữ đệm, tên                             Họ, chữ đệm, tên",
        "LÊ THỊ HOA                                   ĐÀO QUỐC VINH",
        "Dân tộc                                      Dân tộc",
        "Mường                                        Sán Dìu",
        "Quốc tịch                                    Quốc tịch",
        "Việt Nam                                     Việt Nam",
        "                                             Giấy tờ tùy thân",
        "Giấy tờ tùy thân                             CMND số 240757513",
        "001195742123",
    )
    found = texts(form, *lines)

    assert "001195742123" == found["wife.id_number"]
    assert "240757513" in str(found["husband.id_number"])


def test_a_label_with_a_colon_ends_free_text() -> None:
    """`Thửa đất số:` below the content of a change begins another field, though sentences name it too."""
    found = texts(CHANGE, "2. Nội dung biến động: Thay đổi địa chỉ của người sử dụng đất ở xã",
                  "Thửa đất số: 419     Tờ bản đồ số: 205", wrap="sentence")  # fmt: skip

    assert found["change_content"] == "Thay đổi địa chỉ của người sử dụng đất ở xã"


def test_the_last_value_of_a_full_line_goes_on_at_its_beginning() -> None:
    """`… Quốc tịch: Việt` and, at the left edge, `Nam`."""
    lines = ("I. BÊN NỮ", "Họ, chữ đệm, tên: VŨ BÍCH TRINH",
             "Ngày, tháng, năm sinh: ngày 19 tháng 01 năm 1996. Dân tộc: Kinh. Quốc tịch: Việt", "Nam",
             "Nơi cư trú: Khu 2, xã Khao Mang, huyện Mù Cang Chải, tỉnh Yên Bái")  # fmt: skip

    assert (
        texts(CATALOGUE.get("marriage_registration_form"), *lines, wrap="few")["wife.nationality"]
        == "Việt Nam"
    )


def test_a_number_broken_at_its_stroke_is_one_word() -> None:
    """`Quyết định số 49/2014/` and `QĐST-HNGĐ` below."""
    lines = ("Tình trạng hôn nhân: Đã ly hôn theo Quyết định số 12 và Quyết định số 49/2014/",
             "QĐST-HNGĐ ngày 08/02/2014")  # fmt: skip
    found = texts(CATALOGUE.get("marital_status_form"), *lines, wrap="sentence")["marital_status"]

    assert found is not None
    assert found.endswith("49/2014/QĐST-HNGĐ ngày 08/02/2014")


def test_a_speck_before_a_label_makes_no_sentence_of_it() -> None:
    """Two people side by side: with a mark before the second one's name, each keeps what stands below."""
    lines = ("Họ, chữ đệm, tên vợ: LÊ THỊ MAI        ï Họ, chữ đệm, tên chồng: VŨ AN",
             "Ngày, tháng, năm sinh: 03/02/1995        Ngày, tháng, năm sinh: 03/02/1993")  # fmt: skip
    found = texts(MARRIAGE, *lines)

    assert (found["wife.date_of_birth"], found["husband.date_of_birth"]) == ("03/02/1995", "03/02/1993")


def test_a_number_below_a_label_of_two_lines() -> None:
    """`Vào sổ cấp giấy chứng nhận` / `quyền sử dụng đất` / `Số: 03206 QSDĐ/DX` on old certificates."""
    found = texts(LAND, "Vào sổ cấp giấy chứng nhận", "quyền sử dụng đất", "Số: 03206 QSDĐ/DX", wrap="none")

    assert found["register_number"] == "Số: 03206 QSDĐ/DX"


def test_values_in_the_middle_of_their_lines() -> None:
    """One label at the same edge in the lines of two people makes no column of what stands there."""
    extract = CATALOGUE.get("marriage_extract")
    nation = "   Dân tộc:          Kinh           Quốc tịch:        Việt Nam"
    found = texts(
        extract,
        "1. Họ và tên vợ:                        LƯƠNG HOÀI HƯƠNG",
        nation,
        "   Giấy tờ tùy thân:                    086304193479",
        "2. Họ và tên chồng:                     TRỊNH MINH VINH",
        nation,
        "   Giấy tờ tùy thân:                    014091054870",
        "   Số:               17/2019        ngày:             21/07/2019",
    )

    assert ("LƯƠNG HOÀI HƯƠNG", "TRỊNH MINH VINH") == (found["wife.full_name"], found["husband.full_name"])
    assert ("086304193479", "014091054870") == (found["wife.id_number"], found["husband.id_number"])


@pytest.mark.parametrize("label", ["Ngày/tháng/năm sinh", "Sinh ngày, tháng, năm"])
def test_a_label_cut_into_other_words(label: str) -> None:
    """Slashes join what other forms set apart."""
    found = texts(CATALOGUE.get("marriage_certificate"), "Họ và tên vợ: LÊ THỊ HOA", f"{label}: 21/04/2007")

    assert "21/04/2007" == found["wife.date_of_birth"]


def test_the_places_to_sign_are_no_headings_to_wait_for() -> None:
    """`Người cha` and `Người mẹ` below a form are where they sign: their labels stand above."""
    found = texts(
        CATALOGUE.get("birth_registration_form"),
        "Họ và tên người khai: LÝ THỊ VÂN", "Họ và tên: LÝ THỊ VÂN", "Họ và tên cha: LÝ QUỐC QUÂN",
        "Dân tộc: Kinh", "Họ và tên mẹ: PHAN THÙY TÌNH", "Dân tộc: Tày",
        "Người cha          Người mẹ          Người khai",
    )  # fmt: skip

    assert ("PHAN THÙY TÌNH", "Tày") == (found["mother.full_name"], found["mother.ethnicity"])


def test_the_kind_of_a_paper_leads_on_to_its_number() -> None:
    """`CCCD số:` ends with a colon and a gap, the number is the value all the same."""
    found = texts(
        CATALOGUE.get("death_extract"), "Giấy tờ tùy thân: CCCD số:          025083600158 do Bộ Công an cấp"
    )

    assert "025083600158" in str(found["id_number"])


def test_who_a_change_is_for_stands_below_its_heading() -> None:
    """`cho người có tên dưới đây:` is a heading, the name has a label of its own below."""
    form = CATALOGUE.get("civil_status_change_form")
    lines = (
        "Họ và tên người yêu cầu       Thạch Sô Phi",
        "cho người có tên dưới đây:",
        "Họ và tên       Sùng Cẩm Chi",
    )

    assert "Sùng Cẩm Chi" == texts(form, *lines)["full_name"]


def test_whom_a_confirmation_is_for() -> None:
    """`Đề nghị cấp Giấy xác nhận … cho:` heads the person's block and is no purpose."""
    lines = (
        "Họ và tên người khai: ĐẶNG TIẾN QUẨY",
        "Đề nghị cấp Giấy xác nhận tình trạng hôn nhân cho:",
        "Ông/bà: TRẦN THANH KIỀU",
        "Mục đích của việc yêu cầu: Làm hồ sơ xuất khẩu lao động",
    )
    found = texts(CATALOGUE.get("marital_status_form"), *lines)

    assert ("TRẦN THANH KIỀU", "Làm hồ sơ xuất khẩu lao động") == (found["full_name"], found["purpose"])


def test_a_short_wording_in_a_sentence_is_no_label() -> None:
    """`Cư trú:` is where somebody lives; `Thông tin về cư trú của …` is a heading."""
    kind = CATALOGUE.get("residence_confirmation")
    found = texts(
        kind, "Thông tin về cư trú của Ông/Bà như sau", "Nơi thường trú: phường Đông Hòa, tỉnh Bình Dương"
    )
    short = texts(kind, "Họ và tên: LÊ THỊ HOA", "Cư trú: phường Đông Hòa, tỉnh Bình Dương")

    assert "phường Đông Hòa, tỉnh Bình Dương" == found["residence"] == short["residence"]
