"""Confirmations of marital status, issued by the People's Committee of a commune."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from hoso.samples.form import Form, format_date
from hoso.samples.look import draw_look
from hoso.samples.paper import Content, Family
from hoso.samples.papers.common import Era, adult, draw_era, identity_paper, seal_text, sign_lines
from hoso.samples.people import Person, draw_date, draw_name
from hoso.samples.places import draw_address, draw_place

SINGLE = ("Chưa đăng ký kết hôn với ai", "Chưa đăng ký kết hôn với ai", "Chưa đăng ký kết hôn với ai",
          "Chưa đăng ký kết hôn lần nào", "Hiện tại chưa đăng ký kết hôn với ai", "Độc thân, chưa đăng ký kết hôn với ai",
          "Từ trước đến nay chưa đăng ký kết hôn với ai")  # fmt: skip
ERRANDS = ("Đăng ký kết hôn", "Bổ túc hồ sơ đăng ký kết hôn", "Làm thủ tục vay vốn tại ngân hàng",
           "Làm thủ tục chuyển nhượng quyền sử dụng đất", "Làm thủ tục mua bán nhà đất", "Bổ sung hồ sơ xin việc làm",
           "Làm thủ tục tặng cho quyền sử dụng đất và tài sản gắn liền với đất", "Hoàn thiện hồ sơ đi lao động nước ngoài",
           "Làm thủ tục nhận thừa kế quyền sử dụng đất")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subject:
    """The person confirmed, in the era of the paper; `old` means the form before 2016."""

    form: Form
    era: Era
    person: Person
    old: bool

    @property
    def spouse(self) -> str:
        return "vợ" if self.person.sex == "male" else "chồng"

    @property
    def spouse_named(self) -> str:
        female = self.person.sex == "male"
        name = draw_name(self.form.rng, "female" if female else "male")
        return f"{'bà' if female else 'ông'} {name.upper() if self.form.look.upper_names else name}"

    def day(self, first: int = 0) -> str:
        """A day after the subject grew up, as this paper prints dates inside a sentence."""
        rng, born = self.form.rng, self.person.born
        start = date(max(born.year + 20, first), 1, 3) if born.year + 20 < self.era.day.year else self.era.day
        day = draw_date(rng, min(start, self.era.day), self.era.day)
        return format_date(day, rng.choice(("slash", "words", "words"))).removeprefix("ngày ")

    def body(self) -> str:
        """Some commune's People's Committee."""
        return self.form.office(draw_place(self.form.rng), False)


def _divorced(who: Subject) -> str:
    rng, place = who.form.rng, draw_place(who.form.rng)
    year = rng.randint(2005, max(2006, who.era.day.year - 1))
    ruling = rng.choice((
        f"Bản án ly hôn số {rng.randint(1, 180):02d}/{year}/HNGĐ-ST",
        f"Quyết định công nhận thuận tình ly hôn số {rng.randint(1, 300)}/{year}/QĐST-HNGĐ",
        f"Quyết định ly hôn số {rng.randint(1, 300)}/{year}/QĐST-HNGĐ",
    ))  # fmt: skip
    day = format_date(draw_date(rng, date(year, 1, 5), date(year, 12, 20)), rng.choice(("slash", "words")))
    court = f"Tòa án nhân dân {place.district}, {place.province}"
    end = rng.choice(("", "; hiện tại chưa đăng ký kết hôn với ai", ". Hiện tại chưa đăng ký kết hôn với ai"))
    return (
        f"Đã đăng ký kết hôn, nhưng đã ly hôn theo {ruling} ngày {day.removeprefix('ngày ')} của {court}{end}"
    )


def _widowed(who: Subject) -> str:
    rng = who.form.rng
    paper = rng.choice(("Trích lục khai tử", "Giấy chứng tử"))
    end = rng.choice(("", "; hiện tại chưa đăng ký kết hôn với ai"))
    return (f"Đã đăng ký kết hôn, nhưng {who.spouse} đã chết ({paper} số {rng.randint(1, 90)} do {who.body()} "
            f"cấp ngày {who.day()}){end}")  # fmt: skip


def _married(who: Subject) -> str:
    rng = who.form.rng
    return (f"Hiện tại đang có {who.spouse} là {who.spouse_named} (Giấy chứng nhận kết hôn số {rng.randint(1, 200)}, "
            f"do {who.body()} cấp ngày {who.day()})")  # fmt: skip


def _status(who: Subject) -> str:
    chance = who.form.rng.random()
    if chance < 0.6:
        return who.form.rng.choice(SINGLE)
    return _divorced(who) if chance < 0.78 else _widowed(who) if chance < 0.9 else _married(who)


def _purpose(who: Subject, single: bool) -> str:
    rng, form = who.form.rng, who.form
    if not single or rng.random() < 0.5:
        return rng.choice(ERRANDS[2:] if not single else ERRANDS)
    year = who.person.born.year + rng.randint(-3, 3)
    home = draw_address(rng, draw_place(rng), who.era.new, form.look.addresses)
    return rng.choice((
        f"Đăng ký kết hôn với {who.spouse_named}, sinh năm {year}, nơi cư trú: {home}",
        f"Đăng ký kết hôn với {who.spouse_named}, sinh năm {year}, tại {form.office(draw_place(rng), who.era.new)}",
        f"Làm thủ tục đăng ký kết hôn với {who.spouse_named}, sinh năm {year}",
        f"Kết hôn với {who.spouse_named}",
    ))  # fmt: skip


def _head(rng: Random, form: Form, era: Era) -> list[str]:
    """The lines at the top left: bodies above, then the office's own, which is the issuer unless it speaks
    below in full."""
    levels = [level.upper() for level in era.place.levels(era.new)]
    own = rng.choice((f"ỦY BAN NHÂN DÂN\n{levels[0]}", f"ỦY BAN NHÂN DÂN\n{levels[0]}", f"UBND {levels[0]}",
                      f"ỦY BAN NHÂN DÂN {levels[0]}"))  # fmt: skip
    speaks = rng.choice(
        (f"ỦY BAN NHÂN DÂN {levels[0]}", f"UBND {levels[0]}", f"ỦY BAN NHÂN DÂN\n{levels[0]}", "", "")
    )
    form.put("issuer", speaks or own)
    form.values["issuer"] = form.shown["issuer"].replace("\n", " ")
    form.say("office", own)
    above = levels[:0:-1]
    return [*rng.choice((above, above[-1:], [], [], [])), "[[office]]" if speaks else "[[issuer]]"]


def _put_head(rng: Random, form: Form, era: Era) -> dict[str, object]:
    number = rng.randint(1, 640)
    text = rng.choice(
        (str(number), f"{number:02d}", f"{number}/{era.day.year}" if rng.random() < 0.3 else str(number))
    )
    form.put("issue_number", text + rng.choice(("/UBND-XNTTHN", "/UBND-XNTTHN", "/XNTTHN", "/XNTTHN-UBND")))
    form.put_date("issue_date", era.day, rng.choice(("words", "words", "words_padded")))
    left = _head(rng, form, era)
    form.handwritten -= {"issue_number", "issue_date", "issuer"}
    place = era.place.town(era.new)
    body = "" if "[[issuer]]" in left else "[[issuer]]"
    return {
        "left": left,
        "body": body,
        "number_line": "Số: [[issue_number]]",
        "place_line": f"{place}, [[issue_date]]",
    }


def _put_subject(who: Subject) -> str:
    """The subject's fields; gives the line of the identity paper."""
    form, era, person = who.form, who.era, who.person
    form.put_name("full_name", person.name)
    form.put_date("date_of_birth", person.born)
    form.put("sex", person.sex_word, person.sex)
    form.put("ethnicity", person.ethnicity)
    form.put("nationality", person.nationality)
    home = era.place if form.rng.random() < 0.85 else draw_place(form.rng)
    form.put("residence", draw_address(form.rng, home, era.new, form.look.addresses))
    paper = identity_paper(form.rng, form, "id_number", person, era)
    status = _status(who)
    form.put("marital_status", status)
    form.put("purpose", _purpose(who, status in SINGLE))
    return "[[id_number]]" if who.old and form.rng.random() < 0.5 else paper


def _labels(rng: Random, old: bool) -> dict[str, str]:
    if not old:
        return {"name": rng.choice(("Họ, chữ đệm, tên", "Họ, chữ đệm, tên", "Họ và tên")), "born": "Ngày, tháng, năm sinh",
                "home": "Nơi cư trú", "paper": "Giấy tờ tùy thân"}  # fmt: skip
    return {"name": rng.choice(("Họ và tên", "Ông/Bà", "Họ và tên")), "born": rng.choice(("Ngày, tháng, năm sinh", "Sinh ngày")),
            "home": rng.choice(("Nơi thường trú/tạm trú", "Nơi thường trú")),
            "paper": rng.choice(("Số giấy CMND/Hộ chiếu/Giấy tờ hợp lệ thay thế", "Số CMND/Hộ chiếu", "Số giấy CMND"))}  # fmt: skip


def _sayings(who: Subject) -> dict[str, object]:
    """The sentences around the fields: who asked, the time lived there, the use of the paper."""
    rng, form, name = who.form.rng, who.form, who.form.shown["full_name"]
    other = draw_name(rng, rng.choice(("male", "female")))
    form.say("requester", (other.upper() if form.look.upper_names else other) if rng.random() < 0.4 else name)
    form.say("subject", name)
    form.say("signer", draw_name(rng, rng.choice(("male", "female"))))
    for key in ("lived_at", "lived_from", "lived_to"):
        form.say(key, "")
    if rng.random() < 0.35:
        form.say("lived_at", draw_address(rng, who.era.place, who.era.new, form.look.addresses))
        form.say("lived_from", f"ngày {who.day()}")
        form.say("lived_to", format_date(who.era.day, rng.choice(("slash", "words"))))
    until = rng.choice(("trong thời hạn 6 tháng", "trong thời hạn 06 tháng", "06 tháng", "6 tháng"))
    return {
        "asker": rng.choice(("ông/bà", "ông/bà", "ông (bà)", "ông" if who.person.sex == "male" else "bà")),
        "lived": bool(form.plain["lived_at"]), "stop": rng.choice((".", ".", "")),
        "use": f"Giấy này có giá trị sử dụng {until}, kể từ ngày cấp, được sử dụng để: [[purpose]]",
    }  # fmt: skip


def draw(rng: Random, family: Family, hand: bool) -> Content:
    """A confirmation in the family's layout; `old` in its name means the form before 2016."""
    form = Form(rng, draw_look(rng, hand, **family.fixed))
    old = family.name.endswith("_old")
    era = draw_era(rng, *((2007, 2015) if old else (2016, 2026)))
    who = Subject(form, era, adult(rng, era, rng.choice(("male", "female")), (20, 62)), old)
    choices = _put_head(rng, form, era)
    paper = _put_subject(who)
    role = rng.choice(("", "NGƯỜI KÝ GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"))
    choices |= _sayings(who)
    choices |= {
        "labels": _labels(rng, old), "paper": paper, "one_line": rng.choice(("one", "two", "three")),
        "seal_text": seal_text(era), "sign_lines": sign_lines(rng, era, role), "copies": rng.random() < 0.2,
    }  # fmt: skip
    return Content(form, choices)


def _family(name: str, template: str, fixed: Mapping[str, object] | None = None, **options: Any) -> Family:
    choices = {"background": "plain", **(fixed or {})}
    return Family("marital_status_confirmation", name, template, draw, fixed=choices, **options)


FAMILIES = (
    _family("marital_2016", "marital_lines.html"),
    _family("marital_dotted_old", "marital_lines.html", fixed={"leaders": "dots"}),
    _family("marital_numbered", "marital_lines.html", row="numbered"),
    _family("marital_table", "marital_lines.html", row="table", fixed={"leaders": "none"}),
    _family("marital_running", "marital_running.html", fixed={"leaders": "none"}),
    _family("marital_below", "marital_lines.html", row="below", fixed={"leaders": "none"}),
    _family("marital_bullets", "marital_bullets.html", held_out=True),
)
