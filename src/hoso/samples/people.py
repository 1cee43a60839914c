"""Invented people: names, birth dates and identity numbers that agree with each other."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from random import Random

MINORITY_NAMES = {
    "Ê Đê": (("Y", "Bhăm", "Niê"), ("H'", "Hen", "Niê"), ("Y", "Thông", "Kbuôr"), ("H'", "Lan", "Mlô")),
    "Mông": (("Giàng", "A", "Sử"), ("Giàng", "Thị", "Mỷ"), ("Sùng", "A", "Páo"), ("Vàng", "Thị", "Dở")),
    "Thái": (("Lò", "Văn", "Pâng"), ("Lò", "Thị", "Ún"), ("Quàng", "Văn", "Ơn"), ("Cà", "Thị", "Pỏm")),
    "Khmer": (
        ("Thạch", "Sô", "Phi"),
        ("Kim", "Thị Sa", "Rây"),
        ("Danh", "Sà", "Rương"),
        ("Sơn", "Thị", "Huôl"),
    ),
    "Tày": (("Nông", "Văn", "Dền"), ("Bế", "Thị", "Nhình"), ("Ma", "Doãn", "Khánh"), ("Vi", "Thị", "Slao")),
    "Dao": (("Bàn", "Tài", "Phú"), ("Triệu", "Mùi", "Nái"), ("Chảo", "Láo", "Tả"), ("Phàn", "Thị", "Mẩy")),
}
ETHNIC = ("Kinh", "Kinh", "Kinh", "Kinh", "Kinh", "Kinh", "Tày", "Thái", "Mường", "Khmer", "Nùng", "Mông", "Dao",
          "Hoa", "Ê Đê", "Gia Rai", "Sán Dìu", "Chăm", "Cơ Ho", "Raglay", "Bru Vân Kiều")  # fmt: skip
FOREIGN = (
    "Hoa Kỳ",
    "Hàn Quốc",
    "Nhật Bản",
    "Trung Quốc (Đài Loan)",
    "Cộng hòa Liên bang Đức",
    "Ô-xtrây-li-a",
)


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person; `name` in title case, `id_number` twelve digits or nine for old cards."""

    name: str
    sex: str  # male | female
    born: date
    ethnicity: str
    nationality: str
    province_code: str
    id_number: str

    @property
    def sex_word(self) -> str:
        return "Nam" if self.sex == "male" else "Nữ"


@cache
def _surnames() -> tuple[tuple[str, ...], tuple[float, ...]]:
    text = resources.files("hoso.samples").joinpath("data/surnames.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["surname"] not in {"Y", "H'", "K'", "A"}]
    return tuple(row["surname"] for row in rows), tuple(float(row["approx_percent"]) ** 0.6 for row in rows)


@cache
def _given(part: str, gender: str) -> tuple[str, ...]:
    text = resources.files("hoso.samples").joinpath("data/given_names.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple(row["name"] for row in rows if row["part"] == part and row["gender"] == gender)


def draw_name(rng: Random, sex: str, ethnicity: str = "Kinh", surname: str | None = None) -> str:
    """A name in title case; some have one middle name, some none, some two or two given names."""
    minority = MINORITY_NAMES.get(ethnicity)
    if minority and surname is None and rng.random() < 0.5:
        pair = minority[0::2] if sex == "male" else minority[1::2]
        return " ".join(rng.choice(pair)).replace("H' ", "H'")
    gender = "M" if sex == "male" else "F"
    family = surname or rng.choices(*_surnames())[0]
    middle = [rng.choice(_given("middle", gender))] if rng.random() < 0.93 else []
    given = [rng.choice(_given("given", gender))]
    if rng.random() < 0.3:
        extra = rng.choice(_given("given", gender))
        given = [*given, extra] if extra not in given else given
    return " ".join([family, *middle, *given])


def draw_date(rng: Random, first: date, last: date) -> date:
    """A day between the two, both included."""
    return first + timedelta(days=rng.randint(0, max(0, (last - first).days)))


def identity_number(rng: Random, sex: str, born: date, province_code: str) -> str:
    """Twelve digits: province, century and sex, year, six random digits."""
    century = (born.year - 1900) // 100 * 2 + (0 if sex == "male" else 1)
    return f"0{province_code}{century}{born.year % 100:02d}{rng.randint(0, 999_999):06d}"


def old_identity_number(rng: Random) -> str:
    """Nine digits of the cards before 2016."""
    return f"{rng.randint(1, 385):03d}{rng.randint(0, 999_999):06d}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a paper asks of a person that is to be invented."""

    sex: str
    born_from: int
    born_to: int
    province_code: str
    old_card: bool = False
    ethnicity: str | None = None
    surname: str | None = None
    foreign: bool = False


def draw_person(rng: Random, wanted: Wanted) -> Person:
    """A person whose number, sex and birth date agree."""
    born = draw_date(rng, date(wanted.born_from, 1, 1), date(wanted.born_to, 12, 28))
    ethnicity = wanted.ethnicity or rng.choice(ETHNIC)
    number = identity_number(rng, wanted.sex, born, wanted.province_code)
    return Person(
        name=draw_name(rng, wanted.sex, ethnicity, wanted.surname),
        sex=wanted.sex,
        born=born,
        ethnicity=ethnicity,
        nationality=rng.choice(FOREIGN) if wanted.foreign else "Việt Nam",
        province_code=wanted.province_code,
        id_number=old_identity_number(rng) if wanted.old_card else number,
    )
