"""Drawn papers: their fields are the contract's, their values agree, and a seed gives one paper only."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from random import Random

import pytest

from hoso.samples import registry
from hoso.samples.paper import Family, Paper, compose
from hoso.schemas.catalogue import load_catalogue

SEEDS = range(4)
FAMILIES = [pytest.param(family, id=family.name) for family in registry.FAMILIES]
SHAPES = {
    "date": re.compile(r"\d{4}(-\d\d(-\d\d)?)?"),
    "year": re.compile(r"\d{4}"),
    "sex": re.compile(r"male|female"),
    "id_number": re.compile(r"\d{9}|\d{12}"),
    "phone": re.compile(r"0\d{9,10}"),
    "land_serial": re.compile(r"[A-ZĐ]{1,2} (\d{6}|\d{8})"),
}


def draw(family: Family, seed: int) -> Paper:
    """The paper of that family and seed."""
    return compose(Random(seed), family)


def printed(paper: Paper) -> dict[str, str]:
    """The fields that stand in the paper's HTML, with the text inside the first element of each."""
    parts = re.split(r'data-field="([\w.]+)"', paper.html)
    found: dict[str, str] = {}
    for key, after in zip(parts[1::2], parts[2::2], strict=True):
        text = after[after.index(">") + 1 :].split("</span>")[0]
        found.setdefault(key, unescape(re.sub(r"<[^>]+>", "", text)))
    return found


@pytest.mark.parametrize("family", FAMILIES)
def test_fields_are_the_contract_s(family: Family) -> None:
    """Every printed field is one of its type, and what a complete paper needs is printed."""
    fields = {field.key: field for field in load_catalogue().get(family.doc_type).fields}
    needed = {key for key, field in fields.items() if field.required and not key.startswith("father.")}
    for seed in SEEDS:
        keys = set(printed(draw(family, seed)))
        assert keys <= set(fields)
        assert keys == set() if family.blank else needed <= keys


@pytest.mark.parametrize("family", FAMILIES)
def test_values_have_the_shape_of_their_kind(family: Family) -> None:
    """Dates, years, numbers, serials and areas are normalised; a text has no space or comma at its ends."""
    fields = {field.key: field for field in load_catalogue().get(family.doc_type).fields}
    for seed in SEEDS:
        paper = draw(family, seed)
        for key in printed(paper):
            value, kind = paper.values[key], fields[key].kind
            if kind in ("area", "weight", "money"):
                assert isinstance(value, int | float)
                continue
            assert isinstance(value, str)
            assert value == " ".join(value.split()).rstrip(",.")
            assert kind not in SHAPES or SHAPES[kind].fullmatch(value), (key, value)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_seed_gives_one_paper(family: Family) -> None:
    """The same seed draws the same paper to the letter, another seed another one."""
    assert draw(family, 1) == draw(family, 1)
    assert draw(family, 1).html != draw(family, 2).html


@pytest.mark.parametrize("seed", range(25))
def test_birth_papers_agree_with_themselves(seed: int) -> None:
    """The child's number tells sex and year, and the birth comes before the registration."""
    values = draw(registry.families("birth_certificate")[seed % 8], seed).values
    born = date.fromisoformat(str(values["date_of_birth"]))

    assert born < date.fromisoformat(str(values["registration_date"]))
    if "personal_id" in values:
        century = 0 if born.year < 2000 else 2
        assert str(values["personal_id"])[3] == str(century + (values["sex"] == "female"))
        assert str(values["personal_id"])[4:6] == f"{born.year % 100:02d}"


def test_every_type_has_enough_layouts() -> None:
    """Each type has four layouts or more, and exactly what is held out stays out of development."""
    for doc_type in registry.DOC_TYPES:
        every = [family.name for family in registry.families(doc_type)]
        held_out = [family.name for family in registry.families(doc_type, held_out=True)]
        others = [family.name for family in registry.families(doc_type, held_out=False)]
        assert len(every) >= 4
        assert held_out
        assert sorted(others + held_out) == sorted(every)


def test_family_names_are_unique() -> None:
    """A layout is found by its name."""
    names = [family.name for family in registry.FAMILIES]

    assert len(set(names)) == len(names)
    assert all(registry.family_named(name).name == name for name in names)


def test_fields_filled_by_hand_are_marked() -> None:
    """A paper filled by hand names the fields written so; others have none."""
    family = registry.families("birth_certificate")[0]

    assert compose(Random(5), family, hand=True).handwritten
    assert not compose(Random(5), family).handwritten
