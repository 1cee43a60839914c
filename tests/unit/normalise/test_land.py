"""Values of land papers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoso.pipeline.normalise import normalise


@pytest.mark.parametrize(
    ("text", "serial"),
    [
        ("CĐ 123456", "CĐ 123456"),
        ("CĐ123456", "CĐ 123456"),
        ("CÐ 123456", "CĐ 123456"),
        ("AA 01234567", "AA 01234567"),
        ("B 123456", "B 123456"),
        ("DĐ 12345678", "DĐ 12345678"),
        ("Số phát hành: BK 123456", "BK 123456"),
        ("C.Đ.1.2.3.4.5.6", "CĐ 123456"),
        ("8K l23456", "BK 123456"),
        ("C0 123 456", "CO 123456"),
        ("cĐ 123456", "CĐ 123456"),
        ("0 628545", "O 628545"),
    ],
)
def test_serials(text: str, serial: str) -> None:
    """All models of serials in the one form, misread characters repaired on both sides."""
    result = normalise("land_serial", text)
    assert (result.value, result.validity) == (serial, "ok")


@pytest.mark.parametrize(
    ("text", "serial", "validity"),
    [
        ("BK 1234567", "BK 1234567", "suspicious"),
        ("FW 123456", "FW 123456", "suspicious"),
        ("B 12345678", "B 12345678", "suspicious"),
        ("123456", None, "invalid"),
        ("abc", None, "invalid"),
        ("...", None, "empty"),
    ],
)
def test_odd_serials(text: str, serial: str | None, validity: str) -> None:
    """Lost digits and foreign letters are doubted; digits alone are no serial."""
    result = normalise("land_serial", text)
    assert (result.value, result.validity) == (serial, validity)


@pytest.mark.parametrize(
    ("text", "number", "validity"),
    [
        ("Số vào sổ cấp GCN: CS 05494", "CS 05494", "ok"),
        ("Số vào số cấp giấy chứng nhận: CH00123/QSDĐ", "CH00123/QSDĐ", "ok"),
        ("CH 00120", "CH 00120", "ok"),
        ("C.N.5.4.2.9", "CN5429", "ok"),
        ("CL2017", "CL2017", "ok"),
        ("CH O0120", "CH 00120", "ok"),
        ("00123 QSDĐ/TL", "00123 QSDĐ/TL", "ok"),
        ("VP.00012", "VP.00012", "ok"),
        ("05494", "05494", "suspicious"),
        ("xin chào 12", "xin chào 12", "suspicious"),
        ("không rõ", None, "empty"),
    ],
)
def test_land_register_numbers(text: str, number: str | None, validity: str) -> None:
    """Punctuation stays, labels go, digits alone need a look."""
    result = normalise("land_register_number", text)
    assert (result.value, result.validity) == (number, validity)


@pytest.mark.parametrize(
    ("text", "number"),
    [("123", "123"), ("Thửa đất số: 45", "45"), ("l23", "123"), ("123, tờ bản đồ số 10", "123"), ("45-1",
     "45-1"),
     ("0045", "0045"), ("..12..", "12"), ("123a", "123a")],
)  # fmt: skip
def test_parcel_numbers(text: str, number: str) -> None:
    """The parcel's number is text; leading zeros and parts stay."""
    assert normalise("parcel_number", text).value == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("10", "10"),
        ("tờ bản đồ số: 12", "12"),
        ("D4-12", "D4-12"),
        ("1O", "10"),
        ("10 (DC 10)", "10"),
        ("299", "299"),
    ],
)
def test_map_sheet_numbers(text: str, number: str) -> None:
    """The sheet's number is text, also with letters."""
    assert normalise("map_sheet_number", text).value == number


@pytest.mark.parametrize("kind", ["parcel_number", "map_sheet_number"])
def test_no_number_is_invalid(kind: str) -> None:
    """Words alone are no number."""
    assert normalise(kind, "abc").validity == "invalid"


@pytest.mark.parametrize(
    ("text", "term"),
    [("Lâu dài", "Lâu dài"), ("Lâu đài", "Lâu dài"), ("lâu dai", "lâu dài"), ("Đến ngày 15/10/2063",
     "Đến ngày 15/10/2063"),
     ("Đất ở: Lâu đài; CLN: Đến ngày 15/10/2063", "Đất ở: Lâu dài; CLN: Đến ngày 15/10/2063"), ("50 năm",
     "50 năm")],
)  # fmt: skip
def test_terms(text: str, term: str) -> None:
    """Terms stay as printed; the castle (`lâu đài`) becomes the long term that it is."""
    assert normalise("time_term", text).value == term


def test_known_purposes_score_higher() -> None:
    """Names and codes of land uses support a purpose."""
    assert normalise("land_use_purpose", "Đất ở tại nông thôn").score == 0.97
    assert normalise("land_use_purpose", "ONT: 400 m²").score == 0.97
    assert normalise("land_use_purpose", "Nhà kho").score < 0.6


@settings(max_examples=20, deadline=None)
@given(st.from_regex(r"[A-EGHIK-VXYĐ]{2} ([0-9]{6}|[0-9]{8})", fullmatch=True))
def test_every_serial_stays(serial: str) -> None:
    """A serial in the contract's form is its own value."""
    result = normalise("land_serial", serial)
    assert (result.value, result.validity) == (serial, "ok")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Đắt trông cây hàng năm khác", "Đất trồng cây hàng năm khác"),
        ("Đất nuôi trồng thuỷ sản", "Đất nuôi trồng thuỷ sản"),
        ("ĐÁT Ở TẠI NÔNG THÔN: 75 m?", "ĐẤT Ở TẠI NÔNG THÔN: 75 m²"),
        ("Đất trồng cây hằng năm khác", "Đất trồng cây hằng năm khác"),
    ],
)
def test_lost_marks_of_uses_come_back(text: str, value: str) -> None:
    """A use of land is spelled as in law; either spelling in use stays as printed."""
    assert value == normalise("land_use_purpose", text).value


def test_a_mended_word_lowers_the_score() -> None:
    """What was mended must be seen by a person."""
    assert normalise("land_use_purpose", "Đắt ở").score < normalise("land_use_purpose", "Đất ở").score


@pytest.mark.parametrize("text", ["Đất ở: Lâu dài; Đất rừng sản xuất: Đến", "Đến ngày"])
def test_a_term_without_its_end_is_doubtful(text: str) -> None:
    """`Đến` is nobody's term: the day is lost."""
    assert "suspicious" == normalise("time_term", text).validity


@pytest.mark.parametrize("stroke", ["l", "I", "i"])
def test_a_lone_stroke_is_a_doubtful_one(stroke: str) -> None:
    """The first sheet of a map is often read as a letter."""
    sheet = normalise("map_sheet_number", stroke)

    assert ("1", "suspicious") == (sheet.value, sheet.validity)


@pytest.mark.parametrize(
    ("text", "value"),
    [("TỶ LỆ: 1:500", "1:500"), ("Tỉ lệ 1/2000", "1/2000"), ("Tỷ lệ l : 1000", "1:1000")],
)
def test_scales(text: str, value: str) -> None:
    """The scale of a map is a one and a usual number."""
    scale = normalise("map_scale", text)

    assert (value, "ok") == (scale.value, scale.validity)


def test_odd_scales() -> None:
    """A scale that no map has is doubtful, and no scale is none."""
    assert "suspicious" == normalise("map_scale", "1:777").validity
    assert "invalid" == normalise("map_scale", "Tỷ lệ bản vẽ").validity


def test_a_speck_is_no_comma_of_a_purpose() -> None:
    """Lists of purposes have their commas and semicolons on the word."""
    assert normalise("land_use_purpose", "Đất ở tại nông , thôn").value == "Đất ở tại nông thôn"
    assert normalise("land_use_purpose", "Đất ở, đất vườn").value == "Đất ở, đất vườn"


@pytest.mark.parametrize(
    "text",
    [
        "Đất ở tại đô thị; thời hạn: lâu dài",
        "Đất ở tại đô thị, thời hạn sử dụng: đến ngày 15/10/2063",
        "Đất ở tại đô thị Lâu dài",
        "Đất ở tại đô thị Lau dai Lâu dài",
    ],
)
def test_the_term_is_no_part_of_the_purpose(text: str) -> None:
    """A sentence goes on with the term, a table has it in the next cell."""
    assert normalise("land_use_purpose", text).value == "Đất ở tại đô thị"
