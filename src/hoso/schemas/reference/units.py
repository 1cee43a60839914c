"""Communes and districts of both generations, and which new commune each old one became part of.

The lists are those of the package `vietnamadminunits`. Its own modules are never imported: they bring a map
service and geometry along, and only its data is wanted here.
"""

from __future__ import annotations

import csv
import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata, resources
from pathlib import Path
from types import MappingProxyType

#: The last day of three levels and 63 provinces, and the first of two levels and 34.
LAST_OLD_DAY, FIRST_NEW_DAY = "2025-06-30", "2025-07-01"

_PACKAGE = "vietnamadminunits"
#: The package calls the old province by the name that its city had in its last half year.
_OLD_PROVINCE_NAMES = {"Huế": "Thừa Thiên Huế"}
_OLD = """SELECT provinceShort, districtType, districtShort, wardType, wardShort, wardAlias,
          provinceKey || '_' || districtKey || '_' || ifnull(wardKey, '') FROM admin_units_legacy"""
_NEW = "SELECT provinceShort, wardType, wardShort, provinceKey || '_' || wardKey FROM admin_units"
_NO_NAMES: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Unit:
    """A commune or district by its kind and its bare name: `xã`, `Tân Lập`."""

    kind: str
    name: str

    @property
    def full(self) -> str:
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True, eq=False)
class OldCommune:
    """A commune up to 30 June 2025.

    `formerly` are names of communes that went up in it before, as bare letters. `became` are the communes
    of today that took it or parts of it over.
    """

    unit: Unit
    formerly: frozenset[str]
    became: tuple[Unit, ...]


@dataclass(frozen=True, slots=True, eq=False)
class OldDistrict:
    """A district up to 30 June 2025. A few islands have no communes and `became` one themselves."""

    unit: Unit
    communes: tuple[OldCommune, ...]
    became: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitLists:
    """Districts of each of the 63 old provinces, communes of each of the 34 new ones."""

    old: Mapping[str, tuple[OldDistrict, ...]]
    new: Mapping[str, tuple[Unit, ...]]


@dataclass(frozen=True, slots=True)
class FormerProvince:
    """A province that was no more on 30 June 2025, and those of the 63 that its land then belonged to."""

    name: str
    aliases: tuple[str, ...]
    last_day: str
    successors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormerDistrict:
    """A district that was no more on 30 June 2025, and those that its communes then belonged to."""

    province: str
    unit: Unit
    last_day: str
    successors: tuple[str, ...]


def _rows(name: str) -> list[dict[str, str]]:
    file = resources.files(__package__).joinpath(name)
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


@lru_cache(maxsize=1)
def former_provinces() -> tuple[FormerProvince, ...]:
    """Provinces that old papers name and no list of 2025 has."""
    return tuple(
        FormerProvince(row["name"], _listed(row["aliases"]), row["last_day"], _listed(row["successors"]))
        for row in _rows("former_provinces.csv")
    )


@lru_cache(maxsize=1)
def former_districts() -> tuple[FormerDistrict, ...]:
    """Districts that old papers name and no list of 2025 has."""
    return tuple(
        FormerDistrict(row["province"], _split(row["district"]), row["last_day"], _listed(row["successors"]))
        for row in _rows("former_districts.csv")
    )


def _split(full: str) -> Unit:
    words = full.split()
    count = 2 if words[0] in ("thành", "thị") else 1
    return Unit(" ".join(words[:count]), " ".join(words[count:]))


def _data(name: str) -> Path:
    return Path(str(metadata.distribution(_PACKAGE).locate_file(f"{_PACKAGE}/data/{name}")))


def _unit(kind: str, name: str) -> Unit:
    """The unit; the list leaves its kind in names that are numbers or that two units share."""
    bare = name.partition(" (")[0].removeprefix(f"{kind} ")
    return Unit(kind.lower(), bare.lstrip("0") if bare.isdecimal() else bare)


def _aliases(cell: str | None) -> frozenset[str]:
    return frozenset(json.loads(cell)) if cell else _NO_NAMES


@lru_cache(maxsize=1)
def unit_lists() -> UnitLists:
    """All units; read once, on first use."""
    with closing(sqlite3.connect(f"{_data('dataset.db').as_uri()}?mode=ro&immutable=1", uri=True)) as store:
        old, new = store.execute(_OLD).fetchall(), store.execute(_NEW).fetchall()
    by_key = {key: _unit(kind, name) for _, kind, name, key in new}
    became = _became(by_key)
    districts: dict[tuple[str, str, str], list[OldCommune]] = defaultdict(list)
    islands: dict[tuple[str, str, str], tuple[Unit, ...]] = {}
    for province, kind, name, commune_kind, commune, alias, key in old:
        found = districts[province, kind, name]
        if commune:
            found.append(OldCommune(_unit(commune_kind, commune), _aliases(alias), became.get(key, ())))
        else:
            islands[province, kind, name] = became.get(key, ())
    provinces: dict[str, list[OldDistrict]] = defaultdict(list)
    for (province, kind, name), communes in districts.items():
        whole = islands.get((province, kind, name), ())
        district = OldDistrict(_unit(kind, name), tuple(communes), whole)
        provinces[_OLD_PROVINCE_NAMES.get(province, province)].append(district)
    today: dict[str, list[Unit]] = defaultdict(list)
    for province, _, _, key in new:
        today[province].append(by_key[key])
    return UnitLists(
        MappingProxyType({name: tuple(units) for name, units in provinces.items()}),
        MappingProxyType({name: tuple(units) for name, units in today.items()}),
    )


def _became(by_key: Mapping[str, Unit]) -> Mapping[str, tuple[Unit, ...]]:
    """The communes of today by the key of the old one."""
    data = json.loads(_data("converter_2025.json").read_text(encoding="utf-8"))
    became: dict[str, tuple[Unit, ...]] = {}
    for province, communes in data["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for new, whole in communes.items():
            became |= dict.fromkeys(whole, (by_key[f"{province}_{new}"],))
    for province, divided in data["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in divided.items():
            became[key] = tuple(by_key[f"{province}_{part['newWardKey']}"] for part in parts)
    return became
