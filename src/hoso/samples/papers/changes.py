"""What citizens write on forms of land changes: the change itself, the certificate and the papers beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from hoso.samples.form import Form, format_date
from hoso.samples.papers.common import Era
from hoso.samples.papers.parcels import draw_parcel, draw_register_number, draw_serial, figures
from hoso.samples.people import draw_date, draw_name
from hoso.samples.places import draw_address, draw_place

CERTIFICATES = (
    "Giấy chứng nhận đã cấp", "Giấy chứng nhận đã cấp", "Bản gốc Giấy chứng nhận đã cấp",
    "Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất (bản gốc)",
    "Giấy chứng nhận QSDĐ (bản gốc)", "Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất",
)  # fmt: skip
NEW_CERTIFICATE = (
    "; có nhu cầu cấp mới Giấy chứng nhận",
    ", có nhu cầu cấp mới GCN",
    " và có nhu cầu cấp mới Giấy chứng nhận",
)
USES = ("đất trồng cây lâu năm", "đất trồng cây hàng năm khác", "đất trồng lúa", "đất nuôi trồng thủy sản")
HOMES = ("đất ở tại nông thôn", "đất ở tại đô thị", "đất ở")


@dataclass(frozen=True, slots=True)
class Change:
    """A change of registration: what it says, why, and the papers that prove it."""

    content: str
    reason: str
    papers: tuple[str, ...]


def put_land(form: Form, era: Era) -> None:
    """Draw the certificate and the parcel that the form speaks of; they count only where they are printed."""
    rng = form.rng
    day = draw_date(rng, date(1996, 2, 1), era.day)
    serial, value = draw_serial(rng, day)
    form.put("certificate_serial", serial, value)
    form.put("certificate_register_number", draw_register_number(rng, day))
    parcel = draw_parcel(rng, era)
    form.put("parcel_number", parcel.number)
    form.put("map_sheet_number", parcel.sheet)
    form.put("area_m2", figures(rng, parcel.area), parcel.area)
    form.say("parcel_place", draw_address(rng, era.place, era.new, form.look.addresses))
    form.say(
        "certificate_day",
        format_date(day, rng.choice(("slash", "slash", "words", "dash"))).removeprefix("ngày "),
    )


def certificate_words(rng: Random) -> str:
    """The certificate named inside a sentence."""
    serial = rng.choice(("số phát hành [[certificate_serial]]", "số phát hành: [[certificate_serial]]",
                         "số seri [[certificate_serial]]", "số phát hành (số seri) [[certificate_serial]]"))  # fmt: skip
    book = rng.choice(("số vào sổ cấp GCN [[certificate_register_number]]", "số vào sổ cấp GCN: [[certificate_register_number]]",
                       "số vào sổ cấp Giấy chứng nhận [[certificate_register_number]]", "số vào sổ [[certificate_register_number]]"))  # fmt: skip
    both = f"{serial}, {book}" if rng.random() < 0.6 else f"{book}, {serial}"
    return rng.choice((both, both, f"{both}, cấp ngày [[certificate_day]]", serial))


def parcel_words(rng: Random) -> str:
    """The parcel named inside a sentence."""
    area = rng.choice(
        (", diện tích [[area_m2]] m²", ", diện tích: [[area_m2]] m²", ", diện tích [[area_m2]]m²", "")
    )
    place = rng.choice((", tại [[parcel_place]]", ", địa chỉ thửa đất: [[parcel_place]]", "", ""))
    return rng.choice((
        f"thửa đất số [[parcel_number]], tờ bản đồ số [[map_sheet_number]]{area}{place}",
        f"thửa đất số: [[parcel_number]], tờ bản đồ số: [[map_sheet_number]]{area}{place}",
        f"thửa đất số [[parcel_number]] tờ bản đồ số [[map_sheet_number]]{area}{place}",
    ))  # fmt: skip


def _seller(rng: Random) -> str:
    sex = rng.choice(("male", "female"))
    return f"{'ông' if sex == 'male' else 'bà'} {draw_name(rng, sex)}"


def _contract(rng: Random, kind: str, era: Era) -> str:
    day = format_date(era.day, "slash")
    return rng.choice((f"Hợp đồng {kind} quyền sử dụng đất", f"Hợp đồng {kind} quyền sử dụng đất đã được công chứng",
                       f"Hợp đồng {kind} quyền sử dụng đất số {rng.randint(1, 4000)} ngày {day}"))  # fmt: skip


def _received(form: Form, era: Era) -> Change:
    rng = form.rng
    kind = rng.choice(("chuyển nhượng", "chuyển nhượng", "tặng cho"))
    what = rng.choice(
        (
            "quyền sử dụng đất",
            "quyền sử dụng đất và tài sản gắn liền với đất",
            "QSDĐ",
            "toàn bộ quyền sử dụng đất",
        )
    )
    of = f" {rng.choice(('của', 'từ'))} {_seller(rng)}" if rng.random() < 0.7 else ""
    return Change(f"Nhận {kind} {what}{of}", f"Nhận {kind} quyền sử dụng đất",
                  (_contract(rng, kind, era), "Tờ khai lệ phí trước bạ", "Tờ khai thuế thu nhập cá nhân"))  # fmt: skip


def _inherited(form: Form, _: Era) -> Change:
    rng = form.rng
    paper = rng.choice(
        ("Văn bản thỏa thuận phân chia di sản thừa kế", "Di chúc", "Văn bản khai nhận di sản thừa kế")
    )
    return Change(f"Nhận thừa kế quyền sử dụng đất của {_seller(rng)}", "Nhận thừa kế quyền sử dụng đất",
                  (paper, "Trích lục khai tử", "Giấy khai sinh (bản sao)"))  # fmt: skip


def _reissued(form: Form, _: Era) -> Change:
    rng = form.rng
    kind, why = rng.choice((("Cấp lại", "bị mất"), ("Cấp lại", "bị mất"), ("Cấp đổi", "bị ố, nhòe, rách, hư hỏng"),
                            ("Cấp đổi", "đo đạc lại bản đồ địa chính"), ("Cấp đổi", "chuyển sang mẫu mới")))  # fmt: skip
    link = rng.choice((" do ", " do ", ", lý do "))
    return Change(f"{kind} Giấy chứng nhận{link}{why}", f"Giấy chứng nhận {why}" if "mẫu" not in why else "Có nhu cầu cấp đổi",
                  ("Giấy xác nhận về việc mất Giấy chứng nhận", "Trích lục bản đồ địa chính"))  # fmt: skip


def _personal(form: Form, era: Era) -> Change:
    rng, style = form.rng, form.look.addresses
    old, new = (draw_address(rng, draw_place(rng), era.new and k == 1, style) for k in range(2))
    content, paper = rng.choice((
        (f"Thay đổi địa chỉ thường trú từ {old} thành {new}", "Xác nhận thông tin về cư trú"),
        ("Thay đổi giấy tờ nhân thân từ chứng minh nhân dân sang căn cước công dân", "Bản sao căn cước công dân"),
        ("Thay đổi thông tin về giấy tờ nhân thân, địa chỉ của người sử dụng đất", "Bản sao thẻ căn cước"),
        ("Đính chính họ tên người sử dụng đất trên Giấy chứng nhận", "Giấy khai sinh (bản sao)"),
    ))  # fmt: skip
    return Change(content, "Thông tin trên Giấy chứng nhận không còn đúng", (paper,))


def _of_land(form: Form, _: Era) -> Change:
    rng = form.rng
    return Change(*rng.choice((
        (f"Chuyển mục đích sử dụng đất từ {rng.choice(USES)} sang {rng.choice(HOMES)}", "Nhu cầu sử dụng đất",
         ("Quyết định cho phép chuyển mục đích sử dụng đất", "Trích lục bản đồ địa chính")),
        (f"Tách thửa đất thành {rng.choice(('02', '03', '2', '4'))} thửa đất", "Tách thửa để chuyển quyền",
         ("Bản vẽ tách thửa đất, hợp thửa đất", "Mảnh trích đo địa chính")),
        ("Gia hạn thời hạn sử dụng đất nông nghiệp", "Hết thời hạn sử dụng đất", ("Tờ trình",)),
        ("Giảm diện tích thửa đất do hiến đất làm đường giao thông", "Hiến đất làm đường giao thông", ("Văn bản hiến đất",)),
        ("Bổ sung tài sản gắn liền với đất là nhà ở riêng lẻ", "Đã xây dựng nhà ở", ("Giấy phép xây dựng", "Sơ đồ nhà ở")),
        ("Xóa đăng ký thế chấp quyền sử dụng đất", "Đã trả hết nợ ngân hàng", ("Văn bản đồng ý xóa thế chấp của ngân hàng",)),
    )))  # fmt: skip


def draw_change(form: Form, era: Era) -> Change:
    """A change in the citizen's words; its content may name the certificate and the parcel in `[[slots]]`."""
    rng = form.rng
    draw = rng.choice(
        (_received, _received, _received, _inherited, _reissued, _reissued, _personal, _of_land, _of_land)
    )
    change = draw(form, era)
    content, chance = change.content, rng.random()
    if chance < 0.5:
        content += rng.choice((" đối với ", " của " if draw is _reissued else ", ")) + parcel_words(rng)
    if chance < 0.2 or 0.5 < chance < 0.65:
        content += rng.choice((", Giấy chứng nhận ", ", GCN ", "; Giấy chứng nhận ")) + certificate_words(rng)
    if draw is not _reissued and rng.random() < 0.35:
        content += rng.choice(NEW_CERTIFICATE)
    return Change(content, change.reason, change.papers)


def certificate_paper(rng: Random) -> str:
    """The certificate as the first of the papers handed in."""
    name = rng.choice(CERTIFICATES)
    return f"{name}, {certificate_words(rng)}" if rng.random() < 0.25 else name
