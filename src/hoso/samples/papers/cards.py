"""Identity cards of four generations: a card alone in the scanner, or both sides copied on a sheet of A4."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from hoso.samples.form import Form, format_date
from hoso.samples.look import draw_look
from hoso.samples.mrz import mrz_lines
from hoso.samples.paper import A4, Content, Family
from hoso.samples.people import Person, Wanted, draw_date, draw_name, draw_person, old_identity_number
from hoso.samples.places import AddressStyle, Place, draw_address, draw_place

#: A card's page is twice the card's size: scanners read a card alone at twice the resolution of a sheet.
CARD_PAGE = (171.2, 108.0)
FIXED = {
    "leaders": "none", "background": "plain", "framed": False, "date_form": "slash", "upper_names": True,
    "old_tone": False, "empty": "", "value_css": "", "colon": ": ", "grey_label": False,
}  # fmt: skip
#: A card ends with the year in which its bearer reaches one of these ages; after the last it never ends.
AGES = (25, 40, 60)
MARKS = ("Nốt ruồi C: 2cm dưới trước mắt phải", "Sẹo chấm C: 1cm5 trên sau cánh mũi trái", "Nốt ruồi C: 1cm trên đầu mày phải",
         "Sẹo chấm C: 3cm dưới mép trái", "Nốt ruồi C: 2cm5 sau đuôi mắt trái")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Card:
    """What one card says: its bearer, where from, where living, and from when to when it holds."""

    person: Person
    origin: Place
    home: Place
    issued: date
    expiry: date | None

    @property
    def new(self) -> bool:
        return self.issued >= date(2025, 7, 1)


def _expiry(born: date, issued: date) -> date | None:
    """The birthday on which a card of that day ends; none for the old."""
    years = issued.year - born.year
    age = next((age for age in AGES if years < age - 2), None)
    return date(born.year + age, born.month, min(born.day, 28)) if age else None


def _draw_card(rng: Random, years: tuple[int, int], old: bool = False) -> Card:
    last = min(date(years[1], 12, 28), date(2026, 9, 30))
    issued = draw_date(rng, date(years[0], 1, 4), last)
    origin = draw_place(rng)
    wanted = Wanted(
        rng.choice(("male", "female")), issued.year - 78, issued.year - 15, origin.code, old_card=old
    )
    person = draw_person(rng, wanted)
    home = origin if rng.random() < 0.5 else draw_place(rng)
    return Card(person, origin, home, issued, _expiry(person.born, issued))


def _put_front(form: Form, card: Card) -> None:
    """The bearer's fields; cards never break a number into groups."""
    form.put("id_number", card.person.id_number)
    form.put_name("full_name", card.person.name)
    form.put_date("date_of_birth", card.person.born)
    form.put("sex", card.person.sex_word, card.person.sex)
    form.put("nationality", "Việt Nam")
    form.put("hometown", form.look.addresses.join(card.origin.levels(card.new)))
    form.put("residence", draw_address(form.rng, card.home, card.new, form.look.addresses))
    form.put_date("issue_date", card.issued)
    if card.expiry:
        form.put_date("expiry_date", card.expiry)
    else:
        form.say("expiry_date", "Không thời hạn")


def _qr_text(form: Form, card: Card) -> str:
    """The seven parts of the card's code; newer cards may have more."""
    rng = form.rng
    name = card.person.name if rng.random() < 0.8 else card.person.name.upper()
    old = old_identity_number(rng) if rng.random() < 0.5 else ""
    days = [f"{day:%d%m%Y}" for day in (card.person.born, card.issued)]
    parts = [
        card.person.id_number,
        old,
        name,
        days[0],
        card.person.sex_word,
        str(form.values["residence"]),
        days[1],
    ]
    return "|".join(parts + ([""] * 4 if rng.random() < 0.3 else []))


def _sides(rng: Random, on_a4: bool) -> tuple[str, ...]:
    chance = rng.random()
    if chance < 0.2:
        return ("front",)
    return ("back", "front") if chance > 0.93 and not on_a4 else ("front", "back")


def _places(rng: Random, on_a4: bool) -> tuple[tuple[float, float], ...]:
    """Where the two cards lie, in millimetres from the top left."""
    if not on_a4:
        return ((0.0, 0.0), (0.0, 0.0))
    if rng.random() < 0.2:
        top = rng.uniform(25, 120)
        return ((rng.uniform(12, 16), top), (rng.uniform(106, 112), top + rng.uniform(-1, 1)))
    left, top = rng.uniform(20, 100), rng.uniform(22, 60)
    return ((left, top), (left + rng.uniform(-4, 4), top + rng.uniform(60, 90)))


def _choices(form: Form, on_a4: bool) -> dict[str, object]:
    """The template's choices that all cards share; tells the form which sides are there."""
    rng = form.rng
    sides = _sides(rng, on_a4)
    if len(sides) == 1:
        form.put("side", sides[0])
    return {
        "on_a4": on_a4, "sides": sides, "places": _places(rng, on_a4), "size": rng.uniform(6.2, 7.0),
        "tint": rng.choice(("#e8f1ec", "#eef3f7", "#f6f2e6", "#eaf0f4")), "edge": rng.random() < 0.7,
        "grey": on_a4 and rng.random() < 0.4, "official": draw_name(rng, "male"),
    }  # fmt: skip


def _form(rng: Random, family: Family, styles: tuple[str, ...]) -> Form:
    fixed: dict[str, Any] = {**family.fixed, "addresses": AddressStyle(", ", rng.choice(styles))}
    return Form(rng, draw_look(rng, **fixed))


def draw_chip(rng: Random, family: Family, hand: bool) -> Content:
    """The chip card of 2021: a QR code in front, the machine-readable zone behind."""
    form = _form(rng, family, ("full", "full", "none", "capital"))
    card = _draw_card(rng, (2021, 2024))
    _put_front(form, card)
    person = card.person
    form.say("marks", rng.choice(MARKS))
    lines = mrz_lines(person.id_number, person.name, person.sex, person.born, card.expiry)
    choices = _choices(form, family.size == A4)
    return Content(form, choices | {"qr_text": _qr_text(form, card), "mrz": lines})


def draw_2024(rng: Random, family: Family, hand: bool) -> Content:
    """The card of July 2024: addresses, both dates, the QR code and the machine-readable zone are behind."""
    form = _form(rng, family, ("full", "full", "none", "capital"))
    card = _draw_card(rng, (2025, 2026))
    _put_front(form, card)
    form.say("birth_registration", form.shown["hometown"])
    for key in ("hometown",):
        del form.shown[key], form.values[key]
    person = card.person
    lines = mrz_lines(person.id_number, person.name, person.sex, person.born, card.expiry)
    choices = _choices(form, family.size == A4)
    return Content(form, choices | {"qr_text": _qr_text(form, card), "mrz": lines})


def draw_barcode(rng: Random, family: Family, hand: bool) -> Content:
    """The card of 2016 with bars behind: labels in Vietnamese alone."""
    form = _form(rng, family, ("full", "none"))
    card = _draw_card(rng, (2016, 2020))
    _put_front(form, card)
    form.put_date("issue_date", card.issued, rng.choice(("slash", "slash", "words")))
    form.say("marks", rng.choice(MARKS))
    return Content(
        form, _choices(form, family.size == A4) | {"bars": f"{card.person.id_number}{card.issued:%y%m%d}"}
    )


def draw_old(rng: Random, family: Family, hand: bool) -> Content:
    """The nine-digit card before 2016."""
    form = _form(rng, family, ("full", "none"))
    card = _draw_card(rng, (2005, 2015), old=True)
    _put_front(form, card)
    for key in ("sex", "nationality", "expiry_date"):
        form.shown.pop(key, None)
        form.values.pop(key, None)
    form.put_date("date_of_birth", card.person.born, rng.choice(("dash", "dash", "slash")))
    day = format_date(card.issued, "words_padded")
    form.put("issue_date", day[0].upper() + day[1:], card.issued.isoformat())
    form.say("marks", rng.choice(MARKS))
    form.say("ethnicity", card.person.ethnicity)
    province = card.home.province.upper()
    choices = _choices(form, family.size == A4)
    return Content(
        form, choices | {"police": f"CA {province.removeprefix('TỈNH ') if rng.random() < 0.5 else province}"}
    )


def _family(
    name: str, template: str, draw: Callable[[Random, Family, bool], Content], **options: Any
) -> Family:
    fixed: Mapping[str, object] = FIXED
    return Family("citizen_id_card", name, template, draw, fixed=fixed, **options)


FAMILIES = (
    _family("card_chip_sheet", "card_chip.html", draw_chip),
    _family("card_chip_alone", "card_chip.html", draw_chip, size=CARD_PAGE),
    _family("card_2024_alone", "card_2024.html", draw_2024, size=CARD_PAGE),
    _family("card_barcode_sheet", "card_barcode.html", draw_barcode),
    _family("card_old_sheet", "card_old.html", draw_old),
    _family("card_old_alone", "card_old.html", draw_old, size=CARD_PAGE, held_out=True),
    _family("card_2024_sheet", "card_2024_sheet.html", draw_2024, held_out=True),
)
