"""Reads the packaged reference files once and gives them as frozen values."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Literal


@dataclass(frozen=True, slots=True)
class OldProvince:
    """One of the 63 provinces up to 30 June 2025 and the province of today that it became part of.

    `code` is the statistical code of that time; the codes were given anew on 1 July 2025, so a bare code
    means nothing without a date.
    """

    code: str
    name: str
    type: str
    aliases: tuple[str, ...]
    new_code: str
    new_name: str


@dataclass(frozen=True, slots=True)
class NewProvince:
    """One of the 34 provinces since 1 July 2025, with the old ones it was merged from."""

    code: str
    name: str
    type: str
    merged_from: tuple[str, ...]
    full_name: str
    note: str


@dataclass(frozen=True, slots=True)
class CardProvince:
    """The province that the first three digits of a 12-digit personal number stand for (place of birth)."""

    code: str
    name: str
    name_in_2025: str


@dataclass(frozen=True, slots=True)
class EthnicGroup:
    """One of the 54 ethnic groups with the other spellings that papers use."""

    code: str
    name: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Nationality:
    """A country as papers name it, with other spellings."""

    name: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LandUse:
    """A land-use code of the cadastre and its full name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Surname:
    """A family name and roughly how many people in a hundred bear it."""

    name: str
    percent: float
    typical_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonName:
    """A middle or given name with its relative frequency."""

    part: Literal["middle", "given"]
    gender: Literal["M", "F"]
    name: str
    weight: float


@dataclass(frozen=True, slots=True)
class MinorityNames:
    """Names that one people bears: family names, words before a name (`Y`, `H'`), or given names."""

    people: str
    part: Literal["family", "prefix", "given"]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Procedure:
    """An administrative procedure of the commune; `deadline_verified` tells checked rules from hearsay."""

    code: str
    name: str
    field: str
    level: str
    deadline: str
    deadline_verified: bool
    result: str
    confidence: str


def _rows(name: str) -> list[dict[str, str]]:
    file = resources.files(__package__).joinpath(name)
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))


def _parts(cell: str, separator: str = ";") -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(separator) if part.strip())


@lru_cache(maxsize=1)
def old_provinces() -> tuple[OldProvince, ...]:
    """The 63 provinces up to 30 June 2025."""
    return tuple(
        OldProvince(
            row["code"], row["name"], row["type"], _parts(row["aliases"]), row["new_code"], row["new_name"]
        )
        for row in _rows("provinces_old.csv")
    )


@lru_cache(maxsize=1)
def new_provinces() -> tuple[NewProvince, ...]:
    """The 34 provinces since 1 July 2025."""
    return tuple(
        NewProvince(
            row["code"], row["name"], row["type"], _parts(row["merged_from"]), row["full_name"], row["note"]
        )
        for row in _rows("provinces_2025.csv")
    )


@lru_cache(maxsize=1)
def card_provinces() -> Mapping[str, CardProvince]:
    """The provinces of personal numbers by their three digits."""
    rows = _rows("cccd_province_codes.csv")
    return MappingProxyType(
        {row["code3"]: CardProvince(row["code3"], row["name"], row["name_in_2025"]) for row in rows}
    )


@lru_cache(maxsize=1)
def ethnic_groups() -> tuple[EthnicGroup, ...]:
    """The 54 ethnic groups."""
    return tuple(
        EthnicGroup(row["code"], row["name"], _parts(row["aliases"])) for row in _rows("ethnic_groups.csv")
    )


@lru_cache(maxsize=1)
def nationalities() -> tuple[Nationality, ...]:
    """Countries that turn up on papers, Việt Nam first."""
    return tuple(Nationality(row["name"], _parts(row["aliases"])) for row in _rows("nationalities.csv"))


@lru_cache(maxsize=1)
def land_uses() -> Mapping[str, LandUse]:
    """Land uses by their code."""
    rows = _rows("land_use_codes.csv")
    return MappingProxyType({row["code"]: LandUse(row["code"], row["name"]) for row in rows})


@lru_cache(maxsize=1)
def surnames() -> tuple[Surname, ...]:
    """Family names."""
    return tuple(
        Surname(row["surname"], float(row["approx_percent"]), _parts(row["typical_of"], ","))
        for row in _rows("surnames.csv")
    )


@lru_cache(maxsize=1)
def person_names() -> tuple[PersonName, ...]:
    """Middle and given names."""
    return tuple(
        PersonName(
            "middle" if row["part"] == "middle" else "given",
            "M" if row["gender"] == "M" else "F",
            row["name"],
            float(row["weight"]),
        )
        for row in _rows("given_names.csv")
    )


@lru_cache(maxsize=1)
def minority_names() -> tuple[MinorityNames, ...]:
    """Names of peoples other than the Kinh, as their papers spell them."""
    parts: dict[str, Literal["family", "prefix", "given"]] = {"family": "family", "prefix": "prefix"}
    return tuple(
        MinorityNames(row["people"], parts.get(row["part"], "given"), _parts(row["names"]))
        for row in _rows("minority_names.csv")
    )


@lru_cache(maxsize=1)
def place_words() -> frozenset[str]:
    """Words of place names that follow no Vietnamese spelling, mostly of the Central Highlands."""
    return frozenset(row["word"] for row in _rows("place_words.csv"))


@lru_cache(maxsize=1)
def procedures() -> Mapping[str, Procedure]:
    """Procedures by their national code."""
    rows = _rows("procedures.csv")
    return MappingProxyType({row["code"]: _procedure(row) for row in rows})


def _procedure(row: Mapping[str, str]) -> Procedure:
    return Procedure(
        code=row["code"],
        name=row["name"],
        field=row["field"],
        level=row["level"],
        deadline=row["deadline"],
        deadline_verified=row["deadline_verified"] == "yes",
        result=row["result"],
        confidence=row["confidence"],
    )


@lru_cache(maxsize=1)
def agency_codes() -> Mapping[str, str]:
    """Provinces by the code of their People's Committee as dossier numbers carry it (`H26`)."""
    return MappingProxyType({row["code"]: row["ubnd_province_pre_2025"] for row in _rows("agency_codes.csv")})
