"""Invented parcels of land and what certificates say of them; shared by the land papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from hoso.samples.form import Form
from hoso.samples.papers.common import Era
from hoso.samples.people import Person, Wanted, draw_person
from hoso.samples.places import draw_address, draw_place
from hoso.samples.words import area_figures, area_words

FIELD_USES = (
    "Đất trồng cây lâu năm", "Đất trồng cây hàng năm khác", "Đất chuyên trồng lúa nước", "Đất rừng sản xuất",
    "Đất nuôi trồng thủy sản", "Đất bằng trồng cây hàng năm khác", "Đất trồng lúa nước còn lại",
)  # fmt: skip
USE_CODES = {
    "Đất ở tại nông thôn": "ONT", "Đất ở tại đô thị": "ODT", "Đất trồng cây lâu năm": "CLN",
    "Đất trồng cây hàng năm khác": "HNK", "Đất chuyên trồng lúa nước": "LUC", "Đất rừng sản xuất": "RSX",
    "Đất nuôi trồng thủy sản": "NTS", "Đất bằng trồng cây hàng năm khác": "BHK", "Đất trồng lúa nước còn lại": "LUK",
}  # fmt: skip
ORIGINS = (
    "Công nhận QSDĐ như giao đất có thu tiền sử dụng đất",
    "Công nhận quyền sử dụng đất như giao đất không thu tiền sử dụng đất",
    "Nhà nước giao đất có thu tiền sử dụng đất",
    "Nhà nước giao đất không thu tiền sử dụng đất",
    "Nhà nước cho thuê đất trả tiền hàng năm",
)
CHANGES = ("Nhận chuyển nhượng", "Nhận tặng cho", "Nhận thừa kế")
#: The first letters of serials, in the order of the years they were printed.
SERIALS = {
    1993: (
        "A",
        "B",
        "C",
        "D",
        "Đ",
        "E",
        "G",
        "H",
        "K",
        "L",
        "M",
        "N",
        "O",
        "P",
        "Q",
        "R",
        "S",
        "T",
        "U",
        "V",
    ),
    2004: ("AA", "AB", "AC", "AD", "AĐ", "AE", "AG", "AH", "AI", "AK", "AL", "AM", "AN", "AO", "AP"),
    2009: (
        "BA",
        "BB",
        "BC",
        "BD",
        "BĐ",
        "BE",
        "BG",
        "BH",
        "BI",
        "BK",
        "BL",
        "BM",
        "BN",
        "BO",
        "BP",
        "BQ",
        "BR",
        "BS",
    ),
    2014: (
        "BT",
        "BU",
        "BV",
        "BX",
        "BY",
        "CA",
        "CB",
        "CC",
        "CD",
        "CĐ",
        "CE",
        "CG",
        "CH",
        "CI",
        "CK",
        "CL",
        "CM",
        "CN",
    ),
    2019: (
        "CO",
        "CP",
        "CQ",
        "CR",
        "CS",
        "CT",
        "CU",
        "CV",
        "CX",
        "DA",
        "DB",
        "DC",
        "DD",
        "DĐ",
        "DE",
        "DG",
        "DH",
        "DK",
    ),
    2024: ("AA", "AA", "AB"),
}
REGISTERS = {
    1993: ("{:05d} QSDĐ/{y}", "{:04d}QSDĐ/{y}", "{:03d}/QSDĐ", "{:05d}"),
    2004: ("H {:05d}", "H{:05d}", "H {:05d}", "{:05d} QSDĐ/{y}"),
    2009: ("CH {:05d}", "CH{:05d}", "CH {:05d}", "CH.{:05d}", "CT {:05d}"),
    2014: ("CH {:05d}", "CS {:05d}", "CS{:05d}", "CH{:05d}", "CT {:05d}", "CS {:05d}"),
    2019: ("CS {:05d}", "CS{:05d}", "CH {:05d}", "CN {:05d}", "CN{:04d}", "VP {:05d}"),
    2024: ("CN {:05d}", "CN{:05d}", "VP {:05d}", "CH {:05d}", "CS {:05d}"),
}


@dataclass(frozen=True, slots=True)
class Parcel:
    """A parcel: each use with its area and, for land that is not to live on, the day its term ends."""

    number: str
    sheet: str
    uses: tuple[tuple[str, float], ...]
    until: date | None

    @property
    def area(self) -> float:
        return round(sum(area for _, area in self.uses), 1)


def _area(rng: Random, low: float, high: float) -> float:
    area = low * (high / low) ** rng.random()
    return float(round(area)) if rng.random() < 0.3 else round(area, 1)


def draw_parcel(rng: Random, era: Era) -> Parcel:
    """A parcel to live on, a field, or both in one."""
    town = era.place.commune.startswith(("phường", "thị trấn"))
    home = "Đất ở tại đô thị" if town else "Đất ở tại nông thôn"
    field = rng.choice(FIELD_USES)
    kind = rng.random()
    if kind < 0.5:
        uses: tuple[tuple[str, float], ...] = ((home, _area(rng, 32, 700)),)
    elif kind < 0.75:
        uses = ((field, _area(rng, 150, 14000)),)
    else:
        uses = ((home, _area(rng, 60, 400)), (field, _area(rng, 80, 3000)))
    years = rng.choice((20, 50, 50))
    until = date(
        era.day.year + years, rng.choice((10, 10, rng.randint(1, 12))), rng.choice((15, rng.randint(1, 28)))
    )
    number = str(rng.randint(1, 999)) if rng.random() < 0.93 else f"{rng.randint(2, 400)}-{rng.randint(1, 4)}"
    return Parcel(
        number, str(rng.randint(1, 99)).zfill(rng.choice((1, 1, 1, 2))), uses, until if kind >= 0.5 else None
    )


def figures(rng: Random, area: float) -> str:
    """An area in figures; many offices leave out the dot of the thousands."""
    text = area_figures(area, 0 if area.is_integer() and rng.random() < 0.5 else 1)
    return text.replace(".", "") if rng.random() < 0.5 else text


def _purpose(rng: Random, parcel: Parcel) -> str:
    if len(parcel.uses) == 1:
        name = parcel.uses[0][0]
        return rng.choice((name, name, name, f"{name} ({USE_CODES[name]})"))
    colon = rng.choice((": ", " "))
    return rng.choice(("; ", "; ", ", ")).join(
        f"{name}{colon}{figures(rng, area)} m²" for name, area in parcel.uses
    )


def _term(rng: Random, parcel: Parcel) -> str:
    if parcel.until is None:
        return rng.choice(("Lâu dài", "Lâu dài", "Lâu dài", "Ổn định lâu dài"))
    until = parcel.until
    end = rng.choice(
        (f"Đến ngày {until:%d/%m/%Y}", f"Đến ngày {until:%d/%m/%Y}", f"Đến tháng {until.month}/{until.year}")
    )
    if len(parcel.uses) == 1:
        return end
    home, field = (name for name, _ in parcel.uses)
    return rng.choice((f"{home}: Lâu dài; {field}: {end}", f"{home}: Lâu dài; {field}: {end}", f"Lâu dài; {end}",
                       f"Đất ở: Lâu dài; {field}: {end}"))  # fmt: skip


def _form_of_use(rng: Random, parcel: Parcel) -> str:
    area = figures(rng, parcel.area)
    return rng.choice((
        "Sử dụng riêng", "Sử dụng riêng", "Sử dụng chung", f"Sử dụng riêng: {area} m²", f"Sử dụng riêng {area} m²",
        f"Sử dụng riêng: {area} m²; Sử dụng chung: Không m²", f"Riêng: {area} m²; chung: không",
    ))  # fmt: skip


def _origin(rng: Random) -> str:
    origin = rng.choice(ORIGINS)
    if rng.random() < 0.4:
        return f"{rng.choice(CHANGES)} đất được {origin}"
    return origin


def put_parcel(form: Form, era: Era, parcel: Parcel) -> None:
    """Print the parcel's number, place, area, use, term and origin."""
    rng = form.rng
    form.put("parcel_number", parcel.number)
    form.put("map_sheet_number", parcel.sheet)
    form.put("parcel_address", draw_address(rng, era.place, era.new, form.look.addresses))
    form.put("area_m2", figures(rng, parcel.area), parcel.area)
    form.say("area_words", area_words(parcel.area, form.look.wording))
    form.put("land_use_form", _form_of_use(rng, parcel))
    form.put("land_use_purpose", _purpose(rng, parcel))
    form.put("land_use_term", _term(rng, parcel))
    form.put("land_origin", _origin(rng))


def _of_year(table: dict[int, tuple[str, ...]], year: int) -> tuple[str, ...]:
    return table[max(first for first in table if first <= year)]


def draw_serial(rng: Random, day: date) -> tuple[str, str]:
    """A serial of the certificates of that day: as printed, and its value."""
    modern = day >= date(2024, 9, 1)
    letters = rng.choice(_of_year(SERIALS, 2024 if modern else min(day.year, 2023)))
    digits = f"{rng.randint(0, 1_999_999):08d}" if modern else f"{rng.randint(1_000, 999_999):06d}"
    return f"{letters}{rng.choice((' ', ' ', ' ', ' ', ''))}{digits}", f"{letters} {digits}"


def draw_register_number(rng: Random, day: date) -> str:
    """A number in the book of certificates, in a form of that time."""
    return rng.choice(_of_year(REGISTERS, day.year)).format(rng.randint(1, 9999), y=day.year)


def draw_holder(rng: Random, era: Era, sex: str) -> Person:
    """A grown Vietnamese holder; only old cards before 2016, seldom after 2021."""
    year = era.day.year
    old = year < 2016 or rng.random() < (0.5 if year < 2021 else 0.08)
    code = era.place.code if rng.random() < 0.75 else draw_place(rng).code
    return draw_person(rng, Wanted(sex, year - 75, year - 22, code, old))
