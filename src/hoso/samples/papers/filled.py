"""Blocks that the forms share: who asks, whom it is about, the numbers of the papers; all with their truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from hoso.samples.form import Form, format_date
from hoso.samples.look import draw_look
from hoso.samples.paper import Family
from hoso.samples.papers.common import adult, draw_era, identity_paper
from hoso.samples.papers.writer import Writer
from hoso.samples.people import Person, Wanted, draw_date, draw_person
from hoso.samples.places import draw_address, draw_place

PLEDGE = (
    "Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật về cam đoan của mình.",
    "Tôi cam đoan những nội dung khai trên đây là đúng sự thật, được sự thỏa thuận nhất trí của các bên liên quan theo quy định pháp luật.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one print of a form; `note` marks a label that has a note at the foot."""

    name: str
    born: str
    home: str
    paper: str
    noted: bool

    def note(self, label: str, number: int) -> str:
        """The label with the number of its note, where the print has notes."""
        return f"{label} ({number})" if self.noted else label


def begin(rng: Random, family: Family, hand: bool, years: tuple[int, int]) -> Writer:
    """A writer for the family's paper of those years; a family named `…_hand` is filled by hand."""
    usual: dict[str, object] = {"background": "plain", "framed": False, **family.fixed}
    if family.name.endswith("_hand"):
        hand = True
        usual |= {"leaders": rng.choice(("dots", "dots", "both", "under"))}
    if family.blank:
        usual |= {"empty": rng.choice(("", "", "…………………", "............................"))}
    return Writer(Form(rng, draw_look(rng, hand, **usual), blank=family.blank), draw_era(rng, *years))


#: What forms and programs call the same things, the wording of the ministry's form first and most often.
_NAMES = ("Họ, chữ đệm, tên",) * 5 + ("Họ và tên",) * 3 + ("Họ, tên đệm và tên", "Họ, chữ đệm và tên")
_BIRTHS = ("Ngày, tháng, năm sinh",) * 5 + (
    "Sinh ngày",
    "Ngày sinh",
    "Ngày tháng năm sinh",
    "Ngày/tháng/năm sinh",
)
_HOMES = ("Nơi cư trú",) * 5 + (
    "Nơi thường trú",
    "Nơi ĐKTT",
    "Địa chỉ cư trú",
    "Nơi cư trú (thường trú/tạm trú)",
)
_PAPERS = ("Giấy tờ tùy thân",) * 4 + (
    "Giấy tờ tùy thân/Số định danh cá nhân", "Số định danh cá nhân/Giấy tờ tùy thân", "CMND/CCCD/Hộ chiếu",
    "Số giấy tờ tùy thân",
)  # fmt: skip


def draw_labels(rng: Random, old: bool = False) -> Labels:
    """The labels of a print."""
    return Labels(
        name=rng.choice(("Họ và tên", "Họ, chữ đệm, tên") if old else _NAMES),
        born=rng.choice(_BIRTHS),
        home=rng.choice(("Nơi thường trú/tạm trú", "Nơi thường trú") if old else _HOMES),
        paper=rng.choice(("Số CMND/Hộ chiếu", "Giấy tờ tùy thân") if old else _PAPERS),
        noted=rng.random() < 0.35,
    )


def put_home(w: Writer, key: str) -> None:
    """An address, mostly in the paper's own commune."""
    place = w.era.place if w.rng.random() < 0.7 else draw_place(w.rng)
    w.form.put(key, draw_address(w.rng, place, w.era.new, w.form.look.addresses))


def put_paper(w: Writer, key: str, person: Person, bare: float = 0.25) -> str:
    """The identity paper's line; bare digits with that chance."""
    if w.form.blank or w.rng.random() < bare:
        w.form.put_id(key, person.id_number)
        return f"[[{key}]]"
    return identity_paper(w.rng, w.form, key, person, w.era)


def addressee(w: Writer) -> str:
    """Whom the form is for."""
    noted = w.rng.choice(("", "", "(1)"))
    return f"Kính gửi{noted}: {w.put(w.office() + ', ' + ', '.join(w.era.place.levels(w.era.new)[1:]))}"


def requester(w: Writer, labels: Labels, relation: tuple[str, str], gaps: float = 0.12) -> Person:
    """The one who asks: name, residence, identity paper, and the relation (its label and its value)."""
    person = w.person((20, 72))
    w.form.put_name("declarant.full_name", person.name)
    if w.rng.random() > gaps:
        put_home(w, "declarant.residence")
    paper = "[[declarant.id_number]]"
    if w.rng.random() > gaps / 2:
        paper = put_paper(w, "declarant.id_number", person)
    w.form.put("declarant.relationship", relation[1])
    w.add("row", f"{labels.name} người yêu cầu: [[declarant.full_name]]", f"{labels.note(labels.home, 2)}: [[declarant.residence]]",
          f"{labels.note(labels.paper, 3)}: {paper}", f"{relation[0]}: [[declarant.relationship]]")  # fmt: skip
    return person


def subject(w: Writer, years: tuple[int, int]) -> Person:
    """Somebody of that age on the day of the paper, a child without an identity paper included."""
    sex = w.rng.choice(("male", "female"))
    if years[0] >= 18:
        return adult(w.rng, w.era, sex, years)
    year = w.era.day.year
    return draw_person(w.rng, Wanted(sex, year - years[1], year - years[0] - 1, w.era.place.code))


def origin(w: Writer, person: Person) -> list[str]:
    """Sex, ethnic group and nationality, printed and no fields, on one line or three."""
    parts = [f"Giới tính: {w.put(person.sex_word)}", f"Dân tộc: {w.put(person.ethnicity)}", f"Quốc tịch: {w.put(person.nationality)}"]  # fmt: skip
    chance = w.rng.random()
    return (
        [" || ".join(parts)]
        if chance < 0.6
        else parts
        if chance < 0.8
        else [parts[0], f"{parts[1]} || {parts[2]}"]
    )


def day_before(w: Writer, years: int = 15, form: str = "") -> str:
    """Some day of the years before the paper's, in one of the usual forms."""
    day = draw_date(w.rng, w.era.day.replace(year=w.era.day.year - years, day=1), w.era.day)
    return format_date(day, form or w.rng.choice(("slash", "words", "dash")))


def ends(w: Writer, role: str, person: Person | None, copies: float = 0.3) -> dict[str, object]:
    """The pledge, perhaps the wish for copies, and the signature of a citizen's form."""
    w.add("para", w.rng.choice(PLEDGE))
    if w.rng.random() < copies:
        w.add(
            "row", f"Đề nghị cấp bản sao: {w.put(w.rng.choice(('Có ☒, Không ☐', 'Có ☐, Không ☒', 'Không')))}"
        )
    choices = w.personal(role, person)
    if w.rng.random() < 0.4:
        notes = ("(1) Ghi rõ tên cơ quan đề nghị thực hiện.", "(2) Ghi theo nơi đăng ký thường trú; nếu không có thì ghi theo nơi đăng ký tạm trú.",
                 "(3) Ghi thông tin về giấy tờ tùy thân của người đi đăng ký (ghi rõ tên giấy tờ, số, cơ quan cấp, ngày cấp).")  # fmt: skip
        choices["notes"] = ("Chú thích:", *notes[: w.rng.randint(1, 3)])
    return choices


def titled(rng: Random, *ways: Sequence[str]) -> tuple[str, ...]:
    """One of the ways in which the title is set in lines."""
    return tuple(rng.choice(ways))
