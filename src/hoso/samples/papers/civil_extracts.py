"""Extracts of changes of civil status, and of the recognition of a parent or child."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from markupsafe import Markup

from hoso.samples.form import format_date
from hoso.samples.paper import Content, Family
from hoso.samples.papers.common import identity_paper
from hoso.samples.papers.filled import begin, day_before, draw_labels, origin, subject, titled
from hoso.samples.papers.writer import Writer
from hoso.samples.people import Person, draw_date, draw_name

CHANGE_TITLES = (
    ("TRÍCH LỤC", "THAY ĐỔI, CẢI CHÍNH, BỔ SUNG THÔNG TIN HỘ TỊCH,", "XÁC ĐỊNH LẠI DÂN TỘC"),
    ("TRÍCH LỤC ĐĂNG KÝ THAY ĐỔI, CẢI CHÍNH,", "BỔ SUNG HỘ TỊCH, XÁC ĐỊNH LẠI DÂN TỘC"),
    ("TRÍCH LỤC THAY ĐỔI, CẢI CHÍNH, BỔ SUNG HỘ TỊCH",),
    ("TRÍCH LỤC CẢI CHÍNH HỘ TỊCH",),
    ("TRÍCH LỤC THAY ĐỔI HỘ TỊCH",),
)
CHILD_TITLES = (
    ("TRÍCH LỤC", "ĐĂNG KÝ NHẬN CHA, MẸ, CON"), ("TRÍCH LỤC ĐĂNG KÝ NHẬN CHA, MẸ, CON",),
    ("TRÍCH LỤC ĐĂNG KÝ NHẬN CHA, CON",), ("TRÍCH LỤC NHẬN CHA, MẸ, CON",),
)  # fmt: skip
CHANGES = {
    "cải chính hộ tịch": "năm sinh", "thay đổi hộ tịch": "họ, chữ đệm, tên", "bổ sung thông tin hộ tịch": "quê quán",
    "xác định lại dân tộc": "dân tộc", "Cải chính năm sinh": "năm sinh", "Thay đổi họ, chữ đệm, tên": "họ, chữ đệm, tên",
}  # fmt: skip


def _number(w: Writer, suffix: str) -> str:
    number = w.rng.randint(1, 240)
    if w.rng.random() < 0.25:
        return f"{number}/{w.era.day.year}{suffix and '/'}{suffix}"
    return w.rng.choice((str(number), f"{number:02d}")) + (f"/{suffix}" if suffix else "")


def _head(w: Writer, original: bool, suffix: str) -> dict[str, object]:
    """The head of an extract; an original bears the number and the day of the registration itself."""
    choices = w.official("")
    if original:
        w.form.put("registration_number", _number(w, suffix))
        choices["number"] = "Số: [[registration_number]]"
    else:
        copied = suffix + w.rng.choice(("-BS", "-BS", "")) if suffix else "BS"
        choices["number"] = f"Số: {w.put(_number(w, copied))}"
    w.form.handwritten.discard("registration_number")
    return choices


def _registered(w: Writer, original: bool, book: str) -> None:
    """Where and when it was registered; a copy gives the number and the day of the register."""
    rng, office = w.rng, w.put(w.form.office(w.era.place, w.era.new))
    if original:
        w.form.put_date("registration_date", w.era.day)
        w.add(
            "row",
            f"Nơi đăng ký: {office}",
            f"{rng.choice(('Ngày, tháng, năm đăng ký', 'Ngày đăng ký'))}: [[registration_date]]",
        )
        return
    day = draw_date(rng, w.era.day.replace(year=w.era.day.year - 6, day=1), w.era.day)
    number = rng.randint(1, 240)
    w.form.put(
        "registration_number", rng.choice((str(number), f"{number}/{day.year}", f"{number:02d}/{day.year}"))
    )
    w.form.put_date("registration_date", day)
    day_text = w.form.shown["registration_date"]
    link = "" if day_text.startswith("ngày") else "ngày "
    if rng.random() < 0.5:
        w.add("row", f"Đã đăng ký tại: {office}", f"Số: [[registration_number]], {link}[[registration_date]]")
    else:
        w.add(
            "row",
            f"Trong {book} số: [[registration_number]], {link}[[registration_date]]",
            f"Nơi đăng ký: {office}",
        )


def _identity(w: Writer, key: str, person: Person) -> list[str]:
    """The lines of a personal number or of an identity paper."""
    if len(person.id_number) == 12 and w.rng.random() < 0.35:
        w.form.put_id(key, person.id_number)
        return [f"Số định danh cá nhân: [[{key}]]"]
    label = w.rng.choice(("Giấy tờ tùy thân", "Giấy tờ tùy thân", "Giấy khai sinh/Giấy tờ tùy thân"))
    if w.era.day.year - person.born.year < 15:
        w.form.put_id(key, person.id_number)
        return [f"Số định danh cá nhân: [[{key}]]"]
    return [f"{label}: {identity_paper(w.rng, w.form, key, person, w.era)}"]


def _content(w: Writer, person: Person) -> tuple[str, str]:
    """What kind of change it is, and the change itself in a sentence."""
    rng = w.rng
    kind, thing = rng.choice(tuple(CHANGES.items()))
    day = draw_date(rng, person.born.replace(year=person.born.year - 2), person.born)
    other = draw_name(rng, person.sex)
    values = {
        "năm sinh": (str(day.year), str(person.born.year)), "họ, chữ đệm, tên": (other.upper(), person.name.upper()),
        "quê quán": ("để trống", ", ".join(w.era.place.levels(False))), "dân tộc": ("Kinh", rng.choice(("Tày", "Nùng", "Mường"))),
    }[thing]  # fmt: skip
    mark = '"' if rng.random() < 0.2 else ""
    before, after = (f"{mark}{value}{mark}" for value in values)
    return kind, rng.choice((f"Từ {before} thành {after}", f"{thing[0].upper()}{thing[1:]} từ {before} thành {after}",
                             f"Từ {thing}: {before} thành {thing}: {after}",
                             f"Cải chính {thing} từ {format_date(day, 'slash')} thành {format_date(person.born, 'slash')}"
                             if thing == "năm sinh" else f"{thing[0].upper()}{thing[1:]} từ {before} thành {after}"))  # fmt: skip


def draw_change(rng: Random, family: Family, hand: bool) -> Content:
    """An extract of a change; families named `…_copy` are copies out of the register."""
    w = begin(rng, family, hand, (2016, 2026))
    original = not family.name.endswith("_copy") and rng.random() < 0.8
    choices = _head(w, original, rng.choice(("TLTĐ", "TLCC", "TLTĐ-CC", "TLBS", "TLGCHT")))
    labels, person = draw_labels(rng), subject(w, (18, 70))
    kind, content = _content(w, person)
    w.form.put_name("full_name", person.name)
    w.form.put_date("date_of_birth", person.born)
    w.form.put("change_content", content)
    w.add("row", f"{labels.name}: [[full_name]]", f"{labels.born}: [[date_of_birth]]", *origin(w, person),
          *_identity(w, "id_number", person), f"{labels.home}: {w.home()}", f"Đã đăng ký việc: {w.put(kind)}")  # fmt: skip
    lines = ["Nội dung: [[change_content]]",
             f"Theo giấy tờ: {w.put(f'Giấy khai sinh số {rng.randint(1, 200)} do {w.office()} cấp ngày {day_before(w, 20)}')}"]  # fmt: skip
    if original or rng.random() < 0.5:
        w.add("row", *lines)
        _registered(w, original, "Sổ đăng ký thay đổi, cải chính hộ tịch")
    else:
        _registered(w, original, rng.choice(("Sổ đăng ký khai sinh", "Sổ thay đổi, cải chính hộ tịch")))
        w.add("row", *lines)
    w.add("row", f"Ghi chú: {w.put('')}")
    sub = "" if original else rng.choice(("(BẢN SAO)", "(Bản sao)"))
    return w.content(*titled(rng, *CHANGE_TITLES), sub=sub, **choices)


def _put_side(w: Writer, key: str, person: Person) -> None:
    w.form.put_name(f"{key}.full_name", person.name)
    w.form.put_date(f"{key}.date_of_birth", person.born)


def _side(w: Writer, key: str, person: Person, name: str) -> list[str]:
    """The lines of one of the two."""
    _put_side(w, key, person)
    return [f"{name}: [[{key}.full_name]]", f"Ngày, tháng, năm sinh: [[{key}.date_of_birth]]", *origin(w, person),
            f"Nơi cư trú: {w.home()}", *_identity(w, f"{key}.id_number", person)]  # fmt: skip


def _pair(w: Writer) -> tuple[Person, Person]:
    child = subject(w, (1, 14) if w.rng.random() < 0.5 else (18, 30))
    years = w.era.day.year - child.born.year
    return subject(w, (max(22, years + 17), max(24, years + 40))), child


def draw_parent_child(rng: Random, family: Family, hand: bool) -> Content:
    """An extract by which a parent is recognised; the one who recognises stands first."""
    w = begin(rng, family, hand, (2016, 2026))
    original = not family.name.endswith("_copy") and rng.random() < 0.8
    choices = _head(w, original, "TLCMC")
    parent, child = _pair(w)
    who = "cha" if parent.sex == "male" else "mẹ"
    named = rng.random() < 0.5
    first = f"Họ, chữ đệm, tên {rng.choice(('người ', ''))}{who}" if named else "Họ, chữ đệm, tên"
    second = f"Họ, chữ đệm, tên {rng.choice(('người ', ''))}con" if named else "Họ, chữ đệm, tên"
    relation = rng.choice((f"{who} và con", f"{who}, con", "cha, mẹ, con", f"{who} - con"))
    w.add("row" if rng.random() < 0.5 else "para", f"Xác nhận đăng ký việc nhận {relation} giữa:")
    w.add("row", *_side(w, "parent", parent, first))
    w.add("b", rng.choice(("Và", "VÀ", "và")))
    w.add("row", *_side(w, "child", child, second))
    _registered(w, original, "Sổ đăng ký nhận cha, mẹ, con")
    w.add("row", f"Ghi chú: {w.put('')}")
    sub = "" if original else rng.choice(("(BẢN SAO)", "(Bản sao)"))
    return w.content(*titled(rng, *CHILD_TITLES), sub=sub, **choices)


def draw_pair_table(rng: Random, family: Family, hand: bool) -> Content:
    """The same as a table with a column for each of the two."""
    w = begin(rng, family, hand, (2016, 2026))
    original = rng.random() < 0.6
    choices = _head(w, original, "TLCMC")
    two = dict(zip(("parent", "child"), _pair(w), strict=True))
    headings = rng.choice(
        (
            ("Người nhận", "Người được nhận"),
            ("Người cha" if two["parent"].sex == "male" else "Người mẹ", "Người con"),
        )
    )
    papers = []
    for key, person in two.items():
        _put_side(w, key, person)
        w.form.put_id(f"{key}.id_number", person.id_number)
        papers.append(f"[[{key}.id_number]]")
    w.table += [
        ["Thông tin", *headings], ["Họ, chữ đệm, tên", *(f"[[{key}.full_name]]" for key in two)],
        ["Ngày, tháng, năm sinh", *(f"[[{key}.date_of_birth]]" for key in two)],
        ["Giới tính", *(w.put(p.sex_word) for p in two.values())], ["Dân tộc", *(w.put(p.ethnicity) for p in two.values())],
        ["Nơi cư trú", w.home(), w.home()], ["Giấy tờ tùy thân", *papers],
    ]  # fmt: skip
    w.add("para", "Xác nhận đăng ký việc nhận cha, mẹ, con giữa những người có tên dưới đây:")
    w.add("cells", "")
    _registered(w, original, "Sổ đăng ký nhận cha, mẹ, con")
    css = Markup(f".grid td:first-child {{ width: {rng.randint(22, 34)}% }}")
    return w.content(*titled(rng, *CHILD_TITLES), css=css, **choices)


def _family(
    doc_type: str, name: str, draw: Any, fixed: Mapping[str, object] | None = None, **options: Any
) -> Family:
    return Family(doc_type, name, "other_paper.html", draw, fixed=fixed or {}, **options)


FAMILIES = (
    _family("civil_status_change_extract", "change_extract_lines", draw_change),
    _family("civil_status_change_extract", "change_extract_copy", draw_change),
    _family("civil_status_change_extract", "change_extract_numbered", draw_change, row="numbered"),
    _family(
        "civil_status_change_extract", "change_extract_table", draw_change, {"leaders": "none"}, row="table"
    ),
    _family(
        "civil_status_change_extract",
        "change_extract_below",
        draw_change,
        {"leaders": "none"},
        row="below",
        held_out=True,
    ),
    _family("parent_child_extract", "parent_child_lines", draw_parent_child),
    _family("parent_child_extract", "parent_child_copy", draw_parent_child, {"leaders": "dots"}),
    _family("parent_child_extract", "parent_child_columns", draw_pair_table, {"leaders": "none"}),
    _family(
        "parent_child_extract", "parent_child_below", draw_parent_child, {"leaders": "none"}, row="below"
    ),
    _family(
        "parent_child_extract",
        "parent_child_table",
        draw_parent_child,
        {"leaders": "none"},
        row="table",
        held_out=True,
    ),
)
