"""Names of people."""

from __future__ import annotations

import pytest

from hoso.pipeline.normalise import normalise


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("NGUYỄN THỊ THÙY DƯƠNG", "NGUYỄN THỊ THÙY DƯƠNG"),
        (": Nguyễn Văn A ........", "Nguyễn Văn A"),
        ("NGUYỄN THị HOA", "NGUYỄN THỊ HOA"),
        ("VÕ Tô HÀ |", "VÕ TÔ HÀ"),
        ("NGUYỄN VĂN LlNH", "NGUYỄN VĂN LINH"),
        ("TRẦN VĂN T0ÀN", "TRẦN VĂN TOÀN"),
        ("Nguyễn Thị Hòa", "Nguyễn Thị Hòa"),
        ("Nguyễn Thị Hoà", "Nguyễn Thị Hoà"),
        ("Ông: Trần Văn Bình", "Trần Văn Bình"),
        ("Hộ ông Nguyễn Văn Sơn", "Nguyễn Văn Sơn"),
        ("Ông Bàn Tài Phú", "Bàn Tài Phú"),
        ("và vợ: Bà Lê Thị Lan", "Lê Thị Lan"),
        ("1. Nguyễn Văn Nam;", "Nguyễn Văn Nam"),
        ("Nguyễn Văn Nam, sinh năm 1985", "Nguyễn Văn Nam"),
        ("Ngô Ngọc Duyên SN 1959", "Ngô Ngọc Duyên"),
        ("Tăng Thanh Thủy Ngày", "Tăng Thanh Thủy"),
        ("H' Linh Niê", "H' Linh Niê"),
        ("Y Bhăm Ayun", "Y Bhăm Ayun"),
        ("K’Brểu Rơ Châm", "K'Brểu Rơ Châm"),
        ("Giàng A Páo", "Giàng A Páo"),
        ("Thạch Sa Rây", "Thạch Sa Rây"),
        ("Ông Ích Khiêm", "Ông Ích Khiêm"),
        ("(Nguyễn Văn Nam)", "Nguyễn Văn Nam"),
        ("ˆ Hồ Kim Lan", "Hồ Kim Lan"),
    ],
)
def test_names_stay_as_printed(text: str, name: str) -> None:
    """Titles, numbering and leaders go; letters change only where capitals were mixed up."""
    result = normalise("name", text)
    assert (result.value, result.validity) == (name, "ok")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ngyuễn Văn Bình", "name_unusual"),
        ("NGUYỄN V4N NAM", "name_unusual"),
        ("John Smith", "name_unusual"),
        ("Lan", "name_too_short"),
        ("Trần Văn Một Hai Ba Bốn Năm Sáu", "name_too_long"),
    ],
)
def test_odd_names_are_doubted(text: str, code: str) -> None:
    """What can hardly be a Vietnamese name is kept as read and doubted."""
    result = normalise("name", text)
    assert (result.value, result.validity) == (text, "suspicious")
    assert code in [finding.code for finding in result.findings]


@pytest.mark.parametrize("text", ["", "-/-", "Không", "......", "Chưa xác định", "(không rõ)"])
def test_no_name(text: str) -> None:
    """An unknown father is an empty field, not an unreadable one."""
    assert normalise("name", text).validity == "empty"


def test_no_letters_is_invalid() -> None:
    """Figures are no name."""
    assert normalise("name", "12 / 34").validity == "invalid"


def test_common_names_score_higher_than_rare_and_odd_ones() -> None:
    """The score follows lists and spelling."""
    scores = [
        normalise("name", name).score
        for name in ("Nguyễn Thị Lan", "Khuất Duy Kiếm", "Khuất Duy Kxiếm", "Kuhất Dyu Kxiếm")
    ]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 0.95
    assert scores[-1] < 0.2


@pytest.mark.parametrize(
    "text", ["Lương Đăng Tùng, Phó Chủ tịch", "Lương Đăng Tùng. Chủ tịch", "Lương Đăng Tùng - Công chức"]
)
def test_a_name_ends_before_its_office(text: str) -> None:
    """What somebody signs as is no part of the name."""
    assert normalise("name", text).value == "Lương Đăng Tùng"


def test_a_small_word_before_a_name_is_doubted() -> None:
    """`năm TĂNG SỸ LONG`: a word of the cell beside it."""
    found = normalise("name", "năm TĂNG SỸ LONG")

    assert "suspicious" == found.validity
    assert "name_begins_small" in {finding.code for finding in found.findings}


@pytest.mark.parametrize("text", ["Đức Đoàn", "Quốc Hà"])
def test_the_end_of_a_name_is_doubted(text: str) -> None:
    """Two words that are a middle and a given name: the family name was not read."""
    result = normalise("name", text)

    assert "suspicious" == result.validity
    assert "name_cut" in {finding.code for finding in result.findings}


@pytest.mark.parametrize("text", ["H Wen Byă", "Ngô Đoàn", "Lê Đức", "Kim An"])
def test_short_names_that_are_whole(text: str) -> None:
    """Two words, the first of them a family name, and names of other peoples."""
    assert (text, "ok") == (normalise("name", text).value, normalise("name", text).validity)
