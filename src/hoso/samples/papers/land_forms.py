"""Applications to register land for the first time: form 04/ĐK of 2014 and of 2024, form 15 of 2025."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Any

from hoso.samples.form import Form
from hoso.samples.look import draw_look
from hoso.samples.paper import Content, Family
from hoso.samples.papers.common import MERGER, Era, draw_era, identity_paper
from hoso.samples.papers.land_change import PAGE_2, PLEDGES
from hoso.samples.papers.parcels import draw_holder, draw_parcel, put_parcel
from hoso.samples.people import draw_date
from hoso.samples.places import draw_address, draw_place

Line = tuple[str, str]
OLD_TITLES = (
    (
        "ĐƠN ĐĂNG KÝ, CẤP GIẤY CHỨNG NHẬN",
        "QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU NHÀ Ở",
        "VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT",
    ),
    (
        "ĐƠN ĐĂNG KÝ, CẤP GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT,",
        "QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT",
    ),
)
NEW_TITLES = (
    ("ĐƠN ĐĂNG KÝ ĐẤT ĐAI,", "TÀI SẢN GẮN LIỀN VỚI ĐẤT"), ("ĐƠN ĐĂNG KÝ ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT",),
    ("ĐƠN ĐĂNG KÝ", "ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT"),
)  # fmt: skip
CODES = {
    "2014": ("Mẫu số 04a/ĐK", "Mẫu số 04a/ĐK|(Ban hành kèm theo Thông tư số 24/2014/TT-BTNMT)", ""),
    "2024": ("Mẫu số 04/ĐK", "Mẫu số 04/ĐK|(Kèm theo Nghị định số 101/2024/NĐ-CP)", ""),
    "2025": ("Mẫu số 15", "Mẫu số 15|(Kèm theo Nghị định số 151/2025/NĐ-CP)", "Mẫu số 15. Đơn đăng ký đất đai, tài sản gắn liền với đất"),
}  # fmt: skip
NOTES = (
    "(1) Ghi tên cơ quan tiếp nhận hồ sơ nơi có đất.",
    "(2) Cá nhân ghi họ tên, năm sinh, giấy tờ nhân thân; tổ chức ghi tên theo giấy tờ pháp nhân.",
    "(3) Ghi diện tích theo kết quả đo đạc, bằng số Ả Rập, làm tròn đến một chữ số thập phân.",
)
SINCE = ("15/10/1993", "01/07/2004", "năm 1985", "năm 1998", "trước ngày 15/10/1993", "12/3/2010", "năm 2001")
ORIGINS = (
    "Ông cha để lại", "Nhận chuyển nhượng năm 1996", "Được Nhà nước giao năm 1993", "Nhận thừa kế của cha mẹ năm 2005",
    "Tự khai hoang từ năm 1988", "Nhận tặng cho từ cha mẹ", "Được Ủy ban nhân dân xã cấp năm 1990",
)  # fmt: skip
PHONES = ("0912345678", "0987 654 321", "0383.221.560", "0904111222", "0778899001", "0356 120 984")


def _era(rng: Random, model: str) -> Era:
    if model == "2025":
        return Era(draw_date(rng, MERGER, date(2026, 9, 30)), draw_place(rng))
    return draw_era(rng, *((2015, 2023) if model == "2014" else (2024, 2025)))


def _put_fields(form: Form, era: Era) -> str:
    """The applicant and the parcel; gives the words around the number of the identity paper."""
    rng = form.rng
    person = draw_holder(rng, era, rng.choice(("male", "female")))
    form.put_name("applicant.full_name", person.name)
    paper = identity_paper(rng, form, "applicant.id_number", person, era)
    form.put("applicant.address", draw_address(rng, era.place, era.new, form.look.addresses))
    if rng.random() < 0.7:
        phone = rng.choice(PHONES)
        form.put("applicant.phone", phone, "".join(filter(str.isdigit, phone)))
    put_parcel(form, era, draw_parcel(rng, era))
    for key in ("land_use_form", "land_use_term"):
        form.say(key, str(form.values.pop(key)))
        form.shown.pop(key)
    if rng.random() < 0.6:
        form.put("land_origin", rng.choice(ORIGINS))
    form.say("since", rng.choice(SINCE))
    form.say("born", str(person.born.year))
    form.say("signed", person.name)
    form.say("email", "")
    return rng.choice((paper, paper, "[[applicant.id_number]]"))


def _lines_2014(form: Form, paper: str) -> list[Line]:
    """The items of form 04a/ĐK."""
    rng = form.rng
    return [
        ("sec", "1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất, người quản lý đất:"),
        ("row", rng.choice(("1.1. Tên (viết chữ in hoa)", "1.1. Tên")) + ": [[applicant.full_name]]" + rng.choice(("", ", sinh năm [[born]]"))),
        ("row", rng.choice(("Giấy tờ nhân thân", "Giấy tờ nhân thân/pháp nhân")) + f": {paper}"),
        ("row", rng.choice(("1.2. Địa chỉ thường trú⟨1⟩", "1.2. Địa chỉ")) + ": [[applicant.address]]"),
        ("row", "Điện thoại: [[applicant.phone]]"),
        ("text", "2. Đề nghị: - Đăng ký QSDĐ ☑   Đăng ký quyền quản lý đất ☐   - Cấp GCN đối với đất ☑   Cấp GCN đối với tài sản trên đất ☐"),
        ("sec", "3. Thửa đất đăng ký⟨2⟩:"),
        ("row", "3.1. Thửa đất số: [[parcel_number]] || 3.2. Tờ bản đồ số: [[map_sheet_number]]"),
        ("row", "3.3. Địa chỉ tại: [[parcel_address]]"),
        ("row", "3.4. Diện tích: [[area_m2]] m²; sử dụng chung: 0 m²; sử dụng riêng: [[area_again]] m²"),
        ("row", "3.5. Sử dụng vào mục đích: [[land_use_purpose]], từ thời điểm: [[since]]"),
        ("row", "3.6. Thời hạn đề nghị được sử dụng đất: [[land_use_term]]"),
        ("row", "3.7. Nguồn gốc sử dụng⟨3⟩: [[land_origin]]"),
        ("text", "4. Nhà ở, công trình xây dựng khác: Không; 5. Rừng sản xuất là rừng trồng: Không; 6. Cây lâu năm: Không"),
        ("text", "7. Những giấy tờ nộp kèm theo: Sơ đồ thửa đất; bản sao căn cước công dân"),
    ]  # fmt: skip


def _lines_new(form: Form, paper: str, model: str) -> list[Line]:
    """The items of form 04/ĐK of 2024 and of form 15."""
    rng = form.rng
    name = rng.choice(("a) Họ và tên⟨2⟩ (viết chữ in hoa)", "a) Tên⟨2⟩", "a) Họ và tên (viết chữ in hoa)"))
    pair = rng.choice(("a) Thửa đất số: [[parcel_number]] || Tờ bản đồ số: [[map_sheet_number]]",
                       "a) Thửa đất số: [[parcel_number]]; tờ bản đồ số: [[map_sheet_number]]"))  # fmt: skip
    purpose = rng.choice(("d) Mục đích sử dụng đất: [[land_use_purpose]]; từ thời điểm: [[since]]",
                          "d) Sử dụng vào mục đích: [[land_use_purpose]], từ thời điểm: [[since]]",
                          "d) Mục đích sử dụng: [[land_use_purpose]]"))  # fmt: skip
    return [
        ("sec", "1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất, người quản lý đất:"),
        ("row", f"{name}: [[applicant.full_name]]"),
        ("row", f"b) Giấy tờ nhân thân/pháp nhân⟨2⟩: {paper}"),
        ("row", "c) Địa chỉ⟨2⟩: [[applicant.address]]"),
        ("row", "d) Điện thoại liên hệ (nếu có): [[applicant.phone]] || Hộp thư điện tử (nếu có): [[email]]"),
        ("sec", rng.choice(("2. Thửa đất đăng ký:", "2. Thông tin về thửa đất đăng ký:"))),
        ("row", pair),
        ("row", rng.choice(("b) Địa chỉ⟨3⟩", "b) Địa chỉ thửa đất", "b) Địa chỉ")) + ": [[parcel_address]]"),
        ("row", "c) Diện tích: [[area_m2]] m²" + rng.choice(("; sử dụng chung: 0 m²; sử dụng riêng: [[area_again]] m²", ""))),
        ("row", purpose), ("row", "đ) Thời hạn đề nghị được sử dụng đất: [[land_use_term]]"),
        ("row", rng.choice(("e) Nguồn gốc sử dụng đất", "e) Nguồn gốc sử dụng")) + ": [[land_origin]]"),
        ("sec", "3. Nhà ở, công trình xây dựng⟨4⟩:"), ("row", "a) Loại nhà ở, công trình: [[nothing]]"),
        ("text", "4. Đề nghị của người sử dụng đất: Đăng ký đất đai ☑  Cấp Giấy chứng nhận ☑  Ghi nợ tiền sử dụng đất ☐"),
        ("text", "5. Giấy tờ nộp kèm theo: Giấy tờ về quyền sử dụng đất; mảnh trích đo bản đồ địa chính"),
    ]  # fmt: skip


def _groups(lines: list[Line]) -> list[tuple[str, list[str]]]:
    groups: list[tuple[str, list[str]]] = []
    for kind, text in lines:
        if not groups or groups[-1][0] != kind:
            groups.append((kind, []))
        groups[-1][1].append(text)
    return groups


def draw(rng: Random, family: Family, hand: bool) -> Content:
    """An application in the family's form; the model's year is the second part of its name."""
    model = family.name.split("_")[1]
    form = Form(rng, draw_look(rng, hand, **family.fixed))
    era = _era(rng, model)
    paper = _put_fields(form, era)
    form.say("area_again", form.shown["area_m2"])
    form.say("nothing", "")
    lines = _lines_2014(form, paper) if model == "2014" else _lines_new(form, paper, model)
    form.say("place", era.place.town(era.new))
    form.say("day", f"ngày {era.day.day:02d} tháng {era.day.month:02d} năm {era.day.year}")
    form.say("office", f"Ủy ban nhân dân {era.place.levels(era.new)[0]}")
    return Content(form, {
        "code": rng.choice(CODES[model]).split("|"), "title_lines": rng.choice(OLD_TITLES if model == "2014" else NEW_TITLES),
        "title_size": rng.choice((1.0, 1.1, 1.2)), "sup": rng.choice(("sup", "plain")), "signer": rng.choice(("Người viết đơn", "NGƯỜI VIẾT ĐƠN")),
        "sign_note": "(Ký, ghi rõ họ tên và đóng dấu nếu có)", "office_line": "Kính gửi⟨1⟩: [[office]]" if model != "2014" else "Kính gửi: [[office]]",
        "receipt": model == "2014" and rng.random() < 0.7, "pledge": PLEDGES[model], "part": model == "2014", "groups": _groups(lines),
        "notes": NOTES if model != "2014" and rng.random() < 0.6 else (), "second": PAGE_2[:2] if "parts" in family.name else (),
        "signed": rng.random() < 0.8,
    })  # fmt: skip


def _family(name: str, fixed: Mapping[str, object] | None = None, **options: Any) -> Family:
    choices = {"background": "plain", "framed": False, **(fixed or {})}
    return Family(
        "land_registration_application",
        f"application_{name}",
        "land_change.html",
        draw,
        fixed=choices,
        **options,
    )


FAMILIES = (
    _family("2014_parts"),
    _family("2014_dotted", {"leaders": "dots"}),
    _family("2024_lines", {"leaders": "none"}),
    _family("2025_lines"),
    _family("2025_table", {"leaders": "none"}, row="table"),
    _family("2025_below", {"leaders": "none"}, row="below", held_out=True),
)
