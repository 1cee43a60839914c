"""Values that have no label of their own."""

from __future__ import annotations

import pytest

from hoso.pipeline.extract.finders import FINDERS
from hoso.pipeline.labels.assign import assign
from hoso.pipeline.labels.find import find_labels
from hoso.pipeline.layout.rows import rows_of
from hoso.schemas.catalogue import load_catalogue
from tests.pages import Print, motto, page_of, rows, title

CATALOGUE = load_catalogue()
FIELDS = {
    "date": ("marital_status_confirmation", "issue_date"),
    "last date": ("land_use_certificate", "issue_date"),
    "serial": ("land_use_certificate", "serial_number"),
    "signer": ("birth_certificate", "signer"),
    "issuer": ("marital_status_confirmation", "issuer"),
    "last issuer": ("land_use_certificate", "issuing_authority"),
    "notarised": ("land_transfer_contract", "notarisation_number"),
    "issued": ("residence_confirmation", "issue_date"),
    "heading": ("ledger_page", "book_kind"),
    "map": ("cadastral_extract", "parcel_address"),
}


def found(field: str, *lines: str | Print) -> str | None:
    """The text that the field's finder finds."""
    kind = CATALOGUE.get(FIELDS[field][0])
    spec = kind.field(FIELDS[field][1])
    paper = rows(*lines)
    span = FINDERS[spec.find](spec, paper, assign(paper, find_labels(paper, kind), -1))
    return span.text if span else None


@pytest.mark.parametrize("stamp", ["CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH", "SAO Y BẢN CHÍNH"])
def test_who_certifies_a_copy_has_not_signed_the_paper(stamp: str) -> None:
    """The stamp of a copy has a title and a name of its own below the paper's."""
    edge = " " * 40
    lines = (
        f"{edge}CHỦ TỊCH", f"{edge}Vũ Khánh Duy", stamp, "Ngày 26 tháng 6 năm 2018", "CÔNG CHỨNG VIÊN",
        "Phan Hoàng Phúc",
    )  # fmt: skip

    assert "Vũ Khánh Duy" == found("signer", *lines)


# --- place and date -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Tân Hồng, ngày 01 tháng 9 năm 2026", "ngày 01 tháng 9 năm 2026"),
        ("Số: 7      Tân Hồng, ngày 01 tháng 9 năm 2026", "ngày 01 tháng 9 năm 2026"),
        ("Hà Nội, ngày 1/9/2026", "ngày 1/9/2026"),
        ("UBND XÃ IA BLANG          la Blang, ngày 11 tháng 07 năm 2016", "ngày 11 tháng 07 năm 2016"),
        ("Hà Nội, ngàv l2 tháng O9 năm 2026", "ngàv l2 tháng O9 năm 2026"),
    ],
)
def test_the_date_beside_the_place(line: str, date: str) -> None:
    """The date of issue stands after the place, badly read or not."""
    assert date == found("date", line)


@pytest.mark.parametrize(
    "line",
    [
        "Tân Hồng, năm 2026",
        "Ngày sinh: ngày 01 tháng 9 năm 1990",
        "Căn cứ Luật Hộ tịch do Quốc hội ban hành ở Hà Nội ngày 20 tháng 11 năm 2014",
        "Ngày, tháng, năm sinh                             ngày 10 tháng 5 năm 1971",
        "                                        ngày 07/09/2001, đến 11/07/2016",
        "của Luật Đất đai ngày 14 tháng 7 năm 1993.",
    ],
)
def test_other_dates_are_not_the_paper_s(line: str) -> None:
    """A date with a label of its own, or inside a sentence, is not the date of issue."""
    assert found("date", line) is None


def test_the_first_or_the_last_date() -> None:
    """A confirmation's date stands at its head, a land certificate's at its end."""
    lines = "Tân Hồng, ngày 01 tháng 9 năm 2025", "", "Hải Dương, ngày 02 tháng 9 năm 2026"

    assert "ngày 01 tháng 9 năm 2025" == found("date", *lines)
    assert "ngày 02 tháng 9 năm 2026" == found("last date", *lines)


def test_a_date_whose_year_stands_below() -> None:
    """In a narrow head the year alone may be on the next line; another number there is not the year."""
    line = "                                Tân Hồng, ngày 01 tháng 9 năm"

    assert "ngày 01 tháng 9 năm 2026" == found("date", line, "                                       2026")
    assert "ngày 01 tháng 9 năm" == found("date", line, "2026                           XÁC NHẬN")
    assert "ngày 01 tháng 9 năm" == found("date", line)


# --- serial ---------------------------------------------------------------------------------------------


def test_the_largest_serial() -> None:
    """A certificate's own serial is printed larger than those it mentions."""
    assert "BM 654321" == found("serial", "     CĐ 123456     ", Print("BM 654321", 1.5), "     AB 111111")


@pytest.mark.parametrize("line", ["theo giấy CĐ 123456 đã cấp", "CĐ 123456 đã cấp", "abc 1234567", ""])
def test_a_serial_stands_apart(line: str) -> None:
    """A number inside a sentence is not the certificate's serial."""
    assert found("serial", line) is None


# --- signer ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines",
    [
        ("          CHỦ TỊCH", "", "        Lê Văn Thành"),
        ("          KT. CHỦ TỊCH", "        PHÓ CHỦ TỊCH", "", "        Lê Văn Thành"),
        ("Người đi khai      CHỦ TỊCH", "(Đã ký)          (Đã ký)", "Trần Văn Ba     Lê Văn Thành"),
        ("CÔNG CHỨC            CHỦ TỊCH", "", "Trần Văn Ba          Lê Văn Thành"),
        ("Cán bộ tư pháp       LIOỦ TỊCH UBND", "", "Trần Văn Ba          Lê Văn Thành"),
        ("        ƯỜI KÝ B ẢN SAO", "", "        Lê Văn Thành"),
    ],
)
def test_the_signer_stands_under_the_title(lines: tuple[str, ...]) -> None:
    """The name straight under the last signing title, whoever else signed beside it."""
    assert "Lê Văn Thành" == found("signer", *lines)


@pytest.mark.parametrize(
    "lines",
    [
        ("Lê Văn Thành",),
        ("CHỦ TỊCH",),
        ("CHỦ TỊCH", "", "                                      Lê Văn Thành"),
        ("CHỦ TỊCH", "", "(Đã ký và đóng dấu)"),
        ("CHỦ TỊCH", "", "Thành"),
    ],
)
def test_no_name_is_made_up(lines: tuple[str, ...]) -> None:
    """Without a title, or with nothing like a name under it, there is no signer."""
    assert found("signer", *lines) is None


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("          CHỦ TỊCH", "", "        Quàng Thùy Chi"), "Quàng Thùy Chi"),
        (("          CHỦ TỊCH", "", "       HỌÀNG TUẤN PHÚC"), "HỌÀNG TUẤN PHÚC"),
        (("      TM. UBND XÃ BÁT TRÀNG", "    Y#0ùf£n)", "", "           Trần Thế Anh"), "Trần Thế Anh"),
    ],
)
def test_a_name_nobody_knows_is_shown(lines: tuple[str, ...], name: str) -> None:
    """A rare or misread family name, or a title under a seal, does not hide who signed."""
    assert name == found("signer", *lines)


def test_a_name_on_the_next_page_is_not_the_signer() -> None:
    """The name stands on the page of the title."""
    spec = CATALOGUE.get("birth_certificate").field("signer")
    paper = rows_of([page_of(["CHỦ TỊCH"]), page_of(["Lê Văn Thành"], 2)])

    assert FINDERS["signer"](spec, paper, []) is None


# --- issuer ---------------------------------------------------------------------------------------------


def test_the_office_at_the_head() -> None:
    """The office stands at the left of the motto, its place under it."""
    assert "ỦY BAN NHÂN DÂN XÃ TÂN HỒNG" == found(
        "issuer",
        "  ỦY BAN NHÂN DÂN              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "    XÃ TÂN HỒNG                     Độc lập - Tự do - Hạnh phúc",
        "    Số: 7/UBND",
    )


@pytest.mark.parametrize(
    ("lines", "office"),
    [
        (
            ("     TM. ỦY BAN NHÂN DÂN", "         XÃ TÂN HỒNG", "          CHỦ TỊCH"),
            "ỦY BAN NHÂN DÂN XÃ TÂN HỒNG",
        ),
        (("     TM.ỦY BAN NHÂN DÂN", "        XÃ TÂN HỒNG"), "ỦY BAN NHÂN DÂN XÃ TÂN HỒNG"),
        (("     TM. ỦY BAN NHÂN DÂN", "         QUẬN", "           10"), "ỦY BAN NHÂN DÂN QUẬN 10"),
        (("     ỦY BAN NHÂN DÂN", "       Lê Văn Thành"), "ỦY BAN NHÂN DÂN"),
        (("     ỦY BAN NHÂN DÂN", "      XÃ HIẸP ĐỨC"), "ỦY BAN NHÂN DÂN XÃ HIẸP ĐỨC"),
        (
            ("   „+ TM. ỦY BAN NHÂN DÂN", "         XÃ TÂN HỒNG", "           CHỦ"),
            "ỦY BAN NHÂN DÂN XÃ TÂN HỒNG",
        ),
        (("     ỦY BAN NHÂN DÂN", "", "", "       XÃ TÂN HỒNG"), "ỦY BAN NHÂN DÂN"),
        (("     ỦY BAN NHÂN DÂN", "     ỦY BAN NHÂN DÂN"), "ỦY BAN NHÂN DÂN"),
        (
            (" SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG THÀNH", "          PHỐ HÀ NỘI", "        PHÓ GIÁM ĐỐC"),
            "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG THÀNH PHỐ HÀ NỘI",
        ),
    ],
)
def test_an_office_over_the_signature(lines: tuple[str, ...], office: str) -> None:
    """Its lines go on while they are capitals close under it; a title or a name ends them."""
    assert office == found("issuer", *lines)


def test_the_first_or_the_last_office() -> None:
    """A land certificate is issued by the office over its signature."""
    lines = "ỦY BAN NHÂN DÂN", "", "", "", "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG"

    assert "ỦY BAN NHÂN DÂN" == found("issuer", *lines)
    assert "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG" == found("last issuer", *lines)


@pytest.mark.parametrize(
    ("lines", "office"),
    [
        (("                  ỦY BAN NHÂN DÂN XÃ TÂN HỒNG", "XÁC NHẬN:"), "ỦY BAN NHÂN DÂN XÃ TÂN HỒNG"),
        (
            ("                  ỦY BAN NHÂN DÂN", "                    XÃ TÂN HỒNG"),
            "ỦY BAN NHÂN DÂN XÃ TÂN HỒNG",
        ),
        (("Ủy ban nhân dân xã Tân Hồng xác nhận:",), "Ủy ban nhân dân xã Tân Hồng"),
        (("Nơi cấp: Ủy ban nhân dân xã Tân Hồng",), "Ủy ban nhân dân xã Tân Hồng"),
        (("ỦY BAN NHÂN DÂN XÃ TÂN HỒNG XÁC NHẬN:",), "ỦY BAN NHÂN DÂN XÃ TÂN HỒNG"),
        (
            ("            ỦY BAN NHÂN DÂN XÃ TÂN HỒNG HUYỆN MỸ XUYÊN", "XÁC NHẬN:"),
            "ỦY BAN NHÂN DÂN XÃ TÂN HỒNG",
        ),
        (("Ủy ban nhân dân xã Tân Hồng, huyện Mỹ Xuyên xác nhận:",), "UBND XÃ TÂN HỒNG"),
        (("                  ỦY BAN NHÂN DÂN", "XÁC NHẬN:"), "UBND XÃ TÂN HỒNG"),
    ],
)
def test_the_office_where_it_speaks(lines: tuple[str, ...], office: str) -> None:
    """The head may be short; above the person the form names the office in full."""
    head = "UBND XÃ TÂN HỒNG                         CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    person = "Họ, chữ đệm, tên: LÊ THỊ HOA"

    assert office == found("issuer", head, title("GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"), *lines, person)


@pytest.mark.parametrize("line", ["Ủy ban nhân dân xã Tân Hồng xác nhận", "GIẤY KHAI SINH"])
def test_an_office_in_a_sentence_does_not_issue(line: str) -> None:
    """Only capitals that open a line are an issuing office."""
    assert found("issuer", title("TRÍCH LỤC"), line) is None


@pytest.mark.parametrize("line", ["SỔ ĐĂNG KÝ KHAI SINH", "SỔ ĐĂNG KY KHAl SINH"])
def test_a_heading_is_itself_the_value(line: str) -> None:
    """The kind of a register is its own title, small faults of reading aside; a mention of it is not."""
    assert line == found("heading", *motto(), title(line), "Số: 12")
    assert found("heading", "Đã ghi vào sổ đăng ký khai sinh của xã Tân Hồng") is None


def test_a_time_of_the_day_is_no_place() -> None:
    """What stands before a date beside its place names the place."""
    lines = "Thời điểm chết 18 giờ 24 phút, ngày 13/06/2023", "Gio Mỹ, ngày 02 tháng 9 năm 2025"

    assert "ngày 02 tháng 9 năm 2025" == found("issued", *lines)


def test_the_last_day_of_validity_is_no_day_of_issue() -> None:
    """A date that goes on after another phrase of the form is not the one beside the place."""
    lines = "Tân Hồng, ngày 02 tháng 9 năm 2025", "", "Xác nhận này có giá trị đến hết ngày 02/09/2026"

    assert "ngày 02 tháng 9 năm 2025" == found("issued", *lines)


def test_a_date_beside_its_place_goes_before_a_bare_one() -> None:
    """A bare date below is some other day of the form."""
    bare = " " * 50 + "ngày 02/09/2026"
    lines = "Tân Hồng, ngày 02 tháng 9 năm 2025", "", bare

    assert "ngày 02 tháng 9 năm 2025" == found("issued", *lines)
    assert "ngày 02/09/2026" == found("issued", *lines[1:])
    assert found("issued", "do Công an tỉnh Hải Dương cấp", bare.strip()) is None


def test_a_copy_names_who_signed_the_original() -> None:
    """`Người ký Giấy khai sinh: …` on the copy goes before the name under the signature."""
    lines = ("Nơi đăng ký: Ủy ban nhân dân xã Ia Kriêng", "PHÓ CHỦ TỊCH", "", "Nguyễn Tiến Vinh")

    assert found("signer", "Người ký Giấy khai sinh: Chu Văn Tường (Đã ký)", *lines) == "Chu Văn Tường"
    assert found("signer", "NGƯỜI KÝ GIẤY KHAI SINH", *lines) == "Nguyễn Tiến Vinh"


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (("Số: 7976/2020, quyển số: 01/2020 TP/CC-SCC/HĐGD",), "7976/2020,"),
        (("Số: 621        CÔNG CHỨNG VIÊN", "Quyển số: 01 TP/CC-SCC/HĐGD"), "621"),
        (("Số: 12/KS, quyển số: 01/2020",), None),
        (("Số: 12 phố Huế", "TP/CC"), None),
    ],
)
def test_the_number_beside_a_notary_s_book(lines: tuple[str, ...], number: str | None) -> None:
    """It has no label of its own: the book's letters tell."""
    assert found("notarised", "LỜI CHỨNG CỦA CÔNG CHỨNG VIÊN", *lines) == number


def test_the_place_below_the_title_of_a_map() -> None:
    """A commune in a line of its own, without a label, is where the parcel lies; an office is none."""
    head = (*motto(), title("MẢNH TRÍCH ĐO ĐỊA CHÍNH SỐ 158-2016"))
    parcel = "- Thửa đất số: 71"

    assert "Xã Bảo Lâm 1, tỉnh Lâm Đồng" == found("map", *head, "Xã Bảo Lâm 1, tỉnh Lâm Đồng", parcel)
    assert found("map", *head, "Ủy ban nhân dân xã Bảo Lâm 1, tỉnh Lâm Đồng", parcel) is None
    assert found("map", *head, "TỈNH LÂM ĐỒNG", parcel) is None


def test_a_day_beside_the_label_of_a_number() -> None:
    """No register number is a day: the number stands below its label, the day is that of signing."""
    assert "Ngày 13 tháng 12 năm 2003" == found(
        "last date",
        "Số vào sổ cấp giấy chứng nhận quyền sử   Ngày 13 tháng 12 năm 2003",
        "dụng đất:                                TM. ỦY BAN NHÂN DÂN",
        "01457 QSDĐ/B3",
    )
