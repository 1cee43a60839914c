"""The machine-readable zone of identity cards: what its check digits prove, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoso.pipeline.codes.mrz import check_digit, cleaned, proven, read_zone
from hoso.samples.mrz import mrz_lines
from hoso.schemas.reference import card_provinces

SPECIMEN = (
    "IDVNM1850123459001185012345<<0",
    "8505109F4505101VNM<<<<<<<<<<<2",
    "TRAN<<THI<MINH<HOA<<<<<<<<<<<<",
)

DIGITS = st.text("0123456789", min_size=1, max_size=20)
NUMBERS = st.builds(
    lambda province, century, year, rest: f"{province}{century}{year:02d}{rest:06d}",
    st.sampled_from(sorted(card_provinces())),
    st.integers(0, 3),
    st.integers(0, 99),
    st.integers(0, 999_999),
)
DAYS = st.dates(date(1930, 1, 1), date(2026, 1, 1))


def test_the_specimen() -> None:
    """The published specimen is read whole."""
    zone = read_zone(SPECIMEN)

    assert zone is not None
    assert ("001185012345", "185012345") == (zone.number, zone.short)
    assert ("1985-05-10", "female", "2045-05-10") == (zone.born, zone.sex, zone.expires)
    assert ("TRAN THI MINH HOA", (0, 1, 2), frozenset()) == (zone.names, zone.rows, zone.mended)


@given(DIGITS, st.integers(0, 19), st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(digits: str, at: int, by: int) -> None:
    """No change of a single digit leaves the check digit as it was."""
    at %= len(digits)
    wrong = digits[:at] + str((int(digits[at]) + by) % 10) + digits[at + 1 :]

    assert check_digit(wrong) != check_digit(digits)


@given(DIGITS)
def test_letters_that_look_like_digits(digits: str) -> None:
    """O for 0, I for 1 and their like are put right where the check digit proves it."""
    read = digits.translate(str.maketrans("0125868", "OIZSBGB"))

    assert proven(read, check_digit(digits)) == (digits,)


@given(st.text("0124679OQI", min_size=6, max_size=9), st.sampled_from("0123456789"))
def test_nothing_is_put_right_against_the_check_digit(read: str, check: str) -> None:
    """Whatever comes out, the check digit holds for it."""
    assert {check} >= {check_digit(found) for found in proven(read, check)}


@given(NUMBERS, DAYS, st.sampled_from(["male", "female"]))
def test_what_is_printed_is_read(number: str, born: date, sex: str) -> None:
    """Every zone that can be printed gives back its number and end, and the day of birth by the number."""
    expiry = date(2041, 7, 15)
    born = born.replace(year=1900 + 100 * (int(number[3]) // 2) + born.year % 100, day=min(born.day, 28))

    zone = read_zone(mrz_lines(number, "Lê Văn Ba", sex, born, expiry))

    assert zone is not None
    assert (zone.number, zone.born, zone.sex) == (number, born.isoformat(), sex)
    assert zone.expires == expiry.isoformat()


@given(st.lists(st.text("IDVNM0123456789<OMF", max_size=32), max_size=4))
def test_any_letters_do_no_harm(lines: list[str]) -> None:
    """Noise gives no zone, or one whose parts hold."""
    zone = read_zone(lines)

    assert zone is None or zone.short or zone.born or zone.expires is not None


@given(st.text(max_size=60))
def test_any_text_is_cleaned(text: str) -> None:
    """Only the zone's own letters are left of a line."""
    assert set(cleaned(text)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<")


def test_a_slip_in_one_copy_of_the_number() -> None:
    """The line holds nine digits twice; the check digit tells the right copy."""
    zone = read_zone([SPECIMEN[0].replace("001185012345", "001185012845"), *SPECIMEN[1:]])

    assert zone is not None
    assert zone.number == "001185012345"


def test_a_province_that_nothing_proves() -> None:
    """The first three digits stand once, under two digits of their own: where those fail, nobody guesses."""
    zone = read_zone([SPECIMEN[0].replace("001185012345<<0", "004185012345<<0"), *SPECIMEN[1:]])

    assert zone is not None
    assert (zone.number, zone.short) == (None, "185012345")


def test_one_digit_mistaken_for_another() -> None:
    """3 and 5 are easily taken for one another: put right where only that makes the digit hold, and told."""
    zone = read_zone([SPECIMEN[0], "8505109F4505101VNM<<<<<<<<<<<2".replace("850510", "850310")])

    assert zone is not None
    assert zone.born == "1985-05-10"
    assert zone.mended == {"born"}


def test_several_days_that_may_be_meant() -> None:
    """Where several days make the digit hold, a card ends on a birthday; without one nobody guesses."""
    known = read_zone([SPECIMEN[0], "8505109F4305101VNM<<<<<<<<<<<2"])
    unknown = read_zone([SPECIMEN[0], "8599999F4305101VNM<<<<<<<<<<<2"])

    assert known is not None
    assert unknown is not None
    assert known.expires == "2045-05-10"
    assert known.mended == {"expires"}
    assert unknown.expires is None


def test_a_card_without_end() -> None:
    """Cards that never end say so with a day that no card ends on."""
    zone = read_zone(mrz_lines("001045012345", "Lê Văn Ba", "male", date(1945, 5, 10), None))

    assert zone is not None
    assert zone.expires == ""


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["CĂN CƯỚC CÔNG DÂN"],
        ["IDVNM1850123458001185012345<<0"],
        ["8505108F4505102VNM<<<<<<<<<<<2"],
        ["Họ và tên IDVNM1850123459001185012345<<0"],
        ["8513109F9999991VNM<<<<<<<<<<<2"],
    ],
)
def test_what_is_no_zone(lines: list[str]) -> None:
    """Other print, lines whose digits do not hold, days that do not exist."""
    assert read_zone(lines) is None
