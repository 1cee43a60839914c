"""The packaged facts are whole and agree with each other."""

from __future__ import annotations

import dataclasses

import pytest

from hoso.schemas import reference


def test_provinces_of_both_generations_agree() -> None:
    """63 old provinces lead to 34 new ones, and the two files say the same about the mergers."""
    old, new = reference.old_provinces(), reference.new_provinces()
    assert (len(old), len(new)) == (63, 34)
    by_old_file = {province.name: province.new_name for province in old}
    by_new_file = {name: province.name for province in new for name in province.merged_from}
    assert by_old_file == by_new_file
    assert {province.new_code for province in old} == {province.code for province in new}


def test_reused_codes_mean_another_province_now() -> None:
    """Code 24 was Bắc Giang and is Bắc Ninh: a code needs its date."""
    old = {province.code: province.name for province in reference.old_provinces()}
    new = {province.code: province.name for province in reference.new_provinces()}
    assert (old["24"], new["24"]) == ("Bắc Giang", "Bắc Ninh")


def test_card_provinces_are_the_old_ones() -> None:
    """Personal numbers keep the 63 old codes with a zero before."""
    cards = reference.card_provinces()
    old = {f"0{province.code}": (province.name, province.new_name) for province in reference.old_provinces()}
    assert {code: (card.name, card.name_in_2025) for code, card in cards.items()} == old


def test_ethnic_groups() -> None:
    """54 groups with codes of their own; the Kinh are the first."""
    groups = reference.ethnic_groups()
    assert [group.code for group in groups] == [f"{number:02d}" for number in range(1, 55)]
    assert groups[0].name == "Kinh"
    assert "H'Mông" in groups[7].aliases


def test_names() -> None:
    """Common surnames and names of both sexes are there with their weights."""
    surnames = {surname.name: surname.percent for surname in reference.surnames()}
    assert max(surnames, key=lambda name: surnames[name]) == "Nguyễn"
    parts = {(name.part, name.gender) for name in reference.person_names()}
    assert parts == {("middle", "M"), ("middle", "F"), ("given", "M"), ("given", "F")}


def test_procedures() -> None:
    """Procedures are found by code, and unchecked deadlines are marked."""
    procedures = reference.procedures()
    assert procedures["1.001193"].name == "Đăng ký khai sinh"
    assert procedures["1.001193"].deadline_verified
    assert not procedures["2.000986"].deadline_verified
    assert all("[" not in procedure.deadline for procedure in procedures.values())


def test_codes() -> None:
    """Land uses, agencies and nationalities are complete."""
    assert reference.land_uses()["ONT"].name == "Đất ở tại nông thôn"
    assert reference.agency_codes()["H26"] == "Hà Nội"
    assert len(reference.agency_codes()) == 63
    names = [country.name for country in reference.nationalities()]
    assert names[0] == "Việt Nam"
    assert len(names) == len(set(names))


def test_facts_cannot_be_changed() -> None:
    """What is shared by all callers is frozen, and read once."""
    assert reference.procedures() is reference.procedures()
    with pytest.raises(dataclasses.FrozenInstanceError):
        reference.ethnic_groups()[0].name = "x"  # type: ignore[misc]  # the point of the test
    with pytest.raises(TypeError):
        reference.land_uses()["XXX"] = reference.land_uses()["ONT"]  # type: ignore[index]  # the point of the test
