"""Drawn identity cards: print, code and zone speak of one person."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from hoso.pipeline.codes.evidence import says
from hoso.pipeline.codes.mrz import read_zone
from hoso.samples import mrz
from hoso.samples.paper import Family, compose
from hoso.samples.papers import cards
from hoso.schemas.catalogue import load_catalogue
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Code, Page

CODED = [family for family in cards.FAMILIES if family.draw in (cards.draw_chip, cards.draw_2024)]
CARD = load_catalogue().get("citizen_id_card")


@pytest.mark.parametrize("family", CODED, ids=lambda family: family.name)
@pytest.mark.parametrize("seed", range(8))
def test_code_and_zone_agree_with_the_print(family: Family, seed: int) -> None:
    """What the pipeline reads from code and zone is what the paper prints."""
    content = family.draw(Random(seed), family, False)
    values = {key: str(value) for key, value in content.form.values.items()}
    code = Code("qr", str(content.choices["qr_text"]), Box(0, 0, 1, 1))

    told = {said.key: said.value for said in says(CARD, Page(1, 10, 10, 300, codes=(code,)))}
    zone = read_zone(content.choices["mrz"])  # type: ignore[arg-type]  # its three lines

    assert told == {key: values[key] for key in told}
    assert set(told) == {"id_number", "full_name", "date_of_birth", "sex", "residence", "issue_date"}
    assert zone is not None
    assert (zone.number, zone.born, zone.sex) == (values["id_number"], values["date_of_birth"], values["sex"])
    assert zone.expires == values.get("expiry_date", "")
    assert mrz.plain_letters(values["full_name"]).startswith(zone.names[:20])


@pytest.mark.parametrize("family", cards.FAMILIES, ids=lambda family: family.name)
def test_cards_are_of_their_time(family: Family) -> None:
    """Nobody has a card under 14, nobody a card that ends before it begins; nine digits until 2016."""
    for seed in range(12):
        values = compose(Random(seed), family).values
        born, issued = (date.fromisoformat(str(values[key])) for key in ("date_of_birth", "issue_date"))
        assert issued.year - born.year >= 14
        assert str(values.get("expiry_date", "9999")) > issued.isoformat()
        assert len(str(values["id_number"])) == (9 if issued.year < 2016 else 12)
        assert values.get("side", "front") == "front"


def test_a_long_name_is_cut_off() -> None:
    """A zone's line holds thirty letters."""
    lines = mrz.mrz_lines(
        "001085012345", "Nguyễn Hoàng Phương Thảo Nguyên Khánh", "female", date(1990, 1, 2), None
    )

    assert {30} == {len(line) for line in lines}
    assert lines[2] == "NGUYEN<<HOANG<PHUONG<THAO<NGUY"
