"""Extracts of deaths and marriages, and the old death certificates before 2016."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from hoso.samples.form import Form, format_date
from hoso.samples.look import draw_look
from hoso.samples.paper import A4_LANDSCAPE, Content, Family
from hoso.samples.papers.common import Era, adult, draw_era, left_lines, seal_text, sign_lines
from hoso.samples.papers.filled import put_paper
from hoso.samples.papers.marriage import (
    HUSBAND,
    WIFE,
    Line,
    couple_labels,
    couple_lines,
    couple_rows,
    put_spouse,
    spouse_paper,
)
from hoso.samples.papers.vital_parts import notice_line, put_dead, put_death
from hoso.samples.papers.writer import Writer
from hoso.samples.people import Person, draw_name

OLD_YEARS = {"1999": (1999, 2005), "2006": (2006, 2010), "2010": (2010, 2015)}
LANDSCAPE_MARGINS = (13, 20, 11, 22)


def _issued(rng: Random, era: Era) -> Era:
    """When the copy was made: the same day, or years later."""
    days = rng.choice((0, rng.randint(1, 2500), rng.randint(1, 2500)))
    return Era(max(era.day, min(era.day + timedelta(days=days), date(2026, 10, 30))), era.place)


def _copied(form: Form, era: Era, suffix: str) -> tuple[Era, dict[str, object]]:
    """A copy's own head: its number, the office that made it, place and date."""
    issued = _issued(form.rng, era)
    form.put("extract_number", f"{form.rng.randint(1, 900)}/{suffix}")
    day = format_date(issued.day, form.rng.choice(("words", "words_padded")))
    return issued, {
        "admin_head": True, "left": left_lines(form.rng, issued), "number_line": f"{form.pick('Số: ', 'Số: ', 'Số ')}[[extract_number]]",
        "place_line": f"{era.place.town(issued.new)}, {day}", "seal_text": seal_text(issued),
    }  # fmt: skip


def _put_registration(form: Form, era: Era, old: bool) -> None:
    rng, number = form.rng, str(form.rng.randint(1, 260))
    ways = (
        (number, number.zfill(2), number.zfill(3))
        if old
        else (f"{number}/{era.day.year}", f"{number.zfill(2)}/{era.day.year}", number)
    )
    form.put("registration_number", rng.choice(ways))
    form.say(
        "book",
        rng.choice((f"{rng.randint(1, 3):02d}/{era.day.year}", f"0{rng.randint(1, 4)}", str(era.day.year))),
    )
    form.put("registration_place", form.office(era.place, era.new))
    text = format_date(era.day, form.look.date_form)
    form.put("registration_date", text if old else text.removeprefix("ngày "), era.day.isoformat())


def _dead_lines(w: Writer, dead: Person, old: bool, copy: bool) -> list[str]:
    """The lines about the dead, in the order of the form's year."""
    rng, form = w.rng, w.form
    put_dead(w, dead)
    form.put("ethnicity", dead.ethnicity)
    form.put("nationality", dead.nationality)
    name = (
        rng.choice(("Họ và tên", "Họ và tên người chết", "Họ, tên"))
        if old
        else rng.choice(("Họ, chữ đệm, tên", "Họ, chữ đệm, tên", "Họ, chữ đệm và tên"))
    )
    born = rng.choice(("Ngày, tháng, năm sinh", "Sinh ngày")) if old else "Ngày, tháng, năm sinh"
    lines = [f"{name}: [[full_name]]"]
    sex, origin = "Giới tính: [[sex]]", "Dân tộc: [[ethnicity]] || Quốc tịch: [[nationality]]"
    lines += (
        [f"{lines.pop()} || {sex}", f"{born}: [[date_of_birth]]", origin]
        if old
        else [f"{born}: [[date_of_birth]]", f"{sex} || {origin}"]
    )
    lines += _papers(w, dead, old)
    home = (
        rng.choice(("Nơi thường trú/tạm trú cuối cùng", "Nơi thường trú cuối cùng"))
        if old
        else "Nơi cư trú cuối cùng"
    )
    lines.insert(len(lines) - rng.choice((0, 1)), f"{home}: [[last_residence]]")
    time = put_death(w, w.era.day - timedelta(days=rng.randint(0, 14)))
    lines.append(
        f"{rng.choice(('Đã chết vào lúc', 'Đã chết vào hồi')) if old else 'Đã chết vào lúc'}: {time}"
    )
    if not copy and rng.random() < 0.8:
        form.say_date("death_words", date.fromisoformat(str(form.values["death_date"])))
        lines.append(f"{rng.choice(('ghi bằng chữ', '(Ghi bằng chữ', 'Bằng chữ'))}: [[death_words]]")
    lines += [
        "Nơi chết: [[death_place]]",
        *(["Nguyên nhân chết: [[death_cause]]"] if not copy or rng.random() < 0.5 else []),
    ]
    return lines


def _papers(w: Writer, dead: Person, old: bool) -> list[str]:
    """One or two lines with the number of the dead; the personal number is often left empty."""
    if old:
        return [
            f"{w.rng.choice(('Số CMND/Hộ chiếu', 'Số giấy CMND', 'Giấy tờ tùy thân'))}: {put_paper(w, 'id_number', dead, 0.5)}"
        ]
    if w.rng.random() < 0.3:
        return [
            f"Số định danh cá nhân: {w.rng.choice(('', '---', '-/-'))}",
            f"Giấy tờ tùy thân: {put_paper(w, 'id_number', dead, 0.1)}",
        ]
    if w.rng.random() < 0.3 and len(dead.id_number) == 12:
        w.form.put_id("id_number", dead.id_number)
        return ["Số định danh cá nhân: [[id_number]]"]
    return [f"Giấy tờ tùy thân: {put_paper(w, 'id_number', dead, 0.1)}"]


def _writer(rng: Random, family: Family, hand: bool, years: tuple[int, int]) -> Writer:
    usual: dict[str, object] = {"background": "plain", **family.fixed}
    return Writer(Form(rng, draw_look(rng, hand, **usual)), draw_era(rng, *years))


def draw_death(rng: Random, family: Family, hand: bool) -> Content:
    """A copy of 2016 and after: its own number and date above, those of the registration below."""
    w = _writer(rng, family, hand, (2016, 2026))
    dead = adult(rng, w.era, rng.choice(("male", "female")), (35, 92))
    issued, choices = _copied(w.form, w.era, "TLKT-BS")
    lines = _dead_lines(w, dead, old=False, copy=True)
    _put_registration(w.form, w.era, old=False)
    lines += [f"{rng.choice(('Đã được đăng ký khai tử tại', 'Đã đăng ký khai tử tại', 'Đăng ký khai tử tại'))}: [[registration_place]]",
              f"Số: [[registration_number]] || {rng.choice(('Ngày', 'Ngày' if family.row == 'table' else 'ngày', 'Ngày, tháng, năm đăng ký'))}: [[registration_date]]",
              *([f"Ghi chú: {rng.choice(('', 'Không'))}"] if rng.random() < 0.7 else [])]  # fmt: skip
    return _content(w, lines, choices | {
        "title": "TRÍCH LỤC KHAI TỬ", "subtitle": rng.choice(("(BẢN SAO)", "(BẢN SAO)", "(Bản sao)", "")),
        "sign_lines": sign_lines(rng, issued, "NGƯỜI KÝ TRÍCH LỤC"),
    })  # fmt: skip


def draw_original(rng: Random, family: Family, hand: bool) -> Content:
    """The first extract, given to who declares the death: its head tells number, place and day of registration."""
    w = _writer(rng, family, hand, (2016, 2026))
    form, era = w.form, w.era
    dead = adult(rng, era, rng.choice(("male", "female")), (35, 92))
    lines = _dead_lines(w, dead, old=False, copy=False)
    _put_registration(form, era, old=False)
    form.put("registration_number", f"{rng.randint(1, 260)}/TLKT{rng.choice(('', '', f'-{era.day.year}'))}")
    form.put_date("registration_date", era.day, rng.choice(("words", "words_padded")))
    form.handwritten -= {"registration_number", "registration_date"}
    lines.append(notice_line(w, new=True))
    lines += ["Nơi đăng ký khai tử: [[registration_place]]", f"Họ, chữ đệm, tên người đi khai tử: {w.name()}",
              f"Giấy tờ tùy thân: {w.identity(w.person())}"]  # fmt: skip
    return _content(w, lines, {
        "title": "TRÍCH LỤC KHAI TỬ", "subtitle": rng.choice(("", "", "(BẢN CHÍNH)")), "admin_head": True, "left": left_lines(rng, era),
        "number_line": "Số: [[registration_number]]", "place_line": f"{era.place.town(era.new)}, [[registration_date]]",
        "sign_lines": sign_lines(rng, era, "NGƯỜI KÝ TRÍCH LỤC"), "seal_text": seal_text(era),
    })  # fmt: skip


def draw_certificate(rng: Random, family: Family, hand: bool) -> Content:
    """The death certificate of 1999, 2006 and 2010: number and book above, registration below."""
    years = OLD_YEARS[family.name.rpartition("_")[2]]
    w = _writer(rng, family, hand, years)
    dead = adult(rng, w.era, rng.choice(("male", "female")), (35, 92))
    lines = _dead_lines(w, dead, old=True, copy=False)
    _put_registration(w.form, w.era, old=True)
    lines += [f"{rng.choice(('Nơi đăng ký', 'Nơi đăng ký khai tử'))}: [[registration_place]]",
              f"{rng.choice(('Ngày, tháng, năm đăng ký', 'Ngày đăng ký'))}: [[registration_date]]"]  # fmt: skip
    if rng.random() < 0.6:
        lines.append(f"Họ và tên người đi khai tử: {w.name()}")
    return _content(w, lines, {
        "title": rng.choice(("GIẤY CHỨNG TỬ", "GIẤY CHỨNG TỬ", "BẢN SAO GIẤY CHỨNG TỬ")), "subtitle": rng.choice(("", "", "(BẢN CHÍNH)", "(BẢN SAO)")),
        "form_code": rng.choice(("", f"Mẫu TP/HT-{years[0]}-KT.1", f"TP/HT-{years[0]}-D.1")), "sign_lines": sign_lines(rng, w.era),
    })  # fmt: skip


def _content(w: Writer, lines: list[str], choices: Mapping[str, object]) -> Content:
    usual: dict[str, object] = {
        "admin_head": False, "left": left_lines(w.rng, w.era), "number_line": "", "place_line": "", "form_code": "", "lines": lines,
        "seal_text": seal_text(w.era), "who": w.name(), "hint": w.rng.random() < 0.4, "title_css": w.rng.choice(("", "", "red")),
    }  # fmt: skip
    return Content(w.form, usual | dict(choices))


def draw_marriage(rng: Random, family: Family, hand: bool) -> Content:
    """A marriage extract; `foreign` ones note a marriage concluded abroad, old ones have the husband first."""
    form = Form(rng, draw_look(rng, hand, **{"background": "plain", **family.fixed}))
    old, foreign = family.name.endswith("_2010"), "foreign" in family.name
    era = draw_era(rng, *((2006, 2015) if old else (2016, 2026)))
    people = {"wife": adult(rng, era, "female", (18, 45)), "husband": adult(rng, era, "male", (20, 50))}
    order, labels = (HUSBAND, WIFE) if old else (WIFE, HUSBAND), couple_labels(rng, old)
    shared = rng.random() < 0.7 and "columns" not in family.name
    lines: dict[str, list[Line]] = {}
    for who in order:
        put_spouse(form, era, who[0], people[who[0]])
        paper = spouse_paper(form, era, who[0], people[who[0]], bare=old and rng.random() < 0.7)
        lines[who[0]] = couple_lines(who, labels, paper, shared)
    issued, choices = _copied(
        form,
        era,
        rng.choice(("TLGCKH-BS", "TLGCKH")) if foreign else rng.choice(("TLKH-BS", "TLKH-BS", "TLKH")),
    )
    form.put_date("issue_date", issued.day, rng.choice(("words", "words_padded")))
    form.put_name("signer", draw_name(rng, rng.choice(("male", "female"))), upper=rng.random() < 0.1)
    _put_registration(form, era, old)
    form.handwritten -= {"extract_number", "issue_date", "signer"}
    book = f" || Quyển số: {form.plain['book']}" if old and len(form.plain["book"]) < 4 else ""
    choices |= couple_rows(rng, lines, order) | {
        "place_line": f"{era.place.town(issued.new)}, [[issue_date]]", "old": False, "extract": True, "form_code": "", "valid_line": False,
        "title": "TRÍCH LỤC GHI CHÚ KẾT HÔN" if foreign else "TRÍCH LỤC KẾT HÔN", "title_css": "", "number_css": "",
        "subtitle": rng.choice(("(BẢN SAO)", "(BẢN SAO)", "(Bản sao)", "")), "wide": family.size == A4_LANDSCAPE,
        "place_label": rng.choice(("Đăng ký kết hôn tại", "Đăng ký kết hôn tại", "Đã đăng ký kết hôn tại", "Nơi đăng ký kết hôn")),
        "number_row": f"Số: [[registration_number]]{book} || {rng.choice(('Ngày' if family.row == 'table' else 'ngày', 'Ngày', 'Ngày, tháng, năm đăng ký'))}: [[registration_date]]",
        "note": rng.choice(("", "Không", "")), "noted": rng.random() < 0.7, "sign_lines": sign_lines(rng, issued, "NGƯỜI KÝ TRÍCH LỤC"),
    }  # fmt: skip
    return Content(form, choices)


Draw = Callable[[Random, Family, bool], Content]


def _family(doc_type: str, name: str, template: str, draw: Draw, **options: Any) -> Family:
    return Family(doc_type, name, template, draw, **options)


def _death(name: str, draw: Draw, template: str = "vital_lines.html", **options: Any) -> Family:
    return _family("death_extract", f"xdeath_{name}", template, draw, **options)


def _marriage(name: str, template: str, **options: Any) -> Family:
    return _family("marriage_extract", f"xmarriage_{name}", template, draw_marriage, **options)


FAMILIES = (
    _death("2016", draw_death),
    _death("numbered", draw_death, row="numbered"),
    _death("table", draw_death, row="table", fixed={"leaders": "none"}),
    _death("original", draw_original),
    _death("lines_1999", draw_certificate, fixed={"leaders": "dots"}),
    _death("dotted_2006", draw_certificate, fixed={"leaders": "both"}),
    _death("table_2010", draw_certificate, row="table", fixed={"leaders": "none"}),
    _death("framed", draw_death, "vital_frame.html", row="below", fixed={"leaders": "none"}, held_out=True),
    _marriage("2016_columns", "marriage_columns.html"),
    _marriage("wide_columns", "marriage_columns.html", size=A4_LANDSCAPE, margins=LANDSCAPE_MARGINS),
    _marriage("2016_lines", "marriage_lines.html"),
    _marriage("numbered", "marriage_lines.html", row="numbered"),
    _marriage("table", "marriage_table.html", fixed={"leaders": "none"}),
    _marriage("foreign", "marriage_lines.html", fixed={"leaders": "dots"}),
    _marriage("lines_2010", "marriage_lines.html", fixed={"leaders": "both"}),
    _marriage("modern", "marriage_modern.html", row="table", fixed={"leaders": "none"}, held_out=True),
)
