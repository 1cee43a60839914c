"""Extracts of the cadastral map and sheets of a survey: few words, a drawing, tables of figures."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from hoso.samples.form import Form, format_date
from hoso.samples.look import draw_look
from hoso.samples.paper import Content, Family
from hoso.samples.papers.common import Era, draw_era, left_lines, seal_text
from hoso.samples.papers.parcels import draw_holder, draw_parcel, put_parcel
from hoso.samples.people import draw_name
from hoso.samples.places import draw_address

SCALES = ("1:500", "1:1000", "1:2000", "1:200", "1/500", "1/1000", "1/2000", "1:5000")
TITLES = {
    "extract": (("TRÍCH LỤC BẢN ĐỒ ĐỊA CHÍNH",), ("TRÍCH LỤC BẢN ĐỒ ĐỊA CHÍNH THỬA ĐẤT",), ("TRÍCH LỤC THỬA ĐẤT", "BẢN ĐỒ ĐỊA CHÍNH")),
    "survey": (("MẢNH TRÍCH ĐO ĐỊA CHÍNH SỐ {number}",), ("MẢNH TRÍCH ĐO BẢN ĐỒ ĐỊA CHÍNH SỐ {number}",), ("TRÍCH ĐO ĐỊA CHÍNH THỬA ĐẤT",)),
    "result": (("PHIẾU XÁC NHẬN KẾT QUẢ ĐO ĐẠC", "HIỆN TRẠNG THỬA ĐẤT"), ("PHIẾU XÁC NHẬN", "KẾT QUẢ ĐO ĐẠC HIỆN TRẠNG THỬA ĐẤT")),
}  # fmt: skip
CHANGES = (
    "Không thay đổi",
    "Diện tích tăng 3,5 m² do sai số đo đạc",
    "Ranh giới thửa đất không thay đổi",
    "Không có",
)


def _put_fields(form: Form, era: Era) -> None:
    rng = form.rng
    person = draw_holder(rng, era, rng.choice(("male", "female")))
    put_parcel(form, era, draw_parcel(rng, era))
    for key in ("land_use_form", "land_use_term", "land_origin"):
        form.values.pop(key)
        form.shown.pop(key)
    form.put_name("holder.full_name", person.name)
    form.put("scale", rng.choice(SCALES))
    form.say("holder_title", "Ông" if person.sex == "male" else "Bà")
    form.say("holder_home", draw_address(rng, era.place, era.new, form.look.addresses))
    form.say("changes", rng.choice(CHANGES))
    form.say("old_area", f"{rng.randint(50, 900)},{rng.randint(0, 9)}")
    form.say("nothing", "")


def _owner(form: Form) -> str:
    title = form.rng.choice(("", "", "[[holder_title]] "))
    return (
        form.rng.choice(("Tên người sử dụng đất", "Người sử dụng đất", "Tên người sử dụng, quản lý đất"))
        + f": {title}[[holder.full_name]]"
    )


def _extract_lines(form: Form) -> list[str]:
    """The items of an extract of the map (circular 25/2014)."""
    rng = form.rng
    pair = rng.choice((
        "1. Số thứ tự thửa đất: [[parcel_number]]; Tờ bản đồ số: [[map_sheet_number]]",
        "1. Thửa đất số: [[parcel_number]] || Tờ bản đồ số: [[map_sheet_number]]",
        "1. Số hiệu thửa đất: [[parcel_number]] || Số hiệu tờ bản đồ: [[map_sheet_number]]",
    ))  # fmt: skip
    place = rng.choice(("2. Địa chỉ thửa đất", "2. Địa chỉ", "2. Vị trí thửa đất"))
    return [
        pair, f"{place}: [[parcel_address]]", "3. Diện tích: [[area_m2]] m²",
        rng.choice(("4. Mục đích sử dụng đất", "4. Mục đích sử dụng", "4. Loại đất")) + ": [[land_use_purpose]]",
        f"5. {_owner(form)}", rng.choice(("Địa chỉ thường trú", "Địa chỉ")) + ": [[holder_home]]",
        "6. Các thay đổi của thửa đất so với giấy tờ pháp lý về quyền sử dụng đất: [[changes]]",
        "7. Bản vẽ thửa đất:",
    ]  # fmt: skip


def _survey_lines(form: Form) -> list[str]:
    rng = form.rng
    return [
        "Thửa đất số: [[parcel_number]] || Tờ bản đồ số: [[map_sheet_number]]",
        rng.choice(("Địa chỉ thửa đất", "Địa điểm")) + ": [[parcel_address]]",
        f"{_owner(form)}", "Diện tích: [[area_m2]] m² || Loại đất: [[land_use_purpose]]",
    ]  # fmt: skip


def _result_lines(form: Form) -> list[str]:
    """The items of a sheet that confirms a survey; the area by the older papers stands beside."""
    rng = form.rng
    return [
        "1. Thửa đất số: [[parcel_number]]; tờ bản đồ số: [[map_sheet_number]]", "2. Địa chỉ thửa đất: [[parcel_address]]",
        rng.choice(("3. Diện tích", "3. Diện tích đo đạc")) + ": [[area_m2]] m²", "4. Mục đích sử dụng đất: [[land_use_purpose]]",
        f"5. {_owner(form)}", "Địa chỉ thường trú: [[holder_home]]", "6. Diện tích theo giấy tờ về quyền sử dụng đất: [[old_area]] m²",
        "7. Hiện trạng sử dụng đất: [[changes]]",
    ]  # fmt: skip


def _corners(rng: Random) -> list[list[str]]:
    """The table of corners: number, X, Y, and the side to the next."""
    east, north = rng.uniform(400_000, 600_000), rng.uniform(1_100_000, 2_300_000)
    rows = [["Số hiệu điểm", "X (m)", "Y (m)", "Chiều dài (m)"]]
    for at in range(rng.randint(4, 6)):
        x, y = north + rng.uniform(-30, 30), east + rng.uniform(-30, 30)
        rows.append([str(at + 1), f"{x:.2f}", f"{y:.2f}", f"{rng.uniform(3, 40):.2f}"])
    return rows


def draw(rng: Random, family: Family, hand: bool) -> Content:
    """A paper in the family's layout; its kind is the second part of the name."""
    kind = family.name.split("_")[1]
    form = Form(rng, draw_look(rng, hand, **family.fixed))
    era = draw_era(rng, 2014, 2026)
    _put_fields(form, era)
    lines = {"extract": _extract_lines, "survey": _survey_lines, "result": _result_lines}[kind](form)
    title = [line.format(number=f"{rng.randint(1, 90)}-{era.day.year}") for line in rng.choice(TITLES[kind])]
    form.say("day", format_date(era.day, rng.choice(("words", "words_padded"))))
    form.say("signer", draw_name(rng, "male"))
    form.say("surveyor", draw_name(rng, rng.choice(("male", "female"))))
    office = "CHI NHÁNH VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI" if rng.random() < 0.6 else "VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI"
    return Content(form, {
        "lines": lines, "title_lines": title, "title_size": rng.choice((1.1, 1.25)), "corners": _corners(rng), "kind": kind,
        "left": left_lines(rng, era, office), "place_line": f"{era.place.town(era.new)}, [[day]]", "seal_text": seal_text(era),
        "scale_line": rng.choice(("Tỷ lệ: [[scale]]", "Tỷ lệ [[scale]]", "TỶ LỆ: [[scale]]", "Tỉ lệ: [[scale]]")), "parcel": form.shown["parcel_number"],
        "boss": rng.choice((["GIÁM ĐỐC"], ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"])), "scale_first": rng.random() < 0.4,
    })  # fmt: skip


def _family(name: str, fixed: Mapping[str, object] | None = None, **options: Any) -> Family:
    choices = {"background": "plain", "framed": False, **(fixed or {})}
    return Family("cadastral_extract", f"cadastral_{name}", "cadastral.html", draw, fixed=choices, **options)


FAMILIES = (
    _family("extract_lines", {"leaders": "none"}),
    _family("extract_dotted", {"leaders": "dots"}),
    _family("survey_table", {"leaders": "none"}, row="table"),
    _family("result_lines"),
    _family("result_below", {"leaders": "none"}, row="below", held_out=True),
)
