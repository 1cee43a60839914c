"""Every family of every kind of paper, by type."""

from __future__ import annotations

from hoso.samples.paper import Family
from hoso.samples.papers import (
    birth,
    cadastral,
    cards,
    civil_extracts,
    civil_forms,
    couple_forms,
    deeds,
    inheritance,
    land,
    land_change,
    land_forms,
    land_models,
    ledgers,
    mandates,
    marital,
    marriage,
    notices,
    other,
    other_offices,
    vital_extracts,
    vital_forms,
)

FAMILIES: tuple[Family, ...] = (
    *birth.FAMILIES,
    *marriage.FAMILIES,
    *marital.FAMILIES,
    *land.FAMILIES,
    *land_change.FAMILIES,
    *land_models.FAMILIES,
    *deeds.FAMILIES,
    *inheritance.FAMILIES,
    *land_forms.FAMILIES,
    *cadastral.FAMILIES,
    *vital_extracts.FAMILIES,
    *vital_forms.FAMILIES,
    *couple_forms.FAMILIES,
    *civil_forms.FAMILIES,
    *civil_extracts.FAMILIES,
    *notices.FAMILIES,
    *mandates.FAMILIES,
    *ledgers.FAMILIES,
    *cards.FAMILIES,
    *other.FAMILIES,
    *other_offices.FAMILIES,
)
DOC_TYPES: tuple[str, ...] = tuple(dict.fromkeys(family.doc_type for family in FAMILIES))


def families(doc_type: str, held_out: bool | None = None) -> tuple[Family, ...]:
    """The families of a type; only the held-out ones, or only the others, when asked."""
    return tuple(
        family
        for family in FAMILIES
        if family.doc_type == doc_type and (held_out is None or family.held_out == held_out)
    )


def family_named(name: str) -> Family:
    """The family of that name."""
    return next(family for family in FAMILIES if family.name == name)
