"""Marriage certificates: one column, two columns, ruled tables; blanks of several form years."""

from __future__ import annotations

from random import Random

from hoso.samples.form import Form
from hoso.samples.look import draw_look
from hoso.samples.paper import A4_LANDSCAPE, Content, Family
from hoso.samples.papers.common import Era, adult, draw_era, identity_paper, left_lines, seal_text, sign_lines
from hoso.samples.people import Person, draw_name
from hoso.samples.places import draw_address, draw_place

WIFE, HUSBAND = ("wife", "vợ"), ("husband", "chồng")
Line = tuple[tuple[str, str], ...]  # the labels that share a printed line, each with its slots
OLD_YEARS = {"1999": (1999, 2005), "2006": (2006, 2010), "2010": (2010, 2015)}
OLD_PAPERS = ("Số giấy CMND/Hộ chiếu/Giấy tờ hợp lệ thay thế", "Số giấy CMND/Hộ chiếu", "Số CMND/Hộ chiếu", "Số giấy CMND",
              "Số CMND/Hộ chiếu/Giấy tờ hợp lệ thay thế")  # fmt: skip


def put_spouse(form: Form, era: Era, who: str, person: Person) -> None:
    """The fields of one of the two, the name under the signature and the work."""
    rng = form.rng
    form.put_name(f"{who}.full_name", person.name)
    form.put_date(f"{who}.date_of_birth", person.born)
    form.put(f"{who}.ethnicity", person.ethnicity)
    form.put(f"{who}.nationality", person.nationality)
    home = era.place if rng.random() < 0.6 else draw_place(rng)
    form.put(f"{who}.residence", draw_address(rng, home, era.new, form.look.addresses))
    form.say(f"{who}_signed", form.shown.get(f"{who}.full_name", "") if rng.random() < 0.85 else person.name)
    form.say(
        f"{who}_work",
        rng.choice(("Làm ruộng", "Công nhân", "Giáo viên", "Buôn bán", "Kế toán", "Lao động tự do")),
    )


def _put_registration(form: Form, era: Era, old: bool) -> None:
    rng, number = form.rng, str(form.rng.randint(1, 260))
    if old:
        number = rng.choice((number, number.zfill(2), number.zfill(3), f"{number}/{era.day.year}"))
        form.say(
            "book",
            rng.choice(
                (f"{rng.randint(1, 3):02d}/{era.day.year}", f"0{rng.randint(1, 4)}", str(era.day.year))
            ),
        )
    else:
        number = rng.choice((f"{number}/{era.day.year}", f"{number.zfill(2)}/{era.day.year}", number))
    form.put("registration_number", number)
    form.put("registration_place", form.office(era.place, era.new))
    form.put_date("registration_date", era.day)
    form.put_name("signer", draw_name(rng, rng.choice(("male", "female"))), upper=rng.random() < 0.1)
    form.handwritten.discard("signer")


def spouse_paper(form: Form, era: Era, who: str, person: Person, bare: bool) -> str:
    """What stands after the label of the identity paper; `bare` digits or a sentence."""
    key = f"{who}.id_number"
    if not bare:
        return identity_paper(form.rng, form, key, person, era)
    form.put_id(key, person.id_number)
    return f"[[{key}]]"


def couple_labels(rng: Random, old: bool) -> tuple[str, str, str, str]:
    """Labels of the name, the birth date, the residence and the identity paper."""
    if old:
        return (rng.choice(("Họ và tên", "Họ tên", "Họ và tên")), rng.choice(("Ngày, tháng, năm sinh", "Sinh ngày", "Ngày sinh")),
                rng.choice(("Nơi thường trú/tạm trú", "Nơi thường trú/tạm trú", "Nơi thường trú", "Nơi ĐKHK thường trú")),
                rng.choice(OLD_PAPERS))  # fmt: skip
    return (rng.choice(("Họ, chữ đệm, tên", "Họ, chữ đệm, tên", "Họ và tên")), "Ngày, tháng, năm sinh", "Nơi cư trú",
            "Giấy tờ tùy thân")  # fmt: skip


def couple_lines(
    who: tuple[str, str], labels: tuple[str, str, str, str], paper: str, shared: bool
) -> list[Line]:
    """The printed lines of one of the two; ethnic group and nationality often share one."""
    key, word = who
    name, born, home, identity = labels
    origin = (("Dân tộc", f"[[{key}.ethnicity]]"), ("Quốc tịch", f"[[{key}.nationality]]"))
    return [
        ((f"{name} {word}".strip(), f"[[{key}.full_name]]"),),
        ((born, f"[[{key}.date_of_birth]]"),),
        *([origin] if shared else [(origin[0],), (origin[1],)]),
        ((home, f"[[{key}.residence]]"),),
        ((identity, paper),),
    ]


def _printed(line: Line) -> str:
    return " || ".join(f"{label}: {slot}" for label, slot in line)


def couple_rows(
    rng: Random, lines: dict[str, list[Line]], order: tuple[tuple[str, str], ...]
) -> dict[str, object]:
    """The same lines as blocks below each other, as pairs side by side, and as rows of a table."""
    first, second = (lines[key] for key, _ in order)
    table = [
        (a[0].removesuffix(f" {order[0][1]}"), a[1], b[1])
        for left, right in zip(first, second, strict=True)
        for a, b in zip(left, right, strict=True)
    ]
    return {
        "blocks": [(word, [_printed(line) for line in lines[key]]) for key, word in order],
        "pairs": [(_printed(left), _printed(right)) for left, right in zip(first, second, strict=True)],
        "table": table, "order": order,
        "headings": rng.choice(({"wife": "Vợ", "husband": "Chồng"}, {"wife": "Bên nữ", "husband": "Bên nam"},
                                {"wife": "VỢ", "husband": "CHỒNG"}, {"wife": "BÊN NỮ", "husband": "BÊN NAM"})),
    }  # fmt: skip


def _titles(rng: Random, old: bool, years: tuple[int, int]) -> dict[str, object]:
    titles: tuple[str, ...] = ("GIẤY CHỨNG NHẬN KẾT HÔN",) * 4
    if old:
        titles += ("GIẤY CHỨNG NHẬN ĐĂNG KÝ KẾT HÔN", "GIẤY ĐĂNG KÝ KẾT HÔN")
    place = rng.choice(
        ("Nơi đăng ký", "Nơi đăng ký kết hôn", "Đăng ký kết hôn tại") if old else ("Nơi đăng ký kết hôn",)
    )
    return {
        "title": rng.choice(titles), "title_css": rng.choice(("", "", "red")), "number_css": rng.choice(("", "mid", "mid i")),
        "subtitle": rng.choice(("", "", "", "(BẢN CHÍNH)", "(BẢN SAO)", *(("(Đăng ký lại)",) if old else ()))),
        "form_code": rng.choice(("", f"Mẫu TP/HT-{years[0]}-C.1", f"TP/HT-{years[0]}-KH.1")) if old else "",
        "place_label": place, "valid_line": old and rng.random() < 0.25,
        "date_label": rng.choice(("Ngày, tháng, năm đăng ký", "Ngày, tháng, năm đăng ký", "Ngày đăng ký")),
    }  # fmt: skip


def draw(rng: Random, family: Family, hand: bool) -> Content:
    """A couple's certificate: the form year is in the family's name, wife first since 2016."""
    form = Form(rng, draw_look(rng, hand, **family.fixed))
    years = OLD_YEARS.get(family.name.split("_")[1], (2016, 2026))
    old = years[1] < 2016
    era = draw_era(rng, *years)
    people = {"wife": adult(rng, era, "female", (18, 45)), "husband": adult(rng, era, "male", (20, 50))}
    order = (HUSBAND, WIFE) if old else (WIFE, HUSBAND)
    labels, shared, bare = couple_labels(rng, old), rng.random() < 0.7, old and rng.random() < 0.7
    lines: dict[str, list[Line]] = {}
    for who in order:
        put_spouse(form, era, who[0], people[who[0]])
        lines[who[0]] = couple_lines(
            who, labels, spouse_paper(form, era, who[0], people[who[0]], bare), shared
        )
        if years[0] == 1999:
            lines[who[0]].insert(-1, (("Nghề nghiệp", f"[[{who[0]}_work]]"),))
    _put_registration(form, era, old)
    role = "" if old else "NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN"
    choices = _titles(rng, old, years) | couple_rows(rng, lines, order)
    choices |= {
        "old": old, "extract": False, "left": left_lines(rng, era), "seal_text": seal_text(era), "sign_lines": sign_lines(rng, era, role),
        "signed_words": rng.choice(({"wife": "VỢ", "husband": "CHỒNG"}, {"wife": "Vợ", "husband": "Chồng"})),
        "sign_hint": rng.choice(("", "", "(Ký, ghi rõ họ tên)")), "wide": family.size == A4_LANDSCAPE,
    }  # fmt: skip
    return Content(form, choices)


def _family(name: str, template: str, **options: object) -> Family:
    return Family("marriage_certificate", name, template, draw, **options)  # type: ignore[arg-type]  # named fields


LANDSCAPE_MARGINS = (13, 20, 11, 22)
FAMILIES = (
    _family("marriage_2016_blank", "marriage_lines.html"),
    _family("marriage_2010_columns", "marriage_columns.html", size=A4_LANDSCAPE, margins=LANDSCAPE_MARGINS),
    _family("marriage_2016_table", "marriage_table.html", fixed={"leaders": "none"}),
    _family("marriage_2006_dotted", "marriage_lines.html", fixed={"leaders": "dots"}),
    _family("marriage_2016_numbered", "marriage_lines.html", row="numbered"),
    _family("marriage_2016_columns", "marriage_columns.html", size=A4_LANDSCAPE, margins=LANDSCAPE_MARGINS),
    _family("marriage_1999_lines", "marriage_lines.html", size=A4_LANDSCAPE, margins=LANDSCAPE_MARGINS),
    _family(
        "marriage_2016_modern", "marriage_modern.html", row="table", fixed={"leaders": "none"}, held_out=True
    ),
)
