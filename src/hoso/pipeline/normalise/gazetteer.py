"""Looks units up by their letters: districts of a province, communes of a district, of both generations.

Keys ignore case, marks, spaces and the choice of `i` or `y`; what is found is told apart by `spelling`,
which ignores only what two careful writers may do differently. Tables are built on first use.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from hoso.pipeline.syllables import fold, is_vietnamese_syllable, unify_tone_placement
from hoso.schemas.reference.units import (
    FormerDistrict,
    OldCommune,
    OldDistrict,
    Unit,
    former_districts,
    unit_lists,
)

#: A word of a name, or a number in it.
PIECE = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")
_END_Y = re.compile(r"(?<=[hklmstrv])[yýỳỷỹỵ](?![^\W\d_])|(?<=qu)[yýỳỷỹỵ](?![^\W\d_])")
_Y_TO_I = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
#: The other way to write the first syllable of Đắk Lắk and of half its districts.
_DAK = re.compile(r"(?<![^\W\d_])đ[aăắạặ][kc](?![^\W\d_])")


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit of a table and where it lies.

    `commune` and `district` are the listed ones behind it; a commune that had gone up in another by 2025
    has no marks in the list: its `unit` is None. `former` says that the district itself was no more.
    """

    unit: Unit | None
    province: str
    district: OldDistrict | None = None
    commune: OldCommune | None = None
    former: FormerDistrict | None = None


#: Names in everyday use beside those of the list.
_ALSO_CALLED: Mapping[tuple[str, str], str] = {
    ("Đắk Lắk", "Buôn Ma Thuột"): "Buôn Mê Thuột",
    ("Yên Bái", "Mù Căng Chải"): "Mù Cang Chải",
}

Table = Mapping[str, tuple[Entry, ...]]


def pieces(name: str) -> list[str]:
    """The words and numbers of a name."""
    return PIECE.findall(name)


@lru_cache(maxsize=32768)
def key(name: str) -> str:
    """The letters and numbers of a name, whatever their marks, case and spaces."""
    return "".join(
        str(int(piece)) if piece.isdecimal() else re.sub(r"[^a-z]", "", fold(piece)).replace("y", "i")
        for piece in pieces(name)
    )


@lru_cache(maxsize=32768)
def spelling(name: str) -> str:
    """The name as every careful writer has it: tone marks in one place, one `i`, one `Đắk`."""
    words = " ".join(str(int(p)) if p.isdecimal() else p.replace("’", "'") for p in pieces(name))
    plain = _END_Y.sub(lambda found: found[0].translate(_Y_TO_I), unify_tone_placement(words.lower()))
    return _DAK.sub("đắk", plain)


def same_spelling(one: str, other: str) -> bool:
    """Whether two words, equal in their letters, are the same to a careful reader.

    Syllables of minority languages have no settled marks (`Păk`, `Pắk`): their letters decide.
    """
    return spelling(one) == spelling(other) or not (
        is_vietnamese_syllable(other) or fold(one) != fold(other) or one.isdecimal()
    )


def _table(entries: Iterable[tuple[str, Entry]]) -> Table:
    found: dict[str, list[Entry]] = defaultdict(list)
    for name, entry in entries:
        found[name].append(entry)
    return {name: tuple(listed) for name, listed in found.items()}


@lru_cache(maxsize=128)
def districts_of(province: str) -> Table:
    """Districts of an old province, those that were no more in 2025 among them."""
    now = unit_lists().old.get(province, ())
    listed = [(key(d.unit.name), Entry(d.unit, province, d)) for d in now]
    gone = [
        (key(f.unit.name), Entry(f.unit, province, None, None, f))
        for f in former_districts()
        if f.province == province
    ]
    also = [
        (key(said), Entry(Unit(d.unit.kind, said), province, d))
        for d in now
        if (said := _ALSO_CALLED.get((province, d.unit.name)))
    ]
    return _table([*listed, *gone, *also])


def communes_of(entry: Entry) -> Table:
    """Communes of a district, also under names that had gone up in them by 2025."""
    if entry.former:
        return _communes(entry.province, entry.former.successors)
    return _communes(entry.province, (entry.district.unit.full,)) if entry.district else {}


@lru_cache(maxsize=1024)
def _communes(province: str, districts: tuple[str, ...]) -> Table:
    within = [d for d in unit_lists().old.get(province, ()) if d.unit.full in districts]
    return _with_former_names(province, within)


@lru_cache(maxsize=64)
def communes_in(province: str) -> Table:
    """All communes of an old province."""
    return _with_former_names(province, unit_lists().old.get(province, ()))


def _with_former_names(province: str, within: Iterable[OldDistrict]) -> Table:
    pairs = [(d, c) for d in within for c in d.communes]
    listed = [(key(c.unit.name), Entry(c.unit, province, d, c)) for d, c in pairs]
    known = {name for name, _ in listed}
    former = [
        (name.replace("y", "i"), Entry(None, province, d, c))
        for d, c in pairs
        for name in c.formerly
        if name.replace("y", "i") not in known
    ]
    return _table([*listed, *dict.fromkeys(former)])


@lru_cache(maxsize=64)
def new_communes(province: str) -> Table:
    """Communes of a province of today."""
    return _table((key(unit.name), Entry(unit, province)) for unit in unit_lists().new.get(province, ()))


@lru_cache(maxsize=1)
def all_districts() -> Table:
    """Districts of the whole country."""
    tables = [districts_of(province) for province in unit_lists().old]
    return _table((name, entry) for table in tables for name, entries in table.items() for entry in entries)


@lru_cache(maxsize=2)
def _every_name(*, districts: bool) -> frozenset[str]:
    lists = unit_lists()
    every = [d for within in lists.old.values() for d in within]
    if districts:
        return frozenset(
            spelling(unit.name) for unit in [d.unit for d in every] + [f.unit for f in former_districts()]
        )
    communes = [c.unit for d in every for c in d.communes]
    today = [unit for units in lists.new.values() for unit in units]
    return frozenset(spelling(unit.name) for unit in communes + today)


def is_unit_name(name: str, *, district: bool) -> bool:
    """Whether any district, or any commune, of the country has this name, marks and all."""
    return spelling(name) in _every_name(districts=district)


def near(wanted: str, table: Table) -> str | None:
    """The one key of the table that is a single letter away; None when none or several are."""
    found = [name for name in table if _is_near(wanted, name)]
    return found[0] if len(found) == 1 else None


def stands_alone(wanted: str, table: Table) -> bool:
    """Whether no other key of the table is but a letter away, so that no single slip leads to it."""
    return not any(name != wanted and _is_near(wanted, name) for name in table)


def _is_near(one: str, other: str) -> bool:
    return abs(len(one) - len(other)) < 2 and Levenshtein.distance(one, other, score_cutoff=1) <= 1
