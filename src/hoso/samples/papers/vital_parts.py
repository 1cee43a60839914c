"""Parts that declarations of births, deaths and marital status share: labels by year, who asks, the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from hoso.samples.form import format_date
from hoso.samples.paper import Content, Family
from hoso.samples.papers.filled import addressee, begin, put_home, put_paper
from hoso.samples.papers.writer import Writer
from hoso.samples.people import Person
from hoso.samples.places import draw_birth_place

OLD_YEARS = {"1999": (1999, 2005), "2006": (2006, 2009), "2010": (2010, 2015)}
CODES = {"birth_registration_form": "KS", "death_registration_form": "KT", "marital_status_form": "HN"}
PLEDGES = {
    "birth_registration_form": "Tôi cam đoan nội dung đề nghị đăng ký khai sinh trên đây là đúng sự thật, được sự thỏa thuận nhất trí của các bên "
                               "liên quan theo quy định của pháp luật. Tôi chịu hoàn toàn trách nhiệm trước pháp luật về nội dung cam đoan của mình.",
    "": "Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật về cam đoan của mình.",
}  # fmt: skip
NOTES = (
    "Chú thích:", "(1) Ghi rõ tên cơ quan đăng ký hộ tịch.",
    "(2) Ghi theo nơi đăng ký thường trú; nếu không có thì ghi theo nơi đăng ký tạm trú; chỉ ghi khi không có số định danh cá nhân.",
    "(3) Ghi thông tin về giấy tờ tùy thân của người đi đăng ký, ghi rõ tên giấy tờ, số, cơ quan cấp, ngày cấp.",
    "(4) Đề nghị đánh dấu X vào ô nếu có yêu cầu cấp bản sao.",
)  # fmt: skip
CAUSES = ("Bệnh già", "Tuổi già", "Bệnh già", "Ung thư phổi", "Tai biến mạch máu não", "Nhồi máu cơ tim", "Tai nạn giao thông",
          "Suy tim", "Già yếu", "Ung thư gan giai đoạn cuối", "Đột quỵ", "Viêm phổi nặng", "Bệnh hiểm nghèo")  # fmt: skip
HEADINGS = {
    "birth_registration_form": ("NGƯỜI ĐƯỢC KHAI SINH", "VỀ NGƯỜI ĐƯỢC KHAI SINH"),
    "death_registration_form": ("NGƯỜI CHẾT", "VỀ NGƯỜI CHẾT"),
    "marital_status_form": ("NGƯỜI ĐƯỢC CẤP GIẤY XÁC NHẬN", "VỀ NGƯỜI ĐƯỢC CẤP GIẤY XÁC NHẬN"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Print:
    """The labels of one print of a form. `parts`: it is cut into parts whose headings say who is meant."""

    name: str
    born: str
    home: str
    paper: str
    asker: str
    year: int
    noted: bool
    parts: bool

    def note(self, label: str, number: int) -> str:
        """The label with the number of its note, where the print has notes."""
        return f"{label}({number})" if self.noted else label

    def of(self, role: str) -> str:
        """The label of a name, which names the role too unless the part's heading does."""
        return self.name if self.parts else f"{self.name} {role}"


def draw_print(rng: Random, family: Family) -> Print:
    """The labels as the form's year has them."""
    year, parts = family.name.rpartition("_")[2], "parts" in family.name
    if year in OLD_YEARS:
        return Print(
            "Họ và tên", rng.choice(("Ngày, tháng, năm sinh", "Ngày, tháng, năm sinh", "Sinh ngày")),
            rng.choice(("Nơi thường trú/tạm trú", "Nơi thường trú/tạm trú", "Nơi thường trú")),
            rng.choice(("Số CMND/Hộ chiếu", "Số Giấy CMND/Hộ chiếu/Giấy tờ hợp lệ thay thế", "Số giấy CMND")),
            "người khai", int(year), False, parts,
        )  # fmt: skip
    return Print(
        rng.choice(("Họ, chữ đệm, tên", "Họ, chữ đệm, tên", "Họ, chữ đệm và tên")), "Ngày, tháng, năm sinh", "Nơi cư trú",
        rng.choice(("Giấy tờ tùy thân", "Giấy tờ tùy thân", "Giấy tờ tùy thân", "Số định danh cá nhân/Giấy tờ tùy thân")),
        rng.choice(("người yêu cầu", "người yêu cầu", "người khai")), rng.choice((2016, 2020, 2024)), rng.random() < 0.4, parts,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draft:
    """A declaration while it is written."""

    w: Writer
    print: Print
    doc_type: str

    @property
    def old(self) -> bool:
        return self.print.year < 2016

    def rows(self, *texts: str) -> None:
        """Lines with labels and values."""
        self.w.add("row", *texts)

    def part(self, number: str, heading: str) -> None:
        """The heading of a part, where the print has parts."""
        if self.print.parts:
            self.w.add("b", f"{number}. THÔNG TIN {heading}")

    def ask(self, sentence: str) -> None:
        """The sentence that asks, after which the form speaks of somebody else."""
        if self.print.parts:
            self.part("II", self.w.rng.choice(HEADINGS[self.doc_type]))
        else:
            self.w.add("b", sentence)


def start(rng: Random, family: Family, hand: bool) -> Draft:
    """A declaration of the family's form year."""
    printed = draw_print(rng, family)
    years = OLD_YEARS.get(
        str(printed.year), {2016: (2016, 2020), 2020: (2020, 2024)}.get(printed.year, (2024, 2026))
    )
    return Draft(begin(rng, family, hand, years), printed, family.doc_type)


def put_requester(d: Draft, person: Person, relation: tuple[str, str]) -> None:
    """Who asks, in the order of the form's year."""
    w, labels = d.w, d.print
    w.form.put_name("declarant.full_name", person.name)
    home = f"{labels.note(labels.home, 2)}: [[declarant.residence]]"
    if w.rng.random() < (0.6 if labels.year == 2024 else 0.95):
        put_home(w, "declarant.residence")
    paper = f"{labels.note(labels.paper, 3)}: {put_paper(w, 'declarant.id_number', person)}"
    w.form.put("declarant.relationship", relation[1])
    d.part("I", w.rng.choice(("NGƯỜI YÊU CẦU", "VỀ NGƯỜI YÊU CẦU")))
    d.rows(f"{labels.of(labels.asker)}: [[declarant.full_name]]")
    if labels.year == 2024 or labels.parts:
        d.rows(f"{labels.born}: {w.put(format_date(person.born, w.form.look.date_form))}")
    elif d.old and w.rng.random() < 0.4:
        d.rows(f"Dân tộc: {w.put(person.ethnicity)} || Quốc tịch: {w.put(person.nationality)}")
    d.rows(*((home, paper) if w.rng.random() < 0.6 else (paper, home)))
    d.rows(f"{relation[0]}: [[declarant.relationship]]")


def put_origin(d: Draft, group: str, person: Person, sex: bool) -> str:
    """Ethnic group and nationality, with the sex before them or not, on one line."""
    prefix = f"{group}." if group else ""
    d.w.form.put(f"{prefix}ethnicity", person.ethnicity)
    d.w.form.put(f"{prefix}nationality", person.nationality)
    line = f"Dân tộc: [[{prefix}ethnicity]] || Quốc tịch: [[{prefix}nationality]]"
    return f"Giới tính: [[sex]] || {line}" if sex else line


def death_place(w: Writer) -> str:
    """Where people die: at home mostly."""
    home = w.form.shown.get("last_residence", "Tại nhà")
    place = draw_birth_place(w.rng, w.era.place, w.era.new, w.form.look.addresses)
    return w.rng.choice(
        (
            "Tại nhà",
            f"Tại nhà, {w.form.look.addresses.join(w.era.place.levels(w.era.new))}",
            home,
            home,
            place,
            place,
        )
    )


def put_death(w: Writer, day: date) -> str:
    """The day, place and cause of a death; gives what follows the label of its time."""
    words = w.rng.random() < 0.35
    text = (
        format_date(day, "words").removeprefix("ngày ")
        if words
        else format_date(day, w.rng.choice(("slash", "slash", "dash", "dot")))
    )
    w.form.put("death_date", text, day.isoformat())
    w.form.put("death_place", death_place(w))
    if w.rng.random() < 0.85:
        w.form.put("death_cause", w.rng.choice(CAUSES))
    hour, minute = w.put(f"{w.rng.randint(0, 23):02d}"), w.put(f"{w.rng.choice((0, 5, 15, 20, 30, 45)):02d}")
    if not w.form.blank and w.rng.random() < 0.25:
        hour = minute = "……"
    return f"{hour} giờ {minute} phút, ngày{w.rng.choice(('', '', ':'))} [[death_date]]"


def put_dead(w: Writer, person: Person) -> None:
    """Who has died."""
    w.form.put_name("full_name", person.name)
    only_year = person.born.year < 1950 and w.rng.random() < 0.3
    if only_year:
        w.form.put("date_of_birth", str(person.born.year), str(person.born.year))
    else:
        w.form.put_date("date_of_birth", person.born)
    w.form.put("sex", person.sex_word, person.sex)
    put_home(w, "last_residence")


def notice_line(w: Writer, new: bool) -> str:
    """The notice of death: its number, issuer and date."""
    label = (
        w.rng.choice(("Số giấy báo tử/Giấy tờ thay thế Giấy báo tử", "Giấy báo tử số", "Số Giấy báo tử"))
        if new
        else "Giấy báo tử số"
    )
    day = w.day(w.era.day.year) if not w.form.blank else "……………"
    return f"{label}: {w.put(f'{w.rng.randint(1, 200)}/GBT')} do {w.put(w.office())} cấp ngày {day}"


def finished(d: Draft, title: tuple[str, ...], asker: Person) -> Content:
    """The pledge, the wish for copies, the signature and the notes."""
    w, rng = d.w, d.w.rng
    w.add("para", PLEDGES.get(d.doc_type, PLEDGES[""]) if rng.random() < 0.7 else PLEDGES[""])
    if d.print.year >= 2020:
        w.add(
            "para",
            rng.choice(
                (
                    "Đề nghị cấp bản sao: Có ☐, Không ☐ - Số lượng: ……… bản",
                    "Đề nghị cấp bản sao: Có ☐, Không ☐",
                )
            ),
        )
    day = (
        "ngày …… tháng …… năm ………"
        if w.form.blank
        else format_date(w.era.day, rng.choice(("words", "words_padded")))
    )
    town = "………………" if w.form.blank else w.town()
    role = (
        rng.choice(("Người yêu cầu", "NGƯỜI YÊU CẦU"))
        if d.print.asker == "người yêu cầu"
        else rng.choice(("Người khai", "Người đi khai"))
    )
    who = "" if w.form.blank or rng.random() < 0.15 else w.put(asker.name)
    sign = (
        (
            f"Làm tại: {town}, {day}",
            role,
            rng.choice(("(Ký, ghi rõ họ, chữ đệm, tên)", "(Ký, ghi rõ họ tên)")),
        ),
        who,
        False,
    )
    code = f"Mẫu TP/HT-{d.print.year}-TK{CODES[d.doc_type]}" if d.old and rng.random() < 0.6 else ""
    notes = NOTES if d.print.noted and rng.random() < 0.7 else ()
    return w.content(*title, to=addressee(w), code=code, signs=(((), "", False), sign), notes=notes)
