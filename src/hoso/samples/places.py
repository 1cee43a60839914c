"""Vietnamese addresses of both generations: three levels before July 2025, two after."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from random import Random

SHORT = {
    "thành phố ": "TP. ",
    "Thành phố ": "TP. ",
    "quận ": "Q. ",
    "phường ": "P. ",
    "thị trấn ": "TT. ",
    "huyện ": "H. ",
    "tỉnh ": "T. ",
    "xã ": "X. ",
}
STREETS = (
    "Lê Lợi", "Trần Hưng Đạo", "Nguyễn Huệ", "Hùng Vương", "Lý Thường Kiệt", "Điện Biên Phủ", "Quang Trung",
    "Võ Thị Sáu", "Phan Bội Châu", "Nguyễn Thị Minh Khai", "Cách Mạng Tháng Tám", "Xô Viết Nghệ Tĩnh",
)  # fmt: skip
HAMLETS = (
    "Đông", "Đoài", "Trung", "Thượng", "Hạ", "Tân Lập", "Tân Tiến", "Đồng Tâm", "Bình Hòa", "Phú Mỹ", "Yên Thủy",
    "Hòa Bình", "Quyết Thắng", "Nà Sản", "Thanh Xuân", "Long Thuận", "Mỹ Thạnh", "An Thịnh", "Phúc Thọ", "Xuân Hòa",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A commune with its district and province, each with its kind in front: `xã Đa Tốn`, `huyện Gia Lâm`."""

    code: str
    commune: str
    district: str
    province: str
    new_province: str

    def levels(self, new: bool) -> tuple[str, ...]:
        """From commune to province, as of the time: after June 2025 there is no district."""
        if new:
            return (self.commune.replace("thị trấn", "xã"), self.new_province)
        return (self.commune, self.district, self.province)

    def town(self, new: bool) -> str:
        """What stands before a date: the commune without its kind; a bare number keeps it (`Phường 12`)."""
        commune = self.levels(new)[0]
        name = re.sub(r"^(phường|thị trấn|xã) ", "", commune)
        return f"{commune[0].upper()}{commune[1:]}" if name.isdigit() else name

    def office(self, new: bool) -> str:
        """The body that registers: `Ủy ban nhân dân xã Đa Tốn, huyện Gia Lâm, thành phố Hà Nội`."""
        return "Ủy ban nhân dân " + ", ".join(self.levels(new))


@dataclass(frozen=True, slots=True)
class AddressStyle:
    """How a writer puts an address: the separator, kinds written out, shortened, capital or left away."""

    separator: str = ", "
    kinds: str = "full"  # full | short | none | capital

    def join(self, parts: tuple[str, ...]) -> str:
        return self.separator.join(self._kind(part) for part in parts)

    def _kind(self, part: str) -> str:
        for kind, short in SHORT.items():
            if part.startswith(kind):
                return self._apply(part, kind, short)
        return part

    def _apply(self, part: str, kind: str, short: str) -> str:
        name = part[len(kind) :]
        if self.kinds == "short" and kind not in {"xã ", "huyện ", "tỉnh "}:
            return short + name
        if self.kinds == "none" and not name[0].isdigit():
            return name
        if self.kinds == "capital":
            return part[0].upper() + part[1:]
        return part


def draw_address_style(rng: Random) -> AddressStyle:
    """A writer's habit, the full form most often."""
    return AddressStyle(
        separator=rng.choice((", ", ", ", ", ", " - ", ", ")),
        kinds=rng.choice(("full", "full", "full", "capital", "short", "none")),
    )


@cache
def _rows() -> tuple[Place, ...]:
    text = resources.files("hoso.samples").joinpath("data/places.csv").read_text(encoding="utf-8")
    return tuple(
        Place(row["code"], commune, row["district"], row["province"], row["new_province"])
        for row in csv.DictReader(text.splitlines())
        for commune in row["communes"].split(";")
    )


def draw_place(rng: Random) -> Place:
    """Any commune of the list."""
    return rng.choice(_rows())


def draw_detail(rng: Random, place: Place) -> str:
    """What stands before the commune: a house and street in towns, a hamlet in the country."""
    if place.commune.startswith(("phường", "thị trấn")):
        number = rng.choice((str(rng.randint(1, 499)), f"{rng.randint(1, 200)}/{rng.randint(1, 60)}"))
        if rng.random() < 0.6:
            return f"{rng.choice(('Số', 'số', 'Số nhà'))} {number} đường {rng.choice(STREETS)}"
        return f"{rng.choice(('Tổ dân phố', 'Tổ', 'Khu phố'))} {rng.randint(1, 30)}"
    kind = rng.choice(("thôn", "Thôn", "Xóm", "xóm", "Ấp", "Khu", "Bản", "Đội"))
    name = str(rng.randint(1, 15)) if rng.random() < 0.35 else rng.choice(HAMLETS)
    return f"{kind} {name}"


def draw_address(rng: Random, place: Place, new: bool, style: AddressStyle) -> str:
    """A full address in the place; about one in eight has no detail."""
    parts = place.levels(new)
    if rng.random() < 0.87:
        parts = (draw_detail(rng, place), *parts)
    return style.join(parts)


def draw_birth_place(rng: Random, place: Place, new: bool, style: AddressStyle) -> str:
    """A hospital, a commune's health station, or a bare commune."""
    province = place.levels(new)[-1]
    short = (
        province.split(" ", 1)[1] if province.startswith(("tỉnh", "thành phố")) else "Thành phố Hồ Chí Minh"
    )
    hospitals = (
        f"Bệnh viện Đa khoa {province}",
        f"Bệnh viện Phụ sản {short}",
        f"Bệnh viện Sản Nhi {short}, {style.join((province,))}",
        f"Trung tâm Y tế {place.district}, {style.join((place.province,))}",
        f"Bệnh viện đa khoa khu vực {place.district.split(' ', 1)[1]}",
        f"Bệnh viện Từ Dũ, {style.join(('quận 1', 'Thành phố Hồ Chí Minh'))}",
        f"Trạm Y tế {style.join(place.levels(new))}",
        style.join(place.levels(new)),
    )
    return rng.choice(hospitals)
