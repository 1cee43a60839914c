"""Invented people and places: what is said of them agrees with itself."""

from __future__ import annotations

import unicodedata
from datetime import date
from random import Random

import pytest

from hoso.samples.people import Wanted, draw_date, draw_name, draw_person, identity_number
from hoso.samples.places import AddressStyle, Place, draw_address, draw_place


@pytest.mark.parametrize(
    ("sex", "born", "start"),
    [
        ("male", date(1976, 11, 17), "001076"),
        ("female", date(1999, 12, 31), "001199"),
        ("male", date(2000, 1, 1), "001200"),
        ("female", date(2024, 6, 1), "001324"),
    ],
)
def test_identity_numbers(sex: str, born: date, start: str) -> None:
    """Province, the digit of century and sex, and the year stand in front of six free digits."""
    number = identity_number(Random(1), sex, born, "01")

    assert number.startswith(start)
    assert len(number) == 12
    assert number.isdigit()


def test_people_agree_with_their_numbers() -> None:
    """For every drawn person the number tells the sex and the year of the birth date."""
    for seed in range(200):
        rng = Random(seed)
        sex = rng.choice(("male", "female"))
        person = draw_person(rng, Wanted(sex, 1940, 2020, draw_place(rng).code))
        digit = {("male", 19): "0", ("female", 19): "1", ("male", 20): "2", ("female", 20): "3"}
        assert person.id_number[3] == digit[sex, person.born.year // 100]
        assert person.id_number[4:6] == f"{person.born.year % 100:02d}"


def test_old_cards() -> None:
    """An old card has nine digits."""
    person = draw_person(Random(3), Wanted("male", 1960, 1970, "38", old_card=True))

    assert len(person.id_number) == 9
    assert person.id_number.isdigit()


def test_names() -> None:
    """A name has two parts at least, no digits, one space between parts, in composed letters."""
    for seed in range(300):
        rng = Random(seed)
        name = draw_name(rng, rng.choice(("male", "female")), rng.choice(("Kinh", "Mông", "Khmer", "Tày")))
        assert len(name.split(" ")) >= 2
        assert not any(letter.isdigit() for letter in name)
        assert name == " ".join(unicodedata.normalize("NFC", name).split())


def test_dates_stay_within() -> None:
    """A drawn day lies between the two given, both included."""
    first, last = date(2020, 2, 28), date(2020, 3, 1)
    days = {draw_date(Random(seed), first, last) for seed in range(60)}

    assert days == {date(2020, 2, 28), date(2020, 2, 29), date(2020, 3, 1)}


def test_addresses_of_both_generations() -> None:
    """Before July 2025 an address has a district, afterwards it goes from commune to province."""
    place = next(place for place in map(draw_place, map(Random, range(999))) if place.code == "24")

    assert len(place.levels(new=False)) == 3
    assert place.levels(new=False)[-1] == "tỉnh Bắc Giang"
    assert place.levels(new=True)[-1] == "tỉnh Bắc Ninh"


def test_address_styles() -> None:
    """Kinds of places are written out, shortened, capital, or left away, but a bare number keeps its kind."""
    parts = ("phường 12", "quận Bình Thạnh", "Thành phố Hồ Chí Minh")

    assert AddressStyle().join(parts) == "phường 12, quận Bình Thạnh, Thành phố Hồ Chí Minh"
    assert AddressStyle(" - ", "short").join(parts) == "P. 12 - Q. Bình Thạnh - TP. Hồ Chí Minh"
    assert AddressStyle(kinds="none").join(parts) == "phường 12, Bình Thạnh, Hồ Chí Minh"
    assert AddressStyle(kinds="capital").join(parts) == "Phường 12, Quận Bình Thạnh, Thành phố Hồ Chí Minh"


def test_an_address_ends_with_its_province() -> None:
    """Whatever stands before it, a full address ends with the province of its place."""
    for seed in range(100):
        rng = Random(seed)
        place = draw_place(rng)
        new = rng.random() < 0.5
        assert draw_address(rng, place, new, AddressStyle()).endswith(place.levels(new)[-1])


def test_towns_before_dates() -> None:
    """Before a date the commune stands without its kind, a thị trấn too; a mere number keeps it."""
    names = {commune: Place("01", commune, "huyện A", "tỉnh B", "tỉnh B") for commune in
             ("xã Đa Tốn", "thị trấn Hát Lót", "phường 12")}  # fmt: skip

    assert names["xã Đa Tốn"].town(new=False) == "Đa Tốn"
    assert names["thị trấn Hát Lót"].town(new=False) == "Hát Lót"
    assert names["phường 12"].town(new=True) == "Phường 12"
