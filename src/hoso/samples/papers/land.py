"""Land-use certificates of the models of 1993, 2009 and 2024."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from hoso.samples.form import Form
from hoso.samples.look import draw_look
from hoso.samples.paper import Content, Family
from hoso.samples.papers.common import Era, draw_era, identity_paper
from hoso.samples.papers.parcels import (
    draw_holder,
    draw_parcel,
    draw_register_number,
    draw_serial,
    put_parcel,
)
from hoso.samples.people import Person, draw_name
from hoso.samples.places import draw_address

BOOKLET = (190, 265)
BOOKLET_MARGINS = (14, 15, 12, 18)
OPENED = (380, 265)  # the sheet unfolded: two pages side by side
Holders = Callable[[Form, Era, str], list[str]]
FIXED = {"leaders": "none", "background": "drum-pink", "framed": False, "empty": "-/-"}


def id_text(form: Form, era: Era, key: str, person: Person) -> str:
    """Print the person's identity number under `key` and give the text around it."""
    rng = form.rng
    if rng.random() < 0.2:
        return identity_paper(rng, form, key, person, era)
    form.put_id(key, person.id_number)
    if len(person.id_number) == 9:
        return rng.choice((f"CMND số: [[{key}]]", f"CMND số: [[{key}]]", f"Số CMND: [[{key}]]", f"CMND: [[{key}]]",
                           f"Giấy CMND số: [[{key}]]"))  # fmt: skip
    labels: tuple[str, ...] = ("CCCD số", "CCCD số", "Căn cước công dân số", "CCCD")
    if era.day.year >= 2024:
        labels = (*labels, "Căn cước số", "Số định danh cá nhân")
    return f"{rng.choice(labels)}: [[{key}]]"


def _holder_lines(form: Form, era: Era, who: str, person: Person, style: str) -> list[str]:
    """The person's lines: name, year and paper; each on its own, in pairs, or in one running sentence."""
    rng = form.rng
    prefix = {"holder": "Ông" if person.sex == "male" else "Bà",
              "holder_2": "Và vợ: bà" if person.sex == "female" else "Và chồng: ông"}[who]  # fmt: skip
    if who == "holder" and rng.random() < 0.25:
        prefix = f"Hộ {prefix.lower()}"
    if who == "holder_2":
        prefix = rng.choice(
            (
                prefix,
                prefix,
                prefix.replace(": ", " "),
                prefix.replace(": ", " là "),
                prefix.split(": ")[1].title(),
            )
        )
    form.put_name(f"{who}.full_name", person.name)
    form.put_year(f"{who}.birth_year", person.born)
    paper = id_text(form, era, f"{who}.id_number", person)
    born = "Năm sinh" if style != "sentence" else rng.choice(("sinh năm", "sinh năm", "năm sinh"))
    if style == "sentence":
        return [f"{prefix} [[{who}.full_name]], {born} [[{who}.birth_year]], {paper.replace(': [[', ' [[')}"]
    if style == "pairs":
        return [f"{prefix}: [[{who}.full_name]] || {born}: [[{who}.birth_year]]", paper]
    return [f"{prefix}: [[{who}.full_name]]", f"{born}: [[{who}.birth_year]]", paper]


def put_holders(form: Form, era: Era, style: str) -> list[str]:
    """Who holds the land: one person, or a couple with one address each or a common one."""
    rng = form.rng
    sex = rng.choice(("male", "male", "female"))
    address = draw_address(rng, era.place, era.new, form.look.addresses)
    label = rng.choice(
        ("Địa chỉ thường trú", "Địa chỉ thường trú", "Địa chỉ thường trú", "Nơi thường trú", "Địa chỉ")
    )
    lines = _holder_lines(form, era, "holder", draw_holder(rng, era, sex), style)
    form.put("holder.address", address)
    own = f"{label}: [[holder.address]]"
    if rng.random() >= 0.5:
        return _with_address(lines, own, style)
    second = _holder_lines(
        form, era, "holder_2", draw_holder(rng, era, "female" if sex == "male" else "male"), style
    )
    if rng.random() < 0.3:
        return [*lines, *second, own]
    form.put("holder_2.address", address)
    return [
        *_with_address(lines, own, style),
        *_with_address(second, f"{label}: [[holder_2.address]]", style),
    ]


def _with_address(lines: list[str], address: str, style: str) -> list[str]:
    if style == "sentence":
        return [f"{lines[0]}, {address[0].lower()}{address[1:]}"]
    return [*lines, address]


def _authority(rng: Random, era: Era, model: int) -> tuple[str, list[str]]:
    """The issuing office in capitals, and the lines of the signature block."""
    commune, district, province = era.place.levels(False)
    chief = rng.choice((["CHỦ TỊCH"], ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]))
    head = rng.choice((["GIÁM ĐỐC"], ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]))
    if era.new:
        commune, province = era.place.levels(True)
        district = commune
    kind = rng.random()
    if model == 2024 and kind < 0.55:
        office = (
            f"Văn phòng đăng ký đất đai {province}"
            if era.new or kind < 0.2
            else f"Chi nhánh Văn phòng đăng ký đất đai {district}"
        )
    elif model == 2009 and era.day.year >= 2015 and kind < 0.5:
        office = f"Sở Tài nguyên và Môi trường {province}"
    else:
        return f"Ủy ban nhân dân {district}".upper(), ["TM. [[issuing_authority]]", *chief]
    return office.upper(), ["[[issuing_authority]]", *head]


def _town(era: Era) -> str:
    """What stands before the date: the seat of the office without its kind."""
    levels = era.place.levels(era.new)
    seat = levels[0] if era.new else levels[1]
    for kind in ("thành phố ", "Thành phố ", "huyện ", "thị xã ", "xã ", "phường ", "thị trấn ", "quận "):
        bare = seat.removeprefix(kind)
        if bare != seat and not bare[0].isdigit():
            return bare
    return seat[0].upper() + seat[1:]


def draw_certificate(
    rng: Random, family: Family, hand: bool, years: tuple[int, int], holders: Holders = put_holders
) -> tuple[Form, Era, dict[str, object]]:
    """What the certificates of every model print: the filled form, its time and place, and the template's choices."""
    form = Form(rng, draw_look(rng, hand, **family.fixed))
    model = int(family.name.split("_")[1])
    era = draw_era(rng, *years)
    style = next((word for word in ("sentence", "pairs") if word in family.name), "lines")
    lines = holders(form, era, style)
    put_parcel(form, era, draw_parcel(rng, era))
    serial, value = draw_serial(rng, era.day)
    form.put("serial_number", serial, value)
    form.put("register_number", draw_register_number(rng, era.day))
    form.put_date("issue_date", era.day, rng.choice(("words", "words", "words_padded")))
    authority, sign_lines = _authority(rng, era, model)
    form.put("issuing_authority", authority)
    form.say("signer", draw_name(rng, rng.choice(("male", "male", "female"))))
    form.handwritten -= {"serial_number", "issuing_authority"}
    choices: dict[str, object] = {
        "holders": lines, "sign_lines": sign_lines, "place_line": f"{_town(era)}, [[issue_date]]",
        "seal_text": f"{authority.title()} ★", "spread": "spread" in family.name, "era": era,
        "parcel": form.shown["parcel_number"], "district": era.place.levels(False)[1],
    }  # fmt: skip
    return form, era, choices


def draw_2009(rng: Random, family: Family, hand: bool) -> Content:
    """The pink sheet of 2009 to 2024: holders on the first page, the parcel on the second."""
    form, _, choices = draw_certificate(rng, family, False, (2010, 2023))
    titles = (
        ("GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT,", "QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT"),
        ("GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT", "QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT"),
        ("GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT,", "QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC", "GẮN LIỀN VỚI ĐẤT"),
    )
    choices |= {
        "register_label": rng.choice(("Số vào sổ cấp GCN", "Số vào sổ cấp GCN", "Số vào sổ cấp Giấy chứng nhận")),
        "title_lines": rng.choice(titles), "title_size": rng.choice((1.2, 1.3, 1.4)), "red_motto": rng.random() < 0.4,
        "holder_css": rng.choice(("", "in")), "sheet_gap": rng.choice((", ", "; ", " || ")),
        "words_gap": rng.choice((", ", " ", " ")),
    }  # fmt: skip
    return Content(form, choices)


def _model(name: str, draw: object, **options: object) -> Family:
    template = f"land_{name.split('_')[1]}.html"
    return Family("land_use_certificate", f"land_{name.split('_', 1)[1]}", template, draw, **options)  # type: ignore[arg-type]  # named fields


FAMILIES = (
    _model("gcn_2009_lines", draw_2009, size=BOOKLET, margins=BOOKLET_MARGINS, fixed=FIXED),
    _model("gcn_2009_spread", draw_2009, size=OPENED, margins=BOOKLET_MARGINS, fixed=FIXED),
)
