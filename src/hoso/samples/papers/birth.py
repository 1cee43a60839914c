"""Birth certificates and birth extracts of several form years."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from hoso.samples.form import Form
from hoso.samples.look import draw_look
from hoso.samples.paper import Content, Family
from hoso.samples.papers.common import Era, adult, draw_era, identity_paper, left_lines, seal_text, sign_lines
from hoso.samples.people import Person, Wanted, draw_name, draw_person
from hoso.samples.places import draw_address, draw_birth_place, draw_place

PARENTS = (("mother", "mẹ"), ("father", "cha"))


def _child(rng: Random, era: Era, father: Person) -> Person:
    late = rng.random() < 0.12
    days = rng.randint(400, 9000) if late else rng.randint(2, 55)
    born = era.day - timedelta(days=days)
    sex = rng.choice(("male", "female"))
    person = draw_person(rng, Wanted(sex, born.year, born.year, era.place.code, ethnicity=father.ethnicity))
    name = draw_name(rng, sex, father.ethnicity, father.name.split(" ")[0])
    number = f"{person.id_number[:4]}{born.year % 100:02d}{person.id_number[6:]}"
    return Person(name, sex, born, father.ethnicity, "Việt Nam", era.place.code, number)


def _put_child(form: Form, era: Era, child: Person, with_id: bool) -> None:
    rng, style = form.rng, form.look.addresses
    form.put_name("full_name", child.name)
    form.put_date("date_of_birth", child.born)
    form.say_date("born_words", child.born)
    form.put("sex", child.sex_word, child.sex)
    form.put("ethnicity", child.ethnicity)
    form.put("nationality", child.nationality)
    form.put("place_of_birth", draw_birth_place(rng, era.place, era.new, style))
    form.put("hometown", style.join(draw_place(rng).levels(era.new)))
    if with_id:
        form.put_id("personal_id", child.id_number)


def _put_parent(form: Form, era: Era, who: str, person: Person) -> None:
    form.put_name(f"{who}.full_name", person.name)
    form.put_year(f"{who}.birth_year", person.born, full=form.rng.random() < 0.15)
    form.put(f"{who}.ethnicity", person.ethnicity)
    form.put(f"{who}.nationality", person.nationality)
    form.put(f"{who}.residence", draw_address(form.rng, era.place, era.new, form.look.addresses))


def _put_registration(form: Form, era: Era, day: date, old: bool) -> None:
    rng = form.rng
    number = str(rng.randint(1, 480))
    if old:
        number = rng.choice((number, number.zfill(2), number.zfill(3)))
        form.say(
            "book",
            rng.choice((f"{rng.randint(1, 3):02d}/{day.year}", f"0{rng.randint(1, 4)}", str(day.year))),
        )
    else:
        number = rng.choice(
            (f"{number}/{day.year}", f"{number}/{day.year}", number, f"{number.zfill(2)}/{day.year}")
        )
    form.put("registration_number", number)
    form.put("registration_place", form.office(era.place, era.new))
    form.put_date("registration_date", day)
    form.put_name("signer", draw_name(rng, rng.choice(("male", "female"))), upper=rng.random() < 0.1)
    form.handwritten.discard("signer")


def _family_people(rng: Random, era: Era) -> tuple[Person, Person | None, Person]:
    mother = adult(rng, era, "female", (19, 41))
    father = adult(rng, era, "male", (20, 50))
    child = _child(rng, era, father)
    return mother, (father if rng.random() < 0.93 else None), child


def _form(
    rng: Random, family: Family, hand: bool, era_years: tuple[int, int]
) -> tuple[Form, Era, dict[str, object]]:
    form = Form(rng, draw_look(rng, hand, **family.fixed))
    era = draw_era(rng, *era_years)
    old = era_years[1] < 2016
    mother, father, child = _family_people(rng, era)
    with_id = not old and rng.random() < 0.75
    _put_child(form, era, child, with_id)
    _put_parent(form, era, "mother", mother)
    if father:
        _put_parent(form, era, "father", father)
    _put_registration(form, era, era.day, old)
    declarant = rng.choice((mother, father or mother, adult(rng, era, "female", (40, 65))))
    choices: dict[str, object] = {
        "seal_text": seal_text(era), "with_id": with_id, "declarant": False, "declarant_signs": "",
        "sign_lines": sign_lines(rng, era), "left": left_lines(rng, era), "subtitle": "",
    }  # fmt: skip
    if rng.random() < 0.8 and "declarant" not in family.name and family.doc_type == "birth_certificate":
        choices |= _declarant(form, era, declarant)
    return form, era, choices


def _declarant(form: Form, era: Era, person: Person) -> dict[str, object]:
    form.put_name("declarant.full_name", person.name)
    paper = identity_paper(form.rng, form, "declarant.id_number", person, era)
    signs = "" if form.rng.random() < 0.5 else person.name
    form.say("declarant_signed", signs)
    return {
        "declarant": True,
        "declarant_paper": paper,
        "declarant_signs": "[[declarant_signed]]" if signs else "",
    }


def draw_2016(rng: Random, family: Family, hand: bool) -> Content:
    """The blank of 2016 and after: mother first, no book number."""
    form, _, choices = _form(rng, family, hand, (2016, 2026))
    choices |= {
        "admin_head": False, "extract": False, "title": "GIẤY KHAI SINH", "words_inline": rng.random() < 0.4,
        "subtitle": rng.choice(("", "", "(BẢN SAO)", "(BẢN CHÍNH)")), "number_line": "Số: [[registration_number]]",
        "number_css": rng.choice(("", "mid", "mid i")), "title_css": rng.choice(("", "red")),
        "name_label": "Họ, chữ đệm, tên", "id_first": False, "parents": PARENTS,
        "long_parent": rng.random() < 0.85, "parent_one_line": rng.random() < 0.6,
    }  # fmt: skip
    return Content(form, choices)


def draw_old(rng: Random, family: Family, hand: bool) -> Content:
    """The forms of 1999, 2006 and 2010: father first, a book number, other labels."""
    years = {"1999": (1999, 2005), "2006": (2006, 2010), "2010": (2010, 2015)}[family.name.split("_")[1]]
    form, _, choices = _form(rng, family, hand, years)
    table = "table" in family.name
    labels = ("Họ và tên", "Dân tộc", "Quốc tịch", rng.choice(("Năm sinh", "Sinh năm")),
              rng.choice(("Nơi thường trú/tạm trú", "Nơi thường trú")))  # fmt: skip
    keys = ("full_name", "ethnicity", "nationality", "birth_year", "residence")
    fathers_first = tuple(reversed(PARENTS))
    choices |= {
        "title": rng.choice(("GIẤY KHAI SINH", "GIẤY KHAI SINH", "BẢN SAO GIẤY KHAI SINH")),
        "subtitle": rng.choice(("", "", "(BẢN CHÍNH)", "(Đăng ký lại)", "(BẢN SAO)")),
        "form_code": rng.choice(("", f"Mẫu TP/HT-{years[0]}-A.1", f"TP/HT-{years[0]}-KS.1")),
        "short_left": rng.random() < 0.5, "sex_label": rng.choice(("Giới tính", "Nam, nữ", "Nam hay nữ", "Nam/Nữ")),
        "with_hometown": years[0] > 2000, "parent_table": table, "parents": fathers_first,
        "parent_words": ("NGƯỜI CHA", "NGƯỜI MẸ"), "parent_rows": tuple(zip(labels, keys, strict=True)),
        "parent_name": rng.choice(("Họ và tên ", "Họ và tên người ", "Họ tên ")),
        "residence_label": labels[-1], "note_line": rng.random() < 0.4,
        "declarant_label": rng.choice(("Họ và tên người đi khai sinh", "Người đứng khai", "Họ, tên người đi khai sinh")),
        "quote_label": rng.choice(("Giấy CMND/Giấy tờ hợp lệ thay thế", "Số giấy CMND", "Giấy tờ tùy thân")),
    }  # fmt: skip
    return Content(form, choices)


def draw_extract(rng: Random, family: Family, hand: bool) -> Content:
    """A birth extract: administrative head, its own number and date, then the registration's."""
    form, era, choices = _form(rng, family, hand, (2016, 2026))
    issued = min(era.day + timedelta(days=rng.choice((0, rng.randint(1, 2500)))), date(2026, 10, 30))
    issue_era = Era(max(issued, era.day), era.place)
    suffix = rng.choice(("TLKS-BS", "TLKS-BS", "TLKS", "TLGCKS"))
    form.put("extract_number", f"{rng.randint(1, 900)}/{suffix}")
    form.put_date("issue_date", issue_era.day, "words")
    form.handwritten -= {"extract_number", "issue_date"}
    if rng.random() < 0.3:
        form.say("note", "Không")
    place = era.place.town(issue_era.new)
    choices |= {
        "admin_head": True, "extract": True, "left": left_lines(rng, issue_era),
        "title": "TRÍCH LỤC KHAI SINH", "title_css": "", "subtitle": rng.choice(("(BẢN SAO)", "(BẢN SAO)", "(Bản sao)", "")),
        "number_line": "Số: [[extract_number]]", "place_line": f"{place}, [[issue_date]]", "number_css": "",
        "words_inline": rng.random() < 0.4, "name_label": "Họ và tên", "id_first": False, "parents": PARENTS,
        "long_parent": rng.random() < 0.85, "parent_one_line": rng.random() < 0.6,
        "sign_lines": sign_lines(rng, issue_era, "NGƯỜI KÝ TRÍCH LỤC"),
    }  # fmt: skip
    return Content(form, choices)


def _certificate(name: str, template: str, **options: object) -> Family:
    draw = draw_2016 if template == "birth_2016.html" else draw_old
    return Family("birth_certificate", name, template, draw, **options)  # type: ignore[arg-type]  # named fields


FAMILIES = (
    _certificate("birth_2016_blank", "birth_2016.html"),
    _certificate("birth_2016_plain", "birth_2016.html", fixed={"leaders": "none", "background": "plain"}),
    _certificate("birth_2006_dotted", "birth_old.html", fixed={"leaders": "dots"}),
    _certificate("birth_1999_table", "birth_old.html", fixed={"date_form": "dash"}),
    _certificate("birth_2010_lines", "birth_old.html"),
    _certificate("birth_2016_numbered", "birth_2016.html", row="numbered"),
    _certificate("birth_2016_table", "birth_2016.html", row="table", fixed={"leaders": "none"}),
    _certificate("birth_2016_below", "birth_2016.html", row="below", fixed={"leaders": "none"}, held_out=True),
    Family("birth_extract", "extract_2016", "birth_2016.html", draw_extract, fixed={"background": "plain"}),
    Family("birth_extract", "extract_dotted", "birth_2016.html", draw_extract,
           fixed={"leaders": "dots", "background": "plain"}),
    Family("birth_extract", "extract_numbered", "birth_2016.html", draw_extract, row="numbered"),
    Family("birth_extract", "extract_table", "birth_2016.html", draw_extract, row="table",
           fixed={"leaders": "none"}),
    Family("birth_extract", "extract_below", "birth_2016.html", draw_extract, row="below",
           fixed={"leaders": "none"}, held_out=True),
)  # fmt: skip
