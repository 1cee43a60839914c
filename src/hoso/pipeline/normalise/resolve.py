"""What an address stands for: its units at its time and today, or nothing where that would be a guess."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hoso.pipeline.normalise.address_parts import name_of
from hoso.pipeline.normalise.addresses import Match, Reading, read_address
from hoso.pipeline.normalise.gazetteer import Entry
from hoso.pipeline.normalise.text import tidy
from hoso.schemas.reference import old_provinces
from hoso.schemas.reference.units import FIRST_NEW_DAY, LAST_OLD_DAY, Unit

_NOW = re.compile(r"[\s,;(]*\b(?:nay|hiện nay|bây giờ)\s+(?:là|thuộc)\s+([^()]*)\)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    """A full answer: the units, the day of their list, and the present ones."""

    province: str
    district: str | None
    commune: str | None
    as_of: str | None
    today: tuple[str, str | None]

    def to_json(self) -> Mapping[str, Any]:
        return {
            "province": self.province,
            "district": self.district,
            "commune": self.commune,
            "as_of": self.as_of,
            "current": {"province": self.today[0], "commune": self.today[1]},
        }


def resolve_address(text: str, on: str | None = None) -> Mapping[str, Any] | None:
    """Province, district and commune of an address, at its time and today; None when that would be a guess.

    `on` is the day of the paper (`2019-03-20`), where known: papers of before July 2025 name no new unit.
    `as_of` is a day on which the units named were in force. A commune of today stays None where the old
    one was divided.
    """
    cleaned = tidy(text)
    now = _NOW.search(cleaned)
    found = _resolved(_NOW.sub("", cleaned), on)
    if now and found:
        told = _resolved(now[1], None) if now[1] else None
        if told and told.as_of == FIRST_NEW_DAY and told.today[0] == found.today[0]:
            return _Found(found.province, found.district, found.commune, found.as_of, told.today).to_json()
    if now and found is None:
        found = _resolved(_NOW.sub(lambda match: f", {match[1]} ", cleaned), on)
    return found.to_json() if found else None


def _resolved(text: str, on: str | None) -> _Found | None:
    before = on is not None and on < FIRST_NEW_DAY
    readings: Sequence[Reading] = read_address(text, old_only=before)
    if on is not None and not before and any(reading.new for reading in readings):
        # Two levels are the form of today; the old form has its district.
        readings = [r for r in readings if r.new or r.district or not r.commune]
    if any(reading.open or not _sure(reading, on) for reading in readings):
        return None
    answers = _listed({answer: r for r in readings if (answer := _answer(r)) is not None})
    return answers.pop() if len(answers) == 1 else _one_of(readings, answers)


def _listed(answers: Mapping[_Found, Reading]) -> set[_Found]:
    """The answers; a district of the last list goes before a former one of its name."""
    former = [a for a, r in answers.items() if r.district and r.district.entries[0].former]
    kept = set(answers) - set(former)
    same = all(any(f.commune and (f.commune, f.today) == (k.commune, k.today) for k in kept) for f in former)
    return kept if kept and same else set(answers)


def _one_of(readings: Sequence[Reading], answers: set[_Found]) -> _Found | None:
    """The answer where nothing but the province was printed, the same for both generations."""
    bare = [reading for reading in readings if not reading.matches]
    provinces = {answer.province: answer for answer in answers}
    if len(bare) != len(readings) or len(provinces) != 1:
        return None
    only = next(iter(provinces.values()))
    return _Found(only.province, None, None, None, only.today)


def _sure(reading: Reading, on: str | None) -> bool:
    """Whether every unit printed is one of the list to the mark, and only one."""
    if reading.province and not reading.province.exact:
        return False
    if any(not match.exact or len(match.entries) > 1 for match in reading.matches):
        return False
    commune = reading.commune
    if commune is None or reading.district:
        return True
    # Alone before the province, a bare name may be a village's; only the form of today leaves nothing else.
    today = reading.new and on is not None
    return commune.same_kind and (commune.part.kind is not None or today)


def _answer(reading: Reading) -> _Found | None:
    hit = reading.province
    if reading.new and hit:
        commune = _printed(reading.commune)
        return _Found(hit.name, None, commune, FIRST_NEW_DAY, (hit.name, commune))
    entry = reading.commune.entries[0] if reading.commune else None
    district = reading.district.entries[0] if reading.district else None
    listed = entry or district
    if hit is None and listed is None:
        return None
    old = listed.province if listed else hit.name if hit and not hit.last_day else None
    current = _province_today(old) if old else hit.current if hit else None
    if current is None:
        return None
    name = hit.name if hit and not hit.only_new else old or ""
    became = _commune_today(entry, district)
    return _Found(
        name,
        _district_name(entry, district),
        _printed(reading.commune),
        _as_of(reading, entry, district),
        (current, became),
    )


def _province_today(old: str) -> str | None:
    return next((province.new_name for province in old_provinces() if province.name == old), None)


def _district_name(entry: Entry | None, district: Entry | None) -> str | None:
    if district and district.unit:
        return district.unit.full
    return entry.district.unit.full if entry and entry.district else None


def _printed(match: Match | None) -> str | None:
    """The unit's full name; one that no list spells is as printed."""
    if match is None:
        return None
    unit = match.entries[0].unit or Unit(match.part.kind or "", name_of(match.part.name))
    return unit.full.strip()


def _commune_today(entry: Entry | None, district: Entry | None) -> str | None:
    """The one commune that took the old one over; islands became one of their own."""
    became: tuple[Unit, ...] = ()
    if entry and entry.commune:
        became = entry.commune.became
    elif entry is None and district and district.district:
        became = district.district.became
    return became[0].full if len(became) == 1 else None


def _as_of(reading: Reading, entry: Entry | None, district: Entry | None) -> str | None:
    if reading.province and reading.province.last_day:
        return reading.province.last_day
    if district and district.former:
        return district.former.last_day
    return None if entry and entry.unit is None else LAST_OLD_DAY
