"""Further layouts of land-use certificates: two of 2009, two of 1993 and two of 2024."""

from __future__ import annotations

import re
from datetime import date
from random import Random
from typing import cast

from hoso.samples.form import Form
from hoso.samples.paper import Content, Family
from hoso.samples.papers.common import Era
from hoso.samples.papers.land import BOOKLET, BOOKLET_MARGINS, FIXED, draw_certificate
from hoso.samples.papers.parcels import draw_holder
from hoso.samples.people import Person
from hoso.samples.places import draw_address

SERIAL_PLACES = ("", "", "right: 0; left: 0; text-align: center", "right: auto; left: 17mm", "bottom: 14mm")
TITLES_2009 = (
    ("GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU NHÀ Ở", "VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT"),
    ("GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT,", "QUYỀN SỞ HỮU NHÀ Ở VÀ", "TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT"),
    ("GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT", "QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT"),
)
TITLES_2024 = (
    ("GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN", "GẮN LIỀN VỚI ĐẤT"),
    ("GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU", "TÀI SẢN GẮN LIỀN VỚI ĐẤT"),
    ("GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT,", "QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT"),
)
A4_MARGINS = (15, 17, 24, 20)
YEAR_OF_BIRTH = re.compile(r"(^|, )(Năm sinh:|sinh năm|năm sinh) \[\[[\w.]+\]\]")
OLD_USES = {
    "Đất ở tại nông thôn": "Đất ở", "Đất ở tại đô thị": "Đất ở đô thị", "Đất trồng cây hàng năm khác": "Đất vườn",
    "Đất chuyên trồng lúa nước": "Đất 2 lúa", "Đất trồng lúa nước còn lại": "Đất lúa màu",
}  # fmt: skip


def _drawn_alike(rng: Random) -> dict[str, object]:
    """The template's choices that all these layouts share."""
    return {
        "serial_size": rng.choice((1.6, 1.8, 2.0, 2.3)), "serial_place": rng.choice(SERIAL_PLACES),
        "heading_end": rng.choice((":", "", "")), "title_size": rng.choice((1.15, 1.25, 1.35)),
        "red_motto": rng.random() < 0.4, "sub_css": rng.choice(("", "in")),
    }  # fmt: skip


def draw_2009(rng: Random, family: Family, hand: bool) -> Content:
    """The sheet of 2009 with its holders in a running sentence, or in pairs on plain A4 copies."""
    form, _, choices = draw_certificate(rng, family, False, (2010, 2023))
    labels = (
        "Số vào sổ cấp GCN",
        "Số vào sổ cấp GCN",
        "Số vào sổ cấp giấy chứng nhận",
        "Số vào sổ cấp GCN QSDĐ",
    )
    choices |= _drawn_alike(rng) | {
        "register_label": rng.choice(labels), "title_lines": rng.choice(TITLES_2009),
        "words_gap": rng.choice((", ", " ", "; ")), "register_above": rng.random() < 0.4,
        "third": rng.random() < 0.5,
    }  # fmt: skip
    return Content(form, choices)


def holders_1993(form: Form, era: Era, style: str) -> list[str]:
    """The head of the household in the old words, alone or with the spouse, and one address."""
    rng = form.rng
    sex = rng.choice(("male", "male", "male", "female"))
    title, relation, spouse = ("ông", "vợ", "bà") if sex == "male" else ("bà", "chồng", "ông")
    who = rng.choice((f"Hộ {title}", f"Hộ {title}", f"Hộ gia đình {title}", title.title()))
    lines = _old_holder(form, "holder", draw_holder(rng, era, sex), f"{who} ", style)
    if rng.random() < 0.4:
        other = draw_holder(rng, era, "female" if sex == "male" else "male")
        beside = rng.choice((f"và {relation} là {spouse} ", f"và {spouse} "))
        if style != "sentence":
            beside = rng.choice((f"Và {relation}: {spouse} ", f"{spouse.title()}: ", f"Và {spouse}: "))
        lines += _old_holder(form, "holder_2", other, beside, style)
    form.put("holder.address", draw_address(rng, era.place, era.new, form.look.addresses))
    label = rng.choice(("Địa chỉ thường trú", "Địa chỉ thường trú", "Nơi thường trú", "Địa chỉ"))
    joined = ["; ".join(lines)] if style == "sentence" else lines
    return [*joined, f"{label}: [[holder.address]]"]


def _old_holder(form: Form, who: str, person: Person, before: str, style: str) -> list[str]:
    """A name, and on about half of the papers the year of birth and the old card's number."""
    form.put_name(f"{who}.full_name", person.name)
    name = f"{before}[[{who}.full_name]]"
    if form.rng.random() < 0.5:
        return [name]
    form.put_year(f"{who}.birth_year", person.born)
    form.put_id(f"{who}.id_number", person.id_number)
    if style == "sentence":
        return [f"{name}, sinh năm [[{who}.birth_year]], CMND số [[{who}.id_number]]"]
    return [name, f"Năm sinh: [[{who}.birth_year]] || Số CMND: [[{who}.id_number]]"]


def _put_old_uses(form: Form) -> None:
    """The names of land uses before the codes of 2004."""
    for key in ("land_use_purpose", "land_use_term"):
        text = re.sub(r" \([A-Z]{3}\)", "", form.shown[key])
        for name, old in OLD_USES.items():
            text = text.replace(name, old)
        form.put(key, text)


def draw_1993(rng: Random, family: Family, hand: bool) -> Content:
    """The red book in print until 2009: the holder in front, or a cover with everything behind it."""
    form, era, choices = draw_certificate(rng, family, hand, (1995, 2009), holders_1993)
    if era.day.year < 2004:
        _put_old_uses(form)
    mark = rng.choice(("-", "-", ".", "/"))
    first, *others = cast(list[str], choices["holders"])
    book = rng.choice(
        ("giấy chứng nhận quyền sử dụng đất", "giấy chứng nhận quyền sử dụng đất", "giấy chứng nhận")
    )
    choices |= _drawn_alike(rng) | {
        "holders": [f"I{mark} Tên người sử dụng đất: {first}", *others], "mark": mark,
        "register_label": f"Số vào sổ cấp {book}", "title_lines": ("GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT"),
        "office_line": f"ỦY BAN NHÂN DÂN {era.place.levels(False)[1].upper()}",
        "serial_label": rng.choice(("", "", "", "Số: ")),
    }  # fmt: skip
    return Content(form, choices)


def draw_2024(rng: Random, family: Family, hand: bool) -> Content:
    """The sheet of two A4 pages with a QR code; most leave the year of birth out."""
    form, _, choices = draw_certificate(rng, family, False, (2025, 2026))
    holders = cast(list[str], choices["holders"])
    if rng.random() < 0.6:
        holders = [left for line in holders if (left := YEAR_OF_BIRTH.sub("", line))]
    if rng.random() < 0.15:
        form.put_date("issue_date", date.fromisoformat(str(form.values["issue_date"])), "slash")
        choices["place_line"] = str(choices["place_line"]).replace("[[issue_date]]", "ngày [[issue_date]]")
    code = f"{rng.randint(10**12, 10**13 - 1)}"
    form.say("code", code)
    choices |= _drawn_alike(rng) | {
        "holders": holders, "mark": rng.choice((".", ".", ")")), "land": rng.choice(("", "", " đất")),
        "sheet_gap": rng.choice(("; ", "; ", ", ", " || ")), "origin": rng.random() < 0.4,
        "register_label": f"Số vào sổ cấp {rng.choice(('Giấy chứng nhận', 'Giấy chứng nhận', 'GCN'))}",
        "register_front": rng.random() < 0.5, "title_lines": rng.choice(TITLES_2024),
        "qr_text": f"{code}|{form.values['serial_number']}|{form.values['parcel_number']}",
    }  # fmt: skip
    return Content(form, choices)


FAMILIES = (
    Family(
        "land_use_certificate", "land_2009_sentence", "land_2009_sentence.html", draw_2009,
        size=BOOKLET, margins=BOOKLET_MARGINS, fixed={**FIXED, "leaders": "dots"},
    ),
    Family(
        "land_use_certificate", "land_2009_pairs", "land_2009_pairs.html", draw_2009,
        fixed={**FIXED, "background": "plain"}, held_out=True,
    ),
    Family(
        "land_use_certificate", "land_1993_lines", "land_1993_lines.html", draw_1993,
        size=BOOKLET, margins=BOOKLET_MARGINS, fixed={**FIXED, "leaders": "dots", "background": "guilloche-pink"},
    ),
    Family(
        "land_use_certificate", "land_1993_sentence", "land_1993_sentence.html", draw_1993,
        size=BOOKLET, margins=BOOKLET_MARGINS, fixed={**FIXED, "background": "rosettes-yellow"},
    ),
    Family(
        "land_use_certificate", "land_2024_lines", "land_2024_lines.html", draw_2024,
        margins=A4_MARGINS, fixed=FIXED,
    ),
    Family(
        "land_use_certificate", "land_2024_sentence", "land_2024_sentence.html", draw_2024,
        margins=A4_MARGINS, fixed={**FIXED, "leaders": "dots"},
    ),
)  # fmt: skip
