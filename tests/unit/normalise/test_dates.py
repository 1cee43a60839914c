"""Dates in figures, in words, and both."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoso.pipeline.normalise import normalise
from hoso.pipeline.normalise.dates import parse_date, parse_date_words
from tests.unit.normalise.speech import say_date

DAYS = st.dates(date(1880, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ngày 05 tháng 3 năm 2019", "2019-03-05"),
        ("05/3/2019", "2019-03-05"),
        ("5-3-2019", "2019-03-05"),
        ("05.03.2019", "2019-03-05"),
        ("05 / 3 / 2019", "2019-03-05"),
        ("Hà Nội, ngày 5 tháng 12 năm 2020", "2020-12-05"),
        ("cấp ngày 20/11/2021", "2021-11-20"),
        ("10 giờ 30 phút, ngày 05 tháng 3 năm 2019", "2019-03-05"),
        ("ngày O5 tháng l2 năm 2O19", "2019-12-05"),
        ("ngày 0 5 tháng 3 năm 2 0 1 9", "2019-03-05"),
        ("ngaỳ 12 thang 05 nam 1990", "1990-05-12"),
        ("ngày..05..tháng..3..năm..2019", "2019-03-05"),
        ("05032019", "2019-03-05"),
        ("05 03 2019", "2019-03-05"),
        ("tháng 3 năm 2019", "2019-03"),
        ("03/1985", "1985-03"),
        ("năm 1985", "1985"),
        ("1985", "1985"),
        ("Sinh năm 1985", "1985"),
        ("ngày … tháng … năm 1985", "1985"),
        ("ngày … tháng 3 năm 2019", "2019-03"),
        ("2019-03-05", "2019-03-05"),
        ("2019-03", "2019-03"),
        ("29/02/2000", "2000-02-29"),
        ("mười bảy, mười một, một chín bảy sáu", "1976-11-17"),
        ("?? bằng chữ: ngày năm tháng ba năm hai nghìn mười chín", "2019-03-05"),
        ("Ngày 05 tháng ba năm 2019", "2019-03-05"),
    ],
)
def test_dates_are_read(text: str, value: str) -> None:
    """Every printed form gives the one form of the contract, without a doubt about it."""
    result = normalise("date", text)
    assert (result.value, result.validity) == (value, "ok")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Ngày năm tháng ba năm hai nghìn không trăm mười chín", "2019-03-05"),
        ("Ngày mồng năm tháng năm năm hai ngàn lẻ năm", "2005-05-05"),
        ("ngày mùng một, tháng giêng, năm một nghìn chín trăm chín mươi", "1990-01-01"),
        ("rằm tháng chạp năm một chín tám lăm", "1985-12-15"),
        ("ngày hai mươi lăm tháng tư năm hai nghìn", "2000-04-25"),
        ("Ba mươi mốt tháng mười hai năm hai nghìn linh năm", "2005-12-31"),
        ("mười bảy mười một một chín bảy sáu", "1976-11-17"),
        ("ngày hai mươi lăm thảng mười hai nẩm một nghìn chín tram tám mươi lảm", "1985-12-25"),
        ("Năm một nghìn chín trăm năm mươi", "1950"),
        ("tháng năm năm hai nghìn", "2000-05"),
        ("(Ghi bằng chữ: Ngày mười tháng mười năm hai nghìn lẻ một)", "2001-10-10"),
        ("Ngày mười tháng mười năm hai nghìn lẻ một Giới tính: Nam", "2001-10-10"),
        ("ngày hai, tháng ba, năm hai nghìn,", "2000-03-02"),
        ("hai, ba, năm hai nghìn không trăm mười", "2010-03-02"),
    ],
)
def test_words_are_read(words: str, value: str) -> None:
    """`năm` is five or year by its place; misread letters are forgiven."""
    assert parse_date_words(words) == value


@pytest.mark.parametrize(
    "words", ["", "ngày mai", "ngày ba mươi tháng hai năm hai nghìn", "hai ba", "tháng mười ba"]
)
def test_words_that_are_no_date(words: str) -> None:
    """No date is made of words that say none or an impossible one."""
    assert parse_date_words(words) is None


@pytest.mark.parametrize(
    "text",
    ["ngày … tháng … năm 20…", "-/-", "", "…/…/…", "ngày tháng năm", "Không rõ", ".....", "Không thời hạn"],
)
def test_blank_dates_are_empty(text: str) -> None:
    """A form that was not filled in is empty, not unreadable."""
    assert normalise("date", text).validity == "empty"


@pytest.mark.parametrize(
    "text", ["31/02/2019", "45/13/2019", "ngày 00 tháng 00 năm 2019", "05/03/3019", "abc"]
)
def test_impossible_dates_are_invalid(text: str) -> None:
    """No value is made of a day that does not exist."""
    result = normalise("date", text)
    assert (result.value, result.validity) == (None, "invalid")


def test_lost_month_is_not_read_as_a_year() -> None:
    """A day and a year without a month are not a date of lower precision."""
    assert normalise("date", "ngày 05 tháng năm 2019").value is None


def test_figures_and_words_that_agree_are_certain() -> None:
    """Words that confirm figures raise the score to the top."""
    result = normalise(
        "date", "05/03/2019 (ghi bằng chữ: Ngày năm tháng ba năm hai nghìn không trăm mười chín)"
    )
    assert (result.value, result.validity, result.score) == ("2019-03-05", "ok", 1.0)


def test_figures_and_words_that_differ_show_both() -> None:
    """A contradiction keeps the figures and tells both readings."""
    result = normalise("date", "05/03/2019 bằng chữ: ngày sáu tháng ba năm hai nghìn mười chín")
    assert (result.value, result.validity) == ("2019-03-05", "suspicious")
    (finding,) = result.findings
    assert finding.code == "date_words_mismatch"
    assert "2019-03-05" in finding.message
    assert "2019-03-06" in finding.message


def test_words_repair_unreadable_figures() -> None:
    """Words take the place of figures that name no day, and say so."""
    result = normalise("date", "35/03/2019 (bằng chữ: ngày năm tháng ba năm hai nghìn mười chín)")
    assert result.value == "2019-03-05"
    assert [finding.code for finding in result.findings] == ["date_from_words"]


def test_words_complete_a_bare_year() -> None:
    """The fuller of two agreeing readings wins."""
    assert (
        normalise("date", "1990, bằng chữ: ngày một tháng hai năm một chín chín không").value == "1990-02-01"
    )


@pytest.mark.parametrize(("text", "value"), [("5/3/85", "1985-03-05"), ("12-11-29", "2029-11-12")])
def test_short_years_are_doubted(text: str, value: str) -> None:
    """Two-digit years are completed but never without a look."""
    result = normalise("date", text)
    assert (result.value, result.validity) == (value, "suspicious")
    assert [finding.code for finding in result.findings] == ["date_short_year"]


@pytest.mark.parametrize(
    "text",
    [
        "ngày hai mươi tháng tám năm một nghìn chín trăm bảy mươi su",
        "Ngàxmười chín tháng một năm hai nghìn",
        "ngày 02 tháng 4 năm 19ể4",
        "ngày ỏạ tháng 1 năm 1963",
        "ngày ab tháng cd năm 1990",
        "ngày 2ợ tháng 10 năm 2016",
        "ngày 06 tháng 8 năm 19 9",
    ],
)
def test_lost_parts_are_not_made_up(text: str) -> None:
    """A word or figure that cannot be read leaves no date, never a rounder one."""
    assert normalise("date", text).value is None


def test_words_that_nobody_can_read_cost_certainty() -> None:
    """Figures alone are less sure when the words beside them should confirm them and cannot."""
    alone = normalise("date", "05/03/2019")
    beside = normalise("date", "05/03/2019 bằng chữ: ngày nxm thxng bx nxm hxi nghxn")
    assert beside.value == "2019-03-05"
    assert beside.score < alone.score


def test_several_dates_are_doubted() -> None:
    """Two different dates in one place are for a person to part."""
    result = normalise("date", "từ ngày 1/12/1990 đến ngày 2/3/1991")
    assert (result.value, result.validity) == ("1990-12-01", "suspicious")


def test_repaired_digits_lower_the_score() -> None:
    """A letter read for a digit costs certainty."""
    assert normalise("date", "O5/03/2019").score < normalise("date", "05/03/2019").score


@pytest.mark.parametrize(
    ("text", "year"),
    [("1990", "1990"), ("15/03/1990", "1990"), ("Năm sinh: 1990", "1990"), ("l990", "1990"), ("19 90",
     "1990"),
     ("2O05", "2005"), ("Năm một chín tám lăm", "1985")],
)  # fmt: skip
def test_years(text: str, year: str) -> None:
    """A year is four digits of text, also when the paper has the whole date."""
    assert normalise("year", text).value == year


@pytest.mark.parametrize("text", ["90", "3019", "abc"])
def test_no_year(text: str) -> None:
    """What is no year of people now living or dead gives none."""
    assert normalise("year", text).value is None


@settings(max_examples=20, deadline=None)
@given(DAYS)
def test_printed_forms_come_back(day: date) -> None:
    """Each printed form of a day gives that day."""
    forms = (
        f"ngày {day.day:02d} tháng {day.month} năm {day.year}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day:02d}-{day.month:02d}-{day.year}",
        f"{day.day:02d}.{day.month:02d}.{day.year}",
        day.isoformat(),
    )
    assert {normalise("date", form).value for form in forms} == {day.isoformat()}


@settings(max_examples=20, deadline=None)
@given(DAYS, st.booleans())
def test_spoken_dates_come_back(day: date, year_by_digits: bool) -> None:
    """A day said in words gives that day, and confirms its figures."""
    words = say_date(day, year_by_digits)
    assert parse_date_words(words) == day.isoformat()
    reading = parse_date(f"{day.day:02d}/{day.month:02d}/{day.year}, ghi bằng chữ: {words}")
    assert reading is not None
    assert (reading.value, reading.source, reading.certainty) == (day.isoformat(), "both", 1.0)


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_taken(text: str) -> None:
    """No text is an error."""
    parse_date(text)
    parse_date_words(text)


@pytest.mark.parametrize("figures", ["ngày 98 tháng 4 năm 2919", "68/4/2619"])
def test_words_stand_in_for_impossible_figures(figures: str) -> None:
    """Figures that name no day give way to the same date in words, and a remark says so."""
    result = normalise("date", f"{figures} Ngày tám tháng tư năm hai ngàn không trăm mười chín")

    assert "2019-04-08" == result.value


@pytest.mark.parametrize("text", ["07 07.2020", "07/07 2020", "7 7 .2020"])
def test_a_lost_separator_leaves_the_date_readable(text: str) -> None:
    """OCR may drop one of the two dots; three numbers in order are still a date."""
    assert "2020-07-07" == normalise("date", text).value
