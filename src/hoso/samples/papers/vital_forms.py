"""Declarations of births and deaths, and requests for a confirmation of marital status, of several form years."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from hoso.samples.paper import Content, Family
from hoso.samples.papers.common import adult
from hoso.samples.papers.filled import put_home, put_paper, titled
from hoso.samples.papers.marital import ERRANDS, SINGLE
from hoso.samples.papers.vital_parts import (
    Draft,
    finished,
    notice_line,
    put_dead,
    put_death,
    put_origin,
    put_requester,
    start,
)
from hoso.samples.papers.writer import Writer
from hoso.samples.people import Person, Wanted, draw_name, draw_person
from hoso.samples.places import draw_birth_place, draw_place


def _child(d: Draft, father: Person) -> Person:
    w = d.w
    born = w.era.day - timedelta(
        days=w.rng.randint(400, 6000) if w.rng.random() < 0.15 else w.rng.randint(2, 58)
    )
    sex = w.rng.choice(("male", "female"))
    person = draw_person(
        w.rng, Wanted(sex, born.year, born.year, w.era.place.code, ethnicity=father.ethnicity)
    )
    return replace(person, name=draw_name(w.rng, sex, father.ethnicity, father.name.split(" ")[0]), born=born)


def _put_child(d: Draft, child: Person) -> None:
    w, form, rng = d.w, d.w.form, d.w.rng
    form.put_name("full_name", child.name)
    form.put_date("date_of_birth", child.born)
    form.say_date("born_words", child.born)
    form.put("sex", child.sex_word, child.sex)
    form.put("place_of_birth", draw_birth_place(rng, w.era.place, w.era.new, form.look.addresses))
    form.put("hometown", form.look.addresses.join(draw_place(rng).levels(w.era.new)))
    words = f"{rng.choice(('ghi bằng chữ', 'Ghi bằng chữ', '(Viết bằng chữ', 'bằng chữ'))}: [[born_words]]"
    born = f"{d.print.born}: [[date_of_birth]]"
    name = f"{d.print.name}: [[full_name]]"
    origin = put_origin(d, "", child, sex=False)
    d.rows(*([f"{name} || Giới tính: [[sex]]"] if d.old else [name]))
    d.rows(*([f"{born} || {words}"] if rng.random() < 0.3 else [born, words]))
    place, home = "Nơi sinh: [[place_of_birth]]", "Quê quán: [[hometown]]"
    whole = origin if d.old else f"Giới tính: [[sex]] || {origin}"
    d.rows(*((place, whole, home) if rng.random() < 0.6 else (whole, place, home)))


def _put_parent(d: Draft, who: str, word: str, person: Person | None, number: str) -> None:
    w, form = d.w, d.w.form
    if person:
        form.put_name(f"{who}.full_name", person.name)
        form.put_year(f"{who}.birth_year", person.born, full=d.print.year == 2024 or w.rng.random() < 0.1)
        put_home(w, f"{who}.residence")
    d.part(number, w.rng.choice((f"NGƯỜI {word}", f"VỀ NGƯỜI {word}")))
    short = d.old and w.rng.random() < 0.6
    d.rows(f"{d.print.of(word.lower() if short else f'người {word.lower()}')}: [[{who}.full_name]]")
    blank = Person("", "", w.era.day, "", "", "", "")
    origin = put_origin(d, who, person or blank, sex=False)
    year = f"{'Ngày, tháng, năm sinh' if d.print.year == 2024 else 'Năm sinh'}: [[{who}.birth_year]]"
    d.rows(f"{year} || {origin}" if w.rng.random() < 0.6 and d.print.year != 2024 else year)
    if d.w.lines[-1][1] == year:
        d.rows(origin)
    d.rows(f"{d.print.note(d.print.home, 2)}: [[{who}.residence]]")
    if d.print.year == 2024 and person and w.rng.random() < 0.6:
        d.rows(f"{d.print.paper}: {w.identity(person)}")


def draw_birth(rng: Random, family: Family, hand: bool) -> Content:
    """The declaration of a birth; before 2016 the father stands first."""
    d = start(rng, family, hand)
    mother, father = adult(rng, d.w.era, "female", (19, 42)), adult(rng, d.w.era, "male", (20, 50))
    child = _child(d, father)
    asker, relation = rng.choice(((mother, "Mẹ"), (father, "Cha"), (father, "Bố"), (adult(rng, d.w.era, "female", (43, 68)), "Bà nội"),
                                  (adult(rng, d.w.era, "male", (45, 70)), "Ông ngoại"), (mother, "Mẹ đẻ"), (father, "Cha đẻ")))  # fmt: skip
    of_whom = (
        rng.choice(("Quan hệ với trẻ", "Quan hệ với người được khai sinh"))
        if d.old
        else "Quan hệ với người được khai sinh"
    )
    put_requester(d, asker, (of_whom, relation))
    d.ask(rng.choice(("Đề nghị đăng ký khai sinh cho trẻ có tên dưới đây:", "Đề nghị cơ quan đăng ký khai sinh cho người có tên dưới đây:"))
          if d.old else "Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:")  # fmt: skip
    _put_child(d, child)
    parents = [("mother", "MẸ", mother), ("father", "CHA", father if rng.random() < 0.9 else None)]
    for number, (who, word, person) in zip(
        ("III", "IV"), reversed(parents) if d.old else parents, strict=True
    ):
        _put_parent(d, who, word, person, number)
    return finished(
        d,
        titled(
            rng,
            ("TỜ KHAI ĐĂNG KÝ KHAI SINH",),
            ("TỜ KHAI ĐĂNG KÝ KHAI SINH",),
            ("TỜ KHAI", "ĐĂNG KÝ KHAI SINH"),
        ),
        asker,
    )


def draw_death(rng: Random, family: Family, hand: bool) -> Content:
    """The declaration of a death."""
    d = start(rng, family, hand)
    w = d.w
    asker = adult(rng, w.era, rng.choice(("male", "female")), (22, 60))
    dead = adult(rng, w.era, rng.choice(("male", "female")), (35, 92))
    relation = rng.choice(("Con", "Con trai" if asker.sex == "male" else "Con gái", "Con đẻ", "Vợ" if asker.sex == "female" else "Chồng",
                           "Cháu", "Em ruột", "Con dâu" if asker.sex == "female" else "Con rể"))  # fmt: skip
    put_requester(
        d,
        asker,
        (
            rng.choice(("Quan hệ với người đã chết", "Quan hệ với người chết"))
            if d.old
            else "Quan hệ với người đã chết",
            relation,
        ),
    )
    d.ask("Đề nghị cơ quan đăng ký khai tử cho người có tên dưới đây:")
    put_dead(w, dead)
    labels, origin = d.print, put_origin(d, "", dead, sex=False)
    d.rows(f"{labels.name}: [[full_name]] || Giới tính: [[sex]]", f"{labels.born}: [[date_of_birth]]", origin)
    home = f"{labels.home} cuối cùng: [[last_residence]]"
    paper = f"{labels.paper}: {put_paper(w, 'id_number', dead) if rng.random() < 0.85 else '[[id_number]]'}"
    d.rows(home, paper)
    lead = (
        rng.choice(("Đã chết vào lúc", "Đã chết vào hồi"))
        if d.old
        else rng.choice(("Đã chết vào lúc", "Đã chết vào lúc"))
    )
    time = put_death(w, w.era.day - timedelta(days=rng.randint(0, 14)))
    d.rows(f"{lead}: {time}", "Nơi chết: [[death_place]]", "Nguyên nhân chết: [[death_cause]]")
    if rng.random() < 0.75:
        d.rows(notice_line(w, not d.old))
    return finished(
        d,
        titled(
            rng, ("TỜ KHAI ĐĂNG KÝ KHAI TỬ",), ("TỜ KHAI ĐĂNG KÝ KHAI TỬ",), ("TỜ KHAI", "ĐĂNG KÝ KHAI TỬ")
        ),
        asker,
    )


def _status(w: Writer, person: Person) -> str:
    spouse = "chồng" if person.sex == "female" else "vợ"
    court = f"Tòa án nhân dân {draw_place(w.rng).district}"
    ruling = f"Quyết định ly hôn số {w.rng.randint(1, 300)}/{w.era.day.year - w.rng.randint(1, 6)}/QĐST-HNGĐ"
    return w.rng.choice((
        *SINGLE[:5], "Chưa kết hôn", f"Đã đăng ký kết hôn, nhưng đã ly hôn theo {ruling} của {court}; hiện tại chưa đăng ký kết hôn với ai",
        f"Đã đăng ký kết hôn, nhưng {spouse} đã chết; hiện tại chưa đăng ký kết hôn với ai", f"Hiện tại đang có {spouse}",
    ))  # fmt: skip


def draw_marital(rng: Random, family: Family, hand: bool) -> Content:
    """The request for a confirmation of marital status, mostly one's own."""
    d = start(rng, family, hand)
    w, labels = d.w, d.print
    person = adult(rng, w.era, rng.choice(("male", "female")), (20, 58))
    own = rng.random() < 0.75
    asker = person if own else adult(rng, w.era, rng.choice(("male", "female")), (40, 68))
    relation = "Bản thân" if own else "Cha" if asker.sex == "male" else "Mẹ"
    of_whom = "Quan hệ với người được cấp Giấy xác nhận tình trạng hôn nhân"
    put_requester(
        d, asker, (rng.choice((of_whom, "Quan hệ với người được cấp")) if d.old else of_whom, relation)
    )
    d.ask("Đề nghị cấp Giấy xác nhận tình trạng hôn nhân cho người có tên dưới đây:")
    w.form.put_name("full_name", person.name)
    w.form.put_date("date_of_birth", person.born)
    put_home(w, "residence")
    paper = f"{labels.paper}: {put_paper(w, 'id_number', person)}"
    w.form.put("marital_status", _status(w, person))
    w.form.put("purpose", rng.choice(("Để đăng ký kết hôn", *ERRANDS)))
    sex, origin = (
        f"Giới tính: {w.put(person.sex_word)}",
        f"Dân tộc: {w.put(person.ethnicity)} || Quốc tịch: {w.put(person.nationality)}",
    )
    d.rows(f"{labels.name}: [[full_name]] || {sex}", f"{labels.born}: [[date_of_birth]]")
    if rng.random() < 0.3:
        d.rows(f"Nơi sinh: {w.put(', '.join(w.era.place.levels(w.era.new)))}")
    home = f"{labels.note(labels.home, 2)}: [[residence]]"
    d.rows(origin, *((home, paper) if rng.random() < 0.5 else (paper, home)))
    if d.old and rng.random() < 0.6:
        d.rows(f"Nghề nghiệp: {w.put(rng.choice(('Làm ruộng', 'Công nhân', 'Kinh doanh', 'Giáo viên')))}")
    if rng.random() < 0.35:
        d.rows(
            f"Trong thời gian cư trú tại: {w.home()} từ ngày {w.put(w.day(w.era.day.year - 9))} đến ngày {w.put(w.day())}"
        )
    use = rng.choice(("Mục đích sử dụng Giấy xác nhận tình trạng hôn nhân", "Mục đích sử dụng"))
    d.rows(f"{labels.note('Tình trạng hôn nhân', 4)}: [[marital_status]]", f"{use}: [[purpose]]")
    long = "TỜ KHAI CẤP GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"
    return finished(
        d,
        titled(
            rng, (long,), (long,), ("TỜ KHAI CẤP GIẤY XÁC NHẬN", "TÌNH TRẠNG HÔN NHÂN"), ("TỜ KHAI", long[8:])
        ),
        asker,
    )


Draw = Callable[[Random, Family, bool], Content]


def _families(doc_type: str, name: str, draw: Draw) -> tuple[Family, ...]:
    """The layouts of one form: printed lines, numbered ones, tables, old years, by hand, empty, in parts."""

    def family(
        rest: str,
        template: str = "other_paper.html",
        fixed: Mapping[str, object] | None = None,
        **options: Any,
    ) -> Family:
        return Family(doc_type, f"{name}_{rest}", template, draw, fixed=fixed or {}, **options)

    return (
        family("lines"),
        family("dotted", fixed={"leaders": "dots"}),
        family("numbered", row="numbered"),
        family("table", row="table", fixed={"leaders": "none"}),
        family("old_1999", fixed={"leaders": "dots"}),
        family("old_2006", fixed={"leaders": "both"}),
        family("table_2010", row="table", fixed={"leaders": "none"}),
        family("parts"),
        family("hand", fixed={"background": "plain"}),
        family("blank", fixed={"leaders": "dots"}, blank=True),
        family("boxed_parts", "vital_boxes.html", row="below", fixed={"leaders": "none"}, held_out=True),
    )


FAMILIES = (
    *_families("birth_registration_form", "dbirth", draw_birth),
    *_families("death_registration_form", "ddeath", draw_death),
    *_families("marital_status_form", "dmarital", draw_marital),
)
