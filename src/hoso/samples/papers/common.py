"""Draws shared by several papers: eras, couples, offices and identity papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from hoso.samples.form import Form, format_date
from hoso.samples.people import Person, Wanted, draw_date, draw_person
from hoso.samples.places import Place, draw_place

MERGER = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Era:
    """When and where a paper is made; `new` means after the merger of July 2025 (no districts)."""

    day: date
    place: Place

    @property
    def new(self) -> bool:
        return self.day >= MERGER


def draw_era(rng: Random, first: int, last: int) -> Era:
    """A day between the two years at some commune; never after September 2026."""
    return Era(draw_date(rng, date(first, 1, 4), min(date(last, 12, 28), date(2026, 9, 30))), draw_place(rng))


def adult(rng: Random, era: Era, sex: str, years: tuple[int, int] = (20, 60)) -> Person:
    """A grown person on the day of the paper; old cards before 2016."""
    year = era.day.year
    foreign = rng.random() < 0.03
    code = era.place.code if rng.random() < 0.75 else draw_place(rng).code
    old = year < 2016 or (year < 2021 and rng.random() < 0.4)
    return draw_person(rng, Wanted(sex, year - years[1], year - years[0] - 1, code, old, foreign=foreign))


def left_lines(rng: Random, era: Era, body: str = "ỦY BAN NHÂN DÂN") -> list[str]:
    """The issuing body's lines at the top left."""
    levels = [level.upper() for level in reversed(era.place.levels(era.new))]
    if rng.random() < 0.4:
        return [body, *reversed(levels[-1:])] if era.new else [levels[0], levels[1], f"UBND {levels[2]}"]
    return [body, levels[-1]]


def identity_paper(rng: Random, form: Form, key: str, person: Person, era: Era) -> str:
    """Print the number under `key` and give the line around it: kind, number, issuer, date."""
    if person.nationality != "Việt Nam":
        kind, issuer, number = "Hộ chiếu", "Cục Quản lý xuất nhập cảnh", person.id_number
    elif len(person.id_number) == 9:
        province = era.place.province.split(" ", 1)[1] if "tỉnh" in era.place.province else era.place.province
        kind = rng.choice(("CMND", "Giấy chứng minh nhân dân", "CMND"))
        issuer, number = rng.choice((f"Công an {era.place.province}", f"CA {province}")), person.id_number
    else:
        kind = rng.choice(("CCCD", "Thẻ căn cước công dân", "Căn cước công dân", "Thẻ căn cước"))
        issuer = rng.choice(("Cục Cảnh sát QLHC về TTXH", "Cục CSQLHC về TTXH", "Bộ Công an",
                             "Cục Cảnh sát quản lý hành chính về trật tự xã hội"))  # fmt: skip
        number = person.id_number
    form.put_id(key, number)
    earliest = date(max(person.born.year + 15, era.day.year - 9), 1, 5)
    issued = format_date(draw_date(rng, earliest, era.day), rng.choice(("slash", "words", "dash")))
    return rng.choice((
        f"{kind} số [[{key}]], {issuer} cấp ngày {issued.removeprefix('ngày ')}",
        f"{kind} số: [[{key}]] do {issuer} cấp ngày {issued.removeprefix('ngày ')}",
        f"{kind} số [[{key}]], cấp ngày {issued.removeprefix('ngày ')}, nơi cấp: {issuer}",
        f"{kind} [[{key}]]",
    ))  # fmt: skip


def sign_lines(rng: Random, era: Era, role: str = "") -> list[str]:
    """The lines above a signature of the People's Committee."""
    lines = [role] if role and rng.random() < 0.6 else []
    if rng.random() < 0.5:
        return [
            *lines,
            rng.choice(("TM. ỦY BAN NHÂN DÂN", "TM. UBND " + era.place.levels(era.new)[0].upper())),
            "CHỦ TỊCH",
        ]
    return [*lines, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]


def seal_text(era: Era) -> str:
    """The words along the ring of the commune's seal."""
    levels = era.place.levels(era.new)
    return "UBND " + " ★ ".join(levels) + " ★"
