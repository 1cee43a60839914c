"""Writes papers without fields: every text is plain, the paper is lines of a few kinds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random

from hoso.samples.form import Form, format_date
from hoso.samples.look import draw_look
from hoso.samples.paper import Content, Family
from hoso.samples.papers.common import Era, adult, draw_era, left_lines, seal_text, sign_lines
from hoso.samples.papers.parcels import draw_parcel, draw_register_number, draw_serial, figures
from hoso.samples.people import Person, draw_date, draw_name
from hoso.samples.places import draw_address

LAND_CERTIFICATES = (
    "Giấy chứng nhận quyền sử dụng đất", "Giấy chứng nhận quyền sử dụng đất", "GCNQSDĐ",
    "Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất",
    "Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất",
)  # fmt: skip


@dataclass(slots=True)
class Writer:
    """One paper while it is written; lines are `(kind, text)` with the kinds row, para, b, item, mid and cells."""

    form: Form
    era: Era
    lines: list[tuple[str, str]] = field(default_factory=list)
    table: list[list[str]] = field(default_factory=list)

    @property
    def rng(self) -> Random:
        return self.form.rng

    def put(self, text: str) -> str:
        """A filled-in text; gives the slot that prints it."""
        name = f"v{len(self.form.plain)}"
        self.form.say(name, text)
        return f"[[{name}]]"

    def add(self, kind: str, *texts: str) -> None:
        """Lines of one kind."""
        self.lines += [(kind, text) for text in texts]

    def person(self, years: tuple[int, int] = (20, 70)) -> Person:
        """A grown person of the paper's time."""
        return adult(self.rng, self.era, self.rng.choice(("male", "female")), years)

    def name(self, person: Person | None = None) -> str:
        """The slot of a name, in capitals where the paper does so."""
        name = person.name if person else draw_name(self.rng, self.rng.choice(("male", "female")))
        return self.put(name.upper() if self.form.look.upper_names else name)

    def home(self) -> str:
        """The slot of an address nearby."""
        return self.put(draw_address(self.rng, self.era.place, self.era.new, self.form.look.addresses))

    def identity(self, person: Person) -> str:
        """An identity paper with its number, sometimes with the day it was issued."""
        kind = (
            "CMND"
            if len(person.id_number) == 9
            else self.rng.choice(("CCCD", "Căn cước công dân", "Thẻ căn cước"))
        )
        text = f"{kind} số {self.put(person.id_number)}"
        return (
            text
            if self.rng.random() < 0.4
            else f"{text}, cấp ngày {self.put(self.day(self.era.day.year - 8))}"
        )

    def day(self, first: int = 0, form: str = "slash") -> str:
        """A day before the paper's, from the first year on; the paper's own day without a year."""
        day = draw_date(self.rng, date(first, 1, 5), self.era.day) if first else self.era.day
        return format_date(day, form).removeprefix("ngày ")

    def office(self) -> str:
        """The commune's committee in running text."""
        return f"{self.rng.choice(('Ủy ban nhân dân', 'UBND'))} {self.era.place.levels(self.era.new)[0]}"

    def levels(self) -> str:
        """Commune to province in running text."""
        return ", ".join(self.era.place.levels(self.era.new))

    def town(self) -> str:
        """The commune as it stands before a date."""
        return self.era.place.town(self.era.new)

    def parcel(self) -> str:
        """A parcel in running text."""
        parcel = draw_parcel(self.rng, self.era)
        return (f"thửa đất số {self.put(parcel.number)}, tờ bản đồ số {self.put(parcel.sheet)}, "
                f"diện tích {self.put(figures(self.rng, parcel.area))} m²")  # fmt: skip

    def certificate(self) -> str:
        """A land certificate by name in running text, mostly with its numbers."""
        day = draw_date(self.rng, date(1996, 2, 1), self.era.day)
        name = self.rng.choice(LAND_CERTIFICATES)
        if self.rng.random() < 0.3:
            return name
        serial, book = self.put(draw_serial(self.rng, day)[0]), self.put(draw_register_number(self.rng, day))
        return f"{name} số {serial}, số vào sổ cấp GCN {book} do {self.office()} cấp ngày {format_date(day, 'slash')}"

    def content(self, *title: str, **choices: object) -> Content:
        """The finished paper with its title lines; `choices` replace the usual head, addressee and signatures."""
        usual: dict[str, object] = {
            "head": "motto", "left": left_lines(self.rng, self.era), "number": "", "code": "", "sub": "", "to": "",
            "place_line": "", "css": "", "about": "", "table": self.table, "signs": (), "notes": (), "groups": self.groups(), "seal_text": seal_text(self.era),
            "title_size": self.rng.choice((1.1, 1.2, 1.3)), "title_lines": title,
        }  # fmt: skip
        return Content(self.form, usual | choices)

    def official(self, number: str) -> dict[str, object]:
        """The choices of a paper of the committee: its head, number, date and signature."""
        day = format_date(self.era.day, self.rng.choice(("words", "words_padded")))
        return {
            "head": "office", "number": f"Số: {self.put(number)}", "place_line": f"{self.town()}, {self.put(day)}",
            "signs": (((), "", False), (sign_lines(self.rng, self.era), self.name(), True)),
        }  # fmt: skip

    def personal(self, role: str, person: Person | None) -> dict[str, object]:
        """The choices of a citizen's paper: place and date above one signature."""
        day = format_date(self.era.day, self.rng.choice(("words", "words_padded")))
        who = self.put(person.name) if person and self.rng.random() < 0.85 else ""
        lines = (f"{self.town()}, {day}", role, "(Ký, ghi rõ họ tên)")
        return {"signs": (((), "", False), (lines, who, False))}

    def groups(self) -> list[tuple[str, list[str]]]:
        """Neighbouring lines of one kind together, as tables need them."""
        groups: list[tuple[str, list[str]]] = []
        for kind, text in self.lines:
            if not groups or groups[-1][0] != kind:
                groups.append((kind, []))
            groups[-1][1].append(text)
        return groups


def start(rng: Random, family: Family, hand: bool, years: tuple[int, int] = (2010, 2026)) -> Writer:
    """A writer for the family's paper of those years."""
    look = draw_look(rng, hand, **{"background": "plain", "framed": False, **family.fixed})
    return Writer(Form(rng, look), draw_era(rng, *years))
