"""Numbers, areas and dates in words, as Vietnamese papers print them."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from hoso.samples.look import old_tones
from hoso.samples.words import (
    Wording,
    area_figures,
    area_words,
    date_words,
    draw_wording,
    number_words,
    year_words,
)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (1976, "một nghìn chín trăm bảy mươi sáu"),
        (2005, "hai nghìn không trăm linh năm"),
        (2019, "hai nghìn không trăm mười chín"),
        (10_000, "mười nghìn"),
        (1_004_015, "một triệu không trăm linh bốn nghìn không trăm mười lăm"),
        (250_000_000, "hai trăm năm mươi triệu"),
    ],
)
def test_numbers(number: int, words: str) -> None:
    """A number is written by the grammar of Vietnamese, inner zero groups included."""
    assert number_words(number) == words


def test_variants() -> None:
    """The writer's choices change the words: lẻ, bốn, nhăm, một, ngàn and bẩy are all in use."""
    wording = Wording(zero_tens="lẻ", four="bốn", five="nhăm", one="một", thousand="ngàn", seven="bẩy")

    assert number_words(2107, wording) == "hai ngàn một trăm lẻ bẩy"
    assert number_words(24, wording) == "hai mươi bốn"
    assert number_words(35, wording) == "ba mươi nhăm"
    assert number_words(91, wording) == "chín mươi một"


def test_years() -> None:
    """A year may be read digit by digit, and 2005 with lẻ right after the thousand."""
    assert year_words(1976, Wording(year_by_digits=True)) == "một chín bảy sáu"
    assert year_words(2005, Wording(zero_tens="lẻ")) == "hai nghìn lẻ năm"
    assert year_words(2000) == "hai nghìn"


def test_dates() -> None:
    """A date in words names day, month and year; the fourth month is tư."""
    assert date_words(date(2019, 3, 5)) == "Ngày năm tháng ba năm hai nghìn không trăm mười chín"
    assert date_words(date(2024, 4, 24)) == "Ngày hai mươi tư tháng tư năm hai nghìn không trăm hai mươi tư"
    assert date_words(date(1999, 1, 1), commas=True).startswith("Ngày một, tháng một, năm một nghìn")


def test_areas() -> None:
    """An area has its decimals after phẩy in words, and Vietnamese points in figures."""
    assert area_words(761.2) == "Bảy trăm sáu mươi mốt phẩy hai mét vuông"
    assert area_words(400.0) == "Bốn trăm mét vuông"
    assert area_figures(1234.5) == "1.234,5"
    assert area_figures(400.0, 0) == "400"
    assert area_figures(1_234_567.8) == "1.234.567,8"


def test_a_writer_keeps_the_choices() -> None:
    """The same random state gives the same wording."""
    assert draw_wording(Random(4)) == draw_wording(Random(4))


def test_old_tone_marks() -> None:
    """The old placement moves the mark to the last vowel, and leaves words that are the same in both."""
    assert old_tones("CỘNG HÒA, hòa giải, Thúy, Ủy ban, khỏe") == "CỘNG HOÀ, hoà giải, Thuý, Uỷ ban, khoẻ"
    assert old_tones("Hoàng Quý, hoàn toàn, khuyến") == "Hoàng Quý, hoàn toàn, khuyến"
