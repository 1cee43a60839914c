"""Reads a printed address: which province, district and commune of which generation it names.

From its end backwards: the province, then whatever of its districts and communes the parts name. Both
generations are read, and the reading that leaves least open wins; equals stay beside each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from hoso.pipeline.normalise.address_parts import (
    COMMUNE_KINDS,
    DISTRICT_KINDS,
    Part,
    Piece,
    almost_kind,
    name_of,
    part_of,
    parts_of,
)
from hoso.pipeline.normalise.gazetteer import (
    Entry,
    Table,
    all_districts,
    communes_in,
    communes_of,
    districts_of,
    near,
    new_communes,
    pieces,
    same_spelling,
    spelling,
)
from hoso.pipeline.normalise.provinces import ProvinceHit, split_province
from hoso.pipeline.syllables import fold

#: First words of what lies below a commune: a hamlet, a street, a house.
_DETAIL = frozenset(
    """thôn xóm ấp buôn bản làng tổ khu số đường ngõ ngách hẻm đội khóm cụm lô căn kp tdp tòa toà chung nhà
    phum sóc plei bon khối phố đ thon xom ap""".split()
)
_FACILITY = re.compile(
    r"\b(?:benh vien|bv|trung tam|phong kham|bo chi huy|cuc|so|chi cuc|toa an|van phong)\b"
)
#: What stands before a commune's or district's name when an office is meant.
_OFFICE = re.compile(
    r"^(?:(?:uy ban nhan dan|ubnd|cong an|cong an nhan dan|tram y te|tram xa|tai|ban tu phap|chi nhanh"
    r"|van phong dang ky dat dai|phong tu phap|nha ho sinh|cong chung)\s+)+"
)
_NEAR_LENGTH = 6
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Match:
    """A part of the address and the units that it may name; `exact` when marks and letters agree."""

    part: Part
    entries: tuple[Entry, ...]
    table: Table
    exact: bool
    near: bool = False

    @property
    def weight(self) -> float:
        return (1.0 if self.exact else 0.5 if not self.near else 0.25) * (1.0 if self.same_kind else 0.8)

    @property
    def same_kind(self) -> bool:
        """Whether the kind printed, if any, is that of the list."""
        kind = self.part.kind
        return kind is None or any(e.unit is None or e.unit.kind == kind for e in self.entries)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read an address. `open` means that a unit was printed which no list has."""

    province: ProvinceHit | None
    part: Part | None
    new: bool
    district: Match | None = None
    commune: Match | None = None
    open: bool = False

    @property
    def weight(self) -> tuple[bool, float]:
        """How much it explains; one that explains everything as it stands goes before any other."""
        clean = not self.open and all(match.exact for match in self.matches)
        return clean, sum(match.weight for match in self.matches) - 0.4 * self.open

    @property
    def matches(self) -> tuple[Match, ...]:
        return tuple(match for match in (self.district, self.commune) if match)


@lru_cache(maxsize=512)
def read_address(text: str, *, old_only: bool = False) -> tuple[Reading, ...]:
    """The likeliest readings; several where nothing tells which is meant, none without units.

    `old_only` leaves out the units of today, which no paper of before July 2025 names.
    """
    parts = parts_of(text[-_LONGEST:]) if len(text) <= _LONGEST else []
    province, part, before = split_province(parts)
    if province is None:
        return _best(list(_read_anywhere(parts)))
    new = [] if old_only else _read_new(province, part, before)
    readings = [*_read_old(province, part, before), *new]
    if part and part.kind == "thành phố":
        # A provincial town named after its province: `phường Trần Phú, thành phố Hà Giang`.
        town = [r for r in _read_old(province, None, [*before, part]) if r.district and r.district.exact]
        readings += town if province.only_new or _is_no_city(province) else []
    return _best(readings)


def _is_no_city(province: ProvinceHit) -> bool:
    return not any(
        entry.unit and entry.unit.kind == "quận"
        for name in province.within
        for entries in districts_of(name).values()
        for entry in entries
    )


def _best(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    most = max((reading.weight for reading in readings), default=None)
    return tuple(reading for reading in readings if reading.weight == most)


def _read_old(province: ProvinceHit, part: Part | None, before: Sequence[Part]) -> list[Reading]:
    """Readings as three levels."""
    frame = Reading(province, part, new=False)
    if not before:
        return [frame]
    found = [reading for name in province.within for reading in _within(frame, name, before)]
    return found or [replace(frame, open=not _says_no_unit(before[-1]))]


def _within(frame: Reading, name: str, before: Sequence[Part]) -> Iterator[Reading]:
    """Readings inside one old province: with a district, or with a commune alone."""
    match = _find(before[-1], districts_of(name), DISTRICT_KINDS)
    if len(before) > 1 and not (match and match.exact):
        both = _joined(before[-2], before[-1])
        dashed = _find(both, districts_of(name), DISTRICT_KINDS, fuzzy=False)
        if dashed and dashed.exact:  # `Phan Rang - Tháp Chàm`
            match, before = dashed, [*before[:-2], both]
    for entry in match.entries if match else ():
        district = replace(match, entries=(entry,)) if match else None
        commune, is_open = _commune(_rest(before, district), communes_of(entry))
        yield replace(frame, district=district, commune=commune, open=is_open)
    if before[-1].kind in DISTRICT_KINDS or (match and match.exact):
        return
    alone = _find(before[-1], communes_in(name), COMMUNE_KINDS)
    if alone:
        yield replace(frame, commune=alone)


def _joined(one: Part, other: Part) -> Part:
    return Part(one.kind, one.kind_pieces, (*one.name, *other.pieces))


def _rest(before: Sequence[Part], match: Match | None) -> list[Part]:
    """The parts before the matched one, and what of its part the match left."""
    last = before[-1]
    left = len(last.pieces) - len(match.part.pieces) if match else 0
    return [*before[:-1], last.without_tail(len(last.pieces) - left)] if left else list(before[:-1])


def _commune(before: Sequence[Part], table: Table) -> tuple[Match | None, bool]:
    """The commune that the part before the district names, and whether it names one that is not listed."""
    if not before:
        return None, False
    match = _find(before[-1], table, COMMUNE_KINDS)
    if match:
        return match, False
    return None, not _says_no_unit(before[-1])


def _read_new(province: ProvinceHit, part: Part | None, before: Sequence[Part]) -> list[Reading]:
    """Readings as two levels."""
    if province.only_old or province.current != province.name:
        return []
    frame = Reading(province, part, new=True)
    if not before:
        return [frame]
    if before[-1].kind in DISTRICT_KINDS:
        return []
    match = _find(before[-1], new_communes(province.name), COMMUNE_KINDS)
    if len(before) > 1 and not (match and match.exact):
        both = _joined(before[-2], before[-1])
        dashed = _find(both, new_communes(province.name), COMMUNE_KINDS, fuzzy=False)
        if dashed and dashed.exact:  # `Văn Miếu - Quốc Tử Giám`
            match, before = dashed, [*before[:-2], both]
    if match is None:
        return [replace(frame, open=not _says_no_unit(before[-1]))]
    rest = _rest(before, match)
    return [replace(frame, commune=match, open=bool(rest) and not _says_no_unit(rest[-1]))]


def _read_anywhere(parts: Sequence[Part]) -> Iterator[Reading]:
    """Readings of an address without a province: a district that says so, wherever it lies."""
    if not parts or parts[-1].kind not in DISTRICT_KINDS:
        return
    match = _find(parts[-1], all_districts(), DISTRICT_KINDS, fuzzy=False)
    for entry in match.entries if match else ():
        district = replace(match, entries=(entry,)) if match else None
        commune, is_open = _commune(parts[:-1], communes_of(entry))
        yield Reading(None, None, False, district, commune, is_open)


def missing_name(text: str) -> str | None:
    """The word of a part that should go on with a name or number and does not: `xóm, xã Hưng Lộc`, `tỉnh`."""
    parts = parts_of(text)
    for part in parts:
        said = name_of(part.pieces)
        alone = len(part.pieces) == 1 and said.lower() in _DETAIL
        if part.kind is None and (alone or said.lower() in DISTRICT_KINDS | COMMUNE_KINDS | {"tỉnh"}):
            return said
    last = name_of(parts[-1].pieces[-1:]) if parts else ""
    return last if last.lower() in ("tỉnh", "huyện", "phường", "xã") else None


def touching(text: str) -> tuple[str, str] | None:
    """Two units of the lists that stand one after the other with nothing between: `Tam Bình Vĩnh Long`."""
    for reading in read_address(text)[:1]:
        units = [match.part for match in (reading.commune, reading.district) if match]
        units += [reading.part] if reading.part else []
        for one, other in pairwise(units):
            if other.kind is None and not other.pieces[0].gap.strip():
                return name_of(one.pieces), name_of(other.pieces)
    return None


def _says_no_unit(part: Part) -> bool:
    return _is_detail(part) or _is_office(part)


def _is_detail(part: Part) -> bool:
    if part.kind is not None:
        return False
    first, *more = (piece.text for piece in part.pieces)
    lettered = len(first) <= 2 and bool(more) and more[0].isdigit()  # `K3`, `Ô 5`
    return first.lower() in _DETAIL or first[0].isdigit() or lettered


def _is_office(part: Part) -> bool:
    name = fold(name_of(part.pieces)) + " "
    return part.kind is None and (bool(_FACILITY.search(name)) or bool(_OFFICE.fullmatch(name)))


def _find(part: Part, table: Table, kinds: frozenset[str], *, fuzzy: bool = True) -> Match | None:
    """The units of the table that the part may name."""
    forms = [form for form in _forms(part) if form.kind is None or form.kind in kinds]
    for form in forms:
        entries = table.get(form.key)
        if entries:
            return _narrowed(form, entries, table)
    for form in forms[:2] if fuzzy else ():
        close = near(form.key, table) if len(form.key) >= _NEAR_LENGTH else None
        if close and len(form.pieces) == len(part.pieces) and (form.key + close).isalpha():
            return Match(form, table[close], table, exact=False, near=True)
    return None


def _forms(part: Part) -> Iterator[Part]:
    """The part, the part as a name throughout, without an office before it, and its last words."""
    yield part
    if part.kind:
        yield part.as_name()
        return
    kind, said = almost_kind(part.name)
    if kind:
        yield Part(kind, part.name[:said], part.name[said:])
    office = _OFFICE.match(fold(name_of(part.name)) + " ")
    if office and len(office[0].split()) < len(part.name):
        yield from _forms(part_of(part.name[len(office[0].split()) :]))
        return
    if _is_office(part):
        return
    detail = _is_detail(part)
    for count in range(len(part.name) - 1, 0, -1):
        before, first = part.name[-count - 1], part.name[-count]
        apart = before.text[-1].isdigit() if detail else count > 1
        if first.is_name and apart:
            yield part.tail(count)


def _narrowed(form: Part, entries: Sequence[Entry], table: Table) -> Match:
    """The match with the entries of the same kind and the same marks, as far as there are any."""
    same = [entry for entry in entries if entry.unit is None or form.kind in (None, entry.unit.kind)]
    kept = same or list(entries)
    exact = [entry for entry in kept if entry.unit is None or is_spelled(form.name, entry.unit.name)]
    return Match(form, tuple(exact or kept), table, bool(exact))


def is_spelled(name: Sequence[Piece], listed: str) -> bool:
    """Whether the pieces spell the listed name."""
    words = pieces(listed)
    if len(words) != len(name):
        return spelling(name_of(name)).replace(" ", "") == spelling(listed).replace(" ", "")
    return all(same_spelling(piece.text, word) for piece, word in zip(name, words, strict=True))
