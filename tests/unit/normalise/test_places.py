"""Addresses, places, issuing bodies and free text."""

from __future__ import annotations

import pytest

from hoso.pipeline.normalise import normalise


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "Thôn 2, xã Tân Lập, huyện Đan Phượng, TP. Hà Nội.",
            "Thôn 2, xã Tân Lập, huyện Đan Phượng, TP. Hà Nội",
        ),
        (": sỐ 12 Kinh tẾ, phường 5, TP.HCM", "số 12 Kinh tế, phường 5, TP.HCM"),
        ("Xã Tân Lập...., tỉnh Hoà Bình", "Xã Tân Lập , tỉnh Hoà Bình"),
        ("Bà Rịa – Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("Bệnh viện Từ Dũ", "Bệnh viện Từ Dũ"),
    ],
)
def test_addresses_stay_as_printed(text: str, value: str) -> None:
    """Case, abbreviations and spelling are the paper's own."""
    result = normalise("address", text)
    assert (result.value, result.validity) == (value, "ok")


@pytest.mark.parametrize(("text", "validity"), [("Ấp SA", "suspicious"), ("Ấp 5A", "ok"), ("Ấp B", "ok")])
def test_a_letter_where_a_figure_belongs_is_doubted(text: str, validity: str) -> None:
    """Hamlets are counted: `SA` there is most likely `5A`, which nobody should guess."""
    assert normalise("address", f"{text}, Xã Phú Tâm, Huyện Châu Thành, Tỉnh Sóc Trăng").validity == validity


def test_a_province_alone_in_small_letters_is_the_rest_of_an_address() -> None:
    """`tỉnh Bình Thuận` goes on from a line that was lost; `Hà Nội` is a place of birth as many write it."""
    assert normalise("address", "tỉnh Bình Thuận").validity == "suspicious"
    assert normalise("address", "Hà Nội").validity == "ok"


def test_address_without_a_province_is_doubted() -> None:
    """An address that names no province was probably cut short."""
    result = normalise("address", "Thôn 2, xã Tân Lập")
    assert (result.validity, [finding.code for finding in result.findings]) == (
        "suspicious",
        ["address_without_province"],
    )


def test_likely_province_is_a_suggestion_to_look_at() -> None:
    """A province whose marks were misread gets those of the list, with a remark and a lower score."""
    result = normalise("address", "xã Minh Sơn, huyện Bắc Mê, tỉnh Hà Giạng")
    assert result.value == "xã Minh Sơn, huyện Bắc Mê, tỉnh Hà Giang"
    assert result.text == "xã Minh Sơn, huyện Bắc Mê, tỉnh Hà Giạng"
    assert result.score < 0.8
    assert [finding.code for finding in result.findings] == ["province_suggestion"]
    assert "Hà Giang" in result.findings[0].message


@pytest.mark.parametrize("kind", ["address", "place", "text"])
def test_garbled_text_is_doubted(kind: str) -> None:
    """Words that are none make a text suspicious."""
    assert normalise(kind, "asdkj qwelk zxc Hà").validity == "suspicious"


@pytest.mark.parametrize(
    "text", ["Công an tỉnh Hà Giang", "UBND XÃ TÂN LẬP", "Sở Tài nguyên và Môi trường", "Cục Cảnh sát"]
)
def test_issuers(text: str) -> None:
    """Offices are recognised by their words."""
    result = normalise("issuer", f"do {text}."[3:])
    assert (result.value, result.validity) == (text, "ok")
    assert result.score > 0.9


@pytest.mark.parametrize("text", ["cải chính họ tên", "Xác định lại dân tộc", "số 12", "-/-"])
def test_a_phrase_keeps_the_case_of_its_first_letter(text: str) -> None:
    """What goes on in a sentence begins small, what stands alone with a capital."""
    assert normalise("phrase", text).value == (None if text == "-/-" else text)


def test_an_office_ends_before_the_day() -> None:
    """`…, ngày 20 tháng 3 năm 2019` after an office is no part of its place."""
    office = "UBND xã Tân Hồng, huyện Bình Giang, tỉnh Hải Dương"

    assert normalise("address", f"{office}, ngày 20 tháng 3 năm 2019").value == office
    assert normalise("address", f"{office} ngày 20/3/2019").value == office


@pytest.mark.parametrize("kind", ["address", "phrase"])
def test_no_and_nothing_are_no_answer(kind: str) -> None:
    """A form that answers an optional question with `Không` says that nothing stands there."""
    assert normalise(kind, "Không").validity == "empty"


@pytest.mark.parametrize("text", ["ngày", ", ngày tháng năm", "---, ngày", "Không, ngày"])
def test_only_the_print_of_a_date_is_no_address(text: str) -> None:
    """A form asks for place and day on one line; where both are open nothing stands there."""
    assert normalise("address", text).validity == "empty"


def test_an_address_that_lost_a_mark_is_looked_at() -> None:
    """Where a comma was lost a word may be lost too."""
    lost, whole = (
        normalise("address", f"xã Tân Lý, huyện Châu Thành{mark} tỉnh Tiền Giang") for mark in ("", ",")
    )

    assert lost.value == whole.value == "xã Tân Lý, huyện Châu Thành, tỉnh Tiền Giang"
    assert ("suspicious", "ok") == (lost.validity, whole.validity)
