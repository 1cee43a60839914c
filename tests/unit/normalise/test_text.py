"""Cleaning of read text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoso.pipeline.normalise.text import (
    clean_text,
    close_up_dotted,
    is_blank_marker,
    legible_share,
    repair_case,
    shout_case,
    tidy,
)


@pytest.mark.parametrize(
    ("read", "cleaned"),
    [
        ("Họ và tên:……… Nguyễn  Văn A……", "Họ và tên: Nguyễn Văn A"),
        ("Nơi sinh: ....... Hà Nội .....", "Nơi sinh: Hà Nội"),
        ("a . . . . b", "a b"),
        ("Bà Rịa – Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("H’Mông", "H'Mông"),
        ("CÐ 123456", "CĐ 123456"),
        ("１２３", "123"),
        ("một\u00a0hai\n\tba", "một hai ba"),
        ("TP. Hồ Chí Minh", "TP. Hồ Chí Minh"),
        (unicodedata.normalize("NFD", "Nguyễn"), "Nguyễn"),
    ],
)
def test_cleaning(read: str, cleaned: str) -> None:
    """Leaders, odd spaces, dashes and quotes go; what is printed stays."""
    assert clean_text(read) == cleaned


@pytest.mark.parametrize(
    ("read", "tidied"),
    [
        (": Nguyễn Văn A.", "Nguyễn Văn A"),
        ("| - Hà Nội ;,", "Hà Nội"),
        ("(chưa rõ)", "(chưa rõ)"),
        ("mét vuông)", "mét vuông"),
        ("chẵn./.", "chẵn"),
        ("(1)...Thôn 3 - Ia Băng", "Thôn 3 - Ia Băng"),
        (": (2) Số 4, ấp Mỹ Lợi", "Số 4, ấp Mỹ Lợi"),
        ("(12) Số 4, ấp Mỹ Lợi", "Số 4, ấp Mỹ Lợi"),
        ("(024) 38 221 100", "(024) 38 221 100"),
        ("", ""),
    ],
)
def test_tidying(read: str, tidied: str) -> None:
    """Punctuation of labels before and marks after the value go."""
    assert tidy(read) == tidied


@pytest.mark.parametrize("mark", ["", "-/-", "---", "./.", "…", "......", " _ _ ", "-", "//"])
def test_marks_for_nothing(mark: str) -> None:
    """What clerks write into empty places is known as such."""
    assert is_blank_marker(tidy(mark))


@pytest.mark.parametrize(
    ("read", "repaired"),
    [
        ("sỐ", "số"), ("kinh tẾ", "kinh tế"), ("xÃ Tân Lập", "xã Tân Lập"), ("ThỊ xã", "Thị xã"),
        ("NGUYỄN THị", "NGUYỄN THỊ"), ("UBND xã", "UBND xã"), ("TP.HCM", "TP.HCM"), ("McDonald", "McDonald"),
        ("Quận 1", "Quận 1"), ("PHƯờNG ĐÔNG", "PHƯỜNG ĐÔNG"), ("m2", "m2"),
    ],
)  # fmt: skip
def test_letter_case_is_repaired_where_safe(read: str, repaired: str) -> None:
    """Mixed-case words that make a syllable get one case; everything else stays as printed."""
    assert repair_case(read) == repaired


def test_stray_small_words_among_capitals() -> None:
    """In a name of capitals a short word of look-alike letters is a misread capital; others stay."""
    assert shout_case("VÕ Tô HÀ") == "VÕ TÔ HÀ"
    assert shout_case("NGUYỄN Thị HOA") == "NGUYỄN Thị HOA"
    assert shout_case("Võ Thị Sáu") == "Võ Thị Sáu"


def test_dotted_single_characters_close_up() -> None:
    """A fill line's dots between single characters are no part of the value."""
    assert close_up_dotted("C.N.5.4.2.9") == "CN5429"
    assert close_up_dotted("1.234.567") == "1.234.567"


def test_legible_share() -> None:
    """Garbled words lower the share; abbreviations do not count."""
    assert legible_share("xã Tân Lập") == 1.0
    assert legible_share("UBND XÃ TÂN LẬP") == 1.0
    assert legible_share("xqk Tân wrt Lập") == 0.5
    assert legible_share("12/3") == 1.0


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=60))
def test_cleaning_is_stable(text: str) -> None:
    """Cleaned text is NFC with single spaces, and cleaning again changes nothing."""
    for clean in (clean_text, tidy):
        once = clean(text)
        assert unicodedata.is_normalized("NFC", once)
        assert "  " not in once
        assert once == once.strip()
        assert clean(once) == once


def test_quotation_marks_in_pairs_stay() -> None:
    """A pair of quotation marks is the paper's own, a single one is dirt."""
    assert tidy('Từ "A" thành "B"') == 'Từ "A" thành "B"'
    assert tidy('" Nguyễn Văn Ba') == "Nguyễn Văn Ba"
