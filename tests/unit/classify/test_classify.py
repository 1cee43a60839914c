"""Which kind of paper it is."""

from __future__ import annotations

import pytest

from hoso.pipeline.classify.doc_type import classify
from hoso.pipeline.classify.titles import find_titles, title_like
from hoso.pipeline.layout.rows import rows_of
from hoso.schemas.catalogue import OTHER, Catalogue, DocumentType, FieldSpec, load_catalogue
from tests.pages import Print, motto, page_of, rows, title
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
BODY = BIRTH_CERTIFICATE[4:]


def kind_of(*lines: str | Print) -> str:
    """The type that the lines of one page are taken for."""
    return classify(rows(*lines), CATALOGUE).kind.doc_type


@pytest.mark.parametrize(
    ("doc_type", "lines"),
    [
        ("birth_certificate", BIRTH_CERTIFICATE),
        ("birth_extract", BIRTH_EXTRACT),
        ("marriage_certificate", MARRIAGE_CERTIFICATE),
        ("marriage_certificate", MARRIAGE_TABLE),
        ("marital_status_confirmation", MARITAL_STATUS),
        ("land_use_certificate", (*LAND_CERTIFICATE, *LAND_PARCEL)),
        ("land_change_registration", LAND_CHANGE),
    ],
)
def test_papers_are_known(doc_type: str, lines: tuple[str | Print, ...]) -> None:
    """Every type is known by its title, surely enough to need no look."""
    verdict = classify(rows(*lines), CATALOGUE)

    assert doc_type == verdict.kind.doc_type
    assert 0.9 < verdict.confidence < 1
    assert verdict.title is not None
    assert verdict.title.kind is verdict.kind


@pytest.mark.parametrize(
    "line",
    [
        "GIẤY KHAI SINH",
        "GIAY KHAl SINH",
        "GIẤYKHAI SINH",
        "GIẤY KHAI SINH (BẢN SAO)",
        "GIẤY KHAI SINH - BẢN CHÍNH",
    ],
)
def test_a_title_badly_read_or_with_an_addition(line: str) -> None:
    """Small errors and what stands in brackets after the title do not hide it."""
    assert "birth_certificate" == kind_of(*motto(), title(line), *BODY)


@pytest.mark.parametrize(
    "titles",
    [
        ("TỜ KHAI ĐĂNG KÝ KHAI SINH",),
        ("TỜ KHAI CẤP BẢN SAO", "GIẤY KHAI SINH"),
        ("ĐƠN XIN CẤP LẠI GIẤY KHAI SINH",),
        ("GIẤY BIÊN NHẬN", "GIẤY KHAI SINH"),
        ("ĐƠN ĐỀ NGHỊ", "CẤP LẠI BẢN SAO", "GIẤY KHAI SINH"),
        ("HỌP TỔ DÂN PHỐ SỐ MƯỜI HAI",),
    ],
)
def test_naming_a_paper_is_not_being_it(titles: tuple[str, ...]) -> None:
    """An application, a receipt or a letter that names a certificate is another paper."""
    lines = "Kính gửi: Ủy ban nhân dân xã", "Tôi đề nghị cấp giấy khai sinh cho con tôi", "Xin cảm ơn"

    assert "other" == kind_of(*motto(), *map(title, titles), *lines)


def test_a_word_that_differs_makes_another_title() -> None:
    """Titles that share most letters are parted by the one word that differs, misread letters aside."""
    fields = (FieldSpec("a", "text", "A", True, ("Họ tên",)),)
    kept = Catalogue({
        name: DocumentType(name, name, name, titles=(text,), fields=fields)
        for name, text in (("marriage", "TRÍCH LỤC GHI CHÚ KẾT HÔN"), ("death", "TỜ KHAI ĐĂNG KÝ KHAI TỬ"))
    })  # fmt: skip
    named = {
        text: classify(rows(title(text), "Họ tên: LAN"), kept).kind.doc_type
        for text in (
            "TRÍCH LỤC GHI CHÚ KẾT HÔN", "TRÍCH LỤC GHl CHU KÊT HON", "TRÍCH LỤC GHI CHÚ LY HÔN",
            "TỜ KHAI ĐĂNG KÝ KHAI TỬ", "TỜ KHAI ĐĂNG KÝ KHAI SINH", "ĐƠN ĐĂNG KÝ KHAI TỬ",
            "TỜ KHAI ĐĂNG KÝ KHAI",
        )
    }  # fmt: skip

    assert ["marriage", "marriage", "other", "death", "other", "other", "other"] == list(named.values())


def test_a_title_beside_the_motto() -> None:
    """Lines of a title that stand beside the motto are read together, and alone they are another's title."""
    lines = (
        "TỜ KHAI                         CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "ĐĂNG KÝ KẾT HÔN                     Độc lập - Tự do - Hạnh phúc",
        "Kính gửi: Ủy ban nhân dân xã Tân Hồng",
        "                          Bên nữ                       Bên nam",
        *MARRIAGE_TABLE[6:14],
    )

    assert "marriage_registration_form" == kind_of(*lines)
    assert "marriage_registration_form" != kind_of(str(lines[0]).replace("TỜ KHAI", "SỔ BỘ  "), *lines[1:])


def test_an_unread_title_of_an_application_keeps_to_applications() -> None:
    """Of a title only its first words were read: no type is taken whose titles open otherwise."""
    lines = (title("TỜ KHAI ........"), *BODY)

    assert "other" == kind_of(*motto(), *lines)


def test_a_certificate_in_the_text_is_not_a_title() -> None:
    """Small letters inside a sentence, or capitals far down the page, are no title."""
    assert "other" == kind_of(title("BIÊN NHẬN"), "Đã nhận giấy khai sinh bản chính", "Người nhận")
    assert [] == find_titles(rows(*[""] * 30, "GIẤY KHAI SINH"), CATALOGUE)
    assert [] == find_titles(rows("Giấy khai sinh"), CATALOGUE)


def test_a_title_on_the_next_page_is_another_paper_s() -> None:
    """The paper's title stands on its first page."""
    pages = [page_of(["Họ tên: LAN"]), page_of([title("GIẤY KHAI SINH")], 2)]

    assert [] == find_titles(rows_of(pages), CATALOGUE)


def test_a_title_without_its_fields_is_not_enough() -> None:
    """A sheet that shows a title and nothing of the form is no certificate."""
    assert "other" == kind_of(title("GIẤY KHAI SINH"), "Danh sách các cháu được tặng quà")


def test_a_title_of_several_lines() -> None:
    """The lines of a long title are read together, as far as they stand close and on one page."""
    found = find_titles(rows(*LAND_CERTIFICATE), CATALOGUE)

    assert ("land_use_certificate", 2) == (found[0].kind.doc_type, found[0].row)
    assert found[0].last_row in (3, 4)


def test_a_title_that_another_page_goes_on_with() -> None:
    """Capitals on the next page do not belong to the title."""
    pages = [page_of([title("GIẤY CHỨNG NHẬN")]), page_of([title("QUYỀN SỬ DỤNG ĐẤT")], 2)]

    assert [] == find_titles(rows_of(pages), CATALOGUE)


def test_a_paper_without_its_title() -> None:
    """Its own phrases and most of its labels make it known, though never as surely as a title."""
    verdict = classify(rows(*BODY), CATALOGUE)

    assert "birth_certificate" == verdict.kind.doc_type
    assert verdict.title is None
    assert verdict.confidence < 0.9


def test_half_a_paper_without_a_title_is_not_forced() -> None:
    """With a phrase of a paper but hardly a label it stays in the sorting bin, less surely so."""
    unsure = classify(rows(*BODY[1:5], *BODY[17:19]), CATALOGUE)

    assert unsure.kind is OTHER
    assert unsure.confidence < classify(rows("Xin chào"), CATALOGUE).confidence


def test_nothing_on_the_paper() -> None:
    """A paper without words is of no type."""
    verdict = classify((), CATALOGUE)

    assert (OTHER, "") == (verdict.kind, verdict.title_text)


def test_the_title_of_an_unknown_paper_is_kept() -> None:
    """Of a paper of no known type the largest line in capitals near the middle is its title."""
    paper = rows(*motto(), "", title("GIẤY PHÉP XÂY DỰNG"), "SỐ NHÀ", "Cấp cho ông Lê Văn Ba")

    assert "GIẤY PHÉP XÂY DỰNG" == title_like(paper)
    assert "" == title_like(rows("chỉ có chữ thường"))
    assert "" == title_like(())


def test_types_without_fields_or_required_labels() -> None:
    """A type with nothing that must be there is known by its title only."""
    bare = DocumentType(
        "bare", "Giấy", "Paper", titles=("GIẤY PHÉP XÂY DỰNG",), markers=("cấp phép xây dựng",)
    )
    loose = DocumentType(
        "loose", "Giấy", "Paper", markers=("cấp phép xây dựng",), fields=(FieldSpec("a", "text", "A"),)
    )
    catalogue = Catalogue({"bare": bare, "loose": loose, "other": OTHER})

    assert OTHER is classify(rows(title("GIẤY PHÉP XÂY DỰNG"), "cấp phép xây dựng"), catalogue).kind


def test_another_certificate_of_registration() -> None:
    """`GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH` opens like a marriage certificate of old and is none."""
    lines = title("GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH"), "Dân tộc: Kinh", "Số: 55", "Ngày sinh: 17/05/1965"

    assert "other" == kind_of(*motto(), *lines)
    assert "marriage_certificate" == kind_of(
        *motto(), title("GIẤY CHỨNG NHẬN ĐĂNG KÝ KẾT HÔN"), *MARRIAGE_CERTIFICATE[3:]
    )


def test_a_clear_title_stands_where_the_labels_are_too_faint_to_read() -> None:
    """Beside a title read to the letter one label that was read is enough; with none it is another paper."""
    faint = ("Ngy thàn1 nám Snh", "Qiy ĐÔ ty thạm", "Đ t ỐU NH)", "So ulay bá) tu")
    lines = (title("TỜ KHAI ĐĂNG KÝ KHAI TỬ"), *faint)

    assert "other" == kind_of(*lines)
    assert "death_registration_form" == kind_of(
        *lines, "Nơi cư trú cuối cùng:", "xã Thọ Sơn, tỉnh Bình Phước"
    )


def test_the_front_of_a_folded_certificate() -> None:
    """Hardly more than its title stands on it; the same title over a page of other text is not enough."""
    front: tuple[str | Print, ...] = (
        *motto(),
        "",
        title("GIẤY CHỨNG NHẬN"),
        title("QUYỀN SỬ DỤNG ĐẤT"),
        "",
        "Số: X 158610",
    )

    assert kind_of(*front) == "land_use_certificate"
    assert kind_of(*front, *("Những điều cần chú ý khi thực hiện quyền của mình",) * 8) == OTHER.doc_type


def test_a_contract_on_a_contract_is_another_paper() -> None:
    """A deposit names the transfer that it prepares, its sides, its parcel and its price."""
    deposit: tuple[str | Print, ...] = (
        *motto(),
        "",
        title("HỢP ĐỒNG ĐẶT CỌC"),
        "(Để bảo đảm việc giao kết hợp đồng chuyển nhượng quyền sử dụng đất)",
        "BÊN CHUYỂN NHƯỢNG (BÊN A):",
        "Ông: NGUYỄN MINH ĐÔNG, sinh năm: 1960, CCCD số: 036060129257",
        "BÊN NHẬN CHUYỂN NHƯỢNG (BÊN B):",
        "Ông: NGUYỄN ĐÌNH THÔNG, sinh năm: 1982, CCCD số: 036082309229",
        "Giá chuyển nhượng: 600.000.000 đồng; thửa đất số: 120, tờ bản đồ số: 32, diện tích: 97 m²",
    )

    assert kind_of(*deposit) == OTHER.doc_type


@pytest.mark.parametrize(
    "titles",
    [
        ("ĐƠN ĐỀ NGHỊ CẤP LẠI, CẤP ĐỔI GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT,",
         "QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT"),
        ("GIẤY XÁC NHẬN", "SỐ CHỨNG MINH NHÂN DÂN"),
    ],
)  # fmt: skip
def test_words_more_make_another_title(titles: tuple[str, ...]) -> None:
    """Words inside a title of ours, or over it, that none of ours has."""
    assert [] == find_titles(rows(*motto(), "", *map(title, titles), *BODY), CATALOGUE)


@pytest.mark.parametrize("name", ["TỜ KHAI LỆ PHÍ TRƯỚC BẠ", "PHIẾU CHUYỂN THÔNG TIN"])
def test_what_a_paper_calls_itself_goes_before_larger_headings(name: str) -> None:
    """All that a certificate has, under another title: the first in the middle below the motto is its own."""
    paper = rows(*motto(), "", Print(name, centred=True), "", title("ĐẶC ĐIỂM CHUNG"), *BODY)

    assert "other" == classify(paper, CATALOGUE).kind.doc_type
    assert name == classify(paper, CATALOGUE).title_text


@pytest.mark.parametrize("name", ["VĂN BẢN TỪ CHỐI NHẠN DI SẢN", "VĂN BẢN CAM KẾT VỀ TÀI SẢN"])
def test_another_deed_about_an_inheritance(name: str) -> None:
    """Who refuses or declares something opens the deed as an agreement does, and lists the same land."""
    lines = (
        "Họ và tên: Nguyễn Ngọc Hằng",
        "Thửa đất số: 836",
        "Tờ bản đồ số: 24",
        "Địa chỉ thửa đất: Xã Tân Lập, Huyện Mộc Châu, Tỉnh Sơn La",
        "Diện tích: 2.483,8 m²",
        "Giấy chứng nhận số: CĐ 757801",
        "Nay tôi tự nguyện từ chối nhận toàn bộ kỷ phần thừa kế mà tôi được hưởng.",
    )

    assert "other" == kind_of(*motto(), title(name), *lines)


def test_a_form_from_a_screen_says_so_in_its_title() -> None:
    """`TỜ KHAI ĐIỆN TỬ` over `ĐĂNG KÝ KHAI SINH` is the form's title with two words more."""
    lines = ("Họ, chữ đệm, tên: LÊ THỊ MAI", "Nơi sinh: tỉnh Hải Dương", "Quê quán: tỉnh Hải Dương", *BODY)

    assert "birth_registration_form" == kind_of(
        *motto(), "", title("TỜ KHAI ĐIỆN TỬ"), title("ĐĂNG KÝ KHAI SINH"), *lines
    )


@pytest.mark.parametrize(
    ("under", "doc_type"),
    [("Đăng ký nhận cha, mẹ, con", "parent_child_extract"), ("Đăng ký nhận cha, mẹ, con:", "other")],
)
def test_what_an_extract_is_of_may_stand_in_small_letters(under: str, doc_type: str) -> None:
    """In the middle under `TRÍCH LỤC`; with a colon it is the label of something."""
    prose = (
        "Công nhận ông LÒ VĂN PANH, sinh ngày 06/04/1973, CCCD số 082073634765, là cha đẻ của cháu",
        "LÒ CÔNG TRÍ, sinh ngày 18/05/2016.",
    )

    assert doc_type == kind_of(*motto(), "", title("TRÍCH LỤC"), Print(under, centred=True), *prose)
