"""Identity numbers and telephones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoso.pipeline.normalise import normalise


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("025188001010", "025188001010"),
        ("CCCD số 025188001010 do Cục Cảnh sát QLHC về TTXH cấp ngày 20/11/2021", "025188001010"),
        ("Căn cước công dân số 025188001010, cấp ngày 12 tháng 3 năm 2024", "025188001010"),
        ("0011 6902 0213", "001169020213"),
        ("001.169.020213", "001169020213"),
        ("O25I88OO1010", "025188001010"),
        ("CMND số 123456789, Công an tỉnh Hà Giang cấp ngày 05/3/2010", "123456789"),
        ("CMND 123456789; CCCD 025188001010", "025188001010"),
        ("Số: 123 456 789", "123456789"),
        ("B1234567", "B1234567"),
        ("Hộ chiếu số C12345678 cấp ngày 01/01/2020", "C12345678"),
    ],
)
def test_identity_numbers_are_found(text: str, number: str) -> None:
    """The number is found in sentences, in groups and with misread digits; 12 digits go before 9."""
    result = normalise("id_number", text)
    assert (result.value, result.validity) == (number, "ok")


@pytest.mark.parametrize("text", ["12345", "0251880010101", "CCCD số 02518800101 cấp ngày 20/11/2021"])
def test_other_lengths_are_invalid(text: str) -> None:
    """A number of another length is shown as read but is no identity number."""
    result = normalise("id_number", text)
    assert result.validity == "invalid"
    assert [finding.code for finding in result.findings] == ["id_number_bad_length"]
    assert result.value is None or str(result.value).isdigit()


@pytest.mark.parametrize(
    ("text", "value", "validity"),
    [
        ("4", None, "empty"),
        ("(4)", None, "empty"),
        ("2013", None, "invalid"),
        ("1234567", "1234567", "invalid"),
    ],
)
def test_a_few_digits_are_no_number(text: str, value: str | None, validity: str) -> None:
    """The mark of a note is nothing; a handful of digits is the rest of something else, and not shown."""
    result = normalise("id_number", text)

    assert (value, validity) == (result.value, result.validity)


@pytest.mark.parametrize("text", ["", "-/-", "Không", "không có", "....."])
def test_no_identity_number(text: str) -> None:
    """Blank marks and the word for none are empty."""
    assert normalise("id_number", text).validity == "empty"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("999188001010", "id_number_unknown_province"),
        ("025988001010", "id_number_bad_century"),
        ("025188001010 025188001011", "id_number_several"),
    ],
)
def test_odd_numbers_are_doubted(text: str, code: str) -> None:
    """Odd provinces, odd centuries and a second number make a number suspicious, never invalid."""
    result = normalise("id_number", text)
    assert result.validity == "suspicious"
    assert code in [finding.code for finding in result.findings]


@pytest.mark.parametrize(
    ("text", "number", "validity"),
    [
        ("0912 345 678", "0912345678", "ok"),
        ("0912.345.678", "0912345678", "ok"),
        ("+84 912 345 678", "84912345678", "ok"),
        ("O9l2345678", "0912345678", "ok"),
        ("0912345678 / 0987654321", "0912345678", "ok"),
        ("024 3825 1234", "02438251234", "ok"),
        ("01234567890", "01234567890", "suspicious"),
        ("091234567", "091234567", "suspicious"),
        ("Không", None, "empty"),
        ("abc", None, "invalid"),
    ],
)
def test_telephones(text: str, number: str | None, validity: str) -> None:
    """Digits only, the first of several; forms that no network has are doubted."""
    result = normalise("phone", text)
    assert (result.value, result.validity) == (number, validity)


@settings(max_examples=20, deadline=None)
@given(st.from_regex(r"0[0-9]{2}[0-3][0-9]{8}", fullmatch=True), st.sampled_from(["", " ", "."]))
def test_any_grouping_gives_the_number(number: str, gap: str) -> None:
    """Spaces and dots between groups never change the number."""
    grouped = gap.join((number[:3], number[3:6], number[6:9], number[9:]))
    assert normalise("id_number", grouped).value == number
