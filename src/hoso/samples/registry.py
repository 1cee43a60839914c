"""Every family of every kind of paper, by type."""

from __future__ import annotations

from hoso.samples.paper import Family
from hoso.samples.papers import birth, land, land_change, land_models, marital, marriage, other, other_offices

FAMILIES: tuple[Family, ...] = (
    *birth.FAMILIES,
    *marriage.FAMILIES,
    *marital.FAMILIES,
    *land.FAMILIES,
    *land_change.FAMILIES,
    *land_models.FAMILIES,
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
